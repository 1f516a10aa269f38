"""Single rows that cannot be used: each becomes a finding of the run, and the good rows stay."""

from dataclasses import replace
from datetime import date, time

import pytest

from integrations.eabsensi.simulator import gangguan
from integrations.eabsensi.values import Kejadian, Pegawai, Presensi, Temuan
from integrations.errors import Unavailable
from tests.integrations.bantuan import JSON, NIP, XML, amplop, rekap, tulis

MARET = (date(2026, 3, 1), date(2026, 3, 31))


def presensi(nip: str, **lain) -> Presensi:
    return Presensi(nip, **{"tanggal": date(2026, 3, 2), "masuk": None, "pulang": None, "status": "HADIR"} | lain)


@pytest.fixture
def tarik(simulator, sumber, klien):
    """tarik(rows) -> the result of asking for the recap of March 2026 where the service holds these rows."""

    def lakukan(rows, *rusak):
        sumber.rekapan = rows
        return klien(simulator(sumber, gangguan=rusak)).rekap_bulanan("BKD", "2026-03")

    return lakukan


@pytest.fixture
def tarik_hari(simulator, sumber, klien):
    def lakukan(rows, *rusak):
        sumber.hari = rows
        return klien(simulator(sumber, gangguan=rusak)).presensi_harian("BKD", *MARET)

    return lakukan


BAIK = rekap(NIP[0])
BURUK = {
    "a NIP with spaces": (replace(BAIK, nip="19860926 201505 1 001"), "NIP"),
    "a NIP with a space at its end": (replace(BAIK, nip=NIP[1] + " "), "NIP"),
    "a NIP of 17 digits": (replace(BAIK, nip=NIP[1][:17]), "NIP"),
    "a NIP in other digits": (replace(BAIK, nip="٩" * 18), "NIP"),
    "another month": (rekap(NIP[1], "2026-02"), "bulan di luar"),
    "a negative number": (rekap(NIP[1], hadir=-1), "hadir"),
    "more days than a month has": (rekap(NIP[1], hari_kerja=32), "hariKerja"),
    "more minutes than a month has": (rekap(NIP[1], menit_kerja=44_641), "menitKerja"),
    "a versi of nought": (rekap(NIP[1], versi=0), "versi"),
    "an unknown kind of event": (rekap(NIP[1], kejadian=(Kejadian("TL5", 1, 10),)), "kode kejadian tidak dikenal"),
    "one kind of event twice": (rekap(NIP[1], kejadian=(Kejadian("TL1", 1, 9), Kejadian("TL1", 2, 20))), "ganda"),
}


@pytest.mark.parametrize("buruk, pesan", BURUK.values(), ids=BURUK.keys())
def test_a_bad_recap_is_a_finding_and_the_good_one_stays(tarik, buruk, pesan):
    hasil = tarik([BAIK, buruk])
    assert hasil.rows == (BAIK,)
    assert [satu.nip for satu in hasil.temuan] == [buruk.nip]
    assert pesan in hasil.temuan[0].pesan


def test_a_run_of_bad_values_alone_is_whole_and_empty(tarik):
    hasil = tarik([BURUK["a NIP with spaces"][0]])
    assert (hasil.rows, len(hasil.temuan)) == ((), 1)


def test_the_same_recap_twice_counts_once(tarik):
    hasil = tarik([BAIK, rekap(NIP[1]), BAIK])
    assert hasil.rows == (BAIK, rekap(NIP[1]))
    assert hasil.temuan == (Temuan(NIP[0], "Baris ganda; yang terbaru dipakai satu kali."),)


def test_of_two_versions_of_a_month_the_higher_counts(tarik):
    hasil = tarik([replace(BAIK, versi=2, tk=0), BAIK])
    assert [satu.versi for satu in hasil.rows] == [2]
    assert len(hasil.temuan) == 1


def test_two_recaps_of_one_person_that_contradict_each_other_are_both_refused(tarik):
    hasil = tarik([BAIK, rekap(NIP[1]), replace(BAIK, tk=5)])
    assert hasil.rows == (rekap(NIP[1]),)
    assert hasil.temuan == (Temuan(NIP[0], "Baris ganda yang isinya berbeda; tidak satu pun dipakai."),)


def test_events_are_sorted_so_that_their_order_never_looks_like_a_change(tarik):
    acak = (Kejadian("TL2", 1, 40), Kejadian("PSW1", 1, 5))
    assert tarik([replace(BAIK, kejadian=acak)]).rows[0].kejadian == acak[::-1]


HARI_BURUK = {
    "a date before": (presensi(NIP[1], tanggal=date(2026, 2, 28)), "tanggal di luar"),
    "a date after": (presensi(NIP[1], tanggal=date(2026, 4, 1)), "tanggal di luar"),
    "an unknown status": (presensi(NIP[1], status="ALPA"), "status tidak dikenal"),
    "an empty status": (presensi(NIP[1], status=""), "status tidak ada"),
}


@pytest.mark.parametrize("buruk, pesan", HARI_BURUK.values(), ids=HARI_BURUK.keys())
def test_a_bad_day_is_a_finding_and_the_good_one_stays(tarik_hari, buruk, pesan):
    hasil = tarik_hari([presensi(NIP[0]), buruk])
    assert hasil.rows == (presensi(NIP[0]),)
    assert (len(hasil.temuan), hasil.temuan[0].nip) == (1, NIP[1])
    assert pesan in hasil.temuan[0].pesan


def test_the_first_and_the_last_day_asked_for_belong_to_the_range(tarik_hari):
    rows = [presensi(NIP[0], tanggal=hari) for hari in MARET]
    assert tarik_hari(rows).rows == tuple(rows)


def test_one_person_may_have_many_days_but_each_only_once(tarik_hari):
    senin, selasa = presensi(NIP[0]), presensi(NIP[0], tanggal=date(2026, 3, 3))
    hasil = tarik_hari([senin, selasa, replace(senin, status="TK")])
    assert hasil.rows == (selasa,)
    assert len(hasil.temuan) == 1


def test_a_person_of_another_opd_is_a_finding(simulator, sumber, klien):
    sumber.pegawai[1] = replace(sumber.pegawai[1], kode_opd="DINKES")
    hasil = klien(simulator(sumber)).daftar_pegawai("BKD")
    assert [satu.nip for satu in hasil.rows] == [NIP[0], NIP[2]]
    assert "OPD" in hasil.temuan[0].pesan


def test_a_pin_shared_by_two_is_given_to_neither(simulator, sumber, klien):
    sumber.pegawai = [Pegawai(nip, pin, "Nama", "BKD", True) for nip, pin in zip(NIP, ("7", "7", "8"), strict=True)]
    hasil = klien(simulator(sumber)).daftar_pegawai("BKD")
    assert [satu.pin for satu in hasil.rows] == [None, None, "8"]
    assert [satu.nip for satu in hasil.temuan] == [NIP[0], NIP[1]]


def test_missing_pins_are_not_a_shared_pin(simulator, sumber, klien):
    sumber.pegawai = [replace(orang, pin=None) for orang in sumber.pegawai]
    assert klien(simulator(sumber)).daftar_pegawai("BKD").temuan == ()


# What a newer or sloppier server writes


def tambah(wajah: str, setelah: str, nama: str) -> gangguan.Gangguan:
    """The honest page with an element `nama` of the server's own beside `setelah`."""

    def cara(isi: bytes) -> bytes:
        if wajah == "soap":
            assert f"</{setelah}>".encode() in isi
            return isi.replace(f"</{setelah}>".encode(), f"</{setelah}><{nama}><a>1</a></{nama}>".encode())
        assert f'"{setelah}":'.encode() in isi
        return isi.replace(f'"{setelah}":'.encode(), f'"{nama}": {{"a": 1}}, "{setelah}":'.encode())

    return gangguan.ubah(cara)


@pytest.mark.parametrize("setelah", ["versi", "menit", "jumlahHalaman"], ids=["in a row", "in an event", "on the page"])
def test_elements_the_contract_does_not_name_are_ignored_and_reported_once(tarik, wajah, setelah):
    hasil = tarik([BAIK, rekap(NIP[1])], tambah(wajah, setelah, "lembur"))
    assert hasil.rows == (BAIK, rekap(NIP[1]))
    assert hasil.temuan == (Temuan("", "Unsur yang tidak dikenal kontrak diabaikan: lembur."),)


def test_many_unknown_elements_stay_one_short_finding(tarik, wajah):
    rusak = gangguan.ubah(
        lambda isi: (
            isi.replace(b"</versi>", b"</versi>" + b"".join(b"<u%d/>" % n for n in range(50)))
            if wajah == "soap"
            else isi.replace(b'"versi":', b"".join(b'"u%d": 0, ' % n for n in range(50)) + b'"versi":')
        )
    )
    hasil = tarik([BAIK], rusak)
    assert hasil.rows == (BAIK,)
    assert len(hasil.temuan) == 1
    assert hasil.temuan[0].pesan.endswith("dan 40 lainnya.")


@pytest.fixture
def satu_hari(soket, klien, wajah):
    """satu_hari(soap=..., rest=...) -> the one day in an answer written by hand."""

    def lakukan(*, soap: str, rest: str):
        kepala = "<halaman>1</halaman><jumlahHalaman>1</jumlahHalaman>"
        isi = {
            "soap": tulis("200 OK", XML, amplop(f"<PresensiHarianResponse>{kepala}{soap}</PresensiHarianResponse>")),
            "rest": tulis("200 OK", JSON, f'{{"halaman": 1, "jumlahHalaman": 1, "presensi": [{rest}]}}'.encode()),
        }[wajah]
        return klien(soket(isi).url).presensi_harian("BKD", *MARET)

    return lakukan


AWAL_SOAP = f"<nip>{NIP[0]}</nip><tanggal>2026-03-02</tanggal>"
AWAL_REST = f'"nip": "{NIP[0]}", "tanggal": "2026-03-02"'


@pytest.mark.parametrize(
    "soap, rest",
    [
        ("", ""),
        ('<jamMasuk xsi:nil="true"/><jamPulang xsi:nil="1"/>', '"jamMasuk": null, "jamPulang": null, '),
        ("<jamMasuk/><jamPulang> </jamPulang>", '"jamMasuk": "", "jamPulang": " ", '),
    ],
    ids=["missing", "nil", "empty"],
)
def test_optional_elements_missing_nil_or_empty_mean_the_same(satu_hari, soap, rest):
    hasil = satu_hari(
        soap=f"<presensi>{AWAL_SOAP}{soap}<status>HADIR</status></presensi>",
        rest=f'{{{AWAL_REST}, {rest}"status": "HADIR"}}',
    )
    assert hasil.rows == (presensi(NIP[0]),)
    assert hasil.temuan == ()


@pytest.mark.parametrize("jam", ["07:25:11", "07:25:11.987", "07:25:11+08:00", " 07:25:11 "])
def test_a_time_of_day_is_read_as_it_stands_on_the_wall(satu_hari, jam):
    hasil = satu_hari(
        soap=f"<presensi>{AWAL_SOAP}<jamMasuk>{jam}</jamMasuk><status>HADIR</status></presensi>",
        rest=f'{{{AWAL_REST}, "jamMasuk": "{jam}", "status": "HADIR"}}',
    )
    assert [satu.masuk for satu in hasil.rows] == [time(7, 25, 11)]


@pytest.mark.parametrize("jam", ["07:25", "24:00:00", "07:25:11Z", "07:25:11+09:00", "25:00:00", "T072511", "kosong"])
def test_a_time_of_day_that_could_be_misread_is_a_finding(satu_hari, jam):
    hasil = satu_hari(
        soap=f"<presensi>{AWAL_SOAP}<jamMasuk>{jam}</jamMasuk><status>HADIR</status></presensi>",
        rest=f'{{{AWAL_REST}, "jamMasuk": "{jam}", "status": "HADIR"}}',
    )
    assert (hasil.rows, [satu.pesan for satu in hasil.temuan]) == (
        (),
        ["Baris tidak dipakai: jamMasuk bukan jam yang sah."],
    )


@pytest.mark.parametrize("tanggal", ["2026-02-30", "02-03-2026", "2026-03-02Z", "20260302", "2026-W10-1"])
def test_a_date_that_could_be_misread_is_a_finding(satu_hari, tanggal):
    hasil = satu_hari(
        soap=f"<presensi><nip>{NIP[0]}</nip><tanggal>{tanggal}</tanggal><status>HADIR</status></presensi>",
        rest=f'{{"nip": "{NIP[0]}", "tanggal": "{tanggal}", "status": "HADIR"}}',
    )
    assert (hasil.rows, len(hasil.temuan)) == ((), 1)


@pytest.mark.parametrize(
    "soap, rest",
    [
        (AWAL_SOAP, AWAL_REST),
        (f"{AWAL_SOAP}<status>HADIR</status><status>TK</status>", f'{AWAL_REST}, "status": ["HADIR", "TK"]'),
        (f"{AWAL_SOAP}<status><kode>HADIR</kode></status>", f'{AWAL_REST}, "status": {{"kode": "HADIR"}}'),
        ("<nip><a/></nip><tanggal>2026-03-02</tanggal><status>TK</status>", f'"nip": {NIP[0]}, "status": "TK"'),
    ],
    ids=["a required element missing", "one element twice", "an element inside a value", "a NIP that is no text"],
)
def test_a_row_of_another_shape_alone_makes_the_answer_unusable(satu_hari, soap, rest):
    with pytest.raises(Unavailable, match="Tidak satu baris pun"):
        satu_hari(soap=f"<presensi>{soap}</presensi>", rest=f"{{{rest}}}")


def test_a_row_of_another_shape_beside_good_ones_is_a_finding(satu_hari):
    hasil = satu_hari(
        soap=f"<presensi>{AWAL_SOAP}<status>TK</status></presensi><presensi>{AWAL_SOAP}</presensi><presensi/>",
        rest=f'{{{AWAL_REST}, "status": "TK"}}, {{{AWAL_REST}}}, 17',
    )
    assert hasil.rows == (presensi(NIP[0], status="TK"),)
    assert [satu.pesan for satu in hasil.temuan] == [
        "Baris tidak dipakai: status tidak ada.",
        "Baris tidak dipakai: baris tidak berbentuk.",
    ]


@pytest.mark.parametrize("hadir", ["true", "20.0", "2e1", '"dua puluh"', '""', "[20]"])
def test_a_number_that_is_none_is_a_finding(simulator, sumber, klien, wajah, hadir):
    teks = hadir.strip('"')
    rusak = {
        "soap": (b"<hadir>20<", f"<hadir>{teks}<".encode()),
        "rest": (b'"hadir": 20,', f'"hadir": {hadir},'.encode()),
    }
    url = simulator(sumber, gangguan=[gangguan.ubah(lambda isi: isi.replace(*rusak[wajah], 1))])
    hasil = klien(url).rekap_bulanan("BKD", "2026-03")
    assert [satu.nip for satu in hasil.rows] == [NIP[1], NIP[2]]
    assert [satu.nip for satu in hasil.temuan] == [NIP[0]]
    assert "hadir" in hasil.temuan[0].pesan


def test_free_text_is_made_fit_for_any_database(satu_hari, wajah):
    hasil = satu_hari(
        soap=f"<presensi>{AWAL_SOAP}<status>DL</status><keterangan> a\tb\n{'x' * 999}</keterangan></presensi>",
        rest=f'{{{AWAL_REST}, "status": "DL", "keterangan": "a\\u0000\\ud800 b {"x" * 999}"}}',
    )
    keterangan = hasil.rows[0].keterangan
    assert keterangan.startswith("a b x")
    assert len(keterangan.encode()) == 500


def test_a_finding_shows_only_what_can_be_shown(satu_hari):
    hasil = satu_hari(
        soap=f"<presensi><nip>19\t86{'9' * 99}</nip><tanggal>2026-03-02</tanggal><status>TK</status></presensi>",
        rest=f'{{"nip": "19\\t86{"9" * 99}", "tanggal": "2026-03-02", "status": "TK"}}',
    )
    assert hasil.temuan[0].nip == "1986" + "9" * 26

"""The simulator keeps the contract it stands for, and its days and recaps tell one story."""

import json
from collections import Counter
from datetime import date, time, timedelta

import pytest
import requests
from lxml import etree

from integrations import http
from integrations.eabsensi import client
from integrations.eabsensi.simulator import SumberAcak, jadwal, start_in_thread
from integrations.eabsensi.simulator.soap import skema
from integrations.eabsensi.soap import WSDL
from integrations.eabsensi.values import STATUS
from tests.integrations.bantuan import amplop

ORANG = {
    "BKD": [(f"19860926201505{1001 + n}", f"Orang {n}") for n in range(60)],
    "DINKES": [(f"19900101201505{2001 + n}", f"Perawat {n}") for n in range(20)],
}
MARET = (date(2026, 3, 1), date(2026, 3, 31))
AKUN = {"user": "portal", "password": "rahasia"}


@pytest.fixture
def acak() -> SumberAcak:
    return SumberAcak(ORANG, 7)


# The generator


def test_the_same_seed_gives_the_same_days_however_they_are_asked_for(acak):
    lain = SumberAcak(ORANG, 7)
    sebulan = lain.presensi("BKD", *MARET)
    for n in range(31):
        hari = MARET[0] + timedelta(days=n)
        assert list(acak.presensi("BKD", hari, hari)) == [satu for satu in sebulan if satu.tanggal == hari]


def test_another_seed_gives_other_days(acak):
    assert list(acak.presensi("BKD", *MARET)) != list(SumberAcak(ORANG, 8).presensi("BKD", *MARET))


def test_days_are_plausible(acak):
    hari = [satu for kode in ORANG for satu in acak.presensi(kode, date(2026, 1, 1), date(2026, 6, 30))]
    kerja = [satu for satu in hari if satu.status != "LIBUR"]
    status = Counter(satu.status for satu in kerja)
    assert set(status) <= STATUS
    assert status["HADIR"] > 0.8 * len(kerja)
    assert 0 < status["TK"] < 0.02 * len(kerja)
    assert {"DL", "CT", "CS", "IZIN", "WFH"} <= set(status)
    hadir = [satu for satu in kerja if satu.status == "HADIR"]
    telat = sum(jadwal.terlambat(satu.masuk) is not None for satu in hadir)
    assert 0.02 * len(hadir) < telat < 0.2 * len(hadir)
    assert all(satu.masuk is None and satu.pulang is None for satu in hari if satu.status != "HADIR")
    assert not [satu for satu in hadir if satu.masuk is None and satu.pulang is None], "no tap at all is TK"


def test_weekends_and_holidays_are_off(acak):
    paskah = date(2026, 4, 3)
    sumber = SumberAcak(ORANG, 7, libur=[paskah])
    libur = {
        satu.tanggal for satu in sumber.presensi("BKD", date(2026, 4, 1), date(2026, 5, 1)) if satu.status == "LIBUR"
    }
    akhir_pekan = {date(2026, 4, n) for n in (4, 5, 11, 12, 18, 19, 25, 26)}
    assert libur == akhir_pekan | {paskah, date(2026, 5, 1)}
    assert paskah not in {satu.tanggal for satu in acak.presensi("BKD", paskah, paskah) if satu.status == "LIBUR"}


@pytest.mark.parametrize("bulan", [f"2026-{n:02d}" for n in range(1, 13)])
def test_the_recap_is_what_the_days_add_up_to(acak, bulan):
    awal = date.fromisoformat(f"{bulan}-01")
    akhir = (awal + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    hari = acak.presensi("BKD", awal, akhir)
    for rekap in acak.rekap("BKD", bulan):
        status = Counter(satu.status for satu in hari if satu.nip == rekap.nip and satu.status != "LIBUR")
        kode: Counter[str] = Counter()
        menit: Counter[str] = Counter()
        for satu in hari:
            if satu.nip == rekap.nip and satu.status == "HADIR":
                for terjadi in (jadwal.terlambat(satu.masuk), jadwal.pulang_cepat(satu.pulang, satu.tanggal)):
                    if terjadi:
                        kode[terjadi[0]] += 1
                        menit[terjadi[0]] += terjadi[1]
        assert rekap.hari_kerja == status.total() == rekap.hadir + rekap.tk + rekap.izin + rekap.cuti + rekap.dl
        assert rekap.hadir == status["HADIR"] + status["WFH"] + status["GANGGUAN"]
        assert (rekap.tk, rekap.izin) == (status["TK"], status["IZIN"])
        assert [(k.kode, k.jumlah, k.menit) for k in rekap.kejadian] == [(k, kode[k], menit[k]) for k in sorted(kode)]
        assert 0 <= rekap.apel <= rekap.apel_wajib <= 5
        assert 0 <= rekap.upacara <= rekap.upacara_wajib <= 1
        assert 0 <= rekap.menit_kerja <= 450 * rekap.hari_kerja
        assert rekap.ditutup_pada.date() > akhir


def test_a_correction_raises_the_versi_and_turns_unexplained_absence_into_leave(acak):
    sebelum = acak.rekap("BKD", "2026-03")
    acak.koreksi("2026-03")
    sesudah = acak.rekap("BKD", "2026-03")
    assert {satu.versi for satu in sebelum} == {1}
    assert {satu.versi for satu in sesudah} == {2}
    assert sum(satu.tk for satu in sebelum) > 0 == sum(satu.tk for satu in sesudah)
    assert [a.tk + a.cuti for a in sebelum] == [b.tk + b.cuti for b in sesudah]
    assert {satu.versi for satu in acak.rekap("BKD", "2026-02")} == {1}


def test_a_month_that_is_not_closed_has_no_recap():
    sumber = SumberAcak(ORANG, 7, ditutup=lambda bulan: bulan < "2026-03")
    assert sumber.rekap("BKD", "2026-03") is None
    assert len(sumber.rekap("BKD", "2026-02")) == 60


KAMIS = date(2026, 3, 5)
JAM = [
    ("07:30:00", "16:00:00", None, None),
    ("07:30:59", "16:00:00", None, None),
    ("07:31:00", "16:00:00", ("TL1", 1), None),
    ("08:00:59", "16:00:00", ("TL1", 30), None),
    ("08:01:00", "16:00:00", ("TL2", 31), None),
    ("08:30:59", "16:00:00", ("TL2", 60), None),
    ("08:31:00", "16:00:00", ("TL3", 61), None),
    ("09:00:59", "16:00:00", ("TL3", 90), None),
    ("09:01:00", "16:00:00", ("TL4", 91), None),
    ("07:25:00", "15:59:30", None, ("PSW1", 1)),
    ("07:25:00", "15:30:00", None, ("PSW1", 30)),
    ("07:25:00", "15:29:59", None, ("PSW2", 31)),
    ("07:25:00", "15:00:00", None, ("PSW2", 60)),
    ("07:25:00", "14:59:00", None, ("PSW3", 61)),
    ("07:25:00", "14:30:00", None, ("PSW3", 90)),
    ("07:25:00", "14:29:00", None, ("PSW4", 91)),
    ("07:50:10", "15:10:00", ("TL1", 20), ("PSW2", 50)),
    (None, "16:05:00", ("TL4", 0), None),
    ("07:20:00", None, None, ("PSW4", 0)),
]


@pytest.mark.parametrize("masuk, pulang, tl, psw", JAM)
def test_taps_are_judged_as_the_regulation_does(masuk, pulang, tl, psw):
    jam = [None if teks is None else time.fromisoformat(teks) for teks in (masuk, pulang)]
    assert (jadwal.terlambat(jam[0]), jadwal.pulang_cepat(jam[1], KAMIS)) == (tl, psw)


def test_a_full_week_is_37_hours_and_a_half():
    minggu = [KAMIS + timedelta(days=n - 3) for n in range(5)]
    assert sum(jadwal.menit_kerja(time(7, 0), time(18, 0), hari) for hari in minggu) == 2250


def test_friday_ends_half_an_hour_later():
    assert jadwal.pulang_cepat(time(16, 0), KAMIS + timedelta(days=1)) == ("PSW1", 30)


# The faces


def ambil(url: str, **lain) -> requests.Response:
    with http.session() as sesi:
        return sesi.get(url, timeout=5, **lain)


@pytest.fixture
def url(simulator, acak) -> str:
    return simulator(acak)


def test_both_faces_say_the_same(simulator, acak):
    url = simulator(acak)
    soap = client("soap", f"{url}/soap", user="portal", password="rahasia")
    rest = client("rest", f"{url}/api/v1", token="kunci")
    assert soap.rekap_bulanan("DINKES", "2026-03").rows == rest.rekap_bulanan("DINKES", "2026-03").rows
    assert soap.daftar_pegawai("BKD").rows == rest.daftar_pegawai("BKD").rows
    days = soap.presensi_harian("BKD", *MARET), rest.presensi_harian("BKD", *MARET)
    assert days[0].rows == days[1].rows == tuple(acak.presensi("BKD", *MARET))
    assert [len(hasil.halaman) for hasil in days] == [1, 2]


def minta(isi: str, *, user="portal", password="rahasia", jenis="#PasswordText", awal="") -> bytes:
    """A request envelope written without zeep."""
    wsse = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
    profil = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0"
    token = (
        f'<s:Header><w:Security xmlns:w="{wsse}"><w:UsernameToken><w:Username>{user}</w:Username>'
        f'<w:Password Type="{profil}{jenis}">{password}</w:Password></w:UsernameToken></w:Security></s:Header>'
    )
    return amplop(isi, awal=awal).replace(b"<s:Body>", token.encode() + b"<s:Body>")


def kirim(url: str, isi: bytes) -> tuple[int, etree._Element]:
    with http.session() as sesi:
        jawaban = sesi.post(f"{url}/soap", data=isi, headers={"Content-Type": "text/xml"}, timeout=5)
    assert jawaban.headers["Content-Type"] == "text/xml; charset=utf-8"
    return jawaban.status_code, etree.fromstring(jawaban.content).find(".//{*}Body")[0]


REKAP = (
    "<RekapBulanan><kodeOpd>BKD</kodeOpd><bulan>{bulan}</bulan><halaman>{halaman}</halaman><ukuran>{ukuran}</ukuran>"
    "</RekapBulanan>"
)
HARI = (
    "<PresensiHarian><kodeOpd>BKD</kodeOpd><tanggalAwal>{}</tanggalAwal><tanggalAkhir>{}</tanggalAkhir>"
    "<halaman>1</halaman><ukuran>5000</ukuran></PresensiHarian>"
)
PERMINTAAN = {
    "Ping": "<Ping/>",
    "DaftarPegawai": "<DaftarPegawai><kodeOpd>BKD</kodeOpd><halaman>1</halaman><ukuran>9</ukuran></DaftarPegawai>",
    "PresensiHarian": HARI.format("2026-03-01", "2026-03-31"),
    "RekapBulanan": REKAP.format(bulan="2026-03", halaman=1, ukuran=5000),
}


@pytest.mark.parametrize("nama", PERMINTAAN)
def test_every_soap_answer_is_valid_by_the_contracts_own_types(url, nama):
    status, isi = kirim(url, minta(PERMINTAAN[nama]))
    assert (status, etree.QName(isi).localname) == (200, f"{nama}Response")
    skema().assertValid(isi)


@pytest.mark.parametrize(
    "isi, kode",
    [
        (REKAP.format(bulan="2026-13", halaman=1, ukuran=10), "PERMINTAAN_SALAH"),
        (REKAP.format(bulan="0000-01", halaman=1, ukuran=10), "PERMINTAAN_SALAH"),
        (REKAP.format(bulan="9999-12", halaman=1, ukuran=10), "PERMINTAAN_SALAH"),
        (REKAP.format(bulan="2026-03", halaman=0, ukuran=10), "PERMINTAAN_SALAH"),
        (REKAP.format(bulan="2026-03", halaman=1, ukuran=5001), "PERMINTAAN_SALAH"),
        (REKAP.format(bulan="2026-03", halaman=99, ukuran=10), "PERMINTAAN_SALAH"),
        (HARI.format("2026-03-31", "2026-03-01"), "PERMINTAAN_SALAH"),
        (HARI.format("2025-03-31", "2026-03-01"), "PERMINTAAN_SALAH"),
        ("<RekapBulanan><kodeOpd>BKD</kodeOpd></RekapBulanan>", "PERMINTAAN_SALAH"),
        (PERMINTAAN["DaftarPegawai"].replace("BKD", "LAIN"), "OPD_TIDAK_DIKENAL"),
    ],
)
def test_a_wrong_soap_request_gets_the_contracts_fault(url, isi, kode):
    status, fault = kirim(url, minta(isi))
    assert (status, fault.findtext("faultcode")) == (500, "soap:Server")
    rinci = fault.find("detail")[0]
    skema().assertValid(rinci)
    assert rinci[0].text == kode


@pytest.mark.parametrize(
    "salah", [{"user": "lain"}, {"password": "salah"}, {"password": ""}, {"jenis": "#PasswordDigest"}]
)
def test_soap_without_the_right_credentials_is_refused(url, salah):
    _, fault = kirim(url, minta(PERMINTAAN["DaftarPegawai"], **salah))
    assert fault.find("detail")[0][0].text == "AUTH"


def test_soap_without_a_security_header_is_refused_but_ping_is_open(url):
    assert kirim(url, amplop(PERMINTAAN["DaftarPegawai"]))[1].find("detail")[0][0].text == "AUTH"
    assert kirim(url, amplop("<Ping/>"))[0] == 200


@pytest.mark.parametrize(
    "isi",
    [
        minta("<Ping/>", awal='<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
        minta("<HapusSemua/>"),
        minta('<Ping xmlns="urn:lain"/>'),
        amplop(""),
        b"<Envelope/>",
        b"bukan xml",
        b"",
    ],
    ids=["entities", "unknown operation", "other namespace", "empty body", "no envelope", "no XML", "nothing"],
)
def test_what_is_no_request_at_all_gets_a_bare_client_fault(url, isi):
    status, fault = kirim(url, isi)
    assert (status, fault.findtext("faultcode"), fault.find("detail")) == (500, "soap:Client", None)


def test_the_wsdl_is_served_with_the_address_where_the_server_is(url):
    diberi = etree.fromstring(ambil(f"{url}/soap?wsdl").content)
    alamat = "{http://schemas.xmlsoap.org/wsdl/soap/}address"
    assert diberi.find(f".//{alamat}").get("location") == f"{url}/soap"
    asli = etree.parse(WSDL).getroot()
    asli.find(f".//{alamat}").set("location", f"{url}/soap")
    assert etree.tostring(diberi, method="c14n") == etree.tostring(asli, method="c14n")


@pytest.mark.parametrize(
    "jalan, status, kode",
    [
        ("rekap?opd=BKD&bulan=2026-13", 422, "PERMINTAAN_SALAH"),
        ("rekap?opd=BKD", 422, "PERMINTAAN_SALAH"),
        ("rekap?opd=LAIN&bulan=2026-03", 404, "OPD_TIDAK_DIKENAL"),
        ("rekap?bulan=2026-03", 404, "OPD_TIDAK_DIKENAL"),
        ("pegawai?opd=BKD&ukuran=5001", 422, "PERMINTAAN_SALAH"),
        ("pegawai?opd=BKD&halaman=-1", 422, "PERMINTAAN_SALAH"),
        ("pegawai?opd=BKD&halaman=2", 422, "PERMINTAAN_SALAH"),
        ("presensi?opd=BKD&dari=2026-03-01", 422, "PERMINTAAN_SALAH"),
        ("presensi?opd=BKD&dari=2026-03-02&sampai=2026-03-01", 422, "PERMINTAAN_SALAH"),
    ],
)
def test_a_wrong_rest_request_gets_a_problem(url, jalan, status, kode):
    jawaban = ambil(f"{url}/api/v1/{jalan}", headers={"Authorization": "Bearer kunci"})
    assert (jawaban.status_code, jawaban.headers["Content-Type"]) == (status, "application/problem+json")
    assert (jawaban.json()["kode"], jawaban.json()["status"]) == (kode, status)


@pytest.mark.parametrize("kepala", [{}, {"Authorization": "Bearer salah"}, {"Authorization": "Basic a2VuY2k="}])
def test_rest_without_the_right_token_is_refused(url, kepala):
    jawaban = ambil(f"{url}/api/v1/pegawai?opd=BKD", headers=kepala)
    assert (jawaban.status_code, jawaban.json()["kode"]) == (401, "AUTH")


def test_a_month_still_open_is_a_conflict(simulator):
    url = simulator(SumberAcak(ORANG, 7, ditutup=lambda bulan: False))
    kepala = {"Authorization": "Bearer kunci"}
    jawaban = ambil(f"{url}/api/v1/rekap?opd=BKD&bulan=2026-03", headers=kepala)
    assert (jawaban.status_code, jawaban.json()["kode"]) == (409, "BELUM_DITUTUP")


def test_rest_pages_default_to_a_thousand_rows(url):
    jawaban = ambil(
        f"{url}/api/v1/presensi?opd=BKD&dari=2026-03-01&sampai=2026-03-31",
        headers={"Authorization": "Bearer kunci"},
    )
    assert (len(jawaban.json()["presensi"]), jawaban.json()["jumlahHalaman"]) == (1000, 2)
    assert json.loads(jawaban.text)["halaman"] == 1


@pytest.mark.parametrize("jalan", ["/", "/soap", "/soap?lain", "/api/v1", "/api/v2/rekap"])
def test_other_paths_do_not_exist(url, jalan):
    assert ambil(url + jalan).status_code == 404


def test_a_stopped_simulator_listens_no_more(acak):
    url, stop = start_in_thread(acak)
    assert ambil(f"{url}/api/v1/ping").status_code == 200
    stop()
    with pytest.raises(requests.ConnectionError):
        ambil(f"{url}/api/v1/ping")


def test_the_contract_in_the_package_names_the_four_operations():
    tree = etree.parse(WSDL)
    operasi = {satu.get("name") for satu in tree.iterfind("{*}portType/{*}operation")}
    assert operasi == {"Ping", "DaftarPegawai", "PresensiHarian", "RekapBulanan"}
    assert tree.getroot().get("targetNamespace") == "urn:nttprov:eabsensi:v1"

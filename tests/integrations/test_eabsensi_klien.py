"""Both faces of e-absensi against the simulator: the same questions, the same values, whole or not at all."""

import gzip
import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest

from integrations.eabsensi import client
from integrations.eabsensi.simulator import gangguan
from integrations.eabsensi.values import Pegawai, Presensi
from integrations.errors import NotClosed, Refused, Unavailable
from tests.integrations.bantuan import JSON, NIP, XML, alamat, amplop, rekap, tulis


def test_ping_tells_version_and_clock(simulator, sumber, klien):
    jawaban = klien(simulator(sumber)).ping()
    assert jawaban.versi == "1"
    assert jawaban.waktu_server.utcoffset().total_seconds() == 0


def test_recap_arrives_exactly_as_the_service_knows_it(simulator, sumber, klien, wajah):
    sumber.rekapan = [
        rekap(NIP[0], ditutup_pada=datetime(2026, 4, 2, 0, 0, tzinfo=UTC), versi=3),
        rekap(NIP[1], kejadian=(), ditutup_pada=None),
    ]
    hasil = klien(simulator(sumber)).rekap_bulanan("BKD", "2026-03")
    assert hasil.rows == tuple(sumber.rekapan)
    assert (hasil.temuan, hasil.sumber, len(hasil.halaman)) == ((), wajah, 1)


def test_days_arrive_with_missing_taps_and_texts_as_none(simulator, sumber, klien):
    sumber.hari = [
        Presensi(NIP[0], date(2026, 3, 2), time(7, 25, 11), time(16, 5), "HADIR", "catatan & <tanda>", "mesin-1"),
        Presensi(NIP[0], date(2026, 3, 3), None, time(16, 5), "HADIR"),
        Presensi(NIP[1], date(2026, 3, 2), None, None, "TK"),
    ]
    hasil = klien(simulator(sumber)).presensi_harian("BKD", date(2026, 3, 1), date(2026, 3, 31))
    assert hasil.rows == tuple(sumber.hari)
    assert hasil.temuan == ()


def test_list_of_employees_arrives(simulator, sumber, klien):
    sumber.pegawai[2] = Pegawai(NIP[2], None, "Oma Ndun, S.Sos.", "BKD", False)
    assert klien(simulator(sumber)).daftar_pegawai("BKD").rows == tuple(sumber.pegawai)


def test_an_opd_without_anybody_gives_an_empty_whole_result(simulator, sumber, klien):
    sumber.rekapan = []
    hasil = klien(simulator(sumber)).rekap_bulanan("BKD", "2026-03")
    assert (hasil.rows, hasil.temuan, len(hasil.halaman)) == ((), (), 1)


def test_pages_are_read_to_the_last_and_joined_in_order(simulator, sumber, klien):
    catatan: list[str] = []
    hasil = klien(simulator(sumber, catatan=catatan), ukuran=2).rekap_bulanan("BKD", "2026-03")
    assert [satu.nip for satu in hasil.rows] == list(NIP)
    assert (len(catatan), len(hasil.halaman), len(set(hasil.halaman))) == (2, 2, 2)


def test_one_failing_page_means_no_result_at_all(simulator, sumber, klien):
    url = simulator(sumber, gangguan=[None, gangguan.galat()])
    with pytest.raises(Unavailable, match="500"):
        klien(url, ukuran=2).rekap_bulanan("BKD", "2026-03")


def test_each_page_carries_the_sha256_of_its_payload(simulator, sumber, klien):
    payload: list[bytes] = []
    url = simulator(sumber, gangguan=[gangguan.ubah(lambda isi: payload.append(isi) or isi)])
    hasil = klien(url).rekap_bulanan("BKD", "2026-03")
    assert hasil.halaman == (hashlib.sha256(payload[0]).hexdigest(),)


def test_a_packed_answer_is_unpacked(klien, wajah, soket):
    isi = {
        "soap": amplop("<PingResponse><versi>2</versi><waktuServer>2026-03-02T08:00:00</waktuServer></PingResponse>"),
        "rest": b'{"versi": "2", "waktuServer": "2026-03-02T08:00:00"}',
    }[wajah]
    jenis = {"soap": XML, "rest": JSON}[wajah]
    server = soket(tulis("200 OK", jenis, gzip.compress(isi), "Content-Encoding: gzip"))
    jawaban = klien(server.url).ping()
    assert (jawaban.versi, jawaban.waktu_server) == ("2", datetime(2026, 3, 2, 0, 0, tzinfo=UTC)), (
        "naive times are WITA"
    )


def test_a_month_that_is_not_closed_says_so(simulator, sumber, klien):
    sumber.rekapan = None
    with pytest.raises(NotClosed, match="belum ditutup") as galat:
        klien(simulator(sumber)).rekap_bulanan("BKD", "2026-03")
    assert galat.value.kode == "BELUM_DITUTUP"


def test_an_unknown_opd_is_refused(simulator, sumber, klien):
    with pytest.raises(Refused, match="tidak dikenal") as galat:
        klien(simulator(sumber)).rekap_bulanan("DINAS-LAIN", "2026-03")
    assert galat.value.kode == "OPD_TIDAK_DIKENAL"


def test_wrong_credentials_are_refused_and_not_shown(simulator, sumber, klien):
    with pytest.raises(Refused, match="menolak") as galat:
        klien(simulator(sumber), password="salah-sekali", token="salah-sekali").rekap_bulanan("BKD", "2026-03")
    assert galat.value.kode == "AUTH"
    assert "salah-sekali" not in str(galat.value)


def test_ping_needs_no_credentials(simulator, sumber, klien):
    assert klien(simulator(sumber), user="", password="", token="").ping().versi == "1"


def test_a_request_the_service_calls_wrong_is_refused(simulator, sumber, klien):
    with pytest.raises(Refused, match="tidak sah") as galat:
        klien(simulator(sumber), ukuran=5001).rekap_bulanan("BKD", "2026-03")
    assert galat.value.kode == "PERMINTAAN_SALAH"


@pytest.mark.parametrize("bulan", ["2026-13", "2026-3", "03-2026", "", "2026-03\n"])
def test_a_month_that_is_none_is_the_callers_mistake(klien, bulan):
    with pytest.raises(ValueError, match="YYYY-MM"):
        klien("http://127.0.0.1:9").rekap_bulanan("BKD", bulan)


@pytest.mark.parametrize("kode", ["", " BKD", "B\x00KD", "x" * 101])
def test_an_opd_code_that_cannot_be_is_the_callers_mistake(klien, kode):
    with pytest.raises(ValueError, match="kode OPD"):
        klien("http://127.0.0.1:9").daftar_pegawai(kode)


def test_a_range_that_ends_before_it_begins_is_the_callers_mistake(klien):
    with pytest.raises(ValueError, match="terbalik"):
        klien("http://127.0.0.1:9").presensi_harian("BKD", date(2026, 3, 2), date(2026, 3, 1))


@pytest.mark.parametrize(
    "url", ["", "file:///etc/passwd", "ftp://127.0.0.1/", "http://", "http://[::1", "127.0.0.1:80"]
)
def test_an_address_that_is_none_is_refused_before_any_request(wajah, url):
    with pytest.raises(Refused, match="PORTAL_EABSENSI_URL"):
        client(wajah, url)


def test_an_unknown_mode_is_refused():
    with pytest.raises(Refused, match="PORTAL_EABSENSI_MODE"):
        client("grpc", "http://127.0.0.1:8810/soap")


def test_proxies_of_the_environment_are_not_used(simulator, sumber, klien, monkeypatch):
    for nama in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(nama, "http://127.0.0.1:9")
    assert klien(simulator(sumber)).ping().versi == "1"


def test_credentials_reach_only_the_request(simulator, sumber, soket):
    server = soket(b"HTTP/1.1 500 x\r\nContent-Length: 0\r\n\r\n")
    with pytest.raises(Unavailable):
        client("soap", alamat("soap", server.url), user="portal", password="sandi&<").rekap_bulanan("BKD", "2026-03")
    assert b"PasswordText" in server.diminta[0]
    assert b"sandi&amp;&lt;" in server.diminta[0]
    assert b'SOAPAction: "urn:nttprov:eabsensi:v1/RekapBulanan"' in server.diminta[0]


def test_a_correction_comes_with_a_higher_versi(simulator, sumber, klien):
    url = simulator(sumber)
    sebelum = klien(url).rekap_bulanan("BKD", "2026-03").rows[0]
    sumber.rekapan = [replace(sebelum, versi=2, tk=0, cuti=1)]
    assert klien(url).rekap_bulanan("BKD", "2026-03").rows == (replace(sebelum, versi=2, tk=0, cuti=1),)

"""Answers that must never be counted: each ends in Unavailable, quickly, after at most one polite second attempt."""

import gzip
import time

import pytest

from integrations import http
from integrations.eabsensi.simulator import gangguan
from integrations.errors import Refused, Unavailable
from tests.integrations.bantuan import HALAMAN_KOSONG, JENIS, tulis

# Status and kind of the answer


def test_a_login_page_with_status_200_is_no_answer(simulator, sumber, tanya):
    assert "text/html" in str(tanya(simulator(sumber, gangguan=[gangguan.halaman_masuk()])))


@pytest.mark.parametrize("status", ["500 Internal Server Error", "502 Bad Gateway", "404 Not Found", "204 No Content"])
def test_an_error_status_is_named_and_not_tried_again(simulator, sumber, tanya, status):
    catatan: list[str] = []
    galat = tanya(simulator(sumber, gangguan=[gangguan.galat(status)], catatan=catatan))
    assert status[:3] in str(galat)
    assert not isinstance(galat, Refused)
    assert len(catatan) == 1


@pytest.mark.parametrize("status", ["401 Unauthorized", "403 Forbidden"])
def test_a_guard_before_the_service_that_says_no_is_a_refusal(simulator, sumber, tanya, status):
    galat = tanya(simulator(sumber, gangguan=[gangguan.galat(status)]))
    assert isinstance(galat, Refused)
    assert galat.kode == "AUTH"


def test_a_redirect_is_not_followed_with_our_credentials(soket, tanya, kosong):
    lain = soket(kosong)
    server = soket(tulis("302 Found", "text/html", b"", f"Location: {lain.url}/soap"))
    assert isinstance(tanya(server.url), Refused)
    assert lain.diminta == []


@pytest.mark.parametrize("jenis", ["text/plain", "application/octet-stream", "application/soap+xml", ""])
def test_a_right_body_under_a_wrong_content_type_is_no_answer(soket, tanya, wajah, jenis):
    assert "bukan" in str(tanya(soket(tulis("200 OK", jenis, HALAMAN_KOSONG[wajah])).url))


def test_the_same_body_under_its_own_content_type_is_one(soket, klien, kosong):
    assert klien(soket(kosong).url).rekap_bulanan("BKD", "2026-03").rows == ()


# Busy, and the one polite retry


@pytest.mark.parametrize("status", ["429 Too Many Requests", "503 Service Unavailable"])
def test_a_short_wait_is_waited_once(simulator, sumber, klien, tidur, status):
    catatan: list[str] = []
    url = simulator(sumber, gangguan=[gangguan.sibuk(3, status)], catatan=catatan)
    assert len(klien(url).rekap_bulanan("BKD", "2026-03").rows) == 3
    assert (tidur, len(catatan)) == ([3], 2)


def test_a_service_that_stays_busy_is_left_after_two_requests(simulator, sumber, tanya, tidur):
    catatan: list[str] = []
    galat = tanya(simulator(sumber, gangguan=[gangguan.sibuk(1), gangguan.sibuk(90)] * 3, catatan=catatan))
    assert (galat.retry_after, galat.kode, tidur, len(catatan)) == (90, "SIBUK", [1], 2)


@pytest.mark.parametrize("tunggu", [6, 3600])
def test_a_long_wait_is_handed_to_the_caller(simulator, sumber, tanya, tidur, tunggu):
    catatan: list[str] = []
    galat = tanya(simulator(sumber, gangguan=[gangguan.sibuk(tunggu)], catatan=catatan))
    assert (galat.retry_after, tidur, len(catatan)) == (tunggu, [], 1)


def test_a_retry_after_given_as_a_date_is_understood(soket, tanya):
    kepala = ("Date: Mon, 02 Mar 2026 00:00:00 GMT", "Retry-After: Mon, 02 Mar 2026 00:02:00 GMT")
    assert tanya(soket(tulis("503 Service Unavailable", "text/html", b"", *kepala)).url).retry_after == 120


@pytest.mark.parametrize("tunggu", ["", "nanti", "-1", "1.5", "९", "Mon, 99 Foo 2026"])
def test_a_retry_after_that_makes_no_sense_is_none(wajah, tunggu):
    assert http.Answer(503, {"Retry-After": tunggu}, b"").retry_after is None


def test_a_retry_after_of_years_is_cut_to_a_day():
    assert http.Answer(503, {"Retry-After": "9" * 40}, b"").retry_after == 86_400


def test_busy_without_a_time_is_not_retried(simulator, sumber, tanya):
    catatan: list[str] = []
    galat = tanya(simulator(sumber, gangguan=[gangguan.galat("503 Service Unavailable")], catatan=catatan))
    assert (galat.kode, galat.retry_after, len(catatan)) == ("SIBUK", None, 1)


@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_a_wait_asked_for_by_an_answer_that_is_not_busy_is_ignored(simulator, sumber, tanya, tidur, status):
    catatan: list[str] = []
    tanya(simulator(sumber, gangguan=[gangguan.galat(status, ("Retry-After", "1"))], catatan=catatan))
    assert (tidur, len(catatan)) == ([], 1)


# The wire


def test_nobody_listening_is_tried_twice(soket, tanya, tidur):
    server = soket()
    server.tutup()
    server.tutup = lambda: None
    assert "dihubungi" in str(tanya(server.url))
    assert tidur == [http.JEDA_SAMBUNG]


def test_a_connection_dropped_before_any_answer_is_tried_once_more(soket, klien, kosong):
    server = soket(b"", kosong)
    assert klien(server.url).rekap_bulanan("BKD", "2026-03").rows == ()
    assert len(server.diminta) == 2


def test_an_answer_cut_off_half_way_is_not_used_and_not_tried_again(soket, tanya, kosong):
    server = soket(kosong[:-20], kosong)
    assert "terputus" in str(tanya(server.url))
    assert len(server.diminta) == 1


def test_a_chunked_answer_cut_off_is_not_used(soket, tanya, wajah):
    isi = HALAMAN_KOSONG[wajah]
    kepala = f"HTTP/1.1 200 OK\r\nContent-Type: {JENIS[wajah]}\r\nTransfer-Encoding: chunked\r\n\r\n".encode()
    assert "terputus" in str(tanya(soket(kepala + f"{len(isi):x}\r\n".encode() + isi + b"\r\n").url))


def test_an_answer_cut_off_inside_its_text_is_not_used(simulator, sumber, tanya):
    url = simulator(sumber, gangguan=[gangguan.ubah(lambda isi: isi[: len(isi) // 2])])
    assert "utuh" in str(tanya(url))


def test_the_simulators_own_cut_off_is_not_used(simulator, sumber, tanya, caplog):
    assert "terputus" in str(tanya(simulator(sumber, gangguan=[gangguan.terpotong()])))


def test_silence_ends_at_the_time_limit_and_is_not_tried_again(soket, tanya):
    server = soket(lambda sambungan: sambungan.recv(1))
    mulai = time.monotonic()
    assert "1 detik" in str(tanya(server.url, timeout=1))
    assert time.monotonic() - mulai < 3
    assert len(server.diminta) == 1


def test_a_trickle_of_bytes_ends_at_the_time_limit(soket, tanya, wajah):
    def menetes(sambungan) -> None:
        sambungan.sendall(f"HTTP/1.1 200 OK\r\nContent-Type: {JENIS[wajah]}\r\nContent-Length: 1000\r\n\r\n".encode())
        for _ in range(100):
            sambungan.sendall(b" ")
            time.sleep(0.05)

    mulai = time.monotonic()
    assert "lambat" in str(tanya(soket(menetes).url, timeout=1))
    assert time.monotonic() - mulai < 3


def test_a_slow_but_whole_answer_is_used(simulator, sumber, klien):
    url = simulator(sumber, gangguan=[gangguan.lambat(0.3)])
    assert len(klien(url, timeout=5).rekap_bulanan("BKD", "2026-03").rows) == 3


def test_an_oversized_answer_is_stopped(soket, tanya, wajah, monkeypatch):
    monkeypatch.setattr(http, "BATAS_UKURAN", 100_000)
    assert "lebih besar" in str(tanya(soket(tulis("200 OK", JENIS[wajah], b" " * 200_000)).url))


def test_a_small_answer_that_unpacks_to_a_flood_is_stopped(soket, tanya, wajah):
    bom = gzip.compress(b" " * (http.BATAS_UKURAN + 1))
    assert len(bom) < 100_000
    assert "lebih besar" in str(tanya(soket(tulis("200 OK", JENIS[wajah], bom, "Content-Encoding: gzip")).url))


def test_an_answer_that_is_not_packed_as_it_says_is_not_used(soket, tanya, wajah):
    assert tanya(soket(tulis("200 OK", JENIS[wajah], HALAMAN_KOSONG[wajah], "Content-Encoding: gzip")).url)


def test_something_that_does_not_speak_http_is_not_used(soket, tanya):
    assert tanya(soket(b"220 mail ESMTP\r\n", b"220 mail ESMTP\r\n").url)


# The pages


def ganti(lama: str, baru: str) -> gangguan.Gangguan:
    """The honest page with one text replaced; a pattern that is not there would test nothing."""

    def cara(isi: bytes) -> bytes:
        assert lama.encode() in isi
        return isi.replace(lama.encode(), baru.encode())

    return gangguan.ubah(cara)


def unsur(wajah: str, nama: str, nilai: object) -> str:
    return f"<{nama}>{nilai}</{nama}>" if wajah == "soap" else f'"{nama}": {nilai}'


@pytest.mark.parametrize("baru, pesan", [(3, "berubah"), (1, "berubah"), (-1, "halaman"), (10**8, "berubah")])
def test_a_number_of_pages_that_changes_half_way_is_not_used(simulator, sumber, tanya, wajah, baru, pesan):
    rusak = ganti(unsur(wajah, "jumlahHalaman", 2), unsur(wajah, "jumlahHalaman", baru))
    assert pesan in str(tanya(simulator(sumber, gangguan=[None, rusak]), ukuran=2))


def test_more_pages_than_the_province_has_people_are_not_asked_for(simulator, sumber, tanya, wajah):
    catatan: list[str] = []
    rusak = ganti(unsur(wajah, "jumlahHalaman", 1), unsur(wajah, "jumlahHalaman", 999999))
    assert "tidak masuk akal" in str(tanya(simulator(sumber, gangguan=[rusak], catatan=catatan)))
    assert len(catatan) == 1


def test_another_page_than_the_one_asked_for_is_not_used(simulator, sumber, tanya, wajah):
    rusak = ganti(unsur(wajah, "halaman", 2), unsur(wajah, "halaman", 1))
    assert "halaman 2" in str(tanya(simulator(sumber, gangguan=[None, rusak]), ukuran=2))


@pytest.mark.parametrize("nama", ["halaman", "jumlahHalaman"])
def test_a_page_without_its_number_or_count_is_not_used(simulator, sumber, tanya, wajah, nama):
    rusak = ganti(unsur(wajah, nama, 1), unsur(wajah, f"{nama}Lain", 1))
    assert "jumlah halaman" in str(tanya(simulator(sumber, gangguan=[rusak])))


def test_an_empty_page_among_several_is_not_used(simulator, sumber, tanya, wajah):
    rusak = ganti(unsur(wajah, "jumlahHalaman", 0), unsur(wajah, "jumlahHalaman", 2))
    sumber.rekapan = []
    assert "kosong" in str(tanya(simulator(sumber, gangguan=[rusak])))


def test_rows_on_a_page_that_says_there_are_none_are_not_used(simulator, sumber, tanya, wajah):
    rusak = ganti(unsur(wajah, "jumlahHalaman", 1), unsur(wajah, "jumlahHalaman", 0))
    assert tanya(simulator(sumber, gangguan=[rusak]))


def test_rows_none_of_which_has_the_contracts_shape_are_not_an_empty_result(simulator, sumber, tanya, wajah):
    rusak = ganti("hariKerja", "hari_kerja")
    assert "Tidak satu baris pun" in str(tanya(simulator(sumber, gangguan=[rusak])))


def test_a_ping_without_a_clock_is_no_sign_of_life(simulator, sumber, klien):
    with pytest.raises(Unavailable, match="waktuServer"):
        klien(simulator(sumber, gangguan=[ganti("waktuServer", "waktu")])).ping()

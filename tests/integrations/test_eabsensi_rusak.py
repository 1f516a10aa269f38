"""Answers that must never be counted: each ends in Unavailable, quickly, after at most one polite second attempt."""

import gzip
import json
import time

import pytest

from integrations import http
from integrations.eabsensi.simulator import gangguan
from integrations.errors import NotClosed, Refused, Unavailable
from tests.integrations.bantuan import JSON, XML, amplop, tulis

HALAMAN_KOSONG = {
    "soap": amplop("<RekapBulananResponse><halaman>1</halaman><jumlahHalaman>0</jumlahHalaman></RekapBulananResponse>"),
    "rest": b'{"halaman": 1, "jumlahHalaman": 0, "rekap": []}',
}
JENIS = {"soap": XML, "rest": JSON}


@pytest.fixture
def tanya(klien):
    """tanya(url) asks for a recap and expects nothing usable: the Unavailable that came."""

    def lakukan(url: str, **lain) -> Unavailable:
        with pytest.raises(Unavailable) as galat:
            klien(url, **lain).rekap_bulanan("BKD", "2026-03")
        return galat.value

    return lakukan


@pytest.fixture
def kosong(wajah) -> bytes:
    """A correct answer of this face, without rows."""
    return tulis("200 OK", JENIS[wajah], HALAMAN_KOSONG[wajah])


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


# SOAP alone


@pytest.fixture
def tanya_soap(soket, klien, wajah):
    if wajah == "rest":
        pytest.fail("soap only")

    def lakukan(isi: bytes, status: str = "200 OK", *kepala: str) -> Unavailable:
        with pytest.raises(Unavailable) as galat:
            klien(soket(tulis(status, XML, isi, *kepala)).url).rekap_bulanan("BKD", "2026-03")
        return galat.value

    return lakukan


hanya_soap = pytest.mark.parametrize("wajah", ["soap"], indirect=True)
hanya_rest = pytest.mark.parametrize("wajah", ["rest"], indirect=True)
BADAN = "<RekapBulananResponse><halaman>1</halaman><jumlahHalaman>0</jumlahHalaman></RekapBulananResponse>"
TERTAWA = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
SERANGAN = {
    "a document type": amplop(BADAN, awal="<!DOCTYPE s>"),
    "an external document type": amplop(BADAN, awal='<!DOCTYPE s SYSTEM "http://127.0.0.1:9/x.dtd">'),
    "an external entity": amplop("<x>&e;</x>", awal='<!DOCTYPE s [<!ENTITY e SYSTEM "file:///etc/hostname">]>'),
    "entity expansion": amplop("<x>&a11;</x>", awal=f'<!DOCTYPE s [<!ENTITY a0 "ha">{TERTAWA}]>'),
    "expansion in an attribute": amplop('<x y="&a11;"/>', awal=f'<!DOCTYPE s [<!ENTITY a0 "ha">{TERTAWA}]>'),
    "a parameter entity": amplop(BADAN, awal='<!DOCTYPE s [<!ENTITY % p SYSTEM "http://127.0.0.1:9/"> %p;]>'),
    "a document type in UTF-16": amplop(BADAN, awal="<!DOCTYPE s>").decode().encode("utf-16"),
}


@hanya_soap
@pytest.mark.parametrize("isi", SERANGAN.values(), ids=SERANGAN.keys())
def test_an_xml_attack_is_refused_before_it_is_read(tanya_soap, isi):
    mulai = time.monotonic()
    assert "DOCTYPE" in str(tanya_soap(isi))
    assert time.monotonic() - mulai < 2


@hanya_soap
def test_the_same_envelope_in_utf_16_without_a_document_type_is_read(soket, klien):
    isi = amplop(BADAN).decode().encode("utf-16")
    assert klien(soket(tulis("200 OK", "text/xml; charset=utf-16", isi)).url).rekap_bulanan("BKD", "2026-03").rows == ()


@hanya_soap
@pytest.mark.parametrize(
    "isi",
    [
        amplop("<a>" * 5000 + "</a>" * 5000),
        amplop("<x>" + "x" * 11_000_000 + "</x>"),
        amplop("<a/>" * 3_100_000),
        amplop("<x>&tak_dikenal;</x>"),
        b"",
        b"\xff\xfe\x00",
        b'<?xml version="1.0" encoding="x-tidak-ada"?><a/>',
    ],
    ids=[
        "too deep",
        "too long a text",
        "too many elements",
        "an unknown entity",
        "nothing",
        "bytes",
        "an odd encoding",
    ],
)
def test_xml_beyond_reason_is_refused(tanya_soap, isi):
    assert "XML" in str(tanya_soap(isi))


@hanya_soap
@pytest.mark.parametrize(
    "isi",
    [
        amplop("<PingResponse><versi>1</versi></PingResponse>"),
        amplop(""),
        amplop(BADAN + BADAN),
        amplop('<RekapBulananResponse xmlns="urn:lain"/>'),
        b"<RekapBulananResponse/>",
        amplop(BADAN).replace(b"http://schemas.xmlsoap.org/soap/envelope/", b"http://www.w3.org/2003/05/soap-envelope"),
    ],
    ids=["another operation", "an empty body", "two bodies", "another namespace", "no envelope", "SOAP 1.2"],
)
def test_an_envelope_that_does_not_answer_this_request_is_not_used(tanya_soap, isi):
    assert "bukan jawaban" in str(tanya_soap(isi))


def fault(kode: str, rinci: str = "") -> bytes:
    return amplop(
        f'<s:Fault><faultcode xmlns="">{kode}</faultcode><faultstring xmlns="">pesan</faultstring>'
        f'<detail xmlns="">{rinci}</detail></s:Fault>'
    )


def rinci(kode: str, pesan: str = "") -> str:
    return f'<EAbsensiFault xmlns="urn:nttprov:eabsensi:v1"><kode>{kode}</kode><pesan>{pesan}</pesan></EAbsensiFault>'


@hanya_soap
@pytest.mark.parametrize("status", ["200 OK", "500 Internal Server Error"])
def test_a_bare_server_fault_is_unavailable_with_any_status(tanya_soap, status):
    galat = tanya_soap(fault("s:Server"), status)
    assert type(galat) is Unavailable
    assert "Server" in str(galat)


@hanya_soap
def test_the_simulators_bare_server_fault_is_unavailable(simulator, sumber, tanya):
    assert "Server" in str(tanya(simulator(sumber, gangguan=[gangguan.fault_polos()])))


@hanya_soap
@pytest.mark.parametrize(
    "isi, jenis, kode",
    [
        (fault("s:Client"), Refused, "PERMINTAAN_SALAH"),
        (fault("wsse:FailedAuthentication"), Refused, "AUTH"),
        (fault("s:Server", rinci("AUTH")), Refused, "AUTH"),
        (fault("s:Server", rinci("OPD_TIDAK_DIKENAL")), Refused, "OPD_TIDAK_DIKENAL"),
        (fault("s:Server", rinci("PERMINTAAN_SALAH")), Refused, "PERMINTAAN_SALAH"),
        (fault("s:Server", rinci("BELUM_DITUTUP")), NotClosed, "BELUM_DITUTUP"),
        (fault("s:Server", rinci("SIBUK")), Unavailable, "SIBUK"),
        (fault("s:Server", rinci("LAIN")), Unavailable, None),
        (fault("", rinci("")), Unavailable, None),
        (fault("s:Server", "<lain/>"), Unavailable, None),
    ],
)
def test_each_soap_fault_becomes_its_exception(tanya_soap, isi, jenis, kode):
    galat = tanya_soap(isi, "500 Internal Server Error")
    assert (type(galat), galat.kode) == (jenis, kode)


@hanya_soap
def test_a_busy_fault_keeps_its_retry_after(tanya_soap):
    galat = tanya_soap(fault("s:Server", rinci("SIBUK")), "503 Service Unavailable", "Retry-After: 60")
    assert (galat.kode, galat.retry_after) == ("SIBUK", 60)


@hanya_soap
def test_a_broken_envelope_with_an_error_status_names_the_status(tanya_soap):
    assert "500" in str(tanya_soap(b"<html><br>", "500 Internal Server Error"))


@hanya_soap
def test_an_envelope_with_an_error_status_is_not_an_answer(tanya_soap):
    assert "500" in str(tanya_soap(amplop(BADAN), "500 Internal Server Error"))


@hanya_soap
def test_a_strangers_text_reaches_the_screen_short_and_on_one_line(tanya_soap):
    galat = tanya_soap(fault("s:Server", rinci("PERMINTAAN_SALAH", "baris\n\tdua " + "x" * 9999)))
    assert "baris dua x" in str(galat)
    assert len(str(galat)) < 300


# REST alone


@hanya_rest
@pytest.mark.parametrize(
    "isi",
    [
        b"[]",
        b'"teks"',
        b"null",
        b"17",
        b"",
        b"{",
        b'{"halaman": NaN}',
        b"[" * 100_000,
        b'{"a": ' + b"9" * 5000 + b"}",
        b"\xff\xfe{}",
        b'{"halaman": 1, "jumlahHalaman": 1, "rekap": {}}',
        b'{"halaman": 1, "jumlahHalaman": 1, "rekap": ""}',
        b'{"halaman": true, "jumlahHalaman": 0}',
        b'{"halaman": 1.0, "jumlahHalaman": 0}',
        b'{"halaman": [[1]], "jumlahHalaman": 0}',
        b'{"halaman": 1, "jumlahHalaman": 1, "rekap": [1, null, "x", []]}',
    ],
    ids=range(16),
)
def test_json_of_the_wrong_shape_is_not_used(soket, tanya, isi):
    assert type(tanya(soket(tulis("200 OK", JSON, isi)).url)) is Unavailable


@hanya_rest
def test_a_page_may_leave_out_its_empty_list(soket, klien):
    isi = b'{"halaman": 1, "jumlahHalaman": 0}'
    assert klien(soket(tulis("200 OK", JSON, isi)).url).rekap_bulanan("BKD", "2026-03").rows == ()


@hanya_rest
@pytest.mark.parametrize(
    "status, kode, jenis, hasil",
    [
        (401, "AUTH", Refused, "AUTH"),
        (401, None, Refused, "AUTH"),
        (404, "OPD_TIDAK_DIKENAL", Refused, "OPD_TIDAK_DIKENAL"),
        (404, None, Refused, "OPD_TIDAK_DIKENAL"),
        (409, "BELUM_DITUTUP", NotClosed, "BELUM_DITUTUP"),
        (422, "PERMINTAAN_SALAH", Refused, "PERMINTAAN_SALAH"),
        (429, "SIBUK", Unavailable, "SIBUK"),
        (503, None, Unavailable, "SIBUK"),
        (500, None, Unavailable, None),
        (500, "LAIN", Unavailable, None),
        (400, ["AUTH"], Unavailable, None),
    ],
)
def test_each_problem_becomes_its_exception(soket, tanya, status, kode, jenis, hasil):
    isi = json.dumps({"title": "x", "status": status, "kode": kode, "detail": None}).encode()
    galat = tanya(soket(tulis(f"{status} x", "application/problem+json", isi, "Retry-After: 30")).url)
    assert (type(galat), galat.kode) == (jenis, hasil)


@hanya_rest
@pytest.mark.parametrize("isi", [b"", b"[]", b"{"])
def test_a_problem_that_is_none_is_judged_by_its_status(soket, tanya, isi):
    assert "418" in str(tanya(soket(tulis("418 x", "application/problem+json", isi)).url))


@hanya_rest
def test_the_bearer_token_is_sent_as_such(soket, klien, kosong):
    server = soket(kosong)
    klien(server.url).rekap_bulanan("BKD", "2026-03")
    assert b"Authorization: Bearer kunci" in server.diminta[0]
    assert server.diminta[0].startswith(b"GET /api/v1/rekap?opd=BKD&bulan=2026-03&halaman=1&ukuran=1000 ")


@hanya_rest
def test_a_code_with_odd_letters_cannot_change_the_query(soket, klien, kosong):
    server = soket(kosong)
    klien(server.url).rekap_bulanan("BKD&bulan=2026-01#", "2026-03")
    assert b"opd=BKD%26bulan%3D2026-01%23&bulan=2026-03&" in server.diminta[0]

"""What can go wrong on one face alone: envelopes and XML attacks on SOAP, JSON and problems on REST."""

import json
import time

import pytest

from integrations.eabsensi.simulator import gangguan
from integrations.errors import NotClosed, Refused, Unavailable
from tests.integrations.bantuan import JSON, XML, amplop, tulis

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
        b'{"halaman": 1, "jumlahHalaman": 0, "catatan": NaN}',
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

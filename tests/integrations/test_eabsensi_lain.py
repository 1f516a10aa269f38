"""e-absensi of another make: a Node.js server that shares the WSDL alone, and a REST server from the OpenAPI text.

Neither imports a line of the portal. What they know is written down twice, there and here, on purpose.
"""

import json
import select
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from integrations.eabsensi import client
from integrations.eabsensi.rest import RestClient
from integrations.eabsensi.soap import WSDL, SoapClient
from integrations.eabsensi.values import Kejadian, Pegawai, Presensi, Rekap, Temuan
from integrations.errors import NotClosed, Refused, Unavailable

AKAR = Path(__file__).resolve().parents[2]
NIP = ("198609262015051001", "196608011988031001", "197001011987012001")
OKTOBER = (date(2023, 10, 1), date(2023, 10, 31))
BATAS_MULAI = 60  # seconds


def rekap(nip: str, **lain) -> Rekap:
    isi = {
        "bulan": "2023-10", "hari_kerja": 22, "hadir": 20, "apel": 18, "apel_wajib": 20, "upacara": 1,
        "upacara_wajib": 1, "kejadian": (), "tk": 1, "izin": 0, "cuti": 0, "dl": 1, "menit_kerja": 8188, "versi": 1,
        "ditutup_pada": None,
    }  # fmt: skip
    return Rekap(nip=nip, **isi | lain)


PERTAMA = rekap(
    NIP[0],
    kejadian=(Kejadian("PSW1", 1, 30), Kejadian("TL1", 1, 22)),
    versi=3,
    ditutup_pada=datetime(2023, 11, 2, tzinfo=UTC),
)
HARI = (
    Presensi(NIP[0], date(2023, 10, 2), time(7, 25, 11), time(16, 5), "HADIR", mesin="F-1"),
    Presensi(NIP[0], date(2023, 10, 3), None, None, "DL", "SPT 090/12 & lampiran <1>"),
    Presensi(NIP[1], date(2023, 10, 2), time(8, 2), None, "HADIR"),
)


# SOAP by Node.js


@pytest.fixture(scope="module")
def node() -> Iterator[str]:
    """The address of the Node.js server; the test fails, never skips, where Node.js or its package is missing."""
    perintah = [AKAR / "scripts/node.sh", "node", Path(__file__).with_name("eabsensi_lain.mjs"), WSDL]
    proses = subprocess.Popen(perintah, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        siap, _, _ = select.select([proses.stdout], [], [], BATAS_MULAI)
        port = proses.stdout.readline().strip() if siap else ""
        if not port.isdigit():
            proses.kill()
            pytest.fail(f"the Node.js server did not start (make setup installs it): {proses.stderr.read()[-2000:]}")
        yield f"http://127.0.0.1:{port}/soap"
    finally:
        proses.kill()
        proses.communicate()


def soap(url: str, *, password: str = "rahasia", ukuran: int = 5000) -> SoapClient:
    return SoapClient(url, user="portal", password=password, ukuran=ukuran)


def test_soap_of_another_make_answers_a_ping(node):
    jawaban = soap(node).ping()
    assert (jawaban.versi, jawaban.waktu_server) == ("lain-1", datetime(2023, 11, 3, 1, 0, tzinfo=UTC))


@pytest.mark.parametrize("ukuran, halaman", [(5000, 1), (2, 2), (1, 3)])
def test_the_recap_of_a_month_arrives_from_soap_of_another_make(node, ukuran, halaman):
    hasil = soap(node, ukuran=ukuran).rekap_bulanan("BKD", "2023-10")
    assert hasil.rows == (
        PERTAMA,
        rekap(NIP[1], tk=0, cuti=1),
        rekap(NIP[2], kejadian=(Kejadian("TL4", 2, 0),), menit_kerja=7000),
    )
    assert (hasil.temuan, len(hasil.halaman), hasil.sumber) == ((), halaman, "soap")


def test_days_arrive_from_soap_of_another_make(node):
    assert soap(node).presensi_harian("BKD", *OKTOBER).rows == HARI
    assert soap(node).presensi_harian("BKD", date(2023, 10, 3), date(2023, 10, 3)).rows == HARI[1:2]


def test_employees_arrive_from_soap_of_another_make(node):
    rows = soap(node).daftar_pegawai("BKD").rows
    assert rows == tuple(Pegawai(nip, str(n + 1), f"Pegawai {n}", "BKD", n != 2) for n, nip in enumerate(NIP))


def test_soap_of_another_make_refuses_a_wrong_password(node):
    with pytest.raises(Refused) as galat:
        soap(node, password="salah").rekap_bulanan("BKD", "2023-10")
    assert galat.value.kode == "AUTH"


def test_faults_of_another_make_are_understood(node):
    with pytest.raises(Refused, match="tidak dikenal"):
        soap(node).rekap_bulanan("LAIN", "2023-10")
    with pytest.raises(NotClosed):
        soap(node).rekap_bulanan("BKD", "2023-11")


def test_another_address_of_that_server_is_no_service(node):
    with pytest.raises(Unavailable, match="404"):
        client("soap", f"{node}/lain", user="portal", password="rahasia").ping()


# REST from the OpenAPI text


def baris(nip: str, **lain) -> dict:
    return {
        "nip": nip, "bulan": "2023-10", "hariKerja": 22, "hadir": 20, "apel": 18, "apelWajib": 20, "upacara": 1,
        "upacaraWajib": 1, "tk": 1, "izin": 0, "cuti": 0, "dl": 1, "menitKerja": 8188, "versi": 1,
    } | lain  # fmt: skip


ISI = {
    "rekap": [
        baris(
            NIP[0],
            kejadian=[{"kode": "TL1", "jumlah": 1, "menit": 22}, {"kode": "PSW1", "jumlah": 1, "menit": 30}],
            versi=3,
            ditutupPada="2023-11-02T08:00:00+08:00",
        ),
        baris(NIP[1], ditutupPada=None, kejadian=[], jamLembur=4),
        baris("19700101 198701 2 001"),
    ],
    "presensi": [
        {"nip": NIP[0], "tanggal": "2023-10-02", "jamMasuk": "07:25:11", "jamPulang": "16:05:00", "status": "HADIR",
         "mesin": "F-1"},
        {"nip": NIP[0], "tanggal": "2023-10-03", "jamMasuk": None, "status": "DL",
         "keterangan": "SPT 090/12 & lampiran <1>"},
        {"nip": NIP[1], "tanggal": "2023-10-02", "jamMasuk": "08:02:00", "jamPulang": None, "status": "HADIR"},
    ],
    "pegawai": [{"nip": nip, "pin": None, "nama": "Pegawai", "kodeOpd": "BKD", "aktif": True} for nip in NIP],
}  # fmt: skip


class ServerLain(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        alamat = urlsplit(self.path)
        nama = alamat.path.removeprefix("/api/v1/")
        minta = {kunci: nilai[0] for kunci, nilai in parse_qs(alamat.query).items()}
        if nama == "ping":
            self.jawab(200, {"versi": "rest-lain", "waktuServer": "2023-11-03T09:00:00+08:00"})
        elif self.headers["Authorization"] != "Bearer kunci-lain":
            self.masalah(401, "AUTH")
        elif minta.get("opd") != "BKD":
            self.masalah(404, "OPD_TIDAK_DIKENAL")
        elif minta.get("bulan", "") > "2023-10":
            self.masalah(409, "BELUM_DITUTUP")
        else:
            self.halaman(nama, minta)

    def halaman(self, nama: str, minta: dict[str, str]) -> None:
        nomor, ukuran = int(minta.get("halaman", "1")), int(minta.get("ukuran", "1000"))
        awal = (nomor - 1) * ukuran
        isi = {"jumlahHalaman": -(-len(ISI[nama]) // ukuran), "halaman": nomor}
        self.jawab(200, isi | {nama: ISI[nama][awal : awal + ukuran]})

    def masalah(self, status: int, kode: str) -> None:
        self.jawab(status, {"type": "about:blank", "title": kode, "status": status, "kode": kode, "detail": "lain"})

    def jawab(self, status: int, isi: dict) -> None:
        data = json.dumps(isi, ensure_ascii=False).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json" if status == 200 else "application/problem+json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


@pytest.fixture(scope="module")
def lain() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), ServerLain)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/api/v1"
    server.shutdown()
    server.server_close()
    thread.join(timeout=10)


def rest(url: str, *, token: str = "kunci-lain", ukuran: int = 1000) -> RestClient:
    return RestClient(url, token=token, ukuran=ukuran)


def test_rest_of_another_make_answers_a_ping(lain):
    jawaban = rest(lain).ping()
    assert (jawaban.versi, jawaban.waktu_server) == ("rest-lain", datetime(2023, 11, 3, 1, 0, tzinfo=UTC))


@pytest.mark.parametrize("ukuran, halaman", [(1000, 1), (2, 2)])
def test_the_recap_of_a_month_arrives_from_rest_of_another_make(lain, ukuran, halaman):
    hasil = rest(lain, ukuran=ukuran).rekap_bulanan("BKD", "2023-10")
    assert hasil.rows == (PERTAMA, rekap(NIP[1]))
    assert hasil.temuan == (
        Temuan("19700101 198701 2 001", "Baris tidak dipakai: NIP bukan 18 angka tanpa spasi."),
        Temuan("", "Unsur yang tidak dikenal kontrak diabaikan: jamLembur."),
    )
    assert (len(hasil.halaman), hasil.sumber) == (halaman, "rest")


def test_days_arrive_from_rest_of_another_make(lain):
    assert rest(lain).presensi_harian("BKD", *OKTOBER).rows == HARI


def test_days_outside_what_was_asked_are_findings_of_rest_of_another_make(lain):
    hasil = rest(lain).presensi_harian("BKD", date(2023, 10, 3), date(2023, 10, 3))
    assert hasil.rows == HARI[1:2]
    assert [satu.nip for satu in hasil.temuan] == [NIP[0], NIP[1]]


def test_employees_arrive_from_rest_of_another_make(lain):
    assert rest(lain).daftar_pegawai("BKD").rows == tuple(Pegawai(n, None, "Pegawai", "BKD", True) for n in NIP)


def test_problems_of_another_make_are_understood(lain):
    with pytest.raises(Refused) as galat:
        rest(lain, token="salah").rekap_bulanan("BKD", "2023-10")
    assert galat.value.kode == "AUTH"
    with pytest.raises(Refused, match="tidak dikenal"):
        rest(lain).rekap_bulanan("LAIN", "2023-10")
    with pytest.raises(NotClosed):
        rest(lain).rekap_bulanan("BKD", "2023-11")

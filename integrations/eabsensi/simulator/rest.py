"""The simulator's REST face: JSON, bearer token, RFC 9457 problems."""

import json
import re
from collections.abc import Callable, Mapping
from datetime import date
from hmac import compare_digest
from typing import Any

from integrations.eabsensi.simulator.layanan import Layanan, Tolak, waktu_server
from integrations.eabsensi.values import Pegawai, Presensi, Rekap

_STATUS = {
    "AUTH": "401 Unauthorized",
    "OPD_TIDAK_DIKENAL": "404 Not Found",
    "BELUM_DITUTUP": "409 Conflict",
    "PERMINTAAN_SALAH": "422 Unprocessable Content",
}
_BULAN = re.compile(r"[0-9]{4}-(0[1-9]|1[0-2])")
JSON = "application/json"


class WajahRest:
    """Answers one GET: (status, media type, body)."""

    def __init__(self, layanan: Layanan, token: str) -> None:
        self._layanan, self._token = layanan, token

    def jawab(self, jalan: str, minta: Mapping[str, str], authorization: str) -> tuple[str, str, bytes]:
        """The answer for `jalan` ("ping", "rekap", ...) with the query `minta`; never raises."""
        try:
            if jalan == "ping":
                isi: Any = {"versi": "1", "waktuServer": waktu_server().isoformat()}
            elif not compare_digest(authorization.encode(), f"Bearer {self._token}".encode()):
                raise Tolak("AUTH", "Token tidak sah.")
            elif jalan not in _BARIS:
                return "404 Not Found", "text/plain", b"tidak ada"
            else:
                isi = self._halaman(jalan, minta)
        except Tolak as error:
            status = _STATUS[error.kode]
            masalah = {"type": "about:blank", "title": error.kode, "status": int(status[:3]), "kode": error.kode}
            return status, "application/problem+json", json.dumps(masalah | {"detail": error.pesan}).encode()
        return "200 OK", JSON, json.dumps(isi).encode()

    def _halaman(self, jalan: str, minta: Mapping[str, str]) -> dict[str, Any]:
        kata: dict[str, Any] = {}
        if jalan == "presensi":
            kata = {"dari": _tanggal(minta, "dari"), "sampai": _tanggal(minta, "sampai")}
        elif jalan == "rekap":
            if not _BULAN.fullmatch(minta.get("bulan", "")):
                raise Tolak("PERMINTAAN_SALAH", "bulan harus YYYY-MM.")
            kata = {"bulan": minta["bulan"]}
        nomor, ukuran = _angka(minta, "halaman", 1), _angka(minta, "ukuran", 1000)
        halaman = self._layanan.halaman(jalan, minta.get("opd", ""), nomor, ukuran, **kata)
        baris = [_BARIS[jalan](satu) for satu in halaman.baris]
        return {"halaman": halaman.nomor, "jumlahHalaman": halaman.jumlah, jalan: baris}


def _tanggal(minta: Mapping[str, str], nama: str) -> date:
    try:
        return date.fromisoformat(minta.get(nama, ""))
    except ValueError:
        raise Tolak("PERMINTAAN_SALAH", f"{nama} harus YYYY-MM-DD.") from None


def _angka(minta: Mapping[str, str], nama: str, bawaan: int) -> int:
    teks = minta.get(nama, str(bawaan))
    if not (teks.isascii() and teks.isdigit() and len(teks) < 10):
        raise Tolak("PERMINTAAN_SALAH", f"{nama} harus bilangan bulat.")
    return int(teks)


def _rekap(satu: Rekap) -> dict[str, Any]:
    return {
        "nip": satu.nip,
        "bulan": satu.bulan,
        "hariKerja": satu.hari_kerja,
        "hadir": satu.hadir,
        "apel": satu.apel,
        "apelWajib": satu.apel_wajib,
        "upacara": satu.upacara,
        "upacaraWajib": satu.upacara_wajib,
        "kejadian": [{"kode": k.kode, "jumlah": k.jumlah, "menit": k.menit} for k in satu.kejadian],
        "tk": satu.tk,
        "izin": satu.izin,
        "cuti": satu.cuti,
        "dl": satu.dl,
        "menitKerja": satu.menit_kerja,
        "versi": satu.versi,
        "ditutupPada": None if satu.ditutup_pada is None else satu.ditutup_pada.isoformat(),
    }


def _presensi(satu: Presensi) -> dict[str, Any]:
    return {
        "nip": satu.nip,
        "tanggal": satu.tanggal.isoformat(),
        "jamMasuk": None if satu.masuk is None else satu.masuk.isoformat(),
        "jamPulang": None if satu.pulang is None else satu.pulang.isoformat(),
        "status": satu.status,
        "keterangan": satu.keterangan,
        "mesin": satu.mesin,
    }


def _pegawai(satu: Pegawai) -> dict[str, Any]:
    return {"nip": satu.nip, "pin": satu.pin, "nama": satu.nama, "kodeOpd": satu.kode_opd, "aktif": satu.aktif}


_BARIS: dict[str, Callable[[Any], dict[str, Any]]] = {"rekap": _rekap, "presensi": _presensi, "pegawai": _pegawai}

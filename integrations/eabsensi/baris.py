"""From one raw row (either face) to one value, or a reason why not.

A raw row is a mapping of their names to text, numbers, booleans, None or (kejadian) a list of mappings. SOAP gives text
where REST gives a number; both spellings of the same value are read alike.
"""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta, timezone
from typing import Any

from integrations.eabsensi.values import KODE_KEJADIAN, STATUS, Kejadian, Pegawai, Presensi, Rekap

WITA = timezone(timedelta(hours=8), "WITA")
_HARI, _MENIT, _VERSI = 31, 31 * 24 * 60, 1_000_000  # what a month can hold at most
_NIP = re.compile(r"[0-9]{18}")
_ANGKA = re.compile(r"\+?[0-9]{1,9}")
_TANGGAL = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})(\+08:00)?")
_JAM = re.compile(r"([0-9]{2}:[0-9]{2}:[0-9]{2})(\.[0-9]+)?(\+08:00)?")
_SAAT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2})(?:\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})?")

REKAP = frozenset(
    ("nip", "bulan", "hariKerja", "hadir", "apel", "apelWajib", "upacara", "upacaraWajib", "kejadian")
    + ("tk", "izin", "cuti", "dl", "menitKerja", "versi", "ditutupPada")
)
PRESENSI = frozenset(("nip", "tanggal", "jamMasuk", "jamPulang", "status", "keterangan", "mesin"))
PEGAWAI = frozenset(("nip", "pin", "nama", "kodeOpd", "aktif"))
KEJADIAN = frozenset(("kode", "jumlah", "menit"))


class Ditolak(ValueError):
    """This row cannot be used; the others can. `bentuk`: it does not even have the shape of the contract."""

    def __init__(self, pesan: str, *, bentuk: bool = False) -> None:
        super().__init__(pesan)
        self.bentuk = bentuk


def rekap(baris: Mapping[str, Any], *, bulan: str) -> Rekap:
    """One month of one person; raises Ditolak, also for another month than `bulan` ("YYYY-MM")."""
    if _teks(baris, "bulan") != bulan:
        raise Ditolak("bulan di luar yang diminta")
    hari = {ours: _angka(baris, theirs, _HARI) for ours, theirs in _JUMLAH_HARI.items()}
    saat = _ada(baris, "ditutupPada")
    return Rekap(
        nip=_nip(baris),
        bulan=bulan,
        **hari,
        kejadian=_kejadian(baris.get("kejadian")),
        menit_kerja=_angka(baris, "menitKerja", _MENIT),
        versi=_angka(baris, "versi", _VERSI, paling_kecil=1),
        ditutup_pada=None if saat is None else waktu(saat, "ditutupPada"),
    )


_JUMLAH_HARI = {
    "hari_kerja": "hariKerja",
    "hadir": "hadir",
    "apel": "apel",
    "apel_wajib": "apelWajib",
    "upacara": "upacara",
    "upacara_wajib": "upacaraWajib",
    "tk": "tk",
    "izin": "izin",
    "cuti": "cuti",
    "dl": "dl",
}


def presensi(baris: Mapping[str, Any], *, dari: date, sampai: date) -> Presensi:
    """One day of one person; raises Ditolak, also for a date outside `dari` to `sampai` (both included)."""
    status = _teks(baris, "status")
    if status not in STATUS:
        raise Ditolak("status tidak dikenal")
    tanggal = _tanggal(baris, "tanggal")
    if not dari <= tanggal <= sampai:
        raise Ditolak("tanggal di luar yang diminta")
    return Presensi(
        nip=_nip(baris),
        tanggal=tanggal,
        masuk=_jam(baris, "jamMasuk"),
        pulang=_jam(baris, "jamPulang"),
        status=status,
        keterangan=_bersih(baris, "keterangan"),
        mesin=_bersih(baris, "mesin"),
    )


def pegawai(baris: Mapping[str, Any], *, kode_opd: str) -> Pegawai:
    """One person of the OPD; raises Ditolak, also for a person of another OPD than `kode_opd`."""
    if _teks(baris, "kodeOpd") != kode_opd:
        raise Ditolak("kode OPD di luar yang diminta")
    nama = _bersih(baris, "nama")
    if nama is None:
        raise Ditolak("nama kosong", bentuk="nama" not in baris)
    aktif = _wajib(baris, "aktif")
    if not isinstance(aktif, bool):
        if aktif not in ("true", "false", "1", "0"):
            raise Ditolak("aktif bukan ya atau tidak", bentuk=True)
        aktif = aktif in ("true", "1")
    return Pegawai(nip=_nip(baris), pin=_bersih(baris, "pin"), nama=nama, kode_opd=kode_opd, aktif=aktif)


def waktu(nilai: Any, medan: str) -> datetime:
    """An xsd:dateTime as aware UTC; without an offset it is WITA. Raises Ditolak."""
    cocok = _SAAT.fullmatch(nilai.strip()) if isinstance(nilai, str) else None
    try:
        if cocok is None:
            raise ValueError
        saat = datetime.fromisoformat(cocok[1] + (cocok[2] or "+08:00"))
        return saat.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Ditolak(f"{medan} bukan waktu yang sah") from None


def _kejadian(nilai: Any) -> tuple[Kejadian, ...]:
    if nilai is None:
        return ()
    if not isinstance(nilai, list) or not all(isinstance(satu, Mapping) for satu in nilai):
        raise Ditolak("kejadian bukan daftar", bentuk=True)
    hasil = [Kejadian(_teks(k, "kode"), _angka(k, "jumlah", 2 * _HARI), _angka(k, "menit", _MENIT)) for k in nilai]
    kode = [satu.kode for satu in hasil]
    if not set(kode) <= set(KODE_KEJADIAN):
        raise Ditolak("kode kejadian tidak dikenal")
    if len(set(kode)) < len(kode):
        raise Ditolak("kode kejadian ganda")
    return tuple(sorted(hasil, key=lambda satu: satu.kode))


def _ada(baris: Mapping[str, Any], medan: str) -> Any:
    """The value of an optional element: missing, nil and empty mean the same."""
    nilai = baris.get(medan)
    return None if isinstance(nilai, str) and not nilai.strip() else nilai


def _wajib(baris: Mapping[str, Any], medan: str) -> Any:
    nilai = _ada(baris, medan)
    if nilai is None:
        raise Ditolak(f"{medan} tidak ada", bentuk=True)
    return nilai


def _teks(baris: Mapping[str, Any], medan: str) -> str:
    nilai = _wajib(baris, medan)
    if not isinstance(nilai, str):
        raise Ditolak(f"{medan} bukan teks", bentuk=True)
    return nilai.strip()


def _nip(baris: Mapping[str, Any]) -> str:
    nilai = _wajib(baris, "nip")
    if not isinstance(nilai, str) or not _NIP.fullmatch(nilai):
        raise Ditolak("NIP bukan 18 angka tanpa spasi", bentuk=not isinstance(nilai, str))
    return nilai


def _angka(baris: Mapping[str, Any], medan: str, paling_besar: int, *, paling_kecil: int = 0) -> int:
    nilai = _wajib(baris, medan)
    if isinstance(nilai, str) and _ANGKA.fullmatch(nilai.strip()):
        nilai = int(nilai)
    if not isinstance(nilai, int) or isinstance(nilai, bool):
        raise Ditolak(f"{medan} bukan bilangan bulat", bentuk=True)
    if not paling_kecil <= nilai <= paling_besar:
        raise Ditolak(f"{medan} di luar {paling_kecil} sampai {paling_besar}")
    return nilai


def _tanggal(baris: Mapping[str, Any], medan: str) -> date:
    cocok = _TANGGAL.fullmatch(_teks(baris, medan))
    try:
        return date.fromisoformat(cocok[1] if cocok else "")
    except ValueError:
        raise Ditolak(f"{medan} bukan tanggal yang sah") from None


def _jam(baris: Mapping[str, Any], medan: str) -> time | None:
    nilai = _ada(baris, medan)
    if nilai is None:
        return None
    cocok = _JAM.fullmatch(nilai.strip()) if isinstance(nilai, str) else None
    try:
        return time.fromisoformat(cocok[1] if cocok else "")
    except ValueError:
        raise Ditolak(f"{medan} bukan jam yang sah") from None


def _bersih(baris: Mapping[str, Any], medan: str) -> str | None:
    """Free text fit for any database and screen: no control characters, no lone surrogates, at most 500 characters."""
    nilai = _ada(baris, medan)
    if nilai is None:
        return None
    if not isinstance(nilai, str):
        raise Ditolak(f"{medan} bukan teks", bentuk=True)
    return " ".join("".join(huruf if huruf.isprintable() else " " for huruf in nilai).split())[:500] or None

"""Incidents and runs as REST answers them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from portal.queries.jadwal import Jadwal
from portal.queries.kendala import Daftar, Kendala, Sebab
from portal.queries.menunggu import Menunggu
from portal.queries.operasi import Halaman
from portal.queries.operasi_satu import Pratinjau
from workflows import Task


def daftar(hasil: Daftar) -> dict[str, Any]:
    """A page of causes, or of the incidents of one; `ada_lagi` says whether another follows."""
    return {
        "jumlah": dict(hasil.jumlah),
        "sebab": [_sebab(s) for s in ([hasil.sebab] if hasil.sebab else hasil.baris) if isinstance(s, Sebab)],
        "kendala": [_kendala(k) for k in hasil.baris if isinstance(k, Kendala)],
        "halaman": hasil.halaman,
        "ada_lagi": hasil.halaman < hasil.jumlah_halaman,
    }


def jadwal(j: Jadwal) -> dict[str, Any]:
    """A process that starts by the clock."""
    return {
        "kunci": j.kunci, "nama": j.nama, "versi": j.versi, "keadaan": j.keadaan, "berikut": _saat(j.berikut),
        "coba_lagi": _saat(j.coba_lagi), "sebab": j.sebab, "terakhir": _saat(j.terakhir), "instans": j.instans,
    }  # fmt: skip


def operasi(hal: Halaman) -> dict[str, Any]:
    """A run with a page of its instances."""
    o = hal.satu
    return {
        "id": o.id, "jenis": o.jenis, "alasan": o.alasan, "oleh": o.oleh, "pada": o.pada.isoformat(),
        "status": o.status, "selesai_pada": _saat(o.selesai_pada), "jumlah": o.jumlah, "selesai": o.selesai,
        "hasil": dict(o.hasil),
        "butir": [{"nama": b.nama, "hasil": b.hasil, "pesan": b.pesan, "pada": _saat(b.pada)} for b in hal.butir],
        "halaman": hal.halaman, "ada_lagi": hal.halaman < hal.jumlah_halaman,
    }  # fmt: skip


def hasil(instans: str, status: str, dibuka: Sequence[Task], gagal: str | None) -> dict[str, Any]:
    """What an operation on one process has done."""
    terbuka = [{"id": t.id, "nama": t.name, "langkah": t.step, "batas_waktu": _saat(t.due_at)} for t in dibuka]
    return {"instans": instans, "status": status, "dibuka": terbuka, "gagal": gagal}


def pratinjau(p: Pratinjau) -> dict[str, Any]:
    """What an operation on one process would do."""
    return {
        "pratinjau": True, "status": p.status, "dibuka": [_menunggu(m) for m in p.dibuka],
        "ditutup": [_menunggu(m) for m in p.ditutup], "dokumen": p.dokumen, "gagal": p.gagal,
        "batas": [{"nama": nama, "pada": saat.isoformat()} for nama, saat in p.batas],
    }  # fmt: skip


def _menunggu(m: Menunggu) -> dict[str, Any]:
    return {
        "langkah": m.langkah, "nama": m.nama, "oleh": m.oleh, "sejak": m.sejak.isoformat(),
        "batas_waktu": _saat(m.batas_waktu), "catatan": m.catatan, "coba_lagi": _saat(m.coba_lagi),
    }  # fmt: skip


def _sebab(s: Sebab) -> dict[str, Any]:
    return {
        "sebab": s.kunci, "jenis": s.jenis, "apa": s.apa, "proses": s.proses, "pesan": s.pesan, "jumlah": s.jumlah,
        "sejak": _saat(s.sejak),
    }  # fmt: skip


def _kendala(k: Kendala) -> dict[str, Any]:
    return {
        "id": k.id, "jenis": k.jenis, "apa": k.apa, "pesan": k.pesan, "sejak": _saat(k.sejak),
        "coba_lagi": _saat(k.coba_lagi), "percobaan": k.kali, "instans": k.instans_id, "nomor": k.nomor,
    }  # fmt: skip


def _saat(saat: datetime | None) -> str | None:
    return saat.isoformat() if saat else None

"""What templates need beside formats: the words and shapes of states, and the address of this page with a change."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode

from flask import Flask, request
from flask_babel import lazy_gettext as _l

from portal import formats, grafik
from portal.rules import rencana
from portal.rules.penilaian_tahunan import NILAI_DASAR
from portal.rules.pola import PREDIKAT

# Kinds are CSS classes of .tag, each with a shape of its own: '' (dot), 'diam' (ring), 'wait' (diamond),
# 'bad' (triangle), 'good' (tick).
STATUS = {
    "aktif": ("good", _l("Aktif")),
    "banding": ("wait", _l("Banding")),
    "belum": ("diam", _l("Belum")),
    "berjalan": ("", _l("Berjalan")),
    "dalam_tinjauan": ("wait", _l("Dalam tinjauan")),
    "dibatalkan": ("diam", _l("Dibatalkan")),
    "dibayar": ("good", _l("Dibayar")),
    "diajukan": ("", _l("Diajukan")),
    "digantikan": ("diam", _l("Digantikan")),
    "dihentikan": ("diam", _l("Dihentikan")),
    "dikembalikan": ("wait", _l("Dikembalikan")),
    "dinilai": ("good", _l("Dinilai")),
    "diputus": ("good", _l("Diputus")),
    "disengketakan": ("wait", _l("Disengketakan")),
    "disepakati": ("good", _l("Disepakati")),
    "disetujui": ("good", _l("Disetujui")),
    "ditangguhkan": ("wait", _l("Ditangguhkan")),
    "ditetapkan": ("good", _l("Ditetapkan")),
    "ditolak": ("bad", _l("Ditolak")),
    "ditunda": ("diam", _l("Ditunda")),
    "draf": ("diam", _l("Draf")),
    "gagal": ("bad", _l("Gagal")),
    "kini": ("", _l("Berjalan")),
    "macet": ("bad", _l("Macet")),
    "menunggu": ("wait", _l("Menunggu")),
    "nonaktif": ("diam", _l("Nonaktif")),
    "rusak": ("bad", _l("Rusak")),
    "selesai": ("good", _l("Selesai")),
    "siap": ("good", _l("Siap")),
    "terbit": ("good", _l("Terbit")),
    "lewat": ("bad", _l("Lewat waktunya")),
    "terlambat": ("bad", _l("Terlambat")),
    "terverifikasi": ("good", _l("Terverifikasi")),
    "tidak_wajib": ("diam", _l("Tidak wajib")),
    "utuh": ("good", _l("Utuh")),
    # states of a month (portal/rules/realisasi.py)
    "draft": ("diam", _l("Belum dibuka")),
    "realisasi": ("", _l("Sedang diisi")),
    "propose": ("", _l("Diajukan")),
    "rejected_manager": ("wait", _l("Dikembalikan")),
    "appeal": ("wait", _l("Banding")),
    "evaluated": ("good", _l("Dinilai")),
    "rejected_bkd": ("wait", _l("Ditolak BKD")),
    "done": ("good", _l("Terverifikasi")),
    "cancelled": ("diam", _l("Dibatalkan")),
    # states of a year's assessment (portal/rules/penilaian_tahunan.py)
    "menunggu_nilai": ("", _l("Menunggu penilaian")),
    "diserahkan": ("wait", _l("Diserahkan")),
    "diterima": ("wait", _l("Menunggu tanggapan")),
    "keberatan": ("wait", _l("Dalam keberatan")),
    "ditanggapi": ("wait", _l("Keberatan, menunggu putusan")),
    "menunggu_pengesahan": ("", _l("Menunggu pengesahan")),
    "sah": ("good", _l("Sah")),
}

# How far a month is, of five: drafted, sent, assessed, verified, paid.
TAHAP_BULAN = {
    "draf": 1, "dikembalikan": 1, "diajukan": 2, "banding": 2, "dinilai": 3, "diputus": 3, "terverifikasi": 4,
    "selesai": 4, "dibayar": 5,
    "realisasi": 1, "rejected_manager": 1, "propose": 2, "appeal": 2, "evaluated": 3, "rejected_bkd": 3, "done": 4,
}  # fmt: skip


KATA_SKP = {
    "aspek": rencana.ASPEK,
    "perspektif": rencana.PERSPEKTIF,
    "pendekatan": rencana.PENDEKATAN,
    "lampiran": rencana.LAMPIRAN,
    "nilai_dasar": NILAI_DASAR,
    "contoh": {
        "kuantitas": _l("misalnya: jumlah laporan yang terbit"),
        "kualitas": _l("misalnya: laporan tanpa perbaikan"),
        "waktu": _l("misalnya: lama penyelesaian satu berkas"),
        "biaya": _l("misalnya: anggaran yang terserap"),
    },
}
"""Terms of the law stay as the law has them; the examples are ours."""


def init_app(app: Flask) -> None:
    """Register the template globals `status_tampil`, `tahap_bulan`, `alamat_dengan`, `kata_skp` (the words of an
    SKP's parts), `grafik` (portal/grafik.py) and `predikat_kinerja` (of people, from the best), and the filter
    `target_indikator`."""
    app.jinja_env.globals.update(
        status_tampil=status_tampil,
        tahap_bulan=tahap_bulan,
        alamat_dengan=alamat_dengan,
        kata_skp=KATA_SKP,
        grafik=grafik,
        predikat_kinerja=PREDIKAT,
    )
    app.jinja_env.filters["target_indikator"] = target_indikator


def target_indikator(isi: Mapping[str, Any]) -> str:
    """The target of an indicator as the reader's language writes it: "80 - 90 %"."""
    return rencana.target(isi, formats.angka)


def status_tampil(status: str) -> tuple[str, str]:
    """(CSS kind, word) of a state; a state unknown here shows its own name with spaces, as a plain dot."""
    kind, word = STATUS.get(str(status), ("", None))
    return kind, str(word) if word is not None else str(status).replace("_", " ").capitalize()


def tahap_bulan(status: str) -> int:
    """0 to 5: how many of the five stages of a month a state has behind it."""
    return TAHAP_BULAN.get(str(status), 0)


def alamat_dengan(**changes: object) -> str:
    """This page's address with query parameters set, or dropped where the value is None. A change of filter or order
    drops the page number too, since page 7 of another list means nothing."""
    query = request.args.to_dict(flat=False)
    if "halaman" not in changes:
        query.pop("halaman", None)
    for name, value in changes.items():
        if value is None:
            query.pop(name, None)
        else:
            query[name] = [str(value)]
    text = urlencode(query, doseq=True)
    return f"{request.path}?{text}" if text else request.path

"""Keberatan atas hasil penilaian setahun: kapan masih dapat diajukan, kapan ditanggapi dan diputus, oleh siapa.

Sumber: PP 46/2011 dan Perka BKN 1/2013; PP 30/2019 Pasal 59: tertulis dengan alasan, kepada atasan pejabat penilai
lewat pejabat penilai, paling lama 14 hari kalender sejak diterima; tanggapan pejabat penilai 14 hari; putusan final.
Yang terlambat tidak dipertimbangkan. Keberatan tidak pernah dikabulkan karena diam; yang terjadi hanya pemberitahuan.
"""

from collections.abc import Set
from datetime import date, datetime

from portal.rules import penilaian_tahunan, tenggat
from portal.rules.penilaian_tahunan import Isian
from portal.rules.temuan import Temuan, kosong
from portal.rules.tenggat import TANPA_LIBUR

KEPUTUSAN = {"tetap": "Hasil penilaian tetap", "ubah": "Hasil penilaian diubah"}


def hari_terakhir(diterima: datetime) -> datetime:
    """The last second in which an objection to an assessment received then (aware, day 0 in WITA) is still in time."""
    return tenggat.batas("ajukan_keberatan", diterima)


def terlambat(diterima: datetime, saat: datetime) -> bool:
    """True from 00:00:00 WITA of the day after the last one."""
    return tenggat.lewat(hari_terakhir(diterima), saat)


def batas_tanggapan(diajukan: datetime) -> datetime:
    """Until when the pejabat penilai may answer an objection filed then."""
    return tenggat.batas("tanggapi_keberatan", diajukan)


def batas_putusan(naik: datetime, libur: Set[date] = TANPA_LIBUR) -> datetime:
    """Until when the atasan should decide what came up to him then; passing it only escalates."""
    return tenggat.batas("putuskan_keberatan", naik, libur=libur)


def periksa_putusan(
    keputusan: str, *, pemeriksaan: str, alasan: str, isian: Isian, profil: str, jabatan: str
) -> tuple[Temuan, ...]:
    """All that is missing in a decision, in the order of the form. `isian` counts only where the result is changed."""
    temuan = [] if keputusan in KEPUTUSAN else [Temuan("keputusan", None, "Pilih tetap atau ubah.")]
    if kosong(pemeriksaan):
        pesan = "Tulis apa yang Anda periksa dan keterangan kedua pihak yang Anda dengar."
        temuan.append(Temuan("pemeriksaan", None, pesan))
    if kosong(alasan):
        temuan.append(Temuan("alasan", None, "Tulis alasan keputusan; kedua pihak akan membacanya."))
    if keputusan == "ubah":
        temuan += penilaian_tahunan.periksa(isian, profil=profil, jabatan=jabatan)
    return tuple(temuan)

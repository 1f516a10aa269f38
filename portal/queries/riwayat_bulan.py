"""The page of one month: all sides, how it went, and its trail in words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

import workflows
from portal import formats
from portal.alur import nama_pihak
from portal.audit import Event
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Peristiwa, Realisasi
from portal.queries.jalan import Jalan, jalan
from portal.queries.lingkup import realisasi_pihak, realisasi_terlihat
from portal.queries.realisasi import Bulan, muat, susun
from portal.queries.tpp import Tpp, sebulan
from portal.queries.tugas import pribadi_orang_lain
from portal.security import Actor

MAKS = 300
TIDAK_DITAMPILKAN = (Event.BUKTI_DIBACA,)


@dataclass(frozen=True)
class Kejadian:
    """One line of the trail (macro garis_waktu)."""

    nama: str
    oleh: str
    pada: datetime
    keterangan: str
    keadaan: str = "selesai"


@dataclass(frozen=True)
class HalamanBulan:
    """`pihak`: the actor takes part, so he may open the evidence. `tugas_id`: what he can do here now.
    `tpp`: what the verified month is paid, where rupiah per class have been decided."""

    bulan: Bulan
    jalan: Jalan | None
    kejadian: tuple[Kejadian, ...]
    pihak: bool
    tugas_id: str | None
    tpp: Tpp | None


def halaman(actor: Actor, realisasi_id: int) -> HalamanBulan:
    """One month the actor may read; TidakDitemukan. About twenty statements, whatever the number of rows or events."""
    r = muat(Realisasi.id == realisasi_id, realisasi_terlihat(actor))
    if r is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    bulan = susun(r)
    pihak = db.session.scalar(select(Realisasi.id).where(Realisasi.id == r.id, realisasi_pihak(actor))) is not None
    judul = _("Alur realisasi %(bulan)s, %(nama)s", bulan=formats.bulan(bulan.periode), nama=bulan.pegawai)
    return HalamanBulan(
        bulan,
        jalan(r.instans_id, judul=judul) if r.instans_id else None,
        tuple(_kejadian(r.id)),
        pihak,
        _tugas(actor, r.instans_id),
        sebulan(r),
    )


def _tugas(actor: Actor, instans_id: str | None) -> str | None:
    if instans_id is None:
        return None
    terbuka = workflows.tasks(db.session, parties=actor.parties, instance=instans_id, limit=5)
    return next((t.id for t in terbuka if not pribadi_orang_lain(actor, t) and t.claimed_by in (None, actor.id)), None)


def _kejadian(realisasi_id: int) -> list[Kejadian]:
    baris = db.session.scalars(
        select(Peristiwa)
        .where(
            Peristiwa.subjek == "realisasi",
            Peristiwa.subjek_id == realisasi_id,
            Peristiwa.jenis.not_in([e.value for e in TIDAK_DITAMPILKAN]),
        )
        .order_by(Peristiwa.id)
        .limit(MAKS)
    ).all()
    nama = nama_pihak([p for b in baris for p in (b.aktor, b.atas_nama)])
    return [_satu(b, nama) for b in baris]


def _satu(b: Peristiwa, nama: Mapping[str, str]) -> Kejadian:
    rincian: Mapping[str, Any] = b.rincian or {}
    oleh = nama.get(b.aktor, b.aktor)
    if b.atas_nama:
        oleh = _("%(oleh)s untuk %(siapa)s", oleh=oleh, siapa=nama.get(b.atas_nama, ""))
    catatan = str(rincian.get("catatan") or rincian.get("alasan") or "").strip()
    return Kejadian(kata(b, rincian), oleh, b.pada, f"“{catatan[:400]}”" if catatan else "")


def kata(b: Peristiwa, rincian: Mapping[str, Any]) -> str:
    """What happened to the month, in words; the event's own name where there are none."""
    jenis, putusan = b.jenis, rincian.get("keputusan")
    if jenis == Event.REALISASI_DINILAI:
        return _(
            "Nilai dihitung: %(nilai)s (%(predikat)s)",
            nilai=formats.angka(rincian.get("nilai")),
            predikat=rincian.get("predikat"),
        )
    if jenis in (Event.BUKTI_DIUNGGAH, Event.BUKTI_DIHAPUS):
        pola = _("Bukti diunggah: %(nama)s") if jenis == Event.BUKTI_DIUNGGAH else _("Bukti dihapus: %(nama)s")
        return pola % {"nama": rincian.get("nama", "")}
    if jenis == Event.REKAP_DITARIK:
        return (
            _("Rekap kehadiran diterima dari e-absensi")
            if rincian.get("absensi") == "ada"
            else _("Bulan ini tanpa rekap kehadiran")
        )
    if jenis == Event.BANDING_DIPUTUSKAN:
        return _("Banding dikabulkan") if putusan == "kabul" else _("Banding ditolak dengan nilai akhir sendiri")
    if jenis == Event.REALISASI_DIVERIFIKASI and putusan == "sahkan_target":
        return _("Disahkan BKD dengan target sebagai realisasi")
    if jenis == Event.REALISASI_DITERIMA and b.aktor == "sistem":
        return _("Nilai usulan berlaku karena tidak ditanggapi")
    if jenis == Event.REALISASI_DIAJUKAN and rincian.get("terlambat"):
        return _("Realisasi diajukan, sesudah batas pengisian")
    if jenis == Event.TUGAS_DISELESAIKAN:
        pola = _("%(langkah)s: dikembalikan") if putusan == "kembalikan" else _("%(langkah)s: setuju")
        return pola % {"langkah": rincian.get("nama") or rincian.get("langkah", "")}
    return _tetap().get(jenis, jenis)


def _tetap() -> dict[str, str]:
    return {
        Event.BULAN_DIBUKA: _("Bulan dibuka"), Event.REALISASI_DIAJUKAN: _("Realisasi diajukan"),
        Event.REALISASI_DISETUJUI: _("Realisasi disetujui"),
        Event.REALISASI_DITOLAK: _("Realisasi ditolak dengan nilai usulan"),
        Event.REALISASI_DITERIMA: _("Nilai usulan diterima"), Event.BANDING_DIAJUKAN: _("Banding diajukan"),
        Event.REALISASI_DIVERIFIKASI: _("Disahkan BKD"), Event.REALISASI_DITOLAK_BKD: _("Dikembalikan BKD"),
        Event.TPP_DIHITUNG: _("TPP dihitung dan disimpan"),
        Event.REALISASI_DITINDAKLANJUTI: _("Catatan BKD ditindaklanjuti"),
    }  # fmt: skip

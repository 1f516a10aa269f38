"""Notices: what a diagram's `kirim_pemberitahuan` says, to whom it goes, and that it was read."""

from datetime import date

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy import select, update

from portal import alur, audit, waktu
from portal.actions import action, diam
from portal.actions.bersama import tugas_eksternal
from portal.audit import Event
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Pemberitahuan, Pengguna, Penilaian, Realisasi, Skp, Verifikatur
from portal.security import SISTEM, Actor

# acara -> (kepada, kalimat). Kepada: pegawai, penilai, atasan, verifikatur, admin_bkd. Lewat batas juga sampai ke
# atasan, lalu BKD (eskalasi). Perihal: dokumennya dalam kata ("realisasi November 2026"); nomornya ada di balik tautan.
ACARA = {
    "susun_lewat": (("pegawai", "penilai"), "Batas penyusunan %(perihal)s sudah lewat. Ajukan SKP secepatnya."),
    "tinjau_skp_lewat": (("penilai", "atasan"), "%(perihal)s milik %(nama)s lewat batas tinjauan pejabat penilai."),
    "perbaiki_lewat": (("pegawai",), "Batas perbaikan %(perihal)s sudah lewat. Ajukan lagi atau minta putusan atasan."),
    "putus_skp_lewat": (("atasan",), "Putusan atas sengketa %(perihal)s milik %(nama)s lewat batas."),
    "verifikasi_skp_lewat": (("verifikatur",), "Verifikasi %(perihal)s milik %(nama)s lewat batas."),
    "skp_ditetapkan": (("pegawai", "penilai"), "%(perihal)s milik %(nama)s sudah ditetapkan."),
    "realisasi_boleh_diajukan": (("pegawai",), "SKP Anda sudah ditetapkan; %(perihal)s dapat diajukan."),
    "isi_lewat": (("pegawai", "penilai"), "Batas pengisian %(perihal)s milik %(nama)s sudah lewat."),
    "tinjau_realisasi_lewat": (
        ("penilai", "atasan"),
        "%(perihal)s milik %(nama)s lewat batas penilaian pejabat penilai.",
    ),
    "banding_lewat": (
        ("atasan",),
        "Putusan banding %(perihal)s milik %(nama)s lewat batas; tidak pernah dikabulkan otomatis.",
    ),
    "banding_kabul": (("pegawai", "penilai"), "Banding %(perihal)s milik %(nama)s dikabulkan."),
    "banding_tolak": (
        ("pegawai", "penilai"),
        "Banding %(perihal)s milik %(nama)s ditolak; nilai akhir ditetapkan atasan banding.",
    ),
    "verifikasi_lewat": (("verifikatur",), "Verifikasi %(perihal)s milik %(nama)s lewat batas."),
    "bulan_diverifikasi": (("pegawai",), "%(perihal)s milik %(nama)s sudah diverifikasi BKD."),
    "nilai_tahunan_lewat": (
        ("penilai", "atasan"),
        "%(perihal)s milik %(nama)s belum dinilai; batasnya akhir Januari sudah lewat.",
    ),
    "serah_terima_lewat": (
        ("penilai", "atasan", "admin_bkd"),
        "Serah terima %(perihal)s milik %(nama)s belum dicatat pejabat penilai.",
    ),
    "serah_terima_dicatat": (
        ("pegawai", "atasan"),
        "Serah terima %(perihal)s milik %(nama)s dicatat pejabat penilai; batas tanggapan dihitung dari tanggal itu.",
    ),
    "tanggapan_penilaian_lewat": (
        ("pegawai", "penilai", "atasan"),
        "%(perihal)s milik %(nama)s tidak ditandatangani dan tidak dikeberati sampai batasnya; naik untuk disahkan.",
    ),
    "pengesahan_lewat": (("atasan", "admin_bkd"), "Pengesahan %(perihal)s milik %(nama)s lewat batas."),
    "penilaian_sah": (("pegawai", "penilai"), "%(perihal)s milik %(nama)s sudah sah."),
    "tanggapan_keberatan_lewat": (
        ("penilai", "atasan"),
        "Keberatan atas %(perihal)s milik %(nama)s tidak ditanggapi sampai batasnya; naik tanpa tanggapan.",
    ),
    "putusan_keberatan_lewat": (
        ("atasan", "penilai", "admin_bkd"),
        "Putusan keberatan atas %(perihal)s milik %(nama)s lewat batas; tidak pernah dikabulkan otomatis.",
    ),
    "keberatan_diputus": (("pegawai", "penilai"), "Keberatan atas %(perihal)s milik %(nama)s sudah diputus."),
    "susun_revisi_lewat": (("pegawai",), "Batas penyusunan revisi %(perihal)s sudah lewat. Ajukan, atau tinggalkan."),
    "tinjau_revisi_lewat": (("penilai", "atasan"), "Revisi %(perihal)s milik %(nama)s lewat batas tinjauan."),
    "verifikasi_revisi_lewat": (("verifikatur",), "Verifikasi revisi %(perihal)s milik %(nama)s lewat batas."),
    "putus_revisi_lewat": (("atasan",), "Putusan atas revisi %(perihal)s milik %(nama)s lewat batas."),
    "revisi_berlaku": (("pegawai", "penilai"), "Revisi %(perihal)s milik %(nama)s berlaku sebagai versi yang baru."),
    "revisi_tidak_diubah": (
        ("pegawai", "penilai"),
        "%(perihal)s milik %(nama)s tetap: atasan memutuskan tidak diubah.",
    ),
    "tindak_lewat": (("penilai", "atasan"), "Tindak lanjut verifikasi %(perihal)s milik %(nama)s lewat batas."),
}


@action
def kirim(
    tugas_id: str,
    *,
    acara: str,
    realisasi: int | None = None,
    skp: int | None = None,
    penilaian: int | None = None,
) -> int:
    """Write one notice per recipient and complete the step. Sending twice writes once. How many were written."""
    tugas = tugas_eksternal(tugas_id)
    kasus = _kasus(realisasi, skp, penilaian)
    if kasus is None:
        raise TidakDitemukan(_("Perkara pemberitahuan ini tidak ada."))
    dokumen = kasus if isinstance(kasus, Skp) else kasus.skp
    kepada, kalimat = ACARA.get(acara, (("pegawai",), acara.replace("%", "%%") + ": %(perihal)s"))
    judul = _kalimat(kalimat, kasus, f" milik {dokumen.pegawai.nama}")
    judul_sendiri = _kalimat(kalimat, kasus, " milik Anda")
    tautan = f"/{kasus.__tablename__}/{kasus.id}"
    penerima = sorted(_penerima(dokumen, kepada))
    for pegawai_id in penerima:
        db.session.add(
            Pemberitahuan(
                pegawai_id=pegawai_id,
                judul=(judul_sendiri if pegawai_id == dokumen.pegawai_id else judul)[:200],
                tautan=tautan,
                kunci=f"{tugas_id}:{pegawai_id}",
                pada=waktu.sekarang(),
            )
        )
    diam.ikuti(alur.selesaikan(tugas_id, actor=None, fakta={}))
    audit.record(
        db.session,
        Event.PEMBERITAHUAN_DIKIRIM,
        actor=SISTEM,
        instans_id=tugas.instance_id,
        acara=acara,
        penerima=penerima,
    )
    return len(penerima)


@action
def baca_semua(*, actor: Actor) -> None:
    """The actor has seen his notices."""
    db.session.execute(
        update(Pemberitahuan)
        .where(Pemberitahuan.pegawai_id == actor.pegawai_id, Pemberitahuan.dibaca_pada.is_(None))
        .values(dibaca_pada=waktu.sekarang())
    )
    audit.record(db.session, Event.PEMBERITAHUAN_DIBACA, actor=actor)


def _kalimat(kalimat: str, kasus: Realisasi | Skp | Penilaian, milik: str) -> str:
    teks = kalimat.replace(" milik %(nama)s", "%(milik)s") % {"perihal": _perihal(kasus), "milik": milik}
    return teks[:1].upper() + teks[1:]


def _perihal(kasus: Realisasi | Skp | Penilaian) -> str:
    """What the notice is about, in the language it is kept in (Indonesian)."""
    if isinstance(kasus, Realisasi):
        return f"realisasi {format_date(date(kasus.tahun, kasus.bulan, 1), 'MMMM y', 'id')}"
    return f"{'penilaian' if isinstance(kasus, Penilaian) else 'SKP'} {kasus.tahun}"


def _kasus(realisasi: int | None, skp: int | None, penilaian: int | None) -> Realisasi | Skp | Penilaian | None:
    if realisasi:
        return db.session.get(Realisasi, realisasi)
    return db.session.get(Penilaian, penilaian) if penilaian else db.session.get(Skp, skp)


def _penerima(skp: Skp, kepada: tuple[str, ...]) -> set[int]:
    satu = {"pegawai": skp.pegawai_id, "penilai": skp.penilai_id, "atasan": skp.atasan_banding_id}
    hasil = {orang for k in kepada if (orang := satu.get(k))}
    if "verifikatur" in kepada:
        hari = waktu.hari_ini()
        baris = select(Verifikatur.pegawai_id).where(
            Verifikatur.opd_id == skp.opd_id,
            Verifikatur.sejak <= hari,
            (Verifikatur.sampai.is_(None)) | (Verifikatur.sampai >= hari),
        )
        hasil |= set(db.session.scalars(baris))
    if "admin_bkd" in kepada:
        admin = select(Pengguna.pegawai_id).where(Pengguna.roles.any(name="Admin BKD"), Pengguna.active)
        hasil |= {p for p in db.session.scalars(admin) if p}
    return hasil

"""A parameter on its way under four eyes: proposed, sent, returned, thrown away, or decided by a second person.

One open proposal per table. Each change holds its row, so that of two at once the second is told what the first did.
What is decided is written once and never changed; it comes into force on a day that has not begun.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.exc import IntegrityError

from portal import audit, himpunan, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Ketentuan, Pemberitahuan, Pengguna, SimulasiKetentuan, UsulanKetentuan
from portal.models.ketentuan import TERBUKA
from portal.rules import ketentuan as aturan
from portal.rules.berlaku import riwayat
from portal.rules.eksak import GalatMasukan
from portal.rules.ketentuan import Tabel
from portal.rules.ketentuan_daftar import DAFTAR
from portal.security import Actor

PENGUSUL = "Admin BKD"
PENYETUJU = ("Admin BKD", "Penyetuju Alur")
DASAR = (5, 300)
ALASAN = (10, 2000)
"""Letters of the article or SK, and of the reason: at least, at most."""


@dataclass(frozen=True)
class Isian:
    """What a proposal says: field -> text as typed, the day it is to begin, the article or SK, the reason."""

    medan: Mapping[str, Any]
    sejak: date | None
    dasar: str
    alasan: str


@action
def usulkan(tabel: str, isian: Isian, *, actor: Actor) -> int:
    """Begin a proposal for "berkas.tabel"; its id. TidakSah names every wrong field, Bentrok where one is open."""
    pengusul = _berperan(actor, PENGUSUL)
    t = tabel_terbuka(tabel)
    if _terbuka(tabel) is not None:
        raise _sudah_ada()
    pada = waktu.sekarang()
    usulan = UsulanKetentuan(
        tabel=tabel, status="draf", revisi=1, penyusun=[pengusul], dibuat_oleh_id=pengusul, dibuat_pada=pada,
        diubah_pada=pada, **_isi(t, isian),
    )  # fmt: skip
    db.session.add(usulan)
    try:
        db.session.flush()
    except IntegrityError as error:  # the other one was a moment faster
        raise _sudah_ada() from error
    _catat(Event.KETENTUAN_DIUSULKAN, usulan, actor, nilai=_ringkas(t, usulan.nilai), alasan=usulan.alasan)
    return usulan.id


@action
def ubah(usulan_id: int, isian: Isian, *, actor: Actor, revisi: int | None = None) -> UsulanKetentuan:
    """Change a proposal that is not being reviewed. `revisi`: what the writer saw last; Bentrok if it changed since."""
    pengusul = _berperan(actor, PENGUSUL)
    usulan = _dibuka(usulan_id, "draf", "dikembalikan")
    _revisi_sama(usulan, revisi)
    t = tabel_terbuka(usulan.tabel)
    lama = _ringkas(t, usulan.nilai)
    for kolom, isi in _isi(t, isian).items():
        setattr(usulan, kolom, isi)
    usulan.revisi += 1
    usulan.diubah_pada = waktu.sekarang()
    usulan.penyusun = [*usulan.penyusun, *(() if pengusul in usulan.penyusun else (pengusul,))]
    baru = _ringkas(t, usulan.nilai)
    _catat(Event.KETENTUAN_USULAN_DIUBAH, usulan, actor, nilai_lama=lama, nilai_baru=baru, alasan=usulan.alasan)
    return usulan


@action
def ajukan(usulan_id: int, *, actor: Actor) -> UsulanKetentuan:
    """Send it to be decided. TidakSah where its day has come meanwhile; Bentrok where it has not been simulated."""
    pengusul = _berperan(actor, PENGUSUL)
    usulan = _dibuka(usulan_id, "draf", "dikembalikan")
    _masih_sah(usulan)
    usulan.status, usulan.catatan_tinjauan = "diajukan", None
    usulan.diajukan_oleh_id, usulan.diajukan_pada = pengusul, waktu.sekarang()
    berperan = or_(*(Pengguna.roles.any(name=peran) for peran in PENYETUJU))
    penerima = db.session.scalars(select(Pengguna.pegawai_id).where(berperan)).all()
    _kabari(usulan, [p for p in penerima if p and p not in _terlibat(usulan)], _("%(nama)s menunggu persetujuan Anda."))
    _catat(Event.KETENTUAN_DIAJUKAN, usulan, actor)
    return usulan


@action
def tarik(usulan_id: int, *, actor: Actor) -> UsulanKetentuan:
    """Take it back from review, to go on writing."""
    _berperan(actor, PENGUSUL)
    usulan = _dibuka(usulan_id, "diajukan")
    usulan.status, usulan.diajukan_oleh_id, usulan.diajukan_pada = "draf", None, None
    _catat(Event.KETENTUAN_DITARIK, usulan, actor)
    return usulan


@action
def kembalikan(usulan_id: int, *, actor: Actor, catatan: str) -> UsulanKetentuan:
    """The second person sends it back and says why."""
    peninjau = _berperan(actor, *PENYETUJU)
    usulan = _dibuka(usulan_id, "diajukan")
    _orang_lain(usulan, peninjau)
    teks = _teks(catatan, "catatan", _("Tulis apa yang perlu diperbaiki"), *ALASAN)
    if isinstance(teks, Temuan):
        raise TidakSah(teks)
    usulan.status = "dikembalikan"
    _ditinjau(usulan, peninjau, teks)
    _kabari(usulan, sorted(_terlibat(usulan)), _("%(nama)s dikembalikan kepada Anda."))
    _catat(Event.KETENTUAN_DIKEMBALIKAN, usulan, actor, catatan=teks)
    return usulan


@action
def buang(usulan_id: int, *, actor: Actor) -> UsulanKetentuan:
    """Give a proposal up; what it said stays in the table."""
    _berperan(actor, PENGUSUL)
    usulan = _dibuka(usulan_id, "draf", "dikembalikan")
    usulan.status = "dibuang"
    _catat(Event.KETENTUAN_USULAN_DIBUANG, usulan, actor)
    return usulan


@action
def setujui(usulan_id: int, *, actor: Actor, revisi: int | None = None) -> Ketentuan:
    """Decide it: by somebody who neither wrote on it nor sent it. `revisi`: what was reviewed. The set is in force from
    its day on; what has been computed keeps the set it was computed with."""
    penyetuju = _berperan(actor, *PENYETUJU)
    usulan = _dibuka(usulan_id, "diajukan")
    _revisi_sama(usulan, revisi)
    _orang_lain(usulan, penyetuju)
    _masih_sah(usulan)
    terakhir = db.session.execute(select(Ketentuan.id, Ketentuan.sidik).order_by(Ketentuan.id.desc()).limit(1)).first()
    nomor, sebelum = (terakhir.id + 1, terakhir.sidik) if terakhir else (1, himpunan.AWAL)
    satu = Ketentuan(
        id=nomor, tabel=usulan.tabel, sejak=usulan.sejak, nilai=usulan.nilai, dasar=usulan.dasar, sidik_sebelum=sebelum,
        sidik=himpunan.sidik(nomor, usulan.tabel, usulan.sejak, usulan.nilai, usulan.dasar, sebelum),
        usulan_id=usulan.id, diusulkan_oleh_id=usulan.diajukan_oleh_id, disetujui_oleh_id=penyetuju,
        disetujui_pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(satu)
    usulan.status = "disetujui"
    _ditinjau(usulan, penyetuju, None)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise Bentrok(_("Ketentuan lain baru saja disetujui. Kirim sekali lagi.")) from error
    _kabari(usulan, sorted(_terlibat(usulan)), _("%(nama)s sudah disetujui."))
    _catat(
        Event.KETENTUAN_DISETUJUI, usulan, actor, ketentuan=nomor, sidik=satu.sidik, penyusun=list(usulan.penyusun),
        nilai=_ringkas(DAFTAR[usulan.tabel], usulan.nilai),
    )  # fmt: skip
    return satu


def tabel_terbuka(kunci: str) -> Tabel:
    """The table BKD may decide under that name; TidakDitemukan for others, also those the law has fixed."""
    if kunci not in DAFTAR:
        raise TidakDitemukan(_("Ketentuan ini tidak ada, atau tetap menurut undang-undang."))
    return DAFTAR[kunci]


def _isi(t: Tabel, isian: Isian) -> dict[str, Any]:
    """The columns of a proposal. TidakSah with everything that is wrong."""
    temuan = []
    acuan: Mapping[str, Any] = {}
    if isian.sejak is None:
        temuan.append(Temuan("sejak", None, _("Isi tanggal mulai berlaku.")))
    else:
        acuan = _acuan(t, isian.sejak)
        try:
            aturan.mulai_sah(t, isian.sejak, waktu.hari_ini())
        except GalatMasukan as galat:
            temuan.append(Temuan(galat.medan, None, galat.pesan))
    nilai, salah = aturan.susun(t, isian.medan, acuan or _acuan(t, date.max))
    temuan += [Temuan(g.medan, None, g.pesan) for g in salah]
    dasar = _teks(isian.dasar, "dasar", _("Tulis pasal atau nomor SK yang menjadi dasarnya"), *DASAR)
    alasan = _teks(isian.alasan, "alasan", _("Tulis alasannya"), *ALASAN)
    temuan += [t for t in (dasar, alasan) if isinstance(t, Temuan)]
    if not temuan and acuan and not t.boleh_sama and _ringkas(t, nilai) == _ringkas(t, acuan):
        pesan = _("Tidak ada yang berubah: pada tanggal itu ketentuan ini sudah berbunyi demikian.")
        temuan.append(Temuan(t.medan[0].kunci, None, pesan))
    if temuan:
        raise TidakSah(*temuan)
    return {"sejak": isian.sejak, "nilai": nilai, "acuan": acuan.get("id"), "dasar": dasar, "alasan": alasan}


def _acuan(t: Tabel, pada: date) -> Mapping[str, Any]:
    """The entry in force on that day without the proposal; empty where there is none."""
    sudah = [satu for satu in riwayat(t.berkas, t.tabel) if satu["sejak"] <= pada]
    return sudah[-1] if sudah else {}


def _masih_sah(usulan: UsulanKetentuan) -> None:
    """Its day is still to come, it stands on what is in force, and its effect has been looked at."""
    t = tabel_terbuka(usulan.tabel)
    aturan.mulai_sah(t, usulan.sejak, waktu.hari_ini())
    if _acuan(t, usulan.sejak).get("id") != usulan.acuan:
        pesan = _("Ketentuan yang menjadi acuan usulan ini sudah berubah. Buka usulannya, periksa lagi, lalu simpan.")
        raise Bentrok(pesan, kode="acuan_berubah")
    if t.ukuran is None:
        return
    sudah = select(SimulasiKetentuan.id).where(
        SimulasiKetentuan.usulan_id == usulan.id, SimulasiKetentuan.revisi == usulan.revisi,
        SimulasiKetentuan.status == "siap",
    )  # fmt: skip
    if db.session.scalar(sudah.limit(1)) is None:
        raise Bentrok(_("Simulasikan usulan ini lebih dahulu dan tunggu hasilnya."), kode="belum_disimulasikan")


def _terbuka(tabel: str) -> UsulanKetentuan | None:
    cari = select(UsulanKetentuan).where(UsulanKetentuan.tabel == tabel, UsulanKetentuan.status.in_(TERBUKA))
    return db.session.scalar(cari.with_for_update())


def _dibuka(usulan_id: int, *status: str) -> UsulanKetentuan:
    """The proposal, held for this transaction, in one of these states."""
    cari = select(UsulanKetentuan).where(UsulanKetentuan.id == usulan_id).with_for_update()
    usulan = db.session.scalar(cari.execution_options(populate_existing=True))
    if usulan is None:
        raise TidakDitemukan(_("Usulan ini tidak ada."))
    if usulan.status in status:
        return usulan
    if usulan.status == "diajukan":
        pesan = _("Usulan ini sedang ditinjau. Tarik kembali dahulu bila masih perlu diubah.")
    elif usulan.status in TERBUKA:
        pesan = _("Usulan ini tidak sedang menunggu persetujuan.")
    else:
        pesan = _("Usulan ini sudah berakhir. Muat ulang halaman, lalu buat usulan baru bila perlu.")
    raise Bentrok(pesan, kode="keadaan_usulan")


def _revisi_sama(usulan: UsulanKetentuan, revisi: int | None) -> None:
    if revisi is not None and revisi != usulan.revisi:
        pesan = _("Usulan ini sudah diubah sesudah Anda membukanya. Muat ulang halaman, lalu periksa lagi.")
        raise Bentrok(pesan, kode="usulan_usang")


def _berperan(actor: Actor, *peran: str) -> int:
    """The person behind the actor, who has one of these roles."""
    if not actor.punya(*peran):
        raise BukanHak(_("Hanya %(peran)s yang dapat melakukan ini.", peran=_(" atau ").join(peran)))
    if actor.pegawai_id is None:
        raise BukanHak(_("Akun ini tidak terhubung dengan seorang pegawai."))
    return actor.pegawai_id


def _orang_lain(usulan: UsulanKetentuan, peninjau: int) -> None:
    if peninjau in _terlibat(usulan):
        pesan = _("Anda ikut menyusun atau mengajukan usulan ini. Yang memutuskan harus orang lain.")
        raise BukanHak(pesan, kode="pengusul_sendiri")


def _terlibat(usulan: UsulanKetentuan) -> set[int]:
    return {p for p in (*usulan.penyusun, usulan.dibuat_oleh_id, usulan.diajukan_oleh_id) if p}


def _ditinjau(usulan: UsulanKetentuan, peninjau: int, catatan: str | None) -> None:
    usulan.ditinjau_oleh_id, usulan.ditinjau_pada, usulan.catatan_tinjauan = peninjau, waktu.sekarang(), catatan


def _teks(isi: str, medan: str, ajakan: str, dari: int, ke: int) -> str | Temuan:
    rapi = " ".join(isi.replace("\0", "").split())
    if dari <= len(rapi) <= ke:
        return rapi
    return Temuan(medan, None, _("%(ajakan)s: %(dari)s sampai %(ke)s huruf.", ajakan=ajakan, dari=dari, ke=ke))


def _kabari(usulan: UsulanKetentuan, penerima: list[int], kalimat: str) -> None:
    """A notice on Beranda for each; `kalimat` takes the name of the table."""
    pada = waktu.sekarang()
    judul = (kalimat % {"nama": _("Usulan ketentuan %(nama)s", nama=DAFTAR[usulan.tabel].nama)})[:200]
    for pegawai_id in sorted(set(penerima)):
        db.session.add(
            Pemberitahuan(
                pegawai_id=pegawai_id, judul=judul, pada=pada, tautan=f"/ketentuan/usulan/{usulan.id}",
                kunci=f"usulan_ketentuan:{usulan.id}:{pada.isoformat()}:{pegawai_id}",
            )
        )  # fmt: skip


def _ringkas(t: Tabel, nilai: Mapping[str, Any]) -> dict[str, str]:
    """The fields of an entry as people read them, for the audit trail."""
    isi = {m.label: aturan.tampil(m, nilai) for m in t.medan}
    return {label: satu for label, satu in isi.items() if satu}


def _sudah_ada() -> Bentrok:
    return Bentrok(
        _("Ketentuan ini sudah mempunyai usulan yang terbuka. Lanjutkan usulan itu."), kode="usulan_sudah_ada"
    )


def _catat(event: Event, usulan: UsulanKetentuan, actor: Actor, **rincian: Any) -> None:
    audit.record(
        db.session, event, actor=actor, subjek=("usulan_ketentuan", usulan.id), tabel=usulan.tabel,
        sejak=usulan.sejak.isoformat(), dasar=usulan.dasar, revisi=usulan.revisi, **rincian,
    )  # fmt: skip

"""The change of an SKP during the year: begun, sent, reviewed, disputed, decided, verified; in force it is the next
version (rules/revisi.py; PP 46/2011 Pasal 5 where the parties do not agree).
"""

from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.bersama import atas_nama, batas, bukan_diri, revisi_dari, tugas_untuk
from portal.actions.isi_revisi import Terbaca, baca, masa, periksa, terapkan
from portal.actions.isi_skp import potret
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import CatatanSkp, RevisiSkp, Skp
from portal.rules import revisi as aturan
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI, VERIFIKATUR
from portal.rules.alur import SISTEM as PERAN_SISTEM
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor, antrean_verifikatur, orang

MAKS_PENOLAKAN_BKD = 2


@action
def mulai(skp_id: int, *, actor: Actor, sebab: str, alasan: str, berlaku_bulan: int) -> RevisiSkp:
    """Begin the revision of the actor's own SKP in force, from a month that is not open yet.

    TidakDitemukan for another's SKP, Bentrok while it is not in force (`skp_belum_ditetapkan`) or another revision is
    open (`revisi_terbuka`), TidakSah for cause, reason or month.
    """
    skp = db.session.get(Skp, skp_id, with_for_update=True)
    if skp is None or actor.pegawai_id is None or skp.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("SKP ini tidak ada atau bukan milik Anda."))
    if skp.status != "ditetapkan":
        raise Bentrok(_("Hanya SKP yang sudah ditetapkan yang dapat direvisi."), kode="skp_belum_ditetapkan")
    if lain := terbuka(skp.id):
        raise Bentrok(_("Masih ada revisi yang berjalan: %(nomor)s.", nomor=lain.nomor), kode="revisi_terbuka")
    if temuan := aturan.periksa_mulai(berlaku_bulan, masa(skp), sebab=sebab, alasan=alasan):
        raise TidakSah(*temuan)
    revisi = RevisiSkp(
        nomor=f"sementara-{skp.id}", skp_id=skp.id, skp=skp, sebab=sebab, alasan=alasan.strip(),
        berlaku_bulan=berlaku_bulan, dibuat_pada=waktu.sekarang(), status="draf",
    )  # fmt: skip
    db.session.add(revisi)
    db.session.flush()
    revisi.nomor = f"RV-{skp.tahun}-{revisi.id:05d}"
    advance = alur.mulai(
        "revisi_skp",
        pihak={
            "pegawai": orang(skp.pegawai_id),
            "pejabat_penilai": orang(skp.penilai_id or 0),
            "atasan_banding": orang(skp.atasan_banding_id or 0),
            "verifikatur": antrean_verifikatur(skp.opd.kode),
        },
        fakta={"revisi": revisi.id, "skp": skp.id, "batas_susun": batas("susun_revisi")},
        kunci=revisi.nomor,
        judul=f"{revisi.nomor} {skp.pegawai.nama} {skp.pegawai.nip}",
        actor=actor,
    )
    revisi.instans_id = advance.instance.id
    _catat(Event.REVISI_DIBUAT, revisi, actor, sebab=sebab, alasan=revisi.alasan, berlaku_bulan=berlaku_bulan)
    return revisi


@action
def ajukan(
    tugas_id: str, *, actor: Actor, kegiatan: list[dict[str, Any]], berlaku_bulan: int | None = None,
    sebab: str | None = None, alasan: str | None = None,
) -> RevisiSkp:  # fmt: skip
    """Send the proposal to the pejabat penilai. Cause, reason and first month may still be changed with it."""
    tugas = tugas_untuk(tugas_id, actor, "susun_revisi")
    revisi = _milik(tugas)
    revisi.status = aturan.lanjut(revisi.status, "ajukan", PEGAWAI)
    revisi.berlaku_bulan = revisi.berlaku_bulan if berlaku_bulan is None else berlaku_bulan
    revisi.sebab, revisi.alasan = sebab or revisi.sebab, (revisi.alasan if alasan is None else alasan).strip()
    if temuan := aturan.periksa_mulai(revisi.berlaku_bulan, masa(revisi.skp), sebab=revisi.sebab, alasan=revisi.alasan):
        raise TidakSah(*(Temuan("alasan_revisi", None, t.pesan) if t.medan == "alasan" else t for t in temuan))
    revisi.isi = periksa(revisi.skp, baca(revisi.skp, kegiatan, revisi.berlaku_bulan), revisi.berlaku_bulan)
    revisi.diajukan_pada = waktu.sekarang()
    alur.selesaikan(tugas_id, actor=actor, fakta={"langkah_pegawai": "ajukan", "batas_tinjau": batas("tinjau_revisi")})
    _catat(
        Event.REVISI_DIAJUKAN, revisi, actor, tugas, sebab=revisi.sebab, alasan=revisi.alasan,
        berlaku_bulan=revisi.berlaku_bulan, kegiatan=revisi.isi,
    )  # fmt: skip
    return revisi


@action
def batalkan(tugas_id: str, *, actor: Actor) -> RevisiSkp:
    """Give the revision up: the SKP stays as it is."""
    tugas = tugas_untuk(tugas_id, actor, "susun_revisi")
    revisi = _milik(tugas)
    tinggalkan(revisi, PEGAWAI)
    alur.selesaikan(tugas_id, actor=actor, fakta={"langkah_pegawai": "batal"})
    _catat(Event.REVISI_DIBATALKAN, revisi, actor, tugas)
    return revisi


@action
def sengketakan(tugas_id: str, *, actor: Actor, alasan: str) -> RevisiSkp:
    """Do not agree with the return: the atasan pejabat penilai decides on what was sent, finally."""
    tugas = tugas_untuk(tugas_id, actor, "susun_revisi")
    revisi = _milik(tugas)
    revisi.status = aturan.lanjut(revisi.status, "sengketakan", PEGAWAI)
    _wajib("alasan", alasan, _("Tulis alasan Anda tidak setuju; atasan pejabat penilai akan membacanya."))
    _tulis_catatan(revisi, actor, "sengketa", alasan)
    alur.selesaikan(
        tugas_id, actor=actor, fakta={"langkah_pegawai": "sengketa", "batas_putus": batas("putuskan_revisi")}
    )
    _catat(Event.REVISI_DISENGKETAKAN, revisi, actor, tugas, alasan=alasan.strip())
    return revisi


@action
def tinjau(
    tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "", catatan_baris: dict[str, str] | None = None
) -> RevisiSkp:
    """The pejabat penilai agrees, or returns the proposal with a reason; notes on its rows (counted from 1) besides."""
    tugas = tugas_untuk(tugas_id, actor, "tinjau_revisi")
    revisi = _milik(tugas)
    bukan_diri(actor, revisi.skp.pegawai_id, *alur.pemutus(tugas, "verifikasi_revisi"))
    setuju = _pilihan("keputusan", keputusan, "setujui", "kembalikan") == "setujui"
    revisi.status = aturan.lanjut(revisi.status, keputusan, PENILAI)
    per_baris = {int(k): v.strip() for k, v in (catatan_baris or {}).items() if v and v.strip()}
    if setuju:
        _masih_belum_dibuka(revisi)
        fakta: dict[str, Any] = {"setuju": True, "batas_verifikasi": batas("verifikasi_revisi")}
    else:
        _wajib("catatan", catatan, _("Tulis alasan pengembalian; pegawai akan membacanya."))
        _tulis_catatan_baris(revisi, actor, per_baris)
        fakta = {"setuju": False, "batas_susun": batas("susun_revisi")}
    if catatan.strip():
        _tulis_catatan(revisi, actor, "setuju" if setuju else "kembali", catatan)
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    event = Event.REVISI_DISETUJUI if setuju else Event.REVISI_DIKEMBALIKAN
    _catat(event, revisi, actor, tugas, catatan=catatan.strip(), catatan_baris=per_baris)
    return revisi


@action
def verifikasi(tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "") -> RevisiSkp:
    """BKD confirms: the proposal becomes the next version. Back to the penilai only where the first month has been
    opened meanwhile, or where the region lets BKD refuse (twice at most).
    """
    tugas = tugas_untuk(tugas_id, actor, "verifikasi_revisi")
    revisi = _milik(tugas)
    skp = revisi.skp
    bukan_diri(actor, skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id, *alur.pemutus(tugas, "tinjau_revisi"))
    if _pilihan("keputusan", keputusan, "sahkan", "tolak") == "sahkan":
        _masih_belum_dibuka(revisi)
        revisi.status = aturan.lanjut(revisi.status, "sahkan", VERIFIKATUR)
        if catatan.strip():
            _tulis_catatan(revisi, actor, "setuju", catatan)
        sebelum = potret(skp)
        _berlakukan(revisi, actor, revisi.isi, oleh_id=skp.pegawai_id)
        alur.selesaikan(tugas_id, actor=actor, fakta={"sah": True})
        _catat(
            Event.REVISI_DITETAPKAN, revisi, actor, tugas, versi=skp.versi, catatan=catatan.strip(), sebelum=sebelum,
            sesudah=potret(skp),
        )  # fmt: skip
        return revisi
    _boleh_menolak(revisi)
    _wajib("catatan", catatan, _("Tulis alasan penolakan."))
    revisi.status = aturan.lanjut(revisi.status, "tolak_bkd", VERIFIKATUR)
    _tulis_catatan(revisi, actor, "tolak_bkd", catatan)
    alur.selesaikan(tugas_id, actor=actor, fakta={"sah": False, "batas_tinjau": batas("tinjau_revisi")})
    _catat(Event.REVISI_DITOLAK_BKD, revisi, actor, tugas, catatan=catatan.strip())
    return revisi


@action
def putuskan(
    tugas_id: str, *, actor: Actor, keputusan: str, alasan: str, kegiatan: list[dict[str, Any]] | None = None,
    berlaku_bulan: int | None = None,
) -> RevisiSkp:  # fmt: skip
    """The atasan pejabat penilai decides, finally: "ubah" with his own values, or "tetap", the SKP as it is (PP 46/2011
    Pasal 5)."""
    tugas = tugas_untuk(tugas_id, actor, "putuskan_revisi")
    revisi = _milik(tugas)
    skp = revisi.skp
    penilai = () if skp.pengecualian_pihak else (skp.penilai_id, *alur.pemutus(tugas, "tinjau_revisi"))
    bukan_diri(actor, skp.pegawai_id, *penilai)
    ubah = _pilihan("keputusan", keputusan, "ubah", "tetap") == "ubah"
    _wajib("alasan", alasan, _("Tulis alasan keputusan; kedua pihak akan membacanya."))
    revisi.status = aturan.lanjut(revisi.status, keputusan, ATASAN)
    sebelum = potret(skp)
    _tulis_catatan(revisi, actor, "putusan", alasan)
    if ubah:
        revisi.berlaku_bulan = revisi.berlaku_bulan if berlaku_bulan is None else berlaku_bulan
        _masih_belum_dibuka(revisi)
        isi = periksa(skp, baca(skp, kegiatan or [], revisi.berlaku_bulan), revisi.berlaku_bulan)
        _berlakukan(revisi, actor, isi, oleh_id=actor.pegawai_id or 0)
    else:
        _akhiri(revisi, actor)
    alur.selesaikan(tugas_id, actor=actor, fakta={"hasil_revisi": keputusan})
    _catat(
        Event.REVISI_DIPUTUSKAN, revisi, actor, tugas, keputusan=keputusan, alasan=alasan.strip(), versi=skp.versi,
        sebelum=sebelum, sesudah=potret(skp),
    )  # fmt: skip
    return revisi


def terbuka(skp_id: int) -> RevisiSkp | None:
    """The one revision of an SKP that has not ended yet."""
    return db.session.scalar(
        select(RevisiSkp).where(RevisiSkp.skp_id == skp_id, RevisiSkp.status.in_(aturan.TERBUKA)).limit(1)
    )


def tinggalkan(revisi: RevisiSkp, peran: str = PERAN_SISTEM) -> None:
    """End it without a new version. Its remarks belong to no version of the document any more."""
    revisi.status = aturan.lanjut(revisi.status, "batalkan", peran)
    _akhiri(revisi, None)


def _milik(tugas: Any) -> RevisiSkp:
    """The revision of this task, its SKP locked: months are opened under the same lock."""
    revisi = revisi_dari(tugas)
    db.session.refresh(revisi.skp, with_for_update=True)
    if revisi.skp.status != "ditetapkan":
        raise Bentrok(_("SKP ini tidak berlaku lagi, jadi tidak dapat direvisi."), kode="skp_belum_ditetapkan")
    return revisi


def _berlakukan(revisi: RevisiSkp, actor: Actor, isi: Any, *, oleh_id: int) -> None:
    """Write it into the SKP once more checked against what has happened since it was sent."""
    terbaca = Terbaca(list(isi), list(range(1, len(isi) + 1)))
    revisi.isi = periksa(revisi.skp, terbaca, revisi.berlaku_bulan)
    revisi.versi = terapkan(revisi.skp, revisi.isi, revisi.berlaku_bulan, oleh_id=oleh_id)
    revisi.diputuskan_oleh_id, revisi.diputuskan_pada = actor.pegawai_id, waktu.sekarang()


def _akhiri(revisi: RevisiSkp, actor: Actor | None) -> None:
    db.session.flush()
    for catatan in db.session.scalars(
        select(CatatanSkp).where(CatatanSkp.skp_id == revisi.skp_id, CatatanSkp.versi == revisi.skp.versi + 1)
    ):
        catatan.versi = 0
    revisi.diputuskan_oleh_id, revisi.diputuskan_pada = actor.pegawai_id if actor else None, waktu.sekarang()


def _masih_belum_dibuka(revisi: RevisiSkp) -> None:
    """Bentrok where a month the revision changes was opened while it waited: it keeps its old target."""
    temuan = aturan.periksa_bulan(revisi.berlaku_bulan, masa(revisi.skp))
    if temuan:
        raise Bentrok(
            _("%(sebab)s Revisi ini harus mulai pada bulan yang lebih kemudian.", sebab=temuan[0].pesan),
            kode="bulan_sudah_dibuka",
        )


def _boleh_menolak(revisi: RevisiSkp) -> None:
    if aturan.periksa_bulan(revisi.berlaku_bulan, masa(revisi.skp)):
        return
    if not bkd_boleh_menolak():
        pesan = _(
            "Di Provinsi NTT verifikatur tidak menolak; perbaikan dilakukan atasan langsung "
            "(surat BKD 800/194/BKD.3.3)."
        )
        raise BukanHak(pesan, kode="bkd_tidak_menolak")
    sudah = select(CatatanSkp.id).where(
        CatatanSkp.skp_id == revisi.skp_id,
        CatatanSkp.versi == revisi.skp.versi + 1,
        CatatanSkp.keputusan == "tolak_bkd",
    )
    if len(db.session.scalars(sudah).all()) >= MAKS_PENOLAKAN_BKD:
        raise Bentrok(_("BKD sudah menolak dua kali; penolakan ketiga tidak dapat dilakukan."), kode="penolakan_ketiga")


def _tulis_catatan_baris(revisi: RevisiSkp, actor: Actor, per_baris: dict[int, str]) -> None:
    """A note on a row is kept with the kegiatan; on a new one, which has no number yet, with its words."""
    baris = list(revisi.isi or ())
    if not set(per_baris) <= set(range(1, len(baris) + 1)):
        raise TidakSah(Temuan("catatan_baris", None, _("Catatan ini bukan untuk kegiatan dalam usulan.")))
    for nomor, teks in sorted(per_baris.items()):
        satu = baris[nomor - 1]
        if satu["id"] is None:
            teks = _('Kegiatan baru "%(uraian)s": %(teks)s', uraian=satu["uraian"][:120], teks=teks)
        _tulis_catatan(revisi, actor, "kembali", teks, satu["id"])


def _tulis_catatan(revisi: RevisiSkp, actor: Actor, keputusan: str, teks: str, kegiatan_id: int | None = None) -> None:
    """A remark on the version that this revision is going to be."""
    db.session.add(
        CatatanSkp(
            skp_id=revisi.skp_id, versi=revisi.skp.versi + 1, kegiatan_id=kegiatan_id, keputusan=keputusan,
            catatan=teks.strip(), oleh_id=actor.pegawai_id, pada=waktu.sekarang(),
        )
    )  # fmt: skip


def _wajib(medan: str, teks: str | None, pesan: str) -> None:
    if not (teks or "").strip():
        raise TidakSah(Temuan(medan, None, pesan))


def _pilihan(medan: str, nilai: str, *boleh: str) -> str:
    if nilai not in boleh:
        raise TidakSah(Temuan(medan, None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(boleh))))
    return nilai


def _catat(event: Event, revisi: RevisiSkp, actor: Actor, tugas: Any = None, **rincian: Any) -> None:
    audit.record(
        db.session,
        event,
        actor=actor,
        atas_nama=atas_nama(tugas, actor) if tugas is not None else None,
        instans_id=revisi.instans_id,
        subjek=("revisi_skp", revisi.id),
        nomor=revisi.nomor,
        skp=revisi.skp.nomor,
        **rincian,
    )

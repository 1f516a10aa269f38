"""Looking into what is somebody else's: who opened it and what for is kept before it is shown; so is what leaves the
portal as a file."""

from collections.abc import Mapping

from flask_babel import gettext as _

from portal import audit, kasus
from portal.actions import action
from portal.audit import Event
from portal.errors import BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.models import Skp
from portal.security import Actor

PEMERIKSA = ("Auditor", "Admin BKD")
PALING_PENDEK, PALING_PANJANG = 5, 300


@action
def catat_akses(jenis: str, kunci: str, tujuan: str, *, actor: Actor, sesi: str | None = None) -> None:
    """Keep that the actor opens this case, and why. `jenis` and `kunci` name what he opened (portal/kasus.py); the
    purpose covers its whole case. `sesi` marks the session in which it then stays open to him.

    BukanHak for other roles, TidakDitemukan for what is not there, TidakSah for a purpose that says nothing or is
    longer than 300 letters.
    """
    _pemeriksa(actor)
    satu = kasus.kasus(jenis, kunci)
    audit.record(
        db.session, Event.KASUS_DIBUKA, actor=actor, instans_id=satu.instans_id,
        subjek=("pegawai", satu.pegawai_id) if satu.pegawai_id is not None else None, nomor=satu.nomor, dibuka=jenis,
        tahun=satu.tahun, tujuan=_tujuan(tujuan), sesi=sesi,
    )  # fmt: skip


@action
def catat_baca_jejak(tujuan: str, *, actor: Actor, sesi: str) -> None:
    """Keep that the actor reads the audit trail itself, and why; refusals as in `catat_akses`."""
    _pemeriksa(actor)
    audit.record(db.session, Event.PERISTIWA_DIBUKA, actor=actor, tujuan=_tujuan(tujuan), sesi=sesi)


@action
def catat_ekspor(
    layar: str, *, actor: Actor, baris: int, saringan: Mapping[str, str] | None = None, skp_id: int | None = None
) -> None:
    """Keep that others' data left the portal as a file: which screen, by which filter, how many rows; `skp_id` where it
    is one document. The file is handed out only after this."""
    skp = db.session.get(Skp, skp_id) if skp_id is not None else None
    audit.record(
        db.session, Event.DAFTAR_DIEKSPOR, actor=actor, instans_id=skp.instans_id if skp else None,
        subjek=("skp", skp.id) if skp else None, layar=layar, saringan=dict(saringan or {}), baris=baris,
        nomor=skp.nomor if skp else None,
    )  # fmt: skip


def _pemeriksa(actor: Actor) -> None:
    if not actor.punya(*PEMERIKSA):
        raise BukanHak(_("Hanya auditor dan Admin BKD yang membuka perkara orang lain untuk diperiksa."))


def _tujuan(teks: str) -> str:
    tujuan = " ".join(teks.replace("\0", "").split())
    if len(tujuan) < PALING_PENDEK:
        raise TidakSah(Temuan("tujuan", None, _("Tulis untuk apa Anda membuka perkara ini.")))
    if len(tujuan) > PALING_PANJANG:
        raise TidakSah(Temuan("tujuan", None, _("Tulis tujuan paling banyak %(n)s huruf.", n=PALING_PANJANG)))
    return tujuan

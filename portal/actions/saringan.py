"""Filters of a list that a person keeps under a name of his own."""

from collections.abc import Mapping

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import SaringanTersimpan
from portal.security import Actor

PALING_BANYAK = 30
PALING_PANJANG = 60


@action
def simpan(layar: str, nama: str, isi: Mapping[str, str], *, actor: Actor) -> int:
    """Keep `isi` (the parameters of the address) as `nama`; the same name on the same screen is replaced.

    TidakSah without a name or a filter, Bentrok where there are thirty already, BukanHak for an account without a
    person.
    """
    if actor.pegawai_id is None:
        raise BukanHak(_("Akun ini tidak terhubung dengan seorang pegawai."))
    nama = " ".join(nama.replace("\0", "").split())
    if not 1 <= len(nama) <= PALING_PANJANG:
        raise TidakSah(Temuan("nama", None, _("Beri nama saringan ini, paling banyak 60 huruf.")))
    if not isi:
        raise TidakSah(Temuan("nama", None, _("Pilih saringannya lebih dahulu, lalu simpan.")))
    milik = (SaringanTersimpan.pegawai_id == actor.pegawai_id, SaringanTersimpan.layar == layar)
    satu = db.session.scalar(select(SaringanTersimpan).where(*milik, SaringanTersimpan.nama == nama))
    lama = dict(satu.isi) if satu else None
    if satu is None:
        if (db.session.scalar(select(func.count()).select_from(SaringanTersimpan).where(*milik)) or 0) >= PALING_BANYAK:
            raise Bentrok(_("Paling banyak %(n)s saringan tersimpan. Hapus yang tidak dipakai.", n=PALING_BANYAK))
        satu = SaringanTersimpan(pegawai_id=actor.pegawai_id, layar=layar, nama=nama)
        db.session.add(satu)
    satu.isi, satu.pada = dict(isi), waktu.sekarang()
    db.session.flush()
    audit.record(
        db.session, Event.SARINGAN_DISIMPAN, actor=actor, subjek=("saringan", satu.id), layar=layar, nama=nama,
        lama=lama or {}, baru=dict(isi),
    )  # fmt: skip
    return satu.id


@action
def hapus(saringan_id: int, *, actor: Actor) -> str:
    """Remove one of the actor's own; the name of its screen. TidakDitemukan for another's."""
    satu = db.session.get(SaringanTersimpan, saringan_id)
    if satu is None or satu.pegawai_id != actor.pegawai_id:
        raise TidakDitemukan(_("Saringan ini tidak ada lagi."))
    audit.record(
        db.session, Event.SARINGAN_DIHAPUS, actor=actor, subjek=("saringan", satu.id), layar=satu.layar, nama=satu.nama,
        lama=dict(satu.isi), baru={},
    )  # fmt: skip
    layar = satu.layar
    db.session.delete(satu)
    return layar

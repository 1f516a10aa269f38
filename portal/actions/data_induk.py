"""Master data: one row added, changed or deleted, with its old and new values in the audit trail."""

from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import inspect, select
from sqlalchemy.exc import IntegrityError

from portal import audit
from portal.actions import action, periksa_induk
from portal.actions.mutasi import kabari_pindah
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Pegawai, Penempatan, Pengguna
from portal.potret import baca_pk, beda, nomor_subjek, pemakai, potret, sidik
from portal.roles import PERAN
from portal.security import Actor

OBJEK = {
    "opd": "OPD", "unit": "Unit", "jabatan": "Jabatan", "gelombang": "Gelombang", "hari_libur": "Hari Libur",
    "pegawai": "Pegawai", "penempatan": "Penempatan", "rantai": "Rantai", "pengganti": "Pengganti",
    "verifikatur": "Verifikatur", "parameter": "Parameter",
}  # fmt: skip
"""Table -> the object whose rights portal/roles.py grants."""


@dataclass(frozen=True)
class Hasil:
    """The row's key as it stands in an address, and what is odd but possible."""

    pk: str
    peringatan: tuple[str, ...]


@action
def tambah(model: Any, nilai: dict[str, Any], *, actor: Actor) -> Hasil:
    """Add a row. TidakSah names the fields, Bentrok where somebody else was faster."""
    _boleh(actor, model, "add")
    objek = model(**nilai)
    with db.session.no_autoflush:
        peringatan = _periksa(objek, None)
    db.session.add(objek)
    _simpan()
    if isinstance(objek, Penempatan):
        kabari_pindah(objek)
    return _catat(objek, "tambah", {}, potret(objek), actor, peringatan)


@action
def ubah(model: Any, pk: str, nilai: dict[str, Any], *, actor: Actor, sidik_lama: str) -> Hasil:
    """Change a row that still says what the form showed (`sidik_lama`). Bentrok where nothing differs."""
    _boleh(actor, model, "edit")
    objek = _ambil(model, pk)
    if sidik_lama != sidik(objek):
        raise Bentrok(_("Baris ini diubah orang lain sejak Anda membukanya. Buka lagi, lalu ulangi perubahan Anda."))
    lama = potret(objek)
    with db.session.no_autoflush:
        for kolom, isi in nilai.items():
            setattr(objek, kolom, isi)
        baru = potret(objek)
        if baru == lama:
            raise Bentrok(_("Tidak ada yang berubah."))
        peringatan = _periksa(objek, lama)
        ikut = _nama_pengguna(objek) if isinstance(objek, Pegawai) and lama["nip"] != objek.nip else {}
    _simpan()
    return _catat(objek, "ubah", *beda(lama, baru), actor, peringatan, **ikut)


@action
def hapus(model: Any, pk: str, *, actor: Actor) -> None:
    """Delete a row that nothing refers to; Bentrok names what does."""
    _boleh(actor, model, "delete")
    objek = _ambil(model, pk)
    if dipakai := pemakai(db.session, objek):
        sebab = ", ".join(f"{jumlah} {sebutan}" for sebutan, jumlah in dipakai)
        raise Bentrok(_("Tidak dapat dihapus: masih dipakai oleh %(sebab)s.", sebab=sebab))
    lama = potret(objek)
    db.session.delete(objek)
    _simpan()
    audit.record(
        db.session, Event.DATA_INDUK_DIUBAH, actor=actor, subjek=(model.__tablename__, nomor_subjek(_pk(objek))),
        tindakan="hapus", lama=lama, baru={},
    )  # fmt: skip


def _ambil(model: Any, pk: str) -> Any:
    kunci = baca_pk(model, pk)
    objek = db.session.get(model, kunci, with_for_update=True) if kunci is not None else None
    if objek is None:
        raise TidakDitemukan(_("Baris ini tidak ada lagi."))
    return objek


def _boleh(actor: Actor, model: Any, kata: str) -> None:
    objek = OBJEK[model.__tablename__]
    if not any(kata in PERAN.get(peran, {}).get(objek, ()) for peran in actor.roles):
        raise BukanHak(_("Anda tidak berhak mengubah data ini."))


def _periksa(objek: Any, lama: dict[str, Any] | None) -> tuple[str, ...]:
    """The warnings; TidakSah with all findings."""
    temuan: list[Temuan] = []
    peringatan: list[str] = []
    for satu in periksa_induk.PERIKSA[type(objek)](objek, lama):
        if isinstance(satu, Temuan):
            temuan.append(satu)
        else:
            peringatan.append(satu)
    if temuan:
        raise TidakSah(*temuan)
    return tuple(peringatan)


def _simpan() -> None:
    try:
        db.session.flush()
    except IntegrityError as galat:
        raise Bentrok(
            _("Bertentangan dengan data yang sudah ada. Mungkin orang lain baru saja menyimpan hal yang sama.")
        ) from galat


def _catat(
    objek: Any, tindakan: str, lama: Any, baru: Any, actor: Actor, peringatan: tuple[str, ...], **ikut: str
) -> Hasil:  # fmt: skip
    pk = _pk(objek)
    audit.record(
        db.session, Event.DATA_INDUK_DIUBAH, actor=actor, subjek=(type(objek).__tablename__, nomor_subjek(pk)),
        tindakan=tindakan, lama=lama, baru=baru, **ikut,
    )  # fmt: skip
    return Hasil(str(pk), peringatan)


def _pk(objek: Any) -> Any:
    return inspect(objek).mapper.primary_key_from_instance(objek)[0]


def _nama_pengguna(pegawai: Pegawai) -> dict[str, str]:
    """Login is by NIP: where the NIP is corrected the account goes along. Its old and new name, for the event."""
    akun = db.session.scalar(select(Pengguna).where(Pengguna.pegawai_id == pegawai.id))
    if akun is None:
        return {}
    lama, akun.username = akun.username, pegawai.nip
    return {"nama_pengguna_sebelum": lama, "nama_pengguna": pegawai.nip}

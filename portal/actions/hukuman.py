"""Hukuman disiplin as BKD records it from the decision (SK). Nothing is changed or deleted: a correction or a
cancellation is a row beside the others, with its reason; verified months it touches are computed anew.

Only Admin BKD records, and never about himself: the punishment is decided by the official of PP 94/2021 Pasal 16-21
outside the portal, and what is kept here takes money from people.
"""

from collections.abc import Mapping
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import audit, waktu
from portal.actions import action
from portal.actions.tpp import simpan_karena_hukuman
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.hukuman import BATAL, Rancangan, berlaku, bulan_terpotong, rancang
from portal.models import HukumanDisiplin, Pegawai
from portal.rules.periode import Periode
from portal.security import Actor

MAKS_ALASAN = 500
KOLOM = tuple(k.key for k in HukumanDisiplin.__table__.columns if k.key not in ("id", "pangkal_id", "versi"))


@action
def catat(nip: str, isi: Mapping[str, str], *, actor: Actor) -> int:
    """Record a decision about the person of that NIP; the number of the record.

    `isi`: portal/hukuman.py MEDAN as typed. TidakSah names each field (the NIP and a decision already recorded too).
    """
    _boleh(actor)
    pegawai_id = db.session.scalar(select(Pegawai.id).where(Pegawai.nip == nip.strip()))
    if pegawai_id is None:
        raise TidakSah(Temuan("nip", None, _("Tidak ada pegawai dengan NIP ini.")))
    _kunci(pegawai_id, actor)
    satu = rancang(isi)
    _belum_ada(pegawai_id, satu, None)
    baris = _baris(satu, "catat", pegawai_id, None, 1, None, actor)
    berubah = simpan_karena_hukuman(_bulan(baris), pegawai_id, baris.id, actor=actor)
    audit.record(
        db.session, Event.HUKUMAN_DICATAT, actor=actor, subjek=("hukuman_disiplin", baris.id), pegawai=pegawai_id,
        bulan_tpp_berubah=berubah, **_teks(satu.kolom()),
    )  # fmt: skip
    return baris.id


@action
def betulkan(hukuman_id: int, versi: int, isi: Mapping[str, str], *, alasan: str, actor: Actor) -> None:
    """Correct a record that is still as it was seen (`versi`). Bentrok where it is not, or nothing differs."""
    _boleh(actor)
    lama = _terbaru(hukuman_id, versi, actor)
    temuan = list(_alasan(alasan))
    try:
        satu = rancang(isi)
    except TidakSah as salah:
        raise TidakSah(*salah.temuan, *temuan) from None
    if temuan:
        raise TidakSah(*temuan)
    _belum_ada(lama.pegawai_id, satu, hukuman_id)
    baru = satu.kolom()
    beda = {k: (getattr(lama, k), v) for k, v in baru.items() if getattr(lama, k) != v}
    if not beda:
        raise Bentrok(_("Tidak ada yang berubah."))
    baris = _baris(satu, "betulkan", lama.pegawai_id, hukuman_id, versi + 1, _rapi(alasan), actor)
    berubah = simpan_karena_hukuman((*_bulan(lama), *_bulan(baris)), lama.pegawai_id, hukuman_id, actor=actor)
    audit.record(
        db.session, Event.HUKUMAN_DIBETULKAN, actor=actor, subjek=("hukuman_disiplin", hukuman_id),
        pegawai=lama.pegawai_id, versi=versi + 1, alasan=_rapi(alasan), bulan_tpp_berubah=berubah,
        lama=_teks({k: v[0] for k, v in beda.items()}), baru=_teks({k: v[1] for k, v in beda.items()}),
    )  # fmt: skip


@action
def batalkan(hukuman_id: int, versi: int, *, alasan: str, actor: Actor) -> None:
    """The decision was withdrawn, annulled on appeal, or recorded by mistake: it takes no effect any more."""
    _boleh(actor)
    lama = _terbaru(hukuman_id, versi, actor)
    if temuan := _alasan(alasan):
        raise TidakSah(*temuan)
    isi = {k: getattr(lama, k) for k in KOLOM if k not in ("tindakan", "alasan", "dicatat_oleh_id", "dicatat_pada")}
    _tambah(isi, BATAL, hukuman_id, versi + 1, _rapi(alasan), actor)
    berubah = simpan_karena_hukuman(_bulan(lama), lama.pegawai_id, hukuman_id, actor=actor)
    audit.record(
        db.session, Event.HUKUMAN_DIBATALKAN, actor=actor, subjek=("hukuman_disiplin", hukuman_id),
        pegawai=lama.pegawai_id, versi=versi + 1, sk_nomor=lama.sk_nomor, alasan=_rapi(alasan),
        bulan_tpp_berubah=berubah,
    )  # fmt: skip


def _boleh(actor: Actor) -> None:
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang mencatat hukuman disiplin."))


def _kunci(pegawai_id: int, actor: Actor) -> None:
    """One record about a person at a time; never about oneself."""
    if pegawai_id == actor.pegawai_id:
        raise BukanHak(_("Hukuman atas diri sendiri dicatat oleh Admin BKD yang lain."))
    db.session.execute(select(Pegawai.id).where(Pegawai.id == pegawai_id).with_for_update(key_share=True))


def _terbaru(hukuman_id: int, versi: int, actor: Actor) -> HukumanDisiplin:
    h = HukumanDisiplin
    pegawai_id = db.session.scalar(select(h.pegawai_id).where(h.id == hukuman_id, h.pangkal_id.is_(None)))
    if pegawai_id is None:
        raise TidakDitemukan(_("Catatan hukuman ini tidak ada."))
    _kunci(pegawai_id, actor)
    baris = db.session.scalars(
        select(h).where((h.id == hukuman_id) | (h.pangkal_id == hukuman_id)).order_by(h.versi.desc()).limit(1)
    ).one()
    if baris.tindakan == BATAL:
        raise Bentrok(_("Hukuman ini sudah dibatalkan. Bila SK-nya berlaku lagi, catat sebagai catatan baru."))
    if baris.versi != versi:
        raise Bentrok(_("Catatan ini diubah orang lain sejak Anda membukanya. Buka lagi, lalu ulangi perubahan Anda."))
    return baris


def _belum_ada(pegawai_id: int, satu: Rancangan, kecuali: int | None) -> None:
    h = HukumanDisiplin
    sama = db.session.execute(
        select(h.id, h.pangkal_id).where(h.pegawai_id == pegawai_id, h.sk_nomor == satu.sk_nomor, berlaku())
    ).all()
    if any((b.pangkal_id or b.id) != kecuali for b in sama):
        raise TidakSah(Temuan("sk_nomor", None, _("Keputusan dengan nomor ini sudah dicatat untuk pegawai ini.")))


def _alasan(alasan: str) -> tuple[Temuan, ...]:
    if 5 <= len(_rapi(alasan)) <= MAKS_ALASAN:
        return ()
    return (Temuan("alasan", None, _("Tulis alasan 5 sampai %(n)s huruf.", n=MAKS_ALASAN)),)


def _rapi(alasan: str) -> str:
    return " ".join(alasan.replace("\0", "").split())


def _baris(
    satu: Rancangan, tindakan: str, pegawai_id: int, pangkal: int | None, versi: int, alasan: str | None, actor: Actor
) -> HukumanDisiplin:
    return _tambah({**satu.kolom(), "pegawai_id": pegawai_id}, tindakan, pangkal, versi, alasan, actor)


def _tambah(
    isi: dict[str, Any], tindakan: str, pangkal: int | None, versi: int, alasan: str | None, actor: Actor
) -> HukumanDisiplin:
    baris = HukumanDisiplin(
        **isi, tindakan=tindakan, pangkal_id=pangkal, versi=versi, alasan=alasan,
        dicatat_oleh_id=actor.pegawai_id, dicatat_pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(baris)
    db.session.flush()
    return baris


def _bulan(satu: HukumanDisiplin) -> tuple[Periode, ...]:
    return bulan_terpotong(satu.potongan, satu.mulai, satu.sampai)


def _teks(isi: Mapping[str, Any]) -> dict[str, Any]:
    """Values as the audit trail keeps them: days and numbers as text."""
    return {k: None if v is None else str(v) for k, v in isi.items()}

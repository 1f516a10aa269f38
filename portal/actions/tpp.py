"""The TPP of verified months, kept in the transaction that verified them; computed anew it is another row."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, insert, select

from portal import audit, waktu
from portal.actions import action
from portal.audit import Event
from portal.bahan_tpp import AWAL, Bahan, ada_tarif, bahan, hitung, kunci, sidik, terakhir
from portal.errors import BukanHak, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.models import Opd, Realisasi, Skp, TppBulan
from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.periode import Periode
from portal.security import SISTEM, Actor

ALASAN_TERPANJANG = 500


def simpan_bulan(realisasi: Realisasi, *, actor: Actor) -> None:
    """Keep what a month that has just been verified is paid, with an event of its own. Nothing where no rupiah per
    class are in force that month, or the post has no class yet: verification does not wait for that."""
    periode = Periode(realisasi.tahun, realisasi.bulan)
    if not ada_tarif(periode):
        return
    db.session.flush()
    for satu in _simpan(periode, Realisasi.id == realisasi.id, sebab="verifikasi", actor=actor)[0]:
        audit.record(
            db.session, Event.TPP_DIHITUNG, actor=actor, instans_id=realisasi.instans_id,
            subjek=("realisasi", realisasi.id), nomor=realisasi.nomor, versi=satu.versi, dibayar=str(satu.dibayar),
            sidik=satu.sidik,
        )  # fmt: skip


def simpan_karena_kehadiran(periode: Periode, pegawai: Iterable[int], tarikan_id: int) -> None:
    """A recap of theirs has changed: verified months of these people are computed anew, beside what was kept."""
    siapa = sorted(set(pegawai))
    if not siapa or not ada_tarif(periode):
        return
    db.session.flush()
    baru, hasil = _simpan(periode, Skp.pegawai_id.in_(siapa), sebab="kehadiran", actor=SISTEM)
    if baru:
        _catat(baru, hasil, SISTEM, ("tarikan", tarikan_id), bulan=str(periode))


def simpan_karena_hukuman(bulan: Iterable[Periode], pegawai_id: int, hukuman_id: int, *, actor: Actor) -> int:
    """A punishment that cuts these months was recorded, corrected or cancelled: the verified ones are computed anew,
    beside what was kept, with an event each. How many have changed."""
    db.session.flush()
    berubah = 0
    for periode in sorted(set(bulan)):
        if not ada_tarif(periode):
            continue
        baru, hasil = _simpan(periode, Skp.pegawai_id == pegawai_id, sebab="hitung_ulang", actor=actor)
        if baru:
            _catat(baru, hasil, actor, ("hukuman_disiplin", hukuman_id), bulan=str(periode))
            berubah += len(baru)
    return berubah


@action
def hitung_ulang(opd: str, bulan: str, *, actor: Actor, alasan: str) -> Counter[str]:
    """Compute every verified month ("2026-01") of an OPD anew with what is known now; what comes out the same stays.

    For months verified before a class or its rupiah were known, and after corrections. Answers how many are new,
    changed, the same (`tetap`) and cannot be computed (`belum`). BukanHak for all but Admin BKD; TidakSah,
    TidakDitemukan.
    """
    if not actor.punya("Admin BKD"):
        raise BukanHak(_("Hanya Admin BKD yang menghitung ulang TPP."))
    alasan = " ".join(alasan.split())
    if not 5 <= len(alasan) <= ALASAN_TERPANJANG:
        raise TidakSah(Temuan("alasan", None, _("Tulis alasan 5 sampai %(n)s huruf.", n=ALASAN_TERPANJANG)))
    opd_id = db.session.scalar(select(Opd.id).where(Opd.kode == opd))
    if opd_id is None:
        raise TidakDitemukan(_("Perangkat daerah ini tidak ada atau bukan untuk Anda."))
    periode = Periode.dari(bulan)
    if not ada_tarif(periode):
        raise TidakSah(Temuan("periode", None, _("Belum ada rupiah per kelas jabatan yang berlaku pada bulan ini.")))
    baru, hasil = _simpan(periode, Skp.opd_id == opd_id, sebab="hitung_ulang", actor=actor)
    _catat(baru, hasil, actor, ("opd", opd_id), bulan=str(periode), alasan=alasan)
    return hasil


def _simpan(
    periode: Periode, siapa: ColumnElement[bool], *, sebab: str, actor: Actor
) -> tuple[list[TppBulan], Counter[str]]:
    kunci(periode, siapa)  # before anything is read: what another has kept meanwhile is then seen
    semua = bahan(periode, siapa)
    lama = terakhir([satu.realisasi_id for satu in semua])
    baru: list[TppBulan] = []
    hasil = Counter(baru=0, berubah=0, tetap=0, belum=0)
    for satu in semua:
        sebelum = lama.get(satu.realisasi_id)
        try:
            baris = _baris(satu, sebab, actor, sebelum)
        except (GalatMasukan, LookupError):
            hasil["belum"] += 1
            continue
        if sebelum is not None and (sebelum.masukan, sebelum.jejak) == (baris.masukan, baris.jejak):
            hasil["tetap"] += 1
            continue
        hasil["baru" if sebelum is None else "berubah"] += 1
        baru.append(baris)
    if baru:  # one statement for all of them; nobody needs their ids
        kolom = [k.key for k in TppBulan.__table__.columns if k.key != "id"]
        db.session.execute(insert(TppBulan), [{k: getattr(satu, k) for k in kolom} for satu in baru])
    return baru, hasil


def _baris(satu: Bahan, sebab: str, actor: Actor, sebelum: TppBulan | None) -> TppBulan:
    hasil = hitung(satu)
    baris = TppBulan(
        realisasi_id=satu.realisasi_id, pegawai_id=satu.pegawai_id, tahun=satu.periode.tahun, bulan=satu.periode.bulan,
        versi=sebelum.versi + 1 if sebelum else 1, sebab=sebab, rekap_id=satu.rekap_id, masukan=dict(satu.masukan),
        tarif=hasil.tarif, potongan=bulat(hasil.potongan), dipotong=hasil.dipotong, produktivitas=hasil.produktivitas,
        disiplin=hasil.disiplin, dibayar=hasil.dibayar, jejak=hasil.jejak.to_dict(),
        sidik_sebelum=sebelum.sidik if sebelum else AWAL, dihitung_oleh_id=actor.pegawai_id,
        dihitung_pada=waktu.sekarang(),
    )  # fmt: skip
    baris.sidik = sidik(baris)
    return baris


def _catat(baru: list[TppBulan], hasil: Counter[str], actor: Actor, subjek: tuple[str, int], **lain: Any) -> None:
    semua = hashlib.sha256("".join(satu.sidik for satu in baru).encode()).hexdigest()
    rincian: dict[str, Any] = {**lain, **hasil, "sidik": semua}
    audit.record(db.session, Event.TPP_DIHITUNG_ULANG, actor=actor, subjek=subjek, **rincian)

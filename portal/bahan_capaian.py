"""How organisations did, and how the predicates of their people are distributed: read by actions, screens and forms.

The people of an organisation in a year are those whose last SKP in force names it, or for a unit one of the units below
it. What counts of somebody is the atasan's decision where an objection changed the result.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, func, select
from sqlalchemy.orm import aliased, joinedload

from portal.extensions import db
from portal.models import CapaianOrganisasi, HasilPenilaian, Pegawai, Penilaian, Skp, Unit
from portal.rules import pola
from portal.rules.capaian import TAHUNAN, pemilik
from portal.rules.penilaian_tahunan import DINILAI, PAN6
from portal.security import Actor

Tempat = tuple[int, int | None]
"""(OPD, unit or None)."""


@dataclass(frozen=True)
class Sebaran:
    """How many people have each predicate, and how many none yet."""

    jumlah: Mapping[str, int] = field(default_factory=dict)
    belum: int = 0

    @property
    def orang(self) -> int:
        """All of them."""
        return sum(self.jumlah.values()) + self.belum

    @property
    def dinilai(self) -> int:
        """Those with a predicate."""
        return self.orang - self.belum


def boleh_menetapkan(actor: Actor, opd_id: int, unit_id: int | None) -> bool:
    """Who records a capaian: Admin BKD every one, with the decision of who leads above it; the Pimpinan of an OPD those
    of its units (SE Menteri PANRB 3/2023: pimpinan organisasi di atasnya)."""
    return actor.punya("Admin BKD") or (
        unit_id is not None and actor.punya("Pimpinan") and actor.opd_id == opd_id
    )  # fmt: skip


def terakhir(opd: Collection[int], tahun: int, triwulan: int = TAHUNAN) -> dict[Tempat, CapaianOrganisasi]:
    """(OPD, unit) -> the row that counts, of these OPD and that time. One statement."""
    c = CapaianOrganisasi
    kini = (
        select(func.max(c.id))
        .where(c.tahun == tahun, c.triwulan == triwulan, c.opd_id.in_(opd))
        .group_by(c.opd_id, c.unit_id)
    )
    baris = select(c).where(c.id.in_(kini)).options(joinedload(c.oleh).load_only(Pegawai.nama))
    return {(b.opd_id, b.unit_id): b for b in db.session.scalars(baris)}


def untuk(tempat: Iterable[Tempat], tahun: int, triwulan: int = TAHUNAN) -> dict[Tempat, CapaianOrganisasi]:
    """Place of a person -> the capaian of that time which counts for him, where there is one. Two statements."""
    semua = set(tempat)
    opd = {o for o, _unit in semua}
    ada: dict[int, dict[int | None, CapaianOrganisasi]] = defaultdict(dict)
    for (o, unit), satu in terakhir(opd, tahun, triwulan).items():
        ada[o][unit] = satu
    induk = _induk(opd) if any(unit is not None for isi in ada.values() for unit in isi) else {}
    milik = {t: ada[t[0]].get(pemilik(t[1], induk, ada[t[0]])) for t in semua}
    return {t: satu for t, satu in milik.items() if satu is not None}


def milik(skp: Skp, tahun: int) -> CapaianOrganisasi | None:
    """The capaian of the year that counts for this SKP. Two statements."""
    return untuk([(skp.opd_id, skp.unit_id)], tahun).get((skp.opd_id, skp.unit_id))


def sebaran(tahun: int, *syarat: ColumnElement[bool], per: Any = Skp.opd_id) -> dict[Any, Sebaran]:
    """`per` -> the distribution of the people whose last SKP of the year meets `syarat`. One statement."""
    lain, putusan, penilai = aliased(Skp), aliased(HasilPenilaian), aliased(HasilPenilaian)
    kata = func.coalesce(putusan.predikat, penilai.predikat)
    baris = db.session.execute(
        select(per, kata, func.count())
        .select_from(Skp)
        .outerjoin(
            Penilaian,
            and_(Penilaian.pegawai_id == Skp.pegawai_id, Penilaian.tahun == tahun, Penilaian.profil == PAN6),
        )
        .outerjoin(putusan, and_(putusan.penilaian_id == Penilaian.id, putusan.sisi == "putusan"))
        .outerjoin(penilai, and_(penilai.penilaian_id == Penilaian.id, penilai.sisi == "penilai"))
        .where(
            Skp.tahun == tahun, Skp.status.in_(DINILAI), *syarat,
            ~exists().where(
                lain.pegawai_id == Skp.pegawai_id, lain.tahun == tahun, lain.status.in_(DINILAI), lain.mulai > Skp.mulai
            ),
        )
        .group_by(per, kata)
    )  # fmt: skip
    jumlah: dict[Any, Counter[str]] = defaultdict(Counter)
    belum: Counter[Any] = Counter()
    for kunci, predikat, n in baris:
        if predikat is None:
            belum[kunci] += n
        else:
            jumlah[kunci][predikat] += n
    return {kunci: Sebaran(dict(jumlah[kunci]), belum[kunci]) for kunci in {*jumlah, *belum}}


def sebaran_satu(tahun: int, *syarat: ColumnElement[bool]) -> Sebaran:
    """The distribution of all who meet `syarat` together. One statement."""
    return sebaran(tahun, *syarat, per=Skp.tahun).get(tahun, Sebaran())


def orang_dari(opd_id: int, unit_id: int | None) -> ColumnElement[bool]:
    """SKP of the people of an organisation. One statement where it is a unit, to know those below it."""
    if unit_id is None:
        return Skp.opd_id == opd_id
    return Skp.unit_id.in_(bawahan_unit(unit_id, _induk({opd_id})))


def bawahan_unit(unit_id: int, induk: Mapping[int, int | None]) -> list[int]:
    """The unit and all below it."""
    anak: dict[int | None, list[int]] = defaultdict(list)
    for satu, atas in induk.items():
        anak[atas].append(satu)
    hasil, antre = {unit_id}, [unit_id]
    while antre:
        baru = [u for u in anak[antre.pop()] if u not in hasil]
        hasil.update(baru)
        antre += baru
    return sorted(hasil)


def simpangan(predikat: str, capaian: CapaianOrganisasi | None, tahun: int) -> tuple[pola.Syarat, ...]:
    """What one more person of this organisation, not assessed yet, keeps its pattern from with this predicate. Two
    statements at most; none where no capaian is recorded."""
    if capaian is None:
        return ()
    kini = sebaran_satu(tahun, orang_dari(capaian.opd_id, capaian.unit_id))
    return pola.menyimpang(capaian.capaian, kini.jumlah, kini.belum, predikat, pada=date(tahun, 12, 31))


def _induk(opd: Collection[int]) -> dict[int, int | None]:
    """Unit -> the one above it. One statement."""
    return {b.id: b.induk_id for b in db.session.execute(select(Unit.id, Unit.induk_id).where(Unit.opd_id.in_(opd)))}

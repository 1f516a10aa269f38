"""What a year's feedback under PermenPANRB 6/2022 stands on and says: plans with their months, pattern and team."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import or_, select

from portal import bahan_capaian, formats
from portal.bahan_capaian import Sebaran
from portal.extensions import db
from portal.models import CapaianOrganisasi, Kegiatan, NilaiBaris, Penilaian, Realisasi, Skp
from portal.queries.formulir_bulan import CATATAN
from portal.rules import pola
from portal.rules.periode import Periode
from portal.rules.pola import Syarat


@dataclass(frozen=True)
class Rencana:
    """A plan of the SKP: what the year asked and what verified months brought (`realisasi` in `satuan`); `catatan`:
    (month, remark of the appraiser or the atasan), oldest first."""

    id: int
    uraian: str
    satuan: str
    target: Decimal
    realisasi: Decimal
    catatan: tuple[tuple[str, str], ...]

    @property
    def awal(self) -> str:
        """What the feedback begins with: the remarks of the months, each with its month."""
        return "\n".join(f"{bulan}: {teks}" for bulan, teks in self.catatan)


@dataclass(frozen=True)
class Pola:
    """The capaian that counts for a person, with the people of that organisation beside its pattern, and those whom
    this pejabat penilai assesses (`tim`)."""

    organisasi: str
    capaian: str
    kata: str
    dasar: str
    sumber: str
    sebaran: Sebaran
    syarat: tuple[Syarat, ...]
    tim: Sebaran


@dataclass(frozen=True)
class Umpan:
    """Feedback that was given, of one plan."""

    uraian: str
    teks: str


def rencana(skp_id: int) -> tuple[Rencana, ...]:
    """The plans of the SKP that are still in force, in their order. Two statements."""
    kegiatan = db.session.scalars(
        select(Kegiatan).where(Kegiatan.skp_id == skp_id, Kegiatan.dihapus_versi.is_(None)).order_by(Kegiatan.urutan)
    ).all()
    baris = db.session.execute(
        select(
            NilaiBaris.kegiatan_id, NilaiBaris.sisi, NilaiBaris.kuantitas, NilaiBaris.catatan, Realisasi.tahun,
            Realisasi.bulan, Realisasi.status,
        )
        .join(Realisasi, Realisasi.id == NilaiBaris.realisasi_id)
        .where(
            Realisasi.skp_id == skp_id, Realisasi.status != "cancelled",
            or_(NilaiBaris.sisi == "akhir", NilaiBaris.sisi.in_(CATATAN)),
        )
        .order_by(Realisasi.bulan)
    )  # fmt: skip
    jumlah: dict[int, Decimal] = defaultdict(Decimal)
    catatan: dict[int, dict[str, dict[str, str]]] = defaultdict(lambda: defaultdict(dict))
    for b in baris:
        if b.sisi == "akhir":
            jumlah[b.kegiatan_id] += (b.kuantitas or Decimal(0)) if b.status == "done" else Decimal(0)
        elif b.catatan:
            catatan[b.kegiatan_id][formats.bulan(Periode(b.tahun, b.bulan).awal)][b.sisi] = b.catatan
    return tuple(
        Rencana(
            k.id, k.uraian, k.satuan, k.kuantitas, jumlah[k.id],
            tuple((bulan, next(isi[s] for s in CATATAN if s in isi)) for bulan, isi in catatan[k.id].items()),
        )
        for k in kegiatan
    )  # fmt: skip


def pola_untuk(p: Penilaian) -> Pola | None:
    """The pattern that this person's assessment is compared with; None where no capaian is recorded. Six statements."""
    capaian = bahan_capaian.milik(p.skp, p.tahun)
    if capaian is None:
        return None
    pada = date(p.tahun, 12, 31)
    orang = bahan_capaian.sebaran_satu(p.tahun, bahan_capaian.orang_dari(capaian.opd_id, capaian.unit_id))
    tim = bahan_capaian.sebaran_satu(p.tahun, Skp.penilai_id == p.skp.penilai_id)
    nama = capaian.opd.nama if capaian.unit is None else capaian.unit.nama
    return Pola(
        nama, capaian.capaian, pola.CAPAIAN[capaian.capaian], capaian.dasar, pola.dasar(pada=pada), orang,
        pola.banding(capaian.capaian, orang.jumlah, orang.belum, pada=pada), tim,
    )  # fmt: skip


def tertulis(isi: Mapping[str, str] | None) -> tuple[Umpan, ...]:
    """Feedback as it was kept (kegiatan -> text), by the order of the plans. One statement where there is any."""
    if not isi:
        return ()
    kegiatan = db.session.execute(
        select(Kegiatan.id, Kegiatan.uraian).where(Kegiatan.id.in_([int(k) for k in isi])).order_by(Kegiatan.urutan)
    )
    return tuple(Umpan(k.uraian, isi[str(k.id)]) for k in kegiatan)


def capaian_tercatat(capaian_id: int | None) -> tuple[str, str] | None:
    """(predicate in words, document) of the capaian a result was compared with. One statement where there is one."""
    satu = db.session.get(CapaianOrganisasi, capaian_id) if capaian_id else None
    return None if satu is None else (pola.CAPAIAN[satu.capaian], satu.dasar)

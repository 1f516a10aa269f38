"""The rows of an SKP as screens show them: of the tables or of a version, compared with an earlier version."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from portal.extensions import db
from portal.models import CatatanSkp, Kegiatan, Pegawai, Skp
from portal.rules import rencana

ANGKA = ("kuantitas", "kualitas", "waktu", "biaya", "ak")
KOLOM = ("uraian", "ak", "kuantitas", "satuan", "kualitas", "waktu", "biaya")
"""The columns of form F-1, in its order."""
RINCI = ("jenis", "intervensi", "perspektif")


@dataclass(frozen=True)
class Bulan:
    """The target of one kegiatan in one month (1..12); `waktu` counts working days."""

    bulan: int
    kuantitas: Decimal | None
    kualitas: Decimal | None
    waktu: Decimal | None
    biaya: Decimal | None
    ak: Decimal | None


@dataclass(frozen=True)
class Catatan:
    """A remark on a version: on the kegiatan `kegiatan_id`, or on the whole. `keputusan`: models/skp.py CatatanSkp."""

    versi: int
    kegiatan_id: int | None
    keputusan: str
    teks: str
    oleh: str
    pada: datetime


@dataclass(frozen=True)
class Baris:
    """One kegiatan, `waktu` in months. `lama`: the same row in the version it is compared with; `baru`: it was not
    there; `berubah`: columns that differ; `bulan_berubah`: the year is the same and its months are not."""

    nomor: int
    id: int | None
    uraian: str
    satuan: str
    kuantitas: Decimal | None
    kualitas: Decimal | None
    waktu: Decimal | None
    biaya: Decimal | None
    ak: Decimal | None
    bulan: tuple[Bulan, ...] = ()
    lama: "Baris | None" = None
    baru: bool = False
    berubah: frozenset[str] = frozenset()
    bulan_berubah: bool = False
    catatan: tuple[Catatan, ...] = ()
    jenis: str = "utama"
    intervensi: str = ""
    perspektif: str = ""
    indikator: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def dirinci(self) -> bool:
        """It says more than its targets (rules/rencana.py)."""
        return bool(self.jenis == "tambahan" or self.intervensi or self.perspektif or self.indikator)

    @property
    def isian(self) -> dict[str, Any]:
        """The row in the shape of the form (portal/forms/isian.py), numbers as text."""
        return {
            "id": "" if self.id is None else str(self.id), "uraian": self.uraian, "satuan": self.satuan,
            **{m: _teks(getattr(self, m)) for m in ANGKA}, **self._rinci,
            "bulan": {str(b.bulan): {m: _teks(getattr(b, m)) for m in ANGKA} for b in self.bulan},
        }  # fmt: skip

    @property
    def _rinci(self) -> dict[str, Any]:
        if not self.dirinci:
            return {}
        kata = {m: getattr(self, m) for m in RINCI}
        return {**kata, "indikator": {a: dict(i) for a, i in self.indikator.items()}}


@dataclass(frozen=True)
class Isi:
    """The rows of one version, and those of the version compared with that are gone."""

    baris: tuple[Baris, ...]
    dihapus: tuple[Baris, ...] = ()

    @property
    def ada_ak(self) -> bool:
        """Some kegiatan carries angka kredit."""
        return any(b.ak is not None for b in (*self.baris, *self.dihapus))

    @property
    def ada_biaya(self) -> bool:
        """Some kegiatan has a budget."""
        return any(b.biaya is not None for b in (*self.baris, *self.dihapus))

    @property
    def jumlah_biaya(self) -> Decimal:
        """All budgets."""
        return sum((b.biaya or Decimal(0) for b in self.baris), Decimal(0))

    @property
    def jumlah_ak(self) -> Decimal:
        """All angka kredit."""
        return sum((b.ak or Decimal(0) for b in self.baris), Decimal(0))

    @property
    def berbeda(self) -> int:
        """How many rows differ from the version compared with."""
        return len(self.dihapus) + sum(bool(b.berubah or b.baru or b.bulan_berubah) for b in self.baris)


def dari_potret(potret: Iterable[Mapping[str, Any]]) -> Isi:
    """The rows as a version keeps them (actions/isi_skp.py potret)."""
    return Isi(tuple(_baris(nomor, satu) for nomor, satu in enumerate(potret, 1)))


def dari_tabel(kegiatan: Sequence[Kegiatan]) -> Isi:
    """The rows in force as they stand in the tables; what a revision took out is not among them."""
    return dari_potret(
        {
            "id": k.id, "uraian": k.uraian, "satuan": k.satuan, **{m: getattr(k, m) for m in ANGKA},
            **{m: getattr(k, m) for m in (*RINCI, "indikator")},
            "bulan": {b.bulan: {m: getattr(b, m) for m in ANGKA} for b in k.bulanan},
        }
        for k in kegiatan
        if k.dihapus_versi is None
    )  # fmt: skip


def bandingkan(baru: Isi, lama: Isi | None) -> Isi:
    """`baru` with its differences from `lama` marked. A row is the same by its id, else by its words."""
    if lama is None:
        return baru
    sisa = list(lama.baris)
    hasil = []
    for baris in baru.baris:
        sama = next((x for x in sisa if x.id is not None and x.id == baris.id), None)
        sama = sama or next((x for x in sisa if x.uraian == baris.uraian), None)
        if sama is None:
            hasil.append(replace(baris, baru=True))
            continue
        sisa.remove(sama)
        berubah = frozenset(k for k in (*KOLOM, *RINCI) if getattr(baris, k) != getattr(sama, k))
        berubah |= frozenset() if rencana.sama(baris.indikator, sama.indikator) else {"indikator"}
        hasil.append(
            replace(baris, lama=sama, berubah=berubah, bulan_berubah=not berubah and baris.bulan != sama.bulan)
        )
    return Isi(tuple(hasil), tuple(sisa))


def bercatatan(isi: Isi, catatan: Collection[Catatan]) -> Isi:
    """`isi` with each remark at its row."""
    per_baris: dict[int, list[Catatan]] = {}
    for satu in catatan:
        if satu.kegiatan_id is not None:
            per_baris.setdefault(satu.kegiatan_id, []).append(satu)
    return replace(isi, baris=tuple(replace(b, catatan=tuple(per_baris.get(b.id or 0, ()))) for b in isi.baris))


def catatan_skp(skp: Skp | int) -> tuple[Catatan, ...]:
    """All remarks on an SKP, oldest first. One statement."""
    nomor = skp if isinstance(skp, int) else skp.id
    hasil = db.session.execute(
        select(
            CatatanSkp.versi,
            CatatanSkp.kegiatan_id,
            CatatanSkp.keputusan,
            CatatanSkp.catatan,
            Pegawai.nama,
            CatatanSkp.pada,
        )
        .join(Pegawai, Pegawai.id == CatatanSkp.oleh_id)
        .where(CatatanSkp.skp_id == nomor)
        .order_by(CatatanSkp.id)
    )
    return tuple(Catatan(*baris) for baris in hasil)


@dataclass(frozen=True)
class Jumlah:
    """The sum of a column of months beside what it must be; both None where they cannot be read."""

    jumlah: Decimal
    target: Decimal | None = field(default=None)

    @property
    def beda(self) -> bool:
        """The months do not add up to the year."""
        return self.target is not None and self.jumlah != self.target


def _baris(nomor: int, isi: Mapping[str, Any]) -> Baris:
    bulan = tuple(
        Bulan(int(b), *(_angka(nilai.get(m)) for m in ANGKA))
        for b, nilai in sorted((isi.get("bulan") or {}).items(), key=lambda satu: int(satu[0]))
    )
    return Baris(
        nomor=nomor, id=isi.get("id"), uraian=isi["uraian"], satuan=isi["satuan"],
        kuantitas=_angka(isi.get("kuantitas")), kualitas=_angka(isi.get("kualitas")),
        waktu=_angka(isi.get("waktu")), biaya=_angka(isi.get("biaya")),
        ak=_angka(isi.get("ak")), bulan=bulan, jenis=isi.get("jenis") or "utama",
        intervensi=isi.get("intervensi") or "", perspektif=isi.get("perspektif") or "",
        indikator=isi.get("indikator") or {},
    )  # fmt: skip


def _angka(nilai: Any) -> Decimal | None:
    return None if nilai is None else Decimal(str(nilai))


def _teks(nilai: Decimal | None) -> str:
    return "" if nilai is None else f"{nilai:f}"

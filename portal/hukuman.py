"""Hukuman disiplin between the tables and the rules: which rows count, what they take off a month, and the reading of
what was typed. Read by the actions that keep them, by the TPP, and by the screens."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import aliased

from portal import waktu
from portal.errors import Temuan, TidakSah
from portal.extensions import db
from portal.models import HukumanDisiplin
from portal.rules import hukuman as aturan
from portal.rules.eksak import GalatMasukan
from portal.rules.hukuman import Jenis, PotonganTpp
from portal.rules.periode import Periode

BATAL = "batalkan"
MEDAN = ("jenis", "sk_nomor", "sk_tanggal", "pejabat", "mulai", "pasal", "pelanggaran")
PANJANG = {"sk_nomor": 100, "pejabat": 150, "pasal": 200, "pelanggaran": 4000}


@dataclass(frozen=True)
class Rancangan:
    """A decision as it was typed and read: the punishment of its law, and its first and last day."""

    jenis: Jenis
    sk_nomor: str
    sk_tanggal: date
    pejabat: str
    mulai: date
    sampai: date | None
    pasal: str
    pelanggaran: str

    def kolom(self) -> dict[str, Any]:
        """As the table has it."""
        return {
            "peraturan": self.jenis.peraturan, "jenis": self.jenis.kunci, "tingkat": self.jenis.tingkat,
            "sebutan": self.jenis.sebutan, "dasar": self.jenis.dasar, "potongan": self.jenis.potongan,
            "sk_nomor": self.sk_nomor, "sk_tanggal": self.sk_tanggal, "pejabat": self.pejabat, "mulai": self.mulai,
            "sampai": self.sampai, "pasal": self.pasal, "pelanggaran": self.pelanggaran,
        }  # fmt: skip


def rancang(isi: Mapping[str, str]) -> Rancangan:
    """Read MEDAN as typed; an empty `mulai` is the law's own first day. TidakSah names every field that is wrong."""
    teks = {m: " ".join(str(isi.get(m) or "").replace("\0", "").split()) for m in MEDAN}
    teks["pelanggaran"] = str(isi.get("pelanggaran") or "").replace("\0", "").strip()
    temuan = [
        Temuan(m, None, _("Bagian ini wajib diisi, paling banyak %(n)s huruf.", n=n))
        for m, n in PANJANG.items()
        if not teks[m] or len(teks[m]) > n
    ]
    ditetapkan, mulai = _hari(teks["sk_tanggal"]), _hari(teks["mulai"])
    satu: Jenis | None = None
    if ditetapkan is None or ditetapkan > waktu.hari_ini():
        temuan.append(Temuan("sk_tanggal", None, _("Isi tanggal keputusan ditetapkan; tidak boleh sesudah hari ini.")))
    else:
        try:
            satu = aturan.satu_jenis(teks["jenis"], ditetapkan)
        except GalatMasukan as galat:
            temuan.append(Temuan(galat.medan, None, galat.pesan))
        except LookupError:
            temuan.append(Temuan("sk_tanggal", None, _("Sebelum 6 Juni 2010 belum ada PP yang dikenal portal ini.")))
    if teks["mulai"] and mulai is None:
        temuan.append(Temuan("mulai", None, _("Tulis tanggal, misalnya 2026-03-01, atau kosongkan.")))
    elif mulai and ditetapkan and mulai < ditetapkan:
        temuan.append(Temuan("mulai", None, _("Hukuman tidak dapat mulai sebelum keputusannya ditetapkan.")))
    elif mulai and mulai.year > waktu.hari_ini().year + 2:
        temuan.append(Temuan("mulai", None, _("Hukuman mulai paling lambat dua tahun dari sekarang.")))
    if satu is not None and ditetapkan is not None and not any(t.medan == "mulai" for t in temuan):
        mulai = mulai or aturan.mulai_bawaan(satu, ditetapkan)
        try:
            akhir = aturan.sampai(satu, mulai)
        except GalatMasukan as galat:
            temuan.append(Temuan(galat.medan, None, galat.pesan))
    if temuan:
        raise TidakSah(*temuan)
    assert satu is not None and ditetapkan is not None and mulai is not None
    return Rancangan(
        satu, teks["sk_nomor"], ditetapkan, teks["pejabat"], mulai, akhir, teks["pasal"], teks["pelanggaran"]
    )


def _hari(teks: str) -> date | None:
    try:
        return date.fromisoformat(teks) if len(teks) == 10 else None
    except ValueError:
        return None


def terbaru(tabel: Any = HukumanDisiplin) -> ColumnElement[bool]:
    """No newer row of the same record stands beside it."""
    lain = aliased(HukumanDisiplin)
    pangkal = func.coalesce(tabel.pangkal_id, tabel.id)
    return ~select(lain.id).where(lain.pangkal_id == pangkal, lain.versi > tabel.versi).exists()


def berlaku(tabel: Any = HukumanDisiplin) -> ColumnElement[bool]:
    """The newest row of a record that is not cancelled."""
    return and_(terbaru(tabel), tabel.tindakan != BATAL)


def potongan(periode: Periode, pegawai: Collection[int]) -> dict[int, list[PotonganTpp]]:
    """What punishments in force that month cut, by person. One statement."""
    semua = potongan_rentang(periode, periode, pegawai)
    return {orang: [satu for _mulai, _sampai, satu in isi] for orang, isi in semua.items()}


def potongan_rentang(
    dari: Periode, sampai: Periode, pegawai: Collection[int]
) -> dict[int, list[tuple[date, date | None, PotonganTpp]]]:
    """The same of several months: first and last day with each. One statement."""
    h = HukumanDisiplin
    baris = db.session.execute(
        select(h.pegawai_id, h.mulai, h.sampai, h.sk_nomor, h.sk_tanggal, h.sebutan, h.potongan, h.dasar)
        .where(
            h.pegawai_id.in_(sorted(pegawai)), h.potongan > 0, h.mulai <= sampai.akhir,
            or_(h.sampai.is_(None), h.sampai >= dari.awal), berlaku(),
        )
        .order_by(h.sk_tanggal, h.id)
    )  # fmt: skip
    hasil: dict[int, list[tuple[date, date | None, PotonganTpp]]] = defaultdict(list)
    for b in baris:
        sk = f"SK {b.sk_nomor} tanggal {b.sk_tanggal.isoformat()}"
        hasil[b.pegawai_id].append((b.mulai, b.sampai, PotonganTpp(sk, b.sebutan, b.potongan, b.dasar)))
    return hasil


def bulan_terpotong(potong: int, mulai: date, sampai: date | None) -> tuple[Periode, ...]:
    """The months up to this one in which a punishment with these days cuts TPP, the oldest first."""
    if not potong or sampai is None:
        return ()
    bulan, akhir = Periode.dari(mulai), min(Periode.dari(sampai), Periode.dari(waktu.hari_ini()))
    hasil: list[Periode] = []
    while bulan <= akhir:
        hasil.append(bulan)
        bulan = bulan.tambah(1)
    return tuple(hasil)

"""SKP as official forms: many at once, each batch with a bounded number of statements, none per row.

The caller has seen to it that the reader may see them. The version in force counts: a kegiatan that a revision took out
stays on F-2 with what was planned and done while it lasted (as in portal/bahan_nilai.py), and is gone from F-1.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal import waktu
from portal.extensions import db
from portal.models import (
    Kegiatan,
    KegiatanBulan,
    NilaiBaris,
    NilaiPerilaku,
    Pegawai,
    Penilaian,
    Realisasi,
    Skp,
    TugasTambahan,
    Unit,
)
from portal.queries.penanda_tangan import Penanda, penyetuju, yang_menilai
from portal.reports.isi import Formulir, Indikator, Nilai, Orang, Rinci
from portal.reports.isi import Kegiatan as BarisFormulir
from portal.reports.kinerja import dengan_satuan
from portal.reports.lembar import tanggal
from portal.rules import bulanan, pangkat, pp46, rencana
from portal.rules.eksak import GalatMasukan, baca
from portal.rules.jabatan import fungsional
from portal.rules.nilai_tahunan import BulanKegiatan, KegiatanTahun, kegiatan_pp46
from portal.rules.periode import Periode
from portal.rules.skp import masa_bulan
from portal.rules.tahun_2021 import SEMESTER_I, SEMESTER_II, TAMBAHAN

SAH = "done"
BATAL = "dibatalkan"
BERLAKU = ("ditetapkan", "ditutup")
BERNILAI = ("f2", "skp30")
"""The forms of an SKP that say what came of it."""

Sisi = Mapping[str, bulanan.Nilai]


@dataclass(frozen=True)
class Bulanan:
    """What the months of some SKP hold. `baris`: kegiatan -> verified months (1..12), target and final values;
    `rencana`: kegiatan of an SKP that was closed or is read by halves -> months planned; `tambahan`: SKP -> what was
    acknowledged."""

    status: Mapping[int, Mapping[int, str]] = field(default_factory=dict)
    baris: Mapping[int, Mapping[int, Sisi]] = field(default_factory=dict)
    rencana: Mapping[int, Mapping[int, bulanan.Nilai]] = field(default_factory=dict)
    tambahan: Mapping[int, Sequence[Any]] = field(default_factory=dict)


def ids(form: str, opd_id: int, tahun: int, unit_id: int | None = None) -> list[int]:
    """The SKP of an OPD (or one unit) that have this form ("f1", "skp6": ever sent; "f2", "skp30": in force or closed,
    in the time of its law), by unit and name. One statement."""
    syarat = [Skp.opd_id == opd_id, Skp.tahun == tahun]
    syarat += [Skp.status.in_(BERLAKU)] if form in BERNILAI else [Skp.versi > 0, Skp.status != BATAL]
    syarat += [Skp.mulai <= pp46.AKHIR] if form == "f2" else []
    syarat += [Skp.selesai > pp46.AKHIR] if form == "skp30" else []
    syarat += [Skp.unit_id == unit_id] if unit_id is not None else []
    pernyataan = select(Skp.id).join(Skp.unit).join(Skp.pegawai).where(*syarat)
    return list(db.session.scalars(pernyataan.order_by(Unit.nama, Skp.unit_id, Pegawai.nama, Skp.mulai, Skp.id)))


def muat_f1(skp: Sequence[int]) -> tuple[Formulir, ...]:
    """F-1 of these SKP, in their order. Five statements at most."""
    semua = _skp(skp)
    penilai = penyetuju(semua)
    return tuple(_f1(s, penilai.get(s.id)) for s in semua)


def muat_f2(skp: Sequence[int]) -> tuple[Formulir, ...]:
    """F-2 of these SKP, in their order: of 2021 the first half, which PP 46/2011 still rated. Ten statements."""
    semua = _skp(skp)
    penilai, isi = yang_menilai(semua), _bulanan(semua)
    return tuple(_f2(s, penilai.get(s.id), isi, SEMESTER_I if s.tahun == pp46.AKHIR.year else None) for s in semua)


def muat_skp30(skp: Sequence[int]) -> tuple[Formulir, ...]:
    """The second half of 2021 of these SKP, in their order. Eleven statements at most."""
    semua = _skp(skp)
    penilai, isi, tambahan = yang_menilai(semua), _bulanan(semua), _kinerja_tambahan(semua)
    return tuple(
        replace(_f2(s, penilai.get(s.id), isi, SEMESTER_II), kinerja_tambahan=tambahan.get(s.pegawai_id))
        for s in semua
    )  # fmt: skip


def _kinerja_tambahan(semua: Sequence[Skp]) -> dict[int, Decimal | None]:
    """Person -> the value of kinerja tambahan in the assessment of 2021; the atasan's where he decided. One
    statement."""
    baris = db.session.execute(
        select(Penilaian.pegawai_id, NilaiPerilaku.nilai)
        .join(NilaiPerilaku, NilaiPerilaku.penilaian_id == Penilaian.id)
        .where(Penilaian.pegawai_id.in_({s.pegawai_id for s in semua}), Penilaian.tahun == pp46.AKHIR.year)
        .where(NilaiPerilaku.aspek == TAMBAHAN)
        .order_by(NilaiPerilaku.sisi)  # "penilai" before "putusan"
    )
    return {b.pegawai_id: b.nilai for b in baris}


def bulan_wajib(mulai: date, selesai: date, wajib_sejak: date | None) -> tuple[int, ...]:
    """The months of an SKP that must be reported: its own, from the enrolment of its person on."""
    return tuple(
        n for n in masa_bulan(mulai, selesai)
        if wajib_sejak is None or Periode(mulai.year, n).awal >= wajib_sejak
    )  # fmt: skip


def pangkat_cetak(golongan: str | None) -> str:
    """ "Penata Muda (III/a)"; what is no golongan stays as it is written."""
    try:
        return pangkat.cetak(golongan) if golongan else ""
    except GalatMasukan:
        return golongan or ""


def _skp(skp: Sequence[int]) -> list[Skp]:
    muatan = (
        joinedload(Skp.pegawai).joinedload(Pegawai.gelombang), joinedload(Skp.penilai), joinedload(Skp.jabatan),
        joinedload(Skp.unit), joinedload(Skp.opd), selectinload(Skp.kegiatan),
    )  # fmt: skip
    per_id = {s.id: s for s in db.session.scalars(select(Skp).where(Skp.id.in_(skp)).options(*muatan)).unique()}
    return [per_id[i] for i in skp if i in per_id]


def _bulanan(semua: Sequence[Skp]) -> Bulanan:
    """Five statements."""
    nomor = [s.id for s in semua]
    status: dict[int, dict[int, str]] = defaultdict(dict)
    sah: dict[int, int] = {}
    for r in db.session.execute(
        select(Realisasi.id, Realisasi.skp_id, Realisasi.bulan, Realisasi.status).where(Realisasi.skp_id.in_(nomor))
    ):
        status[r.skp_id][r.bulan] = r.status
        sah |= {r.id: r.bulan} if r.status == SAH else {}
    tambahan: dict[int, list[Any]] = defaultdict(list)
    for t in db.session.execute(
        select(
            TugasTambahan.skp_id, TugasTambahan.jenis, TugasTambahan.uraian, TugasTambahan.surat, TugasTambahan.tanggal,
            TugasTambahan.nilai_kreativitas,
        )
        .where(TugasTambahan.skp_id.in_(nomor), TugasTambahan.diakui == "ya")
        .order_by(TugasTambahan.tanggal, TugasTambahan.id)
    ):  # fmt: skip
        tambahan[t.skp_id].append(t)
    return Bulanan(status, _baris(sah), _rencana(semua, status), tambahan)


def _baris(realisasi: Mapping[int, int]) -> dict[int, dict[int, Sisi]]:
    """One statement: both sides of the verified months of each kegiatan; a month without its target does not count.
    `realisasi`: id -> month."""
    kolom = (NilaiBaris.kuantitas, NilaiBaris.kualitas, NilaiBaris.waktu, NilaiBaris.biaya, NilaiBaris.ak)
    pasangan: dict[tuple[int, int], dict[str, bulanan.Nilai]] = defaultdict(dict)
    for realisasi_id, kegiatan_id, sisi, *nilai in db.session.execute(
        select(NilaiBaris.realisasi_id, NilaiBaris.kegiatan_id, NilaiBaris.sisi, *kolom)
        .where(NilaiBaris.realisasi_id.in_(realisasi), NilaiBaris.sisi.in_(("target", "akhir")))
        .order_by(NilaiBaris.realisasi_id)
    ):
        pasangan[kegiatan_id, realisasi_id][sisi] = bulanan.Nilai(*nilai)
    hasil: dict[int, dict[int, Sisi]] = defaultdict(dict)
    for (kegiatan_id, realisasi_id), sisi in pasangan.items():
        if len(sisi) == 2:
            hasil[kegiatan_id][realisasi[realisasi_id]] = sisi
    return hasil


def _rencana(semua: Sequence[Skp], status: Mapping[int, Mapping[int, str]]) -> dict[int, dict[int, bulanan.Nilai]]:
    """The months planned while an SKP lasted that was closed or is read by halves. One statement, none without such."""
    masa = {
        k.id: set(masa_bulan(s.mulai, s.selesai)) | status[s.id].keys()
        for s in semua if s.status == "ditutup" or s.tahun == pp46.AKHIR.year
        for k in s.kegiatan
    }  # fmt: skip
    hasil: dict[int, dict[int, bulanan.Nilai]] = defaultdict(dict)
    if not masa:
        return hasil
    for b in db.session.scalars(select(KegiatanBulan).where(KegiatanBulan.kegiatan_id.in_(masa))):
        if b.bulan in masa[b.kegiatan_id] and b.kuantitas > 0:
            hasil[b.kegiatan_id][b.bulan] = bulanan.Nilai(b.kuantitas, b.kualitas, b.waktu, b.biaya, b.ak)
    return hasil


def _f1(skp: Skp, penilai: Penanda | None) -> Formulir:
    jft = fungsional(skp.jabatan.jenis)
    kegiatan = (
        BarisFormulir(k.uraian, k.satuan, _target(k, jft), rinci=rinci(k))
        for k in skp.kegiatan
        if k.dihapus_versi is None
    )
    return Formulir(**_dasar(skp, penilai), kegiatan=tuple(kegiatan))


def _f2(skp: Skp, penilai: Penanda | None, isi: Bulanan, semester: range | None = None) -> Formulir:
    """`semester`: only these months (2021)."""
    status = {b: s for b, s in isi.status.get(skp.id, {}).items() if semester is None or b in semester}
    gelombang = skp.pegawai.gelombang
    wajib = bulan_wajib(skp.mulai, skp.selesai, gelombang.mulai if gelombang else None)
    tambahan = isi.tambahan.get(skp.id, ()) if semester != SEMESTER_II else ()
    if semester is not None:
        wajib = tuple(n for n in wajib if n in semester)
        tambahan = [t for t in tambahan if t.tanggal <= pp46.AKHIR]
    kegiatan = (_kegiatan(k, skp, isi, semester) for k in skp.kegiatan)
    return Formulir(
        **_dasar(skp, penilai) | _masa(skp, semester), kegiatan=tuple(k for k in kegiatan if k is not None),
        wajib=tuple(n for n in wajib if status.get(n) != "cancelled"),
        sah=tuple(sorted(n for n, s in status.items() if s == SAH)),
        tugas_tambahan=tuple(_sebutan(t) for t in tambahan if t.jenis != "kreativitas"),
        kreativitas=tuple((_sebutan(t), t.nilai_kreativitas or 0) for t in tambahan if t.jenis == "kreativitas"),
    )  # fmt: skip


def _masa(skp: Skp, semester: range | None) -> dict[str, date]:
    """From when to when the form is about."""
    if semester is None:
        return {}
    if semester == SEMESTER_I:
        return {"selesai": min(skp.selesai, pp46.AKHIR)}
    return {"mulai": max(skp.mulai, pp46.AKHIR + timedelta(days=1))}


def _dasar(skp: Skp, penilai: Penanda | None) -> dict[str, Any]:
    return {
        "nomor": skp.nomor, "tahun": skp.tahun, "mulai": skp.mulai, "selesai": skp.selesai,
        "pegawai": _orang(skp.pegawai, skp.jabatan.nama, skp.unit.nama), "opd": skp.opd.nama,
        "jenis": skp.jabatan.jenis,
        "penilai": _orang(penilai.orang, penilai.jabatan, penilai.unit) if penilai else None,
        "ditetapkan": skp.ditetapkan_pada.astimezone(waktu.WITA).date() if skp.ditetapkan_pada else None,
        "pendekatan": skp.pendekatan or "", "ekspektasi": skp.ekspektasi or {},
        "lampiran": {rencana.LAMPIRAN[k]: isi for k, isi in (skp.lampiran or {}).items()},
    }  # fmt: skip


def _target(k: Kegiatan, jft: bool) -> Nilai:
    """AK is for fungsional only; a budget of 0 is none."""
    return Nilai(k.kuantitas, k.kualitas, Decimal(k.waktu), k.biaya or None, k.ak if jft else None)


def _kegiatan(k: Kegiatan, skp: Skp, isi: Bulanan, semester: range | None) -> BarisFormulir | None:
    """The kegiatan with its year; None for one that was planned for no month while it lasted."""
    jft, uraian, keluar = fungsional(skp.jabatan.jenis), k.uraian, k.dihapus_versi is not None
    bulan = {b: s for b, s in isi.baris.get(k.id, {}).items() if semester is None or b in semester}
    target = _target(k, jft)
    if keluar or skp.status == "ditutup" or semester is not None:
        rencana = {b: s["target"] for b, s in bulan.items()} if skp.status != "ditutup" or keluar else {}
        rencana |= {} if keluar else isi.rencana.get(k.id, {})
        rencana = {b: n for b, n in rencana.items() if semester is None or b in semester}
        if not rencana:
            return None
        target = _sebagian(target, list(rencana.values()))
    if keluar:
        uraian = f"{uraian} (dikeluarkan dengan versi {k.dihapus_versi})"
    return BarisFormulir(uraian, k.satuan, target, setahun(target, list(bulan.values())), rinci(k), k.id)


def rinci(k: Kegiatan) -> Rinci:
    """What the plan says besides its targets (rules/rencana.py); empty for one drawn up in the shape of before."""
    kata = {
        a: Indikator(i.get("uraian", ""), rencana.target(i, lambda n: dengan_satuan(baca(n), "")))
        for a, i in (k.indikator or {}).items()
    }
    perspektif = str(rencana.PERSPEKTIF.get(k.perspektif or "", ""))
    return Rinci(k.jenis, k.intervensi or "", perspektif, kata)


def _sebagian(target: Nilai, rencana: Sequence[bulanan.Nilai]) -> Nilai:
    """What was planned for those months alone."""
    return Nilai(
        _jumlah(n.kuantitas for n in rencana), target.kualitas, Decimal(len(rencana)),
        None if target.biaya is None else _jumlah(n.biaya for n in rencana) or None,
        None if target.ak is None else _jumlah(n.ak for n in rencana),
    )  # fmt: skip


def setahun(target: Nilai, bulan: Sequence[Sisi]) -> Nilai:
    """The year's realisation from verified months, exactly as the yearly assessment reads it (rules/nilai_tahunan.py).
    No month at all: nothing done, in no time."""
    if not bulan:
        nol = Decimal(0)
        return Nilai(nol, nol, nol, None if target.biaya is None else nol, None if target.ak is None else nol)
    rencana = bulanan.Nilai(target.kuantitas, target.kualitas, target.waktu, target.biaya)
    tahun = KegiatanTahun("kegiatan", rencana, tuple(BulanKegiatan(b["target"], b["akhir"]) for b in bulan))
    hasil = kegiatan_pp46(tahun)
    biaya = Fraction(hasil.biaya[1]) if hasil.biaya else None
    ak = None if target.ak is None else _jumlah(b["akhir"].ak for b in bulan)
    return Nilai(Fraction(hasil.kuantitas[1]), Fraction(hasil.kualitas[1]), Fraction(hasil.waktu[1]), biaya, ak)


def _orang(p: Pegawai, jabatan: str, unit: str) -> Orang:
    return Orang(p.nama, p.nip if p.nip.isdigit() else "", pangkat_cetak(p.golongan), jabatan, unit)


def _sebutan(t: Any) -> str:
    """A duty with the letter it rests on."""
    return f"{t.uraian} ({t.surat}, {tanggal(t.tanggal)})" if t.surat else str(t.uraian)


def _jumlah(isi: Iterable[Any]) -> Decimal:
    return sum((Decimal(n) for n in isi if n is not None), Decimal(0))

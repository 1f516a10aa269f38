"""A month as a periodic evaluation of PermenPANRB 6/2022: the plans of the SKP with what the month held.

A month that is verified is read from its final values; before that from what was claimed, and the form says that it is
provisional. The caller has seen to it that the reader may see it.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from portal import waktu
from portal.extensions import db
from portal.models import NilaiBaris, Pegawai, Realisasi, Skp, Unit
from portal.queries import formulir_organisasi
from portal.queries.formulir import SAH, muat_f1, rinci
from portal.reports.isi import Formulir, Kegiatan, Nilai
from portal.reports.isi_tahunan import Evaluasi
from portal.reports.lembar import bulan as nama_bulan
from portal.rules.jabatan import fungsional
from portal.rules.periode import Periode

CATATAN = ("putusan", "saran")
"""Whose remark on a row is its feedback: who decided last."""
BELUM_DIKIRIM = ("draft", "realisasi", "cancelled")
Sisi = Mapping[str, NilaiBaris]


def ids(opd_id: int, tahun: int, bulan: int, unit_id: int | None = None) -> list[int]:
    """The months of an OPD (or one unit) that have been sent, by unit and name. One statement."""
    syarat = [Skp.opd_id == opd_id, Realisasi.tahun == tahun, Realisasi.bulan == bulan]
    syarat += [Realisasi.status.not_in(BELUM_DIKIRIM)] + ([Skp.unit_id == unit_id] if unit_id is not None else [])
    pernyataan = select(Realisasi.id).join(Realisasi.skp).join(Skp.unit).join(Skp.pegawai).where(*syarat)
    return list(db.session.scalars(pernyataan.order_by(Unit.nama, Skp.unit_id, Pegawai.nama, Realisasi.id)))


def muat(realisasi: Sequence[int]) -> tuple[Evaluasi, ...]:
    """These months, in their order. Eight statements at most, and two for each quarter among them."""
    muatan = (
        joinedload(Realisasi.skp).joinedload(Skp.pegawai).joinedload(Pegawai.gelombang),
        joinedload(Realisasi.skp).joinedload(Skp.jabatan),
    )
    semua = {r.id: r for r in db.session.scalars(select(Realisasi).where(Realisasi.id.in_(realisasi)).options(*muatan))}
    baris: dict[int, dict[int, dict[str, NilaiBaris]]] = defaultdict(lambda: defaultdict(dict))
    for b in db.session.scalars(
        select(NilaiBaris).where(NilaiBaris.realisasi_id.in_(semua)).options(joinedload(NilaiBaris.kegiatan))
    ):
        baris[b.realisasi_id][b.kegiatan_id][b.sisi] = b
    urut = [semua[i] for i in realisasi if i in semua]
    skp = {r.skp_id for r in urut}
    isi = dict(zip(sorted(skp), muat_f1(sorted(skp)), strict=True))
    capaian = formulir_organisasi.bulanan(urut)
    return tuple(replace(_satu(r, isi[r.skp_id], baris[r.id]), **capaian.get(r.id, {})) for r in urut)


def _satu(r: Realisasi, skp: Formulir, baris: Mapping[int, Sisi]) -> Evaluasi:
    periode, jft = Periode(r.tahun, r.bulan), fungsional(r.skp.jabatan.jenis)
    semua = sorted((s for s in baris.values() if "target" in s), key=lambda s: s["target"].kegiatan.urutan)
    bulanan = replace(
        skp, mulai=max(skp.mulai, periode.awal), selesai=min(skp.selesai, periode.akhir),
        kegiatan=tuple(_kegiatan(s, r.status == SAH, jft) for s in semua),
    )  # fmt: skip
    sah = r.status == SAH
    return Evaluasi(
        nomor=r.nomor, periode=f"BULANAN: {nama_bulan(r.bulan)} {r.tahun}", skp=bulanan, sah=sah, bulan=True,
        keadaan="" if sah else "bulan ini belum diverifikasi BKD; realisasinya menurut pegawai",
        penilai=skp.penilai, catatan=r.catatan_penilai or "",
        dibuat=r.diverifikasi_pada.astimezone(waktu.WITA).date() if r.diverifikasi_pada and sah else None,
    )  # fmt: skip


def _kegiatan(sisi: Sisi, sah: bool, jft: bool) -> Kegiatan:
    k, nyata = sisi["target"].kegiatan, sisi.get("akhir" if sah else "klaim")
    umpan = next((s.catatan for n in CATATAN if (s := sisi.get(n)) is not None and s.catatan), "")
    return Kegiatan(
        k.uraian, k.satuan, _nilai(sisi["target"], jft), _nilai(nyata, jft) if nyata else None,
        replace(rinci(k), umpan_balik=umpan or ""),
    )  # fmt: skip


def _nilai(n: NilaiBaris, jft: bool) -> Nilai:
    biaya = n.biaya if n.biaya is None or n.biaya else None
    return Nilai(n.kuantitas, n.kualitas, Decimal(n.waktu), biaya, n.ak if jft else None)

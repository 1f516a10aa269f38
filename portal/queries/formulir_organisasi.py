"""Capaian kinerja organisasi and its pattern as the forms of PermenPANRB 6/2022 print them, many at once."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from portal.bahan_capaian import untuk
from portal.extensions import db
from portal.models import CapaianOrganisasi, HasilPenilaian, Penilaian, Realisasi
from portal.rules import pola
from portal.rules.capaian import Masa
from portal.rules.penilaian_tahunan import PAN6

Isi = dict[int, dict[str, Any]]
"""Id -> the fields `organisasi` and `pola` of reports/isi_tahunan.py, where there is something to print."""


def berlaku(p: Penilaian) -> HasilPenilaian | None:
    """The result that counts: the atasan's where an objection changed it."""
    per_sisi = {h.sisi: h for h in p.hasil}
    return per_sisi.get("putusan") or per_sisi.get("penilai")


def tahunan(semua: Sequence[Penilaian]) -> Isi:
    """Of assessments: what the result was compared with, else what counts today. One statement, and two a year."""
    milik = [p for p in semua if p.profil == PAN6]
    dipakai = {p.id: h.capaian_id for p in milik if (h := berlaku(p)) is not None and h.capaian_id}
    capaian = {}
    if dipakai:
        cari = select(CapaianOrganisasi).where(CapaianOrganisasi.id.in_(set(dipakai.values())))
        baris = {c.id: c.capaian for c in db.session.scalars(cari)}
        capaian = {p_id: baris[c_id] for p_id, c_id in dipakai.items()}
    for tahun in {p.tahun for p in milik if p.id not in capaian}:
        sisa = [p for p in milik if p.tahun == tahun and p.id not in capaian]
        kini = untuk([(p.skp.opd_id, p.skp.unit_id) for p in sisa], tahun)
        capaian |= {p.id: c.capaian for p in sisa if (c := kini.get((p.skp.opd_id, p.skp.unit_id)))}
    return {p.id: _isi(capaian[p.id], date(p.tahun, 12, 31)) for p in milik if p.id in capaian}


def bulanan(semua: Sequence[Realisasi]) -> Isi:
    """Of months: what is recorded for their quarter. Two statements a quarter."""
    per_masa: dict[Masa, list[Realisasi]] = defaultdict(list)
    for r in semua:
        per_masa[Masa(r.tahun, (r.bulan + 2) // 3)].append(r)
    hasil: Isi = {}
    for masa, bulan in per_masa.items():
        kini = untuk([(r.skp.opd_id, r.skp.unit_id) for r in bulan], masa.tahun, masa.triwulan)
        for r in bulan:
            if c := kini.get((r.skp.opd_id, r.skp.unit_id)):
                isi = _isi(c.capaian, masa.akhir)
                hasil[r.id] = isi | {"organisasi": f"{isi['organisasi']} ({masa})"}
    return hasil


def _isi(capaian: str, pada: date) -> dict[str, Any]:
    return {"organisasi": pola.CAPAIAN[capaian], "pola": pola.kalimat(capaian, pada=pada)}

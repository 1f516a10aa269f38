"""The rows of a revision: read beside the version in force, checked by the rules, written into the SKP once agreed."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from sqlalchemy import select

from portal import waktu
from portal.actions.bersama import MEDAN_NILAI, desimal
from portal.actions.isi_skp import (
    berisi,
    bulan_terisi,
    kualitatif,
    potong,
    potret,
    tulis_baris,
    untuk_aturan,
)
from portal.errors import TidakSah
from portal.extensions import db
from portal.models import Kegiatan, NilaiBaris, Realisasi, Skp, SkpVersi
from portal.rules import jendela, rencana
from portal.rules import revisi as aturan
from portal.rules.bulanan import Nilai
from portal.rules.skp import masa_bulan


def masa(skp: Skp) -> aturan.Masa:
    """What time allows for a revision of this SKP now. One statement."""
    dibuka = db.session.scalars(
        select(Realisasi.bulan).where(Realisasi.skp_id == skp.id, Realisasi.status != "cancelled")
    )
    return aturan.Masa(
        tahun=skp.tahun,
        bulan=masa_bulan(skp.mulai, skp.selesai),
        dibuka=frozenset(dibuka),
        jendela=jendela.terbuka_terakhir(waktu.sekarang()),
    )


@dataclass(frozen=True)
class Terbaca:
    """The rows as sent, months of the past filled in, and their numbers on the form (empty rows are left out)."""

    baris: list[dict[str, Any]]
    nomor: list[int]


def baca(skp: Skp, isian: list[dict[str, Any]], berlaku: int) -> Terbaca:
    """Leave out empty rows; give each row its past months, and the rest by the rule where no month was filled in."""
    lama = {str(b["id"]): b for b in potret(skp)}
    nomor = [n for n, b in enumerate(isian, 1) if berisi(b)]
    return Terbaca([_lengkap(isian[n - 1], lama, skp.tahun, berlaku) for n in nomor], nomor)


def periksa(skp: Skp, isi: Terbaca, berlaku: int) -> list[dict[str, Any]]:
    """The rows as the proposal keeps them (numbers as text, like `potret`). TidakSah lists every finding."""
    usul = aturan.Usulan(
        lama=[_usulan(b, skp) for b in potret(skp)],
        baru=[_usulan(b, skp) for b in isi.baris],
        berlaku=berlaku,
        jabatan=skp.jabatan.jenis,
        mulai=skp.mulai,
        selesai=skp.selesai,
        masa=masa(skp),
        terverifikasi=_terverifikasi(skp.id),
        kualitatif=kualitatif(skp),
    )
    if temuan := aturan.periksa_usulan(usul):
        raise TidakSah(*(t if t.baris is None else replace(t, baris=isi.nomor[t.baris - 1]) for t in temuan))
    return [_teks(b, skp) for b in isi.baris]


def terapkan(skp: Skp, isi: list[dict[str, Any]], berlaku: int, *, oleh_id: int) -> int:
    """Write the agreed rows into the SKP as its next version; months before `berlaku` keep their targets, and a row
    that is out keeps its past months. The number of the version.
    """
    skp.versi += 1
    lama = {k.id: k for k in skp.kegiatan if k.dihapus_versi is None}
    for urutan, baris in enumerate(isi, 1):
        kegiatan = lama.pop(int(baris["id"]), None) if baris.get("id") else None
        if kegiatan is None:
            kegiatan = Kegiatan()
            skp.kegiatan.append(kegiatan)
        _tulis(kegiatan, urutan, baris, berlaku, skp)
    for keluar in lama.values():
        potong(keluar, berlaku, skp.versi)
        keluar.dihapus_versi = skp.versi
    _urutkan(skp, len(isi))
    db.session.flush()  # the version names the rows by their ids
    db.session.refresh(skp, ["kegiatan"])
    db.session.add(SkpVersi(skp_id=skp.id, versi=skp.versi, isi=potret(skp), oleh_id=oleh_id, pada=waktu.sekarang()))
    return skp.versi


def _urutkan(skp: Skp, dipakai: int) -> None:
    """Rows that are out stand after those in force."""
    for nomor, kegiatan in enumerate((k for k in skp.kegiatan if k.dihapus_versi is not None), dipakai + 1):
        kegiatan.urutan = nomor


def _tulis(kegiatan: Kegiatan, urutan: int, baris: Mapping[str, Any], berlaku: int, skp: Skp) -> None:
    """The row and its months from `berlaku` on; the past is left as it is, whatever the proposal says about it."""
    lewat = {str(b.bulan): {m: getattr(b, m) for m in MEDAN_NILAI} for b in kegiatan.bulanan if b.bulan < berlaku}
    sesudah = {b: n for b, n in baris["bulan"].items() if int(b) >= berlaku}
    tulis_baris(kegiatan, urutan, {**baris, "bulan": lewat | sesudah}, kualitatif=kualitatif(skp))


def _lengkap(baris: dict[str, Any], lama: Mapping[str, Any], tahun: int, berlaku: int) -> dict[str, Any]:
    asal = lama.get(str(baris.get("id") or ""))
    tetap = {b: n for b, n in (asal["bulan"] if asal else {}).items() if int(b) < berlaku}
    dikirim = bulan_terisi(baris)
    sesudah = {b: n for b, n in dikirim.items() if int(b) >= berlaku}
    if not sesudah:
        sisa = aturan.bagi_sisa(baris, {int(b): _nilai(n) for b, n in tetap.items()}, tahun=tahun, berlaku=berlaku)
        sesudah = {str(b): {m: getattr(n, m) for m in MEDAN_NILAI} for b, n in sisa.items() if b >= berlaku}
    sebelum = {b: n for b, n in dikirim.items() if int(b) < berlaku}
    rinci = {} if rencana.dari_baris(baris) or not asal else {m: asal[m] for m in rencana.MEDAN if m in asal}
    return baris | rinci | {"bulan": tetap | sebelum | sesudah}


def _usulan(baris: Mapping[str, Any], skp: Skp) -> aturan.BarisUsulan:
    nomor = str(baris.get("id") or "")
    isi = untuk_aturan(dict(baris), kualitatif=kualitatif(skp))
    return aturan.BarisUsulan(int(nomor) if nomor.isdigit() else None, isi)


def _terverifikasi(skp_id: int) -> dict[int, Nilai]:
    """The sums of the verified months per kegiatan. One statement."""
    baris = db.session.execute(
        select(NilaiBaris.kegiatan_id, NilaiBaris.kuantitas, NilaiBaris.biaya, NilaiBaris.ak)
        .join(Realisasi, Realisasi.id == NilaiBaris.realisasi_id)
        .where(Realisasi.skp_id == skp_id, Realisasi.status == "done", NilaiBaris.sisi == "akhir")
    )
    hasil: dict[int, Nilai] = {}
    for kegiatan, *angka in baris:
        lama = hasil.get(kegiatan, Nilai())
        hasil[kegiatan] = Nilai(
            **{m: _tambah(getattr(lama, m), n) for m, n in zip(("kuantitas", "biaya", "ak"), angka, strict=True)}
        )
    return hasil


def _tambah(lama: Any, baru: Decimal | None) -> Decimal | None:
    return lama if baru is None else Decimal(lama or 0) + baru


def _teks(baris: Mapping[str, Any], skp: Skp) -> dict[str, Any]:
    angka = {m: _angka(baris.get(m), m) for m in ("kuantitas", "kualitas", "biaya", "ak")}
    return {
        "id": int(baris["id"]) if str(baris.get("id") or "").isdigit() else None,
        "uraian": " ".join(str(baris["uraian"]).split()),
        "satuan": " ".join(str(baris["satuan"]).split()),
        "waktu": int(desimal(baris["waktu"], "waktu") or 0),
        **angka,
        **_rinci(baris, skp),
        "bulan": {
            b: {m: _angka(n.get(m), m) for m in MEDAN_NILAI}
            for b, n in sorted(baris["bulan"].items(), key=lambda satu: int(satu[0]))
        },
    }


def _rinci(baris: Mapping[str, Any], skp: Skp) -> dict[str, Any]:
    """What the row says besides its targets, as it is kept."""
    rinci = rencana.dari_baris(baris)
    if rinci is None:
        return {}
    rinci = rencana.lengkapi(rinci, baris, angka=not kualitatif(skp))
    kata = {m: " ".join(isi.split()) for m in ("intervensi", "perspektif") if (isi := getattr(rinci, m))}
    return {"jenis": rinci.jenis or "utama", **kata, "indikator": rencana.simpan_indikator(rinci) or {}}


def _angka(isi: Any, medan: str) -> str | None:
    nilai = desimal(isi, medan)
    return None if nilai is None else str(nilai)


def _nilai(isi: Mapping[str, Any]) -> Nilai:
    return Nilai(**{m: isi.get(m) for m in MEDAN_NILAI})

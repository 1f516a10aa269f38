"""Writing the rows of an SKP: read exactly, split over the months where the months are not given, checked by the
rules.
"""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import update

from portal.actions.bersama import MEDAN_NILAI, desimal
from portal.errors import TidakSah
from portal.extensions import db
from portal.models import Bukti, Kegiatan, KegiatanBulan, Skp
from portal.rules import bagi, rencana
from portal.rules import skp as aturan
from portal.rules.bulanan import Nilai
from portal.rules.eksak import GalatMasukan
from portal.rules.temuan import Temuan


def tulis_kegiatan(skp: Skp, isian: list[dict[str, Any]]) -> None:
    """Replace the rows of `skp` by `isian` (see steps.py for its shape). TidakSah lists every finding with row and
    field.

    A row without anything in it is left out, and so is a month; findings count the rows as they were sent.
    """
    nomor = [n for n, baris in enumerate(isian, 1) if berisi(baris)]
    lengkap = [isian[n - 1] | {"bulan": bulan_terisi(isian[n - 1]) or bagi_baris(isian[n - 1], skp)} for n in nomor]
    temuan = aturan.periksa_pengajuan(
        aturan.Pengajuan(
            jabatan=skp.jabatan.jenis,
            mulai=skp.mulai,
            selesai=skp.selesai,
            penilai=skp.penilai_id,
            atasan_banding=skp.atasan_banding_id,
            verifikatur="antrean",
            kegiatan=[_untuk_aturan(b, skp) for b in lengkap],
            kualitatif=kualitatif(skp),
        )
    )
    if temuan:
        raise TidakSah(*(t if t.baris is None else replace(t, baris=nomor[t.baris - 1]) for t in temuan))
    lama = {k.id: k for k in skp.kegiatan}
    dipakai = []
    for urutan, baris in enumerate(lengkap, 1):
        kegiatan = lama.pop(int(baris["id"]), None) if str(baris.get("id") or "").isdigit() else None
        dipakai.append(tulis_baris(kegiatan or Kegiatan(), urutan, baris, kualitatif=kualitatif(skp)))
    for buang in lama.values():  # months may be open already: what was uploaded for a row that goes stays the month's
        db.session.execute(update(Bukti).where(Bukti.kegiatan_id == buang.id).values(kegiatan_id=None))
    skp.kegiatan[:] = dipakai
    db.session.flush()  # the version that is kept next names the rows by their ids


def _untuk_aturan(baris: dict[str, Any], skp: Skp) -> aturan.KegiatanSkp:
    """The row as the rules take it. Where it lies here already without plan and indicators (from before they were
    asked) and none was added, they are not asked again: the reviewer sees that they are missing."""
    satu = untuk_aturan(baris, kualitatif=kualitatif(skp))
    lama = next((k for k in skp.kegiatan if str(k.id) == str(baris.get("id") or "")), None)
    kosong = rencana.kunci(satu.rinci) == rencana.kunci(None)
    return replace(satu, rinci=None) if lama and kosong and not potret_rinci(lama) else satu


def bagi_baris(baris: dict[str, Any], skp: Skp) -> dict[str, dict[str, Any]]:
    """The monthly targets of one row by the rule of splitting; empty where the year's numbers cannot be read yet."""
    try:
        waktu = desimal(baris.get("waktu"), "waktu")
        bulan = bagi.bagi(
            kuantitas=baris.get("kuantitas") or "",
            kualitas=baris.get("kualitas") or "",
            biaya=_isi(baris.get("biaya")),
            ak=_isi(baris.get("ak")),
            mulai=date(skp.mulai.year, skp.mulai.month, 1),
            jumlah_bulan=int(waktu or 0),
        )
    except (GalatMasukan, ValueError):
        return {}
    return {str(b.bulan): {m: getattr(b, m) for m in MEDAN_NILAI} for b in bulan}


def potret(skp: Skp) -> list[dict[str, Any]]:
    """The rows in force as a version keeps them: exact numbers as text; what a revision took out is not among them."""
    return [
        {
            "id": k.id,
            "uraian": k.uraian,
            "satuan": k.satuan,
            "waktu": k.waktu,
            **{m: _teks(getattr(k, m)) for m in ("kuantitas", "kualitas", "biaya", "ak")},
            **potret_rinci(k),
            "bulan": {str(b.bulan): {m: _teks(getattr(b, m)) for m in MEDAN_NILAI} for b in k.bulanan},
        }
        for k in skp.kegiatan
        if k.dihapus_versi is None
    ]


def potret_rinci(k: Kegiatan) -> dict[str, Any]:
    """What a row says besides its targets, in the shape of the form; nothing where it says nothing."""
    isi = {"intervensi": k.intervensi, "perspektif": k.perspektif, "indikator": k.indikator}
    ada = {m: v for m, v in isi.items() if v}
    return {"jenis": k.jenis, **ada} if ada or k.jenis == "tambahan" else {}


def kualitatif(skp: Skp) -> bool:
    """Its expectations are described: indicators need no numbers."""
    return skp.pendekatan == "kualitatif"


def potong(kegiatan: Kegiatan, sebelum: int, versi: int) -> bool:
    """Leave a row only its months before `sebelum` (1..12), its year being their sum. A row without anything to do in
    them is out of the document from `versi` on. True where something went.
    """
    tetap = [b for b in kegiatan.bulanan if b.bulan < sebelum]
    if len(tetap) == len(kegiatan.bulanan):
        return False
    jumlah = sum((b.kuantitas for b in tetap), Decimal(0))
    if not jumlah:
        kegiatan.dihapus_versi, tetap = versi, []
    else:
        kegiatan.waktu, kegiatan.kuantitas = len(tetap), jumlah
        for medan in ("biaya", "ak"):
            isi = [getattr(b, medan) for b in tetap if getattr(b, medan) is not None]
            setattr(kegiatan, medan, sum(isi, Decimal(0)) if isi else None)
    kegiatan.bulanan[:] = tetap
    return True


def berisi(baris: dict[str, Any]) -> bool:
    """Something was filled in for the year; which row it is, what kind it is and its months do not count."""
    return _ada({k: v for k, v in baris.items() if k not in ("id", "bulan", "jenis")})


def _ada(nilai: Any) -> bool:
    if isinstance(nilai, dict):
        return any(_ada(v) for v in nilai.values())
    return nilai is not None and bool(str(nilai).strip())


def bulan_terisi(baris: dict[str, Any]) -> dict[str, dict[str, Any]]:
    """The months of a row in which something was filled in."""
    return {bulan: isi for bulan, isi in (baris.get("bulan") or {}).items() if _ada(isi)}


def tulis_baris(kegiatan: Kegiatan, urutan: int, baris: dict[str, Any], *, kualitatif: bool = False) -> Kegiatan:
    """Set a row and its months to `baris`, whose numbers have been checked. TidakSah for texts that are too long."""
    kegiatan.urutan, kegiatan.uraian, kegiatan.satuan = (
        urutan,
        str(baris["uraian"]).strip(),
        str(baris["satuan"]).strip(),
    )
    if len(kegiatan.uraian) > 500 or len(kegiatan.satuan) > 40:
        raise TidakSah(Temuan("uraian", urutan, "Ringkas: uraian paling banyak 500 huruf, satuan 40 huruf."))
    for medan in ("kuantitas", "kualitas", "biaya", "ak"):
        setattr(kegiatan, medan, desimal(baris.get(medan), medan))
    kegiatan.waktu = int(desimal(baris["waktu"], "waktu") or 0)
    _tulis_rinci(kegiatan, baris, kualitatif)
    lama = {b.bulan: b for b in kegiatan.bulanan}
    kegiatan.bulanan[:] = [
        _tulis_bulan(lama.get(int(bulan)) or KegiatanBulan(bulan=int(bulan)), isi)
        for bulan, isi in sorted(baris["bulan"].items(), key=lambda b: int(b[0]))
    ]
    return kegiatan


def _tulis_rinci(kegiatan: Kegiatan, baris: dict[str, Any], kualitatif: bool) -> None:
    """What the row says besides its targets; left as it is where it was sent in the shape of before."""
    kegiatan.jenis = kegiatan.jenis or "utama"
    rinci = rencana.dari_baris(baris)
    if rinci is None:
        return
    rinci = rencana.lengkapi(rinci, baris, angka=not kualitatif)
    kegiatan.jenis = rinci.jenis or "utama"
    kegiatan.intervensi = " ".join((rinci.intervensi or "").split()) or None
    kegiatan.perspektif = rinci.perspektif or None
    kegiatan.indikator = rencana.simpan_indikator(rinci)


def _tulis_bulan(satu: KegiatanBulan, isi: dict[str, Any]) -> KegiatanBulan:
    for medan in MEDAN_NILAI:
        setattr(satu, medan, desimal(isi.get(medan), medan))
    return satu


def untuk_aturan(baris: dict[str, Any], *, kualitatif: bool = False) -> aturan.KegiatanSkp:
    """The row as the rules take it."""
    bulan = {int(b): Nilai(**{m: isi.get(m) for m in MEDAN_NILAI}) for b, isi in baris["bulan"].items()}
    isi = {m: baris.get(m) for m in ("uraian", "satuan", "kuantitas", "kualitas", "waktu", "biaya", "ak")}
    rinci = rencana.dari_baris(baris)
    if rinci is not None:
        rinci = rencana.lengkapi(rinci, baris, angka=not kualitatif)
    return aturan.KegiatanSkp(**isi, bulan=bulan or None, rinci=rinci)


def _isi(nilai: Any) -> Any:
    return nilai if nilai is not None and str(nilai).strip() else None


def _teks(nilai: Any) -> str | None:
    return None if nilai is None else str(nilai)

"""What an upload makes of the draft there is: in its place, or joined with it; and what that changes, in numbers."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Any

from flask_babel import gettext as _

from portal.errors import Temuan, TidakSah
from portal.forms.impor.bebas import MAKS_KEGIATAN
from portal.forms.impor.hasil import ANGKA, Impor
from portal.rules import rencana

CARA = ("ganti", "gabung")
SETAHUN = ("kuantitas", "kualitas", "waktu", "biaya", "ak")


@dataclass(frozen=True)
class Gabungan:
    """`isian`: the draft as it becomes. `baru`, `berubah`, `tetap`, `hilang`: rows; `dibagi_ulang`: rows whose months
    are dropped because the year they were split from is another now (they are split by the rule when sent)."""

    isian: Mapping[str, Any]
    baru: int = 0
    berubah: int = 0
    tetap: int = 0
    hilang: int = 0
    dibagi_ulang: int = 0


def skp(cara: str, lama: Sequence[Mapping[str, Any]], impor: Impor) -> Gabungan:
    """The rows of the SKP after an upload. "gabung": rows of the file win over the same rows of the draft (by id, else
    by their words), others are added behind, and what only the draft has stays. TidakSah for more than 60 rows."""
    ada, baru = [dict(b) for b in lama if _berisi(b)], [b.isian for b in impor.baris]
    pasangan = _pasangkan(baru, ada)
    hitung = {"baru": 0, "berubah": 0, "tetap": 0, "dibagi_ulang": 0}
    jadi = [_satu(b, None if p is None else ada[p], hitung) for b, p in zip(baru, pasangan, strict=True)]
    hilang = len(ada) - sum(p is not None for p in pasangan)
    hasil = jadi
    if cara == "gabung":
        tempat = {p: satu for satu, p in zip(jadi, pasangan, strict=True) if p is not None}
        tambahan = [satu for satu, p in zip(jadi, pasangan, strict=True) if p is None]
        hasil = [*(tempat.get(n, satu) for n, satu in enumerate(ada)), *tambahan]
        hitung["tetap"] += hilang
        hilang = 0
    if len(hasil) > MAKS_KEGIATAN:
        pesan = _(
            "Bersama draf yang ada menjadi %(n)s kegiatan; paling banyak %(batas)s. "
            "Pilih mengganti, atau kurangi dahulu.",
            n=len(hasil),
            batas=MAKS_KEGIATAN,
        )
        raise TidakSah(Temuan("cara", None, pesan), pesan=pesan)
    return Gabungan({"kegiatan": hasil}, hilang=hilang, **hitung)


def realisasi(cara: str, lama: Sequence[Mapping[str, Any]], impor: Impor) -> Gabungan:
    """The rows of the month after an upload, in the order of the draft. "gabung": only what the file fills in wins."""
    per = {int(b.id): b.medan for b in impor.baris}
    hasil, hitung = [], {"berubah": 0, "tetap": 0}
    for baris in lama:
        kegiatan = int(baris["kegiatan"])
        medan = {m: s.nilai for m, s in per.get(kegiatan, {}).items() if s.nilai or (cara == "ganti" and s.paham)}
        baru = {**baris, **medan}
        hitung["berubah" if any(not _angka_sama(m, baru[m], baris.get(m)) for m in medan) else "tetap"] += 1
        hasil.append(baru)
    return Gabungan({"baris": hasil}, **hitung)


def _satu(baru: dict[str, Any], lama: Mapping[str, Any] | None, hitung: dict[str, int]) -> dict[str, Any]:
    """One row, with the id and, where the year is the same, the months of the row it was."""
    if lama is None:
        hitung["baru"] += 1
        return {**baru, "id": ""}
    hasil = {**baru, "id": str(lama.get("id") or "")}
    if rencana.dari_baris(baru) is None:  # a file without the sheet of plans says nothing about them
        hasil |= {m: lama[m] for m in rencana.MEDAN if m in lama}
    setahun = all(_angka_sama(m, baru.get(m), lama.get(m)) for m in SETAHUN)
    if "bulan" not in baru and lama.get("bulan"):
        if setahun:
            hasil["bulan"] = lama["bulan"]
        else:
            hitung["dibagi_ulang"] += 1
    kata = all(_kata(baru.get(m)) == _kata(lama.get(m)) for m in ("uraian", "satuan"))
    rinci = rencana.kunci(rencana.dari_baris(hasil)) == rencana.kunci(rencana.dari_baris(lama))
    sama = setahun and kata and rinci and _bulan(hasil.get("bulan")) == _bulan(lama.get("bulan"))
    hitung["tetap" if sama else "berubah"] += 1
    return hasil


def _pasangkan(baru: Sequence[Mapping[str, Any]], lama: Sequence[Mapping[str, Any]]) -> list[int | None]:
    """For each new row the place of the row of the draft that it is: by its id, else by its words; each once."""
    hasil: list[int | None] = [None] * len(baru)
    for kunci in (lambda b: str(b.get("id") or ""), lambda b: _kata(b.get("uraian"))):
        for n, baris in enumerate(baru):
            if hasil[n] is None and (cari := kunci(baris)):
                hasil[n] = next((i for i, b in enumerate(lama) if i not in hasil and kunci(b) == cari), None)
    return hasil


def sidik(isian: Any) -> str:
    """A mark of a draft: another draft, another mark; "" for none."""
    if not isian:
        return ""
    return hashlib.sha256(json.dumps(isian, sort_keys=True, default=str).encode()).hexdigest()


def _bulan(isi: Any) -> dict[str, dict[str, str]]:
    """Months to be compared: only what is filled in."""
    ada = {str(b): {m: _polos(n.get(m)) for m in ANGKA if _polos(n.get(m))} for b, n in (isi or {}).items()}
    return {b: n for b, n in ada.items() if n}


def _berisi(baris: Mapping[str, Any]) -> bool:
    isi = any(str(v or "").strip() for k, v in baris.items() if k not in ("id", "bulan", *rencana.MEDAN))
    rinci = rencana.kunci(rencana.dari_baris(baris)) != rencana.kunci(None)
    return isi or rinci or bool(_bulan(baris.get("bulan")))


def _kata(teks: Any) -> str:
    return " ".join(str(teks or "").casefold().split())


def _angka_sama(medan: str, satu: Any, dua: Any) -> bool:
    return _kata(satu) == _kata(dua) if medan == "catatan" else _polos(satu) == _polos(dua)


def _polos(isi: Any) -> str:
    """A number as one spelling ("12.50" and "12.5" are the same), anything else as its words."""
    teks = str(isi if isi is not None else "").strip()
    try:
        nilai = Decimal(teks)
    except InvalidOperation:
        return _kata(teks)
    return f"{nilai.normalize():f}" if nilai.is_finite() and abs(nilai.adjusted()) < 40 else teks

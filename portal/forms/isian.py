"""Answers to a step: from an HTML form or JSON to plain values, checked against the step's schema."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask_babel import gettext as _
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from portal.errors import Temuan, TidakSah

ANGKA = ("kuantitas", "kualitas", "waktu", "biaya", "ak", "nilai", "minimum", "maksimum")
BARIS_TERBACA = 61
"""One more than any step takes (forms/skema.py), so that too many are refused without being read or shown."""
ARAH = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that make text run the other way: pasted along unseen, they would turn what others read back to front."""
_RIBUAN = re.compile(r"-?[1-9][0-9]*(\.[0-9]{3})+(,[0-9]+)?")


def periksa(skema: Mapping[str, Any], isian: Any) -> dict[str, Any]:
    """`isian` if it fits the schema. TidakSah names each field that does not, in the order of the form."""
    galat = sorted(Draft202012Validator(skema).iter_errors(isian), key=lambda e: [str(p) for p in e.absolute_path])
    if galat:
        raise TidakSah(*(_temuan(e) for e in galat[:20]))
    return dict(isian)


def dari_form(pasangan: Iterable[tuple[str, str]]) -> dict[str, Any]:
    """Nested values from flat names: `baris-0-kuantitas`, `aspek-2-nilai`, `kegiatan-1-bulan-3-biaya`.

    A segment of digits is a position under `kegiatan`, `baris`, `aspek` and `umpan_balik`, and a key elsewhere.
    Numbers typed the Indonesian way ("1.234,5") become plain ("1234.5"); everything else stays the text it was. Names
    with other shapes are left out.
    """
    akar: dict[str, Any] = {}
    for nama, nilai in pasangan:
        bagian = nama.split("-")
        if len(bagian) > 5 or not re.fullmatch(r"[a-z_]{1,30}", bagian[0]):
            continue
        _taruh(akar, bagian, angka(nilai) if bagian[-1] in ANGKA else nilai.translate(ARAH))
    return {k: _rapikan(k, v) for k, v in akar.items()}


def _taruh(akar: dict[str, Any], bagian: list[str], nilai: str) -> None:
    for satu in bagian[:-1]:
        berikut = akar.setdefault(satu, {})
        if not isinstance(berikut, dict):
            return
        akar = berikut
    akar[bagian[-1]] = nilai


def _rapikan(nama: str, nilai: Any) -> Any:
    if isinstance(nilai, dict):
        if nama in ("kegiatan", "baris", "aspek", "umpan_balik") and all(_bulat(k) for k in nilai):
            return [_rapikan("", nilai[k]) for k in sorted(nilai, key=int)[:BARIS_TERBACA]]
        return {k: _rapikan(k, v) for k, v in nilai.items()}
    if nama == "kegiatan" and isinstance(nilai, str) and _bulat(nilai):
        return int(nilai)
    return nilai


def _bulat(teks: str) -> bool:
    """A row's number or position: what `int` takes and a table could hold."""
    return teks.isascii() and teks.isdigit() and len(teks) <= 12


def angka(teks: str) -> str:
    """A number typed the Indonesian way as plain text: "1.234,5" is "1234.5". A dot before three digits stands between
    thousands, also where one is missing ("1000.000"); what is no such number stays the text it was."""
    bersih = teks.strip().replace("\u00a0", "")
    if _RIBUAN.fullmatch(bersih):
        bersih = bersih.replace(".", "")
    return bersih.replace(",", ".") if re.fullmatch(r"-?[0-9]+,[0-9]+", bersih) else bersih


def _temuan(error: ValidationError) -> Temuan:
    jalur = list(error.absolute_path)
    baris = next((int(p) + 1 for p in jalur if isinstance(p, int)), None)
    medan = ".".join(str(p) for p in jalur if not isinstance(p, int)) or "isian"
    if error.validator == "required":
        hilang = re.findall(r"'([^']+)' is a required", error.message)
        sifat = error.schema.get("properties", {}).get(hilang[0], {}) if hilang else {}
        pesan = _("Pilih salah satu.") if "enum" in sifat else _("Bagian ini wajib diisi.")
        return Temuan(hilang[0] if hilang else medan, baris, pesan)
    if error.validator == "additionalProperties":
        asing = [str(k) for k in error.instance if k not in error.schema.get("properties", {})]
        medan = ".".join([*(str(p) for p in jalur if not isinstance(p, int)), *asing[:1]])[:200] or medan
        return Temuan(medan, baris, _("Ada bagian yang tidak diminta pada langkah ini."))
    if error.validator == "enum":
        return Temuan(
            medan, baris, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(map(str, error.validator_value)))
        )
    if error.validator in ("maxLength", "maxItems"):
        return Temuan(medan, baris, _("Terlalu panjang; paling banyak %(batas)s.", batas=error.validator_value))
    return Temuan(medan, baris, _("Isi bagian ini dengan bentuk yang benar."))

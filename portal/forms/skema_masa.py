"""The schema of a step as REST shows it, narrowed to what the law of the SKP's period asks (rules/rencana.py).

What comes back is still checked against the wide schema (forms/skema.py) and then by the rules: a row in the shape of
before stays valid, and what is not asked is refused by name rather than as an unknown property.
"""

from collections.abc import Mapping
from typing import Any

from portal.rules.rencana import JENIS, PERSPEKTIF, Bentuk


def menurut(skema: Mapping[str, Any], bentuk: Bentuk, *, ak: bool) -> dict[str, Any]:
    """`skema` without the parts that `bentuk` does not ask; choices spelled out. `ak`: angka kredit is asked."""
    sifat = dict(skema["properties"])
    diminta = {"pendekatan": bentuk.pendekatan, "lampiran": bentuk.lampiran, "ekspektasi": bentuk.perilaku}
    for medan, ya in diminta.items():
        if not ya:
            sifat.pop(medan, None)
    if "pendekatan" in sifat:
        sifat["pendekatan"] = {"enum": [*bentuk.pendekatan, None]}
    if "kegiatan" in sifat:
        sifat["kegiatan"] = _kegiatan(sifat["kegiatan"], bentuk, ak)
    return {**skema, "properties": sifat}


def _kegiatan(daftar: Mapping[str, Any], bentuk: Bentuk, ak: bool) -> dict[str, Any]:
    baris = daftar["items"]
    sifat = dict(baris["properties"])
    diminta = {
        "jenis": bentuk.rinci, "intervensi": bentuk.intervensi, "perspektif": bentuk.perspektif,
        "indikator": bentuk.indikator, "ak": ak,
    }  # fmt: skip
    for medan, ya in diminta.items():
        if not ya:
            sifat.pop(medan, None)
    for medan, kata in (("jenis", JENIS), ("perspektif", PERSPEKTIF)):
        if medan in sifat:
            sifat[medan] = {"enum": [*kata, None]}
    for medan, judul in (("uraian", bentuk.baris), ("intervensi", bentuk.intervensi), ("indikator", bentuk.indikator)):
        if medan in sifat:
            sifat[medan] = {**sifat[medan], "title": judul}
    if not ak:
        sifat["bulan"] = _tanpa_ak(sifat["bulan"])
    isi = {**baris, "properties": sifat, "description": f"Menurut {bentuk.dasar}."}
    return {**daftar, "items": isi}


def _tanpa_ak(bulan: Mapping[str, Any]) -> dict[str, Any]:
    pola = {
        nama: {**isi, "properties": {m: n for m, n in isi["properties"].items() if m != "ak"}}
        for nama, isi in bulan["patternProperties"].items()
    }
    return {**bulan, "patternProperties": pola}

"""The small pieces of which the schemas of the REST calls are made."""

from typing import Any

Skema = dict[str, Any]
TEKS: Skema = {"type": "string"}
TEKS_ATAU_KOSONG: Skema = {"type": ["string", "null"]}
BULAT: Skema = {"type": "integer"}
SAAT: Skema = {"type": "string", "format": "date-time"}
SAAT_ATAU_KOSONG: Skema = {"type": ["string", "null"], "format": "date-time"}
BEBAS: Skema = {"type": "object", "additionalProperties": True}


def objek(sifat: Skema, *boleh_tiada: str) -> Skema:
    """An object with exactly these members, all of them there but `boleh_tiada`."""
    return {
        "type": "object",
        "properties": sifat,
        "required": [k for k in sifat if k not in boleh_tiada],
        "additionalProperties": False,
    }


def daftar(isi: Skema) -> Skema:
    """A list of such things."""
    return {"type": "array", "items": isi}


def rujuk(nama: str) -> Skema:
    """The component of that name."""
    return {"$ref": f"#/components/schemas/{nama}"}

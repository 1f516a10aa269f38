"""The pieces the REST schemas are made of."""

from typing import Any

Skema = dict[str, Any]
TEKS: Skema = {"type": "string"}
BULAT: Skema = {"type": "integer"}


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

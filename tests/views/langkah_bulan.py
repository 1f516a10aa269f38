"""A task's page of a month, opened and sent on a day of February; what its form holds and which fields it marks."""

from tests.bulan import Panggung
from tests.views.bantuan import KUNCI, pohon


def buka(p: Panggung, klien: object, hari: int) -> object:
    """The page of the open task on that day of February."""
    with p.pada(2, hari):
        return klien.get(f"/tugas/{p.tugas}")


def kirim(p: Panggung, klien: object, hari: int, tugas: str | None = None, **isian: str) -> object:
    """Its form, sent."""
    with p.pada(2, hari):
        return klien.kirim(f"/tugas/{tugas or p.tugas}", {"kunci": KUNCI, "tindakan": "kirim", **isian})


def isi(halaman: object, nama: str) -> str:
    (medan,) = pohon(halaman).cssselect(f"[name='{nama}']")
    return medan.get("value") or medan.text or ""


def salah(halaman: object) -> set[str]:
    """Names of the fields marked as wrong."""
    return {m.get("name") for m in pohon(halaman).cssselect("[aria-invalid=true]")} | {
        m.get("id") for m in pohon(halaman).cssselect("fieldset.err")
    }

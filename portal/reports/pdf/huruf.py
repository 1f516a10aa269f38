"""The faces: Arimo regular, bold, italic and both, cut down to the letters that names and words are written in."""

import io
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

BERKAS = {False: "Arimo[wght].ttf", True: "Arimo-Italic[wght].ttf"}
TEBAL = {False: 400, True: 700}
HURUF = (
    (0x20, 0x7E), (0xA0, 0x17F), (0x1E00, 0x1EFF), (0x370, 0x3FF), (0x2010, 0x2027), (0x2030, 0x203A), (0x20AC, 0x20AC),
    (0x2122, 0x2122), (0x2190, 0x2193), (0x2212, 0x2212), (0x2260, 0x2265),
)  # fmt: skip
"""Latin with all its marks, Greek, punctuation, a few signs."""
PENGGANTI = ord("?")
"""What stands for a letter the face has not."""
TAK_TAMPAK = frozenset([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0xFE00, 0xFE10), 0xFEFF, 0xAD])
"""Marks of direction and width: they have no shape."""


@dataclass(frozen=True)
class Huruf:
    """A face. `lebar`: of each glyph, in thousandths of the size; `tanda`: character -> glyph; `berkas`: TrueType."""

    nama: str
    tebal: bool
    miring: bool
    lebar: tuple[int, ...]
    tanda: Mapping[int, int]
    naik: int
    turun: int
    kotak: tuple[int, int, int, int]
    berkas: bytes

    def glif(self, teks: str) -> list[int]:
        """The glyphs of a text; never the empty glyph 0, which PDF/A forbids."""
        ganti = self.tanda[PENGGANTI]
        return [self.tanda.get(ord(c), ganti) for c in teks if ord(c) not in TAK_TAMPAK]

    def panjang(self, teks: str, ukuran: int) -> int:
        """How wide the text is at this size, both in thousandths of a point."""
        return sum(self.lebar[g] for g in self.glif(teks)) * ukuran // 1000


def huruf(*, tebal: bool = False, miring: bool = False) -> Huruf:
    """The face, made once in a process (a quarter of a second)."""
    return _buat(tebal, miring)


@lru_cache(maxsize=4)
def _buat(tebal: bool, miring: bool) -> Huruf:
    with (files("fontpkg_arimo") / "files" / BERKAS[miring]).open("rb") as isi:
        fon = TTFont(io.BytesIO(isi.read()))
    pilihan = Options()
    pilihan.layout_features, pilihan.name_IDs, pilihan.notdef_outline, pilihan.hinting = [], [], True, False
    pilihan.drop_tables += ["GSUB", "GPOS", "GDEF", "STAT", "gasp"]
    pemotong = Subsetter(pilihan)
    pemotong.populate(unicodes=[u for awal, akhir in HURUF for u in range(awal, akhir + 1)])
    pemotong.subset(fon)
    fon = instantiateVariableFont(fon, {"wght": TEBAL[tebal]})
    tulisan = io.BytesIO()
    fon.save(tulisan)
    per_em, urutan = fon["head"].unitsPerEm, fon.getGlyphOrder()

    def seribu(n: int) -> int:
        return (2000 * n + per_em) // (2 * per_em)

    nomor = {nama: n for n, nama in enumerate(urutan)}
    kepala = fon["head"]
    return Huruf(
        nama=f"Arimo{'-' if tebal or miring else ''}{'Bold' * tebal}{'Italic' * miring}", tebal=tebal, miring=miring,
        lebar=tuple(seribu(fon["hmtx"][nama][0]) for nama in urutan),
        tanda={u: nomor[nama] for u, nama in fon.getBestCmap().items()}, naik=seribu(fon["hhea"].ascent),
        turun=seribu(fon["hhea"].descent),
        kotak=(seribu(kepala.xMin), seribu(kepala.yMin), seribu(kepala.xMax), seribu(kepala.yMax)),
        berkas=tulisan.getvalue(),
    )  # fmt: skip

"""Plots as SVG drawn on the server: bars of states, bars of a funnel, the strip of a year.

Lengths are percentages, so that a plot fits any width while its figures keep their size; colours are classes
(assets/css/grafik.css), never values, so that they follow the theme; a state has a pattern beside its colour, and its
number and word are in the plot's own description. No style attribute: the content policy forbids it.
"""

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup, escape

POLA = {
    "k1": '<circle class="titik" cx="4" cy="4" r="1.5"/>',
    "k3": '<path class="silang" d="M0 8 8 0M-2 2 2-2M6 10 10 6"/>',
    "k4": '<path class="garis" d="M2 0V8M6 0V8"/>',
}
"""What lies over the ground of these shapes, in a tile of eight by eight; the others are plain."""
TINGGI, TINGGI_TAHUN = 28, 26
TINGKAT = (20, 45, 70, 90)
"""Where the shades of a share begin, in percent; 0 is empty and 100 full."""

Bagian = Sequence[tuple[str, str, str, int]]
"""Parts: (key, word, shape, how many)."""


def pola() -> Markup:
    """The patterns, once on each page that draws with them."""
    tegel = (
        f'<pattern id="pola-{r}" width="8" height="8" patternUnits="userSpaceOnUse">'
        f'<rect class="dasar {r}" width="8" height="8"/>{isi}</pattern>'
        for r, isi in POLA.items()
    )
    return Markup(f'<svg class="pola" width="0" height="0" aria-hidden="true"><defs>{"".join(tegel)}</defs></svg>')


def contoh(rupa: str) -> Markup:
    """A small sample of a shape, for the legend; the word stands beside it."""
    return Markup(
        f'<svg class="contoh" width="18" height="14" aria-hidden="true">{_kotak(rupa, "0.5", "17", 0.5, 13)}</svg>'
    )


def tumpuk(bagian: Bagian, keterangan: str) -> Markup:
    """One bar of parts that fills the whole width, described by `keterangan` and its parts.

    A number is written into its part where it fits; parts of nothing are not drawn.
    """
    total = sum(n for *_, n in bagian)
    isi, mulai = [], 0
    for _kunci, kata, rupa, n in bagian:
        if n:
            x, lebar = _persen(mulai, total), _persen(n, total)
            angka = f'<text x="{_persen(2 * mulai + n, 2 * total)}" y="19">{n}</text>' if _muat(n, total) else ""
            isi.append(f"<g><title>{escape(kata)}: {n}</title>{_kotak(rupa, x, lebar, 0, TINGGI)}{angka}</g>")
        mulai += n
    kata_semua = ", ".join(f"{kata} {n}" for _kunci, kata, _rupa, n in bagian if n)
    return _gambar("tumpuk", TINGGI, f"{keterangan}: {kata_semua}" if kata_semua else keterangan, "".join(isi))


def batang(n: int, dari: int, rupa: str = "k5") -> Markup:
    """One bar of a funnel, as long as its share; hidden from screen readers, the row says the same in figures."""
    isi = f'<rect class="alas" width="100%" height="16"/>{_kotak(rupa, "0", _persen(n, dari), 0, 16) if n else ""}'
    return Markup(f'<svg class="batang" width="100%" height="16" aria-hidden="true">{isi}</svg>')


def ambang(n: int, dari: int, batas: Sequence[int], rupa: str = "k2") -> Markup:
    """The same bar with a tick where `batas` people are: how far a number is from what is expected of it. Hidden from
    screen readers like `batang`; a bar of nobody has no ticks."""
    garis = "".join(
        f'<line class="ambang" x1="{_persen(b, dari)}" x2="{_persen(b, dari)}" y1="-3" y2="19"/>' for b in batas if dari
    )
    isi = f'<rect class="alas" width="100%" height="16"/>{_kotak(rupa, "0", _persen(n, dari), 0, 16) if n else ""}'
    return Markup(f'<svg class="batang" width="100%" height="16" aria-hidden="true">{isi}{garis}</svg>')


def tahun(
    bulan: Sequence[tuple[str, str]], sah: Sequence[tuple[int, int] | None], keterangan: str, kini: int
) -> Markup:
    """Twelve cells for months (short, full name), shaded by the share done of (done, due) and with its percent inside;
    month `kini` has a frame. A month without anybody due, or not over yet, is a dot."""
    isi, kata = [], []
    for nomor, ((nama, _penuh), pasangan) in enumerate(zip(bulan, sah, strict=True)):
        x, tengah = _persen(nomor, 12), _persen(2 * nomor + 1, 24)
        bingkai = " kini" if nomor + 1 == kini else ""
        huruf = f'<text class="huruf" x="{tengah}" y="37">{escape(nama[:1])}</text>'
        if pasangan is None:
            isi.append(f'<circle class="kosong" cx="{tengah}" cy="13" r="1.5"/>{huruf}')
            continue
        n = persen(*pasangan)
        kata.append(f"{nama} {n}%")
        isi.append(
            f'<g><title>{escape(nama)}: {n}%</title><rect class="t{tingkat(n)}{bingkai}" x="{x}" y="1"'
            f' width="{_persen(1, 12)}" height="24"/>'
            f'<text class="a{tingkat(n)}" x="{tengah}" y="17">{n}</text></g>{huruf}'
        )
    return _gambar("tahun", TINGGI_TAHUN, f"{keterangan}: {', '.join(kata)}" if kata else keterangan, "".join(isi))


def persen(n: int, dari: int) -> int:
    """Whole percent, rounded half up, but 100 only for all and 0 only for none: 999 of 1000 is 99."""
    if n <= 0 or dari <= 0:
        return 0
    return 100 if n >= dari else min(99, max(1, (200 * n + dari) // (2 * dari)))


def tingkat(n: int) -> int:
    """The shade of a percentage, 0 to 5."""
    return 0 if n == 0 else 1 + sum(n >= batas for batas in TINGKAT)


def _gambar(kelas: str, tinggi: int, keterangan: str, isi: str) -> Markup:
    teks = escape(keterangan)
    return Markup(
        f'<svg class="{kelas}" width="100%" height="{tinggi}" role="img" aria-label="{teks}">'
        f"<desc>{teks}</desc>{isi}</svg>"
    )


def _kotak(rupa: str, x: str, lebar: str, y: float, tinggi: int) -> str:
    isi = f' fill="url(#pola-{rupa})"' if rupa in POLA else ""
    return f'<rect class="bagian {rupa}"{isi} x="{x}" y="{y}" width="{lebar}" height="{tinggi}"/>'


def _persen(n: int, dari: int) -> str:
    """A length or place, as SVG wants it: "33.33%"."""
    ratus = Fraction(10_000 * n, dari or 1)
    return f"{int(ratus) // 100}.{int(ratus) % 100:02d}%"


def _muat(n: int, total: int) -> bool:
    """Whether the number fits into its part on the narrowest screen: some 250 pixels, 7 a figure and the rims."""
    return Fraction(n, total) * 250 >= 7 * len(str(n)) + 4

"""Where the pages of a printed sheet end, so that what belongs together (a signature, a plan) stands on one page.

A spreadsheet breaks pages where it likes, unless it is told. What fits is reckoned with some room to spare:
spreadsheets do not agree on the width of a letter. Lengths are whole thousandths of a point.
"""

from collections.abc import Mapping, Sequence

A4 = (595276, 841890)
BARIS = 15000
"""A row whose height nobody has set."""
TEPI, ATAS, BAWAH = 28800, 28800, 43200
CADANGAN = 970
"""Of a thousand parts of a page, those that are filled."""


def muat(lebar: Sequence[int], *, tegak: bool) -> int:
    """The height that fits on a page, measured before the sheet is made narrower to fit its width. `lebar`: the columns
    in characters."""
    kertas = A4 if tegak else A4[::-1]
    isi = sum((7 * n + 5) * 750 for n in lebar)
    skala = min(1000, (kertas[0] - 2 * TEPI) * 1000 // max(1, isi))
    return (kertas[1] - ATAS - BAWAH) * CADANGAN // max(1, skala)


def pecah(
    akhir: int, tinggi: Mapping[int, int], kelompok: Sequence[tuple[int, int]], judul: tuple[int, int] | None, muat: int
) -> list[int]:
    """The rows (0 .. `akhir`) that a new page begins with. `tinggi`: row -> its height where it was set; `kelompok`:
    rows (first, last) that stay together; `judul`: the rows on top of every page after them."""

    def panjang(a: int, b: int) -> int:
        return sum(tinggi.get(n, BARIS) for n in range(a, b + 1))

    atas = panjang(*judul) if judul else 0
    hasil: list[int] = []
    r, y = 0, 0
    while r <= akhir:
        sampai = min(_bersama(r, kelompok), akhir)
        perlu = panjang(r, sampai)
        if y and y + perlu > muat:
            hasil.append(r)
            y = atas if judul and r > judul[1] else 0
        if y + perlu > muat:  # higher than a page: row by row
            sampai, perlu = r, panjang(r, r)
        y += perlu
        r = sampai + 1
    return hasil


def _bersama(r: int, kelompok: Sequence[tuple[int, int]]) -> int:
    """The last row that stays with row `r`."""
    akhir, lama = r, -1
    while akhir != lama:
        lama = akhir
        akhir = max([akhir, *(b for a, b in kelompok if a <= akhir and b >= r)])
    return akhir

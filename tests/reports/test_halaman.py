"""Where the pages of a printed sheet end: what belongs together stays together, and no page is over-full."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from portal.reports import halaman

BARIS = halaman.BARIS


@given(
    st.integers(0, 80), st.dictionaries(st.integers(0, 80), st.integers(1000, 90_000)),
    st.lists(st.tuples(st.integers(0, 80), st.integers(0, 5)), max_size=8), st.integers(200_000, 900_000),
)  # fmt: skip
def test_no_page_is_higher_than_paper_and_no_group_that_fits_is_cut(akhir, tinggi, kelompok, muat):
    rapat = [(a, min(akhir, a + n)) for a, n in kelompok if a <= akhir]
    ganti = halaman.pecah(akhir, tinggi, rapat, None, muat)

    def panjang(a: int, b: int) -> int:
        return sum(tinggi.get(n, BARIS) for n in range(a, b))

    for a, b in pairwise([0, *ganti, akhir + 1]):
        assert b > a
        assert panjang(a, b) <= muat
    for a, b in rapat:
        utuh = (min(x for x, y in rapat if x <= b and y >= a), max(y for x, y in rapat if x <= b and y >= a))
        if panjang(utuh[0], utuh[1] + 1) <= muat // 8:
            assert not [g for g in ganti if a < g <= b], (a, b)


def test_headings_take_their_room_on_every_page_after_them():
    muat = 10 * BARIS
    assert halaman.pecah(29, {}, [], None, muat) == [10, 20]
    assert halaman.pecah(29, {}, [], (0, 1), muat) == [10, 18, 26]


def test_a_signature_goes_to_the_next_page_as_a_whole():
    assert halaman.pecah(11, {}, [(8, 11)], None, 10 * BARIS) == [8]


def test_a_wide_sheet_is_made_smaller_and_holds_more_rows():
    assert halaman.muat([10] * 30, tegak=False) > halaman.muat([10] * 10, tegak=False)
    assert halaman.muat([10] * 5, tegak=True) == (841890 - 28800 - 43200) * 970 // 1000

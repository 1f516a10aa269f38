"""The plots: lengths that add up, numbers where they fit, words for those who do not see them."""

import pytest
from lxml import etree

from portal import grafik


def gambar(isi: object) -> etree._Element:
    return etree.fromstring(str(isi))


def test_the_parts_of_a_bar_fill_it_and_parts_of_nothing_are_not_drawn() -> None:
    svg = gambar(grafik.tumpuk([("a", "A", "k0", 1), ("b", "B", "k2", 0), ("c", "C", "k5", 2)], "Unit"))
    kotak = svg.findall(".//rect")
    assert [(k.get("x"), k.get("width")) for k in kotak] == [("0.00%", "33.33%"), ("33.33%", "66.66%")]
    assert svg.get("aria-label") == "Unit: A 1, C 2" == svg.findtext("desc")
    assert [t.text for t in svg.findall(".//title")] == ["A: 1", "C: 2"]


def test_a_number_is_written_only_where_it_fits() -> None:
    svg = gambar(grafik.tumpuk([("a", "A", "k0", 1), ("b", "B", "k5", 999)], "Unit"))
    assert [t.text for t in svg.findall(".//text")] == ["999"]


def test_a_bar_of_nobody_is_empty_and_says_only_whose_it_is() -> None:
    svg = gambar(grafik.tumpuk([("a", "A", "k0", 0)], "Unit"))
    assert svg.get("aria-label") == "Unit" and svg.findall(".//rect") == []


def test_a_bar_with_ticks_has_one_where_each_limit_lies_and_none_without_people() -> None:
    svg = gambar(grafik.ambang(3, 10, [7, 10]))
    assert [garis.get("x1") for garis in svg.findall("line")] == ["70.00%", "100.00%"]
    assert [kotak.get("width") for kotak in svg.findall("rect")] == ["100%", "30.00%"]
    assert gambar(grafik.ambang(0, 0, [0])).findall("line") == [] and svg.get("aria-hidden") == "true"


def test_names_cannot_leave_their_place() -> None:
    teks = str(grafik.tumpuk([("a", '<b>"', "k0", 1)], '"><script>'))
    assert "<script>" not in teks and "<b>" not in teks
    assert gambar(teks).get("aria-label") == '"><script>: <b>" 1'


def test_shapes_with_a_pattern_point_to_it_and_each_pattern_is_there() -> None:
    ada = {p.get("id") for p in gambar(grafik.pola()).iter("pattern")}
    for rupa in grafik.POLA:
        (kotak,) = gambar(grafik.contoh(rupa)).findall("rect")
        assert kotak.get("fill") == f"url(#pola-{rupa})" and f"pola-{rupa}" in ada
    assert gambar(grafik.contoh("k5")).find("rect").get("fill") is None


@pytest.mark.parametrize(
    ("n", "dari", "hasil"),
    [(0, 5, 0), (5, 5, 100), (999, 1000, 99), (1, 1000, 1), (1, 2, 50), (1, 3, 33), (2, 3, 67), (1, 8, 13), (0, 0, 0)],
)
def test_a_share_is_full_only_for_all_and_empty_only_for_none(n: int, dari: int, hasil: int) -> None:
    assert grafik.persen(n, dari) == hasil


def test_the_shade_grows_with_the_share() -> None:
    tingkat = [grafik.tingkat(n) for n in range(101)]
    assert tingkat == sorted(tingkat) and (tingkat[0], tingkat[1], tingkat[100]) == (0, 1, 5)


def test_a_year_has_a_cell_a_month_with_its_percent_and_a_dot_where_nothing_was_due() -> None:
    bulan = [(f"B{n}", f"Bulan {n}") for n in range(1, 13)]
    svg = gambar(grafik.tahun(bulan, [(1, 2), (0, 4)] + [None] * 10, "Unit", 2))
    assert [t.text for t in svg.iter("text") if t.get("class") != "huruf"] == ["50", "0"]
    assert len(svg.findall(".//circle")) == 10
    assert [k.get("class") for k in svg.iter("rect")] == ["t3", "t0 kini"]
    assert svg.get("aria-label") == "Unit: B1 50%, B2 0%"


def test_the_bar_of_a_funnel_is_as_long_as_its_share() -> None:
    assert [k.get("width") for k in gambar(grafik.batang(1, 4)).findall("rect")] == ["100%", "25.00%"]
    assert len(gambar(grafik.batang(0, 4)).findall("rect")) == 1

"""Jenis jabatan, eselon, golongan."""

import pytest

from portal.rules import jabatan, pangkat
from portal.rules.eksak import GalatMasukan


@pytest.mark.parametrize(
    ("jenis", "kelompok"),
    [
        ("jpt", "struktural"), ("administrator", "struktural"), ("pengawas", "struktural"), ("fungsional", "jft"),
        ("pelaksana", "pelaksana"), ("struktural", "struktural"), ("jft", "jft"),
    ],
)  # fmt: skip
def test_every_jenis_belongs_to_one_group(jenis, kelompok):
    assert jabatan.kelompok(jenis) == kelompok
    assert jabatan.struktural(jenis) is (kelompok == "struktural")
    assert jabatan.fungsional(jenis) is (kelompok == "jft")


@pytest.mark.parametrize("buruk", ["", "JPT", None, ["jpt"]])
def test_an_unknown_jenis_is_refused_by_name(buruk):
    with pytest.raises(GalatMasukan) as galat:
        jabatan.kelompok(buruk)
    assert galat.value.medan == "jabatan"


def test_every_eselon_is_structural_and_names_existing_golongan_in_order():
    for baris in jabatan.ESELON:
        assert jabatan.struktural(baris.jenis)
        rendah, tinggi = map(pangkat.urutan, baris.golongan)
        assert rendah <= tinggi
    assert jabatan.eselon("III.a").jenis == "administrator"


def test_the_obsolete_eselon_is_refused():
    with pytest.raises(GalatMasukan, match="I.b, II.a"):
        jabatan.eselon("V.a")


@pytest.mark.parametrize(
    ("golongan", "tulisan"),
    [
        ("I/a", "Juru Muda (I/a)"), ("II/c", "Pengatur (II/c)"), ("III/b", "Penata Muda Tingkat I (III/b)"),
        ("IV/e", "Pembina Utama (IV/e)"), ("IX", "Golongan IX"),
    ],
)  # fmt: skip
def test_a_golongan_is_printed_with_its_rank(golongan, tulisan):
    assert pangkat.cetak(golongan) == tulisan


def test_there_are_17_golongan_of_each_kind_and_their_ranks_differ():
    assert len(pangkat.PNS) == len(pangkat.PPPK) == 17
    assert len(set(pangkat.PNS.values())) == 17
    assert sorted(pangkat.PNS, key=pangkat.urutan) == list(pangkat.PNS)
    assert pangkat.pangkat("XVII") is None


@pytest.mark.parametrize("buruk", ["III/e", "V/a", "XVIII", "iii/b", ""])
def test_an_unknown_golongan_is_refused(buruk):
    with pytest.raises(GalatMasukan):
        pangkat.pangkat(buruk)

"""Which levels may appraise for another (PP 30/2019 Pasal 1, UU 30/2014 Pasal 13)."""

import pytest

from portal.katalog import LANGKAH
from portal.rules.penyerahan import LANGKAH_PENILAI, boleh_menilai


@pytest.mark.parametrize(
    ("pemberi", "penerima"),
    [
        ("pengawas", ("pengawas", "administrator", "jpt")),
        ("administrator", ("administrator", "jpt")),
        ("jpt", ("jpt",)),
        ("fungsional", ("pengawas", "administrator", "jpt")),
    ],
)
def test_an_appraisal_goes_to_an_equal_or_up_and_never_to_who_may_not_appraise(
    pemberi: str, penerima: tuple[str, ...]
) -> None:
    assert boleh_menilai(pemberi) == penerima


def test_the_year_and_the_decisions_of_the_atasan_are_handed_to_nobody() -> None:
    assert LANGKAH_PENILAI < LANGKAH
    assert not {s for s in LANGKAH_PENILAI if s.startswith(("nilai_tahunan", "putuskan", "sahkan", "tanggapi"))}

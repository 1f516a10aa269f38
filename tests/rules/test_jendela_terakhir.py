"""The newest month whose window has opened, at its edges."""

from datetime import datetime

import pytest

from portal.rules import jendela
from portal.rules.periode import WITA


@pytest.mark.parametrize(
    ("saat", "periode"),
    [
        (datetime(2026, 11, 1, 0, 0, 0, tzinfo=WITA), "2026-10"),
        (datetime(2026, 10, 31, 23, 59, 59, tzinfo=WITA), "2026-09"),
        (datetime(2026, 1, 1, 0, 0, 0, tzinfo=WITA), "2025-12"),
        (datetime(2024, 2, 29, 12, 0, 0, tzinfo=WITA), "2024-01"),
    ],
)
def test_bulan_terakhir_yang_jendelanya_sudah_buka(saat, periode):
    assert str(jendela.terbuka_terakhir(saat)) == periode

"""The stages of the month (tests/bulan.py) and of the year (tests/tahun.py)."""

from tests.bulan import januari, panggung
from tests.tahun import dikeberati, diterima, tahun, terbuka

__all__ = ["dikeberati", "diterima", "januari", "panggung", "tahun", "terbuka"]

"""The stage of the monthly tests (tests/bulan.py)."""

from tests.bulan import panggung

__all__ = ["panggung"]

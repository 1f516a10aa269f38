"""The stage of the monthly tests (tests/bulan.py)."""

from tests.bulan import januari, panggung

__all__ = ["januari", "panggung"]

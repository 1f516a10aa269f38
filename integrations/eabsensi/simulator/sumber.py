"""Where the simulator's data comes from: the demo, the tests and the generator each bring their own."""

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from integrations.eabsensi.values import Pegawai, Presensi, Rekap


class Sumber(Protocol):
    """Everything the service knows. The order of the rows is that of the pages and must not change."""

    def opd(self, kode: str) -> Sequence[Pegawai] | None:
        """Everybody of the OPD `kode`; None where the OPD is unknown."""

    def rekap(self, kode: str, bulan: str) -> Sequence[Rekap] | None:
        """Everybody's recap of `bulan` ("YYYY-MM") in a known OPD; None where the month is not closed yet."""

    def presensi(self, kode: str, dari: date, sampai: date) -> Sequence[Presensi]:
        """Everybody's days, both ends included, in a known OPD."""

"""What a spreadsheet makes of our formulas, in binary fractions as there."""

import math
import re
from typing import Any

from tests.reports.buka import Lembar


def hitung(f: Lembar, rumus: str) -> Any:
    """The value of a formula of ours on this sheet; formulas it reads are computed too."""

    def isi(nama: str) -> Any:
        sel = f.sel.get(nama)
        if sel is None:
            return None
        if sel.rumus:
            return hitung(f, sel.rumus)
        return float(sel.nilai) if sel.jenis == "n" else sel.nilai

    def angka(nilai: tuple[Any, ...]) -> list[float]:
        return [n for n in nilai if isinstance(n, int | float)]

    def rentang(cocok: re.Match[str]) -> str:
        kolom, awal, akhir = cocok[1], int(cocok[2]), int(cocok[3])
        return ",".join(f"isi('{kolom}{n}')" for n in range(awal, akhir + 1))

    teks = re.sub(r"([A-Z])(\d+):[A-Z](\d+)", rentang, rumus)
    teks = re.sub(r"(?<!['\w])([A-Z])(\d+)(?!['\w])", r"(isi('\1\2') or 0)", teks)
    teks = re.sub(r"(?<![<>=])=(?!=)", "==", teks.replace(">=", "≥")).replace("≥", ">=").replace("&", "+")
    fungsi = {
        "IF": lambda syarat, ya, tidak: ya if syarat else tidak, "MAX": max, "MIN": min,
        "SUM": lambda *n: sum(angka(n)),
        "AVERAGE": lambda *n: sum(angka(n)) / len(angka(n)), "isi": isi,
        "ROUND": lambda x, n: math.copysign(math.floor(abs(x) * 10**n + 0.5), x) / 10**n,
    }  # fmt: skip
    return eval(teks, {"__builtins__": {}}, fungsi)

"""sRGB (IEC 61966-2-1) as an ICC profile of version 2, which PDF/A wants to know device colours by.

Written out here: eight tags, three primaries, one curve. Numbers are s15Fixed16, whole by nature.
"""

from functools import lru_cache

TITIK = {"wtpt": (0xF6D6, 0x10000, 0xD32D), "rXYZ": (0x6FA2, 0x38F5, 0x0390), "gXYZ": (0x6299, 0xB785, 0x18DA),
         "bXYZ": (0x24A0, 0x0F84, 0xB6CF)}  # fmt: skip
"""White (D50) and the primaries adapted to it, in 65536ths."""
GAMMA = 0x0233
"""2.2 in 256ths: the simple curve of sRGB."""
SEDIKIT = b"\0\0\0\0"


@lru_cache(maxsize=1)
def srgb() -> bytes:
    """The profile."""
    isi = {
        "desc": b"desc" + SEDIKIT + _n(5) + b"sRGB\0" + b"\0" * 8 + b"\0\0" + b"\0" + b"\0" * 67,
        "cprt": b"text" + SEDIKIT + b"CC0\0",
        **{nama: b"XYZ " + SEDIKIT + b"".join(_n(x) for x in xyz) for nama, xyz in TITIK.items()},
        "TRC": b"curv" + SEDIKIT + _n(1) + GAMMA.to_bytes(2, "big"),
    }
    tabel, badan = [], b""
    awal = 128 + 4 + 12 * (len(isi) + 2)
    for nama, satu in isi.items():
        for tanda in ("rTRC", "gTRC", "bTRC") if nama == "TRC" else (nama,):
            tabel.append(tanda.encode() + _n(awal + len(badan)) + _n(len(satu)))
        badan += satu + b"\0" * (-len(satu) % 4)
    panjang = awal + len(badan)
    saat = b"".join(n.to_bytes(2, "big") for n in (2026, 1, 1, 0, 0, 0))
    kepala = (
        _n(panjang) + SEDIKIT + _n(0x02100000) + b"mntrRGB XYZ " + saat + b"acsp" + SEDIKIT * 7
        + b"".join(_n(x) for x in TITIK["wtpt"])
    )  # fmt: skip
    return kepala.ljust(128, b"\0") + _n(len(tabel)) + b"".join(tabel) + badan


def _n(n: int) -> bytes:
    return n.to_bytes(4, "big")

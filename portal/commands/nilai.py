"""`nilai hitung`: the rules without the portal, JSON lines in and out."""

import sys

from flask.cli import AppGroup

grup = AppGroup("nilai", help="Aturan penilaian tanpa portal.")


@grup.command("hitung")
def hitung() -> None:
    """Jawab setiap baris JSON dari masukan baku; keluar 1 bila ada yang tidak dapat dihitung."""
    from portal import waktu
    from portal.hitung import aliran
    from portal.hitung.nip import pada_hari
    from portal.rules.berlaku import BAWAAN, memakai

    # The sets that are shipped, also where the portal with its database is loaded.
    with memakai(BAWAAN), pada_hari(waktu.hari_ini()):
        sah = aliran.jalankan(sys.stdin.buffer, sys.stdout.buffer)
    if not sah:
        raise SystemExit(1)


PERINTAH = (grup,)

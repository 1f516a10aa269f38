"""`nilai hitung`: the rules without the portal, JSON lines in and out."""

import click
from flask.cli import AppGroup

grup = AppGroup("nilai", help="Aturan penilaian tanpa portal.")


@grup.command("hitung", with_appcontext=False)
def hitung() -> None:
    """Jawab setiap baris JSON dari masukan baku; keluar 1 bila ada yang tidak dapat dihitung."""
    from portal.hitung import aliran

    if not aliran.jalankan(click.get_binary_stream("stdin"), click.get_binary_stream("stdout")):
        raise SystemExit(1)


PERINTAH = (grup,)

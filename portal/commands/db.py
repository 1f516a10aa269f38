"""`db upgrade`, `db downgrade`, `db periksa`, `db buat`: the schema."""

import click
from flask.cli import AppGroup

grup = AppGroup("db", help="Skema basis data.")


@grup.command("upgrade")
@click.argument("tujuan", default="head")
def upgrade(tujuan: str) -> None:
    """Naikkan skema ke TUJUAN (bawaan: yang terbaru)."""
    from portal import skema
    from portal.extensions import db

    skema.naik(db.engine, tujuan)
    click.echo(f"Skema: {skema.versi(db.engine)}")


@grup.command("downgrade")
@click.argument("tujuan", default="-1")
def downgrade(tujuan: str) -> None:
    """Turunkan skema ke TUJUAN (bawaan: satu langkah; `base`: semuanya)."""
    from portal import skema
    from portal.extensions import db

    skema.turun(db.engine, tujuan)
    click.echo(f"Skema: {skema.versi(db.engine) or 'kosong'}")


@grup.command("periksa")
def periksa() -> None:
    """Bandingkan skema basis data dengan model; keluar 1 bila berbeda."""
    from portal import skema
    from portal.extensions import db

    beda = skema.beda(db.engine)
    for satu in beda:
        click.echo(satu)
    if beda or skema.versi(db.engine) != skema.terbaru():
        raise SystemExit(1)
    click.echo(f"Skema {skema.terbaru()} sesuai dengan model.")


PERINTAH = (grup,)

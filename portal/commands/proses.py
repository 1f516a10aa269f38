"""`proses muat`, `proses periksa`: publish the shipped (or named) diagrams whose text is new; say what is wrong with
one.
"""

from pathlib import Path

import click
from flask.cli import AppGroup

from workflows.xml import MAX_BYTES

grup = AppGroup("proses", help="Diagram alur.")


@grup.command("muat")
@click.argument("berkas", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
def muat(berkas: tuple[Path, ...]) -> None:
    """Terbitkan diagram bawaan (atau BERKAS) yang teksnya baru."""
    from portal.extensions import db
    from portal.queries.proses import muatan

    tahan = {kunci for kunci, xml, keputusan in _teks(berkas) if muatan(kunci, xml, keputusan).ditahan}
    for kunci, versi, baru in muat_semua(berkas):
        catatan = " (baru)" if baru else " (teks ini sudah pernah terbit; versi yang berlaku tetap)"
        click.echo(f"{kunci}: versi {versi}{catatan if baru or kunci in tahan else ''}")
    db.session.rollback()


@grup.command("periksa")
@click.argument("berkas", nargs=-1, required=True, type=click.Path(path_type=Path))
def periksa(berkas: tuple[Path, ...]) -> None:
    """Periksa BERKAS; satu temuan satu baris; keluar 1 bila ada yang melarang penerbitan."""
    from portal.katalog import KATALOG
    from portal.queries.proses import xml_terbit
    from workflows import checks

    melarang = False
    for satu in berkas:
        try:
            xml = _baca(satu)
        except OSError as error:
            click.echo(f"{satu}:berkas: galat: Berkas tidak dapat dibaca ({error.strerror}).")
            melarang = True
            continue
        temuan = checks.findings(xml, decisions=_keputusan(satu), catalogue=KATALOG, called=xml_terbit)
        melarang = melarang or any(t.level == "galat" for t in temuan)
        for baris in checks.berkas(temuan, str(satu)):
            click.echo(baris)
    if melarang:
        raise SystemExit(1)


def muat_semua(berkas: tuple[Path, ...] = ()) -> list[tuple[str, int, bool]]:
    """Publish what is new, never over a later version a text that was published before; (key, version in force, whether
    new) of each, in the order of publishing."""
    from portal.actions import proses
    from portal.queries.proses import muatan
    from portal.security import SISTEM

    hasil = []
    for kunci, xml, keputusan in _teks(berkas):
        kini = muatan(kunci, xml, keputusan)
        if kini.perlu:
            hasil.append((kunci, proses.terbitkan(kunci, xml, keputusan, actor=SISTEM).version, True))
        else:
            hasil.append((kunci, kini.versi or 0, False))
    return hasil


def _teks(berkas: tuple[Path, ...]) -> list[tuple[str, bytes, dict[str, bytes]]]:
    from workflows.bpmn import shipped

    if berkas:
        return [(satu.stem, _baca(satu), _keputusan(satu)) for satu in berkas]
    return [(s.key, s.xml, dict(s.decisions)) for s in shipped()]


def _keputusan(berkas: Path) -> dict[str, bytes]:
    """The decision tables beside a diagram, by decision id."""
    return {dmn.stem: _baca(dmn) for dmn in sorted(berkas.parent.glob("*.dmn"))[:30]}


def _baca(berkas: Path) -> bytes:
    """The text, or enough of it to be refused as too big."""
    with berkas.open("rb") as aliran:
        return aliran.read(MAX_BYTES + 1)


PERINTAH = (grup,)

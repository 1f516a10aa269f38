"""`absensi sinkron`, `absensi simulator`: one run against e-absensi; the e-absensi of the demo and the tests."""

import click
from flask import current_app
from flask.cli import AppGroup

grup = AppGroup("absensi", help="e-absensi.")


@grup.command("sinkron")
@click.option("--opd", "kode", required=True, help="Kode OPD.")
@click.option("--bulan", required=True, metavar="YYYY-MM")
@click.option("--sumber", type=click.Choice(["soap", "rest"]), help="Bawaan: PORTAL_EABSENSI_MODE.")
def sinkron(kode: str, bulan: str, sumber: str | None) -> None:
    """Tarik rekap satu OPD dan bulan; keluar 1 bila tidak lengkap."""
    import config
    from integrations.errors import Unavailable
    from portal.jobs import tarik_opd
    from portal.queries.pekerjaan import opd_menurut_kode
    from portal.rules.eksak import GalatMasukan
    from portal.rules.periode import Periode

    try:
        periode = str(Periode.dari(bulan))
    except GalatMasukan as galat:
        raise click.BadParameter(galat.pesan, param_hint="--bulan") from None
    opd_id = opd_menurut_kode(kode)
    if opd_id is None:
        raise click.BadParameter("kode OPD tidak dikenal", param_hint="--opd")
    settings = config.read(ganti={"PORTAL_EABSENSI_MODE": sumber}) if sumber else current_app.config["SETTINGS"]
    try:
        tarikan = tarik_opd(opd_id, kode, periode, settings)
    except Unavailable as error:
        click.echo(f"Tidak lengkap: {error}", err=True)
        raise SystemExit(1) from None
    click.echo(f"baru {tarikan.baru}, berubah {tarikan.berubah}, sama {tarikan.sama}, ditolak {tarikan.ditolak}")
    for temuan in tarikan.temuan:
        click.echo(f"{temuan['nip']}: {temuan['pesan']}")


@grup.command("simulator")
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8810, show_default=True, type=click.IntRange(1, 65535))
def simulator(host: str, port: int) -> None:
    """Layani SOAP dan REST e-absensi atas data demo (tidak untuk produksi)."""
    from integrations.eabsensi.simulator import serve
    from integrations.eabsensi.simulator.acak import SumberAcak
    from portal.queries.pekerjaan import pegawai_per_opd

    settings = current_app.config["SETTINGS"]
    if settings.production:
        raise click.ClickException("Simulator tidak dijalankan di produksi.")
    click.echo(f"e-absensi simulator: http://{host}:{port}/soap dan http://{host}:{port}/api/v1")
    serve(
        SumberAcak(pegawai_per_opd(), seed=2026), host, port,
        user=settings.eabsensi_user, password=settings.eabsensi_password, token=settings.eabsensi_token,
    )  # fmt: skip


PERINTAH = (grup,)

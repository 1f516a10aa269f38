"""`pekerja` and `tick`: the worker, and due timers once."""

import logging

import click
from flask import current_app
from flask.cli import with_appcontext


@click.command("pekerja")
@click.option("--sekali", is_flag=True, help="Kerjakan yang sudah jatuh tempo, lalu selesai.")
@with_appcontext
def pekerja(sekali: bool) -> None:
    """Jalankan pekerja: pekerjaan sesudah perubahan, pengatur waktu, pembukaan bulan."""
    from portal import worker

    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(levelname)s %(name)s: %(message)s")
    worker.jalankan(current_app._get_current_object(), sekali=sekali)  # type: ignore[attr-defined]


@click.command("tick")
@with_appcontext
def tick() -> None:
    """Jalankan sekali pengatur waktu dan pesan yang sudah jatuh tempo."""
    from portal.actions import detak

    click.echo(f"{detak.berdetak()} instans bergerak")


PERINTAH = (pekerja, tick)

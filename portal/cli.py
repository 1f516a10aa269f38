"""`flask --app run GROUP COMMAND`: every module of portal/commands brings its commands in a tuple PERINTAH."""

import importlib
import pkgutil
from collections.abc import Sequence

from flask import Flask

from portal import commands


def register(app: Flask) -> None:
    """Add all commands to `app`."""
    for modul in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        for perintah in importlib.import_module(modul.name).PERINTAH:
            app.cli.add_command(perintah)


TANPA_PORTAL = ("nilai",)
"""Groups that need neither the portal nor its database."""


def ringan(argumen: Sequence[str]) -> Flask | None:
    """A bare application that carries just the named group, where that is one of TANPA_PORTAL: it starts in a tenth of
    the portal's time and works where no database is. None for everything else.
    """
    nama = _grup(argumen)
    if nama not in TANPA_PORTAL:
        return None
    app = Flask("portal", static_folder=None)
    for perintah in importlib.import_module(f"{commands.__name__}.{nama}").PERINTAH:
        app.cli.add_command(perintah)
    return app


def _grup(argumen: Sequence[str]) -> str | None:
    """The first word that is neither an option of flask nor the value of one."""
    sisa = iter(argumen)
    for satu in sisa:
        if satu in ("-A", "--app", "-e", "--env-file"):
            next(sisa, None)
        elif not satu.startswith("-"):
            return satu
    return None

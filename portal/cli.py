"""`flask --app run GROUP COMMAND`: every module of portal/commands brings its commands in a tuple PERINTAH."""

import importlib
import pkgutil

from flask import Flask

from portal import commands


def register(app: Flask) -> None:
    """Add all commands to `app`."""
    for modul in pkgutil.iter_modules(commands.__path__, f"{commands.__name__}."):
        for perintah in importlib.import_module(modul.name).PERINTAH:
            app.cli.add_command(perintah)

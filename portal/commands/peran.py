"""`peran sinkron`: roles and permissions in the database as portal/roles.py declares them."""

import logging

import click
from flask import current_app
from flask.cli import AppGroup

grup = AppGroup("peran", help="Peran dan hak akses.")


@grup.command("sinkron")
def sinkron() -> None:
    """Samakan peran dan hak akses dengan yang dinyatakan di portal/roles.py."""
    click.echo(f"Peran: {', '.join(sinkronkan())}")


def sinkronkan() -> list[str]:
    """Let FAB write the rows of roles, views and permissions it does not write at start-up; rights that are other than
    the last time are kept in the audit trail. The names of all roles."""
    from portal import roles
    from portal.actions import peran
    from portal.database import menulis
    from portal.extensions import appbuilder, db
    from portal.queries.peran import hak_tercatat

    logging.getLogger("flask_appbuilder").setLevel(logging.ERROR)  # asks for a first user otherwise
    token = menulis.set(True)
    lama = {nama: current_app.config[nama] for nama in ("FAB_CREATE_DB", "FAB_UPDATE_PERMS")}
    current_app.config.update(dict.fromkeys(lama, True))
    try:
        appbuilder.sm.create_db()
        appbuilder.add_permissions(update_perms=True)
        semua = sorted(role.name for role in appbuilder.sm.get_all_roles())
    finally:
        current_app.config.update(lama)
        db.session.remove()
        menulis.reset(token)
    if (lama := hak_tercatat()) != roles.hak():
        peran.catat_sinkron(lama)
    return semua


PERINTAH = (grup,)

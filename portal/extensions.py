"""The objects that exist once per process and are bound to the application in app.py."""

from flask_appbuilder import AppBuilder
from flask_appbuilder.models.sqla.base import SQLA
from flask_wtf.csrf import CSRFProtect

db = SQLA()
csrf = CSRFProtect()
appbuilder = AppBuilder()

"""The objects that exist once per process and are bound to the application in app.py."""

from flask_appbuilder import AppBuilder
from flask_appbuilder.models.sqla.base import SQLA
from flask_appbuilder.views import UtilView
from flask_wtf.csrf import CSRFProtect

db = SQLA()
csrf = CSRFProtect()


class Kerangka(AppBuilder):
    """FAB with those of its own views that the portal uses: the index, "back" of master data, login and tokens."""

    def _add_admin_views(self) -> None:
        self._indexview = self.add_view_no_menu(self.indexview)
        self.add_view_no_menu(UtilView)
        self.sm.register_views()


appbuilder = Kerangka()

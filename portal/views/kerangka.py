"""What the base template needs on every page: the person, the role acted in, the menu with its counts.

Nothing is asked of the database before a template asks for it, and then once per request. Logged out (or the database
is gone) the template gets a frame without a person.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy.exc import SQLAlchemyError

from portal import roles
from portal.extensions import db
from portal.queries import kerangka
from portal.security import Actor, berhak, current_actor


@dataclass(frozen=True)
class Butir:
    """One entry of the rail. `pokok`: stays in sight on a phone."""

    label: str
    url: str
    ikon: str
    jumlah: int = 0
    pokok: bool = False

    @property
    def aktif(self) -> bool:
        """The page that is open belongs to this entry."""
        if self.url == "/":
            return request.path == "/"
        return f"{request.path}/".startswith(self.url.rstrip("/") + "/")


class Kerangka:
    """The frame of this request; templates read its attributes."""

    @cached_property
    def masuk(self) -> bool:
        """Somebody is logged in and may go on, and the database can say so (an error page must show without it)."""
        try:
            return self._masuk()
        except SQLAlchemyError:
            db.session.rollback()  # the failed statement of the page that this error page stands for
        try:
            return self._masuk()
        except SQLAlchemyError:
            return False

    def _masuk(self) -> bool:
        if not getattr(current_user, "is_authenticated", False) or current_user.wajib_ganti_sandi:
            return False
        return bool(self.menu)

    @cached_property
    def _actor(self) -> Actor:
        return current_actor()

    @property
    def nama(self) -> str:
        """Who."""
        return self._actor.nama

    @cached_property
    def sebagai(self) -> str | None:
        """The role acted in."""
        return kerangka.sebutan(self._actor)

    @cached_property
    def menu(self) -> list[Butir]:
        """The rail, by what the roles allow."""
        jumlah = kerangka.jumlah(self._actor)
        calon = (
            ("Beranda", "lihat", _("Beranda"), "/", "beranda", 0, True),
            ("Tugas", "lihat", _("Tugas"), "/tugas/", "tugas", jumlah.tugas, True),
            ("SKP", "buat", _("SKP saya"), "/skp/", "skp", 0, True),
            ("Bawahan", "lihat", _("Bawahan"), "/bawahan/", "bawahan", 0, True),
            ("Verifikasi", "lihat", _("Verifikasi"), "/verifikasi/", "verifikasi", jumlah.verifikasi, True),
            ("Instans", "cari", _("Instans"), "/instans/", "instans", 0, True),
            ("Proses", "lihat", _("Proses"), "/proses/", "proses", 0, True),
            ("Perkembangan", "lihat", _("Perkembangan"), "/perkembangan/", "perkembangan", 0, True),
            ("SKP", "buat", _("Penilaian"), "/penilaian/", "realisasi", 0, False),
            ("SKP", "buat", _("Riwayat"), "/riwayat/", "riwayat", 0, False),
            ("CatatanPerilaku", "tulis", _("Buku catatan"), "/catatan-perilaku/", "buku", 0, False),
            ("Operasi", "lihat", _("Kendala"), "/kendala/", "kendala", 0, False),
            ("Peristiwa", "lihat", _("Jejak audit"), "/peristiwa/", "verifikasi", 0, False),
            ("Laporan", "lihat", _("Laporan"), "/laporan/", "laporan", 0, False),
            ("Tpp", "lihat", _("TPP"), "/tpp/", "laporan", 0, False),
            ("Disiplin", "lihat", _("Disiplin"), "/disiplin/", "buku", 0, False),
            ("Capaian", "lihat", _("Capaian"), "/capaian/", "perkembangan", 0, False),
            ("Ketentuan", "lihat", _("Ketentuan"), "/ketentuan/", "ketentuan", 0, False),
            ("KelolaAkun", "lihat", _("Kelola akun"), "/kelola-akun/", "akun", 0, False),
        )
        butir = [Butir(*isi) for objek, kata, *isi in calon if self._boleh(objek, kata)]
        if data := self._data_induk():
            butir.append(Butir(_("Data induk"), data, "data"))
        return butir

    @property
    def akun(self) -> list[tuple[str, str]]:
        """The entries of the person's own menu."""
        return [(_("Ganti kata sandi"), "/akun/sandi")]

    @property
    def keluar(self) -> str:
        """Where one logs out."""
        return url_for("AuthDBView.logout")

    def boleh(self, objek: str, kata: str) -> bool:
        """Whether the person has this right (portal/roles.py), for a link that not everyone gets."""
        return self._boleh(objek, kata)

    def _boleh(self, objek: str, kata: str) -> bool:
        return berhak(self._actor, objek, kata)

    def _data_induk(self) -> str | None:
        """The page of master data, for whoever may open one of its tables."""
        boleh = any(self._boleh(objek, "list") for objek in roles.DATA_INDUK)
        return url_for("DataIndukView.indeks") if boleh else None


def init_app(app: Flask) -> None:
    """Give every template `kerangka`."""

    @app.context_processor
    def konteks() -> dict[str, Any]:
        if "kerangka" not in g:
            g.kerangka = Kerangka()
        return {"kerangka": g.kerangka}

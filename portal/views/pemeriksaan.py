"""The question before another's case: what for. One guard for every page and call that shows a case.

    if (halaman := pemeriksaan.tanya("skp", skp_id)):   # a page: the question instead of the document
        return halaman
    pemeriksaan.tuntut("instans", instans_id)           # REST: the purpose in the call, or a problem

Both do nothing, and ask nothing of the database, for whoever is neither auditor nor Admin BKD.
"""

import hashlib
import secrets
from contextlib import suppress
from typing import Any

from flask import Flask, redirect, render_template, request, session, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_jwt_extended import get_jwt
from flask_login import user_logged_in

from portal.actions import pemeriksaan as tindakan
from portal.errors import BukanHak, Temuan, TidakSah
from portal.forms.pemeriksaan import TujuanPemeriksaan
from portal.kasus import Kasus
from portal.queries import pemeriksaan
from portal.security import current_actor, perlu
from portal.views.bahasa import lokal

SESI = "pemeriksaan"
"""Where the session keeps its mark; the openings themselves are in the audit trail."""
TAJUK = "X-Tujuan"
PALING_PENDEK = 10
"""Letters of a purpose that a program sends."""


def tanya(jenis: str, kunci: str | int) -> Any | None:
    """The page that asks the reader what he opens this case for, or None: he may go on.

    `jenis`: "skp", "realisasi", "penilaian" (with its id), "catatan-perilaku" ("<pegawai_id>-<year>"), "instans".
    """
    kasus = pemeriksaan.pintu(current_actor(), jenis, str(kunci), session.get(SESI))
    return None if kasus is None else _halaman(kasus, TujuanPemeriksaan(formdata=None), request.full_path.rstrip("?"))


def tuntut(jenis: str, kunci: str | int) -> None:
    """The same for REST: the header X-Tujuan (or `?tujuan=`) says what for, and is kept once per token or session.

    BukanHak (`tujuan_diperlukan`) without one, TidakSah for one that is too short or too long.
    """
    actor = current_actor()
    if pemeriksaan.pintu(actor, jenis, str(kunci), _tanda(buat=False)) is None:
        return
    tujuan = _dari_permintaan()
    if not tujuan:
        raise BukanHak(
            _("Ini perkara orang lain. Sebutkan untuk apa Anda membukanya pada tajuk X-Tujuan; portal mencatatnya."),
            kode="tujuan_diperlukan",
        )
    if len(tujuan) < PALING_PENDEK:
        raise TidakSah(Temuan(TAJUK, None, _("Tulis tujuannya, paling sedikit sepuluh huruf.")))
    tindakan.catat_akses(jenis, str(kunci), tujuan, actor=actor, sesi=_tanda(buat=True))


def tanda_sesi() -> str:
    """The mark of this browser's session, made where it has none yet."""
    return str(session.setdefault(SESI, secrets.token_urlsafe(12)))


class PemeriksaanView(BaseView):
    """/pemeriksaan/<jenis>/<kunci>: the purpose, kept; then back to what was to be opened."""

    route_base = "/pemeriksaan"
    default_view = "catat"
    class_permission_name = "Instans"

    @expose("/<jenis>/<kunci>", methods=("POST",))
    @perlu("periksa")
    def catat(self, jenis: str, kunci: str) -> Any:
        """The case then stays open to this person for the rest of the session."""
        kembali = lokal(request.form.get("kembali", "")) or url_for("InstansView.daftar")
        kasus = pemeriksaan.pintu(current_actor(), jenis, kunci, session.get(SESI))
        if kasus is not None:
            form = TujuanPemeriksaan()
            if not form.validate():
                return _halaman(kasus, form, kembali), 422
            tindakan.catat_akses(jenis, kunci, form.tujuan, actor=current_actor(), sesi=tanda_sesi())
        return redirect(kembali)


def init_app(app: Flask) -> None:
    """Who logs in begins a session of his own: nothing opened before is open in it."""

    @user_logged_in.connect_via(app)
    def mulai_sesi(_app: Flask, **_lain: Any) -> None:
        session.pop(SESI, None)

    app.extensions["mulai_sesi_pemeriksaan"] = mulai_sesi  # signals hold their receivers weakly


def _halaman(kasus: Kasus, form: TujuanPemeriksaan, kembali: str) -> str:
    return render_template("instans/tujuan.html", kasus=kasus, form=form, kembali=kembali)


def _tanda(*, buat: bool) -> str | None:
    """The mark of the calling token, or of the browser's session."""
    if nomor := _nomor_token():
        return "token:" + hashlib.sha256(nomor.encode()).hexdigest()[:16]
    return tanda_sesi() if buat else session.get(SESI)


def _nomor_token() -> str | None:
    """The id of the token of this call; None where the browser's session calls."""
    return str(get_jwt()["jti"]) if request.headers.get("Authorization") else None


def _dari_permintaan() -> str:
    """The purpose as sent. A header arrives as Latin-1, whatever was written into it: UTF-8 is taken as such."""
    teks = request.headers.get(TAJUK)
    if teks is None:
        teks = request.args.get("tujuan", "")
    else:
        with suppress(UnicodeError):
            teks = teks.encode("latin-1").decode("utf-8")
    return " ".join(teks.split())


VIEWS = (PemeriksaanView,)

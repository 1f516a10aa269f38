"""The inbox and the page of each task. A POST is one action (or none: a draft, one more row), then a redirect."""

from datetime import timedelta
from typing import Any

from flask import flash, jsonify, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import formats, steps, waktu
from portal.actions import sekali
from portal.actions import tugas as tindakan_tugas
from portal.errors import SudahSelesai, TidakSah
from portal.forms import isian as bentuk
from portal.forms.tampil import Isian
from portal.queries import langkah, tanda_terima, tugas
from portal.rules.periode import awal_hari
from portal.security import Actor, current_actor, perlu
from portal.views import tertahan

BUKAN_ISIAN = ("csrf_token", "kunci", "diperiksa", "tindakan")
TETAP = ("tambah", "bagi", "ubah")
"""Buttons that change the form and answer nothing (`hapus-N` too)."""

IMPOR = "impor"
"""The button that leads to portal/views/impor.py: what was typed so far is kept as the draft first."""


class TugasView(BaseView):
    """/tugas/: what I may do; /tugas/<id>: doing it."""

    route_base = "/tugas"
    default_view = "daftar"
    class_permission_name = "Tugas"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The inbox."""
        kotak = tugas.kotak(current_actor(), tugas.Saringan.baca(request.args))
        return render_template("tugas/daftar.html", kotak=kotak)

    @expose("/<tugas_id>", methods=("GET", "POST"))
    @perlu("kerjakan")
    def tugas(self, tugas_id: str) -> Any:
        """The form of the step, and its answer."""
        actor = current_actor()
        try:
            satu = langkah.buka(actor, tugas_id)
        except SudahSelesai:
            kunci = request.form.get("kunci", "")
            if kunci and tanda_terima.ada(actor, kunci):  # the same form again: what it got the first time
                return redirect(url_for("TugasView.terima", tugas_id=tugas_id, kunci=kunci))
            raise
        entri = steps.langkah(satu.step)
        hal = langkah.halaman(actor, satu, entri.halaman)
        if request.method == "POST":
            return _jawab(actor, hal, entri)
        isi = tertahan.ambil(request.path)
        return _halaman(hal, entri, Isian(isi, hal.draf, hal.isian_awal), tertahan=isi is not None)

    @expose("/<tugas_id>/terima")
    @perlu("kerjakan")
    def terima(self, tugas_id: str) -> Any:
        """The receipt: its number, and who has the case now until when."""
        tanda = tanda_terima.baca(current_actor(), tugas_id, request.args.get("kunci", ""))
        return render_template("tugas/terima.html", tanda=tanda)

    @expose("/<tugas_id>/ambil", methods=("POST",))
    @perlu("kerjakan")
    def ambil(self, tugas_id: str) -> Any:
        """Claim, and go on to the form; from the list back to the list."""
        tindakan_tugas.ambil(tugas_id, actor=current_actor())
        flash(_("Tugas ini Anda ambil. Rekan Anda melihat bahwa Anda yang mengerjakannya."), "success")
        return redirect(url_for("TugasView.tugas", tugas_id=tugas_id))

    @expose("/<tugas_id>/lepas", methods=("POST",))
    @perlu("kerjakan")
    def lepas(self, tugas_id: str) -> Any:
        """Put a claimed task back."""
        tindakan_tugas.lepas(tugas_id, actor=current_actor())
        flash(_("Tugas dikembalikan ke antrean."), "success")
        return redirect(url_for("TugasView.daftar"))

    @expose("/<tugas_id>/draf", methods=("POST",))
    @perlu("kerjakan")
    def draf(self, tugas_id: str) -> Any:
        """Keep what was typed: JSON for the script that saves by itself, a redirect for a person."""
        pada = tindakan_tugas.simpan_draf(tugas_id, actor=current_actor(), isian=_isian())
        if request.accept_mimetypes.best_match(("text/html", "application/json")) == "application/json":
            return jsonify(pada=pada.isoformat())
        return _tersimpan(tugas_id, pada)

    @expose("/<tugas_id>/tunda", methods=("POST",))
    @perlu("kerjakan")
    def tunda(self, tugas_id: str) -> Any:
        """Put a task aside for some days."""
        hari = request.form.get("hari", "")
        jumlah = int(hari) if hari.isdecimal() and len(hari) < 3 else 0
        sampai = awal_hari(waktu.hari_ini() + timedelta(days=jumlah))
        tindakan_tugas.tunda(tugas_id, actor=current_actor(), sampai=sampai)
        tanggal = formats.tanggal(sampai)
        flash(_("Tugas ditunda sampai %(tanggal)s. Batas waktunya tidak berubah.", tanggal=tanggal), "success")
        return redirect(url_for("TugasView.daftar"))


def _jawab(actor: Actor, hal: langkah.HalamanTugas, entri: steps.Langkah) -> Any:
    """What the pressed button asks for."""
    tindakan, isi = request.form.get("tindakan", ""), _isian()
    if tindakan == "simpan":
        pada = tindakan_tugas.simpan_draf(hal.tugas.id, actor=actor, isian=isi)
        return _tersimpan(hal.tugas.id, pada)
    if tindakan == IMPOR:
        tindakan_tugas.simpan_draf(hal.tugas.id, actor=actor, isian=isi)
        return redirect(url_for("ImporView.halaman", tugas_id=hal.tugas.id))
    if tindakan in TETAP or tindakan.startswith("hapus-"):
        return _halaman(hal, entri, Isian(langkah.olah(tindakan, hal.kasus, isi), hal.isian_awal))
    if "tindakan" in entri.skema["properties"]:
        isi["tindakan"] = tindakan
    try:
        bentuk.periksa(entri.skema, isi)
        if entri.periksa and "diperiksa" not in request.form:
            return _periksa(hal, isi, tindakan)
        kunci = request.form.get("kunci", "")
        sekali.kerjakan(
            hal.tugas.id, actor=actor, kunci=kunci, isian=isi, tindakan=lambda: entri.kirim(hal.tugas.id, actor, isi)
        )
    except TidakSah as salah:
        return _halaman(hal, entri, Isian(isi, hal.isian_awal, temuan=salah.temuan)), 422
    return redirect(url_for("TugasView.terima", tugas_id=hal.tugas.id, kunci=kunci))


def _isian() -> dict[str, Any]:
    """The posted answers as nested values."""
    return {k: v for k, v in bentuk.dari_form(request.form.items(multi=True)).items() if k not in BUKAN_ISIAN}


def _halaman(hal: langkah.HalamanTugas, entri: steps.Langkah, isian: Isian, *, tertahan: bool = False) -> str:
    utama = "ajukan" if "tindakan" in entri.skema["properties"] else "kirim"
    templat = f"langkah/{entri.halaman}.html"
    return render_template(templat, hal=hal, isian=isian, utama=utama, perlu_periksa=entri.periksa, tertahan=tertahan)


def _periksa(hal: langkah.HalamanTugas, isi: dict[str, Any], tindakan: str) -> str:
    """The answers once more; all that was posted goes along hidden."""
    bawaan = ("csrf_token", "tindakan", "diperiksa")
    kiriman = [(k, v) for k, v in request.form.items(multi=True) if k not in bawaan]
    pasangan = langkah.ringkas(hal.kasus, isi)
    return render_template("langkah/periksa.html", hal=hal, pasangan=pasangan, kiriman=kiriman, tindakan=tindakan)


def _tersimpan(tugas_id: str, pada: Any) -> Any:
    flash(_("Draf tersimpan %(jam)s. Belum dikirim.", jam=formats.waktu(pada)), "success")
    return redirect(url_for("TugasView.tugas", tugas_id=tugas_id))


VIEWS = (TugasView,)

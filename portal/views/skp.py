"""One's own SKP by year, beginning one, and reading a document and its versions."""

from datetime import date
from typing import Any

from flask import redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import skp as tindakan
from portal.errors import Bentrok, Temuan, TidakSah
from portal.forms.tampil import Isian
from portal.queries import cetakan, hubungan, mutasi, skp
from portal.security import Actor, current_actor, perlu
from portal.views import pemeriksaan


class SkpView(BaseView):
    """/skp/."""

    route_base = "/skp"
    default_view = "daftar"
    class_permission_name = "SKP"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """SKP saya."""
        return _daftar(current_actor())

    @expose("/buat", methods=("POST",))
    @perlu("buat")
    def buat(self) -> Any:
        """Begin the SKP of a year, then on to its form."""
        actor = current_actor()
        try:
            tahun, mulai = _tahun(request.form.get("tahun", "")), _mulai(request.form.get("mulai", ""))
            tutup = _nomor(request.form.get("tutup", ""))
            instans = tindakan.buat(actor=actor, tahun=tahun, mulai=mulai, tutup=tutup).instans_id
        except TidakSah as salah:
            return _daftar(actor, salah.temuan), 422
        except Bentrok as bentrok:
            if bentrok.kode != "skp_akan_ditutup":
                raise
            return redirect(url_for("SkpView.pindah", tahun=tahun))
        return redirect(url_for("TugasView.tugas", tugas_id=skp.tugas_saya(actor, instans)))

    @expose("/pindah")
    @perlu("buat")
    def pindah(self) -> Any:
        """What a move ends and begins, before it is done."""
        tahun = request.args.get("tahun", "")
        t = mutasi.tawaran(current_actor(), int(tahun) if len(tahun) == 4 and tahun.isdecimal() else None)
        if t is None:
            return redirect(url_for("SkpView.daftar"))
        return render_template("skp/pindah.html", t=t)

    @expose("/<int:skp_id>")
    @perlu("lihat")
    def baca(self, skp_id: int) -> Any:
        """The document as form F-1, and all that happened to it."""
        if tanya := pemeriksaan.tanya("skp", skp_id):
            return tanya
        return halaman(skp_id)

    @expose("/<int:skp_id>/versi/<int:n>")
    @perlu("lihat")
    def versi(self, skp_id: int, n: int) -> Any:
        """One version, what changed marked."""
        if tanya := pemeriksaan.tanya("skp", skp_id):
            return tanya
        return render_template("skp/versi.html", d=skp.versi(current_actor(), skp_id, n))


def halaman(skp_id: int, isian: Isian | None = None) -> str:
    """The page of an SKP; `isian`: what was typed into its form of extra duties, with the findings."""
    d = skp.satu(current_actor(), skp_id)
    return render_template(
        "skp/baca.html", d=d, isian=isian, kosong=Isian(), formulir=cetakan.form_skp(d.mulai, d.selesai)
    )


def _daftar(actor: Actor, temuan: tuple[Temuan, ...] = ()) -> str:
    isi = {k: request.form.get(k, "") for k in ("tahun", "mulai")}
    saya = skp.daftar(actor)
    kurang = saya.dapat_dimulai and hubungan.kekurangan(actor)
    siapa = hubungan.hubungan(actor) if kurang else None
    return render_template("skp/daftar.html", saya=saya, temuan=temuan, isi=isi, hubungan=siapa)


def _tahun(teks: str) -> int:
    if not (teks.isascii() and teks.isdigit() and len(teks) == 4):
        raise TidakSah(Temuan("tahun", None, _("Pilih tahun SKP.")))
    return int(teks)


def _nomor(teks: str) -> int | None:
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) <= 9 else None


def _mulai(teks: str) -> date | None:
    if not teks.strip():
        return None
    try:
        return date.fromisoformat(teks.strip())
    except ValueError as salah:
        raise TidakSah(
            Temuan("mulai", None, _("Isi tanggal mulai bertugas dengan bentuk TTTT-BB-HH, misalnya 2026-04-01."))
        ) from salah


VIEWS = (SkpView,)

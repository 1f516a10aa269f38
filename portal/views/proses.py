"""The processes: what is published, the studio on a draft, the review and publishing by a second person."""

from typing import Any

from flask import Response, flash, jsonify, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import draf_proses as aksi
from portal.actions.pemberitahuan import ACARA
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.queries import draf_proses, proses_layar
from portal.security import current_actor, perlu


class ProsesView(BaseView):
    """/proses/: reading; beginning a draft."""

    route_base = "/proses"
    default_view = "daftar"
    class_permission_name = "Proses"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """All processes."""
        return render_template("proses/daftar.html", hasil=proses_layar.daftar(current_actor()), salah=None, isi={})

    @expose("/katalog.json")
    @perlu("lihat")
    def katalog(self) -> Any:
        """What the studio offers, in words."""
        isian = {"perihal": _("[dokumen]"), "nama": _("[nama]")}
        acara = [{"kunci": k, "kalimat": kalimat % isian} for k, (_kepada, kalimat) in sorted(ACARA.items())]
        return jsonify(draf_proses.daftar_katalog() | {"acara": acara})

    @expose("/baru", methods=("POST",))
    @perlu("ubah")
    def baru(self) -> Any:
        """Begin a new process with a starter diagram."""
        actor, isi = current_actor(), {k: request.form.get(k, "").strip() for k in ("kunci", "nama")}
        try:
            aksi.mulai(isi["kunci"], actor=actor, nama=isi["nama"] or "-")
        except TidakSah as salah:
            hasil = proses_layar.daftar(actor)
            return render_template("proses/daftar.html", hasil=hasil, salah=salah, isi=isi), 422
        return redirect(url_for("DrafProsesView.studio", kunci=isi["kunci"]))

    @expose("/<kunci>")
    @perlu("lihat")
    def baca(self, kunci: str) -> Any:
        """One process: its versions, its picture, its steps in words."""
        return render_template("proses/baca.html", hal=proses_layar.halaman(current_actor(), kunci))

    @expose("/<kunci>/versi/<int:nomor>")
    @perlu("lihat")
    def versi(self, kunci: str, nomor: int) -> Any:
        """One version, and what it changed."""
        return render_template("proses/versi.html", hal=proses_layar.halaman_versi(current_actor(), kunci, nomor))

    @expose("/<kunci>/versi/<int:nomor>.bpmn")
    @perlu("lihat")
    def bpmn(self, kunci: str, nomor: int) -> Any:
        """The text of a version."""
        return _berkas(proses_layar.xml_versi(kunci, nomor), f"{kunci}-v{nomor}.bpmn")


class DrafProsesView(BaseView):
    """/proses/<kunci>/draf: the studio, and what becomes of a draft."""

    route_base = "/proses"
    class_permission_name = "Proses"

    @expose("/<kunci>/draf")
    @perlu("lihat")
    def studio(self, kunci: str) -> Any:
        """The studio; without its script the picture, the findings, download and upload."""
        return _studio(kunci)

    @expose("/<kunci>/draf", methods=("POST",))
    @perlu("ubah")
    def mulai(self, kunci: str) -> Any:
        """Begin a draft from the newest version, or from an older one."""
        aksi.mulai(kunci, actor=current_actor(), versi=_bulat("versi"))
        return redirect(url_for("DrafProsesView.studio", kunci=kunci))

    @expose("/<kunci>/draf.bpmn")
    @perlu("lihat")
    def bpmn(self, kunci: str) -> Any:
        """The text of the draft."""
        return _berkas(draf_proses.draf(current_actor(), kunci).xml, f"{kunci}-draf.bpmn")

    @expose("/<kunci>/draf/unggah", methods=("POST",))
    @perlu("ubah")
    def unggah(self, kunci: str) -> Any:
        """A file takes the place of the draft's text."""
        try:
            aksi.simpan(kunci, _kiriman(), actor=current_actor(), revisi=_bulat("revisi"))
        except TidakSah as salah:
            return _studio(kunci, salah), 422
        flash(_("Berkas tersimpan sebagai draf."), "success")
        return redirect(url_for("DrafProsesView.studio", kunci=kunci))

    @expose("/<kunci>/draf/ajukan", methods=("POST",))
    @perlu("ubah")
    def ajukan(self, kunci: str) -> Any:
        """Send it for review."""
        try:
            aksi.ajukan(kunci, actor=current_actor(), catatan=request.form.get("catatan", ""))
        except TidakSah as salah:
            return _studio(kunci, salah), 422
        flash(_("Draf diajukan. Penyetuju alur meninjaunya dan menerbitkannya."), "success")
        return redirect(url_for("DrafProsesView.tinjau", kunci=kunci))

    @expose("/<kunci>/draf/tarik", methods=("POST",))
    @perlu("ubah")
    def tarik(self, kunci: str) -> Any:
        """Take it back from review."""
        aksi.tarik(kunci, actor=current_actor())
        flash(_("Draf ditarik kembali dan dapat diubah lagi."), "success")
        return redirect(url_for("DrafProsesView.studio", kunci=kunci))

    @expose("/<kunci>/draf/buang", methods=("POST",))
    @perlu("ubah")
    def buang(self, kunci: str) -> Any:
        """Throw it away."""
        draf = aksi.buang(kunci, actor=current_actor())
        flash(_("Draf dibuang. Versi yang berlaku tidak berubah."), "success")
        terbit = draf.dasar_versi is not None
        return redirect(url_for("ProsesView.baca", kunci=kunci) if terbit else url_for("ProsesView.daftar"))

    @expose("/<kunci>/tinjau")
    @perlu("lihat")
    def tinjau(self, kunci: str) -> Any:
        """The draft beside what it would replace, and what changed in words. A notice may lead here after the draft was
        published or thrown away: then to the process, which says so."""
        try:
            return _tinjau(kunci)
        except TidakDitemukan as hilang:
            proses_layar.halaman(current_actor(), kunci)
            flash(hilang.pesan, "error")
            return redirect(url_for("ProsesView.baca", kunci=kunci))

    @expose("/<kunci>/draf/kembalikan", methods=("POST",))
    @perlu("terbitkan")
    def kembalikan(self, kunci: str) -> Any:
        """Back to its writers, with the reason."""
        try:
            aksi.kembalikan(kunci, actor=current_actor(), catatan=request.form.get("catatan", ""))
        except TidakSah as salah:
            return _tinjau(kunci, salah), 422
        flash(_("Draf dikembalikan kepada penyusunnya."), "success")
        return redirect(url_for("ProsesView.daftar"))

    @expose("/<kunci>/draf/terbitkan", methods=("POST",))
    @perlu("terbitkan")
    def terbitkan(self, kunci: str) -> Any:
        """Publish it, as it was reviewed."""
        try:
            definisi = aksi.terbitkan(
                kunci, actor=current_actor(), catatan=request.form.get("catatan", ""), revisi=_bulat("revisi")
            )
        except TidakSah as salah:
            return _tinjau(kunci, salah), 422
        flash(
            _(
                "Versi %(versi)s terbit. Perkara baru memakainya; yang berjalan tetap pada versinya.",
                versi=definisi.version,
            ),
            "success",
        )
        return redirect(url_for("ProsesView.baca", kunci=kunci))


def _studio(kunci: str, salah: TidakSah | None = None) -> str:
    return render_template("proses/studio.html", hal=draf_proses.studio(current_actor(), kunci), salah=salah)


def _tinjau(kunci: str, salah: TidakSah | None = None) -> str:
    hal = proses_layar.tinjau(current_actor(), kunci)
    return render_template("proses/tinjau.html", hal=hal, salah=salah, catatan=request.form.get("catatan", ""))


def _bulat(nama: str) -> int | None:
    """A number of the form; None where it is not there. TidakSah for anything else."""
    teks = request.form.get(nama, "")
    if not teks:
        return None
    if not teks.isascii() or not teks.isdigit() or len(teks) > 9:
        raise TidakSah(Temuan(nama, None, _("Isi dengan bilangan bulat mulai 1.")))
    return int(teks)


def _kiriman() -> bytes:
    """The uploaded file, or enough of it to be refused as too big."""
    berkas = request.files.get("berkas")
    if berkas is None:
        return b""
    try:
        return berkas.read(aksi.MAKS_XML + 1)
    finally:
        berkas.close()


def _berkas(xml: bytes, nama: str) -> Response:
    jawaban = Response(xml, mimetype="application/xml")
    jawaban.headers.set("Content-Disposition", "attachment", filename=nama)
    jawaban.headers["Cache-Control"] = "no-store"
    return jawaban


VIEWS = (ProsesView, DrafProsesView)

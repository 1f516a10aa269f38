"""Files of a yearly assessment: proof of receipt and papers of an objection, added beside the form of a step."""

from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import penyimpanan
from portal.actions import lampiran as tindakan
from portal.actions import tugas
from portal.actions.bukti import Tersimpan
from portal.errors import TerlaluBesar, TidakSah
from portal.forms import berkas
from portal.forms.isian import dari_form
from portal.queries import lampiran
from portal.security import current_actor, perlu

BUKAN_ISIAN = ("csrf_token", "kunci", "diperiksa", "tindakan")


class LampiranView(BaseView):
    """/lampiran/<id>: one file, as a download."""

    route_base = "/lampiran"
    default_view = "unduh"
    class_permission_name = "Lampiran"

    @expose("/<int:lampiran_id>")
    @perlu("unduh")
    def unduh(self, lampiran_id: int) -> Any:
        """The file as an attachment, never shown inside the portal; the reading is kept."""
        actor = current_actor()
        satu = lampiran.satu(actor, lampiran_id)
        jalan = penyimpanan.buka(satu.sha256)
        tindakan.catat_baca(lampiran_id, actor=actor)
        jawaban = send_file(
            jalan, mimetype=satu.jenis, as_attachment=True, download_name=satu.nama, etag=False, conditional=False
        )
        jawaban.headers["Cache-Control"] = "private, no-store"
        jawaban.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return jawaban


class LampirkanView(BaseView):
    """/penilaian/<id>/lampiran: adding and removing, by whose turn it is."""

    route_base = "/penilaian"
    default_view = "unggah"
    class_permission_name = "Lampiran"

    @expose("/<int:penilaian_id>/lampiran", methods=("POST",))
    @perlu("unggah")
    def unggah(self, penilaian_id: int) -> Any:
        """Keep the files on the disk first, then their rows; what stands in the form beside them becomes its draft."""
        actor, kegunaan = current_actor(), request.form.get("Kegunaan", "")
        tugas_id = lampiran.boleh_ubah(actor, penilaian_id, kegunaan)
        try:
            baik = [
                berkas.baca(satu.filename, satu.stream) for satu in request.files.getlist("Berkas") if satu.filename
            ]
            tersimpan = [Tersimpan(b.nama, b.jenis, len(b.isi), penyimpanan.simpan(b.isi)) for b in baik]
            tindakan.unggah(penilaian_id, actor=actor, berkas=tersimpan, kegunaan=kegunaan, draf=_draf())
        except (TidakSah, TerlaluBesar) as salah:  # a form: said on the way back to it, with nothing typed lost
            tugas.simpan_draf(tugas_id, actor=actor, isian=_draf())
            halaman = "realisasi/berkas_ditolak.html"
            return render_template(halaman, pesan=salah.pesan, kembali=_alamat(tugas_id)), salah.status
        flash(ngettext("%(num)d berkas diunggah.", "%(num)d berkas diunggah.", len(tersimpan)), "success")
        return redirect(_alamat(tugas_id))

    @expose("/<int:penilaian_id>/lampiran/<int:lampiran_id>/hapus", methods=("POST",))
    @perlu("unggah")
    def hapus(self, penilaian_id: int, lampiran_id: int) -> Any:
        """Take one file out before it counts."""
        actor = current_actor()
        tugas_id = tindakan.hapus(penilaian_id, lampiran_id, actor=actor, draf=_draf())
        flash(_("Berkas dihapus dari penilaian ini."), "success")
        return redirect(_alamat(tugas_id))


def _draf() -> dict[str, Any]:
    return {k: v for k, v in dari_form(request.form.items(multi=True)).items() if k not in BUKAN_ISIAN}


def _alamat(tugas_id: str) -> str:
    """The form of the step, at its files."""
    return url_for("TugasView.tugas", tugas_id=tugas_id, _anchor="berkas-bagian")


VIEWS = (LampiranView, LampirkanView)

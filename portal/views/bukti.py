"""Evidence files: added and removed beside the form of the month, downloaded by those who take part."""

from typing import Any

from flask import flash, redirect, render_template, request, send_file, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import penyimpanan
from portal.actions import bukti as tindakan
from portal.errors import TerlaluBesar, TidakSah
from portal.forms import berkas
from portal.forms.isian import dari_form
from portal.queries import bukti
from portal.security import current_actor, perlu

BUKAN_ISIAN = ("csrf_token", "kunci", "diperiksa", "tindakan")


class BuktiView(BaseView):
    """/bukti/<id>: one file, as a download."""

    route_base = "/bukti"
    default_view = "unduh"
    class_permission_name = "Bukti"

    @expose("/<int:bukti_id>")
    @perlu("unduh")
    def unduh(self, bukti_id: int) -> Any:
        """The file as an attachment, never shown inside the portal; the reading is kept."""
        actor = current_actor()
        satu = bukti.satu(actor, bukti_id)
        jalan = penyimpanan.buka(satu.sha256)
        tindakan.catat_baca(bukti_id, actor=actor)
        jawaban = send_file(
            jalan, mimetype=satu.jenis, as_attachment=True, download_name=satu.nama, etag=False, conditional=False
        )
        jawaban.headers["Cache-Control"] = "private, no-store"
        jawaban.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
        return jawaban


class UnggahView(BaseView):
    """/realisasi/<id>/bukti: adding and removing, by the employee while he fills in the month."""

    route_base = "/realisasi"
    default_view = "unggah"
    class_permission_name = "Bukti"

    @expose("/<int:realisasi_id>/bukti", methods=("POST",))
    @perlu("unggah")
    def unggah(self, realisasi_id: int) -> Any:
        """Keep the files on the disk first, then their rows; what stands in the form beside them becomes its draft."""
        actor = current_actor()
        bukti.boleh_ubah(actor, realisasi_id)
        untuk = request.form.get("Untuk", "")
        kegiatan_id = int(untuk) if untuk.isdecimal() and len(untuk) < 12 else None
        try:
            baik = [
                berkas.baca(satu.filename, satu.stream) for satu in request.files.getlist("Berkas") if satu.filename
            ]
            tersimpan = [tindakan.Tersimpan(b.nama, b.jenis, len(b.isi), penyimpanan.simpan(b.isi)) for b in baik]
            tugas_id = tindakan.unggah(
                realisasi_id, actor=actor, berkas=tersimpan, kegiatan_id=kegiatan_id, draf=_draf()
            )
        except (TidakSah, TerlaluBesar) as salah:  # a form: said on the way back to it, with nothing typed lost
            kembali = _alamat(realisasi_id, tindakan.tahan(realisasi_id, actor=actor, draf=_draf()))
            return render_template("realisasi/berkas_ditolak.html", pesan=salah.pesan, kembali=kembali), salah.status
        flash(ngettext("%(num)d berkas diunggah.", "%(num)d berkas diunggah.", len(tersimpan)), "success")
        return _kembali(realisasi_id, tugas_id)

    @expose("/<int:realisasi_id>/bukti/<int:bukti_id>/hapus", methods=("POST",))
    @perlu("unggah")
    def hapus(self, realisasi_id: int, bukti_id: int) -> Any:
        """Take one file out of the month."""
        actor = current_actor()
        bukti.boleh_ubah(actor, realisasi_id)
        tugas_id = tindakan.hapus(realisasi_id, bukti_id, actor=actor, draf=_draf())
        flash(_("Berkas dihapus dari bulan ini."), "success")
        return _kembali(realisasi_id, tugas_id)


def _draf() -> dict[str, Any]:
    return {k: v for k, v in dari_form(request.form.items(multi=True)).items() if k not in BUKAN_ISIAN}


def _kembali(realisasi_id: int, tugas_id: str | None) -> Any:
    return redirect(_alamat(realisasi_id, tugas_id))


def _alamat(realisasi_id: int, tugas_id: str | None) -> str:
    """The form of the month, at its evidence; the month itself where nobody fills it in now."""
    if tugas_id is None:
        return url_for("RealisasiView.baca", realisasi_id=realisasi_id)
    return url_for("TugasView.tugas", tugas_id=tugas_id, _anchor="bukti")


VIEWS = (BuktiView, UnggahView)

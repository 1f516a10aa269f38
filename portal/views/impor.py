"""Filling in a step from a workbook: the template to take away, the upload, the preview, and putting it into the draft.

An upload leads to the address of its preview, so that looking again sends nothing again. Every POST here answers with
what is wrong beside the form it came from.
"""

from dataclasses import asdict, replace
from typing import Any

from flask import Response, flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import gudang_impor
from portal.actions import impor as tindakan
from portal.errors import Bentrok, PortalError, Temuan, TerlaluBesar, TidakSah
from portal.forms.berkas import bersihkan
from portal.forms.impor.xlsx import MAKS_UKURAN, tolak
from portal.forms.tampil import KATA, teks_medan
from portal.queries import impor
from portal.reports import templat_realisasi, templat_skp
from portal.reports.berkas import Berkas
from portal.reports.templat import TemplatSkp
from portal.security import Actor, current_actor, perlu
from portal.views import unduhan


class ImporView(BaseView):
    """/tugas/<id>/impor: the steps of the SKP and of the month, filled in from Excel."""

    route_base = "/tugas"
    default_view = "halaman"
    class_permission_name = "Tugas"

    @expose("/<tugas_id>/impor", methods=("GET", "POST"))
    @perlu("kerjakan")
    def halaman(self, tugas_id: str) -> Any:
        """What to do, and the upload; a good file leads to its preview."""
        actor = current_actor()
        s = impor.sasaran(actor, tugas_id)
        if request.method == "GET":
            return render_template("impor/unggah.html", s=s, galat=None)
        try:
            tiket, _p = terima(actor, s, *_berkas())
        except (TidakSah, TerlaluBesar) as salah:
            return render_template("impor/unggah.html", s=s, galat=salah.pesan), salah.status
        return redirect(url_for("ImporView.pratinjau", tugas_id=tugas_id, tiket=tiket))

    @expose("/<tugas_id>/impor/pratinjau", methods=("GET", "POST"))
    @perlu("kerjakan")
    def pratinjau(self, tugas_id: str) -> Any:
        """What was understood, row by row; then, by an explicit choice, into the draft."""
        actor = current_actor()
        s = impor.sasaran(actor, tugas_id)
        teks = (request.form if request.method == "POST" else request.args).get("tiket", "")
        tiket = gudang_impor.periksa(teks, tugas=tugas_id, aktor=actor.id)
        salah: PortalError | None = None
        if request.method == "POST":
            try:
                simpan(actor, s, tiket, request.form.get("cara", ""))
            except (TidakSah, Bentrok) as galat:
                if isinstance(galat, Bentrok) and galat.kode != "draf_berubah":
                    raise
                salah = galat
            else:
                flash(_("Isi berkas tersimpan sebagai draf. Belum dikirim: periksa, lalu ajukan."), "success")
                return redirect(url_for("TugasView.tugas", tugas_id=tugas_id))
        p = impor.pratinjau(s, gudang_impor.baca(tiket.sidik))
        tanda = replace(tiket, draf=s.draf).tanda()  # what is shown now is compared with the draft as it is now
        halaman = render_template(
            "impor/pratinjau.html", s=s, p=p, tiket=tiket, tanda=tanda, galat=salah.pesan if salah else None,
            kata=KATA, teks_medan=teks_medan,
        )  # fmt: skip
        return (halaman, salah.status) if salah else halaman

    @expose("/<tugas_id>/templat")
    @perlu("kerjakan")
    def templat(self, tugas_id: str) -> Any:
        """The template of this step with the person's own data and draft."""
        return kirim_templat(impor.sasaran(current_actor(), tugas_id))


def terima(actor: Actor, s: impor.Sasaran, nama: str, isi: bytes) -> tuple[str, impor.Pratinjau]:
    """Read an upload; nothing but the file itself is kept, for a day. The ticket to apply it with."""
    p = impor.pratinjau(s, isi)
    sidik = gudang_impor.simpan(isi)
    return gudang_impor.Tiket(sidik, nama, s.hal.tugas.id, actor.id, s.draf).tanda(), p


def simpan(actor: Actor, s: impor.Sasaran, tiket: gudang_impor.Tiket, cara: str) -> Any:
    """Put the file of a ticket into the draft. TidakSah for a way that is not offered."""
    p = impor.pratinjau(s, gudang_impor.baca(tiket.sidik))
    if cara not in p.cara:
        raise tolak_cara()
    hasil = p.cara[cara]
    hitung = {k: v for k, v in asdict(hasil).items() if isinstance(v, int)}
    sumber = tindakan.Sumber(tiket.nama, tiket.sidik, tiket.draf)
    return tindakan.terapkan(
        tiket.tugas, actor=actor, isian=hasil.isian, sumber=sumber, cara=cara, hitung=hitung | {"baris": len(p.baris)}
    )


def kirim_templat(s: impor.Sasaran) -> Response:
    """The template as a download."""
    t = impor.templat(s)
    berkas = templat_skp.berkas(t) if isinstance(t, TemplatSkp) else templat_realisasi.berkas(t)
    return unduhan.kirim(Berkas(berkas), f"templat-{s.pemilik.nomor}")


def nama_berkas(nama: str | None) -> str:
    """The file's name, made harmless. TidakSah for what says itself that it is no XLSX."""
    bersih = bersihkan(nama or "")
    akhir = bersih.rpartition(".")[2].lower()
    if akhir in ("xlsm", "xltm"):
        raise tolak(
            _("Berkas makro (XLSM) tidak diterima. Simpan sebagai XLSX tanpa makro, lalu unggah lagi."), "berkas_makro"
        )
    return bersih


def tolak_cara() -> TidakSah:
    """No way, or one that is not offered."""
    pesan = _("Pilih apakah draf yang ada diganti atau digabungkan.")
    return TidakSah(Temuan("cara", None, pesan), pesan=pesan)


def _berkas() -> tuple[str, bytes]:
    satu = request.files.get("Berkas")
    if satu is None or not satu.filename:
        raise tolak(_("Pilih berkasnya lebih dahulu."))
    return nama_berkas(satu.filename), satu.stream.read(MAKS_UKURAN + 1)


VIEWS = (ImporView,)

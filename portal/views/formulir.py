"""The official forms of one person as files: of an SKP, of a logbook, of a year's assessment; as XLSX or PDF."""

from collections.abc import Callable
from typing import IO, Any

from flask import current_app, request
from flask_appbuilder import BaseView, expose

from portal import waktu
from portal.actions import cetakan as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.queries import catatan_perilaku, cetakan
from portal.queries.cetakan import Cetakan
from portal.reports.berkas import MIME_AKHIRAN, Berkas, sementara
from portal.reports.lembar import tulis
from portal.reports.paket import FORM
from portal.reports.pdf import dokumen
from portal.security import Actor, current_actor, perlu
from portal.views import pemeriksaan, unduhan

BUKU = "catatan-perilaku"


class FormulirView(BaseView):
    """/skp/<id>/<form>.xlsx and .pdf, for whoever may read the SKP."""

    route_base = "/skp"
    default_view = "skp"
    class_permission_name = "SKP"

    @expose("/<int:skp_id>/<any(f1, f2, skp30, skp6):form>.<any(xlsx, pdf):bentuk>")
    @perlu("lihat")
    def skp(self, skp_id: int, form: str, bentuk: str) -> Any:
        """Targets, and what came of them, as the law of the time has them."""
        return kirim("skp", form, bentuk, skp_id)


class FormulirTahunanView(BaseView):
    """/penilaian/<id>/<form>.xlsx and .pdf, for whoever may read the assessment."""

    route_base = "/penilaian"
    default_view = "penilaian"
    class_permission_name = "Penilaian"

    @expose("/<int:penilaian_id>/<any(f4, dokumen30, evaluasi6, dokumen6, ak6):form>.<any(xlsx, pdf):bentuk>")
    @perlu("lihat")
    def penilaian(self, penilaian_id: int, form: str, bentuk: str) -> Any:
        """The year's result."""
        return kirim("penilaian", form, bentuk, penilaian_id)


class FormulirBulanView(BaseView):
    """/realisasi/<id>/<form>.xlsx and .pdf, for whoever may read the month."""

    route_base = "/realisasi"
    default_view = "bulan"
    class_permission_name = "Realisasi"

    @expose("/<int:realisasi_id>/<any(evaluasi6b):form>.<any(xlsx, pdf):bentuk>")
    @perlu("lihat")
    def bulan(self, realisasi_id: int, form: str, bentuk: str) -> Any:
        """The month as periodic evaluation."""
        return kirim("realisasi", form, bentuk, realisasi_id)


class FormulirBukuView(BaseView):
    """/catatan-perilaku/<pegawai_id>/f3.xlsx and .pdf, for whoever may read the logbook."""

    route_base = "/catatan-perilaku"
    default_view = "buku"
    class_permission_name = "CatatanPerilaku"

    @expose("/<int:pegawai_id>/<any(f3):form>.<any(xlsx, pdf):bentuk>")
    @perlu("lihat")
    def buku(self, pegawai_id: int, form: str, bentuk: str) -> Any:
        """The behaviour logbook of one year."""
        return kirim(BUKU, form, bentuk, pegawai_id)


def kirim(jenis: str, form: str, bentuk: str, kunci: int, tanya: Callable[..., Any] = pemeriksaan.tanya) -> Any:
    """The file, for screen and REST alike; `tanya` asks first what for, where one examines another's case. That it is
    taken away is kept first (one's own workbook is not). A logbook is of the year in the address."""
    tahun = catatan_perilaku.tahun_dari(request.args) if jenis == BUKU else 0
    if halaman := tanya(jenis, f"{kunci}-{tahun}" if jenis == BUKU else kunci):
        return halaman
    actor = current_actor()
    satu = cetakan.ambil(actor, form, kunci, tahun)
    if bentuk == "pdf":
        berkas = _pdf(satu, actor)
    else:
        if not satu.milik_sendiri:
            catat_ekspor(form, actor=actor, baris=1, skp_id=satu.skp_id)
        lembar = FORM[form].lembar
        berkas = tulis(lambda buku: lembar(buku, satu.isi), FORM[form].judul)
    return unduhan.sebagai(Berkas(berkas), f"{satu.nama}.{bentuk}", MIME_AKHIRAN[bentuk])


def _pdf(satu: Cetakan, actor: Actor) -> IO[bytes]:
    """The paper, numbered before it is written."""
    form = FORM[satu.form]
    lembar, sidik = dokumen.rekam(form, satu.form, satu.isi)
    butir = tindakan.Butir(form.perihal(satu.isi), satu.tahun, sidik, form.sah(satu.isi))
    (terbitan,) = tindakan.terbitkan(satu.form, [butir], actor=actor, asli=satu.pihak, skp_id=satu.skp_id)
    saat = waktu.sekarang().astimezone(waktu.WITA)
    cap = dokumen.cap(terbitan, saat, current_app.config["SETTINGS"].public_url)
    with sementara() as berkas:
        dokumen.tulis_satu(berkas, form, lembar, cap, saat)
    return berkas


VIEWS = (FormulirView, FormulirTahunanView, FormulirBulanView, FormulirBukuView)

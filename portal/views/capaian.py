"""How organisations did and how the predicates of their people are distributed: all OPD, one of them, and recording."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import capaian as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.errors import Bentrok, TidakSah
from portal.queries import capaian
from portal.queries.capaian import Saringan
from portal.reports import capaian as lembar
from portal.rules.capaian import Isian
from portal.rules.pola import CAPAIAN
from portal.security import current_actor, perlu
from portal.views import unduhan

ISIAN = ("capaian", "dasar", "catatan", "alasan")


class CapaianView(BaseView):
    """/capaian/: read by who looks at OPD; recorded by Admin BKD, and by a Pimpinan for units of his OPD."""

    route_base = "/capaian"
    default_view = "daftar"
    class_permission_name = "Capaian"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """All OPD of a year or quarter."""
        hal = capaian.halaman(current_actor(), Saringan.baca(request.args))
        return _tampil("daftar", hal=hal)

    @expose("/capaian.xlsx")
    @perlu("lihat")
    def berkas(self) -> Any:
        """The list by its filter as a workbook; that it was taken is kept."""
        actor, s = current_actor(), Saringan.baca(request.args)
        berkas = lembar.berkas(s.masa, capaian.semua(actor, s))
        try:
            catat_ekspor("capaian", actor=actor, baris=berkas.baris, saringan={"masa": str(s.masa), "cari": s.cari})
        except BaseException:
            berkas.close()
            raise
        return unduhan.sebagai(berkas, f"Capaian_{str(s.masa).replace(' ', '_')}.xlsx")

    @expose("/<kode>")
    @perlu("lihat")
    def satu(self, kode: str) -> Any:
        """One OPD, or (`unit`) one of its units: what is recorded, its people beside the pattern, the history."""
        return _halaman(kode, Saringan.baca(request.args), {})

    @expose("/<kode>", methods=("POST",))
    @perlu("tetapkan")
    def tetapkan(self, kode: str) -> Any:
        """Show what the answers mean; sent from there, record them. Nothing that was typed is lost."""
        actor, s, kirim = current_actor(), Saringan.baca(request.form), request.form
        isi = {medan: kirim.get(medan, "") for medan in ISIAN}
        isian = Isian(*(isi[medan] for medan in ISIAN))
        try:
            if kirim.get("langkah") != "simpan":
                hal = capaian.pratinjau(actor, kode, s, isian)
                return _tampil("periksa", hal=hal)
            dilihat = kirim.get("dilihat", "")
            tindakan.tetapkan(
                kode, s.masa, isian, actor=actor, unit_id=s.unit,
                dilihat=int(dilihat) if dilihat.isascii() and dilihat.isdigit() and len(dilihat) < 10 else 0,
            )  # fmt: skip
        except (TidakSah, Bentrok) as salah:
            return _halaman(kode, s, isi, salah), salah.status
        flash(_("Capaian kinerja organisasi tersimpan."), "success")
        return redirect(url_for("CapaianView.satu", kode=kode, tahun=s.tahun, triwulan=s.triwulan, unit=s.unit))


def _halaman(kode: str, s: Saringan, isi: dict[str, str], salah: TidakSah | Bentrok | None = None) -> str:
    hal = capaian.satu(current_actor(), kode, s)
    temuan = salah.temuan if isinstance(salah, TidakSah) else ()
    bentrok = salah.pesan if isinstance(salah, Bentrok) else None
    return _tampil("satu", hal=hal, isi=isi, temuan=temuan, bentrok=bentrok)


def _tampil(nama: str, **isi: Any) -> str:
    return render_template(f"capaian/{nama}.html", kata=CAPAIAN, bagian=capaian.bagian, **isi)


VIEWS = (CapaianView,)

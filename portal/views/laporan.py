"""The forms of an OPD, the recap of states, and reports the worker makes because they take long."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import gudang_laporan, waktu
from portal.actions import laporan as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.errors import Bentrok, TidakSah, TidakTersedia
from portal.queries import laporan, laporan_saya, lingkup, rekap
from portal.queries.laporan import AWAL, Saringan
from portal.queries.laporan_saya import LaporanSaya
from portal.reports import f1 as form_f1
from portal.reports import rekap as lembar_rekap
from portal.reports.berkas import MIME_AKHIRAN, Berkas
from portal.security import current_actor, perlu
from portal.views import unduhan

SEGERA = timedelta(seconds=30)
"""How long a page that waits looks again every few seconds; afterwards more seldom, for the sake of a weak line."""


class LaporanView(BaseView):
    """/laporan/: one OPD's year, and the reports one has asked for."""

    route_base = "/laporan"
    default_view = "daftar"
    class_permission_name = "Laporan"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The recap of a month, what can be downloaded, what can be asked for, and what was."""
        return _halaman(request.args)

    @expose("/f1.xlsx")
    @perlu("lihat")
    def f1(self) -> Any:
        """F-1 of every SKP of the OPD or unit, one sheet each, as many as one workbook holds."""
        actor, saringan = current_actor(), Saringan.baca(request.args)
        isi = laporan.f1_opd(actor, saringan)
        berkas = form_f1.berkas(isi)
        catat_ekspor("f1_opd", actor=actor, baris=len(isi), saringan=_pilihan())
        return _unduh(berkas, f"F-1_{saringan.tahun}")

    @expose("/rekap.xlsx")
    @perlu("lihat")
    def rekap(self) -> Any:
        """States per unit and month of the year."""
        saringan = Saringan.baca(request.args)
        return _unduh(lembar_rekap.berkas(rekap.rekap(current_actor(), saringan)), f"rekap_{saringan.tahun}")

    @expose("/minta", methods=("POST",))
    @perlu("minta")
    def minta(self) -> Any:
        """Ask for a report; the page that follows shows how far it is."""
        actor = current_actor()
        try:
            satu = laporan_saya.permintaan(actor, request.form)
        except TidakSah as salah:
            return _halaman(request.form, salah), 422
        try:
            nomor = tindakan.minta(satu.jenis, satu.judul, satu.argumen, actor=actor)
        except Bentrok as sedang:
            flash(sedang.pesan, "error")
            return redirect(url_for("LaporanView.daftar", _anchor="laporan-saya"))
        return redirect(url_for("LaporanView.satu", laporan_id=nomor))

    @expose("/<int:laporan_id>")
    @perlu("lihat")
    def satu(self, laporan_id: int) -> Any:
        """How far one is; while it is being made the page looks again by itself."""
        isi = laporan_saya.satu(current_actor(), laporan_id)
        return render_template("laporan/satu.html", l=isi, jeda=_jeda(isi))

    @expose("/<int:laporan_id>/berkas")
    @perlu("lihat")
    def berkas(self, laporan_id: int) -> Any:
        """The finished file; that it was taken is kept."""
        actor = current_actor()
        satu = laporan_saya.berkas(actor, laporan_id)
        jalan = gudang_laporan.jalan(satu.berkas)
        if jalan is None:
            raise TidakTersedia(
                _("Berkas laporan ini tidak ada lagi. Minta laporannya sekali lagi."), kode="berkas_hilang"
            )
        isi = Berkas(jalan.open("rb"))
        try:
            tindakan.catat_unduh(laporan_id, actor=actor)
        except BaseException:
            isi.close()
            raise
        return unduhan.sebagai(isi, satu.nama, MIME_AKHIRAN[satu.nama.rpartition(".")[2]])

    @expose("/<int:laporan_id>/ulangi", methods=("POST",))
    @perlu("minta")
    def ulangi(self, laporan_id: int) -> Any:
        """Try one that failed again."""
        actor = current_actor()
        laporan_saya.satu(actor, laporan_id)
        tindakan.ulangi(laporan_id, actor=actor)
        return redirect(url_for("LaporanView.satu", laporan_id=laporan_id))

    @expose("/<int:laporan_id>/hapus", methods=("POST",))
    @perlu("minta")
    def hapus(self, laporan_id: int) -> Any:
        """Throw one away, finished or not."""
        gudang_laporan.buang(tindakan.hapus(laporan_id, actor=current_actor()))
        flash(_("Laporan dihapus."), "success")
        return redirect(url_for("LaporanView.daftar"))


def _halaman(isian: Mapping[str, str], salah: TidakSah | None = None) -> str:
    actor, saringan = current_actor(), Saringan.baca(isian)
    return render_template(
        "laporan/daftar.html", hal=rekap.halaman(actor, saringan), batas=form_f1.PALING_BANYAK,
        saya=laporan_saya.daftar(actor), jenis=laporan_saya.pilihan(actor, saringan.tahun),
        semua=lingkup.semua_opd(actor),
        SEMUA=laporan_saya.SEMUA, isian=isian,
        tahun_pilihan=range(max(saringan.tahun, waktu.hari_ini().year) + 1, AWAL - 1, -1),
        temuan=salah.temuan if salah else (),
    )  # fmt: skip


def _jeda(isi: LaporanSaya) -> int | None:
    """After how many seconds the page looks again; None where nothing will change."""
    if not isi.berjalan:
        return None
    return 3 if waktu.sekarang() - isi.diminta_pada < SEGERA else 10


def _pilihan() -> dict[str, str]:
    """What was chosen, as the address says it."""
    return {k: request.args[k][:40] for k in ("opd", "unit", "tahun") if request.args.get(k)}


def _unduh(berkas: Any, nama: str) -> Any:
    return unduhan.sebagai(Berkas(berkas), f"{nama.strip('_')}.xlsx")


VIEWS = (LaporanView,)

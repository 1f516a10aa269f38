"""Discipline for BKD: the record of hukuman disiplin, and whom attendance says must be examined; and one's own."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_babel import ngettext

from portal import waktu
from portal.actions import disiplin as hitungan
from portal.actions import hukuman as tindakan
from portal.errors import Temuan, TidakSah
from portal.forms.tampil import Isian
from portal.hukuman import MEDAN, Rancangan, bulan_terpotong, rancang
from portal.queries import hukuman, temuan_disiplin
from portal.rules.disiplin import PP53
from portal.rules.hukuman import jenis
from portal.security import current_actor, perlu
from portal.views import pemeriksaan


class DisiplinView(BaseView):
    """/disiplin/, for Admin BKD; auditors read it once they have said what for."""

    route_base = "/disiplin"
    default_view = "daftar"
    class_permission_name = "Disiplin"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The record, the newest decision first."""
        return render_template(
            "disiplin/daftar.html", d=hukuman.daftar(current_actor(), hukuman.Saringan.baca(request.args))
        )

    @expose("/<int:hukuman_id>")
    @perlu("lihat")
    def satu(self, hukuman_id: int) -> Any:
        """One record with its versions, and the form that cancels it."""
        return pemeriksaan.tanya("hukuman", hukuman_id) or _satu(hukuman_id)

    @expose("/catat", methods=("GET", "POST"))
    @perlu("catat")
    def catat(self) -> Any:
        """A new record: the form, what it would do, and then it is kept."""
        if request.method == "GET":
            return _formulir(Isian({"nip": request.args.get("nip", "")[:20]}))
        isi = _isi("nip")
        try:
            rencana = rancang(isi)
            if request.form.get("tahap") != "simpan":
                return _formulir(Isian(isi), rencana if request.form.get("tahap") == "periksa" else None)
            tindakan.catat(isi["nip"], isi, actor=current_actor())
        except TidakSah as salah:
            return _formulir(Isian(isi, temuan=salah.temuan)), 422
        flash(_("Hukuman disiplin dicatat. Bulan yang sudah diverifikasi di dalam masanya dihitung ulang."), "success")
        return redirect(url_for("DisiplinView.daftar", q=isi["nip"]))

    @expose("/<int:hukuman_id>/betulkan", methods=("GET", "POST"))
    @perlu("catat")
    def betulkan(self, hukuman_id: int) -> Any:
        """What was recorded wrongly; the old version stays."""
        if halaman := pemeriksaan.tanya("hukuman", hukuman_id):
            return halaman
        kini = hukuman.satu(current_actor(), hukuman_id).kini
        if request.method == "GET":
            return _formulir(Isian(_tertulis(kini) | {"versi": str(kini.versi)}), kini=kini)
        isi = _isi("alasan", "versi")
        try:
            rencana = rancang(isi)
            if request.form.get("tahap") != "simpan":
                lihat = rencana if request.form.get("tahap") == "periksa" else None
                return _formulir(Isian(isi), lihat, kini)
            tindakan.betulkan(hukuman_id, _versi(isi), isi, alasan=isi["alasan"], actor=current_actor())
        except TidakSah as salah:
            return _formulir(Isian(isi, temuan=salah.temuan), kini=kini), 422
        flash(_("Pembetulan disimpan di samping catatan yang lama."), "success")
        return redirect(url_for("DisiplinView.satu", hukuman_id=hukuman_id))

    @expose("/<int:hukuman_id>/batalkan", methods=("POST",))
    @perlu("catat")
    def batalkan(self, hukuman_id: int) -> Any:
        """It takes no effect any more, and stays readable with the reason."""
        isi = {m: request.form.get(m, "") for m in ("alasan", "versi")}
        try:
            tindakan.batalkan(hukuman_id, _versi(isi), alasan=isi["alasan"], actor=current_actor())
        except TidakSah as salah:
            return pemeriksaan.tanya("hukuman", hukuman_id) or (_satu(hukuman_id, Isian(isi, temuan=salah.temuan)), 422)
        flash(_("Hukuman dibatalkan. Bulan yang sempat dipotong dihitung ulang."), "success")
        return redirect(url_for("DisiplinView.satu", hukuman_id=hukuman_id))

    @expose("/pemeriksaan")
    @perlu("periksa")
    def pemeriksaan(self) -> Any:
        """Who has reached which rung this year."""
        return _pemeriksaan()

    @expose("/pemeriksaan/hitung", methods=("POST",))
    @perlu("periksa")
    def hitung(self) -> Any:
        """Count a year anew, for recaps older than this page."""
        teks = request.form.get("tahun", "")
        tahun = int(teks) if teks.isascii() and teks.isdigit() and len(teks) == 4 else 0
        try:
            banyak = hitungan.hitung_ulang(tahun, actor=current_actor())
        except TidakSah as salah:
            return _pemeriksaan(salah.temuan), 422
        flash(ngettext("Dihitung ulang: %(num)d pegawai perlu diperiksa.", "Dihitung ulang: %(num)d pegawai perlu "
                       "diperiksa.", banyak), "success")  # fmt: skip
        return redirect(url_for("DisiplinView.pemeriksaan", tahun=tahun))


class HukumanView(BaseView):
    """/hukuman/: what one is under oneself, and those one appraises."""

    route_base = "/hukuman"
    default_view = "daftar"
    class_permission_name = "Hukuman"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """One's own in full; of others what a penilai must know."""
        actor = current_actor()
        return render_template("disiplin/milik.html", milik=hukuman.milik(actor), bawahan=hukuman.bawahan(actor))


def pilihan_jenis() -> list[tuple[str, str]]:
    """The punishments of both laws by key, those of the law in force first; a key that both have is there once and read
    by the law of the decision's day."""
    kini = jenis(waktu.hari_ini())
    ada = {j.kunci for j in kini}
    lama = [(j.kunci, f"{j.tingkat}: {j.sebutan} ({j.peraturan})") for j in jenis(PP53) if j.kunci not in ada]
    return [(j.kunci, f"{j.tingkat}: {j.sebutan}") for j in kini] + lama


def _formulir(isian: Isian, rencana: Rancangan | None = None, kini: hukuman.Hukuman | None = None) -> str:
    bulan = bulan_terpotong(rencana.jenis.potongan, rencana.mulai, rencana.sampai) if rencana else ()
    return render_template(
        "disiplin/formulir.html", isian=isian, r=rencana, kini=kini, bulan=bulan, pilihan=pilihan_jenis(), medan=MEDAN
    )


def _satu(hukuman_id: int, isian: Isian | None = None) -> str:
    return render_template(
        "disiplin/satu.html", s=hukuman.satu(current_actor(), hukuman_id), isian=isian or Isian(None)
    )


def _pemeriksaan(temuan: tuple[Temuan, ...] = ()) -> str:
    saringan = temuan_disiplin.Saringan.baca(request.args)
    return render_template("disiplin/pemeriksaan.html", h=temuan_disiplin.halaman(saringan), temuan=temuan)


def _isi(*lain: str) -> dict[str, str]:
    return {m: request.form.get(m, "") for m in (*MEDAN, *lain)}


def _tertulis(h: hukuman.Hukuman) -> dict[str, str]:
    """A record as its form shows it."""
    return {m: str(getattr(h, m)) for m in MEDAN}


def _versi(isi: dict[str, str]) -> int:
    teks = isi["versi"]
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 6 else 0


VIEWS = (DisiplinView, HukumanView)

"""/peristiwa/: the audit trail itself, for auditor and Admin BKD; reading it is an event too, with its purpose."""

from typing import Any

from flask import redirect, render_template, request, session, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import formats, waktu
from portal.actions import pemeriksaan as tindakan
from portal.forms.pemeriksaan import TujuanPemeriksaan
from portal.queries import kata, pemeriksaan, peristiwa, saringan
from portal.queries.peristiwa import Saringan
from portal.reports import peristiwa as laporan
from portal.security import Actor, current_actor, perlu
from portal.views import unduhan
from portal.views.bahasa import lokal
from portal.views.pemeriksaan import SESI, tanda_sesi


class PeristiwaView(BaseView):
    """The search, its export, and the purpose asked for once a session."""

    route_base = "/peristiwa"
    default_view = "daftar"
    class_permission_name = "Peristiwa"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """Events, the newest first."""
        actor, cari = current_actor(), Saringan.baca(request.args)
        if halaman := _tanya(actor):
            return halaman
        return render_template(
            "peristiwa/daftar.html", hasil=peristiwa.daftar(actor, cari),
            tersimpan=saringan.tersimpan(actor, "peristiwa", cari.alamat()),
        )  # fmt: skip

    @expose("/ekspor.xlsx")
    @perlu("lihat")
    def ekspor(self) -> Any:
        """The filtered trail as a workbook, the newest 5,000; who took it is kept."""
        actor, cari = current_actor(), Saringan.baca(request.args)
        if halaman := _tanya(actor):
            return halaman
        berkas = laporan.buku(peristiwa.semua(actor, cari), _keterangan(actor, cari))
        tindakan.catat_ekspor("peristiwa", actor=actor, baris=berkas.baris, saringan=cari.alamat())
        return unduhan.kirim(berkas, "peristiwa")

    @expose("/tujuan", methods=("POST",))
    @perlu("lihat")
    def tujuan(self) -> Any:
        """Keep what for; the trail then stays open to this person for the rest of the session."""
        actor, kembali = current_actor(), lokal(request.form.get("kembali", "")) or url_for("PeristiwaView.daftar")
        if not pemeriksaan.sudah_membaca_jejak(actor, session.get(SESI)):
            form = _form()
            if not form.validate():
                return render_template("peristiwa/tujuan.html", form=form, kembali=kembali), 422
            tindakan.catat_baca_jejak(form.tujuan, actor=actor, sesi=tanda_sesi())
        return redirect(kembali)


def _tanya(actor: Actor) -> str | None:
    if pemeriksaan.sudah_membaca_jejak(actor, session.get(SESI)):
        return None
    return render_template("peristiwa/tujuan.html", form=_form(kosong=True), kembali=request.full_path.rstrip("?"))


def _form(*, kosong: bool = False) -> TujuanPemeriksaan:
    form = TujuanPemeriksaan(formdata=None) if kosong else TujuanPemeriksaan()
    form.pilihan.label.text = _("Untuk apa Anda membaca jejak audit?")
    return form


def _keterangan(actor: Actor, s: Saringan) -> list[tuple[str, str]]:
    """What the workbook says about itself: by which filters, for whom, when, and how much it may hold."""
    isi = [
        (_("Dibuat untuk"), f"{actor.nama} ({actor.nip or actor.id})"),
        (_("Dibuat pada"), formats.tanggal_waktu(waktu.sekarang())),
        (_("Oleh siapa"), s.siapa),
        (_("Tentang"), s.tentang),
        (_("Peristiwa"), kata.peristiwa(s.jenis.split("/")[0]) if s.jenis else ""),
        (_("Sejak"), formats.tanggal(s.dari) if s.dari else ""),
        (_("Sampai"), formats.tanggal(s.sampai) if s.sampai else ""),
        (_("Paling banyak"), formats.angka(peristiwa.TERBANYAK)),
    ]
    return [(label, teks or _("semua")) for label, teks in isi]


VIEWS = (PeristiwaView,)

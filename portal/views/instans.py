"""Instances: found by auditor and Admin BKD, read by them (having said what for) and by those who take part."""

import secrets
from typing import Any

from flask import Flask, Response, redirect, render_template, request, session, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _
from flask_login import user_logged_in

from portal import formats, waktu
from portal.actions import pemeriksaan
from portal.forms.pemeriksaan import TujuanPemeriksaan
from portal.queries import instans_layar, instans_rinci
from portal.queries.instans_layar import Daftar, Saringan
from portal.queries.instans_rinci import Pintu
from portal.reports import instans as laporan
from portal.security import Actor, current_actor, perlu
from portal.tampilan import status_tampil

SESI = "pemeriksaan"
"""Where the session keeps its mark; the openings themselves are in the audit trail."""


class InstansView(BaseView):
    """/instans/: search, export, one instance, and the purpose asked for before it."""

    route_base = "/instans"
    default_view = "daftar"
    class_permission_name = "Instans"

    @expose("/")
    @perlu("cari")
    def daftar(self) -> Any:
        """The search; its address is a filter that can be kept."""
        hasil = instans_layar.daftar(current_actor(), Saringan.baca(request.args))
        return render_template("instans/daftar.html", hasil=hasil, keadaan=_keadaan())

    @expose("/ekspor.xlsx")
    @perlu("cari")
    def ekspor(self) -> Any:
        """The list as a workbook, the first 5,000 rows."""
        actor, saringan = current_actor(), Saringan.baca(request.args)
        ringkas = instans_layar.daftar(actor, saringan)
        berkas = laporan.buku(instans_layar.semua(actor, saringan), _keterangan(actor, ringkas))
        jawaban = Response(berkas, mimetype=laporan.JENIS, direct_passthrough=True)
        jawaban.content_length = berkas.ukuran
        jawaban.headers.set("Content-Disposition", "attachment", filename=f"perkara-{waktu.hari_ini():%Y%m%d}.xlsx")
        jawaban.headers["Cache-Control"] = "private, no-store"
        return jawaban

    @expose("/<instans_id>")
    @perlu("lihat")
    def baca(self, instans_id: str) -> Any:
        """One instance; before somebody else's, what for."""
        actor = current_actor()
        pintu = instans_rinci.pintu(actor, instans_id, session.get(SESI))
        if pintu.perlu_tujuan:
            return _tanya(pintu, TujuanPemeriksaan())
        return render_template(
            "instans/baca.html",
            hal=instans_rinci.halaman(actor, instans_id, request.args.get("bagian", "")),
            cari=actor.punya(*pemeriksaan.PEMERIKSA),
        )

    @expose("/<instans_id>/tujuan", methods=("POST",))
    @perlu("periksa")
    def tujuan(self, instans_id: str) -> Any:
        """Keep the purpose; the instance then stays open to this person for the rest of the session."""
        actor = current_actor()
        pintu = instans_rinci.pintu(actor, instans_id, session.get(SESI))
        if pintu.perlu_tujuan:
            form = TujuanPemeriksaan()
            if not form.validate():
                return _tanya(pintu, form), 422
            tanda = session.setdefault(SESI, secrets.token_urlsafe(12))
            pemeriksaan.catat_akses(instans_id, form.tujuan, actor=actor, sesi=tanda)
        return redirect(url_for("InstansView.baca", instans_id=instans_id, bagian=request.args.get("bagian")))


def init_app(app: Flask) -> None:
    """Who logs in begins a session of his own: nothing opened before is open in it."""

    @user_logged_in.connect_via(app)
    def mulai_sesi(_app: Flask, **_lain: Any) -> None:
        session.pop(SESI, None)

    app.extensions["mulai_sesi_pemeriksaan"] = mulai_sesi  # signals hold their receivers weakly


def _tanya(pintu: Pintu, form: TujuanPemeriksaan) -> str:
    return render_template("instans/tujuan.html", pintu=pintu, form=form)


def _keadaan() -> list[tuple[str, str]]:
    """The states to choose from, in words."""
    kata = {"lewat": _("Lewat batas"), "macet": _("Terhenti")}
    return [(kunci, kata.get(kunci) or status_tampil(kunci)[1]) for kunci in instans_layar.KEADAAN]


def _keterangan(actor: Actor, hasil: Daftar) -> list[tuple[str, str]]:
    """What the workbook says about itself: by which filters, for whom, when, and whether it is all."""
    s = hasil.saringan
    isi = [
        (_("Dibuat untuk"), f"{actor.nama} ({actor.nip or actor.id})"),
        (_("Dibuat pada"), formats.tanggal_waktu(waktu.sekarang())),
        (_("NIP, nama, atau nomor"), s.q),
        (_("Proses"), dict(hasil.proses).get(s.proses, s.proses)),
        (_("Keadaan"), dict(_keadaan()).get(s.keadaan, "")),
        (_("OPD"), dict(hasil.opd).get(s.opd or 0, "")),
        (_("Dimulai sejak"), formats.tanggal(s.dari) if s.dari else ""),
        (_("Dimulai sampai"), formats.tanggal(s.sampai) if s.sampai else ""),
    ]
    if hasil.lebih:
        isi.append(
            (_("Tidak lengkap"), _("Hanya %(n)s yang terbaru; persempit saringannya.", n=formats.angka(hasil.jumlah)))
        )
    return [(label, teks or _("semua")) for label, teks in isi]


VIEWS = (InstansView,)

"""Instances: found by auditor and Admin BKD, read by them (having said what for) and by those who take part."""

from typing import Any

from flask import render_template, request
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import formats, waktu
from portal.actions import pemeriksaan as tindakan
from portal.operasi import MASSAL
from portal.queries import instans_layar, instans_rinci, saringan
from portal.queries.instans_layar import Daftar, Saringan
from portal.queries.operasi import JENIS
from portal.reports import instans as laporan
from portal.security import Actor, current_actor, perlu
from portal.tampilan import status_tampil
from portal.views import pemeriksaan, unduhan


class InstansView(BaseView):
    """/instans/: search, export, one instance, and the purpose asked for before it."""

    route_base = "/instans"
    default_view = "daftar"
    class_permission_name = "Instans"

    @expose("/")
    @perlu("cari")
    def daftar(self) -> Any:
        """The search; its address is a filter that can be kept."""
        actor, cari = current_actor(), Saringan.baca(request.args)
        return render_template(
            "instans/daftar.html", hasil=instans_layar.daftar(actor, cari), keadaan=_keadaan(),
            operasi=[(j, JENIS[j]) for j in MASSAL],
            tersimpan=saringan.tersimpan(actor, "instans", cari.alamat()),
        )  # fmt: skip

    @expose("/ekspor.xlsx")
    @perlu("cari")
    def ekspor(self) -> Any:
        """The list as a workbook, the first 5,000 rows; who took it, by which filter, is kept."""
        actor, cari = current_actor(), Saringan.baca(request.args)
        ringkas = instans_layar.daftar(actor, cari)
        berkas = laporan.buku(instans_layar.semua(actor, cari), _keterangan(actor, ringkas))
        tindakan.catat_ekspor("instans", actor=actor, baris=berkas.baris, saringan=cari.alamat())
        return unduhan.kirim(berkas, "perkara")

    @expose("/<instans_id>")
    @perlu("lihat")
    def baca(self, instans_id: str) -> Any:
        """One instance; before somebody else's, what for."""
        if halaman := pemeriksaan.tanya("instans", instans_id):
            return halaman
        actor = current_actor()
        return render_template(
            "instans/baca.html",
            hal=instans_rinci.halaman(actor, instans_id, request.args.get("bagian", "")),
            cari=actor.punya(*tindakan.PEMERIKSA),
        )


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

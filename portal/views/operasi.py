"""Runs over many instances: how far each is, and what became of every instance."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import formats, waktu
from portal.actions import operasi_massal as tindakan
from portal.actions.pemeriksaan import catat_ekspor
from portal.errors import Bentrok, TidakDitemukan, TidakSah
from portal.operasi import HUKUM, MASSAL
from portal.queries import instans_layar, operasi
from portal.queries.instans_layar import Saringan, bilangan
from portal.queries.operasi_satu import GUNA
from portal.reports import operasi as laporan
from portal.security import Actor, current_actor, perlu
from portal.views import unduhan
from portal.wewenang import PALING_PANJANG

JEDA = 5
"""Seconds until the page of a run that is going looks again."""


class OperasiView(BaseView):
    """/operasi/ and /operasi/<id>."""

    route_base = "/operasi"
    default_view = "daftar"
    class_permission_name = "Operasi"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The newest first."""
        nomor = _halaman()
        baris, lagi = operasi.daftar(current_actor(), nomor)
        return render_template("operasi/daftar.html", baris=baris, lagi=lagi, halaman=nomor)

    @expose("/baru", methods=("POST",))
    @perlu("jalankan")
    def baru(self) -> Any:
        """What was chosen in the list of instances: how many, what it does, the reason; then the run itself."""
        actor, jenis = current_actor(), request.form.get("jenis", "")
        if jenis not in MASSAL:
            raise TidakDitemukan(_("Operasi ini tidak ada."))
        saringan = Saringan.baca(request.form)
        semua = "semua" in request.form
        pilihan = (
            instans_layar.terpilih(actor, saringan)
            if semua
            else instans_layar.bernomor(actor, request.form.getlist("pilih"))
        )
        if "alasan" not in request.form:
            return _baru(jenis, pilihan, saringan if semua else None)
        argumen = {"saringan": saringan.alamat() if semua else {}}
        try:
            nomor = tindakan.minta(jenis, pilihan, actor=actor, alasan=request.form["alasan"], argumen=argumen)
        except TidakSah as salah:
            return _baru(jenis, pilihan, saringan if semua else None, salah), 422
        return redirect(url_for("OperasiView.satu", operasi_id=nomor))

    @expose("/<int:operasi_id>")
    @perlu("lihat")
    def satu(self, operasi_id: int) -> Any:
        """How far it is, and the list."""
        return _satu(operasi_id)

    @expose("/<int:operasi_id>/hasil.xlsx")
    @perlu("lihat")
    def ekspor(self, operasi_id: int) -> Any:
        """What became of every instance, as a workbook; who took it is kept."""
        actor = current_actor()
        satu = operasi.ringkas(actor, operasi_id)
        berkas = laporan.buku(operasi.semua_butir(satu), _keterangan(actor, satu))
        catat_ekspor("operasi", actor=actor, baris=berkas.baris, saringan={"operasi": str(operasi_id)})
        return unduhan.kirim(berkas, f"operasi-{operasi_id}")

    @expose("/<int:operasi_id>/kembalikan", methods=("POST",))
    @perlu("jalankan")
    def kembalikan(self, operasi_id: int) -> Any:
        """Everything that this run has taken to another version goes back: a run of its own."""
        actor, alasan = current_actor(), request.form.get("alasan", "")
        pilihan = operasi.berhasil(actor, operasi_id)
        try:
            nomor = tindakan.minta(
                "kembalikan", pilihan, actor=actor, alasan=alasan, argumen={"saringan": {"operasi": operasi_id}}
            )
        except (TidakSah, Bentrok) as salah:
            return _satu(operasi_id, salah, alasan), salah.status
        return redirect(url_for("OperasiView.satu", operasi_id=nomor))

    @expose("/<int:operasi_id>/hentikan", methods=("POST",))
    @perlu("jalankan")
    def hentikan(self, operasi_id: int) -> Any:
        """What has not had its turn stays as it is."""
        alasan = request.form.get("alasan", "")
        try:
            tindakan.hentikan(operasi_id, actor=current_actor(), alasan=alasan)
        except (TidakSah, Bentrok) as salah:
            return _satu(operasi_id, salah, alasan), salah.status
        flash(_("Operasi dihentikan; yang sudah dikerjakan tidak berubah."), "success")
        return redirect(url_for("OperasiView.satu", operasi_id=operasi_id))


def _baru(jenis: str, pilihan: list[tuple[str, str]], saringan: Saringan | None, salah: TidakSah | None = None) -> str:
    return render_template(
        "operasi/baru.html", jenis=jenis, nama=operasi.JENIS[jenis], guna=GUNA[jenis], pilihan=pilihan,
        sebutan=instans_layar.sebutan(pilihan),
        saringan=saringan, salah=salah, alasan=request.form.get("alasan", ""), panjang=PALING_PANJANG,
        hukum=jenis in HUKUM,
    )  # fmt: skip


def _satu(operasi_id: int, salah: TidakSah | Bentrok | None = None, alasan: str = "") -> str:
    hal = operasi.halaman(current_actor(), operasi_id, pilih=request.args.get("hasil", ""), nomor=_halaman())
    jeda = JEDA if hal.satu.berjalan and request.method == "GET" else None
    return render_template(
        "operasi/satu.html", hal=hal, o=hal.satu, jeda=jeda, kata=operasi.HASIL_KATA, salah=salah, alasan=alasan,
        panjang=PALING_PANJANG,
    )  # fmt: skip


def _keterangan(actor: Actor, satu: operasi.Ringkas) -> list[tuple[str, str]]:
    """What the workbook says about itself."""
    hasil = ", ".join(f"{k} {satu.hasil[h]}" for h, k in operasi.HASIL_KATA.items() if satu.hasil[h])
    return [
        (_("Operasi"), satu.nama), (_("Diminta oleh"), satu.oleh),
        (_("Diminta pada"), formats.tanggal_waktu(satu.pada)), (_("Alasan"), satu.alasan), (_("Hasil"), hasil),
        (_("Dibuat untuk"), f"{actor.nama} ({actor.nip or actor.id})"),
        (_("Dibuat pada"), formats.tanggal_waktu(waktu.sekarang())),
    ]  # fmt: skip


def _halaman() -> int:
    return min(bilangan(request.args.get("halaman", "")) or 1, 10_000)


VIEWS = (OperasiView,)

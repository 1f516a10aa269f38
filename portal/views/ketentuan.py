"""Parameters: what is in force and was, proposals, and the decision by a second person."""

from collections.abc import Callable
from datetime import date
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal.actions import ketentuan as tindakan
from portal.actions.ketentuan import Isian
from portal.errors import Bentrok, BukanHak, Temuan, TidakSah
from portal.forms.isian import angka
from portal.queries import ketentuan
from portal.rules.ketentuan import Tabel
from portal.security import current_actor, perlu

JEDA = 3
"""Seconds until the page of a proposal whose simulation is being computed looks again."""


class KetentuanView(BaseView):
    """/ketentuan/: the tables, their history, a new proposal."""

    route_base = "/ketentuan"
    default_view = "daftar"
    class_permission_name = "Ketentuan"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """All tables: those BKD may decide, those the law has fixed."""
        boleh, tetap = ketentuan.daftar(current_actor())
        return render_template("ketentuan/daftar.html", boleh=boleh, tetap=tetap)

    @expose("/<tabel>")
    @perlu("lihat")
    def tabel(self, tabel: str) -> Any:
        """What is in force, and every set before and after."""
        return render_template("ketentuan/tabel.html", hal=ketentuan.halaman(current_actor(), tabel))

    @expose("/<tabel>/usulkan", methods=("GET", "POST"))
    @perlu("usulkan")
    def usulkan(self, tabel: str) -> Any:
        """The form of a new proposal, beginning from what is in force."""
        actor = current_actor()
        t, isi = ketentuan.tabel_usulan(actor, tabel)
        kepala = {"sejak": "", "dasar": "", "alasan": ""}
        if request.method == "GET":
            return _formulir(t, isi, kepala, url_for("KetentuanView.usulkan", tabel=tabel))
        isian, isi, kepala = _kiriman(t)
        try:
            nomor = tindakan.usulkan(tabel, isian, actor=actor)
        except (TidakSah, Bentrok) as salah:
            alamat = url_for("KetentuanView.usulkan", tabel=tabel)
            return _formulir(t, isi, kepala, alamat, _temuan(salah)), salah.status
        flash(_("Usulan tersimpan sebagai draf. Belum ada yang berubah."), "success")
        return redirect(url_for("UsulanKetentuanView.satu", usulan_id=nomor))


class UsulanKetentuanView(BaseView):
    """/ketentuan/usulan/<id>: one proposal."""

    route_base = "/ketentuan/usulan"
    default_view = "satu"
    class_permission_name = "Ketentuan"

    @expose("/<int:usulan_id>")
    @perlu("lihat")
    def satu(self, usulan_id: int) -> Any:
        """Beside what it replaces, with its simulations."""
        return halaman_usulan(usulan_id)

    @expose("/<int:usulan_id>/ubah", methods=("GET", "POST"))
    @perlu("usulkan")
    def ubah(self, usulan_id: int) -> Any:
        """The form again; what was typed is never lost."""
        actor, alamat = current_actor(), url_for("UsulanKetentuanView.ubah", usulan_id=usulan_id)
        usulan, t, isi = ketentuan.isian_usulan(actor, usulan_id)
        revisi = usulan.revisi
        kepala = {"sejak": usulan.sejak.isoformat(), "dasar": usulan.dasar, "alasan": usulan.alasan}
        if request.method == "GET":
            return _formulir(t, isi, kepala, alamat, revisi=revisi, usulan_id=usulan_id)
        isian, isi, kepala = _kiriman(t)
        dilihat = _revisi()
        try:
            tindakan.ubah(usulan_id, isian, actor=actor, revisi=dilihat)
        except (TidakSah, Bentrok) as salah:
            galat = _temuan(salah)
            isi_lagi = _formulir(t, isi, kepala, alamat, galat, revisi=dilihat or revisi, usulan_id=usulan_id)
            return isi_lagi, salah.status
        flash(_("Usulan diubah. Simulasi yang lama tidak berlaku lagi untuk usulan ini."), "success")
        return redirect(url_for("UsulanKetentuanView.satu", usulan_id=usulan_id))

    @expose("/<int:usulan_id>/ajukan", methods=("POST",))
    @perlu("usulkan")
    def ajukan(self, usulan_id: int) -> Any:
        """Send it to be decided."""
        return _jalankan(usulan_id, tindakan.ajukan, _("Usulan diajukan. Orang lain yang memutuskannya."))

    @expose("/<int:usulan_id>/tarik", methods=("POST",))
    @perlu("usulkan")
    def tarik(self, usulan_id: int) -> Any:
        """Take it back."""
        return _jalankan(usulan_id, tindakan.tarik, _("Usulan ditarik kembali dan dapat diubah."))

    @expose("/<int:usulan_id>/buang", methods=("POST",))
    @perlu("usulkan")
    def buang(self, usulan_id: int) -> Any:
        """Give it up."""
        return _jalankan(usulan_id, tindakan.buang, _("Usulan dibuang. Isinya tetap dapat dibaca."))

    @expose("/<int:usulan_id>/kembalikan", methods=("POST",))
    @perlu("setujui")
    def kembalikan(self, usulan_id: int) -> Any:
        """Send it back with a note."""
        catatan = request.form.get("catatan", "")
        return _jalankan(usulan_id, tindakan.kembalikan, _("Usulan dikembalikan kepada penyusunnya."), catatan=catatan)

    @expose("/<int:usulan_id>/setujui", methods=("POST",))
    @perlu("setujui")
    def setujui(self, usulan_id: int) -> Any:
        """Decide it."""
        pesan = _("Ketentuan disetujui dan berlaku pada tanggalnya.")
        return _jalankan(usulan_id, tindakan.setujui, pesan, revisi=_revisi())


def _jalankan(usulan_id: int, fungsi: Callable[..., Any], pesan: str, **lain: Any) -> Any:
    """One action; refused, the page again with why."""
    try:
        fungsi(usulan_id, actor=current_actor(), **lain)
    except (TidakSah, Bentrok) as salah:
        return halaman_usulan(usulan_id, salah), salah.status
    except BukanHak as salah:
        if salah.kode != "pengusul_sendiri":
            raise
        return halaman_usulan(usulan_id, salah), salah.status
    flash(pesan, "success")
    return redirect(url_for("UsulanKetentuanView.satu", usulan_id=usulan_id))


def halaman_usulan(usulan_id: int, salah: Any = None) -> str:
    """The page of a proposal; `salah`: why what was asked for was refused."""
    hal = ketentuan.usulan(current_actor(), usulan_id)
    jeda = JEDA if request.method == "GET" and any(s.berjalan for s in hal.simulasi) else None
    return render_template(
        "ketentuan/usulan.html", hal=hal, u=hal.usulan, salah=salah, masa=ketentuan.masa_pilihan(), jeda=jeda,
        isi=request.form,
    )  # fmt: skip


def _formulir(
    t: Tabel, isi: dict[str, str], kepala: dict[str, str], alamat: str, temuan: tuple[Temuan, ...] = (), *,
    revisi: int | None = None, usulan_id: int | None = None,
) -> str:  # fmt: skip
    return render_template(
        "ketentuan/formulir.html", t=t, isi=isi, kepala=kepala, alamat=alamat, temuan=temuan, revisi=revisi,
        usulan_id=usulan_id, galat={x.medan: x.pesan for x in reversed(temuan)},
    )  # fmt: skip


def _kiriman(t: Tabel) -> tuple[Isian, dict[str, str], dict[str, str]]:
    """What was sent: as the action takes it (numbers plain), and as the form shows it again (as typed)."""
    isi = {m.kunci: request.form.get(m.kunci, "") for m in t.medan}
    polos = {m.kunci: isi[m.kunci] if m.pilihan else angka(isi[m.kunci]) for m in t.medan}
    kepala = {k: request.form.get(k, "") for k in ("sejak", "dasar", "alasan")}
    return Isian(polos, tanggal(kepala["sejak"]), kepala["dasar"], kepala["alasan"]), isi, kepala


def tanggal(teks: str) -> date | None:
    """A day as the browser or REST sends it; None where there is none."""
    if not teks.strip():
        return None
    try:
        return date.fromisoformat(teks.strip())
    except ValueError:
        return None


def _temuan(salah: TidakSah | Bentrok) -> tuple[Temuan, ...]:
    return salah.temuan if isinstance(salah, TidakSah) else (Temuan("", None, salah.pesan),)


def _revisi() -> int | None:
    teks = request.form.get("revisi", "")
    return int(teks) if teks.isascii() and teks.isdigit() and len(teks) < 10 else None


VIEWS = (KetentuanView, UsulanKetentuanView)

"""The behaviour logbook (form F-3): whose books one keeps, one book, a new entry, an entry struck out."""

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import BaseView, expose
from flask_babel import gettext as _

from portal import waktu
from portal.actions import catatan_perilaku as tindakan
from portal.errors import Temuan, TidakSah
from portal.forms.tampil import Isian
from portal.queries import catatan_perilaku
from portal.security import Actor, current_actor, perlu
from portal.views import pemeriksaan

MEDAN = ("tanggal", "jenis", "aspek", "uraian")


class CatatanPerilakuView(BaseView):
    """/catatan-perilaku/."""

    route_base = "/catatan-perilaku"
    default_view = "daftar"
    class_permission_name = "CatatanPerilaku"

    @expose("/")
    @perlu("lihat")
    def daftar(self) -> Any:
        """The people whose book one keeps or reads, with the newest note of each."""
        teks = request.args.get("halaman", "1")
        halaman = int(teks) if teks.isdecimal() and 1 <= len(teks) <= 4 and int(teks) else 1
        tahun = catatan_perilaku.tahun_dari(request.args)
        d = catatan_perilaku.daftar(current_actor(), tahun, halaman)
        return render_template("catatan_perilaku/daftar.html", d=d, kini=waktu.hari_ini().year)

    @expose("/<int:pegawai_id>")
    @perlu("lihat")
    def buku(self, pegawai_id: int) -> Any:
        """One person's book of one year."""
        if halaman := pemeriksaan.tanya("catatan-perilaku", f"{pegawai_id}-{_tahun()}"):
            return halaman
        return _buku(current_actor(), pegawai_id)

    @expose("/<int:pegawai_id>/tulis", methods=("POST",))
    @perlu("tulis")
    def tulis(self, pegawai_id: int) -> Any:
        """A new entry; on an error the book again with all that was typed."""
        actor, isi = current_actor(), {m: request.form.get(m, "") for m in MEDAN}
        buku = catatan_perilaku.buku(actor, pegawai_id, _tahun())
        try:
            tindakan.tulis(
                actor=actor, pegawai_id=pegawai_id, tanggal=isi["tanggal"].strip(), jenis=isi["jenis"],
                aspek=isi["aspek"] or None, uraian=isi["uraian"],
            )  # fmt: skip
        except TidakSah as salah:
            return _buku(actor, pegawai_id, isi, salah.temuan), 422
        flash(_("Catatan ditambahkan. %(nama)s dapat membacanya.", nama=buku.nama), "success")
        return redirect(_alamat(pegawai_id))

    @expose("/<int:pegawai_id>/<int:catatan_id>/coret", methods=("POST",))
    @perlu("tulis")
    def coret(self, pegawai_id: int, catatan_id: int) -> Any:
        """Strike an entry out; it stays readable, with who, when and why."""
        actor, alasan = current_actor(), request.form.get("alasan", "")
        try:
            tindakan.coret(catatan_id, actor=actor, alasan=alasan)
        except TidakSah as salah:
            kunci = f"alasan_{catatan_id}"
            temuan = tuple(Temuan(kunci, None, t.pesan) for t in salah.temuan)
            return _buku(actor, pegawai_id, {kunci: alasan}, temuan), 422
        flash(_("Catatan dicoret. Isinya tetap terbaca, dengan alasan Anda."), "success")
        return redirect(_alamat(pegawai_id))


def _buku(actor: Actor, pegawai_id: int, isi: Mapping[str, str] | None = None, temuan: tuple[Temuan, ...] = ()) -> str:
    """The book with the form of a new entry: `isi` as it was typed, else today, or the last day of a year gone by."""
    buku = catatan_perilaku.buku(actor, pegawai_id, _tahun())
    baru = {"tanggal": buku.selesai.isoformat(), "jenis": "positif"}
    return render_template("catatan_perilaku/buku.html", b=buku, isian=Isian(isi, baru, temuan=temuan))


def _tahun() -> int:
    return catatan_perilaku.tahun_dari(request.args)


def _alamat(pegawai_id: int) -> str:
    return url_for("CatatanPerilakuView.buku", pegawai_id=pegawai_id, tahun=_tahun(), _anchor="entri")


VIEWS = (CatatanPerilakuView,)

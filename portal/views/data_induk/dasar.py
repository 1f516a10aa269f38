"""What the screens of master data have in common: FAB's ModelView in the product's own pages.

FAB gives the routes, the permissions and the declaration of columns. Reading goes through one query, changing through
one action (so that every change is in the audit trail), and the pages work without a script.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, ClassVar

from flask import flash, redirect, render_template, request, url_for
from flask_appbuilder import ModelView, expose
from flask_babel import gettext as _
from flask_wtf import FlaskForm

from portal import formats
from portal.actions import data_induk
from portal.errors import Bentrok, TidakSah
from portal.forms.data_induk import FormInduk
from portal.queries import data_induk as tanya
from portal.security import berhak, current_actor, perlu

KOSONG = "–"


class DataInduk(ModelView):
    """One table. A subclass says its model, form, columns and words; nothing else."""

    base_permissions: ClassVar[list[str]] = ["can_list", "can_show", "can_add", "can_edit", "can_delete"]
    exclude_route_methods: ClassVar[set[str]] = {"download", "action", "action_post"}
    page_size = tanya.SEHALAMAN
    formulir: type[FormInduk] = FormInduk
    formulir_ubah: type[FormInduk] | None = None
    nama_tabel: Any = ""
    keterangan: Any = ""
    cari_di: tuple[str, ...] = ()
    cari_kata: Any = ""
    urut_awal: str = ""
    kepala: str = ""

    def __init__(self, **kwargs: Any) -> None:
        self.add_form, self.edit_form = FlaskForm, FlaskForm  # FAB would build its own from the columns
        super().__init__(**kwargs)

    @expose("/list/")
    @perlu("list")
    def list(self) -> Any:
        """One page of the table, searched and ordered."""
        saringan = tanya.Saringan.baca(request.args, self.order_columns, self.urut_awal)
        hasil = tanya.daftar(
            self.datamodel.obj, current_actor(), saringan, kolom=self.list_columns, cari_di=self.cari_di
        )
        return self._halaman("daftar", hasil=hasil)

    @expose("/show/<pk>")
    @perlu("show")
    def show(self, pk: str) -> Any:
        """One row and its history."""
        baris = tanya.satu(self.datamodel.obj, current_actor(), pk, kolom=self.show_columns)
        return self._halaman("lihat", baris=baris, riwayat=tanya.riwayat(self.datamodel.obj, pk))

    @expose("/add", methods=("GET", "POST"))
    @perlu("add")
    def add(self) -> Any:
        """A new row."""
        form = self.formulir()
        if form.validate_on_submit():
            try:
                hasil = data_induk.tambah(self.datamodel.obj, form.isian(), actor=current_actor())
                return self._selesai(hasil, _("Baris baru sudah disimpan."))
            except (TidakSah, Bentrok) as salah:
                _taruh(form, salah)
        return self._halaman("isi", form=form, baris=None), 422 if form.is_submitted() else 200

    @expose("/edit/<pk>", methods=("GET", "POST"))
    @perlu("edit")
    def edit(self, pk: str) -> Any:
        """Change a row; what was on the screen must still be what is stored."""
        actor, model = current_actor(), self.datamodel.obj
        baris = tanya.satu(model, actor, pk, kolom=self.list_columns)
        isi, sidik = tanya.isi(model, actor, pk)
        form = (self.formulir_ubah or self.formulir)(data=isi | {"sidik": sidik})
        if form.validate_on_submit():
            try:
                hasil = data_induk.ubah(model, pk, form.isian(), actor=actor, sidik_lama=form.sidik.data or "")
                return self._selesai(hasil, _("Perubahan sudah disimpan."))
            except (TidakSah, Bentrok) as salah:
                _taruh(form, salah)
        return self._halaman("isi", form=form, baris=baris), 422 if form.is_submitted() else 200

    @expose("/delete/<pk>", methods=("GET", "POST"))
    @perlu("delete")
    def delete(self, pk: str) -> Any:
        """GET asks once more and says what stands in the way; POST deletes."""
        actor, model = current_actor(), self.datamodel.obj
        baris = tanya.satu(model, actor, pk, kolom=self.show_columns)
        if request.method == "POST":
            try:
                data_induk.hapus(model, pk, actor=actor)
            except Bentrok as salah:
                flash(salah.pesan, "danger")
                return redirect(url_for(f"{self.endpoint}.delete", pk=pk))
            flash(_("Baris sudah dihapus."), "success")
            return redirect(url_for(f"{self.endpoint}.list"))
        return self._halaman("hapus", baris=baris, dipakai=tanya.dipakai(model, actor, pk))

    def teks(self, kolom: str, nilai: Any) -> str:
        """A value as the pages show it: its own formatter, else by its kind."""
        pembentuk: Callable[[Any], Any] | None = self.formatters_columns.get(kolom)
        if pembentuk is not None:
            return str(pembentuk(nilai))
        return tampil(nilai)

    def boleh(self, kata: str) -> bool:
        """Whether the reader may do this here."""
        return f"can_{kata}" in self.base_permissions and berhak(current_actor(), self.class_permission_name, kata)

    def kata(self, kolom: str) -> str:
        """The label of a column."""
        return str(self.label_columns.get(kolom, kolom))

    def judul_baris(self, baris: tanya.Baris) -> str:
        """What a row is called in titles."""
        kolom = self.kepala or self.list_columns[0]
        return self.teks(kolom, baris.nilai.get(kolom))

    def _selesai(self, hasil: data_induk.Hasil, pesan: str) -> Any:
        flash(pesan, "success")
        for peringatan in hasil.peringatan:
            flash(peringatan, "warning")
        return redirect(url_for(f"{self.endpoint}.show", pk=hasil.pk))

    def _halaman(self, nama: str, **konteks: Any) -> str:
        return render_template(f"data_induk/{nama}.html", v=self, **konteks)


def tampil(nilai: Any) -> str:
    """Yes or no, a date, nothing, or the value as it is."""
    if nilai is None or nilai == "":
        return KOSONG
    if isinstance(nilai, bool):
        return _("Ya") if nilai else _("Tidak")
    if isinstance(nilai, datetime):
        return formats.tanggal_waktu(nilai)
    if isinstance(nilai, date):
        return formats.tanggal(nilai)
    return str(nilai)


def salah_satu(kata: Mapping[str, Any]) -> Callable[[Any], str]:
    """A formatter that turns a code into its word."""
    return lambda nilai: str(kata.get(nilai, nilai)) if nilai is not None else KOSONG


def _taruh(form: FormInduk, salah: TidakSah | Bentrok) -> None:
    """Findings beside their fields; what belongs to no field on top."""
    temuan: Sequence[Any] = salah.temuan if isinstance(salah, TidakSah) else ()
    for satu in temuan:
        if satu.medan in form:
            form[satu.medan].errors = [*form[satu.medan].errors, satu.pesan]
        else:
            form.form_errors.append(satu.pesan)
    if not temuan:
        form.form_errors.append(salah.pesan)

"""Screens of the organisation: OPD, units, jabatan, waves, holidays."""

from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_babel import lazy_gettext as _l

from portal.forms.data_induk import FormGelombang, FormHariLibur, FormJabatan, FormNamaLibur, FormOpd, FormUnit
from portal.models import Gelombang, HariLibur, Jabatan, Opd, Unit
from portal.rules.jabatan import NAMA_JENIS
from portal.views.data_induk.dasar import DataInduk, salah_satu


class OpdView(DataInduk):
    """/data-induk/opd/"""

    datamodel = SQLAInterface(Opd)
    route_base = "/data-induk/opd"
    class_permission_name = "OPD"
    nama_tabel, keterangan = _l("OPD"), _l("Perangkat daerah, dan apakah kehadirannya ditarik dari e-absensi.")
    list_title = _l("OPD")
    formulir = FormOpd
    list_columns = ["nama", "kode", "punya_mesin", "aktif"]
    show_columns = list_columns
    search_columns = ["kode", "nama"]
    order_columns = ["nama", "kode"]
    cari_di, cari_kata, urut_awal = ("kode", "nama"), _l("Kode atau nama"), "nama"
    label_columns = {"kode": _l("Kode"), "nama": _l("Nama"), "punya_mesin": _l("Mesin presensi"), "aktif": _l("Aktif")}


class UnitView(DataInduk):
    """/data-induk/unit/"""

    datamodel = SQLAInterface(Unit)
    route_base = "/data-induk/unit"
    class_permission_name = "Unit"
    nama_tabel, keterangan = _l("Unit"), _l("Bidang, subbidang, dan UPTD di dalam setiap OPD.")
    list_title = _l("Unit")
    formulir = FormUnit
    list_columns = ["nama", "induk.nama", "opd.nama", "aktif"]
    show_columns = list_columns
    search_columns = ["nama"]
    order_columns = ["nama", "induk.nama", "opd.nama"]
    cari_di, cari_kata, urut_awal = ("nama", "opd.nama", "opd.kode"), _l("Nama unit atau OPD"), "nama"
    label_columns = {
        "nama": _l("Nama"),
        "induk.nama": _l("Unit induk"),
        "opd.nama": _l("OPD"),
        "aktif": _l("Aktif"),
        "opd_id": _l("OPD"),
        "induk_id": _l("Unit induk"),
    }


class JabatanView(DataInduk):
    """/data-induk/jabatan/"""

    datamodel = SQLAInterface(Jabatan)
    route_base = "/data-induk/jabatan"
    class_permission_name = "Jabatan"
    nama_tabel, keterangan = (
        _l("Jabatan"),
        _l("Nama, jenis, eselon, dan kelas jabatan; jenis menentukan aspek yang dinilai."),
    )
    list_title = _l("Jabatan")
    formulir = FormJabatan
    list_columns = ["nama", "jenis", "eselon", "kelas"]
    show_columns = list_columns
    search_columns = ["nama"]
    order_columns = ["nama", "jenis", "eselon", "kelas"]
    cari_di, cari_kata, urut_awal = ("nama",), _l("Nama jabatan"), "nama"
    formatters_columns = {"jenis": salah_satu(NAMA_JENIS)}
    label_columns = {"nama": _l("Nama"), "jenis": _l("Jenis"), "eselon": _l("Eselon"), "kelas": _l("Kelas jabatan")}


class GelombangView(DataInduk):
    """/data-induk/gelombang/"""

    datamodel = SQLAInterface(Gelombang)
    route_base = "/data-induk/gelombang"
    class_permission_name = "Gelombang"
    nama_tabel, keterangan = _l("Gelombang"), _l("Sejak bulan apa setiap kelompok pegawai wajib melapor.")
    list_title = _l("Gelombang")
    formulir = FormGelombang
    list_columns = ["nama", "kode", "mulai"]
    show_columns = list_columns
    search_columns = ["kode", "nama"]
    order_columns = ["nama", "kode", "mulai"]
    cari_di, cari_kata, urut_awal = ("kode", "nama"), _l("Kode atau nama"), "mulai"
    label_columns = {"kode": _l("Kode"), "nama": _l("Nama"), "mulai": _l("Mulai")}


class HariLiburView(DataInduk):
    """/data-induk/hari-libur/"""

    datamodel = SQLAInterface(HariLibur)
    route_base = "/data-induk/hari-libur"
    class_permission_name = "Hari Libur"
    nama_tabel, keterangan = (
        _l("Hari libur"),
        _l("Hari yang tidak dihitung sebagai hari kerja pada setiap batas waktu."),
    )
    list_title = _l("Hari libur")
    formulir, formulir_ubah = FormHariLibur, FormNamaLibur
    list_columns = ["tanggal", "nama"]
    show_columns = list_columns
    search_columns = ["nama"]
    order_columns = ["tanggal", "nama"]
    cari_di, cari_kata, urut_awal = ("nama",), _l("Nama hari libur"), "-tanggal"
    label_columns = {"tanggal": _l("Tanggal"), "nama": _l("Nama")}


VIEWS = (OpdView, UnitView, JabatanView, GelombangView, HariLiburView)

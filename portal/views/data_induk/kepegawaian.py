"""Screens of the people: who they are, where they are placed, who appraises, replaces and verifies."""

from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_babel import lazy_gettext as _l

from portal.forms.data_induk import FormPegawai, FormPenempatan, FormPengganti, FormRantai, FormVerifikatur
from portal.models import Pegawai, Penempatan, Pengganti, Rantai, Verifikatur
from portal.views.data_induk.dasar import DataInduk, salah_satu

JENIS = {"PNS": "PNS", "PPPK": "PPPK", "pejabat_negara": _l("Pejabat negara")}
CARI_ORANG = _l("Nama atau NIP")
MASA = {"sejak": _l("Sejak"), "sampai": _l("Sampai")}


class PegawaiView(DataInduk):
    """/data-induk/pegawai/"""

    datamodel = SQLAInterface(Pegawai)
    route_base = "/data-induk/pegawai"
    class_permission_name = "Pegawai"
    nama_tabel, keterangan = _l("Pegawai"), _l("PNS dan PPPK dengan NIP, golongan, dan gelombangnya.")
    list_title = _l("Pegawai")
    formulir = FormPegawai
    list_columns = ["nama", "nip", "jenis", "golongan", "gelombang.nama", "aktif"]
    show_columns = list_columns
    search_columns = ["nip", "nama"]
    order_columns = ["nama", "nip", "golongan", "gelombang.nama"]
    cari_di, cari_kata, urut_awal = ("nama", "nip"), CARI_ORANG, "nama"
    formatters_columns = {"jenis": salah_satu(JENIS)}
    label_columns = {
        "nama": _l("Nama"), "nip": _l("NIP"), "jenis": _l("Jenis"), "golongan": _l("Golongan"),
        "gelombang.nama": _l("Gelombang"), "gelombang_id": _l("Gelombang"), "aktif": _l("Aktif"),
    }  # fmt: skip


class PenempatanView(DataInduk):
    """/data-induk/penempatan/"""

    datamodel = SQLAInterface(Penempatan)
    route_base = "/data-induk/penempatan"
    class_permission_name = "Penempatan"
    nama_tabel, keterangan = (
        _l("Penempatan"),
        _l("Di unit dan jabatan apa seorang pegawai berada, sejak dan sampai kapan."),
    )
    list_title = _l("Penempatan")
    formulir = FormPenempatan
    list_columns = ["pegawai.nama", "pegawai.nip", "jabatan.nama", "unit.nama", "unit.opd.kode", "sejak", "sampai"]
    show_columns = [*list_columns, "nomor_sk"]
    search_columns = ["nomor_sk"]
    order_columns = ["pegawai.nama", "pegawai.nip", "unit.nama", "jabatan.nama", "sejak", "sampai"]
    cari_di = ("pegawai.nama", "pegawai.nip", "unit.nama", "nomor_sk")
    cari_kata, urut_awal, kepala = _l("Nama, NIP, unit, atau nomor SK"), "pegawai.nama", "pegawai.nama"
    label_columns = MASA | {
        "pegawai.nama": _l("Pegawai"), "pegawai.nip": _l("NIP"), "jabatan.nama": _l("Jabatan"), "unit.nama": _l("Unit"),
        "unit.opd.kode": _l("OPD"), "nomor_sk": _l("Nomor SK"), "pegawai_id": _l("Pegawai"), "unit_id": _l("Unit"),
        "jabatan_id": _l("Jabatan"),
    }  # fmt: skip


class RantaiView(DataInduk):
    """/data-induk/rantai/"""

    datamodel = SQLAInterface(Rantai)
    route_base = "/data-induk/rantai"
    class_permission_name = "Rantai"
    nama_tabel, keterangan = _l("Rantai penilaian"), _l("Pejabat penilai dan atasannya bagi setiap pegawai.")
    list_title = _l("Rantai penilaian")
    formulir = FormRantai
    list_columns = ["pegawai.nama", "pegawai.nip", "penilai.nama", "atasan.nama", "sejak", "sampai"]
    show_columns = [*list_columns, "pengecualian"]
    search_columns = ["pengecualian"]
    order_columns = ["pegawai.nama", "pegawai.nip", "penilai.nama", "atasan.nama", "sejak", "sampai"]
    cari_di = ("pegawai.nama", "pegawai.nip", "penilai.nama", "atasan.nama")
    cari_kata, urut_awal, kepala = _l("Nama pegawai, penilai, atasan, atau NIP"), "pegawai.nama", "pegawai.nama"
    label_columns = MASA | {
        "pegawai.nama": _l("Pegawai"), "pegawai.nip": _l("NIP"), "penilai.nama": _l("Pejabat penilai"),
        "atasan.nama": _l("Atasan pejabat penilai"), "pengecualian": _l("Pengecualian"), "pegawai_id": _l("Pegawai"),
        "penilai_id": _l("Pejabat penilai"), "atasan_id": _l("Atasan pejabat penilai"),
    }  # fmt: skip


class PenggantiView(DataInduk):
    """/data-induk/pengganti/"""

    datamodel = SQLAInterface(Pengganti)
    route_base = "/data-induk/pengganti"
    class_permission_name = "Pengganti"
    nama_tabel, keterangan = _l("Plt. dan Plh."), _l("Siapa menggantikan siapa, dan pada masa apa.")
    list_title = _l("Plt. dan Plh.")
    formulir = FormPengganti
    list_columns = ["digantikan.nama", "jenis", "pengganti.nama", "sejak", "sampai", "nomor_surat"]
    show_columns = list_columns
    search_columns = ["nomor_surat"]
    order_columns = ["digantikan.nama", "pengganti.nama", "sejak", "sampai"]
    cari_di = ("digantikan.nama", "digantikan.nip", "pengganti.nama", "pengganti.nip", "nomor_surat")
    cari_kata, urut_awal, kepala = _l("Nama, NIP, atau nomor surat"), "-sejak", "digantikan.nama"
    label_columns = MASA | {
        "digantikan.nama": _l("Pejabat yang digantikan"), "jenis": _l("Sebagai"), "pengganti.nama": _l("Pengganti"),
        "nomor_surat": _l("Nomor surat perintah"), "digantikan_id": _l("Pejabat yang digantikan"),
        "pengganti_id": _l("Pengganti"),
    }  # fmt: skip


class VerifikaturView(DataInduk):
    """/data-induk/verifikatur/"""

    datamodel = SQLAInterface(Verifikatur)
    route_base = "/data-induk/verifikatur"
    class_permission_name = "Verifikatur"
    nama_tabel, keterangan = _l("Verifikatur"), _l("Petugas BKD yang memverifikasi setiap OPD.")
    list_title = _l("Verifikatur")
    formulir = FormVerifikatur
    list_columns = ["pegawai.nama", "pegawai.nip", "opd.nama", "sejak", "sampai"]
    show_columns = list_columns
    search_columns = ["sejak"]
    order_columns = ["pegawai.nama", "opd.nama", "sejak", "sampai"]
    cari_di, cari_kata = ("pegawai.nama", "pegawai.nip", "opd.nama", "opd.kode"), _l("Nama, NIP, atau OPD")
    urut_awal, kepala = "opd.nama", "pegawai.nama"
    label_columns = MASA | {
        "pegawai.nama": _l("Verifikatur"), "pegawai.nip": _l("NIP"), "opd.nama": _l("OPD yang diverifikasi"),
        "pegawai_id": _l("Verifikatur"), "opd_id": _l("OPD yang diverifikasi"),
    }  # fmt: skip


VIEWS = (PegawaiView, PenempatanView, RantaiView, PenggantiView, VerifikaturView)

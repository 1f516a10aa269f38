"""Screens of the portal's own data: dated switches, and (to read only) the runs of e-absensi."""

from typing import Any

from flask_appbuilder.models.sqla.interface import SQLAInterface
from flask_babel import lazy_gettext as _l

from portal import formats
from portal.models import Parameter, Tarikan
from portal.views.data_induk.dasar import DataInduk, salah_satu

PARAMETER = {"bkd_boleh_menolak": _l("BKD boleh menolak hasil penilai")}
SUMBER = {"soap": "SOAP", "rest": "REST", "mesin": _l("mesin"), "berkas": _l("berkas")}


class ParameterView(DataInduk):
    """/data-induk/parameter/: switches kept from before; what counts from now on is decided at /ketentuan."""

    datamodel = SQLAInterface(Parameter)
    route_base = "/data-induk/parameter"
    class_permission_name = "Parameter"
    base_permissions = ["can_list", "can_show"]
    exclude_route_methods = {*DataInduk.exclude_route_methods, "add", "edit", "delete"}
    nama_tabel, keterangan = (
        _l("Parameter"),
        _l("Keputusan daerah dari masa sebelumnya. Yang baru diusulkan dan disetujui dua orang di halaman Ketentuan."),
    )
    list_title = _l("Parameter")
    list_columns = ["kunci", "nilai", "sejak", "dasar"]
    show_columns = list_columns
    search_columns = ["kunci", "dasar"]
    order_columns = ["kunci", "sejak"]
    cari_di, cari_kata, urut_awal = ("kunci", "dasar"), _l("Nama atau dasar"), "-sejak"
    formatters_columns = {"kunci": salah_satu(PARAMETER), "nilai": salah_satu({"ya": _l("Ya"), "tidak": _l("Tidak")})}
    label_columns = {"kunci": _l("Parameter"), "nilai": _l("Nilai"), "sejak": _l("Berlaku sejak"), "dasar": _l("Dasar")}


def _temuan(nilai: Any) -> str:
    """Findings of a run in a line; the list of them is JSON."""
    return "; ".join(str(satu) for satu in nilai) if nilai else "–"


class TarikanView(DataInduk):
    """/data-induk/tarikan/: what e-absensi was asked and what it said; nobody changes it."""

    datamodel = SQLAInterface(Tarikan)
    route_base = "/data-induk/tarikan"
    class_permission_name = "Tarikan"
    base_permissions = ["can_list", "can_show"]
    exclude_route_methods = {*DataInduk.exclude_route_methods, "add", "edit", "delete"}
    nama_tabel, keterangan = (
        _l("Tarikan e-absensi"),
        _l("Setiap penarikan rekap kehadiran: kapan, berapa lama, dan hasilnya."),
    )
    list_title = _l("Tarikan e-absensi")
    list_columns = ["mulai", "bulan", "opd.kode", "sumber", "lengkap", "baru", "berubah", "sama", "ditolak"]
    show_columns = [*list_columns, "lama_ms", "galat", "temuan"]
    search_columns = ["bulan", "sumber"]
    order_columns = ["mulai", "bulan", "opd.kode"]
    cari_di, cari_kata = ("bulan", "opd.kode", "opd.nama"), _l("Bulan (misalnya 2026-10) atau OPD")
    urut_awal = "-mulai"
    formatters_columns = {"bulan": formats.bulan, "sumber": salah_satu(SUMBER), "temuan": _temuan}
    label_columns = {
        "mulai": _l("Mulai"), "bulan": _l("Bulan"), "opd.kode": _l("OPD"), "sumber": _l("Sumber"),
        "lengkap": _l("Lengkap"), "baru": _l("Baru"), "berubah": _l("Berubah"), "sama": _l("Sama"),
        "ditolak": _l("Ditolak"), "lama_ms": _l("Lama (milidetik)"), "galat": _l("Galat"), "temuan": _l("Temuan"),
    }  # fmt: skip


VIEWS = (ParameterView, TarikanView)

"""The screens and the REST calls, and the one list of them all."""

from importlib import import_module
from typing import Any

from flask import Flask

from portal.views import galat, kerangka
from portal.views.api.masuk import SecurityApi
from portal.views.beranda import Index
from portal.views.masuk import AuthDBView

__all__ = ["AuthDBView", "Index", "SecurityApi", "register"]

LAYAR = (
    "beranda", "tugas", "impor", "skp", "revisi", "tambahan", "realisasi", "bukti", "penilaian_tahunan", "lampiran",
    "catatan_perilaku", "verifikasi", "bawahan", "perkembangan", "laporan", "formulir", "periksa", "cari", "instans",
    "pemeriksaan",
    "pengalihan", "penyerahan", "kendala", "jadwal", "pesan", "operasi", "operasi_instans", "migrasi",
    "migrasi_instans",
    "peristiwa", "saringan", "riwayat", "proses", "ketentuan", "simulasi", "mengapa", "tpp", "disiplin", "capaian",
    "akun", "kelola_akun", "bahasa", "kesehatan",
)  # fmt: skip
"""The modules of portal/views whose VIEWS are shown."""
API = (
    "tugas", "impor", "penyerahan", "proses", "draf_proses", "instans", "kendala", "jadwal", "pesan", "operasi",
    "operasi_instans", "ketentuan", "mengapa", "tpp", "disiplin", "capaian", "formulir", "openapi",
)  # fmt: skip
"""Those of portal/views/api whose APIS are called."""


def register(app: Flask, appbuilder: Any) -> None:
    """Add every view and API to the application; a view of a module that is not named here does not exist."""
    from portal.views import data_induk, pemeriksaan

    galat.init_app(app)
    kerangka.init_app(app)
    pemeriksaan.init_app(app)
    for nama in LAYAR:
        for view in import_module(f"portal.views.{nama}").VIEWS:
            appbuilder.add_view_no_menu(view)
    data_induk.register(appbuilder)
    for nama in API:
        for api in import_module(f"portal.views.api.{nama}").APIS:
            appbuilder.add_api(api)

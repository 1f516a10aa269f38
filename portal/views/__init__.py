"""The screens and the REST calls, and the one list of them all."""

from typing import Any

from flask import Flask

from portal.views import galat, kerangka
from portal.views.api.masuk import SecurityApi
from portal.views.beranda import Index
from portal.views.masuk import AuthDBView

__all__ = ["AuthDBView", "Index", "SecurityApi", "register"]


def register(app: Flask, appbuilder: Any) -> None:
    """Add every view and API to the application; a view that is not named here does not exist."""
    from portal.views import (
        akun,
        bahasa,
        bawahan,
        beranda,
        bukti,
        cari,
        catatan_perilaku,
        data_induk,
        instans,
        kelola_akun,
        kesehatan,
        lampiran,
        laporan,
        pemeriksaan,
        pengalihan,
        penilaian_tahunan,
        peristiwa,
        perkembangan,
        proses,
        realisasi,
        revisi,
        riwayat,
        saringan,
        skp,
        tambahan,
        tugas,
        verifikasi,
    )
    from portal.views.api import draf_proses as api_draf_proses
    from portal.views.api import instans as api_instans
    from portal.views.api import openapi as api_openapi
    from portal.views.api import proses as api_proses
    from portal.views.api import tugas as api_tugas

    galat.init_app(app)
    kerangka.init_app(app)
    pemeriksaan.init_app(app)
    for modul in (
        beranda,
        tugas,
        skp,
        revisi,
        tambahan,
        realisasi,
        bukti,
        penilaian_tahunan,
        lampiran,
        catatan_perilaku,
        verifikasi,
        bawahan,
        perkembangan,
        laporan,
        cari,
        instans,
        pemeriksaan,
        pengalihan,
        peristiwa,
        saringan,
        riwayat,
        proses,
        akun,
        kelola_akun,
        bahasa,
        kesehatan,
    ):
        for view in modul.VIEWS:
            appbuilder.add_view_no_menu(view)
    data_induk.register(appbuilder)
    for modul in (api_tugas, api_proses, api_draf_proses, api_instans, api_openapi):
        for api in modul.APIS:
            appbuilder.add_api(api)

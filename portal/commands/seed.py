"""`seed demo`: the demo organisation, its accounts, and this year lived through the real actions."""

import json
import os
from datetime import datetime
from pathlib import Path
from typing import Any

import click
from flask import current_app
from flask.cli import AppGroup

grup = AppGroup("seed", help="Data demo.")

# what the file promises for each role: who of the demo has it. The first three are one chain.
CONTOH = (
    ("pegawai", "staf_BKD_1_0_1"),
    ("pejabat_penilai", "kasi_BKD_1_0"),
    ("atasan_banding", "kabid_BKD_1"),
    ("verifikatur", "staf_BKD_2_0_2"),
    ("admin_opd", "staf_DISTAN_0_0_2"),
    ("pengelola_alur", "staf_BKD_4_0_1"),
    ("penyetuju_alur", "staf_BKD_4_1_0"),
    ("pimpinan", "kepala_BKD"),
    ("auditor", "auditor"),
    ("admin", "staf_BKD_4_0_0"),
    ("pegawai", "staf_DISTAN_1_0_0"),
    ("pejabat_penilai", "kasi_DISTAN_1_0"),
    ("atasan_banding", "kabid_DISTAN_1"),
    ("verifikatur", "staf_BKD_2_1_2"),
)


@grup.command("demo")
@click.option("--bila-kosong", is_flag=True, help="Hanya bila belum ada seorang pegawai pun.")
def demo(bila_kosong: bool) -> None:
    """Isi basis data kosong dengan organisasi demo dan tahun berjalan."""
    from portal.queries.pekerjaan import ada_pegawai

    settings = current_app.config["SETTINGS"]
    if settings.production:
        raise click.ClickException("Data demo tidak dibuat di produksi.")
    if ada_pegawai():
        if bila_kosong:
            click.echo("Basis data sudah berisi pegawai; data demo tidak dibuat.")
            return
        raise click.ClickException("Basis data sudah berisi pegawai. Data demo hanya untuk basis data kosong.")
    isi(Path(settings.data_dir))


def isi(folder: Path) -> None:
    """Write the demo and `akun_demo.json` beside the data."""
    from integrations.eabsensi.simulator import start_in_thread
    from integrations.eabsensi.simulator.acak import SumberAcak
    from portal import waktu
    from portal.demo import susunan, tulis
    from portal.queries.pekerjaan import pegawai_per_opd

    kini = waktu.sekarang()
    tahun = kini.astimezone(waktu.WITA).year
    semua = susunan.susun(tahun)
    pegawai = tulis.organisasi(semua, tahun)
    sandi = tulis.sandi_demo()
    tulis.akun(semua, pegawai, sandi)
    settings = current_app.config["SETTINGS"]
    url, berhenti = start_in_thread(
        SumberAcak(pegawai_per_opd(), seed=2026),
        user=settings.eabsensi_user,
        password=settings.eabsensi_password,
        token=settings.eabsensi_token,
    )
    try:
        with _eabsensi(url):
            _hidupi(semua, pegawai, kini)
    finally:
        berhenti()
    tulis.plt(pegawai, waktu.hari_ini())
    _tulis_akun(folder / "akun_demo.json", {o.kunci: o for o in semua}, sandi)


def _hidupi(semua: list[Any], pegawai: dict[str, int], kini: datetime) -> None:
    """Last year of those who began early, with its result; then this year of everybody."""
    from portal import waktu
    from portal.commands.proses import muat_semua
    from portal.demo import versi_dua
    from portal.demo.akhir_tahun import AkhirTahun, catat_perilaku
    from portal.demo.susunan import PERCONTOHAN
    from portal.demo.tahun import Tahun

    tahun = kini.astimezone(waktu.WITA).year
    with waktu.pada(datetime(tahun - 1, 1, 2, 8, 0, tzinfo=waktu.WITA)):
        muat_semua()  # the shipped diagrams are as old as what runs on them
    awal = [o for o in semua if PERCONTOHAN.match(o.kunci)]
    lalu = Tahun(semua, pegawai, tahun - 1, kini, click.echo, yang_dinilai=awal)
    lalu.jalani()
    akhir = AkhirTahun(lalu)
    catat_perilaku(lalu)
    akhir.januari()
    sekarang = Tahun(semua, pegawai, tahun, kini, click.echo, sebelum_bulan_terakhir=versi_dua.terbitkan)
    sekarang.jalani()
    catat_perilaku(sekarang)
    akhir.terlambat()


class _eabsensi:
    """While the demo is lived, attendance is asked of our own simulator."""

    def __init__(self, url: str) -> None:
        from dataclasses import replace

        self.asli = current_app.config["SETTINGS"]
        wajah = "/api/v1" if self.asli.eabsensi_mode == "rest" else "/soap"
        self.sementara = replace(self.asli, eabsensi_url=url.rstrip("/") + wajah)

    def __enter__(self) -> None:
        current_app.config["SETTINGS"] = self.sementara

    def __exit__(self, *_: object) -> None:
        current_app.config["SETTINGS"] = self.asli


def _tulis_akun(berkas: Path, semua: dict[str, Any], sandi: str) -> None:
    daftar = [
        {"peran": peran, "nip": semua[k].nip, "kata_sandi": sandi, "nama": semua[k].nama, "opd": semua[k].opd}
        for peran, k in CONTOH
    ]
    berkas.parent.mkdir(parents=True, exist_ok=True)
    with os.fdopen(os.open(berkas, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as isi:
        json.dump(daftar, isi, ensure_ascii=False, indent=1)
    click.echo(f"Akun demo: {berkas}")


PERINTAH = (grup,)

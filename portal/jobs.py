"""The handlers of the jobs: call a client, hand the result to an action. Idempotent, no rules, no open transaction."""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, NoReturn

from flask import current_app

import config
import integrations.eabsensi as eabsensi
from integrations.errors import NotClosed, Refused, Unavailable
from portal import pembuat_laporan, pengoperasi, penyimulasi, waktu
from portal.actions import bulan, kehadiran, pemberitahuan, penilaian, penilaian_tahunan
from portal.actions.langkah import gagalkan
from portal.errors import Ditangguhkan, SudahSelesai, TidakDitemukan
from portal.queries import pekerjaan
from portal.queue import GalatProses, Job, Nanti
from portal.rules.periode import Periode

COBA_LAGI = timedelta(minutes=5)
PALING_LAMA = timedelta(hours=1)


def langkah(tugas_id: str, operasi: str, argumen: dict[str, Any]) -> None:
    """Do one service task of the engine; one that an earlier run already finished is left as it is, one whose
    process is on hold is tried again later, and one that ends with an error the process knows is told to it.
    """
    try:
        try:
            OPERASI[operasi](tugas_id, **argumen)
        except GalatProses as error:
            gagalkan(tugas_id, kode=error.kode, alasan=error.alasan, fakta=error.fakta)
    except Ditangguhkan as error:
        raise Nanti(waktu.sekarang() + COBA_LAGI, error.pesan) from error
    except (SudahSelesai, TidakDitemukan):
        current_app.logger.info("langkah %s %s sudah selesai", operasi, tugas_id)


def tarik_rekap(tugas_id: str, realisasi: int) -> None:
    """Draw the month's recap of the OPD, unless a complete answer has been kept since, and let the month go on.

    While the partner is down one month of an OPD asks and the others wait with it, longer and longer.
    """
    asal = pekerjaan.rekap_diminta(realisasi)
    if asal.perlu_ditarik:
        sampai = asal.gagal_pada + _jeda(asal.gagal) if asal.gagal_pada else None
        if sampai and sampai > waktu.sekarang() and not pekerjaan.diminta_sekarang(tugas_id, asal.gagal_pada):
            _parkir(tugas_id, sampai, asal.gagal_karena or "")
        try:
            tarik_opd(asal.opd_id, asal.opd_kode, asal.bulan)
        except Unavailable as error:
            _parkir(tugas_id, waktu.sekarang() + _jeda(asal.gagal + 1, error), str(error))
    kehadiran.pasang(tugas_id)


def _parkir(tugas_id: str, sampai: datetime, alasan: str) -> NoReturn:
    kehadiran.parkir(tugas_id, alasan=alasan, sampai=sampai)
    raise Nanti(sampai, alasan)


def tarik_opd(opd_id: int, opd_kode: str, bulan_: str, settings: config.Settings | None = None) -> Any:
    """One run against e-absensi for an OPD and month, kept whatever comes of it. Raises Unavailable."""
    s = settings or current_app.config["SETTINGS"]
    klien = eabsensi.client(
        s.eabsensi_mode,
        s.eabsensi_url,
        user=s.eabsensi_user,
        password=s.eabsensi_password,
        token=s.eabsensi_token,
        timeout=s.eabsensi_timeout,
    )
    mulai, jam = waktu.sekarang(), monotonic()
    try:
        hasil = klien.rekap_bulanan(opd_kode, bulan_)
    except Unavailable as error:
        kehadiran.catat_gagal(opd_id, bulan_, sumber=s.eabsensi_mode, mulai=mulai, lama_ms=_ms(jam), alasan=str(error))
        raise
    return kehadiran.catat(opd_id, bulan_, hasil, mulai=mulai, lama_ms=_ms(jam))


def buka_bulan(periode: str, skp: int | None = None) -> None:
    """Open the months up to `periode`, last year's too, for every SKP (or that one) that should have them.

    An SKP that was late is not forgotten, nor is December where no worker ran in January. Each month in its own
    transaction; those already open are not touched.
    """
    terakhir = Periode.dari(periode)
    tahun_lalu = [Periode(terakhir.tahun - 1, nomor) for nomor in range(1, 13)]
    for satu in [*tahun_lalu, *(Periode(terakhir.tahun, nomor) for nomor in range(1, terakhir.bulan + 1))]:
        for skp_id in pekerjaan.skp_untuk_bulan(satu, skp):
            bulan.buka(skp_id, satu)


def buka_tahun(tahun: int) -> None:
    """Open the assessment of `tahun`, and what was forgotten of the year before, for everybody who should have it.

    Each person in his own transaction; what is open already is not touched.
    """
    for satu in (tahun - 1, tahun):
        for pegawai_id in pekerjaan.penilaian_untuk_dibuka(satu):
            penilaian_tahunan.buka(pegawai_id, satu)


def _jeda(gagal: int, error: Unavailable | None = None) -> timedelta:
    """How long to wait after that many failures: 5 minutes, 10, 20, 40, an hour; or what the partner asks for."""
    if isinstance(error, NotClosed | Refused):
        return PALING_LAMA
    jeda = min(COBA_LAGI * 2 ** max(0, min(gagal, 8) - 1), PALING_LAMA)
    return max(jeda, timedelta(seconds=(error.retry_after or 0) if error else 0))


def _ms(jam: float) -> int:
    return int((monotonic() - jam) * 1000)


OPERASI: dict[str, Callable[..., Any]] = {
    "tarik_rekap_absensi": tarik_rekap,
    "hitung_nilai": lambda tugas_id, realisasi: penilaian.hitung(tugas_id),
    "kirim_pemberitahuan": pemberitahuan.kirim,
}
HANDLERS: dict[Job, Callable[..., None]] = {
    Job.LANGKAH: langkah,
    Job.BUKA_BULAN: buka_bulan,
    Job.BUKA_TAHUN: buka_tahun,
    Job.LAPORAN: lambda laporan: pembuat_laporan.buat(laporan),
    Job.SAPU_LAPORAN: pembuat_laporan.sapu,
    Job.OPERASI: lambda operasi: pengoperasi.jalankan(operasi),
    Job.SIMULASI: lambda simulasi: penyimulasi.jalankan(simulasi),
}

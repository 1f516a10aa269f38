"""The worker computes a simulation: block after block of people, each with what was found of it in one transaction.

Killed anywhere, the next run goes on where the last block ended. After some seconds a run gives its place in the queue
to others and comes again.
"""

from contextlib import suppress
from datetime import timedelta
from time import monotonic

from flask import current_app

from portal import waktu
from portal.actions import simulasi
from portal.errors import PortalError, TidakDitemukan
from portal.extensions import db
from portal.himpunan import terkini
from portal.queries import simulasi_bahan
from portal.queries.simulasi_bahan import Giliran
from portal.queue import Nanti
from portal.rules import dampak
from portal.rules.dampak import Satuan
from portal.rules.ketentuan_daftar import DAFTAR

JATAH = 15
"""Seconds at a time."""
SELA = timedelta(seconds=1)
TIDAK_TERDUGA = "Terjadi kesalahan saat menghitung. Coba lagi; bila tetap gagal, laporkan kepada pengelola portal."


def jalankan(simulasi_id: int) -> None:
    """Go on with it; nothing to do where it is over. Nanti after JATAH: the rest comes after others."""
    giliran = simulasi_bahan.giliran(simulasi_id)
    if giliran is None:
        return
    try:
        lagi = _hitung(giliran)
    except Exception as galat:  # the asker is told, and may ask again; the queue has nothing to repeat
        db.session.rollback()
        _gagal(simulasi_id, galat.pesan if isinstance(galat, PortalError) else TIDAK_TERDUGA)
        current_app.logger.exception("simulasi %s gagal", simulasi_id)
        return
    if lagi:
        raise Nanti(waktu.sekarang() + SELA, "giliran pekerjaan lain")


def _hitung(g: Giliran) -> bool:
    """Until all are done (False) or the time is up (True)."""
    mulai, ukuran = monotonic(), DAFTAR[g.tabel].ukuran
    assert ukuran is not None  # nothing else is asked for
    himpunan = terkini()
    lama = dampak.susunan(himpunan, g.sejak)
    baru = dampak.susunan(himpunan, g.sejak, (g.tabel, g.nilai))
    posisi = g.posisi
    simulasi.mulai(g.id, simulasi_bahan.jumlah(g.masa))
    while orang := simulasi_bahan.blok(g.masa, posisi, ukuran):
        db.session.rollback()  # nothing is held open while it is computed
        hasil = []
        for satu in orang:
            d = dampak.bandingkan(ukuran, Satuan(g.satuan), satu.bulan, lama, baru)
            hasil.append(
                {
                    "pegawai_id": satu.pegawai_id, "opd_id": satu.opd_id, "sebelum": d.sebelum, "sesudah": d.sesudah,
                    "selisih": d.selisih, "sebab": d.sebab and d.sebab[:200],
                }
            )  # fmt: skip
        if not simulasi.simpan(g.id, posisi, orang[-1].pegawai_id, hasil):
            return False
        posisi = orang[-1].pegawai_id
        if monotonic() - mulai > JATAH:
            return True
    db.session.rollback()
    with suppress(TidakDitemukan):
        simulasi.siap(g.id)
    return False


def _gagal(simulasi_id: int, pesan: str) -> None:
    with suppress(TidakDitemukan):
        simulasi.gagal(simulasi_id, pesan)

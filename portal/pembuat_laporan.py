"""The worker makes a report: reads as the asker may, writes it aside, moves it to its place, says that it is ready.

Killed at any point it is begun again from nothing, under a new mark; a run that has lost its report stops at the next
word on how far it is. What it had written so far goes with its folder.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any, TypeVar

from flask import current_app
from flask_babel import force_locale

from portal import gudang_impor, gudang_laporan, waktu
from portal.actions import cetakan, laporan
from portal.errors import PortalError, TidakDitemukan
from portal.queries import laporan_isi
from portal.queries.cetakan import NAMA
from portal.queries.laporan_isi import Tugas
from portal.queue import Nanti
from portal.reports import paket, penilaian, rekap
from portal.reports.lembar import tulis_ke
from portal.reports.pdf import dokumen

TIDAK_TERDUGA = "Terjadi kesalahan saat membuatnya. Coba lagi; bila tetap gagal, laporkan kepada BKD."
BERHENTI = "Pembuatannya terhenti. Coba lagi."
NANTI = timedelta(minutes=5)
Lapor = Callable[[int, int], None]
T = TypeVar("T")


class Diambil(Exception):
    """Another run has this report now, or it was thrown away."""


def buat(nomor: int) -> None:
    """Make the report, once or again; nothing to do where it is ready, has failed or is gone."""
    tanda = gudang_laporan.tanda(nomor)
    try:
        laporan.mulai(nomor, tanda)
    except TidakDitemukan:
        return
    try:
        _buat(nomor, tanda)
    except Exception as galat:  # the asker is told, and may try again; the queue has nothing to repeat
        gudang_laporan.buang(tanda)
        if not _gagal(nomor, tanda, galat.pesan if isinstance(galat, PortalError) else TIDAK_TERDUGA):
            raise Nanti(waktu.sekarang() + NANTI, "laporan dikerjakan pekerja lain") from galat
        if not isinstance(galat, PortalError):
            current_app.logger.exception("laporan %s gagal", nomor)


def sapu() -> None:
    """Reports whose time is over, those whose maker has died for good, and files that no row names."""
    for nomor in laporan_isi.habis():
        try:
            gudang_laporan.buang(laporan.kedaluwarsa(nomor))
        except TidakDitemukan:
            continue
    for nomor in laporan_isi.macet(waktu.sekarang() - laporan.MACET):
        _gagal(nomor, None, BERHENTI)
    gudang_laporan.sapu(laporan_isi.berkas())
    gudang_impor.sapu()


def _buat(nomor: int, tanda: str) -> None:
    def lapor(selesai: int, jumlah: int) -> None:
        if not laporan.kemajuan(nomor, tanda, selesai, jumlah):
            raise Diambil

    with gudang_laporan.kerja(tanda) as folder, force_locale("id"):
        berkas = folder / "laporan"
        akhiran, jumlah, nama = _tulis(laporan_isi.tugas(nomor), berkas, lapor)
        ukuran, sidik = berkas.stat().st_size, _sidik(berkas)
        gudang_laporan.simpan(berkas, tanda)
    try:
        laporan.siap(nomor, tanda, laporan.Hasil(f"{nama}.{akhiran}", ukuran, sidik, jumlah))
    except TidakDitemukan as hilang:
        raise Diambil from hilang


def _tulis(t: Tugas, berkas: Path, lapor: Lapor) -> tuple[str, int, str]:
    """Write the file: the ending of its name, how many parts it has, its name."""
    tempat = t.opd[0].kode if not t.provinsi else "provinsi"
    if t.jenis in paket.FORM:
        skp, nama = laporan_isi.ids(t), f"{NAMA[t.jenis]}_{t.tahun}{f'-{t.bulan:02d}' if t.bulan else ''}_{tempat}"
        lapor(0, len(skp))
        if t.bentuk == "pdf":
            _pdf(t, skp, berkas, lambda n: lapor(n, len(skp)))
            return "pdf", len(skp), nama
        akhiran = paket.tulis(
            berkas, laporan_isi.formulir_semua(t, skp), paket.FORM[t.jenis], jumlah=len(skp), nama=nama,
            kerja=berkas.parent, lapor=lambda n: lapor(n, len(skp)),
        )  # fmt: skip
        return akhiran, len(skp), nama
    if t.jenis == "rekap":
        semua = _menghitung(laporan_isi.rekap_semua(t), len(t.opd), 5, lapor)
        with berkas.open("wb") as isi:
            tulis_ke(
                isi, lambda b: rekap.tulis_lembar(b, semua, provinsi=t.provinsi), rekap.JUDUL, alir=True,
                kerja=berkas.parent,
            )  # fmt: skip
        return "xlsx", len(t.opd), f"rekap_{t.tahun}{f'-{t.bulan:02d}' if t.bulan else ''}_{tempat}"
    jumlah = laporan_isi.jumlah_penilaian(t)
    daftar = _menghitung(laporan_isi.penilaian_semua(t), jumlah, 500, lapor)
    with berkas.open("wb") as isi:
        tulis_ke(
            isi, lambda b: penilaian.tulis_lembar(b, daftar, tahun=t.tahun, tempat=t.tempat), penilaian.JUDUL,
            alir=True, kerja=berkas.parent,
        )  # fmt: skip
    return "xlsx", jumlah, f"penilaian_{t.tahun}_{tempat}"


def _pdf(t: Tugas, kunci: Sequence[int], berkas: Path, lapor: Callable[[int], None]) -> None:
    """Every form in one PDF; each batch is numbered before its pages are written, as copies: an original is handed out
    to a party, one by one."""
    form = paket.FORM[t.jenis]

    def terbitkan(semua: Sequence[tuple[Any, str]]) -> Sequence[cetakan.Terbitan]:
        butir = [cetakan.Butir(form.perihal(isi), t.tahun, sidik, form.sah(isi)) for isi, sidik in semua]
        return cetakan.terbitkan(t.jenis, butir, actor=t.actor)

    with berkas.open("wb") as tujuan:
        dokumen.tulis_banyak(
            tujuan, form, t.jenis, laporan_isi.formulir_semua(t, kunci), saat=waktu.sekarang().astimezone(waktu.WITA),
            alamat=current_app.config["SETTINGS"].public_url, terbitkan=terbitkan, lapor=lapor,
        )  # fmt: skip


def _menghitung(semua: Iterable[T], jumlah: int, tiap: int, lapor: Lapor) -> Iterator[T]:
    lapor(0, jumlah)
    for n, satu in enumerate(semua, 1):
        yield satu
        if n % tiap == 0:
            lapor(min(n, jumlah), jumlah)


def _gagal(nomor: int, tanda: str | None, pesan: str) -> bool:
    """False: it was thrown away or taken over meanwhile."""
    try:
        laporan.gagal(nomor, tanda, pesan)
    except TidakDitemukan:
        return False
    return True


def _sidik(berkas: Path) -> str:
    with berkas.open("rb") as isi:
        return hashlib.file_digest(isi, "sha256").hexdigest()

"""The audit trail: what happened, who did it and for whom. Declared here, appended only, never renamed.

`record()` adds to the action's own transaction; an action that records nothing is refused (portal/actions). The events
of an action are written together, right before its commit.
"""

from contextvars import ContextVar
from enum import StrEnum
from typing import Any, Protocol

from sqlalchemy import event, insert
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import DrafProses, Penilaian, Realisasi, RevisiSkp, Skp
from portal.models.sistem import Peristiwa


class Event(StrEnum):
    """`subjek:kata_kerja_pasif`. docs/peristiwa.md explains each."""

    SKP_DIBUAT = "skp:dibuat"
    SKP_DIAJUKAN = "skp:diajukan"
    SKP_DISETUJUI = "skp:disetujui"
    SKP_DIKEMBALIKAN = "skp:dikembalikan"
    SKP_DISENGKETAKAN = "skp:disengketakan"
    SKP_DIPUTUSKAN = "skp:diputuskan"
    SKP_DITETAPKAN = "skp:ditetapkan"
    SKP_DITOLAK_BKD = "skp:ditolak_bkd"
    BULAN_DIBUKA = "bulan:dibuka"
    REALISASI_DIAJUKAN = "realisasi:diajukan"
    REALISASI_DISETUJUI = "realisasi:disetujui"
    REALISASI_DITOLAK = "realisasi:ditolak"
    REALISASI_DITERIMA = "realisasi:penolakan_diterima"
    REALISASI_DINILAI = "realisasi:dinilai"
    REALISASI_DIVERIFIKASI = "realisasi:diverifikasi"
    REALISASI_DITOLAK_BKD = "realisasi:ditolak_bkd"
    REALISASI_DITINDAKLANJUTI = "realisasi:ditindaklanjuti"
    BUKTI_DIUNGGAH = "bukti:diunggah"
    BUKTI_DIHAPUS = "bukti:dihapus"
    BUKTI_DIBACA = "bukti:dibaca"
    BANDING_DIAJUKAN = "banding:diajukan"
    BANDING_DIPUTUSKAN = "banding:diputuskan"
    REKAP_DITARIK = "rekap:ditarik"
    REKAP_DITUNDA = "rekap:ditunda"
    PEMBERITAHUAN_DIKIRIM = "pemberitahuan:dikirim"
    PEMBERITAHUAN_DIBACA = "pemberitahuan:dibaca"
    TUGAS_DIAMBIL = "tugas:diambil"
    TUGAS_DILEPAS = "tugas:dilepas"
    TUGAS_DITUNDA = "tugas:ditunda"
    TUGAS_DIALIHKAN = "tugas:dialihkan"
    TUGAS_DISERAHKAN = "tugas:diserahkan"
    TUGAS_DISERAHKAN_KEMBALI = "tugas:diserahkan_kembali"
    TUGAS_DISELESAIKAN = "tugas:diselesaikan"
    DRAF_DISIMPAN = "draf:disimpan"
    DRAF_DIIMPOR = "draf:diimpor"
    LANGKAH_GAGAL = "langkah:gagal"
    PENGATUR_WAKTU_BERJALAN = "pengatur_waktu:berjalan"
    SKP_DITUTUP = "skp:ditutup"
    SKP_DIBATALKAN = "skp:dibatalkan"
    BULAN_DIBATALKAN = "bulan:dibatalkan"
    REVISI_DIBUAT = "revisi:dibuat"
    REVISI_DIAJUKAN = "revisi:diajukan"
    REVISI_DISETUJUI = "revisi:disetujui"
    REVISI_DIKEMBALIKAN = "revisi:dikembalikan"
    REVISI_DISENGKETAKAN = "revisi:disengketakan"
    REVISI_DIPUTUSKAN = "revisi:diputuskan"
    REVISI_DITETAPKAN = "revisi:ditetapkan"
    REVISI_DITOLAK_BKD = "revisi:ditolak_bkd"
    REVISI_DIBATALKAN = "revisi:dibatalkan"
    TAMBAHAN_DICATAT = "tugas_tambahan:dicatat"
    TAMBAHAN_DIHAPUS = "tugas_tambahan:dihapus"
    TAMBAHAN_DIAKUI = "tugas_tambahan:diakui"
    TAMBAHAN_DITOLAK = "tugas_tambahan:ditolak"
    CATATAN_PERILAKU_DITULIS = "catatan_perilaku:ditulis"
    CATATAN_PERILAKU_DICORET = "catatan_perilaku:dicoret"
    PENILAIAN_DIBUKA = "penilaian:dibuka"
    PENILAIAN_DISERAHKAN = "penilaian:diserahkan"
    PENILAIAN_DITERIMA = "penilaian:diterima"
    PENILAIAN_SERAH_TERIMA_DICATAT = "penilaian:serah_terima_dicatat"
    PENILAIAN_DITANDATANGANI = "penilaian:ditandatangani"
    PENILAIAN_DISAHKAN = "penilaian:disahkan"
    KEBERATAN_DIAJUKAN = "keberatan:diajukan"
    KEBERATAN_DITANGGAPI = "keberatan:ditanggapi"
    KEBERATAN_DIPUTUSKAN = "keberatan:diputuskan"
    LAMPIRAN_DIUNGGAH = "lampiran:diunggah"
    LAMPIRAN_DIHAPUS = "lampiran:dihapus"
    LAMPIRAN_DIBACA = "lampiran:dibaca"
    DRAF_PROSES_DIBUAT = "draf_proses:dibuat"
    DRAF_PROSES_DISIMPAN = "draf_proses:disimpan"
    DRAF_PROSES_DIAJUKAN = "draf_proses:diajukan"
    DRAF_PROSES_DIKEMBALIKAN = "draf_proses:dikembalikan"
    DRAF_PROSES_DIBUANG = "draf_proses:dibuang"
    PROSES_DITERBITKAN = "proses:diterbitkan"
    INSTANS_DIMULAI = "instans:dimulai"
    INSTANS_DITANGGUHKAN = "instans:ditangguhkan"
    INSTANS_DILANJUTKAN = "instans:dilanjutkan"
    INSTANS_DIBATALKAN = "instans:dibatalkan"
    INSTANS_DIULANGI = "instans:diulangi"
    INSTANS_DIMULAI_KEMBALI = "instans:dimulai_kembali"
    INSTANS_DIPINDAHKAN = "instans:dipindahkan"
    INSTANS_FAKTA_DIBETULKAN = "instans:fakta_dibetulkan"
    INSTANS_DIMIGRASI = "instans:dimigrasi"
    INSTANS_MIGRASI_DIKEMBALIKAN = "instans:migrasi_dikembalikan"
    PROSES_DITANGGUHKAN = "proses:ditangguhkan"
    PROSES_DILANJUTKAN = "proses:dilanjutkan"
    JADWAL_DIULANGI = "jadwal:diulangi"
    PESAN_DIKIRIM = "pesan:dikirim"
    KENDALA_DIULANGI = "kendala:diulangi"
    KENDALA_DISELESAIKAN = "kendala:diselesaikan"
    OPERASI_DIMINTA = "operasi:diminta"
    OPERASI_DISELESAIKAN = "operasi:diselesaikan"
    OPERASI_DIHENTIKAN = "operasi:dihentikan"
    KETENTUAN_DIUSULKAN = "ketentuan:diusulkan"
    KETENTUAN_USULAN_DIUBAH = "ketentuan:usulan_diubah"
    KETENTUAN_DIAJUKAN = "ketentuan:diajukan"
    KETENTUAN_DITARIK = "ketentuan:ditarik"
    KETENTUAN_DIKEMBALIKAN = "ketentuan:dikembalikan"
    KETENTUAN_USULAN_DIBUANG = "ketentuan:usulan_dibuang"
    KETENTUAN_DISETUJUI = "ketentuan:disetujui"
    KETENTUAN_SIMULASI_DIMINTA = "ketentuan:simulasi_diminta"
    KETENTUAN_SIMULASI_SELESAI = "ketentuan:simulasi_selesai"
    KETENTUAN_SIMULASI_GAGAL = "ketentuan:simulasi_gagal"
    TPP_DIHITUNG = "tpp:dihitung"
    TPP_DIHITUNG_ULANG = "tpp:dihitung_ulang"
    HUKUMAN_DICATAT = "hukuman:dicatat"
    HUKUMAN_DIBETULKAN = "hukuman:dibetulkan"
    HUKUMAN_DIBATALKAN = "hukuman:dibatalkan"
    DISIPLIN_DIPERIKSA = "disiplin:diperiksa"
    CAPAIAN_DITETAPKAN = "capaian_organisasi:ditetapkan"
    CAPAIAN_DIBETULKAN = "capaian_organisasi:dibetulkan"
    KASUS_DIBUKA = "kasus:dibuka"
    PERISTIWA_DIBUKA = "peristiwa:dibuka"
    DAFTAR_DIEKSPOR = "daftar:diekspor"
    FORMULIR_DICETAK = "formulir:dicetak"
    SARINGAN_DISIMPAN = "saringan:disimpan"
    SARINGAN_DIHAPUS = "saringan:dihapus"
    LAPORAN_DIMINTA = "laporan:diminta"
    LAPORAN_DIMULAI = "laporan:dimulai"
    LAPORAN_DIBUAT = "laporan:dibuat"
    LAPORAN_GAGAL = "laporan:gagal"
    LAPORAN_DIUNDUH = "laporan:diunduh"
    LAPORAN_DIHAPUS = "laporan:dihapus"
    SANDI_DIGANTI = "sandi:diganti"
    SANDI_DISETEL_ULANG = "sandi:disetel_ulang"
    AKUN_DIBUAT = "akun:dibuat"
    AKUN_DIAKTIFKAN = "akun:diaktifkan"
    AKUN_DINONAKTIFKAN = "akun:dinonaktifkan"
    AKUN_PERAN_DIUBAH = "akun:peran_diubah"
    PERAN_DISINKRONKAN = "peran:disinkronkan"
    DATA_INDUK_DIUBAH = "data_induk:diubah"


class Pelaku(Protocol):
    """Who acts; portal.security.Actor is one."""

    @property
    def id(self) -> str: ...


KEADAAN = (Skp.status, Realisasi.status, RevisiSkp.status, Penilaian.status, DrafProses.status)
"""States of cases: whatever changes one, the next event about it says what it was and what it became."""

keadaan: ContextVar[dict[tuple[str, int], tuple[str, str]] | None] = ContextVar("keadaan", default=None)
"""States the running action has changed and no event has told yet: (table, id) -> (before, after)."""

recorded: ContextVar[list[dict[str, Any]] | None] = ContextVar("recorded", default=None)
"""The events of the running action, by column; None outside one."""

_TULIS = insert(Peristiwa.__table__)
_TULIS_SATU = insert(Peristiwa.__table__).returning(Peristiwa.__table__.c.id)


def record(
    session: Session,
    event: Event,
    *,
    actor: Pelaku,
    atas_nama: str | None = None,
    instans_id: str | None = None,
    subjek: tuple[str, int] | None = None,
    **rincian: Any,
) -> None:
    """Append one event to the running transaction. `rincian` holds old and new values; numbers as text.

    Where the action has changed the state of the subject (KEADAAN), `status_sebelum` and `status` are added by
    themselves.
    """
    if subjek is not None and (ubah := (keadaan.get() or {}).pop(subjek, None)):
        if "status_lama" not in rincian:
            rincian.setdefault("status_sebelum", ubah[0])
        rincian.setdefault("status", ubah[1])
    isi = {
        "pada": waktu.sekarang(),
        "jenis": event.value,
        "aktor": actor.id,
        "atas_nama": atas_nama if atas_nama != actor.id else None,
        "instans_id": instans_id,
        "subjek": subjek[0] if subjek else None,
        "subjek_id": subjek[1] if subjek else None,
        "rincian": rincian,
    }
    berjalan = recorded.get()
    if berjalan is None:
        session.add(Peristiwa(**isi))
    else:
        berjalan.append(isi)


def tulis(session: Session) -> int:
    """Write the events of the running action, in their order; the number of the last. RuntimeError if there is none."""
    semua = recorded.get()
    if not semua:
        raise RuntimeError("tindakan ini mengubah sesuatu dan tidak mencatat apa pun")
    *awal, akhir = semua
    if awal:
        session.execute(_TULIS, awal)
    return int(session.execute(_TULIS_SATU, akhir).scalar_one())


def _ubah_keadaan(objek: Any, baru: Any, lama: Any, _asal: Any) -> None:
    berjalan = keadaan.get()
    if berjalan is None or not isinstance(lama, str) or lama == baru or objek.id is None:
        return
    kunci = (objek.__tablename__, objek.id)
    berjalan[kunci] = (berjalan.get(kunci, (str(lama), ""))[0], str(baru))


for _kolom in KEADAAN:
    event.listen(_kolom, "set", _ubah_keadaan, active_history=True)

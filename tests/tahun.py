"""A year carried by its people through the real actions up to its assessment: what the tests of the year stand on.

The SKP has something to report in the months asked for only (December), so that a verified year costs one month.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, waktu
from portal.actions import keberatan, lampiran, penilaian_tahunan, realisasi, skp, verifikasi
from portal.actions.bukti import Tersimpan
from portal.models import Kegiatan, Opd, Pemberitahuan, Penilaian, Peristiwa, Realisasi, Skp
from tests.factories import ORANG, sejak_lama

PAN6 = {"hasil_kerja": "sesuai", "rating_perilaku": "sesuai", "catatan": "Cukup.", "rekomendasi": "Lanjutkan."}
PP46 = {"aspek": [{"aspek": a, "nilai": "86,60"} for a in
                  ("orientasi_pelayanan", "integritas", "komitmen", "disiplin", "kerja_sama")]}  # fmt: skip
RESI = Tersimpan("resi.pdf", "application/pdf", 1234, "a" * 64)


def kegiatan(*bulan: int, uraian: str = "Menyusun telaah mutasi") -> dict[str, Any]:
    """9 reports of quality 100 in 20 days in each of these months."""
    sebulan = {"kuantitas": "9", "kualitas": "100", "waktu": "20"}
    return {
        "uraian": uraian, "satuan": "Laporan", "kuantitas": str(9 * len(bulan)), "kualitas": "100",
        "waktu": str(len(bulan)), "bulan": {str(b): sebulan for b in bulan},
    }  # fmt: skip


class Tahun:
    """The year `tahun` of `siapa`. Each step is taken by whose turn it is; `pada` says when, in WITA."""

    def __init__(
        self, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], siapa: str = "pelaksana1",
        tahun: int = 2026,
    ) -> None:  # fmt: skip
        self.db, self.aktor, self._kerjakan, self.siapa, self.tahun = db, aktor, kerjakan, siapa, tahun
        self.penilai, self.atasan = ORANG[siapa].penilai or "", ORANG[siapa].atasan or ""

    # The stage

    def skp(self, *isi: dict[str, Any]) -> "Tahun":
        """The SKP of the year, in force since January; nobody waits for attendance."""
        if self.tahun < 2026:
            sejak_lama(self.db, datetime(self.tahun, 1, 1, tzinfo=waktu.WITA).date())
        for opd in self.db.scalars(select(Opd)):
            opd.punya_mesin = False
        self.db.commit()
        with self.pada(1, 5):
            dokumen = skp.buat(actor=self.aktor(self.siapa), tahun=self.tahun)
            instans = dokumen.instans_id
            skp.ajukan(self._satu(instans), actor=self.aktor(self.siapa), kegiatan=list(isi or (kegiatan(12),)))
            skp.tinjau(self._satu(instans), actor=self.aktor(self.penilai), keputusan="setujui")
            skp.verifikasi(self._satu(instans), actor=self.aktor("verifikatur"), keputusan="sahkan")
        return self

    def verifikasi(self, bulan: int = 12, nilai: tuple[str, str, str] = ("9", "95", "20")) -> "Tahun":
        """That month is reported with (kuantitas, mutu, hari) for each kegiatan, agreed to and verified."""
        tahun, berikut = (self.tahun + 1, 1) if bulan == 12 else (self.tahun, bulan + 1)
        with self.pada(berikut, 1, tahun=tahun):
            jobs.buka_bulan(f"{self.tahun}-{bulan:02d}")
        instans, baris = self._bulan(bulan, nilai)
        with self.pada(berikut, 2, tahun=tahun):
            realisasi.ajukan(self._satu(instans), actor=self.aktor(self.siapa), baris=baris)
            realisasi.tinjau(self._satu(instans), actor=self.aktor(self.penilai), keputusan="setujui")
            self.kerja()
            verifikasi.putuskan(self._satu(instans), actor=self.aktor("verifikatur"), keputusan="sahkan")
        return self

    def buka(self, bulan: int = 1, hari: int = 11) -> "Tahun":
        """The worker opens the year on that day of the next one."""
        with self.pada(bulan, hari, 0, 5, tahun=self.tahun + 1):
            jobs.buka_tahun(self.tahun)
        return self

    # The steps

    def nilai(self, hari: int = 15, **isian: Any) -> "Tahun":
        """The appraiser assesses and hands over on that day of January."""
        with self.depan(1, hari):
            penilaian_tahunan.nilai(self.tugas, actor=self.aktor(self.penilai), **(isian or PAN6))
        return self

    def terima(self, hari: int = 16) -> "Tahun":
        """The person confirms the receipt: the 14 days run to hari + 14."""
        with self.depan(1, hari):
            penilaian_tahunan.terima(self.tugas, actor=self.aktor(self.siapa), sidik=self.penilaian.sidik or "")
        return self

    def tanggapi(self, sikap: str = "tandatangani", hari: int = 20, **lain: str) -> "Tahun":
        """The person signs, or objects with `alasan`."""
        with self.depan(1, hari):
            penilaian_tahunan.tanggapi(self.tugas, actor=self.aktor(self.siapa), sikap=sikap, **lain)
        return self

    def keberatan(self, hari: int = 20) -> "Tahun":
        """The person objects."""
        return self.tanggapi("keberatan", hari, alasan="Dua kegiatan tidak dihitung.")

    def jawab(self, hari: int = 25) -> "Tahun":
        """The appraiser answers the objection."""
        with self.depan(1, hari):
            keberatan.tanggapi(self.tugas, actor=self.aktor(self.penilai), tanggapan="Sudah dihitung.")
        return self

    def putuskan(self, keputusan: str = "tetap", hari: int = 28, **isian: Any) -> "Tahun":
        """The atasan decides the objection."""
        isi = {"pemeriksaan": "Kedua pihak didengar.", "alasan": "Buktinya ada."} | isian
        with self.depan(1, hari):
            keberatan.putuskan(self.tugas, actor=self.aktor(self.atasan), keputusan=keputusan, **isi)
        return self

    def sahkan(self, hari: int = 21) -> "Tahun":
        """The atasan makes it valid."""
        with self.depan(1, hari):
            penilaian_tahunan.sahkan(self.tugas, actor=self.aktor(self.atasan))
        return self

    def resi(self, hari: int = 30) -> "Tahun":
        """The appraiser adds the proof of a receipt on paper."""
        with self.depan(1, hari):
            lampiran.unggah(self.penilaian.id, actor=self.aktor(self.penilai), kegunaan="serah_terima", berkas=[RESI])
        return self

    def kerja(self) -> "Tahun":
        """The worker does what is due at the present moment."""
        self.db.rollback()
        self._kerjakan()
        self.db.rollback()
        return self

    def lewat(self, bulan: int, hari: int, jam: int = 9, menit: int = 0, detik: int = 0) -> "Tahun":
        """The worker is awake on that moment of the next year."""
        with self.depan(bulan, hari, jam, menit, detik):
            return self.kerja()

    # Reading

    def pada(
        self, bulan: int, hari: int, jam: int = 9, menit: int = 0, detik: int = 0, *, tahun: int | None = None
    ) -> AbstractContextManager[None]:
        """The block lives at that moment of the year (or of `tahun`), WITA."""
        return waktu.pada(datetime(tahun or self.tahun, bulan, hari, jam, menit, detik, tzinfo=waktu.WITA))

    def depan(
        self, bulan: int, hari: int, jam: int = 9, menit: int = 0, detik: int = 0
    ) -> AbstractContextManager[None]:
        """The same in the next year, in which it is assessed."""
        return self.pada(bulan, hari, jam, menit, detik, tahun=self.tahun + 1)

    @property
    def penilaian(self) -> Penilaian:
        """The row as it is now."""
        self.db.rollback()
        self.db.expire_all()
        return self.db.scalars(select(Penilaian).where(Penilaian.tahun == self.tahun)).one()

    @property
    def langkah(self) -> list[str]:
        """The steps that wait for people."""
        return sorted(t.step for t in workflows.tasks(self.db, instance=self.penilaian.instans_id))

    @property
    def tugas(self) -> str:
        """The one open task of a person."""
        return self._satu(self.penilaian.instans_id)

    def peristiwa(self, jenis: str) -> Peristiwa:
        """The one event of this kind."""
        self.db.rollback()
        return self.db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis)).one()

    def kabar(self, siapa: str) -> list[str]:
        """What that person was told, oldest first."""
        self.db.rollback()
        milik = Pemberitahuan.pegawai_id == self.aktor(siapa).pegawai_id
        return list(self.db.scalars(select(Pemberitahuan.judul).where(milik).order_by(Pemberitahuan.id)))

    def _satu(self, instans: str | None) -> str:
        (satu,) = workflows.tasks(self.db, instance=instans)
        return satu.id

    def _bulan(self, bulan: int, nilai: tuple[str, str, str]) -> tuple[str, list[dict[str, Any]]]:
        pegawai = self.aktor(self.siapa).pegawai_id
        milik = (Skp.pegawai_id == pegawai, Skp.tahun == self.tahun, Realisasi.bulan == bulan)
        baris = self.db.execute(
            select(Realisasi.instans_id, Realisasi.skp_id).join(Skp, Skp.id == Realisasi.skp_id).where(*milik)
        ).one()
        isi = dict(zip(("kuantitas", "kualitas", "waktu"), nilai, strict=True))
        ids = self.db.scalars(select(Kegiatan.id).where(Kegiatan.skp_id == baris.skp_id).order_by(Kegiatan.id))
        return baris.instans_id, [{"kegiatan": k, **isi} for k in ids]


@pytest.fixture
def tahun(db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Tahun:
    """A stage for pelaksana1 and 2026, without an SKP yet."""
    return Tahun(db, aktor, kerjakan)


@pytest.fixture
def terbuka(tahun: Tahun) -> Tahun:
    """December is verified and the year is open: the appraiser's turn, on 11 January 2027."""
    return tahun.skp().verifikasi().buka()


@pytest.fixture
def diterima(terbuka: Tahun) -> Tahun:
    """Handed over on 15 January and received on the 16th: the last day is the 30th."""
    return terbuka.nilai().terima()


@pytest.fixture
def dikeberati(diterima: Tahun) -> Tahun:
    """Objected to on 20 January: the appraiser answers until 3 February."""
    return diterima.keberatan()

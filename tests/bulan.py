"""A month carried by its people through the real actions: what the tests of the monthly screens stand on."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, waktu
from portal.actions import banding, realisasi, skp, verifikasi
from portal.models import Kegiatan, Opd, Pengganti, Realisasi, RekapAbsensi, Skp, Tarikan, Verifikatur
from tests.factories import ORANG

TELAAH = {"uraian": "Menyusun telaah mutasi", "satuan": "Laporan", "kuantitas": "108", "kualitas": "100", "waktu": "12"}
BERKAS = {"uraian": "Memverifikasi berkas", "satuan": "Berkas", "kuantitas": "480", "kualitas": "100", "waktu": "12"}
"""9 reports and 40 files a month; 20 days each."""


class Panggung:
    """One SKP of `siapa` and its January 2026. Each step is taken by whose turn it is, on a day when it could be."""

    def __init__(
        self, db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None], siapa: str = "pelaksana1"
    ) -> None:
        self.db, self.aktor, self._kerjakan, self.siapa = db, aktor, kerjakan, siapa
        self.penilai, self.atasan = ORANG[siapa].penilai or "", ORANG[siapa].atasan or ""
        self.instans = ""

    # The stage

    def skp(self, *, berlaku: bool = True, kegiatan: list[dict[str, Any]] | None = None) -> "Panggung":
        """An SKP, sent, and in force unless told otherwise."""
        with self.pada(1, 5):
            dokumen = skp.buat(actor=self.aktor(self.siapa), tahun=2026)
            self._skp = dokumen.instans_id
            skp.ajukan(self._tugas(self._skp), actor=self.aktor(self.siapa), kegiatan=kegiatan or [TELAAH, BERKAS])
            if berlaku:
                self.tetapkan()
        return self

    def tetapkan(self) -> None:
        """The SKP comes into force."""
        skp.tinjau(self._tugas(self._skp), actor=self.aktor(self.penilai), keputusan="setujui")
        skp.verifikasi(self._tugas(self._skp), actor=self.aktor("verifikatur"), keputusan="sahkan")

    def rekap(self, bulan: str = "2026-01", **lain: Any) -> "Panggung":
        """E-absensi has told the month."""
        with self.pada(2, 1, 0):
            opd = self.db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
            tarikan = Tarikan(
                opd_id=opd,
                bulan=bulan,
                sumber="rest",
                mulai=waktu.sekarang(),
                lama_ms=9,
                lengkap=True,
                sidik=[],
                temuan=[],
            )
            self.db.add(tarikan)
            self.db.flush()
            isi = {
                "hari_kerja": 21,
                "hadir": 19,
                "apel": 18,
                "apel_wajib": 20,
                "upacara": 1,
                "upacara_wajib": 1,
                "tk": 1,
                "izin": 0,
                "cuti": 1,
                "dl": 0,
                "menit_kerja": 8550,
            }
            kejadian = [{"kode": "TL1", "jumlah": 2, "menit": 35}]
            self.db.add(
                RekapAbsensi(
                    pegawai_id=self.aktor(self.siapa).pegawai_id,
                    bulan=bulan,
                    versi=1,
                    tarikan_id=tarikan.id,
                    kejadian=kejadian,
                    **(isi | lain),
                )
            )
            self.db.commit()
        return self

    def tanpa_mesin(self) -> "Panggung":
        """The OPD has no fingerprint machine."""
        self.db.scalars(select(Opd).where(Opd.kode == "DINAS")).one().punya_mesin = False
        self.db.commit()
        return self

    def buka(self, bulan: int = 1) -> "Panggung":
        """The window of the month opens, and the worker does what is due."""
        with self.pada(bulan + 1, 1, 0, 5):
            jobs.buka_bulan(f"2026-{bulan:02d}")
            self._kerjakan()
        self.db.expire_all()
        baris = (
            select(Realisasi.instans_id)
            .join(Skp, Skp.id == Realisasi.skp_id)
            .where(Realisasi.bulan == bulan, Skp.pegawai_id == self.aktor(self.siapa).pegawai_id)
        )
        self.instans = self.db.scalars(baris).one() or ""
        self.db.rollback()
        return self

    # The steps

    def ajukan(self, *nilai: tuple[object, object, object]) -> "Panggung":
        """Report (kuantitas, mutu, hari) per kegiatan; the employee's claim of the oracle by default."""
        with self.pada(2, 3):
            realisasi.ajukan(
                self.tugas, actor=self.aktor(self.siapa), baris=self.baris(*(nilai or ((9, 95, 20), (40, 98, 20))))
            )
        return self

    def setujui(self) -> "Panggung":
        """The appraiser agrees, the worker computes."""
        with self.pada(2, 4):
            realisasi.tinjau(self.tugas, actor=self.aktor(self.penilai), keputusan="setujui")
        return self.kerjakan()

    def tolak(self) -> "Panggung":
        """The appraiser rejects the first kegiatan with the values of the oracle."""
        saran = [{**self.baris((8, 85, 20))[0], "catatan": "Dua telaah dikembalikan."}]
        with self.pada(2, 4):
            realisasi.tinjau(
                self.tugas, actor=self.aktor(self.penilai), keputusan="tolak", catatan="Mutu belum sesuai.", baris=saran
            )
        return self

    def banding(self) -> "Panggung":
        """The employee appeals."""
        with self.pada(2, 5):
            realisasi.tanggapi(
                self.tugas, actor=self.aktor(self.siapa), sikap="banding", alasan="Tanda terima 31 Januari ada."
            )
        return self

    def putuskan(self) -> "Panggung":
        """The atasan denies with his own values; the worker computes."""
        with self.pada(2, 6):
            banding.putuskan(
                self.tugas,
                actor=self.aktor(self.atasan),
                keputusan="tolak",
                alasan="Satu telaah terlambat.",
                baris=self.baris((9, 88, 20)),
            )
        return self.kerjakan(6)

    def sahkan(self, **lain: str) -> "Panggung":
        """BKD verifies."""
        with self.pada(2, 9):
            verifikasi.putuskan(self.tugas, actor=self.aktor("verifikatur"), **({"keputusan": "sahkan"} | lain))
        return self.kerjakan(9)

    def wakilkan(self, pengganti: str, digantikan: str) -> "Panggung":
        """The first acts for the second as Plt all year."""
        kedua = {k: self.aktor(k).pegawai_id for k in (pengganti, digantikan)}
        awal, akhir = date(2026, 1, 1), date(2026, 12, 31)
        self.db.add(
            Pengganti(
                pengganti_id=kedua[pengganti],
                digantikan_id=kedua[digantikan],
                jenis="Plt",
                sejak=awal,
                sampai=akhir,
                nomor_surat="1/Plt",
            )
        )
        self.db.commit()
        return self

    def verifikatur(self, siapa: str, opd: str = "DINAS") -> "Panggung":
        """That person verifies this OPD too."""
        opd_id = self.db.scalars(select(Opd.id).where(Opd.kode == opd)).one()
        self.db.add(Verifikatur(pegawai_id=self.aktor(siapa).pegawai_id, opd_id=opd_id, sejak=date(2026, 1, 1)))
        self.db.commit()
        return self

    def kerjakan(self, hari: int = 4) -> "Panggung":
        """The worker does what is due."""
        self.db.rollback()
        with self.pada(2, hari, 23):
            self._kerjakan()
        self.db.rollback()
        return self

    # Reading

    def pada(self, bulan: int, hari: int, jam: int = 9, menit: int = 0) -> AbstractContextManager[None]:
        """The block lives on that day of 2026, WITA."""
        return waktu.pada(datetime(2026, bulan, hari, jam, menit, tzinfo=waktu.WITA))

    def baris(self, *nilai: tuple[object, object, object]) -> list[dict[str, Any]]:
        """Values as an answer holds them, for the first kegiatan."""
        return [
            {"kegiatan": k, "kuantitas": str(a), "kualitas": str(b), "waktu": str(c)}
            for k, (a, b, c) in zip(self.kegiatan, nilai, strict=False)
        ]

    def isian(self, *nilai: tuple[object, object, object]) -> dict[str, Any]:
        """The same as a form posts them."""
        return {f"baris-{n}-{m}": isi for n, b in enumerate(self.baris(*nilai)) for m, isi in b.items()}

    @property
    def kegiatan(self) -> list[int]:
        """Ids of the kegiatan in the order of the page."""
        return list(
            self.db.scalars(
                select(Kegiatan.id)
                .join(Realisasi, Realisasi.skp_id == Kegiatan.skp_id)
                .where(Realisasi.instans_id == self.instans)
                .order_by(Kegiatan.id)
            )
        )

    @property
    def tugas(self) -> str:
        """The one open task of a person."""
        return self._tugas(self.instans)

    @property
    def bulan(self) -> Realisasi:
        """The row as it is now."""
        self.db.rollback()
        return self.db.scalars(select(Realisasi).where(Realisasi.instans_id == self.instans)).one()

    def _tugas(self, instans: str | None) -> str:
        (satu,) = workflows.tasks(self.db, instance=instans)
        return satu.id


@pytest.fixture
def panggung(db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Panggung:
    """A stage for pelaksana1, without an SKP yet."""
    return Panggung(db, aktor, kerjakan)


@pytest.fixture
def januari(panggung: Panggung) -> Panggung:
    """January of pelaksana1 is open, with its attendance."""
    return panggung.skp().rekap().buka()

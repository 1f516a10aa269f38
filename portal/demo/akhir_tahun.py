"""Last year's end of the demo people who began a year earlier: assessed, received, signed, objected to, decided.

Most of it happened in January and February; two people were assessed late, so that a newcomer finds a year he may sign
or object to, and an objection that waits for its decision.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy import select

import workflows
from portal.actions import catatan_perilaku, keberatan, penilaian_tahunan
from portal.demo.tahun import Tahun
from portal.extensions import db
from portal.models import Penilaian
from portal.queries.pekerjaan import penilaian_untuk_dibuka
from portal.rules.periode import di_wita

KEBERATAN_DIPUTUS = "staf_BKD_1_0_3"
KEBERATAN_TERBUKA = "staf_DISTAN_1_0_1"
BELUM_DITANGGAPI = "staf_DISTAN_1_0_0"
DIAM = "staf_BKD_1_0_2"
DI_ATAS = ("kabid_BKD_1", "kasi_DISTAN_1_0", "staf_BKD_1_0_0")
KEJADIAN = (
    ("positif", "kolaboratif", "Membantu bidang lain menyelesaikan data pada akhir pekan."),
    ("positif", "berorientasi_pelayanan", "Melayani tamu dari kabupaten di luar jam kerja dengan baik."),
    ("perbaikan", "akuntabel", "Laporan perjalanan diserahkan dua hari sesudah batas."),
    ("positif", "kompeten", "Mengajarkan cara kerja baru kepada dua rekan."),
)


def catat_perilaku(tahun: Tahun) -> None:
    """A few entries of the logbook, on days of that year that have been."""
    for nomor, o in enumerate(o for o in tahun.yang_dinilai if o.kunci.startswith("staf_") and "_1_0_" in o.kunci):
        jenis, aspek, uraian = KEJADIAN[nomor % len(KEJADIAN)]
        hari = date(tahun.tahun, 3 + nomor % 6, 10)
        if hari <= tahun.sampai.date():
            with tahun.pada(hari, 15, 0):
                catatan_perilaku.tulis(
                    actor=tahun.siapa(o.penilai or ""),
                    pegawai_id=tahun.pegawai[o.kunci],
                    tanggal=hari,
                    jenis=jenis,
                    aspek=aspek,
                    uraian=uraian,
                )


class AkhirTahun:
    """`lalu` is the year that has ended, already lived month by month; `sampai` the present."""

    def __init__(self, lalu: Tahun) -> None:
        self.lalu, self.tahun, self.sampai = lalu, lalu.tahun, lalu.sampai

    def januari(self) -> None:
        """Opened, assessed, received, signed or left, made valid; one objection goes all its way."""
        awal = date(self.tahun + 1, 1, 12)
        with self.lalu.pada(awal, 1, 0):
            for pegawai_id in penilaian_untuk_dibuka(self.tahun):
                penilaian_tahunan.buka(pegawai_id, self.tahun)
        self.lalu.bekerja(awal)
        nanti = {self.lalu.pegawai[k] for k in (KEBERATAN_TERBUKA, BELUM_DITANGGAPI)}
        for satu in self._semua():
            if satu.pegawai_id not in nanti:
                self._nilai(satu, awal + timedelta(days=2))
                self._terima(satu, awal + timedelta(days=3))
        for satu in self._semua():
            if satu.pegawai_id == self.lalu.pegawai[KEBERATAN_DIPUTUS]:
                self._keberatan(satu, awal + timedelta(days=13), awal + timedelta(days=21), awal + timedelta(days=29))
            elif satu.pegawai_id != self.lalu.pegawai[DIAM] and satu.pegawai_id not in nanti:
                self._tandatangan(satu, awal + timedelta(days=5))
        self.lalu.bekerja(awal + timedelta(days=22))  # who said nothing for 14 days
        for satu in self._semua():
            self._sahkan(satu, awal + timedelta(days=23))
        self.lalu.bekerja(awal + timedelta(days=30))
        self.lalu.lapor(f"Penilaian {self.tahun}: {len(list(self._semua()))} pegawai")

    def terlambat(self) -> None:
        """What was assessed late and is not finished today: one year to answer, one objection to decide."""
        kini = self.sampai.date()
        for satu in self._semua():
            if satu.pegawai_id == self.lalu.pegawai[KEBERATAN_TERBUKA]:
                nilai, terima, ajukan, jawab = self._sesudah_dibuka(satu, kini, 20, 16, 6, 2)
                self._nilai(satu, nilai)
                self._terima(satu, terima)
                self._keberatan(satu, ajukan, jawab, None)
            elif satu.pegawai_id == self.lalu.pegawai[BELUM_DITANGGAPI]:
                nilai, terima = self._sesudah_dibuka(satu, kini, 7, 5)
                self._nilai(satu, nilai)
                self._terima(satu, terima)
        self.lalu.bekerja(kini)

    def _sesudah_dibuka(self, satu: Penilaian, kini: date, *sebelumnya: int) -> list[date]:
        """So many days before today, but in January each at least a day after the one before it, from the opening."""
        dibuka = di_wita(satu.dibuka_pada).date()
        return [max(kini - timedelta(days=n), dibuka + timedelta(days=ke)) for ke, n in enumerate(sebelumnya, 1)]

    def _semua(self) -> Iterator[Penilaian]:
        ids = db.session.scalars(select(Penilaian.id).where(Penilaian.tahun == self.tahun).order_by(Penilaian.id)).all()
        db.session.rollback()
        for penilaian_id in ids:
            yield db.session.get_one(Penilaian, penilaian_id)

    def _tugas(self, satu: Penilaian, langkah: str) -> str | None:
        terbuka = workflows.tasks(db.session, instance=satu.instans_id, limit=5)
        return next((t.id for t in terbuka if t.step == langkah), None)

    def _nilai(self, satu: Penilaian, hari: date) -> None:
        tinggi = satu.pegawai_id in {self.lalu.pegawai[k] for k in DI_ATAS}
        tugas, penilai = self._tugas(satu, "nilai_tahunan"), self.lalu.siapa_id(satu.skp.penilai_id or 0)
        if tugas:
            with self.lalu.pada(hari, 10, satu.id % 60):
                penilaian_tahunan.nilai(
                    tugas,
                    actor=penilai,
                    hasil_kerja="di atas" if tinggi else "sesuai",
                    rating_perilaku="di atas" if tinggi else "sesuai",
                    catatan="Target tercapai; ketepatan laporan perlu dijaga.",
                    rekomendasi="Diikutkan pelatihan pengelolaan data."
                    if not tinggi
                    else "Dipertimbangkan untuk promosi.",
                )

    def _terima(self, satu: Penilaian, hari: date) -> None:
        if tugas := self._tugas(satu, "terima_penilaian"):
            with self.lalu.pada(hari, 9, satu.id % 60):
                penilaian_tahunan.terima(tugas, actor=self.lalu.siapa_id(satu.pegawai_id), sidik=str(satu.sidik))

    def _tandatangan(self, satu: Penilaian, hari: date) -> None:
        if tugas := self._tugas(satu, "tanggapi_penilaian"):
            with self.lalu.pada(hari, 11, satu.id % 60):
                penilaian_tahunan.tanggapi(tugas, actor=self.lalu.siapa_id(satu.pegawai_id), sikap="tandatangani")

    def _sahkan(self, satu: Penilaian, hari: date) -> None:
        if tugas := self._tugas(satu, "sahkan_penilaian"):
            with self.lalu.pada(hari, 14, satu.id % 60):
                penilaian_tahunan.sahkan(tugas, actor=self.lalu.siapa_id(satu.skp.atasan_banding_id or 0))

    def _keberatan(self, satu: Penilaian, ajukan: date, jawab: date, putus: date | None) -> None:
        saya, penilai = self.lalu.siapa_id(satu.pegawai_id), self.lalu.siapa_id(satu.skp.penilai_id or 0)
        atasan = self.lalu.siapa_id(satu.skp.atasan_banding_id or 0)
        if tugas := self._tugas(satu, "tanggapi_penilaian"):
            with self.lalu.pada(ajukan, 16, 40):
                penilaian_tahunan.tanggapi(
                    tugas,
                    actor=saya,
                    sikap="keberatan",
                    alasan="Target triwulan IV dilampaui; hasil kerja layak dinilai di atas ekspektasi.",
                )
        if tugas := self._tugas(satu, "tanggapi_keberatan"):
            with self.lalu.pada(jawab, 10, 5):
                keberatan.tanggapi(
                    tugas,
                    actor=penilai,
                    tanggapan="Kuantitas memang terlampaui, tetapi dua laporan dikembalikan untuk perbaikan mutu.",
                )
        if putus and (tugas := self._tugas(satu, "putuskan_keberatan")):
            with self.lalu.pada(putus, 13, 30):
                keberatan.putuskan(
                    tugas,
                    actor=atasan,
                    keputusan="ubah",
                    pemeriksaan="Pegawai dan pejabat penilai didengar; berkas triwulan IV diperiksa.",
                    alasan="Perbaikan mutu diserahkan sebelum akhir tahun, sehingga hasil kerja melampaui target.",
                    hasil_kerja="di atas",
                    rating_perilaku="sesuai",
                )

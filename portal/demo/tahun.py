"""This year of the demo people, lived through the real actions at the times when they would have happened."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from flask import current_app
from sqlalchemy import select

import workflows
from portal import jobs, waktu, worker
from portal.actions import banding, realisasi, skp, verifikasi
from portal.demo.susunan import Orang
from portal.extensions import db
from portal.models import Kegiatan, KegiatanBulan, Realisasi, Skp
from portal.rules import jendela, rencana
from portal.rules.periode import Periode
from portal.security import Actor, actor_of, orang

KEGIATAN = {
    "jpt": (
        ("Menetapkan rencana kerja perangkat daerah", "Dokumen", 12, None),
        ("Mengendalikan pelaksanaan program", "Laporan", 24, 240_000_000),
        ("Membina pegawai", "Kegiatan", 12, None),
    ),
    "administrator": (
        ("Menyusun program kerja bidang", "Dokumen", 12, None),
        ("Mengoordinasikan pelaksanaan kegiatan", "Laporan", 36, 120_000_000),
        ("Mengevaluasi kinerja bawahan", "Berkas", 24, None),
    ),
    "pengawas": (
        ("Menyusun rencana kegiatan subbidang", "Dokumen", 12, None),
        ("Memeriksa konsep naskah dinas", "Naskah", 120, 36_000_000),
        ("Membimbing pelaksanaan tugas staf", "Kegiatan", 48, None),
    ),
    "fungsional": (
        ("Menyusun telaah teknis", "Laporan", 24, None),
        ("Melaksanakan analisis data", "Dokumen", 36, None),
        ("Memberi bimbingan teknis", "Kegiatan", 12, None),
    ),
    "pelaksana": (
        ("Memverifikasi berkas usulan", "Berkas", 480, None),
        ("Mengelola arsip dinamis", "Berkas", 240, None),
        ("Menyusun laporan bulanan", "Laporan", 12, None),
    ),
}
BELUM_MULAI = ("staf_BKD_1_0_1",)
"""Has no SKP yet: the newcomer's own journey begins with this person (the first account of akun_demo.json)."""
BELUM_LAPOR = ("staf_DISTAN_1_0_0",)
"""Has not reported the last two months."""
Lapor = Callable[[str], None]


class Tahun:
    """Lives one year of the demo. `sampai`: the present; nothing happens after it.

    `yang_dinilai`: only these, and to the end of the year, with nothing left open; else everybody, as far as it is.
    """

    def __init__(
        self,
        semua: list[Orang],
        pegawai: dict[str, int],
        tahun: int,
        sampai: datetime,
        lapor: Lapor,
        *,
        yang_dinilai: list[Orang] | None = None,
        sebelum_bulan_terakhir: "Callable[[Tahun, date], None] | None" = None,
    ) -> None:
        self.semua, self.pegawai, self.tahun, self.sampai, self.lapor = semua, pegawai, tahun, sampai, lapor
        self.tuntas = yang_dinilai is not None
        self.sebelum_bulan_terakhir = sebelum_bulan_terakhir
        self.yang_dinilai = yang_dinilai or [o for o in semua if o.penilai and o.kunci not in BELUM_MULAI]
        self.acak = Random(tahun)
        self.aktor: dict[int, Actor] = {}

    def jalani(self) -> None:
        """SKP in January (some late, some returned, one disputed), then month by month."""
        self.susun_skp()
        periode = Periode(self.tahun, 1)
        while periode.tahun == self.tahun and jendela.buka(periode) <= self.sampai:
            if self.sebelum_bulan_terakhir and jendela.buka(periode.tambah(1)) > self.sampai:
                self.sebelum_bulan_terakhir(self, periode.tanggal(20))
            self.satu_bulan(periode)
            periode = periode.tambah(1)
        if self.sebelum_bulan_terakhir and periode.bulan == 1:
            self.sebelum_bulan_terakhir(self, self.sampai.date())  # in January: before the first one

    def susun_skp(self) -> None:
        """Everybody's SKP; the last few stay where a newcomer can pick them up."""
        for nomor, o in enumerate(self.yang_dinilai):
            with self.pada(date(self.tahun, 1, 13 + nomor % 15), 9, nomor % 50):
                self._susun_satu(o, nomor, len(self.yang_dinilai))
        self.bekerja(date(self.tahun, 1, 31))
        self.lapor(f"SKP {self.tahun}: {len(self.yang_dinilai)} pegawai")

    def _susun_satu(self, o: Orang, nomor: int, banyak: int) -> None:
        saya = self.siapa(o.kunci)
        dokumen = skp.buat(actor=saya, tahun=self.tahun)
        instans = dokumen.instans_id or ""
        if nomor == banyak - 1 and not self.tuntas:
            return  # still a draft
        skp.ajukan(self.tugas(instans), actor=saya, kegiatan=self._isi(o))
        if nomor == banyak - 2 and not self.tuntas:
            return  # waits for the pejabat penilai
        penilai = self.siapa(o.penilai or "")
        if nomor % 17 == 3:
            baris = db.session.scalars(
                select(Kegiatan.id)
                .join(Skp, Skp.id == Kegiatan.skp_id)
                .where(Skp.instans_id == instans)
                .order_by(Kegiatan.urutan)
            ).all()
            skp.tinjau(
                self.tugas(instans),
                actor=penilai,
                keputusan="kembalikan",
                catatan="Target perlu disesuaikan dengan rencana bidang.",
                catatan_baris={baris[0]: "Naikkan kuantitas sesuai beban kerja."},
            )
            if nomor == 20:
                skp.sengketakan(self.tugas(instans), actor=saya, alasan="Beban kerja sudah sesuai analisis jabatan.")
                skp.putuskan(
                    self.tugas(instans),
                    actor=self.siapa(o.atasan or ""),
                    kegiatan=[{"id": nomor_baris, **isi} for nomor_baris, isi in zip(baris, self._isi(o), strict=True)],
                    alasan="Target semula sesuai analisis beban kerja.",
                )
                return
            diubah = [{"id": nomor_baris, **isi} for nomor_baris, isi in zip(baris, self._isi(o), strict=True)]
            diubah[0]["kuantitas"] = str(int(diubah[0]["kuantitas"]) + 12)
            skp.ajukan(self.tugas(instans), actor=saya, kegiatan=diubah)
        skp.tinjau(self.tugas(instans), actor=penilai, keputusan="setujui")
        skp.verifikasi(self.tugas(instans), actor=self._verifikatur(instans), keputusan="sahkan")

    def satu_bulan(self, periode: Periode) -> None:
        """Open the month, draw attendance, report, assess, sometimes reject and appeal, verify what is in time."""
        mulai = jendela.buka(periode).date()
        with self.pada(mulai, 0, 5):
            jobs.buka_bulan(str(periode))
        self.bekerja(mulai)
        dibuka = db.session.execute(
            select(
                Realisasi.id, Realisasi.instans_id, Skp.pegawai_id, Skp.penilai_id, Skp.atasan_banding_id, Skp.status
            )
            .join(Skp, Skp.id == Realisasi.skp_id)
            .where(Realisasi.tahun == periode.tahun, Realisasi.bulan == periode.bulan)
            .order_by(Realisasi.id)
        ).all()
        db.session.rollback()
        terakhir = not self.tuntas and jendela.buka(periode.tambah(1)) > self.sampai
        for nomor, bulan in enumerate(dibuka):
            if bulan.status == "ditetapkan":
                self._jalani_bulan(periode, nomor, bulan, mulai, terakhir)
        self.bekerja(mulai + timedelta(days=5))
        if not terakhir:
            self._verifikasi(dibuka, mulai + timedelta(days=7))
        else:
            self._verifikasi([b for n, b in enumerate(dibuka) if n % 3 == 0], mulai + timedelta(days=7))
        self.bekerja(mulai + timedelta(days=12))
        self.lapor(f"{periode}: {len(dibuka)} realisasi")

    def _jalani_bulan(self, periode: Periode, nomor: int, bulan: Any, mulai: date, terakhir: bool) -> None:
        belum = {self.pegawai[k] for k in BELUM_LAPOR}
        tertinggal = terakhir and nomor % 9 == 4
        if tertinggal or (bulan.pegawai_id in belum and not self.tuntas and periode >= self._dua_terakhir()):
            return  # late: nothing reported yet
        saya, penilai = self.siapa_id(bulan.pegawai_id), self.siapa_id(bulan.penilai_id)
        klaim = self._klaim(bulan.id, periode)
        with self.pada(mulai + timedelta(days=nomor % 3), 8 + nomor % 8, nomor % 60):
            realisasi.ajukan(self.tugas(bulan.instans_id), actor=saya, baris=klaim)
        if terakhir and nomor % 7 == 2:
            return  # waits for the pejabat penilai
        with self.pada(mulai + timedelta(days=3), 10, nomor % 60):
            if nomor % 23 != 11:
                realisasi.tinjau(self.tugas(bulan.instans_id), actor=penilai, keputusan="setujui")
                return
            saran = [{**klaim[0], "kualitas": "85", "catatan": "Dua hasil dikembalikan untuk perbaikan."}]
            realisasi.tinjau(
                self.tugas(bulan.instans_id),
                actor=penilai,
                keputusan="tolak",
                catatan="Mutu belum sesuai.",
                baris=saran,
            )
        with self.pada(mulai + timedelta(days=4), 9, 10):
            if nomor % 2 and not terakhir:
                realisasi.tanggapi(self.tugas(bulan.instans_id), actor=saya, sikap="terima")
                return
            realisasi.tanggapi(
                self.tugas(bulan.instans_id),
                actor=saya,
                sikap="banding",
                alasan="Perbaikan sudah diserahkan sebelum akhir bulan.",
            )
        if terakhir and nomor > 23:
            return  # an open banding
        with self.pada(mulai + timedelta(days=4), 14, 20):
            putusan = [{**klaim[0], "kualitas": "87"}]
            banding.putuskan(
                self.tugas(bulan.instans_id),
                actor=self.siapa_id(bulan.atasan_banding_id),
                keputusan="tolak",
                alasan="Satu dari dua perbaikan diterima tepat waktu.",
                baris=putusan,
            )

    def _dua_terakhir(self) -> Periode:
        """The last month but one: what is not reported there still runs on the first version of the diagram."""
        return jendela.terbuka_terakhir(self.sampai).tambah(-1)

    def _verifikasi(self, dibuka: Any, pada: date) -> None:
        with self.pada(pada, 9, 0):
            for bulan in dibuka:
                terbuka = [
                    t
                    for t in workflows.tasks(db.session, instance=bulan.instans_id)
                    if t.step == "verifikasi_realisasi"
                ]
                if terbuka:
                    verifikasi.putuskan(terbuka[0].id, actor=self._verifikatur(bulan.instans_id), keputusan="sahkan")

    def bekerja(self, pada: date) -> None:
        """Let the worker do what is due on that day."""
        db.session.rollback()
        with self.pada(pada, 23, 59):
            worker.jalankan(current_app._get_current_object(), sekali=True)  # type: ignore[attr-defined]

    def pada(self, hari: date, jam: int, menit: int) -> Any:
        """At that time in WITA, but never after the present."""
        return waktu.pada(min(datetime(hari.year, hari.month, hari.day, jam, menit, tzinfo=waktu.WITA), self.sampai))

    def tugas(self, instans_id: str) -> str:
        """The one open task of an instance that a person has to do."""
        return workflows.tasks(db.session, instance=instans_id, limit=1)[0].id

    def siapa(self, kunci: str) -> Actor:
        """The Actor of a demo person."""
        return self.siapa_id(self.pegawai[kunci])

    def siapa_id(self, pegawai_id: int) -> Actor:
        """The Actor of a person, made once."""
        if pegawai_id not in self.aktor:
            self.aktor[pegawai_id] = actor_of(pegawai_id)
        return self.aktor[pegawai_id]

    def _verifikatur(self, instans_id: str) -> Actor:
        """A verifikatur who is not a party of this case."""
        pihak = set(workflows.instance(db.session, instans_id).parties.values())
        return next(
            self.siapa(o.kunci)
            for o in self.semua
            if "Verifikatur BKD" in o.peran and orang(self.pegawai[o.kunci]) not in pihak
        )

    def _isi(self, o: Orang) -> list[dict[str, Any]]:
        hasil = []
        for n, (uraian, satuan, kuantitas, biaya) in enumerate(KEGIATAN[o.jenis]):
            baris: dict[str, Any] = {
                "uraian": uraian,
                "satuan": satuan,
                "kuantitas": str(kuantitas),
                "kualitas": "100",
                "waktu": "12",
            }
            if biaya:
                baris["biaya"] = str(biaya)
            if o.jenis == "fungsional":
                baris["ak"] = "6"
            hasil.append(baris | self._rinci(o, n, satuan))
        return hasil

    def _rinci(self, o: Orang, n: int, satuan: str) -> dict[str, Any]:
        """What the law of this year asks of row `n` besides its targets (rules/rencana.py)."""
        bentuk = rencana.bentuk(date(self.tahun, 1, 1), o.jenis)
        if not bentuk.rinci:
            return {}
        indikator = {
            "kuantitas": {"uraian": f"Jumlah {satuan.lower()} yang selesai"},
            "kualitas": {"uraian": f"{satuan} tanpa perbaikan", "minimum": "90", "maksimum": "100", "satuan": "%"},
        }
        if bentuk.perspektif:
            return {"perspektif": list(rencana.PERSPEKTIF)[n], "indikator": indikator}
        atasan = next((x.jenis for x in self.semua if x.kunci == o.penilai), "jpt")
        return {"intervensi": KEGIATAN[atasan][n][0], "indikator": indikator}

    def _klaim(self, realisasi_id: int, periode: Periode) -> list[dict[str, Any]]:
        target = db.session.scalars(
            select(KegiatanBulan)
            .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
            .join(Realisasi, Realisasi.skp_id == Kegiatan.skp_id)
            .where(Realisasi.id == realisasi_id, KegiatanBulan.bulan == periode.bulan)
            .order_by(Kegiatan.urutan)
        ).all()
        return [
            {
                "kegiatan": t.kegiatan_id,
                "kuantitas": str(max(1, int(t.kuantitas) - (self.acak.random() < 0.2))),
                "kualitas": str(self.acak.choice((88, 90, 92, 95, 98))),
                "waktu": str(t.waktu),
                "biaya": str(int(t.biaya * self.acak.choice((92, 95, 97, 100)) / 100)) if t.biaya is not None else None,
                "ak": str(t.ak) if t.ak is not None else None,
            }
            for t in target
        ]

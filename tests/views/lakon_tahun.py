"""A year carried to its end: the SKP and its verified months are written at once, the rest is lived by real actions.

2026 is a year of ratings (PermenPANRB 6/2022), 2020 one of numbers (PP 46/2011), 2021 one of two laws; all are assessed
in January 2027.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.actions import keberatan, lampiran, penilaian_tahunan
from portal.actions.bukti import Tersimpan
from portal.models import (
    CatatanPerilaku,
    Jabatan,
    Kegiatan,
    KegiatanBulan,
    NilaiBaris,
    Opd,
    Pegawai,
    Penempatan,
    Pengganti,
    Penilaian,
    Realisasi,
    RekapAbsensi,
    Skp,
    Tarikan,
    TugasTambahan,
    Unit,
)  # fmt: skip
from portal.rules import penilaian_tahunan as aturan
from tests.factories import ORANG
from tests.views.bantuan import KUNCI, pegawai_id, pohon, teks

ANGKA = {"orientasi_pelayanan": 88, "integritas": 90, "komitmen": 85, "disiplin": 80, "kerja_sama": 90}


class LakonTahun:
    """`LakonTahun(db, aktor)` opens 2026 of pelaksana1; the verbs carry it on, each by whose turn it is."""

    def __init__(
        self, db: Session, aktor: Callable[[str], Any], siapa: str = "pelaksana1", tahun: int = 2026, bulan: int = 12
    ) -> None:
        self.db, self.aktor, self.siapa, self.tahun = db, aktor, siapa, tahun
        self.penilai, self.atasan = ORANG[siapa].penilai or "", ORANG[siapa].atasan or ""
        self.skp_id = tulis_tahun(db, siapa, tahun, bulan)
        with self.pada(11):
            satu = penilaian_tahunan.buka(aktor(siapa).pegawai_id, tahun)
            self.id, self.instans = satu.id, satu.instans_id or ""

    # Reading

    def pada(self, hari: int, jam: int = 9, bulan: int = 1) -> AbstractContextManager[None]:
        """The block lives on that day of January 2027 (or of another month), WITA."""
        return waktu.pada(datetime(2027, bulan, hari, jam, tzinfo=waktu.WITA))

    @property
    def tugas(self) -> str:
        """The one open task of a person."""
        (satu,) = workflows.tasks(self.db, instance=self.instans)
        return satu.id

    @property
    def url(self) -> str:
        """The page of the open task."""
        return f"/tugas/{self.tugas}"

    @property
    def kini(self) -> Penilaian:
        """The row as it is in the database now."""
        self.db.rollback()
        return self.db.get_one(Penilaian, self.id)

    @property
    def aspek(self) -> list[tuple[str, str]]:
        """(key, name) in the order of the form."""
        return list(aturan.aspek(aturan.profil(self.tahun), ORANG[self.siapa].jenis))

    def angka(self, kunci: str) -> str:
        """The number given to an aspect; empty where the year has none, or need not have one."""
        profil = aturan.profil(self.tahun)
        wajib = kunci in dict(aturan.unsur(profil, ORANG[self.siapa].jenis))
        return str(ANGKA.get(kunci, 90)) if wajib and aturan.batas(profil, kunci) else ""

    def isian(self, **lain: object) -> dict[str, Any]:
        """A good assessment as the form posts it; `lain` replaces or adds fields."""
        isi: dict[str, Any] = {}
        for n, (kunci, _nama) in enumerate(self.aspek):
            isi |= {f"aspek-{n}-aspek": kunci, f"aspek-{n}-catatan": f"Perihal {kunci}." if n == 0 else ""}
            if angka := self.angka(kunci):
                isi[f"aspek-{n}-nilai"] = angka
        if self.tahun > 2021:
            isi |= {"hasil_kerja": "sesuai", "rating_perilaku": "di atas"}
        return {"kunci": KUNCI, "tindakan": "kirim"} | isi | {k.replace("__", "-"): v for k, v in lain.items()}

    # The steps

    def nilai(self, **lain: Any) -> "LakonTahun":
        """The pejabat penilai assesses on 12 January."""
        aspek = [{"aspek": k, "catatan": f"Perihal {k}." if self.tahun != 2021 else ""} for k, _nama in self.aspek]
        if self.tahun <= 2021:
            isi: dict[str, Any] = {"aspek": [{**a, "nilai": self.angka(a["aspek"])} for a in aspek]}
        else:
            isi = {"aspek": aspek, "hasil_kerja": "di bawah", "rating_perilaku": "sesuai"}
        with self.pada(12):
            penilaian_tahunan.nilai(
                self.tugas, actor=self.aktor(self.penilai), catatan="Dua laporan terlambat.",
                rekomendasi="Bimbingan penyusunan laporan.", **{**isi, **lain},
            )  # fmt: skip
        return self

    def terima(self) -> "LakonTahun":
        """The person confirms on 13 January; the last day is the 27th."""
        with self.pada(13):
            penilaian_tahunan.terima(self.tugas, actor=self.aktor(self.siapa), sidik=self.kini.sidik or "")
        return self

    def lampirkan(self, kegunaan: str, siapa: str) -> "LakonTahun":
        """A file is added to the open step; only its row, no bytes."""
        with self.pada(14):
            berkas = [Tersimpan("Tanda terima.pdf", "application/pdf", 2048, "ab" * 32)]
            lampiran.unggah(self.id, actor=self.aktor(siapa), kegunaan=kegunaan, berkas=berkas)
        return self

    def tandatangani(self) -> "LakonTahun":
        """The person signs on 15 January."""
        with self.pada(15):
            penilaian_tahunan.tanggapi(self.tugas, actor=self.aktor(self.siapa), sikap="tandatangani")
        return self

    def keberatan(self, alasan: str = "Laporan Maret sudah diterima 31 Maret.") -> "LakonTahun":
        """The person objects on 15 January; the answer is due on the 29th."""
        with self.pada(15):
            penilaian_tahunan.tanggapi(self.tugas, actor=self.aktor(self.siapa), sikap="keberatan", alasan=alasan)
        return self

    def tanggapi(self) -> "LakonTahun":
        """The pejabat penilai answers on 18 January."""
        with self.pada(18):
            keberatan.tanggapi(self.tugas, actor=self.aktor(self.penilai), tanggapan="Tanda terima tidak ada.")
        return self

    def putuskan(self, keputusan: str = "tetap", **lain: Any) -> "LakonTahun":
        """The atasan decides on 20 January."""
        with self.pada(20):
            keberatan.putuskan(
                self.tugas, actor=self.aktor(self.atasan), keputusan=keputusan, alasan="Bukti cukup.",
                pemeriksaan="Kedua pihak didengar 19 Januari.", **lain,
            )  # fmt: skip
        return self

    def sahkan(self) -> "LakonTahun":
        """The atasan makes it valid on 20 January."""
        with self.pada(20):
            penilaian_tahunan.sahkan(self.tugas, actor=self.aktor(self.atasan))
        return self

    # The book

    def catat(self, uraian: str = "Melayani tamu di luar jam kerja.", jenis: str = "positif") -> int:
        """A note of 3 March by the pejabat penilai, as if written then; its id."""
        satu = CatatanPerilaku(
            pegawai_id=self.aktor(self.siapa).pegawai_id, skp_id=self.skp_id, tanggal=date(self.tahun, 3, 3),
            aspek=self.aspek[0][0], jenis=jenis, uraian=uraian, oleh_id=self.aktor(self.penilai).pegawai_id,
            pada=datetime(self.tahun, 3, 3, 15, tzinfo=waktu.WITA),
        )  # fmt: skip
        self.db.add(satu)
        self.db.commit()
        return satu.id


def tulis_tahun(db: Session, siapa: str, tahun: int = 2026, bulan: int = 12) -> int:
    """An SKP of that year in force, its first `bulan` months verified with score and attendance; its id."""

    def dari(kunci: str) -> Pegawai:
        return db.scalars(select(Pegawai).where(Pegawai.nip == ORANG[kunci].nip)).one()

    orang, o = dari(siapa), ORANG[siapa]
    tempat = db.execute(
        select(Unit.opd_id, Unit.id, Jabatan.id)
        .join(Penempatan, Penempatan.unit_id == Unit.id)
        .join(Jabatan, Jabatan.id == Penempatan.jabatan_id)
        .where(Penempatan.pegawai_id == orang.id)
    ).one()
    saat = datetime(tahun, 1, 5, 9, tzinfo=waktu.WITA)
    skp = Skp(
        nomor=f"SKP-{tahun}-{orang.id:05d}", pegawai_id=orang.id, tahun=tahun, mulai=date(tahun, 1, 1),
        selesai=date(tahun, 12, 31), opd_id=tempat[0], unit_id=tempat[1], jabatan_id=tempat[2],
        penilai_id=dari(o.penilai or "").id, atasan_banding_id=dari(o.atasan or "").id, status="ditetapkan", versi=1,
        dibuat_pada=saat, ditetapkan_pada=saat, ditetapkan_karena="disepakati", pengecualian_pihak=o.pengecualian,
    )  # fmt: skip
    kegiatan = Kegiatan(urutan=1, uraian="Menyusun laporan", kuantitas=120, satuan="Laporan", kualitas=100, waktu=12)
    kegiatan.bulanan = [KegiatanBulan(bulan=n, kuantitas=10, kualitas=100, waktu=20) for n in range(1, 13)]
    skp.kegiatan = [kegiatan]
    db.add(skp)
    db.flush()
    opd = db.get_one(Opd, tempat[0])
    for n in range(1, bulan + 1):
        tulis_bulan(db, skp, kegiatan, opd, n)
    db.add(
        TugasTambahan(
            skp_id=skp.id, jenis="tambahan", uraian="Panitia hari jadi provinsi", tanggal=date(tahun, 8, 1),
            surat="ST 800/12", oleh_id=orang.id, pada=saat, diakui="ya",
        )
    )  # fmt: skip
    db.commit()
    return skp.id


def tulis_bulan(db: Session, skp: Skp, kegiatan: Kegiatan, opd: Opd, n: int) -> None:
    """One verified month of the SKP."""
    akhir = datetime(skp.tahun, n, 28, 9, tzinfo=waktu.WITA)
    tarikan = Tarikan(
        opd_id=opd.id, bulan=f"{skp.tahun}-{n:02d}", sumber="rest", mulai=akhir, lama_ms=9, lengkap=True, sidik=[],
        temuan=[],
    )  # fmt: skip
    db.add(tarikan)
    db.flush()
    rekap = RekapAbsensi(
        pegawai_id=skp.pegawai_id, bulan=f"{skp.tahun}-{n:02d}", versi=1, tarikan_id=tarikan.id, hari_kerja=21,
        hadir=20, apel=4, apel_wajib=4, upacara=1, upacara_wajib=1, tk=1 if n == 2 else 0, izin=0, cuti=0, dl=0,
        menit_kerja=9000, kejadian=[{"kode": "TL1", "jumlah": 1, "menit": 12}],
    )  # fmt: skip
    db.add(rekap)
    db.flush()
    satu = Realisasi(
        nomor=f"RB-{skp.tahun}-{n:02d}-{skp.pegawai_id:05d}", skp_id=skp.id, tahun=skp.tahun, bulan=n, status="done",
        nilai=Decimal(90 + n % 5), predikat="Baik", profil="JABAR_MONTHLY", dibuka_pada=akhir, diverifikasi_pada=akhir,
        rekap_id=rekap.id,
    )  # fmt: skip
    satu.baris = [
        NilaiBaris(kegiatan_id=kegiatan.id, sisi=sisi, kuantitas=10, kualitas=mutu, waktu=20)
        for sisi, mutu in (("target", 100), ("akhir", 92))
    ]
    db.add(satu)


Mulai = Callable[..., LakonTahun]


@pytest.fixture
def mulai(db: Session, aktor: Callable[[str], Any]) -> Mulai:
    """mulai("pelaksana2", tahun=2020): that person's year, opened."""
    return lambda *a, **lain: LakonTahun(db, aktor, *a, **lain)


def utama(jawab: Any) -> str:
    """All text of the page's main part."""
    return teks(pohon(jawab).cssselect("main")[0])


def buka(lakon: LakonTahun, klien: Any, hari: int = 16) -> Any:
    """The page of the open task on that day of January 2027."""
    with lakon.pada(hari):
        return klien.get(lakon.url)


def kirim(lakon: LakonTahun, klien: Any, hari: int, **isi: object) -> Any:
    """Its form, sent."""
    with lakon.pada(hari):
        return klien.kirim(lakon.url, {"kunci": KUNCI, "tindakan": "kirim"} | isi)


def wakilkan(db: Session, siapa: str, untuk: str) -> None:
    """From January 2027 on one stands in for the other."""
    db.add(
        Pengganti(
            pengganti_id=pegawai_id(db, siapa), digantikan_id=pegawai_id(db, untuk), jenis="Plt", nomor_surat="821/1",
            sejak=date(2027, 1, 1), sampai=date(2027, 12, 31),
        )
    )  # fmt: skip
    db.commit()

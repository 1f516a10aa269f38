"""The yearly assessment as every page of it shows it: parties, both sides of the result, receipt, objection, files.

The order is that of form F-4 (Penilaian Prestasi Kerja PNS); the years of PermenPANRB 6/2022 use the same order with
ratings in place of numbers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

from portal.extensions import db
from portal.models import HasilPenilaian, Keberatan, NilaiPerilaku, Penilaian, Skp
from portal.queries.jejak_nilai import KelompokNilai, baca
from portal.queries.lampiran import Berkas, berkas
from portal.queries.mewakili import sebut
from portal.queries.skp import Diri, diri
from portal.queries.umpan_balik import Umpan, capaian_tercatat, tertulis
from portal.rules import penilaian_tahunan as aturan
from portal.rules.eksak import bulat
from portal.rules.jejak import Jejak
from portal.rules.predikat import predikat_pp46

SEMESTER = {
    "Nilai prestasi kerja": _l("Semester I: nilai prestasi kerja (PP 46/2011)"),
    "Konversi PP 46 ke PP 30": _l("Semester I: dikonversi ke skala 0–120"),
    "Nilai kinerja": _l("Semester II: nilai kinerja (PP 30/2019)"),
}
"""The lines of 2021 by the steps of the trace they are read from."""


@dataclass(frozen=True)
class NilaiAspek:
    """One aspect of behaviour: a number with its word (PP46), or a remark (PAN6). `nilai` None: not given ("-")."""

    kunci: str
    nama: str
    nilai: Decimal | None
    sebutan: str | None
    catatan: str


@dataclass(frozen=True)
class Hasil:
    """The result as one side ("penilai", "putusan") sees it. `bagian_skp`, `bagian_perilaku`: 60 and 40 percent, each
    rounded from the exact value as form F-4 prints them; None where the result has no numbers.

    PermenPANRB 6/2022: feedback on the plans, why the predicate departs from the pattern of the organisation, and the
    capaian (predicate, document) that it was compared with."""

    sisi: str
    capaian_skp: Decimal | None
    nilai_perilaku: Decimal | None
    nilai: Decimal | None
    hasil_kerja: str | None
    rating_perilaku: str | None
    predikat: str
    jejak: tuple[KelompokNilai, ...]
    catatan: str
    rekomendasi: str
    oleh: str
    pada: datetime
    aspek: tuple[NilaiAspek, ...]
    bagian_skp: Decimal | None
    bagian_perilaku: Decimal | None
    sebutan_perilaku: str | None
    semester: tuple[tuple[str, Decimal], ...] = ()
    umpan_balik: tuple[Umpan, ...] = ()
    penjelasan_pola: str = ""
    capaian_organisasi: tuple[str, str] | None = None

    def tentang(self, kunci: str) -> object:
        """What this side says of an aspect (its number, or the remark where there are none) or of a line by name."""
        satu = next((a for a in self.aspek if a.kunci == kunci), None)
        if satu is None:
            return getattr(self, kunci)
        return satu.catatan if satu.nilai is None else satu.nilai

    @property
    def jumlah_perilaku(self) -> Decimal:
        """The sum of the aspects, as form F-4 prints it."""
        return sum((a.nilai for a in self.aspek if a.nilai is not None), Decimal(0))


@dataclass(frozen=True)
class RinciKeberatan:
    """The objection with its clocks. What nobody has done yet is None."""

    nomor: str
    alasan: str
    diajukan_pada: datetime
    batas_tanggapan: datetime
    tanggapan: str | None
    penanggap: str | None
    ditanggapi_pada: datetime | None
    batas_putusan: datetime
    keputusan: str | None
    pemeriksaan: str | None
    alasan_keputusan: str | None
    pemutus: str | None
    diputus_pada: datetime | None


@dataclass(frozen=True)
class Tahunan:
    """One assessment. `hasil`: by side, empty until it was given; `berlaku`: the one that counts.

    `aspek`: (key, name) of the aspects of that year for this person. `masa`: the stretch of time that is assessed.
    """

    id: int
    nomor: str
    tahun: int
    profil: str
    status: str
    kata_status: str
    pegawai_id: int
    diri: Mapping[str, Diri]
    opd: str
    skp_id: int
    skp_nomor: str
    pengecualian: str | None
    instans_id: str | None
    dibuka_pada: datetime
    dinilai_pada: datetime | None
    sidik: str | None
    diterima_pada: datetime | None
    cara_terima: str | None
    kata_cara: str
    batas_tanggapan: datetime | None
    sikap: str | None
    ditanggapi_pada: datetime | None
    disahkan_pada: datetime | None
    disahkan_oleh: str | None
    aspek: tuple[tuple[str, str], ...]
    hasil: Mapping[str, Hasil]
    keberatan: RinciKeberatan | None
    berkas: tuple[Berkas, ...]

    @property
    def berangka(self) -> bool:
        """The result is a number, not two ratings."""
        return self.profil in aturan.BERANGKA

    @property
    def dua_semester(self) -> bool:
        """The year 2021: two laws, one number."""
        return self.profil == aturan.DUA

    def terbesar(self, kunci: str) -> int | None:
        """The largest number of an aspect; None where it is answered in words."""
        batas = aturan.batas(self.profil, kunci)
        return batas["maksimum"] if batas else None

    @property
    def berlaku(self) -> Hasil | None:
        """The result that counts: the decision's where it changed the appraiser's."""
        return self.hasil.get("putusan") or self.hasil.get("penilai")

    @property
    def mulai(self) -> date:
        """The first day of the year."""
        return date(self.tahun, 1, 1)

    def berbeda(self, kunci: str) -> bool:
        """The two sides say something else of this aspect (or of `hasil_kerja`, `nilai`, ...)."""
        penilai, putusan = self.hasil.get("penilai"), self.hasil.get("putusan")
        return penilai is not None and putusan is not None and penilai.tentang(kunci) != putusan.tentang(kunci)


def muat(*syarat: Any) -> Penilaian | None:
    """The assessment these conditions name, with all that `susun` reads. Four statements."""
    return db.session.scalar(
        select(Penilaian)
        .where(*syarat)
        .options(
            joinedload(Penilaian.skp).options(
                *(joinedload(r) for r in (Skp.pegawai, Skp.penilai, Skp.atasan_banding, Skp.opd, Skp.jabatan, Skp.unit))
            ),
            joinedload(Penilaian.disahkan_oleh),
            joinedload(Penilaian.keberatan).options(
                joinedload(Keberatan.ditanggapi_oleh), joinedload(Keberatan.diputus_oleh)
            ),
            selectinload(Penilaian.hasil).joinedload(HasilPenilaian.oleh),
            selectinload(Penilaian.perilaku),
        )
    )


def susun(p: Penilaian) -> Tahunan:
    """The assessment as frozen values. Four statements, of PermenPANRB 6/2022 up to three more."""
    skp = p.skp
    aspek = tuple(aturan.aspek(p.profil, skp.jabatan.jenis))
    return Tahunan(
        id=p.id, nomor=p.nomor, tahun=p.tahun, profil=p.profil, status=p.status,
        kata_status=str(aturan.STATUS.get(p.status, p.status)), pegawai_id=p.pegawai_id, diri=diri(skp),
        opd=skp.opd.nama, skp_id=skp.id, skp_nomor=skp.nomor, pengecualian=skp.pengecualian_pihak,
        instans_id=p.instans_id, dibuka_pada=p.dibuka_pada, dinilai_pada=p.dinilai_pada, sidik=p.sidik,
        diterima_pada=p.diterima_pada, cara_terima=p.cara_terima,
        kata_cara=str(aturan.CARA_TERIMA.get(p.cara_terima or "", "")), batas_tanggapan=p.batas_tanggapan,
        sikap=p.sikap, ditanggapi_pada=p.ditanggapi_pada, disahkan_pada=p.disahkan_pada,
        disahkan_oleh=p.disahkan_oleh.nama if p.disahkan_oleh else None, aspek=aspek,
        hasil={h.sisi: _hasil(p, h, aspek) for h in p.hasil}, keberatan=_keberatan(p.keberatan, skp),
        berkas=berkas(p.id),
    )  # fmt: skip


def _hasil(p: Penilaian, h: HasilPenilaian, aspek: tuple[tuple[str, str], ...]) -> Hasil:
    milik = {n.aspek: n for n in p.perilaku if n.sisi == h.sisi}
    bagian = _bagian(h) if p.profil == aturan.PP46 else (None, None)
    return Hasil(
        sisi=h.sisi, capaian_skp=h.capaian_skp, nilai_perilaku=h.nilai_perilaku, nilai=h.nilai,
        hasil_kerja=h.hasil_kerja, rating_perilaku=h.rating_perilaku, predikat=h.predikat, jejak=baca(h.jejak),
        catatan=h.catatan, rekomendasi=h.rekomendasi, oleh=h.oleh.nama, pada=h.pada,
        aspek=tuple(_aspek(kunci, nama, milik.get(kunci), p) for kunci, nama in aspek),
        bagian_skp=bagian[0], bagian_perilaku=bagian[1],
        semester=tuple(semester(Jejak.from_dict(h.jejak))) if p.profil == aturan.DUA else (),
        sebutan_perilaku=sebutan(h.nilai_perilaku, p.tahun), umpan_balik=tertulis(h.umpan_balik),
        penjelasan_pola=h.penjelasan_pola or "", capaian_organisasi=capaian_tercatat(h.capaian_id),
    )  # fmt: skip


def _bagian(h: HasilPenilaian) -> tuple[Decimal | None, Decimal | None]:
    """60 percent of the SKP and 40 percent of the behaviour, from the exact values of the trace."""
    for satu in Jejak.from_dict(h.jejak).langkah:
        if satu.nama == "Nilai prestasi kerja":
            isi = [Fraction(str(satu.nilai[k])) for k in ("nilai SKP", "perilaku")]
            return bulat(isi[0] * 60 / 100), bulat(isi[1] * 40 / 100)
    return None, None


def semester(jejak: Jejak) -> list[tuple[str, Decimal]]:
    """The halves of 2021 in words with their printed values; a half without an SKP is not there."""
    nilai = {satu.nama: satu.hasil for satu in jejak.langkah}
    return [(str(kata), bulat(nilai[nama])) for nama, kata in SEMESTER.items() if nama in nilai]  # type: ignore[arg-type]


def _aspek(kunci: str, nama: str, n: NilaiPerilaku | None, p: Penilaian) -> NilaiAspek:
    nilai = n.nilai if n else None
    return NilaiAspek(
        kunci, nama, nilai, sebutan(nilai, p.tahun) if p.profil == aturan.PP46 else None, n.catatan if n else ""
    )


def sebutan(nilai: Decimal | None, tahun: int) -> str | None:
    """The word for a number of that year ("Baik"); None where there is no number."""
    return None if nilai is None else predikat_pp46(nilai, pada=date(tahun, 12, 31)).nilai


def _keberatan(k: Keberatan | None, skp: Skp) -> RinciKeberatan | None:
    if k is None:
        return None
    return RinciKeberatan(
        nomor=k.nomor, alasan=k.alasan, diajukan_pada=k.diajukan_pada, batas_tanggapan=k.batas_tanggapan,
        tanggapan=k.tanggapan, penanggap=sebut(k.ditanggapi_oleh, skp.penilai),
        ditanggapi_pada=k.ditanggapi_pada, batas_putusan=k.batas_putusan, keputusan=k.keputusan,
        pemeriksaan=k.pemeriksaan, alasan_keputusan=k.alasan_keputusan,
        pemutus=sebut(k.diputus_oleh, skp.atasan_banding), diputus_pada=k.diputus_pada,
    )  # fmt: skip

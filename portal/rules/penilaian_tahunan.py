"""Penilaian setahun: keadaannya, profil menurut tahun, unsur perilakunya, dan apa yang harus diisi pejabat penilai.

Sumber: PP 46/2011 dan Perka BKN 1/2013 (diserahkan paling lama 14 hari, ditandatangani atau dikeberati paling lama 14
hari sejak diterima, sah dengan tanda tangan atasan pejabat penilai); PermenPANRB 6/2022 (dua rating dan kuadran).
Penghitungannya, juga dapat dipanggil dari sini: rules/nilai_tahunan.py. Diam tidak pernah berarti kabul.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from portal.rules import alur, pp46, tahun_2021
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI, SISTEM, lintasan
from portal.rules.berlaku import parameter
from portal.rules.eksak import Angka
from portal.rules.jabatan import struktural
from portal.rules.nilai_tahunan import BahanTahun, HasilTahunan, hasil
from portal.rules.pola import Syarat
from portal.rules.predikat import Ekspektasi
from portal.rules.temuan import Batas, Temuan, kosong, temuan_angka

__all__ = ["BahanTahun", "HasilTahunan", "hasil"]

PP46, DUA, PAN6 = "PP46", tahun_2021.PROFIL, "PAN6"
BERANGKA = (PP46, DUA)
"""The profiles whose result is a number."""
DINILAI = ("ditetapkan", "ditutup")
"""An SKP in one of these states counts in its year."""

# keadaan -> sebutan
STATUS = {
    "menunggu_nilai": "Menunggu penilaian pejabat penilai",
    "diserahkan": "Diserahkan, menunggu tanda terima pegawai",
    "diterima": "Diterima, menunggu tanggapan pegawai",
    "menunggu_pengesahan": "Menunggu pengesahan atasan pejabat penilai",
    "keberatan": "Dalam keberatan, menunggu tanggapan pejabat penilai",
    "ditanggapi": "Dalam keberatan, menunggu keputusan atasan pejabat penilai",
    "sah": "Sah",
}

# `diam` oleh sistem: batas waktu lewat. Pegawai diam: penilaian tetap naik, dengan catatan. Pejabat penilai diam:
# keberatan tetap naik, tanpa tanggapannya.
LINTASAN = (
    lintasan("menunggu_nilai", "nilai", PENILAI, "diserahkan"),
    lintasan("diserahkan", "terima", PEGAWAI, "diterima"),
    lintasan("diserahkan", "catat_serah_terima", PENILAI, "diterima"),
    lintasan("diterima", "tandatangani", PEGAWAI, "menunggu_pengesahan"),
    lintasan("diterima", "diam", SISTEM, "menunggu_pengesahan"),
    lintasan("diterima", "keberatan", PEGAWAI, "keberatan"),
    lintasan("menunggu_pengesahan", "sahkan", ATASAN, "sah"),
    lintasan("keberatan", "tanggapi", PENILAI, "ditanggapi"),
    lintasan("keberatan", "diam", SISTEM, "ditanggapi"),
    lintasan("ditanggapi", "putuskan", ATASAN, "sah"),
)

# Sesudah diterima hasilnya tidak ditarik lagi: sejak itu ada keberatan.
KEMBALI: alur.Kembali = {"nilai_tahunan": (frozenset({"diserahkan"}), "menunggu_nilai")}

SIKAP = {
    "tandatangani": "Ditandatangani",
    "keberatan": "Keberatan diajukan",
    "diam": "Tidak menandatangani dan tidak mengajukan keberatan sampai batas waktu",
}
CARA_TERIMA = {
    "elektronik": "Diterima pegawai di portal",
    "langsung": "Diserahkan langsung dengan tanda terima",
    "pos": "Dikirim lewat pos tercatat",
    "berita_acara": "Pegawai menolak menerima; dicatat dengan berita acara",
}
DI_KERTAS = ("langsung", "pos", "berita_acara")
"""How it may have reached the person on paper; proof is demanded."""

UNSUR_PP46 = {
    "orientasi_pelayanan": "Orientasi pelayanan",
    "integritas": "Integritas",
    "komitmen": "Komitmen",
    "disiplin": "Disiplin",
    "kerja_sama": "Kerja sama",
    "kepemimpinan": "Kepemimpinan",
}
NILAI_DASAR = {
    "berorientasi_pelayanan": "Berorientasi pelayanan",
    "akuntabel": "Akuntabel",
    "kompeten": "Kompeten",
    "harmonis": "Harmonis",
    "loyal": "Loyal",
    "adaptif": "Adaptif",
    "kolaboratif": "Kolaboratif",
}
"""The seven values of BerAKHLAK."""
RATING = {
    Ekspektasi.DI_ATAS.value: "Di atas ekspektasi",
    Ekspektasi.SESUAI.value: "Sesuai ekspektasi",
    Ekspektasi.DI_BAWAH.value: "Di bawah ekspektasi",
}


def lanjut(status: str, tindakan: str, peran: str) -> str:
    """The assessment's next state. alur.TindakanDitolak where not allowed."""
    return alur.lanjut(LINTASAN, status, tindakan, peran)


def boleh(status: str, tindakan: str, peran: str) -> bool:
    """True where `lanjut` would succeed."""
    return alur.boleh(LINTASAN, status, tindakan, peran)


def profil(tahun: int) -> str:
    """ "PP46" (2014 to 2020), "PP46-PP30" (2021, its halves) or "PAN6" (from 2022). LookupError with a sentence for
    years before 2014."""
    try:
        return str(parameter("penilaian_tahunan", "profil", date(tahun, 12, 31))["profil"])
    except LookupError:
        raise LookupError(
            f"Penilaian tahun {tahun} belum dapat dibuka di portal: aturan penilaian tahun itu belum dimodelkan. "
            "Sampaikan kepada Admin BKD."
        ) from None


def pembukaan(tahun: int) -> tuple[date, date]:
    """From which day on a year is opened: for who has nothing left to verify, and for everybody. LookupError before
    2014."""
    aturan = parameter("penilaian_tahunan", "pembukaan", date(tahun, 12, 31))
    return date(tahun + 1, 1, aturan["hari_lengkap"]), date(tahun + 1, 1, aturan["hari_semua"])


def aspek(profil: str, jabatan: str) -> tuple[tuple[str, str], ...]:
    """The (key, name) of the aspects of behaviour, in the order of the form; `jabatan` is a jenis jabatan.

    PP46: five, and kepemimpinan for structural officials. 2021: those of both halves, and what else decides its second
    half. PAN6: the seven values. GalatMasukan for an unknown jenis.
    """
    if profil == PAN6:
        return tuple(NILAI_DASAR.items())
    pimpinan = struktural(jabatan)
    lama = tuple((k, nama) for k, nama in UNSUR_PP46.items() if k != pp46.KEPEMIMPINAN or pimpinan)
    return tahun_2021.aspek(jabatan, lama) if profil == DUA else lama


def unsur(profil: str, jabatan: str) -> tuple[tuple[str, str], ...]:
    """The aspects of behaviour alone, as the logbook names them."""
    return tuple((k, nama) for k, nama in aspek(profil, jabatan) if profil != DUA or tahun_2021.wajib(k))


def batas(profil: str, kunci: str) -> Batas | None:
    """The bounds of an aspect's number; None where it has none: only words are asked."""
    terbesar = {PP46: 100, DUA: tahun_2021.terbesar(kunci)}.get(profil)
    return None if terbesar is None else {"minimum": 0, "maksimum": terbesar, "desimal": 2}


def angka(isian: "Isian", *, profil: str, jabatan: str) -> dict[str, Angka]:
    """What the result is computed from: aspect -> its number; 1 where words are asked and something was written, 0
    where not. Empty under PAN6. `isian` has passed `periksa`."""
    if profil not in BERANGKA:
        return {}
    baris = {str(satu["aspek"]): satu for satu in isian.aspek}
    hasil: dict[str, Angka] = {}
    for kunci, _nama in aspek(profil, jabatan):
        satu = baris.get(kunci, {})
        if batas(profil, kunci) is None:
            hasil[kunci] = int(not kosong(satu.get("catatan")))
        else:
            hasil[kunci] = 0 if kosong(satu.get("nilai")) else satu["nilai"]
    return hasil


def hasil_isian(bahan: BahanTahun, isian: "Isian", *, profil: str, jabatan: str, pada: date) -> HasilTahunan:
    """The result of the year under its profile; `pada` is its last day. GalatMasukan names the field."""
    nilai = angka(isian, profil=profil, jabatan=jabatan)
    if profil == DUA:
        return tahun_2021.hasil(bahan, nilai, jabatan=jabatan)
    return hasil(
        bahan, profil=profil, pada=pada, perilaku=nilai, hasil_kerja=isian.hasil_kerja,
        rating_perilaku=isian.rating_perilaku,
    )  # fmt: skip


@dataclass(frozen=True)
class Isian:
    """What an assessor answers: rows `{"aspek", "nilai", "catatan"}`, and under PAN6 the two ratings, feedback
    `{"kegiatan", "umpan"}` and why the predicate departs from the pattern."""

    aspek: Sequence[Mapping[str, Any]]
    hasil_kerja: str | None = None
    rating_perilaku: str | None = None
    umpan_balik: Sequence[Mapping[str, Any]] = ()
    penjelasan_pola: str = ""

    @property
    def umpan(self) -> dict[int, str]:
        """Kegiatan -> feedback, where something was written."""
        isi = ((int(satu["kegiatan"]), str(satu.get("umpan") or "").strip()) for satu in self.umpan_balik)
        return {kegiatan: teks for kegiatan, teks in isi if teks}


def periksa_umpan(isian: Isian, *, profil: str, kegiatan: Collection[int]) -> tuple[Temuan, ...]:
    """Whether the feedback is about plans of this SKP, each once, and asked at all (PermenPANRB 6/2022)."""
    if profil != PAN6:
        ada = isian.umpan_balik or isian.penjelasan_pola.strip()
        pesan = "Umpan balik per kegiatan dan penjelasan pola hanya diminta sejak PermenPANRB 6/2022."
        return (Temuan("umpan_balik", None, pesan),) if ada else ()
    nomor = [satu.get("kegiatan") for satu in isian.umpan_balik]
    pesan = "Kegiatan ini tidak ada dalam SKP yang dinilai, atau disebut dua kali."
    return tuple(
        Temuan("umpan_balik.umpan", n, pesan)
        for n, satu in enumerate(nomor, 1)
        if satu not in kegiatan or satu in nomor[: n - 1]
    )


def temuan_pola(isian: Isian, menyimpang: Sequence[Syarat]) -> tuple[Temuan, ...]:
    """What is missing where this predicate keeps the pattern of the organisation from being met (rules/pola.py): it is
    guidance, so only an explanation is asked."""
    if not menyimpang or not kosong(isian.penjelasan_pola):
        return ()
    syarat = "; ".join(satu.kalimat for satu in menyimpang)
    pesan = f"Jelaskan mengapa predikat ini diberikan walaupun polanya tidak dapat terpenuhi lagi: {syarat}."
    return (Temuan("penjelasan_pola", None, pesan),)


def periksa(isian: Isian, *, profil: str, jabatan: str) -> tuple[Temuan, ...]:
    """All that is missing or wrong in an assessment, in the order of the form. A row's number is its place there."""
    kunci = [k for k, _ in aspek(profil, jabatan)]
    ada = [str(satu.get("aspek")) for satu in isian.aspek]
    temuan = [
        Temuan("aspek", nomor, "Aspek ini tidak dinilai pada penilaian ini, atau disebut dua kali.")
        for nomor, satu in enumerate(ada, 1)
        if satu not in kunci or satu in ada[: nomor - 1]
    ]
    if temuan:
        return tuple(temuan)
    return (*_nilai(isian, kunci, profil), *_rating(isian, profil))


def _nilai(isian: Isian, kunci: Sequence[str], profil: str) -> tuple[Temuan, ...]:
    baris = {str(satu["aspek"]): satu.get("nilai") for satu in isian.aspek}
    temuan: list[Temuan] = []
    for nomor, satu in enumerate(kunci, 1):
        bolehnya = batas(profil, satu)
        if bolehnya is not None:
            if profil != DUA or tahun_2021.wajib(satu) or not kosong(baris.get(satu)):
                temuan += temuan_angka(baris.get(satu), "nilai", nomor, **bolehnya)
        elif not kosong(baris.get(satu)) and profil == DUA:
            temuan.append(Temuan("nilai", nomor, "Baris ini dijawab dengan catatan, bukan angka."))
        elif not kosong(baris.get(satu)):
            temuan.append(Temuan("nilai", nomor, "Menurut PermenPANRB 6/2022 perilaku tidak dinilai dengan angka."))
    return tuple(temuan)


def _rating(isian: Isian, profil: str) -> tuple[Temuan, ...]:
    temuan = []
    for medan in ("hasil_kerja", "rating_perilaku"):
        isi = getattr(isian, medan)
        if profil == PAN6 and isi not in RATING:
            temuan.append(Temuan(medan, None, "Pilih di atas, sesuai, atau di bawah ekspektasi."))
        if profil in BERANGKA and not kosong(isi):
            aturan = "PP 46/2011" if profil == PP46 else "aturan tahun 2021"
            pesan = f"Menurut {aturan} penilaian ini memakai angka, bukan rating."
            temuan.append(Temuan(medan, None, pesan))
    return tuple(temuan)

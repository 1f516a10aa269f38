"""Tahun 2021 dengan dua aturan: Januari-Juni PP 46/2011 yang dikonversi, Juli-Desember PP 30/2019 dan PermenPANRB
8/2021; nilai setahun rata-rata keduanya, predikatnya menurut PP 30/2019 Pasal 41.

Setiap semester dibaca dari bulan-bulannya sendiri: targetnya jumlah target bulan yang direncanakan, realisasinya jumlah
bulan yang diverifikasi. Kesepakatan, karena naskahnya tidak memuatnya: capaian rencana kinerja = rata-rata capaian
indikatornya (kuantitas dan mutu makin besar makin baik; waktu dan biaya makin kecil makin baik), tidak di bawah 0,
0 bila tanpa hasil; beberapa SKP dalam satu semester dirata-ratakan; tahun yang hanya memuat satu
semester bernilai semester itu.

Belum dimodelkan: rentang target indikator (capaian dihitung terhadap target barisnya, yang satuannya pasti sama dengan
realisasi bulanan; indikator boleh bersatuan lain), target yang sudah setinggi-tingginya (nilai rencana JPT 120 pada
capaian 100), metode cascading, tingkat perilaku 1-7, ketua tim pada jabatan fungsional sebagai pimpinan.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from fractions import Fraction

from portal.rules import pp30, pp46
from portal.rules.bulanan import Nilai
from portal.rules.eksak import Angka, GalatMasukan, baca, bulat
from portal.rules.jabatan import struktural
from portal.rules.jejak import Isi, Jejak, Langkah
from portal.rules.nilai_tahunan import (
    BahanTahun,
    HasilTahunan,
    KegiatanTahun,
    SkpTahun,
    kegiatan_pp46,
    langkah_bulan,
    skp_pp46,
)

PROFIL = "PP46-PP30"
SEMESTER_I, SEMESTER_II = range(1, 7), range(7, 13)
AKHIR = date(2021, 12, 31)
MAKIN_KECIL = ("waktu", "biaya")
"""The indicators that are better the smaller they are."""
UNSUR_PP30 = {
    "orientasi_pelayanan": "Orientasi pelayanan",
    "komitmen": "Komitmen",
    "inisiatif_kerja": "Inisiatif kerja",
    "kerja_sama": "Kerja sama",
}
TAMBAHAN, REKAN, IDE = "ii_kinerja_tambahan", "ii_penilaian_360", "ii_ide_baru"
LAIN = {
    TAMBAHAN: "Semester II: nilai kinerja tambahan, bila ada",
    REKAN: "Semester II: perilaku dinilai juga oleh rekan setingkat atau bawahan (sebut siapa)",
    IDE: "Semester II: ide atau cara baru yang bermanfaat bagi organisasi (sebut apa)",
}
"""What is asked besides the aspects; the last two are answered in words, and count where something is written."""


def aspek(jabatan: str, unsur_pp46: Sequence[tuple[str, str]]) -> tuple[tuple[str, str], ...]:
    """(key, name) in the order of the form; `unsur_pp46` are those of the first half."""
    dua = dict(UNSUR_PP30)
    if struktural(jabatan):
        dua[pp46.KEPEMIMPINAN] = "Kepemimpinan"
    lain = {k: nama for k, nama in LAIN.items() if k != TAMBAHAN or jabatan != "jpt"}
    return (
        *((f"i_{k}", f"Semester I: {nama}") for k, nama in unsur_pp46),
        *((f"ii_{k}", f"Semester II: {nama}") for k, nama in dua.items()),
        *lain.items(),
    )


def terbesar(kunci: str) -> int | None:
    """The largest number an aspect may have; None where it is answered in words."""
    if kunci in (REKAN, IDE):
        return None
    if kunci == TAMBAHAN:
        return 10
    return 100 if kunci.startswith("i_") else 120


def wajib(kunci: str) -> bool:
    """True for the aspects of behaviour: they must have a number."""
    return kunci not in LAIN


def hasil(bahan: BahanTahun, isian: Mapping[str, Angka], *, jabatan: str) -> HasilTahunan:
    """The year from its two halves. `isian`: aspect -> number; for those answered in words 1 where something was
    written. GalatMasukan names the field."""
    satu = _semester_i(_separuh(bahan, SEMESTER_I), isian, bahan)
    dua = _semester_ii(_separuh(bahan, SEMESTER_II), isian, jabatan)
    ide = bool(baca(isian.get(IDE) or 0, IDE))
    nilai: dict[str, Isi] = {}
    jejak = langkah_bulan(bahan, PROFIL, "bulan yang diverifikasi dihitung", pp46.DASAR)
    for nama, semester in (("semester I", satu), ("semester II", dua)):
        if semester is not None:
            nilai[nama] = semester[0]
            jejak += semester[1]
    if not nilai:
        raise GalatMasukan("kegiatan", "SKP tidak memuat kegiatan.")
    eksak = sum((baca(n) for n in nilai.values()), Fraction(0)) / len(nilai)  # type: ignore[arg-type]
    kata = pp30.predikat(eksak, ide_baru=ide, pada=AKHIR)
    rumus = "(semester I + semester II) / 2" if len(nilai) == 2 else "hanya satu semester yang memuat SKP"
    akhir = (
        Langkah("Nilai 2021", rumus, nilai, eksak, "Konversi dan penggabungan 2021"),
        Langkah("Predikat 2021", "dari nilai tercetak", {"nilai": bulat(eksak), "ide baru": ide}, kata, pp30.DASAR),
    )
    return HasilTahunan(None, None, bulat(eksak), kata, jejak + Jejak(PROFIL, "", akhir))


def _separuh(bahan: BahanTahun, bulan: range) -> tuple[SkpTahun, ...]:
    """The SKP with what was planned and verified in these months; without those that had nothing then."""
    semua = (
        SkpTahun(
            satu.nomor,
            len({b for k in satu.kegiatan for b in k.rencana if b in bulan}),
            tuple(k for k in (_kegiatan(k, bulan) for k in satu.kegiatan) if k is not None),
        )  # fmt: skip
        for satu in bahan.skp
    )
    return tuple(satu for satu in semua if satu.kegiatan)


def _kegiatan(satu: KegiatanTahun, bulan: range) -> KegiatanTahun | None:
    rencana = {b: n for b, n in satu.rencana.items() if b in bulan}
    if not rencana:
        return None
    biaya = _jumlah(rencana, "biaya") if satu.target.biaya is not None else Fraction(0)
    target = Nilai(_jumlah(rencana, "kuantitas"), satu.target.kualitas, len(rencana), biaya or None)
    return KegiatanTahun(satu.nama, target, tuple(b for b in satu.bulan if b.bulan in bulan), rencana)


def _capaian(satu: KegiatanTahun) -> tuple[Fraction, Jejak]:
    """Percent achieved of one plan, exact: the mean of its indicators, none below 0; 0 without output."""
    isi = kegiatan_pp46(satu)
    persen: Mapping[str, Isi] = indikator(isi)
    rata = sum((baca(n) for n in persen.values()), Fraction(0)) / len(persen)  # type: ignore[arg-type]
    rumus = f"({' + '.join(persen)}) / {len(persen)}" if isi.kuantitas[1] else "0, karena output 0"
    langkah = Langkah(f"Nilai capaian {satu.nama}, semester II", rumus, persen, rata, pp30.DASAR)
    return rata, Jejak(pp30.PROFIL, "", (langkah,))


def indikator(isi: pp46.Kegiatan) -> dict[str, Fraction]:
    """Percent achieved of each indicator of a plan, exact, none below 0; all 0 without output. GalatMasukan names the
    field."""
    hasil = {}
    for medan in ("kuantitas", "kualitas", "waktu", "biaya"):
        pasangan = getattr(isi, medan)
        if pasangan is not None:
            persen = pp30.capaian(*pasangan, khusus=medan in MAKIN_KECIL, pada=AKHIR).eksak
            hasil[medan] = max(Fraction(0), persen) if isi.kuantitas[1] else Fraction(0)
    return hasil


def _jumlah(rencana: Mapping[int, Nilai], medan: str) -> Fraction:
    return sum((baca(getattr(n, medan) or 0, medan) for n in rencana.values()), Fraction(0))


def _semester_i(
    skp: Sequence[SkpTahun], isian: Mapping[str, Angka], bahan: BahanTahun
) -> tuple[Fraction, Jejak] | None:
    """The PP 46 value of the half, converted."""
    if not skp:
        return None
    rata = skp_pp46(skp, pada=pp46.AKHIR)
    perilaku = {k.removeprefix("i_"): n for k, n in isian.items() if k.startswith("i_")}
    npk = pp46.tutup_tahun(
        rata, perilaku, tugas_tambahan=bahan.tugas_tambahan, kreativitas=bahan.kreativitas, pada=pp46.AKHIR
    )
    konversi = pp30.konversi(npk.eksak, pada=AKHIR)
    return konversi.eksak, npk.jejak + konversi.jejak


def _semester_ii(skp: Sequence[SkpTahun], isian: Mapping[str, Angka], jabatan: str) -> tuple[Fraction, Jejak] | None:
    """The PP 30 value of the half."""
    if not skp:
        return None
    jejak, nilai = Jejak(pp30.PROFIL, ""), []
    for satu in skp:
        capaian = []
        for kegiatan in satu.kegiatan:
            persen, langkah = _capaian(kegiatan)
            capaian.append(persen)
            jejak += langkah
        tambahan = isian.get(TAMBAHAN) or 0
        hasil = (
            pp30.nilai_skp_jpt([(persen, False) for persen in capaian], pada=AKHIR)
            if jabatan == "jpt"
            else pp30.nilai_skp_ja(capaian, tambahan=tambahan, pada=AKHIR)
        )
        nilai.append(hasil.eksak)
        jejak += hasil.jejak
    rata = sum(nilai, Fraction(0)) / len(nilai)
    sikap = {k: baca(n, k) for k, n in isian.items() if k.startswith("ii_") and k not in LAIN}
    perilaku = sum(sikap.values(), Fraction(0)) / len(sikap)
    langkah_sikap = Langkah("Nilai perilaku", f"jumlah unsur / {len(sikap)}", sikap, perilaku, pp30.DASAR)
    rekan = bool(baca(isian.get(REKAN) or 0, REKAN))
    ide = bool(baca(isian.get(IDE) or 0, IDE))
    kinerja = pp30.nilai_kinerja(rata, perilaku, penilaian_360=rekan, ide_baru=ide, pada=AKHIR)
    return kinerja.eksak, jejak + Jejak(pp30.PROFIL, "", (langkah_sikap,)) + kinerja.jejak

"""SKP of PP 30/2019 and PermenPANRB 8/2021 (July to December 2021), with what came of it: A4 across.

Columns: No, rencana kinerja atasan yang diintervensi, rencana kinerja, aspek, IKI, target, realisasi, capaian IKI,
kategori, nilai rencana, nilai tertimbang. Capaian, kategori and nilai are live formulas over the exact values; beside
each is kept what rules/tahun_2021.py and rules/pp30.py say.

Every plan counts as utama, as rules/tahun_2021.py has it; kinerja tambahan is one value the pejabat penilai gives.
Nilai tertimbang stays a dash: the weights of the method of cascading are not modelled (rules/pp30.py). Indicators and
the plan of the leader are printed where the SKP has them, else their place is left for the pen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from portal.reports import bagian, kinerja
from portal.reports.f1 import KEPALA, SEL, TENGAH
from portal.reports.isi import Formulir, Kegiatan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.lembar import bulan, polos, sel, tanggal, tinggi
from portal.rules import pp30, tahun_2021
from portal.rules.eksak import GalatMasukan, bulat
from portal.rules.masa import bermasa

JUDUL = "Sasaran Kinerja Pegawai (PP 30/2019)"
LEBAR = (4, 25, 30, 10, 24, 12, 10, 12, 10, 11, 12, 8, 13)
"""Columns A to M, in characters."""
AKHIR = len(LEBAR) - 1
NO, ATASAN, RENCANA, ASPEK, IKI, TARGET, SATUAN, REALISASI, CAPAIAN, RATA, KATEGORI, NILAI, BOBOT = range(13)
KOLOM = (
    "NO", "RENCANA KINERJA ATASAN LANGSUNG YANG DIINTERVENSI", "RENCANA KINERJA", "ASPEK",
    "INDIKATOR KINERJA INDIVIDU", "TARGET", "SATUAN", "REALISASI", "CAPAIAN IKI (%)", "CAPAIAN RENCANA (%)",
    "KATEGORI", "NILAI", "NILAI TERTIMBANG",
)  # fmt: skip


@dataclass(frozen=True)
class Hasil:
    """What the rules say of one plan: percent of each indicator, their mean, value and category."""

    persen: dict[str, Fraction]
    rata: Fraction
    nilai: Fraction
    kategori: str


def hasil(k: Kegiatan, f: Formulir) -> Hasil | None:
    """rules/tahun_2021.py on one plan; None where its numbers cannot be scored (a target of 0)."""
    if k.realisasi is None:
        return None
    try:
        persen = tahun_2021.indikator(kinerja.rasio(k.target, k.realisasi))
        rata = kinerja.rata(persen.values())
        nilai = nilai_rencana(rata, f.jenis)
    except GalatMasukan:
        return None
    return Hasil(persen, rata, *nilai)


def nilai_rencana(persen: Fraction, jenis: str) -> tuple[Fraction, str]:
    """Value and category of a plan; `jenis`: of the jabatan."""
    if jenis == "jpt":
        satu = pp30.nilai_rencana(persen, pada=tahun_2021.AKHIR)
        return satu.eksak, satu.sebutan or ""
    return pp30.nilai_rencana_ja(persen, pada=tahun_2021.AKHIR)


def nilai_skp(f: Formulir, semua: Sequence[Hasil | None] | None = None) -> pp30.Hasil | None:
    """The value of the SKP; None where there is no plan or one cannot be scored."""
    ada = [hasil(k, f) for k in f.kegiatan] if semua is None else semua
    capaian = [h.rata for h in ada if h is not None]
    if not capaian or len(capaian) < len(ada):
        return None
    if f.jenis == "jpt":
        return pp30.nilai_skp_jpt([(persen, False) for persen in capaian], pada=tahun_2021.AKHIR)
    return pp30.nilai_skp_ja(capaian, tambahan=f.kinerja_tambahan or 0, pada=tahun_2021.AKHIR)


def tulis_lembar(buku: Wadah, f: Formulir) -> str:
    """The sheet of one SKP; its name."""
    lembar = buku.lembar(f"{f.pegawai.nama} {f.pegawai.nip[-4:]}", kaki=f.nomor)
    lembar.kolom(LEBAR)
    r = bagian.judul(lembar, 0, AKHIR, "SASARAN KINERJA PEGAWAI DAN PENILAIANNYA")
    lembar.teks(r + 1, 0, f"{f.opd}\nPROVINSI NUSA TENGGARA TIMUR", sampai=RENCANA)
    masa = f"PERIODE PENILAIAN\n{tanggal(f.mulai)} s.d. {tanggal(f.selesai)}"
    lembar.teks(r + 1, CAPAIAN, masa, sampai=AKHIR, align="right")
    lembar.tinggi(r + 1, 32)
    kolom = (NO, ATASAN, RENCANA, ASPEK, IKI, TARGET, AKHIR)
    r = kinerja.pihak(
        lembar, r + 2, ("PEGAWAI YANG DINILAI", f.pegawai), ("PEJABAT PENILAI KINERJA", f.penilai), kolom=kolom,
        lebar=LEBAR,
    ) + 1  # fmt: skip
    lembar.tinggi(r, max(tinggi((nama, LEBAR[k])) for k, nama in enumerate(KOLOM)) + 13)
    for k, nama in enumerate(KOLOM):
        lembar.teks(r, k, nama, **KEPALA)
    lembar.ulangi(r, r)
    r = _isi(lembar, r + 1, f)
    r = _catatan(lembar, r, f)
    r = _tanda_tangan(lembar, r + 1, f)
    lembar.batas(r, AKHIR)
    return lembar.nama


def _isi(lembar: Kanvas, r: int, f: Formulir) -> int:
    """Both parts and the value of the SKP; the row after."""
    lembar.satukan(r, r + 1)
    lembar.teks(r, 0, "A. KINERJA UTAMA", sampai=AKHIR, **bagian.KIRI)
    awal = r = r + 1
    semua = [hasil(k, f) for k in f.kegiatan]
    for nomor, (satu, nilai) in enumerate(zip(f.kegiatan, semua, strict=True), 1):
        r = _rencana(lembar, r, nomor, satu, nilai, jpt=f.jenis == "jpt")
    if not f.kegiatan:
        lembar.teks(r, 0, "Belum ada rencana kinerja.", sampai=AKHIR, italic=True, **TENGAH)
        r += 1
    akhir, lebih = r - 1, None
    lembar.satukan(r, r + (1 if f.jenis == "jpt" else 3))
    lembar.teks(r, 0, "Nilai rata-rata kinerja utama", sampai=KATEGORI, border=1, align="right")
    total = nilai_skp(f, semua)
    rata = f"AVERAGE({sel(awal, NILAI)}:{sel(akhir, NILAI)})"
    rerata = kinerja.rata(h.nilai for h in semua if h is not None) if total is not None else None
    _angka(lembar, r, f"={rata}", rerata)
    if f.jenis != "jpt":
        lembar.teks(r + 1, 0, "B. KINERJA TAMBAHAN", sampai=AKHIR, **bagian.KIRI)
        lembar.teks(r + 2, 0, "Nilai kinerja tambahan, bila ada (paling banyak 10)", sampai=KATEGORI, **SEL)
        lembar.angka(r + 2, NILAI, f.kinerja_tambahan, sampai=BOBOT, **TENGAH)
        lebih, r = sel(r + 2, NILAI), r + 2
    aturan = bermasa("pp30", "rencana_ja", tahun_2021.AKHIR)
    lembar.teks(r + 1, 0, "NILAI SKP", sampai=KATEGORI, **{**KEPALA, "align": "right"})
    isi = f"MIN({aturan['terbesar']},{rata}+MIN({aturan['tambahan_terbanyak']},{lebih}))" if lebih else rata
    # Rounded to 10 decimals first: an exact tie is not lost to the spreadsheet's binary fractions.
    _angka(lembar, r + 1, f"=ROUND(ROUND({isi},10),2)", total.nilai if total else None, KEPALA)
    return r + 2


def _angka(lembar: Kanvas, r: int, rumus: str, nilai: Decimal | Fraction | None, gaya: dict[str, Any] = SEL) -> None:
    if nilai is None:
        lembar.teks(r, NILAI, "-", sampai=BOBOT, **{**gaya, "align": "center"})
    else:
        lembar.rumus(r, NILAI, rumus, polos(nilai), sampai=BOBOT, **gaya)


def _rencana(lembar: Kanvas, r: int, nomor: int, satu: Kegiatan, nilai: Hasil | None, *, jpt: bool) -> int:
    """One plan, a row for each of its indicators; the row after."""
    semua = kinerja.indikator(satu, semua=True)  # every aspect counts in the mean, named or not
    akhir = r + len(semua) - 1
    lembar.satukan(r, akhir)
    atasan = satu.rinci.intervensi or kinerja.TITIK
    kinerja.blok(
        lembar, r, [tinggi((i.sebutan, LEBAR[IKI]), (i.satuan, LEBAR[SATUAN])) for i in semua],
        [(atasan, LEBAR[ATASAN]), (satu.uraian, LEBAR[RENCANA])],
    )  # fmt: skip
    lembar.angka(r, NO, nomor, sampai=(akhir, NO), **SEL)
    lembar.teks(r, ATASAN, atasan, sampai=(akhir, ATASAN), **SEL)
    lembar.teks(r, RENCANA, satu.uraian, sampai=(akhir, RENCANA), **SEL)
    for n, i in enumerate(semua, r):
        lembar.teks(n, ASPEK, i.aspek, **SEL)
        lembar.teks(n, IKI, "\n".join(filter(None, (i.sebutan or kinerja.TITIK, _sasaran(i)))), **SEL)
        lembar.angka(n, TARGET, i.target, **SEL)
        lembar.teks(n, SATUAN, i.satuan, **TENGAH)
        lembar.angka(n, REALISASI, i.realisasi, **SEL)
        if nilai is None:
            lembar.teks(n, CAPAIAN, "-", **TENGAH)
        else:
            rumus = rumus_capaian(sel(n, TARGET), sel(n, REALISASI), sel(r, REALISASI), i.makin_kecil)
            lembar.rumus(n, CAPAIAN, rumus, polos(nilai.persen[i.kunci]), **SEL)
    lembar.teks(r, BOBOT, "-", sampai=(akhir, BOBOT), **TENGAH)
    if nilai is None:
        for k in (RATA, KATEGORI, NILAI):
            lembar.teks(r, k, "-", sampai=(akhir, k), **TENGAH)
        return akhir + 1
    lembar.rumus(
        r, RATA, f"=AVERAGE({sel(r, CAPAIAN)}:{sel(akhir, CAPAIAN)})", polos(nilai.rata), sampai=(akhir, RATA), **SEL
    )
    if nilai_rencana(Fraction(bulat(nilai.rata, 10)), "jpt" if jpt else "pelaksana") != (nilai.nilai, nilai.kategori):
        # Nearer to a border than a spreadsheet can tell: the values stand there without a formula.
        lembar.teks(r, KATEGORI, nilai.kategori, sampai=(akhir, KATEGORI), **TENGAH)
        lembar.angka(r, NILAI, nilai.nilai, sampai=(akhir, NILAI), num_format="0.00", **SEL)
        return akhir + 1
    angka, kata = (rumus_jpt if jpt else rumus_ja)(sel(r, RATA))
    lembar.rumus(r, KATEGORI, kata, nilai.kategori, sampai=(akhir, KATEGORI), **SEL)
    lembar.rumus(r, NILAI, angka, polos(nilai.nilai), sampai=(akhir, NILAI), **SEL)
    return akhir + 1


def _sasaran(i: kinerja.Indikator) -> str:
    """The target in the SKP's own words, where they say something else than the number beside."""
    return "" if i.sasaran == kinerja.dengan_satuan(i.target, i.satuan) else f"(target: {i.sasaran})"


def rumus_capaian(target: str, realisasi: str, output: str, makin_kecil: bool) -> str:
    """Percent achieved of one indicator: 0 without output, never below 0."""
    isi = f"(2-{realisasi}/{target})*100" if makin_kecil else f"{realisasi}/{target}*100"
    return f"=IF({output}=0,0,MAX(0,{isi}))"


def rumus_ja(rata: str) -> tuple[str, str]:
    """(value, category) of a plan of JA and JF, by the table in force."""
    aturan = bermasa("pp30", "rencana_ja", tahun_2021.AKHIR)
    ((kategori, nilai),) = aturan["capaian_di_atas"]
    *atas, (terendah, _batas, dasar) = aturan["capaian_mulai"]
    angka, kata = str(dasar), f'"{terendah}"'
    for nama, batas, n in reversed(atas):
        syarat = f"ROUND({rata},10)>={batas}"
        angka, kata = f"IF({syarat},{n},{angka})", f'IF({syarat},"{nama}",{kata})'
    syarat = f"ROUND({rata},10)>100"
    return f"=IF({syarat},{nilai},{angka})", f'=IF({syarat},"{kategori}",{kata})'


def rumus_jpt(rata: str) -> tuple[str, str]:
    """(value, category) of a plan of JPT: the ladder on whole percents."""
    aturan = bermasa("pp30", "rencana", tahun_2021.AKHIR)
    utuh = f"ROUND(ROUND({rata},10),0)"
    tangga = aturan["tangga"]
    angka, kata = str(aturan["terbesar"]), f'"{tangga[-1][4]}"'
    for dari, sampai, mulai, akhir, kategori in reversed(tangga):
        naik = f"{mulai}+({akhir}-{mulai})/({sampai}-{dari})*({utuh}-{dari})" if sampai > dari else str(mulai)
        syarat = f"{utuh}<={sampai}"
        angka, kata = f"IF({syarat},{naik},{angka})", f'IF({syarat},"{kategori}",{kata})'
    return f"={angka}", f"={kata}"


def _catatan(lembar: Kanvas, r: int, f: Formulir) -> int:
    """What the reader must know of the numbers; the row after."""
    catatan = []
    if f.ditetapkan is None:
        catatan.append(("SKP ini belum ditetapkan.", True))
    if f.belum:
        nama = ", ".join(bulan(b) for b in f.belum)
        isi = f"SEMENTARA: {len(f.wajib) - len(f.belum)} dari {len(f.wajib)} bulan sudah diverifikasi. Belum: {nama}."
        catatan.append((isi, True))
    total = nilai_skp(f)
    if total is not None:
        himpunan = ", ".join(total.jejak.parameter.split())
        catatan.append((f"Aturan {pp30.PROFIL} ({pp30.DASAR}); ketentuan {himpunan}.", False))
    catatan.append((
        "Realisasi dari bulan yang sudah diverifikasi BKD. Capaian rencana ialah rata-rata capaian indikatornya; nilai "
        "tertimbang tidak diisi karena bobot metode cascading belum ditetapkan.", False,
    ))  # fmt: skip
    for n, (isi, tebal) in enumerate(catatan):
        lembar.tinggi(r + n, tinggi((isi, sum(LEBAR))))
        lembar.teks(r + n, 0, isi, sampai=AKHIR, italic=True, bold=tebal)
    return r + len(catatan)


def _tanda_tangan(lembar: Kanvas, r: int, f: Formulir) -> int:
    """Both sign; the last row used."""
    lembar.satukan(r, r + bagian.TANDA - 1)
    bagian.tanda_tangan(lembar, r, (NO, RENCANA), "", "Pegawai yang Dinilai,", f.pegawai)
    bagian.tanda_tangan(lembar, r, (REALISASI, AKHIR), bagian.kupang(None), "Pejabat Penilai Kinerja,", f.penilai)
    return r + bagian.TANDA - 1

"""Konversi Predikat Kinerja ke Angka Kredit (PermenPANRB 1/2023, Peraturan BKN 3/2023), A4 upright.

The layout is that of the annex to Peraturan BKN 3/2023 [knowledge: medium]; the regulation text was not readable here
(regulations 3.6 has the formula and the tables, not the form). The conversion is a live formula.

Left for the pen, for the portal does not keep it: nomor surat, nomor seri Karpeg, TMT pangkat, TMT jabatan. Day of
birth and sex are read from the NIP. The level (jenjang) is the one the jabatan's name ends with; where it ends with
none that has a coefficient, the coefficient and the result stay open. Angka kredit integrasi and the cumulation over
years are not modelled.
"""

from portal.reports import bagian, f4
from portal.reports.f1 import KEPALA, TENGAH
from portal.reports.isi_tahunan import Tahunan
from portal.reports.kanvas import Kanvas, Wadah
from portal.reports.kinerja import TITIK
from portal.reports.lembar import polos, sel, tanggal, tinggi
from portal.rules import angka_kredit, nip
from portal.rules.angka_kredit import HasilAngkaKredit
from portal.rules.berlaku import parameter
from portal.rules.eksak import baca

JUDUL = "Konversi Predikat Kinerja ke Angka Kredit"
LEBAR = (5, 30, 14, 14, 14, 18)
"""Columns A to F, in characters."""
AKHIR = len(LEBAR) - 1
NO, PREDIKAT, PERSEN, KOEFISIEN, BULAN, HASIL = range(6)
KELAMIN = {"L": "Laki-laki", "P": "Perempuan"}


def banyak_bulan(p: Tahunan) -> int:
    """The months of the period, whole or begun."""
    return p.selesai.month - p.mulai.month + 1


def hasil(p: Tahunan) -> HasilAngkaKredit | None:
    """The conversion; None where there is no predicate, or the level is not known."""
    tingkat = angka_kredit.jenjang(p.pegawai.jabatan, pada=p.selesai)
    if tingkat is None or not p.predikat:
        return None
    return angka_kredit.angka_kredit(tingkat, p.predikat, banyak_bulan(p), pada=p.selesai)


def tulis_lembar(buku: Wadah, p: Tahunan) -> str:
    """The sheet of one conversion; its name."""
    lembar = buku.lembar(f"{p.pegawai.nama} {p.pegawai.nip[-4:]}", kaki=p.nomor, tegak=True)
    lembar.kolom(LEBAR)
    r = bagian.judul(lembar, 0, AKHIR, "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT")
    lembar.teks(r, 0, f"NOMOR {TITIK}", sampai=AKHIR, align="center")
    if not p.sah:
        lembar.teks(r + 1, 0, f"SEMENTARA: {p.keadaan.lower()}.", sampai=AKHIR, italic=True, bold=True)
    lembar.tinggi(r + 2, 32)
    lembar.teks(r + 2, 0, f"Instansi: {p.opd}\nPROVINSI NUSA TENGGARA TIMUR", sampai=PREDIKAT)
    masa = f"Periode: {tanggal(p.mulai)} s.d. {tanggal(p.selesai)}"
    lembar.teks(r + 2, PERSEN, masa, sampai=AKHIR, align="right")
    r = _orang(lembar, r + 3, p)
    r = _konversi(lembar, r + 1, p)
    lembar.satukan(r + 1, r + bagian.TANDA + 2)
    lembar.teks(r + 1, KOEFISIEN, "Ditetapkan di Kupang", sampai=AKHIR, align="center")
    pada = f"pada tanggal {tanggal(p.disahkan)}"
    bagian.tanda_tangan(lembar, r + 2, (KOEFISIEN, AKHIR), pada, "Pejabat Penilai Kinerja,", p.penilai)
    r += 3 + bagian.TANDA
    lembar.teks(
        r, 0, "Disampaikan kepada: pejabat fungsional yang bersangkutan; pimpinan unit kerja; BKD.", sampai=AKHIR
    )
    lembar.batas(r, AKHIR)
    return lembar.nama


def _orang(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """The particulars; the row after."""
    lembar.teks(r, 0, "PEJABAT FUNGSIONAL YANG DINILAI", sampai=AKHIR, **bagian.KIRI)
    lahir, kelamin = TITIK, TITIK
    if nip.sah(p.pegawai.nip):
        satu = nip.periksa(p.pegawai.nip)
        lahir, kelamin = f"{TITIK}, {tanggal(satu.lahir)}", KELAMIN[satu.kelamin]
    isi = (
        ("Nama", p.pegawai.nama), ("NIP", p.pegawai.nip), ("Nomor Seri Karpeg", TITIK),
        ("Tempat/Tanggal Lahir", lahir), ("Jenis Kelamin", kelamin),
        ("Pangkat/Golongan Ruang/TMT", f"{p.pegawai.pangkat or TITIK} / {TITIK}"),
        ("Jabatan/TMT", f"{p.pegawai.jabatan} / {TITIK}"), ("Unit Kerja", p.pegawai.unit), ("Instansi", p.opd),
    )  # fmt: skip
    for n, (nama, teks) in enumerate(isi, 1):
        lembar.tinggi(r + n, tinggi((teks, sum(LEBAR[PERSEN:]))))
        lembar.teks(r + n, NO, f"{n}.", **TENGAH)
        lembar.teks(r + n, PREDIKAT, nama, border=1)
        lembar.teks(r + n, PERSEN, teks, sampai=AKHIR, border=1)
    return r + len(isi) + 1


def _konversi(lembar: Kanvas, r: int, p: Tahunan) -> int:
    """The table of one row; the row after it and its notes."""
    satu, aturan = hasil(p), parameter("angka_kredit", "aturan", p.selesai)
    lembar.satukan(r, r + 4)
    lembar.teks(r, 0, "KONVERSI PREDIKAT KINERJA KE ANGKA KREDIT", sampai=AKHIR, **bagian.KIRI)
    kepala = ("NO", "PREDIKAT KINERJA", "PERSENTASE (%)", "KOEFISIEN SETAHUN", "BULAN PENILAIAN",
              "ANGKA KREDIT YANG DIDAPAT")  # fmt: skip
    lembar.tinggi(r + 1, 32)
    for k, nama in enumerate(kepala):
        lembar.teks(r + 1, k, nama, **KEPALA)
    b = r + 2
    lembar.tinggi(b, 22)
    tingkat = angka_kredit.jenjang(p.pegawai.jabatan, pada=p.selesai)
    lembar.angka(b, NO, 1, **TENGAH)
    lembar.teks(b, PREDIKAT, p.predikat or f4.KOSONG, **TENGAH)
    lembar.angka(b, PERSEN, aturan["persentase"].get(p.predikat), **TENGAH)
    if tingkat is None:
        lembar.teks(b, KOEFISIEN, TITIK[:8], **TENGAH)
    else:
        lembar.angka(b, KOEFISIEN, baca(aturan["koefisien"][tingkat]), **TENGAH)
    lembar.angka(b, BULAN, banyak_bulan(p), **TENGAH)
    if satu is None:
        lembar.teks(b, HASIL, TITIK[:8], **TENGAH)
    else:
        rumus = f"=ROUND(ROUND({sel(b, KOEFISIEN)}*{sel(b, PERSEN)}/100*{sel(b, BULAN)}/12,10),2)"
        lembar.rumus(b, HASIL, rumus, polos(satu.nilai), **{**KEPALA, "bg_color": "#FFFFFF"})
    r = b + 1
    for isi in _catatan(tingkat, satu):
        lembar.tinggi(r, tinggi((isi, sum(LEBAR))))
        lembar.teks(r, 0, isi, sampai=AKHIR, italic=True, font_size=8)
        r += 1
    return r


def _catatan(tingkat: str | None, satu: HasilAngkaKredit | None) -> tuple[str, ...]:
    """How it was reckoned, or why it was not."""
    if tingkat is None:
        return (
            "Jenjang jabatan fungsional tidak terbaca dari nama jabatan, jadi koefisien dan angka kreditnya diisi "
            "dengan tangan: koefisien x persentase x bulan / 12.",
        )
    cara = "Angka kredit = koefisien setahun x persentase predikat x bulan / 12."
    if satu is None:
        return (f"Jenjang {tingkat}. {cara}",)
    return (f"Jenjang {tingkat}. {cara} Ketentuan {satu.jejak.parameter}.",)

"""What was understood of a workbook, beside what stood there; shown before anything is kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from flask_babel import gettext as _

from portal.forms.impor.angka import kosong, pisahkan
from portal.forms.impor.sel import Sel

ANGKA = ("ak", "kuantitas", "kualitas", "waktu", "biaya")
MEDAN = ("uraian", "ak", "kuantitas", "satuan", "kualitas", "waktu", "biaya")
"""The fields of a row of form F-1, in its order."""
BULAN_LAIN = {"": 1, "bulan": 1, "bln": 1, "bl": 1, "bulanan": 1, "tahun": 12, "thn": 12, "th": 12}
"""Words behind the months of a kegiatan -> how many months one is."""
MAKS_TERLEWAT = 100


@dataclass(frozen=True)
class Medan:
    """One field. `nilai`: what goes into the form, in its own shape; `asli`: what stood at `alamat` (of more cells than
    one: "C5, D5"). `pesan`: what was taken for granted, or, where it was not understood (`paham` False, `nilai` as it
    was written), why and what to do."""

    nilai: str
    asli: str = ""
    alamat: str = ""
    pesan: str = ""
    paham: bool = True
    rumus: bool = False


@dataclass(frozen=True)
class Baris:
    """One row of the form. `nomor`: its row in the sheet. `bulan`: month (1..12) -> its fields. `id`: the kegiatan it
    already is in the portal, where the file says so. `rinci`: what SKP ask besides since July 2021, by path
    ("intervensi", "indikator.waktu.minimum")."""

    nomor: int
    medan: Mapping[str, Medan]
    bulan: Mapping[int, Mapping[str, Medan]] = field(default_factory=dict)
    id: str = ""
    rinci: Mapping[str, Medan] = field(default_factory=dict)

    @property
    def isian(self) -> dict[str, Any]:
        """The row in the shape of the form (portal/forms/isian.py)."""
        hasil: dict[str, Any] = {m: satu.nilai for m, satu in self.medan.items()}
        if self.bulan:
            hasil["bulan"] = {str(b): {m: s.nilai for m, s in isi.items()} for b, isi in sorted(self.bulan.items())}
        for jalur, satu in self.rinci.items():
            *induk, akhir = jalur.split(".")
            tempat = hasil
            for nama in induk:
                tempat = tempat.setdefault(nama, {})
            tempat[akhir] = satu.nilai
        return {"id": self.id, **hasil}

    @property
    def tidak_paham(self) -> int:
        """How many fields stay as they were written."""
        bulan = (s for b in self.bulan.values() for s in b.values())
        return sum(not m.paham for m in (*self.medan.values(), *self.rinci.values(), *bulan))


@dataclass(frozen=True)
class Terlewat:
    """What was not taken: where, the words, and why."""

    alamat: str
    teks: str
    sebab: str


@dataclass(frozen=True)
class Impor:
    """`jenis`: "templat" or "bebas" (any other workbook with the form's table); `lembar`: the sheet that was read."""

    jenis: str
    lembar: str
    baris: tuple[Baris, ...]
    terlewat: tuple[Terlewat, ...] = ()
    peringatan: tuple[str, ...] = ()


def batasi(terlewat: Sequence[Terlewat]) -> tuple[Terlewat, ...]:
    """As many as a page shows, and how many more there are."""
    if len(terlewat) <= MAKS_TERLEWAT:
        return tuple(terlewat)
    lagi = len(terlewat) - MAKS_TERLEWAT
    return (*terlewat[:MAKS_TERLEWAT], Terlewat("", "…", _("Masih ada %(n)s baris lain yang tidak diambil.", n=lagi)))


def medan_teks(*sel: Sel) -> Medan:
    """A field of words, from one or more cells."""
    ada = [s for s in sel if s.teks or s.rumus]
    if not ada:
        return Medan("")
    teks = " ".join(s.teks for s in ada).strip()
    satu = Medan(teks, teks, ada[0].alamat, rumus=any(s.rumus for s in ada))
    return _cacat(ada[0], satu) or satu


def medan_angka(nama: str, *sel: Sel, setahun: bool = True) -> tuple[Medan, str]:
    """A number field from the cells it may stand in, and the words that belong to it (the unit).

    `setahun`: a target of the year, with `waktu` in months, and zero where the form wants nothing (biaya, ak) becomes
    nothing; else a value of one month, with `waktu` in days.
    """
    ada = [s for s in sel if (s.teks or s.rumus) and not kosong(s.teks or "x")]
    if not ada:
        return Medan("", sel[0].teks if sel else "", sel[0].alamat if sel else ""), ""
    satu, lain = _pilih(ada)
    asli = " ".join(s.teks for s in ada)
    dasar = Medan(asli, asli, ", ".join(s.alamat for s in ada), rumus=any(s.rumus for s in ada))
    if cacat := _cacat(satu, dasar):
        return cacat, ""
    baca = pisahkan(satu.teks)
    angka = satu.angka if satu.angka is not None else baca.angka if baca else None
    if angka is None:
        salah = replace(dasar, paham=False, pesan=_("Bukan satu angka. Tulis angkanya saja."))
        if nama == "kuantitas" and lain:  # the unit stands in a cell of its own: it was understood
            return replace(salah, nilai=satu.teks), " ".join(lain)
        return salah, ""
    kata = " ".join(filter(None, (satu.akhiran or (baca.sisa if baca and satu.angka is None else ""), *lain))).strip()
    hasil = replace(dasar, nilai=angka)
    if baca and baca.ragu and satu.angka is None:
        hasil = replace(hasil, pesan=_("Dibaca sebagai pecahan. Bila maksud Anda ribuan, tulis dengan titik."))
    return _sesuaikan(nama, hasil, kata, setahun)


def _pilih(ada: list[Sel]) -> tuple[Sel, list[str]]:
    """The cell with the number, and the words of the others."""
    satu = next((s for s in ada if s.angka is not None), None) or next((s for s in ada if pisahkan(s.teks)), ada[0])
    return satu, [s.teks for s in ada if s is not satu]


def _sesuaikan(nama: str, satu: Medan, kata: str, setahun: bool) -> tuple[Medan, str]:
    """The number in the unit of the form, or the words as they were where the unit is another."""
    kecil = kata.casefold().strip(" .")
    if setahun and nama in ("biaya", "ak") and satu.nilai == "0":
        return replace(satu, nilai="", pesan=_("0 dibaca kosong: kegiatan ini tanpa nilai itu.")), ""
    if nama == "waktu" and not setahun and kecil in ("", "hari", "hari kerja", "hr"):
        return satu, ""
    if nama == "waktu" and not setahun:
        return replace(satu, nilai=satu.asli, paham=False, pesan=_("Tulis waktu dalam hari kerja, misalnya 20.")), ""
    if nama == "waktu" and kecil in BULAN_LAIN:
        if (kali := BULAN_LAIN[kecil]) != 1 and satu.nilai.isdecimal():
            return replace(satu, nilai=str(int(satu.nilai) * kali), pesan=_("Tahun dihitung 12 bulan.")), ""
        return satu, ""
    if nama == "waktu":
        return replace(satu, nilai=satu.asli, paham=False, pesan=_("Tulis waktu dalam bulan, misalnya 12.")), ""
    if nama == "kualitas" and kecil not in ("", "%", "persen", "persentase"):
        return replace(satu, nilai=satu.asli, paham=False, pesan=_("Tulis mutu sebagai angka 0 sampai 100.")), ""
    if nama in ("biaya", "ak") and kecil not in ("", "rp", "rupiah", "ak"):
        return replace(satu, nilai=satu.asli, paham=False, pesan=_("Tulis angkanya saja, tanpa kata.")), ""
    return satu, kata if nama == "kuantitas" else ""


def _cacat(sel: Sel, satu: Medan) -> Medan | None:
    """What is wrong with the cell itself."""
    if sel.rumus and not sel.teks:
        pesan = _("Rumus tanpa hasil tersimpan. Buka berkas dengan Excel atau LibreOffice, simpan, lalu unggah lagi.")
        return replace(satu, nilai="", paham=False, pesan=pesan)
    if sel.jenis == "galat":
        return replace(satu, paham=False, pesan=_("Sel ini berisi galat rumus. Perbaiki rumusnya atau tulis nilainya."))
    if sel.jenis == "tanggal":
        pesan = _("Sel ini berisi tanggal; mungkin Excel mengubahnya sendiri. Tulis ulang sebagai angka atau teks.")
        return replace(satu, paham=False, pesan=pesan)
    return None

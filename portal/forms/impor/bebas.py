"""Any workbook with the table of form F-1: our own F-1, and the forms people have kept by hand since 2014.

Every row below the head ends in one of two lists: taken as a kegiatan, or left out with the reason. Hidden rows,
columns and sheets are left out too: who looks at the sheet does not see them.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from flask_babel import gettext as _

from portal.forms.impor.angka import kosong, pisahkan
from portal.forms.impor.hasil import ANGKA, MEDAN, Baris, Impor, Medan, Terlewat, batasi, medan_angka, medan_teks
from portal.forms.impor.kolom import Tabel, cari, jenis, lembar_batas
from portal.forms.impor.sel import Sel
from portal.forms.impor.xlsx import Buku, Lembar, tolak

MAKS_KEGIATAN = 60
_JUMLAH = re.compile(r"(grand |sub ?)?(jumlah|total)\b.*|nilai (capaian )?skp.*", re.IGNORECASE)
_TAMBAHAN = re.compile(r"(ii|iv|b)?[.) ]*\s*(tugas tambahan|kreativitas)", re.IGNORECASE)
_PENUTUP = re.compile(
    r"(pejabat penilai|atasan pejabat penilai|pegawai negeri sipil yang dinilai|pns yang dinilai|mengetahui|menyetujui)"
    r"\s*[,:]?$"
    r"|nip[.: ]*[0-9 ]{9,}"
    r"|[a-z .'-]{3,30}, *(tgl|tanggal|[0-9.… _]+) *(januari|februari|maret|april|mei|juni|juli|agustus|september"
    r"|oktober|november|nopember|desember|[.…_]{3,})",
    re.IGNORECASE,
)
_BAGIAN = re.compile(r"([A-Z]|[IVX]{1,4})[.)]\s+\S|unsur (utama|penunjang)", re.IGNORECASE)
_NIP = re.compile(r"(?<![0-9])[0-9]{8} ?[0-9]{6} ?[0-9] ?[0-9]{3}(?![0-9])")
_TAHUN = re.compile(r"(?<![0-9])20[0-9]{2}(?![0-9])")


def baca(buku: Buku, *, nip: str, tahun: int) -> Impor:
    """The kegiatan of the sheet that fits best. TidakSah where no sheet has the table, or its table is empty."""
    tabel, lain = _pilih(buku, nip)
    isi = _Isi(tabel)
    baris = isi.baris()
    if not baris:
        raise tolak(
            _("Tabel kegiatan ditemukan pada lembar “%(lembar)s”, tetapi tidak ada isinya.", lembar=tabel.lembar.nama)
        )
    if len(baris) > MAKS_KEGIATAN:
        raise tolak(_("Ada %(n)s kegiatan; paling banyak %(batas)s.", n=len(baris), batas=MAKS_KEGIATAN))
    kata = [*_tentang(tabel, nip, tahun), *isi.peringatan(buku, baris)]
    if lain:
        kata.append(_("Lembar yang tidak dibaca: %(nama)s.", nama=", ".join(f"“{n}”" for n in lain[:8])))
    return Impor("bebas", tabel.lembar.nama, tuple(baris), batasi(isi.terlewat), tuple(kata))


def _pilih(buku: Buku, nip: str) -> tuple[Tabel, list[str]]:
    """The best table (this person's before another's, targets alone before those with realisation), and the names of
    the other sheets with something in them."""
    calon = [t for lembar in buku.lembar if not lembar.tersembunyi and (t := cari(lembar))]
    if not calon:
        raise tolak(
            _(
                "Tabel SKP tidak ditemukan. Baris kepalanya harus memuat kolom kegiatan, "
                "kuantitas, mutu, dan waktu seperti formulir SKP; atau pakai templat "
                "dari portal."
            ),
            "tabel_tidak_ada",
        )

    def urut(t: Tabel) -> tuple[bool, bool, int]:
        return nip in _nip(t.lembar), lembar_batas(t.lembar, t.kepala, t.kolom["uraian"][0]) is None, t.nilai

    pilihan = max(calon, key=urut)
    return pilihan, [x.nama for x in buku.lembar if x is not pilihan.lembar and x.sel]


def _tentang(tabel: Tabel, nip: str, tahun: int) -> list[str]:
    """Whose form it says it is, and of which year."""
    kata = []
    if (ada := _nip(tabel.lembar)) and nip not in ada:
        kata.append(
            _(
                "NIP Anda tidak ada pada lembar ini (yang ada: %(nip)s). Pastikan ini berkas Anda.",
                nip=", ".join(sorted(ada)[:3]),
            )
        )
    atas = " ".join(s.teks for (r, _k), s in tabel.lembar.sel.items() if r < tabel.kepala and s.jenis != "angka")
    tahun_ada = {int(t) for t in _TAHUN.findall(_NIP.sub(" ", atas))}
    if tahun_ada and tahun not in tahun_ada:
        kata.append(
            _(
                "Berkas ini menyebut tahun %(ada)s, sedangkan SKP ini tahun %(tahun)s.",
                ada=", ".join(map(str, sorted(tahun_ada)[:3])),
                tahun=tahun,
            )
        )
    return kata


def _nip(lembar: Lembar) -> set[str]:
    teks = (s.angka or s.teks for s in lembar.sel.values())
    return {c.replace(" ", "") for t in teks if any(h.isdigit() for h in t) for c in _NIP.findall(t)}


class _Isi:
    """Reads the rows of one table."""

    def __init__(self, tabel: Tabel) -> None:
        self.tabel, self.lembar = tabel, tabel.lembar
        self.terlewat: list[Terlewat] = []
        self.mati: set[int] = set()

    def baris(self) -> list[Baris]:
        """The kegiatan, in their order."""
        hasil: list[Baris] = []
        tutup = ""
        for r, sel in self.lembar.baris():
            if r < self.tabel.mulai:
                continue
            terlihat = {k: s for k, s in sel.items() if k not in self.lembar.kolom_tersembunyi}
            self.mati |= set(sel) - set(terlihat)
            if r in self.lembar.baris_tersembunyi:
                self._lewat(terlihat, _("Baris ini tersembunyi. Tampilkan, lalu unggah lagi, bila termasuk SKP."))
                continue
            tutup = tutup or (_penutup(terlihat) if not self._kegiatan(terlihat) else "")
            if tutup:
                self._lewat(terlihat, tutup)
                continue
            self._satu(r, terlihat, hasil)
        return hasil

    def _satu(self, r: int, sel: Mapping[int, Sel], hasil: list[Baris]) -> None:
        medan, nomor = self._medan(sel)
        angka = [m for m in ANGKA if medan[m].nilai or not medan[m].paham]
        uraian = medan["uraian"].nilai
        if not uraian and not angka and not medan["satuan"].nilai:
            if any(not kosong(s.teks) for s in sel.values()) and not nomor:
                self._lewat(sel, _("Di luar kolom yang dikenal."))
            return
        if jenis(Sel("", uraian)) == "uraian" and not any(medan[m].nilai and medan[m].paham for m in ANGKA):
            return  # the head again, on the next printed page
        if _JUMLAH.fullmatch(uraian or _awal(sel)):
            self._lewat(sel, _("Baris jumlah; portal menghitungnya sendiri."))
            return
        if not uraian:
            self._tanpa_uraian(r, sel, medan, angka, hasil)
            return
        if not angka and not medan["satuan"].nilai and not nomor:
            if hasil and hasil[-1].nomor == r - 1 and uraian[:1].islower():
                hasil[-1] = _sambung(hasil[-1], r, medan["uraian"])
                return
            if _BAGIAN.match(uraian) or uraian.isupper():
                self._lewat(sel, _("Judul bagian, bukan kegiatan."))
                return
        hasil.append(Baris(r, medan))

    def _tanpa_uraian(
        self, r: int, sel: Mapping[int, Sel], medan: Mapping[str, Medan], angka: list[str], hasil: list[Baris]
    ) -> None:
        """Numbers without words: below a merged kegiatan they are its own; else a row only if it looks like one."""
        if hasil and self._menyatu(hasil[-1].nomor, r):
            lama = hasil[-1].medan
            if all(not lama[m].nilai for m in MEDAN if medan[m].nilai):
                hasil[-1] = replace(hasil[-1], medan={m: s if s.nilai else lama[m] for m, s in medan.items()})
                return
            self._lewat(sel, _("Baris kedua dari kegiatan yang digabung; satu kegiatan hanya satu target."))
        elif "kuantitas" in angka and ("kualitas" in angka or "waktu" in angka):
            hasil.append(Baris(r, medan))
        else:
            self._lewat(sel, _("Ada angka tanpa uraian kegiatan."))

    def _kegiatan(self, sel: Mapping[int, Sel]) -> bool:
        """Words and a quantity: a kegiatan, whatever its words are."""
        kata, banyak = (
            range(awal, akhir + 1) for awal, akhir in (self.tabel.kolom["uraian"], self.tabel.kolom["kuantitas"])
        )
        return any(k in sel for k in kata) and any(
            s.angka is not None or pisahkan(s.teks) for k in banyak if (s := sel.get(k))
        )

    def _menyatu(self, atas: int, r: int) -> bool:
        awal, akhir = self.tabel.kolom["uraian"]
        return any(a <= atas and r <= b and k1 <= akhir and awal <= k2 for a, k1, b, k2 in self.lembar.gabung)

    def _medan(self, sel: Mapping[int, Sel]) -> tuple[dict[str, Medan], str]:
        """The fields of a row, and what stands in its column of numbers."""
        kolom = self.tabel.kolom

        def ambil(nama: str) -> list[Sel]:
            awal, akhir = kolom.get(nama, (0, -1))
            return [sel[k] for k in range(awal, akhir + 1) if k in sel]

        medan: dict[str, Medan] = {m: Medan("") for m in MEDAN}
        medan["uraian"] = medan_teks(*_tanpa_nomor(ambil("uraian")))
        kata = ""
        for nama in ANGKA:
            medan[nama], sisa = medan_angka(nama, *ambil(nama))
            kata = kata or sisa
        satuan = [s for s in ambil("satuan") if not kosong(s.teks)]
        if satuan:
            medan["satuan"] = medan_teks(*satuan)
        elif kata:
            medan["satuan"] = replace(medan["kuantitas"], nilai=kata, pesan="", paham=True)
        return medan, " ".join(s.teks for s in ambil("nomor"))

    def _lewat(self, sel: Mapping[int, Sel], sebab: str) -> None:
        ada = [s for s in sel.values() if s.teks]
        if ada:
            self.terlewat.append(Terlewat(ada[0].alamat, " | ".join(s.teks for s in ada)[:300], sebab))

    def peringatan(self, buku: Buku, baris: Iterable[Baris]) -> list[str]:
        """What holds for the whole sheet."""
        kata = []
        rumus = sum(m.rumus for b in baris for m in b.medan.values())
        if rumus:
            kata.append(
                _(
                    "%(n)s sel berisi rumus. Portal tidak menghitung rumus; yang dipakai "
                    "hasil terakhir yang tersimpan di berkas.",
                    n=rumus,
                )
            )
        if buku.tautan:
            kata.append(_("Berkas ini merujuk berkas lain. Rujukan itu tidak dibuka."))
        if self.mati:
            kata.append(_("Kolom yang tersembunyi tidak dibaca."))
        if self.lembar.terpotong:
            kata.append(
                _("Lembar ini sangat besar; hanya bagian awalnya yang dibaca. Periksa apakah semua kegiatan ada.")
            )
        return kata


def _penutup(sel: Mapping[int, Sel]) -> str:
    """Why the table ends with this row; "" where it goes on."""
    for satu in sel.values():
        if _TAMBAHAN.match(satu.teks):
            return _("Tugas tambahan dan kreativitas dicatat pada halaman SKP, bukan di sini.")
        if _PENUTUP.match(satu.teks):
            return _("Bagian tanda tangan.")
    return ""


def _awal(sel: Mapping[int, Sel]) -> str:
    return next((s.teks for s in sel.values() if s.jenis == "teks" and s.teks), "")


def _tanpa_nomor(sel: list[Sel]) -> list[Sel]:
    """Without the row's own number or letter before the words ("1", "a.")."""
    return sel[1:] if len(sel) > 1 and re.fullmatch(r"[0-9]{1,2}[.)]?|[a-z][.)]", sel[0].teks) else sel


def _sambung(baris: Baris, r: int, lanjutan: Medan) -> Baris:
    """A kegiatan whose words go on in the next row."""
    uraian = baris.medan["uraian"]
    teks = f"{uraian.nilai} {lanjutan.nilai}"
    baru = replace(uraian, nilai=teks, asli=teks, pesan=_("Disambung dari baris berikutnya."))
    return replace(baris, nomor=r, medan={**baris.medan, "uraian": baru})

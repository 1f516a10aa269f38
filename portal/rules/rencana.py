"""Apa yang diminta SKP menurut hukum masanya, di samping target bulanan yang dipakai untuk TPP.

PP 46/2011 (sampai Juni 2021): kegiatan tugas jabatan dengan targetnya, tidak lebih. PermenPANRB 8/2021 (Juli-Desember
2021): rencana kinerja utama atau tambahan, rencana kinerja atasan yang diintervensi, indikator kinerja individu menurut
aspek (kuantitas, kualitas, waktu, biaya) dengan target satu angka atau rentang. PermenPANRB 6/2022 (sejak 2022): hasil
kerja utama atau tambahan, rencana hasil kerja pimpinan yang diintervensi, indikator dengan target (kuantitatif) atau
ukuran keberhasilan yang dilukiskan (kualitatif), ekspektasi khusus pimpinan atas tujuh nilai dasar, dan lampiran. JPT
tidak mengintervensi rencana siapa pun; ia menyebut perspektif [knowledge: medium].

Isian yang tidak menyebut satu pun bagian ini (bentuk lama) tetap sah: bagiannya tinggal kosong, dan peninjau
melihatnya.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from portal.rules.berlaku import parameter
from portal.rules.eksak import GalatMasukan, baca, teks
from portal.rules.jabatan import fungsional
from portal.rules.penilaian_tahunan import NILAI_DASAR
from portal.rules.temuan import Batas, Temuan, kosong, temuan_angka

PP46, PP30, PAN6 = "PP46", "PP30", "PAN6"
JENIS = {"utama": "Utama", "tambahan": "Tambahan"}
ASPEK = {"kuantitas": "Kuantitas", "kualitas": "Kualitas", "waktu": "Waktu", "biaya": "Biaya"}
PERSPEKTIF = {
    "penerima_layanan": "Penerima layanan",
    "proses_bisnis": "Proses bisnis",
    "penguatan_internal": "Penguatan internal",
    "anggaran": "Anggaran",
}
PENDEKATAN = {"kuantitatif": "Kuantitatif", "kualitatif": "Kualitatif"}
LAMPIRAN = {
    "dukungan": "Dukungan sumber daya",
    "pertanggungjawaban": "Skema pertanggungjawaban",
    "konsekuensi": "Konsekuensi",
}
MEDAN = ("jenis", "intervensi", "perspektif", "indikator")
"""What a row may say besides its targets."""
ISI_INDIKATOR = ("uraian", "minimum", "maksimum", "satuan")
MAKS = {"intervensi": 500, "uraian": 300, "satuan": 40, "ekspektasi": 1000, "lampiran": 4000}
"""The longest texts, in letters; longer ones are refused, never cut."""
ANGKA_TARGET: Batas = {"minimum": 0, "maksimum": 999_999_999_999_999, "desimal": 2}
SATUAN_BAWAAN = {"kualitas": "%", "waktu": "bulan", "biaya": "rupiah"}


@dataclass(frozen=True)
class Bentuk:
    """What an SKP asks. `baris`: what one row is called; `intervensi`: what the leader's plan is called, None where it
    is not asked; `perspektif`, `indikator`, `pendekatan`, `perilaku`, `lampiran`, `ak`: whether these are."""

    profil: str
    dasar: str
    baris: str
    intervensi: str | None = None
    perspektif: bool = False
    indikator: str | None = None
    pendekatan: tuple[str, ...] = ()
    perilaku: bool = False
    lampiran: bool = False
    ak: bool = False

    @property
    def rinci(self) -> bool:
        """A row has more than its targets."""
        return self.profil != PP46


def profil(pada: date) -> str:
    """ "PP46", "PP30" or "PAN6": the law an SKP that begins on that day is drawn up under. LookupError before 2014."""
    return str(parameter("skp", "bentuk", pada)["profil"])


def bentuk(pada: date, jabatan: str) -> Bentuk:
    """What an SKP that begins on that day asks of somebody with this jenis jabatan. Since PermenPANRB 6/2022 the angka
    kredit of jabatan fungsional follows from the predicate of the year and no longer from kegiatan."""
    nama, jpt = profil(pada), jabatan == "jpt"
    ak = nama != PAN6 and fungsional(jabatan)
    if nama == PP46:
        return Bentuk(PP46, "PP 46/2011", "Kegiatan tugas jabatan", ak=ak)
    if nama == PP30:
        atasan = None if jpt else "Rencana kinerja atasan langsung yang diintervensi"
        return Bentuk(PP30, "PermenPANRB 8/2021", "Rencana kinerja", atasan, jpt, "Indikator kinerja individu", ak=ak)
    pimpinan = None if jpt else "Rencana hasil kerja pimpinan yang diintervensi"
    return Bentuk(
        PAN6, "PermenPANRB 6/2022", "Rencana hasil kerja", pimpinan, jpt, "Ukuran keberhasilan/indikator",
        ("kuantitatif",) if jpt else tuple(PENDEKATAN), perilaku=True, lampiran=True,
    )  # fmt: skip


@dataclass(frozen=True)
class Rinci:
    """What a row says besides its targets, as it was sent. `indikator`: aspek -> its parts (ISI_INDIKATOR)."""

    jenis: str | None = None
    intervensi: str | None = None
    perspektif: str | None = None
    indikator: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    @property
    def terisi(self) -> dict[str, Mapping[str, Any]]:
        """The indicators of which something is filled in, in the order of the form."""
        return {
            a: i for a in ASPEK if (i := self.indikator.get(a)) and any(not kosong(i.get(m)) for m in ISI_INDIKATOR)
        }


def dari_baris(baris: Mapping[str, Any]) -> Rinci | None:
    """What a row of the form says; None where it has none of these parts (sent in the shape of before)."""
    if not any(m in baris for m in MEDAN):
        return None
    return Rinci(
        baris.get("jenis"), baris.get("intervensi"), baris.get("perspektif"),
        {a: i for a, i in (baris.get("indikator") or {}).items() if isinstance(i, Mapping)},
    )  # fmt: skip


def lengkapi(rinci: Rinci, baris: Mapping[str, Any], *, angka: bool) -> Rinci:
    """Where an indicator is named and its target is not, the target of the row stands for it: nobody types a number
    twice. Without `angka` (kualitatif) the words are the target, and only a unit is added to a number."""
    hasil: dict[str, Mapping[str, Any]] = {}
    for aspek, isi in rinci.terisi.items():
        satuan = baris.get("satuan") if aspek == "kuantitas" else SATUAN_BAWAAN[aspek]
        jadi = dict(isi)
        if angka and kosong(jadi.get("minimum")) and kosong(jadi.get("maksimum")) and not kosong(baris.get(aspek)):
            jadi["minimum"] = baris.get(aspek)
        bernilai = not (kosong(jadi.get("minimum")) and kosong(jadi.get("maksimum")))
        if (
            bernilai
            and kosong(jadi.get("satuan"))
            and (aspek != "waktu" or "minimum" not in isi or kosong(isi["minimum"]))
        ):
            jadi["satuan"] = satuan  # a time that somebody typed may be days as well as months: it needs its unit
        hasil[aspek] = jadi
    return Rinci(rinci.jenis, rinci.intervensi, rinci.perspektif, hasil)


def ringkas(baris: Mapping[str, Any]) -> dict[str, Any]:
    """The row of a form without the targets that only repeat it: what `lengkapi` would write again is left open, so
    that a target corrected in the row is never contradicted by its own copy in an indicator."""
    if not baris.get("indikator"):
        return dict(baris)
    indikator = {}
    for aspek, isi in baris["indikator"].items():
        kata = {m: n for m, n in isi.items() if m not in ("minimum", "satuan")}
        penuh = lengkapi(Rinci(indikator={aspek: kata}), baris, angka=True).indikator.get(aspek)
        indikator[aspek] = kata if penuh and _polos({aspek: penuh}) == _polos({aspek: isi}) else dict(isi)
    return {**baris, "indikator": indikator}


def periksa(rinci: Rinci, nomor: int, bentuk: Bentuk, *, angka: bool = True) -> tuple[Temuan, ...]:
    """What is wrong with these parts of one row, in the order of the form. `angka`: targets must be numbers."""
    if not bentuk.rinci:
        return tuple(_tak_diminta(rinci, nomor, bentuk))
    temuan: list[Temuan] = []
    if not kosong(rinci.jenis) and rinci.jenis not in JENIS:
        temuan.append(Temuan("jenis", nomor, "Pilih utama atau tambahan."))
    temuan += _intervensi(rinci, nomor, bentuk)
    if not rinci.terisi:
        pesan = f"{bentuk.indikator} belum diisi. Isi paling sedikit satu aspek."
        temuan.append(Temuan("indikator.kuantitas.uraian", nomor, pesan))
    asing = [a for a in rinci.indikator if a not in ASPEK]
    temuan += [Temuan("indikator", nomor, f"Aspek {a} tidak dikenal.") for a in asing]
    for aspek, isi in rinci.terisi.items():
        temuan += _indikator(aspek, isi, nomor, bentuk, angka)
    return tuple(temuan)


def _tak_diminta(rinci: Rinci, nomor: int, bentuk: Bentuk) -> list[Temuan]:
    """PP 46/2011 knows none of these parts."""
    pesan = f"Tidak diminta menurut {bentuk.dasar}. Kosongkan."
    temuan = [Temuan(m, nomor, pesan) for m in ("intervensi", "perspektif") if not kosong(getattr(rinci, m))]
    if rinci.jenis == "tambahan":
        pesan_jenis = "Menurut PP 46/2011 tugas tambahan dicatat pada halaman SKP, bukan sebagai kegiatan."
        temuan.insert(0, Temuan("jenis", nomor, pesan_jenis))
    return temuan + [Temuan(f"indikator.{a}.uraian", nomor, pesan) for a in rinci.terisi]


def _intervensi(rinci: Rinci, nomor: int, bentuk: Bentuk) -> list[Temuan]:
    temuan = []
    if bentuk.intervensi is None:
        if not kosong(rinci.intervensi):
            temuan.append(Temuan("intervensi", nomor, "Tidak diminta untuk JPT. Kosongkan."))
    elif kosong(rinci.intervensi) and rinci.jenis != "tambahan":
        pesan = f"{bentuk.intervensi} belum diisi. Salin dari SKP atasan Anda."
        temuan.append(Temuan("intervensi", nomor, pesan))
    elif len(str(rinci.intervensi or "")) > MAKS["intervensi"]:
        temuan.append(Temuan("intervensi", nomor, "Terlalu panjang; paling banyak 500 huruf."))
    if not bentuk.perspektif:
        if not kosong(rinci.perspektif):
            temuan.append(Temuan("perspektif", nomor, "Perspektif hanya untuk JPT. Kosongkan."))
    elif rinci.perspektif not in PERSPEKTIF:
        temuan.append(Temuan("perspektif", nomor, "Pilih perspektifnya."))
    return temuan


def _indikator(aspek: str, isi: Mapping[str, Any], nomor: int, bentuk: Bentuk, angka: bool) -> list[Temuan]:
    """One indicator: its words, and a target from minimum to maksimum with its unit."""
    nama, temuan = f"indikator.{aspek}", []
    if kosong(isi.get("uraian")):
        temuan.append(Temuan(f"{nama}.uraian", nomor, "Tulis indikatornya, atau kosongkan targetnya."))
    temuan += [
        Temuan(f"{nama}.{m}", nomor, f"Terlalu panjang; paling banyak {MAKS[m]} huruf.")
        for m in ("uraian", "satuan")
        if len(str(isi.get(m) or "").strip()) > MAKS[m]
    ]
    ada = [m for m in ("minimum", "maksimum") if not kosong(isi.get(m))]
    if not ada:
        if angka and not kosong(isi.get("uraian")):
            temuan.append(Temuan(f"{nama}.minimum", nomor, f"Isi target {ASPEK[aspek].lower()}."))
        return temuan
    salah = [t for m in ada for t in temuan_angka(isi.get(m), f"{nama}.{m}", nomor, **ANGKA_TARGET)]
    if not salah and ada == ["maksimum"]:
        salah.append(Temuan(f"{nama}.minimum", nomor, "Isi batas bawah rentang, atau pindahkan angka ini ke sana."))
    if not salah and len(ada) == 2 and baca(isi["maksimum"]) < baca(isi["minimum"]):
        salah.append(Temuan(f"{nama}.maksimum", nomor, "Batas atas tidak boleh lebih kecil dari batas bawah."))
    if kosong(isi.get("satuan")):
        salah.append(Temuan(f"{nama}.satuan", nomor, "Isi satuan targetnya."))
    return temuan + salah


def simpan_indikator(rinci: Rinci) -> dict[str, dict[str, str]] | None:
    """The indicators as they are kept: checked, exact numbers as text, without what is empty; None for none."""
    hasil = {}
    for aspek, isi in rinci.terisi.items():
        satu = {m: " ".join(str(isi[m]).split()) for m in ("uraian", "satuan") if not kosong(isi.get(m))}
        satu |= {m: teks(baca(isi[m], m)) for m in ("minimum", "maksimum") if not kosong(isi.get(m))}
        if satu.get("maksimum") == satu.get("minimum"):
            satu.pop("maksimum", None)
        hasil[aspek] = {m: satu[m] for m in ISI_INDIKATOR if m in satu}
    return hasil or None


def periksa_pendekatan(pendekatan: str | None, bentuk: Bentuk) -> tuple[Temuan, ...]:
    """What is wrong with the kind of the SKP; nothing where it was left to the default."""
    if kosong(pendekatan) or pendekatan in bentuk.pendekatan:
        return ()
    if not bentuk.pendekatan:
        return (Temuan("pendekatan", None, f"Tidak diminta menurut {bentuk.dasar}."),)
    if pendekatan in PENDEKATAN:
        return (Temuan("pendekatan", None, "SKP pejabat pimpinan tinggi selalu kuantitatif."),)
    return (Temuan("pendekatan", None, "Pilih kuantitatif atau kualitatif."),)


def periksa_teks(isi: Mapping[str, Any], medan: str, boleh: bool, dasar: str) -> tuple[Temuan, ...]:
    """What is wrong with `ekspektasi` (by value of BerAKHLAK) or `lampiran` (by its parts)."""
    kunci: Mapping[str, str] = NILAI_DASAR if medan == "ekspektasi" else LAMPIRAN
    temuan = []
    for satu, teks_ in isi.items():
        if kosong(teks_):
            continue
        if satu not in kunci or not boleh:
            temuan.append(Temuan(f"{medan}.{satu}", None, f"Tidak diminta menurut {dasar}. Kosongkan."))
        elif len(str(teks_).strip()) > MAKS[medan]:
            temuan.append(Temuan(f"{medan}.{satu}", None, f"Terlalu panjang; paling banyak {MAKS[medan]} huruf."))
    return tuple(temuan)


def simpan_teks(isi: Mapping[str, Any], medan: str) -> dict[str, str] | None:
    """The filled in texts in the order of the form; None for none."""
    kunci: Mapping[str, str] = NILAI_DASAR if medan == "ekspektasi" else LAMPIRAN
    return {k: str(isi[k]).strip() for k in kunci if not kosong(isi.get(k))} or None


def target(isi: Mapping[str, Any], angka: Any) -> str:
    """The target of an indicator in words: "80-90 %", "12 laporan", "" where it is only described. `angka` writes a
    number as the reader's language does."""
    rendah, tinggi = isi.get("minimum"), isi.get("maksimum")
    if kosong(rendah):
        return ""
    bilangan = angka(rendah) if kosong(tinggi) else f"{angka(rendah)} - {angka(tinggi)}"
    return f"{bilangan} {isi.get('satuan') or ''}".strip()


def kunci(rinci: Rinci | None) -> tuple[object, ...]:
    """What two rows are compared by: the words without spaces too many, numbers as numbers, nothing as nothing."""
    satu = rinci or Rinci()
    kata = tuple(" ".join(str(isi or "").split()) for isi in (satu.intervensi, satu.perspektif))
    isi = _polos(satu.indikator)
    return (satu.jenis or "utama", *kata, tuple((a, tuple(sorted(isi[a].items()))) for a in sorted(isi)))


def sama(satu: Mapping[str, Any] | None, dua: Mapping[str, Any] | None) -> bool:
    """Two sets of indicators say the same, numbers as numbers."""
    return _polos(satu) == _polos(dua)


def _polos(isi: Mapping[str, Any] | None) -> dict[str, Any]:
    hasil = {}
    for aspek, satu in (isi or {}).items():
        kata: dict[str, str | None] = {m: " ".join(str(satu.get(m) or "").split()) for m in ("uraian", "satuan")}
        bilangan: dict[str, str | None] = {}
        for m in ("minimum", "maksimum"):
            try:
                bilangan[m] = None if kosong(satu.get(m)) else teks(baca(satu[m]))
            except GalatMasukan:
                bilangan[m] = str(satu[m])
        if any(kata.values()) or any(v is not None for v in bilangan.values()):
            hasil[aspek] = kata | bilangan
    return hasil

"""Filling in a step from a workbook: for what it is meant, what the draft has now, and what an upload would make of it.

The parsing (portal/forms/impor) needs no database; what it is compared with is read here, before and beside it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from flask_babel import gettext as _

from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.forms.impor import baca_berkas
from portal.forms.impor.gabung import CARA, Gabungan, realisasi, sidik, skp
from portal.forms.impor.hasil import MEDAN, Baris, Impor
from portal.forms.impor.templat import Milik
from portal.forms.tampil import Isian, nama_medan, teks_medan
from portal.kata_aturan import kata
from portal.queries import langkah
from portal.queries.langkah_realisasi import KasusIsi
from portal.queries.langkah_skp import ANGKA, KasusSusun
from portal.reports.templat import BarisRealisasi, Pemilik, TemplatRealisasi, TemplatSkp
from portal.rules import isian as aturan_isian
from portal.rules import rencana
from portal.rules import skp as aturan_skp
from portal.rules.bulanan import Nilai
from portal.rules.skp import KegiatanSkp
from portal.security import Actor

HALAMAN = {
    "susun_skp": "susun_skp", "perbaiki_skp": "susun_skp", "susun_revisi": "susun_revisi",
    "isi_realisasi": "isi_realisasi",
}  # fmt: skip
"""The steps that are filled in from a workbook -> their page (portal/steps.py)."""
MEDAN_REALISASI = ("kuantitas", "kualitas", "waktu", "biaya", "ak", "catatan")


@dataclass(frozen=True)
class Sasaran:
    """The step an upload is for. `lama`: the rows of its draft (or of the case, where there is none); `draf`: the mark
    of that draft."""

    hal: langkah.HalamanTugas
    milik: Milik
    pemilik: Pemilik
    lama: tuple[Mapping[str, Any], ...]
    draf: str

    @property
    def jenis(self) -> str:
        """ "skp" or "realisasi"."""
        return self.milik.jenis

    @property
    def berisi(self) -> bool:
        """There is something in the draft that an upload could replace."""
        return any(str(v or "").strip() for b in self.lama for k, v in b.items() if k != "id")

    @property
    def kegiatan(self) -> dict[int, tuple[str, ...]]:
        """The kegiatan of the month and the aspects of each."""
        return {b.kegiatan: b.medan for b in self.hal.kasus.bulan.baris} if self.jenis == "realisasi" else {}


@dataclass(frozen=True)
class BarisPratinjau:
    """One row as it was understood. `temuan`: what would still stand in the way of sending it."""

    baris: Baris
    judul: str
    temuan: tuple[Temuan, ...]
    bulan: tuple[int, ...] = ()

    @property
    def rinci(self) -> tuple["Rincian", ...]:
        """What the file says of plan and indicators, in its order."""
        return tuple(
            Rincian(nama_medan(jalur), teks_medan(m.nilai, angka=jalur.endswith("imum")), m.alamat, m.pesan, m.paham)
            for jalur, m in self.baris.rinci.items()
            if m.nilai or m.pesan
        )


@dataclass(frozen=True)
class Rincian:
    """One of them: its name ("Indikator kuantitas: target"), what it says, where it stands, and what was wrong."""

    nama: str
    tampil: str
    alamat: str
    pesan: str
    paham: bool


@dataclass(frozen=True)
class Pratinjau:
    """What an upload says and what it would do: `cara`: way -> the draft it makes; `ditolak`: way -> why not."""

    impor: Impor
    baris: tuple[BarisPratinjau, ...]
    cara: Mapping[str, Gabungan]
    ditolak: Mapping[str, str]
    tidak_paham: int
    medan: tuple[str, ...]

    @property
    def bertemuan(self) -> int:
        """Rows that cannot be sent as they are."""
        return sum(bool(b.temuan) for b in self.baris)


def sasaran(actor: Actor, tugas_id: str) -> Sasaran:
    """The actor's own open step. TidakDitemukan for what is not his or is not filled in from a workbook."""
    tugas = langkah.buka(actor, tugas_id)
    if tugas.step not in HALAMAN or tugas.owner != actor.id:
        raise TidakDitemukan(_("Langkah ini tidak ada, bukan untuk Anda, atau tidak diisi dari Excel."))
    hal = langkah.halaman(actor, tugas, HALAMAN[tugas.step])
    isi = Isian(hal.draf, hal.isian_awal).isi
    kasus, p = hal.kasus, hal.perkara
    jenis = "realisasi" if isinstance(kasus, KasusIsi) else "skp"
    nomor, tahun, bulan = (
        (kasus.bulan.nomor, kasus.bulan.periode.year, kasus.bulan.periode.month)
        if isinstance(kasus, KasusIsi)
        else (kasus.nomor, kasus.mulai.year, None)
    )
    ak = kasus.ak if isinstance(kasus, KasusSusun) else False
    pemilik = Pemilik(nomor, tahun, actor.nama, actor.nip or "", p.jabatan if p else "", p.unit if p else "", ak, bulan)
    baris = isi.get("baris" if jenis == "realisasi" else "kegiatan")
    lama = tuple(b for b in baris if isinstance(b, Mapping)) if isinstance(baris, list) else ()
    milik = Milik(jenis, actor.nip or "", tahun, nomor, str(bulan or ""))
    return Sasaran(hal, milik, pemilik, lama, sidik(hal.draf))


def templat(s: Sasaran) -> TemplatSkp | TemplatRealisasi:
    """What the template of this step is written from."""
    kasus = s.hal.kasus
    if s.jenis == "skp":
        return TemplatSkp(
            s.pemilik,
            kasus.mulai,
            kasus.selesai,
            tuple(b for b, _n in kasus.bulan),
            s.lama if s.berisi else (),
            kasus.bentuk,
        )
    per = {int(b["kegiatan"]): b for b in s.lama}
    return TemplatRealisasi(
        s.pemilik,
        tuple(
            BarisRealisasi(
                b.kegiatan, b.uraian, b.satuan,
                {m: str(getattr(b.sisi["target"], m)) for m in b.medan} if "target" in b.sisi else {},
                {m: str(v) for m, v in per.get(b.kegiatan, {}).items() if m in MEDAN_REALISASI and v is not None},
            )
            for b in kasus.bulan.baris
        ),
    )  # fmt: skip


def pratinjau(s: Sasaran, isi: bytes) -> Pratinjau:
    """What this workbook says for this step. TidakSah, TerlaluBesar (portal/forms/impor)."""
    impor = baca_berkas(isi, s.milik, s.kegiatan)
    cara, ditolak = {}, {}
    for satu_cara in CARA if s.berisi else CARA[:1]:
        try:
            cara[satu_cara] = gabungan(s, impor, satu_cara)
        except TidakSah as salah:
            ditolak[satu_cara] = salah.pesan
    temuan = _temuan_skp(s, impor) if s.jenis == "skp" else _temuan_realisasi(s, cara["ganti"])
    baris = []
    for n, satu in enumerate(impor.baris):
        judul = satu.medan["uraian"].nilai if s.jenis == "skp" else _uraian(s, satu.id)
        kurang = tuple(replace(t, pesan=kata(t.pesan)) for t in temuan.get(n, ()))
        baris.append(BarisPratinjau(satu, judul, kurang, tuple(sorted(satu.bulan))))
    ada = {m for b in impor.baris for m, isi_ in b.medan.items() if isi_.asli or isi_.rumus}
    urut = MEDAN if s.jenis == "skp" else MEDAN_REALISASI
    tetap = ("kuantitas", "satuan", "kualitas", "waktu") if s.jenis == "skp" else ("kuantitas", "kualitas", "waktu")
    medan = tuple(m for m in urut if m != "uraian" and (m in ada or m in tetap))
    return Pratinjau(impor, tuple(baris), cara, ditolak, sum(b.tidak_paham for b in impor.baris), medan)


def gabungan(s: Sasaran, impor: Impor, cara: str) -> Gabungan:
    """The draft as this way makes it. TidakSah where it would have too many rows."""
    if s.jenis == "realisasi":
        return realisasi(cara, s.lama, impor)
    hasil = skp(cara, s.lama if s.berisi else (), impor)
    lain = {k: v for k, v in s.hal.draf.items() if k != "kegiatan"}  # typed beside the rows: reason, month, annexes
    return replace(hasil, isian={**lain, **hasil.isian}) if lain else hasil


def _temuan_skp(s: Sasaran, impor: Impor) -> dict[int, list[Temuan]]:
    """What the rules would say to each row of the file (rules/skp.py), its months split where it has none."""
    kasus = s.hal.kasus
    hasil = {}
    for n, satu in enumerate(impor.baris):
        if not satu.tidak_paham:
            isi = satu.isian
            bulan = isi.get("bulan") or kasus.bagi({**s.hal.draf, "kegiatan": [isi]})["kegiatan"][0].get("bulan") or {}
            per = {int(b): Nilai(**{m: nilai.get(m) for m in ANGKA}) for b, nilai in bulan.items()}
            rinci = rencana.dari_baris(isi)
            if rinci is not None:
                rinci = rencana.lengkapi(rinci, isi, angka=kasus.pendekatan != "kualitatif")
            kegiatan = KegiatanSkp(**{m: isi[m] for m in MEDAN}, bulan=per or None, rinci=rinci)
            jenis = "jft" if kasus.jft else "jpt" if kasus.bentuk.perspektif else "pelaksana"
            hasil[n] = [*_panjang(isi), *aturan_skp.periksa_kegiatan(
                kegiatan, n + 1, jabatan=jenis, mulai=kasus.mulai, selesai=kasus.selesai,
                kualitatif=kasus.pendekatan == "kualitatif", pada=kasus.hukum,
            )]  # fmt: skip
    return hasil


def _panjang(isi: Mapping[str, Any]) -> Sequence[Temuan]:
    if len(isi["uraian"]) > 500 or len(isi["satuan"]) > 40:
        return (Temuan("uraian", None, _("Ringkas: uraian paling banyak 500 huruf, satuan 40 huruf.")),)
    return ()


def _temuan_realisasi(s: Sasaran, hasil: Gabungan) -> dict[int, list[Temuan]]:
    """What the rules would say to the month as the file has it (rules/isian.py), by the row of the file."""
    kasus: KasusIsi = s.hal.kasus
    klaim = kasus.nilai_baris(hasil.isian)
    semua = aturan_isian.periksa_realisasi(kasus.bulan.aturan(klaim=klaim), jabatan=kasus.bulan.jabatan_jenis)
    urutan = {b.nomor: n for n, b in enumerate(kasus.bulan.baris)}
    per: dict[int, list[Temuan]] = {}
    for t in semua:
        per.setdefault(urutan.get(t.baris or 0, 0), []).append(t)
    return per


def _uraian(s: Sasaran, kegiatan: str) -> str:
    return next((b.uraian for b in s.hal.kasus.bulan.baris if str(b.kegiatan) == kegiatan), "")

"""A step's answers as its form shows them: what was typed, else the draft, else what the case suggests; and the faults.

A field has a path, such as `("baris", 0, "kuantitas")`. Joined by "-" it is the field's name and id, so the finding of
a rule ("kuantitas", row 1) finds its field, and portal/forms/isian.py reads the same name back.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l

from portal.errors import Temuan
from portal.forms.isian import ANGKA
from portal.rules.rencana import ASPEK

DAFTAR = ("kegiatan", "baris", "aspek", "umpan_balik")
_BILANGAN = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_TITIK_KOMA = str.maketrans(",.", ".,")
KATA = {
    "kegiatan": _l("Kegiatan"), "uraian": _l("Uraian"), "satuan": _l("Satuan"), "kuantitas": _l("Kuantitas"),
    "kualitas": _l("Mutu"), "waktu": _l("Waktu"), "biaya": _l("Biaya"), "ak": _l("Angka kredit"),
    "catatan": _l("Catatan"), "alasan": _l("Alasan"), "keputusan": _l("Keputusan"), "sikap": _l("Sikap"),
    "tindakan": _l("Tindakan"), "bulan": _l("Pembagian bulan"), "catatan_baris": _l("Catatan kegiatan"),
    "baris": _l("Kegiatan"), "aspek": _l("Aspek perilaku"), "nilai": _l("Nilai"),
    "hasil_kerja": _l("Rating hasil kerja"), "rating_perilaku": _l("Rating perilaku"),
    "umpan_balik": _l("Umpan balik"), "umpan": _l("Umpan balik"),
    "penjelasan_pola": _l("Penjelasan penyimpangan pola"), "rekomendasi": _l("Rekomendasi"),
    "tanggapan": _l("Tanggapan"), "pemeriksaan": _l("Hasil pemeriksaan"),
    "tanggal": _l("Tanggal"), "jenis": _l("Jenis"), "cara": _l("Cara penyerahan"), "keterangan": _l("Keterangan"),
    "sebab": _l("Sebab"), "alasan_revisi": _l("Alasan revisi"), "berlaku_bulan": _l("Berlaku mulai"),
    "intervensi": _l("Rencana pimpinan"), "perspektif": _l("Perspektif"), "indikator": _l("Indikator"),
    "minimum": _l("Target"), "maksimum": _l("Target tertinggi"), "pendekatan": _l("Pendekatan"),
    "nip": _l("NIP"), "sk_nomor": _l("Nomor keputusan (SK)"), "sk_tanggal": _l("Tanggal keputusan"),
    "pejabat": _l("Ditetapkan oleh"), "mulai": _l("Mulai berlaku"), "pasal": _l("Ketentuan yang dilanggar"),
    "pelanggaran": _l("Pelanggaran"),
    "surat": _l("Surat"), "nilai_kreativitas": _l("Bukti kreativitas"),
}  # fmt: skip
"""What a field is called in the error summary and on the page that shows the answers once more."""


class Isian:
    """The answers and findings of one form.

    `sumber`: nested values (portal/forms/isian.py) in order of preference; each top-level key is taken whole from the
    first that has it. Rows that name their `kegiatan` follow the order of the last source, so a draft made elsewhere
    still lands on the right row.
    """

    def __init__(self, *sumber: Mapping[str, Any] | None, temuan: Iterable[Temuan] = ()) -> None:
        self.isi: dict[str, Any] = {}
        for satu in reversed([s for s in sumber if s]):
            for kunci, nilai in satu.items():
                self.isi[kunci] = _sejajar(self.isi.get(kunci), nilai)
        self.temuan = tuple(temuan)

    def nilai(self, *jalur: str | int) -> str:
        """The text for this field; a number as it is written in Indonesia ("1.234,5"), "" where there is nothing."""
        return teks_medan(self.mentah(*jalur), angka=jalur[-1] in ANGKA)

    def mentah(self, *jalur: str | int) -> Any:
        """The value itself, None where there is nothing."""
        kini: Any = self.isi
        for bagian in jalur:
            if isinstance(kini, Mapping):
                kini = kini.get(bagian, kini.get(str(bagian)))
            elif isinstance(kini, Sequence) and not isinstance(kini, str) and str(bagian).isdigit():
                kini = kini[int(bagian)] if int(bagian) < len(kini) else None
            else:
                return None
        return kini

    def jumlah(self, daftar: str) -> int:
        """How many rows `daftar` ("kegiatan", "baris") has."""
        nilai = self.isi.get(daftar)
        return len(nilai) if isinstance(nilai, list) else 0

    def galat(self, medan: str, baris: int | None = None) -> str | None:
        """What is wrong with this field (row counted from 1), in one text; None where nothing is."""
        nama = (medan, *(f"{d}.{medan}" for d in DAFTAR))
        pesan = [t.pesan for t in self.temuan if t.baris == baris and t.medan in nama]
        return " ".join(dict.fromkeys(pesan)) or None

    def galat_di(self, *jalur: str | int) -> str | None:
        """The same by the field's path."""
        if jalur[0] in DAFTAR and len(jalur) > 2 and isinstance(jalur[1], int):
            return self.galat(".".join(map(str, jalur[2:])), jalur[1] + 1)
        return self.galat(".".join(map(str, jalur)))

    @property
    def semua(self) -> list[tuple[str, str]]:
        """Each finding as (sentence, id of its field), for the error summary."""
        return list(dict.fromkeys((self._kalimat(t), self._id(t)) for t in self.temuan))

    def _kalimat(self, temuan: Temuan) -> str:
        nama = nama_medan(temuan.medan)
        depan = str(_l("Baris %(nomor)s", nomor=temuan.baris)) if temuan.baris else ""
        awal = ", ".join(filter(None, (depan, nama.lower() if depan else nama)))
        return f"{awal}: {temuan.pesan}" if awal else temuan.pesan

    def _id(self, temuan: Temuan) -> str:
        bagian = [b for b in temuan.medan.split(".") if b]
        if temuan.baris is None:
            return "-".join(bagian)
        akar = bagian.pop(0) if len(bagian) > 1 and bagian[0] in DAFTAR else self._daftar()
        return "-".join((akar, str(temuan.baris - 1), *bagian))

    def _daftar(self) -> str:
        """Which of the lists this form has."""
        return next((d for d in DAFTAR if self.jumlah(d)), DAFTAR[1])


def teks_medan(nilai: Any, *, angka: bool = False) -> str:
    """A value as a form field shows it; what is no plain number stays as it was typed."""
    if nilai is None or isinstance(nilai, dict | list):
        return ""
    teks = str(nilai)
    return f"{Decimal(teks):,f}".translate(_TITIK_KOMA) if angka and _BILANGAN.fullmatch(teks) else teks


def nama_medan(medan: str) -> str:
    """What a field is called, by its path: "kegiatan.bulan.3" is "Pembagian bulan", "indikator.waktu.minimum" is
    "Target (waktu)"; "" where it has no name."""
    bagian = [b for b in medan.split(".") if not b.isdigit()]
    if len(bagian) > 2 and bagian[-3] == "indikator":
        *_induk, aspek, akhir = bagian
        return f"{KATA['indikator' if akhir == 'uraian' else akhir]} ({ASPEK.get(aspek, aspek).lower()})"
    return str(KATA.get(bagian[-1] if bagian else medan, ""))


def _sejajar(lama: Any, baru: Any) -> Any:
    """`baru` with its rows in the order of `lama`, where both say which kegiatan each row is."""
    if not (isinstance(lama, list) and isinstance(baru, list)):
        return baru
    if not all(isinstance(b, Mapping) and b.get("kegiatan") is not None for b in (*lama, *baru)):
        return baru
    kunci = {str(b["kegiatan"]): b for b in baru}
    return [{**b, **kunci.get(str(b["kegiatan"]), {})} for b in lama]

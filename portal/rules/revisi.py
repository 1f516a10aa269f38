"""Revisi SKP di tengah tahun: keadaannya, kapan boleh dimulai, dan apa yang harus benar pada target yang baru.

Sumber: praktik SKP Online (propose_correction, correction): perubahan tugas, anggaran, atau struktur; versi lama
disimpan; disetujui lagi oleh pejabat penilai, dan bila tidak sepakat diputuskan atasannya, final (PP 46/2011 Pasal 5).
Bulan yang sudah dibuka tetap pada target lama, jadi revisi berlaku mulai bulan yang belum dibuka.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fractions import Fraction

from portal.rules import alur, bagi, rencana
from portal.rules import skp as aturan_skp
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI, SISTEM, VERIFIKATUR, lintasan
from portal.rules.bulanan import SISI, Nilai
from portal.rules.eksak import GalatMasukan, baca, cetak, teks
from portal.rules.periode import Periode
from portal.rules.skp import KegiatanSkp
from portal.rules.temuan import Temuan, kosong

# keadaan -> sebutan
STATUS = {
    "draf": "Sedang disusun",
    "diajukan": "Diajukan kepada pejabat penilai",
    "dikembalikan": "Dikembalikan untuk diperbaiki",
    "disengketakan": "Menunggu putusan atasan pejabat penilai",
    "disetujui": "Disetujui, menunggu verifikasi BKD",
    "ditetapkan": "Berlaku",
    "ditolak": "Tidak diubah menurut putusan atasan",
    "dibatalkan": "Ditinggalkan",
}
BULAN = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
    "Desember",
)  # fmt: skip
TERBUKA = ("draf", "diajukan", "dikembalikan", "disengketakan", "disetujui")
MAKS_ALASAN = 4000
SEBAB = {
    "perubahan_tugas": "Perubahan tugas atau jabatan",
    "anggaran": "Perubahan anggaran",
    "struktur": "Perubahan struktur organisasi",
    "lain": "Sebab lain",
}

LINTASAN = (
    lintasan("draf", "ajukan", PEGAWAI, "diajukan"),
    lintasan("dikembalikan", "ajukan", PEGAWAI, "diajukan"),
    lintasan("dikembalikan", "sengketakan", PEGAWAI, "disengketakan"),
    lintasan("draf", "batalkan", f"{PEGAWAI} {SISTEM}", "dibatalkan"),
    lintasan("dikembalikan", "batalkan", f"{PEGAWAI} {SISTEM}", "dibatalkan"),
    *(lintasan(s, "batalkan", SISTEM, "dibatalkan") for s in ("diajukan", "disengketakan", "disetujui")),
    lintasan("diajukan", "setujui", PENILAI, "disetujui"),
    lintasan("diajukan", "kembalikan", PENILAI, "dikembalikan"),
    lintasan("disetujui", "sahkan", VERIFIKATUR, "ditetapkan"),
    lintasan("disetujui", "tolak_bkd", VERIFIKATUR, "diajukan"),
    lintasan("disengketakan", "ubah", ATASAN, "ditetapkan"),
    lintasan("disengketakan", "tetap", ATASAN, "ditolak"),
)

KEMBALI: alur.Kembali = {
    "susun_revisi": (frozenset({"diajukan", "disetujui"}), "dikembalikan"),
    "tinjau_revisi": (frozenset({"disetujui"}), "diajukan"),
}


def nama(bulan: int) -> str:
    """A month (1..12) by its name."""
    return BULAN[bulan - 1]


def lanjut(status: str, tindakan: str, peran: str) -> str:
    """The revision's next state. alur.TindakanDitolak where not allowed. A move (mutasi) abandons it by `sistem`."""
    return alur.lanjut(LINTASAN, status, tindakan, peran)


def boleh(status: str, tindakan: str, peran: str) -> bool:
    """True where `lanjut` would succeed."""
    return alur.boleh(LINTASAN, status, tindakan, peran)


@dataclass(frozen=True)
class Masa:
    """What time allows: the months of the SKP (1..12), those already opened, and the last one whose window is open.

    `tahun`: the year of the SKP; `jendela`: Periode of the last open window, of whatever year.
    """

    tahun: int
    bulan: tuple[int, ...]
    dibuka: frozenset[int] = frozenset()
    jendela: Periode | None = None

    @property
    def boleh(self) -> tuple[int, ...]:
        """The months a revision may begin with: after the last that was opened or whose window has come."""
        lewat = [*self.dibuka, *(b for b in self.bulan if self.jendela and Periode(self.tahun, b) <= self.jendela)]
        return tuple(b for b in self.bulan if b > max(lewat, default=0))


def periksa_mulai(berlaku: object, masa: Masa, *, sebab: str, alasan: str | None) -> tuple[Temuan, ...]:
    """What is wrong with cause, reason and first month (1..12) of a revision, in the order of the form."""
    temuan = []
    if sebab not in SEBAB:
        temuan.append(Temuan("sebab", None, "Pilih sebab revisi."))
    if kosong(alasan):
        temuan.append(Temuan("alasan", None, "Tulis alasan revisi; pejabat penilai akan membacanya."))
    elif len(alasan or "") > MAKS_ALASAN:
        temuan.append(Temuan("alasan", None, "Terlalu panjang; paling banyak 4000 huruf."))
    return (*temuan, *periksa_bulan(berlaku, masa))


def periksa_bulan(berlaku: object, masa: Masa) -> tuple[Temuan, ...]:
    """Whether a revision may begin with this month: in the SKP, and not opened before."""
    if not masa.boleh:
        pesan = "Semua bulan SKP ini sudah dibuka, jadi tidak ada lagi yang dapat direvisi."
        return (Temuan("berlaku_bulan", None, pesan),)
    if berlaku in masa.boleh:
        return ()
    if berlaku in masa.bulan:
        pesan = f"{nama(int(str(berlaku)))} sudah dibuka dengan target lama. Paling awal {nama(masa.boleh[0])}."
    else:
        pesan = f"Pilih bulan {nama(masa.boleh[0])} sampai {nama(masa.boleh[-1])}."
    return (Temuan("berlaku_bulan", None, pesan),)


@dataclass(frozen=True)
class BarisUsulan:
    """One kegiatan of the version in force, or as proposed. `id` None: a new one."""

    id: int | None
    isi: KegiatanSkp

    @property
    def bulan(self) -> Mapping[int, Nilai]:
        """Its months."""
        return self.isi.bulan or {}


@dataclass(frozen=True)
class Usulan:
    """A proposal beside the version in force. `selesai_diverifikasi`: kegiatan id -> sums of its verified months."""

    lama: Sequence[BarisUsulan]
    baru: Sequence[BarisUsulan]
    berlaku: int
    jabatan: str
    mulai: date
    selesai: date
    masa: Masa
    terverifikasi: Mapping[int, Nilai] = field(default_factory=dict)
    kualitatif: bool = False

    @property
    def pada(self) -> date:
        """The day whose law says what a row must have: the first of the revision."""
        return max(self.mulai, Periode(self.masa.tahun, self.berlaku).awal)


def periksa_usulan(usul: Usulan) -> tuple[Temuan, ...]:
    """All that stands in the way of the proposal, in the order of the form; empty: it may be sent."""
    temuan = list(periksa_bulan(usul.berlaku, usul.masa))
    if not usul.baru:
        return (*temuan, Temuan("kegiatan", None, "Belum ada kegiatan. Tambahkan paling sedikit satu."))
    lama = {b.id: b for b in usul.lama}
    dipakai: set[int] = set()
    for nomor, satu in enumerate(usul.baru, 1):
        if satu.id is not None and (satu.id not in lama or satu.id in dipakai):
            temuan.append(Temuan("id", nomor, "Kegiatan ini tidak ada pada SKP yang berlaku, atau disebut dua kali."))
            continue
        if satu.id is not None:
            dipakai.add(satu.id)
        temuan += _periksa_baris(usul, satu, lama.get(satu.id), nomor)
    if not temuan and not berubah(usul.lama, usul.baru):
        temuan.append(Temuan("kegiatan", None, "Tidak ada yang berubah dari SKP yang berlaku."))
    return tuple(temuan)


def berubah(lama: Sequence[BarisUsulan], baru: Sequence[BarisUsulan]) -> bool:
    """True where the proposal says anything else than the version in force; numbers as numbers, order ignored."""
    kiri = {b.id: _isi(b) for b in lama}
    return len(lama) != len(baru) or any(b.id is None or kiri.get(b.id) != _isi(b) for b in baru)


def bagi_sisa(isi: Mapping[str, object], tetap: Mapping[int, Nilai], *, tahun: int, berlaku: int) -> dict[int, Nilai]:
    """The months of one kegiatan: those before `berlaku` stay, what is left of the year is split by the rule of
    splitting over the following ones. Empty where nothing can be split: numbers that cannot be read, nothing left.

    `isi` has kuantitas, kualitas, waktu (months in all), biaya, ak; `tetap` the months that stay.
    """
    try:
        lama = int(baca(isi.get("waktu") or "", "waktu", desimal=0)) - len(tetap)  # type: ignore[arg-type]
        if lama < 1 or lama > 13 - berlaku:
            return {}
        sisa: dict[str, str | None] = {m: _sisa(isi.get(m), m, tetap) for m in ("kuantitas", "biaya", "ak")}
        hasil = bagi.bagi(
            kuantitas=sisa["kuantitas"] or "0",
            kualitas=isi.get("kualitas") or "",  # type: ignore[arg-type]
            biaya=sisa["biaya"],
            ak=sisa["ak"],
            mulai=Periode(tahun, berlaku),
            jumlah_bulan=lama,
        )
    except GalatMasukan:
        return {}
    return dict(tetap) | {b.bulan: Nilai(b.kuantitas, b.kualitas, b.waktu, b.biaya, b.ak) for b in hasil}


def _sisa(setahun: object, medan: str, tetap: Mapping[int, Nilai]) -> str | None:
    if kosong(setahun):
        return None
    sisa = baca(setahun, medan, minimum=0) - _jumlah(tetap.values(), medan)  # type: ignore[arg-type]
    return teks(sisa) if sisa >= 0 else "-1"  # below zero: refused where it is read


def _periksa_baris(usul: Usulan, satu: BarisUsulan, lama: BarisUsulan | None, nomor: int) -> list[Temuan]:
    """What is wrong with one row: what the past fixes first, else what any row of an SKP must be."""
    tetap = {b: n for b, n in (lama.bulan if lama else {}).items() if b < usul.berlaku}
    temuan = _masa_lalu(satu, lama, tetap, usul.berlaku, nomor)
    if not temuan and lama is not None:
        temuan = _paling_sedikit(satu, tetap, usul.terverifikasi.get(lama.id or 0), nomor)
    if temuan:
        return temuan
    if lama is not None and rencana.kunci(lama.isi.rinci) == rencana.kunci(satu.isi.rinci):
        satu = replace(satu, isi=replace(satu.isi, rinci=None))  # agreed as it is, also where it is from before
    genap = {b: _genap(n, satu.isi) if b in tetap else n for b, n in satu.bulan.items()}
    return list(
        aturan_skp.periksa_kegiatan(
            replace(satu.isi, bulan=genap or None),
            nomor,
            jabatan=usul.jabatan,
            mulai=usul.mulai,
            selesai=usul.selesai,
            kualitatif=usul.kualitatif,
            pada=usul.pada,
        )  # fmt: skip
    )


def _masa_lalu(
    satu: BarisUsulan, lama: BarisUsulan | None, tetap: Mapping[int, Nilai], berlaku: int, nomor: int
) -> list[Temuan]:
    """Months before the revision stay as they are, and so does the unit they were counted in."""
    temuan = []
    for bulan in range(1, berlaku):
        if _angka(satu.bulan.get(bulan)) != _angka(tetap.get(bulan)):
            pesan = f"Target {nama(bulan)} tidak berubah: revisi berlaku mulai {nama(berlaku)}."
            temuan.append(Temuan(f"bulan.{bulan}.kuantitas", nomor, pesan))
    if lama is not None and tetap and _rapi(satu.isi.satuan) != _rapi(lama.isi.satuan) and not kosong(satu.isi.satuan):
        pesan = "Satuan tidak dapat diganti selama ada bulan yang lewat. Hapus kegiatan ini dan tambahkan yang baru."
        temuan.append(Temuan("satuan", nomor, pesan))
    return temuan


def _paling_sedikit(satu: BarisUsulan, tetap: Mapping[int, Nilai], sah: Nilai | None, nomor: int) -> list[Temuan]:
    """The year's target is not below what the months that stay hold, nor below what has been verified."""
    temuan = []
    for medan in ("kuantitas", "biaya", "ak"):
        dasar = max(_jumlah(tetap.values(), medan), _jumlah([sah] if sah else [], medan))
        isi = getattr(satu.isi, medan)
        if not dasar:
            continue
        try:
            kurang = kosong(isi) or baca(isi, medan) < dasar
        except GalatMasukan:
            continue  # said where the row itself is checked
        if kurang:
            batas = cetak(dasar, 3, ringkas=True)
            pesan = f"Paling sedikit {batas}: sebanyak itu target bulan yang lewat atau realisasi yang terverifikasi."
            temuan.append(Temuan(medan, nomor, pesan))
    return temuan


def _genap(nilai: Nilai, setahun: KegiatanSkp) -> Nilai:
    """A month of the past for checking only: an aspect that came with the revision counts as 0 there."""
    nol = {m: 0 for m in ("biaya", "ak") if not kosong(getattr(setahun, m)) and kosong(getattr(nilai, m))}
    return replace(nilai, **nol) if nol else nilai


def _jumlah(nilai: Collection[Nilai], medan: str) -> Fraction:
    isi = (getattr(n, medan) for n in nilai)
    return sum((baca(n) for n in isi if not kosong(n)), Fraction(0))


def _isi(baris: BarisUsulan) -> tuple[object, ...]:
    kata = (_rapi(baris.isi.uraian), _rapi(baris.isi.satuan))
    angka = tuple(_bilangan(getattr(baris.isi, m)) for m in ("kuantitas", "kualitas", "waktu", "biaya", "ak"))
    return (
        *kata,
        *angka,
        rencana.kunci(baris.isi.rinci),
        tuple(sorted((b, _angka(n)) for b, n in baris.bulan.items())),
    )


def _angka(nilai: Nilai | None) -> tuple[object, ...] | None:
    return None if nilai is None else tuple(str(_bilangan(getattr(nilai, m))) for m in SISI)


def _bilangan(isi: object) -> object:
    try:
        return None if kosong(isi) else baca(isi)  # type: ignore[arg-type]
    except GalatMasukan:
        return isi


def _rapi(kata: str | None) -> str:
    return " ".join((kata or "").split())

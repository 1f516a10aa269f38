"""Syarat atas nilai yang diisi dalam satu bulan: realisasi pegawai, usulan penilai yang menolak, putusan banding.

Sumber: SKP Online (penolakan wajib disertai nilai usulan dan catatan; banding ditolak dengan nilai akhir sendiri dan
catatan); skala kualitas 0-100 dari Perka BKN 1/2013.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from portal.rules.bulanan import SISI, Nilai
from portal.rules.eksak import baca
from portal.rules.jabatan import fungsional
from portal.rules.temuan import BATAS, Temuan, kosong, temuan_angka


@dataclass(frozen=True)
class Baris:
    """One kegiatan of the month as each side sees it; a side that has said nothing is None."""

    nomor: int
    target: Nilai
    klaim: Nilai | None = None
    saran: Nilai | None = None
    putusan: Nilai | None = None
    catatan: str | None = None


def sama(kiri: Nilai | None, kanan: Nilai | None) -> bool:
    """True where both say the same numbers, however written ("8" and "8,00")."""
    if kiri is None or kanan is None:
        return kiri is kanan
    return all(_angka(getattr(kiri, medan)) == _angka(getattr(kanan, medan)) for medan in SISI)


def _angka(isi: object) -> object:
    return None if kosong(isi) else baca(isi)  # type: ignore[arg-type]


def periksa_nilai(nilai: Nilai, target: Nilai, nomor: int, *, jabatan: str) -> tuple[Temuan, ...]:
    """The findings of one row of values against its target.

    Kuantitas >= 0, kualitas 0..100, waktu above 0 once there is output, both 0 where there is none, biaya and ak only
    (and always) where there is a target for them, ak only for jabatan fungsional; decimals as the tables hold them.
    """
    temuan: list[Temuan] = []
    for medan in SISI:
        isi, ada_target = getattr(nilai, medan), not kosong(getattr(target, medan))
        if medan == "ak" and not fungsional(jabatan):
            ada_target = False
        if medan in ("biaya", "ak") and not ada_target:
            if not kosong(isi):
                temuan.append(Temuan(medan, nomor, "Tidak ada target untuk aspek ini. Kosongkan."))
        else:
            temuan += temuan_angka(isi, medan, nomor, **BATAS[medan])
    return tuple(temuan) or _serasi(nilai, nomor)


def _serasi(nilai: Nilai, nomor: int) -> tuple[Temuan, ...]:
    """Output, quality and time have to agree: what was not made has no quality and took no time (Perka BKN 1/2013)."""
    output, mutu, waktu = (baca(satu) for satu in (nilai.kuantitas, nilai.kualitas, nilai.waktu))  # type: ignore[arg-type]
    if output > 0:
        return () if waktu else (Temuan("waktu", nomor, "Ada output, maka waktu harus lebih dari 0 hari."),)
    return tuple(
        Temuan(medan, nomor, f"Tidak ada output (kuantitas 0), maka {medan} diisi 0.")
        for medan, satu in (("kualitas", mutu), ("waktu", waktu))
        if satu
    )


def periksa_realisasi(baris: Sequence[Baris], *, jabatan: str) -> tuple[Temuan, ...]:
    """What stands in the way of submitting the month: every row must have a good `klaim`."""
    if not baris:
        return (Temuan("baris", None, "Tidak ada kegiatan pada bulan ini."),)
    temuan: list[Temuan] = []
    for satu in baris:
        temuan += periksa_nilai(satu.klaim or Nilai(), satu.target, satu.nomor, jabatan=jabatan)
    return tuple(temuan)


def periksa_penolakan(baris: Sequence[Baris], *, jabatan: str) -> tuple[Temuan, ...]:
    """What stands in the way of a rejection by the pejabat penilai.

    At least one row must change; each changed row needs complete, valid values (`saran`) and its own note. A row
    without `saran` keeps the employee's values; a note without values is not enough.
    """
    temuan: list[Temuan] = []
    berubah = False
    for satu in baris:
        if satu.saran is None:
            if not kosong(satu.catatan):
                temuan.append(Temuan("saran", satu.nomor, "Ada catatan tanpa nilai usulan. Isi nilainya."))
            continue
        salah = periksa_nilai(satu.saran, satu.target, satu.nomor, jabatan=jabatan)
        temuan += salah
        if salah or sama(satu.saran, satu.klaim):
            continue
        berubah = True
        if kosong(satu.catatan):
            temuan.append(Temuan("catatan", satu.nomor, "Jelaskan dalam catatan mengapa nilai baris ini diubah."))
    if not berubah and not temuan:
        temuan.append(Temuan("saran", None, "Penolakan harus memuat nilai usulan yang berbeda, dengan catatan."))
    return tuple(temuan)


def periksa_putusan(keputusan: str, baris: Sequence[Baris], *, alasan: str | None, jabatan: str) -> tuple[Temuan, ...]:
    """What stands in the way of deciding an appeal: `keputusan` is "kabul" or "tolak".

    kabul: the claim stands, so no other values. tolak: a reason, and final values (`putusan`) for every row in dispute,
    which may not all equal the claim.
    """
    if keputusan not in ("kabul", "tolak"):
        return (Temuan("keputusan", None, "Pilih kabul atau tolak."),)
    if keputusan == "kabul":
        return tuple(
            Temuan("putusan", satu.nomor, "Banding dikabulkan berarti nilai pegawai berlaku. Kosongkan nilai akhir.")
            for satu in baris
            if satu.putusan is not None and not _sama_aman(satu.putusan, satu.klaim)
        )
    temuan = [Temuan("alasan", None, "Alasan penolakan banding belum diisi.")] if kosong(alasan) else []
    salah: list[Temuan] = []
    for satu in baris:
        if satu.putusan is not None:
            salah += periksa_nilai(satu.putusan, satu.target, satu.nomor, jabatan=jabatan)
        elif satu.saran is not None and not sama(satu.saran, satu.klaim):
            salah.append(Temuan("putusan", satu.nomor, "Isi nilai akhir untuk baris yang dibanding."))
    if not salah and all(satu.putusan is None or sama(satu.putusan, satu.klaim) for satu in baris):
        salah.append(Temuan("putusan", None, "Nilai akhir sama dengan nilai pegawai. Kabulkan, atau ubah nilainya."))
    return (*temuan, *salah)


def _sama_aman(kiri: Nilai, kanan: Nilai | None) -> bool:
    try:
        return sama(kiri, kanan)
    except ValueError:
        return False


def nilai_akhir(satu: Baris, hasil: str) -> Nilai:
    """The values that count after `hasil`: "disetujui" or "kabul" (klaim), "terima" (saran), "tolak" (putusan),
    "target".

    A row the appraiser left alone keeps the klaim; a row the atasan banding left alone keeps saran, if any, else klaim.
    ValueError for another word, or where nothing was claimed.
    """
    pilihan = {
        "disetujui": (satu.klaim,),
        "kabul": (satu.klaim,),
        "terima": (satu.saran, satu.klaim),
        "tolak": (satu.putusan, satu.saran, satu.klaim),
        "target": (satu.target,),
    }
    for nilai in pilihan.get(hasil, ()):
        if nilai is not None:
            return nilai
    raise ValueError(f"tidak ada nilai untuk hasil {hasil!r}")

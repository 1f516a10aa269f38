"""Page by page to one result: every page or none; bad rows become findings and the good ones stay."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from integrations.eabsensi import baris as baca
from integrations.eabsensi.galat import ringkas
from integrations.eabsensi.values import Hasil, Pegawai, Presensi, Rekap, Sumber, Temuan
from integrations.errors import Unavailable

BATAS_HALAMAN = 1000
_ASING_DISEBUT = 10
Nilai = TypeVar("Nilai", Rekap, Presensi, Pegawai)


@dataclass(frozen=True)
class Halaman:
    """One page as it came: its own number, how many there are, raw rows, unknown names outside the rows, sha256."""

    nomor: int
    jumlah: int
    baris: list[Any]
    asing: frozenset[str]
    sidik: str


def semua(ambil: Callable[[int], Halaman]) -> list[Halaman]:
    """Fetch pages 1 to the last. Raises Unavailable where the pages do not make one whole."""
    pages = [_periksa(ambil(1), nomor=1, jumlah=None)]
    for nomor in range(2, pages[0].jumlah + 1):
        pages.append(_periksa(ambil(nomor), nomor=nomor, jumlah=pages[0].jumlah))
    return pages


def _periksa(page: Halaman, *, nomor: int, jumlah: int | None) -> Halaman:
    if page.nomor != nomor:
        raise Unavailable(f"e-absensi mengirim halaman {page.nomor}, padahal yang diminta halaman {nomor}.")
    if jumlah not in (None, page.jumlah):
        raise Unavailable("Jumlah halaman e-absensi berubah di tengah pembacaan.")
    if not 0 <= page.jumlah <= BATAS_HALAMAN:
        raise Unavailable(f"Jumlah halaman e-absensi tidak masuk akal: {page.jumlah}.")
    if (page.jumlah == 0 and page.baris) or (page.jumlah > 1 and not page.baris):
        raise Unavailable(f"Halaman {nomor} e-absensi kosong atau tidak sesuai jumlah halamannya.")
    return page


def rangkai(
    pages: list[Halaman],
    sumber: Sumber,
    jadikan: Callable[[Mapping[str, Any]], Nilai],
    *,
    kunci: Callable[[Nilai], Hashable],
    kenal: frozenset[str],
) -> Hasil[Nilai]:
    """Turn all raw rows into values, in order. Raises Unavailable where rows came and none has the contract's shape."""
    rows: list[Nilai] = []
    temuan: list[Temuan] = []
    berbentuk = jumlah = 0
    asing: set[str] = set().union(*(page.asing for page in pages))
    for mentah in (satu for page in pages for satu in page.baris):
        jumlah += 1
        try:
            if not isinstance(mentah, Mapping):
                raise baca.Ditolak("baris tidak berbentuk", bentuk=True)
            asing.update(_asing(mentah, kenal))
            rows.append(jadikan(mentah))
            berbentuk += 1
        except baca.Ditolak as error:
            temuan.append(Temuan(_nip_mentah(mentah), f"Baris tidak dipakai: {error}."))
            berbentuk += not error.bentuk
    if jumlah and not berbentuk:
        raise Unavailable(f"Tidak satu baris pun sesuai kontrak e-absensi. {temuan[0].pesan}")
    rows = _tanpa_ganda(rows, kunci, temuan)
    if asing:
        temuan.append(Temuan("", _pesan_asing(asing)))
    return Hasil(tuple(rows), tuple(temuan), tuple(page.sidik for page in pages), sumber)


def pin_bersama(hasil: Hasil[Pegawai]) -> Hasil[Pegawai]:
    """Take a pin that two people share from both of them: a tap with it would be credited to the wrong one."""
    pemakai: dict[str, int] = {}
    for orang in hasil.rows:
        if orang.pin is not None:
            pemakai[orang.pin] = pemakai.get(orang.pin, 0) + 1
    ganda = {pin for pin, jumlah in pemakai.items() if jumlah > 1}
    temuan = [Temuan(o.nip, "PIN dipakai lebih dari satu orang; PIN diabaikan.") for o in hasil.rows if o.pin in ganda]
    rows = tuple(replace(orang, pin=None) if orang.pin in ganda else orang for orang in hasil.rows)
    return replace(hasil, rows=rows, temuan=hasil.temuan + tuple(temuan))


def _tanpa_ganda(rows: list[Nilai], kunci: Callable[[Nilai], Hashable], temuan: list[Temuan]) -> list[Nilai]:
    """One row per key: equal copies count once, the highest versi wins, a contradiction is used by nobody."""
    kelompok: dict[Hashable, list[Nilai]] = {}
    for row in rows:
        kelompok.setdefault(kunci(row), []).append(row)
    hasil: list[Nilai] = []
    for sama in kelompok.values():
        versi = max(getattr(row, "versi", 0) for row in sama)
        terbaru = {row for row in sama if getattr(row, "versi", 0) == versi}
        if len(terbaru) > 1:
            temuan.append(Temuan(sama[0].nip, "Baris ganda yang isinya berbeda; tidak satu pun dipakai."))
            continue
        hasil.extend(terbaru)
        if len(sama) > 1:
            temuan.append(Temuan(sama[0].nip, "Baris ganda; yang terbaru dipakai satu kali."))
    return hasil


def _asing(mentah: Mapping[str, Any], kenal: frozenset[str]) -> Iterable[str]:
    yield from mentah.keys() - kenal
    kejadian = mentah.get("kejadian")
    for satu in kejadian if isinstance(kejadian, list) else ():
        if isinstance(satu, Mapping):
            yield from satu.keys() - baca.KEJADIAN


def _pesan_asing(asing: set[str]) -> str:
    nama = sorted(ringkas(satu, 40) for satu in asing)
    lain = f" dan {len(nama) - _ASING_DISEBUT} lainnya" if len(nama) > _ASING_DISEBUT else ""
    return f"Unsur yang tidak dikenal kontrak diabaikan: {', '.join(nama[:_ASING_DISEBUT])}{lain}."


def _nip_mentah(mentah: Any) -> str:
    nip = mentah.get("nip") if isinstance(mentah, Mapping) else None
    return "".join(huruf for huruf in nip if huruf.isprintable())[:30] if isinstance(nip, str) else ""

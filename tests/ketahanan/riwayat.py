"""The judge of what many clients did at once: their logs of calls and answers against what the database kept.

Every change wrote one line, in its own transaction, while it held its instance (`Garis`, in the order of `urut`). The
judge replays the lines of each instance by the plain rules of a worklist and answers with all that does not hold:
a yes without its one line or a line without its yes, a step the rules do not allow, lines in an order that contradicts
the clock, a refusal of something that could have been done, rows that are not what the lines lead to.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import Any

YA, DIDAHULUI, BUKAN_MILIK, BERJALAN, SIBUK = "ya", "didahului", "bukan milik", "sudah berjalan", "sibuk"


@dataclass(frozen=True)
class Panggilan:
    """One call of one client. `mulai` and `usai` in seconds of one clock; `kata` = claim, release, assign, ..."""

    tanda: str
    kata: str
    tempat: str
    instans: str
    tugas: str
    oleh: str
    mulai: float
    usai: float
    hasil: str
    siapa: str | None = None


@dataclass(frozen=True)
class Garis:
    """What the transaction of a change wrote. `dibuka`: tasks that opened, with their owners; `ke`: assigned to."""

    urut: int
    tanda: str
    kata: str
    tempat: str
    instans: str
    tugas: str
    oleh: str
    dibuka: Mapping[str, str] = field(default_factory=dict)
    ke: str = ""
    akhir: bool = False


@dataclass(frozen=True)
class Tugas:
    """A task as the rules see it; as the database has it at the end."""

    pemilik: str
    pemegang: str | None = None
    status: str = "open"
    oleh: str | None = None


@dataclass(frozen=True)
class Akhir:
    """The database at the end: tasks by id; of each instance its version, steps, and the marks in its history."""

    tugas: Mapping[str, Tugas]
    ver: Mapping[str, int]
    langkah: Mapping[str, int]
    jejak: Mapping[str, Sequence[str]]


def periksa(panggilan: Sequence[Panggilan], garis: Sequence[Garis], akhir: Akhir, antrean: str) -> list[str]:
    """All that does not hold; empty where it does. Whoever acts may act for himself and for `antrean`."""
    garis = sorted(garis, key=lambda satu: satu.urut)
    salah = [*_berpasangan(panggilan, garis)]
    if salah:
        return salah
    dunia = _Dunia(panggilan, garis, antrean)
    return [*dunia.aturan, *dunia.jam(), *dunia.penolakan(), *_baris(dunia, akhir)]


def _berpasangan(panggilan: Sequence[Panggilan], garis: Sequence[Garis]) -> Iterator[str]:
    """Each yes has one line, each line its yes, and nothing refused has any."""
    banyak = Counter(satu.tanda for satu in garis)
    ya = {satu.tanda for satu in panggilan if satu.hasil == YA}
    for satu in panggilan:
        if satu.hasil == YA and banyak[satu.tanda] != 1:
            yield f"{'hilang' if not banyak[satu.tanda] else 'ganda'}: {satu.kata} {satu.tanda} dijawab ya"
    yield from (f"tanpa jawaban ya: {tanda}" for tanda in banyak if tanda not in ya)


class _Dunia:
    """The lines replayed. Of each instance and place: its lines, and after how many of them a task was what."""

    def __init__(self, panggilan: Sequence[Panggilan], garis: Sequence[Garis], antrean: str) -> None:
        self.panggilan, self.antrean = panggilan, antrean
        self.oleh_tanda = {satu.tanda: satu for satu in panggilan}
        self.milik: dict[str, list[Garis]] = defaultdict(list)
        self.tugas: dict[str, list[tuple[int, Tugas]]] = defaultdict(list)
        self.hidup: dict[str, list[tuple[int, bool]]] = defaultdict(list)
        self.induk: dict[str, str] = {}
        self._jam: dict[str, tuple[list[float], list[float]]] = {}
        self.aturan = [salah for satu in garis for salah in self._satu(satu)]

    def _satu(self, satu: Garis) -> Iterator[str]:
        for kunci in (satu.instans, satu.tempat):
            self.milik[kunci].append(satu)
        lama = self.tugas[satu.tugas][-1][1] if satu.tugas and self.tugas[satu.tugas] else None
        jalan = self.hidup[satu.instans][-1][1] if self.hidup[satu.instans] else False
        if satu.kata == "start":
            if self.hidup[satu.tempat] and self.hidup[satu.tempat][-1][1]:
                yield f"{satu.tanda}: dua instans berjalan di {satu.tempat}"
        elif not jalan:
            yield f"{satu.tanda}: {satu.kata} pada instans yang sudah berakhir"
        elif satu.kata != "cancel" and (lama is None or not self._boleh(satu, lama)):
            yield f"{satu.tanda}: {satu.kata} oleh {satu.oleh} pada {lama}"
        self._ubah(satu, lama or Tugas(""))

    def _boleh(self, satu: Garis, tugas: Tugas) -> bool:
        if tugas.status != "open":
            return False
        milik = tugas.pemilik in (satu.oleh, self.antrean)
        return satu.kata == "assign" or (milik and tugas.pemegang in (None, satu.oleh))

    def _ubah(self, satu: Garis, lama: Tugas) -> None:
        nomor = len(self.milik[satu.instans])
        if satu.kata in ("claim", "release"):
            self._jadi(satu, nomor, replace(lama, pemegang=satu.oleh if satu.kata == "claim" else None))
        elif satu.kata == "assign":
            self._jadi(satu, nomor, replace(lama, pemilik=satu.ke, pemegang=None))
        elif satu.kata == "complete":
            self._jadi(satu, nomor, replace(lama, status="done", oleh=satu.oleh))
        elif satu.kata == "cancel":
            for kunci, induk in self.induk.items():
                if induk == satu.instans and self.tugas[kunci][-1][1].status == "open":
                    batal = replace(self.tugas[kunci][-1][1], status="cancelled", oleh=satu.oleh)
                    self.tugas[kunci].append((nomor, batal))
        for kunci, pemilik in satu.dibuka.items():
            self.induk[kunci] = satu.instans
            self.tugas[kunci].append((nomor, Tugas(pemilik)))
        if satu.kata == "start" or satu.akhir:
            self.hidup[satu.instans].append((nomor, not satu.akhir))
            self.hidup[satu.tempat].append((len(self.milik[satu.tempat]), not satu.akhir))

    def _jadi(self, satu: Garis, nomor: int, baru: Tugas) -> None:
        self.tugas[satu.tugas].append((nomor, baru))

    def jam(self) -> Iterator[str]:
        """What was answered before another was asked stands before it."""
        for kunci, baris in self.milik.items():
            terakhir = 0.0
            for satu in baris:
                if self.oleh_tanda[satu.tanda].usai < terakhir:
                    yield f"{kunci}: {satu.tanda} tertulis sesudah yang baru diminta kemudian"
                terakhir = max(terakhir, self.oleh_tanda[satu.tanda].mulai)

    def penolakan(self) -> Iterator[str]:
        """Each refusal was true at some moment between question and answer."""
        for satu in self.panggilan:
            if satu.hasil not in (YA, SIBUK) and not any(self._benar(satu, letak) for letak in self._letak(satu)):
                yield f"{satu.tanda}: {satu.kata} ditolak ({satu.hasil}, {satu.siapa}) tanpa sebab"

    def _letak(self, satu: Panggilan) -> range:
        """After how many lines of its instance (of its place, for a start) the refusal may have looked."""
        kunci = satu.tempat if satu.kata == "start" else satu.instans
        if kunci not in self._jam:
            jam = [self.oleh_tanda[garis.tanda] for garis in self.milik[kunci]]
            self._jam[kunci] = _turun([p.usai for p in jam]), _naik([p.mulai for p in jam])
        pasti, mungkin = self._jam[kunci]
        return range(bisect_left(pasti, satu.mulai), bisect_right(mungkin, satu.usai) + 1)

    def _benar(self, satu: Panggilan, letak: int) -> bool:
        if satu.kata == "start":
            return satu.hasil == BERJALAN and bool(_pada(self.hidup[satu.tempat], letak))
        if satu.kata == "cancel":
            return satu.hasil == DIDAHULUI and not _pada(self.hidup[satu.instans], letak)
        tugas = _pada(self.tugas[satu.tugas], letak)
        if tugas is None:
            return False
        if satu.hasil == BUKAN_MILIK:
            return tugas.pemilik not in (satu.oleh, self.antrean)
        if tugas.status != "open":
            return satu.siapa == tugas.oleh
        return tugas.pemegang not in (None, satu.oleh) and satu.siapa == tugas.pemegang


def _turun(usai: Sequence[float]) -> list[float]:
    """When a line was there for sure: as soon as it, or one behind it, was answered."""
    return list(accumulate(reversed(usai), min))[::-1]


def _naik(mulai: Sequence[float]) -> list[float]:
    """When a line can be there at the earliest: it and all before it were asked for."""
    return list(accumulate(mulai, max))


def _pada(catatan: Sequence[tuple[int, Any]], letak: int) -> Any:
    """What it was after so many lines; None before it was anything."""
    nomor = bisect_right([satu[0] for satu in catatan], letak)
    return catatan[nomor - 1][1] if nomor else None


def _baris(dunia: _Dunia, akhir: Akhir) -> Iterator[str]:
    """The rows at the end are what the lines lead to."""
    for kunci, catatan in dunia.tugas.items():
        if kunci and akhir.tugas.get(kunci) != catatan[-1][1]:
            yield f"tugas {kunci}: {akhir.tugas.get(kunci)}, menurut jejaknya {catatan[-1][1]}"
    yield from (f"tugas {kunci} tidak dibuka siapa pun" for kunci in akhir.tugas if kunci not in dunia.tugas)
    for kunci, ver in akhir.ver.items():
        bergerak = [satu.tanda for satu in dunia.milik[kunci] if satu.kata in ("complete", "assign", "cancel")]
        if ver != len(bergerak):
            yield f"instans {kunci}: versi {ver} sesudah {len(bergerak)} perubahan"
        if list(akhir.jejak[kunci]) != bergerak:
            yield f"instans {kunci}: jejak {list(akhir.jejak[kunci])}, yang dijawab ya {bergerak}"
        if akhir.langkah[kunci] < len(bergerak):
            yield f"instans {kunci}: {akhir.langkah[kunci]} langkah untuk {len(bergerak)} perubahan"

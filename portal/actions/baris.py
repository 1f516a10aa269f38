"""The rows of a month between the tables and the rules: each kegiatan as every side sees it."""

from typing import Any

from flask_babel import gettext as _

from portal.actions.bersama import MEDAN_NILAI, baca_sisi, tulis_sisi
from portal.errors import Temuan, TidakSah
from portal.models import Realisasi
from portal.rules.bulanan import Nilai
from portal.rules.isian import Baris, nilai_akhir
from portal.rules.temuan import BATAS, kosong, temuan_angka


def baris_aturan(realisasi: Realisasi) -> list[Baris]:
    """One rules row per kegiatan of the month, numbered as on the form."""
    sisi = {s: {b["kegiatan"]: b for b in baca_sisi(realisasi, s)} for s in ("target", "klaim", "saran", "putusan")}
    return [
        Baris(
            nomor=nomor,
            target=_nilai(target) or Nilai(),
            klaim=_nilai(sisi["klaim"].get(k)),
            saran=_nilai(sisi["saran"].get(k)),
            putusan=_nilai(sisi["putusan"].get(k)),
            catatan=(sisi["saran"].get(k) or {}).get("catatan"),
        )
        for nomor, (k, target) in enumerate(sisi["target"].items(), 1)
    ]


def isi_sisi(realisasi: Realisasi, sisi: str, baris: list[dict[str, Any]]) -> None:
    """Take one side's rows as sent; a kegiatan that is not of this month, or twice, is refused."""
    boleh = {b["kegiatan"] for b in baca_sisi(realisasi, "target")} if sisi != "target" else None
    terlihat: set[int] = set()
    siap = []
    temuan: list[Temuan] = []
    for nomor, isi in enumerate(baris, 1):
        try:
            kegiatan = int(isi["kegiatan"])
        except (KeyError, TypeError, ValueError):
            raise TidakSah(Temuan("kegiatan", nomor, _("Sebutkan kegiatan baris ini."))) from None
        if (boleh is not None and kegiatan not in boleh) or kegiatan in terlihat:
            raise TidakSah(Temuan("kegiatan", nomor, _("Kegiatan ini tidak ada pada bulan ini atau disebut dua kali.")))
        terlihat.add(kegiatan)
        angka = {m: isi.get(m) for m in MEDAN_NILAI}
        if sisi != "klaim" and all(kosong(v) for v in angka.values()):
            continue  # a row the appraiser leaves alone
        temuan += _temuan(angka, nomor)
        siap.append({"kegiatan": kegiatan, "catatan": (isi.get("catatan") or "").strip() or None, **angka})
    if temuan:
        raise TidakSah(*temuan)  # before any row is written: what the tables cannot hold must not reach them
    tulis_sisi(realisasi, sisi, siap)


def pakai_akhir(realisasi: Realisasi, hasil: str) -> None:
    """Let `hasil` ("disetujui", "kabul", "terima", "tolak", "target") decide the values that count (rules/isian.py)."""
    kegiatan = [b["kegiatan"] for b in baca_sisi(realisasi, "target")]
    akhir = [nilai_akhir(b, hasil) for b in baris_aturan(realisasi)]
    tulis_sisi(
        realisasi,
        "akhir",
        [{"kegiatan": k} | {m: getattr(n, m) for m in MEDAN_NILAI} for k, n in zip(kegiatan, akhir, strict=True)],
    )


def _temuan(angka: dict[str, Any], nomor: int) -> list[Temuan]:
    """What is missing in a row or cannot be kept exactly; what depends on the target is for rules/isian.py."""
    return [
        t
        for m in MEDAN_NILAI
        if m not in ("biaya", "ak") or not kosong(angka[m])
        for t in temuan_angka(angka[m], m, nomor, **BATAS[m])
    ]


def _nilai(isi: dict[str, Any] | None) -> Nilai | None:
    return None if isi is None else Nilai(**{m: isi[m] for m in MEDAN_NILAI})

"""What the pages of the monthly steps show. Each builder reads one month (at most a dozen statements) and freezes it.

`ringkas` is called before "Periksa jawaban": it asks the same rules as the action will, so that a fault is shown beside
its field first, and then repeats the answers with the score they would give.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

import workflows
from portal import formats, waktu
from portal.alur import pemutus
from portal.errors import Bentrok, Temuan, TidakDitemukan, TidakSah
from portal.models import Realisasi
from portal.queries.realisasi import Bulan, muat, susun
from portal.rules import isian, jendela
from portal.rules import realisasi as aturan
from portal.rules.bulanan import SISI, Nilai
from portal.rules.eksak import GalatMasukan, baca, teks
from portal.rules.periode import Periode
from portal.rules.temuan import kosong
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor


@dataclass(frozen=True)
class Kasus:
    """A month with what its form is prefilled with. `halangan`: why this actor may only read."""

    bulan: Bulan
    isian_awal: Mapping[str, Any]
    halangan: str | None = None

    def nilai_baris(self, isi: Mapping[str, Any]) -> dict[int, Nilai]:
        """The rows of an answer by kegiatan; a row that is left empty is not there."""
        hasil = {}
        for baris in isi.get("baris") or ():
            angka = {m: baris.get(m) for m in SISI if not kosong(baris.get(m))}
            if angka and isinstance(baris.get("kegiatan"), int):
                hasil[baris["kegiatan"]] = Nilai(**angka)
        return hasil

    def ringkas_baris(self, nilai: Mapping[int, Nilai], *banding: str) -> list[tuple[str, str]]:
        """Each row of an answer in words, beside what these sides say."""
        hasil = []
        for b in self.bulan.baris:
            if b.kegiatan in nilai:
                lain = [f"{LABEL[s]} {kata(b.sisi[s], b.satuan)}" for s in banding if s in b.sisi]
                hasil.append((b.uraian, "; ".join((kata(nilai[b.kegiatan], b.satuan), *lain))))
        return hasil


LABEL = {"target": _l("target"), "klaim": _l("menurut pegawai"), "saran": _l("menurut pejabat penilai")}


@dataclass(frozen=True)
class KasusIsi(Kasus):
    """`jendela`: "belum", "buka" or "tutup"; until when in `tutup`. `boleh_ajukan`: the SKP is in force."""

    buka: datetime = field(kw_only=True)
    tutup: datetime = field(kw_only=True)
    jendela: str = field(kw_only=True)
    boleh_ajukan: bool = field(kw_only=True)

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The claim in words, its evidence and its score. Bentrok while the SKP is not in force; TidakSah."""
        if not self.boleh_ajukan:
            raise Bentrok(_halangan_ajukan(self.bulan), kode="skp_belum_ditetapkan")
        klaim = self.nilai_baris(nilai)
        baris = self.bulan.aturan(klaim=klaim)
        _tolak(isian.periksa_realisasi(baris, jabatan=self.bulan.jabatan_jenis))
        return [
            *self.ringkas_baris(klaim, "target"),
            (_("Bukti"), _("%(jumlah)s berkas", jumlah=len(self.bulan.bukti))),
            (_("Nilai SKP bulan ini menurut isian Anda"), formats.angka(self.bulan.hitung(baris, "kabul"))),
        ]


@dataclass(frozen=True)
class KasusBanding(Kasus):
    """The appeal as the atasan banding decides it."""

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The decision in words with the score it gives. TidakSah."""
        putusan, alasan = str(nilai.get("keputusan")), str(nilai.get("alasan") or "").strip()
        akhir = self.nilai_baris(nilai) if putusan == "tolak" else {}
        baris = self.bulan.aturan(putusan=akhir)
        temuan = isian.periksa_putusan(putusan, baris, alasan=alasan, jabatan=self.bulan.jabatan_jenis)
        if not alasan and not any(t.medan == "alasan" for t in temuan):
            temuan = (Temuan("alasan", None, _("Tulis alasan keputusan; kedua pihak akan membacanya.")), *temuan)
        _tolak(temuan)
        kata_putusan = (
            _("Dikabulkan: nilai pegawai berlaku")
            if putusan == "kabul"
            else _("Ditolak: nilai yang Anda tetapkan berlaku")
        )
        return [
            (_("Keputusan"), kata_putusan),
            *self.ringkas_baris(akhir, "klaim", "saran"),
            (_("Alasan"), alasan),
            (_("Nilai SKP bulan ini menjadi"), formats.angka(self.bulan.hitung(baris, putusan))),
        ]


@dataclass(frozen=True)
class KasusVerifikasi(Kasus):
    """`boleh_menolak`: the region lets BKD send a month back, and it has not done so twice."""

    boleh_menolak: bool = field(kw_only=True)
    nilai_target: str = field(kw_only=True)


def isi_realisasi(actor: Actor, tugas: workflows.Task) -> KasusIsi:
    """The month to be filled in: rows prefilled with their targets."""
    bulan = _bulan(tugas)
    periode = Periode.dari(bulan.periode)
    return KasusIsi(
        bulan, {"baris": bulan.isian("klaim", "target")}, buka=jendela.buka(periode), tutup=jendela.tutup(periode),
        jendela=str(jendela.status(periode, waktu.sekarang())),
        boleh_ajukan=bulan.skp_status in ("ditetapkan", "ditutup"),
    )  # fmt: skip


def tinjau_realisasi(actor: Actor, tugas: workflows.Task) -> Kasus:
    """The month as the pejabat penilai judges it; his suggestion starts from the claim."""
    bulan, r = _bulan_dan_baris(tugas)
    return Kasus(bulan, {"baris": bulan.isian("klaim")}, _pihak(actor, r.skp.pegawai_id))


def tanggapi_penolakan(actor: Actor, tugas: workflows.Task) -> Kasus:
    """The rejected month: claim against suggestion."""
    return Kasus(_bulan(tugas), {})


def putuskan_banding(actor: Actor, tugas: workflows.Task) -> KasusBanding:
    """Both sides of the appeal; own values start from the appraiser's."""
    bulan, r = _bulan_dan_baris(tugas)
    penolak = () if r.skp.pengecualian_pihak else (r.skp.penilai_id, r.ditinjau_oleh_id)
    return KasusBanding(bulan, {"baris": bulan.isian("saran", "klaim")}, _pihak(actor, r.skp.pegawai_id, *penolak))


def verifikasi_realisasi(actor: Actor, tugas: workflows.Task) -> KasusVerifikasi:
    """The assessed month as BKD verifies it."""
    bulan, r = _bulan_dan_baris(tugas)
    sebelum = pemutus(tugas, "tinjau_realisasi", "putuskan_banding", "tindak_lanjut_verifikasi")
    syarat = aturan.periksa_syarat(
        "tolak_bkd", pada=bulan.periode, penolakan_bkd=r.penolakan_bkd, bkd_boleh_menolak=bkd_boleh_menolak()
    )
    return KasusVerifikasi(
        bulan, {}, _pihak(actor, r.skp.pegawai_id, r.skp.penilai_id, r.skp.atasan_banding_id, *sebelum),
        boleh_menolak=not syarat, nilai_target=formats.angka(bulan.hitung(bulan.aturan(), "target")),
    )  # fmt: skip


def tindak_lanjut_verifikasi(actor: Actor, tugas: workflows.Task) -> Kasus:
    """What BKD sent back: the values that counted, to be corrected or stood by."""
    bulan, r = _bulan_dan_baris(tugas)
    penolak = pemutus(tugas, "verifikasi_realisasi")
    return Kasus(bulan, {"baris": bulan.isian("akhir", "klaim")}, _pihak(actor, r.skp.pegawai_id, *penolak))


def kata(nilai: Nilai | None, satuan: str) -> str:
    """Values in words: '9 laporan, mutu 95, 20 hari'; what cannot be read stays as it was typed."""
    if nilai is None:
        return formats.EMPTY
    ada = {m: _angka(isi) for m in SISI if not kosong(isi := getattr(nilai, m))}
    pola: dict[str, Callable[[str], str]] = {
        "kuantitas": lambda n: f"{n} {satuan.lower()}",
        "kualitas": lambda n: _("mutu %(n)s", n=n),
        "waktu": lambda n: _("%(n)s hari", n=n),
        "biaya": lambda n: _("biaya Rp%(n)s", n=n),
        "ak": lambda n: _("AK %(n)s", n=n),
    }
    return ", ".join(pola[m](n) for m, n in ada.items())


def _angka(isi: Any) -> str:
    try:
        return formats.angka(teks(baca(isi)))
    except GalatMasukan:
        return str(isi)


def _bulan(tugas: workflows.Task) -> Bulan:
    return _bulan_dan_baris(tugas)[0]


def _bulan_dan_baris(tugas: workflows.Task) -> tuple[Bulan, Realisasi]:
    r = muat(Realisasi.instans_id == tugas.instance_id)
    if r is None:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    return susun(r), r


def _pihak(actor: Actor, *pihak: int | None) -> str | None:
    """Nobody decides on himself, also not for someone he stands in for."""
    if actor.pegawai_id is not None and actor.pegawai_id in pihak:
        return _("Anda sendiri pihak dalam perkara ini, jadi Anda tidak boleh memutuskannya.")
    return None


def _halangan_ajukan(bulan: Bulan) -> str:
    temuan = aturan.periksa_syarat("ajukan", pada=bulan.periode, skp_ditetapkan=False)
    return temuan[0].pesan


def _tolak(temuan: tuple[Temuan, ...]) -> None:
    if temuan:
        raise TidakSah(*temuan)

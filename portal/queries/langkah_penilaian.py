"""What the pages of the year's end show. Each builder reads one assessment (about a dozen statements) and freezes it.

`ringkas` is called before "Periksa jawaban": it asks the same rules as the action will and shows the result they give.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeVar

from flask_babel import gettext as _

import workflows
from portal import formats, waktu
from portal.alur import pemutus
from portal.bahan_nilai import bahan as bahan_nilai
from portal.errors import Temuan, TidakDitemukan, TidakSah
from portal.models import Penilaian
from portal.queries.bahan_tahunan import Bahan, bahan
from portal.queries.penilaian_tahunan import Tahunan, muat, sebutan, semester, susun
from portal.queries.umpan_balik import Pola, Rencana, pola_untuk, rencana
from portal.rules import keberatan
from portal.rules import nilai_tahunan as hitungan
from portal.rules import penilaian_tahunan as aturan
from portal.rules.eksak import GalatMasukan
from portal.rules.nilai_tahunan import BahanTahun, HasilTahunan
from portal.rules.pola import Syarat
from portal.rules.pola import menyimpang as menyimpang_pola
from portal.rules.predikat import predikat_pan6
from portal.rules.temuan import kosong
from portal.security import Actor

K = TypeVar("K", bound="KasusNilai")


@dataclass(frozen=True)
class Kasus:
    """An assessment with what its form is prefilled with. `halangan`: why this actor may only read; `bahan`: the year's
    evidence where the page shows it."""

    tahunan: Tahunan
    isian_awal: Mapping[str, Any] = field(default_factory=dict)
    halangan: str | None = None
    bahan: Bahan | None = None


@dataclass(frozen=True)
class KasusNilai(Kasus):
    """The year as it is assessed. `mentah`: what the rules compute from; `capaian`: the SKP so far (PP46);
    `kuadran`: rating of the work -> the words for behaviour above, as, below expectation (PAN6); `rencana`: the plans
    feedback is asked on, `pola`: what is expected of the organisation (PAN6)."""

    mentah: BahanTahun = field(kw_only=True)
    jabatan: str = field(kw_only=True)
    capaian: Decimal | None = None
    kuadran: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rencana: tuple[Rencana, ...] = ()
    pola: Pola | None = None

    def hitung(self, nilai: Mapping[str, Any]) -> HasilTahunan:
        """What these answers give. TidakSah names every field that is missing or wrong."""
        isian = _isian(nilai)
        _tolak(*aturan.periksa(isian, profil=self.tahunan.profil, jabatan=self.jabatan))
        try:
            return aturan.hasil_isian(
                self.mentah, isian, profil=self.tahunan.profil, jabatan=self.jabatan,
                pada=date(self.tahunan.tahun, 12, 31),
            )  # fmt: skip
        except GalatMasukan as salah:
            raise TidakSah(Temuan(salah.medan, None, salah.pesan)) from salah

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The answers in words and the result they give. TidakSah."""
        hasil, isian = self.hitung(nilai), _isian(nilai)
        menyimpang = self.menyimpang(hasil.predikat)
        _tolak(
            *aturan.periksa_umpan(isian, profil=self.tahunan.profil, kegiatan=[r.id for r in self.rencana]),
            *aturan.temuan_pola(isian, menyimpang),
        )
        umpan = [(_("Umpan balik: %(kegiatan)s", kegiatan=r.uraian), isian.umpan[r.id]) for r in self.rencana
                 if r.id in isian.umpan]  # fmt: skip
        pola = [(_("Pola yang tidak terpenuhi lagi"), "; ".join(s.kalimat for s in menyimpang))] if menyimpang else []
        akhir = _teks(nilai, "penjelasan_pola", "catatan", "rekomendasi")
        return [*self.isi(nilai), *umpan, *self.hasil(hasil), *pola, *akhir]

    def menyimpang(self, predikat: str) -> tuple[Syarat, ...]:
        """The conditions of the pattern this predicate keeps from being met."""
        if self.pola is None:
            return ()
        orang, pada = self.pola.sebaran, date(self.tahunan.tahun, 12, 31)
        return menyimpang_pola(self.pola.capaian, orang.jumlah, orang.belum, predikat, pada=pada)

    def isi(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """Ratings or numbers, and the remark on each aspect."""
        hasil = [
            (kata, aturan.RATING.get(str(nilai.get(medan)), ""))
            for medan, kata in (("hasil_kerja", _("Hasil kerja")), ("rating_perilaku", _("Perilaku kerja")))
            if not self.tahunan.berangka
        ]
        baris = {str(b.get("aspek")): b for b in nilai.get("aspek") or ()}
        for kunci, nama in self.tahunan.aspek:
            satu = baris.get(kunci, {})
            angka = "" if kosong(satu.get("nilai")) else formats.angka(str(satu["nilai"]))
            isi = ". ".join(filter(None, (angka, str(satu.get("catatan") or "").strip())))
            if isi:
                hasil.append((nama, isi))
        return hasil

    def hasil(self, hasil: HasilTahunan) -> list[tuple[str, str]]:
        """The result: the printed lines, and the word."""
        if not self.tahunan.berangka:
            return [(_("Predikat kinerja menjadi"), hasil.predikat)]
        if self.tahunan.dua_semester:
            return [
                *((nama, formats.angka(nilai, 2)) for nama, nilai in semester(hasil.jejak)),
                (_("Nilai kinerja 2021 menjadi"), f"{formats.angka(hasil.nilai, 2)} ({hasil.predikat})"),
            ]
        rata = sebutan(hasil.nilai_perilaku, self.tahunan.tahun) or ""
        return [
            (_("Nilai SKP"), formats.angka(hasil.capaian_skp, 2)),
            (_("Nilai rata-rata perilaku"), f"{formats.angka(hasil.nilai_perilaku, 2)} ({rata})"),
            (_("Nilai prestasi kerja menjadi"), f"{formats.angka(hasil.nilai, 2)} ({hasil.predikat})"),
        ]


@dataclass(frozen=True)
class KasusPutusan(KasusNilai):
    """The objection as the atasan pejabat penilai decides it."""

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The decision in words with the result it gives, the appraiser's beside it. TidakSah."""
        _tolak(
            *keberatan.periksa_putusan(
                str(nilai.get("keputusan")), pemeriksaan=str(nilai.get("pemeriksaan") or ""),
                alasan=str(nilai.get("alasan") or ""), isian=_isian(nilai), profil=self.tahunan.profil,
                jabatan=self.jabatan,
            )
        )  # fmt: skip
        lama = self.tahunan.hasil["penilai"]
        semula = lama.predikat if lama.nilai is None else f"{formats.angka(lama.nilai, 2)} ({lama.predikat})"
        awal = [(_("Hasil pemeriksaan"), str(nilai["pemeriksaan"]).strip())]
        if nilai.get("keputusan") == "tetap":
            tengah = [(_("Keputusan"), _("Hasil tetap: %(semula)s", semula=semula))]
        else:
            hasil = self.hitung(nilai)
            tengah = [
                (_("Keputusan"), _("Hasil diubah: penilaian Anda yang berlaku")), *self.isi(nilai),
                (_("Semula"), semula), *self.hasil(hasil),
            ]  # fmt: skip
        return [*awal, *tengah, (_("Alasan keputusan"), str(nilai["alasan"]).strip())]


@dataclass(frozen=True)
class KasusTerima(Kasus):
    """`hari_terakhir`: until when to sign or object, if the document is received today."""

    hari_ini: date = field(kw_only=True)
    hari_terakhir: datetime = field(kw_only=True)


@dataclass(frozen=True)
class KasusSerahTerima(Kasus):
    """The days on which the document can have been received."""

    sejak: date = field(kw_only=True)
    sampai: date = field(kw_only=True)


@dataclass(frozen=True)
class KasusTanggapi(Kasus):
    """The result the person signs or objects to."""

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """What it means, before it cannot be undone. TidakSah for an objection without a reason."""
        if nilai.get("sikap") != "keberatan":
            isi = _("Tanda tangan: hasil ini naik untuk disahkan, dan keberatan tidak dapat diajukan lagi")
            return [(_("Sikap"), isi)]
        alasan = str(nilai.get("alasan") or "").strip()
        if not alasan:
            _tolak(Temuan("alasan", None, _("Tulis alasan keberatan; tanpa alasan keberatan tidak dapat diajukan.")))
        jumlah = sum(b.kegunaan == "keberatan" for b in self.tahunan.berkas)
        return [
            (_("Sikap"), _("Keberatan: satu kali, dan keputusannya final")), (_("Alasan"), alasan),
            (_("Lampiran"), _("%(jumlah)s berkas", jumlah=jumlah)),
        ]  # fmt: skip


def nilai_tahunan(actor: Actor, tugas: workflows.Task) -> KasusNilai:
    """The year as the pejabat penilai assesses it, with its evidence."""
    p = _muat(tugas)
    if p.profil != aturan.PAN6:
        return _kasus_nilai(KasusNilai, p, _pihak(actor, p.pegawai_id), {})
    semua = rencana(p.skp_id)
    awal = {"umpan_balik": [{"kegiatan": r.id, "umpan": r.awal} for r in semua]}
    kasus = _kasus_nilai(KasusNilai, p, _pihak(actor, p.pegawai_id), awal)
    return replace(kasus, rencana=semua, pola=pola_untuk(p))


def terima_penilaian(actor: Actor, tugas: workflows.Task) -> KasusTerima:
    """What was handed over, and what the 14 days would mean from today."""
    kini = waktu.sekarang()
    return KasusTerima(susun(_muat(tugas)), hari_ini=waktu.hari_ini(), hari_terakhir=keberatan.hari_terakhir(kini))


def catat_serah_terima(actor: Actor, tugas: workflows.Task) -> KasusSerahTerima:
    """The document that was handed over on paper."""
    p = _muat(tugas)
    sejak = p.dinilai_pada.astimezone(waktu.WITA).date() if p.dinilai_pada else waktu.hari_ini()
    return KasusSerahTerima(
        susun(p), {}, _pihak(actor, p.pegawai_id), sejak=sejak, sampai=waktu.hari_ini()
    )  # fmt: skip


def tanggapi_penilaian(actor: Actor, tugas: workflows.Task) -> KasusTanggapi:
    """The result the person answers."""
    return KasusTanggapi(susun(_muat(tugas)))


def sahkan_penilaian(actor: Actor, tugas: workflows.Task) -> Kasus:
    """The result the atasan puts into force."""
    p = _muat(tugas)
    penilai = () if p.skp.pengecualian_pihak else (p.skp.penilai_id, *pemutus(tugas, "nilai_tahunan"))
    return Kasus(susun(p), {}, _pihak(actor, p.pegawai_id, *penilai), bahan(p.pegawai_id, p.tahun))


def tanggapi_keberatan(actor: Actor, tugas: workflows.Task) -> Kasus:
    """The objection the pejabat penilai answers."""
    p = _muat(tugas)
    return Kasus(susun(p), {}, _pihak(actor, p.pegawai_id))


def putuskan_keberatan(actor: Actor, tugas: workflows.Task) -> KasusPutusan:
    """Both sides of the objection; own values start from the appraiser's."""
    p = _muat(tugas)
    sebelum = pemutus(tugas, "nilai_tahunan", "tanggapi_keberatan")
    penilai = () if p.skp.pengecualian_pihak else (p.skp.penilai_id, *sebelum)
    lama = next(h for h in p.hasil if h.sisi == "penilai")
    milik = {n.aspek: n for n in p.perilaku if n.sisi == "penilai"}
    aspek = [
        {"aspek": k, "nilai": None if n.nilai is None else str(n.nilai), "catatan": n.catatan} for k, n in milik.items()
    ]
    awal = {"aspek": aspek, "hasil_kerja": lama.hasil_kerja, "rating_perilaku": lama.rating_perilaku}
    return _kasus_nilai(KasusPutusan, p, _pihak(actor, p.pegawai_id, *penilai), awal)


def _kasus_nilai(jenis: type[K], p: Penilaian, halangan: str | None, awal: Mapping[str, Any]) -> K:
    """The case of who gives numbers or ratings; the rows of its form in the order of the aspects."""
    t = susun(p)
    baris = {str(b["aspek"]): b for b in awal.get("aspek") or ()}
    isian = {k: v for k, v in awal.items() if v is not None} | {
        "aspek": [{"aspek": kunci, **baris.get(kunci, {})} for kunci, _nama in t.aspek]
    }
    mentah = bahan_nilai(p.pegawai_id, p.tahun)
    return jenis(
        t, isian, halangan, bahan(p.pegawai_id, p.tahun), mentah=mentah, jabatan=p.skp.jabatan.jenis,
        capaian=_capaian(mentah, t), kuadran=() if t.berangka else _kuadran(t.tahun),
    )  # fmt: skip


def _capaian(mentah: BahanTahun, t: Tahunan) -> Decimal | None:
    """The SKP so far (PP46): that of a result with any behaviour. None where it cannot be told."""
    if not t.berangka or t.dua_semester:
        return None
    try:
        return hitungan.hasil(
            mentah, profil=t.profil, pada=date(t.tahun, 12, 31), perilaku={kunci: 0 for kunci, _nama in t.aspek}
        ).capaian_skp
    except GalatMasukan:
        return None


def _kuadran(tahun: int) -> tuple[tuple[str, tuple[str, ...]], ...]:
    pada = date(tahun, 12, 31)
    return tuple((k, tuple(predikat_pan6(k, p, pada=pada).nilai for p in aturan.RATING)) for k in aturan.RATING)


def _muat(tugas: workflows.Task) -> Penilaian:
    p = muat(Penilaian.instans_id == tugas.instance_id)
    if p is None:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    return p


def _pihak(actor: Actor, *pihak: int | None) -> str | None:
    """Nobody decides on himself, also not for someone he stands in for."""
    if actor.pegawai_id is not None and actor.pegawai_id in pihak:
        return _("Anda sendiri pihak dalam perkara ini, jadi Anda tidak boleh memutuskannya.")
    return None


def _isian(nilai: Mapping[str, Any]) -> aturan.Isian:
    """The answers as the rules take them."""
    return aturan.Isian(
        nilai.get("aspek") or (), nilai.get("hasil_kerja"), nilai.get("rating_perilaku"),
        nilai.get("umpan_balik") or (), str(nilai.get("penjelasan_pola") or ""),
    )  # fmt: skip


def _teks(nilai: Mapping[str, Any], *medan: str) -> list[tuple[str, str]]:
    kata = {
        "catatan": _("Catatan penilaian"), "rekomendasi": _("Rekomendasi"),
        "penjelasan_pola": _("Penjelasan penyimpangan pola"),
    }  # fmt: skip
    return [(kata[m], isi) for m in medan if (isi := str(nilai.get(m) or "").strip())]


def _tolak(*temuan: Temuan) -> None:
    if temuan:
        raise TidakSah(*temuan)

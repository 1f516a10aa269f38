"""What the pages of the SKP's steps show: susun (and perbaiki), tinjau, verifikasi, putuskan (queries/langkah.py)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from babel.dates import format_date
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import aliased, joinedload, selectinload

import workflows
from portal import formats, waktu
from portal.alur import pemutus
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.forms.tampil import Isian
from portal.models import Kegiatan, Pegawai, Skp, SkpVersi, Verifikatur
from portal.queries import rencana
from portal.queries.isi_skp import (
    ANGKA,
    Baris,
    Catatan,
    Isi,
    Jumlah,
    bandingkan,
    bercatatan,
    catatan_skp,
    dari_potret,
    dari_tabel,
)
from portal.rules import bagi
from portal.rules import rencana as aturan
from portal.rules.eksak import GalatMasukan, baca, teks
from portal.rules.jabatan import fungsional
from portal.rules.rencana import Bentuk, bentuk
from portal.rules.skp import masa_bulan
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor


@dataclass(frozen=True)
class Pihak:
    """A party: what it is here ("Pejabat penilai"), its name, and the id an error of it is linked to."""

    id: str
    sebutan: str
    nama: str


@dataclass(frozen=True)
class KasusSkp:
    """What every step of an SKP shows. `isi`: the rows as sent last, compared with the version before; `tahun_lalu`:
    last year's rows; `catatan`: the remarks that count now; `halangan`: why this actor may only read."""

    skp_id: int
    nomor: str
    versi: int
    mulai: date
    selesai: date
    jft: bool
    pihak: tuple[Pihak, ...]
    isi: Isi
    catatan: tuple[Catatan, ...] = ()
    tahun_lalu: Isi | None = None
    halangan: str | None = None
    bentuk: Bentuk = field(kw_only=True)
    pendekatan: str = ""
    ekspektasi: Mapping[str, str] = field(default_factory=dict)
    lampiran: Mapping[str, str] = field(default_factory=dict)

    @property
    def ak(self) -> bool:
        """Whether angka kredit has a column: where the law asks for it, and where rows from before have it."""
        return self.bentuk.ak or self.isi.ada_ak

    @property
    def hukum(self) -> date:
        """The day whose law says what a row has to have."""
        return self.mulai

    @property
    def bulan(self) -> tuple[tuple[int, str], ...]:
        """The months of this SKP: number and name."""
        return nama_bulan(self.mulai, self.selesai)

    def nama(self, pihak: str) -> str:
        """The name of "penilai", "atasan_banding", ..."""
        return next((p.nama for p in self.pihak if p.id == pihak), "")

    def baris(self, kegiatan_id: str) -> Baris | None:
        """The row of the last version with this id."""
        return next((b for b in self.isi.baris if str(b.id) == kegiatan_id), None)

    @property
    def umum(self) -> tuple[Catatan, ...]:
        """The remarks on the whole."""
        return tuple(c for c in self.catatan if c.kegiatan_id is None)

    @property
    def sengketa(self) -> tuple[Catatan, ...]:
        """Why the employee asks for a decision."""
        return tuple(c for c in self.catatan if c.keputusan == "sengketa")


@dataclass(frozen=True)
class KasusSusun(KasusSkp):
    """The editor: susun, perbaiki (returned rows with their remarks) and putuskan (the decider's own values).
    `rencana_atasan`: plans to choose from; `utuh`: the SKP as a whole is asked for, not its rows alone."""

    perbaiki: bool = False
    rencana_atasan: tuple[str, ...] = ()
    utuh: bool = False

    @property
    def isian_awal(self) -> dict[str, Any]:
        """The rows as they stand; an empty one to begin with."""
        isi: dict[str, Any] = {"kegiatan": self.baris_awal}
        if self.utuh and self.bentuk.pendekatan:
            isi |= {"pendekatan": self.pendekatan or self.bentuk.pendekatan[0], "lampiran": dict(self.lampiran)}
        return isi

    @property
    def baris_awal(self) -> list[dict[str, Any]]:
        """The rows to be typed into. Where targets are numbers, an indicator that took its target from the row takes
        it again when the row has changed."""
        baris = [b.isian for b in self.isi.baris]
        return (baris if self.pendekatan == "kualitatif" else [aturan.ringkas(b) for b in baris]) or [{}]

    def bagi(self, nilai: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with the months of each row filled by the rule of splitting (rules/bagi.py); a row whose yearly
        numbers cannot be read yet stays as it is."""
        kegiatan = [dict(b) for b in nilai.get("kegiatan") or () if isinstance(b, Mapping)]
        return {**nilai, "kegiatan": [{**b, "bulan": bagi_baris(b, self.mulai) or b.get("bulan")} for b in kegiatan]}

    def jumlah(self, isian: Isian, nomor: int, medan: str) -> Jumlah:
        """What the months of row `nomor` (from 0) add up to, beside the target of the year."""
        bulan = (_angka(isian.mentah("kegiatan", nomor, "bulan", n, medan)) for n, _nama in self.bulan)
        return Jumlah(
            sum((b for b in bulan if b is not None), Decimal(0)), _angka(isian.mentah("kegiatan", nomor, medan))
        )

    def terisi(self, isian: Isian, nomor: int) -> int:
        """How many months of row `nomor` have a target."""
        isi = isian.mentah("kegiatan", nomor, "bulan")
        return sum(_berisi(b) for b in isi.values()) if isinstance(isi, Mapping) else 0

    def total(self, isian: Isian, medan: str) -> Decimal:
        """The sum of a column of the year over all rows."""
        semua = (_angka(isian.mentah("kegiatan", n, medan)) for n in range(isian.jumlah("kegiatan")))
        return sum((x for x in semua if x is not None), Decimal(0))

    def indikator_terisi(self, isian: Isian, nomor: int) -> int:
        """In how many aspects row `nomor` (from 0) has an indicator."""
        return rencana.terisi(isian, nomor)

    def indikator_bergalat(self, isian: Isian, nomor: int) -> bool:
        """A finding is about the indicators of row `nomor`."""
        return rencana.bergalat(isian, nomor)

    def bulan_bergalat(self, isian: Isian, nomor: int) -> bool:
        """A finding is about the months of row `nomor`, or about a sum that they do not make: they must be in sight."""
        salah = (t for t in isian.temuan if t.baris == nomor + 1 and not t.medan.startswith("indikator"))
        medan = {m for t in salah for m in t.medan.split(".")}
        return "bulan" in medan or any(self.jumlah(isian, nomor, m).beda for m in medan & {"kuantitas", "biaya", "ak"})

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The answers for "Periksa jawaban": a line per kegiatan, and the reason."""
        isian = Isian(nilai)
        hasil = [
            (isian.nilai("kegiatan", n, "uraian") or _("Kegiatan %(nomor)s", nomor=n + 1), _satu_baris(isian, n))
            for n in range(isian.jumlah("kegiatan"))
            if isian.nilai("kegiatan", n, "uraian")
        ]
        return [*hasil, (_("Alasan keputusan"), isian.nilai("alasan"))]


@dataclass(frozen=True)
class KasusVerifikasi(KasusSkp):
    """The verification. `boleh_tolak`: BKD may send back here (switch bkd_boleh_menolak), and has not done so twice."""

    boleh_tolak: bool = False


def susun_skp(actor: Actor, tugas: workflows.Task) -> KasusSusun:
    """The editor of the employee, first time or after a return. Seven statements."""
    skp = _skp(tugas)
    perbaiki = tugas.step == "perbaiki_skp"
    catatan = _terakhir(catatan_skp(skp.id), skp.versi) if perbaiki else ()
    return _susun(skp, catatan, None, perbaiki=perbaiki, utuh=True)


def putuskan_skp(actor: Actor, tugas: workflows.Task) -> KasusSusun:
    """Both sides for the atasan pejabat penilai, and his own values (PP 46/2011 Pasal 5)."""
    skp = _skp(tugas)
    penilai = () if skp.pengecualian_pihak else (skp.penilai_id, *pemutus(tugas, "tinjau_skp"))
    halangan = pihak_sendiri(actor, skp.pegawai_id, *penilai)
    return _susun(skp, _terakhir(catatan_skp(skp.id), skp.versi), halangan)


def tinjau_skp(actor: Actor, tugas: workflows.Task) -> KasusSkp:
    """For the pejabat penilai: what was sent, beside the version before and last year's SKP. Ten statements."""
    skp = _skp(tugas)
    catatan = catatan_skp(skp.id)
    isi = bercatatan(
        bandingkan(dari_tabel(skp.kegiatan), _versi(skp.id, skp.versi - 1)),
        [c for c in catatan if c.versi == skp.versi - 1],
    )
    return KasusSkp(
        **dasar(skp), isi=isi, catatan=tuple(c for c in catatan if c.versi >= skp.versi - 1),
        tahun_lalu=_tahun_lalu(skp),
        halangan=pihak_sendiri(actor, skp.pegawai_id, *pemutus(tugas, "verifikasi_skp")),
    )  # fmt: skip


def verifikasi_skp(actor: Actor, tugas: workflows.Task) -> KasusVerifikasi:
    """For the verifikatur: the agreed rows and the parties."""
    skp = _skp(tugas)
    return KasusVerifikasi(
        **dasar(skp), isi=dari_tabel(skp.kegiatan),
        catatan=tuple(c for c in catatan_skp(skp.id) if c.versi == skp.versi),
        halangan=pihak_sendiri(
            actor, skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id, *pemutus(tugas, "tinjau_skp")
        ),
        boleh_tolak=bkd_boleh_menolak() and skp.penolakan_bkd < 2,
    )  # fmt: skip


def bagi_baris(baris: Mapping[str, Any], mulai: date) -> dict[str, dict[str, Any]]:
    """The months of one row by the rule; empty where the numbers of the year cannot be read yet."""
    isi = {m: str(baris.get(m) or "").strip() for m in ANGKA}
    try:
        hasil = bagi.bagi(
            kuantitas=isi["kuantitas"], kualitas=isi["kualitas"], biaya=isi["biaya"] or None, ak=isi["ak"] or None,
            mulai=mulai.replace(day=1), jumlah_bulan=int(baca(isi["waktu"], "waktu", desimal=0)),
        )  # fmt: skip
    except GalatMasukan:
        return {}
    return {str(b.bulan): {m: getattr(b, m) for m in ANGKA} for b in hasil}


def nama_bulan(mulai: date, selesai: date) -> tuple[tuple[int, str], ...]:
    """The months from `mulai` to `selesai` of one year: number and name."""
    nomor = masa_bulan(mulai, selesai) or (mulai.month,)
    return tuple((n, format_date(date(mulai.year, n, 1), "MMMM", formats.bahasa())) for n in nomor)


def verifikatur_opd(opd_id: int) -> str:
    """The names of those who verify an OPD today."""
    hari = waktu.hari_ini()
    berlaku = (Verifikatur.sejak <= hari, or_(Verifikatur.sampai.is_(None), Verifikatur.sampai >= hari))
    nama = db.session.scalars(
        select(Pegawai.nama)
        .join(Verifikatur, Verifikatur.pegawai_id == Pegawai.id)
        .where(Verifikatur.opd_id == opd_id, *berlaku)
        .order_by(Pegawai.nama)
    ).all()  # fmt: skip
    return _(" atau ").join(nama)


def _skp(tugas: workflows.Task) -> Skp:
    skp = db.session.scalar(
        select(Skp)
        .where(Skp.instans_id == tugas.instance_id)
        .options(
            joinedload(Skp.pegawai), joinedload(Skp.penilai), joinedload(Skp.atasan_banding), joinedload(Skp.jabatan),
            joinedload(Skp.opd), selectinload(Skp.kegiatan).selectinload(Kegiatan.bulanan),
        )
    )  # fmt: skip
    if skp is None:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    return skp


def dasar(skp: Skp) -> dict[str, Any]:
    """What is the same for all steps."""
    return {
        "skp_id": skp.id, "nomor": skp.nomor, "versi": skp.versi, "mulai": skp.mulai, "selesai": skp.selesai,
        "jft": fungsional(skp.jabatan.jenis), "bentuk": bentuk(skp.mulai, skp.jabatan.jenis),
        "pendekatan": skp.pendekatan or "", "ekspektasi": skp.ekspektasi or {}, "lampiran": skp.lampiran or {},
        "pihak": (
            Pihak("pegawai", _("Pegawai yang dinilai"), skp.pegawai.nama),
            Pihak("penilai", _("Pejabat penilai"), _nama(skp.penilai)),
            Pihak("atasan_banding", _("Atasan pejabat penilai"), _nama(skp.atasan_banding)),
            Pihak("verifikatur", _("Verifikatur BKD"), verifikatur_opd(skp.opd_id) or _nama(None)),
        ),
    }  # fmt: skip


def _nama(pegawai: Pegawai | None) -> str:
    return pegawai.nama if pegawai else _("belum ditetapkan")


def _susun(
    skp: Skp, catatan: Sequence[Catatan], halangan: str | None, *, perbaiki: bool = False, utuh: bool = False
) -> KasusSusun:
    umum = dasar(skp)
    return KasusSusun(
        **umum, isi=bercatatan(dari_tabel(skp.kegiatan), catatan), catatan=tuple(catatan), halangan=halangan,
        perbaiki=perbaiki, utuh=utuh, rencana_atasan=rencana.rencana_atasan(skp, umum["bentuk"]),
    )  # fmt: skip


def _terakhir(catatan: Sequence[Catatan], versi: int) -> tuple[Catatan, ...]:
    """The remarks on the version that lies here now."""
    return tuple(c for c in catatan if c.versi == versi and c.keputusan != "setuju")


def _versi(skp_id: int, nomor: int) -> Isi | None:
    """An earlier version, if there is one."""
    isi = (
        db.session.scalar(select(SkpVersi.isi).where(SkpVersi.skp_id == skp_id, SkpVersi.versi == nomor))
        if nomor > 0
        else None
    )
    return dari_potret(isi) if isi is not None else None


def _tahun_lalu(skp: Skp) -> Isi | None:
    """The last version of last year's SKP of the same person that was set."""
    lama = aliased(Skp)
    isi = db.session.scalar(
        select(SkpVersi.isi)
        .join(lama, lama.id == SkpVersi.skp_id)
        .where(
            lama.pegawai_id == skp.pegawai_id, lama.tahun == skp.tahun - 1, lama.status.in_(("ditetapkan", "ditutup"))
        )
        .order_by(lama.mulai.desc(), SkpVersi.versi.desc())
        .limit(1)
    )
    return dari_potret(isi) if isi is not None else None


def pihak_sendiri(actor: Actor, *pihak: int | None) -> str | None:
    """Why this actor may only read: he is one of these people."""
    if actor.pegawai_id is not None and actor.pegawai_id in pihak:
        return _(
            "Anda adalah pihak dalam SKP ini, jadi tidak boleh memutuskannya. Rekan atau pengganti lain memutuskan."
        )
    return None


def _satu_baris(isian: Isian, n: int) -> str:
    """'12 laporan, mutu 100, 12 bulan, biaya Rp1.000'."""
    nilai = {m: isian.nilai("kegiatan", n, m) for m in (*ANGKA, "satuan")}
    bagian = [
        f"{nilai['kuantitas']} {nilai['satuan']}", _("mutu %(angka)s", angka=nilai["kualitas"]),
        _("%(angka)s bulan", angka=nilai["waktu"]),
        _("biaya Rp%(angka)s", angka=nilai["biaya"]) if nilai["biaya"] else "",
        _("AK %(angka)s", angka=nilai["ak"]) if nilai["ak"] else "",
    ]  # fmt: skip
    return ", ".join(b for b in bagian if b)


def _angka(nilai: Any) -> Decimal | None:
    """A number as typed; None for what is none."""
    if nilai is None or isinstance(nilai, Mapping | list):
        return None
    try:
        return Decimal(teks(baca(nilai if isinstance(nilai, int | Decimal) else str(nilai))))
    except GalatMasukan:
        return None


def _berisi(nilai: Any) -> bool:
    return isinstance(nilai, Mapping) and any(v is not None and str(v).strip() for v in nilai.values())

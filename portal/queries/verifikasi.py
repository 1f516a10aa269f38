"""The months that wait for BKD, per OPD: for the verifikatur to verify, for Admin BKD to look at."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

import workflows
from portal import alur
from portal.extensions import db
from portal.models import Banding, Jabatan, Opd, Pegawai, Realisasi, Skp, Unit
from portal.rules.periode import Periode
from portal.security import Actor, antrean_verifikatur

UKURAN = 50
LANGKAH = "verifikasi_realisasi"
PEMUTUS = ("tinjau_realisasi", "putuskan_banding", "tindak_lanjut_verifikasi")


@dataclass(frozen=True)
class Saringan:
    """What of the list is asked for, already made sound by `baca`."""

    opd: str | None = None
    bulan: str | None = None
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there."""
        bulan, halaman = args.get("bulan") or "", args.get("halaman", "1")
        try:
            periode = str(Periode.dari(bulan))
        except ValueError:
            periode = ""
        nomor = int(halaman) if halaman.isdecimal() and len(halaman) <= 4 else 1
        return cls(opd=(args.get("opd") or "")[:20] or None, bulan=periode or None, halaman=max(1, nomor))


@dataclass(frozen=True)
class BarisVerifikasi:
    """One month. `halangan`: why this actor cannot verify it now; None where he can."""

    tugas_id: str
    realisasi_id: int
    nomor: str
    periode: date
    nama: str
    nip: str
    jabatan: str
    unit: str
    opd: str
    nilai: Decimal | None
    predikat: str | None
    banding: bool
    absensi: bool
    batas_waktu: datetime | None
    pengambil: str | None
    halangan: str | None


@dataclass(frozen=True)
class DaftarVerifikasi:
    """A page of the list. `opd` and `bulan`: (key, label, how many) of the whole list."""

    baris: tuple[BarisVerifikasi, ...]
    saringan: Saringan
    jumlah: int
    opd: tuple[tuple[str, str, int], ...]
    bulan: tuple[tuple[str, date, int], ...]
    memutuskan: bool

    @property
    def jumlah_halaman(self) -> int:
        """How many pages the list has."""
        return -(-self.jumlah // UKURAN)

    @property
    def dapat(self) -> int:
        """How many of this page the actor can verify."""
        return sum(b.halangan is None for b in self.baris)


def daftar(actor: Actor, saringan: Saringan) -> DaftarVerifikasi:
    """The page that `saringan` asks for. Five statements, of which one counts for all filters."""
    antrean = _antrean(actor)
    if not antrean:
        return DaftarVerifikasi((), saringan, 0, (), (), _memutuskan(actor))
    hitungan = _hitung(antrean)
    dipilih = [saringan.opd] if saringan.opd in antrean else list(antrean)
    pihak = [antrean_verifikatur(kode) for kode in dipilih]
    jumlah = sum(n for (kode, bulan), n in hitungan.items() if kode in dipilih and saringan.bulan in (None, bulan))
    saringan = replace(saringan, halaman=max(1, min(saringan.halaman, -(-jumlah // UKURAN))))
    tugas = workflows.tasks(
        db.session, parties=pihak, step=LANGKAH, only=_di_bulan(saringan.bulan), limit=UKURAN,
        offset=(saringan.halaman - 1) * UKURAN, of=jumlah,
    )  # fmt: skip
    opd = dict.fromkeys(antrean, 0)
    per_bulan: dict[str, int] = {}
    for (kode, bulan), n in hitungan.items():
        opd[kode] += n
        per_bulan[bulan] = per_bulan.get(bulan, 0) + n
    return DaftarVerifikasi(
        tuple(_baris(actor, tugas)),
        saringan,
        jumlah,
        tuple((k, antrean[k], n) for k, n in opd.items()),
        tuple((b, Periode.dari(b).awal, n) for b, n in sorted(per_bulan.items())),
        _memutuskan(actor),
    )


def ringkas(actor: Actor, tugas_id: Sequence[str]) -> dict[str, str]:
    """'nama, nomor' of these tasks by id, for the result of a bulk verification; only those of the actor's OPDs."""
    antrean = [antrean_verifikatur(kode) for kode in _antrean(actor)]
    wf_task = workflows.metadata.tables["wf_task"]
    tabel = wf_task.c
    pernyataan = (
        select(tabel.id, Realisasi.nomor, Pegawai.nama)
        .select_from(wf_task)
        .join(Realisasi, Realisasi.instans_id == tabel.instance_id)
        .join(Skp, Skp.id == Realisasi.skp_id)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .where(tabel.id.in_(tugas_id), tabel.owner.in_(antrean))
    )
    return {t: f"{nama}, {nomor}" for t, nomor, nama in db.session.execute(pernyataan)}


def _memutuskan(actor: Actor) -> bool:
    return bool(actor.verifikatur_opd)


def _antrean(actor: Actor) -> dict[str, str]:
    """Code and name of the OPDs whose queue the actor may look at."""
    pernyataan = select(Opd.kode, Opd.nama).order_by(Opd.nama)
    if not actor.punya("Admin BKD"):
        if not actor.verifikatur_opd:
            return {}
        pernyataan = pernyataan.where(Opd.id.in_(sorted(actor.verifikatur_opd)))
    return {baris.kode: baris.nama for baris in db.session.execute(pernyataan)}


def _hitung(antrean: Mapping[str, str]) -> dict[tuple[str, str], int]:
    """Open verifications by OPD (whose queue they are in) and month ("2026-01"), one statement."""
    wf_task = workflows.metadata.tables["wf_task"]
    tabel, kode = wf_task.c, {antrean_verifikatur(k): k for k in antrean}
    pernyataan = (
        select(tabel.owner, Realisasi.tahun, Realisasi.bulan, func.count())
        .select_from(wf_task)
        .join(Realisasi, Realisasi.instans_id == tabel.instance_id)
        .where(*workflows.OPEN_USER, tabel.step == LANGKAH, tabel.owner.in_(sorted(kode)))
        .group_by(tabel.owner, Realisasi.tahun, Realisasi.bulan)
    )
    return {(kode[p], str(Periode(tahun, bulan))): n for p, tahun, bulan, n in db.session.execute(pernyataan)}


def _di_bulan(bulan: str | None) -> Any:
    """SELECT of the ids of tasks of that month; None: any."""
    if bulan is None:
        return None
    tabel, periode = workflows.metadata.tables["wf_task"].c, Periode.dari(bulan)
    return (
        select(tabel.id)
        .join(Realisasi, Realisasi.instans_id == tabel.instance_id)
        .where(Realisasi.tahun == periode.tahun, Realisasi.bulan == periode.bulan)
    )


def _baris(actor: Actor, tugas: list[workflows.Task]) -> list[BarisVerifikasi]:
    pernyataan = (
        select(Realisasi, Skp, Pegawai, Jabatan.nama, Unit.nama, Opd.kode)
        .join(Skp, Skp.id == Realisasi.skp_id)
        .join(Pegawai, Pegawai.id == Skp.pegawai_id)
        .join(Jabatan, Jabatan.id == Skp.jabatan_id)
        .join(Unit, Unit.id == Skp.unit_id)
        .join(Opd, Opd.id == Skp.opd_id)
        .where(Realisasi.instans_id.in_([t.instance_id for t in tugas]))
    )
    kasus = {baris[0].instans_id: baris for baris in db.session.execute(pernyataan)}
    dibanding = _dibanding([baris[0].id for baris in kasus.values()])
    diputus = _diputus(actor, list(kasus))
    nama = alur.nama_pihak([t.claimed_by for t in tugas if t.claimed_by not in (None, actor.id)])
    return [_satu(actor, t, kasus[t.instance_id], nama, dibanding, diputus) for t in tugas if t.instance_id in kasus]


def _dibanding(ids: list[int]) -> set[int]:
    return set(db.session.scalars(select(Banding.realisasi_id).where(Banding.realisasi_id.in_(ids)))) if ids else set()


def _diputus(actor: Actor, instans: list[str]) -> set[str]:
    """Which of these instances have a decision of the actor himself, standing in for somebody or not."""
    tabel = workflows.metadata.tables["wf_task"].c
    pernyataan = select(tabel.instance_id).where(
        tabel.instance_id.in_(instans), tabel.step.in_(PEMUTUS), tabel.status == "done", tabel.ended_by == actor.id
    )
    return set(db.session.scalars(pernyataan)) if instans else set()


def _satu(
    actor: Actor, t: workflows.Task, kasus: Any, nama: Mapping[str, str], dibanding: set[int], diputus: set[str]
) -> BarisVerifikasi:
    r, skp, pegawai, jabatan, unit, opd = kasus
    pengambil = nama.get(t.claimed_by) if t.claimed_by else None
    pihak = {skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id}
    halangan = None
    if actor.pegawai_id in pihak or t.instance_id in diputus:
        halangan = _("Anda pihak dalam perkara ini; rekan lain yang mengesahkan.")
    elif pengambil:
        halangan = _("Sedang dikerjakan %(nama)s.", nama=pengambil)
    elif t.owner not in actor.parties:
        halangan = _("Bukan OPD yang Anda verifikasi.")
    return BarisVerifikasi(
        tugas_id=t.id, realisasi_id=r.id, nomor=r.nomor, periode=date(r.tahun, r.bulan, 1), nama=pegawai.nama,
        nip=pegawai.nip, jabatan=jabatan, unit=unit, opd=opd, nilai=r.nilai, predikat=r.predikat,
        banding=r.id in dibanding,
        absensi=r.rekap_id is not None, batas_waktu=t.due_at, pengambil=pengambil, halangan=halangan,
    )  # fmt: skip

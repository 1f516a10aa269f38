"""The inbox: what someone may do now, why he, and until when. A handful of statements however long the list is."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any, Literal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Integer, bindparam, literal_column, select, union_all

import workflows
from portal import alur, waktu
from portal.extensions import db
from portal.models import DrafTugas, TugasDitunda
from portal.queries.perkara import Perkara, perkara
from portal.rules import jendela
from portal.rules.periode import Periode, akhir_hari
from portal.security import Actor

UKURAN = 25
URUT: dict[str, Literal["due", "received", "name"]] = {"batas": "due", "terbaru": "received", "nama": "name"}
SARING = ("", "dekat", "ditunda")
PROSES = {
    "skp_tahunan": _l("SKP tahunan"), "revisi_skp": _l("Revisi SKP"), "realisasi_bulanan": _l("Realisasi bulanan"),
    "penilaian_tahunan": _l("Penilaian tahunan"),
}  # fmt: skip
LANGKAH = {
    "susun_skp": _l("Susun SKP"), "perbaiki_skp": _l("Perbaiki SKP"), "tinjau_skp": _l("Tinjau SKP"),
    "verifikasi_skp": _l("Verifikasi SKP"), "putuskan_skp": _l("Putuskan SKP"), "isi_realisasi": _l("Isi realisasi"),
    "tinjau_realisasi": _l("Nilai realisasi"), "tanggapi_penolakan": _l("Tanggapi penolakan"),
    "putuskan_banding": _l("Putuskan banding"), "verifikasi_realisasi": _l("Verifikasi realisasi"),
    "tindak_lanjut_verifikasi": _l("Tindak lanjuti verifikasi"),
    "susun_revisi": _l("Susun revisi SKP"), "tinjau_revisi": _l("Tinjau revisi SKP"),
    "verifikasi_revisi": _l("Verifikasi revisi SKP"), "putuskan_revisi": _l("Putuskan revisi SKP"),
    "nilai_tahunan": _l("Nilai tahunan"), "terima_penilaian": _l("Terima hasil penilaian"),
    "catat_serah_terima": _l("Catat serah terima"), "tanggapi_penilaian": _l("Tanggapi hasil penilaian"),
    "sahkan_penilaian": _l("Sahkan penilaian"), "tanggapi_keberatan": _l("Tanggapi keberatan"),
    "putuskan_keberatan": _l("Putuskan keberatan"),
}  # fmt: skip
"""The steps of the shipped diagrams by their names there, in the order in which they come."""
PERAN = {
    "pejabat_penilai": _l("Anda pejabat penilainya"), "atasan_banding": _l("Anda atasan pejabat penilainya"),
    "verifikatur": _l("Anda verifikaturnya"),
}  # fmt: skip


@dataclass(frozen=True)
class Saringan:
    """What of the inbox is asked for, already made sound by `baca`."""

    saring: str = ""
    proses: str | None = None
    langkah: str | None = None
    cari: str = ""
    urut: str = "batas"
    halaman: int = 1

    @classmethod
    def baca(cls, args: Mapping[str, str]) -> "Saringan":
        """From a query string; what makes no sense is as if it were not there."""
        saring, urut = args.get("saring", ""), args.get("urut", "batas")
        halaman = args.get("halaman", "1")
        return cls(
            saring=saring if saring in SARING else "", proses=args.get("proses") or None,
            langkah=args.get("langkah") or None, cari=args.get("cari", "").strip()[:100],
            urut=urut if urut in URUT else "batas",
            halaman=int(halaman) if halaman.isdecimal() and 1 <= len(halaman) <= 4 and int(halaman) else 1,
        )  # fmt: skip


@dataclass(frozen=True)
class BarisTugas:
    """One task of the list. `pengambil`: the colleague who has taken it; `draf_pada`: when the own draft was kept."""

    id: str
    nama: str
    langkah: str
    nomor: str
    perkara: Perkara | None
    alasan: str
    diterima_pada: datetime
    batas_waktu: datetime | None
    diambil_saya: bool
    dapat_diambil: bool
    pengambil: str | None
    draf_pada: datetime | None
    ditunda_sampai: datetime | None

    @property
    def judul(self) -> str:
        """'Tinjau realisasi Oktober 2026'."""
        return f"{self.nama} {self.perkara.periode}" if self.perkara else self.nama


@dataclass(frozen=True)
class Diserahkan:
    """A task of the actor, or of a queue of his, that somebody else does."""

    id: str
    nama: str
    nomor: str
    kepada: str
    batas_waktu: datetime | None


@dataclass(frozen=True)
class Kotak:
    """A page of the inbox and the counts of its filters: `proses` and `langkah` hold (key, word, how many).

    `diserahkan`: what colleagues do for the actor. `buka_berikut`: when the window of the running month opens, the next
    thing that will come to everybody; said where the page is empty.
    """

    baris: tuple[BarisTugas, ...]
    saringan: Saringan
    jumlah: int
    semua: int
    dekat: int
    ditunda: int
    proses: tuple[tuple[str, str, int], ...]
    langkah: tuple[tuple[str, str, int], ...]
    buka_berikut: datetime | None
    diserahkan: tuple[Diserahkan, ...] = ()

    @property
    def verifikasi(self) -> int:
        """How many tasks of verifying there are: they can be decided together on a page of their own."""
        return sum(n for kunci, _kata, n in self.langkah if kunci.startswith("verifikasi_"))

    @property
    def jumlah_halaman(self) -> int:
        """How many pages the list has."""
        return -(-self.jumlah // UKURAN)


def kotak(actor: Actor, saringan: Saringan) -> Kotak:
    """The actor's inbox as `saringan` asks for it. Four statements; one more for each of a count of what was searched,
    what colleagues do, and names of those who took some."""
    draf, tunda = _tanda(actor)
    pihak: dict[str, Any] = {"parties": actor.parties, "apart": bukan_wakil(actor)}
    segi = workflows.facets(db.session, **pihak, due_before=_besok(), without=sorted(tunda))
    pilih: dict[str, Any] = {
        **pihak, "process": saringan.proses, "step": saringan.langkah, "search": saringan.cari or None,
        "due_before": _besok() if saringan.saring == "dekat" else None,
        **({"only": sorted(tunda)} if saringan.saring == "ditunda" else {"without": sorted(tunda) or None}),
    }  # fmt: skip
    jumlah, daftar, saringan = _halaman(segi, pilih, saringan)
    return Kotak(
        baris=baris(actor, daftar, draf=draf, tunda=tunda), saringan=saringan, jumlah=jumlah, semua=segi.count(),
        dekat=segi.count(soon=True), ditunda=segi.aside, proses=_kata(segi.process, PROSES),
        langkah=_kata(segi.step, {t.step: t.name for t in daftar} | LANGKAH),
        buka_berikut=None if daftar else jendela.buka(Periode.dari(waktu.hari_ini())),
        diserahkan=diserahkan(actor) if saringan == Saringan() else (),
    )  # fmt: skip


def _halaman(
    segi: workflows.Facets, pilih: dict[str, Any], saringan: Saringan
) -> tuple[int, list[workflows.Task], Saringan]:
    """How many fit, those of the page, and what was asked with a page that exists. What was not searched for is counted
    already; a search that finds less than a page counts itself."""
    urut = URUT[saringan.urut]
    terhitung = not saringan.cari and saringan.saring != "ditunda"
    if terhitung:
        jumlah = segi.count(process=saringan.proses, step=saringan.langkah, soon=saringan.saring == "dekat")
    else:
        if saringan.halaman == 1:
            daftar = workflows.tasks(db.session, **pilih, sort=urut, limit=UKURAN + 1)
            if len(daftar) <= UKURAN:
                return len(daftar), daftar, saringan
        jumlah = workflows.count_tasks(db.session, **pilih)
        if saringan.halaman == 1:
            return jumlah, daftar[:UKURAN], saringan
    saringan = replace(saringan, halaman=max(1, min(saringan.halaman, -(-jumlah // UKURAN))))
    mulai = (saringan.halaman - 1) * UKURAN
    daftar = workflows.tasks(
        db.session, **pilih, sort=urut, limit=UKURAN, offset=mulai, of=segi if terhitung else jumlah
    )
    return jumlah, daftar, saringan


def diserahkan(actor: Actor) -> tuple[Diserahkan, ...]:
    """What colleagues do for the actor just now, UKURAN at most. One statement, two where there is any."""
    semua = workflows.delegated(db.session, by=actor.parties, limit=UKURAN)
    nama = alur.nama_pihak([t.owner for t in semua]) if semua else {}
    return tuple(
        Diserahkan(t.id, _(t.name), t.business_key, nama.get(t.owner, t.owner), t.due_at)
        for t in semua
        if t.owner != actor.id and not pribadi_orang_lain(actor, t)
    )


def baris(
    actor: Actor, daftar: list[workflows.Task], *, draf: Mapping[str, datetime] | None = None,
    tunda: Mapping[str, datetime] | None = None,
) -> tuple[BarisTugas, ...]:  # fmt: skip
    """Tasks as lists show them: one statement for their cases, one for the names of colleagues who took some."""
    kasus = perkara({t.instance_id for t in daftar})
    nama = alur.nama_pihak(
        [p for t in daftar for p in (t.claimed_by if t.claimed_by != actor.id else None, t.delegated_by)]
    )
    return tuple(
        BarisTugas(
            id=t.id, nama=_(t.name), langkah=t.step, nomor=t.business_key, perkara=kasus.get(t.instance_id),
            alasan=alasan(actor, t, nama), diterima_pada=t.created_at, batas_waktu=t.due_at,
            diambil_saya=t.claimed_by == actor.id, dapat_diambil=t.claimed_by is None and t.owner != actor.id,
            pengambil=nama.get(t.claimed_by) if t.claimed_by and t.claimed_by != actor.id else None,
            draf_pada=(draf or {}).get(t.id), ditunda_sampai=(tunda or {}).get(t.id),
        )
        for t in daftar
    )  # fmt: skip


def teratas(actor: Actor, jumlah: int = 5) -> tuple[BarisTugas, ...]:
    """The first tasks by due date, those put aside left out. Two or three statements."""
    return baris(actor, workflows.tasks(db.session, **milik(actor), limit=jumlah))


def menunggu(actor: Actor) -> int:
    """How many tasks wait for the actor, those put aside left out. One statement."""
    return workflows.count_tasks(db.session, **milik(actor))


def alasan(actor: Actor, tugas: workflows.Task, nama: Mapping[str, str] | None = None) -> str:
    """Why this task is the actor's, in words. `nama`: of parties, where they are known already."""
    if tugas.delegated_by is not None:
        siapa = (nama or alur.nama_pihak([tugas.delegated_by])).get(tugas.delegated_by, tugas.delegated_by)
        return _("diserahkan oleh %(nama)s", nama=siapa)
    if tugas.owner in actor.sebagai:
        return _("sebagai %(sebagai)s", sebagai=actor.sebagai[tugas.owner])
    if tugas.owner.startswith("peran:"):
        return _("antrean %(nama)s", nama=alur.nama_pihak([tugas.owner])[tugas.owner])
    if tugas.lane == "pegawai":
        return _("milik Anda sendiri")
    return str(PERAN.get(tugas.lane) or _("ditugaskan kepada Anda"))


def pribadi_orang_lain(actor: Actor, tugas: workflows.Task) -> bool:
    """The own SKP or month of someone the actor replaces: Plt and Plh act in his office, not for his person."""
    return tugas.lane == "pegawai" and tugas.owner != actor.id


def milik(actor: Actor) -> dict[str, Any]:
    """The filters of what belongs into the actor's list now: not put aside, not personal to someone he replaces."""
    tunda = select(TugasDitunda.tugas_id).where(TugasDitunda.aktor == actor.id, TugasDitunda.sampai > waktu.sekarang())
    return {"parties": actor.parties, "apart": bukan_wakil(actor), "without": tunda}


def bukan_wakil(actor: Actor) -> dict[str, str]:
    """The lane that is personal, by those whom the actor replaces."""
    return dict.fromkeys(actor.sebagai, "pegawai")


def _tanda(actor: Actor) -> tuple[dict[str, datetime], dict[str, datetime]]:
    """When the actor's drafts were kept, and until when he put tasks aside: two dicts by task, one statement."""
    hasil: tuple[dict[str, datetime], dict[str, datetime]] = ({}, {})
    for jenis, tugas_id, saat in db.session.execute(_TANDA, {"aktor": actor.id, "kini": waktu.sekarang()}):
        hasil[jenis][tugas_id] = saat
    return hasil


_TANDA = union_all(
    select(literal_column("0", Integer), DrafTugas.tugas_id, DrafTugas.pada).where(
        DrafTugas.aktor == bindparam("aktor")
    ),
    select(literal_column("1", Integer), TugasDitunda.tugas_id, TugasDitunda.sampai).where(
        TugasDitunda.aktor == bindparam("aktor"), TugasDitunda.sampai > bindparam("kini")
    ),
)


def _besok() -> datetime:
    """The end of tomorrow in WITA: what is due until then is nearly late, or late."""
    return akhir_hari(waktu.hari_ini() + timedelta(days=1)) + timedelta(seconds=1)


def _kata(jumlah: Mapping[str, int], kata: Mapping[str, Any]) -> tuple[tuple[str, str, int], ...]:
    urutan = {k: n for n, k in enumerate((*LANGKAH, *PROSES))}
    return tuple(
        (k, str(kata.get(k, k.replace("_", " ").capitalize())), n)
        for k, n in sorted(jumlah.items(), key=lambda b: (urutan.get(b[0], 99), b[0]))
    )

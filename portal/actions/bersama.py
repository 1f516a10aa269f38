"""What several actions need: the task and its case, the parties kept apart, deadlines as facts, dated switches.

Nothing here is an action: these run inside one.
"""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import Row, Select, String, bindparam, or_, select
from sqlalchemy.dialects import postgresql, sqlite

import workflows
from portal import audit, waktu
from portal.alur import diterjemahkan, menunggu, nama_pihak, pemegang_berhak, pemutus
from portal.errors import BukanHak, SudahSelesai, TidakDitemukan
from portal.extensions import db
from portal.models import (
    DrafTugas,
    HariLibur,
    NilaiBaris,
    Penilaian,
    Realisasi,
    RevisiSkp,
    Skp,
    TugasDitunda,
)
from portal.rules import tenggat
from portal.rules.eksak import Angka, baca, teks
from portal.rules.periode import Periode
from portal.security import SISTEM, Actor

SEBAGAI_PENILAI = ("tinjau_skp", "tinjau_revisi", "tinjau_realisasi", "nilai_tahunan", "tanggapi_keberatan")
"""Steps of the pejabat penilai; who did one in a case, also as Plt, does not decide in it as the atasan."""
MEDAN_NILAI = ("kuantitas", "kualitas", "waktu", "biaya", "ak")


def tugas_untuk(tugas_id: str, actor: Actor, *langkah: str) -> workflows.Task:
    """The open task `tugas_id`, which must be one of these steps and the actor's (or of someone he stands in for).

    Its instance is locked first and all is checked on what it is then.
    """
    with diterjemahkan():
        tugas = workflows.hold(db.session, tugas_id)
    pribadi = tugas.lane == "pegawai" and tugas.owner != actor.id  # Plt and Plh act in the office, not for the person
    if tugas.owner not in actor.parties or pribadi or (langkah and tugas.step not in langkah):
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    menunggu(tugas)
    if antrean_lepas(tugas, actor):
        pesan = _("Anda tidak lagi bertugas pada antrean asal tugas ini. Serahkan kembali tugasnya.")
        raise BukanHak(pesan, kode="bukan_antreannya")
    if tugas.claimed_by not in (None, actor.id):
        if not pemegang_berhak(tugas):
            return _bebaskan(tugas)
        nama = nama_pihak([tugas.claimed_by]).get(tugas.claimed_by or "")
        raise SudahSelesai(_("Tugas ini sedang dikerjakan orang lain."), oleh=nama, pada=tugas.claimed_at)
    return tugas


def antrean_lepas(tugas: workflows.Task, actor: Actor) -> bool:
    """The task was handed over to him out of a queue in which he has no place any more."""
    return (tugas.delegated_by or "").startswith("peran:") and tugas.delegated_by not in actor.parties


def _bebaskan(tugas: workflows.Task) -> workflows.Task:
    """What was claimed by somebody who may no longer do it goes back to its queue."""
    pemegang = Actor(id=tugas.claimed_by or "", nama="", parties=frozenset({tugas.owner}))
    with diterjemahkan():
        bebas = workflows.release(db.session, tugas.id, by=pemegang, now=waktu.sekarang())
    audit.record(
        db.session,
        audit.Event.TUGAS_DILEPAS,
        actor=SISTEM,
        instans_id=tugas.instance_id,
        langkah=tugas.step,
        pemegang=tugas.claimed_by,
    )
    return bebas


def skp_dari(tugas: workflows.Task) -> Skp:
    """The SKP whose instance this task belongs to."""
    return _kasus(select(Skp).where(Skp.instans_id == tugas.instance_id))


def realisasi_dari(tugas: workflows.Task) -> Realisasi:
    """The month whose instance this task belongs to."""
    return _kasus(select(Realisasi).where(Realisasi.instans_id == tugas.instance_id))


def revisi_dari(tugas: workflows.Task) -> RevisiSkp:
    """The revision of an SKP whose instance this task belongs to."""
    return _kasus(select(RevisiSkp).where(RevisiSkp.instans_id == tugas.instance_id))


def penilaian_dari(tugas: workflows.Task) -> Penilaian:
    """The yearly assessment whose instance this task belongs to."""
    return _kasus(select(Penilaian).where(Penilaian.instans_id == tugas.instance_id))


def _kasus(pernyataan: Any) -> Any:
    kasus = db.session.scalar(pernyataan)
    if kasus is None:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    return kasus


def bukan_diri(actor: Actor, *pihak: int | None, pesan: str | None = None) -> None:
    """Nobody decides on himself: the person who acts is none of these (PP 46/2011: penilai, atasan and verifikatur
    differ).
    """
    if actor.pegawai_id in {p for p in pihak if p is not None}:
        raise BukanHak(
            pesan or _("Anda adalah pihak dalam perkara ini, jadi tidak boleh memutuskannya."),
            kode="memutus_diri_sendiri",
        )


def bukan_pihak(actor: Actor, tugas: workflows.Task) -> Row[Any] | None:
    """Who may not decide a case must not hold its task either: those who may would be kept from it.

    The SKP the task is about and (`realisasi_id`) its month, if the task belongs to one; None where there is no SKP.
    """
    skp = db.session.execute(_KASUS, {"instans": tugas.instance_id}).first()
    if skp is None or tugas.lane == "pegawai":
        return skp
    lain: dict[str, tuple[int | None, ...]] = {
        "atasan_banding": () if skp.pengecualian_pihak else (skp.penilai_id, *pemutus(tugas, *SEBAGAI_PENILAI)),
        "verifikatur": (skp.penilai_id, skp.atasan_banding_id),
    }
    bukan_diri(actor, skp.pegawai_id, *lain.get(tugas.lane, ()))
    return skp


def _kasus_instans() -> Select[Any]:
    """Whose case an instance is: its SKP, or that of the month, revision or year that runs in it."""
    skp, instans = Skp.__table__, bindparam("instans", type_=String)
    bulan = Realisasi.__table__
    lewat = [
        select(tabel.c.skp_id).where(tabel.c.instans_id == instans).scalar_subquery()
        for tabel in (bulan, RevisiSkp.__table__, Penilaian.__table__)
    ]
    nomor_bulan = select(bulan.c.id).where(bulan.c.instans_id == instans).scalar_subquery().label("realisasi_id")
    pihak = (skp.c.pegawai_id, skp.c.penilai_id, skp.c.atasan_banding_id, skp.c.pengecualian_pihak)
    return select(skp.c.id, skp.c.instans_id, *pihak, nomor_bulan).where(
        or_(skp.c.instans_id == instans, *(skp.c.id == satu for satu in lewat))
    )


_KASUS = _kasus_instans()  # built once: every step that is claimed or decided asks it


def atas_nama(tugas: workflows.Task, actor: Actor) -> str | None:
    """For whom the actor acts: who handed the task over, or the owner when he stands in; else None."""
    if tugas.delegated_by is not None:
        return tugas.delegated_by if tugas.delegated_by.startswith("orang:") else None
    return tugas.owner if tugas.owner.startswith("orang:") and tugas.owner != actor.id else None


def batas(langkah: str, *, periode: Periode | str | None = None, sejak: datetime | None = None) -> str:
    """The deadline of a step that begins now, as an ISO fact (rules/tenggat.py; holidays from the calendar)."""
    return tenggat.batas(langkah, sejak or waktu.sekarang(), libur=hari_libur(), periode=periode).isoformat()


def penuh(saat: datetime) -> str:
    """A deadline (23:59:59) to the end of its last second, for a timer that takes the step away: who comes within that
    second is still in time."""
    return (saat + timedelta(microseconds=999_999)).isoformat()


def hari_libur() -> frozenset[date]:
    """All holidays from last year on; a few dozen rows."""
    sejak = date(waktu.hari_ini().year - 1, 1, 1)
    return frozenset(db.session.scalars(select(HariLibur.tanggal).where(HariLibur.tanggal >= sejak)))


def desimal(nilai: Angka | None, medan: str) -> Decimal | None:
    """A number as sent, exactly; empty is None. GalatMasukan names the field."""
    if nilai is None or (isinstance(nilai, str) and not nilai.strip()):
        return None
    return Decimal(teks(baca(nilai, medan)))


def tulis_sisi(realisasi: Realisasi, sisi: str, baris: Iterable[dict[str, Any]]) -> None:
    """Set the values of one side of the month; what that side said before is replaced."""
    lama = {b.kegiatan_id: b for b in realisasi.baris if b.sisi == sisi}
    for isi in baris:
        satu = lama.pop(isi["kegiatan"], None)
        if satu is None:
            satu = NilaiBaris(kegiatan_id=isi["kegiatan"], sisi=sisi)
            realisasi.baris.append(satu)
        for medan in MEDAN_NILAI:
            setattr(satu, medan, desimal(isi.get(medan), medan))
        satu.catatan = isi.get("catatan") or None
    for sisa in lama.values():
        realisasi.baris.remove(sisa)


def salin_sisi(realisasi: Realisasi, dari: str, ke: str) -> None:
    """Let one side's values be another's too (the claim becomes final, and so on)."""
    tulis_sisi(realisasi, ke, baca_sisi(realisasi, dari))


def baca_sisi(realisasi: Realisasi, sisi: str) -> list[dict[str, Any]]:
    """One side's rows as plain values, in the order of the kegiatan."""
    return [
        {"kegiatan": b.kegiatan_id, "catatan": b.catatan} | {m: getattr(b, m) for m in MEDAN_NILAI}
        for b in sorted(realisasi.baris, key=lambda b: b.kegiatan_id)
        if b.sisi == sisi
    ]


def catatan_nilai(baris: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Rows as the audit keeps them: numbers as text, nothing empty."""
    return [{k: (v if isinstance(v, int) else str(v)) for k, v in b.items() if v is not None} for b in baris]


def simpan_milik(tabel: type[DrafTugas | TugasDitunda], tugas_id: str, actor: Actor, **nilai: Any) -> None:
    """Keep the actor's own row about a task, new or in place of the old one; two windows may do it at once."""
    sisip = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    isi = sisip(tabel).values(tugas_id=tugas_id, aktor=actor.id, **nilai)
    db.session.execute(isi.on_conflict_do_update(index_elements=["tugas_id", "aktor"], set_=nilai))


def tugas_eksternal(tugas_id: str) -> workflows.Task:
    """The open service task a job wants to complete; SudahSelesai when an earlier run of the same job did it."""
    with diterjemahkan():
        tugas = workflows.hold(db.session, tugas_id)
        if tugas.kind != "external":
            raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    menunggu(tugas)
    return tugas

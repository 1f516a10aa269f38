"""The page of a task: the container every step shares. What the step itself shows is built by PEMBUAT[halaman].

A builder is `fn(actor, tugas) -> frozen dataclass` (the template's `hal.kasus`) with a bounded number of statements.
The container reads these attributes of it, all optional:
    isian_awal: Mapping           what the form is prefilled with, in the shape of portal/forms/isian.py
    halangan: str | None          why this actor may only read the page (he is a party, a switch is off, ...)
    bagi(nilai) -> Mapping        what the button "bagi" makes of the answers (SKP: fill the twelve months)
    ringkas(nilai) -> list[tuple[str, str]]   label and answer, for "Periksa jawaban"; default: the fields one by one
"""

import uuid
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from typing import Any
from xml.etree import ElementTree

from flask_babel import gettext as _

import workflows
from portal import formats, penyerahan
from portal.alur import diterjemahkan, menunggu, nama_pihak, pemegang_berhak, tolak_terlambat
from portal.errors import Bentrok, SudahSelesai, TidakDitemukan
from portal.extensions import db
from portal.forms.isian import ANGKA
from portal.forms.tampil import DAFTAR, KATA, teks_medan
from portal.models import DrafTugas
from portal.queries.perkara import Perkara, perkara
from portal.queries.tugas import alasan, pribadi_orang_lain
from portal.security import Actor

MAKS_BARIS = 60
Pembuat = Callable[[Actor, workflows.Task], Any]


@dataclass(frozen=True)
class HalamanTugas:
    """One open task as its page shows it. `boleh` is False where the actor may read but not answer, for `alasan_tidak`.

    `kunci`: fresh idempotency key for the hidden field. `draf`: the answers kept so far. `mewakili`: "Plt. nama" where
    the actor stands in; `peringatan`: what his answer would cost him. `dapat_diambil`: a task of a queue or of someone
    he replaces that nobody has taken yet. `diserahkan_oleh`: for whom he does it.
    """

    tugas: workflows.Task
    judul: str
    perkara: Perkara | None
    kasus: Any
    boleh: bool
    alasan_tidak: str | None
    alasan: str
    mewakili: str | None
    dapat_diambil: bool
    diambil_saya: bool
    diserahkan_oleh: str | None
    dapat_diserahkan: bool
    draf: Mapping[str, Any]
    draf_pada: datetime | None
    dasar_hukum: str
    batas_waktu: datetime | None
    peringatan: str | None = None
    kunci: str = field(default_factory=lambda: uuid.uuid4().hex)

    @property
    def isian_awal(self) -> Mapping[str, Any]:
        """What the case suggests for the form."""
        return getattr(self.kasus, "isian_awal", None) or {}


def buka(actor: Actor, tugas_id: str) -> workflows.Task:
    """The open task if it is the actor's (or of someone he stands in for, or of his queue).

    TidakDitemukan for what is not his; SudahSelesai with who and when for what is done; Bentrok for what was withdrawn.
    """
    with diterjemahkan():
        tugas = workflows.task(db.session, tugas_id)
    if tugas.kind != "user" or tugas.owner not in actor.parties or pribadi_orang_lain(actor, tugas):
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    if tugas.status == "done":
        oleh = nama_pihak([tugas.ended_by]).get(tugas.ended_by or "")
        raise SudahSelesai(_("Tugas ini sudah diselesaikan."), oleh=oleh, pada=tugas.ended_at)
    if tugas.status == "suspended":
        menunggu(tugas)
    if tugas.status != "open":
        tolak_terlambat(tugas, actor)
        pesan = _("Tugas ini tidak diperlukan lagi: prosesnya sudah melangkah tanpa tugas ini.")
        raise Bentrok(pesan, kode="tidak_diperlukan")
    return tugas


def halaman(actor: Actor, tugas: workflows.Task, nama: str) -> HalamanTugas:
    """All that the page `nama` (portal/steps.py) needs. Three or four statements and those of its builder."""
    satu = perkara([tugas.instance_id]).get(tugas.instance_id)
    kasus = PEMBUAT[nama](actor, tugas)
    draf = db.session.get(DrafTugas, (tugas.id, actor.id))
    orang_lain = tugas.claimed_by not in (None, actor.id) and pemegang_berhak(tugas)
    alasan_tidak = _dipegang(tugas) if orang_lain else getattr(kasus, "halangan", None)
    return HalamanTugas(
        tugas=tugas, judul=f"{_(tugas.name)} {satu.periode}" if satu else _(tugas.name), perkara=satu, kasus=kasus,
        boleh=alasan_tidak is None, alasan_tidak=alasan_tidak, alasan=alasan(actor, tugas),
        mewakili=actor.sebagai.get(tugas.owner), dapat_diambil=tugas.owner != actor.id and tugas.claimed_by is None,
        diambil_saya=tugas.claimed_by == actor.id, diserahkan_oleh=_penyerah(tugas),
        dapat_diserahkan=_dapat_diserahkan(actor, tugas),
        draf=draf.isian if draf and isinstance(draf.isian, dict) else {},
        draf_pada=draf.pada if draf else None,
        dasar_hukum=_dokumentasi(tugas.process, tugas.version).get(tugas.element, ""), batas_waktu=tugas.due_at,
        peringatan=_peringatan(actor, tugas),
    )  # fmt: skip


def _penyerah(tugas: workflows.Task) -> str | None:
    """Who has handed this task over."""
    return nama_pihak([tugas.delegated_by]).get(tugas.delegated_by) if tugas.delegated_by else None


def _dapat_diserahkan(actor: Actor, tugas: workflows.Task) -> bool:
    """Whether the page leads to handing it over: it is the actor's own, or of his queue."""
    sendiri = tugas.owner == actor.id or tugas.owner.startswith("peran:")
    return sendiri and tugas.delegated_by is None and penyerahan.halangan(tugas) is None


def _peringatan(actor: Actor, tugas: workflows.Task) -> str | None:
    """Who stands in for the pejabat penilai and is (or stands in for) the atasan too loses the decision on a dispute
    by what he does here. One statement, and only for who stands in for somebody."""
    if not actor.sebagai or tugas.lane != "pejabat_penilai":
        return None
    pihak = workflows.instance(db.session, tugas.instance_id).parties
    atasan = pihak.get("atasan_banding")
    if atasan not in actor.parties or atasan == pihak.get("pejabat_penilai"):
        return None
    return _(
        "Anda juga atasan pejabat penilai dalam perkara ini. Bila Anda menolak atau mengembalikan di sini dan pegawai "
        "tidak sepakat, Anda tidak boleh memutus bandingnya atau keberatannya; pejabat lain harus ditunjuk untuk itu."
    )


def olah(tindakan: str, kasus: Any, nilai: Mapping[str, Any]) -> dict[str, Any]:
    """What a button that answers nothing makes of the form: one row more, one less ("hapus-2"), the months filled."""
    baru = dict(nilai)
    if tindakan == "bagi" and hasattr(kasus, "bagi"):
        return dict(kasus.bagi(baru))
    daftar = next((d for d in DAFTAR if isinstance(baru.get(d), list)), DAFTAR[0])
    baris = list(baru.get(daftar) or [])
    if tindakan == "tambah" and len(baris) < MAKS_BARIS:
        baris.append({})
    nomor = tindakan.removeprefix("hapus-")
    if nomor.isdecimal() and len(nomor) < 4 and int(nomor) < len(baris):
        del baris[int(nomor)]
    if baris or daftar in baru:
        baru[daftar] = baris or [{}]
    return baru


def ringkas(kasus: Any, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The answers as (label, answer), for the page that shows them once more."""
    if hasattr(kasus, "ringkas"):
        return list(kasus.ringkas(nilai))
    hasil = [(str(KATA.get(k, k)), teks_medan(v)) for k, v in nilai.items() if not isinstance(v, dict | list)]
    for daftar in DAFTAR:
        for nomor, satu in enumerate(nilai.get(daftar) or (), 1):
            ada = {k: teks_medan(v, angka=k in ANGKA) for k, v in satu.items() if k in KATA and k != "kegiatan"}
            isi = ", ".join(f"{KATA[k]} {teks}" for k, teks in ada.items() if teks)
            hasil.append((_("Baris %(nomor)s", nomor=nomor), isi))
    return [(label, isi) for label, isi in hasil if isi]


def _dipegang(tugas: workflows.Task) -> str:
    nama = nama_pihak([tugas.claimed_by]).get(tugas.claimed_by or "", "")
    return _("Sedang dikerjakan %(nama)s sejak %(saat)s.", nama=nama, saat=formats.tanggal_waktu(tugas.claimed_at))


def _dokumentasi(proses: str, versi: int) -> Mapping[str, str]:
    """The legal basis of each step of a version, called processes included."""
    return _teks(str(db.engine.url), proses, versi)


@lru_cache(maxsize=64)
def _teks(basis: str, proses: str, versi: int) -> dict[str, str]:
    """Read once per database: a published version never changes."""
    definisi = workflows.definition(db.session, proses, versi)
    hasil: dict[str, str] = {}
    for kunci, nomor in definisi.called.items():
        hasil |= _teks(basis, kunci, nomor)
    akar = ElementTree.fromstring(definisi.xml)  # published texts passed the XML door: no DTD, no entities
    for unsur in akar.iter(f"{BPMN}userTask"):
        hasil[unsur.get("id", "")] = (unsur.findtext(f"{BPMN}documentation") or "").strip()
    return hasil


BPMN = "{http://www.omg.org/spec/BPMN/20100524/MODEL}"


def _dari(modul: str, nama: str) -> Pembuat:
    """The builder `nama` of portal/queries/<modul>.py, imported when it is first asked for."""

    def buat(actor: Actor, tugas: workflows.Task) -> Any:
        return getattr(import_module(f"portal.queries.{modul}"), nama)(actor, tugas)

    return buat


SKP = ("susun_skp", "tinjau_skp", "verifikasi_skp", "putuskan_skp")
REVISI = ("susun_revisi", "tinjau_revisi", "verifikasi_revisi", "putuskan_revisi")
BULAN = (
    "isi_realisasi", "tinjau_realisasi", "tanggapi_penolakan", "putuskan_banding", "verifikasi_realisasi",
    "tindak_lanjut_verifikasi",
)  # fmt: skip
TAHUN = (
    "nilai_tahunan", "terima_penilaian", "catat_serah_terima", "tanggapi_penilaian", "sahkan_penilaian",
    "tanggapi_keberatan", "putuskan_keberatan",
)  # fmt: skip
PEMBUAT: dict[str, Pembuat] = {
    **{nama: _dari("langkah_skp", nama) for nama in SKP},
    **{nama: _dari("langkah_revisi", nama) for nama in REVISI},
    **{nama: _dari("langkah_realisasi", nama) for nama in BULAN},
    **{nama: _dari("langkah_penilaian", nama) for nama in TAHUN},
    "keputusan": _dari("langkah_umum", "keputusan"),
}
"""What each page shows, by its name in portal/steps.py."""

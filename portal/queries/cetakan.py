"""One official form for one reader: whose it is, whether it is his to see, and what it is written from."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.models import Penilaian, Realisasi, Skp
from portal.queries import formulir, formulir_bulan, formulir_tahunan, lingkup
from portal.queries.kata import KODE
from portal.rules import pp46
from portal.rules.jabatan import fungsional
from portal.rules.penilaian_tahunan import DUA, PAN6, PP46
from portal.security import Actor

SKP, PENILAIAN, BUKU, BULAN = "skp", "penilaian", "catatan-perilaku", "realisasi"
FORMULIR = {
    "f1": SKP, "f2": SKP, "skp30": SKP, "skp6": SKP, "f3": BUKU, "f4": PENILAIAN, "dokumen30": PENILAIAN,
    "evaluasi6": PENILAIAN, "dokumen6": PENILAIAN, "ak6": PENILAIAN, "evaluasi6b": BULAN,
}  # fmt: skip
"""Form -> what it is a form of; also the first word of its address."""
PROFIL = {"f4": PP46, "dokumen30": DUA, "evaluasi6": PAN6, "dokumen6": PAN6, "ak6": PAN6}
"""Form of a year's assessment -> the rules of the years that have it."""
TAHUN = {
    "f2": (2014, 2021), "f4": (2014, 2020), "skp30": (2021, 2021), "dokumen30": (2021, 2021), "skp6": (2022, 9999),
    "evaluasi6": (2022, 9999), "dokumen6": (2022, 9999), "evaluasi6b": (2022, 9999), "ak6": (2023, 9999),
}  # fmt: skip
"""Form -> the first and the last year of its law; of the others every year has one (F-1: the targets of the months)."""
BERSKP = ("dokumen30", "evaluasi6")
"""The forms of an assessment that show targets and realisation."""
NAMA = {
    "f1": "F-1", "f2": "F-2", "f3": "F-3", "f4": "F-4", "skp30": "SKP-PP30", "dokumen30": "Dokumen-Penilaian",
    "skp6": "SKP", "evaluasi6": "Evaluasi-Kinerja", "dokumen6": "Dokumen-Evaluasi", "evaluasi6b": "Evaluasi-Bulanan",
    "ak6": "Konversi-AK",
}  # fmt: skip
"""Form -> how its file is called."""


@dataclass(frozen=True)
class Cetakan:
    """A form with its contents (reports/isi.py, reports/isi_tahunan.py). `kunci`: the id of what it is a form of;
    `skp_id`: the SKP it belongs to; `milik_sendiri`: it is about the reader himself; `pihak`: he is one of
    its three parties, who hold its original."""

    form: str
    kunci: int
    tahun: int
    nama: str
    skp_id: int
    milik_sendiri: bool
    pihak: bool
    isi: Any


def ambil(actor: Actor, form: str, kunci: int, tahun: int = 0) -> Cetakan:
    """The form `form` of SKP, assessment or person `kunci`; `tahun`: of the logbook. TidakDitemukan where it is not
    there or not the reader's to see. A bounded number of statements."""
    if FORMULIR[form] == SKP:
        skp = lingkup.skp(actor, kunci)
        if form not in form_skp(skp.mulai, skp.selesai):
            raise TidakDitemukan(_bukan_masanya(form))
        return _cetakan(form, kunci, skp, actor, muat_skp(form, [kunci])[0])
    if FORMULIR[form] == BULAN:
        r: Realisasi = lingkup.realisasi(actor, kunci)
        if r.tahun < TAHUN[form][0]:
            raise TidakDitemukan(_("Evaluasi periodik ada sejak 2022 (PermenPANRB 6/2022)."))
        satu = _cetakan(form, kunci, r.skp, actor, formulir_bulan.muat([kunci])[0])
        return replace(satu, nama=satu.nama.replace(f"_{r.tahun}_", f"_{r.tahun}-{r.bulan:02d}_"))
    if FORMULIR[form] == BUKU:
        return _cetakan(form, kunci, _buku(actor, kunci, tahun), actor, formulir_tahunan.buku([kunci], tahun)[0])
    p = db.session.scalar(select(Penilaian).where(Penilaian.id == kunci, lingkup.penilaian_terlihat(actor)))
    if p is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    if form == "ak6" and not fungsional(p.skp.jabatan.jenis):
        raise TidakDitemukan(_("Konversi angka kredit hanya untuk pejabat fungsional."))
    if form not in dict(pilihan(p.profil, p.tahun, p.skp.jabatan.jenis)):
        raise TidakDitemukan(_("Formulir ini bukan untuk aturan penilaian tahun %(tahun)s.", tahun=p.tahun))
    return _cetakan(form, kunci, p.skp, actor, formulir_tahunan.muat([kunci], dengan_skp=form in BERSKP)[0])


def pilihan(profil: str, tahun: int, jabatan: str) -> tuple[tuple[str, str], ...]:
    """(form, name) of the forms of an assessment under `profil`; `jabatan`: a jenis jabatan."""
    return tuple(
        (f, str(KODE["layar"][f]))
        for f, p in PROFIL.items()
        if p == profil and tahun >= TAHUN[f][0] and (f != "ak6" or fungsional(jabatan))
    )


def form_skp(mulai: date, selesai: date) -> dict[str, str]:
    """Form -> name of the forms of an SKP of this time. F-2: until PP 46/2011 ended, in June 2021."""
    ada = {"f2": mulai <= pp46.AKHIR, "skp30": selesai.year == pp46.AKHIR.year and selesai > pp46.AKHIR,
           "skp6": mulai.year >= TAHUN["skp6"][0]}  # fmt: skip
    return {f: str(KODE["layar"][f]) for f, milik in FORMULIR.items() if milik == SKP and ada.get(f, True)}


def muat_skp(form: str, ids: Sequence[int]) -> Sequence[Any]:
    """What this form of these SKP is written from, in their order. A bounded number of statements."""
    muat = {"f2": formulir.muat_f2, "skp30": formulir.muat_skp30}.get(form, formulir.muat_f1)
    return muat(ids)


def _bukan_masanya(form: str) -> str:
    """Why an SKP has no such form, and which it has."""
    if form == "f2":
        return _(
            "Formulir F-2 (PP 46/2011) hanya untuk penilaian sampai 30 Juni 2021. Untuk Juli-Desember 2021 "
            "pakai SKP PP 30/2019; sejak 2022 pakai Evaluasi Kinerja pada halaman penilaian tahunannya."
        )
    if form == "skp30":
        return _("Formulir SKP PP 30/2019 hanya untuk Juli sampai Desember 2021.")
    return _("Formulir SKP PermenPANRB 6/2022 hanya untuk SKP sejak 2022. Sebelumnya pakai F-1.")


def _buku(actor: Actor, pegawai_id: int, tahun: int) -> Skp:
    skp: Skp | None = db.session.scalars(
        select(Skp)
        .where(Skp.pegawai_id == pegawai_id, Skp.tahun == tahun, Skp.status != "dibatalkan")
        .where(lingkup.buku_terlihat(actor))
        .order_by(Skp.mulai.desc(), Skp.id.desc())
        .limit(1)
    ).first()
    if skp is None:
        raise TidakDitemukan(_("Yang Anda cari tidak ada atau bukan untuk Anda."))
    return skp


def _cetakan(form: str, kunci: int, skp: Skp, actor: Actor, isi: Any) -> Cetakan:
    nama = f"{NAMA[form]}_{skp.tahun}_{isi.pegawai.nip}".rstrip("_")
    pihak = select(Skp.id).where(Skp.id == skp.id, lingkup.tiga_pihak(actor))
    return Cetakan(
        form,
        kunci,
        skp.tahun,
        nama,
        skp.id,
        skp.pegawai_id == actor.pegawai_id,
        db.session.scalar(pihak) is not None,
        isi,
    )

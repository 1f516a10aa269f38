"""The people behind a number of /perkembangan/: each with his states, whom it waits for, since when and until when."""

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import and_, case, func, select, true

from portal.extensions import db
from portal.models import Jabatan, Opd, Skp, Unit
from portal.queries import laporan, perkembangan
from portal.queries.laporan import PilihanOpd
from portal.queries.lingkup import skp_terlihat
from portal.queries.menunggu import Menunggu, terbuka
from portal.queries.perkembangan import BELUM, KEADAAN, SELESAI, Saringan
from portal.security import Actor

UKURAN = 25


@dataclass(frozen=True)
class Orang:
    """One person. `keadaan[tampil]`: (key, word, shape). `url`: the document, None where the actor may not read it
    or there is none. `menunggu`: whom it waits for in words, "" where for nobody."""

    nama: str
    nip: str
    jabatan: str
    tempat: str
    keadaan: dict[str, tuple[str, str, str]]
    url: str | None
    menunggu: str
    langkah: str
    sejak: datetime | None
    batas: datetime | None


@dataclass(frozen=True)
class DaftarOrang:
    """/perkembangan/orang. `per_keadaan`: (key, word, how many) of the six states, whatever is filtered."""

    saringan: Saringan
    opd: PilihanOpd | None
    unit: str | None
    semua_opd: tuple[PilihanOpd, ...]
    per_keadaan: tuple[tuple[str, str, int], ...]
    orang: tuple[Orang, ...]

    @property
    def semua(self) -> int:
        """How many people there are."""
        return sum(n for _k, _w, n in self.per_keadaan)

    @property
    def jumlah(self) -> int:
        """How many the filter leaves."""
        return sum(n for k, _w, n in self.per_keadaan if not self.saringan.keadaan or k == self.saringan.keadaan)

    @property
    def jumlah_halaman(self) -> int:
        """How many pages that makes."""
        return -(-self.jumlah // UKURAN)


def daftar(actor: Actor, s: Saringan) -> DaftarOrang:
    """A page of people, by place and name. Six statements. TidakDitemukan for an OPD that is not the actor's."""
    semua_opd = laporan.opd_terbuka(actor)
    opd = perkembangan.pilih(semua_opd, actor, s)
    unit = _unit(s.unit, opd) if s.unit is not None else None
    o = perkembangan.orang(actor, s, opd)
    di_sini = o.c.unit_id == s.unit if unit is not None else true()
    hitung = select(o.c[s.tampil], func.count()).where(di_sini).group_by(o.c[s.tampil])
    jumlah = {b[0]: b[1] for b in db.session.execute(hitung)}
    hasil = DaftarOrang(
        s if unit is not None else replace(s, unit=None), opd, unit, semua_opd,
        tuple((k, str(w), jumlah.get(k, 0)) for k, w in KEADAAN[s.tampil].items()), (),
    )  # fmt: skip
    s = replace(hasil.saringan, halaman=max(1, min(s.halaman, hasil.jumlah_halaman)))
    baris = db.session.execute(_halaman(actor, s, o, di_sini)).all()
    instans = [i for b in baris if (i := getattr(b, f"{DOKUMEN[s.tampil]}_instans") or b.skp_instans)]
    kini: dict[str, Menunggu] = {}
    for satu in terbuka(instans, batas=UKURAN * 5):
        kini.setdefault(satu.instans_id, satu)
    return replace(hasil, saringan=s, orang=tuple(_orang(b, s.tampil, kini) for b in baris))


DOKUMEN = {"bulan": "realisasi", "skp": "skp", "penilaian": "penilaian"}
"""The document of each thing looked at, as its columns and its address are called."""


def _unit(unit_id: int | None, opd: PilihanOpd | None) -> str | None:
    """The unit's name where it belongs to the OPD looked at; else as if none had been asked for."""
    if opd is None:
        return None
    return db.session.scalar(select(Unit.nama).where(Unit.id == unit_id, Unit.opd_id == opd.id))


def _halaman(actor: Actor, s: Saringan, o: Any, di_sini: Any) -> Any:
    """A page of rows with jabatan and whether the actor may read the SKP they belong to."""
    terlihat = case((and_(Skp.id.is_not(None), skp_terlihat(actor)), 1), else_=0)
    pilih = o.c[s.tampil] == s.keadaan if s.keadaan else true()
    return (
        select(*o.c, Jabatan.nama.label("jabatan"), Opd.nama.label("opd"), terlihat.label("terlihat"))
        .select_from(o)
        .join(Jabatan, Jabatan.id == o.c.jabatan_id)
        .join(Opd, Opd.id == o.c.opd_id)
        .outerjoin(Skp, Skp.id == o.c.skp_id)
        .where(di_sini, pilih)
        .order_by(o.c.unit, o.c.nama, o.c.id)
        .limit(UKURAN)
        .offset((s.halaman - 1) * UKURAN)
    )


def _orang(b: Any, tampil: str, kini: dict[str, Menunggu]) -> Orang:
    dokumen = DOKUMEN[tampil]
    nomor = getattr(b, f"{dokumen}_id")
    tugas = kini.get(getattr(b, f"{dokumen}_instans") or b.skp_instans or "")
    siapa, langkah = (tugas.oleh, tugas.nama) if tugas else _tanpa_tugas(b, tampil)
    if tugas is not None and tugas.lajur == "pegawai":
        siapa = _("pegawai sendiri")
    elif tugas is not None and tugas.peran:
        siapa = f"{siapa} ({tugas.peran})"
    return Orang(
        nama=b.nama, nip=b.nip if b.nip.isdigit() else "", jabatan=b.jabatan, tempat=b.unit,
        keadaan={t: _kata(t, getattr(b, t)) for t in KEADAAN},
        url=f"/{dokumen}/{nomor}" if nomor and b.terlihat else None,
        menunggu=siapa, langkah=langkah, sejak=tugas.sejak if tugas else None,
        batas=tugas.batas_waktu if tugas else None,
    )  # fmt: skip


def _tanpa_tugas(b: Any, tampil: str) -> tuple[str, str]:
    """Whose turn it is where no step is open: the person's own, who has no SKP yet; else nobody's."""
    if b.skp_id is None:
        return _("pegawai sendiri"), _("Susun SKP")
    if getattr(b, tampil) == SELESAI:
        return "", ""
    return "", _("belum waktunya") if getattr(b, tampil) == BELUM else ""


def _kata(tampil: str, keadaan: str) -> tuple[str, str, str]:
    urutan = list(KEADAAN[tampil])
    return keadaan, str(KEADAAN[tampil][keadaan]), perkembangan.RUPA[urutan.index(keadaan)]

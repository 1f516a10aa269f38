"""What the pages of the revision's steps show: susun, tinjau, verifikasi, putuskan (queries/langkah.py).

The version in force stands beside the proposal; months before the revision cannot be typed into.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import joinedload, selectinload

import workflows
from portal import waktu
from portal.alur import pemutus
from portal.errors import TidakDitemukan
from portal.extensions import db
from portal.forms.tampil import Isian
from portal.models import Kegiatan, Realisasi, RevisiSkp, Skp
from portal.queries import langkah_skp
from portal.queries.isi_skp import ANGKA, Catatan, Isi, bandingkan, bercatatan, catatan_skp, dari_potret, dari_tabel
from portal.queries.langkah_skp import KasusSusun, nama_bulan
from portal.queries.rencana import rencana_atasan
from portal.rules import jendela
from portal.rules import revisi as aturan
from portal.rules.bulanan import Nilai
from portal.rules.rencana import bentuk
from portal.rules.skp import masa_bulan
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor

SEBAB = {
    "perubahan_tugas": _l("Perubahan tugas atau jabatan"), "anggaran": _l("Perubahan anggaran"),
    "struktur": _l("Perubahan struktur organisasi"), "lain": _l("Sebab lain"),
}  # fmt: skip


SEKALIGUS = timedelta(minutes=1)


@dataclass(frozen=True)
class KasusRevisi(KasusSusun):
    """A revision for any of its steps. `isi`: the proposal compared with the version in force (`lama`); before it was
    sent first, the version in force. `pilihan_bulan`: the months it may begin with now, by number and name."""

    revisi_id: int = 0
    nomor_skp: str = ""
    status: str = "draf"
    sebab: str = ""
    alasan_revisi: str = ""
    berlaku: int = 1
    tahun: int = 0
    lama: Isi = field(default_factory=lambda: Isi(()))
    pilihan_bulan: tuple[tuple[int, str], ...] = ()
    boleh_tolak: bool = False

    @property
    def hukum(self) -> date:
        """The day the revision begins."""
        return mulai_hukum(self.mulai, self.tahun, self.berlaku)

    @property
    def dikembalikan(self) -> bool:
        """It was sent and came back."""
        return self.status == "dikembalikan"

    @property
    def terlanjur(self) -> bool:
        """The month it was to begin with has been opened meanwhile."""
        return self.berlaku not in dict(self.pilihan_bulan)

    @property
    def nama_sebab(self) -> str:
        """The cause in words."""
        return str(SEBAB.get(self.sebab, self.sebab))

    @property
    def nama_berlaku(self) -> str:
        """The first month by its name."""
        return dict(self.bulan).get(self.berlaku, str(self.berlaku))

    @property
    def isian_awal(self) -> dict[str, Any]:
        """The rows as proposed last, or as in force; cause, reason and month as begun."""
        return {
            "kegiatan": self.baris_awal, "sebab": self.sebab,
            "alasan_revisi": self.alasan_revisi, "berlaku_bulan": str(self.berlaku),
        }  # fmt: skip

    def mulai_dari(self, isian: Isian) -> int:
        """The first month as chosen in the form."""
        return _bulan(isian.mentah("berlaku_bulan")) or self.berlaku

    def terkunci(self, isian: Isian, bulan: int) -> bool:
        """This month of the grid stays as it is."""
        return bulan < self.mulai_dari(isian)

    def bagi(self, nilai: Mapping[str, Any]) -> dict[str, Any]:
        """The answers with the months of each row filled: the past as it is, what is left of the year by the rule."""
        berlaku = _bulan(nilai.get("berlaku_bulan")) or self.berlaku
        lama = {str(b.id): b for b in self.lama.baris}
        hasil = []
        for baris in (dict(b) for b in nilai.get("kegiatan") or () if isinstance(b, Mapping)):
            asal = lama.get(str(baris.get("id") or ""))
            bulan = [b for b in asal.bulan if b.bulan < berlaku] if asal else []
            tetap = {b.bulan: Nilai(**{m: getattr(b, m) for m in ANGKA}) for b in bulan}
            terbagi = aturan.bagi_sisa(baris, tetap, tahun=self.tahun, berlaku=berlaku)
            isi = {str(b): {m: getattr(n, m) for m in ANGKA} for b, n in terbagi.items()}
            hasil.append({**baris, "bulan": isi or baris.get("bulan")})
        return {**nilai, "kegiatan": hasil}

    def ringkas(self, nilai: Mapping[str, Any]) -> list[tuple[str, str]]:
        """The decision of the atasan for "Periksa jawaban"."""
        keputusan = {"ubah": _("SKP diubah dengan nilai di bawah"), "tetap": _("SKP tetap seperti semula")}
        awal = [(_("Keputusan"), keputusan.get(str(nilai.get("keputusan")), ""))]
        if nilai.get("keputusan") != "ubah":
            return [*awal, (_("Alasan keputusan"), str(nilai.get("alasan") or ""))]
        mulai = dict(self.bulan).get(_bulan(nilai.get("berlaku_bulan")) or self.berlaku, "")
        return [*awal, (_("Berlaku mulai"), mulai), *super().ringkas(nilai)]


def susun_revisi(actor: Actor, tugas: workflows.Task) -> KasusRevisi:
    """The editor of the employee, first time or after a return."""
    return _kasus(tugas)


def tinjau_revisi(actor: Actor, tugas: workflows.Task) -> KasusRevisi:
    """For the pejabat penilai: what is in force beside what is proposed."""
    return _kasus(tugas, lambda skp: (actor, skp.pegawai_id, *pemutus(tugas, "verifikasi_revisi")))


def verifikasi_revisi(actor: Actor, tugas: workflows.Task) -> KasusRevisi:
    """For the verifikatur; sending back is possible where the month was opened meanwhile, or where BKD may refuse."""
    return _kasus(
        tugas,
        lambda s: (actor, s.pegawai_id, s.penilai_id, s.atasan_banding_id, *pemutus(tugas, "tinjau_revisi")),
    )


def putuskan_revisi(actor: Actor, tugas: workflows.Task) -> KasusRevisi:
    """Both sides for the atasan pejabat penilai, and his own values (PP 46/2011 Pasal 5)."""

    def pihak(skp: Skp) -> tuple[Any, ...]:
        penilai = () if skp.pengecualian_pihak else (skp.penilai_id, *pemutus(tugas, "tinjau_revisi"))
        return (actor, skp.pegawai_id, *penilai)

    return _kasus(tugas, pihak)


def masa(skp: Skp) -> aturan.Masa:
    """What time allows for a revision of this SKP now. One statement."""
    dibuka = db.session.scalars(
        select(Realisasi.bulan).where(Realisasi.skp_id == skp.id, Realisasi.status != "cancelled")
    )
    bulan = masa_bulan(skp.mulai, skp.selesai)
    return aturan.Masa(skp.tahun, bulan, frozenset(dibuka), jendela.terbuka_terakhir(waktu.sekarang()))


def catatan_revisi(revisi: RevisiSkp) -> tuple[Catatan, ...]:
    """The remarks made while it ran; no other remark can be made on an SKP in force. One statement."""
    sampai: datetime | None = revisi.diputuskan_pada
    return tuple(
        c for c in catatan_skp(revisi.skp_id) if c.pada >= revisi.dibuat_pada and (sampai is None or c.pada <= sampai)
    )


def usulan(revisi: RevisiSkp, lama: Isi) -> Isi:
    """The rows as proposed, compared with those in force; not sent yet: those in force."""
    return bandingkan(dari_potret(revisi.isi), lama) if revisi.isi else lama


def mulai_hukum(mulai: date, tahun: int, berlaku: int) -> date:
    """The first day of the SKP, or of the month a revision begins with: the law of that day says what is asked."""
    return max(mulai, date(tahun, berlaku, 1))


def _kasus(tugas: workflows.Task, pihak: Any = None) -> KasusRevisi:
    revisi = _revisi(tugas)
    skp = revisi.skp
    lama, catatan, boleh = dari_tabel(skp.kegiatan), catatan_revisi(revisi), masa(skp).boleh
    isi = bercatatan(usulan(revisi, lama), _terakhir(catatan))
    hukum = bentuk(mulai_hukum(skp.mulai, skp.tahun, revisi.berlaku_bulan), skp.jabatan.jenis)
    dasar = langkah_skp.dasar(skp) | {"nomor": revisi.nomor, "bentuk": hukum}
    actor, *orang = pihak(skp) if pihak else (None,)
    nama = dict(nama_bulan(skp.mulai, skp.selesai))
    tolak = sum(c.keputusan == "tolak_bkd" for c in catatan)
    return KasusRevisi(
        **dasar, isi=isi, lama=lama, catatan=catatan, perbaiki=bool(revisi.isi),
        rencana_atasan=() if pihak else rencana_atasan(skp, hukum),
        halangan=langkah_skp.pihak_sendiri(actor, *orang) if actor else None, revisi_id=revisi.id, nomor_skp=skp.nomor,
        status=revisi.status, sebab=revisi.sebab, alasan_revisi=revisi.alasan, berlaku=revisi.berlaku_bulan,
        tahun=skp.tahun, pilihan_bulan=tuple((b, nama[b]) for b in boleh if b in nama),
        boleh_tolak=revisi.berlaku_bulan not in boleh or (bkd_boleh_menolak() and tolak < 2),
    )  # fmt: skip


def _terakhir(catatan: Sequence[Catatan]) -> list[Catatan]:
    """The remarks on rows that came with the last return: written in one go."""
    kembali = [c for c in catatan if c.keputusan == "kembali"]
    return [c for c in kembali if kembali[-1].pada - c.pada < SEKALIGUS]


def _revisi(tugas: workflows.Task) -> RevisiSkp:
    revisi = db.session.scalar(
        select(RevisiSkp)
        .where(RevisiSkp.instans_id == tugas.instance_id)
        .options(
            joinedload(RevisiSkp.skp).options(
                joinedload(Skp.pegawai), joinedload(Skp.penilai), joinedload(Skp.atasan_banding),
                joinedload(Skp.jabatan), joinedload(Skp.opd), selectinload(Skp.kegiatan).selectinload(Kegiatan.bulanan),
            )
        )
    )  # fmt: skip
    if revisi is None:
        raise TidakDitemukan(_("Tugas ini tidak ada atau bukan untuk Anda."))
    return revisi


def _bulan(teks: Any) -> int | None:
    isi = str(teks or "")
    return int(isi) if isi.isascii() and isi.isdigit() and 1 <= int(isi[:3]) <= 12 else None

"""One SKP carried to a state by the real actions, and its form as a browser would send it."""

from collections.abc import Callable
from typing import Any

from lxml import html
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.actions import skp
from portal.models import Kegiatan, Skp
from tests.views.bantuan import KUNCI, pohon

KEGIATAN: list[dict[str, Any]] = [
    {
        "uraian": "Menyusun laporan", "satuan": "Laporan", "kuantitas": "100", "kualitas": "100", "waktu": "12",
        "biaya": "10000000",
    },
    {"uraian": "Mengelola arsip", "satuan": "Berkas", "kuantitas": "24", "kualitas": "95", "waktu": "6"},
]  # fmt: skip


class LakonSkp:
    """`LakonSkp(db, aktor, "pelaksana1")` begins an SKP; the verbs carry it on, each as the person whose turn it is."""

    def __init__(self, db: Session, aktor: Callable[[str], Any], siapa: str = "pelaksana1", **lain: Any) -> None:
        self.db, self.aktor, self.siapa = db, aktor, siapa
        satu = skp.buat(actor=aktor(siapa), tahun=lain.pop("tahun", waktu.hari_ini().year), **lain)
        self.id, self.nomor, self.instans = satu.id, satu.nomor, satu.instans_id or ""

    @property
    def tugas(self) -> str:
        """The id of the open task."""
        return workflows.tasks(self.db, instance=self.instans, limit=1)[0].id

    @property
    def url(self) -> str:
        """The page of the open task."""
        return f"/tugas/{self.tugas}"

    @property
    def kini(self) -> Skp:
        """The row as it is in the database now."""
        self.db.rollback()
        return self.db.get_one(Skp, self.id)

    @property
    def kegiatan(self) -> list[int]:
        """The ids of its rows."""
        self.db.rollback()
        return list(self.db.scalars(select(Kegiatan.id).where(Kegiatan.skp_id == self.id).order_by(Kegiatan.urutan)))

    def ajukan(self, kegiatan: list[dict[str, Any]] | None = None) -> "LakonSkp":
        skp.ajukan(self.tugas, actor=self.aktor(self.siapa), kegiatan=kegiatan or KEGIATAN)
        return self

    def kembalikan(self, penilai: str = "kasi", catatan: str = "Sesuaikan.", baris: str = "Naikkan.") -> "LakonSkp":
        skp.tinjau(
            self.tugas, actor=self.aktor(penilai), keputusan="kembalikan", catatan=catatan,
            catatan_baris={self.kegiatan[0]: baris},
        )  # fmt: skip
        return self

    def setujui(self, penilai: str = "kasi") -> "LakonSkp":
        skp.tinjau(self.tugas, actor=self.aktor(penilai), keputusan="setujui")
        return self

    def sahkan(self) -> "LakonSkp":
        skp.verifikasi(self.tugas, actor=self.aktor("verifikatur"), keputusan="sahkan")
        return self

    def sengketakan(self, alasan: str = "Sudah sesuai beban kerja.") -> "LakonSkp":
        skp.sengketakan(self.tugas, actor=self.aktor(self.siapa), alasan=alasan)
        return self


def isi_baris(n: int, baris: dict[str, Any]) -> dict[str, str]:
    """Row `n` (from 0) as the form's fields."""
    return {f"kegiatan-{n}-{k}": str(v) for k, v in baris.items()}


def nilai(halaman: html.HtmlElement, nama: str) -> str:
    """What stands in the field of that name."""
    (medan,) = halaman.cssselect(f'[name="{nama}"]')
    return (medan.text_content() if medan.tag == "textarea" else medan.get("value") or "").strip()


def formulir(jawab: object) -> dict[str, str]:
    """All that the task's form would send."""
    (form,) = pohon(jawab).cssselect("form#isian")
    isi = {nama: nilai for nama, nilai in form.form_values() if nama != "csrf_token"}
    return {**isi, "kunci": isi.get("kunci") or KUNCI}


def tautan_putus(halaman: html.HtmlElement) -> list[str]:
    """Links of the error summary that lead nowhere."""
    ada = {unsur.get("id") for unsur in halaman.iter() if unsur.get("id")}
    tujuan = [a.get("href").removeprefix("#") for a in halaman.cssselect(".ringkasan a")]
    assert tujuan, "ringkasan galat punya tautan"
    return [t for t in tujuan if t not in ada]

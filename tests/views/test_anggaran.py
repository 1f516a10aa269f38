"""What a page weighs on the wire: first visit with everything it loads, and again with the assets in the cache.

Bytes as sent (brotli), headers not counted. The budgets are those of the public contract.
"""

import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

import brotli
import pytest
from sqlalchemy import select

import workflows
from portal import waktu
from portal.actions import skp
from portal.models import Jabatan, Pegawai, Penempatan, Rantai, Unit
from portal.security import actor_of
from tests.factories import ORANG, SEJAK, Orang, akun

KB = 1000
KOTAK = (60 * KB, 15 * KB)
FORMULIR = (70 * KB, 20 * KB)
KEGIATAN = [
    {"uraian": f"Menyusun laporan pelayanan {n}", "kuantitas": 24, "satuan": "Laporan", "kualitas": 100, "waktu": 12}
    for n in range(1, 9)
]
BAWAHAN = 30


def muat(klien: Any, url: str) -> tuple[bytes, int]:
    """The body as read, and the bytes as sent."""
    jawab = klien.get(url, headers={"Accept-Encoding": "br"})
    assert jawab.status_code == 200, (url, jawab.status_code)
    isi = jawab.get_data()
    if jawab.headers.get("Content-Encoding") == "br":
        return brotli.decompress(isi), len(isi)
    return isi, len(isi)


def timbang(klien: Any, url: str) -> tuple[int, int]:
    """(first visit, repeat visit): the page and all it loads; the page and what may not be kept."""
    html, halaman = muat(klien, url)
    antre = set(re.findall(rb"(?:src|href)=\"(/[^\"#?]+\.(?:css|js|svg|png|woff2|ico))", html))
    selesai: dict[bytes, int] = {}
    while antre:
        satu = antre.pop()
        isi, selesai[satu] = muat(klien, satu.decode())
        if satu.endswith(b".css"):
            antre |= {u for u in re.findall(rb"url\(['\"]?(/[^)'\"#]+)", isi) if u not in selesai}
    assert selesai, f"{url} memuat sesuatu"
    return halaman + sum(selesai.values()), halaman + sum(n for u, n in selesai.items() if not tetap(klien, u.decode()))


def tetap(klien: Any, url: str) -> bool:
    """May the browser keep it for ever?"""
    return "immutable" in klien.get(url).headers.get("Cache-Control", "")


@pytest.fixture
def penuh(db: Any) -> Callable[[], None]:
    """penuh(): kasi has a full inbox: 30 subordinates have sent their SKP of eight kegiatan; one more still drafts."""

    def isi() -> None:
        with waktu.pada(datetime(2026, 1, 6, 9, 0, tzinfo=waktu.WITA)):
            for nomor in range(BAWAHAN + 1):
                orang = actor_of(bawahan(db, nomor))
                dokumen = skp.buat(actor=orang, tahun=2026)
                if nomor < BAWAHAN:
                    (tugas,) = workflows.tasks(db, instance=dokumen.instans_id)
                    db.rollback()
                    skp.ajukan(tugas.id, actor=orang, kegiatan=KEGIATAN)

    return isi


def bawahan(db: Any, nomor: int) -> int:
    def dari(kunci: str) -> Pegawai:
        return db.scalars(select(Pegawai).where(Pegawai.nip == ORANG[kunci].nip)).one()

    orang = Pegawai(
        nip=f"1996010120200110{nomor + 10}", nama=f"Yosefina Bawahan {nomor}", gelombang=dari("kasi").gelombang
    )
    unit = db.scalars(select(Unit).where(Unit.nama == "Seksi Rehabilitasi Anak")).one()
    post = db.scalars(select(Jabatan).where(Jabatan.nama == "Pengadministrasi Umum")).one()
    db.add(Penempatan(pegawai=orang, unit=unit, jabatan=post, sejak=SEJAK))
    db.add(Rantai(pegawai=orang, penilai=dari("kasi"), atasan=dari("kabid"), sejak=SEJAK))
    db.commit()
    return orang.id


def test_the_login_page_keeps_the_budget_of_the_inbox(client):
    pertama, ulang = timbang(client, "/login/")
    assert pertama <= KOTAK[0], pertama
    assert ulang <= KOTAK[1], ulang


def test_a_full_inbox_weighs_at_most_60_kb_at_first_and_15_kb_after(penuh, login):
    penuh()
    kasi = login("kasi")
    assert muat(kasi, "/tugas/")[0].count(b"Yosefina Bawahan") >= 20
    pertama, ulang = timbang(kasi, "/tugas/")
    assert pertama <= KOTAK[0], pertama
    assert ulang <= KOTAK[1], ulang


def test_beranda_keeps_the_budget_of_the_inbox(penuh, login):
    penuh()
    pertama, ulang = timbang(login("kasi"), "/")
    assert pertama <= KOTAK[0], pertama
    assert ulang <= KOTAK[1], ulang


@pytest.mark.parametrize("langkah", ["susun_skp", "tinjau_skp"])
def test_the_form_of_a_task_weighs_at_most_70_kb_at_first_and_20_kb_after(penuh, login, db, langkah):
    penuh()
    (tugas,) = workflows.tasks(db, step=langkah, limit=1)
    pemilik = db.get_one(Pegawai, int(tugas.owner.removeprefix("orang:")))
    klien = login("kasi") if langkah == "tinjau_skp" else login_tanpa_akun(login, db, pemilik)
    pertama, ulang = timbang(klien, f"/tugas/{tugas.id}")
    assert pertama <= FORMULIR[0], pertama
    assert ulang <= FORMULIR[1], ulang


def login_tanpa_akun(login: Callable[[str], Any], db: Any, pegawai: Pegawai) -> Any:
    """A browser of somebody who had no account until now."""
    db.add(akun(db, Orang(pegawai.nip, pegawai.nama, "", "", "", None, None), pegawai))
    db.commit()
    return login(pegawai.nip)

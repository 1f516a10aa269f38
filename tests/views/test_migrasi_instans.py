"""One process to another version of its diagram and back, from its page."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.models import Peristiwa
from portal.security import SISTEM, orang
from tests.bulan import Panggung, januari, panggung
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pegawai_id, pohon, teks
from tests.workflows.diagrams import line

__all__ = ["januari", "panggung"]
Login = Callable[[str], Any]
ALASAN = "Versi 2 memperbaiki urutan langkahnya"
TUJUAN = {"pilihan": "lain", "keterangan": "pindah versi", "kembali": "/instans/"}


def alih(db: Session) -> str:
    """One of version 1 at step `periksa` with kasi; version 2 calls that step `tinjau`."""
    workflows.publish(db, "alih", line("alih", "periksa", "catat").xml(), by=None, now=waktu.sekarang())
    pihak = {"pegawai": orang(pegawai_id(db, "kasi")), "sistem": "sistem"}
    advance = workflows.start(
        db, "alih", lanes=pihak, facts={}, business_key="A-1", title="Alih 1", now=waktu.sekarang()
    )
    workflows.publish(db, "alih", line("alih", "tinjau", "catat").xml(), by=None, now=waktu.sekarang())
    db.commit()
    return advance.instance.id


@pytest.fixture
def satu(db: Session) -> str:
    """Such a one."""
    return alih(db)


def versi(db: Session, instans: str) -> int:
    db.rollback()
    return workflows.instance(db, instans).version


def isi(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main")[0])


@pytest.mark.kedua_basis
def test_it_is_looked_at_mapped_done_and_undone(satu: str, login: Login, db: Session) -> None:
    klien, alamat = login("admin_bkd"), f"/instans/{satu}/migrasi"
    assert "Untuk apa" in klien.get(alamat).text, "first what for"
    klien.kirim(f"/pemeriksaan/instans/{satu}", TUJUAN)
    assert pohon(klien.get(f"/instans/{satu}/operasi")).cssselect(f"a[href='{alamat}']")
    tanpa = pohon(klien.get(alamat))
    assert "Tidak dapat" in teks(tanpa.cssselect("section[aria-labelledby=akibat]")[0])
    assert not tanpa.cssselect("main form[method=post]"), "what does not fit is not carried out"
    cocok = pohon(klien.get(f"{alamat}?ke=2&peta-periksa=tinjau"))
    akibat = teks(cocok.cssselect("section[aria-labelledby=akibat]")[0])
    assert "Cocok" in akibat and "Periksa → Tinjau, Kornelis Kasi" in akibat
    assert versi(db, satu) == 1, "nothing has happened yet"
    kirim = {"ke": "2", "peta-periksa": "tinjau"}
    kurang = klien.kirim(alamat, kirim | {"alasan": "ya"})
    assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
    assert klien.kirim(alamat, kirim | {"alasan": ALASAN}).location == f"/instans/{satu}"
    assert versi(db, satu) == 2
    kembali = klien.get(alamat)
    assert "kembali persis seperti semula" in isi(kembali) and "Kembalikan ke versi 1" in isi(kembali)
    assert klien.kirim(f"{alamat}/kembalikan", {"alasan": "ya"}).status_code == 422
    assert klien.kirim(f"{alamat}/kembalikan", {"alasan": "Versi 2 ternyata salah"}).location == f"/instans/{satu}"
    assert versi(db, satu) == 1
    jenis = list(db.scalars(select(Peristiwa.jenis).where(Peristiwa.instans_id == satu).order_by(Peristiwa.id)))
    assert jenis[-2:] == ["instans:dimigrasi", "instans:migrasi_dikembalikan"]
    assert "Kembalikan" not in isi(klien.get(alamat)), "there is nothing more to undo"


def test_what_has_moved_since_goes_back_by_its_mapping(satu: str, login: Login, db: Session) -> None:
    workflows.migrate(
        db, satu, to=2, mapping={"periksa": "tinjau"}, by=SISTEM, reason="uji", now=waktu.sekarang()
    )  # fmt: skip
    workflows.correct(db, satu, facts={"lama": 2}, by=SISTEM, reason="uji", now=waktu.sekarang())
    db.commit()
    klien = login("admin_bkd")
    klien.kirim(f"/pemeriksaan/instans/{satu}", TUJUAN)
    assert "kembali ke langkah padanannya" in isi(klien.get(f"/instans/{satu}/migrasi"))


def test_what_has_ended_and_what_has_one_version_say_so(
    satu: str, login: Login, db: Session, januari: Panggung
) -> None:
    klien = login("admin_bkd")
    workflows.cancel(db, satu, by=SISTEM, reason="uji", now=waktu.sekarang())
    db.commit()
    klien.kirim(f"/pemeriksaan/instans/{satu}", TUJUAN)
    assert "sudah berakhir" in isi(klien.get(f"/instans/{satu}/migrasi"))
    assert not pohon(klien.get(f"/instans/{satu}/operasi")).cssselect("a[href$='/migrasi']")
    jawab = klien.kirim(f"/instans/{satu}/migrasi", {"ke": "2", "alasan": ALASAN})
    assert jawab.status_code == 409
    klien.kirim(f"/pemeriksaan/instans/{januari.instans}", TUJUAN)
    assert "Baru ada satu versi" in isi(klien.get(f"/instans/{januari.instans}/migrasi"))


def test_a_step_of_the_law_that_would_become_another_is_told_in_the_preview_too(
    januari: Panggung, login: Login, db: Session
) -> None:
    lama = workflows.definition(db, "realisasi_bulanan")
    batas = b'<spiffworkflow:property name="batas" value="batas_isi" />'
    assert lama.xml.count(batas) == 1
    lain = batas + b'<spiffworkflow:property name="langkah" value="tindak_lanjut_verifikasi" />'
    xml = lama.xml.replace(batas, lain)
    workflows.publish(db, "realisasi_bulanan", xml, decisions=lama.decisions, by=None, now=waktu.sekarang())
    db.commit()
    klien = login("admin_bkd")
    klien.kirim(f"/pemeriksaan/instans/{januari.instans}", TUJUAN)
    halaman = isi(klien.get(f"/instans/{januari.instans}/migrasi"))
    assert "padahal dokumennya berdiri di langkah semula" in halaman
    jawab = klien.kirim(f"/instans/{januari.instans}/migrasi", {"ke": "2", "alasan": ALASAN})
    assert jawab.status_code == 409 and versi(db, januari.instans) == 1


@pytest.mark.parametrize("siapa", ["auditor", "kasi", "pelaksana1", "pengelola_alur"])
def test_nobody_else_gets_there(siapa: str, satu: str, login: Login, db: Session) -> None:
    klien, alamat = login(siapa), f"/instans/{satu}/migrasi"
    assert klien.get(alamat).status_code == 403
    for kirim in (alamat, f"{alamat}/kembalikan"):
        assert klien.kirim(kirim, {"ke": "2", "peta-periksa": "tinjau", "alasan": ALASAN}).status_code == 403
    assert versi(db, satu) == 1


def test_a_party_of_the_case_does_not_migrate_it(satu: str, login: Login, db: Session) -> None:
    workflows.assign(
        db, workflows.tasks(db, instance=satu)[0].id, to=orang(pegawai_id(db, "admin_bkd")), by=SISTEM, reason="uji",
        onward=True, now=waktu.sekarang(),
    )  # fmt: skip
    db.commit()
    assert login("admin_bkd").get(f"/instans/{satu}/migrasi").status_code == 403


def test_over_rest_going_back_is_looked_at_without_going(satu: str, app: Any, db: Session) -> None:
    admin, tujuan, jalan = Rest(app, "admin_bkd"), {"X-Tujuan": "menangani laporan"}, f"instans/{satu}/migrasi"
    coba = {"kembalikan": True, "pratinjau": True}
    jawab = sesuai(app, admin.post(jalan, coba, **tujuan), "post", "instans/{instans_id}/migrasi")
    assert jawab["cocok"] is False and "belum pernah" in jawab["sebab"]
    admin.post(jalan, {"versi": 2, "peta": {"periksa": "tinjau"}, "alasan": ALASAN}, **tujuan)
    assert sesuai(app, admin.post(jalan, coba, **tujuan), "post", "instans/{instans_id}/migrasi")["cocok"] is True
    assert versi(db, satu) == 2
    problem(admin.post(jalan, {"kembalikan": True}, **tujuan), 422, "tidak_sah")

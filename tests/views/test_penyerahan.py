"""A task handed to a colleague who does it for its holder: by whom, to whom, what it opens to him, and given back."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal.actions import pengalihan, penyerahan, realisasi
from portal.actions import tugas as tindakan
from portal.errors import BukanHak, SudahSelesai, TidakDitemukan, TidakSah
from portal.models import (
    Jabatan,
    Opd,
    Pegawai,
    Pemberitahuan,
    Penempatan,
    Pengguna,
    Peristiwa,
    Rantai,
    Realisasi,
    Unit,
    Verifikatur,
)
from portal.security import orang
from tests.bulan import Panggung, januari, panggung
from tests.factories import ORANG, SEJAK
from tests.flows.rest import Rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import ANTREAN_DINAS, pegawai_id, pohon, teks, usul
from tests.views.test_pengalihan import rantai_baru

__all__ = ["januari", "panggung"]
Login = Callable[[str], Any]
ALASAN = "Surat pendelegasian 800/31/2026"
TUJUAN = {"pilihan": "lain", "keterangan": "menyerahkan tugas", "kembali": "/instans/"}


def nip(kunci: str) -> str:
    return ORANG[kunci].nip


def serahkan(p: Panggung, kepada: str = "kepala", oleh: str = "kasi") -> workflows.Task:
    return penyerahan.serahkan(p.tugas, actor=p.aktor(oleh), kepada=nip(kepada), alasan=ALASAN)


def calon(jawab: Any) -> list[str]:
    """Names that can be chosen."""
    return [str(c.text).strip() for c in pohon(jawab).cssselect("input[name=kepada][type=radio] + span")]


@pytest.fixture
def diajukan(januari: Panggung) -> Panggung:
    """January lies with kasi."""
    return januari.ajukan()


@pytest.mark.kedua_basis
def test_the_holder_hands_it_over_looks_at_it_first_and_sees_it_go(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    klien, tugas = login("kasi"), diajukan.tugas
    with diajukan.pada(2, 4):
        alamat = pohon(klien.get(f"/tugas/{tugas}")).cssselect("a[href$='/serahkan']")[0].get("href")
        assert calon(klien.get(alamat)) == ["Ignasius Kepala Dinas"]
        lihat = pohon(klien.kirim(alamat, {"kepada": nip("kepala")}))
        akibat = teks(lihat.cssselect("#akibat")[0].getparent().getparent())
        assert "Dikerjakan Ignasius Kepala Dinas" in akibat.replace("DikerjakanIgnasius", "Dikerjakan Ignasius")
        assert workflows.task(db, tugas).owner == orang(pegawai_id(db, "kasi")), "nothing has happened yet"
        db.rollback()
        isi = {"kepada": nip("kepala"), "dilihat": nip("kepala")}
        kurang = klien.kirim(alamat, isi | {"alasan": "ya"})
        assert kurang.status_code == 422 and pohon(kurang).cssselect("textarea[aria-invalid]")
        jawab = klien.kirim(alamat, isi | {"alasan": ALASAN})
        assert (jawab.status_code, jawab.location) == (302, "/tugas/")
        kotak = pohon(klien.get("/tugas/"))
        assert "dikerjakan Ignasius Kepala Dinas" in teks(kotak.cssselect("section[aria-labelledby=diserahkan]")[0])
        assert klien.get(f"/tugas/{tugas}").status_code == 404
        penerima = login("kepala")
        assert "diserahkan oleh Kornelis Kasi" in penerima.get("/tugas/").text
        halaman = pohon(penerima.get(f"/tugas/{tugas}"))
        assert "Diserahkan oleh Kornelis Kasi" in teks(halaman.cssselect("main")[0])
        assert halaman.cssselect(f"form[action='/tugas/{tugas}/kembalikan']")
        assert not halaman.cssselect("a[href$='/serahkan']"), "what was handed over is not handed on"
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "tugas:diserahkan"))
    assert (satu.aktor, satu.rincian["ke"]) == (orang(pegawai_id(db, "kasi")), orang(pegawai_id(db, "kepala")))
    assert satu.rincian["alasan"] == ALASAN and satu.instans_id == diajukan.instans
    kabar = db.scalars(select(Pemberitahuan).where(Pemberitahuan.pegawai_id == pegawai_id(db, "kepala"))).all()
    assert [k.tautan for k in kabar if "diserahkan kepada Anda" in k.judul] == [f"/tugas/{tugas}"]


@pytest.mark.kedua_basis
def test_who_got_it_decides_for_the_holder_and_both_names_stay(diajukan: Panggung, login: Login, db: Session) -> None:
    tugas = diajukan.tugas
    with diajukan.pada(2, 4):
        serahkan(diajukan)
        with pytest.raises(TidakDitemukan):
            realisasi.tinjau(tugas, actor=diajukan.aktor("kasi"), keputusan="setujui")
        realisasi.tinjau(tugas, actor=diajukan.aktor("kepala"), keputusan="setujui")
    db.rollback()
    selesai = workflows.task(db, tugas)
    assert (selesai.ended_by, selesai.on_behalf_of) == (
        orang(pegawai_id(db, "kepala")), orang(pegawai_id(db, "kasi")),
    )  # fmt: skip
    (satu,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "realisasi:disetujui"))
    assert (satu.aktor, satu.atas_nama) == (orang(pegawai_id(db, "kepala")), orang(pegawai_id(db, "kasi")))
    riwayat = teks(pohon(login("pelaksana1").get(f"/instans/{diajukan.instans}")).cssselect("ol.line")[0])
    assert "Ignasius Kepala Dinas untuk Kornelis Kasi" in riwayat
    assert "dari Kornelis Kasi kepada Ignasius Kepala Dinas" in riwayat and ALASAN in riwayat
    assert workflows.instance(db, diajukan.instans).parties["pejabat_penilai"] == orang(pegawai_id(db, "kasi"))


@pytest.mark.kedua_basis
def test_it_opens_the_month_and_its_targets_for_as_long_as_it_is_open(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    bulan = db.scalars(select(Realisasi)).one()
    alamat = (f"/realisasi/{bulan.id}", f"/skp/{bulan.skp_id}", f"/instans/{diajukan.instans}")
    db.rollback()
    diajukan.buka(2)
    lain = db.scalars(select(Realisasi.id).where(Realisasi.bulan == 2)).one()
    db.rollback()
    klien = login("kepala")

    def jawaban() -> set[int]:
        return {klien.get(a).status_code for a in alamat}

    assert jawaban() == {404}
    tugas = workflows.tasks(db, instance=bulan.instans_id)[0].id
    db.rollback()
    penyerahan.serahkan(tugas, actor=diajukan.aktor("kasi"), kepada=nip("kepala"), alasan=ALASAN)
    assert jawaban() == {200}
    assert klien.get(f"/realisasi/{lain}").status_code == 404, "the other months are none of his business"
    penyerahan.kembalikan(tugas, actor=diajukan.aktor("kepala"))
    assert jawaban() == {404}


@pytest.mark.parametrize("siapa", ["kepala", "kasi"])
def test_it_is_given_back_by_who_has_it_or_taken_back_by_the_holder(
    siapa: str, diajukan: Panggung, login: Login, db: Session
) -> None:
    tugas = diajukan.tugas
    serahkan(diajukan)
    jawab = login(siapa).kirim(f"/tugas/{tugas}/kembalikan")
    assert jawab.location == ("/tugas/" if siapa == "kepala" else f"/tugas/{tugas}")
    db.rollback()
    kini = workflows.task(db, tugas)
    assert (kini.owner, kini.delegated_by) == (orang(pegawai_id(db, "kasi")), None)
    assert len(list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == "tugas:diserahkan_kembali")))) == 1
    assert login(siapa).kirim(f"/tugas/{tugas}/kembalikan").status_code == (404 if siapa == "kepala" else 409)


@pytest.mark.parametrize(
    "kepada", ["pelaksana1", "pelaksana2", "kabid", "kasi", "jft", "kabid_bkd", "sekda", "verifikatur"]
)
def test_nobody_gets_an_appraisal_who_may_not_make_it(kepada: str, diajukan: Panggung, db: Session) -> None:
    """The person himself, a subordinate, the atasan who decides later, no pejabat, another OPD."""
    with pytest.raises(TidakSah) as salah:
        serahkan(diajukan, kepada)
    assert salah.value.medan == "kepada"
    db.rollback()
    assert workflows.task(db, diajukan.tugas).delegated_by is None


def test_an_equal_gets_it_unless_he_is_the_holder_s_subordinate(diajukan: Panggung, db: Session) -> None:
    setara = Pegawai(nip="198201012007011021", nama="Zeta Kasi", jenis="PNS")
    post = Jabatan(nama="Kepala Seksi Lain", jenis="pengawas")
    tempat = db.scalars(select(Unit).where(Unit.nama == "Dinas Sosial")).one()
    db.add_all([setara, post, Penempatan(pegawai=setara, unit=tempat, jabatan=post, sejak=SEJAK)])
    db.add(Pengguna(username=setara.nip, first_name="Z", last_name="K", email="z@x", active=True, pegawai=setara))
    db.flush()
    rantai = Rantai(pegawai=setara, penilai_id=pegawai_id(db, "kasi"), atasan_id=pegawai_id(db, "kabid"), sejak=SEJAK)
    db.add(rantai)
    db.commit()
    with pytest.raises(TidakSah):
        penyerahan.serahkan(diajukan.tugas, actor=diajukan.aktor("kasi"), kepada=setara.nip, alasan=ALASAN)
    db.delete(rantai)
    db.commit()
    hasil = penyerahan.serahkan(diajukan.tugas, actor=diajukan.aktor("kasi"), kepada=setara.nip, alasan=ALASAN)
    assert hasil.owner == orang(setara.id)


@pytest.mark.parametrize(
    ("siapa", "kode"),
    [("pelaksana1", 404), ("kabid", 404), ("kepala", 404), ("verifikatur", 404), ("auditor", 404), ("admin_opd", 404)],
)
def test_nobody_else_hands_it_over_or_takes_it_back(
    siapa: str, kode: int, diajukan: Panggung, login: Login, db: Session
) -> None:
    klien, alamat = login(siapa), f"/tugas/{diajukan.tugas}"
    assert klien.get(f"{alamat}/serahkan").status_code == kode
    isi = {"kepada": nip("kepala"), "dilihat": nip("kepala"), "alasan": ALASAN}
    assert klien.kirim(f"{alamat}/serahkan", isi).status_code == kode
    assert klien.kirim(f"{alamat}/kembalikan", {"alasan": ALASAN}).status_code == kode
    db.rollback()
    assert workflows.task(db, diajukan.tugas).owner == orang(pegawai_id(db, "kasi"))


def test_who_stands_in_and_who_has_it_from_another_do_not_hand_it_on(
    diajukan: Panggung, login: Login, db: Session
) -> None:
    tugas = diajukan.tugas
    diajukan.wakilkan("jft", "kasi")
    with diajukan.pada(2, 4):
        jawab = login("jft").get(f"/tugas/{tugas}/serahkan")
    assert jawab.status_code == 403 and "Plt dan Plh" in jawab.text
    serahkan(diajukan)
    with pytest.raises(BukanHak, match="serahkan kembali"):
        penyerahan.serahkan(tugas, actor=diajukan.aktor("kepala"), kepada=nip("kabid"), alasan=ALASAN)


def test_the_person_s_own_task_and_the_atasan_s_decision_are_nobody_else_s(januari: Panggung, login: Login) -> None:
    with januari.pada(2, 4):
        milik = login("pelaksana1").get(f"/tugas/{januari.tugas}")
        assert not pohon(milik).cssselect("a[href$='/serahkan']")
        sendiri = login("pelaksana1").get(f"/tugas/{januari.tugas}/serahkan")
        assert "tidak seorang pun dapat mengerjakannya untuk dia" in sendiri.text
        assert not pohon(sendiri).cssselect("main form")
    januari.ajukan().tolak().banding()
    with januari.pada(2, 8):
        klien, alamat = login("kabid"), f"/tugas/{januari.tugas}/serahkan"
        assert "mencatat Plt atau Plh" in klien.get(alamat).text
        isi = {"kepada": nip("kepala"), "dilihat": nip("kepala"), "alasan": ALASAN}
        jawab = klien.kirim(alamat, isi)
        assert jawab.status_code == 409 and "mencatat Plt atau Plh" in jawab.text


def test_admin_bkd_hands_it_over_and_takes_it_back_with_a_reason(diajukan: Panggung, login: Login, db: Session) -> None:
    klien, tugas = login("admin_bkd"), diajukan.tugas
    assert "Untuk apa" in klien.get(f"/tugas/{tugas}/serahkan").text, "first what for"
    klien.kirim(f"/pemeriksaan/instans/{diajukan.instans}", TUJUAN)
    assert pohon(klien.get(f"/instans/{diajukan.instans}/alihkan")).cssselect(f"a[href='/tugas/{tugas}/serahkan']")
    isi = {"kepada": nip("kepala"), "dilihat": nip("kepala"), "alasan": ALASAN}
    assert klien.kirim(f"/tugas/{tugas}/serahkan", isi).location == f"/instans/{diajukan.instans}"
    assert "Ignasius Kepala Dinas untuk Kornelis Kasi" in teks(
        pohon(klien.get(f"/instans/{diajukan.instans}")).cssselect("main")[0]
    )
    kabar = db.scalars(select(Pemberitahuan.judul).where(Pemberitahuan.pegawai_id == pegawai_id(db, "kasi"))).all()
    assert any("diserahkan kepada Ignasius Kepala Dinas" in k for k in kabar)
    assert klien.kirim(f"/tugas/{tugas}/kembalikan", {"alasan": "ya"}).status_code == 422
    jawab = klien.kirim(f"/tugas/{tugas}/kembalikan", {"alasan": "Kasi sudah kembali bertugas"})
    assert jawab.location == f"/instans/{diajukan.instans}"
    db.rollback()
    assert workflows.task(db, tugas).owner == orang(pegawai_id(db, "kasi"))


def test_a_task_of_a_queue_goes_to_another_of_the_queue_only(db: Session, login: Login, aktor: Any) -> None:
    tugas = usul(db, ANTREAN_DINAS)
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    klien, alamat = login("verifikatur"), f"/tugas/{tugas}/serahkan"
    assert "Tidak ada rekan yang dapat menerimanya" in klien.get(alamat).text
    baris = Verifikatur(pegawai_id=pegawai_id(db, "verifikatur2"), opd_id=opd, sejak=SEJAK)
    db.add(baris)
    db.commit()
    assert calon(klien.get(alamat))[0].startswith("Dina Verifikatur")
    hasil = penyerahan.serahkan(tugas, actor=aktor("verifikatur"), kepada=nip("verifikatur2"), alasan=ALASAN)
    assert (hasil.owner, hasil.delegated_by) == (orang(pegawai_id(db, "verifikatur2")), ANTREAN_DINAS)
    db.delete(db.get(Verifikatur, baris.id))
    db.commit()
    with pytest.raises(BukanHak, match="antrean"):
        tindakan.putuskan(tugas, actor=aktor("verifikatur2"), keputusan="setuju", catatan="")
    penyerahan.kembalikan(tugas, actor=aktor("verifikatur2"))
    db.rollback()
    assert workflows.task(db, tugas).owner == ANTREAN_DINAS


def test_a_low_code_task_goes_to_anybody_of_the_same_opd_found_by_name(db: Session, login: Login) -> None:
    tugas = usul(db, "kasi")
    klien, alamat = login("kasi"), f"/tugas/{tugas}/serahkan"
    semua = calon(klien.get(alamat))
    assert len(semua) > 5 and not any("Kornelis" in s or "BKD" in s for s in semua)
    assert [s.split()[0] for s in calon(klien.get(f"{alamat}?cari=lusia"))] == ["Lusia"]
    assert [s.split()[0] for s in calon(klien.get(f"{alamat}?cari={nip('pelaksana2')}"))] == ["Markus"]
    assert "Tidak ada yang cocok" in klien.get(f"{alamat}?cari=%25").text
    jawab = klien.kirim(alamat, {"kepada": ""})
    assert jawab.status_code == 422 and "Pilih seorang dari daftar" in jawab.text


def test_what_is_done_or_claimed_by_another_is_told_and_not_handed_over(db: Session, aktor: Any, login: Login) -> None:
    tugas = usul(db, "kasi")
    tindakan.putuskan(tugas, actor=aktor("kasi"), keputusan="setuju", catatan="")
    with pytest.raises(SudahSelesai):
        penyerahan.serahkan(tugas, actor=aktor("kasi"), kepada=nip("pelaksana1"), alasan=ALASAN)
    halaman = login("kasi").get(f"/tugas/{tugas}/serahkan")
    assert "sudah dikerjakan" in halaman.text and not pohon(halaman).cssselect("main form")


def test_an_inactive_person_gets_nothing(db: Session, aktor: Any) -> None:
    tugas = usul(db, "kasi")
    db.scalars(select(Pegawai).where(Pegawai.nip == nip("pelaksana1"))).one().aktif = False
    db.commit()
    with pytest.raises(TidakSah):
        penyerahan.serahkan(tugas, actor=aktor("kasi"), kepada=nip("pelaksana1"), alasan=ALASAN)


def test_admin_bkd_reassigns_what_was_handed_over_and_the_skp_follows(diajukan: Panggung, db: Session) -> None:
    serahkan(diajukan)
    rantai_baru(db)
    hasil = pengalihan.alihkan(diajukan.tugas, actor=diajukan.aktor("admin_bkd"), alasan=ALASAN)
    assert (hasil.owner, hasil.delegated_by) == (orang(pegawai_id(db, "jft")), None)
    db.rollback()
    assert workflows.instance(db, diajukan.instans).parties["pejabat_penilai"] == orang(pegawai_id(db, "jft"))


def test_over_rest_it_is_looked_at_done_and_given_back(diajukan: Panggung, app: Any, db: Session) -> None:
    kasi, kepala, jalan = Rest(app, "kasi"), Rest(app, "kepala"), f"tugas/{diajukan.tugas}"
    with diajukan.pada(2, 4):
        isi = sesuai(app, kasi.get(f"{jalan}/penerima"), "get", "tugas/{tugas_id}/penerima")
        assert [c["nip"] for c in isi["penerima"]] == [nip("kepala")] and isi["ada_lagi"] is False
        coba = {"kepada": nip("kepala"), "pratinjau": True}
        assert sesuai(app, kasi.post(f"{jalan}/serahkan", coba), "post", "tugas/{tugas_id}/serahkan")["pratinjau"]
        assert problem(kasi.post(f"{jalan}/serahkan", {"kepada": nip("kepala")}), 422, "tidak_sah")["medan"] == "alasan"
        problem(kasi.post(f"{jalan}/serahkan", {"kepada": nip("pelaksana2"), "alasan": ALASAN}), 422, "tidak_sah")
        problem(Rest(app, "kabid").post(f"{jalan}/serahkan", coba), 404, "tidak_ditemukan")
        problem(Rest(app, "admin_bkd").post(f"{jalan}/serahkan", coba), 403, "tujuan_diperlukan")
        kasi.post(f"{jalan}/serahkan", {"kepada": nip("kepala"), "alasan": ALASAN})
        satu = sesuai(app, kepala.get(jalan), "get", "tugas/{tugas_id}")
        assert satu["diserahkan_oleh"] == "Kornelis Kasi" and satu["alasan"] == "diserahkan oleh Kornelis Kasi"
        problem(kasi.get(jalan), 404, "tidak_ditemukan")
        problem(kepala.post(f"{jalan}/serahkan", coba), 403, "tidak_diserahkan_lagi")
        sesuai(app, kepala.post(f"{jalan}/kembalikan", {}), "post", "tugas/{tugas_id}/kembalikan")
        problem(kasi.post(f"{jalan}/kembalikan", {}), 409, "tidak_diserahkan")
        assert kasi.get(jalan).status_code == 200

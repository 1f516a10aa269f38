"""/ketentuan/: what is in force is read, one proposes, the worker computes, another decides; others are turned away."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import HasilSimulasi, Ketentuan, Peristiwa, UsulanKetentuan
from tests.bulan import Panggung
from tests.lakon_ketentuan import ALASAN, BOBOT, DASAR, SAAT, Lakon, isi
from tests.reports.buka import buka
from tests.views.bantuan import pohon, teks

Login = Callable[[str], Any]
KEPALA = {"sejak": "2026-05-01", "dasar": DASAR, "alasan": ALASAN}
PEMBACA = ["admin_bkd", "penyetuju_alur", "auditor"]
BUKAN_PEMBACA = ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda", "pengelola_alur"]


@pytest.fixture(autouse=True)
def hari_itu() -> Iterator[None]:
    with waktu.pada(SAAT):
        yield


@pytest.fixture
def lakon(aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Lakon:
    return Lakon(aktor, kerjakan)


@pytest.fixture
def dinilai(januari: Panggung) -> Panggung:
    return januari.ajukan().setujui()


def isi_utama(jawab: Any) -> str:
    return teks(pohon(jawab).cssselect("main")[0])


@pytest.mark.parametrize("siapa", PEMBACA)
def test_who_reads_sees_what_is_open_and_what_the_law_has_fixed(siapa: str, login: Login) -> None:
    klien = login(siapa)
    utama = isi_utama(klien.get("/ketentuan/"))
    for kata in ("Bobot TPP", "Bagian produktivitas 60%", "Tetap menurut undang-undang", "PP 46/2011 Pasal 17"):
        assert kata in utama, kata
    assert "Belum ditetapkan" in utama  # rupiah per class: no silent default
    tetap = klien.get("/ketentuan/predikat.pp46")
    assert "Sangat Baik, 91" in isi_utama(tetap) and not pohon(tetap).cssselect("main a.btn")
    assert klien.get("/ketentuan/nip.umur").status_code == 404


@pytest.mark.parametrize("siapa", BUKAN_PEMBACA)
def test_who_may_not_is_turned_away_and_has_no_entry_in_the_menu(siapa: str, login: Login, lakon: Lakon) -> None:
    nomor = lakon.usulkan()
    klien = login(siapa)
    for alamat in ("/ketentuan/", "/ketentuan/tpp.bobot", f"/ketentuan/usulan/{nomor}"):
        assert klien.get(alamat).status_code == 403
    assert not pohon(klien.get("/")).cssselect("a[href='/ketentuan/']")
    assert klien.kirim(f"/ketentuan/usulan/{nomor}/setujui").status_code == 403


@pytest.mark.parametrize("siapa", ["penyetuju_alur", "auditor"])
def test_who_only_decides_or_reads_does_not_propose(siapa: str, login: Login, db: Session) -> None:
    klien = login(siapa)
    assert klien.get("/ketentuan/tpp.bobot/usulkan").status_code == 403
    assert klien.kirim("/ketentuan/tpp.bobot/usulkan", {**BOBOT, **KEPALA}).status_code == 403
    assert not pohon(klien.get("/ketentuan/tpp.bobot")).cssselect("main a.btn")
    assert db.scalar(select(UsulanKetentuan.id)) is None


def test_the_form_begins_with_what_is_in_force_and_loses_nothing_that_was_typed(login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    awal = pohon(klien.get("/ketentuan/tpp.bobot/usulkan"))
    assert awal.cssselect("#produktivitas")[0].get("value") == "60"
    salah = klien.kirim("/ketentuan/tpp.bobot/usulkan", {**BOBOT, **KEPALA, "disiplin": "40", "dasar": "SK"})
    halaman = pohon(salah)
    assert salah.status_code == 422
    assert [a.get("href") for a in halaman.cssselect(".ringkasan a")] == ["#disiplin", "#dasar"]
    assert halaman.cssselect("#disiplin")[0].get("aria-invalid") == "true"
    assert (halaman.cssselect("#produktivitas")[0].get("value"), halaman.cssselect("#alasan")[0].text) == ("70", ALASAN)
    assert db.scalar(select(UsulanKetentuan.id)) is None


def test_rupiah_typed_with_dots_is_that_money_and_not_a_thousandth_of_it(login: Login, db: Session) -> None:
    kelas = {"kelas_6": "500.000", "kelas_7": "5.250.000", "kelas_8": "1000.000", "kelas_9": "750000"}
    assert login("admin_bkd").kirim("/ketentuan/tpp.kelas/usulkan", {**kelas, **KEPALA}).status_code == 302
    nilai = db.scalars(select(UsulanKetentuan.nilai)).one()
    assert {k: str(v) for k, v in nilai["kelas"].items()} == {
        "6": "500000", "7": "5250000", "8": "1000000", "9": "750000",
    }  # fmt: skip


def test_two_people_and_a_simulation_between_them(dinilai: Panggung, lakon: Lakon, login: Login, db: Session) -> None:
    admin, penyetuju = login("admin_bkd"), login("penyetuju_alur")
    alamat = admin.kirim("/ketentuan/tpp.bobot/usulkan", {**BOBOT, **KEPALA}).location
    assert "Simulasikan dahulu" in isi_utama(admin.get(alamat))
    assert admin.kirim(f"{alamat}/ajukan").status_code == 409
    nomor = alamat.rsplit("/", 1)[1]
    simulasi = admin.kirim(f"/ketentuan/simulasi/usulan/{nomor}", {"masa": "2026-01"}).location
    assert "Menunggu giliran" in isi_utama(admin.get(simulasi))
    lakon.kerjakan()
    utama = isi_utama(admin.get(simulasi))
    assert "1 naik, 0 turun, 0 tetap" in utama and "+0,28%" in utama and "Lusia Pelaksana" in utama
    assert admin.kirim(f"{alamat}/ajukan").status_code == 302
    sendiri = admin.kirim(f"{alamat}/setujui", {"revisi": "1"})
    assert sendiri.status_code == 403 and "harus orang lain" in isi_utama(sendiri)
    assert pohon(penyetuju.get("/")).cssselect(f"a[href*='/pemberitahuan/'], a[href='{alamat}']")
    assert penyetuju.kirim(f"{alamat}/setujui", {"revisi": "1"}).status_code == 302
    db.rollback()
    assert [k.tabel for k in db.scalars(select(Ketentuan))] == ["tpp.bobot"]
    riwayat = isi_utama(penyetuju.get("/ketentuan/tpp.bobot"))
    for kata in ("Akan berlaku", "diusulkan Emanuel Admin, disetujui Gabriel Penyetuju", "tpp.bobot@2026-05-01#1"):
        assert kata in riwayat, kata


def test_a_second_window_is_told_and_its_text_is_not_lost(lakon: Lakon, login: Login) -> None:
    nomor = lakon.usulkan()
    klien = login("admin_bkd")
    assert klien.kirim(f"/ketentuan/usulan/{nomor}/ubah", {**BOBOT, **KEPALA, "revisi": "1"}).status_code == 302
    usang = klien.kirim(
        f"/ketentuan/usulan/{nomor}/ubah", {**BOBOT, **KEPALA, "revisi": "1", "alasan": "Yang kedua, sedikit beda."}
    )
    assert usang.status_code == 409
    assert pohon(usang).cssselect("#alasan")[0].text == "Yang kedua, sedikit beda."


def test_returned_with_a_note_changed_and_given_up(lakon: Lakon, login: Login) -> None:
    nomor = lakon.ajukan(lakon.usulkan("tenggat.tinjau_skp", isi({"hari": "7"})))
    alamat = f"/ketentuan/usulan/{nomor}"
    penyetuju, admin = login("penyetuju_alur"), login("admin_bkd")
    assert penyetuju.kirim(f"{alamat}/kembalikan", {"catatan": ""}).status_code == 422
    assert penyetuju.kirim(f"{alamat}/kembalikan", {"catatan": "Sebut pasalnya, mohon."}).status_code == 302
    assert "Sebut pasalnya, mohon." in isi_utama(admin.get(alamat))
    assert admin.kirim(f"{alamat}/buang").status_code == 302
    assert admin.kirim(f"{alamat}/ajukan").status_code == 409


def test_the_workbook_holds_everybody_and_that_it_was_taken_is_kept(
    dinilai: Panggung, lakon: Lakon, login: Login, db: Session
) -> None:
    simulasi = lakon.simulasikan(lakon.usulkan())
    jawab = login("auditor").get(f"/ketentuan/simulasi/{simulasi}/berkas.xlsx")
    assert jawab.status_code == 200
    opd, orang = buka(jawab.data).lembar
    assert (opd.nama, orang.nama) == ("Perangkat daerah", "Pegawai")
    baris = orang.baris(6)
    assert (baris["B"], baris["D"], baris["E"], baris["F"]) == ("Lusia Pelaksana", "97.7", "97.98", "0.28")
    db.rollback()
    (ekspor,) = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "daftar:diekspor"))
    assert (ekspor.rincian["layar"], ekspor.rincian["baris"]) == ("simulasi", 1)


def test_people_are_paged_and_filtered_with_few_statements(
    dinilai: Panggung, lakon: Lakon, login: Login, db: Session
) -> None:
    from portal.models import Pegawai

    simulasi = lakon.simulasikan(lakon.usulkan())
    opd = db.scalars(select(HasilSimulasi.opd_id)).one()
    for n in range(120):
        orang = Pegawai(nip=f"1980010120050{n:05d}", nama=f"Pegawai {n:03d}", jenis="PNS", aktif=True)
        db.add(orang)
        db.flush()
        db.add(
            HasilSimulasi(
                simulasi_id=simulasi, pegawai_id=orang.id, opd_id=opd, sebelum=9000, sesudah=9000 - n, selisih=-n
            )
        )
    db.commit()
    klien = login("auditor")
    halaman = pohon(klien.get(f"/ketentuan/simulasi/{simulasi}?kelompok=turun"))
    nama = [teks(th) for th in halaman.cssselect("section[aria-labelledby=orang] th[scope=row]")]
    assert len(nama) == 50 and nama[0].startswith("Pegawai 119")
    terakhir = pohon(klien.get(f"/ketentuan/simulasi/{simulasi}?kelompok=turun&halaman=3"))
    assert len(terakhir.cssselect("section[aria-labelledby=orang] th[scope=row]")) == 19
    assert klien.get(f"/ketentuan/simulasi/{simulasi}?kelompok=x&opd=y&halaman=abc").status_code == 200

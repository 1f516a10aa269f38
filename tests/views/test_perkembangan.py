"""/perkembangan/: adoption and states by unit, drawn and in figures, down to people; each within his scope."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import tugas as tindakan
from portal.models import Gelombang, Opd, Pegawai, Penempatan, Penilaian, Realisasi, Skp, Unit
from portal.queries import perkembangan, perkembangan_orang
from portal.queries.perkembangan import Saringan
from tests.bulan import Panggung, januari, panggung
from tests.factories import ORANG, SEJAK, pindah
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks

__all__ = ["januari", "panggung"]
pytestmark = pytest.mark.kedua_basis
Login = Callable[[str], Any]
JAN = "tahun=2026&bulan=1"


def lihat(p: Panggung, siapa: str, **lain: str) -> perkembangan.Halaman:
    """The overview of January on 10 February 2026."""
    with p.pada(2, 10):
        return perkembangan.halaman(p.aktor(siapa), Saringan.baca({"tahun": "2026", "bulan": "1", **lain}))


def orang(p: Panggung, siapa: str, **lain: str) -> perkembangan_orang.DaftarOrang:
    """The people of January on 10 February 2026."""
    with p.pada(2, 10):
        return perkembangan_orang.daftar(p.aktor(siapa), Saringan.baca({"tahun": "2026", "bulan": "1", **lain}))


def buka(p: Panggung, klien: Any, alamat: str) -> Any:
    with p.pada(2, 10):
        return klien.get(alamat)


def test_adoption_goes_from_who_must_report_to_who_is_verified(januari: Panggung) -> None:
    awal = lihat(januari, "admin_opd").jumlah
    assert awal.corong == (
        ("wajib", 8), ("skp_diajukan", 1), ("skp_ditetapkan", 1), ("diajukan", 0), ("diverifikasi", 0)
    )  # fmt: skip
    januari.ajukan().setujui().sahkan()
    assert [n for _k, n in lihat(januari, "admin_opd").jumlah.corong] == [8, 1, 1, 1, 1]


def test_an_skp_that_is_only_drafted_is_not_adoption_yet(panggung: Panggung) -> None:
    from portal.actions import skp

    with panggung.pada(1, 5):
        skp.buat(actor=panggung.aktor("pelaksana2"), tahun=2026)
    jumlah = lihat(panggung, "admin_opd").jumlah
    assert dict(jumlah.corong)["skp_diajukan"] == 0
    assert jumlah.isi["skp"] == {"belum": 7, "disusun": 1}


def test_the_month_passes_through_its_states_in_the_unit_of_its_person(januari: Panggung) -> None:
    def keadaan() -> dict[str, int]:
        (seksi,) = (k for k in lihat(januari, "admin_opd").kelompok if k.nama == "Seksi Rehabilitasi Anak")
        assert seksi.orang == 4
        return {k: n for k, n in seksi.isi["bulan"].items() if k != "belum"}

    assert keadaan() == {}
    with januari.pada(2, 2):
        tindakan.simpan_draf(januari.tugas, actor=januari.aktor("pelaksana1"), isian={"baris": []})
    assert keadaan() == {"diisi": 1}
    januari.ajukan()
    assert keadaan() == {"diajukan": 1}
    januari.tolak()
    assert keadaan() == {"sengketa": 1}
    januari.banding()
    assert keadaan() == {"sengketa": 1}
    januari.putuskan()
    assert keadaan() == {"dinilai": 1}
    januari.sahkan()
    assert keadaan() == {"selesai": 1}


def test_the_strip_counts_the_verified_among_all_who_had_to_report(januari: Panggung) -> None:
    januari.ajukan().setujui().sahkan()
    hal = lihat(januari, "admin_opd")
    assert hal.jumlah.sah == ((1, 8), *[None] * 11), "February is not over"
    assert {k.nama: k.sah[0] for k in hal.kelompok} == {
        "Seksi Rehabilitasi Anak": (1, 4), "Bidang Rehabilitasi Sosial": (0, 2), "Dinas Sosial": (0, 2),
    }  # fmt: skip


def test_who_is_enrolled_later_has_left_or_is_the_governor_is_not_counted(panggung: Panggung, db: Session) -> None:
    kelak = Gelombang(kode="G2", nama="Guru", mulai=date(2026, 3, 1))
    db.get(Pegawai, pegawai_id(db, "pelaksana1")).gelombang = kelak  # type: ignore[union-attr]
    db.get(Pegawai, pegawai_id(db, "pelaksana2")).aktif = False  # type: ignore[union-attr]
    db.commit()
    assert lihat(panggung, "admin_opd").jumlah.orang == 6
    assert lihat(panggung, "admin_opd").jumlah.sah[0] == (0, 6)
    assert lihat(panggung, "admin_bkd", opd="SETDA").jumlah.orang == 1, "the sekda, not the governor"
    assert lihat(panggung, "admin_opd", bulan="2").jumlah.orang == 6
    with panggung.pada(4, 10):
        maret = perkembangan.halaman(panggung.aktor("admin_opd"), Saringan.baca({"tahun": "2026", "bulan": "3"}))
    assert maret.jumlah.orang == 7 and [p and p[1] for p in maret.jumlah.sah[:3]] == [6, 6, 7]


def test_somebody_is_counted_where_he_was_at_the_end_of_the_month(panggung: Panggung, db: Session) -> None:
    pindah(db, "pelaksana1", date(2026, 2, 1))
    bkd = db.scalars(select(Unit.id).where(Unit.nama == "Bidang Kinerja")).one()
    db.scalars(
        select(Penempatan).where(Penempatan.pegawai_id == pegawai_id(db, "pelaksana1"), Penempatan.sampai.is_(None))
    ).one().unit_id = bkd
    db.commit()
    assert lihat(panggung, "admin_opd").jumlah.orang == 8, "January, still in the Dinas"
    assert lihat(panggung, "admin_opd", bulan="2").jumlah.orang == 7
    with panggung.pada(3, 10):
        hal = perkembangan.halaman(panggung.aktor("admin_opd"), Saringan.baca({"tahun": "2026", "bulan": "2"}))
    assert [p and p[1] for p in hal.jumlah.sah[:2]] == [8, 7]


def test_of_two_skp_in_a_year_the_one_in_force_in_the_month_counts(januari: Panggung, db: Session) -> None:
    lama = db.scalars(select(Skp).where(Skp.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    db.add(
        Skp(
            nomor="SKP-2026-UJI", pegawai_id=lama.pegawai_id, tahun=2026, mulai=date(2026, 2, 1),
            selesai=date(2026, 12, 31), opd_id=lama.opd_id, unit_id=lama.unit_id, jabatan_id=lama.jabatan_id,
            status="draf", dibuat_pada=waktu.sekarang(),
        )
    )  # fmt: skip
    lama.selesai, lama.status = date(2026, 1, 31), "ditutup"
    db.commit()
    assert lihat(januari, "admin_opd").jumlah.isi["skp"] == {"belum": 7, "selesai": 1}
    assert lihat(januari, "admin_opd", bulan="2").jumlah.isi["skp"] == {"belum": 7, "disusun": 1}
    assert lihat(januari, "admin_opd", bulan="2").jumlah.orang == 8, "nobody twice"


def test_the_years_assessment_has_its_states_too(januari: Panggung, db: Session) -> None:
    skp = db.scalars(select(Skp).where(Skp.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    baris = Penilaian(
        nomor="PN-1", pegawai_id=skp.pegawai_id, tahun=2026, skp_id=skp.id, profil="PAN6", dibuka_pada=waktu.sekarang()
    )
    db.add(baris)
    for status, kata in {
        "menunggu_nilai": "menunggu", "diserahkan": "diserahkan", "diterima": "diserahkan", "keberatan": "sengketa",
        "ditanggapi": "sengketa", "menunggu_pengesahan": "pengesahan", "sah": "selesai",
    }.items():  # fmt: skip
        baris.status = status
        db.commit()
        assert lihat(januari, "admin_opd").jumlah.isi["penilaian"] == {"belum": 7, kata: 1}, status


def test_the_province_is_by_opd_and_an_opd_by_unit(panggung: Panggung) -> None:
    semua = lihat(panggung, "admin_bkd")
    assert semua.opd is None and semua.jumlah.orang == 17
    assert {k.kode: k.orang for k in semua.kelompok} == {"DINAS": 8, "BKD": 8, "SETDA": 1}
    satu = lihat(panggung, "admin_bkd", opd="BKD")
    assert satu.opd is not None and {k.nama: k.orang for k in satu.kelompok} == {
        "Badan Kepegawaian Daerah": 2, "Bidang Kinerja": 6,
    }  # fmt: skip


def test_the_unit_that_lags_comes_first_unless_asked_for_by_name(januari: Panggung) -> None:
    januari.ajukan().setujui().sahkan()
    assert [k.nama for k in lihat(januari, "admin_opd").kelompok][-1] == "Seksi Rehabilitasi Anak"
    nama = [k.nama for k in lihat(januari, "admin_opd", urut="nama").kelompok]
    assert nama == sorted(nama)


def test_lateness_is_told_once_the_window_has_closed(januari: Panggung) -> None:
    with januari.pada(2, 4):
        assert perkembangan.halaman(januari.aktor("admin_opd"), Saringan(2026, 1)).lewat is None
    assert lihat(januari, "admin_opd").lewat == 8
    januari.ajukan()
    assert lihat(januari, "admin_opd").lewat == 7


def test_the_list_says_whom_each_waits_for_since_when_and_until_when(januari: Panggung) -> None:
    januari.ajukan()
    hal = orang(januari, "admin_opd", keadaan="diajukan")
    (satu,) = hal.orang
    assert (satu.nama, satu.langkah) == ("Lusia Pelaksana", "Nilai realisasi")
    assert satu.menunggu == "Kornelis Kasi (pejabat penilai)"
    assert satu.sejak is not None and satu.sejak.astimezone(waktu.WITA).date() == date(2026, 2, 3)
    assert satu.batas is not None and satu.url == f"/realisasi/{januari.bulan.id}"
    assert {k: n for k, _w, n in hal.per_keadaan if n} == {"belum": 7, "diajukan": 1}
    belum = {o.nama: (o.menunggu, o.langkah, o.url) for o in orang(januari, "admin_opd", keadaan="belum").orang}
    assert belum["Markus Pelaksana"] == ("pegawai sendiri", "Susun SKP", None)


def test_the_numbers_of_the_plot_are_those_of_the_list(januari: Panggung) -> None:
    januari.ajukan()
    for kelompok in lihat(januari, "admin_opd").kelompok:
        hal = orang(januari, "admin_opd", unit=kelompok.kode)
        assert hal.unit == kelompok.nama
        assert {k: n for k, _w, n in hal.per_keadaan} == {k: n for k, _w, _r, n in kelompok.bagian("bulan")}


def test_a_document_is_linked_only_for_whoever_may_read_it(januari: Panggung, db: Session) -> None:
    januari.ajukan()
    lain = db.scalars(select(Opd.id).where(Opd.kode == "BKD")).one()
    januari.bulan.skp.opd_id = lain  # his SKP is another OPD's since a move; the person is counted here
    db.commit()
    (satu,) = orang(januari, "admin_opd", keadaan="diajukan").orang
    assert satu.url is None
    (satu,) = orang(januari, "admin_bkd", opd="DINAS", keadaan="diajukan").orang
    assert satu.url == f"/realisasi/{januari.bulan.id}"


def test_the_page_draws_it_and_says_the_same_in_a_table(januari: Panggung, login: Login) -> None:
    januari.ajukan()
    jawab = buka(januari, login("admin_opd"), f"/perkembangan/?{JAN}")
    assert jawab.status_code == 200
    halaman = pohon(jawab)
    assert "1 dari 8 pegawai sudah mengajukan Januari 2026" in teks(halaman.cssselect("#sampai")[0])
    (seksi,) = (b for b in halaman.cssselect(".peta tbody tr") if "Seksi" in teks(b))
    (gambar,) = seksi.cssselect("svg.tumpuk")
    assert gambar.get("role") == "img"
    assert gambar.get("aria-label") == "Seksi Rehabilitasi Anak: Belum mengisi 3, Diajukan 1"
    assert [teks(t) for t in gambar.cssselect("text")] == ["3", "1"]
    (baris,) = (b for b in halaman.cssselect("details tbody tr") if "Seksi" in teks(b))
    assert [teks(s) for s in baris.cssselect("td")] == ["4", "3", "0", "1", "0", "0", "0"]
    assert not halaman.cssselect("[style]") and "<style" not in jawab.text
    assert halaman.cssselect("a[href*='/laporan/rekap.xlsx']")


@pytest.mark.parametrize("tampil", ["bulan", "skp", "penilaian"])
def test_each_view_has_its_legend_with_links_to_the_people(tampil: str, januari: Panggung, login: Login) -> None:
    klien = login("admin_opd")
    halaman = pohon(buka(januari, klien, f"/perkembangan/?{JAN}&tampil={tampil}"))
    tautan = halaman.cssselect(".kunci-grafik a")
    assert len(tautan) == 6
    for a in tautan:
        daftar = pohon(buka(januari, klien, a.get("href")))
        jumlah = teks(a).rsplit(" ", 1)[1]
        aktif = daftar.cssselect(".filters [aria-current]")
        assert teks(aktif[0]).endswith(f" {jumlah}")
        assert len(daftar.cssselect("main tbody tr")) == int(jumlah)


def test_a_month_is_chosen_by_a_link_and_what_makes_no_sense_is_as_not_said(panggung: Panggung, login: Login) -> None:
    klien = login("admin_opd")
    halaman = pohon(buka(panggung, klien, "/perkembangan/?tahun=x&bulan=77&tampil=y&urut=z&unit=-&halaman=-4"))
    (kini,) = halaman.cssselect(".bulan-peta [aria-current]")
    assert teks(kini).startswith("Januari 2026"), "the last month that ended"
    (maret,) = (a for a in halaman.cssselect(".bulan-peta a") if "Maret" in teks(a))
    assert teks(pohon(buka(panggung, klien, maret.get("href"))).cssselect("#keadaan")[0]).startswith("Realisasi Maret")
    assert buka(panggung, klien, "/perkembangan/orang?halaman=99999&keadaan=hantu").status_code == 200


def test_a_month_that_is_over_without_anybody_due_is_not_called_unfinished(
    panggung: Panggung, login: Login, db: Session
) -> None:
    db.execute(update(Gelombang).values(mulai=date(2026, 2, 1)))
    db.commit()
    halaman = pohon(buka(panggung, login("admin_opd"), "/perkembangan/?tahun=2026&bulan=2"))
    bulan = [teks(a) for a in halaman.cssselect(".bulan-peta a")]
    assert bulan[0].endswith("tidak ada yang wajib melapor")
    assert bulan[1].endswith("belum berakhir")


def test_nobody_looks_beyond_his_scope(panggung: Panggung, login: Login, db: Session) -> None:
    unit_bkd = db.scalars(select(Unit.id).where(Unit.nama == "Bidang Kinerja")).one()
    for siapa, lain in (("admin_opd", "BKD"), ("sekda", "DINAS")):
        klien = login(siapa)
        assert buka(panggung, klien, f"/perkembangan/?{JAN}&opd={lain}").status_code == 404
        assert buka(panggung, klien, f"/perkembangan/orang?{JAN}&opd={lain}").status_code == 404
    semua = buka(panggung, login("admin_opd"), f"/perkembangan/orang?{JAN}&unit={unit_bkd}").text
    assert "Bertha Kabid BKD" not in semua and "Lusia Pelaksana" in semua
    for siapa in ("pelaksana1", "kasi", "verifikatur", "auditor", "pengelola_alur"):
        for alamat in ("/perkembangan/", "/perkembangan/orang"):
            assert buka(panggung, login(siapa), alamat).status_code == 403, siapa


def test_a_head_of_bkd_looks_at_the_province(panggung: Panggung, db: Session) -> None:
    from flask_appbuilder.security.sqla.models import Role

    from portal.models import Pengguna

    akun = db.scalars(select(Pengguna).where(Pengguna.username == ORANG["kepala_bkd"].nip)).one()
    akun.roles.append(db.scalars(select(Role).where(Role.name == "Pimpinan")).one())
    db.commit()
    assert lihat(panggung, "kepala_bkd").jumlah.orang == 17


@pytest.mark.parametrize("jumlah", [3, 60])
def test_no_statement_is_asked_per_person_or_unit(jumlah: int, januari: Panggung, db: Session) -> None:
    opd = db.scalars(select(Opd).where(Opd.kode == "DINAS")).one()
    jabatan = db.scalars(select(Penempatan.jabatan_id)).first()
    for n in range(jumlah):
        unit = Unit(opd=opd, nama=f"UPTD {n:03d}")
        baru = Pegawai(nip=f"{n:018d}", nama=f"Orang {n:03d}", jenis="PNS")
        db.add(Penempatan(pegawai=baru, unit=unit, jabatan_id=jabatan, sejak=SEJAK))
    db.commit()
    aktor = januari.aktor("admin_opd")
    with januari.pada(2, 10), pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
        hal = perkembangan.halaman(aktor, Saringan(2026, 1))
        ikhtisar = len(semua)
        perkembangan_orang.daftar(aktor, Saringan(2026, 1))
    assert len(hal.kelompok) == 3 + jumlah
    assert (ikhtisar, len(semua) - ikhtisar) <= (5, 6)  # one asks for the parameters in force


@pytest.mark.satu_basis
def test_no_large_table_is_read_whole_for_one_opd(januari: Panggung, db: Session) -> None:
    """On SQLite the plan can be asked without statistics: months, tasks and evidence are found by an index."""
    aktor = januari.aktor("admin_opd")
    with januari.pada(2, 10), pernyataan(db.get_bind()) as semua:  # type: ignore[arg-type]
        perkembangan.halaman(aktor, Saringan(2026, 1))
        perkembangan_orang.daftar(aktor, Saringan(2026, 1))
        perintah = list(semua)
    rencana = []
    for satu in perintah:
        isi = tuple([1] * satu.count("?"))
        rencana += [b[3] for b in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {satu}", isi)]
    pindai = {r.split()[1] for r in rencana if r.startswith("SCAN") and "USING" not in r}
    assert not pindai & {"realisasi", "wf_task", "bukti", "draf_tugas", "penilaian", "penempatan", "skp"}, rencana
    assert any("SEARCH realisasi" in r for r in rencana)


def test_a_cancelled_month_counts_as_none(januari: Panggung, db: Session) -> None:
    db.scalars(select(Realisasi)).one().status = "cancelled"
    db.commit()
    assert lihat(januari, "admin_opd").jumlah.isi["bulan"] == {"belum": 8}

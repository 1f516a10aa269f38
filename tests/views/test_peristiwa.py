"""/peristiwa/: the audit trail as auditor and Admin BKD read it; nobody else, and not without saying what for."""

import io
from collections.abc import Callable
from datetime import date
from typing import Any
from zipfile import ZipFile

import pytest
from lxml import etree
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import akun, data_induk, draf_proses
from portal.audit import Event
from portal.models import HariLibur, Pegawai, Peristiwa, Rantai
from portal.potret import sidik
from portal.queries import peristiwa
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.views.bantuan import pegawai_id, pernyataan, pohon, teks

Login = Callable[[str], Any]
TUJUAN = {"pilihan": "rutin", "keterangan": "ST-4/2026"}


def buka(klien: Any, **kueri: Any) -> Any:
    """The trail, having said what for."""
    klien.kirim("/peristiwa/tujuan", TUJUAN)
    return klien.get("/peristiwa/", query_string=kueri)


def kata(jawab: Any) -> list[str]:
    """What the events listed are called."""
    assert jawab.status_code == 200
    return [teks(s) for s in pohon(jawab).cssselect("ol.jejak > li > p > strong")]


def kejadian(jawab: Any, nama: str) -> Any:
    """The first event of that name."""
    return next(li for li in pohon(jawab).cssselect("ol.jejak > li") if teks(li.cssselect("strong")[0]) == nama)


def beda(unsur: Any) -> list[list[str]]:
    """The table of an event: what, old, new."""
    return [[teks(sel) for sel in tr] for tr in unsur.cssselect("table.beda tbody tr")]


def test_what_became_of_a_diagram_is_found_by_the_key_of_its_process(
    login: Login, aktor: Callable[[str], Any], db: Session
) -> None:
    for kunci in ("realisasi_bulanan", "keberatan"):
        draf_proses.mulai(kunci, actor=aktor("pengelola_alur"))
    draf_proses.buang("realisasi_bulanan", actor=aktor("pengelola_alur"))
    jawab = buka(login("auditor"), tentang="realisasi_bulanan")
    assert kata(jawab) == ["Draf diagram dibuang", "Draf diagram dibuat"]


def tercatat(db: Session, jenis: Event) -> list[Peristiwa]:
    db.rollback()
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id)))


# Who reads it


def test_logged_out_it_leads_to_login(client: Any) -> None:
    assert "/login/" in client.get("/peristiwa/").location


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda", "penyetuju_alur"])
def test_other_roles_do_not_read_it(db: Session, login: Login, siapa: str) -> None:
    klien = login(siapa)
    assert klien.get("/peristiwa/").status_code == 403
    assert klien.get("/peristiwa/ekspor.xlsx").status_code == 403
    assert klien.kirim("/peristiwa/tujuan", TUJUAN).status_code == 403
    assert not pohon(klien.get("/")).cssselect("a[href='/peristiwa/']")


@pytest.mark.kedua_basis
@pytest.mark.parametrize("siapa", ["auditor", "admin_bkd"])
def test_reading_it_is_an_event_with_its_purpose_once_a_session(db: Session, login: Login, siapa: str) -> None:
    klien = login(siapa)
    for alamat in ("/peristiwa/", "/peristiwa/ekspor.xlsx"):
        jawab = klien.get(alamat)
        assert "Untuk apa Anda membaca jejak audit?" in jawab.text
        assert "ol class" not in jawab.text
    for _ in range(2):
        assert kata(buka(klien))
    (satu,) = tercatat(db, Event.PERISTIWA_DIBUKA)
    assert satu.rincian["tujuan"] == "Pemeriksaan rutin: ST-4/2026"
    assert "Untuk apa Anda membaca" in login(siapa).get("/peristiwa/").text, "another session"


@pytest.mark.parametrize("isian", [{}, {"pilihan": "lain", "keterangan": "a"}])
def test_without_a_purpose_it_stays_shut(db: Session, login: Login, isian: dict[str, str]) -> None:
    klien = login("auditor")
    assert klien.kirim("/peristiwa/tujuan", isian).status_code == 422
    assert tercatat(db, Event.PERISTIWA_DIBUKA) == []
    assert klien.post("/peristiwa/tujuan", data=TUJUAN).status_code == 400


# What it finds


@pytest.mark.kedua_basis
@pytest.mark.parametrize(
    ("saringan", "ada", "tiada"),
    [
        ({"siapa": ORANG["kasi"].nip}, {"SKP disetujui", "Realisasi disetujui"}, {"SKP diajukan"}),
        ({"siapa": "kornelis"}, {"Realisasi disetujui"}, {"Realisasi diajukan"}),
        ({"siapa": "SISTEM"}, {"Bulan dibuka"}, {"SKP diajukan"}),
        ({"siapa": "sistem", "jenis": "bulan:dibuka"}, {"Bulan dibuka"}, {"Diagram diterbitkan"}),
        ({"tentang": ORANG["pelaksana1"].nip}, {"SKP diajukan", "Bulan dibuka"}, {"Diagram diterbitkan"}),
        ({"tentang": "RB-2026-01-00001"}, {"Bulan dibuka"}, {"SKP diajukan"}),
        ({"tentang": "skp-2026-00001"}, {"SKP diajukan"}, {"Bulan dibuka"}),
        ({"tentang": "skp-2026-00001", "siapa": ORANG["kasi"].nip}, {"SKP disetujui"}, {"SKP diajukan"}),
        ({"jenis": "skp:disetujui"}, {"SKP disetujui"}, {"SKP diajukan"}),
        ({"jenis": "skp:disetujui", "siapa": ORANG["kasi"].nip}, {"SKP disetujui"}, {"Realisasi disetujui"}),
        ({"dari": "2026-02-01"}, {"Bulan dibuka", "Realisasi disetujui"}, {"SKP diajukan"}),
        ({"dari": "2026-01-05", "sampai": "2026-01-05"}, {"SKP diajukan"}, {"Bulan dibuka"}),
        ({"jenis": "ngawur", "dari": "besok"}, {"SKP diajukan", "Bulan dibuka"}, set()),
    ],
)
def test_events_are_found_by_who_what_kind_and_day(
    januari: Panggung, login: Login, saringan: dict[str, str], ada: set[str], tiada: set[str]
) -> None:
    januari.ajukan().setujui()
    temu = set(kata(buka(login("auditor"), **saringan)))
    assert ada <= temu
    assert not tiada & temu


@pytest.mark.parametrize(
    "saringan",
    [{"siapa": "199912312020121001"}, {"siapa": "tidak ada yang bernama begini"}, {"tentang": "SKP-2026-99999"},
     {"tentang": "%"}, {"siapa": "%"}, {"tentang": "' OR 1=1 --"}, {"tentang": "123"}, {"dari": "2199-01-01"},
     {"sebelum": "99999999"}],
)  # fmt: skip
def test_what_fits_nothing_finds_nothing(januari: Panggung, login: Login, saringan: dict[str, str]) -> None:
    jawab = buka(login("auditor"), **saringan)
    assert kata(jawab) == []
    assert "Tidak ada yang" in jawab.text


def test_who_acted_for_whom_stands_there_with_both_names(januari: Panggung, login: Login) -> None:
    januari.wakilkan("kabid", "kasi").ajukan()
    januari.penilai = "kabid"
    januari.setujui()
    klien = login("auditor")
    tulisan = teks(kejadian(buka(klien), "Realisasi disetujui"))
    assert "Juliana Kabid untuk Kornelis Kasi" in tulisan
    for siapa in ("kabid", "kasi"):
        assert "Realisasi disetujui" in kata(buka(klien, siapa=ORANG[siapa].nip)), "found by either name"


def test_a_decision_shows_the_values_before_and_after(januari: Panggung, login: Login) -> None:
    januari.ajukan().tolak().banding().putuskan()
    klien = login("auditor")
    tolak = beda(kejadian(buka(klien), "Realisasi ditolak dengan nilai usulan"))
    assert ["Keadaan", "Diajukan", "Dikembalikan"] in tolak
    assert [
        "Menyusun telaah mutasi",
        "kuantitas 9, mutu 95",
        "kuantitas 8, mutu 85, catatan Dua telaah dikembalikan.",
    ] in tolak
    putus = beda(kejadian(buka(klien), "Banding diputuskan"))
    assert ["Keadaan", "Banding", "Dinilai"] in putus
    baris = next(b for b in putus if b[0] == "Menyusun telaah mutasi")
    assert baris[1].startswith("kuantitas 8, mutu 85") and baris[2] == "kuantitas 9, mutu 88"
    rinci = teks(kejadian(buka(klien), "Banding diputuskan").cssselect("dl")[0])
    assert "Keputusanditolak" in rinci and "Satu telaah terlambat." in rinci


def test_a_changed_chain_is_told_by_names(db: Session, aktor: Callable[[str], Any], login: Login) -> None:
    satu = db.scalars(select(Rantai).where(Rantai.pegawai_id == pegawai_id(db, "pelaksana1"))).one()
    nilai = {"penilai_id": pegawai_id(db, "kabid"), "atasan_id": pegawai_id(db, "kepala")}
    data_induk.ubah(Rantai, str(satu.id), nilai, actor=aktor("admin_bkd"), sidik_lama=sidik(satu))
    klien = login("auditor")
    for saringan in ({"tentang": ORANG["pelaksana1"].nip}, {"jenis": "data_induk:diubah/rantai"}):
        unsur = kejadian(buka(klien, **saringan), "Data induk diubah")
        assert "Rantai penilai: Lusia Pelaksana" in teks(unsur)
        assert ["Pejabat penilai", "Kornelis Kasi", "Juliana Kabid"] in beda(unsur)
    assert kata(buka(klien, jenis="data_induk:diubah/parameter")) == []


def test_changed_roles_and_settings_show_old_and_new(db: Session, aktor: Callable[[str], Any], login: Login) -> None:
    from portal.models import Pengguna

    milik = db.scalars(select(Pengguna.id).where(Pengguna.username == ORANG["pelaksana1"].nip)).one()
    akun.setel_peran(milik, actor=aktor("admin_bkd"), peran=["Pegawai", "Admin OPD"])
    data_induk.tambah(HariLibur, {"tanggal": date(2027, 2, 1), "nama": "Libur daerah"}, actor=aktor("admin_bkd"))
    klien = login("auditor")
    peran = kejadian(buka(klien), "Peran akun diubah")
    assert "Akun: Lusia Pelaksana" in teks(peran)
    assert beda(peran) == [["Peran", "Pegawai", "Admin OPD, Pegawai"]]
    setelan = beda(kejadian(buka(klien), "Data induk diubah"))
    assert ["Nama", "–", "Libur daerah"] in setelan and ["Tanggal", "–", "1 Februari 2027"] in setelan


def test_what_somebody_wrote_is_only_text(db: Session, login: Login) -> None:
    from portal.waktu import sekarang

    jahat = "<script>x</script> orang:bukan"
    db.add(Peristiwa(pada=sekarang(), jenis="tugas:diselesaikan", aktor="sistem", rincian={"catatan": jahat}))
    db.commit()
    jawab = buka(login("auditor"))
    assert "<script>x" not in jawab.text
    assert jahat in teks(kejadian(jawab, "Langkah diputuskan"))


def test_an_event_of_any_shape_can_be_read(db: Session, login: Login) -> None:
    from portal.waktu import sekarang

    semua: list[Any] = [
        [], "x", 3, {"lama": 1}, {"lama": [{}], "baru": None}, {"klaim": [{"kegiatan": 1}], "x": {"y": [1]}},
        {"sebelum": {"a": {"b": 1}}, "sesudah": {"a": {"b": 2}}}, {"catatan_baris": {"1": "a", "x": "b"}},
    ]  # fmt: skip
    for rincian in semua:
        tentang = {"subjek": "nanti", "subjek_id": 1, "rincian": rincian}
        db.add(Peristiwa(pada=sekarang(), jenis="nanti:ada", aktor="akun:1", **tentang))
    db.commit()
    assert kata(buka(login("auditor"))).count("nanti:ada") == len(semua)


# Pages and cost


def banyak(db: Session, n: int) -> None:
    from portal.waktu import sekarang

    for i in range(n):
        db.add(Peristiwa(pada=sekarang(), jenis="draf:disimpan", aktor="sistem", rincian={"langkah": f"l{i}"}))
    db.commit()


@pytest.mark.kedua_basis
def test_pages_follow_each_other_without_gap_or_repeat(db: Session, login: Login) -> None:
    banyak(db, 120)
    klien, semua, jawab = login("auditor"), [], None
    jawab = buka(klien, jenis="draf:disimpan")
    while True:
        semua += [teks(li.cssselect("dl")[0]) for li in pohon(jawab).cssselect("ol.jejak > li")]
        lanjut = pohon(jawab).cssselect("a[rel=next]")
        if not lanjut:
            break
        jawab = klien.get(lanjut[0].get("href"))
    assert semua == [f"Langkahl{i}" for i in reversed(range(120))]


def test_the_statements_do_not_grow_with_the_events(db: Session, januari: Panggung, login: Login) -> None:
    klien = login("auditor")
    buka(klien)
    hitungan = []
    for n in (5, 300):
        banyak(db, n)
        with pernyataan(db.get_bind()) as semua:
            klien.get("/peristiwa/")
        hitungan.append(len(semua))
    assert max(hitungan) <= 40, hitungan


INDEKS = {
    "ix_peristiwa_pada": {},
    "ix_peristiwa_aktor": {"siapa": ORANG["kasi"].nip},
    "ix_peristiwa_atas_nama": {"siapa": ORANG["kasi"].nip},
    "ix_peristiwa_jenis": {"jenis": "skp:disetujui"},
    "ix_peristiwa_instans": {"tentang": "SKP-2026-00001"},
    "ix_peristiwa_subjek": {"tentang": ORANG["pelaksana1"].nip},
}


@pytest.mark.parametrize("indeks", INDEKS)
def test_each_way_of_searching_walks_an_index(
    db: Session, aktor: Callable[[str], Any], januari: Panggung, indeks: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from sqlalchemy import event

    dicari: list[tuple[str, Any]] = []

    def catat(_c: Any, _k: Any, statement: str, parameter: Any, _x: Any, _m: Any) -> None:
        if "UNION" in statement or "anon_" in statement:
            dicari.append((statement, parameter))

    event.listen(db.get_bind(), "before_cursor_execute", catat)
    try:
        kueri = INDEKS[indeks] | {"dari": "2026-01-01", "sebelum": "9"}
        peristiwa.daftar(aktor("auditor"), peristiwa.Saringan.baca(kueri))
    finally:
        event.remove(db.get_bind(), "before_cursor_execute", catat)
    pencarian, parameter = next((s, p) for s, p in dicari if "peristiwa.pada DESC" in s)
    rencana = [str(b[3]) for b in db.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {pencarian}", parameter)]
    assert any(indeks in baris for baris in rencana), rencana
    assert not [b for b in rencana if b.startswith("SCAN peristiwa") and "USING" not in b], rencana


# The workbook


def lembar(jawab: Any, nomor: int = 1) -> list[list[str]]:
    nama = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    akar = etree.fromstring(ZipFile(io.BytesIO(jawab.data)).read(f"xl/worksheets/sheet{nomor}.xml"))
    assert not akar.findall(".//m:f", nama)
    return [["".join(c.itertext()) for c in baris.findall("m:c", nama)] for baris in akar.findall(".//m:row", nama)]


@pytest.mark.kedua_basis
def test_the_export_holds_what_was_searched_and_is_kept_itself(db: Session, januari: Panggung, login: Login) -> None:
    januari.ajukan().tolak()
    klien = login("auditor")
    buka(klien)
    jawab = klien.get("/peristiwa/ekspor.xlsx?jenis=realisasi:ditolak")
    assert jawab.headers["Content-Disposition"].startswith("attachment; filename=peristiwa-")
    kepala, satu = lembar(jawab)
    assert kepala[1] == "Waktu (WITA)"
    assert {"Realisasi ditolak dengan nilai usulan", "realisasi:ditolak", "Kornelis Kasi"} <= set(satu)
    assert any("Menyusun telaah mutasi: kuantitas 9, mutu 95 menjadi kuantitas 8" in sel for sel in satu)
    assert dict(b[:2] for b in lembar(jawab, 2))["Peristiwa"] == "Realisasi ditolak dengan nilai usulan"
    (ekspor,) = tercatat(db, Event.DAFTAR_DIEKSPOR)
    assert (ekspor.rincian["layar"], ekspor.rincian["baris"]) == ("peristiwa", 1)
    assert ekspor.rincian["saringan"] == {"jenis": "realisasi:ditolak"}


def test_the_export_stops_at_its_limit(db: Session, login: Login, monkeypatch: pytest.MonkeyPatch) -> None:
    banyak(db, 30)
    monkeypatch.setattr(peristiwa, "TERBANYAK", 20)
    monkeypatch.setattr(peristiwa, "SEPOTONG", 10)
    klien = login("auditor")
    buka(klien)
    assert len(lembar(klien.get("/peristiwa/ekspor.xlsx"))) == 1 + 20


def test_a_person_who_is_gone_is_called_by_his_party(db: Session, login: Login) -> None:
    assert db.scalar(select(Pegawai.id).where(Pegawai.id == 99999)) is None
    from portal.waktu import sekarang

    db.add(Peristiwa(pada=sekarang(), jenis="skp:dibuat", aktor="orang:99999", rincian={}))
    db.commit()
    assert "orang:99999" in teks(kejadian(buka(login("auditor")), "SKP mulai disusun"))

"""Tugas tambahan: recorded by the pegawai, acknowledged or refused by the pejabat penilai or who stands in for him."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import tambahan
from portal.errors import Bentrok, PortalError, TidakDitemukan, TidakSah
from portal.models import Pemberitahuan, Pengganti, Penilaian, Peristiwa, Skp, TugasTambahan
from tests.views.bantuan import pegawai_id

Aktor = Callable[[str], Any]
ISI = {"jenis": "tugas", "uraian": "Panitia HUT provinsi", "tanggal": date(2026, 3, 2), "surat": "800/17/2026"}


@pytest.fixture(autouse=True)
def maret(skp_berlaku: str, pada: Callable[..., Any]) -> Any:
    """It is 16 March 2026; pelaksana1's SKP is in force."""
    with pada(3, 16):
        yield


@pytest.fixture
def skp(skp_berlaku: str, db: Session) -> int:
    nomor = db.query(Skp).one().id
    db.rollback()
    return nomor


@pytest.fixture
def satu(skp: int, aktor: Aktor) -> int:
    """One entry, not decided yet."""
    return tambahan.catat(skp, actor=aktor("pelaksana1"), **ISI).id


def baca(db: Session, nomor: int) -> TugasTambahan:
    db.rollback()
    db.expire_all()
    return db.get(TugasTambahan, nomor)


def test_dicatat_lalu_diakui_dan_keduanya_diberi_tahu(satu: int, aktor: Aktor, db: Session) -> None:
    assert baca(db, satu).diakui == "belum"
    tambahan.akui(satu, actor=aktor("kasi"), keputusan="akui")
    hasil = baca(db, satu)
    assert (hasil.diakui, hasil.diakui_oleh_id) == ("ya", pegawai_id(db, "kasi"))
    kabar = [p.pegawai_id for p in db.query(Pemberitahuan).filter(Pemberitahuan.kunci.like("tambahan:%"))]
    assert kabar == [pegawai_id(db, "kasi"), pegawai_id(db, "pelaksana1")]
    jejak = [p.jenis for p in db.query(Peristiwa).filter_by(subjek="tugas_tambahan")]
    assert jejak == ["tugas_tambahan:dicatat", "tugas_tambahan:diakui"]


def test_ditolak_hanya_dengan_alasan(satu: int, aktor: Aktor, db: Session) -> None:
    with pytest.raises(TidakSah):
        tambahan.akui(satu, actor=aktor("kasi"), keputusan="tolak", catatan=" ")
    assert baca(db, satu).diakui == "belum"
    tambahan.akui(satu, actor=aktor("kasi"), keputusan="tolak", catatan="Bukan atas surat tugas.")
    assert (baca(db, satu).diakui, baca(db, satu).catatan) == ("tidak", "Bukan atas surat tugas.")


def test_plt_penilai_mengakui_dan_kedua_namanya_tercatat(satu: int, aktor: Aktor, db: Session) -> None:
    hari = waktu.hari_ini()
    db.add(
        Pengganti(
            pengganti_id=pegawai_id(db, "jft"), digantikan_id=pegawai_id(db, "kasi"), jenis="Plt", sejak=hari,
            sampai=hari + timedelta(days=9), nomor_surat="1/Plt",
        )
    )  # fmt: skip
    db.commit()
    tambahan.akui(satu, actor=aktor("jft"), keputusan="akui")
    jejak = db.query(Peristiwa).filter_by(jenis="tugas_tambahan:diakui").one()
    assert (jejak.aktor, jejak.atas_nama) == (f"orang:{pegawai_id(db, 'jft')}", f"orang:{pegawai_id(db, 'kasi')}")


@pytest.mark.parametrize("siapa", ["pelaksana1", "pelaksana2", "kabid", "verifikatur", "admin_bkd"])
def test_selain_penilai_tidak_dapat_mengakui(siapa: str, satu: int, aktor: Aktor, db: Session) -> None:
    with pytest.raises(TidakDitemukan):
        tambahan.akui(satu, actor=aktor(siapa), keputusan="akui")
    assert baca(db, satu).diakui == "belum"


def test_pegawai_yang_menjadi_plt_penilainya_tidak_mengakui_miliknya_sendiri(
    satu: int, aktor: Aktor, db: Session
) -> None:
    hari = waktu.hari_ini()
    db.add(
        Pengganti(
            pengganti_id=pegawai_id(db, "pelaksana1"), digantikan_id=pegawai_id(db, "kasi"), jenis="Plh", sejak=hari,
            sampai=hari, nomor_surat="2/Plh",
        )
    )  # fmt: skip
    db.commit()
    with pytest.raises(PortalError) as galat:
        tambahan.akui(satu, actor=aktor("pelaksana1"), keputusan="akui")
    assert galat.value.kode == "memutus_diri_sendiri"


@pytest.mark.parametrize("siapa", ["pelaksana2", "kasi", "admin_bkd"])
def test_pada_skp_orang_lain_tidak_dapat_mencatat(siapa: str, skp: int, aktor: Aktor, db: Session) -> None:
    with pytest.raises(TidakDitemukan):
        tambahan.catat(skp, actor=aktor(siapa), **ISI)
    assert db.query(TugasTambahan).count() == 0


def test_dihapus_pemiliknya_sebelum_diputuskan_dan_tidak_sesudahnya(
    satu: int, skp: int, aktor: Aktor, db: Session
) -> None:
    with pytest.raises(TidakDitemukan):
        tambahan.hapus(satu, actor=aktor("kasi"))
    tambahan.hapus(satu, actor=aktor("pelaksana1"))
    assert db.query(TugasTambahan).count() == 0
    dua = tambahan.catat(skp, actor=aktor("pelaksana1"), **ISI).id
    tambahan.akui(dua, actor=aktor("kasi"), keputusan="akui")
    with pytest.raises(Bentrok):
        tambahan.hapus(dua, actor=aktor("pelaksana1"))
    with pytest.raises(Bentrok):
        tambahan.akui(dua, actor=aktor("kasi"), keputusan="tolak", catatan="Berubah pikiran.")
    assert baca(db, dua).diakui == "ya"


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"jenis": "cuti"}, "jenis"),
        ({"uraian": " "}, "uraian"),
        ({"surat": ""}, "surat"),
        ({"tanggal": None}, "tanggal"),
        ({"tanggal": date(2025, 12, 31)}, "tanggal"),
        ({"tanggal": date(2026, 3, 17)}, "tanggal"),
        ({"jenis": "kreativitas"}, "nilai_kreativitas"),
        ({"jenis": "kreativitas", "nilai_kreativitas": 5}, "nilai_kreativitas"),
        ({"nilai_kreativitas": 3}, "nilai_kreativitas"),
    ],
)
def test_catatan_yang_tidak_lengkap_ditolak(
    ubah: dict[str, Any], medan: str, skp: int, aktor: Aktor, db: Session
) -> None:
    with pytest.raises(TidakSah) as galat:
        tambahan.catat(skp, actor=aktor("pelaksana1"), **{**ISI, **ubah})
    assert [t.medan for t in galat.value.temuan] == [medan]
    assert db.query(TugasTambahan).count() == 0


@pytest.mark.parametrize("nilai", [3, 6, 12])
def test_kreativitas_bernilai_menurut_buktinya(nilai: int, skp: int, aktor: Aktor, db: Session) -> None:
    isi = {**ISI, "jenis": "kreativitas", "nilai_kreativitas": nilai}
    assert baca(db, tambahan.catat(skp, actor=aktor("pelaksana1"), **isi).id).nilai_kreativitas == nilai


@pytest.mark.parametrize("status", ["draf", "diajukan", "disetujui", "dibatalkan"])
def test_pada_skp_yang_tidak_berlaku_tidak_dicatat(status: str, skp: int, aktor: Aktor, db: Session) -> None:
    db.get(Skp, skp).status = status
    db.commit()
    with pytest.raises(Bentrok):
        tambahan.catat(skp, actor=aktor("pelaksana1"), **ISI)


def test_sesudah_tahunnya_dinilai_tidak_ada_yang_berubah_lagi(satu: int, skp: int, aktor: Aktor, db: Session) -> None:
    dokumen = db.get(Skp, skp)
    kini = waktu.sekarang()
    db.add(
        Penilaian(
            nomor="PN-2026-1", pegawai_id=dokumen.pegawai_id, tahun=2026, skp_id=skp, profil="PAN6", dibuka_pada=kini,
            dinilai_pada=kini,
        )
    )  # fmt: skip
    db.commit()
    for tindakan in (
        lambda: tambahan.catat(skp, actor=aktor("pelaksana1"), **ISI),
        lambda: tambahan.akui(satu, actor=aktor("kasi"), keputusan="akui"),
    ):
        with pytest.raises(Bentrok) as galat:
            tindakan()
        assert galat.value.kode == "tahun_sudah_dinilai"


@pytest.mark.parametrize(("medan", "batas"), [("uraian", 500), ("surat", 120)])
def test_yang_terlalu_panjang_ditolak_dan_tidak_dipotong_diam_diam(
    skp: int, aktor: Aktor, db: Session, medan: str, batas: int
) -> None:
    saya = aktor("pelaksana1")
    with pytest.raises(TidakSah) as galat:
        tambahan.catat(skp, actor=saya, **(ISI | {medan: "x" * (batas + 1)}))
    assert [t.medan for t in galat.value.temuan] == [medan]
    cukup = tambahan.catat(skp, actor=saya, **(ISI | {medan: " " + "x" * batas + " "})).id
    assert getattr(baca(db, cukup), medan) == "x" * batas


def test_alasan_tidak_mengakui_yang_terlalu_panjang_ditolak(satu: int, aktor: Aktor, db: Session) -> None:
    with pytest.raises(TidakSah) as galat:
        tambahan.akui(satu, actor=aktor("kasi"), keputusan="tolak", catatan="x" * 501)
    assert [t.medan for t in galat.value.temuan] == ["catatan"]
    assert baca(db, satu).diakui == "belum"

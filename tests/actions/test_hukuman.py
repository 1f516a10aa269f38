"""A hukuman disiplin is recorded by Admin BKD from its decision, never changed or deleted, and cuts its months."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from portal import bahan_tpp
from portal.actions import hukuman, tpp
from portal.errors import Bentrok, BukanHak, TidakDitemukan, TidakSah
from portal.models import HukumanDisiplin
from tests.actions.test_tpp import kelas, peristiwa, tersimpan
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.flows.test_serentak import lambat, serentak
from tests.lakon_ketentuan import tarif_januari

SK = {
    "jenis": "potong_6", "sk_nomor": "800/12/BKD", "sk_tanggal": "2025-12-10", "pejabat": "Sekretaris Daerah",
    "mulai": "", "pasal": "Pasal 4 huruf f PP 94/2021", "pelanggaran": "Tidak masuk kerja 12 hari pada 2025.",
}  # fmt: skip
ALASAN = "SK dicabut menurut keputusan banding administratif."
Aktor = Callable[[str], Any]


def catat(aktor: Aktor, siapa: str = "pelaksana1", oleh: str = "admin_bkd", **lain: str) -> int:
    return hukuman.catat(ORANG[siapa].nip, SK | lain, actor=aktor(oleh))


def baris(db: Session) -> list[HukumanDisiplin]:
    db.expire_all()
    return list(db.scalars(select(HukumanDisiplin).order_by(HukumanDisiplin.id)))


@pytest.fixture
def disahkan(januari: Panggung, db: Session, aktor: Aktor) -> Panggung:
    """January of pelaksana1 verified and kept: Rp 4.885.000."""
    tarif_januari(db, aktor)
    januari.ajukan().setujui()
    kelas(db)
    return januari.sahkan()


@pytest.fixture
def kini(panggung: Panggung) -> Any:
    """The day is 2 February 2026."""
    with panggung.pada(2, 2):
        yield panggung


def test_a_decision_is_recorded_with_what_its_law_says(kini: Panggung, db: Session, aktor: Aktor) -> None:
    nomor = catat(aktor)
    (satu,) = baris(db)
    assert (satu.id, satu.versi, satu.pangkal_id, satu.tindakan) == (nomor, 1, None, "catat")
    assert (satu.peraturan, satu.tingkat, satu.potongan) == ("PP 94/2021", "sedang", 25)
    assert (satu.mulai.isoformat(), satu.sampai.isoformat()) == ("2026-01-01", "2026-06-30")
    assert satu.dasar == "PP 94/2021 Pasal 8 ayat (3) huruf a"
    (kejadian,) = peristiwa(db, "hukuman:dicatat")
    assert (kejadian.subjek_id, kejadian.rincian["sk_nomor"], kejadian.rincian["mulai"]) == (
        nomor, "800/12/BKD", "2026-01-01",
    )  # fmt: skip


@pytest.mark.parametrize("siapa", ["admin_opd", "auditor", "verifikatur", "kasi", "pelaksana1", "kepala"])
def test_who_may_not_record_correct_or_cancel(kini: Panggung, db: Session, aktor: Aktor, siapa: str) -> None:
    nomor = catat(aktor)
    with pytest.raises(BukanHak):
        catat(aktor, oleh=siapa, sk_nomor="2")
    with pytest.raises(BukanHak):
        hukuman.betulkan(nomor, 1, SK | {"pasal": "Pasal 5"}, alasan=ALASAN, actor=aktor(siapa))
    with pytest.raises(BukanHak):
        hukuman.batalkan(nomor, 1, alasan=ALASAN, actor=aktor(siapa))
    assert len(baris(db)) == 1


def test_nobody_records_about_himself(kini: Panggung, db: Session, aktor: Aktor) -> None:
    with pytest.raises(BukanHak, match="diri sendiri"):
        catat(aktor, siapa="admin_bkd")
    assert baris(db) == []


@pytest.mark.parametrize(
    ("lain", "medan"),
    [
        ({"jenis": "tunda_kgb"}, {"jenis"}),
        ({"jenis": ""}, {"jenis"}),
        ({"sk_nomor": " ", "pejabat": "x" * 151}, {"sk_nomor", "pejabat"}),
        ({"sk_tanggal": "2026-02-03"}, {"sk_tanggal"}),
        ({"sk_tanggal": "10-12-2025"}, {"sk_tanggal"}),
        ({"sk_tanggal": "2009-01-01", "jenis": "teguran_lisan"}, {"sk_tanggal"}),
        ({"mulai": "2026-01-05"}, {"mulai"}),
        ({"mulai": "2025-12-01"}, {"mulai"}),
        ({"mulai": "kapan"}, {"mulai"}),
        ({"mulai": "2090-01-01"}, {"mulai"}),
        ({"pasal": "", "pelanggaran": "x" * 4001}, {"pasal", "pelanggaran"}),
    ],
)
def test_what_is_wrong_is_named_by_its_field_and_nothing_is_kept(
    kini: Panggung, db: Session, aktor: Aktor, lain: dict[str, str], medan: set[str]
) -> None:
    with pytest.raises(TidakSah) as salah:
        catat(aktor, **lain)
    assert {t.medan for t in salah.value.temuan} == medan
    assert baris(db) == []


def test_an_unknown_person_and_a_decision_twice_are_refused(kini: Panggung, db: Session, aktor: Aktor) -> None:
    with pytest.raises(TidakSah) as salah:
        hukuman.catat("199901012020011999", SK, actor=aktor("admin_bkd"))
    assert salah.value.temuan[0].medan == "nip"
    catat(aktor)
    with pytest.raises(TidakSah) as salah:
        catat(aktor)
    assert salah.value.temuan[0].medan == "sk_nomor"
    catat(aktor, siapa="pelaksana2")
    assert len(baris(db)) == 2


def test_a_correction_is_a_row_beside_the_old_one_and_says_what_was_before(
    kini: Panggung, db: Session, aktor: Aktor
) -> None:
    nomor = catat(aktor)
    admin = aktor("admin_bkd")
    with pytest.raises(Bentrok, match="Tidak ada yang berubah"):
        hukuman.betulkan(nomor, 1, SK, alasan=ALASAN, actor=admin)
    with pytest.raises(TidakSah) as salah:
        hukuman.betulkan(nomor, 1, SK | {"jenis": "x"}, alasan=" ", actor=admin)
    assert {t.medan for t in salah.value.temuan} == {"jenis", "alasan"}
    hukuman.betulkan(nomor, 1, SK | {"jenis": "potong_9"}, alasan=ALASAN, actor=admin)
    lama, baru = baris(db)
    assert (lama.jenis, lama.sampai.isoformat()) == ("potong_6", "2026-06-30")
    assert (baru.jenis, baru.sampai.isoformat(), baru.pangkal_id, baru.versi) == ("potong_9", "2026-09-30", nomor, 2)
    (kejadian,) = peristiwa(db, "hukuman:dibetulkan")
    assert kejadian.rincian["lama"]["jenis"] == "potong_6" and kejadian.rincian["baru"]["sampai"] == "2026-09-30"
    with pytest.raises(Bentrok, match="diubah orang lain"):
        hukuman.betulkan(nomor, 1, SK, alasan=ALASAN, actor=admin)
    with pytest.raises(TidakDitemukan):
        hukuman.betulkan(baru.id, 2, SK, alasan=ALASAN, actor=admin)


def test_a_cancelled_record_stays_and_the_decision_can_be_recorded_again(
    kini: Panggung, db: Session, aktor: Aktor
) -> None:
    nomor, admin = catat(aktor), aktor("admin_bkd")
    with pytest.raises(TidakSah):
        hukuman.batalkan(nomor, 1, alasan="x", actor=admin)
    hukuman.batalkan(nomor, 1, alasan=ALASAN, actor=admin)
    with pytest.raises(Bentrok, match="sudah dibatalkan"):
        hukuman.batalkan(nomor, 2, alasan=ALASAN, actor=admin)
    with pytest.raises(Bentrok, match="sudah dibatalkan"):
        hukuman.betulkan(nomor, 2, SK | {"pasal": "x"}, alasan=ALASAN, actor=admin)
    assert catat(aktor) != nomor
    assert [b.tindakan for b in baris(db)] == ["catat", "batalkan", "catat"]


@pytest.mark.parametrize("apa", ["UPDATE hukuman_disiplin SET potongan = 0", "DELETE FROM hukuman_disiplin"])
def test_the_database_refuses_to_change_a_record(kini: Panggung, db: Session, aktor: Aktor, apa: str) -> None:
    catat(aktor)
    with pytest.raises(DBAPIError, match="hanya dapat ditambah"):
        db.execute(text(apa))
    db.rollback()


def test_a_record_computes_the_verified_months_it_covers_anew_and_a_cancellation_gives_back(
    disahkan: Panggung, db: Session, aktor: Aktor
) -> None:
    with disahkan.pada(2, 20):
        nomor = catat(aktor)
        lama, baru = tersimpan(db)
        # 3/4 of 5.000.000: 60% x 3.750.000 x 593/600 = 2.223.750; 4% of 1.500.000 off 1.500.000 = 1.440.000
        assert (lama.dibayar, baru.produktivitas, baru.disiplin) == (4_885_000, 2_223_750, 1_440_000)
        assert (baru.tarif, baru.sebab, baru.dihitung_oleh_id) == (
            5_000_000, "hitung_ulang", aktor("admin_bkd").pegawai_id,
        )  # fmt: skip
        langkah = next(satu for satu in baru.jejak["langkah"] if satu["nama"] == "Hukuman disiplin")
        assert langkah["dasar"] == "PP 94/2021 Pasal 8 ayat (3) huruf a"
        assert langkah["nilai"]["keputusan"] == "SK 800/12/BKD tanggal 2025-12-10"
        assert (baru.sidik_sebelum, baru.sidik) == (lama.sidik, bahan_tpp.sidik(baru))
        (kejadian,) = peristiwa(db, "tpp:dihitung_ulang")
        assert (kejadian.subjek, kejadian.rincian["berubah"], kejadian.rincian["bulan"]) == (
            "hukuman_disiplin", 1, "2026-01",
        )  # fmt: skip
        hukuman.batalkan(nomor, 1, alasan=ALASAN, actor=aktor("admin_bkd"))
    assert [b.dibayar for b in tersimpan(db)] == [4_885_000, 3_663_750, 4_885_000]


def test_a_month_before_the_cut_or_of_somebody_else_is_left_alone(
    disahkan: Panggung, db: Session, aktor: Aktor
) -> None:
    with disahkan.pada(2, 20):
        catat(aktor, siapa="pelaksana2")
        catat(aktor, sk_nomor="2", sk_tanggal="2026-01-15")
        catat(aktor, sk_nomor="3", jenis="teguran_tertulis")
    assert len(tersimpan(db)) == 1


def test_a_month_verified_while_punished_is_cut_from_the_start(januari: Panggung, db: Session, aktor: Aktor) -> None:
    tarif_januari(db, aktor)
    januari.ajukan().setujui()
    kelas(db)
    with januari.pada(2, 5):
        catat(aktor)
    januari.sahkan()
    (satu,) = tersimpan(db)
    assert (satu.dibayar, satu.sebab, satu.masukan["hukuman"][0]["persen"]) == (3_663_750, "verifikasi", 25)


def _di_utas(app: Flask, panggil: Callable[[], Any]) -> Callable[[], Any]:
    def jalan() -> Any:
        with app.app_context():
            try:
                return panggil()
            except Exception as salah:  # noqa: BLE001 - the test looks at what became of each
                return salah

    return jalan


def test_two_who_compute_the_same_month_at_once_both_end_right(
    disahkan: Panggung, app: Flask, db: Session, aktor: Aktor, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The second waits for the first, then finds what it kept: no version twice, no loser."""
    admin = aktor("admin_bkd")
    with disahkan.pada(2, 20):
        catat(aktor, siapa="pelaksana2")
    isi = {k.key: getattr(baris(db)[0], k.key) for k in HukumanDisiplin.__table__.columns if k.key != "id"}
    db.add(HukumanDisiplin(**isi | {"pegawai_id": disahkan.bulan.skp.pegawai_id}))  # told to nobody who computes
    db.commit()
    lambat(monkeypatch, tpp, "terakhir")
    hasil = serentak(
        [_di_utas(app, lambda: tpp.hitung_ulang("DINAS", "2026-01", actor=admin, alasan=ALASAN)) for _n in range(2)]
    )
    assert not [h for h in hasil if isinstance(h, Exception)], hasil
    assert sorted((h["berubah"], h["tetap"]) for h in hasil) == [(0, 1), (1, 0)]
    semua = tersimpan(db)
    assert [b.versi for b in semua] == [1, 2]
    assert len(peristiwa(db, "tpp:dihitung_ulang")) == 2


def test_a_punishment_recorded_while_the_month_is_computed_is_in_the_last_version(
    disahkan: Panggung, app: Flask, db: Session, aktor: Aktor, monkeypatch: pytest.MonkeyPatch
) -> None:
    admin = aktor("admin_bkd")
    db.rollback()
    lambat(monkeypatch, tpp, "terakhir")
    with disahkan.pada(2, 20):
        hasil = serentak(
            [
                _di_utas(app, lambda: tpp.hitung_ulang("DINAS", "2026-01", actor=admin, alasan=ALASAN)),
                _di_utas(app, lambda: hukuman.catat(ORANG["pelaksana1"].nip, SK, actor=admin)),
            ]
        )
    assert not [h for h in hasil if isinstance(h, Exception)], hasil
    semua = tersimpan(db)
    assert [b.versi for b in semua] == list(range(1, len(semua) + 1))
    assert [b.dibayar for b in semua] == [4_885_000, 3_663_750]
    assert all(b.sidik_sebelum == a.sidik for a, b in zip(semua, semua[1:], strict=False))

"""What a year's result is read from: SKP closed by a move, kegiatan a revision took out, extra duties acknowledged."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from portal import waktu
from portal.bahan_nilai import bahan
from portal.models import Kegiatan, KegiatanBulan, Realisasi, Skp, TugasTambahan
from tests.tahun import PP46, Tahun, kegiatan


@pytest.fixture
def lama(db: Any, aktor: Any, kerjakan: Any) -> Tahun:
    """2020, October to December planned, October verified."""
    return Tahun(db, aktor, kerjakan, tahun=2020).skp(kegiatan(10, 11, 12)).verifikasi(10)


def baca(tahun: Tahun) -> Any:
    """What the assessment would be read from now."""
    tahun.db.rollback()
    return bahan(tahun.aktor(tahun.siapa).pegawai_id, tahun.tahun)


def tutup(tahun: Tahun, selesai: date) -> Skp:
    """The SKP ends on that day because of a move."""
    skp = tahun.db.scalars(select(Skp)).one()
    skp.status, skp.selesai = "ditutup", selesai
    tahun.db.commit()
    return skp


def sambung(tahun: Tahun, mulai: date) -> None:
    """The next SKP of the same year, in force, with one kegiatan from its month on and nothing verified."""
    satu = tahun.db.scalars(select(Skp)).one()
    ikut = ("pegawai_id", "tahun", "opd_id", "unit_id", "jabatan_id", "penilai_id", "atasan_banding_id", "dibuat_pada")
    baru = Skp(
        nomor="SKP-2020-00099", mulai=mulai, selesai=date(2020, 12, 31), status="ditetapkan",
        **{m: getattr(satu, m) for m in ikut},
    )  # fmt: skip
    tahun.db.add(baru)
    tahun.db.flush()
    bulan = range(mulai.month, 13)
    k = Kegiatan(
        skp_id=baru.id,
        urutan=1,
        uraian="Baru",
        satuan="Laporan",
        kuantitas=len(bulan),
        waktu=len(bulan),
        kualitas=100,
    )
    k.bulanan = [KegiatanBulan(bulan=b, kuantitas=1, kualitas=100, waktu=20) for b in bulan]
    tahun.db.add(k)
    tahun.db.commit()


def test_the_target_of_an_skp_in_force_is_that_of_the_whole_year(lama: Tahun) -> None:
    semua = baca(lama)
    (skp,) = semua.skp
    (satu,) = skp.kegiatan
    assert (satu.target.kuantitas, satu.target.waktu, len(satu.bulan)) == (27, 3, 1)
    assert semua.belum == ("2020-11", "2020-12")
    assert semua.bulan == (("2020-10", Decimal("98.33")),)


def test_a_closed_skp_is_measured_by_what_was_planned_until_the_move(lama: Tahun) -> None:
    tutup(lama, date(2020, 11, 14))
    semua = baca(lama)
    (satu,) = semua.skp[0].kegiatan
    assert (satu.target.kuantitas, satu.target.waktu) == (9, 1), "November belongs to the next SKP"
    assert semua.belum == ()
    tutup(lama, date(2020, 11, 30))
    (satu,) = baca(lama).skp[0].kegiatan
    assert (satu.target.kuantitas, satu.target.waktu) == (18, 2)


def test_a_month_already_reported_stays_with_the_skp_it_was_reported_for(lama: Tahun) -> None:
    lama.verifikasi(11)
    tutup(lama, date(2020, 11, 14))
    (satu,) = baca(lama).skp[0].kegiatan
    assert (satu.target.kuantitas, len(satu.bulan)) == (18, 2)


def test_a_cancelled_month_neither_counts_nor_is_missed(lama: Tahun) -> None:
    lama.verifikasi(11)
    november = lama.db.scalars(select(Realisasi).where(Realisasi.bulan == 11)).one()
    november.status = "cancelled"
    tutup(lama, date(2020, 11, 14))
    semua = baca(lama)
    assert [b for b, _ in semua.bulan] == ["2020-10"] and semua.belum == ()


def test_a_year_with_a_move_joins_both_skp_and_belongs_to_the_parties_of_the_last(lama: Tahun) -> None:
    lama_id = tutup(lama, date(2020, 10, 31)).id
    sambung(lama, date(2020, 11, 1))
    semua = baca(lama)
    assert [(s.nomor[:8], s.bulan) for s in semua.skp] == [("SKP-2020", 10), ("SKP-2020", 2)]
    assert semua.belum == ("2020-11", "2020-12")
    lama.buka().nilai(**PP46)
    p = lama.penilaian
    assert p.skp_id != lama_id
    (hasil,) = p.hasil
    assert hasil.capaian_skp == Decimal("45.17")  # (90,33.. + 0) / 2


def test_a_kegiatan_taken_out_by_a_revision_counts_only_what_was_verified_of_it(lama: Tahun) -> None:
    satu = lama.db.scalars(select(Kegiatan)).one()
    satu.dihapus_versi = 2
    lama.db.add(
        Kegiatan(
            skp_id=satu.skp_id, urutan=2, uraian="Gantinya", satuan="Laporan", kuantitas=4, kualitas=100, waktu=2,
            bulanan=[KegiatanBulan(bulan=b, kuantitas=2, kualitas=100, waktu=20) for b in (11, 12)],
        )
    )  # fmt: skip
    lama.db.commit()
    hapus, ganti = baca(lama).skp[0].kegiatan
    assert (hapus.target.kuantitas, hapus.target.waktu, len(hapus.bulan)) == (9, 1, 1)
    assert (ganti.target.kuantitas, ganti.bulan) == (4, ())


def test_a_kegiatan_taken_out_before_any_month_was_verified_is_left_out(lama: Tahun) -> None:
    asli = lama.db.scalars(select(Kegiatan)).one()
    lama.db.add(
        Kegiatan(
            skp_id=asli.skp_id, urutan=2, uraian="Batal", satuan="Laporan", kuantitas=4, kualitas=100, waktu=1,
            dihapus_versi=2, bulanan=[KegiatanBulan(bulan=12, kuantitas=4, kualitas=100, waktu=20)],
        )
    )  # fmt: skip
    lama.db.commit()
    assert [k.nama for k in baca(lama).skp[0].kegiatan] == [asli.uraian]


def test_extra_duties_count_once_acknowledged_and_creativity_by_its_highest_value(lama: Tahun) -> None:
    skp = lama.db.scalars(select(Skp)).one()
    for jenis, nilai, diakui in (
        ("tambahan", None, "ya"), ("tambahan", None, "ya"), ("tambahan", None, "belum"), ("tambahan", None, "tidak"),
        ("kreativitas", 3, "ya"), ("kreativitas", 6, "ya"), ("kreativitas", 12, "belum"),
    ):  # fmt: skip
        lama.db.add(
            TugasTambahan(
                skp_id=skp.id, jenis=jenis, uraian="x", tanggal=date(2020, 6, 1), surat="1", nilai_kreativitas=nilai,
                diakui=diakui, oleh_id=skp.pegawai_id, pada=waktu.sekarang(),
            )
        )  # fmt: skip
    lama.db.commit()
    assert (baca(lama).tugas_tambahan, baca(lama).kreativitas) == (2, 6)
    lama.verifikasi(11).verifikasi(12).buka().nilai(**PP46)
    (hasil,) = lama.penilaian.hasil
    assert hasil.capaian_skp == Decimal("97.33")  # 90,33.. + 1 + 6

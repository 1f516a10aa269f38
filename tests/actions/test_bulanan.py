"""The month's actions by themselves: values kept exactly, refusals that change nothing, everything in the trail."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal.actions import banding, massal, realisasi, verifikasi
from portal.actions import bukti as tindakan_bukti
from portal.actions import tugas as tindakan_tugas
from portal.errors import Bentrok, BukanHak, PortalError, SudahSelesai, TidakDitemukan, TidakSah
from portal.models import Bukti, Peristiwa, Realisasi
from tests.bulan import Panggung
from tests.factories import nyalakan

Aktor = Callable[[str], Any]
BERKAS = tindakan_bukti.Tersimpan("a.pdf", "application/pdf", 10, "0" * 64)


def jejak(db: Session, jenis: str) -> list[Peristiwa]:
    """The events of this kind."""
    return list(db.scalars(select(Peristiwa).where(Peristiwa.jenis == jenis).order_by(Peristiwa.id)))


def tetap(p: Panggung, tindakan: Callable[[], object], galat: type[PortalError]) -> PortalError:
    """`tindakan` is refused, and neither the month, its rows, its tasks nor its trail change."""

    def potret() -> tuple[Any, ...]:
        bulan = p.bulan
        nilai = sorted((b.kegiatan_id, b.sisi, b.kuantitas, b.kualitas, b.waktu) for b in bulan.baris)
        terbuka = [t.id for t in workflows.tasks(p.db, instance=p.instans, kind=None)]
        hasil = (
            bulan.status,
            bulan.penolakan_bkd,
            nilai,
            terbuka,
            p.db.scalar(select(func.count()).select_from(Peristiwa)),
        )
        p.db.rollback()
        return hasil

    sebelum = potret()
    with pytest.raises(galat) as ditolak:
        tindakan()
    assert potret() == sebelum
    return ditolak.value


# realisasi


def test_what_was_reported_is_kept_to_the_last_decimal(januari: Panggung, db: Session) -> None:
    januari.ajukan(("9.25", "95.05", "19.50"), (40, 98, 20))
    klaim = {(b.kegiatan_id, b.sisi): (b.kuantitas, b.kualitas, b.waktu) for b in januari.bulan.baris}
    assert klaim[januari.kegiatan[0], "klaim"] == (Decimal("9.25"), Decimal("95.05"), Decimal("19.5"))
    assert klaim[januari.kegiatan[0], "target"] == (Decimal(9), Decimal(100), Decimal(20))
    (kejadian,) = jejak(db, "realisasi:diajukan")
    assert kejadian.rincian["klaim"][0]["kualitas"] == "95.05"


@pytest.mark.parametrize(
    ("nilai", "medan"),
    [
        ((9, 101, 20), "kualitas"),
        ((-1, 95, 20), "kuantitas"),
        (("x", 95, 20), "kuantitas"),
        ((9, "95.555", 20), "kualitas"),
        ((9, 95, ""), "waktu"),
        ((9, 95, 0), "waktu"),
        (("NaN", 95, 20), "kuantitas"),
        (("1e3", 95, 20), "kuantitas"),
    ],
)
def test_values_that_cannot_be_are_refused_with_row_and_field(januari: Panggung, nilai: tuple, medan: str) -> None:
    def ajukan() -> None:
        realisasi.ajukan(januari.tugas, actor=januari.aktor("pelaksana1"), baris=januari.baris((9, 95, 20), nilai))

    galat = tetap(januari, ajukan, TidakSah)
    assert [(t.medan, t.baris) for t in galat.temuan] == [(medan, 2)]  # type: ignore[attr-defined]


def test_a_kegiatan_of_another_month_twice_or_missing_is_refused(januari: Panggung) -> None:
    satu, dua = januari.baris((9, 95, 20), (40, 98, 20))
    for baris in ([satu, {**dua, "kegiatan": 9999}], [satu, satu], [satu], [], [{**satu, "kegiatan": "x"}]):
        tetap(
            januari,
            lambda baris=baris: realisasi.ajukan(januari.tugas, actor=januari.aktor("pelaksana1"), baris=baris),
            TidakSah,
        )


def test_a_month_is_sent_once(januari: Panggung) -> None:
    tugas, isi = januari.tugas, januari.baris((9, 95, 20), (40, 98, 20))
    januari.ajukan()
    tetap(januari, lambda: realisasi.ajukan(tugas, actor=januari.aktor("pelaksana1"), baris=isi), SudahSelesai)


def test_a_month_of_an_skp_that_is_not_in_force_cannot_be_sent(panggung: Panggung) -> None:
    p = panggung.skp(berlaku=False).rekap().buka()
    galat = tetap(
        p,
        lambda: realisasi.ajukan(p.tugas, actor=p.aktor("pelaksana1"), baris=p.baris((9, 95, 20), (40, 98, 20))),
        Bentrok,
    )
    assert galat.kode == "skp_belum_ditetapkan"


def test_after_the_month_was_sent_its_draft_is_not_the_employees_to_change(januari: Panggung) -> None:
    tugas = januari.tugas
    januari.ajukan()
    galat = tetap(
        januari, lambda: tindakan_tugas.simpan_draf(tugas, actor=januari.aktor("pelaksana1"), isian={}), BukanHak
    )
    assert galat.kode == "sudah_diajukan"


def test_a_rejection_without_note_values_or_reason_changes_nothing(januari: Panggung) -> None:
    januari.ajukan()
    beda, sama = januari.baris((8, 85, 20)), januari.baris((9, 95, 20))
    for catatan, baris in (("", beda), ("Alasan.", None), ("Alasan.", sama), ("Alasan.", beda)):
        tetap(
            januari,
            lambda catatan=catatan, baris=baris: realisasi.tinjau(
                januari.tugas, actor=januari.aktor("kasi"), keputusan="tolak", catatan=catatan, baris=baris
            ),
            TidakSah,
        )


def test_a_row_the_appraiser_left_alone_keeps_the_claim(januari: Panggung) -> None:
    januari.ajukan().tolak()
    with januari.pada(2, 5):
        realisasi.tanggapi(januari.tugas, actor=januari.aktor("pelaksana1"), sikap="terima")
    akhir = {b.kegiatan_id: (b.kuantitas, b.kualitas) for b in januari.bulan.baris if b.sisi == "akhir"}
    assert list(akhir.values()) == [(Decimal(8), Decimal(85)), (Decimal(40), Decimal(98))]


def test_who_stands_in_is_named_beside_whom_he_stands_in_for(januari: Panggung, db: Session) -> None:
    januari.ajukan().wakilkan("jft", "kasi")
    with januari.pada(2, 4):
        realisasi.tinjau(januari.tugas, actor=januari.aktor("jft"), keputusan="setujui")
    (kejadian,) = jejak(db, "realisasi:disetujui")
    assert (kejadian.aktor, kejadian.atas_nama) == (januari.aktor("jft").id, januari.aktor("kasi").id)


# banding


def test_the_appeal_is_decided_once_and_both_sides_are_in_the_trail(januari: Panggung, db: Session) -> None:
    januari.ajukan().tolak().banding()
    tugas = januari.tugas
    januari.putuskan()
    (kejadian,) = jejak(db, "banding:diputuskan")
    assert {k: kejadian.rincian[k][0]["kualitas"] for k in ("klaim", "saran", "akhir")} == {
        "klaim": "95",
        "saran": "85",
        "akhir": "88",
    }
    tetap(
        januari,
        lambda: banding.putuskan(tugas, actor=januari.aktor("kabid"), keputusan="kabul", alasan="Lagi."),
        SudahSelesai,
    )


def test_the_one_who_rejected_as_plt_does_not_decide_the_appeal_even_as_the_superior(januari: Panggung) -> None:
    januari.ajukan().wakilkan("kabid", "kasi")
    saran = [{**januari.baris((8, 85, 20))[0], "catatan": "Kurang."}]
    with januari.pada(2, 4):
        realisasi.tinjau(januari.tugas, actor=januari.aktor("kabid"), keputusan="tolak", catatan="Kurang.", baris=saran)
    januari.banding()
    galat = tetap(
        januari,
        lambda: banding.putuskan(januari.tugas, actor=januari.aktor("kabid"), keputusan="kabul", alasan="Ya."),
        BukanHak,
    )
    assert galat.kode == "memutus_diri_sendiri"


# verifikasi


def test_a_third_rejection_by_bkd_is_refused(januari: Panggung, db: Session) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    januari.ajukan().setujui()
    for _kali in (1, 2):
        januari.sahkan(keputusan="tolak", catatan="Periksa lagi.")
        with januari.pada(2, 9):
            verifikasi.tindak_lanjuti(
                januari.tugas, actor=januari.aktor("kasi"), sikap="bantah", catatan="Sudah benar."
            )
        januari.kerjakan(9)
    galat = tetap(
        januari,
        lambda: verifikasi.putuskan(
            januari.tugas, actor=januari.aktor("verifikatur"), keputusan="tolak", catatan="Lagi."
        ),
        Bentrok,
    )
    assert galat.kode == "penolakan_ketiga"


def test_a_correction_must_name_every_kegiatan(januari: Panggung, db: Session) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    januari.ajukan().setujui().sahkan(keputusan="tolak", catatan="Periksa lagi.")
    for baris in (None, [], januari.baris((8, 85, 20))):
        tetap(
            januari,
            lambda baris=baris: verifikasi.tindak_lanjuti(
                januari.tugas, actor=januari.aktor("kasi"), sikap="terima", catatan="Dikoreksi.", baris=baris
            ),
            TidakSah,
        )


def test_each_item_of_a_bulk_verification_is_a_change_of_its_own(
    db: Session, aktor: Aktor, kerjakan: Callable[[], None]
) -> None:
    bulan = [
        Panggung(db, aktor, kerjakan, s).skp().tanpa_mesin().buka().ajukan().setujui()
        for s in ("pelaksana1", "pelaksana2")
    ]
    tugas = [bulan[0].tugas, "tidak-ada", bulan[1].tugas, bulan[0].tugas]
    db.rollback()
    hasil = massal.verifikasi_banyak(tugas, actor=aktor("verifikatur"), kunci="kunci-massal", keputusan="sahkan")
    assert [h.keadaan for h in hasil] == ["sah", "ditolak", "sah"]
    lagi = massal.verifikasi_banyak(tugas, actor=aktor("verifikatur"), kunci="kunci-massal", keputusan="sahkan")
    assert [h.tanda_terima for h in lagi] == [h.tanda_terima for h in hasil]
    assert len(jejak(db, "realisasi:diverifikasi")) == 2
    assert {b.status for b in db.scalars(select(Realisasi))} == {"done"}


# bukti


def test_evidence_is_added_and_removed_with_its_trace(januari: Panggung, db: Session) -> None:
    saya, bulan = januari.aktor("pelaksana1"), januari.bulan.id
    assert tindakan_bukti.unggah(bulan, actor=saya, berkas=[BERKAS], draf={"baris": []}) == januari.tugas
    nomor = db.scalars(select(Bukti.id)).one()
    tindakan_bukti.hapus(bulan, nomor, actor=saya)
    assert [p.rincian["nama"] for p in jejak(db, "bukti:diunggah") + jejak(db, "bukti:dihapus")] == ["a.pdf", "a.pdf"]
    assert jejak(db, "bukti:diunggah")[0].rincian["sha256"] == "0" * 64


def test_nobody_but_the_employee_changes_evidence_and_he_only_before_sending(januari: Panggung) -> None:
    bulan = januari.bulan.id
    for siapa in ("kasi", "pelaksana2", "verifikatur"):
        tetap(
            januari,
            lambda siapa=siapa: tindakan_bukti.unggah(bulan, actor=januari.aktor(siapa), berkas=[BERKAS]),
            TidakDitemukan,
        )
    januari.ajukan()
    galat = tetap(
        januari, lambda: tindakan_bukti.unggah(bulan, actor=januari.aktor("pelaksana1"), berkas=[BERKAS]), BukanHak
    )
    assert galat.kode == "sudah_diajukan"
    tetap(januari, lambda: tindakan_bukti.hapus(bulan, 1, actor=januari.aktor("pelaksana1")), BukanHak)


def test_the_twenty_first_file_is_refused_with_all_that_come_with_it(januari: Panggung, db: Session) -> None:
    saya, bulan = januari.aktor("pelaksana1"), januari.bulan.id
    tindakan_bukti.unggah(bulan, actor=saya, berkas=[BERKAS] * 19)
    tetap(januari, lambda: tindakan_bukti.unggah(bulan, actor=saya, berkas=[BERKAS] * 2), TidakSah)
    assert db.scalar(select(func.count()).select_from(Bukti)) == 19

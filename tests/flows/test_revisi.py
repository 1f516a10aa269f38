"""The revision of an SKP in force, over REST: sent, returned, disputed, decided, verified; and all that is refused."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.models import CatatanSkp, Kegiatan, Pemberitahuan, Peristiwa, RevisiSkp, Skp, SkpVersi
from tests.factories import nyalakan
from tests.flows.rest import Rest
from tests.views.bantuan import pegawai_id

Siapa = Callable[[str], Rest]
MULAI = {"sebab": "anggaran", "alasan": "Pagu dipotong pada perubahan APBD.", "berlaku_bulan": 4}
ARSIP = {"uraian": "Mengarsip berkas", "satuan": "Berkas", "kuantitas": 90, "kualitas": 100, "waktu": 9}


@pytest.fixture(autouse=True)
def maret(skp_berlaku: str, pada: Callable[..., Any]) -> Any:
    """Everything here happens on 16 March 2026, the SKP in force since January and no month opened."""
    with pada(3, 16):
        yield


def skp(db: Session) -> Skp:
    db.expire_all()
    return db.query(Skp).one()


def satu(db: Session) -> RevisiSkp:
    db.expire_all()
    return db.query(RevisiSkp).order_by(RevisiSkp.id.desc()).first()


def mulai(rest: Siapa, db: Session, status: int = 201, siapa: str = "pelaksana1", **ubah: Any) -> Any:
    """`siapa` begins a revision of the one SKP."""
    isi = {"skp": skp(db).id, **MULAI, **ubah}
    db.rollback()
    jawab = rest(siapa).post("proses/revisi_skp/mulai", {"fakta": isi})
    assert jawab.status_code == status, jawab.text
    return jawab.json


def baris(db: Session, **ubah: Any) -> dict[str, Any]:
    """The one kegiatan in force as a proposal: 108 a year, the months left to the rule."""
    k = skp(db).kegiatan[0]
    isi = {"id": k.id, "uraian": k.uraian, "satuan": k.satuan, "kuantitas": 108, "kualitas": 100, "waktu": 12, **ubah}
    db.rollback()
    return isi


def ajukan(rest: Siapa, kegiatan: list[dict[str, Any]], status: int = 200, **ubah: Any) -> Any:
    isian = {"tindakan": "ajukan", "kegiatan": kegiatan, **ubah}
    return rest("pelaksana1").selesai("susun_revisi", isian, status=status)


def setuju(rest: Siapa, status: int = 200) -> Any:
    return rest("kasi").selesai("tinjau_revisi", {"keputusan": "setujui"}, status=status)


def sahkan(rest: Siapa, status: int = 200) -> Any:
    return rest("verifikatur").selesai("verifikasi_revisi", {"keputusan": "sahkan"}, status=status)


def bulanan(kegiatan: Kegiatan) -> list[int]:
    return [int(b.kuantitas) for b in kegiatan.bulanan]


def test_revisi_yang_disepakati_menjadi_versi_berikutnya_mulai_bulannya(
    rest: Siapa, db: Session, kerjakan: Callable[[], None]
) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81), ARSIP])
    assert skp(db).versi == 1 and bulanan(skp(db).kegiatan[0]) == [9] * 12, "usulan belum mengubah dokumen"
    setuju(rest)
    assert skp(db).versi == 1
    sahkan(rest)
    kerjakan()
    dokumen = skp(db)
    lama, baru = dokumen.kegiatan
    assert (dokumen.status, dokumen.versi, satu(db).status, satu(db).versi) == ("ditetapkan", 2, "ditetapkan", 2)
    assert bulanan(lama) == [9, 9, 9, 6, 6, 6, 6, 6, 6, 6, 6, 6] and lama.kuantitas == 81
    assert [b.bulan for b in baru.bulanan] == list(range(4, 13)) and sum(bulanan(baru)) == 90
    versi = {v.versi: v.isi for v in db.query(SkpVersi)}
    assert [len(versi[n]) for n in (1, 2)] == [1, 2]
    assert (versi[1][0]["kuantitas"], versi[2][0]["kuantitas"]) == ("108", "81"), "versi lama tetap tersimpan"
    kabar = {p.pegawai_id for p in db.query(Pemberitahuan) if "versi yang baru" in p.judul}
    assert kabar == {pegawai_id(db, "pelaksana1"), pegawai_id(db, "kasi")}


def test_kegiatan_yang_dikeluarkan_tetap_ada_bagi_bulan_yang_lewat(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    ajukan(rest, [ARSIP])
    setuju(rest)
    sahkan(rest)
    keluar = db.query(Kegiatan).filter(Kegiatan.dihapus_versi == 2).one()
    assert (bulanan(keluar), keluar.kuantitas, keluar.waktu) == ([9, 9, 9], 27, 3)
    assert [b["uraian"] for b in db.query(SkpVersi).filter_by(versi=2).one().isi] == ["Mengarsip berkas"]


def test_dikembalikan_dengan_catatan_lalu_diperbaiki_dan_catatannya_ikut_versinya(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81), ARSIP])
    galat = rest("kasi").selesai("tinjau_revisi", {"keputusan": "kembalikan", "catatan": " "}, status=422)
    assert galat["medan"] == "catatan"
    isian = {
        "keputusan": "kembalikan",
        "catatan": "Terlalu rendah.",
        "catatan_baris": {"1": "Naikkan.", "2": "Apa ini?"},
    }
    rest("kasi").selesai("tinjau_revisi", isian)
    catatan = {(c.versi, c.kegiatan_id is None, c.catatan) for c in db.query(CatatanSkp)}
    assert (2, False, "Naikkan.") in catatan and (2, True, "Terlalu rendah.") in catatan
    assert (2, True, 'Kegiatan baru "Mengarsip berkas": Apa ini?') in catatan
    ajukan(rest, [baris(db, kuantitas=90)])
    setuju(rest)
    sahkan(rest)
    assert skp(db).kegiatan[0].kuantitas == 90


def test_catatan_untuk_baris_yang_tidak_ada_ditolak(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    isian = {"keputusan": "kembalikan", "catatan": "Kurang.", "catatan_baris": {"7": "Naikkan."}}
    assert rest("kasi").selesai("tinjau_revisi", isian, status=422)["medan"] == "catatan_baris"
    assert satu(db).status == "diajukan"


@pytest.fixture
def disengketakan(rest: Siapa, db: Session) -> None:
    """Returned, and the pegawai does not agree."""
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    rest("kasi").selesai("tinjau_revisi", {"keputusan": "kembalikan", "catatan": "Terlalu rendah."})
    galat = rest("pelaksana1").selesai("susun_revisi", {"tindakan": "sengketa", "alasan": ""}, status=422)
    assert galat["medan"] == "alasan"
    rest("pelaksana1").selesai("susun_revisi", {"tindakan": "sengketa", "alasan": "Sesuai pagu."})


def test_sengketa_diputus_atasan_dengan_nilainya_sendiri_dan_final(
    disengketakan: None, rest: Siapa, db: Session, kerjakan: Callable[[], None]
) -> None:
    tugas = rest("kabid").tugas("putuskan_revisi")["id"]
    isian = {"keputusan": "ubah", "kegiatan": [baris(db, kuantitas=99)], "alasan": "Jalan tengah."}
    for bukan in ("kasi", "pelaksana1", "verifikatur"):
        jawab = rest(bukan).post(f"tugas/{tugas}/selesai", {"isian": isian}, **{"Idempotency-Key": f"kunci-{bukan}"})
        assert jawab.status_code == 404, bukan
    assert rest("kabid").selesai("putuskan_revisi", isian | {"alasan": " "}, status=422)["medan"] == "alasan"
    rest("kabid").selesai("putuskan_revisi", isian)
    kerjakan()
    assert (skp(db).versi, skp(db).kegiatan[0].kuantitas, satu(db).status) == (2, 99, "ditetapkan")
    for siapa in ("pelaksana1", "kasi", "kabid", "verifikatur"):
        assert rest(siapa).get("tugas").json["jumlah"] == 0, "final: tidak ada langkah lagi"


def test_atasan_boleh_memutuskan_skp_tetap_seperti_semula(
    disengketakan: None, rest: Siapa, db: Session, kerjakan: Callable[[], None]
) -> None:
    rest("kabid").selesai("putuskan_revisi", {"keputusan": "tetap", "alasan": "Pagu masih cukup."})
    kerjakan()
    assert (skp(db).versi, skp(db).kegiatan[0].kuantitas, satu(db).status) == (1, 108, "ditolak")
    assert {c.versi for c in db.query(CatatanSkp)} == {0}, "catatan usulan yang gugur bukan catatan versi mana pun"
    assert db.query(Pemberitahuan).filter(Pemberitahuan.judul.contains("tidak diubah")).count() == 2
    mulai(rest, db)


def test_revisi_yang_ditinggalkan_tidak_mengubah_apa_pun_dan_dapat_diganti(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    rest("pelaksana1").selesai("susun_revisi", {"tindakan": "batal"})
    assert (satu(db).status, skp(db).versi) == ("dibatalkan", 1)
    mulai(rest, db)
    assert satu(db).status == "draf"


def test_yang_sudah_diajukan_tidak_dapat_ditinggalkan_diam_diam(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    tugas = rest("pelaksana1").tugas("susun_revisi")["id"]
    ajukan(rest, [baris(db, kuantitas=81)])
    jawab = rest("pelaksana1").post(
        f"tugas/{tugas}/selesai", {"isian": {"tindakan": "batal"}}, **{"Idempotency-Key": "kunci-terlambat"}
    )
    assert jawab.status_code == 409
    assert satu(db).status == "diajukan"


def test_hanya_satu_revisi_terbuka_untuk_satu_skp(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    assert mulai(rest, db, 409)["kode"] == "revisi_terbuka"
    assert db.query(RevisiSkp).count() == 1


@pytest.mark.parametrize("siapa", ["pelaksana2", "kasi", "verifikatur", "admin_bkd"])
def test_skp_orang_lain_tidak_dapat_direvisi(siapa: str, rest: Siapa, db: Session) -> None:
    mulai(rest, db, 404, siapa)
    assert db.query(RevisiSkp).count() == 0


@pytest.mark.parametrize("status", ["draf", "diajukan", "dikembalikan", "disengketakan", "disetujui", "ditutup"])
def test_skp_yang_tidak_berlaku_tidak_dapat_direvisi(status: str, rest: Siapa, db: Session) -> None:
    skp(db).status = status
    db.commit()
    assert mulai(rest, db, 409)["kode"] == "skp_belum_ditetapkan"


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"alasan": "  "}, "alasan"),
        ({"sebab": "bosan"}, "sebab"),
        ({"berlaku_bulan": 2}, "berlaku_bulan"),
        ({"berlaku_bulan": 13}, "berlaku_bulan"),
    ],
)
def test_tanpa_sebab_alasan_atau_dari_bulan_yang_sudah_dibuka_ditolak(
    ubah: dict[str, Any], medan: str, rest: Siapa, db: Session
) -> None:
    galat = mulai(rest, db, 422, **ubah)
    assert galat["medan"] == medan
    assert db.query(RevisiSkp).count() == 0


def test_bulan_berjalan_masih_dapat_direvisi(rest: Siapa, db: Session) -> None:
    mulai(rest, db, berlaku_bulan=3)


def test_tidak_ada_lagi_yang_dapat_direvisi_sesudah_desember_dibuka(
    rest: Siapa, db: Session, pada: Callable[..., Any]
) -> None:
    from datetime import datetime

    from portal import waktu

    with waktu.pada(datetime(2027, 1, 2, 9, tzinfo=waktu.WITA)):
        galat = mulai(rest, db, 422, berlaku_bulan=12)
    assert "Semua bulan SKP ini sudah dibuka" in galat["detail"]


JANUARI_LAIN = {"1": {"kuantitas": 21, "kualitas": 100, "waktu": 20}}


@pytest.mark.parametrize(
    ("ubah", "medan", "pesan"),
    [
        ({}, "kegiatan", "Tidak ada yang berubah"),
        ({"kuantitas": 20}, "kuantitas", "Paling sedikit 27"),
        ({"satuan": "Lembar", "kuantitas": 120}, "satuan", "Satuan tidak dapat diganti"),
        ({"kuantitas": 120, "bulan": JANUARI_LAIN}, "bulan.1.kuantitas", "Januari"),
        ({"kuantitas": "banyak"}, "kuantitas", "Isi dengan angka"),
        ({"waktu": 2, "kuantitas": 120}, "waktu", "2 bulan"),
        ({"id": 999999, "kuantitas": 120}, "id", "tidak ada pada SKP"),
    ],
)  # fmt: skip
def test_usulan_yang_tidak_mungkin_ditolak_dengan_sebabnya(
    ubah: dict[str, Any], medan: str, pesan: str, rest: Siapa, db: Session
) -> None:
    mulai(rest, db)
    galat = ajukan(rest, [baris(db, **ubah)], 422)
    assert [(t["medan"], pesan in t["pesan"]) for t in galat["temuan"]][0] == (medan, True), galat
    assert satu(db).status == "draf"


def test_tanpa_kegiatan_ditolak(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    assert ajukan(rest, [], 422)["medan"] == "kegiatan"


def test_bulan_yang_terlanjur_dibuka_menghalangi_persetujuan_sampai_dipindah(
    rest: Siapa, db: Session, pada: Callable[..., Any], buka_bulan: Callable[[str], None]
) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    with pada(5, 2):
        buka_bulan("2026-04")
        assert setuju(rest, 409)["kode"] == "bulan_sudah_dibuka"
        rest("kasi").selesai("tinjau_revisi", {"keputusan": "kembalikan", "catatan": "April sudah dibuka."})
        assert ajukan(rest, [baris(db, kuantitas=81)], 422)["medan"] == "berlaku_bulan"
        ajukan(rest, [baris(db, kuantitas=84)], berlaku_bulan=5)
        setuju(rest)
        sahkan(rest)
    assert bulanan(skp(db).kegiatan[0]) == [9, 9, 9, 9, 6, 6, 6, 6, 6, 6, 6, 6]


def test_verifikatur_mengembalikan_hanya_bila_bulannya_terlanjur_dibuka(
    rest: Siapa, db: Session, pada: Callable[..., Any], buka_bulan: Callable[[str], None]
) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    setuju(rest)
    tolak = {"keputusan": "tolak", "catatan": "April sudah dibuka."}
    assert rest("verifikatur").selesai("verifikasi_revisi", tolak, status=403)["kode"] == "bkd_tidak_menolak"
    with pada(5, 2):
        buka_bulan("2026-04")
        assert sahkan(rest, 409)["kode"] == "bulan_sudah_dibuka"
        rest("verifikatur").selesai("verifikasi_revisi", tolak)
        assert satu(db).status == "diajukan"
        rest("kasi").selesai("tinjau_revisi", {"keputusan": "kembalikan", "catatan": "Mulai Mei saja."})


def test_di_tempat_bkd_boleh_menolak_penolakan_ketiga_tidak_dapat(rest: Siapa, db: Session) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    tolak = {"keputusan": "tolak", "catatan": "Periksa satuan."}
    for _ in range(2):
        setuju(rest)
        rest("verifikatur").selesai("verifikasi_revisi", tolak)
    setuju(rest)
    assert rest("verifikatur").selesai("verifikasi_revisi", tolak, status=409)["kode"] == "penolakan_ketiga"


def test_target_yang_sudah_dijalani_dan_terverifikasi_tidak_dapat_dikurangi(
    rest: Siapa, db: Session, januari: None, pada: Callable[..., Any], kerjakan: Callable[[], None]
) -> None:
    k = skp(db).kegiatan[0].id
    db.rollback()
    klaim = {"baris": [{"kegiatan": k, "kuantitas": 40, "kualitas": 95, "waktu": 20}]}
    with pada(2, 3):
        rest("pelaksana1").selesai("isi_realisasi", klaim)
        rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
        kerjakan()
        rest("verifikatur").selesai("verifikasi_realisasi", {"keputusan": "sahkan"})
    mulai(rest, db)
    galat = ajukan(rest, [baris(db, kuantitas=36)], 422)
    assert "Paling sedikit 40" in galat["temuan"][0]["pesan"]


def test_setiap_langkah_tercatat_dengan_lama_dan_baru(rest: Siapa, db: Session) -> None:
    mulai(rest, db)
    ajukan(rest, [baris(db, kuantitas=81)])
    setuju(rest)
    sahkan(rest)
    jejak = db.query(Peristiwa).filter(Peristiwa.subjek == "revisi_skp").order_by(Peristiwa.id).all()
    assert [p.jenis for p in jejak] == ["revisi:dibuat", "revisi:diajukan", "revisi:disetujui", "revisi:ditetapkan"]
    akhir = jejak[-1].rincian
    assert (akhir["sebelum"][0]["kuantitas"], akhir["sesudah"][0]["kuantitas"], akhir["versi"]) == ("108", "81", 2)
    assert Decimal(akhir["sesudah"][0]["bulan"]["4"]["kuantitas"]) == 6

"""The ten traces of a month (regulations section 5.3), through HTTP: what each leads to, and what is refused."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal.models import Parameter, Realisasi
from tests.factories import nyalakan
from tests.flows.rest import Rest

KLAIM = {"kuantitas": 9, "kualitas": 95, "waktu": 20}
SARAN = {"kuantitas": 8, "kualitas": 85, "waktu": 20}
PUTUSAN = {"kuantitas": 9, "kualitas": 88, "waktu": 20}
Siapa = Callable[[str], Rest]


@pytest.fixture
def bulan(januari: None, rest: Siapa, pada: Callable[..., Any], db: Session, kerjakan: Callable[[], None]) -> "Bulan":
    """January of pelaksana1, ready to be reported."""
    return Bulan(rest, pada, db, kerjakan)


class Bulan:
    """One month carried through its steps by the people whose turn it is."""

    def __init__(self, rest: Siapa, pada: Callable[..., Any], db: Session, kerjakan: Callable[[], None]) -> None:
        self.rest, self.pada, self.db, self._kerjakan = rest, pada, db, kerjakan
        self.kegiatan = (
            rest("pelaksana1")
            .get(f"tugas/{rest('pelaksana1').tugas('isi_realisasi')['id']}")
            .json["isian_awal"]["baris"][0]["kegiatan"]
        )

    def baris(self, nilai: dict[str, int], **lain: str) -> list[dict[str, Any]]:
        return [{"kegiatan": self.kegiatan, **nilai, **lain}]

    def ajukan(self) -> None:
        self.rest("pelaksana1").selesai("isi_realisasi", {"baris": self.baris(KLAIM)})

    def tolak(self) -> None:
        isian = {
            "keputusan": "tolak",
            "catatan": "Mutu belum sesuai.",
            "baris": self.baris(SARAN, catatan="Dua dikembalikan."),
        }
        self.rest("kasi").selesai("tinjau_realisasi", isian)

    def banding(self) -> None:
        self.rest("pelaksana1").selesai("tanggapi_penolakan", {"sikap": "banding", "alasan": "Tanda terima ada."})

    def putuskan(self, **isian: Any) -> None:
        self.rest("kabid").selesai("putuskan_banding", isian)

    def verifikasi(self, keputusan: str = "sahkan", status: int = 200, **lain: str) -> Any:
        self.kerjakan()
        return self.rest("verifikatur").selesai("verifikasi_realisasi", {"keputusan": keputusan, **lain}, status=status)

    def kerjakan(self) -> None:
        with self.pada(2, 2):
            self._kerjakan()

    @property
    def realisasi(self) -> Realisasi:
        self.db.expire_all()
        return self.db.query(Realisasi).one()

    @property
    def hasil(self) -> tuple[str, str, str]:
        r = self.realisasi
        return r.status, f"{r.nilai:.2f}", str(r.predikat)


@pytest.fixture(autouse=True)
def awal_februari(pada: Callable[..., Any]) -> Any:
    """The month is lived on 2 February 2026."""
    with pada(2, 2):
        yield


def test_1_disetujui_lalu_diverifikasi(bulan: Bulan) -> None:
    bulan.ajukan()
    bulan.rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
    bulan.verifikasi()
    assert bulan.hasil == ("done", "98.33", "Sangat Baik")


def test_2_penolakan_diterima_maka_nilai_usulan_berlaku(bulan: Bulan) -> None:
    bulan.ajukan()
    bulan.tolak()
    bulan.rest("pelaksana1").selesai("tanggapi_penolakan", {"sikap": "terima"})
    bulan.verifikasi()
    assert bulan.hasil == ("done", "91.30", "Sangat Baik")


def test_3_banding_dikabulkan_maka_nilai_pegawai_berlaku(bulan: Bulan) -> None:
    bulan.ajukan()
    bulan.tolak()
    bulan.banding()
    assert bulan.realisasi.status == "appeal"
    bulan.putuskan(keputusan="kabul", alasan="Tanda terima membuktikan.")
    bulan.verifikasi()
    assert bulan.hasil == ("done", "98.33", "Sangat Baik")


def test_4_banding_ditolak_maka_nilai_atasan_banding_berlaku(bulan: Bulan) -> None:
    bulan.ajukan()
    bulan.tolak()
    bulan.banding()
    bulan.putuskan(keputusan="tolak", alasan="Sebagian benar.", baris=bulan.baris(PUTUSAN))
    bulan.verifikasi()
    assert bulan.hasil == ("done", "96.00", "Sangat Baik")


@pytest.mark.parametrize(
    ("kurang", "medan"),
    [({"catatan": ""}, "catatan"), ({"baris": []}, "saran"), ({"baris": None}, "baris")],
    ids=["tanpa catatan", "tanpa nilai usulan", "nilai kosong"],
)
def test_5_penolakan_tanpa_catatan_atau_nilai_usulan_ditolak(bulan: Bulan, kurang: dict[str, Any], medan: str) -> None:
    bulan.ajukan()
    isian = {
        "keputusan": "tolak",
        "catatan": "Mutu.",
        "baris": bulan.baris(SARAN, catatan="Dua dikembalikan."),
    } | kurang
    galat = bulan.rest("kasi").selesai("tinjau_realisasi", isian, status=422)
    assert galat["medan"] == medan
    assert bulan.realisasi.status == "propose"


def test_5b_penolakan_tanpa_catatan_baris_ditolak(bulan: Bulan) -> None:
    bulan.ajukan()
    galat = bulan.rest("kasi").selesai(
        "tinjau_realisasi", {"keputusan": "tolak", "catatan": "Mutu.", "baris": bulan.baris(SARAN)}, status=422
    )
    assert [(t["medan"], t["baris"]) for t in galat["temuan"]] == [("catatan", 1)]


def test_6_pegawai_tidak_dapat_mengubah_sesudah_diajukan(bulan: Bulan) -> None:
    tugas = bulan.rest("pelaksana1").tugas("isi_realisasi")["id"]
    bulan.ajukan()
    draf = bulan.rest("pelaksana1").post(f"tugas/{tugas}/draf", {"isian": {"baris": bulan.baris(SARAN)}})
    assert (draf.status_code, draf.json["kode"]) == (403, "sudah_diajukan")
    lagi = bulan.rest("pelaksana1").post(
        f"tugas/{tugas}/selesai", {"isian": {"baris": bulan.baris(SARAN)}}, **{"Idempotency-Key": "kunci-baru-1"}
    )
    assert (lagi.status_code, lagi.json["oleh"]) == (409, "Lusia Pelaksana")
    bulan.rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
    assert bulan.rest("pelaksana1").post(f"tugas/{tugas}/draf", {"isian": {}}).status_code == 403


def test_7_atasan_banding_hanya_bertindak_pada_banding_dan_penilai_tidak_memutus_bandingnya_sendiri(
    bulan: Bulan,
) -> None:
    bulan.ajukan()
    penilaian = bulan.rest("kasi").tugas("tinjau_realisasi")["id"]
    isian = {"isian": {"keputusan": "kabul", "alasan": "x"}}
    assert (
        bulan.rest("kabid").post(f"tugas/{penilaian}/selesai", isian, **{"Idempotency-Key": "kunci-kabid"}).status_code
        == 404
    )
    bulan.tolak()
    bulan.banding()
    putusan = bulan.rest("kabid").tugas("putuskan_banding")["id"]
    assert (
        bulan.rest("kasi").post(f"tugas/{putusan}/selesai", isian, **{"Idempotency-Key": "kunci-kasi-1"}).status_code
        == 404
    )
    assert bulan.realisasi.status == "appeal"


def test_7b_juga_sebagai_plt_penilai_tidak_memutus_banding_atas_penolakannya(bulan: Bulan, db: Session) -> None:
    from datetime import date

    from portal.models import Pegawai, Pengganti
    from tests.factories import ORANG

    bulan.ajukan()
    bulan.tolak()
    bulan.banding()
    putusan = bulan.rest("kabid").tugas("putuskan_banding")["id"]
    id_ = {k: db.query(Pegawai).filter_by(nip=ORANG[k].nip).one().id for k in ("kabid", "kasi")}
    db.add(
        Pengganti(
            digantikan_id=id_["kabid"],
            pengganti_id=id_["kasi"],
            jenis="Plh",
            sejak=date(2026, 2, 1),
            sampai=date(2026, 2, 28),
            nomor_surat="1",
        )
    )
    db.commit()
    jawab = bulan.rest("kasi").post(
        f"tugas/{putusan}/selesai",
        {"isian": {"keputusan": "kabul", "alasan": "x"}},
        **{"Idempotency-Key": "kunci-plh-1"},
    )
    assert (jawab.status_code, jawab.json["kode"]) == (403, "memutus_diri_sendiri")


def test_8_penolakan_bkd_yang_ketiga_ditolak(bulan: Bulan, db: Session) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    bulan.ajukan()
    bulan.rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
    for _ in range(2):
        bulan.verifikasi("tolak", catatan="Biaya belum cocok.")
        bulan.rest("kasi").selesai("tindak_lanjut_verifikasi", {"sikap": "bantah", "catatan": "Sudah sesuai."})
    galat = bulan.verifikasi("tolak", catatan="Masih belum.", status=409)
    assert galat["kode"] == "penolakan_ketiga"
    bulan.verifikasi()
    assert bulan.hasil == ("done", "98.33", "Sangat Baik")


def test_8b_bawaan_ntt_verifikatur_tidak_menolak(bulan: Bulan, db: Session) -> None:
    assert db.query(Parameter).count() == 0
    bulan.ajukan()
    bulan.rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
    assert bulan.verifikasi("tolak", catatan="Biaya.", status=403)["kode"] == "bkd_tidak_menolak"


def test_9_mengajukan_sebelum_skp_ditetapkan_ditolak(
    rest: Siapa,
    pada: Callable[..., Any],
    buka_bulan: Callable[[str], None],
    kerjakan: Callable[[], None],
    eabsensi: str,
) -> None:
    from tests.flows.conftest import KEGIATAN

    with pada(1, 5):
        rest("pelaksana1").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        rest("pelaksana1").selesai("susun_skp", {"kegiatan": KEGIATAN})
    buka_bulan("2026-01")
    kerjakan()
    kegiatan = (
        rest("pelaksana1")
        .get(f"tugas/{rest('pelaksana1').tugas('isi_realisasi')['id']}")
        .json["isian_awal"]["baris"][0]["kegiatan"]
    )
    isian = {"baris": [{"kegiatan": kegiatan, **KLAIM}]}
    assert rest("pelaksana1").selesai("isi_realisasi", isian, status=409)["kode"] == "skp_belum_ditetapkan"
    rest("kasi").selesai("tinjau_skp", {"keputusan": "setujui"})
    rest("verifikatur").selesai("verifikasi_skp", {"keputusan": "sahkan"})
    rest("pelaksana1").selesai("isi_realisasi", isian)


def test_10_kegiatan_yang_belum_selesai_bernilai_belum_lengkap_sampai_ditutup() -> None:
    from datetime import date

    from portal.rules.bulanan import KegiatanBulan, Kelengkapan, Nilai, nilai_bulan

    penuh = Nilai(9, 95, 20)
    tiga = [
        KegiatanBulan("a", Nilai(9, 100, 20), penuh),
        KegiatanBulan("b", Nilai(9, 100, 20), penuh),
        KegiatanBulan("c", Nilai(9, 100, 20), Nilai(), selesai=False),
    ]
    terbuka = nilai_bulan(tiga, jabatan="pelaksana", pada=date(2026, 1, 1))
    assert (terbuka.nilai, terbuka.kelengkapan) == (None, Kelengkapan.BELUM_LENGKAP)
    assert f"{nilai_bulan(tiga, jabatan='pelaksana', pada=date(2026, 1, 1), ditutup=True).nilai:.2f}" == "0.00"


def test_10b_baris_yang_belum_diisi_tidak_dapat_diajukan(bulan: Bulan) -> None:
    galat = bulan.rest("pelaksana1").selesai("isi_realisasi", {"baris": []}, status=422)
    assert galat["temuan"][0]["medan"] == "kuantitas"
    assert bulan.realisasi.status == "realisasi"


def test_bkd_mengesahkan_dengan_target_maka_nilainya_seratus(bulan: Bulan) -> None:
    bulan.ajukan()
    bulan.rest("kasi").selesai("tinjau_realisasi", {"keputusan": "setujui"})
    bulan.verifikasi("sahkan_target", catatan="Realisasi tercatat pada sistem lain.")
    assert bulan.hasil == ("done", "100.00", "Sangat Baik")


def test_diam_sampai_batas_berarti_nilai_usulan_berlaku_oleh_sistem(
    bulan: Bulan, pada: Callable[..., Any], kerjakan: Callable[[], None]
) -> None:
    bulan.ajukan()
    bulan.tolak()
    with pada(2, 6):
        kerjakan()
    assert bulan.realisasi.status == "evaluated"
    bulan.verifikasi()
    assert bulan.hasil == ("done", "91.30", "Sangat Baik")


def test_verifikatur_yang_menjadi_pihak_tidak_memverifikasi(
    rest: Siapa, eabsensi: str, pada: Callable[..., Any], kerjakan: Callable[[], None]
) -> None:
    from tests.flows.conftest import KEGIATAN

    with pada(1, 5):
        rest("verifikatur").post("proses/skp_tahunan/mulai", {"fakta": {"tahun": 2026}})
        rest("verifikatur").selesai("susun_skp", {"kegiatan": [{**KEGIATAN[0]}]})
        rest("kabid_bkd").selesai("tinjau_skp", {"keputusan": "setujui"})
        assert (
            rest("verifikatur").selesai("verifikasi_skp", {"keputusan": "sahkan"}, status=403)["kode"]
            == "memutus_diri_sendiri"
        )
        rest("verifikatur2").selesai("verifikasi_skp", {"keputusan": "sahkan"})

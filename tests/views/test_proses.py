"""/proses/: who reads, who writes, who publishes; the studio without its script; the review in words."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

import workflows
from portal.models import DrafProses
from tests.views.bantuan import pohon, teks
from workflows.bpmn import shipped

Login = Callable[[str], Any]
XML = {s.key: s.xml for s in shipped()}
KUNCI = "realisasi_bulanan"
ALAMAT = f"/proses/{KUNCI}"
UBAHAN = (
    XML[KUNCI]
    .replace(b'name="Nilai realisasi"', b'name="Periksa realisasi"')
    .replace(b">disetujui</bpmn:conditionExpression>", b">disetujui and absensi != None</bpmn:conditionExpression>")
)


def unggah(klien: Any, isi: bytes, revisi: int = 1, kunci: str = KUNCI) -> Any:
    """Upload a file as the draft."""
    berkas = {"berkas": (BytesIO(isi), "a.bpmn"), "revisi": str(revisi)}
    jawab = klien.kirim(f"/proses/{kunci}/draf/unggah", berkas, content_type="multipart/form-data")
    jawab.request.environ["wsgi.input"].close()  # the test client keeps a large body in a file
    return jawab


@pytest.fixture
def draf(login: Login) -> Any:
    """pengelola_alur's browser, with a changed draft."""
    klien = login("pengelola_alur")
    assert klien.kirim(f"{ALAMAT}/draf").location == f"{ALAMAT}/draf"
    assert unggah(klien, UBAHAN).location == f"{ALAMAT}/draf"
    return klien


@pytest.fixture
def diajukan(draf: Any) -> Any:
    """The same, asked for."""
    assert draf.kirim(f"{ALAMAT}/draf/ajukan", {"catatan": "Nama yang baku."}).location == f"{ALAMAT}/tinjau"
    return draf


PEMBACA = ["pengelola_alur", "penyetuju_alur", "auditor", "admin_bkd"]
BUKAN_PEMBACA = ["pelaksana1", "kasi", "verifikatur", "admin_opd", "sekda"]


@pytest.mark.parametrize("siapa", PEMBACA)
def test_bkd_dan_auditor_membaca_daftar_versi_dan_draf(siapa: str, login: Login, draf: Any) -> None:
    klien = login(siapa)
    daftar = pohon(klien.get("/proses/"))
    assert [teks(a) for a in daftar.cssselect("th[scope=row] a")][:1] == ["Banding realisasi"]
    for alamat in (ALAMAT, f"{ALAMAT}/versi/1", f"{ALAMAT}/draf", f"{ALAMAT}/tinjau", "/proses/katalog.json"):
        assert klien.get(alamat).status_code == 200, alamat
    unduhan = klien.get(f"{ALAMAT}/versi/1.bpmn")
    assert (unduhan.data, unduhan.mimetype) == (XML[KUNCI], "application/xml")
    assert klien.get(f"{ALAMAT}/draf.bpmn").data == UBAHAN


@pytest.mark.parametrize("siapa", BUKAN_PEMBACA)
def test_yang_lain_tidak_melihat_proses(siapa: str, login: Login, draf: Any) -> None:
    klien = login(siapa)
    for alamat in ("/proses/", ALAMAT, f"{ALAMAT}/draf", f"{ALAMAT}/draf.bpmn", f"{ALAMAT}/tinjau"):
        assert klien.get(alamat).status_code == 403, alamat
    assert "/proses/" not in klien.get("/").text


@pytest.mark.parametrize("siapa", ["penyetuju_alur", "auditor", "admin_bkd", "kasi"])
def test_hanya_pengelola_yang_menulis(siapa: str, login: Login, draf: Any, db: Session) -> None:
    klien = login(siapa)
    assert unggah(klien, XML[KUNCI], 2).status_code == 403
    for aksi in ("ajukan", "tarik", "buang"):
        assert klien.kirim(f"{ALAMAT}/draf/{aksi}").status_code == 403
    assert klien.kirim("/proses/skp_tahunan/draf").status_code == 403
    assert klien.kirim("/proses/baru", {"kunci": "izin", "nama": "Izin"}).status_code == 403
    db.rollback()
    assert db.scalars(select(DrafProses)).one().xml.encode() == UBAHAN


@pytest.mark.parametrize("siapa", ["pengelola_alur", "auditor", "admin_bkd", "kasi"])
def test_hanya_penyetuju_yang_menerbitkan(siapa: str, login: Login, diajukan: Any, db: Session) -> None:
    klien = login(siapa)
    for aksi in ("terbitkan", "kembalikan"):
        assert klien.kirim(f"{ALAMAT}/draf/{aksi}", {"catatan": "x"}).status_code == 403
    assert workflows.definition(db, KUNCI).version == 1


def test_auditor_hanya_membaca_studio(login: Login, draf: Any) -> None:
    hal = pohon(login("auditor").get(f"{ALAMAT}/draf"))
    (studio,) = hal.cssselect("#studio")
    assert studio.get("data-baca") == "ya"
    assert not hal.cssselect("main form")


def test_studio_memberi_skripnya_alamat_dan_tanpa_skrip_gambar_temuan_unduhan_dan_unggahan(draf: Any) -> None:
    hal = pohon(draf.get(f"{ALAMAT}/draf"))
    (studio,) = hal.cssselect("#studio")
    assert {k: v for k, v in studio.attrib.items() if k.startswith("data-") and k != "data-csrf"} == {
        "data-kunci": KUNCI, "data-xml": f"{ALAMAT}/draf.bpmn", "data-simpan": f"/api/v1/proses/{KUNCI}/draf",
        "data-periksa": f"/api/v1/proses/{KUNCI}/periksa", "data-ungkapan": "/api/v1/proses/ungkapan",
        "data-katalog": "/proses/katalog.json", "data-keputusan": "predikat_bulanan", "data-revisi": "2",
        "data-baca": "tidak",
    }  # fmt: skip
    for anak in ("kanvas", "sifat", "temuan", "keadaan-simpan"):
        assert len(hal.cssselect(f"#{anak}")) == 1, anak
    assert hal.cssselect("noscript svg.bpmn")
    assert "Tidak ada temuan." in teks(hal.cssselect("#temuan")[0])
    assert hal.cssselect("input[type=file][name=berkas]")


def test_pemberitahuan_lama_tentang_draf_yang_sudah_tiada_membawa_ke_prosesnya(login: Login) -> None:
    klien = login("penyetuju_alur")
    jawab = klien.get(f"{ALAMAT}/tinjau")
    assert (jawab.status_code, jawab.location) == (302, ALAMAT)
    assert "Proses ini tidak mempunyai draf yang terbuka." in teks(pohon(klien.get(ALAMAT)))


def test_tinjauan_menyebut_yang_berubah_dan_memperlihatkan_kedua_diagram(login: Login, diajukan: Any) -> None:
    hal = pohon(login("penyetuju_alur").get(f"{ALAMAT}/tinjau"))
    ubahan = [teks(li) for li in hal.cssselect("section[aria-labelledby=ubahan] li")]
    assert ubahan == [
        "Diubah Langkah “Periksa realisasi”: nama “Nilai realisasi” menjadi “Periksa realisasi”.",
        "Diubah Alur “ya” dari “Disetujui?” ke “Nilai disepakati atau diputuskan”: syarat “disetujui” menjadi "
        "“disetujui and absensi != None”.",
    ]
    assert len(hal.cssselect("svg.bpmn")) == 2
    assert [teks(b) for b in hal.cssselect("section[aria-labelledby=putusan] button")] == ["Terbitkan", "Kembalikan"]
    assert "Nama yang baku." in teks(hal)


def test_penyetuju_menerbitkan_dan_daftar_versi_menyebut_siapa_dan_mengapa(
    login: Login, diajukan: Any, db: Session
) -> None:
    klien = login("penyetuju_alur")
    jawab = klien.kirim(f"{ALAMAT}/draf/terbitkan", {"catatan": "Sesuai rapat.", "revisi": "2"})
    assert jawab.location == ALAMAT
    assert workflows.definition(db, KUNCI).version == 2
    hal = pohon(klien.get(ALAMAT))
    baris = teks(hal.cssselect("section[aria-labelledby=versi] tbody tr")[0])
    for isi in ("Versi 2", "Gabriel Penyetuju", "Fransiska Pengelola", "Nama yang baku.", "Sesuai rapat."):
        assert isi in baris
    versi = pohon(klien.get(f"{ALAMAT}/versi/2"))
    assert "Periksa realisasi" in teks(versi.cssselect("section[aria-labelledby=ubahan]")[0])
    assert "Bawaan portal" in teks(hal.cssselect("section[aria-labelledby=versi] tbody tr")[1])
    assert klien.kirim(f"{ALAMAT}/draf/terbitkan").status_code == 409, "twice is once"


def test_halaman_tinjauan_yang_basi_tidak_menerbitkan_teks_lain(login: Login, diajukan: Any, db: Session) -> None:
    diajukan.kirim(f"{ALAMAT}/draf/tarik")
    unggah(diajukan, XML[KUNCI].replace(b'name="Isi realisasi"', b'name="Isi apa saja"'), 2)
    diajukan.kirim(f"{ALAMAT}/draf/ajukan")
    jawab = login("penyetuju_alur").kirim(f"{ALAMAT}/draf/terbitkan", {"revisi": "2"})
    assert jawab.status_code == 409
    assert workflows.definition(db, KUNCI).version == 1


def test_pengembalian_tanpa_alasan_ditunjukkan_dan_catatan_sampai_kepada_penyusun(login: Login, diajukan: Any) -> None:
    klien = login("penyetuju_alur")
    kosong = klien.kirim(f"{ALAMAT}/draf/kembalikan", {"catatan": ""})
    assert kosong.status_code == 422
    assert "Tulis apa yang perlu diperbaiki." in kosong.text
    assert klien.kirim(f"{ALAMAT}/draf/kembalikan", {"catatan": "Batasnya belum ada."}).status_code == 302
    assert "Batasnya belum ada." in diajukan.get(f"{ALAMAT}/draf").text
    assert "dikembalikan kepada Anda" in diajukan.get("/").text


def test_draf_dengan_galat_tersimpan_tetapi_tidak_dapat_diajukan(draf: Any, db: Session) -> None:
    rusak = UBAHAN.replace(b'name="Pejabat penilai"', b'name="Kepala desa"')
    assert unggah(draf, rusak, 2).status_code == 302
    jawab = draf.kirim(f"{ALAMAT}/draf/ajukan")
    assert jawab.status_code == 422
    assert "lajur tidak dikenal" in teks(pohon(jawab).cssselect("[role=alert]")[0])


@pytest.mark.parametrize(
    "isi", [b"", b"bukan xml", b"<html/>", b'<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', b"\xff\xfe<\x00a\x00"]
)
def test_berkas_yang_bukan_bpmn_ditolak_dan_draf_tetap(isi: bytes, draf: Any, db: Session) -> None:
    assert unggah(draf, isi, 2).status_code == 422
    db.rollback()
    assert db.scalars(select(DrafProses)).one().xml.encode() == UBAHAN


def test_berkas_lebih_dari_satu_megabita_ditolak(draf: Any) -> None:
    assert unggah(draf, UBAHAN + b" " * (1024 * 1024), 2).status_code == 413


def test_proses_baru_dimulai_dengan_diagram_awal_dan_kunci_yang_salah_ditunjukkan(login: Login, db: Session) -> None:
    klien = login("pengelola_alur")
    salah = klien.kirim("/proses/baru", {"kunci": "Izin Belajar", "nama": "Izin belajar"})
    assert salah.status_code == 422
    assert pohon(salah).cssselect("#kunci[aria-invalid=true]")
    assert klien.kirim("/proses/baru", {"kunci": "izin_belajar", "nama": ""}).status_code == 422
    assert db.scalar(select(func.count()).select_from(DrafProses)) == 0
    jawab = klien.kirim("/proses/baru", {"kunci": "izin_belajar", "nama": "Izin belajar"})
    assert jawab.location == "/proses/izin_belajar/draf"
    assert klien.get(jawab.location).status_code == 200
    assert "belum terbit" in klien.get("/proses/").text
    assert klien.get("/proses/izin_belajar").status_code == 404
    assert klien.kirim("/proses/baru", {"kunci": "izin_belajar", "nama": "Izin belajar"}).status_code == 409


def test_membuang_draf_kembali_ke_versi_yang_berlaku(draf: Any) -> None:
    assert draf.kirim(f"{ALAMAT}/draf/buang").location == ALAMAT
    assert draf.get(f"{ALAMAT}/draf").status_code == 404
    assert draf.get(f"{ALAMAT}/draf.bpmn").status_code == 404


@pytest.mark.parametrize("alamat", ["/proses/tidak_ada", "/proses/tidak_ada/draf", "/proses/skp_tahunan/versi/9",
                                    "/proses/skp_tahunan/versi/9.bpmn", "/proses/tidak_ada/tinjau"])  # fmt: skip
def test_yang_tidak_ada_dijawab_404(alamat: str, login: Login) -> None:
    assert login("pengelola_alur").get(alamat).status_code == 404


def test_halaman_banding_menyebut_siapa_yang_memanggilnya_dan_menawarkan_penerbitan_ulang(login: Login) -> None:
    pengelola, penyetuju = login("pengelola_alur"), login("penyetuju_alur")
    assert "Realisasi bulanan, yang memakai versi ini" in teks(pohon(pengelola.get("/proses/banding_realisasi")))
    baru = XML["banding_realisasi"].replace(b'name="Putuskan banding"', b'name="Putus banding"')
    pengelola.kirim("/proses/banding_realisasi/draf")
    unggah(pengelola, baru, kunci="banding_realisasi")
    pengelola.kirim("/proses/banding_realisasi/draf/ajukan")
    assert penyetuju.kirim("/proses/banding_realisasi/draf/terbitkan").status_code == 302
    assert "masih memakai versi 1 sampai diterbitkan lagi" in teks(pohon(pengelola.get("/proses/banding_realisasi")))
    assert "masih memanggil banding_realisasi versi 1, padahal versi 2 sudah terbit" in teks(
        pohon(pengelola.get(ALAMAT))
    )
    pengelola.kirim(f"{ALAMAT}/draf")
    pengelola.kirim(f"{ALAMAT}/draf/ajukan")
    assert "memanggil banding_realisasi versi 2" in teks(pohon(penyetuju.get(f"{ALAMAT}/tinjau")))
    assert penyetuju.kirim(f"{ALAMAT}/draf/terbitkan").status_code == 302
    assert "masih memanggil" not in penyetuju.get(ALAMAT).text


def test_setiap_isi_draf_dari_luar_tampil_sebagai_teks(draf: Any) -> None:
    jahat = UBAHAN.replace(b'name="Periksa realisasi"', b'name="&lt;script&gt;alert(1)&lt;/script&gt;"')
    assert unggah(draf, jahat, 2).status_code == 302
    for alamat in ("draf", "tinjau"):
        assert "<script>alert" not in draf.get(f"{ALAMAT}/{alamat}").text

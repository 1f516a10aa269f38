"""Plans and indicators through Excel: out with the template, typed, back into the draft; revisions the same way."""

import io
import zipfile
from collections.abc import Callable, Iterator
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import jobs, waktu
from portal.models import DrafTugas, Peristiwa, RevisiSkp
from tests.views.bantuan import pohon, teks
from tests.views.impor import ganti, kirim, ubah
from tests.views.lakon_skp import KEGIATAN, LakonSkp, formulir, nilai

Login = Callable[[str], Any]
LEMBAR = "Rencana dan indikator"
RINCI = {
    "jenis": "utama", "intervensi": "Layanan rehabilitasi meningkat",
    "indikator": {"waktu": {"uraian": "Lama satu laporan", "minimum": "5", "maksimum": "7.5", "satuan": "hari"}},
}  # fmt: skip


@pytest.fixture
def skp(db: Session, aktor: Callable[[str], Any]) -> Iterator[LakonSkp]:
    """In force, with plans; January to March are open. The test lives on 16 April 2026."""
    with waktu.pada(datetime(2026, 1, 5, 9, tzinfo=waktu.WITA)):
        satu = LakonSkp(db, aktor).ajukan([KEGIATAN[0] | RINCI, KEGIATAN[1]]).setujui().sahkan()
    with waktu.pada(datetime(2026, 4, 16, 9, tzinfo=waktu.WITA)):
        jobs.buka_bulan("2026-03")
        yield satu


def revisi(db: Session, login: Login, skp: LakonSkp) -> str:
    isi = {"sebab": "anggaran", "alasan": "Pagu dipotong.", "berlaku_bulan": "5"}
    login("pelaksana1").kirim(f"/skp/{skp.id}/revisi", isi)
    satu = db.scalars(select(RevisiSkp)).one()
    url = f"/tugas/{workflows.tasks(db, instance=satu.instans_id, limit=1)[0].id}"
    db.rollback()
    return url


def terapkan(klien: Any, url: str, berkas: bytes, cara: str) -> Any:
    jawab = kirim(klien, url, berkas)
    assert jawab.status_code == 302, teks(pohon(jawab))
    halaman = klien.get(jawab.location)
    assert (
        klien.kirim(f"{url}/impor/pratinjau", {"tiket": nilai(pohon(halaman), "tiket"), "cara": cara}).status_code
        == 302
    )
    return halaman


def test_templat_susun_memuat_lembar_rencana_yang_terbaca_kembali(
    db: Session, aktor: Callable[[str], Any], login: Login
) -> None:
    skp, klien = LakonSkp(db, aktor), login("pelaksana1")
    berkas = klien.get(f"{skp.url}/templat").data
    berkas = ubah(berkas, "SKP", B11="Menyusun laporan", D11="100", E11="Laporan", F11="100", G11="12")
    berkas = ubah(berkas, LEMBAR, B5="Tambahan", C5="Layanan meningkat", E5="Jumlah laporan", M5="Lama satu laporan",
                  N5="5", O5="7,5", P5="hari")  # fmt: skip
    tulisan = teks(pohon(terapkan(klien, skp.url, berkas, "ganti")))
    assert "Rencana dan indikator dari berkas" in tulisan and "Lama satu laporan" in tulisan
    db.rollback()
    (baris,) = db.scalars(select(DrafTugas)).one().isian["kegiatan"]
    assert (baris["jenis"], baris["intervensi"]) == ("tambahan", "Layanan meningkat")
    assert {m: v for m, v in baris["indikator"]["waktu"].items() if v} == {
        "uraian": "Lama satu laporan", "minimum": "5", "maksimum": "7.5", "satuan": "hari",
    }  # fmt: skip
    halaman = pohon(klien.get(skp.url))
    assert nilai(halaman, "kegiatan-0-indikator-waktu-maksimum") == "7,5"


def test_pilihan_yang_tidak_ada_tetap_seperti_tertulis_dengan_sebabnya(
    db: Session, aktor: Callable[[str], Any], login: Login
) -> None:
    skp, klien = LakonSkp(db, aktor), login("pelaksana1")
    berkas = ubah(
        klien.get(f"{skp.url}/templat").data, "SKP", B11="Menyusun", D11="1", E11="Berkas", F11="100", G11="12"
    )
    halaman = terapkan(klien, skp.url, ubah(berkas, LEMBAR, B5="Penting", B6="Utama"), "ganti")
    tulisan = teks(pohon(halaman))
    assert "Pilih salah satu: Utama, Tambahan." in tulisan
    assert "Tidak ada kegiatan bernomor ini pada lembar SKP." in tulisan


def test_berkas_tanpa_lembar_rencana_tidak_menghapus_rencana_dalam_draf(
    db: Session, login: Login, skp: LakonSkp
) -> None:
    url, klien = revisi(db, login, skp), login("pelaksana1")
    berkas = klien.get(f"{url}/templat").data
    with zipfile.ZipFile(io.BytesIO(berkas)) as z:
        buku = z.read("xl/workbook.xml").replace(LEMBAR.encode(), b"Lembar lain")
    terapkan(klien, url, ganti(berkas, xl__workbook_dot_xml=buku), "ganti")
    db.rollback()
    draf = db.scalars(select(DrafTugas)).one().isian["kegiatan"]
    assert draf[0]["intervensi"] == RINCI["intervensi"] and draf[0]["indikator"] == RINCI["indikator"]


def test_revisi_diisi_dari_excel_seperti_skp_pertama(db: Session, login: Login, skp: LakonSkp) -> None:
    url, klien = revisi(db, login, skp), login("pelaksana1")
    assert pohon(klien.get(url)).cssselect("button[value=impor]")
    berkas = klien.get(f"{url}/templat").data
    berkas = ubah(berkas, LEMBAR, O5="9")
    halaman = terapkan(klien, url, berkas, "gabung")
    assert "1 berubah" in teks(pohon(halaman)) and "1 tetap" in teks(pohon(halaman))
    jejak = db.scalars(select(Peristiwa).where(Peristiwa.jenis == "draf:diimpor")).one()
    assert (jejak.subjek, jejak.rincian["langkah"]) == ("revisi_skp", "susun_revisi")
    db.rollback()
    isi = formulir(klien.get(url))
    assert (isi["kegiatan-0-indikator-waktu-maksimum"], isi["berlaku_bulan"]) == ("9", "5")
    assert klien.kirim(url, {**isi, "tindakan": "ajukan"}).status_code == 302
    db.rollback()
    usul = db.scalars(select(RevisiSkp)).one()
    assert usul.status == "diajukan" and usul.isi[0]["indikator"]["waktu"]["maksimum"] == "9"
    assert skp.kini.kegiatan[0].indikator["waktu"]["maksimum"] == "7.5", "the document waits for the agreement"


def test_orang_lain_tidak_mendapat_templat_revisi(db: Session, login: Login, skp: LakonSkp) -> None:
    url = revisi(db, login, skp)
    for siapa in ("pelaksana2", "kasi", "admin_bkd"):
        assert login(siapa).get(f"{url}/templat").status_code == 404
        assert login(siapa).get(url.replace("/tugas/", "/api/v1/tugas/") + "/templat").status_code in (401, 403, 404)


def test_templat_lewat_rest_sama_dengan_di_halaman(db: Session, login: Login, skp: LakonSkp) -> None:
    url, klien = revisi(db, login, skp), login("pelaksana1")
    jawab = klien.get(url.replace("/tugas/", "/api/v1/tugas/") + "/templat")
    assert jawab.status_code == 200 and jawab.mimetype.endswith("spreadsheetml.sheet")
    assert jawab.data[:2] == b"PK" and "attachment" in jawab.headers["Content-Disposition"]

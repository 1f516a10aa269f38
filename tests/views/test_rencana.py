"""The step of an SKP asks what the law of its period asks: plan of the leader, indicators, expectations; no more."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy.orm import Session

from portal import waktu
from portal.models import SkpVersi
from tests.factories import sejak_lama
from tests.views.bantuan import KUNCI, pohon, teks
from tests.views.lakon_skp import KEGIATAN, LakonSkp, formulir, isi_baris
from tests.views.langkah_bulan import salah

Login = Callable[[str], Any]
RINCI = {
    "kegiatan-0-jenis": "utama",
    "kegiatan-0-intervensi": "Layanan rehabilitasi meningkat",
    "kegiatan-0-indikator-kuantitas-uraian": "Jumlah laporan yang terbit",
    "kegiatan-0-indikator-waktu-uraian": "Lama menyusun satu laporan",
    "kegiatan-0-indikator-waktu-minimum": "5",
    "kegiatan-0-indikator-waktu-maksimum": "7,5",
    "kegiatan-0-indikator-waktu-satuan": "hari",
}


@pytest.fixture
def skp(db: Session, aktor: Callable[[str], Any]) -> LakonSkp:
    return LakonSkp(db, aktor)


def dikirim(**lain: str) -> dict[str, str]:
    return isi_baris(0, KEGIATAN[0]) | RINCI | {"kunci": KUNCI, "tindakan": "ajukan"} | lain


def test_dari_formulir_ke_dokumen_rencana_dan_indikator_tersimpan_eksak(skp: LakonSkp, login: Login) -> None:
    klien = login("pelaksana1")
    isi = dikirim(pendekatan="kuantitatif", **{"lampiran-dukungan": "Dua perangkat komputer"})
    assert klien.kirim(skp.url, isi).status_code == 302
    k = skp.kini.kegiatan[0]
    assert (k.jenis, k.intervensi) == ("utama", "Layanan rehabilitasi meningkat")
    assert k.indikator == {
        "kuantitas": {"uraian": "Jumlah laporan yang terbit", "minimum": "100", "satuan": "Laporan"},
        "waktu": {"uraian": "Lama menyusun satu laporan", "minimum": "5", "maksimum": "7.5", "satuan": "hari"},
    }
    assert (skp.kini.pendekatan, skp.kini.lampiran) == ("kuantitatif", {"dukungan": "Dua perangkat komputer"})
    versi = skp.db.query(SkpVersi).filter_by(skp_id=skp.id, versi=1).one()
    assert versi.isi[0]["indikator"] == k.indikator
    for siapa, url in (("kasi", skp.url), ("pelaksana1", f"/skp/{skp.id}"), ("pelaksana1", f"/skp/{skp.id}/versi/1")):
        tulisan = teks(pohon(login(siapa).get(url)))
        for bagian in ("Layanan rehabilitasi meningkat", "Jumlah laporan yang terbit, 100 Laporan", "5 - 7,5 hari"):
            assert bagian in tulisan, (url, bagian)


def test_target_yang_dikoreksi_sesudah_dikembalikan_dibawa_indikatornya(skp: LakonSkp, login: Login) -> None:
    klien = login("pelaksana1")
    assert klien.kirim(skp.url, dikirim()).status_code == 302
    skp.kembalikan()
    isi = formulir(klien.get(skp.url))
    assert not isi["kegiatan-0-indikator-kuantitas-minimum"] and isi["kegiatan-0-indikator-waktu-minimum"] == "5"
    bulan = {k: "" for k in isi if "-bulan-" in k}
    assert klien.kirim(skp.url, isi | bulan | {"kegiatan-0-kuantitas": "80", "tindakan": "ajukan"}).status_code == 302
    indikator = skp.kini.kegiatan[0].indikator
    assert (indikator["kuantitas"]["minimum"], indikator["waktu"]["minimum"]) == ("80", "5")
    assert "Jumlah laporan yang terbit, 80 Laporan" in teks(pohon(login("kasi").get(skp.url)))


def test_angka_baris_yang_salah_tidak_dikatakan_lagi_pada_indikator_yang_mengambilnya(
    skp: LakonSkp, login: Login
) -> None:
    klien = login("pelaksana1")
    jawab = klien.kirim(skp.url, dikirim(**{"kegiatan-0-kuantitas": "abc", "kegiatan-0-satuan": ""}))
    assert salah(jawab) == {"kegiatan-0-kuantitas", "kegiatan-0-satuan"}
    sendiri = {"kegiatan-0-indikator-kuantitas-minimum": "xyz", "kegiatan-0-indikator-kuantitas-satuan": "berkas"}
    jawab = klien.kirim(skp.url, dikirim(**{"kegiatan-0-kuantitas": "abc", **sendiri}))
    assert salah(jawab) == {"kegiatan-0-kuantitas", "kegiatan-0-indikator-kuantitas-minimum"}


def test_yang_kurang_disebut_di_samping_medannya_dan_isian_tidak_hilang(skp: LakonSkp, login: Login) -> None:
    kurang = dict.fromkeys(RINCI, "") | {"kegiatan-0-uraian": "Tetap ada"}
    jawab = login("pelaksana1").kirim(skp.url, dikirim(**kurang))
    assert jawab.status_code == 422
    assert salah(jawab) == {"kegiatan-0-intervensi", "kegiatan-0-indikator-kuantitas-uraian"}
    halaman = pohon(jawab)
    assert "Baris 1, indikator (kuantitas): " in teks(halaman.cssselect(".ringkasan")[0])
    assert halaman.cssselect("form#isian[data-berubah]"), "yang diketik belum tersimpan sebagai draf"
    assert (
        "Tetap ada" in teks(halaman) or halaman.cssselect("#kegiatan-0-uraian")[0].text_content().strip() == "Tetap ada"
    )
    rinci = halaman.cssselect("details.bulan-baris")[0]
    assert rinci.get("open") is not None, "yang salah harus tampak"
    terbalik = {"kegiatan-0-indikator-waktu-minimum": "8", "kegiatan-0-indikator-waktu-satuan": ""}
    jawab = login("pelaksana1").kirim(skp.url, dikirim(**terbalik))
    assert salah(jawab) == {"kegiatan-0-indikator-waktu-maksimum", "kegiatan-0-indikator-waktu-satuan"}


def test_kualitatif_melukiskan_ekspektasi_tanpa_angka(skp: LakonSkp, login: Login) -> None:
    isi = dikirim(pendekatan="kualitatif")
    assert login("pelaksana1").kirim(skp.url, isi).status_code == 302
    assert skp.kini.kegiatan[0].indikator["kuantitas"] == {"uraian": "Jumlah laporan yang terbit"}


def test_pejabat_penilai_menulis_ekspektasi_khusus_dan_pegawai_membacanya(skp: LakonSkp, login: Login) -> None:
    skp.ajukan()
    klien = login("kasi")
    kosong = formulir(klien.get(skp.url)) | {"keputusan": "kembalikan", "tindakan": "kirim"}
    assert not pohon(klien.kirim(skp.url, kosong)).cssselect("details.lampiran-skp[open]"), (
        "galat lain tidak membukanya"
    )
    isi = formulir(klien.get(skp.url)) | {"ekspektasi-akuntabel": "Laporan tepat waktu", "keputusan": "setujui"}
    assert klien.kirim(skp.url, {**isi, "tindakan": "kirim"}).status_code == 302
    assert skp.kini.ekspektasi == {"akuntabel": "Laporan tepat waktu"}
    for siapa, url in (("pelaksana1", f"/skp/{skp.id}"), ("verifikatur", skp.url)):
        assert "Laporan tepat waktu" in teks(pohon(login(siapa).get(url)))


def test_peninjau_melihat_bahwa_rencana_pimpinan_belum_diisi(skp: LakonSkp, login: Login) -> None:
    skp.ajukan()
    assert "Rencana pimpinan dan indikator belum diisi." in teks(pohon(login("kasi").get(skp.url)))


def test_rencana_atasan_ditawarkan_dari_skp_nya_yang_disepakati(
    db: Session, aktor: Callable[[str], Any], login: Login
) -> None:
    atasan = LakonSkp(db, aktor, "kasi").ajukan([{**KEGIATAN[0], "uraian": "Menjamin mutu rehabilitasi"}])
    anak = LakonSkp(db, aktor)
    assert not pohon(login("pelaksana1").get(anak.url)).cssselect("#rencana-atasan"), "belum disepakati"
    atasan.setujui("kabid")
    pilihan = pohon(login("pelaksana1").get(anak.url)).cssselect("#rencana-atasan option")
    assert [p.get("value") for p in pilihan] == ["Menjamin mutu rehabilitasi"]


def test_jpt_menyebut_perspektif_dan_selalu_kuantitatif(db: Session, aktor: Callable[[str], Any], login: Login) -> None:
    skp, klien = LakonSkp(db, aktor, "kepala"), login("kepala")
    halaman = pohon(klien.get(skp.url))
    assert halaman.cssselect("[name='kegiatan-0-perspektif']") and not halaman.cssselect("[name$='-intervensi']")
    assert not halaman.cssselect("[name=pendekatan]")
    isi = dikirim()
    isi.pop("kegiatan-0-intervensi")
    assert salah(klien.kirim(skp.url, isi | {"kegiatan-0-perspektif": ""})) == {"kegiatan-0-perspektif"}
    jawab = klien.kirim(skp.url, isi | {"kegiatan-0-perspektif": "anggaran", "pendekatan": "kualitatif"})
    assert jawab.status_code == 422 and "selalu kuantitatif" in teks(pohon(jawab))
    assert klien.kirim(skp.url, isi | {"kegiatan-0-perspektif": "anggaran"}).status_code == 302


@pytest.mark.parametrize(("mulai", "profil"), [(date(2020, 1, 1), "PP46"), (date(2021, 7, 1), "PP30")])
def test_masa_lain_meminta_yang_lain(
    mulai: date, profil: str, db: Session, aktor: Callable[[str], Any], login: Login
) -> None:
    sejak_lama(db, mulai)
    db.commit()
    klien, penilai = login("pelaksana1"), login("kasi")
    with waktu.pada(datetime(mulai.year, mulai.month, 5, 2, tzinfo=UTC)):
        skp = LakonSkp(db, aktor, tahun=mulai.year, mulai=mulai)
    halaman = pohon(klien.get(skp.url))
    ada = {nama for nama in ("intervensi", "jenis") if halaman.cssselect(f"[name='kegiatan-0-{nama}']")}
    assert ada == (set() if profil == "PP46" else {"intervensi", "jenis"})
    assert not halaman.cssselect("[name=pendekatan], [name^=lampiran]")
    isi = dikirim(**{"kegiatan-0-waktu": "6"})
    jawab = klien.kirim(skp.url, isi)
    if profil == "PP30":
        assert jawab.status_code == 302
        assert "Rencana kinerja atasan langsung yang diintervensi" in teks(pohon(klien.get(f"/skp/{skp.id}")))
        assert not pohon(penilai.get(skp.url)).cssselect("[name^=ekspektasi]")
    else:
        assert jawab.status_code == 422 and "Tidak diminta menurut PP 46/2011" in teks(pohon(jawab))
        polos = {k: v for k, v in isi.items() if k not in RINCI}
        assert klien.kirim(skp.url, polos).status_code == 302


def test_yang_bukan_gilirannya_tidak_dapat_menulis_ekspektasi(skp: LakonSkp, login: Login) -> None:
    skp.ajukan()
    for siapa in ("pelaksana1", "pelaksana2", "kabid", "verifikatur"):
        isi = {"keputusan": "setujui", "ekspektasi-akuntabel": "Bukan saya", "kunci": KUNCI}
        assert login(siapa).kirim(skp.url, isi).status_code == 404
    assert skp.kini.ekspektasi is None


def test_revisi_membawa_rencana_yang_sudah_disepakati_dan_menandai_yang_berubah(skp: LakonSkp, login: Login) -> None:
    klien = login("pelaksana1")
    assert klien.kirim(skp.url, dikirim()).status_code == 302
    kembali = skp.kembalikan()
    isi = formulir(klien.get(kembali.url)) | {"kegiatan-0-indikator-waktu-maksimum": "9", "tindakan": "ajukan"}
    assert klien.kirim(kembali.url, isi).status_code == 302
    assert skp.kini.kegiatan[0].indikator["waktu"]["maksimum"] == "9"
    assert skp.kini.kegiatan[0].intervensi == "Layanan rehabilitasi meningkat"
    assert "berubah" in teks(pohon(login("kasi").get(skp.url)).cssselect(".rencana-baca")[0])

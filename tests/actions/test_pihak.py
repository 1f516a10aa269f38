"""Nobody decides on himself, or twice in one case: also not as Plt or Plh, and also not by holding the task."""

from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import banding, skp, tugas, verifikasi
from portal.errors import BukanHak, TidakDitemukan
from portal.models import Kegiatan
from portal.queries import instans, langkah, tugas_api
from tests.bulan import TELAAH, Panggung
from tests.factories import nyalakan

Aktor = Callable[[str], Any]


@pytest.fixture
def kasi_sendiri(panggung: Panggung, db: Session, aktor: Aktor) -> Panggung:
    """The SKP of kasi in force; pelaksana2 is his Plt."""
    panggung.wakilkan("pelaksana2", "kasi")
    return Panggung(db, aktor, panggung._kerjakan, "kasi").skp()


def test_plt_tidak_membaca_proses_skp_orang_yang_digantikan(kasi_sendiri: Panggung, aktor: Aktor) -> None:
    with pytest.raises(TidakDitemukan):
        instans.satu(aktor("pelaksana2"), kasi_sendiri._skp)
    with pytest.raises(TidakDitemukan):
        instans.riwayat(aktor("pelaksana2"), kasi_sendiri._skp, halaman=1, ukuran=10)
    assert instans.satu(aktor("kasi"), kasi_sendiri._skp)["proses"] == "skp_tahunan"


def test_plt_membaca_proses_yang_diputus_jabatan_yang_digantikannya(panggung: Panggung, aktor: Aktor) -> None:
    panggung.skp().wakilkan("pelaksana2", "kasi")
    assert instans.satu(aktor("pelaksana2"), panggung._skp)["proses"] == "skp_tahunan"


def test_plt_tidak_melihat_tugas_pribadi_yang_sudah_diselesaikan_orang_yang_digantikan(
    kasi_sendiri: Panggung, aktor: Aktor
) -> None:
    saring: dict[str, Any] = {"halaman": 1, "ukuran": 50, "urut": "batas_waktu", "cari": None, "proses": None}
    selesai = {
        k: tugas_api.daftar(aktor(k), **saring, nama_langkah=None, status="done") for k in ("pelaksana2", "kasi")
    }
    assert selesai["pelaksana2"] == {"jumlah": 0, "tugas": []}
    assert [t["langkah"] for t in selesai["kasi"]["tugas"]] == ["susun_skp"]


def test_plt_penilai_tidak_menahan_penilaian_atas_dirinya(januari: Panggung, aktor: Aktor) -> None:
    januari.wakilkan("pelaksana1", "kasi").ajukan()
    with pytest.raises(BukanHak) as salah:
        tugas.ambil(januari.tugas, actor=aktor("pelaksana1"))
    assert salah.value.kode == "memutus_diri_sendiri"


def test_verifikatur_yang_menjadi_pihak_tidak_menahan_antreannya(januari: Panggung, aktor: Aktor, db: Session) -> None:
    januari.verifikatur("kasi").ajukan().setujui()
    with januari.pada(2, 9):
        with pytest.raises(BukanHak):
            tugas.ambil(januari.tugas, actor=aktor("kasi"))
        assert tugas.ambil(januari.tugas, actor=aktor("verifikatur")).claimed_by == aktor("verifikatur").id


def test_yang_mengembalikan_skp_sebagai_plt_tidak_memutus_sengketanya(
    panggung: Panggung, aktor: Aktor, db: Session
) -> None:
    p = panggung.wakilkan("kabid", "kasi")
    with p.pada(1, 5):
        p._skp = skp.buat(actor=aktor("pelaksana1"), tahun=2026).instans_id
        skp.ajukan(p._tugas(p._skp), actor=aktor("pelaksana1"), kegiatan=[TELAAH])
        baris = {db.scalars(select(Kegiatan.id)).one(): "Naikkan."}
        skp.tinjau(
            p._tugas(p._skp), actor=aktor("kabid"), keputusan="kembalikan", catatan="Kurang.", catatan_baris=baris
        )
        skp.sengketakan(p._tugas(p._skp), actor=aktor("pelaksana1"), alasan="Sudah sesuai beban kerja.")
        terbuka = langkah.buka(aktor("kabid"), p._tugas(p._skp))
        assert not langkah.halaman(aktor("kabid"), terbuka, "putuskan_skp").boleh
        with pytest.raises(BukanHak):
            skp.putuskan(terbuka.id, actor=aktor("kabid"), kegiatan=[TELAAH], alasan="Final.")


def test_yang_menyetujui_skp_sebagai_plt_tidak_memverifikasinya(panggung: Panggung, aktor: Aktor) -> None:
    p = panggung.wakilkan("verifikatur", "kasi")
    with p.pada(1, 5):
        p._skp = skp.buat(actor=aktor("pelaksana1"), tahun=2026).instans_id
        skp.ajukan(p._tugas(p._skp), actor=aktor("pelaksana1"), kegiatan=[TELAAH])
        skp.tinjau(p._tugas(p._skp), actor=aktor("verifikatur"), keputusan="setujui")
        with pytest.raises(BukanHak):
            skp.verifikasi(p._tugas(p._skp), actor=aktor("verifikatur"), keputusan="sahkan")
        p.verifikatur("verifikatur2")
        assert skp.verifikasi(p._tugas(p._skp), actor=aktor("verifikatur2"), keputusan="sahkan").status == "ditetapkan"


def test_yang_memutus_banding_sebagai_plt_tidak_memverifikasi_bulannya(januari: Panggung, aktor: Aktor) -> None:
    januari.wakilkan("verifikatur", "kabid").ajukan().tolak().banding()
    with januari.pada(2, 6):
        banding.putuskan(januari.tugas, actor=aktor("verifikatur"), keputusan="kabul", alasan="Bukti lengkap.")
    januari.kerjakan(6)
    with januari.pada(2, 9), pytest.raises(BukanHak):
        verifikasi.putuskan(januari.tugas, actor=aktor("verifikatur"), keputusan="sahkan")


def test_verifikatur_yang_menolak_tidak_menjawab_penolakannya_sendiri_sebagai_plt(
    januari: Panggung, aktor: Aktor, db: Session
) -> None:
    nyalakan(db, "bkd_boleh_menolak")
    db.commit()
    januari.ajukan().setujui().sahkan(keputusan="tolak", catatan="Periksa mutu.").wakilkan("verifikatur", "kasi")
    with januari.pada(2, 10):
        with pytest.raises(BukanHak):
            verifikasi.tindak_lanjuti(januari.tugas, actor=aktor("verifikatur"), sikap="bantah", catatan="Sudah benar.")
        verifikasi.tindak_lanjuti(januari.tugas, actor=aktor("kasi"), sikap="bantah", catatan="Sudah benar.")
    assert januari.bulan.status == "evaluated"

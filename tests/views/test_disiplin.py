"""/disiplin/ and /hukuman/: the record kept by BKD, findings of attendance, and what each may read of it; REST too."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import hukuman, kehadiran
from portal.models import HukumanDisiplin, Opd, Pegawai, TemuanDisiplin
from tests.actions.test_hukuman import SK
from tests.actions.test_kehadiran import MULAI, Hasil, rekap
from tests.factories import ORANG
from tests.flows.rest import Rest, orang_rest
from tests.views.api.bantuan import problem, sesuai
from tests.views.bantuan import pernyataan, pohon, teks

Login = Callable[[str], Any]
NIP = ORANG["pelaksana1"].nip
BUKAN_BKD = ("pelaksana1", "kasi", "kepala", "verifikatur", "admin_opd", "sekda", "pengelola_alur")
KINI = waktu.hari_ini()
PELANGGARAN = "Menjual barang inventaris kantor."
ISI = SK | {
    "jenis": "potong_12", "sk_tanggal": KINI.isoformat(), "pelanggaran": PELANGGARAN, "sk_nomor": "800/77/BKD",
}  # fmt: skip
TUJUAN = "Pengaduan 12/2026 tentang hukuman ini"


@pytest.fixture
def rest(app: Flask) -> Callable[[str], Rest]:
    return orang_rest(app)


@pytest.fixture
def dicatat(db: Session, aktor: Callable[[str], Any]) -> int:
    """A cut of 12 months decided today about pelaksana1, whom kasi appraises."""
    return hukuman.catat(NIP, ISI, actor=aktor("admin_bkd"))


def utama(jawab: Any) -> str:
    assert jawab.status_code == 200, jawab.status
    return teks(pohon(jawab).cssselect("main")[0])


def isi_tujuan(klien: Any, alamat: str) -> Any:
    """Say what the case is opened for, as the page asks, and go back."""
    tanya = klien.get(alamat)
    assert "Tujuan membuka" in tanya.text and PELANGGARAN not in tanya.text
    form = pohon(tanya).cssselect("main form")[0]
    pilihan = form.cssselect("input[name=pilihan]")[0].get("value")
    return klien.kirim(form.get("action"), {"pilihan": pilihan, "keterangan": "Nomor 12/2026", "kembali": alamat},
                       follow_redirects=True)  # fmt: skip


def test_bkd_records_after_looking_at_what_it_would_do(login: Login, db: Session) -> None:
    klien = login("admin_bkd")
    kosong = klien.kirim("/disiplin/catat", {"tahap": "periksa"})
    assert kosong.status_code == 422 and "Nomor keputusan (SK): Bagian ini wajib diisi" in kosong.text
    lihat = utama(klien.kirim("/disiplin/catat", ISI | {"nip": NIP, "tahap": "periksa"}))
    for kata in (
        "Periksa sebelum dicatat",
        "TPP dipotong 25 persen",
        "PP 94/2021 Pasal 8 ayat (3) huruf c",
        PELANGGARAN,
    ):
        assert kata in lihat, kata
    assert db.query(HukumanDisiplin).count() == 0, "a look keeps nothing"
    ubah = klien.kirim("/disiplin/catat", ISI | {"nip": NIP, "tahap": "ubah"})
    assert pohon(ubah).cssselect("#sk_nomor")[0].get("value") == ISI["sk_nomor"]
    jadi = klien.kirim("/disiplin/catat", ISI | {"nip": NIP, "tahap": "simpan"}, follow_redirects=True)
    assert "Hukuman disiplin dicatat" in utama(jadi) and ORANG["pelaksana1"].nama in utama(jadi)
    salah = klien.kirim("/disiplin/catat", ISI | {"nip": "1", "tahap": "simpan"})
    assert salah.status_code == 422 and "Tidak ada pegawai dengan NIP ini" in salah.text and PELANGGARAN in salah.text


def test_who_may_not_open_the_record_or_the_findings(dicatat: int, login: Login, rest: Callable[[str], Rest]) -> None:
    for siapa in BUKAN_BKD:
        klien = login(siapa)
        for alamat in ("/disiplin/", f"/disiplin/{dicatat}", "/disiplin/catat", "/disiplin/pemeriksaan"):
            assert klien.get(alamat).status_code == 403, (siapa, alamat)
        assert klien.kirim(f"/disiplin/{dicatat}/batalkan", {"versi": 1, "alasan": "Salah orang."}).status_code == 403
        for jalan in ("disiplin/hukuman", f"disiplin/hukuman/{dicatat}", "disiplin/pemeriksaan"):
            problem(rest(siapa).get(jalan), 403, "bukan_hak")
    auditor = login("auditor")
    for alamat in ("/disiplin/catat", f"/disiplin/{dicatat}/betulkan", "/disiplin/pemeriksaan"):
        assert auditor.get(alamat).status_code == 403
    assert auditor.kirim(f"/disiplin/{dicatat}/batalkan", {"versi": 1, "alasan": "Salah orang."}).status_code == 403
    problem(rest("auditor").post("disiplin/hukuman", ISI | {"nip": NIP}), 403, "bukan_hak")


def test_an_auditor_finds_the_case_and_reads_it_once_he_has_said_what_for(dicatat: int, login: Login) -> None:
    klien = login("auditor")
    daftar = utama(klien.get("/disiplin/"))
    assert "800/77/BKD" in daftar and "Buka untuk membacanya" in daftar and "pemotongan tunjangan" not in daftar
    satu = utama(isi_tujuan(klien, f"/disiplin/{dicatat}"))
    assert PELANGGARAN in satu and "Batalkan hukuman ini" not in satu
    assert klien.get("/disiplin/99999").status_code == 404


def test_a_correction_and_a_cancellation_stay_readable(dicatat: int, login: Login) -> None:
    klien = login("admin_bkd")
    isi_tujuan(klien, f"/disiplin/{dicatat}")
    formulir = pohon(klien.get(f"/disiplin/{dicatat}/betulkan"))
    assert formulir.cssselect("#jenis option[selected]")[0].get("value") == "potong_12"
    ubah = ISI | {"jenis": "potong_9", "mulai": "", "alasan": "Salah baca SK.", "versi": 1}
    tanpa = klien.kirim(f"/disiplin/{dicatat}/betulkan", ubah | {"alasan": "", "tahap": "simpan"})
    assert tanpa.status_code == 422 and "Tulis alasan" in tanpa.text
    assert "Periksa sebelum dicatat" in utama(klien.kirim(f"/disiplin/{dicatat}/betulkan", ubah | {"tahap": "periksa"}))
    jadi = klien.kirim(f"/disiplin/{dicatat}/betulkan", ubah | {"tahap": "simpan"}, follow_redirects=True)
    assert "selama 9 bulan" in utama(jadi) and "Salah baca SK." in utama(jadi)
    usang = klien.kirim(f"/disiplin/{dicatat}/batalkan", {"versi": 1, "alasan": "Salah orang."})
    assert usang.status_code == 409
    pendek = klien.kirim(f"/disiplin/{dicatat}/batalkan", {"versi": 2, "alasan": ""})
    assert pendek.status_code == 422 and "Tulis alasan" in pendek.text
    batal = klien.kirim(f"/disiplin/{dicatat}/batalkan", {"versi": 2, "alasan": "Salah orang."}, follow_redirects=True)
    halaman = utama(batal)
    for kata in ("Dibatalkan", "Dibetulkan", "Dicatat", "Salah orang.", "selama 12 bulan"):
        assert kata in halaman, kata
    assert "Batalkan hukuman ini" not in halaman
    assert "Tidak ada yang cocok" in utama(klien.get("/disiplin/?keadaan=berjalan"))
    assert "800/77/BKD" in utama(klien.get("/disiplin/?keadaan=batal"))


def test_the_person_reads_his_own_in_full_and_his_penilai_what_he_must_know(dicatat: int, login: Login) -> None:
    milik = utama(login("pelaksana1").get("/hukuman/"))
    assert PELANGGARAN in milik and "800/77/BKD" in milik and "Bawahan yang menjalani" not in milik
    penilai = utama(login("kasi").get("/hukuman/"))
    for kata in ("Bawahan yang menjalani hukuman", ORANG["pelaksana1"].nama, "selama 12 bulan", "800/77/BKD"):
        assert kata in penilai, kata
    assert PELANGGARAN not in penilai and "Pasal 4 huruf f" not in penilai
    for lain in ("pelaksana2", "kepala", "kabid", "admin_opd", "verifikatur", "sekda"):
        halaman = utama(login(lain).get("/hukuman/"))
        assert "800/77/BKD" not in halaman and ORANG["pelaksana1"].nama not in halaman, lain


def test_the_penilai_no_longer_reads_what_is_cancelled_or_over(dicatat: int, login: Login, aktor: Any) -> None:
    hukuman.batalkan(dicatat, 1, alasan="Salah orang.", actor=aktor("admin_bkd"))
    assert "800/77/BKD" not in utama(login("kasi").get("/hukuman/"))
    assert "Dibatalkan" in utama(login("pelaksana1").get("/hukuman/"))


def test_the_list_is_searched_and_filtered(dicatat: int, login: Login, aktor: Any) -> None:
    lisan = SK | {"jenis": "teguran_lisan", "sk_nomor": "9%", "sk_tanggal": "2020-01-02"}
    hukuman.catat(ORANG["pelaksana2"].nip, lisan, actor=aktor("admin_bkd"))
    klien = login("admin_bkd")
    for kueri, ada in (
        ("q=" + NIP[:8], {"800/77/BKD"}), ("q=800/77", {"800/77/BKD"}), ("q=9%25", {"9%"}), ("q=%25", set()),
        ("tingkat=ringan", {"9%"}), ("tingkat=berat", set()), ("keadaan=selesai", {"9%"}), ("keadaan=akan",
        {"800/77/BKD"}), ("tingkat=aneh&keadaan=x&halaman=99999", {"800/77/BKD", "9%"}),
    ):  # fmt: skip
        halaman = utama(klien.get(f"/disiplin/?{kueri}"))
        assert {n for n in ("800/77/BKD", "9%") if n in halaman} == ada, kueri


def test_rest_does_what_the_screens_do(app: Flask, rest: Callable[[str], Rest], db: Session) -> None:
    bkd = rest("admin_bkd")
    problem(bkd.post("disiplin/hukuman", ISI | {"nip": NIP, "jenis": "tunda_kgb"}), 422, "tidak_sah")
    nomor = sesuai(app, bkd.post("disiplin/hukuman", ISI | {"nip": NIP}), "post", "disiplin/hukuman")["id"]
    jawab = sesuai(app, bkd.get("disiplin/hukuman?q=" + NIP), "get", "disiplin/hukuman")
    assert (jawab["jumlah"], jawab["hukuman"][0]["tingkat"]) == (1, "sedang")
    auditor = sesuai(app, rest("auditor").get("disiplin/hukuman"), "get", "disiplin/hukuman")
    assert auditor["hukuman"][0]["hukuman"] is None
    problem(rest("auditor").get(f"disiplin/hukuman/{nomor}"), 403, "tujuan_diperlukan")
    satu = sesuai(
        app, rest("auditor").get(f"disiplin/hukuman/{nomor}?tujuan={TUJUAN}"), "get", "disiplin/hukuman/{hukuman_id}"
    )
    assert satu["pelanggaran"] == PELANGGARAN and len(satu["riwayat"]) == 1
    ubah = ISI | {"versi": 1, "alasan": "Salah baca SK.", "jenis": "potong_6"}
    sesuai(app, bkd.post(f"disiplin/hukuman/{nomor}/betulkan", ubah), "post", "disiplin/hukuman/{hukuman_id}/betulkan")
    problem(bkd.post(f"disiplin/hukuman/{nomor}/betulkan", ubah), 409, "bentrok")
    milik = sesuai(app, rest("pelaksana1").get("hukuman"), "get", "hukuman")
    assert (milik["milik"][0]["jenis"], milik["bawahan"]) == ("potong_6", [])
    penilai = sesuai(app, rest("kasi").get("hukuman"), "get", "hukuman")
    assert penilai["milik"] == [] and penilai["bawahan"][0]["nip"] == NIP and "pelanggaran" not in penilai["bawahan"][0]
    batal = {"versi": 2, "alasan": "Salah orang."}
    sesuai(app, bkd.post(f"disiplin/hukuman/{nomor}/batalkan", batal), "post", "disiplin/hukuman/{hukuman_id}/batalkan")
    assert db.query(HukumanDisiplin).count() == 3


@pytest.fixture
def terima(db: Session) -> Callable[..., None]:
    """terima(tk, ...): a new recap of January 2026 of pelaksana1."""
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    db.rollback()
    versi = iter(range(1, 9))

    def kirim(tk: int, **lain: Any) -> None:
        satu = replace(rekap("pelaksana1", next(versi), 21 - tk), tk=tk, **lain)
        kehadiran.catat(opd, "2026-01", Hasil((satu,), (), ("a" * 64,), "rest"), mulai=MULAI, lama_ms=1)

    return kirim


def test_a_recap_becomes_a_finding_with_its_trace_and_goes_with_a_correction(
    terima: Callable[..., None], login: Login, app: Flask, rest: Callable[[str], Rest], aktor: Any
) -> None:
    alamat, klien = "/disiplin/pemeriksaan?tahun=2026", login("admin_bkd")
    terima(1, kejadian=())
    assert "Tidak ada temuan" in utama(klien.get(alamat))
    terima(12)
    halaman = utama(klien.get(alamat))
    for kata in (ORANG["pelaksana1"].nama, "sedang: potong tukin 25% 6 bln", "12 TK, 35 menit", "Periksa harian",
                 "2026-01: 12", "mulai 11 hari 1", "Catat hukuman"):  # fmt: skip
        assert kata in halaman, kata
    assert "Tidak ada yang cocok" in utama(klien.get(alamat + "&tangga=1"))
    assert ORANG["pelaksana1"].nama in utama(klien.get(alamat + "&opd=DINAS&beruntun=1&tangga=4"))
    hukuman.catat(NIP, SK | {"sk_tanggal": "2026-02-10"}, actor=aktor("admin_bkd"))
    jawab = sesuai(app, rest("admin_bkd").get("disiplin/pemeriksaan?tahun=2026"), "get", "disiplin/pemeriksaan")
    satu = jawab["temuan"][0]
    assert (satu["hari"], satu["tangga"], satu["beruntun"]) == (12, 4, "mungkin")
    assert [k["sk_nomor"] for k in satu["keputusan"]] == ["800/12/BKD"]
    terima(21)
    assert "Ya" in utama(klien.get(alamat)) and "berat: penurunan jabatan" in utama(klien.get(alamat))
    terima(0)
    assert "Tidak ada temuan" in utama(klien.get(alamat))


def test_minutes_become_days_and_a_december_reaches_into_the_next_year(terima: Any, db: Session) -> None:
    from integrations.eabsensi.values import Kejadian

    terima(2, kejadian=(Kejadian("TL4", 9, 500), Kejadian("PSW1", 1, 20)))
    satu = db.scalars(select(TemuanDisiplin)).one()
    assert (satu.tk, satu.menit, satu.hari, satu.hukuman) == (2, 520, 3, "ringan: teguran lisan")
    db.rollback()
    opd = db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one()
    db.rollback()
    desember = replace(rekap("pelaksana1", 1, 13), bulan="2025-12", tk=8)
    kehadiran.catat(opd, "2025-12", Hasil((desember,), (), ("b" * 64,), "rest"), mulai=MULAI, lama_ms=1)
    tahun = {t.tahun: (t.hari, t.beruntun) for t in db.scalars(select(TemuanDisiplin))}
    assert tahun == {2025: (8, "tidak"), 2026: (3, "mungkin")}


def test_bkd_counts_a_year_anew_for_recaps_older_than_the_page(
    terima: Any, login: Login, db: Session, app: Flask, rest: Callable[[str], Rest]
) -> None:
    terima(5)
    db.query(TemuanDisiplin).delete()
    db.commit()
    klien = login("admin_bkd")
    assert "1 pegawai perlu diperiksa" in utama(
        klien.kirim("/disiplin/pemeriksaan/hitung", {"tahun": 2026}, follow_redirects=True)
    )
    assert klien.kirim("/disiplin/pemeriksaan/hitung", {"tahun": 1999}).status_code == 422
    jawab = sesuai(app, rest("admin_bkd").post("disiplin/pemeriksaan/hitung", {"tahun": 2026}), "post",
                   "disiplin/pemeriksaan/hitung")  # fmt: skip
    assert jawab == {"temuan": 1}
    for siapa in ("auditor", "admin_opd", "pelaksana1"):
        problem(rest(siapa).post("disiplin/pemeriksaan/hitung", {"tahun": 2026}), 403, "bukan_hak")
        assert login(siapa).kirim("/disiplin/pemeriksaan/hitung", {"tahun": 2026}).status_code == 403


def test_both_lists_cost_as_many_statements_for_many_as_for_one(
    dicatat: int, terima: Any, login: Login, db: Session
) -> None:
    terima(5)
    klien = login("admin_bkd")
    alamat = ("/disiplin/", "/disiplin/pemeriksaan?tahun=2026")
    sedikit = []
    for a in alamat:
        klien.get(a)
        with pernyataan(db.get_bind()) as satu:
            klien.get(a)
        sedikit.append(len(satu))
    asal, temuan = db.get(HukumanDisiplin, dicatat), db.scalars(select(TemuanDisiplin)).one()
    h, t = ({k.key: getattr(o, k.key) for k in o.__table__.columns if k.key != "id"} for o in (asal, temuan))
    for n in range(120):
        db.execute(insert(Pegawai).values(id=9000 + n, nip=f"19900101201501{n:04d}", nama=f"Orang {n}", jenis="PNS",
                                          golongan="III/a", aktif=True))  # fmt: skip
        db.execute(insert(HukumanDisiplin).values(h | {"pegawai_id": 9000 + n}))
        db.execute(insert(TemuanDisiplin).values(t | {"pegawai_id": 9000 + n}))
    db.commit()
    for a, n in zip(alamat, sedikit, strict=True):
        with pernyataan(db.get_bind()) as banyak:
            assert "121" in utama(klien.get(a))
        assert len(banyak) == n, a

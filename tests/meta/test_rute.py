"""Every address of the portal is declared here with its methods and its right, and the rights hold for every role.

An address that is not in this list does not exist: whoever adds one says here who may open it.
"""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from portal.extensions import appbuilder
from portal.models import Gelombang, HariLibur, Opd, Pegawai, Pengguna, Peristiwa, Unit
from portal.roles import PERAN

GET, POST, KEDUANYA = ("GET",), ("POST",), ("GET", "POST")
UMUM = {
    "AuthDBView.login": "how else would one get in",
    "AuthDBView.logout": "asks; ends the session by POST with the form's token",
    "SecurityApi.login": "a token for NIP and password, counted",
    "SecurityApi.refresh": "checks the refresh token itself",
    "aset.send": "stylesheet, script and icons by their hashed names",
    "appbuilder.static": "FAB's own script and fonts, under master data",
    "PeriksaView.periksa": "whoever holds a printed form checks it; says nothing about a person, counted per address",
    "BahasaView.pilih": "the language of the login page too; leads only to local addresses",
    "KesehatanView.sehat": "alive: asked by the supervisor",
    "KesehatanView.siap": "ready: asked by the load balancer; says no more than which part is not",
    "UtilView.back": "FAB's back button of master data: leads to the session's own last pages",
}
"""Open to everybody, and why."""

DISIPLIN_BACA = ("DisiplinView.daftar", "DisiplinView.satu", "DisiplinApi.daftar", "DisiplinApi.satu")
DISIPLIN_UBAH = ("DisiplinApi.catat", "DisiplinApi.betulkan", "DisiplinApi.batalkan")
RUTE: dict[str, tuple[tuple[str, ...], str]] = {
    "Index.index": (GET, "Beranda.lihat"),
    "PemberitahuanView.baca": (POST, "Pemberitahuan.baca"),
    "TugasView.daftar": (GET, "Tugas.lihat"),
    "TugasView.tugas": (KEDUANYA, "Tugas.kerjakan"),
    "TugasView.terima": (GET, "Tugas.kerjakan"),
    **{f"TugasView.{t}": (POST, "Tugas.kerjakan") for t in ("ambil", "lepas", "draf", "tunda")},
    "ImporView.halaman": (KEDUANYA, "Tugas.kerjakan"),
    "ImporView.pratinjau": (KEDUANYA, "Tugas.kerjakan"),
    "ImporView.templat": (GET, "Tugas.kerjakan"),
    "ImporApi.templat": (GET, "TugasApi.get"),
    "ImporApi.pratinjau": (POST, "TugasApi.post"),
    "ImporApi.terapkan": (POST, "TugasApi.post"),
    **{f"SkpView.{t}": (GET, "SKP.lihat") for t in ("daftar", "baca", "versi")},
    "SkpView.buat": (POST, "SKP.buat"),
    "SkpView.pindah": (GET, "SKP.buat"),
    "RevisiView.mulai": (KEDUANYA, "SKP.buat"),
    "RevisiView.baca": (GET, "SKP.lihat"),
    "TugasTambahanView.catat": (POST, "TugasTambahan.catat"),
    "TugasTambahanView.hapus": (POST, "TugasTambahan.catat"),
    "TugasTambahanView.akui": (POST, "TugasTambahan.akui"),
    "FormulirView.skp": (GET, "SKP.lihat"),
    "FormulirTahunanView.penilaian": (GET, "Penilaian.lihat"),
    "FormulirBulanView.bulan": (GET, "Realisasi.lihat"),
    "FormulirBukuView.buku": (GET, "CatatanPerilaku.lihat"),
    **{f"PerkembanganView.{k}": (GET, "Perkembangan.lihat") for k in ("daftar", "orang")},
    **{f"LaporanView.{k}": (GET, "Laporan.lihat") for k in ("daftar", "f1", "rekap", "satu", "berkas")},
    "LaporanView.minta": (POST, "Laporan.minta"),
    "LaporanView.ulangi": (POST, "Laporan.minta"),
    "LaporanView.hapus": (POST, "Laporan.minta"),
    "RealisasiView.baca": (GET, "Realisasi.lihat"),
    **dict.fromkeys(("MengapaBulanView.satu", "MengapaBulanApi.satu"), (GET, "Realisasi.lihat")),
    **dict.fromkeys(("MengapaTahunView.satu", "MengapaTahunApi.satu"), (GET, "Penilaian.lihat")),
    "BuktiView.unduh": (GET, "Bukti.unduh"),
    **dict.fromkeys(("UnggahView.unggah", "UnggahView.hapus"), (POST, "Bukti.unggah")),
    **{f"PenilaianView.{k}": (GET, "Penilaian.lihat") for k in ("daftar", "baca")},
    "LampiranView.unduh": (GET, "Lampiran.unduh"),
    "LampirkanView.unggah": (POST, "Lampiran.unggah"),
    "LampirkanView.hapus": (POST, "Lampiran.unggah"),
    **{f"CatatanPerilakuView.{k}": (GET, "CatatanPerilaku.lihat") for k in ("daftar", "buku")},
    "CatatanPerilakuView.tulis": (POST, "CatatanPerilaku.tulis"),
    "CatatanPerilakuView.coret": (POST, "CatatanPerilaku.tulis"),
    "VerifikasiView.daftar": (GET, "Verifikasi.lihat"),
    "VerifikasiView.sahkan": (POST, "Verifikasi.putuskan"),
    "BawahanView.daftar": (GET, "Bawahan.lihat"),
    "CariView.cari": (GET, "Cari.lihat"),
    "InstansView.daftar": (GET, "Instans.cari"),
    "InstansView.ekspor": (GET, "Instans.cari"),
    "InstansView.baca": (GET, "Instans.lihat"),
    "PemeriksaanView.catat": (POST, "Instans.periksa"),
    "RiwayatView.daftar": (GET, "Instans.lihat"),
    "SaringanView.simpan": (POST, "Instans.cari"),
    "SaringanView.hapus": (POST, "Instans.cari"),
    **{f"PeristiwaView.{t}": (GET, "Peristiwa.lihat") for t in ("daftar", "ekspor")},
    "PeristiwaView.tujuan": (POST, "Peristiwa.lihat"),
    "PenyerahanView.serahkan": (KEDUANYA, "Tugas.kerjakan"),
    "PenyerahanView.kembalikan": (POST, "Tugas.kerjakan"),
    "PenyerahanApi.penerima": (GET, "TugasApi.get"),
    "PenyerahanApi.serahkan": (POST, "TugasApi.post"),
    "PenyerahanApi.kembalikan": (POST, "TugasApi.post"),
    "PengalihanView.alihkan": (KEDUANYA, "Instans.alihkan"),
    **{f"KendalaView.{t}": (GET, "Operasi.lihat") for t in ("daftar", "satu")},
    **{f"KendalaView.{t}": (POST, "Operasi.jalankan") for t in ("ulangi_semua", "ulangi", "selesaikan")},
    "JadwalView.daftar": (GET, "Operasi.lihat"),
    "JadwalView.ulangi": (POST, "Operasi.jalankan"),
    "PesanView.kirim": (KEDUANYA, "Operasi.jalankan"),
    **dict.fromkeys(("PesanApi.kirim", "JadwalApi.ulangi"), (POST, "Operasi.jalankan")),
    "JadwalApi.daftar": (GET, "Operasi.lihat"),
    **{f"OperasiView.{t}": (GET, "Operasi.lihat") for t in ("daftar", "ekspor")},
    "OperasiView.kembalikan": (POST, "Operasi.jalankan"),
    "MigrasiInstansView.halaman": (GET, "Operasi.jalankan"),
    "MigrasiInstansView.jalankan": (POST, "Operasi.jalankan"),
    "MigrasiInstansView.kembalikan": (POST, "Operasi.jalankan"),
    "MigrasiView.halaman": (GET, "Operasi.lihat"),
    **{f"MigrasiView.{t}": (POST, "Operasi.jalankan") for t in ("jalankan", "tangguhkan", "lanjutkan")},
    "OperasiView.baru": (POST, "Operasi.jalankan"),
    "OperasiApi.minta": (POST, "Operasi.jalankan"),
    "OperasiView.satu": (GET, "Operasi.lihat"),
    "OperasiView.hentikan": (POST, "Operasi.jalankan"),
    "OperasiInstansView.pilih": (GET, "Operasi.jalankan"),
    "OperasiInstansView.satu": (KEDUANYA, "Operasi.jalankan"),
    "OperasiInstansApi.migrasi": (POST, "Operasi.jalankan"),
    "OperasiInstansApi.jalankan": (POST, "Operasi.jalankan"),
    "KendalaApi.daftar": (GET, "Operasi.lihat"),
    "KendalaApi.ulangi": (POST, "Operasi.jalankan"),
    "KendalaApi.selesaikan": (POST, "Operasi.jalankan"),
    "OperasiApi.satu": (GET, "Operasi.lihat"),
    **{f"CapaianView.{k}": (GET, "Capaian.lihat") for k in ("daftar", "berkas", "satu")},
    "CapaianView.tetapkan": (POST, "Capaian.tetapkan"),
    **{f"CapaianApi.{k}": (GET, "Capaian.lihat") for k in ("daftar", "satu")},
    "CapaianApi.tetapkan": (POST, "Capaian.tetapkan"),
    "AkunView.sandi": (KEDUANYA, "Akun.ganti"),
    "KelolaAkunView.daftar": (GET, "KelolaAkun.lihat"),
    "KelolaAkunView.akun": (GET, "KelolaAkun.lihat"),
    "KelolaAkunView.buat": (KEDUANYA, "KelolaAkun.kelola"),
    "KelolaAkunView.peran": (POST, "KelolaAkun.kelola"),
    "KelolaAkunView.sandi": (POST, "KelolaAkun.sandi"),
    "KelolaAkunView.aktifkan": (POST, "KelolaAkun.kelola"),
    "KelolaAkunView.nonaktifkan": (POST, "KelolaAkun.kelola"),
    "OpenApi.get": (GET, "OpenApi.get"),
    "TugasApi.daftar": (GET, "TugasApi.get"),
    "TugasApi.satu": (GET, "TugasApi.get"),
    **{f"TugasApi.{t}": (POST, "TugasApi.post") for t in ("ambil", "lepas", "draf", "tunda", "selesai")},
    "ProsesApi.daftar": (GET, "ProsesApi.get"),
    "ProsesApi.versi": (GET, "ProsesApi.get"),
    "ProsesApi.mulai": (POST, "ProsesApi.mulai"),
    "DrafProsesApi.simpan": (("PUT",), "ProsesApi.put"),
    "DrafProsesApi.periksa": (POST, "ProsesApi.get"),
    "DrafProsesApi.ajukan": (POST, "ProsesApi.ajukan"),
    "DrafProsesApi.terbitkan": (POST, "ProsesApi.terbitkan"),
    "DrafProsesApi.ungkapan": (POST, "ProsesApi.get"),
    "ProsesView.daftar": (GET, "Proses.lihat"),
    "ProsesView.katalog": (GET, "Proses.lihat"),
    "ProsesView.baru": (POST, "Proses.ubah"),
    **{f"ProsesView.{t}": (GET, "Proses.lihat") for t in ("baca", "versi", "bpmn")},
    **{f"DrafProsesView.{t}": (POST, "Proses.ubah") for t in ("mulai", "unggah", "ajukan", "tarik", "buang")},
    **{f"DrafProsesView.{t}": (GET, "Proses.lihat") for t in ("studio", "bpmn", "tinjau")},
    "DrafProsesView.kembalikan": (POST, "Proses.terbitkan"),
    "DrafProsesView.terbitkan": (POST, "Proses.terbitkan"),
    **{f"FormulirApi.{k}": (GET, "SKP.lihat") for k in ("skp", "penilaian", "bulan", "buku")},
    **dict.fromkeys(("KetentuanView.daftar", "KetentuanView.tabel"), (GET, "Ketentuan.lihat")),
    **{f"KetentuanApi.{t}": (GET, "Ketentuan.lihat") for t in ("daftar", "satu", "usulan", "simulasi")},
    **dict.fromkeys(("UsulanKetentuanView.satu", "SimulasiView.satu", "SimulasiView.berkas"), (GET, "Ketentuan.lihat")),
    **dict.fromkeys(("KetentuanView.usulkan", "UsulanKetentuanView.ubah"), (KEDUANYA, "Ketentuan.usulkan")),
    **{f"UsulanKetentuanView.{t}": (POST, "Ketentuan.usulkan") for t in ("ajukan", "tarik", "buang")},
    **{f"KetentuanApi.{t}": (POST, "Ketentuan.usulkan") for t in ("usulkan", "lanjutkan")},
    "KetentuanApi.ubah": (("PUT",), "Ketentuan.usulkan"),
    **{f"UsulanKetentuanView.{t}": (POST, "Ketentuan.setujui") for t in ("setujui", "kembalikan")},
    **{f"KetentuanApi.{t}": (POST, "Ketentuan.setujui") for t in ("setujui", "kembalikan")},
    **dict.fromkeys(("SimulasiView.minta", "KetentuanApi.simulasikan"), (POST, "Ketentuan.simulasikan")),
    **dict.fromkeys(("TppView.daftar", "TppView.berkas", "TppApi.daftar"), (GET, "Tpp.lihat")),
    **dict.fromkeys(("TppView.hitung", "TppApi.hitung"), (POST, "Tpp.hitung")),
    **dict.fromkeys(DISIPLIN_BACA, (GET, "Disiplin.lihat")),
    **dict.fromkeys(("DisiplinView.catat", "DisiplinView.betulkan"), (KEDUANYA, "Disiplin.catat")),
    **dict.fromkeys(("DisiplinView.batalkan", *DISIPLIN_UBAH), (POST, "Disiplin.catat")),
    **dict.fromkeys(("DisiplinView.pemeriksaan", "DisiplinApi.pemeriksaan"), (GET, "Disiplin.periksa")),
    **dict.fromkeys(("DisiplinView.hitung", "DisiplinApi.hitung"), (POST, "Disiplin.periksa")),
    **dict.fromkeys(("HukumanView.daftar", "HukumanApi.daftar"), (GET, "Hukuman.lihat")),
    **{f"InstansApi.{t}": (GET, "InstansApi.get") for t in ("daftar", "satu", "riwayat")},
    "DataIndukView.indeks": (GET, "*.list"),
}
INDUK = {
    "OpdView": "OPD", "UnitView": "Unit", "JabatanView": "Jabatan", "PegawaiView": "Pegawai",
    "PenempatanView": "Penempatan", "RantaiView": "Rantai", "PenggantiView": "Pengganti",
    "VerifikaturView": "Verifikatur", "HariLiburView": "Hari Libur", "GelombangView": "Gelombang",
    "ParameterView": "Parameter", "TarikanView": "Tarikan",
}  # fmt: skip
KATA_INDUK = {"list": GET, "show": GET, "add": KEDUANYA, "edit": KEDUANYA, "delete": KEDUANYA}
for _view, _objek in INDUK.items():
    for _kata, _metode in KATA_INDUK.items():
        if _objek not in ("Parameter", "Tarikan") or _kata in ("list", "show"):
            RUTE[f"{_view}.{_kata}"] = (_metode, f"{_objek}.{_kata}")

WAKIL = {
    "Pegawai": "pelaksana1",
    "Pejabat Penilai": "kasi",
    "Atasan Banding": "kabid",
    "Verifikatur BKD": "verifikatur",
    "Admin OPD": "admin_opd",
    "Pengelola Alur": "pengelola_alur",
    "Penyetuju Alur": "penyetuju_alur",
    "Pimpinan": "sekda",
    "Auditor": "auditor",
    "Admin BKD": "admin_bkd",
}
"""Somebody of each role."""

HANYA = {
    "KelolaAkun.lihat": {"Admin OPD", "Admin BKD"},
    "KelolaAkun.sandi": {"Admin OPD", "Admin BKD"},
    "KelolaAkun.kelola": {"Admin BKD"},
    "Instans.cari": {"Auditor", "Admin BKD"},
    "Instans.periksa": {"Auditor", "Admin BKD"},
    "Peristiwa.lihat": {"Auditor", "Admin BKD"},
    "Instans.alihkan": {"Admin BKD"},
    "Operasi.lihat": {"Auditor", "Admin BKD"},
    "Operasi.jalankan": {"Admin BKD"},
    "Verifikasi.putuskan": {"Verifikatur BKD"},
    "Verifikasi.lihat": {"Verifikatur BKD", "Admin BKD"},
    "CatatanPerilaku.tulis": {"Pejabat Penilai"},
    "Bawahan.lihat": {"Pejabat Penilai", "Atasan Banding"},
    "Perkembangan.lihat": {"Admin OPD", "Pimpinan", "Admin BKD"},
    "Laporan.lihat": {"Admin OPD", "Pimpinan", "Admin BKD"},
    "Tpp.lihat": {"Admin OPD", "Admin BKD"},
    "Tpp.hitung": {"Admin BKD"},
    "Disiplin.lihat": {"Auditor", "Admin BKD"},
    "Disiplin.catat": {"Admin BKD"},
    "Disiplin.periksa": {"Admin BKD"},
    "Ketentuan.lihat": {"Penyetuju Alur", "Auditor", "Admin BKD"},
    "Ketentuan.usulkan": {"Admin BKD"},
    "Ketentuan.simulasikan": {"Penyetuju Alur", "Admin BKD"},
    "Ketentuan.setujui": {"Penyetuju Alur", "Admin BKD"},
    "ProsesApi.get": {"Pengelola Alur", "Penyetuju Alur", "Auditor", "Admin BKD"},
    "Proses.lihat": {"Pengelola Alur", "Penyetuju Alur", "Auditor", "Admin BKD"},
    "Proses.ubah": {"Pengelola Alur"},
    "Proses.terbitkan": {"Penyetuju Alur"},
    "ProsesApi.put": {"Pengelola Alur"},
    "ProsesApi.ajukan": {"Pengelola Alur"},
    "ProsesApi.terbitkan": {"Penyetuju Alur"},
    "Rantai.edit": {"Admin BKD"},
    "Verifikatur.list": {"Auditor", "Admin BKD"},
    "Pegawai.add": {"Admin BKD"},
    "Pegawai.list": {"Admin OPD", "Auditor", "Admin BKD"},
    "SKP.buat": {"Pegawai"},
    "TugasTambahan.catat": {"Pegawai"},
    "TugasTambahan.akui": {"Pejabat Penilai"},
}
"""Rights that matter most, written out: who has them and nobody else."""


def rute(app: Flask) -> dict[str, tuple[set[str], str]]:
    """Endpoint -> its methods over all its addresses, and one address with sample values."""
    hasil: dict[str, tuple[set[str], str]] = {}
    for aturan in app.url_map.iter_rules():
        metode, _ = hasil.get(aturan.endpoint, (set(), ""))
        alamat = re.sub(r"<any\((\w+)[^)]*\):\w+>", r"\1", aturan.rule)
        alamat = re.sub(r"<int:\w+>", "1", alamat)
        alamat = re.sub(r"<(?:\w+:)?pk>", "1", alamat)
        alamat = re.sub(r"<(?:\w+:)?\w+>", "0" * 32, alamat)
        hasil[aturan.endpoint] = (metode | (aturan.methods or set()) - {"HEAD", "OPTIONS"}, alamat)
    return hasil


def berhak(roles: frozenset[str], hak: str) -> bool:
    """Whether one of these roles has the right, as portal/roles.py declares it."""
    objek, kata = hak.split(".")
    milik = [PERAN[r] for r in roles if r in PERAN]
    if objek == "*":
        return any(kata in m.get(o, ()) for m in milik for o in INDUK.values())
    return any(kata in m.get(objek, ()) for m in milik)


def test_setiap_rute_diumumkan_dengan_metodenya_dan_tidak_ada_yang_lain(app: Flask) -> None:
    ada = {titik: metode for titik, (metode, _) in rute(app).items() if titik not in UMUM}
    assert ada == {titik: set(metode) for titik, (metode, _) in RUTE.items()}
    assert set(UMUM) <= set(rute(app)), "yang tidak ada lagi dikeluarkan dari daftar"


def test_setiap_rute_memeriksa_hak_yang_diumumkan(app: Flask) -> None:
    view = {v.endpoint: v for v in appbuilder.baseviews}
    for titik, (_, hak) in RUTE.items():
        kelas, _, nama = titik.partition(".")
        if hak.startswith("*"):
            continue
        fungsi = getattr(view[kelas], nama)
        assert f"{view[kelas].class_permission_name}.{getattr(fungsi, '_permission_name', None)}" == hak, titik


def test_setiap_hak_dalam_peran_ada_gunanya() -> None:
    diberikan = {f"{objek}.{kata}" for hak in PERAN.values() for objek, kata_kata in hak.items() for kata in kata_kata}
    assert diberikan == {hak for _, hak in RUTE.values() if not hak.startswith("*")}


def test_hak_yang_terpenting_hanya_milik_perannya() -> None:
    for hak, peran in HANYA.items():
        assert {r for r in PERAN if berhak(frozenset({r}), hak)} == peran, hak


def test_tanpa_masuk_setiap_rute_yang_dijaga_menolak(app: Flask, client: Any, db: Session) -> None:
    sebelum = db.scalar(select(func.count()).select_from(Peristiwa))
    db.rollback()
    for titik, (metode, alamat) in rute(app).items():
        for satu in sorted(metode) if titik not in UMUM else ():
            kepala = {"X-CSRFToken": client.csrf()}
            jawab = client.open(alamat, method=satu, headers=kepala)
            if alamat.startswith("/api/"):
                assert jawab.status_code == 401, (titik, satu, jawab.status_code)
            else:
                assert jawab.status_code == 302 and jawab.headers["Location"].startswith("/login/"), (
                    titik,
                    satu,
                    jawab,
                )
    assert db.scalar(select(func.count()).select_from(Peristiwa)) == sebelum


@pytest.mark.parametrize("peran", PERAN)
def test_peran_membuka_persis_yang_diumumkan(
    peran: str, app: Flask, login: Callable[[str], Any], aktor: Callable[[str], Any], db: Session
) -> None:
    siapa = WAKIL[peran]
    roles = aktor(siapa).roles
    assert peran in roles
    klien, salah = login(siapa), []
    sebelum = hitung(db)
    for titik, (metode, alamat) in sorted(rute(app).items()):
        if titik in UMUM or "GET" not in metode:
            continue
        jawab = klien.get(alamat)
        boleh = berhak(roles, RUTE[titik][1])
        ke_masuk = jawab.headers.get("Location", "").startswith("/login/")
        ditanya = jawab.status_code == 403 and "tujuan_diperlukan" in jawab.text  # the case's door, not the role's
        if (jawab.status_code not in ({200, 302, 404} if boleh else {403}) or ke_masuk) and not (boleh and ditanya):
            salah.append(f"{titik} {alamat}: {jawab.status_code}, {'boleh' if boleh else 'tidak boleh'}")
        jawab.close()  # a file that is sent stays open until the answer is closed, as the server does
    assert not salah, "\n".join(salah)
    assert hitung(db) == sebelum, "membaca tidak mengubah apa pun"


@pytest.mark.parametrize("peran", PERAN)
def test_kiriman_tanpa_hak_ditolak_dan_tidak_mengubah_apa_pun(
    peran: str, app: Flask, login: Callable[[str], Any], aktor: Callable[[str], Any], db: Session
) -> None:
    siapa = WAKIL[peran]
    roles, klien, salah = aktor(siapa).roles, login(siapa), []
    sebelum = hitung(db)
    for titik, (metode, alamat) in sorted(rute(app).items()):
        if titik in UMUM or "POST" not in metode or berhak(roles, RUTE[titik][1]):
            continue
        jawab = klien.post(alamat, headers={"X-CSRFToken": klien.csrf()})
        if jawab.status_code != 403:
            salah.append(f"{titik} {alamat}: {jawab.status_code}")
    assert not salah, "\n".join(salah)
    assert hitung(db) == sebelum


@pytest.mark.parametrize(
    "alamat",
    [
        "/users/userinfo/",
        "/userinfoeditview/form",
        "/resetmypassword/form",
        "/resetpassword/form",
        "/users/list/",
        "/roles/list/",
        "/groups/list/",
        "/permissions/list/",
        "/viewmenus/list/",
        "/permissionviews/list/",
        "/registeruser/list/",
        "/register/form",
        "/userstatschartview/chart/",
        "/swagger/v1",
        "/api/v1/menu/",
        "/api/v1/security/users/",
        "/lang/en",
        "/lang/id",
        "/data-induk/opd/download/x",
        "/data-induk/opd/action/muldelete/1",
        "/data-induk/tarikan/add",
        "/static/js/x.js",
    ],
)
def test_layar_bawaan_fab_yang_tidak_dipakai_tidak_ada_bahkan_bagi_admin(
    alamat: str, login: Callable[[str], Any]
) -> None:
    assert login("admin_bkd").get(alamat).status_code == 404


def test_tidak_seorang_pun_memegang_peran_super_fab(app: Flask, db: Session) -> None:
    assert not [p.username for p in db.scalars(select(Pengguna)) if "Admin" in {r.name for r in p.roles}]


def hitung(db: Session) -> dict[str, int]:
    """How many rows the tables have that a wrong address could change."""
    db.rollback()
    jumlah = {
        m.__tablename__: db.scalar(select(func.count()).select_from(m)) or 0
        for m in (Gelombang, HariLibur, Opd, Pegawai, Pengguna, Unit)
    }
    db.rollback()
    return jumlah

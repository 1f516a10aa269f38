"""No page mixes languages: Indonesian pages have no English left over, English pages no Indonesian."""

import re
from html.parser import HTMLParser

import pytest

INGGRIS = (
    "Add", "Search", "Password", "List", "Show", "Edit", "Delete", "Save", "Back", "Login", "Logout", "Sign", "Welcome",
    "User", "Username", "Users", "Role", "Roles", "Page", "Next", "Previous", "Submit", "Cancel", "Error", "Invalid",
    "Required", "required", "field", "record", "records", "Record", "found", "Actions", "Filter", "Order", "Security",
    "Choose", "Yes", "valid", "value", "choice", "must", "please", "Please", "Email", "Not", "the", "this", "with",
)  # fmt: skip
INDONESIA = (
    "Anda", "yang", "dan", "untuk", "tidak", "Tidak", "belum", "Belum", "dengan", "Kata", "sandi", "Masuk", "Keluar",
    "Cari", "Simpan", "Ubah", "Hapus", "Tambah", "Batal", "Beranda", "Tugas", "Wajib", "Pilih", "Nama", "Peran",
    "Kelola", "Sejak", "Sampai", "Jenis", "Aktif", "Ya", "atau", "dari", "menunggu", "Lainnya", "Langsung",
)  # fmt: skip
UMUM = ("/login/", "/akun/sandi")
SEMUA_ORANG = ("/", "/tugas/", "/skp/", "/cari", "/cari?q=lusia", "/bawahan/")
PENGELOLA = (
    "/kelola-akun/", "/kelola-akun/?cari=zzz", "/kelola-akun/3", "/data-induk/",
    *(f"/data-induk/{t}/list/" for t in ("opd", "unit", "jabatan", "gelombang", "hari-libur", "pegawai", "penempatan")),
    *(f"/data-induk/{t}/list/" for t in ("rantai", "pengganti", "verifikatur", "parameter", "tarikan")),
    *(f"/data-induk/{t}/add" for t in ("opd", "unit", "jabatan", "gelombang", "hari-libur", "pegawai", "penempatan")),
    *(f"/data-induk/{t}/add" for t in ("rantai", "pengganti", "verifikatur", "parameter")),
    "/data-induk/pegawai/show/3", "/data-induk/pegawai/edit/3", "/data-induk/pegawai/delete/3", "/tidak/ada",
)  # fmt: skip


class Teks(HTMLParser):
    """What a reader sees or hears of a page: text, titles, labels, placeholders; not the link to the other language."""

    def __init__(self, halaman: str) -> None:
        super().__init__()
        self.kata: list[str] = []
        self._lewati = 0
        self.feed(halaman)

    def handle_starttag(self, tag, attrs):
        isi = dict(attrs)
        if tag in ("script", "style") or (tag == "a" and "/bahasa/" in (isi.get("href") or "")):
            self._lewati += 1
        self.kata += [isi[k] or "" for k in ("title", "aria-label", "placeholder", "alt") if k in isi]

    def handle_endtag(self, tag):
        if tag in ("script", "style", "a") and self._lewati:
            self._lewati -= 1

    def handle_data(self, data):
        if not self._lewati:
            self.kata.append(data)


def sisa(halaman: str, terlarang: tuple[str, ...]) -> set[str]:
    """The forbidden words that stand in a page."""
    return set(re.findall(rf"(?<![\w-])({'|'.join(terlarang)})(?![\w-])", " ".join(Teks(halaman).kata)))


@pytest.mark.parametrize("alamat", [*UMUM[:1], "/tidak/ada"])
def test_a_page_before_login_has_no_english(client, alamat):
    assert sisa(client.get(alamat).text, INGGRIS) == set()


@pytest.mark.parametrize("alamat", (*UMUM[1:], *SEMUA_ORANG))
def test_a_page_of_an_employee_has_no_english(login, alamat):
    for siapa in ("pelaksana1", "kasi"):
        assert sisa(login(siapa).get(alamat).text, INGGRIS) == set()


@pytest.mark.parametrize("alamat", PENGELOLA)
def test_a_page_of_admin_bkd_has_no_english(login, alamat):
    assert sisa(login("admin_bkd").get(alamat).text, INGGRIS) == set()


@pytest.mark.parametrize(
    "tabel", ["opd", "unit", "jabatan", "gelombang", "hari-libur", "pegawai", "penempatan", "rantai"]
)
def test_the_refusals_of_a_form_have_no_english(login, tabel):
    kiriman = {
        "sejak": "x",
        "sampai": "x",
        "tanggal": "x",
        "mulai": "x",
        "jenis": "x",
        "kelas": "x",
        "opd_id": "x",
        "golongan": "x",
    }
    jawaban = login("admin_bkd").kirim(f"/data-induk/{tabel}/add", kiriman)
    assert jawaban.status_code == 422
    assert sisa(jawaban.text, INGGRIS) == set()


def test_a_refused_login_has_no_english(client):
    salah = client.kirim("/login/", {"username": "1", "password": "2"}, follow_redirects=True)
    assert sisa(salah.text, INGGRIS) == set()
    assert sisa(client.kirim("/login/", {}).text, INGGRIS) == set()


@pytest.mark.parametrize(
    "alamat", [*UMUM, "/", "/tugas/", "/cari", "/bawahan/", *(a for a in PENGELOLA if "delete" not in a)]
)
def test_an_english_page_has_no_indonesian(login, client, alamat):
    klien = client if alamat == "/login/" else login("admin_bkd")
    klien.get("/bahasa/en")
    halaman = klien.get(alamat).text
    assert '<html lang="en"' in halaman
    assert sisa(halaman, INDONESIA) == set()


def test_the_refusals_of_a_form_are_english_for_an_english_reader(login):
    klien = login("admin_bkd")
    klien.get("/bahasa/en")
    jawaban = klien.kirim("/data-induk/jabatan/add", {"nama": "", "jenis": "x", "kelas": "x"})
    assert "Not a valid choice" in jawaban.text and "Required." in jawaban.text
    assert sisa(jawaban.text, INDONESIA) == set()


def test_the_language_is_kept_and_goes_back(login):
    klien = login("kasi")
    assert '<html lang="id"' in klien.get("/tugas/").text
    jawaban = klien.get("/bahasa/en?kembali=/tugas/")
    assert jawaban.location == "/tugas/"
    assert '<html lang="en"' in klien.get("/tugas/").text
    klien.get("/bahasa/id")
    assert '<html lang="id"' in klien.get("/tugas/").text


@pytest.mark.parametrize(
    "kembali", ["https://jahat.example/", "//jahat.example/", "/\\jahat.example", "javascript:alert(1)"]
)
def test_the_choice_of_language_does_not_lead_to_another_site(client, kembali):
    assert client.get("/bahasa/en", query_string={"kembali": kembali}).location == "/"


def test_a_language_we_do_not_have_is_not_found(client):
    assert client.get("/bahasa/fr").status_code == 404

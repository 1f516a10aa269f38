"""Parameters over REST, held to the document: read, proposed, simulated, decided; each call with who may not."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from flask import Flask

from portal import waktu
from tests.bulan import Panggung, panggung
from tests.flows.rest import Rest
from tests.lakon_ketentuan import ALASAN, BOBOT, DASAR, SAAT, Lakon, isi
from tests.views.api.bantuan import problem, sesuai

__all__ = ["panggung"]
Siapa = Callable[[str], Rest]
KIRIM = {"medan": BOBOT, "sejak": "2026-05-01", "dasar": DASAR, "alasan": ALASAN}


@pytest.fixture(autouse=True)
def hari_itu() -> Iterator[None]:
    with waktu.pada(SAAT):
        yield


@pytest.fixture
def lakon(aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Lakon:
    return Lakon(aktor, kerjakan)


@pytest.mark.parametrize("orang", ["admin_bkd", "penyetuju_alur", "auditor"])
def test_tables_and_their_history(orang: str, app: Flask, rest: Siapa, lakon: Lakon) -> None:
    lakon.berlaku("tenggat.tinjau_skp", isi({"hari": "7"}), masa=None)
    semua = sesuai(app, rest(orang).get("ketentuan"), "get", "ketentuan")
    assert {k["tabel"] for k in semua["terbuka"]} >= {"tpp.bobot", "tpp.kelas"}
    (tenggat,) = (k for k in semua["terbuka"] if k["tabel"] == "tenggat.tinjau_skp")
    assert (tenggat["nilai"], tenggat["berubah"]) == ({"Lama": "5 hari kerja"}, "2026-05-01")
    satu = sesuai(app, rest(orang).get("ketentuan/tenggat.tinjau_skp"), "get", "ketentuan/{tabel}")
    assert [(r["keadaan"], r["nomor"]) for r in satu["riwayat"]] == [("nanti", 1), ("berlaku", None)]
    assert sesuai(app, rest(orang).get("ketentuan/predikat.pan6"), "get", "ketentuan/{tabel}")["tetap"] is True
    problem(rest(orang).get("ketentuan/nip.umur"), 404, "tidak_ditemukan")


def test_the_whole_way(app: Flask, rest: Siapa, panggung: Panggung, lakon: Lakon) -> None:
    panggung.skp().rekap().buka().ajukan().setujui()
    with waktu.pada(SAAT):
        jawab = rest("admin_bkd").post("ketentuan/tpp.bobot/usulan", KIRIM)
        usulan = sesuai(app, jawab, "post", "ketentuan/{tabel}/usulan")
        alamat = f"ketentuan/usulan/{usulan['id']}"
        assert [b["label"] for b in usulan["banding"] if b["berbeda"]] == ["Bagian produktivitas", "Bagian disiplin"]
        problem(rest("admin_bkd").post(f"{alamat}/ajukan", {}), 409, "belum_disimulasikan")
        jawab = rest("penyetuju_alur").post(f"{alamat}/simulasi", {"masa": "2026-01"})
        nomor = sesuai(app, jawab, "post", "ketentuan/usulan/{usulan_id}/simulasi")["id"]
        lakon.kerjakan()
        hasil = sesuai(
            app, rest("auditor").get(f"ketentuan/simulasi/{nomor}"), "get", "ketentuan/simulasi/{simulasi_id}"
        )
        assert (hasil["seluruhnya"]["naik"], hasil["seluruhnya"]["selisih"]) == (1, "0.28")
        assert [p["sesudah"] for p in hasil["pegawai"]] == ["97.98"]
        rest("admin_bkd").post(f"{alamat}/ajukan", {})
        problem(rest("admin_bkd").post(f"{alamat}/setujui", {}), 403, "pengusul_sendiri")
        problem(rest("penyetuju_alur").post(f"{alamat}/setujui", {}, **{"If-Match": '"9"'}), 409, "usulan_usang")
        jawab = rest("penyetuju_alur").post(f"{alamat}/setujui", {}, **{"If-Match": '"1"'})
        assert sesuai(app, jawab, "post", "ketentuan/usulan/{usulan_id}/setujui")["status"] == "disetujui"
        problem(rest("penyetuju_alur").post(f"{alamat}/setujui", {}), 409, "keadaan_usulan")


@pytest.mark.parametrize(
    ("ubah", "medan"),
    [
        ({"medan": BOBOT | {"disiplin": "31"}}, "disiplin"),
        ({"medan": BOBOT | {"disiplin": [30]}}, "disiplin"),
        ({"medan": BOBOT | {"disiplin": True}}, "disiplin"),
        ({"medan": BOBOT | {"lain": "1"}}, "lain"),
        ({"medan": "semua"}, "medan"),
        ({"sejak": "2026-02-30"}, "sejak"),
        ({"sejak": "2026-03-10"}, "sejak"),
        ({"dasar": "x"}, "dasar"),
        ({"oleh": 1}, "oleh"),
    ],
)
def test_what_cannot_be_taken_is_named(ubah: dict[str, Any], medan: str, rest: Siapa) -> None:
    jawab = rest("admin_bkd").post("ketentuan/tpp.bobot/usulan", KIRIM | ubah)
    assert problem(jawab, 422, "tidak_sah")["medan"] == medan


@pytest.mark.parametrize("orang", ["pelaksana1", "kasi", "admin_opd", "sekda", "pengelola_alur"])
def test_nobody_else_reads_or_changes_anything(orang: str, rest: Siapa, lakon: Lakon) -> None:
    nomor = lakon.usulkan()
    for alamat in ("ketentuan", "ketentuan/tpp.bobot", f"ketentuan/usulan/{nomor}"):
        problem(rest(orang).get(alamat), 403, "bukan_hak")
    for alamat in ("ajukan", "tarik", "buang", "setujui", "kembalikan", "simulasi"):
        problem(rest(orang).post(f"ketentuan/usulan/{nomor}/{alamat}", {}), 403, "bukan_hak")
    problem(rest(orang).post("ketentuan/tpp.kelas/usulan", KIRIM), 403, "bukan_hak")


def test_the_auditor_only_reads(rest: Siapa, lakon: Lakon) -> None:
    nomor = lakon.usulkan()
    for alamat in ("ajukan", "setujui", "simulasi"):
        problem(rest("auditor").post(f"ketentuan/usulan/{nomor}/{alamat}", {}), 403, "bukan_hak")

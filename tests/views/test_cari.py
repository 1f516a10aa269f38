"""/cari: people and cases by NIP, name and number, inside the scope of who asks."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

from portal import waktu
from portal.actions import bulan, skp
from portal.rules.periode import Periode
from tests.factories import ORANG
from tests.views.bantuan import pernyataan, pohon, teks

Login = Callable[[str], object]
JUNI = datetime(2026, 6, 15, 9, tzinfo=waktu.WITA)


def orang(jawab: object) -> list[str]:
    return [teks(li) for li in pohon(jawab).cssselect("section[aria-labelledby=orang] li")]


def berkas(jawab: object) -> list[str]:
    return [teks(li) for li in pohon(jawab).cssselect("section[aria-labelledby=berkas] li")]


def test_logged_out_the_search_leads_to_login(client: object) -> None:
    assert client.get("/cari?q=lusia").status_code == 302


def test_an_appraiser_finds_his_people_by_part_of_the_name(db: Session, login: Login) -> None:
    (satu,) = orang(login("kasi").get("/cari?q=LUSIA"))
    assert "Lusia Pelaksana" in satu
    assert "Seksi Rehabilitasi Anak" in satu


def test_a_colleague_of_another_chain_is_not_found(db: Session, login: Login) -> None:
    jawab = login("pelaksana2").get("/cari?q=lusia")
    assert orang(jawab) == []
    assert "Tidak ditemukan" in jawab.text


def test_everybody_finds_himself(db: Session, login: Login) -> None:
    assert len(orang(login("pelaksana2").get("/cari?q=markus"))) == 1


def test_a_nip_may_be_typed_with_blanks(db: Session, login: Login) -> None:
    nip = ORANG["pelaksana1"].nip
    assert len(orang(login("kasi").get(f"/cari?q={nip[:8]} {nip[8:]}"))) == 1


def test_an_auditor_finds_everybody_and_an_admin_of_an_opd_only_his_own(db: Session, login: Login) -> None:
    assert len(orang(login("auditor").get("/cari?q=verifikatur"))) == 2
    assert orang(login("admin_opd").get("/cari?q=verifikatur")) == []
    assert len(orang(login("admin_opd").get("/cari?q=lusia"))) == 1


def test_a_whole_number_leads_straight_to_its_case(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        jawab = login("kasi").get(f"/cari?q={satu.nomor}")
    assert jawab.status_code == 302
    assert jawab.location.endswith(f"/skp/{satu.id}")


def test_part_of_a_number_lists_skp_and_months(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        satu = skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        bulan.buka(satu.id, Periode(2026, 1))
        jawab = login("kasi").get(f"/cari?q={satu.id:05d}")
        assert len(berkas(jawab)) == 2
        assert berkas(login("pelaksana2").get(f"/cari?q={satu.id:05d}")) == []


def test_what_is_too_short_searches_nothing(db: Session, login: Login) -> None:
    jawab = login("auditor").get("/cari?q=a")
    assert orang(jawab) == []
    assert "paling sedikit tiga" in jawab.text


def test_signs_of_patterns_and_markup_are_only_text(db: Session, login: Login) -> None:
    for kata in ("%%%", "___", "<b>jahat</b>"):
        jawab = login("auditor").get("/cari", query_string={"q": kata})
        assert jawab.status_code == 200
        assert orang(jawab) == []
        assert "<b>jahat" not in jawab.text


def test_the_number_of_statements_is_bounded(db: Session, login: Login, aktor: Callable) -> None:
    with waktu.pada(JUNI):
        for siapa in ("pelaksana1", "pelaksana2", "pelaksana3"):
            skp.buat(actor=aktor(siapa), tahun=2026)
        klien = login("auditor")
        with pernyataan(db.get_bind()) as semua:
            assert len(berkas(klien.get("/cari?q=SKP-2026"))) == 3
    assert len(semua) <= 10

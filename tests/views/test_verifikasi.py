"""/verifikasi/: the list per OPD, many at once with a result per item, and who may not."""

from collections.abc import Callable

import pytest
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select
from sqlalchemy.orm import Session

from portal.actions import massal, realisasi
from portal.actions import tugas as tindakan
from portal.models import Pengguna, Realisasi
from tests.bulan import Panggung
from tests.factories import ORANG
from tests.views.bantuan import KUNCI, pernyataan, pohon, teks

Login = Callable[[str], object]


@pytest.fixture
def dua(db: Session, aktor: Callable, kerjakan: Callable) -> tuple[Panggung, Panggung]:
    """January of two people, both assessed."""
    bulan = []
    for siapa in ("pelaksana1", "pelaksana2"):
        p = Panggung(db, aktor, kerjakan, siapa).skp().tanpa_mesin().buka()
        bulan.append(p.ajukan().setujui())
    return bulan[0], bulan[1]


def daftar(klien: object, kueri: str = "") -> list[str]:
    """The names on the list."""
    return [teks(a) for a in pohon(klien.get(f"/verifikasi/{kueri}")).cssselect("tbody th a")]


def sahkan(klien: object, *pilih: str, kunci: str = KUNCI, keputusan: str = "sahkan", **lain: str) -> object:
    return klien.kirim("/verifikasi/", {"pilih": list(pilih), "kunci": kunci, "keputusan": keputusan, **lain})


def hasil(jawab: object) -> dict[str, str]:
    """What the result page says of each item."""
    return {teks(tr.cssselect("th")[0]): teks(tr.cssselect("td")[0]) for tr in pohon(jawab).cssselect("tbody tr")}


def test_the_verifikatur_sees_what_waits_in_his_opds(dua: tuple[Panggung, Panggung], login: Login) -> None:
    assert sorted(daftar(login("verifikatur"))) == ["Lusia Pelaksana", "Markus Pelaksana"]
    halaman = teks(pohon(login("verifikatur").get("/verifikasi/")).cssselect("main")[0])
    for bagian in ("98,83", "Sangat Baik", "Januari 2026", "Dinas Sosial 2", "Sekretariat Daerah 0", "Tanpa rekap"):
        assert bagian in halaman


def test_the_list_is_filtered_by_opd_and_by_month(dua: tuple[Panggung, Panggung], login: Login) -> None:
    klien = login("verifikatur")
    assert daftar(klien, "?opd=BKD") == []
    assert len(daftar(klien, "?opd=DINAS&bulan=2026-01")) == 2
    assert daftar(klien, "?bulan=2026-02") == []
    assert len(daftar(klien, "?opd=TIDAKADA&bulan=besok&halaman=x")) == 2, "a filter that makes no sense is none"


def test_another_opds_verifikatur_sees_nothing_of_it(dua: tuple[Panggung, Panggung], login: Login) -> None:
    jawab = login("verifikatur2").get("/verifikasi/")
    assert "Tidak ada yang menunggu verifikasi" in teks(pohon(jawab).cssselect(".kosong")[0])
    assert "Dinas Sosial" not in jawab.text


def test_many_are_verified_at_once_and_each_says_what_became_of_it(
    dua: tuple[Panggung, Panggung], login: Login
) -> None:
    satu, kedua = dua
    jawab = sahkan(login("verifikatur"), satu.tugas, kedua.tugas)
    assert jawab.status_code == 200
    assert list(hasil(jawab).values()) == ["Disahkan", "Disahkan"]
    assert "2 dari 2 bulan disahkan" in teks(pohon(jawab).cssselect("h1")[0])
    assert "Tanda terima TT-" in jawab.text
    assert [p.bulan.status for p in dua] == ["done", "done"]


def test_the_same_form_twice_gets_the_same_receipts(dua: tuple[Panggung, Panggung], login: Login, db: Session) -> None:
    klien, pilih = login("verifikatur"), [p.tugas for p in dua]
    pertama, kedua = sahkan(klien, *pilih), sahkan(klien, *pilih)
    assert [teks(t) for t in pohon(pertama).cssselect("tbody")] == [teks(t) for t in pohon(kedua).cssselect("tbody")]
    baru = sahkan(klien, *pilih, kunci="kunci-lain-0002")
    assert set(hasil(baru).values()) == {"Didahului"}
    assert "Oleh Carolus Verifikatur" in baru.text


def test_one_that_is_refused_does_not_stop_the_others(
    dua: tuple[Panggung, Panggung], login: Login, aktor: Callable
) -> None:
    satu, kedua = dua
    kedua.verifikatur("admin_opd")
    tindakan.ambil(kedua.tugas, actor=aktor("admin_opd"))
    jawab = sahkan(login("verifikatur"), satu.tugas, kedua.tugas, "tidak-ada")
    assert list(hasil(jawab).values()) == ["Disahkan", "Didahului", "Tidak disahkan"]
    assert "Paulina Admin" in jawab.text
    assert (satu.bulan.status, kedua.bulan.status) == ("done", "evaluated")


def test_what_a_colleague_has_taken_or_one_is_party_to_cannot_be_selected(
    dua: tuple[Panggung, Panggung], login: Login, aktor: Callable
) -> None:
    satu, _kedua = dua
    satu.verifikatur("kasi").verifikatur("admin_opd")
    tindakan.ambil(satu.tugas, actor=aktor("admin_opd"))
    halaman = pohon(login("verifikatur").get("/verifikasi/"))
    terkunci = {k.get("value") for k in halaman.cssselect("[name=pilih][disabled]")}
    assert terkunci == {satu.tugas}
    assert "Sedang dikerjakan Paulina Admin." in teks(halaman.cssselect("main")[0])


def test_a_verifikatur_cannot_select_the_months_he_is_party_to(
    dua: tuple[Panggung, Panggung], login: Login, db: Session
) -> None:
    satu, _kedua = dua
    satu.verifikatur("kasi")
    akun = db.scalars(select(Pengguna).where(Pengguna.username == ORANG["kasi"].nip)).one()
    akun.roles.append(db.scalars(select(Role).where(Role.name == "Verifikatur BKD")).one())
    db.commit()
    halaman = pohon(login("kasi").get("/verifikasi/"))
    assert len(halaman.cssselect("tbody tr")) == 2
    assert not halaman.cssselect("[name=pilih]:not([disabled]), [name=keputusan]")
    assert "Anda pihak dalam perkara ini" in teks(halaman)


def test_who_decided_the_month_as_plt_cannot_select_it(januari: Panggung, login: Login, db: Session) -> None:
    januari.ajukan().wakilkan("verifikatur", "kasi")
    with januari.pada(2, 4):
        realisasi.tinjau(januari.tugas, actor=januari.aktor("verifikatur"), keputusan="setujui")
    januari.kerjakan()
    (kotak,) = pohon(login("verifikatur").get("/verifikasi/")).cssselect("[name=pilih]")
    assert kotak.get("disabled") is not None
    assert hasil(sahkan(login("verifikatur"), kotak.get("value"))) == {
        "Lusia Pelaksana, RB-2026-01-00001": "Tidak disahkan"
    }
    assert januari.bulan.status == "evaluated"


def test_the_appraiser_who_verifies_too_is_refused_per_item(dua: tuple[Panggung, Panggung], aktor: Callable) -> None:
    satu, kedua = dua
    satu.verifikatur("kasi")
    tertulis = massal.verifikasi_banyak([satu.tugas, kedua.tugas], actor=aktor("kasi"), kunci=KUNCI, keputusan="sahkan")
    assert [h.keadaan for h in tertulis] == ["ditolak", "ditolak"]
    assert [p.bulan.status for p in dua] == ["evaluated", "evaluated"]


def test_the_target_as_realisation_needs_a_note_and_keeps_the_selection(
    dua: tuple[Panggung, Panggung], login: Login
) -> None:
    satu, _kedua = dua
    jawab = sahkan(login("verifikatur"), satu.tugas, keputusan="sahkan_target")
    assert jawab.status_code == 422
    halaman = pohon(jawab)
    assert [a.get("href") for a in halaman.cssselect(".ringkasan a")] == ["#catatan"]
    assert [k.get("value") for k in halaman.cssselect("[name=pilih][checked]")] == [satu.tugas]
    assert satu.bulan.status == "evaluated"
    sahkan(login("verifikatur"), satu.tugas, keputusan="sahkan_target", catatan="Gangguan mesin.")
    assert (satu.bulan.status, satu.bulan.pakai_target) == ("done", True)


@pytest.mark.parametrize(
    ("pilih", "keputusan"), [((), "sahkan"), (("x",), "tolak"), (tuple(map(str, range(101))), "sahkan")]
)
def test_nothing_selected_too_much_or_another_decision_is_refused(
    dua: tuple[Panggung, Panggung], login: Login, pilih: tuple[str, ...], keputusan: str
) -> None:
    assert sahkan(login("verifikatur"), *pilih, keputusan=keputusan).status_code == 422


def test_another_opds_verifikatur_cannot_verify_by_a_forged_form(dua: tuple[Panggung, Panggung], login: Login) -> None:
    satu, _kedua = dua
    jawab = sahkan(login("verifikatur2"), satu.tugas)
    assert hasil(jawab) == {"Tidak dikenal": "Tidak disahkan"}
    assert "Lusia" not in jawab.text
    assert satu.bulan.status == "evaluated"


def test_admin_bkd_looks_at_every_opd_and_verifies_nothing(dua: tuple[Panggung, Panggung], login: Login) -> None:
    halaman = pohon(login("admin_bkd").get("/verifikasi/"))
    assert len(halaman.cssselect("tbody th a")) == 2
    assert not halaman.cssselect("[name=pilih], [name=keputusan]")
    assert sahkan(login("admin_bkd"), dua[0].tugas).status_code == 403
    assert dua[0].bulan.status == "evaluated"


@pytest.mark.parametrize("siapa", ["pelaksana1", "kasi", "kabid", "auditor", "admin_opd"])
def test_others_have_no_such_page(dua: tuple[Panggung, Panggung], login: Login, siapa: str) -> None:
    assert login(siapa).get("/verifikasi/").status_code == 403
    assert sahkan(login(siapa), dua[0].tugas).status_code == 403


def test_logged_out_the_page_leads_to_login(app: object, client: object) -> None:
    assert "/login/" in client.get("/verifikasi/").location


def test_the_number_of_statements_does_not_depend_on_the_number_of_months(
    januari: Panggung, login: Login, db: Session, aktor: Callable, kerjakan: Callable
) -> None:
    hitungan = []
    januari.ajukan().setujui()
    for siapa in (None, "pelaksana2", "pelaksana3"):
        if siapa:
            Panggung(db, aktor, kerjakan, siapa).skp().buka().ajukan().setujui()
        klien = login("verifikatur")
        with pernyataan(db.get_bind()) as semua:
            assert klien.get("/verifikasi/").status_code == 200
        hitungan.append(len(semua))
    assert len(set(hitungan)) == 1
    assert hitungan[0] <= 14
    assert db.query(Realisasi).count() == 3

"""The studio in a real browser: drawn with the mouse or without, saved by itself, checked, nothing lost."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

import workflows
from tests.browser.pelaku import TELEPON, Pelaku
from tests.browser.studio import Studio
from tests.pohon import SPIFF, elemen, hilang, lajur, sifat

pytestmark = pytest.mark.browser
Orang = Callable[..., Pelaku]
BPMN = Path(workflows.__file__).parent / "bpmn"
PENYUSUN = "pengelola_alur"
PARAF = "Paraf kepala bidang"


@pytest.fixture
def penyusun(orang: Orang) -> Pelaku:
    """Somebody who may draw, logged in."""
    return orang(PENYUSUN).masuk()


@pytest.fixture
def studio(penyusun: Pelaku) -> Studio:
    """A draft of the monthly process, open in a browser."""
    return Studio(penyusun).mulai("realisasi_bulanan")


def test_a_step_added_with_the_mouse_is_saved_with_lane_due_date_and_a_readable_id(studio: Studio) -> None:
    with studio.tersimpan():
        studio.langkah_sesudah("Nilai realisasi", baru=PARAF, lajur="Atasan banding", hari=2, dasar="Kesepakatan 2026.")
    draf = studio.isi_draf()
    langkah = elemen(draf, "paraf_kepala_bidang")
    assert (langkah.tag.rsplit("}")[-1], langkah.get("name")) == ("userTask", PARAF)
    assert lajur(draf, "paraf_kepala_bidang") == "Atasan banding"
    assert sifat(draf, "paraf_kepala_bidang") == {"batas": '"P2D"'}
    assert elemen(draf, "dari_tinjau_realisasi_ke_keputusan_penilai").get("targetRef") == "paraf_kepala_bidang"
    assert studio.temuan() == [
        "Peringatan “Paraf kepala bidang” (paraf_kepala_bidang): langkah “paraf_kepala_bidang” tidak dikenal, "
        "memakai formulir umum."
    ]


def test_nothing_of_the_published_text_is_lost_by_adding_a_step(studio: Studio) -> None:
    sebelum = studio.isi_draf()
    with studio.tersimpan():
        studio.langkah_sesudah("Nilai realisasi", baru=PARAF, lajur="Verifikatur", hari=1, dasar="Kesepakatan 2026.")
    assert hilang(sebelum, studio.isi_draf(), ruang=SPIFF) == []


@pytest.mark.parametrize("kunci", sorted(satu.stem for satu in BPMN.glob("*.bpmn")))
def test_a_shipped_diagram_saved_in_the_browser_loses_nothing(penyusun: Pelaku, kunci: str) -> None:
    studio = Studio(penyusun).mulai(kunci)
    sebelum = studio.isi_draf()
    with studio.tersimpan():
        studio.isi("Nama proses", "Nama lain")
    beda = hilang(sebelum, studio.isi_draf())
    assert all(re.match(r"definitions#\w+/(process|collaboration)#\w+(/participant#\w+)? ", satu) for satu in beda), (
        beda
    )


def test_an_error_is_listed_marked_and_leads_to_its_element(studio: Studio) -> None:
    studio.pilih("Disetujui?")
    with studio.tersimpan():
        studio.sifat.get_by_label("Alur baku").nth(1).uncheck()
    temuan = studio.daftar_temuan.get_by_role("button", name="(keputusan_penilai)")
    expect(temuan).to_contain_text("Galat")
    expect(studio.daftar_temuan.get_by_role("status")).to_contain_text("Galat harus diperbaiki")
    expect(studio.bentuk("keputusan_penilai")).to_have_class(re.compile("ada-galat"))
    studio.pilih("Bulan dimulai")
    temuan.click()
    expect(studio.sifat.get_by_role("heading", level=2)).to_have_text("Disetujui?")
    expect(studio.medan("Nama")).to_be_focused()
    expect(studio.bentuk("keputusan_penilai")).to_be_in_viewport()
    studio.pelaku.lihat("Realisasi bulanan")


def test_ids_and_the_key_are_shown_and_cannot_be_changed(studio: Studio) -> None:
    expect(studio.sifat.locator(".tetap")).to_contain_text("realisasi_bulanan")
    studio.pilih("Isi realisasi")
    expect(studio.sifat.locator(".tetap")).to_contain_text("isi_realisasi")
    nilai = studio.sifat.locator("input, textarea").evaluate_all("semua => semua.map(e => e.value)")
    assert "isi_realisasi" not in nilai
    with studio.tersimpan():
        studio.isi("Nama", "Laporkan realisasi")
    assert elemen(studio.isi_draf(), "isi_realisasi").get("name") == "Laporkan realisasi"


def test_an_element_that_becomes_another_kind_keeps_its_id(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    with studio.tersimpan():
        studio.bantalan("Ubah jenis")
        studio.kanvas.locator(".djs-popup").get_by_text("Langkah di luar aplikasi").click()
    assert elemen(studio.isi_draf(), "tinjau_realisasi").tag.endswith("manualTask")
    assert any("tinjau_realisasi" in satu for satu in studio.temuan())


def test_a_copy_has_an_id_of_its_own_and_the_pool_is_never_deleted(studio: Studio) -> None:
    studio.klik("tinjau_realisasi")
    for tombol in ("Control+c", "Control+v"):
        studio.page.keyboard.press(tombol)
    kotak = studio.kanvas.bounding_box()
    assert kotak
    studio.page.mouse.move(kotak["x"] + 375, kotak["y"] + 225)
    studio.page.mouse.move(kotak["x"] + 380, kotak["y"] + 233, steps=5)
    expect(studio.kanvas.locator(".djs-drag-group")).to_be_visible()
    with studio.tersimpan():
        studio.page.mouse.click(kotak["x"] + 380, kotak["y"] + 233)
    draf = studio.isi_draf()
    assert draf.count(b'name="Nilai realisasi"') == 2
    assert elemen(draf, "tinjau_realisasi") is not None
    studio.page.keyboard.press("Escape")
    studio.kanvas.locator(".djs-container > svg").focus()
    with studio.tersimpan():
        studio.page.keyboard.press("Control+a")
        studio.page.keyboard.press("Delete")
    assert elemen(studio.isi_draf(), "realisasi_bulanan").tag.endswith("process")


def test_a_name_like_a_step_of_the_catalogue_does_not_take_its_form(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    studio.tindakan("Tambah langkah sesudah ini")
    with studio.tersimpan():
        studio.isi("Nama", "Verifikasi SKP")
    assert elemen(studio.isi_draf(), "langkah_verifikasi_skp").get("name") == "Verifikasi SKP"
    expect(studio.medan("Formulir")).to_have_value("")


def test_an_id_given_by_a_name_does_not_follow_the_next_name(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    studio.tindakan("Tambah langkah sesudah ini")
    studio.isi("Nama", "Paraf")
    with studio.tersimpan():
        studio.isi("Nama", "Paraf kedua")
    assert elemen(studio.isi_draf(), "paraf").get("name") == "Paraf kedua"


def test_a_condition_is_checked_by_the_server_while_it_is_typed(studio: Studio) -> None:
    studio.pilih("Disetujui?")
    syarat = studio.sifat.get_by_label("Syarat", exact=True).first
    syarat.fill('keputusan == "setuju" and')
    jawaban = studio.sifat.locator(".jawaban").first
    expect(jawaban).to_have_class("jawaban galat")
    expect(syarat).to_have_attribute("aria-invalid", "true")
    syarat.fill('keputusan == "setuju"')
    expect(jawaban).to_have_class("jawaban sah")
    studio.sifat.get_by_text("Data dan fungsi yang dikenal").first.click()
    studio.sifat.get_by_role("button", name="disetujui", exact=True).first.click()
    expect(syarat).to_have_value('keputusan == "setuju"disetujui')


def test_a_job_takes_its_operation_and_its_arguments_from_the_catalogue(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    studio.tindakan("Tambah pekerjaan sistem sesudah ini")
    studio.isi("Nama", "Kabari pegawai")
    studio.medan("Pekerjaan dari katalog").select_option(value="kirim_pemberitahuan")
    studio.medan("Pemberitahuan").select_option(value='"isi_lewat"')
    with studio.tersimpan():
        studio.isi("realisasi (opsional)", "realisasi")
    operasi = elemen(studio.isi_draf(), "kabari_pegawai").find(f".//{{{SPIFF}}}serviceTaskOperator")
    assert operasi is not None and operasi.get("id") == "kirim_pemberitahuan"
    nilai = {p.get("id"): (p.get("type"), p.get("value")) for p in operasi.iter(f"{{{SPIFF}}}parameter")}
    assert nilai == {"acara": ("str", '"isi_lewat"'), "realisasi": ("int", "realisasi")}


def test_an_approval_is_drawn_without_a_mouse(orang: Orang) -> None:
    studio = Studio(orang(PENYUSUN, papan=True).masuk())
    studio.page.goto("/proses/realisasi_bulanan")
    studio.pelaku.tekan("Mulai draf")
    studio.siap()
    papan = studio.page.keyboard
    studio.pelaku._fokus(studio.garis.locator("[tabindex='0']"))  # type: ignore[attr-defined]
    for _ in range(30):
        if "Nilai realisasi" in studio.garis.locator(":focus").inner_text():
            break
        papan.press("ArrowDown")
    studio.pelaku._tekan(studio.sifat.get_by_role("button", name="Tambah langkah sesudah ini"))
    expect(studio.medan("Nama")).to_be_focused()
    with studio.tersimpan():
        papan.type(PARAF)
        papan.press("Tab")
    assert lajur(studio.isi_draf(), "paraf_kepala_bidang") == "Pejabat penilai"
    papan.press("Shift+Tab")
    studio.pelaku._fokus(studio.garis.locator("[tabindex='0']"))  # type: ignore[attr-defined]
    papan.press("Enter")
    expect(studio.medan("Nama")).to_be_focused()


def test_one_press_undoes_a_whole_step(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    studio.tindakan("Tambah langkah sesudah ini")
    expect(studio.bentuk("langkah_1")).to_be_visible()
    with studio.tersimpan():
        studio.kanvas.get_by_role("button", name="Urungkan").click()
    expect(studio.bentuk("langkah_1")).to_have_count(0)
    assert b"langkah_1" not in studio.isi_draf()


def test_only_what_publishing_accepts_is_offered(studio: Studio) -> None:
    palet = studio.kanvas.locator(".djs-palette .entry")
    nama = [satu.get_attribute("aria-label") for satu in palet.all()]
    assert "Langkah orang" in nama and "Hubungkan dua elemen" in nama
    assert not [satu for satu in nama if satu and re.search("Create|Activate|Data|Group|Pool", satu)]
    studio.pilih("Disetujui?")
    studio.bantalan("Ubah jenis")
    menu = studio.kanvas.locator(".djs-popup .entry")
    assert sorted(satu.inner_text().strip() for satu in menu.all()) == [
        "Cabang: semua sekaligus",
        "Cabang: yang lebih dahulu terjadi",
        "Cabang: yang memenuhi syarat",
    ]


def test_an_event_on_a_step_becomes_conditional_and_its_condition_is_written(studio: Studio) -> None:
    studio.pilih("SKP ditetapkan")
    with studio.tersimpan():
        studio.bantalan("Ubah jenis")
        studio.kanvas.locator(".djs-popup").get_by_text("Syarat, tanpa menghentikan", exact=True).click()
    studio.pilih("SKP ditetapkan")
    with studio.tersimpan():
        studio.isi("Syarat", "putaran > 3")
    kejadian = elemen(studio.isi_draf(), "skp_sudah_ditetapkan")
    assert (kejadian.get("attachedToRef"), kejadian.get("cancelActivity")) == ("isi_realisasi", "false")
    assert [satu.tag.split("}")[1] for satu in kejadian.iter() if "ondition" in satu.tag] == [
        "conditionalEventDefinition",
        "condition",
    ]
    assert "putaran > 3" in "".join(kejadian.itertext())


def test_an_end_that_escalates_names_its_escalation_with_the_code_that_is_compared(studio: Studio) -> None:
    studio.klik("akhir_kabari_boleh")
    with studio.tersimpan():
        studio.bantalan("Ubah jenis")
        studio.kanvas.locator(".djs-popup").get_by_text("Akhir dengan eskalasi", exact=True).click()
    studio.medan("Eskalasi").select_option(label="Yang baru …")
    with studio.tersimpan():
        studio.isi("Nama baru", "TERLAMBAT")
    draf = studio.isi_draf()
    (eskalasi,) = [satu for satu in elemen(draf, "akhir_kabari_boleh").iter() if "escalation" in satu.tag]
    assert elemen(draf, eskalasi.get("escalationRef")).get("escalationCode") == "TERLAMBAT"


def test_a_submitted_draft_holds_the_last_key_typed_and_is_only_looked_at(studio: Studio) -> None:
    studio.pilih("Isi realisasi")
    studio.medan("Nama").fill("Laporkan realisasi")
    studio.ajukan("Nama langkah pertama lebih jelas")  # at once: what is not saved yet is saved first
    assert elemen(studio.buka("realisasi_bulanan").isi_draf(), "isi_realisasi").get("name") == "Laporkan realisasi"
    studio.pilih("Laporkan realisasi")
    expect(studio.medan("Nama")).to_be_disabled()
    expect(studio.sifat.get_by_role("button", name="Hapus")).to_have_count(0)
    expect(studio.kanvas.locator(".djs-palette")).to_have_count(0)


@pytest.mark.parametrize("layar", [{}, {"viewport": TELEPON}], ids=["1280", "375"])
def test_the_page_is_accessible_by_day_and_night_and_breaks_no_policy(orang: Orang, layar: dict[str, object]) -> None:
    studio = Studio(orang(PENYUSUN, **layar).masuk()).mulai("realisasi_bulanan")
    studio.pelaku.lihat("Realisasi bulanan")
    for nama in ("Nilai realisasi", "Batas tinjau lewat", "Disetujui?", "Hitung nilai", "Catat: tidak menanggapi"):
        studio.pilih(nama)
        studio.pelaku.mata.semua(axe=nama == "Disetujui?")
        assert studio.pelaku.mata.bahasa_lain() == []
    expect(studio.kanvas.locator(".bjs-powered-by")).to_be_visible()
    expect(studio.page.locator(".studio-sempit")).to_be_visible(visible=bool(layar))


def test_an_english_page_speaks_english(penyusun: Pelaku) -> None:
    penyusun.page.goto("/bahasa/en")
    studio = Studio(penyusun)
    studio.page.goto("/proses/realisasi_bulanan")
    studio.page.locator("form[action$='/draf'] button").first.click()
    studio.siap()
    expect(studio.garis.get_by_role("heading")).to_have_text("Outline")
    studio.butir("Nilai realisasi").click()
    expect(studio.sifat.get_by_role("button", name="Add a step after this")).to_be_visible()
    expect(studio.kanvas.locator(".djs-palette .entry").first).to_have_attribute("aria-label", "Activate hand tool")


def test_a_reminder_is_hung_on_a_step_and_leads_to_a_job(studio: Studio) -> None:
    studio.pilih("Tindak lanjuti verifikasi")
    studio.tindakan("Tambah pengingat waktu")
    studio.isi("Nama", "Tiga hari kemudian")
    studio.medan("Waktu").select_option(label="Sejumlah hari kalender kemudian")
    with studio.tersimpan():
        studio.tindakan("Tambah pekerjaan sistem sesudah ini")
    kejadian = elemen(studio.isi_draf(), "tiga_hari_kemudian")
    assert (kejadian.get("attachedToRef"), kejadian.get("cancelActivity")) == ("tindak_lanjut_verifikasi", "false")
    assert '"P3D"' in "".join(kejadian.itertext())
    assert elemen(studio.isi_draf(), "pekerjaan_1").tag.endswith("serviceTask")


def test_a_reminder_that_comes_again_is_written_as_one_and_only_as_that(studio: Studio) -> None:
    studio.pilih("Tindak lanjuti verifikasi")
    studio.tindakan("Tambah pengingat waktu")
    studio.isi("Nama", "Setiap pekan")
    with studio.tersimpan():
        studio.medan("Waktu").select_option(label="Berulang")
    studio.isi("Pengulangan", '"tiap pekan"')
    expect(studio.sifat).to_contain_text("bukan pengulangan")
    with studio.tersimpan():
        studio.isi("Pengulangan", '"R/P7D"')
    (waktu,) = elemen(studio.isi_draf(), "setiap_pekan").iter("{*}timerEventDefinition")
    assert [satu.tag.rpartition("}")[2] for satu in waktu] == ["timeCycle"]
    assert waktu[0].text == '"R/P7D"'
    with studio.tersimpan():
        studio.medan("Waktu").select_option(label="Sejumlah hari kalender kemudian")
    (waktu,) = elemen(studio.isi_draf(), "setiap_pekan").iter("{*}timerEventDefinition")
    assert [satu.tag.rpartition("}")[2] for satu in waktu] == ["timeDuration"]


def test_a_number_of_days_that_is_none_is_refused_beside_its_field_and_not_kept(studio: Studio) -> None:
    studio.pilih("Verifikasi realisasi")
    studio.medan("Batas waktu").select_option(label="Sejumlah hari kalender sejak dibuka")
    for salah in ("abc", "0", "1000", "-1", ""):
        studio.isi("Jumlah hari", salah)
        expect(studio.medan("Jumlah hari")).to_have_attribute("aria-invalid", "true")
        expect(studio.sifat).to_contain_text("Isi bilangan bulat 1 sampai 999")
    with studio.tersimpan():
        studio.isi("Jumlah hari", "5")
    expect(studio.sifat).not_to_contain_text("Isi bilangan bulat")
    batas = [satu.get("value") for satu in elemen(studio.isi_draf(), "verifikasi_realisasi").iter("{*}property")]
    assert '"P5D"' in batas and '"P3D"' not in batas


def test_a_step_moves_to_another_lane_and_takes_its_reminder_along(studio: Studio) -> None:
    studio.pilih("Verifikasi realisasi")
    with studio.tersimpan():
        studio.medan("Siapa yang mengerjakan").select_option(label="Atasan banding")
    draf = studio.isi_draf()
    assert {lajur(draf, satu) for satu in ("verifikasi_realisasi", "batas_verifikasi_lewat")} == {"Atasan banding"}


def test_a_party_without_a_lane_gets_one(penyusun: Pelaku) -> None:
    studio = Studio(penyusun).mulai("banding_realisasi")
    studio.pilih("Putuskan banding")
    with studio.tersimpan():
        studio.medan("Siapa yang mengerjakan").select_option(label="Verifikatur")
    draf = studio.isi_draf()
    assert lajur(draf, "putuskan_banding") == "Verifikatur"
    assert elemen(draf, "lajur_verifikatur").get("name") == "Verifikatur"
    assert not [satu for satu in studio.temuan() if satu.startswith("Galat")]


def test_the_lane_of_a_step_is_where_it_is_dropped(studio: Studio) -> None:
    asal = studio.bentuk("verifikasi_realisasi").locator(".djs-hit").first
    studio.pilih("Verifikasi realisasi")
    kotak = asal.bounding_box()
    assert kotak
    x, y = kotak["x"] + kotak["width"] / 2, kotak["y"] + 10
    studio.page.mouse.move(x, y)
    studio.page.mouse.down()
    studio.page.mouse.move(x + 3, y - 60, steps=8)
    with studio.tersimpan():
        studio.page.mouse.up()
    assert lajur(studio.isi_draf(), "verifikasi_realisasi") == "Atasan banding"
    assert studio.medan("Siapa yang mengerjakan").locator("option:checked").inner_text() == "Atasan banding"


def test_the_answer_of_a_generic_step_can_be_named_and_used_in_a_condition(studio: Studio) -> None:
    studio.pilih("Nilai realisasi")
    studio.tindakan("Tambah langkah sesudah ini")
    studio.isi("Nama", PARAF)
    with studio.tersimpan():
        studio.isi("Nama data jawaban (opsional)", "paraf")
    assert sifat(studio.isi_draf(), "paraf_kepala_bidang") == {"fakta": "paraf"}
    studio.pilih("Disetujui?")
    expect(studio.sifat.get_by_text('paraf == "kembalikan"')).to_have_count(0)
    studio.sifat.get_by_text("Data dan fungsi yang dikenal").first.click()
    expect(studio.sifat.get_by_role("button", name="catatan_paraf", exact=True)).to_be_visible()

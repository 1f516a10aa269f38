"""What the engine runs is drawn by hand in the studio, published by a second person, and runs to its end."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy.orm import Session

import workflows
from portal import waktu
from portal.security import orang as nama_pihak
from tests.browser.pelaku import Pelaku
from tests.browser.studio import Studio
from tests.pohon import elemen, lajur, sifat
from tests.views.bantuan import pegawai_id

pytestmark = pytest.mark.browser
Orang = Callable[..., Pelaku]
KUNCI, NAMA = "izin_belajar", "Izin belajar"


@pytest.fixture
def studio(orang: Orang) -> Studio:
    """A new process, as its starter draws it: Mulai, Putuskan (Pejabat penilai), Selesai."""
    return Studio(orang("pengelola_alur").masuk()).baru(KUNCI, NAMA)


class Perkara:
    """One instance of the process; its steps are done by the kasi, who is every party."""

    def __init__(self, db: Session, aktor: Callable[[str], Any], **fakta: Any) -> None:
        self.db, self.aktor = db, aktor
        kasi = nama_pihak(pegawai_id(db, "kasi"))
        pihak = {"pegawai": kasi, "pejabat_penilai": kasi, "sistem": "sistem"}
        mulai = workflows.start(
            db, KUNCI, lanes=pihak, facts=fakta, business_key="IB-1", title=NAMA, now=waktu.sekarang()
        )
        self.id = mulai.instance.id
        db.commit()

    def terbuka(self) -> list[str]:
        self.db.rollback()
        return sorted(satu.step for satu in workflows.tasks(self.db, instance=self.id))

    def kerjakan(self, langkah: str, **fakta: Any) -> None:
        """The step, as its form would answer."""
        self.db.rollback()
        tugas = next(satu for satu in workflows.tasks(self.db, instance=self.id) if satu.step == langkah)
        workflows.complete(self.db, tugas.id, by=self.aktor("kasi"), facts=fakta, now=waktu.sekarang())
        self.db.commit()

    def status(self) -> str:
        self.db.rollback()
        return workflows.instance(self.db, self.id).status


def terbitkan(studio: Studio, orang: Orang) -> None:
    """Submitted without a finding that forbids it, and published by somebody else."""
    expect(studio.daftar_temuan).not_to_contain_text("Galat ")
    studio.ajukan("Alur baru.")
    penyetuju = orang("penyetuju_alur").masuk()
    penyetuju.page.goto(f"/proses/{KUNCI}/tinjau")
    penyetuju.isi("Catatan", "Sesuai kesepakatan.")
    penyetuju.tekan("Terbitkan")
    penyetuju.lihat(NAMA)
    expect(penyetuju.page.get_by_role("main")).to_contain_text("Versi 1")


def test_a_process_that_a_message_starts_names_its_queues_and_runs_from_the_message_to_its_end(
    studio: Studio, orang: Orang, db: Session, app: Flask, pekerja: Callable[..., None]
) -> None:
    studio.pilih("Mulai")
    studio.menjadi("Awal karena pesan")
    with studio.tersimpan():
        studio.acuan_baru("Pesan", "permohonan_izin")
    expect(studio.medan("Kunci pesan")).to_have_count(0)
    studio.daftar_temuan.get_by_role("button", name="lajur_pegawai").click()
    expect(studio.sifat).to_contain_text("dimulai waktu atau pesan: pilih antrean untuk lajur ini")
    for nama in ("Pegawai", "Pejabat penilai"):
        studio.pilih(nama)
        with studio.tersimpan():
            studio.pilihkan("Antrean", "Admin BKD")
    expect(studio.sifat).not_to_contain_text("pilih antrean untuk lajur ini")
    studio.pilih("Putuskan")
    studio.sesudah("Kirim sinyal", "Kabarkan putusan")
    studio.acuan_baru("Sinyal", "izin_diputus")
    with studio.tersimpan():
        studio.isi("Muatan", "keputusan")
    assert sifat(studio.isi_draf(), "lajur_pegawai") == {"pihak": "peran:admin_bkd"}
    terbitkan(studio, orang)
    admin = orang("admin_bkd").masuk()
    admin.page.goto("/pesan/")
    admin.isi("Nama pesan", "permohonan_izin")
    admin.isi("Kunci", "IB-7")
    admin.tekan("Lihat akibatnya")
    expect(admin.page.get_by_role("main")).to_contain_text(f"Memulai proses baru: {NAMA}")
    admin.page.get_by_label("Alasan").fill("Permohonan datang lewat surat")
    admin.tekan("Kirim sekarang")
    pekerja()
    admin.page.goto("/tugas/")
    admin.ikuti("Putuskan")
    admin.pilih("Setuju")
    admin.tekan("Kirim keputusan")
    db.rollback()
    (perkara,) = workflows.instances(db, process=KUNCI, status=None)
    assert (perkara.business_key, perkara.status) == ("IB-7", "done")


def test_what_is_used_is_not_deleted_and_a_name_is_not_given_twice(studio: Studio) -> None:
    studio.pilih("Putuskan")
    studio.sesudah("Tunggu pesan", "Tunggu berkas")
    studio.acuan_baru("Pesan", "berkas_lengkap")
    with studio.tersimpan():
        studio.isi("Kunci pesan", "str(nomor)")
    studio.pilih(NAMA)
    studio.isi("Nama baru", "berkas_lengkap")
    expect(studio.sifat).to_contain_text("“berkas_lengkap” sudah ada")
    studio.tindakan("Hapus “berkas_lengkap”")
    expect(studio.sifat.get_by_role("alert")).to_have_text(
        "Pesan “berkas_lengkap” masih dipakai oleh: Tunggu berkas. Pilih yang lain di sana dahulu, lalu hapus."
    )
    assert b'name="berkas_lengkap"' in studio.isi_draf()
    studio.pilihkan("Jenis", "Galat")
    studio.isi("Nama baru", "DITOLAK")
    studio.isi("Nama (Pesan)", "berkas_masuk")
    with studio.tersimpan():
        studio.isi("Kode yang dicocokkan", "TOLAK")
    draf = studio.isi_draf()
    pesan = elemen(draf, "tunggu_berkas").find("{*}messageEventDefinition")
    assert pesan is not None and elemen(draf, pesan.get("messageRef", "")).get("name") == "berkas_masuk"
    assert b'errorCode="TOLAK"' in draf
    with studio.tersimpan():
        studio.tindakan("Hapus “DITOLAK”")
    assert b"TOLAK" not in studio.isi_draf()
    with studio.tersimpan():
        studio.kanvas.get_by_role("button", name="Urungkan").click()
    assert b'errorCode="TOLAK"' in studio.isi_draf()


def test_a_queue_that_nobody_serves_is_found_at_its_lane(studio: Studio) -> None:
    studio.pilih("Pegawai")
    with studio.tersimpan():
        studio.pilihkan("Antrean", "Admin BKD")
    rusak = studio.isi_draf().replace(b"peran:admin_bkd", b"peran:siapa_saja")
    studio.pelaku.berkas("Ganti isi draf dengan berkas BPMN", "izin.bpmn", "application/xml", rusak)
    studio.pelaku.tekan("Unggah")
    studio.siap()
    temuan = studio.daftar_temuan.get_by_role("button", name="tidak ada yang melayani antrean “peran:siapa_saja”")
    temuan.click()
    expect(studio.medan("Antrean")).to_have_value("peran:siapa_saja")


def test_a_part_of_the_process_and_one_that_a_message_starts_run_as_drawn(
    studio: Studio, orang: Orang, db: Session, aktor: Callable[[str], Any], pekerja: Callable[..., None]
) -> None:
    studio.pilih("Putuskan")
    studio.sesudah("Bagian proses", "Periksa berkas")
    studio.tuju("langkah_1")
    studio.isi("Nama", "Baca berkas")
    expect(studio.sifat).to_contain_text("Mengikuti lajur bagian prosesnya: Pejabat penilai.")
    studio.pilih("Pejabat penilai")
    studio.tindakan("Tambah bagian yang dipicu kejadian")
    studio.isi("Nama", "Batalkan")
    studio.acuan_baru("Pesan", "pembatalan")
    studio.tuju("langkah_2")
    with studio.tersimpan():
        studio.isi("Nama", "Catat pembatalan")
    draf = studio.isi_draf()
    assert {lajur(draf, satu) for satu in ("periksa_berkas", "batalkan")} == {"Pejabat penilai"}
    assert elemen(draf, "batalkan").get("triggeredByEvent") == "true"
    terbitkan(studio, orang)
    lurus = Perkara(db, aktor)
    lurus.kerjakan("putuskan", keputusan="setuju")
    lurus.kerjakan("baca_berkas", keputusan="setuju")
    assert lurus.status() == "done"
    batal = Perkara(db, aktor)
    batal.kerjakan("putuskan", keputusan="setuju")
    workflows.send(db, "pembatalan", key="IB-1", facts={}, now=waktu.sekarang())
    db.commit()
    pekerja()
    assert batal.terbuka() == ["catat_pembatalan"]
    batal.kerjakan("catat_pembatalan", keputusan="setuju")
    assert batal.status() == "done"


def test_a_step_for_each_item_gathers_its_answers_in_a_data_object_that_another_reads(
    studio: Studio, orang: Orang, db: Session, aktor: Callable[[str], Any]
) -> None:
    studio.pilih("Pegawai")
    studio.tindakan("Tambah objek data")
    studio.isi("Nama", "Hasil paraf")
    expect(studio.medan("Nama data")).to_have_value("hasil_paraf")
    studio.pilih("Putuskan")
    studio.isi("Nama data jawaban (opsional)", "paraf")
    studio.pilihkan("Dikerjakan", "Beberapa kali, satu per satu")
    studio.pilihkan("Berapa kali", "Untuk setiap butir sebuah daftar")
    studio.isi("Nama data daftarnya", "berkas")
    for salah, kata in (("Satu Berkas", "huruf kecil, angka, dan garis bawah"), ("putuskan", "sudah menjadi pengenal")):
        studio.isi("Nama butirnya", salah)
        expect(studio.medan("Nama butirnya")).to_have_attribute("aria-invalid", "true")
        expect(studio.sifat).to_contain_text(kata)
    studio.isi("Nama butirnya", "satu_berkas")
    studio.isi("Kumpulkan jawaban ke data (opsional)", "hasil_paraf")
    studio.isi("Nama jawaban setiap ulangan (opsional)", "paraf")
    studio.isi("Selesai lebih awal bila (opsional)", 'paraf == "kembalikan"')
    with studio.tersimpan():
        studio.medan("Menulis “Hasil paraf”").check()
    studio.tindakan("Tambah langkah sesudah ini")
    studio.isi("Nama", "Umumkan")
    expect(studio.medan("Menulis “Hasil paraf”")).not_to_be_checked()
    with studio.tersimpan():
        studio.medan("Membaca “Hasil paraf”").check()
    draf = studio.isi_draf()
    ulangan = elemen(draf, "putuskan").find("{*}multiInstanceLoopCharacteristics")
    assert ulangan is not None and [ulangan.findtext(f"{{*}}{satu}") for satu in (
        "loopDataInputRef", "loopDataOutputRef", "completionCondition", "loopCardinality",
    )] == ["berkas", "hasil_paraf", 'paraf == "kembalikan"', None]  # fmt: skip
    studio.page.reload()
    studio.siap()
    expect(studio.page.get_by_role("alert")).to_have_count(0)
    studio.pilih("Putuskan")
    expect(studio.medan("Nama data daftarnya")).to_have_value("berkas")
    terbitkan(studio, orang)
    perkara = Perkara(db, aktor, berkas=["ijazah", "transkrip"])
    for _ in range(2):
        assert perkara.terbuka() == ["putuskan"]
        perkara.kerjakan("putuskan", paraf="setuju", keputusan="setuju")
    (umumkan,) = workflows.tasks(db, instance=perkara.id)
    assert (umumkan.step, umumkan.arguments["hasil_paraf"]) == ("umumkan", ["setuju", "setuju"])
    perkara.kerjakan("umumkan", keputusan="setuju")
    assert perkara.status() == "done"


def test_an_error_that_leaves_a_repeated_part_is_caught_beside_it(
    studio: Studio, orang: Orang, db: Session, aktor: Callable[[str], Any]
) -> None:
    studio.pilih("Putuskan")
    studio.sesudah("Bagian proses", "Telaah")
    studio.pilihkan("Dikerjakan", "Berulang selama syaratnya benar")
    studio.isi("Paling banyak berapa kali", "0")
    expect(studio.sifat).to_contain_text("Isi bilangan bulat 1 sampai 200")
    studio.isi("Paling banyak berapa kali", "2")
    studio.tindakan("Tambah pengingat waktu")
    studio.menjadi("Galat, menghentikan")
    studio.isi("Nama", "Telaah gagal")
    studio.acuan_baru("Galat", "GAGAL")
    studio.sesudah("Akhir", "Gagal")
    studio.tuju("langkah_1")
    studio.isi("Nama", "Telaah berkas")
    studio.tindakan("Tambah cabang sesudah ini")
    studio.isi("Nama", "Layak?")
    studio.sesudah("Akhir", "Tidak layak")
    studio.menjadi("Akhir dengan galat")
    studio.pilihkan("Galat", "GAGAL")
    studio.pilih("Layak?")
    studio.sifat.get_by_role("group", name="Cabang ke Akhir").get_by_label("Alur baku").check()
    with studio.tersimpan():
        studio.sifat.get_by_role("group", name="Cabang ke Tidak layak").get_by_label("Syarat", exact=True).fill(
            'keputusan == "kembalikan"'
        )
    terbitkan(studio, orang)
    perkara = Perkara(db, aktor)
    perkara.kerjakan("putuskan", keputusan="setuju")
    perkara.kerjakan("telaah_berkas", keputusan="setuju")
    perkara.kerjakan("telaah_berkas", keputusan="kembalikan")
    assert perkara.status() == "done"
    akhir = [satu.element for satu in workflows.history(db, perkara.id) if satu.kind == "end"]
    assert "gagal" in akhir


def test_a_pool_of_somebody_outside_comes_and_goes_and_the_process_stays(orang: Orang) -> None:
    studio = Studio(orang("pengelola_alur").masuk()).mulai("realisasi_bulanan")
    studio.pilih("Realisasi bulanan")
    studio.tindakan("Tambah kolam pihak luar")
    studio.isi("Nama", "Mesin e-absensi")
    with studio.tersimpan():
        studio.sifat.get_by_label("Hubungkan ke").select_option(label="Hitung nilai")
        studio.tindakan("Buat alur")
    draf = studio.isi_draf()
    assert elemen(draf, "kolam_1").get("processRef") is None
    assert elemen(draf, "aliran_pesan_1").get("targetRef") == "nilai_bulan"
    assert not [satu for satu in studio.temuan() if satu.startswith("Galat")]
    studio.pilih("Mesin e-absensi")
    with studio.tersimpan():
        studio.tindakan("Hapus")
    draf = studio.isi_draf()
    assert b"kolam_1" not in draf and b"messageFlow" not in draf
    assert elemen(draf, "realisasi_bulanan").tag.endswith("process")


def test_only_published_processes_are_called_and_only_the_tables_of_the_process_are_asked(orang: Orang) -> None:
    pengelola = orang("pengelola_alur").masuk()
    Studio(pengelola).baru(KUNCI, NAMA)  # a draft: nobody can call it yet
    studio = Studio(pengelola).mulai("realisasi_bulanan")
    studio.pilih("Nilai realisasi")
    studio.sesudah("Panggil proses lain", "Tanya banding")
    pilihan = studio.medan("Proses yang dipanggil").locator("option")
    assert "Keberatan (keberatan)" in " ".join(pilihan.all_inner_texts())
    assert KUNCI not in " ".join(pilihan.all_inner_texts())
    studio.sesudah("Tabel keputusan", "Tentukan predikat")
    assert studio.medan("Tabel keputusan (DMN)").locator("option").all_inner_texts() == ["Pilih …", "predikat_bulanan"]
    with studio.tersimpan():
        studio.pilihkan("Tabel keputusan (DMN)", "predikat_bulanan")
    keputusan = elemen(studio.isi_draf(), "tentukan_predikat").find(".//{*}calledDecisionId")
    assert keputusan is not None and keputusan.text == "predikat_bulanan"
    assert any("Tanya banding" in satu and satu.startswith("Galat") for satu in studio.temuan()), "no process chosen"


def test_a_part_is_drawn_with_the_mouse_and_lanes_are_added(studio: Studio) -> None:
    kotak = studio.kanvas.bounding_box()
    assert kotak
    studio.kanvas.locator(".djs-palette").locator("[aria-label='Bagian proses']").click()
    x, y = kotak["x"] + 420, kotak["y"] + 170  # in the lane of the Pegawai
    studio.page.mouse.move(x - 10, y - 5, steps=3)
    studio.page.mouse.move(x, y, steps=3)
    with studio.tersimpan():
        studio.page.mouse.click(x, y)
    bagian = elemen(studio.isi_draf(), "bagian_1")
    assert {satu.tag.split("}")[1] for satu in bagian} >= {"startEvent", "userTask", "endEvent", "sequenceFlow"}
    studio.pilih("Sistem")
    studio.tindakan("Tambah lajur di bawah")
    expect(studio.sifat).to_contain_text("Lajur ini belum menyebut siapa yang mengerjakan")
    with studio.tersimpan():
        studio.pilihkan("Pihak", "Verifikatur")
    assert elemen(studio.isi_draf(), "lajur_verifikatur").get("name") == "Verifikatur"

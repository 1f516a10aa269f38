"""BKD puts an approval into the month: the month that runs ends on its version, the next runs through the new step.

The approver sees the values he decides on; what he sends back is again the pegawai's to report.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import steps, waktu
from portal.actions import draf_proses, realisasi, skp, tugas, verifikasi
from portal.errors import BukanHak, TidakSah
from portal.models import Peristiwa, Realisasi, Skp
from portal.queries import langkah
from tests.bulan import TELAAH, Panggung
from workflows.bpmn import shipped

TEKS = {s.key: s.xml.decode() for s in shipped()}
XML, SKP = TEKS["realisasi_bulanan"], TEKS["skp_tahunan"]
LANGKAH = (
    '<bpmn:userTask id="persetujuan_atasan" name="Persetujuan atasan">'
    "<bpmn:documentation>Kesepakatan BKD 2026.</bpmn:documentation>"
    "<bpmn:extensionElements><spiffworkflow:properties>"
    '<spiffworkflow:property name="fakta" value="paraf_atasan"/></spiffworkflow:properties></bpmn:extensionElements>'
    "</bpmn:userTask>"
    '<bpmn:exclusiveGateway id="disetujui_atasan" name="Disetujui atasan?" default="kembali_ke_pegawai"/>'
    '<bpmn:sequenceFlow id="ke_putusan" sourceRef="persetujuan_atasan" targetRef="disetujui_atasan"/>'
    '<bpmn:sequenceFlow id="kembali_ke_pegawai" sourceRef="disetujui_atasan" targetRef="isi_realisasi"/>'
    '<bpmn:sequenceFlow id="teruskan" sourceRef="disetujui_atasan" targetRef="tinjau_realisasi">'
    '<bpmn:conditionExpression>paraf_atasan == "setuju"</bpmn:conditionExpression></bpmn:sequenceFlow>'
)
ATASAN = ("banding", "persetujuan_atasan", "disetujui_atasan")
LAJUR = "".join(f"<bpmn:flowNodeRef>{satu}</bpmn:flowNodeRef>" for satu in ATASAN)
DARI = 'sourceRef="isi_realisasi" targetRef='
BARU = (
    XML.replace(f'{DARI}"tinjau_realisasi"', f'{DARI}"persetujuan_atasan"')
    .replace("<bpmn:flowNodeRef>banding</bpmn:flowNodeRef>", LAJUR)
    .replace("<bpmn:sequenceFlow", LANGKAH + "<bpmn:sequenceFlow", 1)
)  # fmt: skip


def pada(bulan: int, hari: int) -> Any:
    return waktu.pada(datetime(2026, bulan, hari, 9, tzinfo=waktu.WITA))


@pytest.fixture
def terbit(januari_berjalan: Panggung, aktor: Callable[[str], Any]) -> Panggung:
    """January runs on version 1; version 2 with the approval is published by the two of BKD."""
    with pada(2, 2):
        draf_proses.simpan("realisasi_bulanan", BARU.encode(), actor=aktor("pengelola_alur"))
        draf_proses.ajukan("realisasi_bulanan", actor=aktor("pengelola_alur"), catatan="Paraf atasan.")
        assert draf_proses.terbitkan("realisasi_bulanan", actor=aktor("penyetuju_alur")).version == 2
    return januari_berjalan


@pytest.fixture
def januari_berjalan(db: Session, aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> Panggung:
    """January of pelaksana1 is open."""
    return Panggung(db, aktor, kerjakan).skp().rekap().rekap("2026-02").buka()


@pytest.fixture
def februari(terbit: Panggung) -> Panggung:
    """January is verified; February was reported and waits for the approval."""
    terbit.ajukan().setujui().sahkan()
    assert terbit.bulan.status == "done"
    terbit.buka(2)
    return lapor(terbit)


def lapor(p: Panggung) -> Panggung:
    with pada(3, 3):
        realisasi.ajukan(p.tugas, actor=p.aktor("pelaksana1"), baris=p.baris((9, 95, 20), (40, 98, 20)))
    return p


def langkah_kini(p: Panggung) -> list[str]:
    p.db.rollback()
    return [t.step for t in workflows.tasks(p.db, instance=p.instans)]


def test_bulan_yang_berjalan_selesai_pada_versinya_dan_bulan_berikut_melewati_langkah_baru(
    terbit: Panggung, db: Session
) -> None:
    lama = terbit.instans
    terbit.ajukan()
    assert langkah_kini(terbit) == ["tinjau_realisasi"], "the old version has no approval"
    terbit.setujui().sahkan()
    assert (workflows.instance(db, lama).version, workflows.instance(db, lama).status) == (1, "done")
    terbit.buka(2)
    lapor(terbit)
    assert workflows.instance(db, terbit.instans).version == 2
    assert langkah_kini(terbit) == ["persetujuan_atasan"]


def test_yang_menyetujui_melihat_nilai_yang_diputusnya_lalu_bulan_berlanjut_sampai_disahkan(
    februari: Panggung, aktor: Callable[[str], Any], db: Session
) -> None:
    atasan = aktor("kabid")
    satu = langkah.buka(atasan, februari.tugas)
    hal = langkah.halaman(atasan, satu, steps.langkah(satu.step).halaman)
    assert hal.boleh and [b.sisi["klaim"].kuantitas for b in hal.kasus.bulan.baris] == [9, 40]
    assert (hal.kasus.lanjut, hal.kasus.kembali) == ("Nilai realisasi", "Isi realisasi")
    with pada(3, 4):
        tugas.putuskan(februari.tugas, actor=atasan, keputusan="setuju", catatan="")
        assert langkah_kini(februari) == ["tinjau_realisasi"]
        realisasi.tinjau(februari.tugas, actor=aktor("kasi"), keputusan="setujui")
        db.rollback()
        februari._kerjakan()
        verifikasi.putuskan(februari.tugas, actor=aktor("verifikatur"), keputusan="sahkan")
    assert februari.bulan.status == "done"
    fakta = workflows.instance(db, februari.instans).facts
    assert (fakta["keputusan"], fakta["paraf_atasan"]) == ("setuju", "setuju")


def test_yang_dikembalikan_diisi_lagi_oleh_pegawai_dan_lingkarannya_dapat_diulang(
    februari: Panggung, aktor: Callable[[str], Any], db: Session
) -> None:
    for kali in range(2):
        with pada(3, 4):
            tugas.putuskan(februari.tugas, actor=aktor("kabid"), keputusan="kembalikan", catatan=f"Perbaiki {kali}.")
        assert langkah_kini(februari) == ["isi_realisasi"]
        assert februari.bulan.status == "realisasi"
        lapor(februari)
        assert (langkah_kini(februari), februari.bulan.status) == (["persetujuan_atasan"], "propose")
    catatan = select(Peristiwa.rincian).where(
        Peristiwa.jenis == "tugas:diselesaikan",
        Peristiwa.subjek == "realisasi",
        Peristiwa.subjek_id == februari.bulan.id,
    )
    assert [r["catatan"] for r in db.scalars(catatan)] == ["Perbaiki 0.", "Perbaiki 1."]
    with pada(3, 5):
        tugas.putuskan(februari.tugas, actor=aktor("kabid"), keputusan="setuju", catatan="")
    assert langkah_kini(februari) == ["tinjau_realisasi"]


def test_pengembalian_tanpa_catatan_ditolak(februari: Panggung, aktor: Callable[[str], Any]) -> None:
    with pytest.raises(TidakSah):
        tugas.putuskan(februari.tugas, actor=aktor("kabid"), keputusan="kembalikan", catatan=" ")


def test_tidak_seorang_pun_menyetujui_bulannya_sendiri_walau_menggantikan_atasan(
    februari: Panggung, aktor: Callable[[str], Any], db: Session
) -> None:
    februari.wakilkan("pelaksana1", "kabid")
    sendiri = aktor("pelaksana1")
    with pada(3, 4):
        satu = langkah.buka(sendiri, februari.tugas)
        hal = langkah.halaman(sendiri, satu, "keputusan")
        assert not hal.boleh and "pihak dalam perkara ini" in (hal.alasan_tidak or "")
        with pytest.raises(BukanHak):
            tugas.putuskan(februari.tugas, actor=sendiri, keputusan="setuju", catatan="")
    assert februari.bulan.status == "propose"
    assert db.scalars(select(Realisasi.status).where(Realisasi.instans_id == februari.instans)).one() == "propose"


def test_skp_yang_dikembalikan_disusun_lagi_dan_yang_menyetujui_melihat_kegiatannya(
    db: Session, aktor: Callable[[str], Any]
) -> None:
    dari = 'sourceRef="susun_skp" targetRef='
    sisipan = LANGKAH.replace("isi_realisasi", "susun_skp").replace("tinjau_realisasi", "tinjau_skp")
    xml = (
        SKP.replace(f'{dari}"tinjau_skp"', f'{dari}"persetujuan_atasan"')
        .replace("<bpmn:flowNodeRef>putuskan_skp</bpmn:flowNodeRef>", LAJUR.replace(">banding<", ">putuskan_skp<"))
        .replace("<bpmn:sequenceFlow", sisipan + "<bpmn:sequenceFlow", 1)
    )
    with pada(1, 4):
        draf_proses.simpan("skp_tahunan", xml.encode(), actor=aktor("pengelola_alur"))
        draf_proses.ajukan("skp_tahunan", actor=aktor("pengelola_alur"))
        draf_proses.terbitkan("skp_tahunan", actor=aktor("penyetuju_alur"))
    with pada(1, 5):
        dokumen = skp.buat(actor=aktor("pelaksana1"), tahun=2026)
        for kali in range(2):
            (satu,) = workflows.tasks(db, instance=dokumen.instans_id)
            skp.ajukan(satu.id, actor=aktor("pelaksana1"), kegiatan=[TELAAH])
            (satu,) = workflows.tasks(db, instance=dokumen.instans_id)
            hal = langkah.halaman(aktor("kabid"), satu, "keputusan")
            assert [b.uraian for b in hal.kasus.skp.isi.baris] == [TELAAH["uraian"]]
            putusan = ("kembalikan", "setuju")[kali]
            tugas.putuskan(satu.id, actor=aktor("kabid"), keputusan=putusan, catatan="Kurang rinci.")
            db.rollback()
            assert db.get(Skp, dokumen.id).status == ("dikembalikan", "diajukan")[kali]
        (satu,) = workflows.tasks(db, instance=dokumen.instans_id)
        skp.tinjau(satu.id, actor=aktor("kasi"), keputusan="setujui")
    db.rollback()
    assert db.get(Skp, dokumen.id).status == "disetujui"


def test_kembali_ke_sebelum_penggabungan_yang_tidak_akan_pernah_selesai_ditolak_sebelum_terbit(db: Session) -> None:
    buntu = XML.replace(
        'sourceRef="putusan_verifikasi" targetRef="tindak_lanjut_verifikasi"',
        'sourceRef="putusan_verifikasi" targetRef="tinjau_realisasi"',
    )
    assert buntu != XML
    pesan = [f.message for f in workflows.findings(buntu.encode()) if f.element == "kumpul"]
    assert any("menunggu selamanya" in p for p in pesan)

"""Verification by BKD of an assessed month, and the appraiser's follow-up where BKD may send it back."""

from typing import Any

from flask_babel import gettext as _

from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.baris import isi_sisi, pakai_akhir
from portal.actions.bersama import (
    MEDAN_NILAI,
    atas_nama,
    baca_sisi,
    batas,
    bukan_diri,
    catatan_nilai,
    realisasi_dari,
    tugas_untuk,
)
from portal.actions.penilaian import tambah_langkah, tulis_nilai
from portal.actions.tpp import simpan_bulan
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.models import Realisasi
from portal.rules import isian, predikat
from portal.rules import realisasi as aturan
from portal.rules.alur import PENILAI, VERIFIKATUR
from portal.rules.bulanan import Nilai
from portal.rules.periode import Periode
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor

SEBELUM_BKD = ("tinjau_realisasi", "putuskan_banding", "tindak_lanjut_verifikasi")
"""Who decided here, for himself or standing in, does not verify."""
TINDAKAN = {"sahkan": "sahkan", "sahkan_target": "sahkan_target", "tolak": "tolak_bkd"}


@action
def putuskan(tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "") -> Realisasi:
    """Verify (`sahkan`), verify with the target as realisation (`sahkan_target`, note demanded), or send back
    (`tolak`).
    """
    tugas = tugas_untuk(tugas_id, actor, "verifikasi_realisasi")
    realisasi = realisasi_dari(tugas)
    skp = realisasi.skp
    bukan_diri(actor, skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id, *alur.pemutus(tugas, *SEBELUM_BKD))
    if keputusan not in TINDAKAN:
        raise TidakSah(Temuan("keputusan", None, _("Pilih sahkan, sahkan dengan target, atau tolak.")))
    if keputusan != "sahkan" and not catatan.strip():
        raise TidakSah(Temuan("catatan", None, _("Tulis alasan keputusan ini.")))
    if keputusan == "tolak":
        _boleh_menolak(realisasi)
    realisasi.status = aturan.lanjut(realisasi.status, TINDAKAN[keputusan], VERIFIKATUR).value
    realisasi.verifikatur_id, realisasi.catatan_verifikatur = actor.pegawai_id, catatan.strip() or None
    sebelum, predikat_sebelum = str(realisasi.nilai), realisasi.predikat
    fakta: dict[str, Any] = {"hasil_verifikasi": "sah"}
    if keputusan == "tolak":
        realisasi.penolakan_bkd += 1
        fakta = {"hasil_verifikasi": "tolak", "batas_tindak": batas("tindak_lanjut_verifikasi")}
    else:
        realisasi.diverifikasi_pada = waktu.sekarang()
    if keputusan == "sahkan_target":
        realisasi.pakai_target = True
        pakai_akhir(realisasi, "target")
        tulis_nilai(realisasi)
        pada = Periode(realisasi.tahun, realisasi.bulan).awal
        sebutan = predikat.predikat_pp46(realisasi.nilai or 0, pada=pada)
        realisasi.predikat = sebutan.nilai
        tambah_langkah(realisasi, *sebutan.jejak.langkah, parameter=sebutan.jejak.parameter)
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    event = Event.REALISASI_DITOLAK_BKD if keputusan == "tolak" else Event.REALISASI_DIVERIFIKASI
    audit.record(
        db.session,
        event,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        keputusan=keputusan,
        catatan=catatan.strip(),
        nilai_sebelum=sebelum,
        nilai=str(realisasi.nilai),
        predikat_sebelum=predikat_sebelum,
        predikat=realisasi.predikat,
    )
    if keputusan != "tolak":
        simpan_bulan(realisasi, actor=actor)
    return realisasi


@action
def tindak_lanjuti(
    tugas_id: str, *, actor: Actor, sikap: str, catatan: str, baris: list[dict[str, Any]] | None = None
) -> Realisasi:
    """After BKD sent it back: correct the values (`terima`), or stand by them with a reason (`bantah`)."""
    tugas = tugas_untuk(tugas_id, actor, "tindak_lanjut_verifikasi")
    realisasi = realisasi_dari(tugas)
    bukan_diri(actor, realisasi.skp.pegawai_id, *alur.pemutus(tugas, "verifikasi_realisasi"))
    if sikap not in ("terima", "bantah"):
        raise TidakSah(Temuan("sikap", None, _("Pilih terima atau bantah.")))
    if not catatan.strip():
        raise TidakSah(Temuan("catatan", None, _("Tulis penjelasan Anda untuk verifikatur.")))
    realisasi.status = aturan.lanjut(realisasi.status, f"{sikap}_bkd", PENILAI).value
    sebelum = catatan_nilai(baca_sisi(realisasi, "akhir"))
    if sikap == "terima":
        if not baris:
            raise TidakSah(Temuan("baris", None, _("Isi nilai yang sudah diperbaiki.")))
        semua = {b["kegiatan"] for b in baca_sisi(realisasi, "target")}
        isi_sisi(realisasi, "akhir", baris)
        if {b["kegiatan"] for b in baca_sisi(realisasi, "akhir")} != semua:
            raise TidakSah(Temuan("baris", None, _("Isi nilai untuk semua kegiatan bulan ini.")))
        _periksa_nilai(realisasi)
    realisasi.catatan_penilai = catatan.strip()
    alur.selesaikan(tugas_id, actor=actor, fakta={"sikap_penilai": sikap})
    audit.record(
        db.session,
        Event.REALISASI_DITINDAKLANJUTI,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        sikap=sikap,
        catatan=catatan.strip(),
        sebelum=sebelum,
        sesudah=catatan_nilai(baca_sisi(realisasi, "akhir")),
    )
    return realisasi


def _periksa_nilai(realisasi: Realisasi) -> None:
    """Corrected values obey the same limits as every other side's."""
    akhir = {b["kegiatan"]: b for b in baca_sisi(realisasi, "akhir")}
    for nomor, target in enumerate(baca_sisi(realisasi, "target"), 1):
        nilai, sasaran = (Nilai(**{m: b[m] for m in MEDAN_NILAI}) for b in (akhir[target["kegiatan"]], target))
        if temuan := isian.periksa_nilai(nilai, sasaran, nomor, jabatan=realisasi.skp.jabatan.jenis):
            raise TidakSah(*temuan)


def _boleh_menolak(realisasi: Realisasi) -> None:
    temuan = aturan.periksa_syarat(
        "tolak_bkd",
        pada=Periode(realisasi.tahun, realisasi.bulan).awal,
        penolakan_bkd=realisasi.penolakan_bkd,
        bkd_boleh_menolak=bkd_boleh_menolak(),
    )
    if temuan and not bkd_boleh_menolak():
        raise BukanHak(temuan[0].pesan, kode="bkd_tidak_menolak")
    if temuan:
        raise Bentrok(temuan[0].pesan, kode="penolakan_ketiga")

"""The month: reported by the pegawai, assessed by the pejabat penilai, accepted or appealed (regulations section
5.3).
"""

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select

from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.baris import baris_aturan, isi_sisi, pakai_akhir
from portal.actions.bersama import (
    atas_nama,
    baca_sisi,
    batas,
    bukan_diri,
    catatan_nilai,
    penuh,
    realisasi_dari,
    salin_sisi,
    tugas_untuk,
)
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.models import Banding, Kegiatan, KegiatanBulan, Realisasi
from portal.rules import isian, jendela
from portal.rules import realisasi as aturan
from portal.rules.alur import PEGAWAI, PENILAI
from portal.rules.periode import Periode
from portal.security import Actor


@action
def ajukan(tugas_id: str, *, actor: Actor, baris: list[dict[str, Any]]) -> Realisasi:
    """Send the month to the pejabat penilai. Bentrok while the SKP is not in force; lateness is kept with the month."""
    tugas = tugas_untuk(tugas_id, actor, "isi_realisasi")
    realisasi = realisasi_dari(tugas)
    periode = Periode(realisasi.tahun, realisasi.bulan)
    berlaku = realisasi.skp.status in ("ditetapkan", "ditutup")  # one that a move closed still has its past months
    halangan = aturan.periksa_syarat("ajukan", pada=periode.awal, skp_ditetapkan=berlaku)
    if halangan:
        raise Bentrok(halangan[0].pesan, kode="skp_belum_ditetapkan")
    realisasi.status = aturan.lanjut(realisasi.status, "ajukan", PEGAWAI).value
    salin_target(realisasi)
    isi_sisi(realisasi, "klaim", baris)
    _periksa(isian.periksa_realisasi(baris_aturan(realisasi), jabatan=realisasi.skp.jabatan.jenis))
    realisasi.diajukan_pada = waktu.sekarang()
    realisasi.terlambat = jendela.status(periode, waktu.sekarang()) is jendela.StatusJendela.TUTUP
    alur.selesaikan(tugas_id, actor=actor, fakta={"batas_tinjau": batas("tinjau_realisasi")})
    _catat(
        Event.REALISASI_DIAJUKAN,
        realisasi,
        actor,
        tugas,
        klaim=catatan_nilai(baca_sisi(realisasi, "klaim")),
        terlambat=realisasi.terlambat,
    )
    return realisasi


@action
def tinjau(
    tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "", baris: list[dict[str, Any]] | None = None
) -> Realisasi:
    """The pejabat penilai accepts, or rejects with suggested values and a note (both demanded)."""
    tugas = tugas_untuk(tugas_id, actor, "tinjau_realisasi")
    realisasi = realisasi_dari(tugas)
    bukan_diri(actor, realisasi.skp.pegawai_id)
    if keputusan not in ("setujui", "tolak"):
        raise TidakSah(Temuan("keputusan", None, _("Pilih setujui atau tolak.")))
    setuju = keputusan == "setujui"
    realisasi.status = aturan.lanjut(realisasi.status, keputusan, PENILAI).value
    realisasi.ditinjau_oleh_id, realisasi.catatan_penilai = actor.pegawai_id, catatan.strip() or None
    if setuju:
        pakai_akhir(realisasi, "disetujui")
        fakta: dict[str, Any] = {"disetujui": True}
    else:
        if not catatan.strip():
            raise TidakSah(Temuan("catatan", None, _("Tulis alasan penolakan; pegawai akan membacanya.")))
        isi_sisi(realisasi, "saran", baris or [])
        _periksa(isian.periksa_penolakan(baris_aturan(realisasi), jabatan=realisasi.skp.jabatan.jenis))
        fakta = {"disetujui": False, "batas_banding": penuh(datetime.fromisoformat(batas("tanggapi_penolakan")))}
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    _catat(
        Event.REALISASI_DISETUJUI if setuju else Event.REALISASI_DITOLAK,
        realisasi,
        actor,
        tugas,
        catatan=catatan,
        klaim=catatan_nilai(baca_sisi(realisasi, "klaim")),
        saran=catatan_nilai(baca_sisi(realisasi, "saran")),
    )
    return realisasi


@action
def tanggapi(tugas_id: str, *, actor: Actor, sikap: str, alasan: str = "") -> Realisasi:
    """After a rejection: take the suggested values, or appeal with a reason (once a month)."""
    tugas = tugas_untuk(tugas_id, actor, "tanggapi_penolakan")
    realisasi = realisasi_dari(tugas)
    if sikap not in ("terima", "banding"):
        raise TidakSah(Temuan("sikap", None, _("Pilih terima atau banding.")))
    realisasi.status = aturan.lanjut(realisasi.status, sikap, PEGAWAI).value
    if sikap == "terima":
        pakai_akhir(realisasi, "terima")
        fakta: dict[str, Any] = {"sikap": "terima"}
    else:
        _periksa(
            aturan.periksa_syarat(
                "banding",
                pada=Periode(realisasi.tahun, realisasi.bulan).awal,
                jumlah_banding=int(realisasi.banding is not None),
            )
        )
        if not alasan.strip():
            raise TidakSah(
                Temuan("alasan", None, _("Tulis alasan banding; atasan banding memutuskan berdasarkan alasan ini."))
            )
        db.session.add(Banding(realisasi_id=realisasi.id, alasan=alasan.strip(), diajukan_pada=waktu.sekarang()))
        fakta = {"sikap": "banding", "batas_putus": batas("putuskan_banding")}
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    event = Event.REALISASI_DITERIMA if sikap == "terima" else Event.BANDING_DIAJUKAN
    _catat(
        event, realisasi, actor, tugas, alasan=alasan, klaim=catatan_nilai(baca_sisi(realisasi, "klaim")),
        saran=catatan_nilai(baca_sisi(realisasi, "saran")),
    )  # fmt: skip
    return realisasi


def salin_target(realisasi: Realisasi) -> None:
    """Freeze the month's targets beside the claim, as the SKP in force has them now."""
    target = db.session.execute(
        select(KegiatanBulan)
        .join(Kegiatan, Kegiatan.id == KegiatanBulan.kegiatan_id)
        .where(Kegiatan.skp_id == realisasi.skp_id, KegiatanBulan.bulan == realisasi.bulan)
    ).scalars()
    isi = [
        {
            "kegiatan": t.kegiatan_id,
            "kuantitas": t.kuantitas,
            "kualitas": t.kualitas,
            "waktu": t.waktu,
            "biaya": t.biaya,
            "ak": t.ak,
        }
        for t in target
        if t.kuantitas > 0
    ]
    isi_sisi(realisasi, "target", isi)
    if not isi:
        salin_sisi(realisasi, "target", "klaim")


def _periksa(temuan: tuple[Temuan, ...]) -> None:
    if temuan:
        raise TidakSah(*temuan)


def _catat(event: Event, realisasi: Realisasi, actor: Actor, tugas: Any, **rincian: Any) -> None:
    audit.record(
        db.session,
        event,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        **rincian,
    )

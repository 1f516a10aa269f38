"""What e-absensi answered, kept with the run that asked; and the month's step that waited for it."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sqlalchemy import select

import workflows
from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.bersama import realisasi_dari, tugas_eksternal
from portal.actions.disiplin import perbarui_bulan
from portal.actions.tpp import simpan_karena_kehadiran
from portal.audit import Event
from portal.extensions import db
from portal.models import Pegawai, RekapAbsensi, Tarikan
from portal.rules.periode import Periode
from portal.security import SISTEM

MEDAN_REKAP = (
    "hari_kerja",
    "hadir",
    "apel",
    "apel_wajib",
    "upacara",
    "upacara_wajib",
    "tk",
    "izin",
    "cuti",
    "dl",
    "menit_kerja",
    "ditutup_pada",
)


@action
def catat(opd_id: int, bulan: str, hasil: Any, *, mulai: datetime, lama_ms: int) -> Tarikan:
    """Keep one complete answer (integrations Hasil of Rekap rows): new, changed (a higher versi), same and refused
    rows are counted.

    A correction is a row beside the old one. A row for an unknown person is a finding, and the others are kept.
    """
    pegawai = {
        p.nip: p.id
        for p in db.session.execute(select(Pegawai.nip, Pegawai.id).where(Pegawai.nip.in_([r.nip for r in hasil.rows])))
    }
    ada = {
        (r.pegawai_id, r.versi): r
        for r in db.session.scalars(
            select(RekapAbsensi).where(RekapAbsensi.bulan == bulan, RekapAbsensi.pegawai_id.in_(pegawai.values()))
        )
    }
    dikenal = {pegawai_id for pegawai_id, _versi in ada}
    temuan = [{"nip": t.nip, "pesan": t.pesan} for t in hasil.temuan]
    tarikan = Tarikan(
        opd_id=opd_id, bulan=bulan, sumber=hasil.sumber, mulai=mulai, lama_ms=lama_ms, lengkap=True,
        sidik=list(hasil.halaman), temuan=list(temuan), baru=0, berubah=0, sama=0, ditolak=len(temuan),
    )  # fmt: skip
    db.session.add(tarikan)
    db.session.flush()
    berubah: list[int] = []
    for rekap in hasil.rows:
        pegawai_id = pegawai.get(rekap.nip)
        if pegawai_id is None:
            temuan.append({"nip": rekap.nip, "pesan": "NIP tidak dikenal di portal."})
            tarikan.ditolak += 1
        elif (pegawai_id, rekap.versi) in ada:
            tarikan.sama += 1
        else:
            db.session.add(_rekap(rekap, pegawai_id, tarikan))
            berubah.append(pegawai_id)
            tarikan.berubah += pegawai_id in dikenal
            tarikan.baru += pegawai_id not in dikenal
    tarikan.temuan = list(temuan)
    audit.record(
        db.session,
        Event.REKAP_DITARIK,
        actor=SISTEM,
        subjek=("tarikan", tarikan.id),
        bulan=bulan,
        sumber=hasil.sumber,
        baru=tarikan.baru,
        berubah=tarikan.berubah,
        sama=tarikan.sama,
        ditolak=tarikan.ditolak,
    )
    perbarui_bulan(Periode.dari(bulan), berubah)
    simpan_karena_kehadiran(Periode.dari(bulan), berubah, tarikan.id)
    return tarikan


def _rekap(rekap: Any, pegawai_id: int, tarikan: Tarikan) -> RekapAbsensi:
    isi = {m: getattr(rekap, m) for m in MEDAN_REKAP}
    kejadian = [asdict(k) for k in rekap.kejadian]
    return RekapAbsensi(
        pegawai_id=pegawai_id, bulan=tarikan.bulan, versi=rekap.versi, tarikan_id=tarikan.id, kejadian=kejadian, **isi
    )


@action
def catat_gagal(opd_id: int, bulan: str, *, sumber: str, mulai: datetime, lama_ms: int, alasan: str) -> Tarikan:
    """Keep that we asked and got no usable answer; nothing of it is counted."""
    tarikan = Tarikan(
        opd_id=opd_id,
        bulan=bulan,
        sumber=sumber,
        mulai=mulai,
        lama_ms=lama_ms,
        lengkap=False,
        baru=0,
        berubah=0,
        sama=0,
        ditolak=0,
        sidik=[],
        temuan=[],
        galat=alasan,
    )
    db.session.add(tarikan)
    db.session.flush()
    audit.record(
        db.session, Event.REKAP_DITUNDA, actor=SISTEM, subjek=("tarikan", tarikan.id), bulan=bulan, alasan=alasan
    )
    return tarikan


@action
def pasang(tugas_id: str) -> str:
    """Attach the person's newest recap to the month and let it go on: "ada", "tidak_ada" (asked, not in the answer),
    "tanpa_mesin".
    """
    tugas = tugas_eksternal(tugas_id)
    realisasi = realisasi_dari(tugas)
    skp = realisasi.skp
    bulan = f"{realisasi.tahun:04d}-{realisasi.bulan:02d}"
    rekap = db.session.scalar(
        select(RekapAbsensi)
        .where(RekapAbsensi.pegawai_id == skp.pegawai_id, RekapAbsensi.bulan == bulan)
        .order_by(RekapAbsensi.versi.desc())
        .limit(1)
    )
    hasil = "ada" if rekap else "tidak_ada" if skp.opd.punya_mesin else "tanpa_mesin"
    realisasi.rekap_id = rekap.id if rekap else None
    alur.selesaikan(tugas_id, actor=None, fakta={"absensi": hasil})
    audit.record(
        db.session,
        Event.REKAP_DITARIK,
        actor=SISTEM,
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        absensi=hasil,
        versi=rekap.versi if rekap else None,
    )
    return hasil


@action
def parkir(tugas_id: str, *, alasan: str, sampai: datetime) -> None:
    """The partner is down: the step waits, shows why and until when, and is tried again by itself."""
    tugas = tugas_eksternal(tugas_id)
    with alur.diterjemahkan():
        workflows.park(db.session, tugas_id, reason=alasan, until=sampai, now=waktu.sekarang())
    audit.record(
        db.session,
        Event.REKAP_DITUNDA,
        actor=SISTEM,
        instans_id=tugas.instance_id,
        alasan=alasan,
        sampai=sampai.isoformat(),
    )

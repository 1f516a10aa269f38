"""Writing the demo's organisation and accounts: OPD, units, posts, people, chain, verifikatur, holidays, waves."""

import secrets
from datetime import date

from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select
from werkzeug.security import generate_password_hash

from portal import audit
from portal.actions import action
from portal.audit import Event
from portal.demo.susunan import GELOMBANG, OPD, Orang
from portal.extensions import db
from portal.models import (
    Gelombang,
    HariLibur,
    Jabatan,
    Opd,
    Pegawai,
    Penempatan,
    Pengganti,
    Pengguna,
    Rantai,
    Unit,
    Verifikatur,
)
from portal.rules.pihak import CATATAN_GUBERNUR
from portal.security import SISTEM

LIBUR = {  # fixed dates only; the moving ones of a year are master data
    (1, 1): "Tahun Baru",
    (5, 1): "Hari Buruh",
    (6, 1): "Hari Lahir Pancasila",
    (8, 17): "Hari Kemerdekaan",
    (12, 25): "Hari Raya Natal",
}


@action
def organisasi(orang: list[Orang], tahun: int) -> dict[str, int]:
    """Write everything; the ids of the people by their key. All begins on 1 January of the year before."""
    sejak = date(tahun - 1, 1, 1)
    gelombang = {
        k: Gelombang(kode=k, nama=nama, mulai=date(tahun + geser, bulan, 1))
        for k, (nama, geser, bulan) in GELOMBANG.items()
    }
    opd = {kode: Opd(kode=kode, nama=nama, punya_mesin=mesin) for kode, (nama, mesin) in OPD.items()}
    pucuk = {kode: Unit(opd=satu, nama=satu.nama) for kode, satu in opd.items()}
    unit = {
        (o.opd, o.bidang): pucuk[o.opd] if o.bidang is None else Unit(opd=opd[o.opd], induk=pucuk[o.opd], nama=o.bidang)
        for o in {(o.opd, o.bidang): o for o in orang}.values()
    }
    jabatan = {
        (o.jabatan, o.jenis): Jabatan(nama=o.jabatan, jenis=o.jenis, eselon=o.eselon, kelas=o.kelas) for o in orang
    }
    db.session.add_all([*gelombang.values(), *opd.values(), *unit.values(), *jabatan.values()])
    db.session.add_all(
        HariLibur(tanggal=date(t, b, h), nama=nama)
        for t in (tahun - 1, tahun, tahun + 1)
        for (b, h), nama in LIBUR.items()
    )
    pegawai = {
        o.kunci: Pegawai(
            nip=o.nip,
            nama=o.nama,
            jenis="pejabat_negara" if o.kunci == "gubernur" else "PNS",
            golongan=o.golongan or None,
            gelombang=gelombang[o.gelombang] if o.penilai else None,
        )
        for o in orang
    }
    db.session.add_all(pegawai.values())
    db.session.flush()
    for o in orang:
        db.session.add(
            Penempatan(
                pegawai=pegawai[o.kunci],
                unit=unit[o.opd, o.bidang],
                jabatan=jabatan[o.jabatan, o.jenis],
                sejak=sejak,
                nomor_sk="demo",
            )
        )
        if o.penilai and o.atasan:
            khusus = CATATAN_GUBERNUR if o.penilai == o.atasan else None
            db.session.add(
                Rantai(
                    pegawai=pegawai[o.kunci],
                    penilai=pegawai[o.penilai],
                    atasan=pegawai[o.atasan],
                    sejak=sejak,
                    pengecualian=khusus,
                )
            )
    _verifikatur(orang, pegawai, opd, sejak)
    audit.record(db.session, Event.DATA_INDUK_DIUBAH, actor=SISTEM, sumber="demo", pegawai=len(orang))
    return {kunci: satu.id for kunci, satu in pegawai.items()}


@action
def akun(orang: list[Orang], pegawai: dict[str, int], sandi: str) -> None:
    """One account per person, all with the demo's password (hashed once: it is the same for all)."""
    peran = {r.name: r for r in db.session.scalars(select(Role))}
    sidik = generate_password_hash(sandi)
    for o in orang:
        depan, _, belakang = o.nama.partition(" ")
        db.session.add(
            Pengguna(
                first_name=depan,
                last_name=belakang,
                username=o.nip,
                email=f"{o.nip.lower()}@ppk.invalid",
                active=True,
                password=sidik,
                wajib_ganti_sandi=False,
                pegawai_id=pegawai[o.kunci],
                roles=[peran["Pegawai"], *(peran[p] for p in o.peran)],
            )
        )
    audit.record(db.session, Event.AKUN_DIBUAT, actor=SISTEM, sumber="demo", jumlah=len(orang))


@action
def plt(pegawai: dict[str, int], pada: date) -> None:
    """One head of bidang is away these weeks: a colleague acts for him as Plh."""
    db.session.add(
        Pengganti(
            digantikan_id=pegawai["kabid_DISTAN_2"],
            pengganti_id=pegawai["kabid_DISTAN_1"],
            jenis="Plh",
            sejak=pada.replace(day=1),
            sampai=date(pada.year, 12, 31),
            nomor_surat="800/PLH/DEMO",
        )
    )
    audit.record(db.session, Event.DATA_INDUK_DIUBAH, actor=SISTEM, sumber="demo", pengganti="kabid_DISTAN_1")


def sandi_demo() -> str:
    """A password for this demo; nothing to guess, easy to type."""
    huruf = "abcdefghjkmnpqrstuvwxyz"
    return (
        "-".join("".join(secrets.choice(huruf) for _ in range(4)) for _ in range(3))
        + "-"
        + str(secrets.randbelow(90) + 10)
    )


def _verifikatur(orang: list[Orang], pegawai: dict[str, Pegawai], opd: dict[str, Opd], sejak: date) -> None:
    for o in orang:
        if "Verifikatur BKD" in o.peran:
            for satu in opd.values():
                db.session.add(Verifikatur(pegawai=pegawai[o.kunci], opd=satu, sejak=sejak))

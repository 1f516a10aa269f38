"""A small organisation that the law would accept: two OPD, a chain up to the governor, one account per person.

`ORANG` names them; a test says `login("pelaksana1")` or `orang("kasi")`. Everything is in force since 1 January 2025.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session
from werkzeug.security import generate_password_hash

from portal.models import (
    Gelombang,
    Jabatan,
    Opd,
    Parameter,
    Pegawai,
    Penempatan,
    Pengguna,
    Rantai,
    Unit,
    Verifikatur,
)

SANDI = "Rahasia-2026!"
SIDIK = generate_password_hash(SANDI, method="pbkdf2:sha256:1")  # cheap: the suite logs in a lot
SEJAK = date(2025, 1, 1)


@dataclass(frozen=True)
class Orang:
    """Who, where, which post, appraised by whom, with which stored roles."""

    nip: str
    nama: str
    unit: str
    jabatan: str
    jenis: str
    penilai: str | None
    atasan: str | None
    peran: tuple[str, ...] = ()
    eselon: str | None = None
    pengecualian: str | None = None


OPD = {"SETDA": "Sekretariat Daerah", "BKD": "Badan Kepegawaian Daerah", "DINAS": "Dinas Sosial"}
UNIT = {  # kode: (OPD, induk, nama)
    "setda": ("SETDA", None, "Sekretariat Daerah"),
    "bkd": ("BKD", None, "Badan Kepegawaian Daerah"),
    "bkd_kinerja": ("BKD", "bkd", "Bidang Kinerja"),
    "dinas": ("DINAS", None, "Dinas Sosial"),
    "dinas_bidang": ("DINAS", "dinas", "Bidang Rehabilitasi Sosial"),
    "dinas_seksi": ("DINAS", "dinas_bidang", "Seksi Rehabilitasi Anak"),
}
ORANG = {
    "gubernur": Orang("GUBERNUR", "Gubernur Nusa Tenggara Timur", "setda", "Gubernur", "jpt", None, None),
    "sekda": Orang(
        "196701011992031001", "Yohana Sekda", "setda", "Sekretaris Daerah", "jpt", "gubernur", "gubernur",
        ("Pimpinan",), "I.b", "Tidak ada atasan di atas gubernur",
    ),
    "kepala_bkd": Orang(
        "196901011993031002", "Anton Kepala BKD", "bkd", "Kepala Badan", "jpt", "sekda", "gubernur", (), "II.a",
    ),
    "kabid_bkd": Orang(
        "197501012000032001", "Bertha Kabid BKD", "bkd_kinerja", "Kepala Bidang", "administrator", "kepala_bkd",
        "sekda", (), "III.a",
    ),
    "verifikatur": Orang(
        "198501012010011001", "Carolus Verifikatur", "bkd_kinerja", "Analis Kepegawaian", "fungsional", "kabid_bkd",
        "kepala_bkd", ("Verifikatur BKD",),
    ),
    "verifikatur2": Orang(
        "198601012010012002", "Dina Verifikatur", "bkd_kinerja", "Analis Kepegawaian", "fungsional", "kabid_bkd",
        "kepala_bkd", ("Verifikatur BKD",),
    ),
    "admin_bkd": Orang(
        "198701012011011003", "Emanuel Admin", "bkd_kinerja", "Pengelola Kepegawaian", "pelaksana", "kabid_bkd",
        "kepala_bkd", ("Admin BKD",),
    ),
    "pengelola_alur": Orang(
        "198801012012012004", "Fransiska Pengelola", "bkd_kinerja", "Pengelola Kepegawaian", "pelaksana", "kabid_bkd",
        "kepala_bkd", ("Pengelola Alur",),
    ),
    "penyetuju_alur": Orang(
        "198901012013011005", "Gabriel Penyetuju", "bkd_kinerja", "Pengelola Kepegawaian", "pelaksana", "kabid_bkd",
        "kepala_bkd", ("Penyetuju Alur",),
    ),
    "auditor": Orang(
        "199001012014012006", "Helena Auditor", "bkd", "Auditor", "fungsional", "kepala_bkd", "sekda", ("Auditor",),
    ),
    "kepala": Orang(
        "197001011994031003", "Ignasius Kepala Dinas", "dinas", "Kepala Dinas", "jpt", "sekda", "gubernur", (), "II.a",
    ),
    "kabid": Orang(
        "197601012001032002", "Juliana Kabid", "dinas_bidang", "Kepala Bidang", "administrator", "kepala", "sekda", (),
        "III.a",
    ),
    "kasi": Orang(
        "198001012005011004", "Kornelis Kasi", "dinas_seksi", "Kepala Seksi", "pengawas", "kabid", "kepala", (), "IV.a",
    ),
    "pelaksana1": Orang(
        "199101012015012007", "Lusia Pelaksana", "dinas_seksi", "Pengadministrasi Umum", "pelaksana", "kasi", "kabid",
    ),
    "pelaksana2": Orang(
        "199201012016011008", "Markus Pelaksana", "dinas_seksi", "Pengadministrasi Umum", "pelaksana", "kasi", "kabid",
    ),
    "pelaksana3": Orang(
        "199301012017012009", "Natalia Pelaksana", "dinas_seksi", "Bendahara", "pelaksana", "kasi", "kabid",
    ),
    "jft": Orang(
        "199401012018011010", "Oktovianus Pekerja Sosial", "dinas_bidang", "Pekerja Sosial", "fungsional", "kabid",
        "kepala",
    ),
    "admin_opd": Orang(
        "199501012019012011", "Paulina Admin", "dinas", "Pengelola Kepegawaian", "pelaksana", "kepala", "sekda",
        ("Admin OPD",),
    ),
}  # fmt: skip


def isi_organisasi(session: Session) -> None:
    """Write the whole organisation and its accounts; roles must exist (`peran sinkron`). The caller commits."""
    gelombang = Gelombang(kode="G1", nama="Seluruh PNS provinsi", mulai=date(2026, 1, 1))
    opd = {kode: Opd(kode=kode, nama=nama) for kode, nama in OPD.items()}
    unit: dict[str, Unit] = {}
    for kode, (milik, induk, nama) in UNIT.items():
        unit[kode] = Unit(opd=opd[milik], induk=unit.get(induk or ""), nama=nama)
    jabatan = {(o.jabatan, o.jenis): Jabatan(nama=o.jabatan, jenis=o.jenis, eselon=o.eselon) for o in ORANG.values()}
    session.add_all([gelombang, *opd.values(), *unit.values(), *jabatan.values()])
    pegawai = {kunci: _pegawai(kunci, o, gelombang) for kunci, o in ORANG.items()}
    session.add_all(pegawai.values())
    session.flush()
    for kunci, o in ORANG.items():
        post = jabatan[o.jabatan, o.jenis]
        session.add(Penempatan(pegawai=pegawai[kunci], unit=unit[o.unit], jabatan=post, sejak=SEJAK))
        if o.penilai and o.atasan:
            session.add(
                Rantai(
                    pegawai=pegawai[kunci], penilai=pegawai[o.penilai], atasan=pegawai[o.atasan], sejak=SEJAK,
                    pengecualian=o.pengecualian,
                )
            )  # fmt: skip
        session.add(akun(session, o, pegawai[kunci]))
    for kode in OPD:
        session.add(Verifikatur(pegawai=pegawai["verifikatur"], opd=opd[kode], sejak=SEJAK))
    session.add(Verifikatur(pegawai=pegawai["verifikatur2"], opd=opd["BKD"], sejak=SEJAK))
    session.flush()


def pindah(session: Session, kunci: str, sejak: date) -> None:
    """That person begins in a new place on that day (SPMT), as the same unit and post go. The caller commits."""
    lama = session.scalars(
        select(Penempatan).join(Pegawai, Pegawai.id == Penempatan.pegawai_id).where(Pegawai.nip == ORANG[kunci].nip)
    ).one()
    lama.sampai = sejak - timedelta(days=1)
    session.add(Penempatan(pegawai_id=lama.pegawai_id, unit_id=lama.unit_id, jabatan_id=lama.jabatan_id, sejak=sejak))
    session.flush()


def sejak_lama(session: Session, sejak: date) -> None:
    """Everything is in force since that earlier day: for years under older rules. The caller commits."""
    for tabel in (Penempatan, Rantai, Verifikatur):
        session.execute(update(tabel).values(sejak=sejak))
    session.execute(update(Gelombang).values(mulai=sejak))
    session.flush()


def nyalakan(session: Session, kunci: str, nilai: str = "ya", sejak: date = SEJAK) -> None:
    """Set a dated switch, such as `bkd_boleh_menolak` (off by default, as in NTT). The caller commits."""
    session.add(Parameter(kunci=kunci, nilai=nilai, sejak=sejak, dasar="uji"))
    session.flush()


def _pegawai(kunci: str, o: Orang, gelombang: Gelombang) -> Pegawai:
    if kunci == "gubernur":
        return Pegawai(nip=o.nip, nama=o.nama, jenis="pejabat_negara")
    return Pegawai(nip=o.nip, nama=o.nama, jenis="PNS", golongan="III/a", gelombang=gelombang)


def akun(session: Session, o: Orang, pegawai: Pegawai) -> Pengguna:
    """The account of a person, with the password SANDI and no duty to change it. The caller adds and commits."""
    from flask_appbuilder.security.sqla.models import Role

    depan, _, belakang = o.nama.partition(" ")
    return Pengguna(
        first_name=depan, last_name=belakang, username=o.nip, email=f"{o.nip.lower()}@ppk.invalid", active=True,
        password=SIDIK, wajib_ganti_sandi=False, pegawai=pegawai,
        roles=list(session.scalars(select(Role).where(Role.name.in_(("Pegawai", *o.peran))))),
    )  # fmt: skip

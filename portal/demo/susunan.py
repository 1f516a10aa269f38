"""Who is in the demo: a complete chain from the governor down to the clerks of BKD and Dinas Pertanian. All names
are made up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from random import Random

OPD = {
    "SETDA": ("Sekretariat Daerah", False),
    "BKD": ("Badan Kepegawaian Daerah", True),
    "DISTAN": ("Dinas Pertanian dan Ketahanan Pangan", True),
}
GELOMBANG = {  # kode: (nama, tahun mulai sejak tahun ini, bulan mulai)
    "PERCONTOHAN": ("Subbidang percontohan", -1, 1),
    "STRUKTURAL": ("Pejabat struktural", 0, 1),
    "JFT": ("Jabatan fungsional tertentu", 0, 8),
    "UPTD": ("Pelaksana dan UPTD", 0, 10),
    "GURU": ("Guru SMA, SMK, dan SLB", 0, 12),
}
PERCONTOHAN = re.compile(r"(kabid_(BKD|DISTAN)_1|kasi_(BKD|DISTAN)_1_0|staf_(BKD|DISTAN)_1_0_[0-3])\Z")
"""Two subbidang and their heads began a year earlier than the others: they have a whole year with its result."""
BIDANG = {
    "BKD": (
        "Sekretariat",
        "Bidang Mutasi",
        "Bidang Penilaian Kinerja",
        "Bidang Pengembangan",
        "Bidang Data dan Informasi",
    ),
    "DISTAN": ("Sekretariat", "Bidang Tanaman Pangan", "Bidang Hortikultura", "Bidang Penyuluhan", "UPTD Perbenihan"),
}
STAF = {  # jenis, jabatan: three to a subbidang, one of them functional
    "BKD": (
        ("fungsional", "Analis Kepegawaian"),
        ("pelaksana", "Pengelola Kepegawaian"),
        ("pelaksana", "Pengadministrasi Umum"),
        ("fungsional", "Pranata Komputer"),
    ),
    "DISTAN": (
        ("fungsional", "Penyuluh Pertanian"),
        ("pelaksana", "Pengelola Data"),
        ("pelaksana", "Pengadministrasi Umum"),
        ("fungsional", "Pengawas Benih Tanaman"),
    ),
}
DEPAN = (
    "Adelina",
    "Agustinus",
    "Albertina",
    "Aloysius",
    "Ambrosius",
    "Anastasia",
    "Benediktus",
    "Bernadeta",
    "Blasius",
    "Cornelia",
    "Damianus",
    "Desideria",
    "Dominikus",
    "Elisabet",
    "Emilia",
    "Fabianus",
    "Felisitas",
    "Florianus",
    "Gaudensia",
    "Gregorius",
    "Hendrika",
    "Hironimus",
    "Imelda",
    "Isidorus",
    "Josefina",
    "Kanisius",
    "Kristina",
    "Laurensius",
    "Ludgardis",
    "Marselinus",
    "Matilda",
    "Nikodemus",
    "Oliva",
    "Paskalis",
    "Petronela",
    "Rafael",
    "Regina",
    "Robertus",
    "Sebastianus",
    "Serafina",
    "Silvester",
    "Teresia",
    "Theodorus",
    "Ursula",
    "Valentinus",
    "Veronika",
    "Wilhelmina",
    "Yakobus",
)
BELAKANG = (
    "Atalaka",
    "Banoena",
    "Bere Tae",
    "Dapawole",
    "Fanggina",
    "Hambali",
    "Kapitanu",
    "Ledokia",
    "Lenamah",
    "Makunimo",
    "Manubela",
    "Nahakita",
    "Natonia",
    "Ndapalu",
    "Oematani",
    "Padjuka",
    "Radjapono",
    "Sabonete",
    "Talonibu",
    "Umbukoda",
    "Wadubara",
    "Wetangtero",
)


@dataclass
class Orang:
    """One made-up person; `penilai` and `atasan` point to others. `peran`: stored roles beside Pegawai."""

    kunci: str
    nip: str
    nama: str
    opd: str
    bidang: str | None
    jenis: str
    jabatan: str
    eselon: str | None
    kelas: int
    golongan: str
    gelombang: str
    penilai: str | None
    atasan: str | None
    peran: list[str] = field(default_factory=list)


def susun(tahun: int) -> list[Orang]:
    """Everybody, superiors first; about 120."""
    acak = Random(20180415)
    orang = [
        _gubernur(),
        _pejabat("sekda", acak, "SETDA", None, "jpt", "Sekretaris Daerah", "I.b", 16, "gubernur", "gubernur"),
    ]
    orang.append(_staf("auditor", acak, "SETDA", None, "fungsional", "Auditor Ahli Madya", "sekda", "gubernur"))
    for opd, bidang_opd in BIDANG.items():
        kepala = f"kepala_{opd}"
        orang.append(_pejabat(kepala, acak, opd, None, "jpt", f"Kepala {OPD[opd][0]}", "II.a", 15, "sekda", "gubernur"))
        for nomor, bidang in enumerate(bidang_opd):
            orang += _bidang(acak, opd, nomor, bidang, kepala)
    _beri_peran(orang)
    for o in orang:
        if PERCONTOHAN.match(o.kunci):
            o.gelombang = "PERCONTOHAN"
    return orang


def _bidang(acak: Random, opd: str, nomor: int, bidang: str, kepala: str) -> Iterator[Orang]:
    kabid = f"kabid_{opd}_{nomor}"
    sebutan = "Sekretaris" if nomor == 0 else f"Kepala {bidang}"
    yield _pejabat(kabid, acak, opd, bidang, "administrator", sebutan, "III.a", 12, kepala, "sekda")
    for sub in range(2):
        kasi = f"kasi_{opd}_{nomor}_{sub}"
        nama = (
            f"Kepala Subbagian {'Umum' if sub == 0 else 'Perencanaan'}"
            if nomor == 0
            else f"Kepala Subbidang {bidang.split(' ', 1)[-1]} {'I' * (sub + 1)}"
        )
        yield _pejabat(kasi, acak, opd, bidang, "pengawas", nama, "IV.a", 9, kabid, kepala)
        for staf in range(4):
            jenis, jabatan = STAF[opd][(staf + nomor) % 4]
            yield _staf(f"staf_{opd}_{nomor}_{sub}_{staf}", acak, opd, bidang, jenis, jabatan, kasi, kabid)


def _gubernur() -> Orang:
    return Orang(
        "gubernur",
        "GUBERNUR",
        "Gubernur Nusa Tenggara Timur",
        "SETDA",
        None,
        "jpt",
        "Gubernur",
        None,
        17,
        "",
        "STRUKTURAL",
        None,
        None,
    )


def _pejabat(
    kunci: str,
    acak: Random,
    opd: str,
    bidang: str | None,
    jenis: str,
    jabatan: str,
    eselon: str,
    kelas: int,
    penilai: str,
    atasan: str,
) -> Orang:
    golongan = {"I": "IV/d", "II": "IV/c", "III": "IV/a", "IV": "III/d"}[eselon.split(".")[0]]
    return Orang(
        kunci,
        _nip(acak, 1966, 1980),
        _nama(acak),
        opd,
        bidang,
        jenis,
        jabatan,
        eselon,
        kelas,
        golongan,
        "STRUKTURAL",
        penilai,
        atasan,
    )


def _staf(
    kunci: str, acak: Random, opd: str, bidang: str | None, jenis: str, jabatan: str, penilai: str, atasan: str
) -> Orang:
    gelombang = "JFT" if jenis == "fungsional" else "UPTD"
    golongan, kelas = ("III/c", 8) if jenis == "fungsional" else ("II/d", 6)
    return Orang(
        kunci,
        _nip(acak, 1978, 1996),
        _nama(acak),
        opd,
        bidang,
        jenis,
        jabatan,
        None,
        kelas,
        golongan,
        gelombang,
        penilai,
        atasan,
    )


def _nama(acak: Random) -> str:
    return f"{acak.choice(DEPAN)} {acak.choice(BELAKANG)}"


def _nip(acak: Random, dari: int, sampai: int) -> str:
    """A valid NIP: born in that span, appointed at 22 to 26, of either sex."""
    lahir = date(acak.randint(dari, sampai), acak.randint(1, 12), acak.randint(1, 28))
    tmt = f"{lahir.year + acak.randint(22, 26)}{acak.choice((1, 3, 12)):02d}"
    return f"{lahir:%Y%m%d}{tmt}{acak.randint(1, 2)}{acak.randint(1, 499):03d}"


def _beri_peran(orang: list[Orang]) -> None:
    menurut = {o.kunci: o for o in orang}
    for kunci, peran in {
        "staf_BKD_2_0_2": "Verifikatur BKD",
        "staf_BKD_2_1_2": "Verifikatur BKD",
        "staf_BKD_4_0_0": "Admin BKD",
        "staf_BKD_4_0_1": "Pengelola Alur",
        "staf_BKD_4_1_0": "Penyetuju Alur",
        "kepala_BKD": "Pimpinan",
        "sekda": "Pimpinan",
        "auditor": "Auditor",
        "staf_DISTAN_0_0_2": "Admin OPD",
        "staf_BKD_0_0_2": "Admin OPD",
    }.items():
        menurut[kunci].peran.append(peran)

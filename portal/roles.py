"""Who may do what, as data. FAB matches these as regular expressions from the start, so each is closed with ^ and $.

A right is (object, verb): the object is a view's `class_permission_name`, the verb its permission without `can_`.
`Pejabat Penilai` and `Atasan Banding` are never ticked by hand: they follow from the chain (portal/security.py).
"""

SEMUA = {
    "Beranda": ("lihat",),
    "Tugas": ("lihat", "kerjakan"),
    "SKP": ("lihat",),
    "Realisasi": ("lihat",),
    "Bukti": ("unduh",),
    "Cari": ("lihat",),
    "Instans": ("lihat",),
    "Akun": ("ganti",),
    "Pemberitahuan": ("baca",),
    "TugasApi": ("get", "post"),
    "OpenApi": ("get",),
    "ProsesApi": ("mulai",),
    "InstansApi": ("get",),
    "Penilaian": ("lihat",),
    "CatatanPerilaku": ("lihat",),
    "Hukuman": ("lihat",),
}
"""What everyone with an account has; whose rows they see is decided by scope(actor)."""

INSTANS = {"Instans": ("lihat", "cari", "periksa"), "Peristiwa": ("lihat",), "Operasi": ("lihat",)}
"""Who searches among all cases, reads the audit trail and sees what stands still, and says what for before opening a
case."""

LAPORAN = {"Laporan": ("lihat", "minta"), "Perkembangan": ("lihat",)}
"""Who looks at an OPD, or at all of them, in numbers."""

CAPAIAN = {"Capaian": ("lihat", "tetapkan")}
"""Who records how an organisation did; which organisations: actions/capaian.py."""

DATA_INDUK = (
    "OPD",
    "Unit",
    "Jabatan",
    "Pegawai",
    "Penempatan",
    "Rantai",
    "Pengganti",
    "Verifikatur",
    "Hari Libur",
    "Gelombang",
    "Parameter",
    "Tarikan",
)
UBAH = ("list", "show", "add", "edit", "delete")
BACA = ("list", "show")

PERAN: dict[str, dict[str, tuple[str, ...]]] = {
    "Pegawai": SEMUA
    | {"SKP": ("lihat", "buat"), "Bukti": ("unduh", "unggah"), "Lampiran": ("unduh", "unggah")}
    | {"TugasTambahan": ("catat",)},
    "Pejabat Penilai": {
        "Bawahan": ("lihat",),
        "Bukti": ("unduh",),
        "Lampiran": ("unduh", "unggah"),
        "CatatanPerilaku": ("lihat", "tulis"),
        "TugasTambahan": ("akui",),
    },
    "Atasan Banding": {"Bawahan": ("lihat",), "Bukti": ("unduh",), "Lampiran": ("unduh",)},
    "Verifikatur BKD": SEMUA | {"Verifikasi": ("lihat", "putuskan")},
    "Admin OPD": SEMUA
    | LAPORAN
    | {"KelolaAkun": ("lihat", "sandi"), "Tpp": ("lihat",), "Capaian": ("lihat",)}
    | dict.fromkeys(("Unit", "Pegawai", "Penempatan", "Rantai", "Pengganti"), BACA),
    "Pengelola Alur": SEMUA | {"Proses": ("lihat", "ubah"), "ProsesApi": ("get", "mulai", "put", "ajukan")},
    "Penyetuju Alur": SEMUA
    | {"Proses": ("lihat", "terbitkan"), "ProsesApi": ("get", "mulai", "terbitkan")}
    | {"Ketentuan": ("lihat", "simulasikan", "setujui")},
    "Pimpinan": SEMUA | LAPORAN | CAPAIAN,
    "Auditor": SEMUA
    | INSTANS
    | {"Proses": ("lihat",), "ProsesApi": ("get", "mulai"), "Ketentuan": ("lihat",), "Disiplin": ("lihat",)}
    | {"Capaian": ("lihat",)}
    | dict.fromkeys(DATA_INDUK, BACA),
    "Admin BKD": SEMUA
    | INSTANS
    | {"Proses": ("lihat",), "ProsesApi": ("get", "mulai")}
    | {"Instans": (*INSTANS["Instans"], "alihkan"), "Operasi": ("lihat", "jalankan")}
    | {"KelolaAkun": ("lihat", "kelola", "sandi"), "Verifikasi": ("lihat",)}
    | {"Ketentuan": ("lihat", "usulkan", "simulasikan", "setujui"), "Tpp": ("lihat", "hitung")}
    | {"Disiplin": ("lihat", "catat", "periksa")}
    | LAPORAN
    | CAPAIAN
    | dict.fromkeys(DATA_INDUK, UBAH)
    | {"Tarikan": BACA, "Parameter": BACA},
}

PERAN_TURUNAN = ("Pejabat Penilai", "Atasan Banding")
"""Roles that come from the chain and are never stored with an account."""


def hak() -> dict[str, list[str]]:
    """Every role with its rights as "Objek.kata", in order: what the audit trail keeps and compares."""
    return {nama: sorted(f"{o}.{k}" for o, semua in isi.items() for k in semua) for nama, isi in sorted(PERAN.items())}


def fab_roles() -> dict[str, list[list[str]]]:
    """The same as FAB_ROLES wants it; `Admin` is FAB's own superuser and is given to nobody by the portal."""
    roles = {
        nama: [[f"^{objek}$", f"^can_({'|'.join(kata)})$"] for objek, kata in hak.items()]
        + [[f"^{objek}$", "^menu_access$"] for objek in hak]
        for nama, hak in PERAN.items()
    }
    roles["Admin"] = [[".*", ".*"]]
    return roles

"""What every address that names an object answers to whom: the declaration that test_matriks.py holds the portal to.

Who has not the right of the route (portal/roles.py, test_rute.RUTE) gets 403, whatever the object. Of the others, those
of `siapa` get through, the rest get `lain`: 404, for they must not even learn that it exists. An address with an object
that is not here fails the test.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

SEMUA = frozenset({"*"})
"""Everyone with the right of the route: it depends on the role alone."""
TIGA = frozenset({"pemilik", "penilai", "atasan", "plt"})
"""The parties of a case; a Plt of the penilai is one of them, a Plh of its owner, or a Plt of last year, is not."""
PIHAK = TIGA | {"verifikatur"}
MELIHAT_OPD = frozenset({"admin_opd", "pimpinan", "pimpinan_bkd"})
PEMERIKSA = frozenset({"auditor", "admin_bkd"})
MEMBACA = PIHAK | MELIHAT_OPD | PEMERIKSA
TAHUNAN = TIGA | MELIHAT_OPD | PEMERIKSA
PENILAI = frozenset({"penilai", "plt"})
PEMILIK = frozenset({"pemilik"})
BUKAN_PEMILIK = dict.fromkeys(MEMBACA - PEMILIK, 403)
"""Who reads a month knows that it is there, and may not change its evidence."""
TERKIRIM = dict.fromkeys(MEMBACA, 403)
"""A month that was sent is closed to its owner too."""
TUJUAN = dict.fromkeys(PEMERIKSA, 403)
"""Over REST a case is shown to who examines only once he has said what for."""


@dataclass(frozen=True)
class Izin:
    """`isi`: word of the address -> object of the world (tests/meta/dunia.py). `beda`: a relation's own answer.
    `kirim`: what is sent, sound enough that who is refused is refused for who he is."""

    isi: Mapping[str, str]
    siapa: frozenset[str] = SEMUA
    lain: int = 404
    beda: Mapping[str, int] = field(default_factory=dict)
    kirim: Mapping[str, object] = field(default_factory=dict)


BERALASAN = {"alasan": "Layanan sudah dinyalakan lagi"}
PENILAI_SENDIRI = frozenset({"penilai"})
_PENYERAH = PENILAI_SENDIRI | {"admin_bkd"}


def _tugas(kata: str, siapa: frozenset[str], nama: str) -> Izin:
    return Izin({"tugas_id": nama}, siapa, kirim=KIRIM.get(kata, {}))


def _serah(siapa: frozenset[str], beda: Mapping[str, int], **kirim: str) -> Izin:
    return Izin({"tugas_id": "tugas_penilai"}, siapa, beda=beda, kirim={**BERALASAN, **kirim})


KIRIM: dict[str, dict[str, object]] = {
    "selesai": {"isian": {"keputusan": "setujui"}}, "draf": {"isian": {}}, "tunda": {"sampai": "2099-01-01T00:00:00Z"},
}  # fmt: skip
"""JSON that the calls about a task want."""


_SKP, _BULAN, _INSTANS = {"skp_id": "skp"}, {"realisasi_id": "realisasi"}, {"instans_id": "instans"}
_TERBUKA = {"realisasi_id": "realisasi_terbuka"}
_USULAN = {"usulan_id": "usulan"}
_PROSES, _AKUN, _TAHUN = {"kunci": "proses"}, {"akun_id": "akun"}, {"penilaian_id": "penilaian"}

_CAPAIAN = {"tahun": 2025, "capaian": "baik", "dasar": "SK Gubernur 1/KEP/2026"}
_TAMBAHAN = {"jenis": "tugas", "uraian": "Panitia lomba", "tanggal": "2026-03-01", "surat": "1"}

IZIN: dict[str, Izin | tuple[Izin, ...]] = {
    # documents
    "SkpView.baca": Izin(_SKP, MEMBACA),
    "SkpView.versi": Izin({**_SKP, "n": "versi"}, MEMBACA),
    "FormulirView.skp": Izin({**_SKP, "form": "form_skp", "bentuk": "bentuk"}, MEMBACA),
    "FormulirTahunanView.penilaian": Izin({**_TAHUN, "form": "form_tahunan", "bentuk": "bentuk"}, TAHUNAN),
    "FormulirBukuView.buku": Izin({"pegawai_id": "pegawai", "form": "form_buku", "bentuk": "bentuk"}, TIGA | PEMERIKSA),
    "FormulirBulanView.bulan": Izin({**_BULAN, "form": "form_bulan", "bentuk": "bentuk"}, MEMBACA),
    "FormulirApi.bulan": Izin({**_BULAN, "form": "form_bulan", "bentuk": "bentuk"}, MEMBACA, beda=TUJUAN),
    "FormulirApi.skp": Izin({**_SKP, "form": "form_skp", "bentuk": "bentuk"}, MEMBACA, beda=TUJUAN),
    "FormulirApi.penilaian": Izin({**_TAHUN, "form": "form_tahunan", "bentuk": "bentuk"}, TAHUNAN, beda=TUJUAN),
    "FormulirApi.buku": Izin(
        {"pegawai_id": "pegawai", "form": "form_buku", "bentuk": "bentuk"}, TIGA | PEMERIKSA, beda=TUJUAN
    ),
    "RealisasiView.baca": Izin(_BULAN, MEMBACA),
    "PenilaianView.baca": Izin(_TAHUN, TAHUNAN),
    "MengapaBulanView.satu": Izin({"realisasi_id": "realisasi_dinilai"}, MEMBACA),
    "MengapaBulanApi.satu": Izin({"realisasi_id": "realisasi_dinilai"}, MEMBACA, beda=TUJUAN),
    "MengapaTahunView.satu": Izin({"penilaian_id": "penilaian_dinilai"}, TAHUNAN),
    "MengapaTahunApi.satu": Izin({"penilaian_id": "penilaian_dinilai"}, TAHUNAN, beda=TUJUAN),
    "CatatanPerilakuView.buku": Izin({"pegawai_id": "pegawai"}, TIGA | PEMERIKSA),
    "CatatanPerilakuView.tulis": Izin({"pegawai_id": "pegawai"}, PENILAI),
    "CatatanPerilakuView.coret": Izin({"pegawai_id": "pegawai", "catatan_id": "catatan"}, PENILAI),
    "RevisiView.baca": Izin({"revisi_id": "revisi"}, MEMBACA),
    "RevisiView.mulai": Izin(_SKP, PEMILIK),
    "TugasTambahanView.catat": Izin(_SKP, PEMILIK, kirim=_TAMBAHAN),
    "TugasTambahanView.hapus": Izin({"tambahan_id": "tambahan"}, PEMILIK),
    "TugasTambahanView.akui": Izin({"tambahan_id": "tambahan"}, PENILAI, kirim={"keputusan": "akui"}),
    # files: for the parties alone
    "BuktiView.unduh": Izin({"bukti_id": "bukti"}, PIHAK),
    "UnggahView.unggah": (Izin(_TERBUKA, PEMILIK, beda=BUKAN_PEMILIK), Izin(_BULAN, frozenset(), beda=TERKIRIM)),
    "UnggahView.hapus": (
        Izin({**_TERBUKA, "bukti_id": "bukti_terbuka"}, PEMILIK, beda=BUKAN_PEMILIK),
        Izin({**_BULAN, "bukti_id": "bukti"}, frozenset(), beda=TERKIRIM),
    ),
    "LampiranView.unduh": Izin({"lampiran_id": "lampiran"}, TIGA),
    "LampirkanView.unggah": Izin(_TAHUN, TAHUNAN, kirim={"Kegunaan": "serah_terima"}),
    "LampirkanView.hapus": Izin({**_TAHUN, "lampiran_id": "lampiran"}, PENILAI),
    # tasks: the appraiser's, the person's own, the queue's
    **{
        f"{kelas}.{kata}": (
            _tugas(kata, PENILAI, "tugas_penilai"),
            _tugas(kata, frozenset({"pemilik"}), "tugas_pribadi"),
            _tugas(kata, frozenset({"verifikatur"}), "tugas_antrean"),
        )
        for kelas, kata_kata in {
            "TugasView": ("tugas", "ambil", "lepas", "draf", "tunda"),
            "TugasApi": ("satu", "ambil", "lepas", "draf", "tunda", "selesai"),
        }.items()
        for kata in kata_kata
    },
    # a task handed to a colleague: its holder and Admin BKD; who stands in knows of it and hands nothing on
    "PenyerahanView.serahkan": _serah(_PENYERAH, {"plt": 403}, kepada="0"),
    "PenyerahanApi.serahkan": _serah(PENILAI_SENDIRI, {"plt": 403, "admin_bkd": 403}, kepada="0"),
    "PenyerahanApi.penerima": _serah(PENILAI_SENDIRI, {"plt": 403, "admin_bkd": 403}),
    "PenyerahanView.kembalikan": _serah(_PENYERAH | {"plt"}, {}),
    "PenyerahanApi.kembalikan": _serah(_PENYERAH | {"plt"}, {}),
    **{
        f"{kelas}.{kata}": (
            _tugas(kata, frozenset(), "tugas_penilai"),
            _tugas(kata, PEMILIK, "tugas_pribadi"),
            _tugas(kata, frozenset(), "tugas_antrean"),
        )
        for kelas, kata_kata in {
            "ImporView": ("halaman", "pratinjau", "templat"),
            "ImporApi": ("pratinjau", "terapkan", "templat"),
        }.items()
        for kata in kata_kata
    },
    "TugasView.terima": _tugas("terima", frozenset(), "tugas_penilai"),
    # cases
    "InstansView.baca": Izin(_INSTANS, MEMBACA),
    "InstansApi.satu": Izin(_INSTANS, MEMBACA, beda=TUJUAN),
    "InstansApi.riwayat": Izin(_INSTANS, MEMBACA, beda=TUJUAN),
    "PengalihanView.alihkan": Izin(_INSTANS),
    # what stands still, and runs over many
    **{
        f"{kelas}.{kata}": Izin({"kunci": "kendala"}, kirim=BERALASAN)
        for kelas in ("KendalaView", "KendalaApi")
        for kata in ("satu", "ulangi", "selesaikan")[kelas == "KendalaApi" :]
    },
    "OperasiInstansView.pilih": Izin(_INSTANS),
    "OperasiInstansApi.migrasi": Izin(_INSTANS, beda=TUJUAN, kirim=BERALASAN),
    "JadwalView.ulangi": Izin(_PROSES, frozenset(), kirim=BERALASAN),
    "JadwalApi.ulangi": Izin(_PROSES, frozenset(), kirim=BERALASAN),
    "MigrasiInstansView.halaman": Izin(_INSTANS),
    "MigrasiInstansView.jalankan": Izin(_INSTANS, kirim=BERALASAN),
    "MigrasiInstansView.kembalikan": Izin(_INSTANS, kirim=BERALASAN),
    "MigrasiView.halaman": Izin(_PROSES),
    "MigrasiView.jalankan": Izin(_PROSES, kirim=BERALASAN),
    "MigrasiView.tangguhkan": Izin(_PROSES, kirim=BERALASAN),
    "MigrasiView.lanjutkan": Izin(_PROSES, kirim=BERALASAN),
    "OperasiView.kembalikan": Izin({"operasi_id": "operasi"}, frozenset(), kirim=BERALASAN),
    "OperasiInstansView.satu": Izin({**_INSTANS, "jenis": "jenis_operasi"}),
    "OperasiInstansApi.jalankan": Izin({**_INSTANS, "jenis": "jenis_operasi"}, beda=TUJUAN, kirim=BERALASAN),
    **{f"{titik}": Izin({"operasi_id": "operasi"}, kirim=BERALASAN) for titik in (
        "OperasiView.satu", "OperasiView.ekspor", "OperasiView.hentikan", "OperasiApi.satu",
    )},
    "PemeriksaanView.catat": Izin({"jenis": "jenis_kasus", "kunci": "skp"}),
    "SaringanView.hapus": Izin({"saringan_id": "saringan"}, frozenset({"auditor"})),
    "SaringanView.simpan": Izin({"layar": "layar"}),
    # parameters: by the role alone
    "KetentuanView.tabel": Izin({"tabel": "ketentuan"}),
    "KetentuanView.usulkan": Izin({"tabel": "ketentuan"}),
    "KetentuanApi.satu": Izin({"tabel": "ketentuan"}),
    "KetentuanApi.usulkan": Izin({"tabel": "ketentuan"}),
    **{f"UsulanKetentuanView.{kata}": Izin(_USULAN) for kata in (
        "satu", "ubah", "ajukan", "tarik", "buang", "kembalikan", "setujui",
    )},
    **{f"KetentuanApi.{kata}": Izin(_USULAN) for kata in ("usulan", "ubah", "kembalikan", "setujui", "simulasikan")},
    "KetentuanApi.lanjutkan": Izin({**_USULAN, "tindakan": "tindakan_usulan"}),
    "SimulasiView.minta": Izin(_USULAN),
    **{f"{titik}": Izin({"simulasi_id": "simulasi"}) for titik in (
        "SimulasiView.satu", "SimulasiView.berkas", "KetentuanApi.simulasi",
    )},
    # discipline: by the role alone; over REST the contents only once one has said what for
    **{f"DisiplinView.{kata}": Izin({"hukuman_id": "hukuman"}) for kata in ("satu", "betulkan", "batalkan")},
    "DisiplinApi.satu": Izin({"hukuman_id": "hukuman"}, beda=TUJUAN),
    **{f"DisiplinApi.{kata}": Izin({"hukuman_id": "hukuman"}, kirim=BERALASAN) for kata in ("betulkan", "batalkan")},
    # how organisations did: read by who looks at the OPD, recorded by Admin BKD
    **{f"{kelas}.satu": Izin({"kode": "kode_opd"}, MELIHAT_OPD | PEMERIKSA) for kelas in ("CapaianView", "CapaianApi")},
    **{
        f"{kelas}.tetapkan": Izin(
            {"kode": "kode_opd"}, frozenset({"admin_bkd"}), beda={"pimpinan": 403, "pimpinan_bkd": 403}, kirim=_CAPAIAN
        )
        for kelas in ("CapaianView", "CapaianApi")
    },
    # reports: for who asked
    **{f"LaporanView.{kata}": Izin({"laporan_id": "laporan"}, frozenset({"admin_opd"})) for kata in (
        "satu", "berkas", "ulangi", "hapus",
    )},
    # accounts
    "KelolaAkunView.akun": Izin(_AKUN, frozenset({"admin_bkd", "admin_opd"})),
    "KelolaAkunView.sandi": Izin(_AKUN, frozenset({"admin_bkd", "admin_opd"})),
    "KelolaAkunView.peran": Izin(_AKUN),
    "KelolaAkunView.aktifkan": Izin(_AKUN),
    "KelolaAkunView.nonaktifkan": Izin(_AKUN),
    "KelolaAkunView.buat": Izin({"pegawai_id": "pegawai"}),
    # diagrams
    "ProsesApi.versi": Izin(_PROSES),
    "ProsesApi.mulai": Izin(_PROSES, frozenset(), lain=403),
    **{
        f"ProsesView.{kata}": Izin(isi)
        for kata, isi in {
            "baca": _PROSES,
            "versi": {**_PROSES, "nomor": "nomor_versi"},
            "bpmn": {**_PROSES, "nomor": "nomor_versi"},
        }.items()
    },
    **{
        f"DrafProsesView.{kata}": Izin(_PROSES)
        for kata in (
            "mulai", "studio", "bpmn", "ajukan", "buang", "kembalikan", "tarik", "terbitkan", "unggah", "tinjau",
        )
    },
    **{f"DrafProsesApi.{kata}": Izin(_PROSES) for kata in ("simpan", "periksa", "ajukan", "terbitkan")},
    # master data: an Admin OPD reads the rows of his own
    **{
        f"{view}.{kata}": Izin({"pk": isi}, siapa)
        for view, (isi, siapa) in {
            "OpdView": ("opd", SEMUA),
            "UnitView": ("unit", PEMERIKSA | {"admin_opd"}),
            "JabatanView": ("jabatan", SEMUA),
            "PegawaiView": ("pegawai", PEMERIKSA | {"admin_opd"}),
            "PenempatanView": ("penempatan", PEMERIKSA | {"admin_opd"}),
            "RantaiView": ("rantai", PEMERIKSA | {"admin_opd"}),
            "PenggantiView": ("pengganti", PEMERIKSA | {"admin_opd"}),
            "VerifikaturView": ("verifikatur_baris", SEMUA),
            "HariLiburView": ("libur", SEMUA),
            "GelombangView": ("gelombang", SEMUA),
        }.items()
        for kata in ("show", "edit", "delete")
    },
    "TarikanView.show": Izin({"pk": "tarikan"}),
    "ParameterView.show": Izin({"pk": "parameter"}),
}  # fmt: skip
"""Endpoint -> what it answers; several where the kind of object makes a difference."""

TANPA_OBJEK = {
    "aset.send": "a built file by its hashed name",
    "appbuilder.static": "FAB's own script and fonts",
    "BahasaView.pilih": "a language",
}
"""Addresses with a word that names no object."""

"""The world of the matrix: one case of each kind, and everybody who may stand to it in any relation."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from flask import Flask
from flask_appbuilder.security.sqla.models import Role
from sqlalchemy import select
from sqlalchemy.orm import Session

import workflows
from portal import penyimpanan, waktu
from portal.actions import catatan_perilaku, draf_proses, hukuman, penilaian_tahunan, revisi, skp
from portal.models import (
    Bukti,
    ButirOperasi,
    HariLibur,
    HasilPenilaian,
    Jabatan,
    Lampiran,
    Laporan,
    Opd,
    Operasi,
    Parameter,
    Pegawai,
    Pekerjaan,
    Penempatan,
    Pengganti,
    Pengguna,
    Rantai,
    Realisasi,
    RevisiSkp,
    SaringanTersimpan,
    SimulasiKetentuan,
    Skp,
    TugasTambahan,
    Unit,
    UsulanKetentuan,
    Verifikatur,
)
from portal.security import actor_of
from tests.bulan import TELAAH, Panggung
from tests.factories import ORANG, SEJAK, Orang, akun

SELALU = (date(2020, 1, 1), date(2099, 12, 31))
BERKAS = b"%PDF-1.4\n%%EOF\n"
LAPORAN = "1-0123456789abcdef"

HUKUMAN = {
    "jenis": "teguran_lisan", "sk_nomor": "800/1", "sk_tanggal": "2025-03-03", "pejabat": "Kepala Dinas",
    "pasal": "Pasal 4 huruf f", "pelanggaran": "Tidak masuk kerja tiga hari.",
}  # fmt: skip
TAMBAHAN = {
    "admin_opd_lain": Orang("199601012020012012", "Rosalia Admin BKD", "bkd", "Pengelola Kepegawaian", "pelaksana",
                            None, None, ("Admin OPD",)),
    "pimpinan": Orang("196801011990011013", "Silvester Pimpinan", "dinas", "Staf Ahli", "jpt", None, None,
                      ("Pimpinan",)),
    "pimpinan_bkd": Orang("196801011990012014", "Theresia Pimpinan", "bkd", "Staf Ahli", "jpt", None, None,
                          ("Pimpinan",)),
    "plt": Orang("198101012006041015", "Urbanus Plt", "dinas", "Kepala Seksi Lain", "pengawas", None, None),
    "plt_lewat": Orang("198101012006041016", "Viktor Lewat", "dinas", "Kepala Seksi Lain", "pengawas", None, None),
    "plh_pemilik": Orang("199601012020011017", "Wilhelmus Plh", "dinas", "Pengadministrasi Umum", "pelaksana", None,
                         None),
    "orang_lain": Orang("199601012020012018", "Xaveria Lain", "bkd", "Pengadministrasi Umum", "pelaksana", None, None),
    "tanpa_peran": Orang("199601012020012019", "Yuliana Tanpa Peran", "dinas", "Pengadministrasi Umum", "pelaksana",
                         None, None),
    "tanpa_pegawai": Orang("199601012020012020", "Zakarias Tanpa Pegawai", "dinas", "Pengadministrasi Umum",
                           "pelaksana", None, None),
}  # fmt: skip

RELASI = {
    "pemilik": "pelaksana1", "penilai": "kasi", "atasan": "kabid", "atasan_dari_atasan": "kepala",
    "rekan": "pelaksana3", "verifikatur": "verifikatur", "verifikatur_lain": "verifikatur2", "plt": "plt",
    "plt_lewat": "plt_lewat", "plh_pemilik": "plh_pemilik", "admin_opd": "admin_opd",
    "admin_opd_lain": "admin_opd_lain", "pimpinan": "pimpinan", "pimpinan_lain": "sekda",
    "pimpinan_bkd": "pimpinan_bkd", "auditor": "auditor", "admin_bkd": "admin_bkd", "pengelola": "pengelola_alur",
    "penyetuju": "penyetuju_alur", "orang_lain": "orang_lain", "tanpa_peran": "tanpa_peran",
    "tanpa_pegawai": "tanpa_pegawai",
}  # fmt: skip
"""What somebody is to pelaksana1's case (or to anybody's), and who that is."""


@dataclass
class Dunia:
    """`isi`: the objects by name, as an address holds them. `nip`: how each of RELASI logs in."""

    isi: dict[str, Any] = field(default_factory=dict)
    nip: dict[str, str] = field(default_factory=dict)


def bangun(db: Session, kerjakan: Callable[[], None]) -> Dunia:
    """Write the world into a database that holds the organisation; everything a process carries goes its real way."""
    dunia = Dunia(nip={r: {**ORANG, **TAMBAHAN}[kunci].nip for r, kunci in RELASI.items()})
    _orang(db)

    def aktor(kunci: str) -> Any:
        return actor_of(db.scalars(select(Pegawai.id).where(Pegawai.nip == ORANG[kunci].nip)).one())

    p = Panggung(db, aktor, kerjakan).skp().rekap().buka()
    dunia.isi |= {"skp": db.scalars(select(Skp.id)).one(), "versi": 1, "realisasi": p.bulan.id, "instans": p.instans}
    with p.pada(2, 2):
        _bukti(db, dunia, "realisasi", "bukti")
    p.ajukan()
    dunia.isi["tugas_penilai"] = p.tugas
    p.buka(2)
    dunia.isi |= {"tugas_pribadi": p.tugas, "realisasi_terbuka": p.bulan.id}
    with p.pada(3, 2):
        _bukti(db, dunia, "realisasi_terbuka", "bukti_terbuka")
    with p.pada(3, 16):
        satu: RevisiSkp = revisi.mulai(
            dunia.isi["skp"], actor=aktor("pelaksana1"), sebab="anggaran", alasan="Pagu dipotong.", berlaku_bulan=6
        )
        dunia.isi["revisi"] = satu.id
        catatan = catatan_perilaku.tulis(
            actor=aktor("kasi"), pegawai_id=aktor("pelaksana1").pegawai_id, tanggal="2026-03-02", jenis="positif",
            uraian="Membantu rekan yang sakit.",
        )  # fmt: skip
        dunia.isi["catatan"] = catatan.id
        draf_proses.mulai("banding_realisasi", actor=aktor("pengelola_alur"))
        _antrean(db, aktor, dunia)
    with waktu.pada(datetime(2027, 1, 12, 9, tzinfo=waktu.WITA)):
        tahunan = penilaian_tahunan.buka(aktor("pelaksana1").pegawai_id, 2026)
        dunia.isi["penilaian"] = tahunan.id
        _lampiran(db, dunia, aktor)
    _baris(db, dunia, aktor)
    dunia.isi["hukuman"] = hukuman.catat(ORANG["pelaksana1"].nip, HUKUMAN, actor=aktor("admin_bkd"))
    return dunia


def _orang(db: Session) -> None:
    """People beyond tests/factories.py, with their accounts; two of the accounts lack something."""
    unit = {"dinas": "Dinas Sosial", "bkd": "Badan Kepegawaian Daerah"}
    jabatan: dict[tuple[str, str], Jabatan] = {
        (j.nama, j.jenis): j for j in db.scalars(select(Jabatan))
    }  # fmt: skip
    for kunci, o in TAMBAHAN.items():
        pegawai = Pegawai(nip=o.nip, nama=o.nama, jenis="PNS", golongan="III/a")
        post = jabatan.setdefault((o.jabatan, o.jenis), Jabatan(nama=o.jabatan, jenis=o.jenis))
        tempat = db.scalars(select(Unit).where(Unit.nama == unit[o.unit])).one()
        db.add_all([pegawai, post])
        db.flush()
        db.add(Penempatan(pegawai=pegawai, unit=tempat, jabatan=post, sejak=SEJAK))
        satu = akun(db, o, pegawai)
        if kunci == "tanpa_peran":
            satu.roles = []
        if kunci == "tanpa_pegawai":
            satu.pegawai = None
        db.add(satu)
    wakil = {"plt": ("kasi", SELALU), "plt_lewat": ("kasi", (date(2020, 1, 1), date(2020, 2, 1)))}
    for kunci, (digantikan, (sejak, sampai)) in {**wakil, "plh_pemilik": ("pelaksana1", SELALU)}.items():
        dua = [db.scalars(select(Pegawai.id).where(Pegawai.nip == {**ORANG, **TAMBAHAN}[k].nip)).one()
               for k in (kunci, digantikan)]  # fmt: skip
        db.add(Pengganti(pengganti_id=dua[0], digantikan_id=dua[1], jenis="Plt", sejak=sejak, sampai=sampai,
                         nomor_surat="1"))  # fmt: skip
    db.commit()


def _bukti(db: Session, dunia: Dunia, bulan: str, nama: str) -> None:
    sidik = penyimpanan.simpan(BERKAS)
    pemilik = db.scalars(select(Skp.pegawai_id)).one()
    baris = Bukti(
        realisasi_id=dunia.isi[bulan], nama="bukti.pdf", jenis="application/pdf", ukuran=len(BERKAS),
        sha256=sidik, oleh_id=pemilik, pada=waktu.sekarang(),
    )  # fmt: skip
    db.add(baris)
    db.commit()
    dunia.isi[nama] = baris.id


def _lampiran(db: Session, dunia: Dunia, aktor: Callable[[str], Any]) -> None:
    baris = Lampiran(
        penilaian_id=dunia.isi["penilaian"], kegunaan="serah_terima", nama="serah.pdf", jenis="application/pdf",
        ukuran=len(BERKAS), sha256=penyimpanan.simpan(BERKAS), oleh_id=aktor("kasi").pegawai_id, pada=waktu.sekarang(),
    )  # fmt: skip
    db.add(baris)
    db.commit()
    dunia.isi["lampiran"] = baris.id


def _antrean(db: Session, aktor: Callable[[str], Any], dunia: Dunia) -> None:
    """pelaksana2's SKP lies with the verifikatur of the OPD."""
    dokumen = skp.buat(actor=aktor("pelaksana2"), tahun=2026)
    instans = dokumen.instans_id

    def tugas() -> str:
        (satu,) = workflows.tasks(db, instance=instans)
        return satu.id

    skp.ajukan(tugas(), actor=aktor("pelaksana2"), kegiatan=[TELAAH])
    skp.tinjau(tugas(), actor=aktor("kasi"), keputusan="setujui")
    dunia.isi["tugas_antrean"] = tugas()


def berkas_di_tempat(app: Flask) -> None:
    """The files of the world, which a database copied afresh does not bring along and other tests take away."""
    laci: Path = app.config["SETTINGS"].data_dir / "laporan"
    laci.mkdir(exist_ok=True)
    (laci / LAPORAN).write_bytes(BERKAS)
    with app.app_context():
        penyimpanan.simpan(BERKAS)


def _baris(db: Session, dunia: Dunia, aktor: Callable[[str], Any]) -> None:
    """What needs no process, and the rows of master data."""
    saat = waktu.sekarang()
    pemilik, admin = aktor("pelaksana1"), aktor("admin_opd")
    tambahan = TugasTambahan(skp_id=dunia.isi["skp"], jenis="tugas", uraian="Panitia lomba", tanggal=date(2026, 3, 1),
                             surat="1", oleh_id=pemilik.pegawai_id, pada=saat)  # fmt: skip
    saringan = SaringanTersimpan(pegawai_id=aktor("auditor").pegawai_id, layar="instans", nama="Uji", isi={}, pada=saat)
    laporan = Laporan(jenis="rekap", judul="Rekap", argumen={"opd": "DINAS", "tahun": 2026},
                      diminta_oleh_id=admin.pegawai_id, diminta_pada=saat, status="siap", berkas=LAPORAN,
                      nama_berkas="rekap.xlsx", ukuran=len(BERKAS))  # fmt: skip
    kendala = Pekerjaan(jenis="buka_tahun", argumen={"tahun": 2019}, mulai_pada=saat, selesai_pada=saat, percobaan=8,
                        galat="RuntimeError: uji")  # fmt: skip
    operasi = Operasi(jenis="ulangi_kendala", argumen={}, alasan="Layanan sudah menyala", jumlah=1, status="berjalan",
                      diminta_oleh_id=aktor("admin_bkd").pegawai_id, diminta_pada=saat)  # fmt: skip
    db.add_all([kendala, operasi])
    db.add_all([tambahan, saringan, laporan, HariLibur(tanggal=date(2026, 8, 17), nama="Kemerdekaan"),
                Parameter(kunci="bkd_boleh_menolak", nilai="tidak", sejak=SEJAK, dasar="uji")])  # fmt: skip
    db.flush()
    db.add(ButirOperasi(operasi_id=operasi.id, urutan=1, kunci=f"pekerjaan-{kendala.id}", nama="uji", hasil="menunggu"))
    dunia.isi |= {
        "kendala": f"pekerjaan-{kendala.id}", "operasi": operasi.id,
        **_ketentuan(db, aktor), **_dinilai(db, dunia, aktor),
        "jenis_operasi": "tangguhkan",
        "tambahan": tambahan.id, "saringan": saringan.id, "laporan": laporan.id, "pegawai": pemilik.pegawai_id,
        "akun": db.scalars(select(Pengguna.id).where(Pengguna.pegawai_id == pemilik.pegawai_id)).one(),
        "opd": db.scalars(select(Opd.id).where(Opd.kode == "DINAS")).one(),
        "kode_opd": "DINAS",
        "unit": db.scalars(select(Unit.id).where(Unit.nama == "Dinas Sosial")).one(),
        "penempatan": db.scalars(select(Penempatan.id).where(Penempatan.pegawai_id == pemilik.pegawai_id)).one(),
        "rantai": db.scalars(select(Rantai.id).where(Rantai.pegawai_id == pemilik.pegawai_id)).one(),
        "pengganti": db.scalars(select(Pengganti.id).where(Pengganti.digantikan_id == pemilik.pegawai_id)).one(),
        "verifikatur_baris": db.scalars(select(Verifikatur.id)).first(),
        "jabatan": db.scalars(select(Jabatan.id)).first(), "parameter": db.scalars(select(Parameter.id)).first(),
        "libur": "2026-08-17", "gelombang": 1, "tarikan": 1, "proses": "banding_realisasi", "nomor_versi": 1,
        "peran": db.scalars(select(Role.id)).first(), "layar": "instans", "jenis_kasus": "skp",
        "form_skp": "skp6", "form_tahunan": "dokumen6", "form_buku": "f3", "form_bulan": "evaluasi6b", "bentuk": "pdf",
    }  # fmt: skip
    db.commit()


def _ketentuan(db: Session, aktor: Callable[[str], Any]) -> dict[str, Any]:
    """A proposal that changes no number, so that it may be sent, and a simulation of another."""
    siapa, saat = aktor("admin_bkd").pegawai_id, waktu.sekarang()
    umum = {"dasar": "SK 1/2026", "alasan": "Percobaan matriks.", "penyusun": [siapa], "dibuat_oleh_id": siapa,
            "dibuat_pada": saat, "diubah_pada": saat, "sejak": waktu.hari_ini() + timedelta(days=60)}  # fmt: skip
    usulan = UsulanKetentuan(
        tabel="tenggat.tinjau_skp", nilai={"jenis": "kerja", "hari": 7}, acuan="tenggat.tinjau_skp@2014-01-01", **umum
    )
    lain = UsulanKetentuan(tabel="jendela.realisasi", nilai={}, **umum)
    db.add_all([usulan, lain])
    db.flush()
    simulasi = SimulasiKetentuan(
        usulan_id=lain.id, revisi=1, masa="2026-01", satuan="bulan", nilai={}, himpunan=0, status="siap",
        diminta_oleh_id=siapa, diminta_pada=saat, selesai_pada=saat,
    )  # fmt: skip
    db.add(simulasi)
    db.flush()
    return {"ketentuan": "tpp.bobot", "usulan": usulan.id, "simulasi": simulasi.id, "tindakan_usulan": "ajukan"}


def _dinilai(db: Session, dunia: Dunia, aktor: Callable[[str], Any]) -> dict[str, Any]:
    """The month and the year have a number, so that it can be asked why."""
    jejak = {"profil": "UJI", "parameter": "bulanan.aturan@2014-01-01", "langkah": []}
    bulan = db.get(Realisasi, dunia.isi["realisasi"])
    assert bulan is not None
    bulan.nilai, bulan.jejak, bulan.profil, bulan.dihitung_pada = Decimal("90"), jejak, "UJI", waktu.sekarang()
    db.add(
        HasilPenilaian(
            penilaian_id=dunia.isi["penilaian"], sisi="penilai", predikat="Baik", jejak=jejak,
            oleh_id=aktor("kasi").pegawai_id, pada=waktu.sekarang(),
        )
    )  # fmt: skip
    db.flush()
    return {"realisasi_dinilai": bulan.id, "penilaian_dinilai": dunia.isi["penilaian"]}

"""The SKP: begun, sent, reviewed, disputed, decided, verified (PP 46/2011 Pasal 5; regulations section 5.2)."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import or_, select

from portal import alur, audit, queue, waktu
from portal.actions import action, mutasi
from portal.actions.bersama import atas_nama, batas, bukan_diri, skp_dari, tugas_untuk
from portal.actions.bulan_kosong import batalkan_kosong
from portal.actions.dokumen_skp import tulis_dokumen, tulis_ekspektasi
from portal.actions.isi_skp import potret, tulis_kegiatan
from portal.audit import Event
from portal.errors import Bentrok, BukanHak, Temuan, TidakSah
from portal.extensions import db
from portal.models import CatatanSkp, Pegawai, Penempatan, Rantai, Skp, SkpVersi, Unit, Verifikatur
from portal.rules import jendela
from portal.rules import pihak as aturan_pihak
from portal.rules import skp as aturan
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI, VERIFIKATUR
from portal.rules.periode import Periode
from portal.saklar import bkd_boleh_menolak
from portal.security import Actor, antrean_verifikatur, orang

MAKS_PENOLAKAN_BKD = 2


@action
def buat(*, actor: Actor, tahun: int, mulai: date | None = None, tutup: int | None = None) -> Skp:
    """Begin the actor's SKP of a year (from January, or from the day of his SPMT) and start its process.

    The parties are those of `mulai` and stay frozen in the document. TidakSah where the chain is not complete,
    Bentrok where there is one already. Who has moved since his last SKP began names it in `tutup` (its id): it ends the
    day before the SPMT, in this transaction (actions/mutasi.py).
    """
    if actor.pegawai_id is None:
        raise BukanHak(_("Akun ini tidak terhubung dengan seorang pegawai."), kode="tanpa_pegawai")
    db.session.get(Pegawai, actor.pegawai_id, with_for_update={"key_share": True})  # his own two clicks queue up here
    if lama := mutasi.terakhir(actor.pegawai_id, tahun):
        mulai = mutasi.periksa(lama, mulai=mulai, tutup=tutup).sejak
    skp = _dokumen(actor.pegawai_id, tahun, mulai or date(tahun, 1, 1))
    if lama is not None:
        mutasi.tutup(lama, skp.mulai, oleh=actor)
    db.session.add(skp)
    db.session.flush()
    skp.nomor = f"SKP-{tahun}-{skp.id:05d}"
    _periksa_pihak(skp)
    pihak = {
        "pegawai": orang(skp.pegawai_id),
        "pejabat_penilai": orang(skp.penilai_id or 0),
        "atasan_banding": orang(skp.atasan_banding_id or 0),
        "verifikatur": antrean_verifikatur(skp.opd.kode),
    }
    advance = alur.mulai(
        "skp_tahunan",
        pihak=pihak,
        fakta={"skp": skp.id, "batas_susun": batas("susun_skp")},
        kunci=skp.nomor,
        judul=f"{skp.nomor} {skp.pegawai.nama} {skp.pegawai.nip}",
        actor=actor,
    )
    skp.instans_id = advance.instance.id
    audit.record(
        db.session,
        Event.SKP_DIBUAT,
        actor=actor,
        instans_id=skp.instans_id,
        subjek=("skp", skp.id),
        nomor=skp.nomor,
        pihak=pihak,
    )
    return skp


@action
def ajukan(
    tugas_id: str, *, actor: Actor, kegiatan: list[dict[str, Any]], pendekatan: str | None = None,
    lampiran: dict[str, str] | None = None,
) -> Skp:  # fmt: skip
    """Send the SKP to the pejabat penilai: rows checked, split over the months, kept as the next version.

    `pendekatan` and `lampiran` (PermenPANRB 6/2022) stay as they are where they are not sent.
    """
    tugas = tugas_untuk(tugas_id, actor, "susun_skp", "perbaiki_skp")
    skp = skp_dari(tugas)
    _periksa_pihak(skp)
    sebelum = potret(skp)
    tulis_dokumen(skp, pendekatan=pendekatan, lampiran=lampiran)
    tulis_kegiatan(skp, kegiatan)
    skp.versi += 1
    skp.status, skp.diajukan_pada = aturan.lanjut(skp.status, "ajukan", PEGAWAI), waktu.sekarang()
    db.session.add(
        SkpVersi(skp_id=skp.id, versi=skp.versi, isi=potret(skp), oleh_id=actor.pegawai_id, pada=waktu.sekarang())
    )
    alur.selesaikan(tugas_id, actor=actor, fakta={"langkah_pegawai": "ajukan", "batas_tinjau": batas("tinjau_skp")})
    _buka_bulan(skp)
    _catat(
        Event.SKP_DIAJUKAN, skp, actor, tugas, versi=skp.versi, kegiatan_sebelum=sebelum, kegiatan=potret(skp),
        **{m: isi for m in ("pendekatan", "lampiran") if (isi := getattr(skp, m))},
    )  # fmt: skip
    return skp


@action
def sengketakan(tugas_id: str, *, actor: Actor, alasan: str) -> Skp:
    """Do not agree with the returned SKP: the atasan pejabat penilai decides, finally (PP 46/2011 Pasal 5)."""
    tugas = tugas_untuk(tugas_id, actor, "perbaiki_skp")
    skp = skp_dari(tugas)
    _wajib("alasan", alasan, _("Tulis alasan Anda tidak setuju; atasan pejabat penilai akan membacanya."))
    skp.status = aturan.lanjut(skp.status, "sengketakan", PEGAWAI)
    _catatan(skp, actor, "sengketa", alasan)
    alur.selesaikan(tugas_id, actor=actor, fakta={"langkah_pegawai": "sengketa", "batas_putus": batas("putuskan_skp")})
    _catat(Event.SKP_DISENGKETAKAN, skp, actor, tugas, alasan=alasan)
    return skp


@action
def tinjau(
    tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "", catatan_baris: dict[int, str] | None = None,
    ekspektasi: dict[str, str] | None = None,
) -> Skp:  # fmt: skip
    """The pejabat penilai agrees, or returns the SKP with a reason and a note on each row he does not agree with.

    `ekspektasi`: what he expects in particular of each value of BerAKHLAK (PermenPANRB 6/2022), kept either way.
    """
    tugas = tugas_untuk(tugas_id, actor, "tinjau_skp")
    skp = skp_dari(tugas)
    bukan_diri(actor, skp.pegawai_id, *alur.pemutus(tugas, "verifikasi_skp"))
    catatan_baris = {int(k): v.strip() for k, v in (catatan_baris or {}).items() if v and v.strip()}
    setuju = _pilihan("keputusan", keputusan, "setujui", "kembalikan") == "setujui"
    if not setuju:
        _periksa_pengembalian(skp, catatan, catatan_baris)
        for kegiatan_id, teks in catatan_baris.items():
            _catatan(skp, actor, "kembali", teks, kegiatan_id)
    if catatan.strip():
        _catatan(skp, actor, "setuju" if setuju else "kembali", catatan)
    diharapkan = tulis_ekspektasi(skp, ekspektasi)
    skp.status = aturan.lanjut(skp.status, keputusan, PENILAI)
    lanjut = {"batas_verifikasi": batas("verifikasi_skp")} if setuju else {"batas_perbaiki": batas("perbaiki_skp")}
    alur.selesaikan(tugas_id, actor=actor, fakta={"setuju": setuju} | lanjut)
    _catat(
        Event.SKP_DISETUJUI if setuju else Event.SKP_DIKEMBALIKAN,
        skp,
        actor,
        tugas,
        versi=skp.versi,
        catatan=catatan,
        catatan_baris=catatan_baris,
        **diharapkan,
    )
    return skp


@action
def verifikasi(tugas_id: str, *, actor: Actor, keputusan: str, catatan: str = "") -> Skp:
    """BKD confirms the agreed SKP; sending it back is possible only where the region switched it on, twice at most."""
    tugas = tugas_untuk(tugas_id, actor, "verifikasi_skp")
    skp = skp_dari(tugas)
    bukan_diri(actor, skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id, *alur.pemutus(tugas, "tinjau_skp"))
    sah = _pilihan("keputusan", keputusan, "sahkan", "tolak") == "sahkan"
    if sah:
        _tetapkan(skp, "disepakati", "sahkan", VERIFIKATUR)
        batalkan_kosong(skp, oleh=actor)
        fakta: dict[str, Any] = {"sah": True}
    else:
        _boleh_menolak(skp.penolakan_bkd)
        _wajib("catatan", catatan, _("Tulis alasan penolakan."))
        skp.penolakan_bkd += 1
        skp.status = aturan.lanjut(skp.status, "tolak_bkd", VERIFIKATUR)
        _catatan(skp, actor, "tolak_bkd", catatan)
        fakta = {"sah": False, "batas_tinjau": batas("tinjau_skp")}
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    _catat(Event.SKP_DITETAPKAN if sah else Event.SKP_DITOLAK_BKD, skp, actor, tugas, catatan=catatan, versi=skp.versi)
    return skp


@action
def putuskan(tugas_id: str, *, actor: Actor, kegiatan: list[dict[str, Any]], alasan: str) -> Skp:
    """The atasan pejabat penilai decides the disputed SKP with his own values; final (PP 46/2011 Pasal 5)."""
    tugas = tugas_untuk(tugas_id, actor, "putuskan_skp")
    skp = skp_dari(tugas)
    penilai = () if skp.pengecualian_pihak else (skp.penilai_id, *alur.pemutus(tugas, "tinjau_skp"))
    bukan_diri(actor, skp.pegawai_id, *penilai)
    _wajib("alasan", alasan, _("Tulis alasan keputusan; kedua pihak akan membacanya."))
    sebelum = potret(skp)
    tulis_kegiatan(skp, kegiatan)
    skp.versi += 1
    db.session.add(
        SkpVersi(skp_id=skp.id, versi=skp.versi, isi=potret(skp), oleh_id=actor.pegawai_id, pada=waktu.sekarang())
    )
    _catatan(skp, actor, "putusan", alasan)
    _tetapkan(skp, "putusan_atasan", "putuskan", ATASAN)
    batalkan_kosong(skp, oleh=actor)
    alur.selesaikan(tugas_id, actor=actor, fakta={"diputuskan": True})
    _catat(Event.SKP_DIPUTUSKAN, skp, actor, tugas, alasan=alasan, sebelum=sebelum, sesudah=potret(skp))
    return skp


def _dokumen(pegawai_id: int, tahun: int, mulai: date) -> Skp:
    """A new SKP with placement and parties as of `mulai`, or of the first day in the placement if that is later."""
    if mulai.year != tahun or not waktu.hari_ini().year - 1 <= tahun <= waktu.hari_ini().year + 1:
        raise TidakSah(Temuan("tahun", None, _("SKP dapat disusun untuk tahun ini, tahun lalu, atau tahun depan.")))
    tempat = _tempat(pegawai_id, mulai)
    mulai = max(mulai, tempat.sejak)
    if mulai not in (date(tahun, 1, 1), tempat.sejak):
        pesan = _(
            "SKP mulai 1 Januari, atau pada tanggal Anda mulai bertugas di tempat baru (SPMT) menurut data induk."
        )
        raise TidakSah(Temuan("mulai", None, pesan))
    rantai = _rantai(pegawai_id, mulai)
    return Skp(
        nomor=f"sementara-{pegawai_id}-{mulai}",
        pegawai_id=pegawai_id,
        tahun=tahun,
        mulai=mulai,
        selesai=date(tahun, 12, 31),
        opd_id=db.session.get_one(Unit, tempat.unit_id).opd_id,
        unit_id=tempat.unit_id,
        jabatan_id=tempat.jabatan_id,
        penilai_id=rantai.penilai_id,
        atasan_banding_id=rantai.atasan_id,
        pengecualian_pihak=rantai.pengecualian,
        dibuat_pada=waktu.sekarang(),
    )


def _tempat(pegawai_id: int, pada: date) -> Penempatan:
    """The placement on that day, else the first one later in that year (a move after January starts a new SKP)."""
    tempat = db.session.scalar(
        select(Penempatan)
        .where(
            Penempatan.pegawai_id == pegawai_id,
            Penempatan.sejak <= date(pada.year, 12, 31),
            or_(Penempatan.sampai.is_(None), Penempatan.sampai >= pada),
        )
        .order_by(Penempatan.sejak)
        .limit(1)
    )
    if tempat is None:
        pesan = _("Penempatan Anda belum tercatat. Hubungi Admin OPD Anda.")
        raise TidakSah(Temuan("penempatan", None, pesan), kode="tanpa_penempatan")
    return tempat


def _rantai(pegawai_id: int, pada: date) -> Rantai:
    rantai = db.session.scalar(
        select(Rantai)
        .where(
            Rantai.pegawai_id == pegawai_id, Rantai.sejak <= pada, or_(Rantai.sampai.is_(None), Rantai.sampai >= pada)
        )
        .order_by(Rantai.sejak.desc())
        .limit(1)
    )
    if rantai is None:
        raise TidakSah(
            Temuan(
                "pejabat_penilai",
                None,
                _("Pejabat penilai dan atasannya belum ditetapkan untuk Anda. Hubungi Admin OPD Anda."),
            ),
            kode="tanpa_rantai",
        )
    return rantai


def _periksa_pihak(skp: Skp) -> None:
    """Penilai, atasan banding and verifikatur are there and are different people; the governor's exception is
    documented.
    """
    hari = waktu.hari_ini()
    verifikatur = db.session.scalars(
        select(Verifikatur.pegawai_id)
        .join(Pegawai, Pegawai.id == Verifikatur.pegawai_id)
        .where(
            Verifikatur.opd_id == skp.opd_id,
            Verifikatur.sejak <= hari,
            or_(Verifikatur.sampai.is_(None), Verifikatur.sampai >= hari),
            Pegawai.aktif,
        )
    ).all()
    boleh = [v for v in verifikatur if v not in (skp.pegawai_id, skp.penilai_id, skp.atasan_banding_id)]
    keberatan = aturan_pihak.periksa_pihak(
        pegawai=skp.pegawai_id,
        penilai=skp.penilai_id,
        atasan_banding=skp.atasan_banding_id,
        verifikatur=boleh[0] if boleh else None,
        gubernur=skp.penilai_id if skp.pengecualian_pihak else None,
    )
    if keberatan:
        raise TidakSah(*keberatan)


def _tetapkan(skp: Skp, karena: str, tindakan: str, peran: str) -> None:
    skp.status = aturan.lanjut(skp.status, tindakan, peran)
    skp.ditetapkan_karena, skp.ditetapkan_pada = karena, waktu.sekarang()


def _buka_bulan(skp: Skp) -> None:
    """The months whose window has opened need not wait for the hour (jobs.buka_bulan)."""
    periode = jendela.terbuka_terakhir(waktu.sekarang())
    if periode.tahun >= skp.tahun:
        akhir = min(periode, Periode(skp.tahun, 12))
        queue.defer(
            db.session, queue.Job.BUKA_BULAN, args={"periode": str(akhir), "skp": skp.id}, kunci=f"buka_skp:{skp.id}"
        )


def _boleh_menolak(sudah: int) -> None:
    if not bkd_boleh_menolak():
        raise BukanHak(
            _(
                "Di Provinsi NTT verifikatur tidak menolak; perbaikan dilakukan atasan langsung "
                "(surat BKD 800/194/BKD.3.3)."
            ),
            kode="bkd_tidak_menolak",
        )
    if sudah >= MAKS_PENOLAKAN_BKD:
        raise Bentrok(_("BKD sudah menolak dua kali; penolakan ketiga tidak dapat dilakukan."), kode="penolakan_ketiga")


def _wajib(medan: str, teks: str | None, pesan: str) -> None:
    if not (teks or "").strip():
        raise TidakSah(Temuan(medan, None, pesan))


def _periksa_pengembalian(skp: Skp, catatan: str, catatan_baris: dict[int, str]) -> None:
    """A return needs a reason and a note on a row of this SKP; both are told at once."""
    temuan = []
    if not catatan.strip():
        temuan.append(Temuan("catatan", None, _("Tulis alasan pengembalian.")))
    if not catatan_baris or not set(catatan_baris) <= {k.id for k in skp.kegiatan}:
        pesan = _("Beri catatan pada paling sedikit satu kegiatan yang perlu diubah.")
        temuan.append(Temuan("catatan_baris", None, pesan))
    if temuan:
        raise TidakSah(*temuan)


def _pilihan(medan: str, nilai: str, *boleh: str) -> str:
    if nilai not in boleh:
        raise TidakSah(Temuan(medan, None, _("Pilih salah satu: %(pilihan)s.", pilihan=", ".join(boleh))))
    return nilai


def _catatan(skp: Skp, actor: Actor, keputusan: str, teks: str, kegiatan_id: int | None = None) -> None:
    db.session.add(
        CatatanSkp(
            skp_id=skp.id,
            versi=skp.versi,
            kegiatan_id=kegiatan_id,
            keputusan=keputusan,
            catatan=teks.strip(),
            oleh_id=actor.pegawai_id,
            pada=waktu.sekarang(),
        )
    )


def _catat(event: Event, skp: Skp, actor: Actor, tugas: Any, **rincian: Any) -> None:
    audit.record(
        db.session,
        event,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=skp.instans_id,
        subjek=("skp", skp.id),
        nomor=skp.nomor,
        **rincian,
    )

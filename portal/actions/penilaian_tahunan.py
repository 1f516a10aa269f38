"""The year: opened, assessed and handed over, received, signed or objected to, made valid (PP 46/2011, Perka BKN
1/2013; from 2022 PermenPANRB 6/2022). The objection's own way: actions/keberatan.py.
"""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

import workflows
from portal import alur, waktu
from portal.actions import action
from portal.actions.bersama import batas, bukan_diri, penilaian_dari, penuh, tugas_untuk
from portal.actions.hasil_tahunan import bukan_penilainya, catat, isian_aturan, ringkas, sidik, tulis
from portal.actions.keberatan import catat_diam_pegawai
from portal.audit import Event
from portal.bahan_nilai import skp_tahun
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.models import Keberatan, Lampiran, Pegawai, Penilaian
from portal.rules import keberatan as aturan_keberatan
from portal.rules import penilaian_tahunan as aturan
from portal.rules.alur import ATASAN, PEGAWAI, PENILAI
from portal.rules.periode import awal_hari, di_wita
from portal.security import SISTEM, Actor, orang


@action
def buka(pegawai_id: int, tahun: int) -> Penilaian:
    """Open a person's year under its last SKP; opening it again changes nothing and says so in the trail.

    Bentrok where the rules of that year are not modelled, or no SKP of it is in force.
    """
    db.session.get_one(Pegawai, pegawai_id, with_for_update={"key_share": True})  # two workers queue up here
    ada = db.session.scalar(select(Penilaian).where(Penilaian.pegawai_id == pegawai_id, Penilaian.tahun == tahun))
    if ada is not None:
        catat(Event.PENILAIAN_DIBUKA, ada, SISTEM, sudah=True)
        return ada
    try:
        profil = aturan.profil(tahun)
    except LookupError as galat:
        raise Bentrok(str(galat), kode="tahun_belum_dimodelkan") from galat
    semua = skp_tahun(pegawai_id, tahun)
    if not semua:
        pesan = _("Belum ada SKP yang ditetapkan untuk tahun %(tahun)s.", tahun=tahun)
        raise Bentrok(pesan, kode="skp_belum_ditetapkan")
    skp = semua[-1]
    penilaian = Penilaian(
        nomor=f"PK-{tahun}-{pegawai_id:05d}", pegawai_id=pegawai_id, tahun=tahun, skp_id=skp.id, profil=profil,
        status="menunggu_nilai", dibuka_pada=waktu.sekarang(),
    )  # fmt: skip
    db.session.add(penilaian)
    db.session.flush()
    pihak = {
        "pegawai": orang(pegawai_id),
        "pejabat_penilai": orang(skp.penilai_id or 0),
        "atasan_banding": orang(skp.atasan_banding_id or 0),
    }
    advance = alur.mulai(
        "penilaian_tahunan",
        pihak=pihak,
        fakta={"penilaian": penilaian.id, "batas_nilai": batas("nilai_tahunan")},
        kunci=penilaian.nomor,
        judul=f"{penilaian.nomor} {skp.pegawai.nama} {skp.pegawai.nip}",
        actor=SISTEM,
    )
    penilaian.instans_id = advance.instance.id
    catat(Event.PENILAIAN_DIBUKA, penilaian, SISTEM, profil=profil, pihak=pihak, skp=[s.nomor for s in semua])
    return penilaian


@action
def nilai(
    tugas_id: str,
    *,
    actor: Actor,
    aspek: Sequence[dict[str, Any]] | None = None,
    hasil_kerja: str | None = None,
    rating_perilaku: str | None = None,
    umpan_balik: Sequence[dict[str, Any]] | None = None,
    penjelasan_pola: str = "",
    catatan: str = "",
    rekomendasi: str = "",
) -> Penilaian:
    """The pejabat penilai assesses the year and hands the document over; its digest is what will be received.

    PermenPANRB 6/2022: `umpan_balik` rows {"kegiatan", "umpan"}; `penjelasan_pola` where his predicate keeps the
    pattern of the organisation from being met (TidakSah names it where it is missing)."""
    tugas = tugas_untuk(tugas_id, actor, "nilai_tahunan")
    penilaian = penilaian_dari(tugas)
    bukan_diri(actor, penilaian.pegawai_id)
    penilaian.status = aturan.lanjut(penilaian.status, "nilai", PENILAI)
    isian = isian_aturan(aspek, hasil_kerja, rating_perilaku, umpan_balik, penjelasan_pola)
    tulis(penilaian, "penilai", isian, oleh=actor, catatan=catatan, rekomendasi=rekomendasi)
    penilaian.dinilai_pada, penilaian.sidik = waktu.sekarang(), sidik(penilaian)
    serah = datetime.fromisoformat(batas("terima_penilaian"))
    fakta = {"batas_serah": penuh(serah), "batas_catat": batas("catat_serah_terima", sejak=serah)}
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    catat(
        Event.PENILAIAN_DISERAHKAN, penilaian, actor, tugas, profil=penilaian.profil, sidik=penilaian.sidik,
        hasil=ringkas(penilaian, "penilai"),
    )  # fmt: skip
    return penilaian


@action
def terima(tugas_id: str, *, actor: Actor, sidik: str) -> Penilaian:
    """The person confirms to have received the document with this digest; the 14 days begin."""
    tugas = tugas_untuk(tugas_id, actor, "terima_penilaian")
    penilaian = penilaian_dari(tugas)
    if sidik != penilaian.sidik:
        pesan = _("Yang Anda nyatakan terima bukan dokumen yang diserahkan. Muat ulang halaman ini dan baca lagi.")
        raise Bentrok(pesan, kode="sidik_berbeda")
    penilaian.status = aturan.lanjut(penilaian.status, "terima", PEGAWAI)
    alur.selesaikan(tugas_id, actor=actor, fakta=_diterima(penilaian, waktu.sekarang(), "elektronik"))
    catat(
        Event.PENILAIAN_DITERIMA, penilaian, actor, tugas, sidik=sidik,
        batas_tanggapan=_iso(penilaian.batas_tanggapan),
    )  # fmt: skip
    return penilaian


@action
def catat_serah_terima(
    tugas_id: str, *, actor: Actor, tanggal: str | date, cara: str, keterangan: str = ""
) -> Penilaian:
    """The pejabat penilai records a receipt on paper, with at least one file that proves it. The 14 days run from
    `tanggal`, a day between handing over and today."""
    tugas = tugas_untuk(tugas_id, actor, "catat_serah_terima")
    penilaian = penilaian_dari(tugas)
    bukan_diri(actor, penilaian.pegawai_id)
    hari = _hari_terima(penilaian, tanggal)
    bukti = db.session.scalars(
        select(Lampiran.sha256).where(Lampiran.penilaian_id == penilaian.id, Lampiran.kegunaan == "serah_terima")
    ).all()
    temuan = []
    if cara not in aturan.DI_KERTAS:
        temuan.append(Temuan("cara", None, _("Pilih bagaimana dokumen diserahkan.")))
    if cara == "berita_acara" and not keterangan.strip():
        temuan.append(Temuan("keterangan", None, _("Tulis nomor berita acara dan siapa saksinya.")))
    if not bukti:
        pesan = _("Unggah dulu bukti serah terima: tanda terima, resi, atau berita acara.")
        temuan.append(Temuan("berkas", None, pesan))
    if temuan:
        raise TidakSah(*temuan)
    penilaian.status = aturan.lanjut(penilaian.status, "catat_serah_terima", PENILAI)
    saat = max(awal_hari(hari), penilaian.dinilai_pada or awal_hari(hari))
    advance = alur.selesaikan(tugas_id, actor=actor, fakta=_diterima(penilaian, saat, cara))
    catat(
        Event.PENILAIAN_SERAH_TERIMA_DICATAT, penilaian, actor, tugas, tanggal=hari.isoformat(), cara=cara,
        keterangan=keterangan.strip(), bukti=list(bukti), batas_tanggapan=_iso(penilaian.batas_tanggapan),
    )  # fmt: skip
    terbuka = any(t.step == "tanggapi_penilaian" for t in advance.opened)
    if not terbuka and aturan_keberatan.terlambat(saat, waktu.sekarang()):  # the step ended as it opened: no heartbeat
        catat_diam_pegawai(penilaian)
    return penilaian


@action
def tanggapi(tugas_id: str, *, actor: Actor, sikap: str, alasan: str = "") -> Penilaian:
    """The person signs, or objects with reasons: once, and not after the last day (Bentrok `keberatan_terlambat`,
    also where the deadline has already closed the task)."""
    if sikap == "keberatan":
        with alur.diterjemahkan():
            alur.tolak_terlambat(workflows.task(db.session, tugas_id), actor)
    tugas = tugas_untuk(tugas_id, actor, "tanggapi_penilaian")
    penilaian = penilaian_dari(tugas)
    if sikap not in ("tandatangani", "keberatan"):
        raise TidakSah(Temuan("sikap", None, _("Pilih menandatangani atau mengajukan keberatan.")))
    penilaian.status = aturan.lanjut(penilaian.status, sikap, PEGAWAI)
    penilaian.sikap, penilaian.ditanggapi_pada = sikap, waktu.sekarang()
    if sikap == "tandatangani":
        alur.selesaikan(tugas_id, actor=actor, fakta={"sikap": sikap, "batas_sahkan": batas("sahkan_penilaian")})
        catat(Event.PENILAIAN_DITANDATANGANI, penilaian, actor, tugas, sikap=sikap)
        return penilaian
    ajuan = _keberatan(penilaian, alasan)
    fakta = {
        "sikap": sikap,
        "batas_tanggapan_keberatan": penuh(ajuan.batas_tanggapan),
        "batas_putusan_keberatan": ajuan.batas_putusan.isoformat(),
    }
    alur.selesaikan(tugas_id, actor=actor, fakta=fakta)
    catat(
        Event.KEBERATAN_DIAJUKAN, penilaian, actor, tugas, keberatan=ajuan.nomor, alasan=ajuan.alasan,
        batas_tanggapan=_iso(ajuan.batas_tanggapan), batas_putusan=_iso(ajuan.batas_putusan),
    )  # fmt: skip
    return penilaian


@action
def sahkan(tugas_id: str, *, actor: Actor, catatan: str = "") -> Penilaian:
    """The atasan pejabat penilai makes the assessment valid: signed by the person, or with the note that he did not.
    Never by who assessed it."""
    tugas = tugas_untuk(tugas_id, actor, "sahkan_penilaian")
    penilaian = penilaian_dari(tugas)
    bukan_penilainya(actor, penilaian, tugas)
    penilaian.status = aturan.lanjut(penilaian.status, "sahkan", ATASAN)
    penilaian.disahkan_pada, penilaian.disahkan_oleh_id = waktu.sekarang(), actor.pegawai_id
    alur.selesaikan(tugas_id, actor=actor, fakta={"disahkan": True})
    catat(Event.PENILAIAN_DISAHKAN, penilaian, actor, tugas, sikap=penilaian.sikap, catatan=catatan.strip())
    return penilaian


def _diterima(penilaian: Penilaian, saat: datetime, cara: str) -> dict[str, str]:
    """The day of receipt and the last day that follow from it, in the table and as facts."""
    terakhir = aturan_keberatan.hari_terakhir(saat)
    penilaian.diterima_pada, penilaian.cara_terima, penilaian.batas_tanggapan = saat, cara, terakhir
    return {"batas_tanggapan": penuh(terakhir), "batas_sahkan": batas("sahkan_penilaian", sejak=terakhir)}


def _hari_terima(penilaian: Penilaian, tanggal: str | date) -> date:
    try:
        hari = tanggal if isinstance(tanggal, date) else date.fromisoformat(tanggal)
    except ValueError:
        raise TidakSah(Temuan("tanggal", None, _("Tanggal ini tidak ada dalam kalender."))) from None
    serah = di_wita(penilaian.dinilai_pada or waktu.sekarang()).date()
    if not serah <= hari <= waktu.hari_ini():
        pesan = _("Isi tanggal antara hari dokumen diserahkan dan hari ini.")
        raise TidakSah(Temuan("tanggal", None, pesan))
    return hari


def _keberatan(penilaian: Penilaian, alasan: str) -> Keberatan:
    ada = select(func.count()).select_from(Keberatan).where(Keberatan.penilaian_id == penilaian.id)
    if db.session.scalar(ada):
        pesan = _("Keberatan atas penilaian ini sudah diajukan; keberatan hanya satu kali.")
        raise Bentrok(pesan, kode="keberatan_sudah_ada")
    if not alasan.strip():
        pesan = _("Tulis alasan keberatan; pejabat penilai menanggapi dan atasannya memutus berdasarkan alasan ini.")
        raise TidakSah(Temuan("alasan", None, pesan))
    tanggapan = aturan_keberatan.batas_tanggapan(waktu.sekarang())
    ajuan = Keberatan(
        nomor=f"KB-{penilaian.tahun}-{penilaian.pegawai_id:05d}", penilaian_id=penilaian.id, alasan=alasan.strip(),
        diajukan_pada=waktu.sekarang(), batas_tanggapan=tanggapan,
        batas_putusan=datetime.fromisoformat(batas("putuskan_keberatan", sejak=tanggapan)),
    )  # fmt: skip
    db.session.add(ajuan)
    return ajuan


def _iso(saat: datetime | None) -> str | None:
    return saat.isoformat() if saat else None

"""A side of the year's result: checked, computed by the rules, written with its trace; the document's digest; its
events, and who may not decide on it.

Nothing here is an action: it runs inside one.
"""

import hashlib
import json
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import alur, audit, bahan_capaian, waktu
from portal.actions.bersama import atas_nama, bukan_diri, desimal
from portal.bahan_nilai import bahan
from portal.errors import TidakSah
from portal.extensions import db
from portal.models import CapaianOrganisasi, HasilPenilaian, NilaiPerilaku, Penilaian
from portal.rules import penilaian_tahunan as aturan
from portal.rules.temuan import kosong
from portal.security import Actor

ANGKA = ("capaian_skp", "nilai_perilaku", "nilai")
TEKS = ("hasil_kerja", "rating_perilaku", "predikat", "catatan", "rekomendasi")


def isian_aturan(
    aspek: Sequence[dict[str, Any]] | None, hasil_kerja: str | None, rating_perilaku: str | None,
    umpan_balik: Sequence[dict[str, Any]] | None = None, penjelasan_pola: str = "",
) -> aturan.Isian:  # fmt: skip
    """What was sent, as the rules take it."""
    return aturan.Isian(
        list(aspek or ()), hasil_kerja or None, rating_perilaku or None, list(umpan_balik or ()), penjelasan_pola
    )


def tulis(
    penilaian: Penilaian, sisi: str, isian: aturan.Isian, *, oleh: Actor, catatan: str, rekomendasi: str
) -> HasilPenilaian:
    """Compute and keep one side's result. TidakSah names what is missing; GalatMasukan where the rules refuse."""
    jabatan = penilaian.skp.jabatan.jenis
    kegiatan = {k.id for k in penilaian.skp.kegiatan} if isian.umpan_balik else set()
    temuan = [
        *aturan.periksa(isian, profil=penilaian.profil, jabatan=jabatan),
        *aturan.periksa_umpan(isian, profil=penilaian.profil, kegiatan=kegiatan),
    ]
    if temuan:
        raise TidakSah(*temuan)
    baris = {str(satu["aspek"]): satu for satu in isian.aspek}
    hitungan = aturan.hasil_isian(
        bahan(penilaian.pegawai_id, penilaian.tahun), isian, profil=penilaian.profil, jabatan=jabatan,
        pada=date(penilaian.tahun, 12, 31),
    )  # fmt: skip
    capaian = _capaian(penilaian, sisi, hitungan.predikat, isian)
    satu = HasilPenilaian(
        penilaian_id=penilaian.id, sisi=sisi, capaian_skp=hitungan.capaian_skp, nilai_perilaku=hitungan.nilai_perilaku,
        nilai=hitungan.nilai, hasil_kerja=isian.hasil_kerja, rating_perilaku=isian.rating_perilaku,
        predikat=hitungan.predikat, jejak=hitungan.jejak.to_dict(), catatan=catatan.strip(),
        rekomendasi=rekomendasi.strip(), umpan_balik={str(k): teks for k, teks in isian.umpan.items()} or None,
        penjelasan_pola=isian.penjelasan_pola.strip() or None, capaian_id=capaian, oleh_id=oleh.pegawai_id,
        pada=waktu.sekarang(),
    )  # fmt: skip
    penilaian.hasil.append(satu)
    for kunci, _nama in aturan.aspek(penilaian.profil, jabatan):
        isi = baris.get(kunci, {})
        nilai = None if kosong(isi.get("nilai")) else desimal(isi.get("nilai"), "nilai")
        penilaian.perilaku.append(
            NilaiPerilaku(sisi=sisi, aspek=kunci, nilai=nilai, catatan=str(isi.get("catatan") or "").strip())
        )
    db.session.flush()
    return satu


def _capaian(penilaian: Penilaian, sisi: str, predikat: str, isian: aturan.Isian) -> int | None:
    """The capaian of the organisation that this result is compared with. TidakSah where the appraiser's predicate keeps
    its pattern from being met and nothing explains it; the atasan's decision has its own reason."""
    if penilaian.profil != aturan.PAN6:
        return None
    if sisi != "penilai":
        lama = sisi_hasil(penilaian, "penilai")
        return lama.capaian_id if lama else None
    capaian = bahan_capaian.milik(penilaian.skp, penilaian.tahun)
    menyimpang = bahan_capaian.simpangan(predikat, capaian, penilaian.tahun)
    if temuan := aturan.temuan_pola(isian, menyimpang):
        raise TidakSah(*temuan)
    return capaian.id if capaian else None


def sisi_hasil(penilaian: Penilaian, sisi: str) -> HasilPenilaian | None:
    """The result as that side sees it, if it has one."""
    return next((h for h in penilaian.hasil if h.sisi == sisi), None)


def ringkas(penilaian: Penilaian, sisi: str) -> dict[str, Any]:
    """One side as the audit keeps it and the digest reads it: numbers as text, the aspects in the order of the form."""
    satu = sisi_hasil(penilaian, sisi)
    if satu is None:
        return {}
    aspek = {p.aspek: p for p in penilaian.perilaku if p.sisi == sisi}
    urutan = [k for k, _nama in aturan.aspek(penilaian.profil, penilaian.skp.jabatan.jenis) if k in aspek]
    return {
        **{m: _teks(getattr(satu, m)) for m in ANGKA},
        **{m: getattr(satu, m) for m in TEKS},
        "perilaku": {k: [_teks(aspek[k].nilai), aspek[k].catatan] for k in urutan},
        **({"umpan_balik": satu.umpan_balik} if satu.umpan_balik else {}),
        **({"penjelasan_pola": satu.penjelasan_pola} if satu.penjelasan_pola else {}),
        **({"capaian": db.session.get_one(CapaianOrganisasi, satu.capaian_id).capaian} if satu.capaian_id else {}),
    }


def sidik(penilaian: Penilaian) -> str:
    """The digest of the document as it is handed over: whose, of which year, and every line of the result."""
    isi = {
        "nomor": penilaian.nomor, "pegawai": penilaian.pegawai_id, "tahun": penilaian.tahun, "skp": penilaian.skp_id,
        "profil": penilaian.profil, "hasil": ringkas(penilaian, "penilai"),
    }  # fmt: skip
    teks = json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(teks.encode()).hexdigest()


def bukan_penilainya(oleh: Actor, penilaian: Penilaian, tugas: workflows.Task) -> None:
    """Neither the person nor who assessed or answered, for himself or standing in; by law the governor may be both."""
    skp, hasil = penilaian.skp, sisi_hasil(penilaian, "penilai")
    bukan_diri(oleh, penilaian.pegawai_id)
    if not skp.pengecualian_pihak:
        penilai = alur.pemutus(tugas, "nilai_tahunan", "tanggapi_keberatan")
        pesan = _("Anda menilai tahun ini, jadi Anda tidak boleh memutus sebagai atasan pejabat penilai.")
        bukan_diri(oleh, skp.penilai_id, hasil.oleh_id if hasil else None, *penilai, pesan=pesan)


def catat(
    event: audit.Event, penilaian: Penilaian, oleh: Actor, tugas: workflows.Task | None = None, **rincian: Any
) -> None:
    """An event of this assessment; with a task, also for whom it was done."""
    audit.record(
        db.session,
        event,
        actor=oleh,
        atas_nama=atas_nama(tugas, oleh) if tugas else None,
        instans_id=penilaian.instans_id,
        subjek=("penilaian", penilaian.id),
        nomor=penilaian.nomor,
        **rincian,
    )


def _teks(nilai: Decimal | None) -> str | None:
    return None if nilai is None else f"{nilai:.2f}"

"""The statutory objection after it was filed: answered in writing by the pejabat penilai, decided by his atasan, once
and final (PP 30/2019 Pasal 59; Perka BKN 1/2013). Silence only moves it up; nothing is ever granted by silence.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

import workflows
from portal import alur, waktu
from portal.actions import action
from portal.actions.bersama import batas, bukan_diri, penilaian_dari, tugas_untuk
from portal.actions.hasil_tahunan import bukan_penilainya, catat, isian_aturan, ringkas, sisi_hasil, tulis
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakSah
from portal.models import Keberatan, Penilaian
from portal.rules import keberatan as aturan_keberatan
from portal.rules import penilaian_tahunan as aturan
from portal.rules.alur import ATASAN, PENILAI
from portal.rules.alur import SISTEM as PERAN_SISTEM
from portal.security import SISTEM, Actor


@action
def tanggapi(tugas_id: str, *, actor: Actor, tanggapan: str) -> Penilaian:
    """The pejabat penilai answers the objection in writing; it goes up to his atasan with the answer."""
    tugas = tugas_untuk(tugas_id, actor, "tanggapi_keberatan")
    penilaian, ajuan = _perkara(tugas)
    bukan_diri(actor, penilaian.pegawai_id)
    if not tanggapan.strip():
        raise TidakSah(Temuan("tanggapan", None, _("Tulis tanggapan Anda; pegawai dan atasan Anda akan membacanya.")))
    penilaian.status = aturan.lanjut(penilaian.status, "tanggapi", PENILAI)
    ajuan.tanggapan, ajuan.ditanggapi_oleh_id = tanggapan.strip(), actor.pegawai_id
    ajuan.ditanggapi_pada = waktu.sekarang()
    ajuan.batas_putusan = datetime.fromisoformat(batas("putuskan_keberatan"))
    alur.selesaikan(
        tugas_id, actor=actor, fakta={"ditanggapi": True, "batas_putusan_keberatan": ajuan.batas_putusan.isoformat()}
    )
    catat(
        Event.KEBERATAN_DITANGGAPI, penilaian, actor, tugas, keberatan=ajuan.nomor, tanggapan=ajuan.tanggapan,
        batas_putusan=ajuan.batas_putusan.isoformat(),
    )  # fmt: skip
    return penilaian


@action
def putuskan(
    tugas_id: str,
    *,
    actor: Actor,
    keputusan: str,
    pemeriksaan: str,
    alasan: str,
    aspek: Sequence[dict[str, Any]] | None = None,
    hasil_kerja: str | None = None,
    rating_perilaku: str | None = None,
) -> Penilaian:
    """The atasan pejabat penilai keeps the result ("tetap") or changes it ("ubah": his own, computed under the profile
    of that year). Final, and in force with it. Never by the person, nor by who assessed or answered."""
    tugas = tugas_untuk(tugas_id, actor, "putuskan_keberatan")
    penilaian, ajuan = _perkara(tugas)
    bukan_penilainya(actor, penilaian, tugas)
    isian = isian_aturan(aspek, hasil_kerja, rating_perilaku)
    temuan = aturan_keberatan.periksa_putusan(
        keputusan, pemeriksaan=pemeriksaan, alasan=alasan, isian=isian, profil=penilaian.profil,
        jabatan=penilaian.skp.jabatan.jenis,
    )  # fmt: skip
    if temuan:
        raise TidakSah(*temuan)
    penilaian.status = aturan.lanjut(penilaian.status, "putuskan", ATASAN)
    lama = sisi_hasil(penilaian, "penilai")
    sebelum = ringkas(penilaian, "penilai")
    if keputusan == "ubah" and lama is not None:
        satu = tulis(penilaian, "putusan", isian, oleh=actor, catatan=lama.catatan, rekomendasi=lama.rekomendasi)
        satu.umpan_balik = lama.umpan_balik  # it speaks of the evidence, which the decision does not change
    ajuan.keputusan, ajuan.pemeriksaan, ajuan.alasan_keputusan = keputusan, pemeriksaan.strip(), alasan.strip()
    ajuan.diputus_oleh_id, ajuan.diputus_pada = actor.pegawai_id, waktu.sekarang()
    penilaian.disahkan_pada, penilaian.disahkan_oleh_id = waktu.sekarang(), actor.pegawai_id
    alur.selesaikan(tugas_id, actor=actor, fakta={"hasil_keberatan": keputusan})
    catat(
        Event.KEBERATAN_DIPUTUSKAN, penilaian, actor, tugas, keberatan=ajuan.nomor, keputusan=keputusan,
        pemeriksaan=ajuan.pemeriksaan, alasan=ajuan.alasan_keputusan, sebelum=sebelum,
        sesudah=ringkas(penilaian, "putusan") or sebelum,
    )  # fmt: skip
    return penilaian


def catat_diam(tugas: workflows.Task) -> None:
    """A deadline took this task back: the person neither signed nor objected, or the pejabat penilai did not answer.
    Either way it goes up, noted as SISTEM. Runs inside the heartbeat's action."""
    penilaian = penilaian_dari(tugas)
    if tugas.step == "tanggapi_penilaian":
        catat_diam_pegawai(penilaian)
    else:
        penilaian.status = aturan.lanjut(penilaian.status, "diam", PERAN_SISTEM)
        catat(Event.KEBERATAN_DITANGGAPI, penilaian, SISTEM, sikap="diam")


def catat_diam_pegawai(penilaian: Penilaian) -> None:
    """The 14 days are over without a word of the person: it goes up with that note. Runs inside an action."""
    penilaian.status = aturan.lanjut(penilaian.status, "diam", PERAN_SISTEM)
    penilaian.sikap = "diam"
    catat(Event.PENILAIAN_DITANDATANGANI, penilaian, SISTEM, sikap="diam")


def _perkara(tugas: workflows.Task) -> tuple[Penilaian, Keberatan]:
    penilaian = penilaian_dari(tugas)
    if penilaian.keberatan is None:
        raise Bentrok(_("Penilaian ini tidak sedang dikeberati."), kode="tidak_dikeberati")
    return penilaian, penilaian.keberatan

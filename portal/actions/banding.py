"""The appeal of a month: decided by the atasan banding, once, final inside the month."""

from typing import Any

from flask_babel import gettext as _

from portal import alur, audit, waktu
from portal.actions import action
from portal.actions.baris import baris_aturan, isi_sisi, pakai_akhir
from portal.actions.bersama import atas_nama, baca_sisi, bukan_diri, catatan_nilai, realisasi_dari, tugas_untuk
from portal.audit import Event
from portal.errors import Bentrok, Temuan, TidakSah
from portal.extensions import db
from portal.models import Realisasi
from portal.rules import isian
from portal.rules import realisasi as aturan
from portal.rules.alur import ATASAN
from portal.security import Actor


@action
def putuskan(
    tugas_id: str, *, actor: Actor, keputusan: str, alasan: str, baris: list[dict[str, Any]] | None = None
) -> Realisasi:
    """Grant (the claim stands) or deny with own final values and a reason. Never by the one who rejected the month."""
    tugas = tugas_untuk(tugas_id, actor, "putuskan_banding")
    realisasi = realisasi_dari(tugas)
    skp, banding = realisasi.skp, realisasi.banding
    if banding is None:
        raise Bentrok(_("Bulan ini tidak sedang dibanding."), kode="tidak_dibanding")
    bukan_diri(
        actor,
        skp.pegawai_id,
        *(() if skp.pengecualian_pihak else (skp.penilai_id, realisasi.ditinjau_oleh_id)),
        pesan=_("Anda menolak realisasi ini, jadi Anda tidak boleh memutus bandingnya."),
    )
    if keputusan == "tolak":
        isi_sisi(realisasi, "putusan", baris or [])
    temuan = isian.periksa_putusan(keputusan, baris_aturan(realisasi), alasan=alasan, jabatan=skp.jabatan.jenis)
    if not alasan.strip() and not any(t.medan == "alasan" for t in temuan):
        temuan = (Temuan("alasan", None, _("Tulis alasan keputusan; kedua pihak akan membacanya.")), *temuan)
    if temuan:
        raise TidakSah(*temuan)
    tindakan = "kabulkan" if keputusan == "kabul" else "tolak_banding"
    realisasi.status = aturan.lanjut(realisasi.status, tindakan, ATASAN).value
    pakai_akhir(realisasi, keputusan)
    banding.keputusan, banding.alasan_keputusan = keputusan, alasan.strip()
    banding.diputus_oleh_id, banding.diputus_pada = actor.pegawai_id, waktu.sekarang()
    alur.selesaikan(tugas_id, actor=actor, fakta={"hasil_banding": keputusan})
    audit.record(
        db.session,
        Event.BANDING_DIPUTUSKAN,
        actor=actor,
        atas_nama=atas_nama(tugas, actor),
        instans_id=realisasi.instans_id,
        subjek=("realisasi", realisasi.id),
        nomor=realisasi.nomor,
        keputusan=keputusan,
        alasan=alasan.strip(),
        klaim=catatan_nilai(baca_sisi(realisasi, "klaim")),
        saran=catatan_nilai(baca_sisi(realisasi, "saran")),
        akhir=catatan_nilai(baca_sisi(realisasi, "akhir")),
    )
    return realisasi

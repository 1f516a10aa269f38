"""THE MAP: the step of a diagram -> what it asks, the action that finishes it, the page that shows it.

A user task's step is its property `langkah`, by default its element id. A step that is not here is a low-code step:
agree or send back with a note, and the answers become facts of the process.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from portal.actions import banding, keberatan, penilaian_tahunan, realisasi, revisi, skp, tugas, verifikasi
from portal.errors import Temuan, TidakSah
from portal.forms import skema
from portal.security import Actor

Kirim = Callable[[str, Actor, dict[str, Any]], Any]


@dataclass(frozen=True)
class Langkah:
    """`skema`: JSON Schema of the answer. `kirim(tugas_id, actor, isian)`: the one action. `halaman`: name of the page
    (templates/langkah/<halaman>.html and queries/langkah.py). `periksa`: ends what cannot be undone, so it asks once
    more."""

    skema: Mapping[str, Any]
    kirim: Kirim
    halaman: str
    periksa: bool = False


def _susun(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return skp.ajukan(tugas_id, actor=actor, kegiatan=isian["kegiatan"], **_dokumen(isian))


def _perbaiki(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    if isian["tindakan"] == "sengketa":
        return skp.sengketakan(tugas_id, actor=actor, alasan=isian.get("alasan", ""))
    return skp.ajukan(tugas_id, actor=actor, kegiatan=isian.get("kegiatan", []), **_dokumen(isian))


def _dokumen(isian: dict[str, Any]) -> dict[str, Any]:
    """What PermenPANRB 6/2022 asks of the SKP as a whole."""
    return {"pendekatan": isian.get("pendekatan"), "lampiran": isian.get("lampiran")}


def _tinjau_skp(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return skp.tinjau(
        tugas_id,
        actor=actor,
        keputusan=isian["keputusan"],
        catatan=isian.get("catatan", ""),
        catatan_baris=isian.get("catatan_baris"),
        ekspektasi=isian.get("ekspektasi"),
    )


def _verifikasi_skp(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return skp.verifikasi(tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""))


def _putuskan_skp(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return skp.putuskan(tugas_id, actor=actor, kegiatan=isian["kegiatan"], alasan=isian["alasan"])


def _susun_revisi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    if isian["tindakan"] == "batal":
        return revisi.batalkan(tugas_id, actor=actor)
    if isian["tindakan"] == "sengketa":
        return revisi.sengketakan(tugas_id, actor=actor, alasan=isian.get("alasan", ""))
    return revisi.ajukan(
        tugas_id, actor=actor, kegiatan=isian.get("kegiatan", []), berlaku_bulan=_bulan(isian),
        sebab=isian.get("sebab"), alasan=isian.get("alasan_revisi"),
    )  # fmt: skip


def _tinjau_revisi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return revisi.tinjau(
        tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""),
        catatan_baris=isian.get("catatan_baris"),
    )  # fmt: skip


def _verifikasi_revisi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return revisi.verifikasi(tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""))


def _putuskan_revisi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return revisi.putuskan(
        tugas_id, actor=actor, keputusan=isian["keputusan"], alasan=isian["alasan"], kegiatan=isian.get("kegiatan"),
        berlaku_bulan=_bulan(isian),
    )  # fmt: skip


def _bulan(isian: dict[str, Any]) -> int | None:
    return int(isian["berlaku_bulan"]) if isian.get("berlaku_bulan") else None


def _isi_realisasi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return realisasi.ajukan(tugas_id, actor=actor, baris=isian["baris"])


def _tinjau_realisasi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return realisasi.tinjau(
        tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""), baris=isian.get("baris")
    )


def _tanggapi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return realisasi.tanggapi(tugas_id, actor=actor, sikap=isian["sikap"], alasan=isian.get("alasan", ""))


def _putuskan_banding(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return banding.putuskan(
        tugas_id, actor=actor, keputusan=isian["keputusan"], alasan=isian["alasan"], baris=isian.get("baris")
    )


def _verifikasi(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return verifikasi.putuskan(tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""))


def _tindak_lanjut(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return verifikasi.tindak_lanjuti(
        tugas_id, actor=actor, sikap=isian["sikap"], catatan=isian["catatan"], baris=isian.get("baris")
    )


def _nilai_tahunan(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return penilaian_tahunan.nilai(tugas_id, actor=actor, **isian)


def _terima_penilaian(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return penilaian_tahunan.terima(tugas_id, actor=actor, sidik=isian["sidik"])


def _catat_serah_terima(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return penilaian_tahunan.catat_serah_terima(tugas_id, actor=actor, **isian)


def _tanggapi_penilaian(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return penilaian_tahunan.tanggapi(tugas_id, actor=actor, sikap=isian["sikap"], alasan=isian.get("alasan", ""))


def _sahkan_penilaian(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return penilaian_tahunan.sahkan(tugas_id, actor=actor, catatan=isian.get("catatan", ""))


def _tanggapi_keberatan(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return keberatan.tanggapi(tugas_id, actor=actor, tanggapan=isian["tanggapan"])


def _putuskan_keberatan(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return keberatan.putuskan(tugas_id, actor=actor, **isian)


def _keputusan(tugas_id: str, actor: Actor, isian: dict[str, Any]) -> Any:
    return tugas.putuskan(tugas_id, actor=actor, keputusan=isian["keputusan"], catatan=isian.get("catatan", ""))


LANGKAH: dict[str, Langkah] = {
    "susun_skp": Langkah(skema.SUSUN_SKP, _susun, "susun_skp"),
    "perbaiki_skp": Langkah(skema.PERBAIKI_SKP, _perbaiki, "susun_skp"),
    "tinjau_skp": Langkah(skema.TINJAU_SKP, _tinjau_skp, "tinjau_skp"),
    "verifikasi_skp": Langkah(skema.VERIFIKASI_SKP, _verifikasi_skp, "verifikasi_skp"),
    "putuskan_skp": Langkah(skema.PUTUSKAN_SKP, _putuskan_skp, "putuskan_skp", periksa=True),
    "susun_revisi": Langkah(skema.SUSUN_REVISI, _susun_revisi, "susun_revisi"),
    "tinjau_revisi": Langkah(skema.TINJAU_REVISI, _tinjau_revisi, "tinjau_revisi"),
    "verifikasi_revisi": Langkah(skema.VERIFIKASI_REVISI, _verifikasi_revisi, "verifikasi_revisi"),
    "putuskan_revisi": Langkah(skema.PUTUSKAN_REVISI, _putuskan_revisi, "putuskan_revisi", periksa=True),
    "isi_realisasi": Langkah(skema.ISI_REALISASI, _isi_realisasi, "isi_realisasi", periksa=True),
    "tinjau_realisasi": Langkah(skema.TINJAU_REALISASI, _tinjau_realisasi, "tinjau_realisasi"),
    "tanggapi_penolakan": Langkah(skema.TANGGAPI_PENOLAKAN, _tanggapi, "tanggapi_penolakan"),
    "putuskan_banding": Langkah(skema.PUTUSKAN_BANDING, _putuskan_banding, "putuskan_banding", periksa=True),
    "verifikasi_realisasi": Langkah(skema.VERIFIKASI_REALISASI, _verifikasi, "verifikasi_realisasi"),
    "tindak_lanjut_verifikasi": Langkah(skema.TINDAK_LANJUT, _tindak_lanjut, "tindak_lanjut_verifikasi"),
    "nilai_tahunan": Langkah(skema.NILAI_TAHUNAN, _nilai_tahunan, "nilai_tahunan", periksa=True),
    "terima_penilaian": Langkah(skema.TERIMA_PENILAIAN, _terima_penilaian, "terima_penilaian"),
    "catat_serah_terima": Langkah(skema.CATAT_SERAH_TERIMA, _catat_serah_terima, "catat_serah_terima"),
    "tanggapi_penilaian": Langkah(skema.TANGGAPI_PENILAIAN, _tanggapi_penilaian, "tanggapi_penilaian", periksa=True),
    "sahkan_penilaian": Langkah(skema.SAHKAN_PENILAIAN, _sahkan_penilaian, "sahkan_penilaian"),
    "tanggapi_keberatan": Langkah(skema.TANGGAPI_KEBERATAN, _tanggapi_keberatan, "tanggapi_keberatan"),
    "putuskan_keberatan": Langkah(skema.PUTUSKAN_KEBERATAN, _putuskan_keberatan, "putuskan_keberatan", periksa=True),
}

UMUM = Langkah(skema.KEPUTUSAN, _keputusan, "keputusan")


def langkah(nama: str) -> Langkah:
    """The step's entry, or the low-code one."""
    return LANGKAH.get(nama, UMUM)


def _mulai_skp(actor: Actor, isian: dict[str, Any]) -> Any:
    try:
        mulai = date.fromisoformat(isian["mulai"]) if isian.get("mulai") else None
    except ValueError:  # 30 February: the pattern cannot know
        raise TidakSah(Temuan("mulai", None, _("Tanggal ini tidak ada dalam kalender."))) from None
    return skp.buat(actor=actor, tahun=isian["tahun"], mulai=mulai, tutup=isian.get("tutup"))


def _mulai_revisi(actor: Actor, isian: dict[str, Any]) -> Any:
    return revisi.mulai(
        isian["skp"], actor=actor, sebab=isian["sebab"], alasan=isian["alasan"],
        berlaku_bulan=int(isian["berlaku_bulan"]),
    )  # fmt: skip


@dataclass(frozen=True)
class Mulai:
    """A process that a person starts by a domain action: what it asks, and the action (its row has `instans_id`)."""

    skema: Mapping[str, Any]
    kirim: Callable[[Actor, dict[str, Any]], Any]


MULAI: dict[str, Mulai] = {
    "skp_tahunan": Mulai(skema.MULAI_SKP, _mulai_skp),
    "revisi_skp": Mulai(skema.MULAI_REVISI, _mulai_revisi),
}

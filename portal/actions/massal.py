"""Verifying many months at once: each item is an action and a transaction of its own, and says what became of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import gettext as _

from portal import alur
from portal.actions import sekali, verifikasi
from portal.errors import PortalError, SudahSelesai, Temuan, TidakSah
from portal.security import Actor

MAKS = 100
KEPUTUSAN = ("sahkan", "sahkan_target")


@dataclass(frozen=True)
class Hasil:
    """What became of one item. `keadaan`: "sah", "didahului" (who and when in `oleh`, `pada`), or "ditolak"."""

    tugas_id: str
    keadaan: str
    pesan: str
    tanda_terima: str | None = None
    oleh: str | None = None
    pada: datetime | None = None


def verifikasi_banyak(
    tugas: Sequence[str], *, actor: Actor, kunci: str, keputusan: str, catatan: str = ""
) -> list[Hasil]:
    """Verify each task of the list; one that cannot be verified does not stop the others.

    The same `kunci` again gives the same receipts and changes nothing. TidakSah before anything is done: nothing
    selected, too much selected, an unknown decision, or "sahkan_target" without a note.
    """
    tugas = list(dict.fromkeys(tugas))
    if not tugas:
        raise TidakSah(Temuan("pilih", None, _("Pilih paling sedikit satu bulan.")))
    if len(tugas) > MAKS:
        raise TidakSah(Temuan("pilih", None, _("Paling banyak %(batas)s bulan sekaligus.", batas=MAKS)))
    if keputusan not in KEPUTUSAN:
        raise TidakSah(Temuan("keputusan", None, _("Pilih sahkan, atau sahkan dengan target.")))
    if keputusan == "sahkan_target" and not catatan.strip():
        raise TidakSah(
            Temuan(
                "catatan",
                None,
                _("Tulis mengapa target dipakai sebagai realisasi; pegawai dan pejabat penilai membacanya."),
            )
        )
    return [_satu(t, actor, f"massal-{kunci[:50]}-{t}"[:100], keputusan, catatan) for t in tugas]


def _satu(tugas_id: str, actor: Actor, kunci: str, keputusan: str, catatan: str) -> Hasil:
    isian = {"keputusan": keputusan, "catatan": catatan.strip()}
    try:
        jawaban = sekali.kerjakan(
            tugas_id, actor=actor, kunci=kunci, isian=isian,
            tindakan=lambda: verifikasi.putuskan(tugas_id, actor=actor, keputusan=keputusan, catatan=catatan),
        )  # fmt: skip
    except SudahSelesai as galat:
        nama = alur.nama_pihak([galat.oleh]).get(galat.oleh or "") if galat.oleh and ":" in galat.oleh else galat.oleh
        return Hasil(tugas_id, "didahului", galat.pesan, oleh=nama, pada=galat.pada)
    except PortalError as galat:
        return Hasil(tugas_id, "ditolak", galat.pesan)
    return Hasil(tugas_id, "sah", _("Disahkan."), tanda_terima=jawaban["nomor_tanda_terima"])

"""Operations on one running process: what may be done to which, and how the engine is asked for it.

A process of the law carries a document whose state follows from its steps. What would leave the two contradicting each
other is refused here, with what to do instead (docs/adr/0012-operasi-di-portal.md).
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

import workflows
from portal import alur, waktu
from portal.errors import Bentrok, Temuan, TidakDitemukan, TidakSah
from portal.extensions import db
from portal.kasus import TABEL_PROSES
from portal.katalog import PROSES_HUKUM
from portal.security import Actor
from portal.wewenang import bukan_perkaranya

TANGGUHKAN, LANJUTKAN, BATALKAN, ULANGI = "tangguhkan", "lanjutkan", "batalkan", "ulangi"
MULAI_KEMBALI, PINDAHKAN, BETULKAN = "mulai-kembali", "pindahkan", "betulkan"
JENIS = (TANGGUHKAN, LANJUTKAN, ULANGI, PINDAHKAN, BETULKAN, BATALKAN, MULAI_KEMBALI)
MASSAL = (TANGGUHKAN, LANJUTKAN, ULANGI, BATALKAN)
"""Those that need nothing but a reason, so that many can have them at once."""
VERBA: dict[str, Callable[..., workflows.Advance]] = {
    TANGGUHKAN: workflows.suspend, LANJUTKAN: workflows.resume, BATALKAN: workflows.cancel, ULANGI: workflows.retry,
    MULAI_KEMBALI: workflows.restart, PINDAHKAN: workflows.move, BETULKAN: workflows.correct,
}  # fmt: skip
PEMBERITAHUAN = "kirim_pemberitahuan"
HUKUM = {
    BATALKAN: _l(
        "Proses ini membawa dokumen kepegawaian, yang tidak boleh hilang di tengah jalan. SKP dan bulannya hanya "
        "dibatalkan oleh mutasi: catat penempatan barunya di Data induk. Untuk menghentikannya sementara, tangguhkan."
    ),
    MULAI_KEMBALI: _l(
        "Proses ini dimulai portal sendiri, satu untuk setiap dokumen. Yang sudah berakhir dibetulkan dengan revisi "
        "SKP atau keberatan; yang masih berjalan dapat dipindahkan ke langkah sebelumnya."
    ),
    BETULKAN: _l(
        "Fakta proses ini berasal dari dokumen dan keputusan para pihak. Betulkan sumbernya: data induk, hari libur, "
        "parameter; atau pindahkan ke langkah sebelumnya supaya diputuskan lagi."
    ),
}  # fmt: skip
"""What is never done to a process of the law, and what to do instead."""


@dataclass(frozen=True)
class Permintaan:
    """One operation. `dari`, `ke`: elements, or the id of a task where one is open several times; `fakta`: corrected or
    added; `hapus`: names of facts taken out."""

    jenis: str
    dari: str = ""
    ke: str = ""
    fakta: Mapping[str, Any] = field(default_factory=dict)
    hapus: tuple[str, ...] = ()


def periksa(actor: Actor, instans: workflows.Instance, p: Permintaan) -> None:
    """Before anything is done. TidakDitemukan for no operation; BukanHak for a party; Bentrok (`proses_hukum`) for what
    the law does not know; TidakSah
    for an operation that says too little."""
    if p.jenis not in JENIS:
        raise TidakDitemukan(_("Operasi ini tidak ada."))
    bukan_perkaranya(actor, instans)
    if instans.process in PROSES_HUKUM and p.jenis in HUKUM:
        raise Bentrok(str(HUKUM[p.jenis]), kode="proses_hukum")
    if p.jenis == PINDAHKAN:
        for nama, nilai in (("dari", p.dari), ("ke", p.ke)):
            if not nilai or len(nilai) > 128:
                raise TidakSah(Temuan(nama, None, _("Pilih langkahnya.")))
        if p.fakta and instans.process in PROSES_HUKUM:
            raise Bentrok(str(HUKUM[BETULKAN]), kode="proses_hukum")
    if p.jenis == BETULKAN and not p.fakta and not p.hapus:
        raise TidakSah(Temuan("fakta", None, _("Ubah paling sedikit satu fakta.")))


def minta(p: Permintaan, instans_id: str, actor: Actor, alasan: str, *, coba: bool = False) -> workflows.Advance:
    """Ask the engine; `coba`: only look what would come of it, in a transaction that the caller takes back.

    Its refusals come as ours; TidakSah (`fakta`) for what is no fact.
    """
    lain: dict[str, Any] = {}
    if p.jenis == PINDAHKAN:
        lain = {"source": p.dari, "target": p.ke, "facts": dict(p.fakta)}
    elif p.jenis == BETULKAN:
        lain = {"facts": dict(p.fakta), "drop": p.hapus}
    elif p.jenis == MULAI_KEMBALI:
        lain = {"facts": dict(p.fakta) or None}
    semua = {"by": actor, "reason": alasan, "now": waktu.sekarang(), **lain}
    try:
        with alur.diterjemahkan():
            if coba:
                return workflows.foresee(db.session, VERBA[p.jenis], instans_id, **semua)
            return VERBA[p.jenis](db.session, instans_id, **semua)
    except ValueError as galat:
        raise TidakSah(Temuan("fakta", None, str(galat))) from galat


def periksa_hasil(instans: workflows.Instance, p: Permintaan, advance: workflows.Advance) -> str | None:
    """After the engine has moved, before it is kept: what state the document will have; None where it keeps its own.

    Bentrok (`proses_hukum`) where a process of the law would stand at a step its document knows no way back to.
    """
    tabel = TABEL_PROSES.get(instans.process)
    if p.jenis != PINDAHKAN or instans.process not in PROSES_HUKUM:
        return None
    if advance.incidents:
        raise Bentrok(str(advance.incidents[0]), kode="diagram_gagal")
    status = db.session.scalar(select(tabel.status).where(tabel.instans_id == instans.id)) if tabel else None
    boleh = next((aturan for model, aturan in alur.KEMBALI if model is tabel), {})
    kerja = [t for t in advance.opened if t.operation != PEMBERITAHUAN]  # a deadline that has passed is told again
    baru = {boleh[t.step][1] for t in kerja if t.step in boleh and status in boleh[t.step][0]}
    if len(baru) != 1 or len(kerja) != 1:
        pesan = _(
            "Dokumennya tidak dapat mengikuti proses ke langkah itu. Proses ini hanya dipindahkan ke langkah yang "
            "membuat dokumennya dikembalikan: %(langkah)s.",
            langkah=", ".join(k.replace("_", " ") for k in sorted(boleh) if status in boleh[k][0]) or _("tidak ada"),
        )
        raise Bentrok(pesan, kode="proses_hukum")
    return str(baru.pop())

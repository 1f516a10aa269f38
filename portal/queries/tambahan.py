"""The extra duties and creativity of an SKP as its page shows them."""

from dataclasses import dataclass
from datetime import date, datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.extensions import db
from portal.models import Pegawai, Penilaian, Skp, TugasTambahan
from portal.rules.tambahan import DAPAT_DICATAT
from portal.security import Actor

BUKTI = {
    3: _l("Surat keterangan pimpinan unit kerja, paling rendah eselon II (nilai 3)"),
    6: _l("Surat keterangan pejabat pembina kepegawaian, gubernur (nilai 6)"),
    12: _l("Surat keterangan atau penghargaan Presiden (nilai 12)"),
}
KATA = {
    "belum": ("wait", _l("Menunggu pejabat penilai")), "ya": ("good", _l("Diakui")),
    "tidak": ("bad", _l("Tidak diakui")),
}  # fmt: skip


@dataclass(frozen=True)
class Baris:
    """One entry. `oleh`: who decided on it, when, and what he wrote."""

    id: int
    jenis: str
    uraian: str
    tanggal: date
    surat: str
    nilai: int | None
    diakui: str
    catatan: str | None
    oleh: str | None
    pada: datetime | None

    @property
    def tag(self) -> tuple[str, str]:
        """Shape and word of its state."""
        jenis, kata = KATA[self.diakui]
        return jenis, str(kata)


@dataclass(frozen=True)
class Tambahan:
    """The entries of an SKP, and what this reader may do with them."""

    baris: tuple[Baris, ...]
    boleh_catat: bool
    boleh_akui: bool

    @property
    def bukti(self) -> tuple[tuple[int, str], ...]:
        """The kinds of evidence of a kreativitas: value and words."""
        return tuple((n, str(kata)) for n, kata in BUKTI.items())

    @property
    def menunggu(self) -> int:
        """How many wait for a decision."""
        return sum(b.diakui == "belum" for b in self.baris)


def tambahan(actor: Actor, skp: Skp) -> Tambahan:
    """Those of an SKP the caller may read. Two statements."""
    pemutus = aliased(Pegawai)
    t = TugasTambahan
    hasil = db.session.execute(
        select(
            t.id, t.jenis, t.uraian, t.tanggal, t.surat, t.nilai_kreativitas, t.diakui, t.catatan, pemutus.nama,
            t.diakui_pada,
        )
        .outerjoin(pemutus, pemutus.id == t.diakui_oleh_id)
        .where(t.skp_id == skp.id)
        .order_by(t.tanggal, t.id)
    )  # fmt: skip
    dinilai = db.session.scalar(
        select(Penilaian.id).where(
            Penilaian.pegawai_id == skp.pegawai_id, Penilaian.tahun == skp.tahun, Penilaian.dinilai_pada.is_not(None)
        )
    )
    terbuka = skp.status in DAPAT_DICATAT and dinilai is None
    milik = actor.pegawai_id is not None and skp.pegawai_id == actor.pegawai_id
    return Tambahan(
        tuple(Baris(*b) for b in hasil), boleh_catat=terbuka and milik,
        boleh_akui=terbuka and not milik and skp.penilai_id in actor.diwakili,
    )  # fmt: skip

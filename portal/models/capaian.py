"""How well an organisation did: what sets the pattern of the predicates of its people (PermenPANRB 6/2022)."""

from datetime import datetime

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Opd, Unit
from portal.models.pegawai import Pegawai
from portal.models.tipe import Waktu


class CapaianOrganisasi(Model):
    """The capaian kinerja organisasi of an OPD, or of one of its units (`unit_id`), for a year (`triwulan` 0) or a
    quarter (1..4). Never changed, by triggers: a later row counts in place of an earlier one, says why (`alasan`), and
    both stay.
    """

    __tablename__ = "capaian_organisasi"
    __table_args__ = (
        CheckConstraint("triwulan BETWEEN 0 AND 4", name="ck_capaian_triwulan"),
        Index("ix_capaian_organisasi", "tahun", "triwulan", "opd_id", "unit_id", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    unit_id: Mapped[int | None] = mapped_column(ForeignKey("unit.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    triwulan: Mapped[int] = mapped_column(Integer)
    capaian: Mapped[str] = mapped_column(String(20))
    dasar: Mapped[str] = mapped_column(String(300))
    catatan: Mapped[str] = mapped_column(String(500), default="")
    alasan: Mapped[str] = mapped_column(String(500), default="")
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)

    opd: Mapped[Opd] = relationship()
    unit: Mapped[Unit | None] = relationship()
    oleh: Mapped[Pegawai] = relationship()

"""How well a unit did in a year: what sets the pattern of the predicates of its people (PermenPANRB 6/2022)."""

from datetime import datetime

from flask_appbuilder import Model
from sqlalchemy import ForeignKey, Index, Integer, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Unit
from portal.models.pegawai import Pegawai
from portal.models.tipe import Waktu


class CapaianOrganisasi(Model):
    """The capaian kinerja organisasi of one unit and year as BKD recorded it. Never changed: a later row counts in
    place of an earlier one, and both stay.
    """

    __tablename__ = "capaian_organisasi"
    __table_args__ = (Index("ix_capaian_organisasi", "tahun", "unit_id", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    unit_id: Mapped[int] = mapped_column(ForeignKey("unit.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    capaian: Mapped[str] = mapped_column(String(20))
    dasar: Mapped[str] = mapped_column(String(300))
    catatan: Mapped[str] = mapped_column(String(500), default="")
    oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    pada: Mapped[datetime] = mapped_column(Waktu)

    unit: Mapped[Unit] = relationship()
    oleh: Mapped[Pegawai] = relationship()

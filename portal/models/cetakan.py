"""Printed official documents: what a number and a code on paper are checked against."""

from datetime import datetime

from flask_appbuilder import Model
from sqlalchemy import Boolean, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.models.tipe import Waktu


class Cetakan(Model):
    """One content of one form that was printed, once or more. `sidik`: SHA-256 of all that stands on it.

    `perihal`: the number of what it is a form of. `sah`: it was final when first printed. `banyak`: how often it was
    printed; `asli_pada`: when the original was handed out, which happens once.
    """

    __tablename__ = "cetakan"
    __table_args__ = (UniqueConstraint("form", "perihal", "sidik", name="uq_cetakan_isi"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    form: Mapped[str] = mapped_column(String(12))
    perihal: Mapped[str] = mapped_column(String(40))
    tahun: Mapped[int] = mapped_column(Integer)
    sidik: Mapped[str] = mapped_column(String(64))
    sah: Mapped[bool] = mapped_column(Boolean)
    banyak: Mapped[int] = mapped_column(Integer, default=0)
    pada: Mapped[datetime] = mapped_column(Waktu)
    asli_pada: Mapped[datetime | None] = mapped_column(Waktu)

    @property
    def nomor(self) -> str:
        """The number printed at its foot."""
        return f"CTK-{self.tahun}-{self.id:06d}"

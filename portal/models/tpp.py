"""What a verified month is paid: computed once it is verified, kept with its trace, never overwritten."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, Integer, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.pegawai import Pegawai
from portal.models.realisasi import Realisasi
from portal.models.tipe import Desimal, Json, Waktu


class TppBulan(Model):
    """One person's TPP of one verified month. The newest `versi` counts; the older ones say what was computed before.
    Append-only: the database refuses UPDATE and DELETE. `sidik` covers this row and, by `sidik_sebelum`, those before.
    """

    __tablename__ = "tpp_bulan"
    __table_args__ = (
        UniqueConstraint("realisasi_id", "versi", name="uq_tpp_bulan_versi"),
        CheckConstraint("sebab IN ('verifikasi', 'kehadiran', 'hitung_ulang')", name="ck_tpp_bulan_sebab"),
        Index("ix_tpp_bulan_pegawai", "pegawai_id", "tahun", "bulan"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    realisasi_id: Mapped[int] = mapped_column(ForeignKey("realisasi.id"))
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    bulan: Mapped[int] = mapped_column(Integer)
    versi: Mapped[int] = mapped_column(Integer)
    sebab: Mapped[str] = mapped_column(String(20))
    rekap_id: Mapped[int | None] = mapped_column(ForeignKey("rekap_absensi.id"))
    masukan: Mapped[Any] = mapped_column(Json)
    tarif: Mapped[int] = mapped_column(BigInteger)
    potongan: Mapped[Decimal] = mapped_column(Desimal(5, 2))
    dipotong: Mapped[int] = mapped_column(BigInteger)
    produktivitas: Mapped[int] = mapped_column(BigInteger)
    disiplin: Mapped[int] = mapped_column(BigInteger)
    dibayar: Mapped[int] = mapped_column(BigInteger)
    jejak: Mapped[Any] = mapped_column(Json)
    sidik_sebelum: Mapped[str] = mapped_column(String(64))
    sidik: Mapped[str] = mapped_column(String(64), unique=True)
    dihitung_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dihitung_pada: Mapped[datetime] = mapped_column(Waktu)

    realisasi: Mapped[Realisasi] = relationship()
    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    dihitung_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[dihitung_oleh_id])

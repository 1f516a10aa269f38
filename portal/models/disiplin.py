"""Discipline: the punishments that were decided, and what attendance says about who must be examined."""

from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Opd
from portal.models.pegawai import Pegawai
from portal.models.tipe import Json, Waktu


class HukumanDisiplin(Model):
    """A decision (SK) as BKD has recorded it. A correction or cancellation is a row beside it (`pangkal_id`: the first
    row of the record, None on that row itself; the newest `versi` counts). Append-only: the database refuses UPDATE and
    DELETE. `sampai`: None where the punishment has no time of its own; `potongan`: percent of TPP.
    """

    __tablename__ = "hukuman_disiplin"
    __table_args__ = (
        UniqueConstraint("pangkal_id", "versi", name="uq_hukuman_disiplin_versi"),
        CheckConstraint("tindakan IN ('catat', 'betulkan', 'batalkan')", name="ck_hukuman_disiplin_tindakan"),
        CheckConstraint("tingkat IN ('ringan', 'sedang', 'berat')", name="ck_hukuman_disiplin_tingkat"),
        Index("ix_hukuman_disiplin_pegawai", "pegawai_id", "mulai"),
        Index("ix_hukuman_disiplin_sk", "sk_tanggal", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pangkal_id: Mapped[int | None] = mapped_column(ForeignKey("hukuman_disiplin.id"))
    versi: Mapped[int] = mapped_column(Integer)
    tindakan: Mapped[str] = mapped_column(String(10))
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    peraturan: Mapped[str] = mapped_column(String(40))
    jenis: Mapped[str] = mapped_column(String(30))
    tingkat: Mapped[str] = mapped_column(String(10))
    sebutan: Mapped[str] = mapped_column(String(200))
    dasar: Mapped[str] = mapped_column(String(100))
    potongan: Mapped[int] = mapped_column(Integer)
    sk_nomor: Mapped[str] = mapped_column(String(100))
    sk_tanggal: Mapped[date] = mapped_column(Date)
    pejabat: Mapped[str] = mapped_column(String(150))
    mulai: Mapped[date] = mapped_column(Date)
    sampai: Mapped[date | None] = mapped_column(Date)
    pasal: Mapped[str] = mapped_column(String(200))
    pelanggaran: Mapped[str] = mapped_column(Text)
    alasan: Mapped[str | None] = mapped_column(Text)
    dicatat_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    dicatat_pada: Mapped[datetime] = mapped_column(Waktu)

    pegawai: Mapped[Pegawai] = relationship(foreign_keys=[pegawai_id])
    dicatat_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[dicatat_oleh_id])


class TemuanDisiplin(Model):
    """What a person's attendance of a calendar year comes to, computed when a recap arrives. Not a punishment, and not
    kept for its own sake: it is replaced when the recaps say otherwise, and is gone where there is nothing to examine.
    `hari`: days with minutes turned into days; `tangga`: rung of the law's table; `beruntun`: ya, mungkin, tidak.
    """

    __tablename__ = "temuan_disiplin"
    __table_args__ = (
        UniqueConstraint("pegawai_id", "tahun", name="uq_temuan_disiplin"),
        Index("ix_temuan_disiplin_hari", "tahun", "hari", "pegawai_id"),
        Index("ix_temuan_disiplin_tangga", "tahun", "tangga", "hari", "pegawai_id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    tahun: Mapped[int] = mapped_column(Integer)
    bulan: Mapped[str] = mapped_column(String(7))
    tk: Mapped[int] = mapped_column(Integer)
    menit: Mapped[int] = mapped_column(Integer)
    hari: Mapped[int] = mapped_column(Integer)
    tangga: Mapped[int] = mapped_column(Integer)
    hukuman: Mapped[str | None] = mapped_column(String(100))
    beruntun: Mapped[str] = mapped_column(String(10))
    jejak: Mapped[Any] = mapped_column(Json)
    dihitung_pada: Mapped[datetime] = mapped_column(Waktu)

    pegawai: Mapped[Pegawai] = relationship()
    opd: Mapped[Opd] = relationship()

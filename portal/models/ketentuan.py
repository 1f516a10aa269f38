"""Parameters BKD decides under four eyes: what is proposed, what is decided for ever, and what a proposal would do."""

from datetime import date, datetime
from typing import Any

from flask_appbuilder import Model
from sqlalchemy import BigInteger, CheckConstraint, Date, ForeignKey, Index, Integer, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from portal.models.organisasi import Opd
from portal.models.pegawai import Pegawai
from portal.models.tipe import Json, Waktu

TERBUKA = ("draf", "diajukan", "dikembalikan")
_TERBUKA = text("status IN ('draf', 'diajukan', 'dikembalikan')")


class Ketentuan(Model):
    """One decided set of one table ("tpp.bobot"), in force from `sejak`. Append-only: the database refuses UPDATE and
    DELETE. `id` counts all sets without gaps; `sidik` covers this row and, by `sidik_sebelum`, all before it.
    """

    __tablename__ = "ketentuan"
    __table_args__ = (Index("ix_ketentuan_tabel", "tabel", "sejak", "id"),)

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    tabel: Mapped[str] = mapped_column(String(60))
    sejak: Mapped[date] = mapped_column(Date)
    nilai: Mapped[Any] = mapped_column(Json)
    dasar: Mapped[str] = mapped_column(String(300))
    sidik_sebelum: Mapped[str] = mapped_column(String(64))
    sidik: Mapped[str] = mapped_column(String(64), unique=True)
    usulan_id: Mapped[int] = mapped_column(ForeignKey("usulan_ketentuan.id"), unique=True)
    diusulkan_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    disetujui_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    disetujui_pada: Mapped[datetime] = mapped_column(Waktu)

    diusulkan_oleh: Mapped[Pegawai] = relationship(foreign_keys=[diusulkan_oleh_id])
    disetujui_oleh: Mapped[Pegawai] = relationship(foreign_keys=[disetujui_oleh_id])


class UsulanKetentuan(Model):
    """A proposal; one may be open per table. `revisi` grows with each change, `penyusun` are all who wrote on it (ids).

    `acuan` is the entry it was begun from, by the id a trace quotes.
    """

    __tablename__ = "usulan_ketentuan"
    __table_args__ = (
        Index("ix_usulan_ketentuan_tabel", "tabel", "id"),
        Index("uq_usulan_ketentuan_terbuka", "tabel", unique=True, sqlite_where=_TERBUKA, postgresql_where=_TERBUKA),
        CheckConstraint(
            "status IN ('draf', 'diajukan', 'dikembalikan', 'disetujui', 'dibuang')", name="ck_usulan_ketentuan_status"
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    tabel: Mapped[str] = mapped_column(String(60))
    sejak: Mapped[date] = mapped_column(Date)
    nilai: Mapped[Any] = mapped_column(Json)
    acuan: Mapped[str | None] = mapped_column(String(100))
    dasar: Mapped[str] = mapped_column(String(300))
    alasan: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(12), default="draf")
    revisi: Mapped[int] = mapped_column(Integer, default=1)
    penyusun: Mapped[Any] = mapped_column(Json)
    dibuat_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    dibuat_pada: Mapped[datetime] = mapped_column(Waktu)
    diubah_pada: Mapped[datetime] = mapped_column(Waktu)
    diajukan_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    diajukan_pada: Mapped[datetime | None] = mapped_column(Waktu)
    ditinjau_oleh_id: Mapped[int | None] = mapped_column(ForeignKey("pegawai.id"))
    ditinjau_pada: Mapped[datetime | None] = mapped_column(Waktu)
    catatan_tinjauan: Mapped[str | None] = mapped_column(Text)

    dibuat_oleh: Mapped[Pegawai] = relationship(foreign_keys=[dibuat_oleh_id])
    diajukan_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[diajukan_oleh_id])
    ditinjau_oleh: Mapped[Pegawai | None] = relationship(foreign_keys=[ditinjau_oleh_id])


class SimulasiKetentuan(Model):
    """What a proposal, as it stood at `revisi`, would have done to a past month ("2026-09") or year ("2026").

    The worker goes through the people in order of their id; `posisi` is the last one done.
    """

    __tablename__ = "simulasi_ketentuan"
    __table_args__ = (
        Index("uq_simulasi_ketentuan", "usulan_id", "revisi", "masa", unique=True),
        CheckConstraint("status IN ('menunggu', 'berjalan', 'siap', 'gagal')", name="ck_simulasi_ketentuan_status"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    usulan_id: Mapped[int] = mapped_column(ForeignKey("usulan_ketentuan.id"))
    revisi: Mapped[int] = mapped_column(Integer)
    masa: Mapped[str] = mapped_column(String(7))
    satuan: Mapped[str] = mapped_column(String(12))
    nilai: Mapped[Any] = mapped_column(Json)
    himpunan: Mapped[int] = mapped_column(Integer)
    status: Mapped[str] = mapped_column(String(10), default="menunggu")
    posisi: Mapped[int] = mapped_column(Integer, default=0)
    selesai: Mapped[int] = mapped_column(Integer, default=0)
    jumlah: Mapped[int] = mapped_column(Integer, default=0)
    galat: Mapped[str | None] = mapped_column(String(500))
    diminta_oleh_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"))
    diminta_pada: Mapped[datetime] = mapped_column(Waktu)
    selesai_pada: Mapped[datetime | None] = mapped_column(Waktu)

    usulan: Mapped[UsulanKetentuan] = relationship()
    diminta_oleh: Mapped[Pegawai] = relationship()


class HasilSimulasi(Model):
    """One person of a simulation. Numbers are whole hundredths (of a rupiah, a point, a percent), so that the database
    sorts and sums them exactly; None where it cannot be computed, and `sebab` says why.
    """

    __tablename__ = "hasil_simulasi"
    __table_args__ = (
        Index("ix_hasil_simulasi_selisih", "simulasi_id", "selisih", "pegawai_id"),
        Index("ix_hasil_simulasi_opd", "simulasi_id", "opd_id", "selisih"),
    )

    simulasi_id: Mapped[int] = mapped_column(ForeignKey("simulasi_ketentuan.id"), primary_key=True)
    pegawai_id: Mapped[int] = mapped_column(ForeignKey("pegawai.id"), primary_key=True)
    opd_id: Mapped[int] = mapped_column(ForeignKey("opd.id"))
    sebelum: Mapped[int | None] = mapped_column(BigInteger)
    sesudah: Mapped[int | None] = mapped_column(BigInteger)
    selisih: Mapped[int | None] = mapped_column(BigInteger)
    sebab: Mapped[str | None] = mapped_column(String(200))

    pegawai: Mapped[Pegawai] = relationship()
    opd: Mapped[Opd] = relationship()

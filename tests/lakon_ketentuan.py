"""Parameters carried through the real actions, for the tests of actions and screens."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

from sqlalchemy.orm import Session

from portal import himpunan, waktu
from portal.actions import ketentuan, simulasi
from portal.actions.ketentuan import Isian
from portal.models import Ketentuan, UsulanKetentuan

BOBOT = {"produktivitas": "70", "disiplin": "30", "dasar_potongan": "disiplin", "capaian_terbanyak": "100"}
SAAT = datetime(2026, 3, 10, 9, tzinfo=waktu.WITA)
"""The day on which everything is proposed."""
DASAR = "Pergub NTT 12 Tahun 2026 Pasal 5"
ALASAN = "Bobot disesuaikan dengan Pergub yang baru."


def isi(medan: dict[str, Any] | None = None, *, sejak: date | None = date(2026, 5, 1), **lain: str) -> Isian:
    """What is typed; by default sound, for the weights of TPP."""
    return Isian(BOBOT if medan is None else medan, sejak, lain.get("dasar", DASAR), lain.get("alasan", ALASAN))


def tarif_januari(db: Session, aktor: Callable[[str], Any], uang: str = "5000000") -> None:
    """Rupiah of class 6 from January 2026, as if decided the month before, when nobody had a month to simulate."""
    sejak, nilai, saat = date(2026, 1, 1), {"kelas": {"6": uang}}, datetime(2025, 12, 10, 9, tzinfo=waktu.WITA)
    satu, dua = aktor("admin_bkd").pegawai_id, aktor("penyetuju_alur").pegawai_id
    usulan = UsulanKetentuan(
        tabel="tpp.kelas", sejak=sejak, nilai=nilai, dasar=DASAR, alasan=ALASAN, status="disetujui", penyusun=[satu],
        dibuat_oleh_id=satu, dibuat_pada=saat, diubah_pada=saat,
    )  # fmt: skip
    db.add(usulan)
    db.flush()
    db.add(
        Ketentuan(
            id=1, tabel="tpp.kelas", sejak=sejak, nilai=nilai, dasar=DASAR, sidik_sebelum=himpunan.AWAL,
            sidik=himpunan.sidik(1, "tpp.kelas", sejak, nilai, DASAR, himpunan.AWAL), usulan_id=usulan.id,
            diusulkan_oleh_id=satu, disetujui_oleh_id=dua, disetujui_pada=saat,
        )
    )  # fmt: skip
    db.commit()


class Lakon:
    """Admin BKD proposes, the worker computes, a second person decides; all on SAAT."""

    def __init__(self, aktor: Callable[[str], Any], kerjakan: Callable[[], None]) -> None:
        self.aktor, self._kerjakan = aktor, kerjakan

    def usulkan(self, tabel: str = "tpp.bobot", isian: Isian | None = None) -> int:
        with waktu.pada(SAAT):
            return ketentuan.usulkan(tabel, isian or isi(), actor=self.aktor("admin_bkd"))

    def simulasikan(self, usulan: int, masa: str = "2026-01") -> int:
        with waktu.pada(SAAT):
            nomor = simulasi.minta(usulan, masa, actor=self.aktor("admin_bkd"))
        self.kerjakan()
        return nomor

    def ajukan(self, usulan: int) -> int:
        with waktu.pada(SAAT):
            ketentuan.ajukan(usulan, actor=self.aktor("admin_bkd"))
        return usulan

    def setujui(self, usulan: int, siapa: str = "penyetuju_alur") -> Any:
        with waktu.pada(SAAT):
            return ketentuan.setujui(usulan, actor=self.aktor(siapa))

    def berlaku(self, tabel: str = "tpp.bobot", isian: Isian | None = None, masa: str | None = "2026-01") -> int:
        """The whole way; the number of the decided set."""
        usulan = self.usulkan(tabel, isian)
        if masa:
            self.simulasikan(usulan, masa)
        self.ajukan(usulan)
        nomor: int = self.setujui(usulan).id
        return nomor

    def kerjakan(self) -> None:
        """The worker does what is due."""
        with waktu.pada(SAAT):
            self._kerjakan()

"""What attendance says about who must be examined: the newest recaps of a year between the tables and the rules.

Computed for those whose recap has arrived, in the transaction that keeps it, so that the list costs nothing to read.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal import waktu
from portal.extensions import db
from portal.models import RekapAbsensi, Tarikan
from portal.rules import disiplin
from portal.rules.disiplin import BulanTk
from portal.rules.jejak import Jejak, Langkah
from portal.rules.periode import Periode

PERINGATAN = 2
"""Days from which somebody is on the list: an early warning before the first rung (regulations, PP 94/2021)."""


def yang_direkap(tahun: int) -> Sequence[int]:
    """Everybody with a recap in that year. One statement."""
    bulan = [str(Periode(tahun, b)) for b in range(1, 13)]
    return db.session.scalars(select(RekapAbsensi.pegawai_id).where(RekapAbsensi.bulan.in_(bulan)).distinct()).all()


def hitung(tahun: int, pegawai: list[int]) -> Iterator[dict[str, Any]]:
    """Rows of TemuanDisiplin of those of these people who have findings. One statement."""
    kini = waktu.sekarang()
    for pegawai_id, baris in _rekap(tahun, pegawai).items():
        tahun_ini = [b for b in baris if b.bulan >= f"{tahun:04d}-01"]
        if not tahun_ini:
            continue
        terakhir = tahun_ini[-1]
        pada = Periode.dari(terakhir.bulan).akhir
        tk = sum(b.tk for b in tahun_ini)
        menit = sum(k["menit"] for b in tahun_ini for k in b.kejadian or ())
        try:
            hasil = disiplin.kumulatif(tk=tk, menit=menit, pada=pada)
        except LookupError:  # before PP 53/2010
            continue
        bulan = [BulanTk(Periode.dari(b.bulan), b.hari_kerja, b.hadir, b.tk) for b in baris]
        beruntun = disiplin.beruntun_dari_rekap(bulan, pada=pada)
        if hasil.hari < PERINGATAN and beruntun == "tidak":
            continue
        yield {
            "pegawai_id": pegawai_id, "opd_id": terakhir.opd_id, "tahun": tahun, "bulan": terakhir.bulan, "tk": tk,
            "menit": menit, "hari": hasil.hari, "tangga": hasil.anak_tangga, "hukuman": hasil.hukuman,
            "beruntun": beruntun, "jejak": _jejak(tahun_ini, hasil.jejak, beruntun), "dihitung_pada": kini,
        }  # fmt: skip


def _rekap(tahun: int, pegawai: list[int]) -> dict[int, list[Any]]:
    """person -> the newest recap of each month of the year and of the December before it, in order. One statement."""
    r, lain = RekapAbsensi, aliased(RekapAbsensi)
    bulan = [str(Periode(tahun, 1).tambah(n)) for n in range(-1, 12)]
    lebih_baru = select(lain.id).where(lain.pegawai_id == r.pegawai_id, lain.bulan == r.bulan, lain.versi > r.versi)
    baris = db.session.execute(
        select(r.pegawai_id, r.bulan, r.hari_kerja, r.hadir, r.tk, r.kejadian, r.versi, Tarikan.opd_id)
        .join(Tarikan, Tarikan.id == r.tarikan_id)
        .where(r.pegawai_id.in_(pegawai), r.bulan.in_(bulan), ~lebih_baru.exists())
        .order_by(r.pegawai_id, r.bulan)
    )
    hasil: dict[int, list[Any]] = defaultdict(list)
    for b in baris:
        hasil[b.pegawai_id].append(b)
    return hasil


def _jejak(baris: list[Any], jejak: Jejak, beruntun: str) -> dict[str, Any]:
    menit = {b.bulan: sum(k["menit"] for k in b.kejadian or ()) for b in baris}
    awal = (
        Langkah("TK setahun", "jumlah tk setiap bulan menurut rekap e-absensi", {b.bulan: b.tk for b in baris},
                sum(b.tk for b in baris)),
        Langkah("Menit terlambat dan cepat pulang", "jumlah menit TL dan PSW setiap bulan", dict(menit),
                sum(menit.values())),
    )  # fmt: skip
    akhir = Langkah(
        "Sepuluh hari kerja beruntun",
        "ya: satu bulan penuh tidak masuk; mungkin: jumlah harinya cukup, periksa daftar harian; tidak: tidak cukup",
        {}, beruntun, "PP 94/2021 Pasal 11 ayat (2) huruf d",
    )  # fmt: skip
    return Jejak(jejak.profil, jejak.parameter, (*awal, *jejak.langkah, akhir)).to_dict()

"""The TPP of verified months between the tables and the rules: what each is computed from, and what came of it.

Set by set, however many people: read by the actions that keep it (portal/actions/tpp.py) and by the screens.
"""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import aliased

from portal.extensions import db
from portal.hukuman import potongan
from portal.models import Jabatan, Realisasi, RekapAbsensi, Skp, TppBulan
from portal.rules import tpp
from portal.rules.dampak import nilai_eksak
from portal.rules.eksak import GalatMasukan, baca, teks
from portal.rules.hukuman import PotonganTpp
from portal.rules.periode import Periode

SELESAI = "done"
AWAL = "0" * 64
"""What the first row of a month says of the row before it."""


@dataclass(frozen=True)
class Bahan:
    """One verified month: what its TPP is computed from, by the newest recap e-absensi has given."""

    realisasi_id: int
    nomor: str
    pegawai_id: int
    periode: Periode
    rekap_id: int | None
    masukan: Mapping[str, Any]


def ada_tarif(periode: Periode) -> bool:
    """Whether rupiah per class are in force that month; without them nothing is computed."""
    try:
        tpp.tarif_kelas(None, pada=periode.awal)
    except LookupError:
        return False
    except GalatMasukan:
        return True
    return True


def bahan(periode: Periode, *syarat: ColumnElement[bool]) -> list[Bahan]:
    """Of the verified months of that period these conditions pick, with the punishments that cut them.

    Two statements."""
    rekap, lain = aliased(RekapAbsensi), aliased(RekapAbsensi)
    lebih_baru = select(lain.id).where(
        lain.pegawai_id == rekap.pegawai_id, lain.bulan == rekap.bulan, lain.versi > rekap.versi
    )
    milik = and_(rekap.pegawai_id == Skp.pegawai_id, rekap.bulan == str(periode), ~lebih_baru.exists())
    baris = db.session.execute(
        select(
            Realisasi.id, Realisasi.nomor, Realisasi.nilai, Realisasi.jejak, Skp.pegawai_id, Jabatan.kelas,
            rekap.id.label("rekap_id"), rekap.versi, rekap.kejadian, rekap.tk, rekap.hadir, rekap.hari_kerja,
        )
        .join(Skp, Realisasi.skp_id == Skp.id).join(Jabatan, Skp.jabatan_id == Jabatan.id).outerjoin(rekap, milik)
        .where(
            Realisasi.tahun == periode.tahun, Realisasi.bulan == periode.bulan, Realisasi.status == SELESAI,
            Realisasi.nilai.is_not(None), *syarat,
        )
        .order_by(Realisasi.id)
    ).all()  # fmt: skip
    dihukum = potongan(periode, {b.pegawai_id for b in baris}) if baris else {}
    return [_bahan(b, periode, dihukum.get(b.pegawai_id, ())) for b in baris]


def _bahan(b: Any, periode: Periode, hukuman: Sequence[PotonganTpp]) -> Bahan:
    tk, kerja = b.tk or 0, b.hari_kerja or 0
    masukan = {
        "kelas": b.kelas, "capaian": teks(baca(nilai_eksak(b.jejak, b.nilai) or 0)),
        "kejadian": {k["kode"]: k["jumlah"] for k in b.kejadian or ()}, "tk": tk,
        "sebulan_penuh": bool(kerja) and not b.hadir and tk >= kerja, "rekap_versi": b.versi,
    }  # fmt: skip
    if hukuman:  # the key is new: a month without punishment is kept with the same values as before
        masukan["hukuman"] = [asdict(satu) for satu in hukuman]
    return Bahan(b.id, b.nomor, b.pegawai_id, periode, b.rekap_id, masukan)


def hitung(satu: Bahan) -> tpp.HasilTpp:
    """By the sets in force that month. LookupError, GalatMasukan as rules/tpp.py."""
    isi = satu.masukan
    return tpp.tpp_pegawai(
        isi["kelas"], capaian=Fraction(isi["capaian"]), kejadian=isi["kejadian"], tk=isi["tk"],
        sebulan_penuh=isi["sebulan_penuh"], hukuman=[PotonganTpp(**h) for h in isi.get("hukuman", ())],
        pada=satu.periode.awal,
    )  # fmt: skip


def kunci(periode: Periode, *syarat: ColumnElement[bool]) -> None:
    """Let nobody else compute these months until this transaction ends: who comes second waits, then computes from what
    the first has kept. In the order of their ids, so that two never wait for each other. One statement."""
    db.session.execute(
        select(Realisasi.id).join(Skp, Realisasi.skp_id == Skp.id)
        .where(Realisasi.tahun == periode.tahun, Realisasi.bulan == periode.bulan, *syarat)
        .order_by(Realisasi.id).with_for_update(key_share=True, of=Realisasi)
    ).all()  # fmt: skip


def terakhir(realisasi: Collection[int]) -> dict[int, TppBulan]:
    """The row that counts of each of these months, where there is one. One statement."""
    baris = db.session.scalars(select(TppBulan).where(TppBulan.realisasi_id.in_(realisasi), berlaku(TppBulan)))
    return {satu.realisasi_id: satu for satu in baris}


def berlaku(tabel: Any) -> ColumnElement[bool]:
    """No newer row stands beside it."""
    lain = aliased(TppBulan)
    return ~select(lain.id).where(lain.realisasi_id == tabel.realisasi_id, lain.versi > tabel.versi).exists()


def sidik(satu: TppBulan) -> str:
    """The digest of a row and, by `sidik_sebelum`, of those of its month before it."""
    uang = (satu.tarif, satu.dipotong, satu.produktivitas, satu.disiplin, satu.dibayar)
    isi = [
        satu.realisasi_id, satu.pegawai_id, satu.tahun, satu.bulan, satu.versi, satu.sebab, satu.masukan, *uang,
        f"{satu.potongan:.2f}", satu.jejak, satu.sidik_sebelum,
    ]  # fmt: skip
    return hashlib.sha256(
        json.dumps(isi, sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode()
    ).hexdigest()

"""Tenggat setiap langkah, dari tenggat.toml: berapa hari, hari apa, dan dari mana angkanya.

Hari diterima adalah hari ke-0; tenggat berakhir pukul 23:59:59 WITA. Hari kalender tidak digeser oleh hari libur. Lewat
tenggat tidak pernah berarti setuju atau kabul: yang terjadi hanya peringatan dan kenaikan ke atasan.
"""

from collections.abc import Set
from datetime import date, datetime, timedelta

from portal.rules.berlaku import muat, parameter
from portal.rules.eksak import GalatMasukan
from portal.rules.periode import Periode, akhir_hari, di_wita

TANPA_LIBUR: frozenset[date] = frozenset()


def langkah() -> tuple[str, ...]:
    """The steps that have a deadline."""
    return tuple(muat("tenggat"))


def batas(
    nama: str,
    sejak: datetime,
    *,
    pada: date | None = None,
    libur: Set[date] = TANPA_LIBUR,
    periode: Periode | date | str | None = None,
) -> datetime:
    """The last second, 23:59:59 WITA, in which step `nama` is still in time.

    `sejak`: the aware moment of receipt (day 0 in WITA). `pada`: the day whose parameters count (default: that day 0).
    `libur`: holidays, used by steps counted in working days. `periode`: the month the step is about, needed by
    `verifikasi_realisasi`. Raises GalatMasukan (unknown step, no zone, no period) and LookupError (no parameters yet).
    """
    mulai = di_wita(sejak, "sejak").date()
    if nama not in muat("tenggat"):
        raise GalatMasukan("langkah", f"Langkah {nama} tidak mempunyai tenggat.")
    aturan = parameter("tenggat", nama, mulai if pada is None else pada)
    if aturan["jenis"] == "kerja":
        return akhir_hari(hari_kerja(mulai, aturan["hari"], libur))
    paling_cepat = mulai + timedelta(days=aturan["hari"])
    if aturan["jenis"] == "januari":
        return akhir_hari(max(date(mulai.year, 1, 31), paling_cepat))
    if aturan["jenis"] == "tanggal":
        if periode is None:
            raise GalatMasukan("periode", f"Tenggat {nama} dihitung dari bulan yang dinilai; sebutkan bulannya.")
        return akhir_hari(max(Periode.dari(periode).tambah(1).tanggal(aturan["tanggal"]), paling_cepat))
    return akhir_hari(paling_cepat)


def hari_kerja(mulai: date, jumlah: int, libur: Set[date] = TANPA_LIBUR) -> date:
    """The `jumlah`-th working day after `mulai` (which is day 0): Monday to Friday, holidays left out."""
    hari = mulai
    while jumlah > 0:
        hari += timedelta(days=1)
        jumlah -= hari.weekday() < 5 and hari not in libur
    return hari


def lewat(batas_waktu: datetime, saat: datetime) -> bool:
    """True once the whole second of the deadline is over. GalatMasukan where a time has no zone."""
    return di_wita(saat) >= di_wita(batas_waktu, "batas_waktu") + timedelta(seconds=1)


def dasar(nama: str, pada: date) -> str:
    """Where the deadline of a step comes from and how sure that is, for a screen or a diagram's documentation."""
    aturan = parameter("tenggat", nama, pada)
    return f"{aturan['sumber']} [{aturan['tanda']}]"

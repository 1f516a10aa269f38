"""A month's recap from its days, exactly: no number in the recap that the days do not show."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta

from integrations.eabsensi.baris import WITA
from integrations.eabsensi.simulator import jadwal
from integrations.eabsensi.values import Kejadian, Presensi, Rekap

CUTI = frozenset(("CT", "CS", "CM", "CAP", "CB", "CLTN"))
DI_TEMPAT = frozenset(("HADIR", "WFH", "GANGGUAN"))
DINAS = frozenset(("DL", "DK", "TB"))
SENIN = 0
HARI_UPACARA = 17  # the monthly flag ceremony
_JAM_TUTUP = time(8, 0)


def rekap(nip: str, bulan: str, hari: Sequence[Presensi], *, versi: int = 1) -> Rekap:
    """The recap of one person's `hari` (all days of `bulan`, one row each).

    Every working day counts in exactly one of hadir, tk, izin, cuti, dl. Lateness and early leaving are judged on HADIR
    days only; GANGGUAN neutralises them. Version n is closed on day n + 1 of the next month at 08:00 WITA.
    """
    kerja = [satu for satu in hari if satu.status != "LIBUR"]
    apel = [satu for satu in kerja if satu.tanggal.weekday() == SENIN]
    upacara = [satu for satu in kerja if satu.tanggal.day == HARI_UPACARA]
    return Rekap(
        nip=nip,
        bulan=bulan,
        hari_kerja=len(kerja),
        hadir=_banyak(kerja, DI_TEMPAT),
        apel=_tepat_waktu(apel),
        apel_wajib=len(apel),
        upacara=_tepat_waktu(upacara),
        upacara_wajib=len(upacara),
        kejadian=_kejadian(kerja),
        tk=_banyak(kerja, {"TK"}),
        izin=_banyak(kerja, {"IZIN"}),
        cuti=_banyak(kerja, CUTI),
        dl=_banyak(kerja, DINAS),
        menit_kerja=sum(_menit(satu) for satu in kerja),
        versi=versi,
        ditutup_pada=_ditutup(bulan, versi),
    )


def _banyak(hari: Iterable[Presensi], status: Iterable[str]) -> int:
    return sum(satu.status in status for satu in hari)


def _tepat_waktu(hari: Iterable[Presensi]) -> int:
    return sum(satu.status == "HADIR" and jadwal.terlambat(satu.masuk) is None for satu in hari)


def _menit(satu: Presensi) -> int:
    """On duty elsewhere or with the machines down counts as a full day; leave and absence as none."""
    if satu.status == "HADIR":
        return jadwal.menit_kerja(satu.masuk, satu.pulang, satu.tanggal)
    if satu.status in DI_TEMPAT or satu.status in DINAS:
        return jadwal.menit_kerja(jadwal.MASUK, jadwal.pulang(satu.tanggal), satu.tanggal)
    return 0


def _kejadian(hari: Iterable[Presensi]) -> tuple[Kejadian, ...]:
    jumlah: dict[str, tuple[int, int]] = {}
    for satu in hari:
        if satu.status != "HADIR":
            continue
        for terjadi in (jadwal.terlambat(satu.masuk), jadwal.pulang_cepat(satu.pulang, satu.tanggal)):
            if terjadi is not None:
                kali, menit = jumlah.get(terjadi[0], (0, 0))
                jumlah[terjadi[0]] = (kali + 1, menit + terjadi[1])
    return tuple(Kejadian(kode, *jumlah[kode]) for kode in sorted(jumlah))


def _ditutup(bulan: str, versi: int) -> datetime:
    akhir = date.fromisoformat(f"{bulan}-28") + timedelta(days=4)
    saat = datetime.combine(akhir.replace(day=1), _JAM_TUTUP, WITA) + timedelta(days=versi)
    return saat.astimezone(UTC)

"""From one day's two taps to what the recap counts, for the normal five-day pattern.

Sumber: Perpres 21/2023 (hours, Friday to 16:30); Kepmendagri 900-4700/2020 (TL and PSW codes);
ANRI 18/2016 (seconds are cut off).
"""

from datetime import date, time

MASUK = time(7, 30)
_PULANG, _PULANG_JUMAT = time(16, 0), time(16, 30)
_ISTIRAHAT, _ISTIRAHAT_JUMAT = 60, 90
JUMAT = 4
_BATAS = ((30, 1), (60, 2), (90, 3))


def pulang(tanggal: date) -> time:
    """When the office closes: 16:00, on Friday 16:30."""
    return _PULANG_JUMAT if tanggal.weekday() == JUMAT else _PULANG


def menit(jam: time) -> int:
    """Minutes since midnight; seconds are cut off, not rounded (late only from 07:31:00)."""
    return jam.hour * 60 + jam.minute


def terlambat(masuk: time | None) -> tuple[str, int] | None:
    """(TL code, minutes), or None. No tap at all is TL4 without minutes: nobody knows how many there were."""
    if masuk is None:
        return "TL4", 0
    lewat = menit(masuk) - menit(MASUK)
    return (f"TL{_tingkat(lewat)}", lewat) if lewat > 0 else None


def pulang_cepat(jam_pulang: time | None, tanggal: date) -> tuple[str, int] | None:
    """(PSW code, minutes), or None. 15:59:30 is cut to 15:59 and so one minute early."""
    if jam_pulang is None:
        return "PSW4", 0
    kurang = menit(pulang(tanggal)) - menit(jam_pulang)
    return (f"PSW{_tingkat(kurang)}", kurang) if kurang > 0 else None


def menit_kerja(masuk: time | None, jam_pulang: time | None, tanggal: date) -> int:
    """Minutes worked inside office hours without the rest; 0 where a tap is missing, because it cannot be known."""
    if masuk is None or jam_pulang is None:
        return 0
    istirahat = _ISTIRAHAT_JUMAT if tanggal.weekday() == JUMAT else _ISTIRAHAT
    lama = min(menit(jam_pulang), menit(pulang(tanggal))) - max(menit(masuk), menit(MASUK))
    return max(0, lama - istirahat)


def _tingkat(menit_: int) -> int:
    return next((tingkat for batas, tingkat in _BATAS if menit_ <= batas), 4)

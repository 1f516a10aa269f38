"""How dates, times, numbers, money and deadlines are written on screens and documents.

Indonesian by default, English where the reader chose it. Scores and money are exact types; a float is refused,
because it has already lost what was to be shown.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from babel import Locale
from babel.dates import format_date
from flask import Flask
from flask_babel import get_locale, ngettext
from flask_babel import gettext as _

from portal.waktu import WITA, sekarang

EMPTY = "–"
Number = int | Decimal | Fraction


def init_app(app: Flask) -> None:
    """Register the template filters (tanggal, tanggal_pendek, bulan, waktu, tanggal_waktu, iso, angka, rupiah, tenggat,
    desakan, ukuran) and the global `bahasa()` for <html lang>."""
    filters: tuple[Callable[..., str], ...] = (
        tanggal, tanggal_pendek, bulan, waktu, tanggal_waktu, iso, angka, rupiah, tenggat, desakan, ukuran,
    )  # fmt: skip
    for function in filters:
        app.jinja_env.filters[function.__name__] = function
    app.jinja_env.globals["bahasa"] = bahasa


def bahasa() -> str:
    """The reader's language: 'id' or 'en'."""
    locale = get_locale()
    return "en" if locale is not None and locale.language == "en" else "id"


def tanggal(value: date | datetime | None) -> str:
    """'3 November 2026'. An aware datetime is shown as the date it is in WITA."""
    return EMPTY if value is None else format_date(_local_date(value), "d MMMM y", _locale())


def tanggal_pendek(value: date | datetime | None) -> str:
    """'3 Nov', where the year is clear from the surroundings."""
    return EMPTY if value is None else format_date(_local_date(value), "d MMM", _locale())


def bulan(value: date | datetime | str | None) -> str:
    """'Oktober 2026', from a date or from 'YYYY-MM'."""
    if value is None:
        return EMPTY
    if isinstance(value, str):
        year, month = value.split("-")[:2]
        value = date(int(year), int(month), 1)
    return format_date(_local_date(value), "MMMM y", _locale())


def waktu(value: datetime | None) -> str:
    """'09.12 WITA' (English '09:12 WITA'). A datetime without a zone is taken as UTC."""
    if value is None:
        return EMPTY
    local = _local(value)
    return local.strftime("%H:%M" if bahasa() == "en" else "%H.%M") + f" {local.tzname()}"


def tanggal_waktu(value: datetime | None) -> str:
    """'3 November 2026, 09.12 WITA'."""
    return EMPTY if value is None else f"{tanggal(value)}, {waktu(value)}"


def iso(value: date | datetime | None) -> str:
    """For the `datetime` attribute of <time>: ISO 8601, a moment with its offset in WITA; '' for nothing."""
    if value is None:
        return ""
    return _local(value).isoformat(timespec="minutes") if isinstance(value, datetime) else value.isoformat()


def angka(value: Number | str | None, desimal: int | None = None) -> str:
    """'1.234,5' (English '1,234.5'). With `desimal`, rounded half-up to so many decimals; without, as it stands, a
    Fraction to two. Raises TypeError for a float and decimal.InvalidOperation for a text that is no number."""
    if value is None:
        return EMPTY
    number = _exact(value, desimal)
    return number if bahasa() == "en" else number.translate(str.maketrans(",.", ".,"))


def rupiah(value: Number | str | None) -> str:
    """'Rp1.250.000', whole rupiah, rounded half-up."""
    if value is None:
        return EMPTY
    text = angka(value, 0)
    return f"-Rp{text[1:]}" if text.startswith("-") else f"Rp{text}"


def tenggat(value: date | datetime | None, kini: datetime | None = None) -> str:
    """A deadline in words, counted in calendar days of WITA: '2 hari lagi', 'besok', 'hari ini', 'lewat 1 hari'.
    Today's deadline whose hour has passed is 'baru saja lewat'. `kini` is the present moment (default: the clock)."""
    if value is None:
        return EMPTY
    kini = kini or sekarang()
    days = _days_left(value, kini)
    if days > 1:
        return ngettext("%(num)d hari lagi", "%(num)d hari lagi", days)
    if days == 1:
        return _("besok")
    if days < 0:
        return ngettext("lewat %(num)d hari", "lewat %(num)d hari", -days)
    return _("baru saja lewat") if _has_passed(value, kini) else _("hari ini")


def desakan(value: date | datetime | None, kini: datetime | None = None) -> str:
    """How pressing a deadline is: 'lewat', 'dekat' (today or tomorrow), 'longgar', or '' where there is none."""
    if value is None:
        return ""
    kini = kini or sekarang()
    if _has_passed(value, kini):
        return "lewat"
    return "dekat" if _days_left(value, kini) <= 1 else "longgar"


def ukuran(octets: int | None) -> str:
    """A file's size: '812 B', '212 KB', '1,1 MB' (powers of 1024)."""
    if octets is None:
        return EMPTY
    if octets < 1024:
        return f"{octets} B"
    if octets < 1024 * 1024:
        return f"{angka(Fraction(octets, 1024), 0)} KB"
    return f"{angka(Fraction(octets, 1024 * 1024), 1)} MB"


def _exact(value: Number | str, desimal: int | None) -> str:
    """Grouped with ',' and '.', nothing lost beyond the rounding asked for."""
    if isinstance(value, float):
        raise TypeError(f"float tidak dipakai untuk nilai: {value!r}")
    if isinstance(value, Fraction):
        value = _half_up(value, 2 if desimal is None else desimal)
    number = Decimal(value)
    if desimal is not None:
        number = number.quantize(Decimal(1).scaleb(-desimal), ROUND_HALF_UP)
    return f"{number:,f}"


def _half_up(value: Fraction, desimal: int) -> Decimal:
    """Half-up of a fraction, in integers: dividing as Decimal first would round twice."""
    scaled = abs(value) * 10**desimal
    whole = (2 * scaled.numerator + scaled.denominator) // (2 * scaled.denominator)
    return Decimal(-whole if value < 0 else whole).scaleb(-desimal)


def _days_left(value: date | datetime, kini: datetime) -> int:
    return (_local_date(value) - _local_date(kini)).days


def _has_passed(value: date | datetime, kini: datetime) -> bool:
    """A date lasts until its end in WITA; a moment is over at once."""
    if isinstance(value, datetime):
        return _local(value) < _local(kini)
    return _days_left(value, kini) < 0


def _local(value: datetime) -> datetime:
    return (value if value.tzinfo else value.replace(tzinfo=UTC)).astimezone(WITA)


def _local_date(value: date | datetime) -> date:
    return _local(value).date() if isinstance(value, datetime) else value


def _locale() -> Locale:
    return Locale(bahasa())

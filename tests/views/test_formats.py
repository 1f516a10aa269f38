"""Dates, times, numbers, money and deadlines as a reader in Kupang writes them."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from fractions import Fraction

import pytest
from flask import Flask, session
from flask_babel import Babel

from portal import formats, tampilan, waktu

PAGI = datetime(2026, 11, 3, 1, 12, tzinfo=UTC)  # 09.12 WITA
MALAM = datetime(2026, 10, 31, 16, 0, tzinfo=UTC)  # 1 November in WITA


@pytest.fixture
def app() -> Flask:
    app = Flask("format")
    app.secret_key = "uji"
    Babel(app, default_locale="id", locale_selector=lambda: session.get("locale", "id"))
    formats.init_app(app)
    tampilan.init_app(app)
    return app


@pytest.fixture
def indonesia(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        yield


@pytest.fixture
def inggris(app: Flask) -> Iterator[None]:
    with app.test_request_context():
        session["locale"] = "en"
        yield


@pytest.mark.usefixtures("indonesia")
class TestIndonesia:
    def test_a_date_is_written_out(self) -> None:
        assert formats.tanggal(date(2026, 11, 3)) == "3 November 2026"
        assert formats.tanggal_pendek(date(2026, 5, 3)) == "3 Mei"

    def test_a_moment_has_the_date_it_has_in_wita(self) -> None:
        assert formats.tanggal(MALAM) == "1 November 2026"
        assert formats.tanggal(MALAM - timedelta(seconds=1)) == "31 Oktober 2026"

    def test_a_time_names_its_zone(self) -> None:
        assert formats.waktu(PAGI) == "09.12 WITA"
        assert formats.tanggal_waktu(PAGI) == "3 November 2026, 09.12 WITA"

    def test_a_moment_without_zone_is_utc_as_stored(self) -> None:
        assert formats.waktu(PAGI.replace(tzinfo=None)) == "09.12 WITA"

    def test_a_month_is_named(self) -> None:
        assert formats.bulan("2026-08") == formats.bulan(date(2026, 8, 31)) == "Agustus 2026"

    def test_the_time_element_gets_an_exact_moment(self) -> None:
        assert formats.iso(PAGI) == "2026-11-03T09:12+08:00"
        assert formats.iso(date(2026, 11, 3)) == "2026-11-03"

    @pytest.mark.parametrize(
        ("value", "decimals", "text"),
        [
            (1234567, None, "1.234.567"), (Decimal("1234.5"), None, "1.234,5"), (Decimal("98.30"), None, "98,30"),
            ("0.10", None, "0,10"), (Fraction(295, 3), None, "98,33"), (Fraction(274, 3), 1, "91,3"),
            (Decimal("2.675"), 2, "2,68"), (Fraction(-5, 2), 0, "-3"), (Decimal("-1234.5"), None, "-1.234,5"),
            (0, None, "0"),
        ],
    )  # fmt: skip
    def test_a_number_is_exact_and_rounded_half_up_once(
        self, value: formats.Number | str, decimals: int | None, text: str
    ) -> None:
        assert formats.angka(value, decimals) == text

    def test_a_fraction_just_below_the_half_is_not_rounded_twice(self) -> None:
        assert formats.angka(Fraction(10**40 - 1, 2 * 10**40), 0) == "0"

    def test_a_float_is_refused(self) -> None:
        with pytest.raises(TypeError, match="float"):
            formats.angka(98.33)  # type: ignore[arg-type]

    def test_a_text_that_is_no_number_is_refused(self) -> None:
        with pytest.raises(InvalidOperation):
            formats.angka("sembilan")

    def test_money_is_whole_rupiah(self) -> None:
        assert formats.rupiah(1250000) == "Rp1.250.000"
        assert formats.rupiah(Decimal("4716212.5")) == "Rp4.716.213"
        assert formats.rupiah(-500) == "-Rp500"

    @pytest.mark.parametrize(
        ("due", "text", "kind"),
        [
            (PAGI + timedelta(days=2), "2 hari lagi", "longgar"), (date(2026, 11, 4), "besok", "dekat"),
            (date(2026, 11, 3), "hari ini", "dekat"), (PAGI + timedelta(minutes=1), "hari ini", "dekat"),
            (PAGI - timedelta(minutes=1), "baru saja lewat", "lewat"), (date(2026, 11, 2), "lewat 1 hari", "lewat"),
            (PAGI - timedelta(days=12), "lewat 12 hari", "lewat"),
        ],
    )  # fmt: skip
    def test_a_deadline_is_said_in_words_and_days_of_wita(self, due: date | datetime, text: str, kind: str) -> None:
        with waktu.pada(PAGI):
            assert formats.tenggat(due) == text
            assert formats.desakan(due) == kind

    def test_nothing_is_a_dash_and_not_the_word_none(self) -> None:
        shown = [
            f(None)
            for f in (formats.tanggal, formats.waktu, formats.bulan, formats.angka, formats.rupiah, formats.tenggat)
        ]
        assert set(shown) == {"–"}
        assert formats.desakan(None) == formats.iso(None) == ""

    def test_a_file_size_is_read_at_a_glance(self) -> None:
        assert [formats.ukuran(n) for n in (812, 217_000, 1_150_000)] == ["812 B", "212 KB", "1,1 MB"]

    def test_a_state_is_a_word_and_a_shape(self) -> None:
        assert tampilan.status_tampil("dikembalikan") == ("wait", "Dikembalikan")
        assert tampilan.status_tampil("menunggu_paraf") == ("", "Menunggu paraf")


@pytest.mark.usefixtures("inggris")
class TestInggris:
    def test_dates_and_numbers_follow_the_readers_language(self) -> None:
        assert formats.bahasa() == "en"
        assert formats.tanggal(date(2026, 5, 3)) == "3 May 2026"
        assert formats.waktu(PAGI) == "09:12 WITA"
        assert formats.angka(Decimal("1234.5")) == "1,234.5"


def test_a_link_keeps_the_other_filters_and_forgets_the_page(app: Flask) -> None:
    with app.test_request_context("/tugas?cari=a+b&halaman=7&urut=batas"):
        assert tampilan.alamat_dengan(urut="-batas") == "/tugas?cari=a+b&urut=-batas"
        assert tampilan.alamat_dengan(halaman=8) == "/tugas?cari=a+b&halaman=8&urut=batas"
        assert tampilan.alamat_dengan(cari=None, urut=None) == "/tugas"


def test_the_filters_are_registered_under_their_names(app: Flask) -> None:
    with app.test_request_context():
        template = app.jinja_env.from_string("{{ d|tanggal }} {{ n|angka(1) }} {{ bahasa() }}")
        assert template.render(d=date(2026, 1, 2), n=Decimal("12345.67")) == "2 Januari 2026 12.345,7 id"

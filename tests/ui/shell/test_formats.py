"""Values as people read and type them."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.instants import instant_of, start_of_day
from domain.money import minor_digits
from ui import formats

LOCALES = ("en_US", "en_IN", "de_DE", "de_CH", "fr_FR", "pl_PL", "ja_JP", "sv_SE")


@pytest.mark.parametrize(
    ("locale", "written"),
    [
        ("en_US", "−1,234,567.80"),
        ("de_DE", "−1.234.567,80"),
        ("de_CH", "−1’234’567.80"),
        ("en_IN", "−12,34,567.80"),
        ("fr_FR", "−1\u202f234\u202f567,80"),
    ],
)
def test_amounts_are_grouped_and_signed_as_the_locale_does(locale: str, written: str) -> None:
    formats.use_locale(locale)
    assert formats.amount(-123456780, "EUR") == written


@pytest.mark.parametrize(
    ("locale", "currency", "written"),
    [
        ("en_US", "EUR", "−€85,415.05"),
        ("en_US", "CHF", "−CHF\xa085,415.05"),
        ("de_DE", "EUR", "−85.415,05\xa0€"),
        ("de_CH", "CHF", "CHF−85’415.05"),
        ("fr_FR", "EUR", "−85\u202f415,05\xa0€"),
    ],
)
def test_what_is_owed_back_has_its_minus_where_the_locale_has_it(locale: str, currency: str, written: str) -> None:
    formats.use_locale(locale)
    assert formats.money(-8541505, currency) == written
    assert formats.money(0, currency).count("−") == 0


@given(st.sampled_from(LOCALES), st.sampled_from(("EUR", "JPY", "KWD")), st.integers(0, 10**14))
def test_every_amount_is_read_back_as_it_was_written(locale: str, currency: str, minor: int) -> None:
    formats.use_locale(locale)
    if minor >= 10 ** (12 + minor_digits(currency)):
        return
    assert formats.parse_amount(formats.amount(minor, currency), currency) == minor


@given(st.sampled_from(LOCALES), st.dates(date(1950, 1, 1), date(2150, 12, 31)))
def test_every_date_is_read_back_as_it_was_written(locale: str, day: date) -> None:
    formats.use_locale(locale)
    assert formats.parse_date(formats.day(day)) == day


def test_amounts_have_the_decimals_of_their_currency() -> None:
    assert formats.amount(1050, "EUR") == "10.50"
    assert formats.amount(1050, "JPY") == "1,050"
    assert formats.amount(1050, "KWD") == "1.050"


def test_quantities_show_no_more_decimals_than_they_have() -> None:
    assert formats.quantity(Decimal("2.500000")) == "2.5"
    assert formats.quantity(Decimal("3.000")) == "3"


def test_prices_show_at_least_the_decimals_of_the_currency() -> None:
    assert formats.price(Decimal("3.6"), "EUR") == "3.60"
    assert formats.price(Decimal("0.012345"), "EUR") == "0.012345"


def test_a_negative_number_that_rounds_to_zero_has_no_sign() -> None:
    assert formats.short_money(-4, "EUR") == "0"


@pytest.mark.parametrize("text", ["NaN", "Infinity", "1e400", "1e5", "abc", "1.2.3", "", "--1", "1-2", "0x10"])
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(Invalid):
        formats.parse_quantity(text)


@pytest.mark.parametrize(
    ("locale", "typed", "meant"),
    [
        ("en_US", "1,5", "1.5"),
        ("en_US", "1,50", "1.50"),
        ("en_US", "0,125", "0.125"),
        ("en_US", "1.234,56", "1,234.56"),
        ("en_US", "1'234.50", "1,234.50"),
        ("en_US", "1,2,3", "123"),
        ("de_DE", "1.5", "1,5"),
        ("de_DE", "1,234.56", "1.234,56"),
        ("de_DE", "17.50", "17,50"),
    ],
)
def test_a_number_in_other_signs_is_refused_with_what_is_likely_meant(locale: str, typed: str, meant: str) -> None:
    formats.use_locale(locale)
    with pytest.raises(Invalid) as refused:
        formats.parse_price(typed)
    assert refused.value.message == f"The price could be read two ways: {typed}. Did you mean {meant}?"
    assert formats.parse_price(meant) > 0


@pytest.mark.parametrize("typed", ["1.2.3", "1,2.3,4", "1.23,4,5.6"])
def test_a_number_that_has_no_likely_meaning_is_only_said_to_be_none(typed: str) -> None:
    with pytest.raises(Invalid) as refused:
        formats.parse_price(typed)
    assert refused.value.message == f"The price is not a number: {typed}"


@pytest.mark.parametrize(
    ("parse", "text", "reason"),
    [
        (formats.parse_price, "1.1234567", "decimal places"),
        (formats.parse_price, "-1", "below zero"),
        (formats.parse_price, "1000000000000", "too large"),
        (formats.parse_percent, "100.5", "from 0 to 100"),
    ],
)
def test_what_is_out_of_range_is_refused(parse: Callable[[str], Decimal], text: str, reason: str) -> None:
    with pytest.raises(Invalid, match=reason):
        parse(text)


def test_an_amount_with_more_decimals_than_its_currency_is_refused() -> None:
    with pytest.raises(Invalid, match="JPY have no decimal"):
        formats.parse_amount("1.5", "JPY")


def test_due_dates_may_be_said_as_days_from_today() -> None:
    today = date(2026, 11, 30)
    assert formats.parse_date("tomorrow", today) == date(2026, 12, 1)
    assert formats.parse_date("+14", today) == date(2026, 12, 14)
    assert formats.parse_date("2026-12-24", today) == date(2026, 12, 24)
    assert formats.parse_date("", today) is None


@pytest.mark.parametrize("text", ["31/31/2026", "2026-02-30", "soon", "1/2", "12"])
def test_what_is_no_date_is_refused_with_an_example(text: str) -> None:
    with pytest.raises(Invalid, match="Write it like"):
        formats.parse_date(text)


def test_a_change_is_said_in_percent_and_not_at_all_without_anything_before() -> None:
    assert formats.change(110, 100) == "+10%"
    assert formats.change(95, 100) == "−5%"
    assert formats.change(5, 0) == ""


def test_the_percent_sign_stands_as_the_locale_has_it() -> None:
    assert formats.percent(Decimal("4.5")) == "4.5%"
    formats.use_locale("de_DE")
    assert formats.percent(Decimal("4.5")) == "4,5\xa0%"
    assert formats.change(1064, 1000) == "+6,4\xa0%"
    formats.use_locale("tr_TR")
    assert formats.percent(Decimal(19)) == "%19"


def test_a_moment_at_exactly_midnight_of_the_business_is_a_date_without_a_time() -> None:
    midnight = instant_of(datetime(2026, 11, 29, 23, tzinfo=UTC))
    assert formats.moment(midnight, "Europe/Berlin") == "11/30/2026"
    assert formats.moment(midnight, "Europe/London") == "11/29/2026 11:00\u202fPM"
    assert formats.moment(midnight + 60_000_000, "Europe/Berlin") == "11/30/2026 12:01\u202fAM"


def test_a_day_that_begins_later_than_midnight_has_no_time_either() -> None:
    first = start_of_day(date(2026, 4, 24), "Africa/Cairo")
    assert formats.moment(first, "Africa/Cairo") == "4/24/2026"
    assert formats.day_or_time(first, "Africa/Cairo", date(2026, 4, 24)) == "4/24/2026"
    assert formats.moment(first + 60_000_000, "Africa/Cairo") == "4/24/2026 1:01\u202fAM"


def test_what_has_no_time_is_told_without_one_to_the_second() -> None:
    midnight = start_of_day(date(2026, 11, 30), "Europe/Berlin")
    assert formats.time_of_day(midnight, "Europe/Berlin") == ""
    assert formats.time_of_day(midnight + 1_000_000, "Europe/Berlin") == "12:00:01\u202fAM"
    formats.use_locale("de_DE")
    assert formats.time_of_day(midnight + 1_000_000, "Europe/Berlin") == "00:00:01"


def test_a_narrow_column_shows_the_time_of_today_and_the_day_of_everything_else() -> None:
    today = date(2026, 11, 30)
    midnight = instant_of(datetime(2026, 11, 30, tzinfo=UTC))
    assert formats.day_or_time(midnight, "UTC", today) == "11/30/2026"
    assert formats.day_or_time(midnight + 14 * 3600 * 1_000_000, "UTC", today) == "2:00\u202fPM"
    assert formats.day_or_time(midnight - 1, "UTC", today) == "11/29/2026"

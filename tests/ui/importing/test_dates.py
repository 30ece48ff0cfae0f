"""Dates in every usual writing."""

from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.importing.dates import DateOrder, day, evident_order, moment
from ui.importing.problems import CellRefused

DMY, MDY, YMD = DateOrder.DMY, DateOrder.MDY, DateOrder.YMD
days = st.dates(min_value=date(1900, 1, 1), max_value=date(2399, 12, 31))


@given(
    days, st.sampled_from(["{0:%Y-%m-%d}", "{0:%Y/%m/%d}", "{0:%d.%m.%Y}", "{0.day}.{0.month}.{0:%Y}", "{0:%Y%m%d}"])
)
def test_a_date_that_tells_its_order_needs_no_help(value: date, form: str) -> None:
    assert day(form.format(value), None) == value


@given(days, st.sampled_from(["/", "-"]))
def test_a_date_with_slashes_reads_as_the_order_says(value: date, mark: str) -> None:
    assert day(f"{value.day}{mark}{value.month}{mark}{value:%Y}", DMY) == value
    assert day(f"{value:%m}{mark}{value:%d}{mark}{value:%Y}", MDY) == value


@given(days)
def test_a_day_past_the_twelfth_tells_the_order(value: date) -> None:
    expected = (DMY, MDY) if value.day > 12 else (None, None)
    assert (evident_order(f"{value:%d/%m/%Y}"), evident_order(f"{value:%m/%d/%Y}")) == expected


@given(st.datetimes(min_value=datetime(1900, 1, 1), max_value=datetime(2399, 1, 1)))
def test_a_moment_reads_back_to_the_microsecond(value: datetime) -> None:
    assert moment(value.isoformat(), None) == value
    assert moment(value.isoformat(" "), None) == value


@given(st.text(max_size=14))
def test_any_text_is_a_date_or_refused(text: str) -> None:
    for order in (*DateOrder, None):
        with suppress(CellRefused):
            assert 1900 <= moment(text, order, told=True).year <= 9998


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1996-07-04 00:00:00.000", datetime(1996, 7, 4)),
        ("2026-03-02T14:05", datetime(2026, 3, 2, 14, 5)),
        ("2026-03-02T14:05:06Z", datetime(2026, 3, 2, 14, 5, 6, tzinfo=timezone.utc)),  # noqa: UP017
        ("2026-03-02T14:05:06+02:00", datetime(2026, 3, 2, 14, 5, 6, tzinfo=timezone(timedelta(hours=2)))),
        ("04.07.1996 9:30", datetime(1996, 7, 4, 9, 30)),
        ("04.07.96", datetime(1996, 7, 4)),
        ("04-Jul-1996", datetime(1996, 7, 4)),
        ("4 July 1996", datetime(1996, 7, 4)),
        ("5/5/2026", datetime(2026, 5, 5)),
        ("13/02/2026 12:00:00 AM", datetime(2026, 2, 13)),
    ],
)
def test_a_date_means(text: str, value: datetime) -> None:
    assert moment(text, None) == value


def test_half_days_are_understood() -> None:
    assert moment("7/4/1996 1:05:00 PM", MDY) == datetime(1996, 7, 4, 13, 5)
    assert moment("7/4/1996 12:05 am", MDY) == datetime(1996, 7, 4, 0, 5)


def test_a_two_digit_year_needs_the_order_said() -> None:
    with pytest.raises(CellRefused, match="two"):
        moment("04/07/96", DMY)
    assert day("04/07/96", DMY, told=True) == date(1996, 7, 4)
    assert day("96/07/04", YMD, told=True) == date(1996, 7, 4)
    assert day("07/04/26", MDY, told=True) == date(2026, 7, 4)


@pytest.mark.parametrize(
    "text",
    ["2026-02-30", "2026-13-01", "soon", "35250", "0000-00-00", "2026-03-02 25:00", "31/31/2026", "1/2",
     "2026-03-02T10:00+99:00", "9999-12-31", "٢٠٢٦-٠٣-٠٢"],
)  # fmt: skip
def test_it_is_no_date(text: str) -> None:
    with pytest.raises(CellRefused):
        moment(text, DMY, told=True)


def test_a_date_of_two_readings_is_refused_until_somebody_says() -> None:
    with pytest.raises(CellRefused) as refused:
        moment("03/04/2026", None)
    assert refused.value.question == "date-order"

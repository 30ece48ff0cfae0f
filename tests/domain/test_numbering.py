from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Invalid
from domain.numbering import check_pattern, format_number, running_number, series_of

USUAL = "SO-{YYYY}-{#####}"
DAY = date(2026, 3, 5)


def test_a_number_carries_the_year_and_at_least_as_many_digits_as_signs() -> None:
    assert format_number(series_of(USUAL, DAY), 42) == "SO-2026-00042"
    assert format_number(series_of(USUAL, DAY), 1234567) == "SO-2026-1234567"


def test_every_year_has_a_series_of_its_own_if_the_pattern_names_it() -> None:
    assert series_of(USUAL, DAY) == "SO-2026-{#####}"
    assert series_of(USUAL, date(1998, 1, 1)) == "SO-1998-{#####}"
    assert series_of("R{####}", DAY) == series_of("R{####}", date(1998, 1, 1))


def test_the_number_may_stand_anywhere() -> None:
    assert format_number(series_of("{###}/{YYYY}", DAY), 7) == "007/2026"


@given(
    st.sampled_from([USUAL, "{YYYY}{###}", "{#}{YYYY}", "{###}/{YYYY}", "R{#}"]),
    st.dates(),
    st.integers(1, 10**9),
)
def test_a_series_knows_its_own_numbers_and_no_others(pattern: str, day: date, running: int) -> None:
    series = series_of(pattern, day)
    shown = format_number(series, running)
    assert running_number(series, shown) == running
    for other in (f"{shown}x", f"0{shown}", shown[:-1], shown.replace("0", "٠") if "0" in shown else "", ""):
        assert other == shown or running_number(series, other) != running
    if "{YYYY}" in pattern and day.year < 9999:
        assert running_number(series_of(pattern, day.replace(year=day.year + 1, day=1)), shown) is None


@pytest.mark.parametrize("pattern", ["", "SO", "{#}{#}", "{YY}-{#}", "{#", "{#} {}", "\0{#}", "x" * 40 + "{#}"])
def test_a_pattern_that_can_not_number_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_pattern(pattern, "order_numbers")
    assert refusal.value.field == "order_numbers"

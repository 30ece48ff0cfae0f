from datetime import date

import pytest

from domain.business.numbering import check_pattern, format_number, series_of
from domain.errors import Invalid

USUAL = "SO-{YYYY}-{#####}"
DAY = date(2026, 3, 5)


def test_a_number_carries_the_year_and_at_least_as_many_digits_as_signs() -> None:
    assert format_number(USUAL, DAY, 42) == "SO-2026-00042"
    assert format_number(USUAL, DAY, 1234567) == "SO-2026-1234567"


def test_every_year_has_a_series_of_its_own_if_the_pattern_names_it() -> None:
    assert series_of(USUAL, DAY) == "SO-2026"
    assert series_of(USUAL, date(1998, 1, 1)) == "SO-1998"
    assert series_of("R{####}", DAY) == series_of("R{####}", date(1998, 1, 1)) == "R"


def test_the_number_may_stand_anywhere() -> None:
    assert format_number("{###}/{YYYY}", DAY, 7) == "007/2026"
    assert series_of("{###}/{YYYY}", DAY) == "2026"


@pytest.mark.parametrize("pattern", ["", "SO", "{#}{#}", "{YY}-{#}", "{#", "{#} {}", "\0{#}", "x" * 40 + "{#}"])
def test_a_pattern_that_can_not_number_is_refused(pattern: str) -> None:
    with pytest.raises(Invalid) as refusal:
        check_pattern(pattern, "order_numbers")
    assert refusal.value.field == "order_numbers"

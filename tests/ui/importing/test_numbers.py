"""Numbers in every usual writing."""

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ui.importing.numbers import DecimalMark, evident_mark, number
from ui.importing.problems import CellRefused

POINT, COMMA = DecimalMark.POINT, DecimalMark.COMMA
GROUPS = {POINT: (",", " ", "\u00a0", "\u202f", "'", "’", ""), COMMA: (".", " ", "\u00a0", "\u202f", "'", "’", "")}


def written(value: Decimal, mark: DecimalMark, group: str) -> str:
    whole, _, rest = f"{abs(value):f}".partition(".")
    parts = []
    while len(whole) > 3 and group:
        whole, last = whole[:-3], whole[-3:]
        parts.insert(0, last)
    text = group.join([whole, *parts]) + (("." if mark is POINT else ",") + rest if rest else "")
    return f"-{text}" if value < 0 else text


values = st.decimals(min_value=-(10**11), max_value=10**11, places=2).filter(lambda value: value.is_finite())


@given(values, st.sampled_from(DecimalMark), st.integers(0, 6))
def test_a_number_written_with_a_known_mark_reads_back_exactly(value: Decimal, mark: DecimalMark, style: int) -> None:
    assert number(written(value, mark, GROUPS[mark][style]), mark) == value


@given(
    values,
    st.sampled_from(DecimalMark),
    st.integers(0, 5),
    st.sampled_from(["€ {}", "{} EUR", "${}", "{} €", "CHF {}"]),
)
def test_a_currency_beside_it_changes_nothing(value: Decimal, mark: DecimalMark, style: int, around: str) -> None:
    text = around.format(written(abs(value), mark, GROUPS[mark][style]))
    assert number(text, mark) == abs(value)


@given(values.filter(lambda value: abs(value) >= 1), st.sampled_from(DecimalMark), st.integers(0, 6))
def test_decimals_that_are_not_three_tell_the_mark(value: Decimal, mark: DecimalMark, style: int) -> None:
    assert evident_mark(written(value, mark, GROUPS[mark][style])) is mark


@given(st.text(max_size=12))
def test_any_text_is_a_number_or_refused(text: str) -> None:
    for mark in (POINT, COMMA, None):
        with suppress(CellRefused):
            assert number(text, mark).is_finite()


@pytest.mark.parametrize(
    ("text", "mark", "value"),
    [
        ("1,234.50", POINT, "1234.50"),
        ("1.234,50", COMMA, "1234.50"),
        ("1.234.567", COMMA, "1234567"),
        ("1'234.50", POINT, "1234.50"),
        ("-5", POINT, "-5"),
        ("5-", POINT, "-5"),
        ("(5.00)", POINT, "-5"),
        ("+5", POINT, "5"),
        (".5", POINT, "0.5"),
        (",5", COMMA, "0.5"),
        ("5.", POINT, "5"),
        ("10 %", POINT, "10"),
        ("$14.00", POINT, "14"),
        ("US$14.00", POINT, "14"),
        ("0.125", POINT, "0.125"),
    ],
)
def test_a_number_means(text: str, mark: DecimalMark, value: str) -> None:
    assert number(text, mark) == Decimal(value)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "-",
        ".",
        "1 2",
        "12,34,56",
        "1.2.3",
        "1e5",
        "1e400",
        "NaN",
        "Infinity",
        "0x10",
        "١٢",
        "1_000",
        "--5",
        "5 apples",
        "$5€",
    ],
)
@pytest.mark.parametrize("mark", [POINT, COMMA])
def test_it_is_no_number(text: str, mark: DecimalMark) -> None:
    with pytest.raises(CellRefused):
        number(text, mark)


def test_a_number_of_two_readings_is_refused_until_somebody_says() -> None:
    with pytest.raises(CellRefused) as refused:
        number("1,234", None)
    assert refused.value.question == "decimal"
    assert number("1,234", POINT) == 1234
    assert number("1,234", COMMA) == Decimal("1.234")

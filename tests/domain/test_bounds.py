from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import bounds
from domain.errors import Invalid
from domain.instants import instant_of

NUMBERS: list[Callable[[Any, str], Decimal]] = [
    bounds.quantity,
    bounds.level,
    bounds.change,
    bounds.price,
    bounds.percent,
]


def refused(check: Callable[[Any, str], object], value: object, field: str = "lines.2.quantity") -> str:
    with pytest.raises(Invalid) as refusal:
        check(value, field)
    assert refusal.value.field == field
    return refusal.value.message


@pytest.mark.parametrize("check", NUMBERS)
@pytest.mark.parametrize("value", ["NaN", "sNaN", "Infinity", "-Infinity", "1e400", "-1e400", "1e999999"])
def test_what_is_no_finite_number_of_sane_size_is_refused(check: Callable[[Any, str], Decimal], value: str) -> None:
    refused(check, Decimal(value))


@pytest.mark.parametrize("check", NUMBERS)
@pytest.mark.parametrize("value", [1.5, True, "1", None])
def test_only_exact_numbers_are_taken(check: Callable[[Any, str], Decimal], value: object) -> None:
    assert refused(check, value) == "Quantity is not an exact decimal number."


def test_a_whole_number_is_as_good_as_a_decimal() -> None:
    assert bounds.quantity(2, "quantity") == Decimal(2)  # type: ignore[arg-type]


@pytest.mark.parametrize("value", ["0", "-1", "0.0000001", "1000000000", "1.0000001"])
def test_a_quantity_is_more_than_none_with_six_places_at_most(value: str) -> None:
    refused(bounds.quantity, Decimal(value))


def test_zeros_behind_the_sixth_place_do_no_harm() -> None:
    assert str(bounds.quantity(Decimal("2.50000000000"), "quantity")) == "2.500000"


def test_a_percentage_ends_at_a_hundred() -> None:
    assert bounds.percent(Decimal(100), "discount_percent") == 100
    assert refused(bounds.percent, Decimal(120), "lines.0.discount_percent") == (
        "Discount percent must be from 0 to 100."
    )


def test_a_price_may_be_zero_but_not_below() -> None:
    assert bounds.price(Decimal(0), "price") == 0
    refused(bounds.price, Decimal("-0.01"))


@pytest.mark.parametrize("value", [-1, 10**15, 1.0, True, Decimal(1), None])
def test_an_amount_is_a_whole_number_of_minor_units_from_zero(value: object) -> None:
    refused(bounds.amount, value, "amount")


@pytest.mark.parametrize("value", ["a\0b", "\ud800", "x" * 201])
def test_a_text_that_a_store_could_not_hold_is_refused(value: str) -> None:
    refused(bounds.text, value, "name")


def test_texts_lose_the_blanks_around_them() -> None:
    assert bounds.text(" \t Ana\n", "name") == "Ana"
    assert bounds.text("  ", "name") == ""


def test_a_needed_text_can_not_be_blank() -> None:
    assert refused(bounds.needed, "  ", "sku") == "SKU is needed."


@pytest.mark.parametrize("value", ["", "a", "not an address", "@host", "name@", "two words@host.example"])
def test_an_email_address_has_a_name_and_a_host(value: str) -> None:
    if value:
        refused(bounds.email, value, "email")
    else:
        assert bounds.email(value, "email") == ""


def test_an_identifier_is_kept_as_it_was_made_or_not_at_all() -> None:
    refused(bounds.identifier, "", "order_id")
    refused(bounds.identifier, " x", "order_id")


@pytest.mark.parametrize("value", [-(10**30), 10**30])
def test_an_instant_lies_where_calendars_reach(value: int) -> None:
    refused(bounds.instant, value, "placed_at")


@pytest.mark.parametrize("value", [0, -1, instant_of(datetime(1965, 5, 5, tzinfo=UTC))])
def test_no_instant_is_what_stands_for_none_or_comes_before_it(value: int) -> None:
    """Lists keep 0 for what has no moment: an order of an earlier one would be found by no range of days."""
    assert refused(bounds.instant, value, "placed_at") == "Placed at is not in the years 1971 to 2499."
    assert bounds.instant(instant_of(datetime(1971, 1, 1, tzinfo=UTC)), "placed_at") > 0


@given(st.decimals(allow_nan=True, allow_infinity=True))
def test_what_passes_fits_into_64_bits_when_scaled_by_a_million(value: Decimal) -> None:
    for check in NUMBERS:
        try:
            passed = check(value, "field")
        except Invalid:
            continue
        scaled = passed.scaleb(6)
        assert scaled == int(scaled)
        assert abs(int(scaled)) < 2**63

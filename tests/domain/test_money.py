from decimal import Decimal
from fractions import Fraction
from math import floor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from domain.money import (
    Taxed,
    TaxRounding,
    is_currency,
    line_net,
    minor_digits,
    round_half_up,
    tax_of,
    to_decimal,
    to_minor,
)

BOTH = pytest.mark.parametrize("rounding", list(TaxRounding))


def decimals(largest: str) -> st.SearchStrategy[Decimal]:
    return st.decimals(0, Decimal(largest), places=6)


def net(quantity: str, price: str, discount: str = "0", currency: str = "EUR") -> int:
    return line_net(Decimal(quantity), Decimal(price), Decimal(discount), currency)


def test_tax_is_taken_of_the_rounded_net_of_a_line() -> None:
    """Taxing the unrounded net would give 6527.80, which EN 16931 does not."""
    line = net("16", "348.35", "4")
    assert line == 5350_66
    assert line + tax_of([Taxed(line, Decimal(22))]) == 6527_81


@BOTH
def test_ten_pieces_on_one_line_come_to_the_same_in_both_settings(rounding: TaxRounding) -> None:
    line = net("10", "3.60")
    assert line + tax_of([Taxed(line, Decimal("5.5"))], rounding) == 37_98


def test_ten_lines_of_one_piece_differ_by_two_cents_between_the_settings() -> None:
    lines = [Taxed(net("1", "3.60"), Decimal("5.5"))] * 10
    assert 36_00 + tax_of(lines, TaxRounding.PER_DOCUMENT) == 37_98
    assert 36_00 + tax_of(lines, TaxRounding.PER_LINE) == 38_00


def test_each_tax_rate_of_a_document_is_rounded_by_itself() -> None:
    parts = [Taxed(10, Decimal(5)), Taxed(10, Decimal("5.0")), Taxed(30, Decimal(15))]
    assert tax_of(parts) == 1 + 5  # 1.00 of both lines at 5 %, 4.5 of the one at 15 %


@pytest.mark.parametrize(("value", "nearest"), [("0.5", 1), ("-0.5", -1), ("1.5", 2), ("2.5", 3), ("2.4999999", 2)])
def test_halves_are_rounded_away_from_zero(value: str, nearest: int) -> None:
    assert round_half_up(Decimal(value)) == nearest


@pytest.mark.parametrize(("currency", "digits", "minor"), [("JPY", 0, 1235), ("EUR", 2, 123450), ("KWD", 3, 1234500)])
def test_an_amount_has_the_places_of_its_currency(currency: str, digits: int, minor: int) -> None:
    assert minor_digits(currency) == digits
    assert to_minor(Decimal("1234.5"), currency) == minor


@given(decimals("999999999.999999"), decimals("999999999999.999999"), decimals("100"))
@example(Decimal("999999999.999999"), Decimal("999999999999.999999"), Decimal("0.000001"))
def test_a_line_is_exact_until_its_one_rounding(quantity: Decimal, price: Decimal, discount: Decimal) -> None:
    exact = Fraction(quantity) * Fraction(price) * (100 - Fraction(discount))  # in cents, since the percentage is whole
    assert line_net(quantity, price, discount, "EUR") == floor(exact + Fraction(1, 2))


def test_only_currencies_of_iso_4217_are_known() -> None:
    assert is_currency("EUR")
    assert not is_currency("eur")
    assert not is_currency("ZZZ")


@given(st.integers(-(10**14), 10**14), st.sampled_from(["JPY", "EUR", "KWD"]))
def test_an_amount_survives_the_way_to_a_decimal_and_back(amount: int, currency: str) -> None:
    assert to_minor(to_decimal(amount, currency), currency) == amount


@given(
    st.lists(st.tuples(st.integers(0, 10**10), st.sampled_from(["0", "5.5", "7", "19", "22"])), max_size=20),
    st.randoms(use_true_random=False),
)
def test_the_tax_of_a_document_does_not_depend_on_the_order_of_its_lines(parts: list[tuple[int, str]], random) -> None:  # type: ignore[no-untyped-def]
    taxed = [Taxed(amount, Decimal(rate)) for amount, rate in parts]
    shuffled = random.sample(taxed, len(taxed))
    assert tax_of(taxed) == tax_of(shuffled)

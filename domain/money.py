"""Money, prices and quantities: exact, and rounded once.

An amount is an integer in the currency's minor unit (cents for EUR, yen for JPY, fils for KWD). Unit prices, quantities
and percentages are Decimals with at most six places. No float ever holds any of them.
"""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Context, Decimal
from enum import StrEnum
from functools import lru_cache

from babel.core import get_global
from babel.numbers import get_currency_precision
from msgspec import Struct

Amount = int

_ONE = Decimal(1)
_EXACT = Context(prec=60, rounding=ROUND_HALF_UP)
"""Wide enough for quantity × price × percentage with all their digits, whatever context the thread is in."""

PLACES = 6
"""Decimal places of unit prices, quantities and percentages."""


class TaxRounding(StrEnum):
    """Where tax is rounded. Per document is what EN 16931 asks for; per line is the other custom."""

    PER_DOCUMENT = "document"
    PER_LINE = "line"


class Taxed(Struct, frozen=True):
    """A net amount and the tax rate, in percent, that it is taxed at."""

    net: Amount
    rate: Decimal


@lru_cache
def minor_digits(currency: str) -> int:
    """Decimal places of a currency's amounts: 0, 2 or 3 (ISO 4217, as CLDR lists it)."""
    return get_currency_precision(currency)


@lru_cache
def is_currency(code: str) -> bool:
    """Whether a code is a currency that CLDR knows."""
    return code in get_global("all_currencies")


def to_minor(value: Decimal, currency: str) -> Amount:
    """A decimal amount in minor units, rounded half-up."""
    return round_half_up(value.scaleb(minor_digits(currency), _EXACT))


def to_decimal(amount: Amount, currency: str) -> Decimal:
    """An amount as a decimal with the currency's places: 1050 EUR cents are 10.50."""
    return Decimal(amount).scaleb(-minor_digits(currency), _EXACT)


def round_half_up(value: Decimal) -> int:
    """The nearest integer; halves go away from zero."""
    return int(value.quantize(_ONE, ROUND_HALF_UP, _EXACT))


def line_net(quantity: Decimal, unit_price: Decimal, discount_percent: Decimal, currency: str) -> Amount:
    """quantity × unit price − discount, rounded half-up once."""
    gross = _EXACT.multiply(quantity, unit_price)
    if discount_percent:
        gross = _EXACT.multiply(gross, _EXACT.subtract(_ONE, discount_percent.scaleb(-2, _EXACT)))
    return to_minor(gross, currency)


def tax_of(parts: Iterable[Taxed], rounding: TaxRounding = TaxRounding.PER_DOCUMENT) -> Amount:
    """The tax on a document's lines and charges.

    Per document, nets are summed per rate and each sum is taxed and rounded half-up (EN 16931, BR-CO-17); per line,
    each part is taxed and rounded by itself.
    """
    if rounding is TaxRounding.PER_LINE:
        return sum(_tax(part.net, part.rate) for part in parts)
    per_rate: dict[Decimal, Amount] = {}
    for part in parts:
        per_rate[part.rate] = per_rate.get(part.rate, 0) + part.net
    return sum(_tax(net, rate) for rate, net in per_rate.items())


def _tax(net: Amount, rate: Decimal) -> Amount:
    return round_half_up(_EXACT.multiply(Decimal(net), rate).scaleb(-2, _EXACT)) if rate else 0

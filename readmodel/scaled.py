"""Decimals as scaled integers: SQLite has no exact decimal, and text would sort "10" before "9"."""

from decimal import Decimal
from functools import lru_cache

from domain.money import PLACES

_SCALE = Decimal(10) ** PLACES
_UNIT: int = 10**PLACES


@lru_cache(maxsize=65_536)
def scaled(value: Decimal) -> int:
    """A quantity, price or percentage as an integer number of millionths.

    The same few quantities and prices come again and again, and multiplying decimals takes longer than remembering.
    """
    return int(value * _SCALE)


def unscaled(value: int) -> Decimal:
    """The decimal behind a scaled integer, without trailing zeros and never in exponent form."""
    whole, rest = divmod(value, _UNIT)
    return Decimal(whole) if rest == 0 else Decimal(value).scaleb(-PLACES).normalize()

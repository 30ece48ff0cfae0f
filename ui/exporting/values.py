"""Values as files hold them: decimals written out, amounts with their currency's places, moments with their offset."""

import re
from datetime import date
from decimal import Decimal

from domain.instants import Instant, local_time
from domain.money import Amount, to_decimal

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_HARMLESS = re.compile(r"[+-][0-9 ()/.\-]*")
_GUARDED = re.compile(r"'+[=+\-@\t\r]")


def decimal(value: Decimal) -> str:
    """A quantity, price or percentage without trailing zeros."""
    return f"{value.normalize():f}"


def amount(value: Amount, currency: str) -> str:
    """An amount with the decimals of its currency."""
    return f"{to_decimal(value, currency):f}"


def moment(instant: Instant | None, time_zone: str) -> str:
    """Date and time on the business's clock with the offset, so that no reader needs to know the zone."""
    return "" if instant is None else local_time(instant, time_zone).isoformat()


def day(value: date | None) -> str:
    """A date as ISO 8601 writes it."""
    return "" if value is None else value.isoformat()


def yes(value: bool) -> str:
    """Yes, or an empty cell."""
    return "yes" if value else ""


def guarded(text: str) -> str:
    """A text that no spreadsheet takes for a formula: an apostrophe goes before =, +, - or @, unless it is a number.

    Somebody else's name in a cell must not run anything on the desk of whoever opens the file.
    """
    return f"'{text}" if _FORMULA.match(text) and not _HARMLESS.fullmatch(text) else text


def unguarded(text: str) -> str:
    """The text behind the apostrophe of ``guarded``."""
    return text[1:] if _GUARDED.match(text) else text

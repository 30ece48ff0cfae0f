"""Single values of a query: choices, dates and numbers, as they are read and written."""

import re
from datetime import date
from decimal import Decimal
from enum import Enum, auto

from domain.errors import Invalid
from readmodel.folding import folded
from readmodel.listing.terms import Kind
from ui import formats
from ui.query.dates import When, when, when_day
from ui.query.mistakes import NotUnderstood
from ui.query.scanning import Value
from ui.query.vocabulary import DATES, KnownField, nearest, plain

_NUMBER = re.compile(r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?")
_EXAMPLE = date(2026, 11, 30)


class Writing(Enum):
    """How dates and numbers are written.

    Neutral is what is kept and what the program itself writes: ISO days, a decimal point, no groups. Local is what a
    person types: either as in their locale, where ISO days are understood as well.
    """

    NEUTRAL = auto()
    LOCAL = auto()


def choice_of(field: KnownField, name: str, value: Value) -> str:
    """The choice a value names; ``name`` is what was typed for the field."""
    known = field.choice(value.text)
    if known is not None:
        return known
    *others, last = field.choices
    if near := nearest(plain(value.text), [*others, last]):
        advice = f"; did you mean {near}?"
    else:
        advice = f". Write {', '.join(others)} or {last}." if others else f". Write {last}."
    raise NotUnderstood(value.start, value.end, f"‘{value.text}’ is not known after ‘{name}:’{advice}")


def date_of(field: KnownField, value: Value, writing: Writing) -> When:
    """The stretch of days a value names."""
    known = when(folded(value.text))
    if known is None and writing is Writing.LOCAL:
        known = _local_day(value.text)
    if known is None:
        example = "2026-11-30"
        if writing is Writing.LOCAL:
            example = formats.day(_EXAMPLE)
        raise NotUnderstood(
            value.start,
            value.end,
            f"‘{value.text}’ is not a date; write it like {example}, today, thisweek or last30days.",
        )
    return known


def number_of(field: KnownField, value: Value, writing: Writing) -> Decimal:
    """The number a value names."""
    typed = value.text.strip().replace(formats.MINUS, "-")
    try:
        if writing is Writing.LOCAL:
            number = formats.parse_decimal_text(typed, field.title, negative=True)
        elif _NUMBER.fullmatch(typed):
            number = Decimal(typed)
        else:
            raise Invalid(f"{field.title} is not a number: {typed}")
    except Invalid as error:
        raise NotUnderstood(value.start, value.end, error.message) from None
    if field.kind is Kind.COUNT and number != number.to_integral_value():
        raise NotUnderstood(value.start, value.end, f"{field.title} is a whole number.")
    return number


def falling_said(field: KnownField) -> str:
    """What to say of a span that goes the wrong way."""
    return f"{field.title} goes from the {'earlier to the later' if field.kind in DATES else 'smaller to the larger'}."


def written_date(stretch: When, writing: Writing) -> str:
    """A date as it is read again."""
    if writing is Writing.LOCAL and stretch.is_day:
        return formats.day(date.fromisoformat(stretch.name))
    return stretch.name


def written_number(number: Decimal, writing: Writing) -> str:
    """A number as it is read again, without groups."""
    plainly = f"{number:f}"
    if "." in plainly:
        plainly = plainly.rstrip("0").rstrip(".")
    return plainly if writing is Writing.NEUTRAL else plainly.replace(".", formats.decimal_sign())


def _local_day(text: str) -> When | None:
    try:
        day = formats.parse_date(text)
    except Invalid:
        return None
    return None if day is None else when_day(day.year, day.month, day.day)

"""Numbers as people and programs write them: decimal point or comma, grouped or not, with a currency or a percent sign.

“1,234” is 1234 to some and 1.234 to others. Which one is meant is decided by the other numbers of the column and of the
file, and asked where they don't tell.
"""

import re
from collections import Counter
from decimal import Decimal
from enum import StrEnum

from msgspec import Struct

from ui.importing.problems import CellRefused, Remedy, shown

MOST_PLACES = 6
MOST_DIGITS = 12


class DecimalMark(StrEnum):
    """What stands before the decimals."""

    POINT = "point"
    COMMA = "comma"


_CHARACTER = {DecimalMark.POINT: ".", DecimalMark.COMMA: ","}
_OTHER = {DecimalMark.POINT: DecimalMark.COMMA, DecimalMark.COMMA: DecimalMark.POINT}
_PLAIN = re.compile(r"[0-9]{1,12}(?:\.[0-9]{1,2}|\.[0-9]{4,6})?")
_AMOUNT = re.compile(
    r"(?P<open>\()?\s*(?P<sign>[-+−])?\s*(?P<before>[A-Za-z]{3}|[^\W\d_]{0,2}[$€£¥₹₽₺₩]|%)?\s*(?P<inner>[-+−])?\s*"
    r"(?P<body>[0-9.,](?:[0-9.,'’\s]*[0-9.,])?)\s*(?P<after>[A-Za-z]{3}|[$€£¥₹₽₺₩]|%)?\s*(?P<last>-)?\s*(?P<close>\))?"
)
_SYMBOLS = {"€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "₺": "TRY", "₩": "KRW", "US$": "USD"}


class Figure(Struct, frozen=True):
    """A number taken apart: its digits as written, and what stood around them."""

    body: str
    negative: bool
    percent: bool
    currency: str


def figure(text: str) -> Figure:
    """Take a number apart; raises CellRefused if the text is none."""
    found = _AMOUNT.fullmatch(text.strip())
    if not found or bool(found["open"]) != bool(found["close"]) or not any(char.isdigit() for char in found["body"]):
        raise CellRefused(f"{shown(text)} is not a number")
    signs = [part for part in (found["sign"], found["inner"], found["last"], found["open"]) if part]
    marks = [part for part in (found["before"], found["after"]) if part]
    if len(signs) > 1 or len(marks) > 1:
        raise CellRefused(f"{shown(text)} is not a number")
    mark = marks[0] if marks else ""
    body = re.sub(r"[\s\u00a0\u202f]", " ", found["body"]).replace("’", "'")
    currency = mark.upper() if mark.isascii() and mark.isalpha() else _SYMBOLS.get(mark.upper(), "")
    return Figure(body, bool(signs) and signs[0] != "+", mark == "%", currency)


def evident_mark(text: str) -> DecimalMark | None:
    """The decimal mark that a number gives away by its shape; None if it has none or could be read either way."""
    if _PLAIN.fullmatch(text):
        return DecimalMark.POINT if "." in text else None
    try:
        body = figure(text).body
    except CellRefused:
        return None
    readable = [mark for mark in DecimalMark if _value(body, mark) is not None]
    return readable[0] if len(readable) == 1 else None


def settle(evidence: "Counter[DecimalMark]") -> DecimalMark | None:
    """The mark most numbers speak for; None if none does or they are at odds evenly."""
    points, commas = evidence[DecimalMark.POINT], evidence[DecimalMark.COMMA]
    if points == commas:
        return None
    return DecimalMark.POINT if points > commas else DecimalMark.COMMA


def usual_mark(delimiter: str, text: str) -> DecimalMark | None:
    """What goes without saying: a file separated by semicolons has its commas free for decimals, and the reverse."""
    if delimiter == ";" and "," in text:
        return DecimalMark.COMMA
    return DecimalMark.POINT if delimiter == "," and "." in text else None


def number(text: str, mark: DecimalMark | None) -> Decimal:
    """The value of a number; raises CellRefused if it is none, is out of bounds or can be read in two ways."""
    if mark is not DecimalMark.COMMA and _PLAIN.fullmatch(text):
        return Decimal(text)
    parts = figure(text)
    value = _exact(parts.body, text, mark)
    if value.adjusted() >= MOST_DIGITS:
        raise CellRefused(f"{shown(text)} is too large; at most {MOST_DIGITS} digits stand before the decimals")
    return -value if parts.negative else value


_SAY_MARK = Remedy(
    option="say what begins the decimals (--decimal point or comma)",
    control="choose under “Decimals” what begins them",
)


def within_places(value: Decimal, text: str, places: int = MOST_PLACES) -> Decimal:
    """The value without trailing zeros past the places; raises CellRefused if decimals would be lost."""
    exponent = value.as_tuple().exponent
    if isinstance(exponent, int) and -exponent > places:
        rounded = round(value, places)
        if rounded != value:
            raise CellRefused(f"{shown(text)} has more than {places} decimal places")
        return rounded
    return value


def _exact(body: str, text: str, mark: DecimalMark | None) -> Decimal:
    if mark is not None:
        value = _value(body, mark)
        if value is None:
            raise CellRefused(f"{shown(text)} is not a number with a decimal {mark}")
        return value
    values = {value for value in (_value(body, mark) for mark in DecimalMark) if value is not None}
    if not values:
        raise CellRefused(f"{shown(text)} is not a number")
    if len(values) > 1:
        low, high = sorted(values)
        raise CellRefused(f"{shown(text)} can be read as {low} or as {high}", question="decimal", remedy=_SAY_MARK)
    return values.pop()


def _value(body: str, mark: DecimalMark) -> Decimal | None:
    """The number if it is well written with this decimal mark: groups, if any, of three and all of one kind."""
    whole, point, decimals = body.partition(_CHARACTER[mark])
    if not (decimals.isdecimal() if point and decimals else True) or not (whole or decimals):
        return None
    group = "[" + re.escape(_CHARACTER[_OTHER[mark]]) + " ']"
    if whole and not re.fullmatch(rf"[0-9]+|[0-9]{{1,3}}({group})[0-9]{{3}}(?:\1[0-9]{{3}})*", whole):
        return None
    # “0.123” and “0,123” have no groups: nobody writes a leading zero before a thousand.
    if len(whole) > 1 and whole[0] == "0" and not whole.isdecimal():
        return None
    return Decimal((re.sub(r"[^0-9]", "", whole) or "0") + ("." + decimals if decimals else ""))

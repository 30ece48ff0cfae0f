"""Dates as people and programs write them.

ISO dates and dates with dots say by themselves what is day and what is month; with slashes or hyphens either may come
first. The column decides: one 13/02 in it, and all of it begins with the day. Where no row tells, the person is asked.
"""

import re
from datetime import date, datetime, timedelta, timezone
from enum import StrEnum

from ui.importing.problems import CellRefused, Remedy, shown


class DateOrder(StrEnum):
    """In which order day, month and year stand."""

    DMY = "dmy"
    MDY = "mdy"
    YMD = "ymd"


_TIME = (
    r"(?:[T\s,]+(?P<hour>\d{1,2}):(?P<minute>\d{2})(?::(?P<second>\d{2})(?:[.,](?P<fraction>\d{1,9}))?)?"
    r"\s*(?P<half>[AaPp]\.?[Mm]\.?)?\s*(?P<zone>Z|[+-]\d{2}:?(?:\d{2})?)?)?"
)
_ISO = re.compile(r"(?P<year>\d{4})(?P<mark>[-/.])(?P<month>\d{1,2})(?P=mark)(?P<day>\d{1,2})" + _TIME, re.ASCII)
_COMPACT = re.compile(r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})" + _TIME, re.ASCII)
_THREE = re.compile(r"(?P<a>\d{1,2})(?P<mark>[-/.])\s?(?P<b>\d{1,2})(?P=mark)\s?(?P<c>\d{4}|\d{2})" + _TIME, re.ASCII)
_NAMED = re.compile(r"(?P<day>\d{1,2})[-\s.]+(?P<name>[A-Za-z]{3,9})\.?[-\s,]+(?P<year>\d{4})" + _TIME, re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def evident_order(text: str) -> DateOrder | None:
    """The order that a date with slashes or hyphens gives away; None if it is another kind or could be either."""
    found = _THREE.fullmatch(text)
    if not found or found["mark"] == ".":
        return None
    first, second = int(found["a"]), int(found["b"])
    if 12 < first <= 31 and 1 <= second <= 12:
        return DateOrder.DMY
    return DateOrder.MDY if 12 < second <= 31 and 1 <= first <= 12 else None


def moment(text: str, order: DateOrder | None, told: bool = False) -> datetime:
    """Date and time of a cell, naive unless it names its offset; raises CellRefused.

    ``told`` means a person named the order, so it holds for dates with dots and two-digit years as well.
    """
    found = _ISO.fullmatch(text) or _COMPACT.fullmatch(text)
    if found:
        return _built(text, found, int(found["year"]), int(found["month"]), int(found["day"]))
    found = _NAMED.fullmatch(text)
    if found:
        return _built(text, found, int(found["year"]), _month(found["name"], text), int(found["day"]))
    found = _THREE.fullmatch(text)
    if not found:
        raise CellRefused(f"{shown(text)} is not a date")
    if order is None or (found["mark"] == "." and not told):
        order = _DOTTED if found["mark"] == "." else _either(text, found)
    return _ordered(text, found, order, told)


def day(text: str, order: DateOrder | None, told: bool = False) -> date:
    """The date of a cell, its time left out; raises CellRefused."""
    return moment(text, order, told).date()


_DOTTED = DateOrder.DMY
_SAY_ORDER = Remedy(
    option="say what comes first (--date-order dmy, mdy or ymd)", control="choose under “Dates” what comes first"
)


def _either(text: str, found: re.Match[str]) -> DateOrder:
    if len(found["c"]) == 2 or (found["a"] != found["b"] and int(found["a"]) <= 12 and int(found["b"]) <= 12):
        raise CellRefused(f"{shown(text)} can be read in two ways", question="date-order", remedy=_SAY_ORDER)
    return evident_order(text) or DateOrder.DMY


def _ordered(text: str, found: re.Match[str], order: DateOrder, told: bool) -> datetime:
    first, second, third = int(found["a"]), int(found["b"]), int(found["c"])
    if len(found["c"]) == 4:
        year = third
        day_, month = (first, second) if order is DateOrder.DMY else (second, first)
    elif not told and found["mark"] != ".":
        raise CellRefused(f"{shown(text)} has a year of two digits", question="date-order", remedy=_SAY_ORDER)
    else:
        short, month, day_ = {
            DateOrder.DMY: (third, second, first),
            DateOrder.MDY: (third, first, second),
            DateOrder.YMD: (first, second, third),
        }[order]
        # The century of a two-digit year as POSIX has it (strptime, %y).
        year = short + (1900 if short >= 69 else 2000)
    return _built(text, found, year, month, day_)


def _month(name: str, text: str) -> int:
    try:
        return _MONTHS.index(name[:3].lower()) + 1
    except ValueError:
        raise CellRefused(f"{shown(text)} is not a date") from None


def _built(text: str, found: re.Match[str], year: int, month: int, day_: int) -> datetime:
    hour, minute, second = int(found["hour"] or 0), int(found["minute"] or 0), int(found["second"] or 0)
    if half := found["half"]:
        if not 1 <= hour <= 12:
            raise CellRefused(f"{shown(text)} is not a time of day")
        hour = hour % 12 + (12 if half[0] in "Pp" else 0)
    micro = int((found["fraction"] or "0").ljust(6, "0")[:6])
    if not 1900 <= year <= 9998:
        raise CellRefused(f"{shown(text)} is not a date; years run from 1900 to 9998")
    try:
        return datetime(year, month, day_, hour, minute, second, micro, tzinfo=_offset(found["zone"]))
    except ValueError:
        raise CellRefused(f"{shown(text)} is not a date of the calendar") from None


def _offset(zone: str | None) -> timezone | None:
    if not zone:
        return None
    if zone == "Z":
        return timezone.utc  # noqa: UP017 - returned as a timezone
    digits = zone[1:].replace(":", "").ljust(4, "0")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    if offset >= timedelta(hours=24):
        raise ValueError
    return timezone(-offset if zone[0] == "-" else offset)

"""Dates as a query names them: a day, a month, a year, or one that moves on with the calendar.

    day      = year "-" month "-" day
    month    = year "-" month
    stretch  = "today" | "yesterday" | "tomorrow"
             | ( "last" | "this" | "next" ) ( "week" | "month" | "quarter" | "year" )
             | ( "last" | "next" ) number ( "days" | "weeks" | "months" )

Last thirty days are today and the 29 days before; next seven days are today and the six that follow. A week begins on
Monday.
"""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Final

from msgspec import Struct


class When(Struct, frozen=True):
    """A stretch of days by its canonical name, such as ``2026-11-30``, ``2026-11``, ``thisweek`` or ``last30days``."""

    name: str

    def days(self, today: date) -> tuple[date, date]:
        """The first day, and the day after the last, as seen from a day."""
        if self.name in _NAMED:
            return _NAMED[self.name](today)
        if found := _ROLLING.fullmatch(self.name):
            return _rolling(found["way"], int(found["number"]), found["unit"], today)
        year, *rest = (int(number) for number in self.name.split("-"))
        if not rest:
            return date(year, 1, 1), date(year + 1, 1, 1)
        first = date(year, rest[0], rest[1] if len(rest) > 1 else 1)
        return first, _tomorrow(first) if len(rest) > 1 else _months_later(first, 1)

    @property
    def is_day(self) -> bool:
        """Whether it names one day of the calendar."""
        return bool(_DAY.fullmatch(self.name))


FIRST_YEAR: Final = 1900
LAST_YEAR: Final = 9000
"""Years outside of these are slips of the finger."""

_DAY = re.compile(r"(?P<year>[0-9]{4})-(?P<month>[0-9]{1,2})-(?P<day>[0-9]{1,2})")
_MONTH = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{1,2}))?")
_ROLLING = re.compile(r"(?P<way>last|next)(?P<number>[1-9][0-9]{0,3})(?P<unit>days|weeks|months)")
_UNITS: Final = {"day": "days", "week": "weeks", "month": "months"}
_LOOSE = re.compile(r"(?P<way>last|next)(?P<number>[1-9][0-9]{0,3})(?P<unit>day|week|month)s?")


def when(text: str) -> When | None:
    """What a folded text names; None if it names nothing."""
    name = re.sub(r"[\s_]+", "", text)
    if name in _NAMED:
        return When(name)
    if found := _LOOSE.fullmatch(name):
        return When(f"{found['way']}{found['number']}{_UNITS[found['unit']]}")
    if found := _DAY.fullmatch(name):
        return when_day(int(found["year"]), int(found["month"]), int(found["day"]))
    if found := _MONTH.fullmatch(name):
        return _month_or_year(int(found["year"]), found["month"])
    return None


def when_day(year: int, month: int, day: int) -> When | None:
    """A day of the calendar; None if there is no such day."""
    try:
        known = date(year, month, day)
    except ValueError:
        return None
    return When(known.isoformat()) if FIRST_YEAR <= year <= LAST_YEAR else None


def names() -> list[str]:
    """The names of stretches that move on, the likeliest first."""
    return [*_NAMED, "last7days", "last30days", "last90days", "next7days"]


def title(stretch: When) -> str:
    """A stretch that moves on, in words; empty for one that stands still."""
    if stretch.name in _TITLES:
        return _TITLES[stretch.name]
    if found := _ROLLING.fullmatch(stretch.name):
        number, unit = found["number"], found["unit"]
        return f"{found['way']} {unit[:-1]}" if number == "1" else f"{found['way']} {number} {unit}"
    return ""


def _month_or_year(year: int, month: str | None) -> When | None:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        return None
    if month is None:
        return When(f"{year:04}")
    return When(f"{year:04}-{int(month):02}") if 1 <= int(month) <= 12 else None


def _tomorrow(day: date, days: int = 1) -> date:
    return day + timedelta(days=days)


def _months_later(day: date, months: int) -> date:
    """The same day of another month, or that month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    last = (date(year + (month + 1) // 12, (month + 1) % 12 + 1, 1) - timedelta(days=1)).day
    return date(year, month + 1, min(day.day, last))


def _rolling(way: str, number: int, unit: str, today: date) -> tuple[date, date]:
    if unit == "months":
        if way == "last":
            return _tomorrow(_months_later(today, -number)), _tomorrow(today)
        return today, _months_later(today, number)
    days = number * (7 if unit == "weeks" else 1)
    return (_tomorrow(today, 1 - days), _tomorrow(today)) if way == "last" else (today, _tomorrow(today, days))


def _day(offset: int) -> Callable[[date], tuple[date, date]]:
    return lambda today: (_tomorrow(today, offset), _tomorrow(today, offset + 1))


def _week(offset: int) -> Callable[[date], tuple[date, date]]:
    def days(today: date) -> tuple[date, date]:
        monday = _tomorrow(today, 7 * offset - today.weekday())
        return monday, _tomorrow(monday, 7)

    return days


def _period(months: int, offset: int) -> Callable[[date], tuple[date, date]]:
    def days(today: date) -> tuple[date, date]:
        first = date(today.year, (today.month - 1) // months * months + 1, 1)
        return _months_later(first, offset * months), _months_later(first, (offset + 1) * months)

    return days


_NAMED: Final[dict[str, Callable[[date], tuple[date, date]]]] = {
    "today": _day(0),
    "yesterday": _day(-1),
    "tomorrow": _day(1),
    "thisweek": _week(0),
    "lastweek": _week(-1),
    "nextweek": _week(1),
    "thismonth": _period(1, 0),
    "lastmonth": _period(1, -1),
    "nextmonth": _period(1, 1),
    "thisquarter": _period(3, 0),
    "lastquarter": _period(3, -1),
    "nextquarter": _period(3, 1),
    "thisyear": _period(12, 0),
    "lastyear": _period(12, -1),
    "nextyear": _period(12, 1),
}

_TITLES: Final = {
    name: name if name in ("today", "yesterday", "tomorrow") else f"{name[:4]} {name[4:]}" for name in _NAMED
}

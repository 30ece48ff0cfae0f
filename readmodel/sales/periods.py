"""Periods cut into the buckets that bookings are kept in: whole months and single days."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from readmodel.sales.answers import Period

_DAY = timedelta(days=1)


def buckets_of_day(day: str) -> tuple[str, str]:
    """The buckets that what is booked on a day goes into: the day's own and its month's."""
    return day, day[:7]


def days_of(period: Period) -> Iterator[date]:
    """Every day of a period."""
    for number in range(period.first.toordinal(), period.last.toordinal() + 1):
        yield date.fromordinal(number)


def buckets_of(period: Period) -> list[str]:
    """The fewest buckets that make up a period: its whole months, and the days at its ends."""
    buckets: list[str] = []
    day = period.first
    while day <= period.last:
        end_of_month = day.replace(day=monthrange(day.year, day.month)[1])
        if day.day == 1 and end_of_month <= period.last:
            buckets.append(day.isoformat()[:7])
            day = end_of_month
        else:
            buckets.append(day.isoformat())
        day += _DAY
    return buckets


def before(period: Period) -> Period:
    """The equally long period right before."""
    length = period.last - period.first
    return Period(first=period.first - length - _DAY, last=period.first - _DAY)

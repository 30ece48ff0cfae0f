"""Periods: the ones compared with them, their parts, and the buckets that bookings are kept in."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta

from readmodel.sales.answers import By, Period

_DAY = timedelta(days=1)


def days_of(period: Period) -> Iterator[date]:
    """Every day of a period."""
    for number in range(period.first.toordinal(), period.last.toordinal() + 1):
        yield date.fromordinal(number)


def parts_of(period: Period, by: By) -> list[Period]:
    """A period cut at the ends of days, weeks or months; the first and last part may be shorter than the others."""
    parts = []
    first = period.first
    while first <= period.last:
        last = min(_end(first, by), period.last)
        parts.append(Period(first, last))
        first = last + _DAY
    return parts


def before(period: Period) -> Period:
    """The equally long period right before."""
    length = period.last - period.first
    return Period(first=period.first - length - _DAY, last=period.first - _DAY)


def months_earlier(period: Period, months: int) -> Period:
    """The same days of the month some months before; the 29th to 31st become the last day of a shorter month."""
    return Period(_months_earlier(period.first, months), _months_earlier(period.last, months))


def buckets_of(period: Period, latest: date) -> list[str]:
    """The fewest buckets that make up a period: years, quarters and months as far as they go, and the days left.

    Each but a day's holds all of its days that are before the ``latest`` with bookings.
    """
    buckets: list[str] = []
    day = period.first
    while day <= period.last:
        bucket, last = _coarsest(day, period.last, latest - _DAY)
        buckets.append(bucket)
        day = last + _DAY
    return buckets


def _coarsest(first: date, last: date, settled: date) -> tuple[str, date]:
    """The bucket that begins on a day and goes farthest without going on behind ``last``, and its last day."""
    quarter = (first.month + 2) // 3
    for begins, bucket, months in (
        (first.month == 1, f"{first.year:04}", 12),
        (first.month % 3 == 1, f"{first.year:04}Q{quarter}", 3),
        (True, f"{first.year:04}-{first.month:02}", 1),
    ):
        if begins and first.day == 1:
            held = min(_end(first.replace(month=first.month + months - 1), By.MONTH), settled)
            if first <= held <= last:
                return bucket, held
    return first.isoformat(), first


def _end(day: date, by: By) -> date:
    if by is By.MONTH:
        return day.replace(day=monthrange(day.year, day.month)[1])
    return day + timedelta(days=6 - day.weekday()) if by is By.WEEK else day


def _months_earlier(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))

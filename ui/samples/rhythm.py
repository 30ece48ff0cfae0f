"""When the sample's orders come in: by season and weekday, and during office hours."""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache

from domain.instants import Instant, start_of_day
from ui.samples.chance import Chance

TIME_ZONE = "Europe/Berlin"
CURRENCY = "EUR"
YEAR = 365

_WEEKDAYS = (1.25, 1.1, 1.0, 1.05, 0.9, 0.18, 0.04)
_MONTHS = (0.72, 0.8, 0.95, 1.05, 1.1, 1.05, 0.9, 0.75, 1.05, 1.15, 1.35, 1.4)
_GROWTH = 0.2
"""By so much trade grows in a year."""
_MINUTE = 60_000_000


def days_until(until: date, count: int) -> list[date]:
    """So many days, the last of them ``until``."""
    return [until - timedelta(days=count - 1 - place) for place in range(count)]


def order_counts(chance: Chance, days: Sequence[date], orders: int) -> list[int]:
    """How many orders come in on each day."""
    weights = [
        _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * (1 + _GROWTH * place / YEAR) * (0.6 + 0.8 * chance.share())
        for place, day in enumerate(days)
    ]
    scale = orders / sum(weights)
    counts: list[int] = []
    due = 0.0
    given = 0
    for weight in weights:
        due += weight * scale
        counts.append(round(due) - given)
        given += counts[-1]
    counts[-1] += orders - given
    return counts


def moment(chance: Chance, day: date, first_hour: int = 8, last_hour: int = 17) -> Instant:
    """Some time of a day between two hours."""
    return at_hour(day, first_hour) + chance.among(0, (last_hour - first_hour) * 60 - 1) * _MINUTE


def at_hour(day: date, hour: int) -> Instant:
    """A full hour of a day."""
    return _midnight(day) + hour * 60 * _MINUTE


def working_days_after(day: date, count: int) -> date:
    """The day so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day


@lru_cache
def _midnight(day: date) -> Instant:
    return start_of_day(day, TIME_ZONE)

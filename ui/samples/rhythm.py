"""When the sample's orders come in: by season and weekday, and during office hours."""

from datetime import date, timedelta

from domain.instants import Instant, start_of_day
from ui.samples.chance import Chance

TIME_ZONE = "Europe/Berlin"
CURRENCY = "EUR"
DAYS = 364

_WEEKDAYS = (1.25, 1.1, 1.0, 1.05, 0.9, 0.18, 0.04)
_MONTHS = (0.72, 0.8, 0.95, 1.05, 1.1, 1.05, 0.9, 0.75, 1.05, 1.15, 1.35, 1.4)
_MINUTE = 60_000_000


def order_days(chance: Chance, until: date, orders: int) -> list[date]:
    """The day of every order, in order; trade grows a little over the year."""
    days = [until - timedelta(days=DAYS - place) for place in range(DAYS + 1)]
    weights = [
        _WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * (0.9 + 0.25 * place / DAYS)
        for place, day in enumerate(days)
    ]
    return sorted(chance.one_of(days, weights) for _ in range(orders))


def moment(chance: Chance, day: date, first_hour: int = 8, last_hour: int = 17) -> Instant:
    """Some time of a day between two hours."""
    return at_hour(day, first_hour) + chance.among(0, (last_hour - first_hour) * 60 - 1) * _MINUTE


def at_hour(day: date, hour: int) -> Instant:
    """A full hour of a day."""
    return start_of_day(day, TIME_ZONE) + hour * 60 * _MINUTE


def working_days_after(day: date, count: int) -> date:
    """The day so many working days later."""
    while count:
        day += timedelta(days=1)
        count -= day.weekday() < 5
    return day

"""Instants and business days.

An instant is an integer: microseconds since 1970-01-01T00:00Z. Integers sort, subtract and travel through JSON and
SQLite unchanged; a time zone is applied only where a day is meant, and always the business's, never the machine's.
"""

from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from time import time_ns
from zoneinfo import ZoneInfo

Instant = int

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def now() -> Instant:
    """The current instant; only composition roots and the writer call it, decisions are told the time."""
    return time_ns() // 1000


def instant_of(moment: datetime) -> Instant:
    """The instant of an aware datetime."""
    if moment.tzinfo is None:
        raise ValueError("a naive datetime names no instant")
    return (moment - _EPOCH) // _MICROSECOND


def local_time(instant: Instant, time_zone: str) -> datetime:
    """The wall-clock time of an instant in a time zone, such as ``Europe/Berlin``."""
    return (_EPOCH + instant * _MICROSECOND).astimezone(zone(time_zone))


def business_day(instant: Instant, time_zone: str) -> date:
    """The calendar day of an instant in the business's time zone."""
    return local_time(instant, time_zone).date()


def start_of_day(day: date, time_zone: str) -> Instant:
    """The instant at which a calendar day begins in a time zone."""
    return instant_of(datetime(day.year, day.month, day.day, tzinfo=zone(time_zone)))


@lru_cache
def zone(time_zone: str) -> ZoneInfo:
    """The rules of a time zone, by its IANA name; raises ZoneInfoNotFoundError for a name nobody knows."""
    return ZoneInfo(time_zone)

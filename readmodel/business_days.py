"""The days of the business, for projections: by the zone in the log, never the machine's."""

from functools import lru_cache

from domain.business.events import BusinessOpened
from domain.instants import Instant, business_day, local_time
from readmodel.rows import Rows
from readmodel.schema import Table, integer, table, text

BEFORE_OPENING = "UTC"
"""The zone of days before the business is opened; nothing that is shown happens that early."""
_HOUR = 3_600_000_000


def zone_table(name: str) -> Table:
    """A table of one row that keeps the business's time zone for one projection."""
    return table(name, integer("id", key=True), text("time_zone"))


def keep_zone(rows: Rows, zones: Table, event: BusinessOpened) -> None:
    """Remember the business's time zone."""
    rows.put(zones, {"id": 1, "time_zone": event.time_zone})


def day_in_zone(rows: Rows, zones: Table, instant: Instant) -> str:
    """The day of an instant in the business's time zone, as ISO text."""
    kept = rows.get(zones, 1)
    time_zone = BEFORE_OPENING if kept is None else kept["time_zone"]
    return _day_of_hour(instant // _HOUR, time_zone) or business_day(instant, time_zone).isoformat()


@lru_cache(maxsize=4096)
def _day_of_hour(hour: int, time_zone: str) -> str:
    """The day that all of an hour belongs to; empty if it begins in it, or clocks are put forward or back."""
    first, last = (local_time(instant, time_zone) for instant in (hour * _HOUR, (hour + 1) * _HOUR - 1))
    same = first.date() == last.date() and first.utcoffset() == last.utcoffset()
    return first.date().isoformat() if same else ""

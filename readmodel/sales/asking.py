"""Answering for the Today page: bookings by day, the highest customers and products, the work that waits."""

from datetime import date, timedelta
from typing import Final

from msgspec import Struct

from readmodel.answering import Reader, answers
from readmodel.listing.counting import count_filters
from readmodel.orders.list_spec import ORDERS
from readmodel.products.list import PRODUCTS
from readmodel.sales.answers import (
    Bookings,
    DayOfBookings,
    GetBookings,
    GetWorkCounts,
    LatestTradingPeriod,
    Period,
    Ranked,
    TopCustomers,
    TopProducts,
    WorkCounts,
)
from readmodel.sales.periods import before, buckets_of, days_of
from readmodel.sales.tables import WINDOW_DAYS

FEW_DAYS: Final = 7
"""Days that may be missing from the standing window for it to be worth starting from."""
CHUNK: Final = 64

_ORDER_QUEUES: Final = ("drafts", "to_ship", "late", "due_today", "backordered", "unpaid")


class Subject(Struct, frozen=True):
    """Where the bookings of customers or products are kept, and what they are called."""

    buckets: str
    recent: str
    names: str


_CUSTOMERS: Final = Subject(
    "booked_customer", "recent_customer", "SELECT code, name FROM customer WHERE customer_id = ?"
)
_PRODUCTS: Final = Subject(
    "booked_product", "recent_product", "SELECT sku AS code, name FROM product WHERE product_id = ?"
)

Sum = tuple[str, int, int]
"""An id with its net and number of orders."""


@answers(LatestTradingPeriod)
def latest_trading_period(reader: Reader, query: LatestTradingPeriod) -> Period | None:
    """The days up to today, or if nothing was booked in them, up to the latest day before that has bookings."""
    length = timedelta(days=query.days - 1)
    found = reader.value(
        "SELECT day FROM booked_day WHERE day <= ? AND orders > 0 ORDER BY day DESC LIMIT 1", query.today.isoformat()
    )
    if found is None:
        return None
    latest = date.fromisoformat(found)
    last = query.today if latest >= query.today - length else latest
    return Period(first=last - length, last=last)


@answers(GetBookings)
def get_bookings(reader: Reader, query: GetBookings) -> Bookings:
    """Every day of the period and of the one before it."""
    earlier = before(query.period)
    return Bookings(
        period=query.period, days=_days_of_bookings(reader, query.period), before=_days_of_bookings(reader, earlier)
    )


@answers(TopCustomers)
def top_customers(reader: Reader, query: TopCustomers) -> tuple[Ranked, ...]:
    """The customers with the highest bookings."""
    return _ranked(reader, _CUSTOMERS, query.period, query.limit)


@answers(TopProducts)
def top_products(reader: Reader, query: TopProducts) -> tuple[Ranked, ...]:
    """The products with the highest bookings."""
    return _ranked(reader, _PRODUCTS, query.period, query.limit)


@answers(GetWorkCounts)
def get_work_counts(reader: Reader, query: GetWorkCounts) -> WorkCounts:
    """The counts of the lists' own filters, so that a tile and the list behind it agree."""
    orders = count_filters(reader.db, ORDERS, [(name,) for name in _ORDER_QUEUES], query.today)
    low = count_filters(reader.db, PRODUCTS, [("low_stock",)], query.today)
    return WorkCounts(**{name: orders[name,] for name in _ORDER_QUEUES}, low_stock=low["low_stock",])


def _days_of_bookings(reader: Reader, period: Period) -> tuple[DayOfBookings, ...]:
    rows = reader.all(
        "SELECT day, net, orders FROM booked_day WHERE day BETWEEN ? AND ?",
        period.first.isoformat(),
        period.last.isoformat(),
    )
    booked = {row["day"]: (row["net"], row["orders"]) for row in rows}
    return tuple(DayOfBookings(day, *booked.get(day.isoformat(), (0, 0))) for day in days_of(period))


def _ranked(reader: Reader, subject: Subject, period: Period, limit: int) -> tuple[Ranked, ...]:
    missing = _missing_from_window(reader, period)
    if missing is None or len(missing) > FEW_DAYS:
        sums = _summed_up(reader, subject, period, limit)
    else:
        sums = _from_window(reader, subject, missing, limit)
    ranked = []
    for id, net, orders in sums:
        named = reader.one(subject.names, id)
        code, name = ("", "") if named is None else named
        ranked.append(Ranked(id=id, code=code, name=name, net=net, orders=orders))
    return tuple(ranked)


def _missing_from_window(reader: Reader, period: Period) -> list[str] | None:
    """The days of the standing window before the period; None if the period is not made of the window's days."""
    found = reader.value("SELECT last FROM booked_window")
    if found is None:
        return None
    last = date.fromisoformat(found)
    first = last - timedelta(days=WINDOW_DAYS - 1)
    if not first <= period.first <= last <= period.last:
        return None
    return [day.isoformat() for day in days_of(Period(first=first, last=period.first - timedelta(days=1)))]


def _from_window(reader: Reader, subject: Subject, missing: list[str], limit: int) -> list[Sum]:
    """The highest of the standing window without its first days.

    Whoever is highest without these days is high with them: the window's own ranking is gone through from the top until
    nobody further down could reach the ones found.
    """
    marks = ", ".join("?" * len(missing))
    less = (
        "SELECT coalesce(sum(net), 0), coalesce(sum(orders), 0) "
        f"FROM {subject.buckets} WHERE bucket IN ({marks}) AND id = ?"
    )
    best: list[Sum] = []
    offset = 0
    while True:
        rows = reader.all(
            f"SELECT id, net, orders FROM {subject.recent} ORDER BY net DESC LIMIT ? OFFSET ?", CHUNK, offset
        )
        for id, net, orders in rows:
            if len(best) >= limit and net < best[limit - 1][1]:
                return best[:limit]
            gone = reader.one(less, *missing, id) if missing else None
            taken, fewer = gone if gone is not None else (0, 0)
            if orders > fewer:
                best.append((id, net - taken, orders - fewer))
                best.sort(key=lambda one: (-one[1], one[0]))
                del best[limit:]
        if len(rows) < CHUNK:
            return best[:limit]
        offset += CHUNK


def _summed_up(reader: Reader, subject: Subject, period: Period, limit: int) -> list[Sum]:
    """The highest of any period, summed up from its buckets."""
    buckets = buckets_of(period)
    rows = reader.all(
        f"SELECT id, sum(net) AS net, sum(orders) AS orders FROM {subject.buckets} "
        f"WHERE bucket IN (SELECT value FROM json_each(?)) GROUP BY id HAVING sum(orders) > 0 "
        "ORDER BY net DESC, id LIMIT ?",
        str(buckets).replace("'", '"'),
        limit,
    )
    return [(row["id"], row["net"], row["orders"]) for row in rows]

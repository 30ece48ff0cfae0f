"""Answering who and what is in front: customers, products, categories and countries by their bookings."""

from datetime import date, timedelta
from sqlite3 import Row
from typing import Final

from msgspec import Struct

from readmodel.answering import Reader, answers
from readmodel.listing.bound import as_json
from readmodel.sales.answers import Period, Ranked, TopCategories, TopCountries, TopCustomers, TopProducts
from readmodel.sales.periods import buckets_of, days_of
from readmodel.sales.tables import WINDOW_DAYS

FEW_DAYS: Final = 7
"""Days that may be missing from the standing window for it to be worth starting from."""
CHUNK: Final = 64
FEW_BUCKETS: Final = 8
"""Buckets of which the highest are looked at first; with more of them, summing all up is as quick."""
NEVER: Final = date(1, 1, 2)
"""The latest day with bookings while there are none; there is a day before it."""

Sum = tuple[str, int, int]
"""An id with its net and number of orders."""


class Subject(Struct, frozen=True):
    """Where the bookings of something are kept, and where it is told what it is called.

    Without ``recent`` there is no standing window.
    """

    buckets: str
    names: str
    recent: str = ""


_CUSTOMERS: Final = Subject(
    "booked_customer", "SELECT code, name FROM customer WHERE customer_id = ?", recent="recent_customer"
)
_PRODUCTS: Final = Subject(
    "booked_product", "SELECT sku, name FROM product WHERE product_id = ?", recent="recent_product"
)
_WRITTEN: Final = "SELECT name, name FROM sales_written WHERE id = ?"
_CATEGORIES: Final = Subject("booked_category", _WRITTEN)
_COUNTRIES: Final = Subject("booked_country", _WRITTEN)


@answers(TopCustomers)
def top_customers(reader: Reader, query: TopCustomers) -> tuple[Ranked, ...]:
    """The customers with the highest bookings."""
    return _ranked(reader, _CUSTOMERS, query)


@answers(TopProducts)
def top_products(reader: Reader, query: TopProducts) -> tuple[Ranked, ...]:
    """The products with the highest bookings."""
    return _ranked(reader, _PRODUCTS, query)


@answers(TopCategories)
def top_categories(reader: Reader, query: TopCategories) -> tuple[Ranked, ...]:
    """The categories with the highest bookings."""
    return _ranked(reader, _CATEGORIES, query)


@answers(TopCountries)
def top_countries(reader: Reader, query: TopCountries) -> tuple[Ranked, ...]:
    """The countries with the highest bookings."""
    return _ranked(reader, _COUNTRIES, query)


def latest_day(reader: Reader) -> date:
    """The latest day with bookings, or ``NEVER``."""
    found = reader.value("SELECT last FROM booked_window")
    return NEVER if found is None else date.fromisoformat(found)


def _ranked(
    reader: Reader, subject: Subject, query: TopCustomers | TopProducts | TopCategories | TopCountries
) -> tuple[Ranked, ...]:
    missing = _missing_from_window(reader, query.period) if subject.recent else None
    if missing is None or len(missing) > FEW_DAYS:
        sums = _from_buckets(reader, subject, query.period, query.limit)
    else:
        sums = _from_window(reader, subject, missing, query.limit)
    before = {} if query.compared is None else _nets(reader, subject, query.compared, [id for id, _, _ in sums])
    ranked = []
    for id, net, orders in sums:
        named = reader.one(subject.names, id)
        code, name = ("", "") if named is None else named
        earlier = None if query.compared is None else before.get(id, 0)
        ranked.append(Ranked(id=id, code=code, name=name, net=net, orders=orders, before=earlier))
    return tuple(ranked)


def _missing_from_window(reader: Reader, period: Period) -> list[str] | None:
    """The days of the standing window before the period; None if the period is not made of the window's days."""
    last = latest_day(reader)
    if last == NEVER:
        return None
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


def _from_buckets(reader: Reader, subject: Subject, period: Period, limit: int) -> list[Sum]:
    """The highest of any period."""
    buckets = buckets_of(period, latest_day(reader))
    if len(buckets) <= FEW_BUCKETS:
        found = _among_the_highest(reader, subject, buckets, limit)
        if found:
            return found
    return _summed_up(reader, subject, buckets, limit)


def _among_the_highest(reader: Reader, subject: Subject, buckets: list[str], limit: int) -> list[Sum]:
    """The highest of a few buckets together, if they are among the highest of each; otherwise nothing.

    Whoever is not among them can't have more than the last of them have, one in each bucket, together.
    """
    highest = f"SELECT id, net FROM {subject.buckets} WHERE bucket = ? ORDER BY net DESC LIMIT ?"
    candidates: set[str] = set()
    others = 0
    for bucket in buckets:
        rows = reader.all(highest, bucket, 2 * limit)
        candidates.update(row["id"] for row in rows)
        if len(rows) == 2 * limit:
            others += max(0, rows[-1]["net"])
    sums = [
        (row["id"], row["net"], row["orders"])
        for row in _sums(reader, subject, buckets, sorted(candidates))
        if row["orders"] > 0
    ]
    sums.sort(key=lambda one: (-one[1], one[0]))
    return sums[:limit] if len(sums) >= limit and sums[limit - 1][1] > others else []


def _summed_up(reader: Reader, subject: Subject, buckets: list[str], limit: int) -> list[Sum]:
    """The highest of some buckets together, by summing everybody up."""
    rows = reader.all(
        f"SELECT id, sum(net) AS net, sum(orders) AS orders FROM {subject.buckets} "
        "WHERE bucket IN (SELECT value FROM json_each(?)) GROUP BY id HAVING sum(orders) > 0 "
        "ORDER BY net DESC, id LIMIT ?",
        as_json(buckets),
        limit,
    )
    return [(row["id"], row["net"], row["orders"]) for row in rows]


def _nets(reader: Reader, subject: Subject, period: Period, ids: list[str]) -> dict[str, int]:
    buckets = buckets_of(period, latest_day(reader))
    return {row["id"]: row["net"] for row in _sums(reader, subject, buckets, ids)}


def _sums(reader: Reader, subject: Subject, buckets: list[str], ids: list[str]) -> list[Row]:
    """What some have in all of the buckets, if they have anything."""
    return reader.all(
        "SELECT i.value AS id, sum(t.net) AS net, sum(t.orders) AS orders "
        f"FROM json_each(?) AS i CROSS JOIN json_each(?) AS b CROSS JOIN {subject.buckets} AS t "
        "ON t.bucket = b.value AND t.id = i.value GROUP BY i.value",
        as_json(ids),
        as_json(buckets),
    )

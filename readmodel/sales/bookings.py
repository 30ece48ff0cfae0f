"""Bookings: the net value of the orders placed, by customer, product, category and country, in buckets of time."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import Any, Final, Protocol

from domain.money import Amount
from readmodel.projection import Rows
from readmodel.sales.tables import (
    BY_CATEGORY,
    BY_COUNTRY,
    BY_CUSTOMER,
    BY_PRODUCT,
    RECENT_CUSTOMER,
    RECENT_PRODUCT,
    SHIPPING_TIME,
    WINDOW,
    WINDOW_DAYS,
)
from readmodel.schema import Table

_MONTH: Final = "month"
_COARSER: Final = (
    (_MONTH, "substr(bucket, 1, 7)"),
    ("quarter", "substr(bucket, 1, 4) || 'Q' || ((substr(bucket, 6, 2) + 2) / 3)"),
    ("year", "substr(bucket, 1, 4)"),
)
_DAY_LENGTH: Final = 10
_MONTH_LENGTH: Final = 7
_COUNTED: Final = (
    *((buckets, ("id", "net", "orders")) for buckets in (BY_CUSTOMER, BY_PRODUCT, BY_CATEGORY, BY_COUNTRY)),
    (SHIPPING_TIME, ("days", "orders")),
)
"""Every table of buckets, with what it counts for and what it counts."""


class Booked(Protocol):
    """What a line is booked with; free text has no product, and nothing that isn't filed has a category."""

    @property
    def product_id(self) -> str | None: ...
    @property
    def category(self) -> str: ...
    @property
    def net(self) -> Amount: ...


def book(rows: Rows, order: Mapping[str, Any], lines: Iterable[Booked], sign: int) -> None:
    """Put an order into every bucket it counts in, or with a ``sign`` of -1 take it out again.

    An order counts once for each of its categories and products, with the net of their lines.
    """
    day: str = order["day"]
    products: dict[str, Amount] = {}
    categories: dict[str, Amount] = {}
    for line in lines:
        if line.product_id is not None:
            products[line.product_id] = products.get(line.product_id, 0) + line.net
        categories[line.category] = categories.get(line.category, 0) + line.net
    customers = {order["customer_id"]: order["net"]}
    countries = {order["country"]: order["net"]}
    by_kind = ((BY_CUSTOMER, customers), (BY_PRODUCT, products), (BY_CATEGORY, categories), (BY_COUNTRY, countries))
    for bucket in buckets_to_add(rows, day):
        for table, parts in by_kind:
            for id, part in parts.items():
                rows.add(table, (bucket, id), net=sign * part, orders=sign)
    if _is_recent(rows, day):
        for id, part in customers.items():
            _book_recent(rows, RECENT_CUSTOMER, id, sign * part, sign)
        for id, part in products.items():
            _book_recent(rows, RECENT_PRODUCT, id, sign * part, sign)


def buckets_to_add(rows: Rows, day: str) -> tuple[str, ...]:
    """The buckets that what happens on a day is added to: its own, and those that hold the day already."""
    window = rows.get(WINDOW, 1)
    if window is None or day >= window["settled"]:
        return (day,)
    year, month = day[:4], day[:7]
    return day, month, f"{year}Q{(int(day[5:7]) + 2) // 3}", year


def move_window(rows: Rows, day: str) -> None:
    """Let the standing window end on a day, if that is later than where it ends now."""
    window = rows.get(WINDOW, 1)
    if window is None:
        rows.put(WINDOW, {"id": 1, "last": day, "settled": ""})
    elif day > window["last"]:
        rows.change(WINDOW, (1,), last=day)


def sum_up(rows: Rows) -> None:
    """Add the days that are over since to the coarser buckets, and sum up the standing window, if it moved."""
    window = rows.get(WINDOW, 1)
    if window is None or window["settled"] == window["last"]:
        return
    settled, last = window["settled"], window["last"]
    for buckets, what in _COUNTED:
        counts = [f"sum({column})" for column in what[1:]]
        for coarser, bucket in _COARSER:
            # At first there are far fewer months than days to sum up, and they hold the same.
            finer = _DAY_LENGTH if settled or coarser == _MONTH else _MONTH_LENGTH
            sums = f"SELECT {bucket}, {', '.join((what[0], *counts))} FROM {buckets.name}"
            over = "WHERE bucket >= ? AND bucket < ? AND length(bucket) = ? GROUP BY 1, 2"
            rows.add_from(buckets, f"{sums} {over}", settled, last, finer)
    first = date.fromisoformat(last) - timedelta(days=WINDOW_DAYS - 1)
    for buckets, recent in ((BY_CUSTOMER, RECENT_CUSTOMER), (BY_PRODUCT, RECENT_PRODUCT)):
        rows.refill(
            recent,
            f"SELECT id, sum(net), sum(orders) FROM {buckets.name} "
            "WHERE bucket BETWEEN ? AND ? AND length(bucket) = 10 GROUP BY id HAVING sum(orders) > 0",
            first.isoformat(),
            last,
        )
    rows.change(WINDOW, (1,), settled=last)


def _book_recent(rows: Rows, window: Table, id: str, net: Amount, orders: int) -> None:
    if orders < 0:
        known = rows.get(window, id)
        if known is not None and known["orders"] + orders == 0:
            # As summing up anew would do: who has no bookings any more has no row.
            rows.delete(window, id)
            return
    rows.add(window, (id,), net=net, orders=orders)


def _is_recent(rows: Rows, day: str) -> bool:
    """Whether a day counts in the standing window as it was summed up last; one that moved will be summed up anew."""
    window = rows.get(WINDOW, 1)
    assert window is not None, "nothing is booked without moving the window first"
    last: str = window["last"]
    return window["settled"] == last and day > _day_before_window(last)


@lru_cache(maxsize=16)
def _day_before_window(last: str) -> str:
    return (date.fromisoformat(last) - timedelta(days=WINDOW_DAYS)).isoformat()

"""Bookings: the net value of the orders placed, on the days they were placed, cancelled ones taken out again."""

from datetime import date, timedelta
from typing import Final

import msgspec
from sqlalchemy import Table

from domain.business.events import BusinessOpened
from domain.messages import Recorded
from domain.money import Amount
from domain.orders.events import OrderCancelled, OrderPlaced
from readmodel.business_days import day_in_zone, keep_zone
from readmodel.projection import Projection, Rows
from readmodel.sales.periods import buckets_of_day
from readmodel.sales.tables import (
    CUSTOMER,
    DAY,
    ORDER,
    PRODUCT,
    RECENT_CUSTOMER,
    RECENT_PRODUCT,
    WINDOW,
    WINDOW_DAYS,
    ZONE,
)

_SUBJECTS: Final = ((CUSTOMER, RECENT_CUSTOMER), (PRODUCT, RECENT_PRODUCT))

_products = msgspec.json.Decoder(dict[str, Amount]).decode


class Bookings(Projection):
    """Keeps what was booked by day, customer and product."""

    name = "bookings"
    tables = (ZONE, ORDER, DAY, CUSTOMER, PRODUCT, WINDOW, RECENT_CUSTOMER, RECENT_PRODUCT)

    def on_business_opened(self, event: BusinessOpened, at: Recorded, rows: Rows) -> None:
        keep_zone(rows, ZONE, event)

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        day = day_in_zone(rows, ZONE, at.occurred_at)
        products: dict[str, Amount] = {}
        for line in event.lines:
            if line.product_id is not None:
                products[line.product_id] = products.get(line.product_id, 0) + line.net
        rows.put(
            ORDER,
            {
                "order_id": event.order_id,
                "day": day,
                "customer_id": event.customer_id,
                "net": event.totals.net,
                "products": msgspec.json.encode(products).decode(),
            },
        )
        _move_window(rows, day)
        _book(rows, day, event.customer_id, event.totals.net, products, 1)

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        order = rows.get(ORDER, event.order_id)
        if order is None:
            return  # a draft, which was never booked
        _book(rows, order["day"], order["customer_id"], order["net"], _products(order["products"]), -1)
        rows.delete(ORDER, event.order_id)

    def settle(self, rows: Rows) -> None:
        """Sum the standing window up again if it moved, which it does once a day."""
        window = rows.get(WINDOW, 1)
        if window is None or not window["moved"]:
            return
        first = date.fromisoformat(window["last"]) - timedelta(days=WINDOW_DAYS - 1)
        days = msgspec.json.encode([(first + timedelta(days=day)).isoformat() for day in range(WINDOW_DAYS)]).decode()
        for buckets, recent in _SUBJECTS:
            rows.refill(
                recent,
                f"SELECT id, sum(net), sum(orders) FROM {buckets.name} "
                "WHERE bucket IN (SELECT value FROM json_each(?)) GROUP BY id HAVING sum(orders) > 0",
                days,
            )
        rows.change(WINDOW, (1,), moved=0)


def _move_window(rows: Rows, day: str) -> None:
    """Let the standing window end on a day, if that is later than where it ends now."""
    window = rows.get(WINDOW, 1)
    if window is None or day > window["last"]:
        rows.put(WINDOW, {"id": 1, "last": day, "moved": 1})


def _book(rows: Rows, day: str, customer_id: str, net: Amount, products: dict[str, Amount], sign: int) -> None:
    """Put an order into every bucket it counts in, or take it out again."""
    rows.add(DAY, (day,), net=sign * net, orders=sign)
    recent = _is_recent(rows, day)
    for (buckets, window), parts in zip(_SUBJECTS, ({customer_id: net}, products), strict=True):
        for id, part in parts.items():
            for bucket in buckets_of_day(day):
                rows.add(buckets, (bucket, id), net=sign * part, orders=sign)
            if recent:
                _book_recent(rows, window, id, sign * part, sign)


def _book_recent(rows: Rows, window: Table, id: str, net: Amount, orders: int) -> None:
    known = rows.get(window, id)
    if known is not None and known["orders"] + orders == 0:
        # As summing up anew would do: who has no bookings any more has no row.
        rows.delete(window, id)
    else:
        rows.add(window, (id,), net=net, orders=orders)


def _is_recent(rows: Rows, day: str) -> bool:
    """Whether a day counts in the standing window as it was summed up last; one that moved will be summed up anew."""
    window = rows.get(WINDOW, 1)
    assert window is not None, "nothing is booked without moving the window first"
    if window["moved"]:
        return False
    return date.fromisoformat(day) > date.fromisoformat(window["last"]) - timedelta(days=WINDOW_DAYS)

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


def _book(rows: Rows, day: str, customer_id: str, net: Amount, products: dict[str, Amount], sign: int) -> None:
    """Put an order into every bucket it counts in, or take it out again."""
    rows.add(DAY, (day,), net=sign * net, orders=sign)
    in_window = day > _day_before_window(rows)
    for (buckets, recent), parts in zip(_SUBJECTS, ({customer_id: net}, products), strict=True):
        for id, part in parts.items():
            for bucket in buckets_of_day(day):
                rows.add(buckets, (bucket, id), net=sign * part, orders=sign)
            if in_window:
                rows.add(recent, (id,), net=sign * part, orders=sign)


def _move_window(rows: Rows, day: str) -> None:
    """Let the standing window end on a day, if that is later than where it ends now."""
    window = rows.get(WINDOW, 1)
    if window is not None and day <= window["last"]:
        return
    rows.put(WINDOW, {"id": 1, "last": day})
    if window is None:
        return
    leaving = _first_day_of_window(window["last"])
    until = min(_first_day_of_window(day) - timedelta(days=1), date.fromisoformat(window["last"]))
    while leaving <= until:
        for buckets, recent in _SUBJECTS:
            _leave_window(rows, buckets, recent, leaving.isoformat())
        leaving += timedelta(days=1)


def _leave_window(rows: Rows, buckets: Table, recent: Table, day: str) -> None:
    for gone in rows.where(buckets, bucket=day):
        kept = rows.get(recent, gone["id"])
        if kept is not None and kept["orders"] == gone["orders"]:
            rows.delete(recent, gone["id"])
        else:
            rows.add(recent, (gone["id"],), net=-gone["net"], orders=-gone["orders"])


def _day_before_window(rows: Rows) -> str:
    window = rows.get(WINDOW, 1)
    assert window is not None, "nothing is booked without moving the window first"
    return (_first_day_of_window(window["last"]) - timedelta(days=1)).isoformat()


def _first_day_of_window(last: str) -> date:
    return date.fromisoformat(last) - timedelta(days=WINDOW_DAYS - 1)

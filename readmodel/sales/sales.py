"""What is sold, shipped and owed, counted by day as it happens; cancelled orders are taken out again."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from msgspec.structs import replace

from domain.business.events import BusinessOpened
from domain.messages import Recorded
from domain.money import line_net
from domain.orders.content import Buyer, PlacedLine
from domain.orders.events import OrderCancelled, OrderCompleted, OrderPlaced, OrderShipped, PaymentRecorded
from domain.products.events import ProductAdded, ProductChanged
from readmodel.business_days import day_in_zone, keep_zone
from readmodel.folding import folded
from readmodel.projection import Projection, Rows
from readmodel.sales import bookings
from readmodel.sales.tables import (
    BY_CATEGORY,
    BY_COUNTRY,
    BY_CUSTOMER,
    BY_PRODUCT,
    CATEGORY_OF,
    DAY,
    ORDER,
    RECENT_CUSTOMER,
    RECENT_PRODUCT,
    SHIPPING_TIME,
    WINDOW,
    WRITTEN,
    ZONE,
    OpenLine,
)


class Sales(Projection):
    """Keeps the numbers that dashboards look up."""

    name = "sales"
    version = 4
    tables = (
        ZONE,
        ORDER,
        DAY,
        SHIPPING_TIME,
        CATEGORY_OF,
        WRITTEN,
        BY_CUSTOMER,
        BY_PRODUCT,
        BY_CATEGORY,
        BY_COUNTRY,
        WINDOW,
        RECENT_CUSTOMER,
        RECENT_PRODUCT,
    )

    def on_business_opened(self, event: BusinessOpened, at: Recorded, rows: Rows) -> None:
        keep_zone(rows, ZONE, event)

    def on_product_added(self, event: ProductAdded, at: Recorded, rows: Rows) -> None:
        rows.put(CATEGORY_OF, {"product_id": event.product_id, "category": _filed(event.details.category, at, rows)})

    def on_product_changed(self, event: ProductChanged, at: Recorded, rows: Rows) -> None:
        rows.put(CATEGORY_OF, {"product_id": event.product_id, "category": _filed(event.details.category, at, rows)})

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        day = day_in_zone(rows, ZONE, at.occurred_at)
        lines = [_open_line(line, rows) for line in event.lines]
        net, total = event.totals.net, event.totals.total
        due_on = "" if event.due_on is None else event.due_on.isoformat()
        order = {
            "order_id": event.order_id,
            "day": day,
            "due_on": due_on,
            "customer_id": event.customer_id,
            "country": _filed(country_of(event.buyer), at, rows),
            "currency": event.currency,
            "net": net,
            "balance": total,
            "open_value": net,
            "shipped": 0,
            "lines": lines,
        }
        bookings.move_window(rows, day)
        bookings.book(rows, order, lines, 1)
        rows.add(
            DAY,
            (day,),
            net=net,
            orders=1,
            open_value=net,
            open_orders=1,
            to_pay=total,
            unpaid_orders=int(total > 0),
            backlog_change=net,
            to_pay_change=total,
        )
        if due_on:
            rows.add(DAY, (due_on,), lines_due=len(lines))
        rows.put(ORDER, order)

    def on_order_shipped(self, event: OrderShipped, at: Recorded, rows: Rows) -> None:
        order = _order(rows, event.order_id)
        day = _day_of(at, order, rows)
        by_id: dict[str, OpenLine] = {line.line_id: line for line in order["lines"]}
        begun = filled = completed = 0
        for part in event.lines:
            line = by_id[part.line_id]
            left, value = line.open - part.quantity, 0
            begun += line.open == line.quantity
            if left:
                value = line_net(left, line.unit_price, line.discount_percent, order["currency"])
            else:
                filled += part.quantity == line.quantity
                completed += 1
            by_id[part.line_id] = replace(line, open=left, value=value)
        lines = list(by_id.values())
        open_value = sum([line.value for line in lines])
        change = open_value - order["open_value"]
        done = not any(line.open for line in lines)
        rows.add(DAY, (order["day"],), open_value=change, open_orders=-int(done))
        rows.add(
            DAY,
            (day,),
            backlog_change=change,
            lines_shipped=begun,
            lines_filled=0 if order["shipped"] else filled,
        )
        if completed and day <= order["due_on"]:
            rows.add(DAY, (order["due_on"],), lines_on_time=completed)
        if done:
            took = _days_between(order["day"], day)
            for bucket in bookings.buckets_to_add(rows, day):
                rows.add(SHIPPING_TIME, (bucket, took), orders=1)
        rows.change(ORDER, (event.order_id,), shipped=1, open_value=open_value, lines=[] if done else lines)

    def on_payment_recorded(self, event: PaymentRecorded, at: Recorded, rows: Rows) -> None:
        order = _order(rows, event.order_id)
        before, after = order["balance"], order["balance"] - event.amount
        # What is paid too much is nobody's debt.
        change = max(after, 0) - max(before, 0)
        rows.change(ORDER, (event.order_id,), balance=after)
        if change:
            rows.add(DAY, (order["day"],), to_pay=change, unpaid_orders=-int(after <= 0))
            rows.add(DAY, (_day_of(at, order, rows),), to_pay_change=change)

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        order = rows.get(ORDER, event.order_id)
        if order is None:
            return  # a draft, which never counted
        lines: Sequence[OpenLine] = order["lines"]
        to_pay = max(order["balance"], 0)
        bookings.book(rows, order, lines, -1)
        rows.add(
            DAY,
            (order["day"],),
            net=-order["net"],
            orders=-1,
            open_value=-order["open_value"],
            open_orders=-1,
            to_pay=-to_pay,
            unpaid_orders=-int(to_pay > 0),
        )
        day = _day_of(at, order, rows)
        rows.add(DAY, (day,), backlog_change=-order["open_value"], to_pay_change=-to_pay)
        if order["due_on"]:
            rows.add(DAY, (order["due_on"],), lines_due=-len(lines))
        rows.delete(ORDER, event.order_id)

    def on_order_completed(self, event: OrderCompleted, at: Recorded, rows: Rows) -> None:
        rows.delete(ORDER, event.order_id)

    def settle(self, rows: Rows) -> None:
        """Sum up what is summed up once a day, if it is another day."""
        bookings.sum_up(rows)


def country_of(buyer: Buyer) -> str:
    """The country that an order counts for: where its goods go, or else where the customer is."""
    return buyer.ship_to.country or buyer.bill_to.country


def _open_line(line: PlacedLine, rows: Rows) -> OpenLine:
    category = ""
    if line.product_id is not None:
        known = rows.get(CATEGORY_OF, line.product_id)
        category = "" if known is None else known["category"]
    return OpenLine(
        line.line_id,
        line.product_id,
        category,
        line.net,
        line.net,
        line.quantity,
        line.quantity,
        line.unit_price,
        line.discount_percent,
    )


def _filed(name: str, at: Recorded, rows: Rows) -> str:
    """The id that a category or country counts under."""
    id = folded(name)
    written = rows.get(WRITTEN, id)
    # An event that had waited behind a dead letter may come after one that was recorded later.
    if written is None or at.position < written["position"]:
        rows.put(WRITTEN, {"id": id, "name": name, "position": at.position})
    return id


def _order(rows: Rows, order_id: str) -> Mapping[str, Any]:
    order = rows.get(ORDER, order_id)
    assert order is not None, f"order {order_id} ships or is paid without being open"
    return order


def _day_of(at: Recorded, order: Mapping[str, Any], rows: Rows) -> str:
    """The day of what happened to an order; what is dated before its placing counts from the placing."""
    placed: str = order["day"]
    return max(day_in_zone(rows, ZONE, at.occurred_at), placed)


def _days_between(first: str, last: str) -> int:
    return date.fromisoformat(last).toordinal() - date.fromisoformat(first).toordinal()

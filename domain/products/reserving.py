"""Setting stock aside for the lines of an order that is placed; what is short is backordered."""

from datetime import date
from decimal import Decimal

from msgspec import Struct

from domain.instants import Instant
from domain.messages import Event
from domain.products.events import StockBackordered, StockReserved
from domain.products.stock import Stock

_NONE = Decimal(0)


class Demand(Struct, frozen=True):
    """A quantity that an order line asks of the stock."""

    line_id: str
    quantity: Decimal


class Reservation(Struct, frozen=True):
    """What the stock decided about an order's demands: events, and the quantity set aside per line."""

    events: list[Event]
    reserved: dict[str, Decimal]


def reserve(stock: Stock, demands: list[Demand], order_id: str, due_on: date | None, since: Instant) -> Reservation:
    """Decide what of an order's demands is set aside now, in the order of its lines, and what has to wait.

    Nobody is overtaken: while lines wait nothing is available, because whatever comes in serves them first.
    """
    events: list[Event] = []
    reserved: dict[str, Decimal] = {}
    available = max(stock.available, _NONE)
    for demand in demands:
        taken = min(available, demand.quantity)
        available -= taken
        reserved[demand.line_id] = taken
        if taken:
            events.append(StockReserved(product_id=stock.id, order_id=order_id, line_id=demand.line_id, quantity=taken))
        if taken < demand.quantity:
            events.append(
                StockBackordered(
                    product_id=stock.id,
                    order_id=order_id,
                    line_id=demand.line_id,
                    quantity=demand.quantity - taken,
                    due_on=due_on,
                    waiting_since=since,
                )
            )
    return Reservation(events, reserved)

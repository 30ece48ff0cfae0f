"""The stock of a product: how much is there, how much of it is promised, and which order lines wait.

Its version guards every placing: two desks that take the last unit at once collide on it, and the second one decides
again. Of orders it knows totals and who waits, so it stays small however many are open; each order line knows what is
reserved for it.
"""

from bisect import insort
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar

from msgspec import Struct, field
from msgspec.structs import replace

from domain.aggregate import Aggregate
from domain.instants import Instant
from domain.messages import Event
from domain.products.events import (
    StockAdjusted,
    StockBackordered,
    StockReceived,
    StockReleased,
    StockReserved,
    StockShipped,
)


class WaitingLine(Struct, frozen=True, array_like=True):
    """An order line that waits for stock."""

    order_id: str
    line_id: str
    quantity: Decimal
    due_on: date | None
    since: Instant

    def turn(self) -> tuple[date, Instant]:
        """What decides who is served first: oldest due date, none last, then who has waited longest."""
        return (self.due_on or date.max, self.since)


class Stock(Aggregate, omit_defaults=True):
    """Totals and the queue of waiting lines, in the order they are to be served; its id is the product's."""

    KIND: ClassVar[str] = "stock"

    on_hand: Decimal = Decimal(0)
    reserved: Decimal = Decimal(0)
    waiting: list[WaitingLine] = field(default_factory=list)

    @property
    def available(self) -> Decimal:
        """What can still be promised; below zero when goods that were promised got lost."""
        return self.on_hand - self.reserved

    def apply(self, event: Event) -> None:
        """Change the totals or the queue by one event."""
        _CHANGES[type(event)](self, event)


def _received(stock: Stock, event: StockReceived) -> None:
    stock.on_hand += event.quantity


def _adjusted(stock: Stock, event: StockAdjusted) -> None:
    stock.on_hand += event.change


def _reserved(stock: Stock, event: StockReserved) -> None:
    stock.reserved += event.quantity
    if event.backordered:
        _wait_less(stock, event.order_id, event.line_id, event.quantity)


def _backordered(stock: Stock, event: StockBackordered) -> None:
    waiting = WaitingLine(event.order_id, event.line_id, event.quantity, event.due_on, event.waiting_since)
    insort(stock.waiting, waiting, key=WaitingLine.turn)


def _released(stock: Stock, event: StockReleased) -> None:
    stock.reserved -= event.reserved
    if event.waiting:
        _wait_less(stock, event.order_id, event.line_id, event.waiting)


def _shipped(stock: Stock, event: StockShipped) -> None:
    stock.on_hand -= event.quantity
    stock.reserved -= event.quantity


def _wait_less(stock: Stock, order_id: str, line_id: str, quantity: Decimal) -> None:
    for place, waiting in enumerate(stock.waiting):
        if waiting.line_id == line_id and waiting.order_id == order_id:
            left = waiting.quantity - quantity
            if left:
                stock.waiting[place] = replace(waiting, quantity=left)
            else:
                del stock.waiting[place]
            return


_CHANGES: dict[type[Event], Callable[[Stock, Any], None]] = {
    StockReceived: _received,
    StockAdjusted: _adjusted,
    StockReserved: _reserved,
    StockBackordered: _backordered,
    StockReleased: _released,
    StockShipped: _shipped,
}

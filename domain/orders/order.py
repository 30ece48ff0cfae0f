"""An order: what was agreed, how much of it is reserved and shipped, what is paid.

The state is what decisions need and no more, because the whole of it is stored anew with every command; names, prices
and addresses of a placed order stand in its OrderPlaced event. Its lines are found by their ids and changed one by one,
so that what happens to thousands of them in one command takes thousands of steps and not millions.
"""

from collections.abc import Callable
from decimal import Decimal
from typing import Any, ClassVar, Final

from msgspec import Struct, field
from msgspec.structs import replace

from domain.aggregate import Aggregate, Claim
from domain.messages import Event
from domain.money import Amount
from domain.orders.content import LineEntry, OrderContent, OrderStatus
from domain.orders.events import (
    DraftDescribed,
    LineAdded,
    LineChanged,
    LineRemoved,
    LineReserved,
    OrderCancelled,
    OrderCompleted,
    OrderDrafted,
    OrderNoted,
    OrderPlaced,
    OrderShipped,
    PaymentRecorded,
)

SOURCES: Final = "source_number"
"""The space in which the origins of imported orders are unique; see ``source_of``."""

_NONE = Decimal(0)


class Line(Struct, frozen=True, array_like=True):
    """A placed line and how far it got; ``tracked`` lines ship only what stock reserved for them."""

    product_id: str | None
    tracked: bool
    quantity: Decimal
    reserved: Decimal = _NONE
    shipped: Decimal = _NONE
    cancelled: Decimal = _NONE

    @property
    def open(self) -> Decimal:
        """What is still to be shipped."""
        return self.quantity - self.cancelled - self.shipped

    @property
    def waiting(self) -> Decimal:
        """What the line is backordered by."""
        return self.open - self.reserved if self.tracked else _NONE


class Order(Aggregate, omit_defaults=True):
    """A draft's content until it is placed, quantities and money from then on.

    Lines stand by their ids and in their order: a draft's in ``entries`` (and not in ``draft``, which is all else that
    it consists of), those that were placed in ``lines``. ``source`` tells an imported order.
    """

    KIND: ClassVar[str] = "order"
    STATE_SCHEMA: ClassVar[int] = 3

    status: OrderStatus = OrderStatus.DRAFT
    number: str = ""
    source: str = ""
    draft: OrderContent | None = None
    entries: dict[str, LineEntry] = field(default_factory=dict)
    lines: dict[str, Line] = field(default_factory=dict)
    total: Amount = 0
    paid: Amount = 0

    @property
    def balance(self) -> Amount:
        """What is still to be paid; below zero after an overpayment."""
        return self.total - self.paid

    @property
    def unshipped(self) -> bool:
        """Whether anything is left to ship."""
        return any(line.open for line in self.lines.values())

    @property
    def called(self) -> str:
        """By the number."""
        return self.number or "The draft"

    def claims(self) -> tuple[Claim, ...]:
        """Where it came from, once for ever: cancelling it does not let it be imported again."""
        return (Claim(SOURCES, self.source, "source_number"),)

    def numbers(self) -> list[str]:
        """Its number, from the placing on."""
        return [self.number] if self.number else []

    def apply(self, event: Event) -> None:
        """Change the state by one event."""
        _CHANGES[type(event)](self, event)


def source_of(channel: str, source_number: str) -> str:
    """What tells an imported order from every other: its number where it came from, and where that is."""
    return f"{channel}/{source_number}"


def _drafted(order: Order, event: OrderDrafted) -> None:
    order.draft = OrderContent()


def _described(order: Order, event: DraftDescribed) -> None:
    order.draft = OrderContent(
        customer_id=event.customer_id,
        charges=event.charges,
        due_on=event.due_on,
        reference=event.reference,
        ship_to=event.ship_to,
    )


def _line_told(order: Order, event: LineAdded | LineChanged) -> None:
    order.entries[event.line.line_id] = event.line


def _line_removed(order: Order, event: LineRemoved) -> None:
    del order.entries[event.line_id]


def _placed(order: Order, event: OrderPlaced) -> None:
    order.status = OrderStatus.OPEN
    order.number = event.number
    if event.source_number:
        order.source = source_of(event.channel, event.source_number)
    _end_draft(order)
    order.lines = {
        line.line_id: Line(line.product_id, line.tracked, line.quantity, line.reserved) for line in event.lines
    }
    order.total = event.totals.total


def _line_reserved(order: Order, event: LineReserved) -> None:
    line = order.lines[event.line_id]
    order.lines[event.line_id] = replace(line, reserved=line.reserved + event.quantity)


def _shipped(order: Order, event: OrderShipped) -> None:
    for part in event.lines:
        line = order.lines[part.line_id]
        reserved = line.reserved - part.quantity if line.tracked else _NONE
        order.lines[part.line_id] = replace(line, reserved=reserved, shipped=line.shipped + part.quantity)


def _paid(order: Order, event: PaymentRecorded) -> None:
    order.paid += event.amount


def _noted(order: Order, event: OrderNoted) -> None:
    """A note is for people to read; no decision depends on it."""


def _cancelled(order: Order, event: OrderCancelled) -> None:
    order.status = OrderStatus.CANCELLED
    _end_draft(order)
    for line_id, line in order.lines.items():
        order.lines[line_id] = replace(line, reserved=_NONE, cancelled=line.quantity - line.shipped)


def _end_draft(order: Order) -> None:
    order.draft = None
    order.entries.clear()


def _completed(order: Order, event: OrderCompleted) -> None:
    order.status = OrderStatus.CLOSED


_CHANGES: dict[type[Event], Callable[[Order, Any], None]] = {
    OrderDrafted: _drafted,
    DraftDescribed: _described,
    LineAdded: _line_told,
    LineChanged: _line_told,
    LineRemoved: _line_removed,
    OrderPlaced: _placed,
    LineReserved: _line_reserved,
    OrderShipped: _shipped,
    PaymentRecorded: _paid,
    OrderNoted: _noted,
    OrderCancelled: _cancelled,
    OrderCompleted: _completed,
}

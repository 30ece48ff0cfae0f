"""Closing an order by itself, once nothing is left to ship or to pay."""

from domain.instants import Instant
from domain.orders.content import OrderStatus
from domain.orders.events import OrderCompleted
from domain.orders.order import Order
from domain.work import Work


def is_complete(order: Order) -> bool:
    """Whether an open order is shipped in full and its balance exactly 0; an overpaid one waits for its refund."""
    return order.status is OrderStatus.OPEN and order.balance == 0 and not order.unshipped


def complete_if_done(order: Order, work: Work, occurred_at: Instant | None = None) -> None:
    """Record the completion that a shipment or a payment brought about."""
    if is_complete(order):
        work.record(order, OrderCompleted(order_id=order.id), occurred_at=occurred_at)

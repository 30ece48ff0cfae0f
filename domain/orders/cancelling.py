"""Cancelling an order, or discarding a draft."""

from domain import bounds
from domain.errors import NotAllowed
from domain.orders.commands import CancelOrder
from domain.orders.content import OrderStatus
from domain.orders.events import OrderCancelled
from domain.orders.order import Order
from domain.orders.serving import serve_waiting
from domain.products.events import StockReleased
from domain.products.stock import Stock
from domain.work import Work


def cancel(order: Order, reason: str) -> OrderCancelled:
    """Decide to cancel: not once something shipped or money is held; what was placed needs a reason."""
    order.check_exists("order_id")
    if order.status is OrderStatus.CANCELLED:
        raise NotAllowed(f"{order.called} is cancelled already.", "order_id")
    if any(line.shipped for line in order.lines.values()):
        raise NotAllowed(f"{order.called} was shipped, in part at least, and can't be cancelled.", "order_id")
    if order.paid:
        raise NotAllowed(f"{order.called} holds a payment and can't be cancelled.", "order_id")
    check = bounds.text if order.status is OrderStatus.DRAFT else bounds.needed
    return OrderCancelled(order_id=order.id, reason=check(reason, "reason", bounds.NOTE_LENGTH))


def give_back(order: Order) -> dict[str, list[StockReleased]]:
    """What an order gives back of each stock and no longer waits for, by product id."""
    released: dict[str, list[StockReleased]] = {}
    for line_id, line in order.lines.items():
        if line.product_id is not None and (line.reserved or line.waiting):
            released.setdefault(line.product_id, []).append(
                StockReleased(
                    product_id=line.product_id,
                    order_id=order.id,
                    line_id=line_id,
                    reserved=line.reserved,
                    waiting=line.waiting,
                )
            )
    return released


def handle_cancel_order(command: CancelOrder, work: Work) -> None:
    """Record the cancellation, give back the stock it held, and serve with it those who wait."""
    order = work.load_seen(Order, command.order_id)
    cancelled = cancel(order, command.reason)
    released = give_back(order)
    work.record(order, cancelled)
    for product_id, events in released.items():
        stock = work.load(Stock, product_id)
        work.record(stock, *events)
        serve_waiting(stock, work)

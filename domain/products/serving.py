"""Serving the order lines that wait, whenever stock becomes available."""

from decimal import Decimal

from domain.orders.events import LineReserved
from domain.orders.order import Order
from domain.products.events import StockReserved
from domain.products.stock import Stock
from domain.work import Work

_NONE = Decimal(0)


def serve(stock: Stock) -> list[StockReserved]:
    """Decide who of those waiting gets what is available, first in the queue first, each as much as there is."""
    served: list[StockReserved] = []
    available = stock.available
    for waiting in stock.waiting:
        if available <= _NONE:
            break
        quantity = min(available, waiting.quantity)
        available -= quantity
        served.append(
            StockReserved(
                product_id=stock.id,
                order_id=waiting.order_id,
                line_id=waiting.line_id,
                quantity=quantity,
                backordered=True,
            )
        )
    return served


def serve_waiting(stock: Stock, work: Work) -> None:
    """Record what is set aside, on the stock and on each order that had been waiting for it."""
    for served in serve(stock):
        work.record(stock, served)
        order = work.load(Order, served.order_id)
        work.record(order, LineReserved(order_id=served.order_id, line_id=served.line_id, quantity=served.quantity))

"""Serving those that wait, whenever stock becomes available."""

from collections.abc import Callable
from decimal import Decimal

from domain.products.events import StockReserved
from domain.products.stock import Stock
from domain.work import Work

Serve = Callable[[Stock, Work], None]
"""Records what ``serve`` decides, on the stock and on whoever waited: a stock knows no more of them than their ids."""

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

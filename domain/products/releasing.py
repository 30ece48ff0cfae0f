"""Giving back what an order held of a stock and what it waited for."""

from collections.abc import Iterable

from domain.orders.order import Line
from domain.products.events import StockReleased
from domain.products.stock import Stock


def release(stock: Stock, order_id: str, lines: Iterable[Line]) -> list[StockReleased]:
    """What an order's lines of this product give back; lines with nothing reserved or waiting give nothing."""
    return [
        StockReleased(
            product_id=stock.id, order_id=order_id, line_id=line.line_id, reserved=line.reserved, waiting=line.waiting
        )
        for line in lines
        if line.product_id == stock.id and (line.reserved or line.waiting)
    ]

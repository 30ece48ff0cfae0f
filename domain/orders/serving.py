"""Serving the order lines that wait for a stock."""

from domain.orders.events import LineReserved
from domain.orders.order import Order
from domain.products.serving import serve
from domain.products.stock import Stock
from domain.work import Work


def serve_waiting(stock: Stock, work: Work) -> None:
    """Record what is set aside, on the stock and on each order that had been waiting for it."""
    for served in serve(stock):
        work.record(stock, served)
        order = work.load(Order, served.order_id)
        work.record(order, LineReserved(order_id=served.order_id, line_id=served.line_id, quantity=served.quantity))

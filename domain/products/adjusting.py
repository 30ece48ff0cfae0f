"""Correcting what is on hand after a count, a loss or a find."""

from decimal import Decimal

from domain import bounds
from domain.errors import NotAllowed
from domain.products.commands import AdjustStock
from domain.products.events import StockAdjusted
from domain.products.product import Product
from domain.products.serving import Serve
from domain.products.stock import Stock
from domain.products.tracking import check_level, check_tracked
from domain.work import Work


def adjust(product: Product, stock: Stock, change: Decimal, reason: str) -> StockAdjusted:
    """Decide to correct what is on hand, with a reason.

    There can't be less than nothing, but there may be less than was promised: what is lost is lost, and shipping then
    stops at what is there.
    """
    check_tracked(product)
    change = bounds.change(change, "change")
    on_hand = stock.on_hand + change
    if on_hand < 0:
        raise NotAllowed(f"Only {bounds.shown(stock.on_hand)} are on hand.", "change")
    check_level(on_hand, "change")
    return StockAdjusted(product_id=stock.id, change=change, reason=bounds.needed(reason, "reason"))


def handle_adjust_stock(command: AdjustStock, work: Work, serve_waiting: Serve) -> None:
    """Record the correction; a find serves the orders that wait."""
    stock = work.load_seen(Stock, command.product_id)
    product = work.load(Product, command.product_id)
    work.record(stock, adjust(product, stock, command.change, command.reason))
    serve_waiting(stock, work)

"""Taking goods in."""

from decimal import Decimal

from domain import bounds
from domain.products.commands import ReceiveStock
from domain.products.events import StockReceived
from domain.products.product import Product
from domain.products.serving import Serve
from domain.products.stock import Stock
from domain.products.tracking import check_level, check_tracked
from domain.work import Work


def receive(product: Product, stock: Stock, quantity: Decimal, reference: str) -> StockReceived:
    """Decide to take goods in: more than none, of a product whose stock is tracked."""
    check_tracked(product)
    quantity = bounds.quantity(quantity, "quantity")
    check_level(stock.on_hand + quantity, "quantity")
    return StockReceived(product_id=stock.id, quantity=quantity, reference=bounds.text(reference, "reference"))


def handle_receive_stock(command: ReceiveStock, work: Work, serve_waiting: Serve) -> None:
    """Record the receipt and serve the orders that waited for it."""
    stock = work.load_seen(Stock, command.product_id)
    product = work.load(Product, command.product_id)
    work.record(stock, receive(product, stock, command.quantity, command.reference))
    serve_waiting(stock, work)

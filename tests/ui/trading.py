"""Commands that tests of the window tell their stories with."""

from datetime import UTC, date, datetime
from decimal import Decimal

from domain.business.commands import OpenBusiness
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.ids import new_id
from domain.instants import instant_of
from domain.orders.commands import PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails

ALFKI = "01900000-0000-7000-8000-0000000000a1"
BOLID = "01900000-0000-7000-8000-0000000000b1"
CHAI = "01900000-0000-7000-8000-0000000000c1"
TIME_ZONE = "Europe/Berlin"


def opened(currency: str = "EUR") -> OpenBusiness:
    """A business in a time zone of its own."""
    return OpenBusiness(currency=currency, time_zone=TIME_ZONE)


def customer(id: str = ALFKI, code: str = "ALFKI", name: str = "Alfreds Futterkiste") -> AddCustomer:
    """A customer."""
    return AddCustomer(customer_id=id, code=code, personal=CustomerPersonal(name=name))


def product(id: str = CHAI, sku: str = "CHAI", name: str = "Chai", price: str = "18") -> AddProduct:
    """A product whose stock is tracked."""
    return AddProduct(product_id=id, details=ProductDetails(sku=sku, name=name, price=Decimal(price)))


def received(quantity: int, id: str = CHAI) -> ReceiveStock:
    """Goods coming in."""
    return ReceiveStock(product_id=id, quantity=Decimal(quantity))


def placed(
    quantity: int = 1, *, on: date | None = None, by: str = ALFKI, of: str = CHAI, due_on: date | None = None
) -> PlaceOrder:
    """An order of one line, perhaps placed on another day at noon."""
    at = instant_of(datetime(on.year, on.month, on.day, 12, tzinfo=UTC)) if on else None
    line = LineEntry(line_id=new_id(), product_id=of, quantity=Decimal(quantity))
    content = OrderContent(customer_id=by, lines=(line,), due_on=due_on)
    return PlaceOrder(order_id=new_id(), content=content, occurred_at=at)

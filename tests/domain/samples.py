"""The customers, products and orders that the tests' stories are about."""

from datetime import UTC, date, datetime
from decimal import Decimal

from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.instants import Instant, instant_of
from domain.money import Amount
from domain.orders.commands import PlaceOrder
from domain.orders.content import Charge, LineEntry, OrderContent
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails


def at(text: str) -> Instant:
    """The instant of an ISO time in UTC."""
    return instant_of(datetime.fromisoformat(text).replace(tzinfo=UTC))


NOW = at("2026-03-05T12:00")
HOME = Address(street="59 rue de l'Abbaye", city="Reims", postcode="51100", country="France")
DEPOT = Address(name="Dépôt", street="Quai 4", city="Rouen", country="France")
VINET = CustomerPersonal(name="Vins et alcools Chevalier", email="paul@vinet.example", billing=HOME)
CHAI = ProductDetails(sku="CHAI", name="Chai", barcode="4006381333931", unit="box", price=Decimal("18"))
SERVICE = ProductDetails(sku="WRAP", name="Gift wrapping", price=Decimal("2.50"), tracked=False)


def add_customer(customer_id: str = "vinet", code: str = "VINET", personal: CustomerPersonal = VINET) -> AddCustomer:
    """A customer is taken on."""
    return AddCustomer(customer_id=customer_id, code=code, personal=personal)


def add_product(product_id: str = "chai", details: ProductDetails = CHAI) -> AddProduct:
    """A product comes into the catalogue."""
    return AddProduct(product_id=product_id, details=details)


def receive(quantity: int | str, product_id: str = "chai") -> ReceiveStock:
    """Goods come in."""
    return ReceiveStock(product_id=product_id, quantity=Decimal(quantity))


def entry(quantity: int | str = 1, product_id: str | None = "chai", line_id: str = "line", **rest: object) -> LineEntry:
    """A line as typed."""
    return LineEntry(line_id=line_id, product_id=product_id, quantity=Decimal(quantity), **rest)  # type: ignore[arg-type]


def freight(amount: Amount) -> Charge:
    """A charge for carriage."""
    return Charge(charge_id="freight", amount=amount)


def content(*lines: LineEntry, customer_id: str | None = "vinet", **rest: object) -> OrderContent:
    """What a form says."""
    return OrderContent(customer_id=customer_id, lines=lines, **rest)  # type: ignore[arg-type]


def place(order_id: str = "order", *lines: LineEntry, due_on: date | None = None, **rest: object) -> PlaceOrder:
    """An order for these lines, or for one box of chai."""
    stated = content(*(lines or (entry(),)), due_on=due_on)
    return PlaceOrder(order_id=order_id, content=stated, currency="EUR", **rest)  # type: ignore[arg-type]

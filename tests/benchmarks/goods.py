"""A few customers, goods that never run out, and open orders: what commands are measured on."""

from concurrent.futures import Future
from decimal import Decimal
from itertools import chain
from typing import Protocol

from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Command, Receipt
from domain.orders.commands import PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails

CUSTOMERS, PRODUCTS = 200, 300


class Bus(Protocol):
    """Whatever takes commands."""

    def dispatch(self, command: Command) -> "Future[Receipt]":
        """Carry a command out."""
        ...


def record_goods(bus: Bus, orders: int) -> int:
    """Record all of it, with so many orders of two lines, and wait until it is on disk; the last position."""
    waiting = [bus.dispatch(command) for command in chain(_customers(), _products(), _orders(orders))]
    return max(future.result().position for future in waiting)


def order_id(number: int) -> str:
    """The id of the n-th order: one that stands, as every older order's does, before those that are made now."""
    moment = f"0190{number:08x}"
    return f"{moment[:8]}-{moment[8:]}-7000-8000-000000000000"


def product_id(number: int) -> str:
    """The id of the n-th product."""
    return f"product-{number}"


def customer_id(number: int) -> str:
    """The id of the n-th customer."""
    return f"customer-{number}"


def _customers() -> "list[Command]":
    return [
        AddCustomer(
            customer_id=customer_id(number),
            code=f"C{number:05}",
            personal=CustomerPersonal(name=f"Feinkost {number}", billing=Address(city="Aachen", country="Germany")),
        )
        for number in range(CUSTOMERS)
    ]


def _products() -> "list[Command]":
    commands: list[Command] = []
    for number in range(PRODUCTS):
        details = ProductDetails(
            sku=f"P{number:05}",
            name=f"Feinkost no. {number}",
            category="Feinkost",
            unit="pc",
            price=Decimal(100 + number) / 10,
            tax_rate=Decimal(7),
        )
        commands.append(AddProduct(product_id=product_id(number), details=details))
        commands.append(ReceiveStock(product_id=product_id(number), quantity=Decimal(100_000_000)))
    return commands


def _orders(count: int) -> "list[Command]":
    return [
        PlaceOrder(
            order_id=order_id(number),
            content=OrderContent(
                customer_id=customer_id(number % CUSTOMERS),
                lines=tuple(
                    LineEntry(line_id=str(line), product_id=product_id((number + line) % PRODUCTS)) for line in range(2)
                ),
            ),
            currency="EUR",
        )
        for number in range(count)
    ]

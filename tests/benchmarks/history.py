"""A long trading history, recorded through the command bus: what the benchmarks of lists and dashboards stand on."""

from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import date, timedelta
from decimal import Decimal
from itertools import chain
from random import Random
from typing import Protocol

from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.instants import start_of_day
from domain.messages import Command, Receipt
from domain.orders.commands import ImportedLine, ImportOrder
from domain.orders.content import Buyer, OrderContent
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails

LAST_DAY = date(2026, 6, 30)
DAYS = 3 * 365
CUSTOMERS, PRODUCTS = 800, 300
TIME_ZONE = "Europe/Berlin"
IN_FLIGHT = 4000

_CITIES = ("Aachen", "Brügge", "Córdoba", "Dresden", "Évora", "Freiburg", "Göteborg", "Hässleholm")
_WORDS = ("Alp", "Berg", "Krone", "Delta", "Feinkost", "Garten", "Handels", "Insel", "Jura", "Kontor", "Lager", "Markt")


class Bus(Protocol):
    """Whatever takes commands."""

    def dispatch(self, command: Command) -> "Future[Receipt]":
        """Carry a command out."""
        ...


def record_history(bus: Bus, orders: int, seed: int = 7) -> int:
    """Dispatch a history of so many orders and wait until all of it is on disk; answers with the last position."""
    chance = Random(seed)
    waiting: deque[Future[Receipt]] = deque()
    position = 0
    for command in chain(_customers(chance), _products(chance), _orders(chance, orders)):
        waiting.append(bus.dispatch(command))
        if len(waiting) >= IN_FLIGHT:
            position = waiting.popleft().result().position
    while waiting:
        position = waiting.popleft().result().position
    return position


def customer_code(number: int) -> str:
    """The code of the n-th customer of the history."""
    return f"C{number:05}"


def product_sku(number: int) -> str:
    """The SKU of the n-th product of the history."""
    return f"P{number:05}"


def product_id(number: int) -> str:
    """The id of the n-th product of the history."""
    return f"product-{number}"


def customer_id(number: int) -> str:
    """The id of the n-th customer of the history."""
    return f"customer-{number}"


def _customers(chance: Random) -> Iterator[Command]:
    for number in range(CUSTOMERS):
        yield AddCustomer(
            customer_id=customer_id(number), code=customer_code(number), personal=_personal(chance, number)
        )


def _personal(chance: Random, number: int) -> CustomerPersonal:
    name = f"{chance.choice(_WORDS)}{chance.choice(_WORDS).lower()} {chance.choice(_CITIES)} {number}"
    return CustomerPersonal(name=name, billing=Address(name=name, city=chance.choice(_CITIES), country="DE"))


def _products(chance: Random) -> Iterator[Command]:
    for number in range(PRODUCTS):
        details = ProductDetails(
            sku=product_sku(number),
            name=f"{chance.choice(_WORDS)} {chance.choice(_WORDS).lower()} no. {number}",
            category=chance.choice(_WORDS),
            unit="pc",
            price=Decimal(chance.randint(100, 20_000)) / 100,
            tax_rate=Decimal(chance.choice((7, 19))),
            reorder_point=Decimal(50),
        )
        yield AddProduct(product_id=product_id(number), details=details)
        on_hand = 100_000_000 if number % 40 else 100
        yield ReceiveStock(product_id=product_id(number), quantity=Decimal(on_hand))


def _orders(chance: Random, count: int) -> Iterator[Command]:
    prices = [Decimal(chance.randint(100, 20_000)) / 100 for _ in range(PRODUCTS)]
    rates = (Decimal(7), Decimal(19))
    for number in range(count):
        day = LAST_DAY - timedelta(days=DAYS - 1 - number * DAYS // count)
        midnight = start_of_day(day, TIME_ZONE)
        placed = midnight + chance.randint(7 * 3600, 18 * 3600) * 1_000_000
        still_open = number >= count * 0.99 or chance.random() < 0.002
        lines = tuple(
            ImportedLine(
                sku=product_sku(product),
                quantity=Decimal(chance.randint(1, 40)),
                unit_price=prices[product],
                tax_rate=rates[product % 2],
                discount_percent=Decimal(chance.choice((0, 0, 0, 5, 10))),
            )
            for product in chance.sample(range(PRODUCTS), chance.randint(1, 4))
        )
        customer = min(int(chance.expovariate(1 / 150)), CUSTOMERS - 1)
        yield ImportOrder(
            order_id=f"order-{number}",
            source_number=f"H{number:08}",
            customer_code=customer_code(customer),
            buyer=Buyer(name=""),
            lines=lines,
            content=OrderContent(due_on=day + timedelta(days=chance.randint(2, 14))),
            currency="EUR",
            placed_at=placed,
            shipped_at=None if still_open else placed + chance.randint(1, 6) * 86_400_000_000,
            paid=chance.random() < 0.9 and not still_open,
            create_missing=False,
        )

"""Other desks on the same store: real processes, started, spoken to and killed from outside.

``python -m tests.system.desks ADDRESS place ORDER PRODUCT`` places one order for one piece;
``… burst PRODUCT PRODUCT`` places orders for a piece of each until it is killed, and prints the id of every command
that was acknowledged; ``… receive PRODUCT COUNT`` receives one piece that many times.
"""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from threading import Semaphore

from domain.bus.bus import CommandBus
from domain.handlers import HANDLERS
from domain.ids import new_id
from domain.messages import Receipt
from domain.opening import open_store as open_at
from domain.orders.commands import PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from domain.products.commands import ReceiveStock
from domain.store.store import Store

ROOT = Path(__file__).parents[2]
IN_FLIGHT = 300


def open_store(address: str) -> Store:
    """The store at an address, knowing the whole domain."""
    return open_at(Path(), address)


@contextmanager
def desk(address: str) -> Iterator[CommandBus]:
    """A bus of its own on a store."""
    with open_store(address) as store, CommandBus(store, HANDLERS, time_zone="UTC") as bus:
        yield bus


def order_of(order_id: str, *products: str) -> PlaceOrder:
    """An order for one piece of each product."""
    lines = tuple(LineEntry(line_id=f"{order_id}-{product}", product_id=product) for product in products)
    return PlaceOrder(order_id=order_id, content=OrderContent(customer_id="ann", lines=lines), currency="EUR")


def start(address: str, *what: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
    """Start another desk."""
    return subprocess.Popen([sys.executable, "-m", "tests.system.desks", address, *what], cwd=ROOT, stdout=stdout)


def _place(bus: CommandBus, order: str, product: str) -> None:
    bus.dispatch(order_of(order, product)).result()


def _receive(bus: CommandBus, product: str, count: str) -> None:
    for _ in range(int(count)):
        bus.dispatch(ReceiveStock(product_id=product, quantity=Decimal(1))).result()


def _burst(bus: CommandBus, *products: str) -> None:
    room = Semaphore(IN_FLIGHT)

    def acknowledge(answer: Future[Receipt]) -> None:
        os.write(1, f"{answer.result().command_id}\n".encode())
        room.release()

    while room.acquire():
        bus.dispatch(order_of(new_id(), *products)).add_done_callback(acknowledge)


if __name__ == "__main__":
    _, address, task, *rest = sys.argv
    with desk(address) as bus:
        {"place": _place, "receive": _receive, "burst": _burst}[task](bus, *rest)

"""kill -9 in the middle of a burst. ``DOCKET_KILL_ROUNDS=50`` asks for more of them."""

import os
import random
import subprocess
from collections import Counter, defaultdict
from decimal import Decimal
from pathlib import Path

from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.orders.events import OrderPlaced
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails, StockReserved
from domain.store.store import Store
from tests.system.desks import desk, open_store, start

ROUNDS = int(os.environ.get("DOCKET_KILL_ROUNDS", "10"))
PRODUCTS = ("tea", "milk")


def test_every_acknowledged_order_survives_being_killed_once_and_whole(tmp_path: Path) -> None:
    address = f"sqlite:///{tmp_path / 'write.db'}"
    with desk(address) as bus:
        bus.dispatch(AddCustomer(customer_id="ann", code="ANN", personal=CustomerPersonal(name="Ann"))).result()
        for product in PRODUCTS:
            details = ProductDetails(sku=product.upper(), name=product)
            bus.dispatch(AddProduct(product_id=product, details=details)).result()
            bus.dispatch(ReceiveStock(product_id=product, quantity=Decimal(1_000_000))).result()
    acknowledged: set[str] = set()
    moments = random.Random(4)
    for _ in range(ROUNDS):
        acknowledged |= killed_after(address, moments.randint(1, 400))
        with open_store(address) as store:
            assert list(store.verify()) == []
            orders = whole_orders(store)
        assert set(orders) >= acknowledged
        assert set(orders.values()) == {1}


def killed_after(address: str, acknowledgements: int) -> set[str]:
    """The ids that a burst acknowledged before it was killed; it may have got further than it could say."""
    burst = start(address, "burst", *PRODUCTS, stdout=subprocess.PIPE)
    assert burst.stdout is not None
    with burst.stdout as output:
        heard = [output.readline() for _ in range(acknowledgements)]
        burst.kill()
        burst.wait()
        heard += output.readlines()
    return {line.decode().strip() for line in heard if line.endswith(b"\n")}


def whole_orders(store: Store) -> dict[str, int]:
    """How often each command placed its order; every order must be there with the reservations of all its lines."""
    placed: Counter[str] = Counter()
    reserved: defaultdict[str, int] = defaultdict(int)
    position = 0
    while events := store.log.read(position, 1000):
        position = events[-1].position
        for recorded in events:
            match recorded.event:
                case OrderPlaced():
                    placed[recorded.command_id] += 1
                case StockReserved():
                    reserved[recorded.command_id] += 1
    assert all(reserved[command_id] == len(PRODUCTS) for command_id in placed)
    return dict(placed)

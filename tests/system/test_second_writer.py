"""Two desks, two processes, one store: what they do at the same moment collides and is resolved."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from msgspec.structs import replace

from domain.bus.bus import CommandBus
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.errors import VersionConflict
from domain.handlers import HANDLERS
from domain.orders.commands import NoteOrder, PlaceOrder
from domain.orders.events import OrderPlaced
from domain.products.commands import AddProduct, ReceiveStock
from domain.products.events import ProductDetails, StockBackordered, StockReceived, StockReserved
from domain.store.store import Store
from domain.work import Work
from tests.system.desks import desk, open_store, order_of, start


@pytest.fixture
def shop(address: str) -> Iterator[Store]:
    """A store with a customer and one piece of tea, once on each database; it must verify in the end."""
    with desk(address) as bus:
        bus.dispatch(AddCustomer(customer_id="ann", code="ANN", personal=CustomerPersonal(name="Ann"))).result()
        bus.dispatch(AddProduct(product_id="tea", details=ProductDetails(sku="TEA", name="Tea"))).result()
        bus.dispatch(ReceiveStock(product_id="tea", quantity=Decimal(1))).result()
    with open_store(address) as store:
        yield store
        assert list(store.verify()) == []


def interrupted(store: Store, address: str, *what: str) -> CommandBus:
    """A bus on which another process comes first: it writes after we decided, and before we write."""
    others = [what]

    def place(command: PlaceOrder, work: Work) -> None:
        HANDLERS[PlaceOrder](command, work)
        while others:
            assert start(address, *others.pop()).wait() == 0

    return CommandBus(store, HANDLERS | {PlaceOrder: place}, time_zone="UTC")


def test_two_desks_that_place_the_last_unit_at_once_leave_one_of_them_backordered(shop: Store, address: str) -> None:
    with interrupted(shop, address, "place", "theirs", "tea") as bus:
        bus.dispatch(order_of("ours", "tea")).result(timeout=60)
    decided = [
        (type(recorded.event), recorded.event.order_id)
        for recorded in shop.log.stream("stock-tea")
        if not isinstance(recorded.event, StockReceived)
    ]
    assert decided == [(StockReserved, "theirs"), (StockBackordered, "ours")]
    placed = [r.event for r in shop.log.read(0, 100) if isinstance(r.event, OrderPlaced)]
    assert [(event.order_id, event.number[-1]) for event in placed] == [("theirs", "1"), ("ours", "2")]


def test_two_desks_that_have_nothing_but_the_numbers_in_common_never_give_one_twice(shop: Store, address: str) -> None:
    with desk(address) as bus:
        bus.dispatch(AddProduct(product_id="milk", details=ProductDetails(sku="MILK", name="Milk"))).result()
        bus.dispatch(order_of("earlier", "tea")).result()
    with interrupted(shop, address, "place", "theirs", "milk") as bus:
        bus.dispatch(order_of("ours", "tea")).result(timeout=60)
    placed = [r.event for r in shop.log.read(0, 100) if isinstance(r.event, OrderPlaced)]
    assert [(event.order_id, event.number[-1]) for event in placed] == [
        ("earlier", "1"),
        ("theirs", "2"),
        ("ours", "3"),
    ]


def test_a_form_that_another_desk_overtook_goes_back_to_the_person(shop: Store, address: str) -> None:
    with interrupted(shop, address, "place", "ours", "tea") as bus:
        conflict = bus.dispatch(replace(order_of("ours", "tea"), seen_version=0)).exception(60)
        assert type(conflict) is VersionConflict
        assert bus.dispatch(NoteOrder(order_id="ours", text="by phone", seen_version=1)).result().position
    assert len([r for r in shop.log.read(0, 100) if isinstance(r.event, OrderPlaced)]) == 1


def test_a_form_is_no_conflict_when_only_what_it_draws_on_changed(shop: Store, address: str) -> None:
    with interrupted(shop, address, "receive", "tea", "1") as bus:
        bus.dispatch(replace(order_of("ours", "tea"), seen_version=0)).result(60)


def test_two_desks_that_write_to_the_same_stream_for_a_while_lose_nothing(shop: Store, address: str) -> None:
    theirs = start(address, "receive", "tea", "100")
    with desk(address) as bus:
        answers = [bus.dispatch(ReceiveStock(product_id="tea", quantity=Decimal(1))) for _ in range(200)]
        while theirs.poll() is None:
            answers.append(bus.dispatch(ReceiveStock(product_id="tea", quantity=Decimal(1))))
            answers[-1].result(timeout=60)
    assert theirs.returncode == 0
    recorded = shop.log.stream("stock-tea")
    assert len(recorded) == 1 + 100 + len(answers)
    assert [r.version for r in recorded] == list(range(1, len(recorded) + 1))
    assert {answer.result().command_id for answer in answers} <= {r.command_id for r in recorded}

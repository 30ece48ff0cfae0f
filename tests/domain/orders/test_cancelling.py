from decimal import Decimal

import pytest

from domain.errors import Invalid, NotAllowed, NotFound
from domain.orders.commands import CancelOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import OrderContent, OrderStatus
from domain.orders.events import OrderCancelled
from domain.orders.order import Order
from domain.products.events import StockReleased
from domain.products.stock import Stock
from tests.domain.samples import SERVICE, add_customer, add_product, entry, place, receive
from tests.domain.scenario import Scenario

CANCEL = CancelOrder(order_id="order", reason=" Changed their mind ")


@pytest.fixture
def shop(desk: Scenario) -> Scenario:
    return desk.given(add_customer(), add_product(), add_product("wrap", SERVICE), receive(3))


def test_a_cancelled_order_gives_back_what_it_held_and_waits_no_more(shop: Scenario) -> None:
    shop.given(place("order", entry(5), entry(1, "wrap", "wrap"))).when(CANCEL)
    shop.then(
        OrderCancelled(order_id="order", reason="Changed their mind"),
        StockReleased(product_id="chai", order_id="order", line_id="line", reserved=Decimal(3), waiting=Decimal(2)),
    )
    order, stock = shop.state(Order, "order"), shop.state(Stock, "chai")
    assert order.status is OrderStatus.CANCELLED
    assert [(line.open, line.reserved, line.waiting) for line in order.lines.values()] == [(0, 0, 0)] * 2
    assert (stock.available, stock.waiting) == (3, [])


def test_a_draft_is_discarded_without_a_reason(shop: Scenario) -> None:
    shop.given(SaveDraft(order_id="order", content=OrderContent(), currency="EUR"))
    shop.when(CancelOrder(order_id="order", reason="")).then(OrderCancelled(order_id="order", reason=""))


def test_a_placed_order_is_cancelled_for_a_reason(shop: Scenario) -> None:
    shop.given(place()).when(CancelOrder(order_id="order", reason=" ")).then_refused(Invalid, "reason")


def test_what_was_shipped_in_part_can_not_be_cancelled(shop: Scenario) -> None:
    shop.given(place("order", entry(5)), ShipOrder(order_id="order")).when(CANCEL)
    shop.then_refused(NotAllowed, "order_id")


def test_an_order_that_holds_money_can_not_be_cancelled(shop: Scenario) -> None:
    shop.given(place(), RecordPayment(order_id="order", amount=1)).when(CANCEL).then_refused(NotAllowed, "order_id")


def test_an_order_is_cancelled_once(shop: Scenario) -> None:
    shop.when(CANCEL).then_refused(NotFound, "order_id")
    shop.given(place(), CANCEL).when(CancelOrder(order_id="order", reason="Again"))
    shop.then_refused(NotAllowed, "order_id")

from datetime import date
from decimal import Decimal

import pytest

from domain.orders.commands import CancelOrder, ShipOrder
from domain.orders.events import LineReserved
from domain.orders.order import Order
from domain.products.commands import AdjustStock
from domain.products.events import StockReceived, StockReserved
from domain.products.stock import Stock
from tests.domain.samples import add_customer, add_product, entry, place, receive
from tests.domain.scenario import Scenario

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


@pytest.fixture
def shop(desk: Scenario) -> Scenario:
    return desk.given(add_customer(), add_product())


def served(shop: Scenario) -> list[tuple[str, Decimal]]:
    """Which orders got how much, as the orders were told; the stock must have been told the same."""
    on_orders = [(record.event.order_id, record.event.quantity) for record in shop.recorded(LineReserved)]
    on_stock = [
        (record.event.order_id, record.event.quantity)
        for record in shop.recorded(StockReserved)
        if record.event.backordered
    ]
    assert on_orders == on_stock
    return on_orders


def test_a_receipt_serves_who_is_due_first_and_then_who_waits_longest(shop: Scenario) -> None:
    shop.given(place("undated", entry(1)), place("april", entry(1), due_on=APRIL))
    shop.now += 1
    shop.given(place("later in march", entry(1), due_on=MARCH, occurred_at=shop.now))
    shop.given(place("march", entry(1), due_on=MARCH, occurred_at=shop.now - 1))
    shop.when(receive(3))
    assert served(shop) == [("march", 1), ("later in march", 1), ("april", 1)]


def test_a_receipt_that_is_not_enough_serves_the_first_in_part(shop: Scenario) -> None:
    shop.given(place("order", entry(5))).when(receive(2))
    shop.then(
        StockReceived(product_id="chai", quantity=Decimal(2)),
        StockReserved(product_id="chai", order_id="order", line_id="line", quantity=Decimal(2), backordered=True),
        LineReserved(order_id="order", line_id="line", quantity=Decimal(2)),
    )
    (line,) = shop.state(Order, "order").lines.values()
    assert (line.reserved, line.waiting) == (2, 3)


def test_a_find_serves_those_who_wait(shop: Scenario) -> None:
    shop.given(place("order", entry(5)))
    shop.when(AdjustStock(product_id="chai", change=Decimal(5), reason="Found behind the shelf"))
    assert served(shop) == [("order", 5)]


def test_what_a_cancelled_order_gives_back_serves_those_who_wait(shop: Scenario) -> None:
    shop.given(receive(4), place("first", entry(4)), place("second", entry(3)))
    shop.when(CancelOrder(order_id="first", reason="Changed their mind"))
    assert served(shop) == [("second", 3)]
    assert shop.state(Stock, "chai").available == 1


def test_a_cancelled_order_does_not_serve_itself(shop: Scenario) -> None:
    shop.given(receive(4), place("order", entry(3), entry(3, line_id="again")))
    shop.when(CancelOrder(order_id="order", reason="Mistake"))
    assert served(shop) == []
    stock = shop.state(Stock, "chai")
    assert (stock.reserved, stock.waiting) == (0, [])


def test_a_newcomer_does_not_overtake_those_who_wait(shop: Scenario) -> None:
    shop.given(place("waiting", entry(5)), receive(3)).when(place("newcomer", entry(1), due_on=MARCH))
    assert shop.recorded(StockReserved) == []


def test_goods_that_make_up_for_a_loss_are_promised_already(shop: Scenario) -> None:
    shop.given(receive(5), place("promised", entry(5)), place("waiting", entry(1)))
    shop.given(AdjustStock(product_id="chai", change=Decimal(-3), reason="Broken"))
    shop.when(receive(3))
    assert served(shop) == []
    shop.when(receive(1))
    assert served(shop) == [("waiting", 1)]


def test_what_was_backordered_ships_once_it_is_there(shop: Scenario) -> None:
    shop.given(place("order", entry(5)), receive(5), ShipOrder(order_id="order"))
    stock = shop.state(Stock, "chai")
    assert (stock.on_hand, stock.reserved) == (0, 0)

from decimal import Decimal

import pytest

from domain.errors import Invalid, NotAllowed, NotFound, VersionConflict
from domain.orders.commands import CancelOrder, NoteOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import OrderContent, OrderStatus, ShippedLine
from domain.orders.events import OrderCompleted, OrderShipped
from domain.orders.order import Order
from domain.products.commands import AdjustStock
from domain.products.events import StockShipped
from domain.products.stock import Stock
from tests.domain.samples import SERVICE, add_customer, add_product, entry, place, receive
from tests.domain.scenario import Scenario


@pytest.fixture
def shop(desk: Scenario) -> Scenario:
    return desk.given(add_customer(), add_product(), add_product("wrap", SERVICE), receive(10))


def ship(*lines: tuple[str, int | str], seen_version: int | None = None) -> ShipOrder:
    chosen = tuple(ShippedLine(line_id, Decimal(quantity)) for line_id, quantity in lines)
    return ShipOrder(order_id="order", lines=chosen, seen_version=seen_version)


def test_all_that_is_reserved_or_needs_no_stock_ships_at_once(shop: Scenario) -> None:
    shop.given(place("order", entry(12), entry(2, "wrap", "wrap")))
    command = ShipOrder(order_id="order", tracking=" 1Z999 ")
    shop.when(command).then(
        OrderShipped(
            order_id="order",
            shipment_id=command.command_id,
            lines=(ShippedLine("line", Decimal(10)), ShippedLine("wrap", Decimal(2))),
            tracking="1Z999",
        ),
        StockShipped(product_id="chai", order_id="order", line_id="line", quantity=Decimal(10)),
    )
    line, wrap = shop.state(Order, "order").lines.values()
    assert (line.open, line.reserved, line.waiting, wrap.open) == (2, 0, 2, 0)


def test_chosen_quantities_ship_and_the_rest_stays_reserved(shop: Scenario) -> None:
    shop.given(place("order", entry(6))).when(ship(("line", "2.5")))
    assert shop.the(StockShipped).quantity == Decimal("2.5")
    (line,) = shop.state(Order, "order").lines.values()
    assert (line.open, line.reserved) == (Decimal("3.5"), Decimal("3.5"))
    assert shop.state(Stock, "chai").on_hand == Decimal("7.5")


@pytest.mark.parametrize(
    ("lines", "refusal", "field"),
    [
        ((), Invalid, "lines"),
        ((("nowhere", 1),), Invalid, "lines.0.line_id"),
        ((("line", 1), ("line", 1)), Invalid, "lines.1.line_id"),
        ((("line", 0),), Invalid, "lines.0.quantity"),
        ((("line", "NaN"),), Invalid, "lines.0.quantity"),
        ((("wrap", 2), ("line", 11)), NotAllowed, "lines.1.quantity"),
        ((("wrap", 3),), NotAllowed, "lines.0.quantity"),
    ],
)
def test_no_more_ships_than_is_reserved_or_open(
    shop: Scenario, lines: tuple[tuple[str, int | str], ...], refusal: type[Invalid], field: str
) -> None:
    shop.given(place("order", entry(12), entry(2, "wrap", "wrap"))).when(ship(*lines)).then_refused(refusal, field)


def test_what_was_lost_after_it_was_promised_can_not_ship(shop: Scenario) -> None:
    shop.given(place("order", entry(4), entry(4, line_id="more")))
    shop.given(AdjustStock(product_id="chai", change=Decimal(-5), reason="Flood"))
    shop.when(ship(("line", 3), ("more", 3))).then_refused(NotAllowed, "lines.1.quantity")
    shop.when(ShipOrder(order_id="order"))
    assert shop.the(OrderShipped).lines == (ShippedLine("line", Decimal(4)), ShippedLine("more", Decimal(1)))
    assert shop.state(Stock, "chai").on_hand == 0


def test_an_order_that_waits_for_stock_can_not_ship(shop: Scenario) -> None:
    shop.given(place("all there is", entry(10)), place("order", entry(1)))
    shop.when(ShipOrder(order_id="order")).then_refused(NotAllowed, "order_id")


def test_an_order_ships_once_it_is_placed_and_until_all_of_it_is_gone(shop: Scenario) -> None:
    shop.when(ShipOrder(order_id="order")).then_refused(NotFound, "order_id")
    shop.given(SaveDraft(order_id="draft", content=OrderContent(), currency="EUR"))
    shop.when(ShipOrder(order_id="draft")).then_refused(NotAllowed, "order_id")
    shop.given(place("cancelled"), CancelOrder(order_id="cancelled", reason="x"))
    shop.when(ShipOrder(order_id="cancelled")).then_refused(NotAllowed, "order_id")
    shop.given(place("order", entry(1)), ShipOrder(order_id="order"))
    shop.when(ShipOrder(order_id="order")).then_refused(NotAllowed, "order_id")


def test_an_order_that_is_paid_closes_when_the_last_of_it_ships(shop: Scenario) -> None:
    shop.given(place("order", entry(2)), RecordPayment(order_id="order", amount=36_00), ship(("line", 1)))
    assert shop.state(Order, "order").status is OrderStatus.OPEN
    shop.when(ShipOrder(order_id="order"))
    assert shop.recorded()[-1].event == OrderCompleted(order_id="order")
    assert shop.state(Order, "order").status is OrderStatus.CLOSED


def test_an_order_that_costs_nothing_closes_when_it_ships(shop: Scenario) -> None:
    shop.given(place("order", entry(1, unit_price=Decimal(0)))).when(ShipOrder(order_id="order"))
    assert shop.recorded(OrderCompleted)


def test_a_shipment_of_an_order_that_somebody_else_changed_goes_back_to_the_person(shop: Scenario) -> None:
    shop.given(place("order", entry(2)), NoteOrder(order_id="order", text="Wait!"))
    shop.when(ship(("line", 1), seen_version=1)).then_refused(VersionConflict, "")

from datetime import date
from decimal import Decimal

import pytest

from domain.errors import Invalid, NotAllowed, NotFound
from domain.products.adjusting import adjust
from domain.products.commands import AdjustStock, ReceiveStock
from domain.products.events import (
    ProductAdded,
    StockAdjusted,
    StockBackordered,
    StockReceived,
    StockReleased,
    StockReserved,
    StockShipped,
)
from domain.products.product import Product
from domain.products.receiving import receive
from domain.products.reserving import Demand, reserve
from domain.products.serving import serve
from domain.products.stock import Stock
from tests.domain.samples import CHAI, SERVICE, add_product
from tests.domain.scenario import Scenario

MARCH, APRIL = date(2026, 3, 31), date(2026, 4, 30)


def chai() -> Product:
    return Product(id="chai").fold([ProductAdded(product_id="chai", details=CHAI)])


def received(quantity: int | str) -> StockReceived:
    return StockReceived(product_id="chai", quantity=Decimal(quantity))


def reserved(quantity: int, order_id: str = "order", *, backordered: bool = False) -> StockReserved:
    return StockReserved(
        product_id="chai", order_id=order_id, line_id="line", quantity=Decimal(quantity), backordered=backordered
    )


def backordered(quantity: int, order_id: str, due_on: date | None = None, since: int = 0) -> StockBackordered:
    return StockBackordered(
        product_id="chai",
        order_id=order_id,
        line_id="line",
        quantity=Decimal(quantity),
        due_on=due_on,
        waiting_since=since,
    )


def stock(*events: object) -> Stock:
    return Stock(id="chai").fold(events)  # type: ignore[arg-type]


def demand(stock: Stock, *quantities: int) -> tuple[list[object], list[Decimal]]:
    demands = [Demand(f"line{place}", Decimal(quantity)) for place, quantity in enumerate(quantities)]
    reservation = reserve(stock, demands, "new", MARCH, since=7)
    return list(reservation.events), list(reservation.reserved.values())


def test_what_is_there_is_reserved() -> None:
    events, taken = demand(stock(received(10)), 4)
    assert taken == [4]
    assert events == [StockReserved(product_id="chai", order_id="new", line_id="line0", quantity=Decimal(4))]


def test_a_line_is_backordered_by_what_cannot_be_reserved() -> None:
    events, taken = demand(stock(received(3)), 5)
    assert taken == [3]
    assert events == [
        StockReserved(product_id="chai", order_id="new", line_id="line0", quantity=Decimal(3)),
        StockBackordered(
            product_id="chai", order_id="new", line_id="line0", quantity=Decimal(2), due_on=MARCH, waiting_since=7
        ),
    ]


def test_two_lines_for_one_product_share_what_is_there() -> None:
    assert demand(stock(received(5)), 4, 4)[1] == [4, 1]


def test_nothing_is_reserved_of_a_stock_that_fell_below_what_was_promised() -> None:
    lost = StockAdjusted(product_id="chai", change=Decimal(-3), reason="Broken")
    assert demand(stock(received(5), reserved(5), lost), 1)[1] == [0]


def test_a_decision_changes_nothing() -> None:
    given = stock(received(3), reserved(2), backordered(1, "waiting"))
    before = repr(given)
    demand(given, 5)
    serve(given)
    receive(chai(), given, Decimal(5), "")
    adjust(chai(), given, Decimal(-1), "Lost")
    assert repr(given) == before


def test_who_is_due_first_is_served_first_then_who_waits_longest_and_the_undated_last() -> None:
    given = stock(
        backordered(1, "undated", None, since=1),
        backordered(1, "april", APRIL, since=2),
        backordered(1, "march, later", MARCH, since=4),
        backordered(1, "march", MARCH, since=3),
        received(10),
    )
    assert [served.order_id for served in serve(given)] == ["march", "march, later", "april", "undated"]


def test_waiting_lines_get_as_much_as_there_is() -> None:
    given = stock(backordered(3, "first", MARCH), backordered(3, "second", APRIL), received(4))
    assert serve(given) == [reserved(3, "first", backordered=True), reserved(1, "second", backordered=True)]


def test_a_line_served_in_part_goes_on_waiting_for_the_rest() -> None:
    after = stock(backordered(3, "first", MARCH), received(2), reserved(2, "first", backordered=True))
    assert [(waiting.order_id, waiting.quantity) for waiting in after.waiting] == [("first", 1)]
    assert stock(*[backordered(3, "first"), received(3), reserved(3, "first", backordered=True)]).waiting == []


def test_what_is_released_is_available_again_and_waits_no_more() -> None:
    released = StockReleased(
        product_id="chai", order_id="order", line_id="line", reserved=Decimal(2), waiting=Decimal(1)
    )
    after = stock(received(2), reserved(2), backordered(1, "order"), backordered(1, "other"), released)
    assert after.available == 2
    assert [waiting.order_id for waiting in after.waiting] == ["other"]


def test_shipping_takes_from_hand_what_was_reserved() -> None:
    shipped = StockShipped(product_id="chai", order_id="order", line_id="line", quantity=Decimal(2))
    after = stock(received(5), reserved(3), shipped)
    assert (after.on_hand, after.reserved, after.available) == (3, 1, 2)


def test_the_state_does_not_grow_with_the_orders_it_serves() -> None:
    few = stock(received(1000), *[reserved(1, f"order{n}") for n in range(2)])
    many = stock(received(1000), *[reserved(1, f"order{n}") for n in range(200)])
    assert len(repr(many)) <= len(repr(few)) + 4


def test_goods_come_in(desk: Scenario) -> None:
    desk.given(add_product()).when(ReceiveStock(product_id="chai", quantity=Decimal("2.5"), reference=" PO 7 "))
    desk.then(StockReceived(product_id="chai", quantity=Decimal("2.5"), reference="PO 7"))


@pytest.mark.parametrize("quantity", ["0", "-1", "NaN", "1e400", "0.0000001", "1000000000"])
def test_a_receipt_is_of_some_quantity(desk: Scenario, quantity: str) -> None:
    desk.given(add_product()).when(ReceiveStock(product_id="chai", quantity=Decimal(quantity)))
    desk.then_refused(Invalid, "quantity")


def test_stock_stays_within_what_can_be_counted(desk: Scenario) -> None:
    large = ReceiveStock(product_id="chai", quantity=Decimal(999_999_999))
    desk.given(add_product(), large)
    desk.when(ReceiveStock(product_id="chai", quantity=Decimal(1))).then_refused(Invalid, "quantity")


def test_a_loss_is_corrected_with_its_reason(desk: Scenario) -> None:
    desk.given(add_product(), ReceiveStock(product_id="chai", quantity=Decimal(5)))
    desk.when(AdjustStock(product_id="chai", change=Decimal(-2), reason=" Broken"))
    desk.then(StockAdjusted(product_id="chai", change=Decimal(-2), reason="Broken"))


def test_there_can_not_be_less_than_nothing(desk: Scenario) -> None:
    desk.given(add_product(), ReceiveStock(product_id="chai", quantity=Decimal(5)))
    desk.when(AdjustStock(product_id="chai", change=Decimal("-5.1"), reason="Lost")).then_refused(NotAllowed, "change")


def test_a_correction_has_a_size_and_a_reason(desk: Scenario) -> None:
    desk.given(add_product())
    desk.when(AdjustStock(product_id="chai", change=Decimal(0), reason="x")).then_refused(Invalid, "change")
    desk.when(AdjustStock(product_id="chai", change=Decimal(1), reason=" ")).then_refused(Invalid, "reason")


def test_stock_belongs_to_a_product_that_exists_and_is_tracked(desk: Scenario) -> None:
    desk.when(ReceiveStock(product_id="chai", quantity=Decimal(1))).then_refused(NotFound, "product_id")
    desk.given(add_product("wrap", SERVICE))
    desk.when(ReceiveStock(product_id="wrap", quantity=Decimal(1))).then_refused(NotAllowed, "product_id")
    desk.when(AdjustStock(product_id="wrap", change=Decimal(1), reason="x")).then_refused(NotAllowed, "product_id")

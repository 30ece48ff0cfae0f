import pytest

from domain.errors import Invalid, NotAllowed, NotFound
from domain.orders.commands import CancelOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import OrderContent, OrderStatus
from domain.orders.events import OrderCompleted, PaymentRecorded
from domain.orders.order import Order
from tests.domain.samples import add_customer, add_product, place, receive
from tests.domain.scenario import Scenario


@pytest.fixture
def shop(desk: Scenario) -> Scenario:
    """An open order over 18.00, reserved in full."""
    return desk.given(add_customer(), add_product(), receive(10), place())


def pay(amount: int, order_id: str = "order") -> RecordPayment:
    return RecordPayment(order_id=order_id, amount=amount)


def test_a_payment_is_recorded_with_how_it_came(shop: Scenario) -> None:
    command = RecordPayment(order_id="order", amount=5_00, method=" card", reference="4711 ")
    shop.when(command).then(
        PaymentRecorded(order_id="order", payment_id=command.command_id, amount=5_00, method="card", reference="4711")
    )
    assert shop.state(Order, "order").balance == 13_00


def test_the_payment_of_the_rest_closes_an_order_that_is_shipped(shop: Scenario) -> None:
    shop.given(ShipOrder(order_id="order"), pay(10_00)).when(pay(8_00))
    assert shop.recorded()[-1].event == OrderCompleted(order_id="order")
    shop.when(pay(1)).then_refused(NotAllowed, "order_id")


def test_an_overpaid_order_stays_open_and_shows_it(shop: Scenario) -> None:
    shop.given(ShipOrder(order_id="order")).when(pay(20_00))
    assert shop.recorded(OrderCompleted) == []
    order = shop.state(Order, "order")
    assert (order.status, order.balance) == (OrderStatus.OPEN, -2_00)


@pytest.mark.parametrize("amount", [0, -1, 10**15, True, 1.5])
def test_a_payment_is_an_amount_above_zero(shop: Scenario, amount: int) -> None:
    shop.when(pay(amount)).then_refused(Invalid, "amount")


def test_payments_together_stay_within_what_can_be_booked(shop: Scenario) -> None:
    shop.given(pay(10**15 - 1)).when(pay(1)).then_refused(Invalid, "amount")


def test_the_day_of_a_payment_is_one_that_calendars_have(shop: Scenario) -> None:
    shop.when(RecordPayment(order_id="order", amount=1, occurred_at=10**30)).then_refused(Invalid, "occurred_at")


def test_only_an_open_order_takes_payments(shop: Scenario) -> None:
    shop.when(pay(1, "nothing")).then_refused(NotFound, "order_id")
    shop.given(SaveDraft(order_id="draft", content=OrderContent()))
    shop.when(pay(1, "draft")).then_refused(NotAllowed, "order_id")
    shop.given(CancelOrder(order_id="order", reason="x")).when(pay(1)).then_refused(NotAllowed, "order_id")

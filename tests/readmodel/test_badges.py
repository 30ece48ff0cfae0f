"""What is derived from an order's quantities and money, and never typed."""

from decimal import Decimal

import pytest

from domain.orders.content import OrderStatus
from readmodel.orders.badges import LineGoods, goods_of, payment_of
from readmodel.orders.detail_answers import Fulfilment, Payment


def line(still_to_go: int, *, tracked: bool = True, reserved: int = 0) -> LineGoods:
    return LineGoods(Decimal(still_to_go), tracked, Decimal(reserved))


FULFILMENTS = {
    Fulfilment.NONE: (OrderStatus.DRAFT, [], False),
    Fulfilment.BACKORDERED: (OrderStatus.OPEN, [line(3), line(1)], False),
    Fulfilment.PART_RESERVED: (OrderStatus.OPEN, [line(3, reserved=1), line(1, reserved=1)], False),
    Fulfilment.RESERVED: (OrderStatus.OPEN, [line(3, reserved=3), line(1, tracked=False)], False),
    Fulfilment.PART_SHIPPED: (OrderStatus.OPEN, [line(2, reserved=2), line(1)], True),
    Fulfilment.SHIPPED: (OrderStatus.CLOSED, [line(0), line(0, tracked=False)], True),
    Fulfilment.CANCELLED: (OrderStatus.CANCELLED, [line(3)], False),
}

PAYMENTS = {
    Payment.NONE: (OrderStatus.CANCELLED, 0, False),
    Payment.UNPAID: (OrderStatus.OPEN, 0, True),
    Payment.DEPOSIT: (OrderStatus.OPEN, 40, False),
    Payment.PART_PAID: (OrderStatus.OPEN, 40, True),
    Payment.PAID: (OrderStatus.OPEN, 100, True),
    Payment.OVERPAID: (OrderStatus.OPEN, 101, False),
}


@pytest.mark.parametrize("badge", Fulfilment)
def test_every_fulfilment_is_that_of_some_quantities(badge: Fulfilment) -> None:
    status, lines, shipped = FULFILMENTS[badge]
    assert goods_of(status, lines, shipped=shipped).fulfilment is badge


@pytest.mark.parametrize("badge", Payment)
def test_every_payment_is_that_of_some_amounts(badge: Payment) -> None:
    status, paid, shipped = PAYMENTS[badge]
    assert payment_of(status, 100, paid, shipped=shipped) is badge

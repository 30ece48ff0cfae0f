"""Fulfilment and payment of an order, derived from quantities and money and never typed."""

from collections.abc import Reversible
from decimal import Decimal
from typing import Final

from msgspec import Struct

from domain.money import Amount
from domain.orders.content import OrderStatus
from readmodel.orders.detail_answers import Fulfilment, Payment

_NOTHING: Final = Decimal(0)
_DRAFT, _, _, _CANCELLED = OrderStatus
"""Looked up once: Python 3.11 takes several times as long for a member of an enum as for comparing it."""


class LineGoods(Struct, frozen=True, array_like=True):
    """What is still to go out of a line, and how much of that is set aside for it.

    A tracked line waits for what is not; any other can always ship.
    """

    open: Decimal
    tracked: bool
    reserved: Decimal

    @property
    def waiting(self) -> Decimal:
        """What the line is backordered by."""
        return max(self.open - self.reserved, _NOTHING) if self.tracked else _NOTHING

    def reserve(self, quantity: Decimal) -> "LineGoods":
        """The line once stock was set aside for it."""
        return LineGoods(self.open, self.tracked, self.reserved + quantity)

    def ship(self, quantity: Decimal) -> "LineGoods":
        """The line once goods of it left the house, reserved ones first."""
        left = max(self.reserved - quantity, _NOTHING) if self.reserved else self.reserved
        return LineGoods(self.open - quantity, self.tracked, left)


class Goods(Struct, frozen=True, kw_only=True):
    """How far the goods of an order are: can something ship, does something wait, and the badge."""

    shippable: bool
    waiting: bool
    fulfilment: Fulfilment


def goods_of(status: str, lines: Reversible[LineGoods], *, shipped: bool) -> Goods:
    """The goods of an order in a commercial state; only those of an open order can ship or wait.

    ``shipped`` says whether anything left the house.
    """
    if status == _DRAFT:
        return Goods(shippable=False, waiting=False, fulfilment=Fulfilment.NONE)
    if status == _CANCELLED:
        return Goods(shippable=False, waiting=False, fulfilment=Fulfilment.CANCELLED)
    # Lines are served from the first on. So what tells is found at once, though a receipt serve thousands of them.
    shippable = waiting = False
    for line in lines:
        if (line.reserved or not line.tracked) and line.open > _NOTHING:
            shippable = True
            break
    for line in reversed(lines):
        if line.tracked and line.open > line.reserved:
            waiting = True
            break
    return Goods(shippable=shippable, waiting=waiting, fulfilment=_badge(shippable, waiting, shipped))


def _badge(shippable: bool, waiting: bool, shipped: bool) -> Fulfilment:
    if not shippable and not waiting:
        return Fulfilment.SHIPPED
    if shipped:
        return Fulfilment.PART_SHIPPED
    if not waiting:
        return Fulfilment.RESERVED
    return Fulfilment.PART_RESERVED if shippable else Fulfilment.BACKORDERED


def balance_of(status: str, total: Amount, paid: Amount) -> Amount:
    """What is still to be paid, below zero after an overpayment; for a cancelled order, nothing is."""
    return -paid if status == _CANCELLED else total - paid


def payment_of(status: str, total: Amount, paid: Amount, *, shipped: bool) -> Payment:
    """How far the money is; ``shipped`` says whether anything left the house, which makes a deposit a part payment."""
    if status in (_DRAFT, _CANCELLED):
        return Payment.NONE
    if paid > total:
        return Payment.OVERPAID
    if paid == total:
        return Payment.PAID
    if paid <= 0:
        return Payment.UNPAID
    return Payment.PART_PAID if shipped else Payment.DEPOSIT

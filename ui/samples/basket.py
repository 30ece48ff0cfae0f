"""What one sample order holds."""

from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from domain.money import Taxed, line_net, tax_of
from domain.orders.content import Charge, LineEntry, OrderContent
from ui.samples.catalogue import Ware
from ui.samples.chance import Chance, Weighted
from ui.samples.customers import Regular
from ui.samples.rhythm import CURRENCY

FREE_DELIVERY_FROM = 500_00
FREIGHTS = (5_90, 7_90, 12_50)
FREIGHT_TAX = Decimal(19)
_LINES = Weighted((1, 2, 3, 4, 5, 6, 8, 11), (2, 4, 6, 6, 4, 3, 2, 1))


class Basket(Struct, frozen=True, kw_only=True):
    """An order's content, its wares with their quantities, and what it comes to in cents."""

    content: OrderContent
    wares: list[tuple[Ware, int]]
    due_on: date
    total: int


def fill(chance: Chance, regular: Regular, wares: Weighted[Ware], order_id: str, due_on: date) -> Basket:
    """Choose wares as this customer would; small orders pay freight."""
    chosen = [(ware, usual_quantity(chance, regular, ware)) for ware in chance.several(wares, chance.pick(_LINES))]
    lines = tuple(
        LineEntry(
            line_id=f"{order_id}.{place}",
            product_id=ware.id,
            quantity=Decimal(quantity),
            discount_percent=regular.discount,
        )
        for place, (ware, quantity) in enumerate(chosen)
    )
    taxed = [
        Taxed(line_net(Decimal(quantity), ware.price, regular.discount, CURRENCY), ware.tax)
        for ware, quantity in chosen
    ]
    net = sum(part.net for part in taxed)
    charges: tuple[Charge, ...] = ()
    if net < FREE_DELIVERY_FROM:
        amount = chance.one_of(FREIGHTS)
        charges = (freight(order_id, amount),)
        taxed.append(Taxed(amount, FREIGHT_TAX))
        net += amount
    content = OrderContent(
        customer_id=regular.id, lines=lines, charges=charges, due_on=due_on, reference=reference(chance)
    )
    return Basket(content=content, wares=chosen, due_on=due_on, total=net + tax_of(taxed))


def usual_quantity(chance: Chance, regular: Regular, ware: Ware) -> int:
    """What this customer takes of a ware."""
    return max(1, round(ware.step * chance.among(1, 4) * regular.size))


def freight(order_id: str, amount: int) -> Charge:
    """What a small order pays for its carriage."""
    return Charge(charge_id=f"{order_id}.freight", amount=amount, tax_rate=FREIGHT_TAX)


def wanted_by(chance: Chance, regular: Regular, day: date) -> date:
    """The day on which an order of this day is due."""
    return day + timedelta(days=chance.among(3, 11) + regular.distance)


def reference(chance: Chance) -> str:
    """The customer's own order number, where they give one."""
    return chance.digits("B-####") if chance.happens(0.35) else ""

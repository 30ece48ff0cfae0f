"""What the sample wholesaler sells."""

from decimal import Decimal

from msgspec import Struct

from domain.instants import Instant
from domain.products.commands import AddProduct
from domain.products.events import ProductDetails
from ui.samples.chance import Chance
from ui.samples.words import wordlist

_LINES, _STEPS = 4.0, 3.0
"""Lines of a usual order, and steps of a usual line."""


class Ware(Struct, kw_only=True):
    """A product as the sample trades it. ``weight`` is how often it is asked for; ``step`` what is usual to order.

    ``free`` is what is on hand and promised to nobody; below zero it is what orders wait for, exactly as the domain
    sees it, because whatever comes in goes to those who wait first.
    """

    id: str
    sku: str
    price: Decimal
    tax: Decimal
    weight: int
    step: int
    weekly: int
    tracked: bool
    free: int = 0
    coming: bool = False

    @property
    def reorder_point(self) -> int:
        """Two weeks of sales and one good order more."""
        return 2 * self.weekly + 5 * self.step if self.tracked else 0


def catalogue(chance: Chance, at: Instant, orders: int) -> tuple[list[Ware], list[AddProduct]]:
    """All products with the commands that add them; reorder points follow from how much is going to be sold."""
    wares, commands = [], []
    categories = wordlist("products")["categories"]
    total = sum(weight for category in categories.values() for *_, weight in category["products"])
    for name, category in categories.items():
        for sku, title, unit, price, weight in category["products"]:
            tracked = not category.get("untracked")
            step = 1 if not tracked else 6 if Decimal(price) < 12 else 4 if Decimal(price) < 25 else 2
            weekly = max(1, round(orders / 52 * _LINES * weight / total * step * _STEPS))
            ware = Ware(
                id=chance.id(at),
                sku=sku,
                price=Decimal(price),
                tax=Decimal(category["tax"]),
                weight=weight,
                step=step,
                weekly=weekly,
                tracked=tracked,
            )
            details = ProductDetails(
                sku=sku,
                name=title,
                barcode=with_check_digit(chance.digits("20##########")) if tracked else "",
                category=name,
                unit=unit,
                price=ware.price,
                tax_rate=ware.tax,
                reorder_point=Decimal(ware.reorder_point),
                tracked=tracked,
            )
            wares.append(ware)
            commands.append(
                AddProduct(
                    command_id=chance.id(at), actor="sample", occurred_at=at, product_id=ware.id, details=details
                )
            )
    return wares, commands


def with_check_digit(digits: str) -> str:
    """A GTIN-13 of its first twelve digits (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"

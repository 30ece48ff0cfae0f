"""What the sample wholesaler sells."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

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
    weight: float
    step: int
    weekly: int
    tracked: bool
    free: int = 0
    coming: bool = False

    @property
    def reorder_point(self) -> int:
        """Two weeks of sales and one good order more."""
        return 2 * self.weekly + 5 * self.step if self.tracked else 0


class _Article(Struct, frozen=True):
    """A product as the wordlist has it, or one of its many varieties."""

    sku: str
    title: str
    category: str
    unit: str
    price: Decimal
    tax: Decimal
    weight: float
    tracked: bool


def catalogue(chance: Chance, at: Instant, count: int, weekly_orders: float) -> tuple[list[Ware], list[AddProduct]]:
    """So many products with the commands that add them; reorder points follow from how much is going to be sold."""
    articles = [article for article, _ in zip(_articles(chance), range(count), strict=False)]
    total = sum(article.weight for article in articles)
    wares, commands = [], []
    for article in articles:
        step = 1 if not article.tracked else 6 if article.price < 12 else 4 if article.price < 25 else 2
        ware = Ware(
            id=f"ware-{article.sku.lower()}",
            sku=article.sku,
            price=article.price,
            tax=article.tax,
            weight=article.weight,
            step=step,
            weekly=max(1, round(weekly_orders * _LINES * article.weight / total * step * _STEPS)),
            tracked=article.tracked,
        )
        details = ProductDetails(
            sku=ware.sku,
            name=article.title,
            barcode=with_check_digit(chance.digits("20##########")) if ware.tracked else "",
            category=article.category,
            unit=article.unit,
            price=ware.price,
            tax_rate=ware.tax,
            reorder_point=Decimal(ware.reorder_point),
            tracked=ware.tracked,
        )
        wares.append(ware)
        commands.append(
            AddProduct(command_id=chance.id(at), actor="sample", occurred_at=at, product_id=ware.id, details=details)
        )
    return wares, commands


def with_check_digit(digits: str) -> str:
    """A GTIN-13 of its first twelve digits (GS1 General Specifications, 7.9)."""
    total = sum(int(digit) * (3 if place % 2 else 1) for place, digit in enumerate(digits))
    return f"{digits}{-total % 10}"


def _articles(chance: Chance) -> Iterator[_Article]:
    """The wordlist's own products, then those of one maker after the other."""
    words = wordlist("products")
    plain = [
        _Article(sku, title, name, unit, Decimal(price), Decimal(of["tax"]), weight, not of.get("untracked"))
        for name, of in words["categories"].items()
        for sku, title, unit, price, weight in of["products"]
    ]
    yield from plain
    number = 0
    for kind in words["kinds"]:
        for maker in words["makers"]:
            number += 1
            for article in plain:
                if article.tracked:
                    yield _variety(chance, article, maker, kind, number)


def _variety(chance: Chance, article: _Article, maker: str, kind: str, number: int) -> _Article:
    # Whole five cents, dearer rather than cheaper than what everybody sells.
    price = (article.price * chance.among(17, 32)).quantize(Decimal(1)) * Decimal("0.05")
    group, _, digits = article.sku.partition("-")
    changes: dict[str, Any] = {
        "sku": f"{group}-{number}{digits}",
        "title": ", ".join(part for part in (article.title, kind, maker) if part),
        "price": price,
        "weight": article.weight / (1 + number) ** 0.5 * (0.2 + chance.share()),
    }
    return _Article(**{name: changes.get(name, getattr(article, name)) for name in article.__struct_fields__})

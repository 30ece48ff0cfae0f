"""The years before Docket was taken up: orders of the former system, brought along like anybody's own by an import."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct

from domain.bus.recorder import Dated
from domain.business.commands import OpenBusiness
from domain.instants import Instant
from domain.numbering import series_of
from domain.orders.commands import ImportedLine, ImportOrder
from domain.orders.content import Buyer, OrderContent
from ui.samples.basket import FREE_DELIVERY_FROM, FREIGHTS, freight, reference, usual_quantity, wanted_by
from ui.samples.catalogue import Ware
from ui.samples.chance import Chance, Weighted
from ui.samples.customers import Regular
from ui.samples.rhythm import CURRENCY, moment, working_days_after
from ui.samples.scene import Scene, note

PART = 4_000
"""Orders of a part, about: what is decided at once, and told as progress."""
_EACH = 1_000
"""Microseconds from one imported order to the next."""
_LINES = Weighted((1, 2, 3, 4, 5, 7), (5, 6, 5, 3, 2, 1))
_SHIPPED_AFTER = Weighted((1, 2, 3, 4, 6), (6, 5, 3, 2, 1))
_DEARER = Decimal("0.97")
"""What a price was a year before, compared with the year after."""


class Part(Struct, frozen=True):
    """Some days of the past. ``first`` orders come before it, ``counters`` are their last numbers by series."""

    number: int
    first: int
    days: list[tuple[date, int]]
    counters: dict[str, int]


def parts_of(scene: Scene) -> list[Part]:
    """The past in parts that can be decided apart."""
    pattern = OpenBusiness(currency=CURRENCY).order_numbers
    parts: list[Part] = []
    counters: dict[str, int] = {}
    first, done, days = 0, 0, []
    for place, (day, count) in enumerate(scene.past, start=1):
        days.append((day, count))
        done += count
        if done - first >= PART or place == len(scene.past):
            parts.append(Part(len(parts), first, days, dict(counters)))
            for of, orders in days:
                series = series_of(pattern, of)
                counters[series] = counters.get(series, 0) + orders
            first, days = done, []
    return parts


class Past:
    """Makes up the imports of a part."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._taken_up = scene.trade[0][0]
        self._prices: dict[tuple[str, int], Decimal] = {}

    def commands(self, part: Part) -> Iterator[Dated]:
        """An import for each order, by the day and hour it was placed."""
        chance = self._scene.wish.chance(f"past/{part.number}")
        number = part.first
        for day, count in part.days:
            for placed_at in sorted(moment(chance, day) for _ in range(count)):
                number += 1
                at = self._scene.moved_at + number * _EACH
                yield self._imported(chance, number, day, placed_at, at), at

    def _imported(self, chance: Chance, number: int, day: date, placed_at: Instant, at: Instant) -> ImportOrder:
        order_id = f"past-{number:08}"
        regular = chance.pick(self._scene.any_regular)
        wares = chance.several(self._scene.any_ware, chance.pick(_LINES))
        lines = tuple([self._line(chance, regular, ware, day) for ware in wares])
        small = sum(line.quantity * line.unit_price for line in lines) * 100 < FREE_DELIVERY_FROM
        due_on = wanted_by(chance, regular, day)
        content = OrderContent(
            charges=(freight(order_id, chance.one_of(FREIGHTS)),) if small else (),
            due_on=due_on,
            reference=reference(chance),
        )
        cancelled = chance.happens(0.025)
        return ImportOrder(
            command_id=chance.id(at),
            actor="sample",
            order_id=order_id,
            source_number=f"H{number:08}",
            channel="former system",
            customer_code=regular.code,
            buyer=_AS_KNOWN,
            lines=lines,
            content=content,
            currency=CURRENCY,
            placed_at=placed_at,
            shipped_at=None if cancelled else self._shipped_at(chance, day, due_on),
            paid=not cancelled and self._is_paid(chance, day, regular),
            cancelled=cancelled,
            note=note(chance) if chance.happens(0.03) else "",
            create_missing=False,
        )

    def _line(self, chance: Chance, regular: Regular, ware: Ware, day: date) -> ImportedLine:
        return ImportedLine(
            sku=ware.sku,
            quantity=Decimal(usual_quantity(chance, regular, ware)),
            unit_price=self._price(ware, self._taken_up.year - day.year),
            discount_percent=regular.discount,
            tax_rate=ware.tax,
        )

    def _price(self, ware: Ware, years_ago: int) -> Decimal:
        key = ware.id, years_ago
        price = self._prices.get(key)
        if price is None:
            price = self._prices[key] = (ware.price * _DEARER**years_ago).quantize(_CENT)
        return price

    def _shipped_at(self, chance: Chance, day: date, due_on: date) -> Instant:
        """All of it had left the house when the former system was left."""
        late = chance.happens(0.06)
        on = working_days_after(due_on if late else day, chance.pick(_SHIPPED_AFTER))
        return moment(chance, min(on, self._taken_up - timedelta(days=1)), 9, 16)

    def _is_paid(self, chance: Chance, day: date, regular: Regular) -> bool:
        """What is old is paid, but for very little; of the last weeks, what those owe who take their time."""
        age = (self._taken_up - day).days
        return chance.happens(0.9995 if age > 90 else 0.97 if age > regular.pays_after + 7 else 0.4)


_AS_KNOWN = Buyer(name="")
_CENT = Decimal("0.01")

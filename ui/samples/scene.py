"""The stage of a sample history: how large it is, when what happens, who buys and what is sold."""

from collections.abc import Iterator
from datetime import date, timedelta
from functools import cached_property

from msgspec import Struct

from domain.bus.recorder import Dated
from domain.business.commands import OpenBusiness
from domain.instants import Instant
from domain.messages import Command
from ui.samples.catalogue import Ware, catalogue
from ui.samples.chance import Chance, Weighted
from ui.samples.customers import Regular, customers
from ui.samples.rhythm import CURRENCY, TIME_ZONE, YEAR, at_hour, days_until, order_counts
from ui.samples.words import wordlist

TRADED_IN_FULL = 5_000
"""Orders up to which every step of every order is traded: reserved, shipped, paid. A year of them."""
_LEAST_TRADED, _TRADED_SHARE = 2_000, 60
"""Of a longer history at least so many orders are traded, or every so manieth; the rest was brought along."""
_LONG_HISTORY = 5 * YEAR
_CUSTOMERS, _PRODUCTS, _SMALL = 120, 61, 500
"""Customers and products of a small history of so many orders; they grow with the square root."""


class Wish(Struct, frozen=True, kw_only=True):
    """The same wish gives the same history: so many orders, up to a day, and a seed."""

    orders: int
    seed: str
    until: date

    def chance(self, part: str) -> Chance:
        """The source of everything random in a part of the history, whoever makes the other parts."""
        return Chance(f"{self.seed}/{self.orders}/{self.until.isoformat()}/{part}")


class Scene:
    """What past and trade have in common.

    Up to some thousands of orders the history is a year of trade. Longer ones are those of a business that brought five
    years of orders along from its former system on the day it took up Docket, and traded with Docket since.
    """

    def __init__(self, wish: Wish) -> None:
        self.wish = wish
        long = wish.orders > TRADED_IN_FULL
        days = days_until(wish.until, _LONG_HISTORY if long else YEAR)
        counts = order_counts(wish.chance("days"), days, wish.orders)
        self._calendar = list(zip(days, counts, strict=True))
        self._taken_up = _last_with(counts, max(_LEAST_TRADED, wish.orders // _TRADED_SHARE)) if long else 0
        self.beginning = at_hour(days[0] - timedelta(days=1), 9)
        growth = max(1.0, wish.orders / _SMALL) ** 0.5
        weekly = sum(counts[-YEAR:]) / 52
        self.wares, self._new_wares = catalogue(
            wish.chance("products"), self.beginning, round(_PRODUCTS * growth), weekly
        )
        self.regulars, self._new_customers = customers(
            wish.chance("customers"), self.beginning, round(_CUSTOMERS * growth)
        )

    @property
    def past(self) -> list[tuple[date, int]]:
        """The days before Docket was taken up, with how many orders each brought."""
        return self._calendar[: self._taken_up]

    @property
    def trade(self) -> list[tuple[date, int]]:
        """The days since, with how many orders each brings."""
        return self._calendar[self._taken_up :]

    @property
    def moved_at(self) -> Instant:
        """The instant at which everything known before is recorded."""
        return at_hour(self.trade[0][0] - timedelta(days=1), 9)

    @cached_property
    def any_ware(self) -> Weighted[Ware]:
        """Wares by how often they are asked for."""
        return Weighted(self.wares, [ware.weight for ware in self.wares])

    @cached_property
    def any_regular(self) -> Weighted[Regular]:
        """Customers by how often they order."""
        return Weighted(self.regulars, [regular.weight for regular in self.regulars])

    def preparation(self) -> Iterator[Dated]:
        """Open the business, and take on its customers and products."""
        chance, at = self.wish.chance("business"), self.beginning
        opening = OpenBusiness(
            command_id=chance.id(at), actor="sample", occurred_at=at, currency=CURRENCY, time_zone=TIME_ZONE
        )
        commands: tuple[Command, ...] = (opening, *self._new_wares, *self._new_customers)
        for command in commands:
            yield command, self.moved_at


def note(chance: Chance) -> str:
    """Something that is noted about an order."""
    text: str = chance.one_of(wordlist("customers")["notes"])
    return text


def _last_with(counts: list[int], orders: int) -> int:
    """The place from which on there are at least so many orders."""
    place = len(counts)
    while orders > 0:
        place -= 1
        orders -= counts[place]
    return place

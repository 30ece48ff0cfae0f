"""The hunt for a view's first rows: what is known of it, whichever way they are then found."""

from functools import cached_property
from math import isqrt, prod
from sqlite3 import Connection

from readmodel.listing import limits
from readmodel.listing.aiming import Aim, counted, take_aim, take_aims
from readmodel.listing.counting import count_all, count_tallied, is_dense
from readmodel.listing.laying import others_than
from readmodel.listing.plan import Plan
from readmodel.listing.ways import Condition


class Hunt:
    """``wanted`` rows are looked for behind the ``best`` hits, which come first anyway.

    A way of finding them answers with their ids in the view's order: so many, or all there are if they are fewer. It
    answers None where it would have to look at too much, as ``limits`` say.
    """

    def __init__(self, connection: Connection, plan: Plan, best: list[int], count: int) -> None:
        self.connection = connection
        self.plan = plan
        self.best = best
        self.wanted = count - len(best)
        self.others = others_than(best)
        """The test that a row is none of the best."""
        self.tests = [*plan.tests, *self.others]
        """All that is asked of a row."""

    def tests_of(self, aim: Aim | None) -> list[str]:
        """The same of a row that an aim found; last is what it was found by, which nearly all such rows pass."""
        asked = [*self.plan.all, *self.plan.absent]
        if aim is not None:
            asked.sort(key=lambda condition: condition.ways == aim.ways)
        return [*(condition.sql.format(t="t") for condition in asked), *self.others]

    @cached_property
    def is_dense(self) -> bool:
        """Whether so many rows pass that they are walked along."""
        return is_dense(self.connection, self.plan)

    @cached_property
    def rough_aim(self) -> Aim | None:
        """Where rows are found, without having counted how many they are beyond a few."""
        return take_aim(self.connection, self.plan, roughly=True)

    @cached_property
    def aim(self) -> Aim | None:
        """Where the fewest rows have to be looked at."""
        return take_aim(self.connection, self.plan)

    @property
    def aim_by_ids(self) -> Aim | None:
        """An aim that finds the rows of a range of ids, if there is one: for this, their number needn't be known."""
        return self.rough_aim if self.rough_aim is None or self.rough_aim.by_ids else self.aim

    @property
    def asks_tally_alone(self) -> bool:
        """Whether the tally tells exactly how many rows pass."""
        return not (self.plan.asks_for_text or self.plan.conditions.others or self.plan.scope)

    @cached_property
    def told_alone(self) -> list[Condition]:
        """What is tested first while an order is walked along, where its index tells no more of what is asked."""
        asked = [*self.plan.all, *self.plan.absent]
        return [tells for tells, condition in zip(self.plan.told or [], asked, strict=False) if tells is not condition]

    @cached_property
    def passing(self) -> float:
        """About how many rows pass: what the tally says, or else as if no test had to do with any other."""
        if self.asks_tally_alone and self.plan.conditions.tallied:
            return count_tallied(self.connection, self.plan)
        shares = [min(1.0, sum(aim.counts) / self.rows) for aim in take_aims(self.connection, self.plan)]
        return self.rows * prod(shares)

    @property
    def is_many(self) -> bool:
        """Whether so many rows are found that they were not counted any farther: there may be many times as many."""
        return self.aim is not None and self.aim.hits > limits.SOME

    @cached_property
    def fits_a_set(self) -> bool:
        """Whether rows are found, and so few that a set of them takes less time than to fetch what is walked past."""
        if self.aim is None or not self.is_many:
            return self.aim is not None
        most = isqrt(limits.SET_FOR_EACH * self.rows)
        rows = (counted(self.connection, self.plan, way, most + 1) for way in self.aim.ways)
        return most > limits.SOME and sum(rows) <= most

    @property
    def is_endless(self) -> bool:
        """Whether all rows would have to be looked at, or very many hits, if they were not found in some way."""
        return (self.aim is None or self.is_many) and not self.plan.shelf

    @property
    def expected(self) -> float:
        """About how many rows have to be walked past, if those that pass stand anywhere in the order."""
        return self.wanted * self.rows / max(1.0, self.passing)

    @cached_property
    def rows(self) -> int:
        """How many rows the list has, one at least."""
        return max(1, count_all(self.connection, self.plan.spec))

    @cached_property
    def fetched(self) -> float:
        """About how many rows are fetched along the order of which its index leaves open whether they pass."""
        if not self.told_alone:
            return 0
        told = count_tallied(self.connection, self.plan, self.told_alone)
        return self.wanted * told / max(1.0, self.passing)

"""Where to look for a view's rows: the test by which fewest of them are found, or two tests together."""

from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing import limits
from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_all
from readmodel.listing.packing import unpack
from readmodel.listing.plan import Plan
from readmodel.listing.ways import Way


class Aim(Struct, frozen=True, kw_only=True):
    """Where to look for a view's rows: in what ``ways`` find, about as many rows each as ``counts`` say."""

    ways: tuple[Way, ...]
    counts: tuple[int, ...]

    @property
    def hits(self) -> int:
        """About how many rows are looked at, told apart up to ``limits.SOME``."""
        return min(sum(self.counts), limits.SOME + 1)

    @property
    def by_ids(self) -> bool:
        """Whether it finds the rows of a range of ids without looking at others."""
        return all(way.among for way in self.ways)

    @property
    def ids(self) -> str:
        """SQL that gives the ids of all rows the view can have, and of some others, each once."""
        if len(self.ways) == 1 and self.ways[0].twice:
            return f"SELECT DISTINCT id FROM ({self.ways[0].ids})"
        return " UNION ".join(way.ids for way in self.ways)

    def between(self, since: int, until: int) -> str:
        """The same for the ids from one to another, where it finds rows ``by_ids``; it may give an id twice."""
        return " UNION ALL ".join(way.between(since, until) for way in self.ways)


def take_aim(connection: Connection, plan: Plan, *, roughly: bool = False) -> Aim | None:
    """The test by which fewest rows are found, or two of them; the others are only tested.

    None if no index finds what they ask for. ``roughly`` leaves open how many rows a single test finds if not a few.
    """
    aims = take_aims(connection, plan, roughly=roughly)
    if len(aims) > 1 and aims[0].hits > limits.FEW and aims[1].hits <= limits.SOME:
        return _narrowed(connection, plan, aims[0], aims[1])
    return aims[0] if aims else None


def take_aims(connection: Connection, plan: Plan, *, roughly: bool = False) -> list[Aim]:
    """All tests by which rows are found, that by which fewest are found first."""
    asked = [] if plan.scope else [condition.ways for condition in plan.all if condition.ways]
    if any(way.texts for ways in asked for way in ways):
        rows = count_all(connection, plan.spec)
        many = rows / limits.DENSE
        asked = [ways for ways in asked if not (ways[0].texts and counted(connection, plan, ways[0], 1) >= many)]
    aims = [_aim(connection, plan, ways, limits.FEW + 1) for ways in asked]
    if aims and min(aim.hits for aim in aims) > limits.FEW and not (roughly and len(aims) == 1):
        aims = [_aim(connection, plan, ways, limits.SOME + 1) for ways in asked]
    return sorted(aims, key=lambda aim: (aim.hits, not aim.by_ids))


def counted(connection: Connection, plan: Plan, way: Way, most: int) -> int:
    """About how many rows a way finds, up to ``most`` at least."""
    rows, counted = plan.counted.get(way.ids, (0, 0))
    if rows >= counted < most:
        rows = connection.execute(way.count, {**plan.params, "most": most}).fetchone()[0]
        plan.counted[way.ids] = rows, most
    return rows


def found_fully(connection: Connection, plan: Plan) -> str:
    """FROM for testing all rows that a view can have."""
    aim = take_aim(connection, plan)
    if plan.shelf and not plan.scope and (aim is None or aim.hits > limits.FEW):
        return plan.found_on_shelf
    if aim is not None and (aim.hits <= limits.SOME or plan.asks_for_text):
        return plan.found_by(aim.ids)
    return plan.tested


def ids_of(connection: Connection, plan: Plan, found: str) -> list[int]:
    """The ids that SQL gives, in its order."""
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({found}) AS q", plan.params).fetchone()[0]
    return unpack(joined or "", list[int]())


def _aim(connection: Connection, plan: Plan, ways: tuple[Way, ...], most: int) -> Aim:
    """What ways of finding rows come to, as far as that is at most so many."""
    return Aim(ways=ways, counts=tuple([counted(connection, plan, way, most) for way in ways]))


def _narrowed(connection: Connection, plan: Plan, one: Aim, other: Aim) -> Aim:
    """What two tests find together, which is often few."""
    ids = ids_of(connection, plan, f"SELECT id FROM ({one.ids}) INTERSECT SELECT id FROM ({other.ids})")
    known = Way(
        id="j.value",
        of=f"json_each({plan.bound.name(as_json(ids))}) AS j",
        test="1",
        among="j.value BETWEEN {since} AND {until}",
    )
    return Aim(ways=(known,), counts=(len(ids),))

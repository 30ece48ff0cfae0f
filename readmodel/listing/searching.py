"""Finding the first rows of a view without looking at all that it finds.

Few hits are collected and sorted. Some are put into a set, against which the sort's index is walked; of many, the walk
itself finds enough. Either walk is given up where the hits stand far from where it begins, as customers do in the order
of their names: for such an order the texts that rows share tell where they stand.
"""

from array import array
from collections.abc import Sequence
from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing.bound import as_json
from readmodel.listing.conditions import Way
from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.packing import unpack
from readmodel.listing.paging import read_ids
from readmodel.listing.plan import Plan, untold, where

FEW = 2500
"""So many hits are collected and sorted within a frame."""

SOME = 30_000
"""So many rows are put into a set within a frame; nothing is counted much farther."""

ON_A_SHELF = 50_000
"""So many rows of a shelf are looked through rather than looking for them elsewhere."""

TOLD_ON_A_SHELF = 80_000
"""So many are sorted within a frame by what the shelf alone tells."""

DENSE = 4
"""What one row in so many passes is met often enough by walking along."""

TOLD = 120_000
"""So many rows are sorted within a frame by what the index tells that finds them."""

_PROBED = 60_000
_PROBED_FOR_EACH = 12
"""Walking past so many rows costs about what it costs to fetch and sort one hit."""

_LOOKED_AT = 6000

_FOREMOST = 4
"""So many times as many rows as are wanted are tested before all are sorted."""


class Aim(Struct, frozen=True, kw_only=True):
    """Where to look for a view's rows: in what ``ways`` find, about as many rows each as ``counts`` say."""

    ways: tuple[Way, ...]
    counts: tuple[int, ...]

    @property
    def hits(self) -> int:
        """About how many rows are looked at, told apart up to ``SOME``."""
        return min(sum(self.counts), SOME + 1)

    @property
    def by_ids(self) -> bool:
        """Whether it finds the rows of a range of ids without looking at others."""
        return all(way.among for way in self.ways)

    @property
    def ids(self) -> str:
        """SQL that gives the ids of all rows the view can have, and of some others, each once."""
        return self._together([way.ids for way in self.ways])

    def between(self, since: int, until: int) -> str:
        """The same for the ids from one to another, where it finds rows ``by_ids``."""
        return self._together([way.between(since, until) for way in self.ways])

    def _together(self, found: list[str]) -> str:
        if len(found) == 1 and self.ways[0].twice:
            return f"SELECT DISTINCT id FROM ({found[0]})"
        return " UNION ".join(found)


def take_aim(connection: Connection, plan: Plan, *, roughly: bool = False) -> Aim | None:
    """The test by which fewest rows are found, or two of them; the others are only tested.

    None if no index finds what they ask for. ``roughly`` leaves open how many rows a single test finds if not ``FEW``.
    """
    aims = take_aims(connection, plan, roughly=roughly)
    if len(aims) > 1 and aims[0].hits > FEW and aims[1].hits <= SOME:
        return _narrowed(connection, plan, aims[0], aims[1])
    return aims[0] if aims else None


def take_aims(connection: Connection, plan: Plan, *, roughly: bool = False) -> list[Aim]:
    """All tests by which rows are found, that by which fewest are found first."""
    asked = [] if plan.scope else [condition.ways for condition in plan.all if condition.ways]
    if any(way.texts for ways in asked for way in ways):
        rows = count_all(connection, plan.spec)
        asked = [ways for ways in asked if not (ways[0].texts and _count(connection, plan, ways[0], 1) * DENSE >= rows)]
    aims = [_aim(connection, plan, ways, FEW + 1) for ways in asked]
    if aims and min(aim.hits for aim in aims) > FEW and not (roughly and len(aims) == 1):
        aims = [_aim(connection, plan, ways, SOME + 1) for ways in asked]
    return sorted(aims, key=lambda aim: (aim.hits, not aim.by_ids))


def _aim(connection: Connection, plan: Plan, ways: tuple[Way, ...], most: int) -> Aim:
    """What ways of finding rows come to, as far as that is at most so many."""
    return Aim(ways=ways, counts=tuple([_count(connection, plan, way, most) for way in ways]))


def _count(connection: Connection, plan: Plan, way: Way, most: int) -> int:
    """About how many rows a way finds, up to ``most`` at least."""
    rows, counted = plan.counted.get(way.ids, (0, 0))
    if rows >= counted < most:
        rows = connection.execute(way.count, {**plan.params, "most": most}).fetchone()[0]
        plan.counted[way.ids] = rows, most
    return rows


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


def found_fully(connection: Connection, plan: Plan) -> str:
    """FROM for testing all rows that a view can have."""
    aim = take_aim(connection, plan)
    if plan.shelf and not plan.scope and (aim is None or aim.hits > FEW):
        return plan.found_on_shelf
    if aim is not None and (aim.hits <= SOME or plan.asks_for_text):
        return plan.found_by(aim.ids)
    return plan.tested


def shelf_serves(connection: Connection, plan: Plan) -> bool:
    """Whether the first rows of a view are quickly found on a shelf: it stands in their order, or is small."""
    if not plan.shelf or plan.scope:
        return False
    if plan.told_by_shelf and plan.sort == plan.shelf_leads_by:
        return True
    most = TOLD_ON_A_SHELF if plan.told_by_shelf else ON_A_SHELF
    return not plan.conditions.tallied or count_tallied(connection, plan) <= most


def walk_candidates(connection: Connection, plan: Plan, aim: Aim, count: int, tests: Sequence[str]) -> list[int] | None:
    """The first ids along the view's order that are among the candidates; None if they stand too far from its start."""
    way = "DESC" if plan.descending else "ASC"
    probed = min(_PROBED, _PROBED_FOR_EACH * aim.hits)
    walked = f"SELECT t.id AS id FROM {plan.table} AS t ORDER BY t.{plan.sort} {way}, t.id {way} LIMIT {probed}"
    ids = _tested(connection, plan, _held(walked, aim), count, tests)
    return ids if len(ids) == count else None


def walk_told(connection: Connection, plan: Plan, aim: Aim, count: int, tests: Sequence[str]) -> list[int] | None:
    """The first ids along the view's order, sorted where they are found; None if the index does not tell what by."""
    (way,) = aim.ways if len(aim.ways) == 1 else (None,)
    if way is None or plan.sort not in way.tells:
        return None
    if aim.hits > SOME and _count(connection, plan, way, TOLD + 1) > TOLD:
        return None
    ids: list[int] = []
    for limit in (_FOREMOST * count, -1):
        told = f"SELECT t.id AS id FROM {way.of} WHERE {way.test} ORDER BY {plan.sorted_anew} LIMIT {limit}"
        ids = _tested(connection, plan, told, count, tests)
        if len(ids) == count:
            break
    return ids


def walk_shelf(connection: Connection, plan: Plan, aim: Aim | None, count: int, tests: Sequence[str]) -> list[int]:
    """The first ids along the view's order of what the filters leave on a shelf and what passes the other tests."""
    sorted_shelf = (
        f"SELECT t.id AS id FROM {plan.found_on_shelf}{where(*plan.filter_tests)} ORDER BY {plan.sorted_anew} LIMIT -1"
    )
    held = _held(sorted_shelf, aim) if aim is not None and aim.hits <= SOME else sorted_shelf
    return _tested(connection, plan, held, count, tests)


def _held(walked: str, aim: Aim) -> str:
    """SQL that gives those of the ids that others give, in their order, which an aim finds, too."""
    return f"SELECT w.id AS id FROM ({walked}) AS w WHERE w.id IN ({aim.ids})"


def walk_places(connection: Connection, plan: Plan, aim: Aim, count: int, tests: Sequence[str]) -> list[int] | None:
    """The first ids in an order by shared texts, one such text after the other.

    None if the order is another, if too many rows are found in other ways, or if too few rows pass the tests.
    """
    shared = plan.spec.search.shared
    other = [one for one in aim.ways if not one.texts]
    texts = [text for one in aim.ways for text in one.texts]
    rest = sum(hits for one, hits in zip(aim.ways, aim.counts, strict=True) if not one.texts)
    if shared is None or plan.sort not in shared.sorts or not texts or rest > FEW:
        return None
    way = "DESC" if plan.descending else "ASC"
    at = where(f"t.{plan.sort} = :place", *untold(tests))
    found: set[int] = set()
    for one in other:
        found.update(ids_of(connection, plan, one.ids))
    placed, looked_at = 0, 0
    by = f"e.{plan.sort}"
    held = f"e.id IN (SELECT value FROM json_each({plan.bound.name(as_json(texts))}))"
    places = f"SELECT {by}, sum(e.n) FROM {shared.table} AS e WHERE {held} GROUP BY {by} ORDER BY {by} {way}"
    for place, rows in connection.execute(places, plan.params).fetchall():
        selection = f"SELECT t.id FROM {plan.tested}{at} ORDER BY t.id {way} LIMIT {count - placed}"
        here = [row[0] for row in connection.execute(selection, {**plan.params, "place": place})]
        found.update(here)
        placed += len(here)
        looked_at += rows
        if placed >= count:
            break
        if looked_at - placed > _LOOKED_AT:
            return None
    return read_ids(
        connection, plan, f"t.id IN (SELECT value FROM json_each('{as_json(list(found))}'))", *untold(tests)
    )[:count]


def _tested(connection: Connection, plan: Plan, walked: str, count: int, tests: Sequence[str]) -> list[int]:
    """The first ids of those that SQL gives, in its order, whose rows pass the tests."""
    found = f"SELECT t.id AS id FROM {plan.found_by(walked)}{where(*untold(tests))} LIMIT {count}"
    return ids_of(connection, plan, found)


def ids_of(connection: Connection, plan: Plan, found: str, values: dict[str, object] | None = None) -> list[int]:
    """The ids that SQL gives, in its order, for the plan's or other values."""
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({found}) AS q", values or plan.params).fetchone()[0]
    return unpack(joined or "", array("q")).tolist()

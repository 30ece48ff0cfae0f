"""Opening a view: its first rows at once, then where all the others stand.

Rows that no filter or search leaves out are reached by anchors along the sort's index; so are those of a filter that
lets much through, by walking past what it leaves out. What a search or a sparse filter finds is kept as packed ids.
"""

from array import array
from sqlite3 import Connection

import msgspec

from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.laying import lay_anchors, others_than, pack
from readmodel.listing.paging import rank_of, read_ids, rows_by_ids, walk_ids
from readmodel.listing.plan import Plan, as_json, where
from readmodel.listing.searching import FEW, SOME, take_aim, walk_candidates, walk_places, walk_shelf
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Anchors, Key, Laid, Opened, Packed, Snapshot, View
from readmodel.listing.walking import Stretch

FIRST = 100
"""Rows answered on opening."""

DENSE = 4
"""A filter that lets one row in so many through is walked; a sparser one is packed."""

_RARE = 5000
_PROBED = 8000
_PROBED_FARTHER = 64_000
_ON_A_SHELF = 50_000
_BEST = 100


def open_view(connection: Connection, spec: ListSpec, view: View) -> Opened:
    """The first rows of a view, and its count if that is a look at the tally.

    Where they are all rows there are, or all are found while looking for the first, the view is laid out with it.
    """
    plan = Plan(spec, view)
    count = _known_count(connection, plan)
    best = best_hits(connection, plan)
    ids, whole = (best, False) if len(best) >= FIRST else _first(connection, plan, best, count)
    first = ids[:FIRST]
    if whole or len(ids) < FIRST:
        snapshot = Snapshot(view=view, count=len(ids), order=Packed(array("q", ids)), newest=_newest(connection, plan))
    else:
        snapshot = Snapshot(view=view, count=count, order=None, first=tuple(first), newest=_newest(connection, plan))
    return Opened(snapshot=snapshot, rows=rows_by_ids(connection, plan, first))


def _first(connection: Connection, plan: Plan, best: list[int], count: int | None) -> tuple[list[int], bool]:
    """The first ids of a view, or all of them, and whether they are.

    They come from a walk along the sort's index. Where rows are few, or too few in a short stretch of it, an index of
    their own finds them and they are sorted.
    """
    if plan.searches_texts:
        return _first_found(connection, plan, best)
    if not plan.walkable:
        return _packed(connection, plan, best, FIRST)
    if plan.shelf and not plan.asks_for_text and (count is None or count <= _ON_A_SHELF):
        return _packed(connection, plan, best, _RARE if count is None or count <= _RARE else FIRST)
    free = not plan.tests or (not plan.asks_for_text and _is_dense(connection, plan))
    if free or not _is_rare(connection, plan, count):
        ids = _walk(connection, plan, best, None if free else _PROBED)
        if ids is not None:
            return ids, False
    return _packed(connection, plan, best, _RARE if count is None or count <= _RARE else FIRST)


def _first_found(connection: Connection, plan: Plan, best: list[int]) -> tuple[list[int], bool]:
    """The first ids of a search, by the way that fits the number of hits."""
    others = others_than(best)
    wanted = FIRST - len(best)
    aim = take_aim(connection, plan)
    if aim.hits <= FEW:
        return _packed(connection, plan, best, _RARE)
    if plan.shelf and _count(connection, plan) <= _ON_A_SHELF:
        return best + walk_shelf(connection, plan, wanted, [*plan.word_tests, *others], among=aim.hits <= SOME), False
    ids: list[int] | None = None
    if aim.places is not None and aim.own <= FEW:
        ids = walk_places(connection, plan, aim, wanted, [*plan.tests, *others])
    if ids is None and aim.hits <= SOME:
        ids = walk_candidates(connection, plan, wanted, [*plan.tests, *others])
    if ids is not None:
        return best + ids, False
    for probed in (_PROBED, _PROBED_FARTHER) if aim.hits > SOME else ():
        ids = _walk(connection, plan, best, probed)
        if ids is not None:
            return ids, False
    return _packed(connection, plan, best, _RARE if aim.hits <= _RARE else FIRST)


def _count(connection: Connection, plan: Plan) -> int:
    return count_tallied(connection, plan.spec, plan.conditions) if plan.conditions.tallied else 0


def _packed(connection: Connection, plan: Plan, best: list[int], most: int) -> tuple[list[int], bool]:
    ids = pack(connection, plan, best, most + 1).ids.tolist()
    return ids, len(ids) <= most


def lay_out(connection: Connection, spec: ListSpec, snapshot: Snapshot, keep: int | None = None) -> Laid:
    """The snapshot with all its rows laid out and counted, and the rank of the row with the id ``keep``."""
    if snapshot.order is None:
        plan = Plan(spec, snapshot.view)
        order: Anchors | Packed
        if plan.walkable and not plan.asks_for_text and _is_dense(connection, plan):
            order, count = lay_anchors(connection, plan)
        else:
            if plan.searches_texts:
                take_aim(connection, plan)
            order = pack(connection, plan, best_hits(connection, plan))
            count = len(order.ids)
        newest = _newest(connection, plan)
        snapshot = msgspec.structs.replace(snapshot, order=order, count=count, newest=newest)
    return Laid(snapshot=snapshot, kept=None if keep is None else rank_of(connection, spec, snapshot, keep))


def best_hits(connection: Connection, plan: Plan) -> list[int]:
    """The ids of rows that have the text as an identifier, then of those that have one beginning with it.

    Where more than a hundred rows of the list have it or begin with it, that tells nothing, and they don't come first.
    """
    if not plan.typed:
        return []
    exact, begun = [
        dict.fromkeys(id for column in plan.spec.search.identifiers for id in _some(connection, plan, column, test))
        for test in ("t.{0} = :typed", "t.{0} >= :typed AND t.{0} < :typed_end")
    ]
    exact = {} if len(exact) > _BEST else exact
    begun = {} if len(begun) > _BEST else begun
    return _in_order(connection, plan, list(exact)) + _in_order(connection, plan, [i for i in begun if i not in exact])


def _some(connection: Connection, plan: Plan, column: str, test: str) -> list[int]:
    found = f"SELECT t.id FROM {plan.table} AS t{where(test.format(column))} LIMIT {_BEST + 1}"
    return [row[0] for row in connection.execute(found, plan.params)]


def _newest(connection: Connection, plan: Plan) -> int:
    newest = connection.execute(f"SELECT max(id) FROM {plan.table} AS t{where(*plan.scope)}", plan.params).fetchone()[0]
    return newest or 0


def _known_count(connection: Connection, plan: Plan) -> int | None:
    if plan.asks_for_text:
        return None
    if plan.scope:
        return int(connection.execute(f"SELECT count(*) FROM {plan.found_roughly}", plan.params).fetchone()[0])
    if plan.conditions.all and not plan.conditions.tallied:
        return None
    if not plan.conditions.all:
        return count_all(connection, plan.spec)
    return count_tallied(connection, plan.spec, plan.conditions) if plan.conditions.tallied else None


def _is_dense(connection: Connection, plan: Plan) -> bool:
    if not plan.conditions.all:
        return True
    if not plan.conditions.tallied:
        return False
    return count_tallied(connection, plan.spec, plan.conditions) * DENSE >= count_all(connection, plan.spec)


def _walk(connection: Connection, plan: Plan, best: list[int], probed: int | None) -> list[int] | None:
    """The first ids along the view's order; None if there are too few among so many ``probed`` rows."""
    wanted = FIRST - len(best)
    end: Key | None = None
    if probed is not None:
        edge = Stretch(plan, None, None)
        last = connection.execute(edge.keys(1, probed), edge.params).fetchone()
        end = None if last is None else (last[0], last[1])
    stretch = Stretch(plan, None, end, [*plan.walked_tests, *others_than(best)])
    ids = walk_ids(connection, stretch, wanted, 0)
    return None if end is not None and len(ids) < wanted else best + ids


def _is_rare(connection: Connection, plan: Plan, count: int | None) -> bool:
    """Whether so few rows are to be found that sorting them takes less than looking for the first of them."""
    if count is None:
        found = f"SELECT 1 FROM {plan.found_roughly} LIMIT {_RARE + 1}"
        count = connection.execute(f"SELECT count(*) FROM ({found})", plan.params).fetchone()[0]
    return count <= _RARE


def _in_order(connection: Connection, plan: Plan, ids: list[int]) -> list[int]:
    named = f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"
    return read_ids(connection, plan, named, *plan.tests) if ids else []

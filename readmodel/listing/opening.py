"""Opening a view: its first rows at once, then where all the others stand.

Rows that no filter or search leaves out are reached by anchors along the sort's index; so are those of a filter that
lets much through, by walking past what it leaves out. What a search or a sparse filter finds is kept as packed ids.
"""

from array import array
from sqlite3 import Connection

import msgspec

from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.laying import lay_anchors, others_than, pack
from readmodel.listing.paging import rank_of, read_ids, rows_by_ids, walk_ids
from readmodel.listing.plan import Plan, where
from readmodel.listing.searching import (
    FEW,
    SOME,
    found_fully,
    shelf_serves,
    take_aim,
    walk_candidates,
    walk_places,
    walk_shelf,
)
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
_BEST = 100


def open_view(connection: Connection, spec: ListSpec, view: View) -> Opened:
    """The first rows of a view, and its count if that is a look at the tally.

    Where they are all rows there are, or all are found while looking for the first, the view is laid out with it.
    """
    plan = Plan(connection, spec, view)
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
    """The first ids of a view, or all of them, and whether they are, by the way that fits the number of hits.

    They come from a walk along the sort's index. Where rows are few, or too few in a short stretch of it, an index of
    their own finds them and they are sorted.
    """
    if not plan.walkable:
        return _packed(connection, plan, plan.tested, best, FIRST)
    if not plan.tests or (count is not None and _is_dense(connection, plan)):
        return _walk(connection, plan, best, None) or best, False
    others = others_than(best)
    wanted = FIRST - len(best)
    aim = take_aim(connection, plan)
    if aim is not None and aim.hits <= FEW:
        return _packed(connection, plan, plan.found_by(aim.ids), best, _RARE)
    shelved = shelf_serves(connection, plan)
    if shelved and plan.asks_for_text:
        return best + walk_shelf(connection, plan, aim, wanted, [*plan.word_tests, *others]), False
    if shelved:
        return _packed(connection, plan, plan.found_on_shelf, best, FIRST if count is None or count > _RARE else _RARE)
    if aim is not None:
        ids = walk_places(connection, plan, aim, wanted, [*plan.tests, *others])
        if ids is None and aim.hits <= SOME:
            ids = walk_candidates(connection, plan, aim, wanted, [*plan.tests, *others])
        if ids is not None:
            return best + ids, False
        if aim.hits <= SOME:
            return _packed(connection, plan, plan.found_by(aim.ids), best, FIRST)
    for probed in (_PROBED,) if plan.shelf else (_PROBED, _PROBED_FARTHER):
        ids = _walk(connection, plan, best, probed)
        if ids is not None:
            return ids, False
    return _packed(connection, plan, found_fully(connection, plan), best, FIRST)


def _packed(connection: Connection, plan: Plan, found: str, best: list[int], most: int) -> tuple[list[int], bool]:
    ids = pack(connection, plan, found, best, most + 1).ids.tolist()
    return ids, len(ids) <= most


def lay_out(connection: Connection, spec: ListSpec, snapshot: Snapshot, keep: int | None = None) -> Laid:
    """The snapshot with all its rows laid out and counted, and the rank of the row with the id ``keep``."""
    if snapshot.order is None:
        plan = Plan(connection, spec, snapshot.view)
        order: Anchors | Packed
        if plan.walkable and not plan.asks_for_text and _is_dense(connection, plan):
            order, count = lay_anchors(connection, plan)
        else:
            order = pack(connection, plan, found_fully(connection, plan), best_hits(connection, plan))
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
    if plan.asks_for_text or plan.conditions.others:
        return None
    if plan.scope:
        counted = f"SELECT count(*) FROM {plan.tested}{where(*plan.scope)}"
        return int(connection.execute(counted, plan.params).fetchone()[0])
    if not plan.conditions.all:
        return count_all(connection, plan.spec)
    return count_tallied(connection, plan)


def _is_dense(connection: Connection, plan: Plan) -> bool:
    """Whether so many rows pass that they are walked along; bounds of the order itself leave nothing to be skipped."""
    if any(condition.column != plan.sort for condition in plan.conditions.others):
        return False
    if not plan.conditions.tallied:
        return True
    return count_tallied(connection, plan) * DENSE >= count_all(connection, plan.spec)


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


def _in_order(connection: Connection, plan: Plan, ids: list[int]) -> list[int]:
    named = f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"
    return read_ids(connection, plan, named, *plan.tests) if ids else []

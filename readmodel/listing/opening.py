"""Opening a view: its first rows at once, then where all the others stand.

Rows that no filter or search leaves out are reached by anchors along the sort's index; so are those of a filter that
lets much through, by walking past what it leaves out. What a search or a sparse filter finds is kept as packed ids.
"""

from array import array
from sqlite3 import Connection

import msgspec

from readmodel.listing.aiming import found_fully
from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_all, count_tallied, is_dense
from readmodel.listing.hunting.finding import Firsts, first_ids
from readmodel.listing.laying import lay_anchors, pack
from readmodel.listing.paging import rank_of, read_ids, rows_by_ids
from readmodel.listing.plan import Plan, untold, where
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import FIRST, Anchors, Laid, Opened, Packed, Snapshot, View

_BEST = 100


def open_view(connection: Connection, spec: ListSpec, view: View) -> Opened:
    """The first rows of a view, and its count if that is a look at the tally.

    Where they are all rows there are, or all are found while looking for the first, the view is laid out with it.
    """
    plan = Plan(connection, spec, view)
    count = _known_count(connection, plan)
    best = best_hits(connection, plan)
    found = Firsts(best) if len(best) >= FIRST else first_ids(connection, plan, best, FIRST)
    ids, first = found.ids, found.ids[:FIRST]
    if found.whole or len(ids) < FIRST:
        snapshot = Snapshot(view=view, count=len(ids), order=Packed(array("q", ids)), newest=_newest(connection, plan))
    else:
        snapshot = Snapshot(view=view, count=count, order=None, first=tuple(first), newest=_newest(connection, plan))
    return Opened(snapshot=snapshot, rows=rows_by_ids(connection, plan, first))


def lay_out(connection: Connection, spec: ListSpec, snapshot: Snapshot, keep: int | None = None) -> Laid:
    """The snapshot with all its rows laid out and counted, and the rank of the row with the id ``keep``."""
    if snapshot.order is None:
        plan = Plan(connection, spec, snapshot.view)
        order: Anchors | Packed
        if plan.walkable and is_dense(connection, plan):
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


def _in_order(connection: Connection, plan: Plan, ids: list[int]) -> list[int]:
    named = f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"
    return read_ids(connection, plan, named, *untold(plan.tests)) if ids else []

"""Opening a view: its first rows at once, then where all the others stand.

Rows that no filter or search leaves out are reached by anchors along the sort's index; so are those of a filter that
lets much through, by walking past what it leaves out. What a search or a sparse filter finds is kept as packed ids.
"""

from array import array
from sqlite3 import Connection

import msgspec

from readmodel.listing.counting import count_filters
from readmodel.listing.laying import lay_anchors, others_than, pack
from readmodel.listing.paging import rank_of, read_ids, rows_by_ids, walk_ids
from readmodel.listing.plan import Plan, as_json, where
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Anchors, Key, Laid, Opened, Packed, Snapshot, View
from readmodel.listing.walking import Stretch

FIRST = 100
"""Rows answered on opening."""

DENSE = 4
"""A filter that lets one row in so many through is walked; a sparser one is packed."""

_RARE = 5000
_PROBED = 4000
_BEST = 100


def open_view(connection: Connection, spec: ListSpec, view: View) -> Opened:
    """The first rows of a view, and its count if that is a look at the tally.

    They come from a walk along the sort's index. Where rows are few, or too few in a short stretch of it, an index of
    their own finds them and they are sorted, which lays out the whole view at once if they are not too many.
    """
    plan = Plan(spec, view)
    count = _known_count(connection, spec, view)
    best = best_hits(connection, plan)
    free = not plan.tests or (not plan.words and _is_dense(connection, spec, view))
    ids = best[:FIRST] if len(best) >= FIRST else None
    if ids is None and (free or not _is_rare(connection, plan, count)):
        ids = _walk(connection, plan, best, bounded=not free)
    if ids is None:
        found = pack(connection, plan, best, _RARE + 1).ids
        ids = found[:FIRST].tolist()
        if len(found) <= _RARE:
            snapshot = Snapshot(view=view, count=len(found), order=Packed(found))
            return Opened(snapshot=snapshot, rows=rows_by_ids(connection, plan, ids))
    if len(ids) < FIRST:
        snapshot = Snapshot(view=view, count=len(ids), order=Packed(array("q", ids)))
    else:
        snapshot = Snapshot(view=view, count=count, order=None, first=tuple(ids))
    return Opened(snapshot=snapshot, rows=rows_by_ids(connection, plan, ids))


def lay_out(connection: Connection, spec: ListSpec, snapshot: Snapshot, keep: int | None = None) -> Laid:
    """The snapshot with all its rows laid out and counted, and the rank of the row with the id ``keep``."""
    if snapshot.order is None:
        plan = Plan(spec, snapshot.view)
        order: Anchors | Packed
        if not plan.words and _is_dense(connection, spec, snapshot.view):
            order, count = lay_anchors(connection, plan)
        else:
            order = pack(connection, plan, best_hits(connection, plan))
            count = len(order.ids)
        snapshot = msgspec.structs.replace(snapshot, order=order, count=count)
    return Laid(snapshot=snapshot, kept=None if keep is None else rank_of(connection, spec, snapshot, keep))


def best_hits(connection: Connection, plan: Plan) -> list[int]:
    """The ids of rows that have the text as an identifier, then of those that have one beginning with it.

    Where more than a hundred begin with it that tells nothing, and only exact hits come first.
    """
    if not plan.words:
        return []
    exact: dict[int, None] = {}
    begun: dict[int, None] = {}
    for column in plan.spec.search.identifiers:
        found = f"SELECT t.id FROM {plan.table} AS t"
        equal = where(f"t.{column} = :typed", *(f"+{test}" for test in plan.filter_tests))
        exact |= dict.fromkeys(row[0] for row in connection.execute(f"{found}{equal} LIMIT {_BEST}", plan.params))
        begins = where(f"t.{column} >= :typed", f"t.{column} < :typed_end", *(f"+{test}" for test in plan.filter_tests))
        begun |= dict.fromkeys(row[0] for row in connection.execute(f"{found}{begins} LIMIT {_BEST + 1}", plan.params))
    if len(begun) > _BEST:
        return _in_order(connection, plan, list(exact))
    return _in_order(connection, plan, list(exact)) + _in_order(connection, plan, [i for i in begun if i not in exact])


def _known_count(connection: Connection, spec: ListSpec, view: View) -> int | None:
    if view.text.strip() or view.between is not None or (spec.tally is None and view.filters):
        return None
    return count_filters(connection, spec, [view.filters], view.today)[view.filters]


def _is_dense(connection: Connection, spec: ListSpec, view: View) -> bool:
    if not view.filters and view.between is None:
        return True
    if spec.tally is None or view.between is not None:
        return False
    counts = count_filters(connection, spec, [(), view.filters], view.today)
    return counts[view.filters] * DENSE >= counts[()]


def _walk(connection: Connection, plan: Plan, best: list[int], *, bounded: bool) -> list[int] | None:
    """The first ids along the view's order; None if it is ``bounded`` and there are too few in a short stretch."""
    wanted = FIRST - len(best)
    end: Key | None = None
    if bounded:
        edge = Stretch(plan, None, None)
        last = connection.execute(edge.keys(1, _PROBED), edge.params).fetchone()
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
    if len(ids) < 2:
        return ids
    return read_ids(connection, plan, f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))")

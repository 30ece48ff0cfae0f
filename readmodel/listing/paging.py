"""Reading rows of a laid-out view: by rank, by id, and the rank of a row."""

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

import msgspec

from readmodel.listing.packing import unpack
from readmodel.listing.plan import Plan, as_json, where
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Anchors, Key, Row, Snapshot, Standing

_ROWS = msgspec.json.Decoder(tuple[Row, ...])


def read_rows(connection: Connection, spec: ListSpec, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]:
    """Up to ``count`` rows of a snapshot from the rank ``first`` on.

    Rows that went since the snapshot was taken are left out.
    """
    plan = Plan(spec, snapshot.view)
    if isinstance(snapshot.order, Anchors):
        return _from_anchor(connection, plan, snapshot.order, first, count)
    ids: Sequence[int] = snapshot.first if snapshot.order is None else snapshot.order.ids
    return rows_by_ids(connection, plan, list(ids[first : first + count]))


def ids_between(
    connection: Connection, spec: ListSpec, snapshot: Snapshot, ranges: Iterable[tuple[int, int]]
) -> list[int]:
    """The ids of the rows in ranges of ranks, each from its first up to but without its last."""
    plan = Plan(spec, snapshot.view)
    ids: list[int] = []
    for first, last in ranges:
        if isinstance(snapshot.order, Anchors):
            ids += _ids_from_anchor(connection, plan, snapshot.order, first, last - first)
        else:
            known: Sequence[int] = snapshot.first if snapshot.order is None else snapshot.order.ids
            ids += known[first:last]
    return ids


def standings(connection: Connection, spec: ListSpec, snapshot: Snapshot, keys: Sequence[str]) -> tuple[Standing, ...]:
    """How the rows of some aggregates stand now; one that is not in the list at all is left out."""
    plan = Plan(spec, snapshot.view)
    named = f"SELECT value FROM json_each('{as_json(keys)}')"
    rows = _decoded(
        connection, plan, f"SELECT {plan.row} FROM {plan.table} AS t{where(f't.{plan.spec.key} IN ({named})')}"
    )
    inside = set(rows_inside(connection, plan, [row.id for row in rows]))
    return tuple(
        Standing(row=row, rank=_rank(connection, plan, snapshot, (row.sort, row.id)) if row.id in inside else None)
        for row in rows
    )


def rank_of(connection: Connection, spec: ListSpec, snapshot: Snapshot, row_id: int) -> int | None:
    """The rank of a row in a snapshot, None if it is not in the view."""
    plan = Plan(spec, snapshot.view)
    if not rows_inside(connection, plan, [row_id]):
        return None
    key = connection.execute(f"SELECT {plan.key} FROM {plan.table} AS t WHERE t.id = ?", (row_id,)).fetchone()
    return _rank(connection, plan, snapshot, key)


def rows_inside(connection: Connection, plan: Plan, ids: list[int]) -> list[int]:
    """Those of the ids whose rows pass the view's tests, in the view's order."""
    return read_ids(connection, plan, f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))", *plan.tests)


def read_ids(connection: Connection, plan: Plan, *tests: str) -> list[int]:
    """The ids of the few rows that pass some tests, in the view's order."""
    found = f"SELECT t.id FROM {plan.tested}{where(*tests)} ORDER BY {plan.sorted_anew}"
    return [row[0] for row in connection.execute(found, plan.params)]


def walk_rows(connection: Connection, plan: Plan, tests: Sequence[str], count: int, skipped: int) -> tuple[Row, ...]:
    """Rows along the view's order."""
    walk = f"SELECT {plan.row} FROM {plan.walked}{where(*tests)} ORDER BY {plan.order} LIMIT {count} OFFSET {skipped}"
    return _decoded(connection, plan, walk)


def rows_by_ids(connection: Connection, plan: Plan, ids: list[int]) -> tuple[Row, ...]:
    """The rows with these ids, in this order."""
    if not ids:
        return ()
    listed = f"json_each('{as_json(ids)}') AS j CROSS JOIN {plan.table} AS t ON t.id = j.value"
    return _decoded(connection, plan, f"SELECT {plan.row} FROM {listed} ORDER BY j.key")


def _decoded(connection: Connection, plan: Plan, selection: str) -> tuple[Row, ...]:
    return _ROWS.decode(connection.execute(plan.rows_as_json(selection), plan.params).fetchone()[0])


def _from_anchor(connection: Connection, plan: Plan, anchors: Anchors, first: int, count: int) -> tuple[Row, ...]:
    if not anchors.keys:
        return ()
    onward, skipped = _onward(plan, anchors, first)
    return walk_rows(connection, plan, onward, count, skipped)


def _ids_from_anchor(connection: Connection, plan: Plan, anchors: Anchors, first: int, count: int) -> list[int]:
    if not anchors.keys:
        return []
    onward, skipped = _onward(plan, anchors, first)
    walk = f"SELECT t.id AS id FROM {plan.walked}{where(*onward)} ORDER BY {plan.order} LIMIT {count} OFFSET {skipped}"
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({walk}) AS q", plan.params).fetchone()[0]
    return unpack(joined or "", array("q")).tolist()


def _onward(plan: Plan, anchors: Anchors, first: int) -> tuple[list[str], int]:
    """The tests for going on from the anchor next before a rank, and how many rows to skip on the way."""
    nearest = bisect_right(anchors.ranks, first) - 1
    key = anchors.keys[nearest]
    plan.params |= {"from": key[0], "from_id": key[1]}
    tests = [f"({plan.key}) {plan.onward} (:from, :from_id)", *(f"+{test}" for test in plan.tests)]
    return tests, first - anchors.ranks[nearest]


def _rank(connection: Connection, plan: Plan, snapshot: Snapshot, key: Key) -> int | None:
    order = snapshot.order
    if isinstance(order, Anchors):
        return _rank_by_anchors(connection, plan, order, key)
    known: Sequence[int] = snapshot.first if order is None else order.ids
    try:
        return known.index(key[1])
    except ValueError:
        return None


def _rank_by_anchors(connection: Connection, plan: Plan, anchors: Anchors, key: Key) -> int:
    """The number of rows before a key: from the anchor next before it, the few rows up to it are counted."""
    place = plan.sorting_key(key)
    if plan.descending:
        after = bisect_left(anchors.keys, True, key=lambda anchor: plan.sorting_key(anchor) < place)
    else:
        after = bisect_right(anchors.keys, place, key=plan.sorting_key)
    tests = [f"({plan.key}) {'>' if plan.descending else '<'} (:to, :to_id)", *(f"+{test}" for test in plan.tests)]
    plan.params |= {"to": key[0], "to_id": key[1]}
    before = 0
    if after:
        start = anchors.keys[after - 1]
        plan.params |= {"from": start[0], "from_id": start[1]}
        tests.insert(0, f"({plan.key}) {plan.onward} (:from, :from_id)")
        before = anchors.ranks[after - 1]
    walked = connection.execute(f"SELECT count(*) FROM {plan.walked}{where(*tests)}", plan.params).fetchone()[0]
    return before + int(walked)

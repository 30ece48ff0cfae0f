"""Reading rows of a laid-out view: by rank, by id, and the rank of a row."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from sqlite3 import Connection

import msgspec

from readmodel.folding import storable
from readmodel.listing.bound import as_json
from readmodel.listing.packing import unpack
from readmodel.listing.plan import Plan, untold, where
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Anchors, Found, Key, Row, Snapshot, Standing
from readmodel.listing.walking import Stretch

_HIGHEST_ID = 2**63 - 1
_NAMESAKES = 20

_ROWS = msgspec.json.Decoder(tuple[Row, ...])


def read_rows(connection: Connection, spec: ListSpec, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]:
    """Up to ``count`` rows of a snapshot from the rank ``first`` on.

    Rows that went since the snapshot was taken are left out.
    """
    plan = Plan(connection, spec, snapshot.view)
    if isinstance(snapshot.order, Anchors):
        return rows_by_ids(connection, plan, _ids_from_anchor(connection, plan, snapshot.order, first, count))
    ids: Sequence[int] = snapshot.first if snapshot.order is None else snapshot.order.ids
    return rows_by_ids(connection, plan, list(ids[first : first + count]))


def ids_between(
    connection: Connection, spec: ListSpec, snapshot: Snapshot, ranges: Iterable[tuple[int, int]]
) -> list[int]:
    """The ids of the rows in ranges of ranks, each from its first up to but without its last."""
    plan = Plan(connection, spec, snapshot.view)
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
    plan = Plan(connection, spec, snapshot.view)
    named = f"SELECT value FROM json_each({plan.bound.name(as_json(keys))})"
    rows = _decoded(
        connection,
        plan,
        f"SELECT {plan.row} FROM {plan.table} AS t{where(*plan.scope, f't.{plan.spec.key} IN ({named})')}",
    )
    inside = set(rows_inside(connection, plan, [row.id for row in rows]))
    return tuple(
        Standing(
            row=row,
            inside=row.id in inside,
            rank=_rank(connection, plan, snapshot, (row.sort, row.id)) if row.id in inside else None,
        )
        for row in rows
    )


def rank_of(connection: Connection, spec: ListSpec, snapshot: Snapshot, row_id: int) -> int | None:
    """The rank of a row in a snapshot, None if it is not in the view."""
    plan = Plan(connection, spec, snapshot.view)
    if not rows_inside(connection, plan, [row_id]):
        return None
    found = f"SELECT {plan.key} FROM {plan.table} AS t{where(*plan.scope, 't.id = :id')}"
    value, _ = connection.execute(found, {**plan.params, "id": row_id}).fetchone()
    return _rank(connection, plan, snapshot, (value, row_id))


def find(connection: Connection, spec: ListSpec, snapshot: Snapshot, text: str) -> Found:
    """The row that has a text as one of its identifiers; of several, one that is in the view."""
    plan = Plan(connection, spec, snapshot.view)
    ids: list[int] = []
    for column in spec.search.identifiers:
        found = f"SELECT t.id FROM {plan.table} AS t{where(*plan.scope, f't.{column} = :named')} LIMIT {_NAMESAKES}"
        ids += [row[0] for row in connection.execute(found, {**plan.params, "named": storable(text)})]
    ranks = (rank_of(connection, spec, snapshot, row_id) for row_id in ids)
    return Found(known=bool(ids), rank=next((rank for rank in ranks if rank is not None), None))


def place_of(connection: Connection, spec: ListSpec, snapshot: Snapshot, value: int | str) -> int:
    """The rank of the first row that does not come before a value in the view's order; the count if all of them do."""
    plan, order = Plan(connection, spec, snapshot.view), snapshot.order
    if isinstance(order, Anchors):
        return _rank_by_anchors(connection, plan, order, (value, _HIGHEST_ID if plan.descending else -1))
    ids: Sequence[int] = snapshot.first if order is None else order.ids
    bound = plan.sorting_key((value, _HIGHEST_ID if plan.descending else -1))
    sorted_by = f"SELECT t.{plan.sort} FROM {plan.table} AS t{where(*plan.scope, 't.id = :id')}"
    low, high = 0, len(ids)
    while low < high:
        middle = (low + high) // 2
        row = connection.execute(sorted_by, {**plan.params, "id": ids[middle]}).fetchone()
        key = None if row is None else plan.sorting_key((row[0], ids[middle]))
        comes_before = key is not None and (key > bound if plan.descending else key < bound)
        low, high = (middle + 1, high) if comes_before else (low, middle)
    return low


def rows_inside(connection: Connection, plan: Plan, ids: list[int]) -> list[int]:
    """Those of the ids whose rows pass the view's tests, in the view's order."""
    return read_ids(connection, plan, f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))", *untold(plan.tests))


def read_ids(connection: Connection, plan: Plan, *tests: str) -> list[int]:
    """The ids of the few rows that pass some tests, in the view's order."""
    found = f"SELECT t.id FROM {plan.tested}{where(*plan.scope, *tests)} ORDER BY {plan.sorted_anew}"
    return [row[0] for row in connection.execute(found, plan.params)]


def walk_ids(connection: Connection, stretch: Stretch, count: int, skipped: int) -> list[int]:
    """The ids of rows along a stretch of the view's order."""
    joined = connection.execute(stretch.ids(count, skipped), stretch.params).fetchone()[0]
    return unpack(joined or "", list[int]())


def rows_by_ids(connection: Connection, plan: Plan, ids: list[int]) -> tuple[Row, ...]:
    """The rows with these ids, in this order."""
    if not ids:
        return ()
    belongs = " AND ".join(["t.id = j.value", *plan.scope])
    listed = f"json_each('{as_json(ids)}') AS j CROSS JOIN {plan.table} AS t ON {belongs}"
    return _decoded(connection, plan, f"SELECT {plan.row} FROM {listed} ORDER BY j.key")


def _decoded(connection: Connection, plan: Plan, selection: str) -> tuple[Row, ...]:
    return _ROWS.decode(connection.execute(plan.rows_as_json(selection), plan.params).fetchone()[0])


def _ids_from_anchor(connection: Connection, plan: Plan, anchors: Anchors, first: int, count: int) -> list[int]:
    """Ids from a rank on, by way of the anchor next before it."""
    nearest = bisect_right(anchors.ranks, first) - 1
    if nearest < 0:
        return walk_ids(connection, Stretch(plan, None, None, plan.walked_tests), count, first)
    stretch = Stretch(plan, anchors.keys[nearest], None, plan.walked_tests)
    return walk_ids(connection, stretch, count, first - anchors.ranks[nearest])


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
    start = anchors.keys[after - 1] if after else None
    stretch = Stretch(plan, start, key, plan.walked_tests)
    walked: int = connection.execute(stretch.count(), stretch.params).fetchone()[0]
    return walked + (anchors.ranks[after - 1] if after else 0)

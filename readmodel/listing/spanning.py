"""Finding a view's first rows by their ids, stretch by stretch.

Orders are numbered, placed and due one after the other: in such an order, rows whose ids are near each other stand near
each other. Spans say how far up the rows of a stretch of ids can stand, so that those which can't be among the first
are not looked at, however many there are. Rows of one and the same value simply stand as their ids do.
"""

from collections import deque
from collections.abc import Sequence
from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing.bound import as_json
from readmodel.listing.plan import Plan, untold, where
from readmodel.listing.searching import Aim, ids_of
from readmodel.listing.view import Key

_TOGETHER = 6000
"""So many hits of several stretches are looked at together."""

_LOOKED_AT = 25_000
"""After so many hits, or rows where nothing finds hits among them, this is no quick way."""

_FEW_KNOWN = 400
"""So many rows of one value are looked at without asking which of them are hits."""

_FETCHED = 3
"""A row that is fetched without knowing whether it is a hit counts as so many."""

_MANY_PLACES = 500
"""Looking for hits in so many places takes longer than going through all rows of a stretch."""

_WIDTH = 1 << 14
"""A stretch of ids, where there are no spans."""

_FEW_EQUAL = 1500
"""So many rows of one value are simply gone through."""

_SOME_EQUAL = 40_000
"""Of so many, it is first asked which hits are among them."""


class Run(Struct, frozen=True, kw_only=True):
    """The rows of the ids from ``since`` to ``until``, of which none stands before ``bound`` in the view's order."""

    since: int
    until: int
    bound: Key


class One(Struct, frozen=True, kw_only=True):
    """The one value that rows have; by its ``test`` an index finds them in a range of ids. ``some`` rows have it, and
    not many."""

    test: str
    some: bool


def first_by_spans(
    connection: Connection, plan: Plan, aim: Aim | None, count: int, tests: list[str]
) -> list[int] | None:
    """The first ids in an order that spans know of; None if it is none, or if they are not found quickly."""
    spans = plan.spec.spans
    if spans is None or plan.sort not in spans.columns:
        return None
    if aim is not None and sum(way.places for way in aim.ways) > _MANY_PLACES:
        aim = None  # all rows of a stretch are looked at instead
    nothing = next(0 if column.integer else "" for column in plan.spec.table.columns if column.name == plan.sort)
    ids: list[int] = []
    for of_nothing in (False, True) if plan.descending else (True, False):
        if of_nothing:
            more = first_of_equal(connection, plan, aim, nothing, count - len(ids), tests)
        else:
            runs, some = _runs(connection, plan, nothing), f"t.{plan.sort} <> {plan.bound.name(nothing)}"
            more = _first_of(connection, plan, aim, runs, count - len(ids), [some, *tests])
        if more is None:
            return None
        ids += more
        if len(ids) >= count:
            break
    return ids


def first_of_equal(
    connection: Connection,
    plan: Plan,
    aim: Aim | None,
    value: int | str,
    count: int,
    tests: list[str],
    beyond: int | None = None,
) -> list[int] | None:
    """The first ids of the rows that have one value in the column of the order, from those behind an id on."""
    at = {**plan.params, "value": value, "beyond": beyond}
    back, way = ("<", "DESC") if plan.descending else (">", "ASC")
    equal = [f"t.{plan.sort} = :value", *([] if beyond is None else [f"t.id {back} :beyond"])]
    among = f"FROM {plan.table} AS t{where(*equal)}"
    rows = connection.execute(f"SELECT count(*) FROM (SELECT 1 {among} LIMIT {_SOME_EQUAL + 1})", at).fetchone()[0]
    if rows <= _FEW_EQUAL:
        walked = (
            f"SELECT t.id {among}{''.join(f' AND {test}' for test in untold(tests))} ORDER BY t.id {way} LIMIT {count}"
        )
        return [row[0] for row in connection.execute(walked, at)]
    first, last = connection.execute(
        f"SELECT (SELECT t.id {among} ORDER BY t.id LIMIT 1), (SELECT t.id {among} ORDER BY t.id DESC LIMIT 1)", at
    ).fetchone()
    width = _WIDTH if plan.spec.spans is None else plan.spec.spans.width
    held = set(range(first // width, last // width + 1))
    if plan.spec.spans is not None:
        held &= _spans(connection, plan)
    runs = [_run(plan, span, width, value, first, last) for span in sorted(held, reverse=plan.descending)]
    one = One(test=f"t.{plan.sort} = {plan.bound.name(value)}", some=rows <= _SOME_EQUAL)
    return _first_of(connection, plan, aim, runs, count, tests, one)


def _run(plan: Plan, span: int, width: int, value: int | str, first: int, last: int) -> Run:
    since, until = max(span * width, first), min((span + 1) * width - 1, last)
    return Run(since=since, until=until, bound=(value, until if plan.descending else since))


def _spans(connection: Connection, plan: Plan) -> set[int]:
    """The spans that may hold rows of the view."""
    assert plan.spec.spans is not None
    passing = where(*(f"({condition.spans})" for condition in plan.all if condition.spans))
    return {
        row[0] for row in connection.execute(f"SELECT s.id FROM {plan.spec.spans.table} AS s{passing}", plan.params)
    }


def _runs(connection: Connection, plan: Plan, nothing: int | str) -> list[Run]:
    """What spans tell of the rows that have a value in the column of the order, the foremost first."""
    spans = plan.spec.spans
    assert spans is not None
    column, way = (f"s.{plan.sort}_to", "DESC") if plan.descending else (f"s.{plan.sort}_from", "ASC")
    tests = [f"{column} <> {plan.bound.name(nothing)}", *(f"({c.spans})" for c in plan.all if c.spans)]
    found = f"SELECT {column}, s.id FROM {spans.table} AS s{where(*tests)} ORDER BY 1 {way}, 2 {way}"
    runs = []
    for value, id in connection.execute(found, plan.params):
        since, until = id * spans.width, (id + 1) * spans.width - 1
        bound = plan.sorting_key((value, until if plan.descending else since))
        runs.append(Run(since=since, until=until, bound=bound))
    return runs


def _first_of(
    connection: Connection,
    plan: Plan,
    aim: Aim | None,
    runs: Sequence[Run],
    count: int,
    tests: list[str],
    one: One | None = None,
) -> list[int] | None:
    """The first ids of runs in the order of their bounds; ``one`` is the value that all of them have, if they do."""
    tests = [*([one.test] if one else []), *tests]
    left, found, looked_at, at_once = deque(runs), list[Key](), 0, 1
    back = ">=" if plan.descending else "<="
    if one and aim is not None and aim.hits <= _TOGETHER:
        # Their order is that of their ids, so that no more of them are looked at than are wanted.
        at_once = len(runs)
    while left:
        enough = len(found) >= count
        if enough and _comes_before(plan, found[-1], left[0].bound):
            break
        parts = _together(plan, left, at_once)
        since, until = min(run.since for run in parts), max(run.until for run in parts)
        # Nothing that stands behind what is found already has to pass the other tests.
        passing = [f"t.{plan.sort} {back} {plan.bound.name(found[-1][0])}", *tests] if enough else tests
        among = f"t.id BETWEEN {since} AND {until}"
        equal = f"SELECT t.id AS id FROM {plan.table} AS t WHERE {one.test} AND {among}" if one else ""
        few = _few(connection, plan, equal) if one else None
        if one and few is None and len(parts) > 1 and not (aim is not None and aim.by_ids):
            left.extendleft(reversed(parts))
            at_once = max(1, at_once // 4)
            continue
        if few is not None:
            among = f"t.id IN (SELECT value FROM json_each('{as_json(few)}'))"
            looked_at += len(few) * (1 if aim is not None and aim.by_ids else _FETCHED)
            at_once = at_once * 2 if len(few) < _FEW_KNOWN // 2 else at_once
        elif aim is not None and aim.by_ids:
            hits = f"SELECT id FROM ({aim.between(since, until)})"
            hits = f"{hits} INTERSECT {equal}" if one is not None and one.some else hits
            hits = f"{hits} LIMIT {_TOGETHER if len(parts) > 1 else -1}"
            ids = ids_of(connection, plan, hits)
            if len(ids) == _TOGETHER and len(parts) > 1:
                left.extendleft(reversed(parts))
                at_once = max(1, at_once // 8)
                continue
            at_once = at_once * 2 if len(ids) < _TOGETHER // 4 else at_once
            among = f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"
            looked_at += len(ids)
        else:
            among = f"{one.test} AND {among}" if one else among
            looked_at += (until - since + 1) // 8
        keys = _keys(connection, plan, among, passing, count if one else -1)
        found = sorted([*found, *keys], reverse=plan.descending)[:count]
        if looked_at > _LOOKED_AT:
            return None
    return [id for _, id in found]


def _few(connection: Connection, plan: Plan, equal: str) -> list[int] | None:
    """The ids of the rows in a stretch that have the one value, if they are few."""
    ids = ids_of(connection, plan, f"{equal} LIMIT {_FEW_KNOWN + 1}")
    return ids if len(ids) <= _FEW_KNOWN else None


def _comes_before(plan: Plan, key: Key, bound: Key) -> bool:
    return key > bound if plan.descending else key < bound


def _together(plan: Plan, left: deque[Run], at_once: int) -> list[Run]:
    """The next run, with those behind it whose ids go on where it ends."""
    parts = [left.popleft()]
    while left and len(parts) < at_once:
        adjoins = left[0].until == parts[-1].since - 1 if plan.descending else left[0].since == parts[-1].until + 1
        if not adjoins:
            break
        parts.append(left.popleft())
    return parts


def _keys(connection: Connection, plan: Plan, among: str, tests: list[str], most: int) -> list[Key]:
    """The keys of at most so many rows, as their ids stand in the view's order."""
    way = "DESC" if plan.descending else "ASC"
    found = (
        f"SELECT t.{plan.sort}, t.id FROM {plan.table} AS t{where(among, *untold(tests))} "
        f"ORDER BY t.id {way} LIMIT {most}"
    )
    return [plan.sorting_key((row[0], row[1])) for row in connection.execute(found, plan.params)]

"""First rows found by their ids, stretch by stretch.

Orders are numbered, placed and due one after the other: in such an order, rows whose ids are near each other stand near
each other. Spans say how far up the rows of a stretch of ids can stand, so that those which can't be among the first
are not looked at, however many there are. Rows of one and the same value simply stand as their ids do.
"""

from collections import deque
from collections.abc import Sequence

from msgspec import Struct

from readmodel.listing.aiming import Aim, ids_of
from readmodel.listing.bound import as_json
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.plan import Plan, also, untold, where
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


def by_spans(hunt: Hunt) -> list[int] | None:
    """In an order that spans know of: from stretch to stretch, as far up as their rows can stand."""
    plan, aim, spans = hunt.plan, hunt.aim_by_ids, hunt.plan.spec.spans
    if spans is None or plan.sort not in spans.columns:
        return None
    if aim is not None and sum(way.places for way in aim.ways) > _MANY_PLACES:
        aim = None  # all rows of a stretch are looked at instead
    nothing = next(0 if column.integer else "" for column in plan.spec.table.columns if column.name == plan.sort)
    ids: list[int] = []
    for of_nothing in (False, True) if plan.descending else (True, False):
        if of_nothing:
            more = first_of_equal(hunt, aim, nothing, hunt.wanted - len(ids))
        else:
            some = f"t.{plan.sort} <> {plan.bound.name(nothing)}"
            more = _first_of(hunt, aim, _runs(hunt, nothing), hunt.wanted - len(ids), [some, *hunt.tests])
        if more is None:
            return None
        ids += more
        if len(ids) >= hunt.wanted:
            break
    return ids


def first_of_equal(
    hunt: Hunt, aim: Aim | None, value: int | str, count: int, beyond: int | None = None
) -> list[int] | None:
    """The first ids of the rows that have one value in the column of the order, from those behind an id on."""
    connection, plan = hunt.connection, hunt.plan
    at = {**plan.params, "value": value, "beyond": beyond, "most": _SOME_EQUAL + 1}
    back, way = ("<", "DESC") if plan.descending else (">", "ASC")
    equal = [f"t.{plan.sort} = :value", *([] if beyond is None else [f"t.id {back} :beyond"])]
    among = f"FROM {plan.table} AS t{where(*equal)}"
    rows = _count_equal(hunt, value) if beyond is None else None
    if rows is None:
        (rows,) = connection.execute(f"SELECT count(*) FROM (SELECT 1 {among} LIMIT :most)", at).fetchone()
    if rows <= _FEW_EQUAL:
        walked = f"SELECT t.id {among}{also(hunt.tests)} ORDER BY t.id {way} LIMIT {count}"
        return [row[0] for row in connection.execute(walked, at)]
    first, last = connection.execute(
        f"SELECT (SELECT t.id {among} ORDER BY t.id LIMIT 1), (SELECT t.id {among} ORDER BY t.id DESC LIMIT 1)", at
    ).fetchone()
    width = _WIDTH if plan.spec.spans is None else plan.spec.spans.width
    spans = set(range(first // width, last // width + 1))
    if plan.spec.spans is not None:
        spans &= _spans(hunt)
    runs = [_run(plan, span, width, value, first, last) for span in sorted(spans, reverse=plan.descending)]
    one = One(test=f"t.{plan.sort} = {plan.bound.name(value)}", some=rows <= _SOME_EQUAL)
    return _first_of(hunt, aim, runs, count, hunt.tests, one)


def _count_equal(hunt: Hunt, value: int | str) -> int | None:
    """The number of rows that have one of a few values in the column of the order, if the tally tells it."""
    tally, sort = hunt.plan.spec.tally, hunt.plan.sort
    if tally is None or sort not in hunt.plan.spec.chosen or sort not in {column.name for column in tally.columns}:
        return None
    counted = f"SELECT coalesce(sum(n), 0) FROM {tally.name} WHERE {sort} = ?"
    rows: int = hunt.connection.execute(counted, (value,)).fetchone()[0]
    return rows


def _run(plan: Plan, span: int, width: int, value: int | str, first: int, last: int) -> Run:
    since, until = max(span * width, first), min((span + 1) * width - 1, last)
    return Run(since=since, until=until, bound=(value, until if plan.descending else since))


def _spans(hunt: Hunt) -> set[int]:
    """The spans that may hold rows of the view."""
    plan = hunt.plan
    assert plan.spec.spans is not None
    passing = where(*(f"({condition.spans})" for condition in plan.all if condition.spans))
    spans = f"SELECT s.id FROM {plan.spec.spans.table} AS s{passing}"
    return {row[0] for row in hunt.connection.execute(spans, plan.params)}


def _runs(hunt: Hunt, nothing: int | str) -> list[Run]:
    """What spans tell of the rows that have a value in the column of the order, the foremost first."""
    plan, spans = hunt.plan, hunt.plan.spec.spans
    assert spans is not None
    column, way = (f"s.{plan.sort}_to", "DESC") if plan.descending else (f"s.{plan.sort}_from", "ASC")
    tests = [f"{column} <> {plan.bound.name(nothing)}", *(f"({c.spans})" for c in plan.all if c.spans)]
    found = f"SELECT {column}, s.id FROM {spans.table} AS s{where(*tests)} ORDER BY 1 {way}, 2 {way}"
    runs = []
    for value, id in hunt.connection.execute(found, plan.params):
        since, until = id * spans.width, (id + 1) * spans.width - 1
        bound = plan.sorting_key((value, until if plan.descending else since))
        runs.append(Run(since=since, until=until, bound=bound))
    return runs


def _first_of(
    hunt: Hunt, aim: Aim | None, runs: Sequence[Run], count: int, tests: list[str], one: One | None = None
) -> list[int] | None:
    """The first ids of runs in the order of their bounds; ``one`` is the value that all of them have, if they do."""
    plan, left, found, looked_at = hunt.plan, deque(runs), list[Key](), 0
    tests = [*([one.test] if one else []), *tests]
    # The order of equal rows is that of their ids, so that no more of them are looked at than are wanted.
    at_once = len(runs) if one and aim is not None and aim.hits <= _TOGETHER else 1
    while left and not (len(found) >= count and _comes_before(plan, found[-1], left[0].bound)):
        parts = _together(plan, left, at_once)
        looked = _look(hunt, aim, one, parts)
        if looked is None:
            left.extendleft(reversed(parts))
            at_once = max(1, at_once // 8)
            continue
        passing = tests
        if len(found) >= count:
            # Nothing that stands behind what is found already has to pass the other tests.
            passing = [f"t.{plan.sort} {'>=' if plan.descending else '<='} {plan.bound.name(found[-1][0])}", *tests]
        keys = _keys(hunt, looked.among, passing, count if one else -1)
        found = sorted([*found, *keys], reverse=plan.descending)[:count]
        looked_at += looked.rows
        if looked_at > _LOOKED_AT:
            return None
        at_once = at_once * 2 if looked.sparse else at_once
    return [id for _, id in found]


class _Looked(Struct, frozen=True, kw_only=True):
    """What rows of a stretch are tested: those ``among`` SQL, at the cost of fetching so many ``rows``.

    Where they stand ``sparse``, more stretches can be looked at together.
    """

    among: str
    rows: int
    sparse: bool = False


def _look(hunt: Hunt, aim: Aim | None, one: One | None, parts: Sequence[Run]) -> _Looked | None:
    """Where to look in some runs; None if they are too many to be looked at together."""
    since, until = min(run.since for run in parts), max(run.until for run in parts)
    between = f"t.id BETWEEN {since} AND {until}"
    by_ids = aim if aim is not None and aim.by_ids else None
    equal = f"SELECT t.id AS id FROM {hunt.plan.table} AS t WHERE {one.test} AND {between}" if one else ""
    if one is not None:
        ids = ids_of(hunt.connection, hunt.plan, f"{equal} LIMIT {_FEW_KNOWN + 1}")
        if len(ids) <= _FEW_KNOWN:
            cost = len(ids) * (_FETCHED if by_ids is None else 1)
            return _Looked(among=_of(ids), rows=cost, sparse=len(ids) < _FEW_KNOWN // 2)
        if by_ids is None:
            return None if len(parts) > 1 else _Looked(among=f"{one.test} AND {between}", rows=_unfound(since, until))
    if by_ids is None:
        return _Looked(among=between, rows=_unfound(since, until))
    hits = by_ids.between(since, until)
    if one is None and len(by_ids.ways) == 1 and hunt.plan.columns <= by_ids.ways[0].tells:
        # The index that finds them tells whether they pass, too. Where one value is asked for, few of them have it.
        hits = f"{hits}{also(hunt.tests)}"
    hits = f"SELECT id FROM ({hits})"
    hits = f"{hits} INTERSECT {equal}" if one is not None and one.some else hits
    ids = ids_of(hunt.connection, hunt.plan, f"{hits} LIMIT {_TOGETHER if len(parts) > 1 else -1}")
    if len(ids) == _TOGETHER and len(parts) > 1:
        return None
    return _Looked(among=_of(ids), rows=len(ids), sparse=len(ids) < _TOGETHER // 4)


def _unfound(since: int, until: int) -> int:
    """What it costs to go through all rows of a stretch."""
    return (until - since + 1) // 8


def _of(ids: list[int]) -> str:
    return f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"


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


def _keys(hunt: Hunt, among: str, tests: list[str], most: int) -> list[Key]:
    """The keys of at most so many rows, as their ids stand in the view's order."""
    plan, way = hunt.plan, "DESC" if hunt.plan.descending else "ASC"
    found = f"SELECT t.{plan.sort}, t.id FROM {plan.table} AS t{where(among, *untold(tests))}"
    rows = hunt.connection.execute(f"{found} ORDER BY t.id {way} LIMIT {most}", plan.params)
    return [plan.sorting_key((row[0], row[1])) for row in rows]

"""First rows found by their ids, stretch by stretch.

Orders are numbered, placed and due one after the other: in such an order, rows whose ids are near each other stand near
each other. Spans say how far up the rows of a stretch of ids can stand, so that those which can't be among the first
are not looked at, however many there are. Rows of one and the same value simply stand as their ids do.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Iterator, Sequence

from msgspec import Struct

from readmodel.listing import limits
from readmodel.listing.aiming import Aim, counted, ids_of
from readmodel.listing.bound import as_json
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.plan import Plan, also, untold, where
from readmodel.listing.view import Key
from readmodel.listing.ways import Way

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


class Run(Struct, frozen=True, kw_only=True):
    """The rows of the ids from ``since`` to ``until``, of which none stands before ``bound`` in the view's order."""

    since: int
    until: int
    bound: Key


class One(Struct, frozen=True, kw_only=True):
    """The one value that rows have; by its ``test`` an index finds them in a range of ids."""

    test: str


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
            more = _first_of(hunt, aim, _runs(hunt, nothing), hunt.wanted - len(ids), [some, *hunt.tests_of(aim)])
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
    at = {**plan.params, "value": value, "beyond": beyond, "most": _FEW_EQUAL + 1}
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
    one = One(test=f"t.{plan.sort} = {plan.bound.name(value)}")
    return _first_of(hunt, aim, runs, count, hunt.tests_of(aim), one)


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
    # The order of equal rows is that of their ids, so that no more of them are looked at than are wanted.
    at_once = len(runs) if one and aim is not None and aim.hits <= _TOGETHER else 1
    while left and not (len(found) >= count and _comes_before(plan, found[-1], left[0].bound)):
        if looked_at > _LOOKED_AT and not hunt.is_endless:
            return None
        parts = _together(plan, left, at_once)
        looked = _look(hunt, aim, one, parts)
        if looked is None:
            left.extendleft(reversed(parts))
            at_once = max(1, at_once // 8)
            continue
        looked_at += looked.rows
        for bound, among in _apart(looked, parts):
            if len(found) >= count and _comes_before(plan, found[-1], bound):
                break
            last = found[-1][0] if len(found) >= count else None
            keys = _keys(hunt, one, among, tests, count if one else -1, last)
            found = sorted([*found, *keys], reverse=plan.descending)[:count]
        at_once = at_once * 2 if looked.sparse else at_once
    return [id for _, id in found]


class _Looked(Struct, frozen=True, kw_only=True):
    """What rows of a stretch are tested: those of ``ids``, or those ``among`` SQL.

    This is done at the cost of fetching so many ``rows``. Where they stand ``sparse``, more stretches can be looked at
    together.
    """

    rows: int
    ids: Sequence[int] = ()
    among: str = ""
    sparse: bool = False


def _look(hunt: Hunt, aim: Aim | None, one: One | None, parts: Sequence[Run]) -> _Looked | None:
    """Where to look in some runs; None if they are too many to be looked at together."""
    since, until = min(run.since for run in parts), max(run.until for run in parts)
    between = f"t.id BETWEEN {since} AND {until}"
    by_ids = aim if aim is not None and aim.by_ids else None
    if one is not None:
        equal = f"SELECT t.id AS id FROM {hunt.plan.table} AS t WHERE {one.test} AND {between}"
        ids = ids_of(hunt.connection, hunt.plan, f"{equal} LIMIT {_FEW_KNOWN + 1}")
        if len(ids) <= _FEW_KNOWN:
            cost = len(ids) * (_FETCHED if by_ids is None else 1)
            return _Looked(ids=sorted(ids), rows=cost, sparse=len(ids) < _FEW_KNOWN // 2)
    if by_ids is None or any(_is_loose(hunt, way, since, until) for way in by_ids.ways):
        return None if len(parts) > 1 else _Looked(among=between, rows=_unfound(since, until))
    hits = by_ids.between(since, until)
    if one is None and len(by_ids.ways) == 1 and hunt.plan.columns <= by_ids.ways[0].tells:
        # The index that finds them tells whether they pass, too. Where one value is asked for, few of them have it.
        hits = f"{hits}{also(hunt.tests)}"
    most = _TOGETHER if one is None else 2 * _TOGETHER
    ids = ids_of(hunt.connection, hunt.plan, f"SELECT id FROM ({hits}) LIMIT {most if len(parts) > 1 else -1}")
    if len(ids) == most and len(parts) > 1:
        return None
    return _Looked(ids=sorted(ids), rows=len(ids), sparse=len(ids) < _TOGETHER // 4)


def _is_loose(hunt: Hunt, way: Way, since: int, until: int) -> bool:
    """Whether far more rows stand between the values of some ids than there are of these.

    Where a span begins with one year's numbers and ends with the next one's, or ends with a digit more, nearly a whole
    year's numbers stand between its ends.
    """
    if not way.spanned or counted(hunt.connection, hunt.plan, way, 1) <= limits.FEW:
        return False
    stretch = f"SELECT 1 FROM {way.of} WHERE {way.spanned.format(since=since, until=until)} LIMIT {_TOGETHER + 1}"
    rows = hunt.connection.execute(f"SELECT count(*) FROM ({stretch})", hunt.plan.params).fetchone()[0]
    return bool(rows > _TOGETHER)


def _apart(looked: _Looked, parts: Sequence[Run]) -> Iterator[tuple[Key, str | Sequence[int]]]:
    """The rows of runs, a few hundred at a time, behind how far up they can stand: the foremost may be enough."""
    if looked.among:
        yield parts[0].bound, looked.among
        return
    bound, ids = parts[0].bound, list[int]()
    for run in parts:
        if len(ids) > _FEW_KNOWN:
            yield bound, ids
            bound, ids = run.bound, []
        ids += looked.ids[bisect_left(looked.ids, run.since) : bisect_right(looked.ids, run.until)]
    yield bound, ids


def _unfound(since: int, until: int) -> int:
    """What it costs to go through all rows of a stretch."""
    return (until - since + 1) // 8


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


def _keys(
    hunt: Hunt,
    one: One | None,
    among: str | Sequence[int],
    tests: list[str],
    most: int,
    last: int | str | None = None,
) -> list[Key]:
    """The keys of at most so many rows, as their ids stand in the view's order, and of none that stands behind the
    ``last`` value."""
    plan, way = hunt.plan, "DESC" if hunt.plan.descending else "ASC"
    at: dict[str, object] = {"last": last}
    if not isinstance(among, str):
        # Not in the SQL, so that it need not be understood anew for every stretch.
        at["among"], among = as_json(among), "t.id IN (SELECT value FROM json_each(:among))"
    if last is not None:
        # Nothing that stands behind what is found already has to pass the other tests.
        tests = [f"t.{plan.sort} {'>=' if plan.descending else '<='} :last", *tests]
    # Where all have one value, the index of the order tells which hits have it.
    of = f"{plan.table} AS t INDEXED BY {plan.index}" if one else f"{plan.table} AS t"
    equal = [one.test] if one else []
    found = f"SELECT t.{plan.sort}, t.id FROM {of}{where(among, *equal, *untold(tests))}"
    rows = hunt.connection.execute(f"{found} ORDER BY t.id {way} LIMIT {most}", {**plan.params, **at})
    return [plan.sorting_key((row[0], row[1])) for row in rows]

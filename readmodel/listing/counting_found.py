"""How many rows pass tests of which no tally tells, counted no farther than somebody wants to know."""

from bisect import bisect_left, bisect_right
from sqlite3 import Connection

from readmodel.listing import limits
from readmodel.listing.aiming import Aim, found_fully, ids_of, take_aims
from readmodel.listing.bound import as_json
from readmodel.listing.plan import Plan, untold, where

_STRETCH = 1 << 16
"""So many ids are looked at together."""

_FEW_KNOWN = 400
"""So many of those that are known are looked at without asking which of them are hits."""


def count_found(connection: Connection, plan: Plan, most: int) -> int:
    """The number of a view's rows, counted up to ``most``."""
    aims = take_aims(connection, plan)
    by_ids = next((aim for aim in aims if aim.by_ids), None)
    if by_ids is None or aims[0].hits <= limits.FEW:
        found = found_fully(connection, plan)
        return _count(connection, plan, f"{found}{where(*plan.scope, *plan.tests_behind(found))}", most)
    if by_ids is aims[0] or aims[0].hits > limits.SOME:
        return _count_by_ids(connection, plan, by_ids, None, most)
    known = sorted(ids_of(connection, plan, aims[0].ids))
    return _count_by_ids(connection, plan, by_ids if len(by_ids.ways) == 1 else None, known, most)


def _count_by_ids(connection: Connection, plan: Plan, aim: Aim | None, known: list[int] | None, most: int) -> int:
    """Counted stretch by stretch: those among the hits of an aim, those that are ``known`` as they rise, or in both."""
    ends = f"SELECT (SELECT min(id) FROM {plan.table}), (SELECT max(id) FROM {plan.table})"
    first, last = connection.execute(ends).fetchone()
    rows = 0
    for since in range(first, last + 1, _STRETCH):
        until = since + _STRETCH - 1
        ids = None if known is None else known[bisect_left(known, since) : bisect_right(known, until)]
        if aim is not None and (ids is None or len(ids) > _FEW_KNOWN):
            hits = ids_of(connection, plan, aim.between(since, until))
            ids = hits if ids is None else list(set(hits).intersection(ids))
        if ids:
            among = f"t.id IN (SELECT value FROM json_each('{as_json(ids)}'))"
            rows += _count(connection, plan, f"{plan.tested}{where(among, *untold(plan.tests))}", most - rows)
        if rows >= most:
            break
    return rows


def _count(connection: Connection, plan: Plan, found: str, most: int) -> int:
    counted = f"SELECT count(*) FROM (SELECT 1 FROM {found} LIMIT {most})"
    rows: int = connection.execute(counted, plan.params).fetchone()[0]
    return rows

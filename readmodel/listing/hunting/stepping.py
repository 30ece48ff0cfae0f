"""First rows along the order itself: past what does not pass, value by value, or from place to place."""

from collections.abc import Sequence

from readmodel.listing import limits
from readmodel.listing.aiming import ids_of
from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_tallied
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.spanning import first_of_equal
from readmodel.listing.paging import read_ids, walk_ids
from readmodel.listing.plan import untold, where
from readmodel.listing.view import Key
from readmodel.listing.walking import Stretch

_LAST_ID = 2**63 - 1


def along_told_order(hunt: Hunt) -> list[int] | None:
    """Past rows of which the order's own index tells that they don't pass: none of these is fetched."""
    plan = hunt.plan
    if plan.told is None or hunt.fetched > limits.FETCHED_ALONG:
        return None
    if hunt.asks_tally_alone:
        tests = [*(condition.sql.format(t="t") for condition in hunt.told_alone), *hunt.tests]
        return walk_ids(hunt.connection, Stretch(plan, None, None, untold(tests)), hunt.wanted, 0)
    farthest = limits.TOLD_FARTHER * limits.TOLD_ALONG
    if hunt.told_alone or (hunt.expected > limits.TOLD_ALONG and not hunt.is_many):
        return None
    way = "DESC" if plan.descending else "ASC"
    told = ", ".join(f"w.{column}" for column in sorted({"id", *plan.columns}))
    most = farthest if hunt.is_many else min(farthest, round(limits.TOLD_FARTHER * hunt.expected))
    walked = (
        f"SELECT {told} FROM {plan.table} AS w{where(*plan.bounds_of('w'))} "
        f"ORDER BY w.{plan.sort} {way}, w.id {way} LIMIT {most}"
    )
    found = f"SELECT t.id FROM ({walked}) AS t{where(*hunt.tests)} LIMIT {hunt.wanted}"
    ids = ids_of(hunt.connection, plan, found)
    return ids if len(ids) == hunt.wanted else None


def value_by_value(hunt: Hunt) -> list[int] | None:
    """In an order of few values, each of which stands in many rows: of each value, the rows as their ids stand."""
    if hunt.plan.sort not in hunt.plan.spec.chosen:
        return None
    ids: list[int] = []
    key = _key_at(hunt, None, 0)
    while key is not None and len(ids) < hunt.wanted:
        equal = first_of_equal(hunt, hunt.aim, key[0], hunt.wanted - len(ids))
        if equal is None:
            return None
        ids += equal
        key = _key_behind(hunt, key[0])
    return ids


def place_by_place(hunt: Hunt) -> list[int] | None:
    """In an order by shared texts, which tell where hits stand: one such text after the other.

    Given up if too many rows are found in other ways, or if too few pass the tests.
    """
    connection, plan, aim, shared = hunt.connection, hunt.plan, hunt.aim, hunt.plan.spec.search.shared
    if shared is None or aim is None or plan.sort not in shared.sorts:
        return None
    texts = [text for one in aim.ways for text in one.texts]
    rest = sum(hits for one, hits in zip(aim.ways, aim.counts, strict=True) if not one.texts)
    if not texts or rest > limits.FEW:
        return None
    way = "DESC" if plan.descending else "ASC"
    at = where(f"t.{plan.sort} = :place", *untold(hunt.tests))
    found: set[int] = set()
    for one in aim.ways:
        if not one.texts:
            found.update(ids_of(connection, plan, one.ids))
    placed, looked_at = 0, 0
    by = f"e.{plan.sort}"
    held = f"e.id IN (SELECT value FROM json_each({plan.bound.name(as_json(texts))}))"
    places = f"SELECT {by}, sum(e.n) FROM {shared.table} AS e WHERE {held} GROUP BY {by} ORDER BY {by} {way}"
    for place, rows in connection.execute(places, plan.params).fetchall():
        selection = f"SELECT t.id FROM {plan.tested}{at} ORDER BY t.id {way} LIMIT {hunt.wanted - placed}"
        here = [row[0] for row in connection.execute(selection, {**plan.params, "place": place})]
        found.update(here)
        placed += len(here)
        looked_at += rows
        if placed >= hunt.wanted:
            break
        if looked_at - placed > limits.PLACES_LOOKED_AT:
            return None
    among = f"t.id IN (SELECT value FROM json_each('{as_json(list(found))}'))"
    return read_ids(connection, plan, among, *untold(hunt.tests))[: hunt.wanted]


def along_order(hunt: Hunt) -> list[int] | None:
    """By steps along the sort's index, in which many rows of one value are passed over by their ids.

    Of few hits, only those that stand in such a value at the head of the order are found in this way.
    """
    plan, aim = hunt.plan, hunt.aim
    if plan.sort in plan.spec.chosen or (aim is not None and hunt.fits_a_set and not aim.by_ids):
        return None
    ids: list[int] = []
    passing = [test if test in plan.bounds else f"+{test}" for test in hunt.tests]
    passed_over = _passed_over(hunt)
    left = None if aim is not None and aim.by_ids else limits.GONE_THROUGH
    key = _key_at(hunt, None, 0, passed_over)
    for step in limits.STEPS:
        while key is not None and _is_long(hunt, key):
            if left is not None:
                left -= 1
                if left < 0:
                    return None
            last = key[1] + (1 if plan.descending else -1)
            equal = first_of_equal(hunt, aim, key[0], hunt.wanted - len(ids), last)
            if equal is None or (left is not None and not equal):
                return None
            ids += equal
            if len(ids) >= hunt.wanted:
                return ids
            key = _key_behind(hunt, key[0], passed_over)
        if key is None:
            return ids
        if hunt.fits_a_set:
            return None
        end = _key_at(hunt, key, step, passed_over)
        ids += walk_ids(hunt.connection, Stretch(plan, key, end, passing), hunt.wanted - len(ids), 0)
        if end is None or len(ids) >= hunt.wanted:
            return ids
        key = end
    return None


def _passed_over(hunt: Hunt) -> list[str]:
    """Tests of which the order's own index tells, if all rows that don't pass them are few enough to be passed over."""
    told = [condition for condition in hunt.plan.conditions.tallied if condition.columns <= hunt.plan.told_columns]
    if not told or hunt.rows - count_tallied(hunt.connection, hunt.plan, told) > limits.PASSED_OVER:
        return []
    return untold([condition.sql.format(t="t") for condition in told])


def _key_at(hunt: Hunt, start: Key | None, skipped: int, passed_over: Sequence[str] = ()) -> Key | None:
    """The key so far behind another within the bounds of the order, not counting what is passed over."""
    stretch = Stretch(hunt.plan, start, None, [*hunt.plan.bounds, *passed_over])
    row = hunt.connection.execute(stretch.keys(1, skipped), stretch.params).fetchone()
    return None if row is None else (row[0], row[1])


def _key_behind(hunt: Hunt, value: int | str, passed_over: Sequence[str] = ()) -> Key | None:
    """The first key of another value."""
    return _key_at(hunt, (value, -1 if hunt.plan.descending else _LAST_ID), 0, passed_over)


def _is_long(hunt: Hunt, key: Key) -> bool:
    """Whether many rows behind a key have the same value."""
    later = _key_at(hunt, key, limits.LONG)
    return later is not None and later[0] == key[0]

"""The first ids of a view, by the way of finding them that fits what is asked and how many there are."""

from sqlite3 import Connection

from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.laying import others_than, pack
from readmodel.listing.paging import walk_ids
from readmodel.listing.plan import Plan, untold
from readmodel.listing.searching import (
    DENSE,
    FEW,
    SOME,
    Aim,
    found_fully,
    shelf_serves,
    take_aim,
    walk_candidates,
    walk_places,
    walk_shelf,
    walk_told,
)
from readmodel.listing.shelving import first_along_shelf
from readmodel.listing.spanning import first_by_spans, first_of_equal
from readmodel.listing.view import Key
from readmodel.listing.walking import Stretch

_RARE = 5000
"""So many ids are told at once instead of the first ones alone."""

_STEPS = (1500, 6000, 24_000, 48_000)
"""Rows that are walked past before it is looked whether they all have one value."""

_SET = 10_000
"""So many hits that spans can't tell apart are put into a set at once."""

_LONG = 1500
"""So many rows of one value are worth passing over."""

_GONE_THROUGH = 3
"""So many such values are passed over where nothing finds hits among their rows, so that they are gone through; and
none behind one that has no hit."""

_LAST_ID = 2**63 - 1


def first_ids(connection: Connection, plan: Plan, best: list[int], count: int) -> tuple[list[int], bool]:
    """The first ids of a view behind its ``best`` hits, at least so many or all of them, and whether they are all."""
    if not plan.walkable:
        return _packed(connection, plan, plan.tested, best, count)
    others = others_than(best)
    wanted = count - len(best)
    if is_dense(connection, plan):
        stretch = Stretch(plan, None, None, [*plan.walked_tests, *others])
        return best + walk_ids(connection, stretch, wanted, 0), False
    aim = take_aim(connection, plan, roughly=True)
    if aim is not None and aim.hits <= FEW:
        return _packed(connection, plan, plan.found_by(aim.ids), best, _RARE)
    if shelf_serves(connection, plan):
        if plan.asks_for_text:
            return best + walk_shelf(connection, plan, aim, wanted, [*plan.word_tests, *others]), False
        return _packed(connection, plan, plan.found_on_shelf, best, count)
    ids = first_along_shelf(connection, plan, wanted)
    if ids is not None:
        return best + ids, False
    if aim is not None and not aim.by_ids:
        aim = take_aim(connection, plan)
        if aim is not None and aim.hits <= _SET:
            ids = walk_candidates(connection, plan, aim, wanted, [*plan.tests, *others])
    if ids is None:
        ids = first_by_spans(connection, plan, aim, wanted, [*plan.tests, *others])
    if ids is None:
        ids = _in_order(connection, plan, take_aim(connection, plan), wanted, [*plan.tests, *others])
    if ids is not None:
        return best + ids, False
    return _packed(connection, plan, found_fully(connection, plan), best, count)


def is_dense(connection: Connection, plan: Plan) -> bool:
    """Whether so many rows pass that they are walked along; bounds of the order itself leave nothing to be skipped."""
    if plan.asks_for_text or any(condition.column != plan.sort for condition in plan.conditions.others):
        return False
    if all(condition.column == plan.sort for condition in plan.conditions.tallied):
        return True
    return count_tallied(connection, plan) * DENSE >= count_all(connection, plan.spec)


def _packed(connection: Connection, plan: Plan, found: str, best: list[int], most: int) -> tuple[list[int], bool]:
    ids = pack(connection, plan, found, best, most + 1).ids.tolist()
    return ids, len(ids) <= most


def _in_order(connection: Connection, plan: Plan, aim: Aim | None, count: int, tests: list[str]) -> list[int] | None:
    """The first ids along the view's order; None if they are quicker found by looking at all there are."""
    ids = None if aim is None else walk_told(connection, plan, aim, count, tests)
    if ids is None and plan.walks_on_its_index:
        return walk_ids(connection, Stretch(plan, None, None, untold(tests)), count, 0)
    if ids is None and plan.sort in plan.spec.chosen:
        return _value_by_value(connection, plan, aim, count, tests)
    if ids is None and aim is not None:
        ids = walk_places(connection, plan, aim, count, tests)
    if ids is None and (aim is None or aim.hits > SOME):
        ids = _walk(connection, plan, aim, count, tests)
    if ids is None and aim is not None and aim.hits <= SOME:
        ids = walk_candidates(connection, plan, aim, count, tests)
    return ids


def _value_by_value(
    connection: Connection, plan: Plan, aim: Aim | None, count: int, tests: list[str]
) -> list[int] | None:
    """The first ids in an order of few values, each of which stands in many rows."""
    ids: list[int] = []
    key = _key_at(connection, plan, None, 0)
    while key is not None and len(ids) < count:
        equal = first_of_equal(connection, plan, aim, key[0], count - len(ids), tests)
        if equal is None:
            return None
        ids += equal
        key = _key_behind(connection, plan, key[0])
    return ids


def _walk(connection: Connection, plan: Plan, aim: Aim | None, count: int, tests: list[str]) -> list[int] | None:
    """The first ids by steps along the sort's index, in which many rows of one value are passed over by their ids."""
    ids: list[int] = []
    start: Key | None = None
    passing = [test if test in plan.bounds else f"+{test}" for test in tests]
    left = None if aim is not None and aim.by_ids else _GONE_THROUGH
    for step in _STEPS:
        end = _key_at(connection, plan, start, step)
        ids += walk_ids(connection, Stretch(plan, start, end, passing), count - len(ids), 0)
        while end is not None and len(ids) < count and _is_long(connection, plan, end):
            if left is not None:
                left -= 1
                if left < 0:
                    return None
            last = end[1] + (1 if plan.descending else -1)
            equal = first_of_equal(connection, plan, aim, end[0], count - len(ids), tests, last)
            if equal is None or (left is not None and not equal):
                return None
            ids += equal
            end = _key_behind(connection, plan, end[0])
        if end is None or len(ids) >= count:
            return ids
        start = end
    return None


def _key_at(connection: Connection, plan: Plan, start: Key | None, skipped: int) -> Key | None:
    """The key so far behind another within the bounds of the order."""
    stretch = Stretch(plan, start, None, plan.bounds)
    row = connection.execute(stretch.keys(1, skipped), stretch.params).fetchone()
    return None if row is None else (row[0], row[1])


def _key_behind(connection: Connection, plan: Plan, value: int | str) -> Key | None:
    """The first key of another value."""
    return _key_at(connection, plan, (value, -1 if plan.descending else _LAST_ID), 0)


def _is_long(connection: Connection, plan: Plan, key: Key) -> bool:
    """Whether many rows behind a key have the same value."""
    later = _key_at(connection, plan, key, _LONG)
    return later is not None and later[0] == key[0]

"""First rows among hits that are known: sorted where an index tells what by, or looked up while an order is walked."""

from collections.abc import Sequence

from readmodel.listing import limits
from readmodel.listing.aiming import Aim, counted, ids_of
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.plan import Plan, also, untold, where
from readmodel.listing.ways import Way

_FOREMOST = 4
"""So many times as many rows as are wanted are tested before all are sorted."""


def among_a_set(hunt: Hunt) -> list[int] | None:
    """Along the order, where there are few enough hits to put them into a set, and nothing else tells them apart."""
    if hunt.rough_aim is None or hunt.rough_aim.by_ids:
        return None
    return _probed(hunt) if hunt.aim is not None and hunt.aim.hits <= limits.SET_APART else None


def among_candidates(hunt: Hunt) -> list[int] | None:
    """The same of more hits, once nothing else is left to try."""
    return _probed(hunt) if hunt.fits_a_set else None


def sorted_where_found(hunt: Hunt) -> list[int] | None:
    """Sorted by what the index tells that finds them."""
    plan, way = hunt.plan, _told_where_found(hunt)
    if way is None:
        return None
    # Of few values, each is looked for faster than many rows are sorted by them and fetched.
    is_quick = bool(way.among) or not plan.columns <= way.tells
    most = limits.SOME if is_quick and plan.sort in plan.spec.chosen else limits.TOLD_WHERE_FOUND
    return None if hunt.is_many and counted(hunt.connection, plan, way, most + 1) > most else _sorted(hunt, way)


def sorted_at_last(hunt: Hunt) -> list[int] | None:
    """The same of any number, since to fetch all of them would take longer."""
    way = _told_where_found(hunt)
    return None if way is None else _sorted(hunt, way)


def _told_where_found(hunt: Hunt) -> Way | None:
    """What finds all hits by an index that tells what they are sorted by, if there is one."""
    aim = hunt.aim
    return aim.ways[0] if aim is not None and len(aim.ways) == 1 and hunt.plan.sort in aim.ways[0].tells else None


def _sorted(hunt: Hunt, way: Way) -> list[int]:
    plan = hunt.plan
    found = f"SELECT t.id AS id FROM {_sorted_alike(plan, way)}"
    if plan.columns <= way.tells:
        others = [test for test in hunt.tests if test != way.test]
        passing = f"{found}{also(others)} ORDER BY {plan.sorted_anew} LIMIT {hunt.wanted}"
        return ids_of(hunt.connection, plan, passing)
    if hunt.passing * _FOREMOST > counted(hunt.connection, plan, way, 1):
        foremost = f"{found} ORDER BY {plan.sorted_anew} LIMIT {_FOREMOST * hunt.wanted}"
        ids = tested(hunt, foremost, hunt.tests)
        if len(ids) == hunt.wanted:
            return ids
    return tested(hunt, f"{found} ORDER BY {plan.sorted_anew} LIMIT -1", hunt.tests)


def _sorted_alike(plan: Plan, way: Way) -> str:
    """FROM and WHERE for what an index finds, read the way round that the view is sorted.

    Amounts rise with each other. Of rows that come the wrong way round, each would be one of the first so far.
    """
    if not way.along:
        return f"{way.of} WHERE {way.test}"
    to = "DESC" if plan.descending else "ASC"
    columns = ", ".join(f"t.{column}" for column in sorted(way.tells))
    read = f"SELECT {columns} FROM {way.of} WHERE {way.test} ORDER BY t.{way.along} {to}, t.id {to} LIMIT -1"
    return f"({read}) AS t WHERE 1"


def tested(hunt: Hunt, walked: str, tests: Sequence[str]) -> list[int]:
    """The first ids of those that SQL gives, in its order, whose rows pass the tests."""
    found = f"SELECT t.id AS id FROM {hunt.plan.found_by(walked)}{where(*untold(tests))} LIMIT {hunt.wanted}"
    return ids_of(hunt.connection, hunt.plan, found)


def held(walked: str, aim: Aim) -> str:
    """SQL that gives those of the ids that others give, in their order, which an aim finds, too."""
    return f"SELECT w.id AS id FROM ({walked}) AS w WHERE w.id IN ({aim.ids})"


def _probed(hunt: Hunt) -> list[int] | None:
    """Walked along only as far as that is sooner than to fetch all hits, and as some would have been met by then."""
    plan, aim = hunt.plan, hunt.aim
    assert aim is not None
    way = "DESC" if plan.descending else "ASC"
    most = round(min(limits.PROBED_FOR_EACH * sum(aim.counts), limits.PROBED_FARTHER * hunt.expected))
    walked = f"SELECT t.id AS id FROM {plan.table} AS t ORDER BY t.{plan.sort} {way}, t.id {way} LIMIT {most}"
    ids = tested(hunt, held(walked, aim), hunt.tests)
    return ids if len(ids) == hunt.wanted else None

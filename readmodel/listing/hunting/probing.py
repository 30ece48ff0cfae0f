"""First rows among hits that are known: sorted where an index tells what by, or looked up while an order is walked."""

from collections.abc import Sequence

from readmodel.listing import limits
from readmodel.listing.aiming import Aim, counted, ids_of
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.plan import also, untold, where

_FOREMOST = 4
"""So many times as many rows as are wanted are tested before all are sorted."""


def among_a_set(hunt: Hunt) -> list[int] | None:
    """Along the order, where there are few enough hits to put them into a set, and nothing else tells them apart."""
    if hunt.rough_aim is None or hunt.rough_aim.by_ids:
        return None
    return _probed(hunt) if hunt.aim is not None and hunt.aim.hits <= limits.SET_APART else None


def among_candidates(hunt: Hunt) -> list[int] | None:
    """The same of more hits, once nothing else is left to try."""
    return _probed(hunt) if hunt.aim is not None and hunt.aim.hits <= limits.SOME else None


def sorted_where_found(hunt: Hunt) -> list[int] | None:
    """Sorted by what the index tells that finds them."""
    connection, plan, aim = hunt.connection, hunt.plan, hunt.aim
    if aim is None or len(aim.ways) > 1 or plan.sort not in aim.ways[0].tells:
        return None
    (way,) = aim.ways
    # Of few values, each is looked for faster than many rows are sorted by them.
    most = limits.SOME if plan.sort in plan.spec.chosen else limits.TOLD_WHERE_FOUND
    if aim.hits > limits.SOME and counted(connection, plan, way, most + 1) > most:
        return None
    found = f"SELECT t.id AS id FROM {way.of} WHERE {way.test}"
    if hunt.passing * _FOREMOST > sum(aim.counts):
        foremost = f"{found} ORDER BY {plan.sorted_anew} LIMIT {_FOREMOST * hunt.wanted}"
        ids = tested(hunt, foremost, hunt.tests)
        if len(ids) == hunt.wanted:
            return ids
    if plan.columns <= way.tells:
        passing = f"{found}{also(hunt.tests)} ORDER BY {plan.sorted_anew} LIMIT {hunt.wanted}"
        return ids_of(connection, plan, passing)
    return tested(hunt, f"{found} ORDER BY {plan.sorted_anew} LIMIT -1", hunt.tests)


def tested(hunt: Hunt, walked: str, tests: Sequence[str]) -> list[int]:
    """The first ids of those that SQL gives, in its order, whose rows pass the tests."""
    found = f"SELECT t.id AS id FROM {hunt.plan.found_by(walked)}{where(*untold(tests))} LIMIT {hunt.wanted}"
    return ids_of(hunt.connection, hunt.plan, found)


def held(walked: str, aim: Aim) -> str:
    """SQL that gives those of the ids that others give, in their order, which an aim finds, too."""
    return f"SELECT w.id AS id FROM ({walked}) AS w WHERE w.id IN ({aim.ids})"


def _probed(hunt: Hunt) -> list[int] | None:
    plan, aim = hunt.plan, hunt.aim
    assert aim is not None
    way = "DESC" if plan.descending else "ASC"
    probed = min(limits.PROBED, limits.PROBED_FOR_EACH * aim.hits)
    walked = f"SELECT t.id AS id FROM {plan.table} AS t ORDER BY t.{plan.sort} {way}, t.id {way} LIMIT {probed}"
    ids = tested(hunt, held(walked, aim), hunt.tests)
    return ids if len(ids) == hunt.wanted else None

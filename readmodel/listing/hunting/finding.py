"""The first rows of a view, found in the way that fits what is asked and how many rows there are.

All ways find the same rows; they differ in what they look at. They are tried in one order, the surest first, and each
of them gives up where it would take longer than a frame lasts. What none of them is quick for is collected and sorted.
"""

from collections.abc import Callable
from sqlite3 import Connection

from msgspec import Struct

from readmodel.listing import limits
from readmodel.listing.aiming import found_fully
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.probing import among_a_set, among_candidates, sorted_at_last, sorted_where_found
from readmodel.listing.hunting.shelving import along_shelf, on_shelf, shelf_serves
from readmodel.listing.hunting.spanning import by_spans
from readmodel.listing.hunting.stepping import along_order, along_told_order, place_by_place, value_by_value
from readmodel.listing.laying import pack
from readmodel.listing.paging import walk_ids
from readmodel.listing.plan import Plan
from readmodel.listing.walking import Stretch


class Firsts(Struct, frozen=True):
    """The first ids of a view: as many as are wanted, or more if it was no more work, or the ``whole`` of them."""

    ids: list[int]
    whole: bool = False


def first_ids(connection: Connection, plan: Plan, best: list[int], count: int) -> Firsts:
    """The first ``count`` ids of a view, of which the ``best`` hits come first."""
    hunt = Hunt(connection, plan, best, count)
    for collect in (_none, _unsorted, _few, _on_told_shelf):
        firsts = collect(hunt)
        if firsts is not None:
            return firsts
    for way in _WAYS:
        ids = way(hunt)
        if ids is not None:
            return Firsts(best + ids)
    return _collected(hunt, found_fully(connection, plan), count)


def _along_dense_order(hunt: Hunt) -> list[int] | None:
    """Simply the first rows of the order that pass, since every few do."""
    if not hunt.is_dense:
        return None
    stretch = Stretch(hunt.plan, None, None, [*hunt.plan.walked_tests, *hunt.others])
    return walk_ids(hunt.connection, stretch, hunt.wanted, 0)


_WAYS: tuple[Callable[[Hunt], list[int] | None], ...] = (
    _along_dense_order,
    on_shelf,
    along_shelf,
    among_a_set,
    by_spans,
    place_by_place,
    along_told_order,
    sorted_where_found,
    value_by_value,
    along_order,
    among_candidates,
    sorted_at_last,
)


def _none(hunt: Hunt) -> Firsts | None:
    """Nothing, where the tally says that no row passes all of what is asked."""
    return Firsts(hunt.best, whole=True) if hunt.asks_tally_alone and not hunt.passing else None


def _unsorted(hunt: Hunt) -> Firsts | None:
    """All rows, of a list that has no index for the order."""
    return None if hunt.plan.walkable else _collected(hunt, hunt.plan.tested, hunt.wanted + len(hunt.best))


def _few(hunt: Hunt) -> Firsts | None:
    """All rows that are found, where they are few."""
    if hunt.is_dense:
        return None
    aim = hunt.rough_aim
    return _collected(hunt, hunt.plan.found_by(aim.ids), limits.RARE) if aim and aim.hits <= limits.FEW else None


def _on_told_shelf(hunt: Hunt) -> Firsts | None:
    """All rows of a shelf that pass, sorted there, if they are fewer than would be walked past along their order."""
    if hunt.plan.asks_for_text or not shelf_serves(hunt.connection, hunt.plan):
        return None
    if hunt.plan.told and hunt.asks_tally_alone and hunt.expected < hunt.passing:
        return None
    return _collected(hunt, hunt.plan.found_on_shelf, hunt.wanted + len(hunt.best))


def _collected(hunt: Hunt, found: str, most: int) -> Firsts:
    ids = pack(hunt.connection, hunt.plan, found, hunt.best, most + 1).ids.tolist()
    return Firsts(ids, whole=len(ids) <= most)

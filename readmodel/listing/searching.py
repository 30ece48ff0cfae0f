"""Finding the first rows of a search without looking at all that it finds.

Few hits are collected and sorted. Some are put into a set, against which the sort's index is walked; of many, the walk
itself finds enough. Either walk is given up where the hits stand far from where it begins, as customers do in the order
of their names: for such an order the texts that rows share tell where they stand.
"""

from array import array
from collections.abc import Sequence
from sqlite3 import Connection

import msgspec
from msgspec import Struct

from readmodel.listing.packing import unpack
from readmodel.listing.paging import read_ids
from readmodel.listing.plan import Plan, as_json, where
from readmodel.listing.spec import Shared

FEW = 1500
"""So many hits are collected and sorted within a frame."""

SOME = 30_000
"""So many are put into a set within a frame."""

_PROBED = 60_000
_LOOKED_AT = 6000


class Aim(Struct, frozen=True, kw_only=True):
    """Where a search looks: ``own`` hits in rows' own texts, counted not far past ``SOME``, and ``linked`` ones.

    Those have a shared text that is hit.

    ``places`` are the shared texts found, by the column of the sort where that is one of theirs, in the view's order,
    each with its number of rows; None where the sort is another or the search does not go by them.
    """

    own: int
    linked: int
    places: tuple[tuple[str, int], ...] | None = None

    @property
    def hits(self) -> int:
        """About how many rows the search looks at."""
        return self.own + self.linked


def take_aim(connection: Connection, plan: Plan) -> Aim:
    """Choose the words by which fewest rows are found; the others are only tested.

    A row that holds several words holds all of them in its shared text, or one of them in its own. Words that no shared
    text holds have to stand in the row's own.
    """
    shared = plan.spec.search.shared
    if shared is None:
        plan.aim(plan.indexed_words)
        return Aim(own=_count_own(connection, plan), linked=0)
    known = [word for word in plan.indexed_words if _is_shared(connection, shared, word)]
    alone = [word for word in plan.indexed_words if word not in known]
    narrow: Aim | None = None
    if alone:
        plan.aim(alone)
        narrow = Aim(own=_count_own(connection, plan), linked=0)
        if not known or narrow.hits <= FEW:
            return narrow
    links, linked, places = _linked(connection, plan, shared, known)
    plan.aim(*([word] for word in known), links=links)
    wide = Aim(own=_count_own(connection, plan), linked=linked, places=places)
    if narrow is not None and narrow.hits < min(wide.hits, SOME):
        plan.aim(alone)
        return narrow
    return wide


def walk_candidates(connection: Connection, plan: Plan, count: int, tests: Sequence[str]) -> list[int] | None:
    """The first ids along the view's order that are among the candidates; None if they stand too far from its start."""
    way = "DESC" if plan.descending else "ASC"
    walked = f"SELECT t.id AS id FROM {plan.table} AS t ORDER BY t.{plan.sort} {way}, t.id {way} LIMIT {_PROBED}"
    ids = _tested(connection, plan, f"{walked}) AS w WHERE w.id IN ({plan.candidates}", count, tests)
    return ids if len(ids) == count else None


def walk_shelf(connection: Connection, plan: Plan, count: int, tests: Sequence[str], *, among: bool) -> list[int]:
    """The first ids along the view's order of what the filters leave on a shelf and what passes the other tests.

    With ``among``, the candidates are few enough to be put into a set.
    """
    sorted_shelf = (
        f"SELECT t.id AS id FROM {plan.table} AS t INDEXED BY {plan.shelf}{where(*plan.filter_tests)} "
        f"ORDER BY {plan.sorted_anew} LIMIT -1"
    )
    held = f") AS w WHERE w.id IN ({plan.candidates}" if among else ") AS w WHERE (1"
    return _tested(connection, plan, f"{sorted_shelf}{held}", count, tests)


def walk_places(connection: Connection, plan: Plan, aim: Aim, count: int, tests: Sequence[str]) -> list[int] | None:
    """The first ids in an order by shared texts, one such text after the other; None if too few rows pass the tests."""
    way = "DESC" if plan.descending else "ASC"
    at = where(f"t.{plan.sort} = :place", *(f"+{test}" for test in tests))
    found = set(_own(connection, plan))
    placed, looked_at = 0, 0
    for value, rows in aim.places or ():
        selection = f"SELECT t.id FROM {plan.tested}{at} ORDER BY t.id {way} LIMIT {count - placed}"
        here = [row[0] for row in connection.execute(selection, {**plan.params, "place": value})]
        found.update(here)
        placed += len(here)
        looked_at += rows
        if placed >= count:
            break
        if looked_at - placed > _LOOKED_AT:
            return None
    return read_ids(connection, plan, f"t.id IN (SELECT value FROM json_each('{as_json(list(found))}'))", *tests)[
        :count
    ]


def _tested(connection: Connection, plan: Plan, walked: str, count: int, tests: Sequence[str]) -> list[int]:
    among = f"SELECT w.id AS id FROM ({walked})"
    found = f"SELECT t.id AS id FROM ({among}) AS c CROSS JOIN {plan.joined_to('c')}{where(*tests)} LIMIT {count}"
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({found}) AS q", plan.params).fetchone()[0]
    return unpack(joined or "", array("q")).tolist()


def _own(connection: Connection, plan: Plan) -> list[int]:
    joined = connection.execute(f"SELECT group_concat(q.id) FROM ({plan.own_candidates}) AS q", plan.params).fetchone()
    return unpack(joined[0] or "", array("q")).tolist()


def _count_own(connection: Connection, plan: Plan) -> int:
    counted = f"SELECT count(*) FROM (SELECT 1 FROM ({plan.own_candidates}) LIMIT {SOME + 1})"
    count: int = connection.execute(counted, plan.params).fetchone()[0]
    return count


def _is_shared(connection: Connection, shared: Shared, word: str) -> bool:
    found = f"SELECT 1 FROM {shared.table} WHERE n > 0 AND instr(text, ?) > 0 LIMIT 1"
    return connection.execute(found, (word,)).fetchone() is not None


def _linked(
    connection: Connection, plan: Plan, shared: Shared, words: Sequence[str]
) -> tuple[list[str], int, tuple[tuple[str, int], ...] | None]:
    """The links of the shared texts that hold all the words, their number of rows, and their places in the order."""
    way = "DESC" if plan.descending else "ASC"
    by = plan.sort if plan.sort in shared.sorts else shared.link
    holds = where("n > 0", *["instr(text, ?) > 0" for _ in words])
    selection = f"SELECT {shared.link} AS link, {by} AS place, n FROM {shared.table}{holds} ORDER BY {by} {way}"
    packed = f"SELECT json_group_array(json_array(q.link, q.place, q.n)) FROM ({selection}) AS q"
    found = msgspec.json.decode(connection.execute(packed, list(words)).fetchone()[0], type=list[tuple[str, str, int]])
    places: dict[str, int] = {}
    for _, place, rows in found:
        places[place] = places.get(place, 0) + rows
    links = list(dict.fromkeys(link for link, _, _ in found))
    return links, sum(places.values()), tuple(places.items()) if plan.sort in shared.sorts else None

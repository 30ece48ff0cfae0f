"""What the table asks the read side for, on a reader thread, with the rows made ready there."""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct, structs

from readmodel.listing.queries import GetIds, GetInside, GetRank, LookAgain, OpenView
from readmodel.listing.view import Row, Seen, Snapshot, View
from readmodel.query import Query
from ui.table.cache import PAGE
from ui.table.columns import Presenter, ShownRow

Ask = Callable[[Query[Any]], Any]

_TESTED = 10_000
"""More rows than this are taken to be in a view still that they were in before."""


class Chosen(Struct, frozen=True, kw_only=True):
    """The rows whose ids have to be known before others stand in their ranks.

    ``ids`` are known, ``ranges`` are ranks in ``snapshot``, of which those with the ids ``without`` don't count.
    ``outside`` are the ids of those that the view did not show, but may show now. ``current`` is the id of the row that
    has the cursor. ``in_view`` says that the view stays the same one.
    """

    ids: tuple[int, ...] = ()
    outside: tuple[int, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    without: tuple[int, ...] = ()
    current: int | None = None
    snapshot: Snapshot | None = None
    in_view: bool = True


class Looked(Struct, frozen=True, kw_only=True):
    """A view read anew, and the rows about the one to keep in sight or, without one, the first.

    ``kept`` is that row's rank, ``current`` that of the row with the cursor so far as it is known, ``chosen`` are the
    ids of the chosen rows that are in the view, ``outside`` of those that are not.
    """

    snapshot: Snapshot
    first: int
    rows: tuple[ShownRow, ...]
    kept: int | None
    current: int | None
    chosen: tuple[int, ...]
    outside: tuple[int, ...]


def look(ask: Ask, presenter: Presenter, view: View, keep: int | None, chosen: Chosen, *, whole: bool) -> Looked:
    """Open a view and, as a ``whole``, lay it out in the same go and read the rows about the one to keep."""
    # Before the view is opened: what is resolved by rank should be resolved as early as possible.
    ids = _ids_of(ask, chosen)
    seen: Seen = (
        ask(LookAgain(view=view, keep=keep, current=chosen.current, page=PAGE)) if whole else _open(ask, view, chosen)
    )
    inside = _inside(ask, view, ids, chosen)
    return Looked(
        snapshot=seen.snapshot,
        first=seen.first,
        rows=tuple(presenter.rows(seen.rows)),
        kept=seen.kept,
        current=seen.current,
        chosen=inside,
        outside=tuple(set(ids).difference(inside)),
    )


def choose_again(ask: Ask, view: View, looked: Looked, chosen: Chosen) -> Looked:
    """The same view as it was read, with other rows chosen."""
    ids = _ids_of(ask, chosen)
    inside = _inside(ask, view, ids, chosen)
    return structs.replace(
        looked,
        current=_place_of(ask, looked, chosen.current),
        chosen=inside,
        outside=tuple(set(ids).difference(inside)),
    )


def _open(ask: Ask, view: View, chosen: Chosen) -> Seen:
    """The first rows of a view, which has yet to be laid out unless it is short."""
    opened = ask(OpenView(view=view))
    seen = Seen(snapshot=opened.snapshot, first=0, rows=opened.rows, kept=None, current=None)
    return structs.replace(seen, current=_place_of(ask, seen, chosen.current))


def _place_of(ask: Ask, seen: Seen | Looked, id: int | None) -> int | None:
    """The rank of a row, so far as it is known."""
    rows: Sequence[Row | ShownRow] = seen.rows
    at_hand = next((seen.first + place for place, row in enumerate(rows) if row.id == id), None)
    if at_hand is not None or id is None or seen.snapshot.order is None:
        return at_hand
    rank: int | None = ask(GetRank(snapshot=seen.snapshot, id=id))
    return rank


def _inside(ask: Ask, view: View, ids: tuple[int, ...], chosen: Chosen) -> tuple[int, ...]:
    taken, tested = (ids, chosen.outside) if chosen.in_view and len(ids) > _TESTED else ((), (*ids, *chosen.outside))
    return (*taken, *ask(GetInside(view=view, ids=tested))) if tested else taken


def _ids_of(ask: Ask, chosen: Chosen) -> tuple[int, ...]:
    if not chosen.ranges or chosen.snapshot is None:
        return chosen.ids
    found = ask(GetIds(snapshot=chosen.snapshot, ranges=chosen.ranges))
    return (*chosen.ids, *(set(found).difference(chosen.without) if chosen.without else found))

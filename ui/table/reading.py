"""What the table asks the read side for, on a reader thread, with the rows made ready there."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from readmodel.listing.queries import GetIds, GetInside, GetRows, LayOut, OpenView
from readmodel.listing.view import Snapshot, View
from readmodel.query import Query
from ui.table.cache import PAGE
from ui.table.columns import Presenter, ShownRow

Ask = Callable[[Query[Any]], Any]

_TESTED = 10_000
"""More rows than this are taken to be in a view still that they were in before."""


class Chosen(Struct, frozen=True, kw_only=True):
    """The rows whose ids have to be known before others stand in their ranks.

    ``ids`` are known, ``ranges`` are ranks in ``snapshot``. ``in_view`` says that the view stays the same one.
    """

    ids: tuple[int, ...] = ()
    ranges: tuple[tuple[int, int], ...] = ()
    snapshot: Snapshot | None = None
    in_view: bool = True


class Looked(Struct, frozen=True, kw_only=True):
    """A view read anew, and the rows about the one to keep in sight or, without one, the first.

    ``kept`` is that row's rank, ``chosen`` the ids of the chosen rows that are in the view, ``outside`` of those that
    are not.
    """

    snapshot: Snapshot
    first: int
    rows: tuple[ShownRow, ...]
    kept: int | None
    chosen: tuple[int, ...]
    outside: tuple[int, ...]


def look(ask: Ask, presenter: Presenter, view: View, keep: int | None, chosen: Chosen) -> Looked:
    """Open a view and, if there is a row to keep, lay it out in the same go and read the rows about that one."""
    # Before the view is opened: what is resolved by rank should be resolved as early as possible.
    ids = _ids_of(ask, chosen)
    opened = ask(OpenView(view=view))
    snapshot, first, kept, rows = opened.snapshot, 0, None, opened.rows
    if keep is not None:
        laid = ask(LayOut(snapshot=snapshot, keep=keep))
        snapshot, kept = laid.snapshot, laid.kept
        if kept is not None:
            first = max(0, kept // PAGE * PAGE - PAGE)
            rows = ask(GetRows(snapshot=snapshot, first=first, count=3 * PAGE))
    inside = _inside(ask, view, ids, chosen)
    return Looked(
        snapshot=snapshot,
        first=first,
        rows=tuple(presenter.rows(rows)),
        kept=kept,
        chosen=inside,
        outside=tuple(set(ids).difference(inside)),
    )


def choose_again(ask: Ask, view: View, looked: Looked, chosen: Chosen) -> Looked:
    """The same view as it was read, with other rows chosen."""
    ids = _ids_of(ask, chosen)
    inside = _inside(ask, view, ids, chosen)
    return replace(looked, chosen=inside, outside=tuple(set(ids).difference(inside)))


def _inside(ask: Ask, view: View, ids: tuple[int, ...], chosen: Chosen) -> tuple[int, ...]:
    if not ids or (chosen.in_view and len(ids) > _TESTED):
        return ids
    inside: tuple[int, ...] = ask(GetInside(view=view, ids=ids))
    return inside


def _ids_of(ask: Ask, chosen: Chosen) -> tuple[int, ...]:
    if not chosen.ranges or chosen.snapshot is None:
        return chosen.ids
    return (*chosen.ids, *ask(GetIds(snapshot=chosen.snapshot, ranges=chosen.ranges)))

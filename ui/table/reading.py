"""What the table asks the read side for, on a reader thread, with the rows made ready there."""

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from readmodel.listing.queries import GetIds, GetRows, LayOut, OpenView
from readmodel.listing.view import Snapshot, View
from readmodel.query import Query
from ui.table.cache import PAGE
from ui.table.columns import Presenter, ShownRow

Ask = Callable[[Query[Any]], Any]


class Looked(Struct, frozen=True, kw_only=True):
    """A view read anew, and the rows about the one to keep in sight or, without one, the first.

    ``kept`` is that row's rank, ``chosen`` the ids of the rows that had been selected by rank.
    """

    snapshot: Snapshot
    first: int
    rows: tuple[ShownRow, ...]
    kept: int | None
    chosen: tuple[int, ...]


def look_again(
    ask: Ask,
    presenter: Presenter,
    view: View,
    keep: int | None,
    chosen_in: Snapshot | None,
    chosen: tuple[tuple[int, int], ...],
) -> Looked:
    """Open a view and, if there is a row to keep, lay it out in the same go and read the rows about that one."""
    ids: tuple[int, ...] = ()
    if chosen and chosen_in is not None:
        ids = ask(GetIds(snapshot=chosen_in, ranges=chosen))
    opened = ask(OpenView(view=view))
    if keep is None:
        rows = tuple(presenter.rows(opened.rows))
        return Looked(snapshot=opened.snapshot, first=0, rows=rows, kept=None, chosen=ids)
    laid = ask(LayOut(snapshot=opened.snapshot, keep=keep))
    if laid.kept is None:
        return Looked(snapshot=laid.snapshot, first=0, rows=tuple(presenter.rows(opened.rows)), kept=None, chosen=ids)
    first = max(0, laid.kept // PAGE * PAGE - PAGE)
    rows = ask(GetRows(snapshot=laid.snapshot, first=first, count=3 * PAGE))
    return Looked(snapshot=laid.snapshot, first=first, rows=tuple(presenter.rows(rows)), kept=laid.kept, chosen=ids)

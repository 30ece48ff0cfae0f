"""A view is what a person wants to see of a list; a snapshot is where its rows stand."""

from array import array
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from readmodel.listing.terms import Term

Key = tuple[int | str, int]
"""Where a row stands in a view's order: the value it is sorted by, and its id."""


class View(Struct, frozen=True, kw_only=True):
    """Which rows of a list in which order. ``today`` is the business's day that filters such as late go by.

    ``of`` is the id of the record whose rows they are, for a list within another (see ``ListSpec.within``).

    A row has to pass every one of ``filters`` and ``terms``, to hold every word of ``text`` and all of ``phrases``, and
    to hold none of the texts ``without``.
    """

    list: str
    of: str = ""
    sort: str
    descending: bool = False
    filters: tuple[str, ...] = ()
    terms: tuple[Term, ...] = ()
    text: str = ""
    phrases: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    today: date


class Row(Struct, frozen=True, array_like=True):
    """One row: its id, its aggregate's id, the value it is sorted by, and the list's columns, raw."""

    id: int
    key: str
    sort: int | str
    values: tuple[int | str, ...]


class Anchors(Struct, frozen=True):
    """Keys along a view's order and the rank of each; any row is a short walk from one of them."""

    keys: tuple[Key, ...]
    ranks: tuple[int, ...]


class Packed(Struct, frozen=True):
    """Every id of a view in its order, eight bytes each."""

    ids: "array[int]"


class Snapshot(Struct, frozen=True, kw_only=True):
    """A view's rows at a moment. ``count`` is None until it is known, ``order`` until it has been laid out.

    ``first`` are the ids of the first page, by which it can be read again before the rest is laid out. ``newest`` is
    the highest id in the list then: a row with a higher one is none of the view's.
    """

    view: View
    count: int | None
    order: Anchors | Packed | None
    first: tuple[int, ...] = ()
    newest: int = 0

    def with_row(self, rank: int) -> "Snapshot":
        """The snapshot after a row came in at a rank; only for one laid out by anchors, which never holds rows."""
        assert isinstance(self.order, Anchors)
        assert self.count is not None
        ranks = tuple([at + 1 if at >= rank else at for at in self.order.ranks])
        return replace(self, count=self.count + 1, order=Anchors(self.order.keys, ranks))

    def without_row(self, rank: int) -> "Snapshot":
        """The snapshot after the row of a rank went."""
        assert self.count is not None
        order = self.order
        if isinstance(order, Anchors):
            order = Anchors(order.keys, tuple([at - 1 if at > rank else at for at in order.ranks]))
        elif isinstance(order, Packed):
            order = Packed(order.ids[:rank] + order.ids[rank + 1 :])
        return replace(self, count=self.count - 1, order=order)


FIRST = 100
"""Rows answered when a view is opened."""


class Opened(Struct, frozen=True, kw_only=True):
    """A view just opened: its snapshot and its first rows."""

    snapshot: Snapshot
    rows: tuple[Row, ...]


class Laid(Struct, frozen=True, kw_only=True):
    """A snapshot laid out, and the rank of the row that was to be kept in sight, if it is in the view."""

    snapshot: Snapshot
    kept: int | None


class Seen(Struct, frozen=True, kw_only=True):
    """A view laid out, and some of its rows from the rank ``first`` on; ``kept`` and ``current`` are ranks of rows that
    were asked for, None of one that is not in the view."""

    snapshot: Snapshot
    first: int
    rows: tuple[Row, ...]
    kept: int | None
    current: int | None


class Found(Struct, frozen=True, kw_only=True):
    """A row looked for by what people call it: whether there is one, and its rank if it is in the view."""

    known: bool
    rank: int | None


class Standing(Struct, frozen=True, kw_only=True):
    """A row as it is now: whether it is in the view, and its rank among the rows of a snapshot where that is known."""

    row: Row
    inside: bool
    rank: int | None


class ViewCount(Struct, frozen=True, kw_only=True):
    """The number of rows of a view; with ``more``, there are more than so many."""

    MOST: ClassVar[int] = 10_000

    rows: int
    more: bool = False


class Totals(Struct, frozen=True, kw_only=True):
    """The number of some rows, and the sums of their columns by name."""

    rows: int
    sums: Mapping[str, int]


class Suggestion(Struct, frozen=True, kw_only=True):
    """A value that a term can name, what tells people more of it, and how many rows have it if that is known."""

    value: str
    label: str = ""
    rows: int | None = None

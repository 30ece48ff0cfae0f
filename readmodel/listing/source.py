"""Where the rows of a list come from: what every kind of list can be asked."""

from collections.abc import Sequence
from typing import Protocol

from readmodel.answering import Reader
from readmodel.listing import opening, paging, totalling
from readmodel.listing.plan import Plan
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Found, Laid, Opened, Row, Snapshot, Standing, Totals, View

Ranges = Sequence[tuple[int, int]]
"""Ranges of ranks, each from its first up to but without its last."""


class ListSource(Protocol):
    """Answers what a table asks. All that is said in ``readmodel.listing.queries`` of the questions holds here."""

    def open(self, reader: Reader, view: View) -> Opened: ...
    def lay_out(self, reader: Reader, snapshot: Snapshot, keep: int | None) -> Laid: ...
    def rows(self, reader: Reader, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]: ...
    def ids(self, reader: Reader, snapshot: Snapshot, ranges: Ranges) -> tuple[int, ...]: ...
    def rank(self, reader: Reader, snapshot: Snapshot, id: int) -> int | None: ...
    def rows_by_id(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[Row, ...]: ...
    def inside(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[int, ...]: ...
    def standings(self, reader: Reader, snapshot: Snapshot, keys: Sequence[str]) -> tuple[Standing, ...]: ...
    def totals(
        self,
        reader: Reader,
        snapshot: Snapshot,
        ranges: Ranges | None,
        besides: Sequence[int],
        without: Sequence[int],
    ) -> Totals: ...
    def find(self, reader: Reader, snapshot: Snapshot, text: str) -> Found: ...
    def place(self, reader: Reader, snapshot: Snapshot, value: int | str) -> int: ...


class TableSource:
    """A list of any length that a projection keeps, read by its indexes."""

    def __init__(self, spec: ListSpec) -> None:
        self._spec = spec

    def open(self, reader: Reader, view: View) -> Opened:
        return opening.open_view(reader.db, self._spec, view)

    def lay_out(self, reader: Reader, snapshot: Snapshot, keep: int | None) -> Laid:
        return opening.lay_out(reader.db, self._spec, snapshot, keep)

    def rows(self, reader: Reader, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]:
        return paging.read_rows(reader.db, self._spec, snapshot, first, count)

    def ids(self, reader: Reader, snapshot: Snapshot, ranges: Ranges) -> tuple[int, ...]:
        return tuple(paging.ids_between(reader.db, self._spec, snapshot, ranges))

    def rank(self, reader: Reader, snapshot: Snapshot, id: int) -> int | None:
        return paging.rank_of(reader.db, self._spec, snapshot, id)

    def rows_by_id(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[Row, ...]:
        return paging.rows_by_ids(reader.db, Plan(reader.db, self._spec, view), list(ids))

    def inside(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[int, ...]:
        return tuple(paging.rows_inside(reader.db, Plan(reader.db, self._spec, view), list(ids)))

    def standings(self, reader: Reader, snapshot: Snapshot, keys: Sequence[str]) -> tuple[Standing, ...]:
        return paging.standings(reader.db, self._spec, snapshot, keys)

    def totals(
        self,
        reader: Reader,
        snapshot: Snapshot,
        ranges: Ranges | None,
        besides: Sequence[int],
        without: Sequence[int],
    ) -> Totals:
        return totalling.totals_of(reader.db, self._spec, snapshot, ranges, besides, without)

    def find(self, reader: Reader, snapshot: Snapshot, text: str) -> Found:
        return paging.find(reader.db, self._spec, snapshot, text)

    def place(self, reader: Reader, snapshot: Snapshot, value: int | str) -> int:
        return paging.place_of(reader.db, self._spec, snapshot, value)

"""Lists of at most a few hundred rows that are put together when somebody looks, as the lines of one order are."""

from array import array
from collections.abc import Callable, Sequence
from typing import Any

from msgspec.structs import replace

from readmodel.answering import Reader
from readmodel.listing.source import Ranges
from readmodel.listing.view import FIRST, Found, Laid, Opened, Packed, Row, Snapshot, Standing, Totals, View

Collect = Callable[[Reader, str], Sequence[Row]]
"""All rows of the list that belongs to the aggregate of an id, in their own order, sorted by their ids."""


class ShortSource:
    """A list whose rows are few enough to be put together anew for each question.

    ``columns`` name the values of a row. A view is sorted by one of them, or by ``own`` in the order of the ids;
    ``totals`` are the columns that are worth a sum.
    """

    def __init__(self, columns: tuple[str, ...], own: str, collect: Collect, totals: tuple[str, ...] = ()) -> None:
        self._columns = columns
        self._own = own
        self._collect = collect
        self._totals = totals

    def open(self, reader: Reader, view: View) -> Opened:
        rows = self._sorted(reader, view)
        order = Packed(array("q", [row.id for row in rows]))
        return Opened(snapshot=Snapshot(view=view, count=len(rows), order=order), rows=tuple(rows[:FIRST]))

    def lay_out(self, reader: Reader, snapshot: Snapshot, keep: int | None) -> Laid:
        return Laid(snapshot=snapshot, kept=None if keep is None else _rank(snapshot, keep))

    def rows(self, reader: Reader, snapshot: Snapshot, first: int, count: int) -> tuple[Row, ...]:
        return self.rows_by_id(reader, snapshot.view, _ids(snapshot)[first : first + count])

    def ids(self, reader: Reader, snapshot: Snapshot, ranges: Ranges) -> tuple[int, ...]:
        known = _ids(snapshot)
        return tuple(id for first, last in ranges for id in known[first:last])

    def rank(self, reader: Reader, snapshot: Snapshot, id: int) -> int | None:
        return _rank(snapshot, id)

    def rows_by_id(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[Row, ...]:
        known = {row.id: row for row in self._sorted(reader, view)}
        return tuple(known[id] for id in ids if id in known)

    def inside(self, reader: Reader, view: View, ids: Sequence[int]) -> tuple[int, ...]:
        wanted = set(ids)
        return tuple(row.id for row in self._sorted(reader, view) if row.id in wanted)

    def standings(self, reader: Reader, snapshot: Snapshot, keys: Sequence[str]) -> tuple[Standing, ...]:
        wanted = set(keys)
        return tuple(
            Standing(row=row, inside=True, rank=_rank(snapshot, row.id))
            for row in self._sorted(reader, snapshot.view)
            if row.key in wanted
        )

    def totals(
        self,
        reader: Reader,
        snapshot: Snapshot,
        ranges: Ranges | None,
        besides: Sequence[int],
        without: Sequence[int],
    ) -> Totals:
        ids = _ids(snapshot)
        wanted = set(ids if ranges is None else self.ids(reader, snapshot, ranges)).union(besides).difference(without)
        rows = [row for row in self._sorted(reader, snapshot.view) if row.id in wanted]
        places = {name: self._columns.index(name) for name in self._totals}
        return Totals(
            rows=len(rows),
            sums={name: sum(int(row.values[place]) for row in rows) for name, place in places.items()},
        )

    def find(self, reader: Reader, snapshot: Snapshot, text: str) -> Found:
        return Found(known=False, rank=None)

    def place(self, reader: Reader, snapshot: Snapshot, value: int | str) -> int:
        rows = self._sorted(reader, snapshot.view)
        if snapshot.view.descending:
            return sum(_folded(row.sort) > _folded(value) for row in rows)
        return sum(_folded(row.sort) < _folded(value) for row in rows)

    def _sorted(self, reader: Reader, view: View) -> list[Row]:
        rows = self._collect(reader, view.of)
        if view.sort == self._own:
            return list(reversed(rows)) if view.descending else list(rows)
        place = self._columns.index(view.sort)
        placed = [replace(row, sort=row.values[place]) for row in rows]
        return sorted(placed, key=lambda row: (_folded(row.sort), row.id), reverse=view.descending)


def _ids(snapshot: Snapshot) -> "array[int]":
    assert isinstance(snapshot.order, Packed)
    return snapshot.order.ids


def _rank(snapshot: Snapshot, id: int) -> int | None:
    ids = _ids(snapshot)
    return ids.index(id) if id in ids else None


def _folded(value: int | str) -> Any:
    return value.casefold() if isinstance(value, str) else value

"""The rows that are at hand: those last looked at, ready for painting."""

from collections.abc import Sequence

from ui.table.columns import ShownRow

PAGE = 100
"""Rows read at once."""

CAPACITY = 15 * PAGE
"""Some forty screens full, at more than two kilobytes a row."""


class RowCache:
    """Rows by rank, at most ``CAPACITY`` of them; the ones farthest from the last page read make room."""

    def __init__(self) -> None:
        self._rows: dict[int, ShownRow] = {}

    def get(self, rank: int) -> ShownRow | None:
        """The row of a rank, if it is at hand."""
        return self._rows.get(rank)

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()

    def put(self, first: int, rows: Sequence[ShownRow]) -> dict[int, int]:
        """Keep rows from a rank on, and tell the ids of those that made room for them, by their ranks."""
        self._rows.update(zip(range(first, first + len(rows)), rows, strict=True))
        if len(self._rows) <= CAPACITY:
            return {}
        middle = first + len(rows) // 2
        ranks = sorted(self._rows, key=lambda rank: abs(rank - middle))
        room = CAPACITY * 3 // 4
        evicted = {rank: self._rows[rank].id for rank in ranks[room:]}
        self._rows = {rank: self._rows[rank] for rank in ranks[:room]}
        return evicted

    def replace(self, rank: int, row: ShownRow) -> None:
        """Exchange the row of a rank."""
        self._rows[rank] = row

    def insert(self, rank: int, row: ShownRow) -> None:
        """Put a row in; those from its rank on move down."""
        self._rows = {at + 1 if at >= rank else at: kept for at, kept in self._rows.items()}
        self._rows[rank] = row

    def remove(self, rank: int) -> None:
        """Take a row out; those behind it move up."""
        self._rows.pop(rank, None)
        self._rows = {at - 1 if at > rank else at: kept for at, kept in self._rows.items()}

    def ranks(self) -> dict[int, int]:
        """The rank of each row at hand, by its id."""
        return {row.id: rank for rank, row in self._rows.items()}

    def ids(self, ranges: Sequence[tuple[int, int]]) -> tuple[list[int], tuple[tuple[int, int], ...]]:
        """The ids of rows at hand in some ranges of ranks, and the ranges of the others."""
        known: list[int] = []
        missing: list[tuple[int, int]] = []
        for first, last in ranges:
            start = first
            for rank in sorted(rank for rank in self._rows if first <= rank < last):
                known.append(self._rows[rank].id)
                if rank > start:
                    missing.append((start, rank))
                start = rank + 1
            if start < last:
                missing.append((start, last))
        return known, tuple(missing)

    def __len__(self) -> int:
        return len(self._rows)

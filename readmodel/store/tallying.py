"""Counting the rows of a table by kind: what a batch did to it is counted once, as it is written."""

import sqlite3
from collections.abc import Callable, Mapping
from operator import add, sub
from typing import Any

from readmodel.schema import Table, Tally
from readmodel.store.buffer import Key, Row, TableBuffer

Share = tuple[Key, Key]
"""What a row has in the tally: its kind, and what it adds to each counter."""


class CountedBuffer(TableBuffer):
    """A table whose rows are counted: it remembers what those that were changed had in the tally before."""

    __slots__ = ("_before", "_counted", "_counter", "_sums", "_tally")

    def __init__(self, db: sqlite3.Connection, table: Table, keep: int, counter: TableBuffer, tally: Table) -> None:
        super().__init__(db, table, keep)
        assert tally.tally is not None
        self._counter = counter
        self._tally: Tally = tally.tally
        self._sums = tuple(c.name for c in tally.columns if not c.key and c.name != "n")
        self._counted = ("n", *self._sums)
        self._before: dict[Key, Share | None] = {}

    def put(self, row: Row) -> None:
        key = self._key(row)
        self._remember(key)
        self._put(key, row)

    def insert(self, row: Row) -> None:
        key = self._key(row)
        self._before.setdefault(key, None)
        self._put(key, row)

    def change(self, key: Key, values: Row) -> None:
        self._remember(key)
        super().change(key, values)

    def add(self, key: Key, deltas: dict[str, int]) -> None:
        self._remember(key)
        super().add(key, deltas)

    def delete(self, key: Key) -> None:
        self._remember(key)
        super().delete(key)

    def flush(self) -> None:
        if self._before or self.appended:
            self._count()
        super().flush()
        self._counter.flush()

    def forget(self) -> None:
        self._before.clear()
        super().forget()

    def _count(self) -> None:
        """Bring the tally up to date with what is pending. A kind that no row is of has no row in it, either."""
        changes: dict[Key, Key] = {}
        for values in self.appended:
            _count(changes, self._share(dict(zip(self._sql.columns, values, strict=True))), add)
        for key, before in self._before.items():
            after = self._share(self.get(key))
            if before != after:
                _count(changes, before, sub)
                _count(changes, after, add)
        self._before.clear()
        for kind, change in changes.items():
            known = self._counter.get(kind)
            if known is not None and known["n"] + change[0] == 0:
                self._counter.delete(kind)
            else:
                self._counter.add(kind, dict(zip(self._counted, change, strict=True)))

    def _remember(self, key: Key) -> None:
        if key not in self._before:
            self._before[key] = self._share(self.get(key))

    def _share(self, row: Mapping[str, Any] | None) -> Share | None:
        return None if row is None else (self._tally.kind(row), (1, *map(row.__getitem__, self._sums)))


def _count(changes: dict[Key, Key], share: Share | None, by: Callable[[int, int], int]) -> None:
    if share is not None:
        kind, counted = share
        change = changes.get(kind)
        changes[kind] = tuple(map(by, (0,) * len(counted) if change is None else change, counted))

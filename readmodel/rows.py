"""The rows a projection writes: buffered per batch, then written with a few statements."""

import sqlite3
from collections.abc import Iterable, Mapping
from typing import Any

from readmodel.schema import Table
from readmodel.store.buffer import TableBuffer
from readmodel.store.tallying import CountedBuffer


class Rows:
    """A projection's view of its own tables during a batch: what it wrote is read back at once, by primary key.

    Keys are given in the order of the primary key's columns. Nothing reaches the database before ``flush``.
    """

    __slots__ = ("_buffers", "touched")

    def __init__(self, db: sqlite3.Connection, tables: Iterable[Table], keep: int = 0) -> None:
        """``keep`` rows per table stay in memory between batches; only for whoever is alone with the file."""
        self._buffers = {table: TableBuffer(db, table, keep) for table in tables}
        for table, buffer in list(self._buffers.items()):
            if table.tally is not None:
                self._buffers[table.tally.of] = CountedBuffer(db, table.tally.of, keep, buffer, table)
        self.touched: set[tuple[str, str]] = set()

    def get(self, table: Table, *key: Any) -> Mapping[str, Any] | None:
        """The row of a key, or None. It shows every later change of the batch, but only ``change`` may make one."""
        return self._buffers[table].get(key)

    def put(self, table: Table, row: dict[str, Any]) -> None:
        """Insert a row or replace the one of its key; columns left out take their default. The row is handed over."""
        self._buffers[table].put(row)

    def insert(self, table: Table, row: dict[str, Any]) -> None:
        """Put in a row that is known not to be there, so that nobody looks for one."""
        self._buffers[table].insert(row)

    def append(self, table: Table, *values: Any) -> None:
        """Insert a row that is never changed nor read back while projecting, given in the order of its columns."""
        self._buffers[table].appended.append(values)

    def change(self, table: Table, key: tuple[Any, ...], **values: Any) -> None:
        """Set columns of a row; nothing happens if there is none."""
        self._buffers[table].change(key, values)

    def add(self, table: Table, key: tuple[Any, ...], **deltas: int) -> None:
        """Add to counters of a row, which is made, with defaults for the rest, if it is missing."""
        self._buffers[table].add(key, deltas)

    def delete(self, table: Table, *key: Any) -> None:
        """Take a row out, if it is there."""
        self._buffers[table].delete(key)

    def where(self, table: Table, **columns: Any) -> list[dict[str, Any]]:
        """All rows with these values, ordered by key. The columns must lead the primary key: nothing else is indexed
        while a store is rebuilt."""
        return self._buffers[table].where(columns)

    def refill(self, table: Table, select: str, *values: Any) -> None:
        """Replace all rows of a table by what a SELECT over this projection's other tables gives."""
        self.flush()
        self._buffers[table].refill(select, values)

    def add_from(self, table: Table, select: str, *values: Any) -> None:
        """Add to counters what a SELECT over this projection's tables gives: the table's columns, the key first."""
        self.flush()
        self._buffers[table].add_from(select, values)

    def touch(self, subject: str, id: str) -> None:
        """Announce that what is shown of a subject changed, where the event itself does not name it."""
        self.touched.add((subject, id))

    def flush(self) -> None:
        """Write everything buffered."""
        for buffer in self._buffers.values():
            buffer.flush()

    def forget(self) -> None:
        """Drop everything buffered and remembered, after a rollback."""
        self.touched.clear()
        for buffer in self._buffers.values():
            buffer.forget()

"""What a batch has done to one table so far."""

import sqlite3
from collections.abc import Callable, Iterable
from itertools import islice
from operator import itemgetter
from typing import Any

import msgspec

from readmodel.schema import Table
from readmodel.store.statements import Statements, statements_for

Key = tuple[Any, ...]
Row = dict[str, Any]

_UNKNOWN: Row = {}
_encode = msgspec.json.Encoder().encode


class TableBuffer:
    """Pending rows, column changes, counter deltas and deletions of one table, and the rows known from reading.

    A key has either a pending whole row, or pending changes and deltas of columns: whatever happens to a row that is
    pending as a whole happens to the row itself.
    """

    __slots__ = (
        "_adds",
        "_changes",
        "_db",
        "_deletes",
        "_keep",
        "_key",
        "_known",
        "_puts",
        "_sql",
        "_values",
        "_width",
        "appended",
    )

    def __init__(self, db: sqlite3.Connection, table: Table, keep: int) -> None:
        self._db = db
        self._keep = keep
        self._sql: Statements = statements_for(table)
        self._width = len(self._sql.columns)
        self._key = _tuple_of(self._sql.keys)
        self._values = _tuple_of(self._sql.columns)
        self._known: dict[Key, Row | None] = {}
        self._puts: dict[Key, Row] = {}
        self._changes: dict[Key, Row] = {}
        self._adds: dict[Key, dict[str, int]] = {}
        self._deletes: dict[Key, None] = {}
        self.appended: list[Key] = []
        """Whole rows, as tuples, that nobody asks for before they are written."""

    def get(self, key: Key) -> Row | None:
        known = self._known.get(key, _UNKNOWN)
        if known is not _UNKNOWN:
            return known
        found = self._db.execute(self._sql.get, key).fetchone()
        if found is None:
            if key in self._adds:
                return self._begin(key, self._adds.pop(key))
            self._known[key] = None
            return None
        row = self._read(found)
        if key in self._changes:
            row.update(self._changes[key])
        if key in self._adds:
            _sum_up(row, self._adds[key])
        self._known[key] = row
        return row

    def put(self, row: Row) -> None:
        self._put(self._key(row), row)

    def insert(self, row: Row) -> None:
        self._put(self._key(row), row)

    def _put(self, key: Key, row: Row) -> None:
        if len(row) != self._width:
            row = {**self._sql.defaults, **row}
        self._known[key] = row
        self._puts[key] = row
        if self._changes:
            self._changes.pop(key, None)
        if self._adds:
            self._adds.pop(key, None)

    def change(self, key: Key, values: Row) -> None:
        if self._adds and key in self._adds:
            # A value may replace a counter that is pending for a row nobody has looked at: settle what is there first.
            self.get(key)
        whole = self._puts.get(key)
        if whole is not None:
            whole.update(values)
            return
        known = self._known.get(key, _UNKNOWN)
        if known is None:
            return
        if known is not _UNKNOWN:
            known.update(values)
        self._changes.setdefault(key, {}).update(values)
        pending = self._adds.get(key)
        if pending is not None:
            for column in values:
                pending.pop(column, None)
            if not pending:
                del self._adds[key]

    def add(self, key: Key, deltas: dict[str, int]) -> None:
        known = self._known.get(key, _UNKNOWN)
        if known is None:
            self._begin(key, deltas)
            return
        if known is not _UNKNOWN:
            _sum_up(known, deltas)
            if key in self._puts:
                return
        pending = self._adds.setdefault(key, deltas)
        if pending is not deltas:
            _sum_up(pending, deltas)

    def delete(self, key: Key) -> None:
        self._known[key] = None
        self._puts.pop(key, None)
        self._changes.pop(key, None)
        self._adds.pop(key, None)
        self._deletes[key] = None

    def where(self, columns: Row) -> list[Row]:
        self.flush()
        found = self._db.execute(self._sql.where(tuple(columns)), tuple(columns.values()))
        return [self._read(row) for row in found]

    def refill(self, select: str, values: Key) -> None:
        self._db.execute(f"DELETE FROM {self._sql.name}")
        self._db.execute(f"INSERT INTO {self._sql.name} {select}", values)
        self._known.clear()

    def add_from(self, select: str, values: Key) -> None:
        self._db.execute(self._sql.add_from(select), values)
        self._known.clear()

    def flush(self) -> None:
        """Write it all. Deletions go first, since a unique value may have moved to another row."""
        if self._puts or self._adds or self._changes or self._deletes or self.appended:
            self._write()
        if len(self._known) > self._keep:
            self._remember_at_most(self._keep)

    def _write(self) -> None:
        run = self._db.executemany
        if self._deletes:
            run(self._sql.delete, self._deletes)
            self._deletes.clear()
        if self.appended:
            run(self._sql.put, self.appended)
            self.appended.clear()
        if self._puts:
            run(self._sql.put, map(self._values, self._packed(self._puts.values())))
            self._puts.clear()
        if self._changes:
            changes = dict(zip(self._changes, self._packed(self._changes.values()), strict=True))
            for columns, changed in _by_columns(changes):
                run(self._sql.change(columns), [(*values.values(), *key) for key, values in changed])
            self._changes.clear()
        if self._adds:
            for columns, added in _by_columns(self._adds):
                run(self._sql.add(columns), [(*key, *deltas.values()) for key, deltas in added])
            self._adds.clear()

    def forget(self) -> None:
        """Drop everything, after a rollback."""
        self.appended.clear()
        for pending in (self._known, self._puts, self._changes, self._adds, self._deletes):
            pending.clear()

    def _read(self, found: Key) -> Row:
        row: Row = dict(zip(self._sql.columns, found, strict=True))
        for column, decode in self._sql.packed:
            row[column] = decode(row[column]) if row[column] else None
        return row

    def _packed(self, rows: Iterable[Row]) -> Iterable[Row]:
        """Rows as they are written; those remembered go on holding the objects themselves."""
        packed = [column for column, _ in self._sql.packed]
        return [row | {c: _text(row[c]) for c in packed if c in row} for row in rows] if packed else rows

    def _begin(self, key: Key, values: Row) -> Row:
        """Hold a row whole that is known to be missing and gets its first counters."""
        row = {**self._sql.defaults, **dict(zip(self._sql.keys, key, strict=True)), **values}
        self._known[key] = self._puts[key] = row
        return row

    def _remember_at_most(self, rows: int) -> None:
        # Half of them go at once, oldest first, so that this is not done for every row.
        self._known = dict(islice(self._known.items(), len(self._known) - rows // 2, None)) if rows else {}


def _sum_up(row: Row, deltas: dict[str, int]) -> None:
    for column, delta in deltas.items():
        try:
            row[column] += delta
        except KeyError:
            row[column] = delta


def _text(value: Any) -> str:
    return "" if value is None else _encode(value).decode()


def _tuple_of(columns: tuple[str, ...]) -> Callable[[Row], Key]:
    if len(columns) > 1:
        return itemgetter(*columns)
    (only,) = columns
    return lambda row: (row[only],)


def _by_columns(pending: dict[Key, Row]) -> Iterable[tuple[tuple[str, ...], list[tuple[Key, Row]]]]:
    """Pending values grouped by the columns they set: each group is one statement."""
    groups: dict[tuple[str, ...], list[tuple[Key, Row]]] = {}
    for item in pending.items():
        groups.setdefault(tuple(item[1]), []).append(item)
    return groups.items()

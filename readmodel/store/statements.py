"""The SQL that reads and writes the rows of one table, put together once and then run by the bare driver."""

from collections.abc import Callable
from functools import cache
from typing import Any

import msgspec

from readmodel.schema import Column, Table


class Statements:
    """Statements for one table. Parameters stand in the order of the columns named, keys last where both occur."""

    def __init__(self, table: Table) -> None:
        self.name = f'"{table.name}"'
        self.columns: tuple[str, ...] = tuple(column.name for column in table.columns)
        self.keys: tuple[str, ...] = tuple(column.name for column in table.keys)
        self.defaults: dict[str, Any] = {c.name: _default(c) for c in table.columns if not c.key}
        self.packed: tuple[tuple[str, Callable[[str], Any]], ...] = tuple(
            (c.name, msgspec.json.Decoder(c.packs).decode) for c in table.columns if c.packs is not None
        )
        this_row = _equal(self.keys, " AND ")
        self.get = f"SELECT {_list(self.columns)} FROM {self.name} WHERE {this_row}"
        self.delete = f"DELETE FROM {self.name} WHERE {this_row}"
        self.insert = f"INSERT INTO {self.name} ({_list(self.columns)}) VALUES ({_marks(self.columns)})"
        self.put = self._put(bool(table.fulltext))
        self.change = cache(self._change)
        self.add = cache(self._add)

    def _change(self, columns: tuple[str, ...]) -> str:
        """Set these columns of one row."""
        return f"UPDATE {self.name} SET {_equal(columns, ', ')} WHERE {_equal(self.keys, ' AND ')}"

    def _add(self, columns: tuple[str, ...]) -> str:
        """Add to these columns of one row, made if it is missing; key first, then the deltas."""
        return self._adding(columns, f"VALUES ({_marks((*self.keys, *columns))})")

    def add_from(self, select: str) -> str:
        """Add to all columns of the rows that a SELECT gives, made if they are missing."""
        return self._adding(tuple(column for column in self.columns if column not in self.keys), select)

    def _adding(self, columns: tuple[str, ...], source: str) -> str:
        sums = ", ".join(f'"{column}" = "{column}" + excluded."{column}"' for column in columns)
        named = _list((*self.keys, *columns))
        return f"INSERT INTO {self.name} ({named}) {source} ON CONFLICT ({_list(self.keys)}) DO UPDATE SET {sums}"

    def where(self, columns: tuple[str, ...]) -> str:
        """All rows with these values, by key."""
        return (
            f"SELECT {_list(self.columns)} FROM {self.name} "
            f"WHERE {_equal(columns, ' AND ')} ORDER BY {_list(self.keys)}"
        )

    def _put(self, fulltext: bool) -> str:
        if fulltext:
            # A virtual table knows no ON CONFLICT clause.
            return self.insert.replace("INSERT", "INSERT OR REPLACE", 1)
        rest = [f'"{column}" = excluded."{column}"' for column in self.columns if column not in self.keys]
        action = f"UPDATE SET {', '.join(rest)}" if rest else "NOTHING"
        return f"{self.insert} ON CONFLICT ({_list(self.keys)}) DO {action}"


@cache
def statements_for(table: Table) -> Statements:
    """The statements of a table, which are the same for every file and batch."""
    return Statements(table)


def _default(column: Column) -> Any:
    if column.nullable or column.packs is not None:
        return None
    return 0 if column.integer else ""


def _list(columns: tuple[str, ...]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _marks(columns: tuple[str, ...]) -> str:
    return ", ".join("?" * len(columns))


def _equal(columns: tuple[str, ...], joint: str) -> str:
    return joint.join(f'"{column}" = ?' for column in columns)

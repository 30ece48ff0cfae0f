"""Comparing numbers by what they stand for, where two read stores gave them in different order."""

import sqlite3
from collections.abc import Callable, Sequence
from typing import Any

import msgspec

from readmodel.schema import Numbers, Table
from readmodel.store.statements import statements_for

Translate = Callable[[Any], Any]


class Renumbering:
    """Reads the numbers of a live store as those of a rebuilt one, for whoever selects rows of the live store."""

    def __init__(self, live: sqlite3.Connection, rebuilt: sqlite3.Connection, numbers: Sequence[Numbers]) -> None:
        self._selected: dict[tuple[str, str], str] = {}
        self._listed: dict[tuple[str, str], Translate] = {}
        for given in numbers:
            changed = _changed(live, rebuilt, given.of)
            if changed:
                self._note(live, given, changed)

    def selecting(self, table: Table, column: str) -> str:
        """What to select for a column."""
        return self._selected.get((table.name, column), f'"{column}"')

    def listed(self, table: Table) -> dict[str, Translate]:
        """The columns of a table that list numbers, and how to read those."""
        return {column: read for (name, column), read in self._listed.items() if name == table.name}

    def _note(self, live: sqlite3.Connection, given: Numbers, changed: dict[int, int]) -> None:
        name = f"temp.renumbered_{given.of.name}"
        live.execute(f"CREATE TEMP TABLE renumbered_{given.of.name} (was INTEGER PRIMARY KEY, id INTEGER)")
        live.executemany(f"INSERT INTO {name} VALUES (?, ?)", changed.items())
        for table, column in ((given.of, "id"), *given.held_by):
            same = f'"{table.name}"."{column}"'
            self._selected[table.name, column] = f"coalesce((SELECT id FROM {name} WHERE was = {same}), {same})"
        for table, column in given.listed_by:
            self._listed[table.name, column] = lambda text: _renumbered(text, changed)


def _changed(live: sqlite3.Connection, rebuilt: sqlite3.Connection, table: Table) -> dict[int, int]:
    """The numbers of the live store that stand for something else in the rebuilt one, each with the one it has there.

    What the rebuilt store does not know at all gets a number that nothing has.
    """
    keys = ", ".join(f'"{key}"' for key in statements_for(table).keys)
    numbers = f'SELECT {keys}, id FROM "{table.name}"'
    there = {tuple(key): id for *key, id in rebuilt.execute(numbers)}
    here = {id: there.get(tuple(key), -id) for *key, id in live.execute(numbers)}
    return {was: id for was, id in here.items() if was != id}


def _renumbered(text: str, changed: dict[int, int]) -> str:
    found = msgspec.json.decode(text or "null")
    if isinstance(found, dict):
        found = {key: changed.get(id, id) for key, id in found.items()}
    elif isinstance(found, list):
        found = [changed.get(id, id) for id in found]
    return msgspec.json.encode(found).decode() if found is not None else text

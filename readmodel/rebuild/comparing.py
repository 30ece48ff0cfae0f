"""Comparing two read stores, table by table and row by row."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

from readmodel.projection import Projection
from readmodel.rebuild.renumbering import Renumbering
from readmodel.schema import Table, in_words
from readmodel.store.statements import statements_for

MOST = 10
"""Differences spelled out per table; the rest is only counted."""

Columns = Sequence[tuple[str, Callable[[Any], str]]]
"""The names of a row's columns, each with what puts a value of it into words."""

_INDEX: Columns = (("term", repr), ("documents", repr), ("occurrences", repr))

Keyed = Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]


def differences(
    live: sqlite3.Connection, rebuilt: sqlite3.Connection, projections: Sequence[Projection], currency: str
) -> list[str]:
    """What differs between two read stores, in words; empty if they hold the same. Amounts are in ``currency``."""
    found: list[str] = []
    for projection in projections:
        numbers = Renumbering(live, rebuilt, projection.numbers)
        for table in projection.tables:
            columns = [(column.name, partial(in_words, column, currency=currency)) for column in table.columns]
            rows = _rows(live, table, numbers), _rows(rebuilt, table)
            found += _limited(table.name, _compare(table.name, columns, *rows))
            if table.fulltext:
                name = f"{table.name} (index)"
                found += _limited(name, _compare(name, _INDEX, _terms(live, table), _terms(rebuilt, table)))
    return found


def _compare(name: str, columns: Columns, live: Keyed, rebuilt: Keyed) -> Iterator[str]:
    """Walk along two tables in the order of their keys."""
    left, right = next(live, None), next(rebuilt, None)
    while left is not None or right is not None:
        if right is None or (left is not None and left[0] < right[0]):
            assert left is not None
            yield f"{name} {_words(left[0])}: should not be there"
            left = next(live, None)
        elif left is None or right[0] < left[0]:
            yield f"{name} {_words(right[0])}: is missing"
            right = next(rebuilt, None)
        else:
            if left[1] != right[1]:
                pairs = zip(columns, left[1], right[1], strict=True)
                wrong = [
                    f"{column} is {worded(is_)}, should be {worded(be)}"
                    for (column, worded), is_, be in pairs
                    if is_ != be
                ]
                yield f"{name} {_words(left[0])}: {', '.join(wrong)}"
            left, right = next(live, None), next(rebuilt, None)


def _limited(name: str, found: Iterator[str]) -> list[str]:
    first = [difference for difference, _ in zip(found, range(MOST), strict=False)]
    more = sum(1 for _ in found) if len(first) == MOST else 0
    return [*first, f"{name}: {more} more"] if more else first


def _rows(db: sqlite3.Connection, table: Table, numbers: Renumbering | None = None) -> Keyed:
    sql = statements_for(table)
    columns, keys = (
        ", ".join(f'"{name}"' if numbers is None else numbers.selecting(table, name) for name in names)
        for names in (sql.columns, sql.keys)
    )
    listed = {} if numbers is None else numbers.listed(table)
    count = len(sql.keys)
    places = [sql.columns.index(key) for key in sql.keys]
    assert places == list(range(count)), f"{table.name} declares its key columns first"
    for row in db.execute(f"SELECT {columns} FROM {sql.name} ORDER BY {keys}"):
        if listed:
            row = tuple(
                listed[name](value) if name in listed else value for name, value in zip(sql.columns, row, strict=True)
            )
        yield row[:count], row


def _terms(db: sqlite3.Connection, table: Table) -> Keyed:
    """What a full-text index would find, and how often."""
    db.execute(
        f"CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms_of_{table.name} USING fts5vocab(main, {table.name}, row)"
    )
    for row in db.execute(f"SELECT term, doc, cnt FROM temp.terms_of_{table.name} ORDER BY term"):
        yield row[:1], row


def _words(key: tuple[Any, ...]) -> str:
    return " ".join(str(part) for part in key)

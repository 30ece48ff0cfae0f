"""A small list on a real SQLite file."""

import sqlite3
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from readmodel.listing.spec import FULLTEXT
from readmodel.store.definitions import definition_of, definitions_of_indexes
from tests.readmodel.listing.crates import CRATES, GOODS, HOLDS, NAMES, NOTES, SPANS, TALLY, Crate, add

Fill = Callable[[Sequence[Crate]], sqlite3.Connection]


@pytest.fixture
def fill(tmp_path: Path) -> Iterator[Fill]:
    """Writes crates into a fresh file and gives a connection to it."""
    opened: list[sqlite3.Connection] = []

    def fill_file(crates: Sequence[Crate]) -> sqlite3.Connection:
        db = sqlite3.connect(tmp_path / f"{len(opened)}.db")
        # A hundred files are made here, and none has to outlive a power cut.
        db.execute("PRAGMA synchronous = OFF")
        db.row_factory = sqlite3.Row
        opened.append(db)
        for table in (CRATES, NAMES, GOODS, HOLDS, NOTES, SPANS, TALLY):
            for definition in (definition_of(table), *definitions_of_indexes(table)):
                db.execute(definition)
        db.execute(f"CREATE VIRTUAL TABLE crate_search USING fts5(text, {FULLTEXT})")
        db.execute(f"CREATE VIRTUAL TABLE crate_own_search USING fts5(text, {FULLTEXT})")
        add(db, crates)
        return db

    yield fill_file
    for db in opened:
        db.close()

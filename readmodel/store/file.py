"""One generation of the read store: an SQLite file with the projections' tables, and where in the log it stands."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from zlib import crc32

from domain.messages import Recorded
from domain.store.wal import PRAGMAS
from readmodel.projection import Projection

_BOOKKEEPING = """
CREATE TABLE checkpoint (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, mark TEXT NOT NULL);
CREATE TABLE projection (name TEXT PRIMARY KEY, version TEXT NOT NULL);
CREATE TABLE dead_letter (projection TEXT, stream TEXT, position INTEGER NOT NULL, type TEXT NOT NULL,
  error TEXT NOT NULL, parked INTEGER NOT NULL, PRIMARY KEY (projection, stream));
INSERT INTO checkpoint VALUES (1, 0, '');
"""

PAGE_SIZE = 2048
"""Half of SQLite's own: an order changes a few bytes on some ninety pages, each of which is written to the log whole.
Reading is as quick as with larger ones."""


class Unusable(Exception):
    """A read-store file that can't be gone on with: damaged, or made by other versions of the projections."""


class ReadFile:
    """The one writing connection to a generation; whoever holds the projector's lock may use it."""

    def __init__(self, path: Path, projections: Sequence[Projection], db: sqlite3.Connection) -> None:
        self.path = path
        self.projections = projections
        self.db = db
        position, mark = db.execute("SELECT position, mark FROM checkpoint").fetchone() or (0, "")
        self.position: int = position
        self.mark: str = mark

    @classmethod
    def create(cls, path: Path, projections: Sequence[Projection], *, bulk: bool = False) -> "ReadFile":
        """A new, empty file. With ``bulk``, indexes are left to ``make_indexes``, durability to ``make_durable``."""
        from readmodel.store.definitions import make_indexes

        db = _connect(path, "rwc")
        db.execute(f"PRAGMA page_size = {PAGE_SIZE}")
        if bulk:
            db.execute("PRAGMA journal_mode = OFF")
            db.execute("PRAGMA synchronous = OFF")
            db.execute("PRAGMA locking_mode = EXCLUSIVE")
            db.execute("PRAGMA cache_size = -200000")
            db.execute("PRAGMA mmap_size = 500000000")
        else:
            _make_live(db)
        db.execute("BEGIN")
        fill_with_tables(db, projections)
        if not bulk:
            make_indexes(db, projections)
        db.execute("COMMIT")
        return cls(path, projections, db)

    @classmethod
    def open(cls, path: Path, projections: Sequence[Projection]) -> "ReadFile":
        """Go on with a file; raises Unusable if that can't be done."""
        try:
            db = _connect(path, "rw")
        except sqlite3.Error as error:
            raise Unusable(str(error)) from error
        try:
            _make_live(db)
            made_by = dict(db.execute("SELECT name, version FROM projection"))
            if made_by != {projection.name: version_of(projection) for projection in projections}:
                raise Unusable("its projections have other versions")
            return cls(path, projections, db)
        except (sqlite3.Error, Unusable) as error:
            db.close()
            raise Unusable(str(error)) from error

    def move_checkpoint(self, last: Recorded) -> None:
        """Note, in the transaction of the rows, that everything up to an event is in them."""
        self.db.execute("UPDATE checkpoint SET position = ?, mark = ?", (last.position, mark_of(last)))

    def committed(self, last: Recorded) -> None:
        """Remember the checkpoint that was just committed."""
        self.position, self.mark = last.position, mark_of(last)

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All of it or nothing."""
        self.db.execute("BEGIN IMMEDIATE")
        try:
            yield
            self.db.execute("COMMIT")
        except BaseException:
            if self.db.in_transaction:
                self.db.execute("ROLLBACK")
            raise

    def take_over(self, other: Path, projections: Iterable[Projection]) -> None:
        """Copy the rows of projections, which have none here yet, from a file made in the same way."""
        self.db.execute("ATTACH ? AS other", (str(other),))
        with self.transaction():
            for projection in projections:
                for table in projection.tables:
                    # A full-text table is indexed anew, and does not count its row ids among its columns.
                    names = ", ".join(column.name for column in table.columns)
                    copied = f"({names}) SELECT {names}" if table.fulltext else "SELECT *"
                    self.db.execute(f"INSERT INTO main.{table.name} {copied} FROM other.{table.name}")
        self.db.execute("DETACH other")

    def make_indexes(self, projections: Iterable[Projection]) -> None:
        """Make the indexes that were left out of a file made in bulk."""
        from readmodel.store.definitions import make_indexes

        with self.transaction():
            make_indexes(self.db, projections)

    def finish_bulk(self) -> None:
        """Make a file made in bulk as shareable as a live one; ``make_durable`` is for once it is closed."""
        self.db.execute("PRAGMA locking_mode = NORMAL")
        _make_live(self.db)

    def close(self) -> None:
        """Close the connection; the last one to close folds the write-ahead log into the file."""
        self.db.close()


def make_durable(path: Path) -> None:
    """Have a file that was made in bulk on disk before anything points to it: a power cut would leave pages out.

    Nobody of this process may have it open, since POSIX takes SQLite's locks away when any handle of a file is closed.
    """
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def mark_of(recorded: Recorded) -> str:
    """What tells an event from the one another log has at its position: a store may be restored or exchanged."""
    return f"{recorded.stream}/{recorded.version}/{recorded.command_id}"


def fill_with_tables(db: sqlite3.Connection, projections: Sequence[Projection]) -> None:
    """Make the bookkeeping and the projections' tables in an empty database, at position 0."""
    from readmodel.store.definitions import make_tables

    for statement in _BOOKKEEPING.split(";"):
        db.execute(statement)
    make_tables(db, projections)
    versions = [(projection.name, version_of(projection)) for projection in projections]
    db.executemany("INSERT INTO projection VALUES (?, ?)", versions)


def version_of(projection: Projection) -> str:
    """The version of a projection together with the shape of its tables, in case that changed and nobody raised it."""
    shape = [(table.name, table.fulltext, table.columns, table.indexes) for table in projection.tables]
    return f"{projection.version}.{crc32(repr(shape).encode()):08x}"


def can_be_read(projection: Projection, made_by: str | None) -> bool:
    """Whether the rows that some version of a projection left can be asked as today's are: the tables are the same.

    What they say may have become outdated, or be told a little differently by now.
    """
    return made_by is not None and made_by.rpartition(".")[2] == version_of(projection).rpartition(".")[2]


def _connect(path: Path, mode: str) -> sqlite3.Connection:
    # Used by the writer and the projector's thread in turns, under the projector's lock.
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, check_same_thread=False, timeout=10
    )


def _make_live(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA journal_mode = WAL")
    db.execute("PRAGMA synchronous = NORMAL")
    db.execute("PRAGMA cache_size = -16000")
    for pragma in PRAGMAS:
        db.execute(pragma)

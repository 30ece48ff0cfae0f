"""The one door through which everything on a screen is asked for."""

import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from readmodel.answering import ANSWERS, LogReader, Reader
from readmodel.projection import Projection
from readmodel.query import Answer, Query
from readmodel.store.file import can_be_read, fill_with_tables
from readmodel.store.generations import Generations

_UNKNOWN = (-1, -1)
"""The sign of no generation."""


class Interrupted(Exception):
    """The question was broken off, since nobody waits for its answer any more."""


class Queries:
    """Answers questions from the read store. Every thread that asks has a read-only connection of its own."""

    def __init__(self, data_dir: Path, projections: Sequence[Projection], log: LogReader) -> None:
        self._generations = Generations(data_dir)
        self._projections = projections
        self._log = log
        self._mine = threading.local()
        self._guard = threading.Lock()
        self._open: dict[int, sqlite3.Connection] = {}
        self._asking: dict[int, sqlite3.Connection] = {}

    def ask(self, query: Query[Answer]) -> Answer:
        """Answer a question, as of one moment; raises Interrupted."""
        answer = ANSWERS[type(query)]
        db = self._connection()
        try:
            with self._interruptible(db):
                db.execute("BEGIN")
                return cast("Answer", answer(Reader(db, self._log), query))
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode == sqlite3.SQLITE_INTERRUPT:
                raise Interrupted from None
            raise
        finally:
            # Not to be broken off, or this connection could begin no other question.
            if db.in_transaction:
                db.execute("ROLLBACK")

    def interrupt(self, thread_id: int) -> None:
        """Break off what the thread of this ident is asking, if anything; its ``ask`` raises Interrupted."""
        with self._guard:
            db = self._asking.get(thread_id)
            if db is not None:
                db.interrupt()

    def close_thread(self) -> None:
        """Close the calling thread's connection."""
        self._close(threading.get_ident())
        self._mine.__dict__.clear()

    def close(self) -> None:
        """Close every connection; nobody may be asking any more."""
        for thread_id in list(self._open):
            self._close(thread_id)

    @contextmanager
    def _interruptible(self, db: sqlite3.Connection) -> Iterator[None]:
        thread_id = threading.get_ident()
        with self._guard:
            self._asking[thread_id] = db
        try:
            yield
        finally:
            with self._guard:
                del self._asking[thread_id]

    def _connection(self) -> sqlite3.Connection:
        """This thread's connection to the current generation."""
        mine = self._mine
        # Once more if the generation changed while it was opened: the older one may have been removed before it was.
        while (sign := self._generations.sign()) != getattr(mine, "sign", _UNKNOWN):
            self.close_thread()
            mine.db, mine.sign = self._connect(), sign
            with self._guard:
                self._open[threading.get_ident()] = mine.db
        return cast("sqlite3.Connection", mine.db)

    def _connect(self) -> sqlite3.Connection:
        path = self._generations.current()
        db = (path and self._connect_to(path)) or self._connect_to_nothing()
        db.row_factory = sqlite3.Row
        db.execute("PRAGMA query_only = ON")
        # Two megabytes for each thread that asks. Twice as much makes lists of a million rows a twentieth quicker, half
        # as much makes them far slower. Mapping the file instead would count all of it as this process's memory.
        db.execute("PRAGMA cache_size = 1000")
        return db

    def _connect_to(self, path: Path) -> sqlite3.Connection | None:
        """A connection to a generation, or None if it is damaged.

        Until a rebuild is done, what older versions of projections left stays readable if the tables are the same ones,
        and is hidden behind empty tables if they are not.
        """
        try:
            db = sqlite3.connect(
                f"{path.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
            )
        except sqlite3.Error:
            return None
        try:
            made_by = dict(db.execute("SELECT name, version FROM projection"))
            for projection in self._projections:
                if not can_be_read(projection, made_by.get(projection.name)):
                    from readmodel.store.definitions import hide_tables

                    hide_tables(db, projection)
        except sqlite3.Error:
            db.close()
            return None
        return db

    def _connect_to_nothing(self) -> sqlite3.Connection:
        """The answers before anything was ever projected."""
        from readmodel.store.definitions import make_indexes

        db = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
        fill_with_tables(db, self._projections)
        make_indexes(db, self._projections)
        return db

    def _close(self, thread_id: int) -> None:
        with self._guard:
            db = self._open.pop(thread_id, None)
            if db is not None:
                db.close()

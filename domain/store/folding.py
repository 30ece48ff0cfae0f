"""Folding SQLite's write-ahead log into its file, beside the thread that writes."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Condition, Thread

logger = logging.getLogger("docket.folding")

LARGEST_LOG = 64_000
"""Pages in the write-ahead log from which on SQLite folds it by itself, in the middle of somebody's commit."""
SMALL_REST = 300
"""Pages that may come in during a round for the next one to be the last, for which writers wait."""
ROUNDS = 5

PRAGMAS = (
    f"PRAGMA wal_autocheckpoint = {LARGEST_LOG}",
    # The file of the log is used again from its beginning; only what a flood left of it is given back.
    f"PRAGMA journal_size_limit = {LARGEST_LOG * 1024}",
)
"""What a writing connection says whose log is folded here."""


class Folding:
    """Folds the log of one file each time that so much was written, on a thread and a connection of its own.

    SQLite does it within a commit, for whose answer somebody waits: tens of milliseconds, since everything written has
    to be on disk before. Here the writer goes on meanwhile. What it writes in that time is folded in further rounds,
    each shorter than the one before; for the last one it waits a moment, so that the log can begin anew.
    """

    def __init__(self, file: Path, every: int) -> None:
        """``every`` is how much is written between two foldings, in whatever the writer counts."""
        self._file = file
        self._every = every
        self._written = 0
        self._due = False
        self._closing = False
        self._wake = Condition()
        self._thread: Thread | None = None

    def written(self, count: int) -> None:
        """Count what was committed; called by the one thread that writes, and never waits."""
        self._written += count
        if self._written < self._every:
            return
        self._written = 0
        with self._wake:
            self._due = True
            self._wake.notify()
        if self._thread is None:
            self._thread = Thread(target=self._run, name="docket-folding", daemon=True)
            self._thread.start()

    def close(self) -> None:
        """End the thread, after the folding under way; the last connection to be closed folds what is left."""
        with self._wake:
            self._closing = True
            self._wake.notify()
        if self._thread is not None:
            self._thread.join()

    def _run(self) -> None:
        try:
            # Without a timeout: where somebody else stands in the way, the next folding is soon enough.
            address = f"{self._file.absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=0)) as db:
                while self._is_due():
                    fold(db)
        except sqlite3.Error as error:
            # Nothing is lost: the log grows on, and SQLite folds it once it is far too large.
            logger.warning("%s is no longer folded beside its writer: %s", self._file.name, error)

    def _is_due(self) -> bool:
        """Wait until there is something to do; False when closing."""
        with self._wake:
            self._wake.wait_for(lambda: self._due or self._closing)
            self._due = False
            return not self._closing


def fold(db: sqlite3.Connection) -> None:
    """Fold the log into the file, so that it begins anew unless somebody still reads from it."""
    before = 0
    for _ in range(ROUNDS):
        _, pages, _ = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if pages - before < SMALL_REST:
            break
        before = pages
    db.execute("PRAGMA wal_checkpoint(FULL)")

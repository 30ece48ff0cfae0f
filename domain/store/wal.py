"""Folding SQLite's write-ahead log into its file, beside the thread that writes."""

import logging
import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Condition, Thread

logger = logging.getLogger("docket.folding")

LARGEST_LOG = 250_000
"""Pages in the write-ahead log from which on SQLite folds it by itself, in the middle of somebody's commit."""
KEPT = 64_000_000
"""Bytes that the log's file keeps when it begins anew; what a flood left beyond them is given back."""
QUIET = 0.5
"""Seconds without a commit after which nobody is in a hurry."""
TURN = 0.02
"""Seconds that folding waits for writers to let it pass; they come and go within milliseconds."""
ROUNDS = 5
"""Tries to fold everything while nobody writes, before writers have to wait for it."""

PRAGMAS = (
    f"PRAGMA wal_autocheckpoint = {LARGEST_LOG}",
    f"PRAGMA journal_size_limit = {KEPT}",
)
"""What a writing connection says whose log is folded here."""


class Folding:
    """Folds the log of one file once enough was written, on a thread and a connection of its own.

    SQLite does it within a commit, for whose answer somebody waits: tens of milliseconds, since everything written has
    to be on disk before. Here the writer goes on meanwhile. What it writes in that time is folded in further rounds,
    each shorter than the one before; for the last one it waits a moment, so that the log can begin anew. That matters
    where each commit is to be on disk: a file that grows takes twice as long to get there as one that is written over.
    """

    def __init__(self, file: Path, enough: int, too_much: int) -> None:
        """Fold in the next quiet moment once ``enough`` was written, in whatever the writer counts, and at once when
        ``too_much`` was: folding keeps the disk busy, which whoever waits for a commit would notice."""
        self._file = file
        self._enough = enough
        self._too_much = too_much
        self._written = 0
        self._closing = False
        self._wake = Condition()
        self._thread: Thread | None = None

    def written(self, count: int) -> None:
        """Count what was committed; called by the one thread that writes, and never waits."""
        with self._wake:
            before, self._written = self._written, self._written + count
            if not any(before < mark <= self._written for mark in (self._enough, self._too_much)):
                return
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
            # Where somebody else stands in the way for longer, the next folding is soon enough.
            address = f"{self._file.absolute().as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, uri=True, isolation_level=None, timeout=TURN)) as db:
                while self._is_due():
                    if not fold(db):
                        self._put_off()
        except sqlite3.Error as error:
            # Nothing is lost: the log grows on, and SQLite folds it once it is far too large.
            logger.warning("%s is no longer folded beside its writer: %s", self._file.name, error)

    def _is_due(self) -> bool:
        """Wait until there is something to do; False when closing."""
        with self._wake:
            self._wake.wait_for(lambda: self._written >= self._enough or self._closing)
            before = 0
            while before < self._written < self._too_much and not self._closing:
                before = self._written
                self._wake.wait(QUIET)
            self._written = 0
            return not self._closing

    def _put_off(self) -> None:
        """Fold once more as soon as there is a chance to, even if nothing is written until then."""
        with self._wake:
            if not self._closing:
                self._wake.wait(QUIET)
            self._written = max(self._written, self._enough)


def fold(db: sqlite3.Connection) -> bool:
    """Fold the log into the file, so that it begins anew; False where somebody was in the way of that.

    What came in during a round is left to the next one. A round before which nothing did is the last, and has kept
    nobody waiting. Only where writers leave no gap do they wait for the last few pages, and for the disk.

    What somebody still reads can't be folded, and is not waited for: were they done in the middle of it, all that
    was written since they began would be folded while nobody can write.
    """
    before = -1
    for _ in range(ROUNDS):
        _, pages, folded = db.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchone()
        if folded < pages:
            return False
        if pages == before:
            return True
        before = pages
    (is_in_the_way, *_) = db.execute("PRAGMA wal_checkpoint(FULL)").fetchone()
    return not is_in_the_way

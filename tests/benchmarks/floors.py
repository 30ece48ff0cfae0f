"""What the bare libraries take to write the rows that a command writes: the floor under every write figure.

The rows counted are those of the write store: an event and a stream head per stream touched, one command row, and the
head row of the log, read and written in one transaction.
"""

import sqlite3
import uuid
from pathlib import Path
from time import perf_counter

from eventsourcing.application import Application
from eventsourcing.domain import Aggregate

PAYLOAD, SMALL = b"p" * 400, b"s" * 60
PRODUCTS = 50

TABLES = """
CREATE TABLE log (id INTEGER PRIMARY KEY, position INTEGER NOT NULL, chain BLOB NOT NULL);
INSERT INTO log VALUES (1, 0, x'00');
CREATE TABLE events (position INTEGER PRIMARY KEY, stream TEXT NOT NULL, version INTEGER NOT NULL, type TEXT NOT NULL,
    schema INTEGER NOT NULL, data BLOB NOT NULL, command_id TEXT NOT NULL, actor TEXT NOT NULL,
    occurred_at INTEGER NOT NULL, recorded_at INTEGER NOT NULL, chain BLOB NOT NULL, UNIQUE (stream, version));
CREATE TABLE heads (stream TEXT PRIMARY KEY, version INTEGER NOT NULL, schema INTEGER NOT NULL, state BLOB NOT NULL);
CREATE TABLE commands (id TEXT PRIMARY KEY, digest BLOB NOT NULL, position INTEGER NOT NULL);
"""


class BareStore:
    """The write store's tables in bare ``sqlite3``, durable (WAL, synchronous=FULL) unless told otherwise."""

    def __init__(self, path: Path, synchronous: str = "FULL") -> None:
        self._db = sqlite3.connect(path, isolation_level=None)
        self._db.execute("PRAGMA journal_mode=WAL")
        self._db.executescript(TABLES)
        self._db.execute(f"PRAGMA synchronous={synchronous}")
        self._position = 0
        self._versions = [0] * PRODUCTS

    def commit(self, stock_streams: int) -> None:
        """One transaction: a new order stream, and the next event of ``stock_streams`` product streams."""
        command = str(uuid.uuid4())
        touched = [(str(uuid.uuid4()), 1, PAYLOAD)]
        for step in range(stock_streams):
            product = (self._position + step) % PRODUCTS
            self._versions[product] += 1
            touched.append((f"stock-{product}", self._versions[product], SMALL))
        db = self._db
        db.execute("BEGIN IMMEDIATE")
        db.execute("SELECT position, chain FROM log").fetchone()
        db.execute("SELECT 1 FROM commands WHERE id = ?", (command,)).fetchone()
        for stream, _, _ in touched[1:]:
            db.execute("SELECT version, state FROM heads WHERE stream = ?", (stream,)).fetchone()
        db.executemany(
            "INSERT INTO events VALUES (?, ?, ?, 'E', 1, ?, ?, 'desk', 1, 1, ?)",
            [
                (self._position + number, stream, version, data, command, b"h" * 32)
                for number, (stream, version, data) in enumerate(touched, start=1)
            ],
        )
        db.executemany(
            "INSERT INTO heads VALUES (?, ?, 1, ?)"
            " ON CONFLICT (stream) DO UPDATE SET version = excluded.version, state = excluded.state",
            touched,
        )
        self._position += len(touched)
        db.execute("INSERT INTO commands VALUES (?, ?, ?)", (command, b"d" * 16, self._position))
        db.execute("UPDATE log SET position = ?, chain = ?", (self._position, b"h" * 32))
        db.execute("COMMIT")

    def rate(self, stock_streams: int, seconds: float) -> float:
        """Transactions per second over a stretch of time."""
        count, started = 0, perf_counter()
        while (elapsed := perf_counter() - started) < seconds:
            self.commit(stock_streams)
            count += 1
        return count / elapsed

    def close(self) -> None:
        """Close the file."""
        self._db.close()


class PeerOrder(Aggregate):
    """The smallest aggregate there is, for the comparison with the eventsourcing library."""

    def __init__(self, reference: str) -> None:
        self.reference = reference


def eventsourcing_rate(path: Path, count: int = 1500) -> float:
    """Aggregates per second that eventsourcing saves, one bare event each, with its own durable default."""
    peer = Application(env={"PERSISTENCE_MODULE": "eventsourcing.sqlite", "SQLITE_DBNAME": str(path)})
    started = perf_counter()
    for number in range(count):
        peer.save(PeerOrder(f"R{number}"))
    rate = count / (perf_counter() - started)
    peer.close()
    return rate

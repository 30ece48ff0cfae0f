"""The writer's own hand on the store: one pinned connection, used by one thread."""

from collections.abc import Callable
from contextlib import suppress
from sqlite3 import OperationalError
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

from msgspec import Struct, field

from domain.aggregate import Aggregate
from domain.errors import Refused
from domain.store.chain import Line, link
from domain.store.encoding import EventCodec, StateCodec
from domain.store.wal import Folding

if TYPE_CHECKING:
    from domain.store.database import Database
    from domain.store.statements import Statements

A = TypeVar("A", bound=Aggregate)


class LogHead(NamedTuple):
    """The newest position and its hash."""

    position: int
    chain: bytes


class Changes(Struct):
    """What one transaction adds. ``commands`` are (id, digest, number of these events up to and with its own)."""

    events: list[Line] = field(default_factory=list)
    heads: list[tuple[str, int, int, bytes]] = field(default_factory=list)
    commands: list[tuple[str, bytes, int]] = field(default_factory=list)
    released: list[tuple[str, str]] = field(default_factory=list)
    claimed: list[tuple[str, str, str]] = field(default_factory=list)
    counters: list[tuple[str, int]] = field(default_factory=list)


class StoreWriter:
    """Reads what decisions need and appends what they record. Every method may raise the driver's errors."""

    def __init__(self, database: "Callable[[], Database]", events: EventCodec, states: StateCodec) -> None:
        self._database = database
        self._events = events
        self._states = states
        self._connection: Any = None
        self._cursor: Any = None
        self._appended = 0
        self._folding: Folding | None = None

    def connect(self) -> None:
        """Take a connection, unless there is one; raises StoreUnavailable."""
        if self._connection is None:
            connection = self._database().connect()
            self._cursor = connection.cursor()
            self._connection = connection
            self._folding = self._folding or self._database().folding()

    def connect_to_fill(self) -> None:
        """Take a connection for one large transaction into an empty store."""
        self.connect()
        if self._database().is_sqlite:
            self._cursor.execute("PRAGMA cache_size = -64000")
            # In an empty file a rollback journal has next to nothing to keep, and pages go straight to where they
            # belong: a write-ahead log writes all of them twice. The next connection returns to that one.
            with suppress(OperationalError):  # somebody else has the file open, and the log stays
                self._cursor.execute("PRAGMA journal_mode = DELETE")

    def disconnect(self) -> None:
        """Let the connection go; whatever was not committed is gone with it."""
        connection, self._connection, self._cursor = self._connection, None, None
        if connection is not None:
            with suppress(Exception):  # a connection that broke may fail to close, too
                connection.close()

    def close(self) -> None:
        """Let go of everything."""
        if self._folding is not None:
            self._folding.close()
        self.disconnect()

    def meaning_of(self, error: Exception) -> Exception:
        """What an error means to whoever sent a command; see ``Database.meaning_of``."""
        return error if isinstance(error, Refused) else self._database().meaning_of(error)

    def head(self) -> int:
        """The position of the newest event."""
        return int(self._one(self._statements.head)[0])

    def streams_since(self, position: int) -> set[str]:
        """The streams that anybody recorded to after a position."""
        self._cursor.execute(self._statements.streams_since, (position,))
        return {stream for (stream,) in self._cursor.fetchall()}

    def load(self, kind: type[A], id: str) -> A:
        """An aggregate from its stored head, or folded from its events if the head has another schema."""
        stream = f"{kind.KIND}-{id}"
        row = self._one(self._statements.load_head, stream)
        if row is None:
            return kind(id=id)
        _version, schema, state = row
        if schema == kind.STATE_SCHEMA:
            return self._states.decode(kind, state)
        self._cursor.execute(self._statements.stream, (stream,))
        return kind(id=id).fold(self._events.decode(row[3], row[4], row[5]) for row in self._cursor.fetchall())

    def owner_of(self, space: str, value: str) -> str | None:
        """Who holds a unique value."""
        row = self._one(self._statements.owner, space, value)
        return None if row is None else row[0]

    def counter(self, series: str) -> int:
        """The last number given in a series, 0 if none was."""
        row = self._one(self._statements.counter, series)
        return 0 if row is None else row[0]

    def command(self, command_id: str) -> tuple[bytes, int] | None:
        """Digest and position of a command carried out before."""
        return self._one(self._statements.command, command_id)  # type: ignore[no-any-return]

    def begin(self) -> LogHead:
        """Begin a transaction and lock the head of the log: until it ends, nobody else appends."""
        self._cursor.execute(self._statements.begin)
        try:
            return LogHead(*self._one(self._statements.lock_head))
        except BaseException:
            self.rollback()
            raise

    def append(self, head: LogHead, changes: Changes) -> LogHead:
        """Write everything within the transaction begun; positions and hashes continue from ``head``."""
        position, chain = head
        rows = []
        for line in changes.events:
            position += 1
            chain = link(chain, position, line)
            rows.append((position, *line, chain))
        sql, many = self._statements, self._many
        many(sql.add_event, rows)
        many(sql.put_head, changes.heads)
        many(sql.drop_claim, changes.released)
        many(sql.add_claim, changes.claimed)
        many(sql.put_counter, changes.counters)
        many(sql.add_command, [(id_, digest, head.position + count) for id_, digest, count in changes.commands])
        if rows:
            self._cursor.execute(sql.move_head, (position, chain))
        self._appended = len(rows)
        return LogHead(position, chain)

    def commit(self, command_id: str) -> None:
        """Make the transaction that carries out a command durable.

        Where the connection breaks in this very act, only the store knows whether it did: it is asked for the command,
        behind the lock on the log's head, which a transaction that is still being committed holds until it is.
        """
        try:
            self._cursor.execute("COMMIT")
        except Exception:
            self.disconnect()
            self.connect()
            self.begin()
            recorded = self.command(command_id)
            self.rollback()
            if recorded is None:
                raise
        if self._folding is not None:
            self._folding.written(self._appended)

    def rollback(self) -> None:
        """Undo the transaction; where that is no longer possible, the connection goes, and the transaction with it."""
        try:
            self._cursor.execute("ROLLBACK")
        except Exception:
            self.disconnect()

    @property
    def _statements(self) -> "Statements":
        return self._database().statements

    def _one(self, sql: str, *parameters: Any) -> Any:
        self._cursor.execute(sql, parameters)
        return self._cursor.fetchone()

    def _many(self, sql: str, rows: list[Any]) -> None:
        if len(rows) == 1:
            self._cursor.execute(sql, rows[0])
        elif rows:
            self._cursor.executemany(sql, rows)

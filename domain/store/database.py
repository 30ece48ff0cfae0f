"""One SQLite file or PostgreSQL database, and the driver connections to it."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import URL, create_engine, event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import QueuePool

from domain.errors import Collided, StoreUnavailable
from domain.store.statements import Statements
from domain.store.wal import PRAGMAS, Folding

LOCK_SECONDS = 15
"""How long an append waits for another process to finish its own."""
FOLD_EVERY = 250
"""Events between two foldings of the write-ahead log: four megabytes of it or so, if they came one by one."""

_SQLITE = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA cache_size=-8000",
    *PRAGMAS,
)
# A desk that vanishes in the middle of an append must not keep the head of the log locked for everybody else.
_POSTGRESQL = f"-c lock_timeout={LOCK_SECONDS}s -c idle_in_transaction_session_timeout=60s"


class Database:
    """Where a store is kept. Connections commit each statement by itself unless a transaction is begun by statement."""

    def __init__(self, url: URL) -> None:
        self.is_sqlite = url.get_backend_name() == "sqlite"
        # SQLite's messages don't say which file they are about; a server's do, and its address may hold a password.
        self._place = f" {url.database}" if self.is_sqlite else ""
        options: dict[str, Any] = (
            {"timeout": LOCK_SECONDS, "check_same_thread": False}
            if self.is_sqlite
            else {"options": _POSTGRESQL, "connect_timeout": 10}
        )
        self.engine = create_engine(
            url,
            connect_args=options,
            isolation_level="AUTOCOMMIT",
            paramstyle="qmark" if self.is_sqlite else "format",
            poolclass=QueuePool,
            pool_reset_on_return=None,
        )
        if self.is_sqlite:
            event.listen(self.engine, "connect", _prepare_sqlite)
        self.statements = Statements(self.engine.dialect)
        self._driver: Any = self.engine.dialect.loaded_dbapi

    def connect(self) -> Any:
        """A driver connection of the caller's own; raises StoreUnavailable."""
        with self.translated():
            fairy = self.engine.raw_connection()
            connection = fairy.driver_connection
            fairy.detach()
            return connection

    @contextmanager
    def cursor(self) -> Iterator[Any]:
        """A cursor on a pooled connection, for reading; any failure of the database becomes StoreUnavailable."""
        with self.translated():
            fairy = self.engine.raw_connection()
            try:
                yield fairy.cursor()
            except self._driver.Error:
                fairy.invalidate()
                self.engine.dispose()  # what else is pooled has most likely gone the same way
                raise
            finally:
                fairy.close()

    @contextmanager
    def snapshot(self) -> Iterator[Connection]:
        """A connection that sees the store as of now, whatever is recorded meanwhile; for reading."""
        with self._within(self.statements.begin_snapshot, "ROLLBACK") as connection:
            yield connection

    @contextmanager
    def transaction(self) -> Iterator[Connection]:
        """A connection on which everything is written, or nothing."""
        with self._within(self.statements.begin, "COMMIT") as connection:
            yield connection

    @contextmanager
    def _within(self, begin: str, end: str) -> Iterator[Connection]:
        with self.engine.connect() as connection:
            connection.exec_driver_sql(begin)
            try:
                yield connection
            except BaseException:
                try:
                    connection.exec_driver_sql("ROLLBACK")
                except SQLAlchemyError:
                    # What broke it off has taken everything back by itself, as a full disk does, or the connection.
                    connection.invalidate()
                raise
            connection.exec_driver_sql(end)

    @contextmanager
    def translated(self) -> Iterator[None]:
        """Turn the driver's errors into ours."""
        try:
            yield
        except (self._driver.Error, SQLAlchemyError) as error:
            meaning = self.meaning_of(error)
            if meaning is error:
                raise
            raise meaning from error

    def meaning_of(self, error: Exception) -> Exception:
        """What a driver's error means: Collided, StoreUnavailable, or itself when the fault is ours."""
        driver = self._driver
        if isinstance(error, SQLAlchemyError):
            origin = getattr(error, "orig", None)
            return self.meaning_of(origin) if isinstance(origin, driver.Error) else error
        if isinstance(error, driver.IntegrityError) or str(getattr(error, "sqlstate", None) or "").startswith("40"):
            return Collided("Another desk changed the same thing at this very moment. Try again.")
        if isinstance(error, driver.OperationalError | driver.InterfaceError) or type(error) is driver.DatabaseError:
            return StoreUnavailable(f"The write store{self._place} can't be used: {_first_line(error)}")
        return error

    def folding(self) -> Folding | None:
        """What folds the write-ahead log beside whoever appends; None where there is no such log of ours."""
        file = self.engine.url.database
        return Folding(Path(file), FOLD_EVERY, FOLD_EVERY) if self.is_sqlite and file else None

    def close(self) -> None:
        """Give up every pooled connection."""
        self.engine.dispose()


def _prepare_sqlite(connection: sqlite3.Connection, _record: object) -> None:
    for pragma in _SQLITE:
        connection.execute(pragma)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]

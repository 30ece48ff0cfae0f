"""Backup and restore: a whole store in one SQLite file, whichever database it lives in."""

import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import URL, Table, create_engine, func, insert, inspect, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import NullPool

from domain.errors import Invalid, NotAllowed, StoreUnavailable
from domain.store.database import Database
from domain.store.places import FORMAT
from domain.store.tables import log, metadata
from domain.store.verifying import Finding

Verify = Callable[[Connection], Iterator[Finding]]
"""Tells what a store holds that is not as it was recorded."""

_ROWS_AT_ONCE = 2000
_HEADER = 20
_WITHOUT_LOG = b"\1\1"
"""What stands at the end of the first bytes of an SQLite file that has a rollback journal."""


def back_up(database: Database, file: Path) -> int:
    """Write the store as of now to a file, and return the position it reaches to.

    People may go on working meanwhile. An older backup of that name is replaced, but only by a complete one. Raises
    StoreUnavailable if the file can't be written, and Invalid if it is there and is anything else than a backup.
    """
    if database.is_sqlite and file.resolve() == Path(database.engine.url.database or "").resolve():
        raise Invalid(f"{file} is the store itself, not a place for its backup", "file")
    partial = file.with_name(f"{file.name}.partial")
    engine = create_engine(URL.create("sqlite", database=str(partial)), poolclass=NullPool)
    try:
        if file.exists() and not _is_a_backup(file):
            raise Invalid(f"{file} is there already and is no backup of Docket's. Choose another name.", "file")
        partial.unlink(missing_ok=True)
        with database.snapshot() as source:
            with engine.begin() as target:
                metadata.create_all(target)
                for table in metadata.sorted_tables:
                    _copy(source, target, table)
            position = source.execute(select(log.c.position)).scalar_one()
        os.replace(partial, file)
    except (OSError, SQLAlchemyError) as error:
        raise StoreUnavailable(f"The backup can't be written to {file}: {_cause(error)}") from error
    finally:
        partial.unlink(missing_ok=True)
    return int(position)


def check_backup(file: Path, verify: Verify) -> None:
    """Raises Invalid if a file is no backup, or not as it was recorded, StoreUnavailable if it is of a newer Docket."""
    with _opened(file) as source:
        _refuse_damage(file, verify(source))


def restore(database: Database, file: Path, verify: Verify) -> int:
    """Fill an empty store from a backup, and return the position it reaches to.

    All or nothing: what was filled in is verified before it is committed. Raises NotAllowed if the store holds
    anything, Invalid if the file is no backup or was altered, StoreUnavailable if it is of a newer Docket.
    """
    with _opened(file) as source, database.translated(), database.transaction() as target:
        _fill(source, target)
        _refuse_damage(file, verify(target))
        return int(source.execute(select(log.c.position)).scalar_one())


def _is_a_backup(file: Path) -> bool:
    """A backup, and not a store that somebody works with, which keeps a write-ahead log and is the same otherwise."""
    with file.open("rb") as opened:
        if opened.read(_HEADER)[-2:] != _WITHOUT_LOG:
            return False
    try:
        with _opened(file):
            return True
    except Invalid:
        return False


@contextmanager
def _opened(file: Path) -> Iterator[Connection]:
    if not file.is_file():
        raise Invalid(f"There is no backup {file}", "file")
    address = f"{file.absolute().as_uri()}?mode=ro"
    engine = create_engine("sqlite://", creator=lambda: sqlite3.connect(address, uri=True), poolclass=NullPool)
    try:
        with engine.connect() as source:
            if not {table.name for table in metadata.sorted_tables} <= set(inspect(source).get_table_names()):
                raise Invalid(f"{file} is not a backup that Docket wrote", "file")
            found = source.execute(select(log.c.format)).scalar_one()
            if found > FORMAT:
                raise StoreUnavailable(
                    f"The backup {file} was written by a newer Docket (format {found}, not {FORMAT}); "
                    "restore it with that one."
                )
            yield source
    except SQLAlchemyError as error:
        raise Invalid(f"{file} can't be read as a backup: {_cause(error)}", "file") from error


def _refuse_damage(file: Path, findings: Iterator[Finding]) -> None:
    damage = next(findings, None)
    if damage is not None:
        place = f" at event {damage.position}" if damage.position else f" in {damage.stream}" if damage.stream else ""
        raise Invalid(f"The backup {file} is damaged{place}: {damage.problem}", "file")


def _fill(source: Connection, target: Connection) -> None:
    target.execute(select(log).with_for_update())
    if any(_rows(target, table) for table in metadata.sorted_tables if table is not log):
        raise NotAllowed("Only an empty store can be restored into; this one holds something already.")
    target.execute(log.delete())
    for table in metadata.sorted_tables:
        _copy(source, target, table)


def _rows(connection: Connection, table: Table) -> int:
    return connection.execute(select(func.count()).select_from(table)).scalar_one()


def _copy(source: Connection, target: Connection, table: Table) -> None:
    sql = str(insert(table).inline().compile(dialect=target.dialect))
    found = source.execute(select(table), execution_options={"yield_per": _ROWS_AT_ONCE})
    for rows in found.partitions():
        target.exec_driver_sql(sql, [tuple(row) for row in rows])


def _cause(error: Exception) -> object:
    return getattr(error, "orig", None) or getattr(error, "strerror", None) or error

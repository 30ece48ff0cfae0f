"""Opening a store: creating its tables, or refusing what a newer Docket wrote, before anything is touched."""

import os
import sqlite3
from pathlib import Path

from sqlalchemy import URL, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from domain.errors import StoreUnavailable
from domain.store.chain import GENESIS
from domain.store.database import Database
from domain.store.tables import FORMAT, log, metadata

FILE_NAME = "write.db"
_CREATION_LOCK = 0x446F636B  # any number, as long as every desk asks for the same one


def address_of(data_dir: Path, store: str | None) -> URL:
    """Where the store is: the PostgreSQL URL given, or the file in the data directory."""
    if store is None:
        return URL.create("sqlite", database=str(data_dir / FILE_NAME))
    try:
        url = make_url(store)
    except (ArgumentError, ValueError):
        raise StoreUnavailable(
            "The store's address can't be read; it looks like postgresql://user@server/name"
        ) from None
    if url.get_backend_name() in ("postgresql", "postgres"):
        return url.set(drivername="postgresql+psycopg")
    if url.get_backend_name() == "sqlite":
        return url.set(drivername="sqlite")
    raise StoreUnavailable(f"A store can be kept in SQLite or PostgreSQL, not in {url.get_backend_name()}")


def make_data_dir(data_dir: Path) -> None:
    """Make the data directory where there is none; raises StoreUnavailable."""
    try:
        data_dir.mkdir(parents=True, exist_ok=True)
    except FileExistsError as error:
        raise StoreUnavailable(f"The data directory {data_dir} can't be used: it is a file, not a folder") from error
    except OSError as error:
        raise StoreUnavailable(f"The data directory {data_dir} can't be used: {error.strerror}") from error


def open_database(url: URL, *, create: bool = True) -> Database:
    """A database that holds a store of this format, made if it was empty and ``create`` allows it.

    Raises StoreUnavailable, with nothing touched, if it can't be reached or written, is of a newer Docket, or is not
    there and not to be made.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        if not create and not os.path.exists(url.database):
            raise _missing(url)
        _look_into(Path(url.database))
        _check_writable(Path(url.database))
    database = Database(url)
    try:
        if not create and not _holds_tables(database):
            raise _missing(url)
        _prepare(database)
    except StoreUnavailable:
        database.close()
        raise
    except SQLAlchemyError as error:
        database.close()
        raise StoreUnavailable(f"The write store can't be opened: {error}") from error
    return database


def refuse_newer(found: int) -> None:
    """Raises StoreUnavailable if a store has a format that only a newer Docket knows."""
    if found > FORMAT:
        raise StoreUnavailable(
            f"This store was written by a newer Docket (format {found}, not {FORMAT}); open it with that one."
        )


def _missing(url: URL) -> StoreUnavailable:
    return StoreUnavailable(f"There is no store in {url.database} yet; the window makes one, and so does an import.")


def _holds_tables(database: Database) -> bool:
    with database.translated(), database.snapshot() as connection:
        return inspect(connection).has_table(log.name)


def _prepare(database: Database) -> None:
    with (
        database.translated(),
        database.transaction() as connection,
    ):  # which proves, too, that the store can be written
        if not database.is_sqlite:
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_CREATION_LOCK})")
        if not inspect(connection).has_table(log.name):
            metadata.create_all(connection)
            connection.execute(insert(log).values(id=1, format=FORMAT, position=0, chain=GENESIS))
        refuse_newer(connection.execute(select(log.c.format)).scalar_one())


def _check_writable(file: Path) -> None:
    """SQLite would only say that it is unable to open the file."""
    for place in (file.parent, file):
        if place.exists() and not os.access(place, os.W_OK):
            raise StoreUnavailable(f"The write store can't be used: {place} can't be written to.")


def _look_into(file: Path) -> None:
    """Check the format before the file is opened for writing, which may already change files beside it."""
    if not os.path.exists(file):  # which is also the answer where it may not be looked at
        return
    # Without a write-ahead log beside it the file is complete, and reading it as immutable leaves no trace at all.
    mode = "mode=ro" if file.with_name(f"{file.name}-wal").exists() else "immutable=1"
    try:
        peek = sqlite3.connect(f"{file.absolute().as_uri()}?{mode}", uri=True)
        try:
            row = peek.execute("SELECT format FROM log").fetchone()
        finally:
            peek.close()
    except sqlite3.Error:
        return  # an empty or damaged file: opening it properly tells which
    refuse_newer(row[0] if row else FORMAT)

"""Opening a store: creating its tables, or refusing what a newer Docket wrote, before anything is touched."""

import os
from pathlib import Path

from sqlalchemy import URL, insert, inspect, make_url, select
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from domain.errors import StoreUnavailable
from domain.store.chain import GENESIS
from domain.store.database import Database
from domain.store.places import FILE_NAME, FORMAT, holds_a_store, refuse_newer
from domain.store.tables import log, metadata

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


def open_database(url: URL, *, create: bool = True) -> Database:
    """A database that holds a store of this format, made if it was empty; without ``create`` it is only to be read.

    Raises StoreUnavailable, with nothing touched, if it can't be reached, is of a newer Docket, or is neither there nor
    to be made; and if it can't be written, which SQLite asks of readers, too.
    """
    if url.get_backend_name() == "sqlite" and url.database:
        if not create and not os.path.exists(url.database):
            raise _missing(url)
        holds_a_store(Path(url.database))
    database = Database(url)
    try:
        if create:
            _prepare(database)
        else:
            _look_at(database)
    except StoreUnavailable:
        database.close()
        raise
    except SQLAlchemyError as error:
        database.close()
        raise StoreUnavailable(f"The write store can't be opened: {error}") from error
    return database


def _missing(url: URL) -> StoreUnavailable:
    return StoreUnavailable(f"There is no store in {url.database} yet; the window makes one, and so does an import.")


def _look_at(database: Database) -> None:
    with database.translated(), database.snapshot() as connection:
        if not inspect(connection).has_table(log.name):
            raise _missing(database.engine.url)
        refuse_newer(connection.execute(select(log.c.format)).scalar_one())


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

"""The write store as a whole, for whoever opens it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from threading import Lock
from types import TracebackType
from typing import TYPE_CHECKING, Self

from domain.aggregate import Aggregate
from domain.messages import Event
from domain.store.encoding import EventCodec, StateCodec
from domain.store.filling import Filling, filling
from domain.store.log import EventLog
from domain.store.places import FILE_NAME, holds_a_store, make_data_dir, names_a_server
from domain.store.upcasting import Upcasters
from domain.store.writing import StoreWriter

if TYPE_CHECKING:
    from sqlalchemy.engine import Connection

    from domain.store.database import Database
    from domain.store.verifying import Finding


class Store:
    """One write store: its log for readers, and the writer's hand for the one thread that appends.

    A sound store in the data directory is opened by whoever first needs it, so that a window can show what was read
    from the read store before SQLAlchemy is imported; and so is a server's without ``at_once``, which may be away for
    now. All else is opened, or refused, at once.
    """

    def __init__(
        self,
        data_dir: Path,
        store: str | None,
        *,
        events: Sequence[type[Event]],
        aggregates: Sequence[type[Aggregate]],
        upcasters: Upcasters,
        create: bool = True,
        at_once: bool = True,
    ) -> None:
        """The store of a data directory, or the server's if a URL is given; raises StoreUnavailable.

        One that isn't there is made, unless ``create`` is off.
        """
        if store is None and create:
            make_data_dir(data_dir)
        self._data_dir = data_dir
        self._store = store
        self._create = create
        self._opening = Lock()
        self._database: Database | None = None
        self.codec = EventCodec(events, upcasters)
        self.states = StateCodec(aggregates)
        self.aggregates = tuple(aggregates)
        self.log = EventLog(lambda: self.database, self.codec)
        if not self._can_wait(at_once=at_once):
            self._open()

    @property
    def database(self) -> "Database":
        """The database, opened now if nobody needed it before; raises StoreUnavailable."""
        return self._database or self._open()

    def writer(self) -> StoreWriter:
        """A hand for a writer thread."""
        return StoreWriter(lambda: self.database, self.codec, self.states)

    def filling(self) -> AbstractContextManager[Filling]:
        """Fill this store, which must be empty, in one transaction. See ``filling.filling``."""
        return filling(self.database, self.writer())

    def verify(self) -> "Iterator[Finding]":
        """Everything that is not as it was recorded, one by one; nothing if all is well."""
        with self.database.translated(), self.database.snapshot() as connection:
            yield from self._verify(connection)

    def backup(self, file: Path) -> int:
        """Write the whole store to one file; returns the position it reaches to. See ``copying.back_up``."""
        from domain.store.copying import back_up

        return back_up(self.database, file)

    def check_backup(self, file: Path) -> None:
        """Raises Refused unless a file is a sound backup. See ``copying.check_backup``."""
        from domain.store.copying import check_backup

        check_backup(file, self._verify)

    def restore(self, file: Path) -> int:
        """Fill this store, which must be empty, from a backup. See ``copying.restore``."""
        from domain.store.copying import restore

        return restore(self.database, file, self._verify)

    def close(self) -> None:
        """Give up the readers' connections."""
        if self._database is not None:
            self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _verify(self, connection: "Connection") -> "Iterator[Finding]":
        from domain.store.verifying import verify

        return verify(connection, self.aggregates, self.codec, self.states)

    def _can_wait(self, *, at_once: bool) -> bool:
        file = self._data_dir / FILE_NAME
        if self._store is None:
            return file.exists() and holds_a_store(file)
        # Beside a store in the directory, what is to be seen there is most likely of that one.
        return not at_once and names_a_server(self._store) and not file.exists()

    def _open(self) -> "Database":
        from domain.store.opening import address_of, open_database

        with self._opening:
            if self._database is None:
                self._database = open_database(address_of(self._data_dir, self._store), create=self._create)
            return self._database

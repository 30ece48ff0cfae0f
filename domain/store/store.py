"""The write store as a whole, for whoever opens it."""

from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

from domain.aggregate import Aggregate
from domain.messages import Event
from domain.store.copying import back_up, restore
from domain.store.encoding import EventCodec, StateCodec
from domain.store.filling import Filling, filling
from domain.store.log import EventLog
from domain.store.opening import address_of, make_data_dir, open_database
from domain.store.upcasting import Upcasters
from domain.store.verifying import Finding, verify_chain, verify_receipts, verify_streams
from domain.store.writing import StoreWriter


class Store:
    """One write store: its log for readers, and the writer's hand for the one thread that appends."""

    def __init__(
        self,
        url: URL,
        events: Sequence[type[Event]],
        aggregates: Sequence[type[Aggregate]],
        upcasters: Upcasters,
        *,
        create: bool = True,
    ) -> None:
        self.database = open_database(url, create=create)
        self.codec = EventCodec(events, upcasters)
        self.states = StateCodec(aggregates)
        self.aggregates = tuple(aggregates)
        self.log = EventLog(self.database, self.codec)

    @classmethod
    def at(
        cls,
        data_dir: Path,
        store: str | None,
        *,
        events: Sequence[type[Event]],
        aggregates: Sequence[type[Aggregate]],
        upcasters: Upcasters,
        create: bool = True,
    ) -> Self:
        """Open the store of a data directory, or the server's if a URL is given; raises StoreUnavailable.

        One that isn't there is made, unless ``create`` is off.
        """
        if store is None and create:
            make_data_dir(data_dir)
        return cls(address_of(data_dir, store), events, aggregates, upcasters, create=create)

    def writer(self) -> StoreWriter:
        """A hand for a writer thread."""
        return StoreWriter(self.database, self.codec, self.states)

    def filling(self) -> AbstractContextManager[Filling]:
        """Fill this store, which must be empty, in one transaction. See ``filling.filling``."""
        return filling(self.database, self.writer())

    def verify(self) -> Iterator[Finding]:
        """Everything that is not as it was recorded, one by one; nothing if all is well."""
        with self.database.translated(), self.database.snapshot() as connection:
            yield from verify_chain(connection)
            yield from verify_receipts(connection)
            yield from verify_streams(connection, self.aggregates, self.codec, self.states)

    def backup(self, file: Path) -> int:
        """Write the whole store to one file; returns the position it reaches to. See ``copying.back_up``."""
        return back_up(self.database, file)

    def restore(self, file: Path) -> int:
        """Fill this store, which must be empty, from a backup. See ``copying.restore``."""
        return restore(self.database, file)

    def close(self) -> None:
        """Give up the readers' connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

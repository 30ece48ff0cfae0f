"""The write store as a whole, for whoever opens it."""

from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import URL

from domain.aggregate import Aggregate
from domain.messages import Event
from domain.store.encoding import EventCodec, StateCodec
from domain.store.log import EventLog
from domain.store.opening import address_of, open_database
from domain.store.upcasting import Upcasters
from domain.store.writing import StoreWriter


class Store:
    """One write store: its log for readers, and the writer's hand for the one thread that appends."""

    def __init__(
        self,
        url: URL,
        events: Sequence[type[Event]],
        aggregates: Sequence[type[Aggregate]],
        upcasters: Upcasters,
    ) -> None:
        self.database = open_database(url)
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
    ) -> Self:
        """Open the store of a data directory, or the server's if a URL is given; raises StoreUnavailable."""
        return cls(address_of(data_dir, store), events, aggregates, upcasters)

    def writer(self) -> StoreWriter:
        """A hand for a writer thread."""
        return StoreWriter(self.database, self.codec, self.states)

    def close(self) -> None:
        """Give up the readers' connections."""
        self.database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

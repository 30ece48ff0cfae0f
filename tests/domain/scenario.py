"""Given these commands, when this one, then those events: told through the real bus, on a real store."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Self, TypeVar

from domain.aggregate import Aggregate
from domain.bus.bus import CommandBus
from domain.errors import Refused
from domain.handlers import HANDLERS
from domain.instants import Instant
from domain.messages import Command, Event, Recorded
from domain.opening import open_store
from domain.store.store import Store
from domain.store.verifying import Finding
from tests.domain.samples import NOW

A = TypeVar("A", bound=Aggregate)
E = TypeVar("E", bound=Event)

PATIENCE = 30


class Scenario:
    """One store, one bus, and a clock that stands still unless it is set."""

    def __init__(self, store: Store) -> None:
        self.now: Instant = NOW
        self.log = store.log
        self._store = store
        self.bus = CommandBus(store, HANDLERS, time_zone="Europe/Berlin", clock=lambda: self.now)
        self._writer = store.writer()
        self._before = 0
        self._refusal: BaseException | None = None

    def given(self, *commands: Command) -> Self:
        """Have commands carried out; each must succeed."""
        for command in commands:
            self.bus.dispatch(command).result(PATIENCE)
        return self

    def when(self, command: Command) -> Self:
        """Dispatch the command the test is about."""
        self._before = self.log.head()
        self._refusal = self.bus.dispatch(command).exception(PATIENCE)
        return self

    def then(self, *events: Event) -> Self:
        """Exactly these events were recorded, in this order."""
        if self._refusal is not None:
            raise self._refusal
        assert tuple(record.event for record in self.recorded()) == events
        return self

    def then_refused(self, kind: type[Refused], field: str, saying: str = "") -> Self:
        """The command was refused for this reason, naming this field, perhaps in these words, and left no trace."""
        assert type(self._refusal) is kind, repr(self._refusal)
        assert isinstance(self._refusal, Refused)
        assert self._refusal.field == field
        assert self._refusal.message.endswith((".", "!", "?"))
        assert saying in ("", self._refusal.message)
        assert self.recorded() == []
        return self

    def recorded(self, kind: type[E] | None = None) -> list[Recorded]:
        """What the command under test recorded, or those of its events that are of one type."""
        if self._refusal is not None and not isinstance(self._refusal, Refused):
            raise self._refusal
        records = self.log.read(self._before, 10_000)
        return records if kind is None else [record for record in records if isinstance(record.event, kind)]

    def the(self, kind: type[E]) -> E:
        """The one event of a type that the command under test recorded."""
        (record,) = self.recorded(kind)
        assert isinstance(record.event, kind)
        return record.event

    def state(self, kind: type[A], id: str) -> A:
        """An aggregate as its stored head has it."""
        self._writer.connect()
        return self._writer.load(kind, id)

    def folded(self, kind: type[A], id: str) -> A:
        """An aggregate as the fold of its events has it."""
        aggregate = kind(id=id)
        return aggregate.fold(record.event for record in self.log.stream(aggregate.stream))

    def findings(self) -> list[Finding]:
        """What in the store is not as it was recorded."""
        return list(self._store.verify())

    def close(self) -> None:
        """End the writer's thread and let the connections go."""
        self.bus.close()
        self._writer.disconnect()


@contextmanager
def scenario(data_dir: Path) -> Iterator[Scenario]:
    """A scenario on a new store in a folder."""
    with open_store(data_dir) as store:
        told = Scenario(store)
        try:
            yield told
        finally:
            told.close()

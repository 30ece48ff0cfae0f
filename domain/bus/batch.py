"""A batch: commands decided one after the other in memory, to be written in one transaction."""

from typing import Protocol, TypeVar

from domain.aggregate import Aggregate
from domain.bounds import instant
from domain.bus.shelf import Shelf
from domain.bus.unit import UnitOfWork
from domain.instants import Instant
from domain.messages import Command, Event
from domain.store.chain import Line
from domain.store.encoding import digest, encoded
from domain.store.writing import Changes
from domain.work import Handlers, Work

A = TypeVar("A", bound=Aggregate)

_ABSENT = object()


class Source(Protocol):
    """What was recorded before, for what is not on the shelf; see ``StoreWriter``."""

    def load(self, kind: type[A], id: str) -> A: ...
    def owner_of(self, space: str, value: str) -> str | None: ...
    def counter(self, series: str) -> int: ...


class Batch:
    """Decides commands on the shelf's aggregates; each sees what the accepted ones before it did."""

    def __init__(self, shelf: Shelf, store: Source, handlers: Handlers) -> None:
        self._shelf = shelf
        self._store = store
        self._handlers = handlers
        self._lines: list[Line] = []
        self._events: list[tuple[str, Event]] = []
        self._commands: list[tuple[str, bytes, int]] = []
        self._touched: dict[str, Aggregate] = {}
        self._claims: dict[tuple[str, str], str | None] = {}
        self._stored_claims: dict[tuple[str, str], str | None] = {}
        self._counters: dict[str, int] = {}
        self._stored_counters: dict[str, int] = {}
        self._read: set[str] = set()

    def decide(self, command: Command, now: Instant, time_zone: str) -> int:
        """Have a command's handler decide, and take over what it recorded.

        Returns the number of events the batch then holds. Whatever the handler raises goes through, and leaves the
        batch as if the command had never been there.
        """
        handler = self._handlers.get(type(command))
        if handler is None:
            raise LookupError(f"nobody handles {type(command).__name__}")
        if command.occurred_at is not None:
            instant(command.occurred_at, "occurred_at")  # or no reader could tell its day, and it would stay for good
        unit = UnitOfWork(self, command, now, time_zone)
        try:
            work: Work = unit
            handler(command, work)
            if not unit.compared:
                raise RuntimeError(f"the handler of {type(command).__name__} ignores seen_version; see Work.load_seen")
            id_, actor = command.command_id, command.actor
            lines: list[Line] = [
                (stream, version, type(event).__name__, event.SCHEMA, encoded(event), id_, actor, occurred_at, now)
                for stream, version, event, occurred_at in unit.recorded
            ]
            fingerprint = digest(command)
        except BaseException:
            self._undo(unit)
            raise
        self._lines += lines
        self._events += [(stream, event) for stream, _, event, _ in unit.recorded]
        self._touched |= unit.touched
        self._claims |= unit.claims
        self._counters |= unit.counters
        self._commands.append((id_, fingerprint, len(self._lines)))
        return len(self._lines)

    @property
    def accepted(self) -> bool:
        """Whether there is anything to write."""
        return bool(self._commands)

    def changes(self) -> Changes:
        """Everything the batch adds to the store."""
        released, claimed = [], []
        for key, owner in self._claims.items():
            before = self._stored_claims.get(key)
            if owner != before:
                if before is not None:
                    released.append(key)
                if owner is not None:
                    claimed.append((*key, owner))
        return Changes(
            events=self._lines,
            heads=[
                (stream, aggregate.version, aggregate.STATE_SCHEMA, encoded(aggregate))
                for stream, aggregate in self._touched.items()
            ],
            commands=self._commands,
            released=released,
            claimed=claimed,
            counters=list(self._counters.items()),
        )

    def stands(self, others: set[str]) -> bool:
        """Whether all that the decisions rest on is as it was, after others recorded to these streams."""
        return (
            self._read.isdisjoint(others)
            and all(self._store.counter(series) == number for series, number in self._stored_counters.items())
            and all(self._store.owner_of(*key) == owner for key, owner in self._stored_claims.items())
        )

    def keep(self) -> None:
        """It is written: what it counted is what the store holds."""
        self._shelf.counters |= self._counters

    def abandon(self) -> None:
        """It was not written: forget every aggregate that it changed in memory."""
        self._shelf.drop(self._touched)

    def load(self, kind: type[A], id: str) -> A:
        """An aggregate, from the shelf or the store."""
        stream = f"{kind.KIND}-{id}"
        self._read.add(stream)
        aggregate = self._shelf.get(stream)
        if aggregate is None:
            aggregate = self._store.load(kind, id)
            self._shelf.put(stream, aggregate)
        return aggregate  # type: ignore[return-value]

    def loaded(self, stream: str) -> Aggregate | None:
        """The aggregate of a stream, if a decision of this batch or an earlier one loaded it."""
        return self._shelf.get(stream)

    def owner_of(self, key: tuple[str, str]) -> str | None:
        """Who holds a unique value, earlier commands of the batch included."""
        owner = self._claims.get(key, _ABSENT)
        if owner is _ABSENT:
            owner = self._stored_claims.get(key, _ABSENT)
        if owner is _ABSENT:
            owner = self._stored_claims[key] = self._store.owner_of(*key)
        return owner  # type: ignore[return-value]

    def counter(self, series: str) -> int:
        """The last number of a series, earlier commands of the batch included."""
        if series in self._counters:
            return self._counters[series]
        if series not in self._shelf.counters:
            self._shelf.counters[series] = self._store.counter(series)
        number = self._stored_counters[series] = self._shelf.counters[series]
        return number

    def _undo(self, unit: UnitOfWork) -> None:
        """Take back what a refused command did in memory: load anew, and repeat what was accepted before it."""
        for stream, aggregate in unit.touched.items():
            self._shelf.drop((stream,))
            if stream in self._touched:
                fresh = self.load(type(aggregate), aggregate.id)
                fresh.fold(event for name, event in self._events if name == stream)
                self._touched[stream] = fresh

"""The unit of work: what one handler loads and records."""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from domain.aggregate import Aggregate, Claim, by_key
from domain.bounds import key, label
from domain.errors import AlreadyTaken, VersionConflict
from domain.instants import Instant
from domain.messages import Command, Event

A = TypeVar("A", bound=Aggregate)


class Decided(Protocol):
    """What a unit of work builds on: the store, and what earlier commands of its batch decided."""

    def load(self, kind: type[A], id: str) -> A: ...
    def loaded(self, stream: str) -> Aggregate | None: ...
    def owner_of(self, key: tuple[str, str]) -> str | None: ...
    def counter(self, series: str) -> int: ...


class UnitOfWork:
    """One command's share of a batch, which takes it over once the handler is through; it implements ``Work``."""

    __slots__ = (
        "_batch",
        "_command",
        "claims",
        "compared",
        "counters",
        "now",
        "recorded",
        "time_zone",
        "touched",
    )

    def __init__(self, batch: Decided, command: Command, now: Instant, time_zone: str) -> None:
        self._batch = batch
        self._command = command
        self.now = now
        self.time_zone = time_zone
        self.recorded: list[tuple[str, int, Event, Instant]] = []
        """(stream, version, event, occurred_at)"""
        self.touched: dict[str, Aggregate] = {}
        self.claims: dict[tuple[str, str], str | None] = {}
        self.counters: dict[str, int] = {}
        self.compared = command.seen_version is None

    def load(self, kind: type[A], id: str) -> A:
        """See Work."""
        return self._batch.load(kind, id)

    def load_seen(self, kind: type[A], id: str) -> A:
        """See Work."""
        aggregate = self._batch.load(kind, id)
        seen = self._command.seen_version
        if seen is not None and seen != aggregate.version:
            raise VersionConflict("Somebody else changed this in the meantime.")
        self.compared = True
        return aggregate

    def record(self, aggregate: Aggregate, *events: Event, occurred_at: Instant | None = None) -> None:
        """See Work."""
        stream = aggregate.stream
        if self._batch.loaded(stream) is not aggregate:
            raise ValueError(f"{stream} was not loaded through this unit of work")
        if occurred_at is None:
            occurred_at = self._command.occurred_at
            if occurred_at is None:
                occurred_at = self.now
        # Noted before it is changed: an ``apply`` that fails half-way must be undone, too.
        self.touched[stream] = aggregate
        before = aggregate.claims()
        for event in events:
            aggregate.apply(event)
            aggregate.version += 1
            self.recorded.append((stream, aggregate.version, event, occurred_at))
        after = aggregate.claims()
        if after != before:
            self._claim(aggregate, before, after)

    def owner_of(self, space: str, value: str) -> str | None:
        """See Work."""
        return self._holder((space, key(value)))

    def next_number(self, series: str) -> int:
        """See Work."""
        last = self.counters.get(series)
        number = (self._batch.counter(series) if last is None else last) + 1
        self.counters[series] = number
        return number

    def _claim(self, aggregate: Aggregate, before: Sequence[Claim], after: Sequence[Claim]) -> None:
        """Take what is new of the claims and let go of what is no longer among them."""
        held, wanted = by_key(before), by_key(after)
        for claimed, claim in wanted.items():
            if claimed in held:
                continue
            holder = self._holder(claimed)
            if holder is not None and holder != aggregate.id:
                name = self.load(type(aggregate), holder).called
                raise AlreadyTaken(f"{label(claim.field)} {claim.value} is taken by {name}.", claim.field)
            self.claims[claimed] = aggregate.id
        for claimed in held:
            if claimed not in wanted:
                self._holder(claimed)  # the batch has to know that the store holds it, or it would not delete it there
                self.claims[claimed] = None

    def _holder(self, claimed: tuple[str, str]) -> str | None:
        return self.claims[claimed] if claimed in self.claims else self._batch.owner_of(claimed)

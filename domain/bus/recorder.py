"""Recording a long history at once: decided by the very handlers the bus has, written in bulk.

There is nobody to answer, to be overtaken by or to wait for. So what costs the bus most falls away: receipts, a commit
for every few hundred commands, and the thread in between.
"""

from collections.abc import Iterable, Mapping

import msgspec

from domain.bus.batch import A, Batch
from domain.bus.shelf import Shelf
from domain.instants import Instant
from domain.messages import Command
from domain.store.filling import Filling
from domain.store.writing import Changes
from domain.work import Handlers

Dated = tuple[Command, Instant]
"""A command, and when it is carried out."""

_CHANGES = msgspec.msgpack.Decoder(Changes).decode

AT_ONCE = 1000
"""Commands between two writes: what they change several times is written once."""


class Recorder:
    """Carries out commands one after the other, in the transaction that fills a store."""

    def __init__(self, filling: Filling, handlers: Handlers, time_zone: str) -> None:
        self._filling = filling
        self._handlers = handlers
        self._time_zone = time_zone
        self._shelf = Shelf()
        self._batch = self._new_batch()
        self._decided = 0

    def record(self, command: Command, at: Instant) -> None:
        """Carry a command out as of this instant; raises Refused, and records nothing then."""
        self._batch.decide(command, at, self._time_zone)
        self._decided += 1
        if self._decided == AT_ONCE:
            self.flush()

    def take_over(self, changes: bytes) -> None:
        """Append what a ``Rehearsal``, here or in another process, decided upon exactly what is recorded here."""
        self.flush()
        self._shelf.clear()
        self._filling.append(_CHANGES(changes))

    def flush(self) -> int:
        """Append what was decided so far, and give the last position."""
        if self._batch.accepted:
            self._filling.append(self._batch.changes())
            self._batch.keep()
        self._shelf.trim()
        self._batch, self._decided = self._new_batch(), 0
        return self._filling.position

    def _new_batch(self) -> Batch:
        return Batch(self._shelf, self._filling.writer, self._handlers)


class Rehearsal:
    """Decides commands on what it decided itself, without any store; several can decide parts of one history.

    It knows what was ``prepared``. The parts decided upon that must not build on each other, except that ``decided``
    is told which numbers the parts before took.
    """

    def __init__(self, handlers: Handlers, time_zone: str) -> None:
        self._handlers = handlers
        self._time_zone = time_zone
        self._shelf = Shelf()
        self._owners: dict[tuple[str, str], str] = {}

    def prepare(self, commands: Iterable[Dated]) -> None:
        """Carry out what all parts build on."""
        changes = self._decide(commands)
        self._owners |= {(space, value): owner for space, value, owner in changes.claimed}

    def decided(self, commands: Iterable[Dated], counters: Mapping[str, int]) -> bytes:
        """What a part of the history adds, packed for ``Recorder.take_over``.

        ``counters`` are the last numbers given before it, by series.
        """
        self._shelf.counters = dict(counters)
        changes = self._decide(commands)
        self._shelf.drop(stream for stream, *_ in changes.heads)
        return msgspec.msgpack.encode(changes)

    def _decide(self, commands: Iterable[Dated]) -> Changes:
        batch = Batch(self._shelf, self, self._handlers)
        for command, at in commands:
            batch.decide(command, at, self._time_zone)
        return batch.changes()

    def load(self, kind: type[A], id: str) -> A:
        """Nothing is known but what is on the shelf."""
        return kind(id=id)

    def owner_of(self, space: str, value: str) -> str | None:
        """Who got a unique value when everything was prepared."""
        return self._owners.get((space, value))

    def counter(self, series: str) -> int:
        """A series that no part before took a number from."""
        return 0

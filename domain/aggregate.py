"""The base of everything that decides: state folded from events.

Decisions are plain functions of state and arguments that return events; ``apply`` alone changes state. So a refused
command leaves no trace, and the fold of a stream is the truth that a stored head must agree with.
"""

from collections.abc import Iterable
from typing import ClassVar, Self

from msgspec import Struct

from domain.messages import Event


class Aggregate(Struct):
    """State with an identity and a version, the number of events applied so far; version 0 means it does not exist yet.

    ``KIND`` names its streams (``order-<id>``); ``STATE_SCHEMA`` numbers the shape of the stored state, and a head
    stored under another number is folded anew from the events.
    """

    KIND: ClassVar[str]
    STATE_SCHEMA: ClassVar[int] = 1

    id: str
    version: int = 0

    @property
    def stream(self) -> str:
        """The name of this aggregate's stream in the log."""
        return f"{self.KIND}-{self.id}"

    @property
    def exists(self) -> bool:
        """Whether anything was ever recorded for it."""
        return self.version > 0

    def claims(self) -> Iterable[tuple[str, str]]:
        """The unique values that its events gave it and never took back, as (space, value)."""
        return ()

    def numbers(self) -> Iterable[str]:
        """The document numbers that its events gave it."""
        return ()

    def apply(self, event: Event) -> None:
        """Change the state by one event; the version is counted by ``fold`` and the unit of work."""
        raise NotImplementedError

    def fold(self, events: Iterable[Event]) -> Self:
        """Apply events in order and count them."""
        for event in events:
            self.apply(event)
            self.version += 1
        return self

"""The base of everything that decides: state folded from events.

Decisions are plain functions of state and arguments that return events; ``apply`` alone changes state. So a refused
command leaves no trace, and the fold of a stream is the truth that a stored head must agree with.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar, Self

from msgspec import Struct

from domain.bounds import key
from domain.errors import NotFound
from domain.messages import Event


class Claim(Struct, frozen=True):
    """A value that no two aggregates of a kind may have, within its ``space``; an empty one claims nothing.

    ``value`` is as somebody spelled it, and ``field`` what commands call it.
    """

    space: str
    value: str
    field: str

    @property
    def key(self) -> tuple[str, str]:
        """What tells it from other claims, however it is spelled."""
        return self.space, key(self.value)


def by_key(claims: Iterable[Claim]) -> Mapping[tuple[str, str], Claim]:
    """Those that claim something, by what tells them apart."""
    return {claim.key: claim for claim in claims if claim.value}


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

    def check_exists(self, field: str) -> None:
        """Raise NotFound, naming the field that told its id, if nothing was ever recorded for it."""
        if not self.exists:
            raise NotFound(f"There is no such {self.KIND}.", field)

    @property
    def called(self) -> str:
        """What a sentence calls it, such as "customer Vins et alcools"."""
        return self.stream

    def claims(self) -> Sequence[Claim]:
        """The unique values that its events gave it and never took back.

        What is declared here is kept unique: recording events takes what they add and lets go of what they drop.
        """
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

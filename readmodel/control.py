"""The one small port through which the user interface steers the projection."""

from collections.abc import Callable
from concurrent.futures import Future
from enum import StrEnum
from typing import Protocol

from msgspec import Struct

Progress = Callable[[int, int], None]
"""Told (done, total) events now and then, total 0 while it isn't known.

Whatever it raises ends the work and is passed on: that is how to cancel.
"""


def silently(done: int, total: int) -> None:
    """Progress that nobody watches."""


class Mode(StrEnum):
    """Who drives the projector: the writer before it answers, or the projector's own thread."""

    SYNC = "sync"
    ASYNC = "async"


class DeadLetter(Struct, frozen=True, kw_only=True):
    """An event that a projection could not apply; later events of its stream are parked for that projection."""

    projection: str
    stream: str
    position: int
    type: str
    error: str
    parked: int


class Skip(Struct, frozen=True, kw_only=True):
    """An event that a person left out of a projection; ``mark`` tells it from one that another log has at its position.

    Once it is ``taken_back`` it is still left out of the read store in use: the next one to be made applies it.
    """

    projection: str
    stream: str
    position: int
    type: str
    error: str
    mark: str
    taken_back: bool = False


class PipelineState(Struct, frozen=True, kw_only=True):
    """Where log and read store stand; ``lag`` is the number of events behind.

    ``projecting`` is False in a process that only looks on. ``rebuilding`` is how many events a rebuild beside the
    current read store has behind it, None when there is none. ``failure`` says why the projector can't go on, if so.
    ``skips`` are the events that are left out of the read store. Before anybody ``looked``, the numbers say nothing.
    """

    log_head: int
    checkpoint: int
    lag: int
    mode: Mode
    paused: bool
    delay: float
    projecting: bool
    dead_letters: tuple[DeadLetter, ...]
    failure: str
    rebuilding: int | None = None
    skips: tuple[Skip, ...] = ()
    looked: bool = True

    @property
    def held(self) -> bool:
        """Whether nothing new is shown for now: in synchronous mode a pause holds nothing up."""
        return self.paused and self.mode is Mode.ASYNC


class ProjectionControl(Protocol):
    """Steering and watching the projector, from any thread.

    Everything but ``wait_for``, ``rebuild`` and ``verify`` returns at once.
    """

    @property
    def mode(self) -> Mode:
        """The mode in force; setting it hands over at a checkpoint."""
        ...

    @mode.setter
    def mode(self, mode: Mode) -> None: ...

    @property
    def delay(self) -> float:
        """Seconds the projector waits before each batch, in either mode, to make the lag visible."""
        ...

    @delay.setter
    def delay(self, seconds: float) -> None: ...

    @property
    def paused(self) -> bool:
        """Whether the asynchronous projector stands still; synchronous commands are projected all the same."""
        ...

    @paused.setter
    def paused(self, paused: bool) -> None: ...

    def start(self) -> None:
        """Begin to follow the log, where that was not done at once when the docket was opened."""
        ...

    def state(self) -> PipelineState:
        """Where things stand; never waits for a lock.

        From memory, unless this process was opened to look on alone, as ``status`` is: it looks into file and log.
        """
        ...

    def reached(self, position: int) -> Future[int]:
        """A future that resolves once the read store holds everything up to a position."""
        ...

    def wait_for(self, position: int, timeout: float | None = None) -> None:
        """Block until ``reached(position)``, for scripts and tests; raises TimeoutError."""
        ...

    def retry(self, letter: DeadLetter) -> None:
        """Try a dead letter and what is parked behind it again."""
        ...

    def skip(self, event: DeadLetter | Skip) -> None:
        """Leave a dead letter's event out for good, and apply what is parked behind it; or leave out, after all, what
        was taken back."""
        ...

    def take_back(self, skip: Skip) -> None:
        """Have the next rebuild apply an event that was left out."""
        ...

    def rebuild(self, progress: Progress = silently) -> None:
        """Make the read store anew from the log, beside the one in use, and exchange them; blocks until it is done.

        Raises RebuildFailed if an event can't be applied (the store in use stays), NotProjecting where another process
        projects, and what ``progress`` raises.
        """
        ...

    def verify(self, progress: Progress = silently) -> tuple[str, ...]:
        """Rebuild aside, compare every row, and say what differs in the read store; blocks until it is done.

        Raises what ``progress`` raises.
        """
        ...

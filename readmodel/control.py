"""The one small port through which the user interface steers the projection."""

from concurrent.futures import Future
from enum import StrEnum
from typing import Protocol

from msgspec import Struct


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


class PipelineState(Struct, frozen=True, kw_only=True):
    """Where log and read store stand; ``lag`` is the number of events behind."""

    log_head: int
    checkpoint: int
    lag: int
    mode: Mode
    paused: bool
    delay: float
    projecting: bool
    dead_letters: tuple[DeadLetter, ...]
    failure: str


class ProjectionControl(Protocol):
    """Steering and watching the projector; every method may be called from any thread and returns at once."""

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

    def state(self) -> PipelineState:
        """Where things stand, from memory; never waits for a lock or the disk."""
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

    def skip(self, letter: DeadLetter) -> None:
        """Leave a dead letter's event out for good, and apply what is parked behind it."""
        ...

"""Looking on while another process projects, and taking over from it once it ends."""

import logging
import threading
from collections.abc import Callable
from concurrent.futures import Future

from msgspec.structs import replace

from readmodel.control import DeadLetter, Mode, PipelineState, Progress, Skip, silently
from readmodel.onlooker import Onlooker
from readmodel.projector import ALL_CHANGED, Projector
from readmodel.signals import projected

_log = logging.getLogger(__name__)

POLL = 0.5
"""Seconds between two looks at the other process: whether it is still there, and how far it came."""


class Succession:
    """The ``ProjectionControl`` of a process that would project if no other did.

    Until then it tells of what the other does, at most ``POLL`` seconds late. ``take_over`` gives a projector that
    goes on at the checkpoint it finds once it is started, or None while the other process has the lock.
    """

    def __init__(self, onlooker: Onlooker, take_over: Callable[[], Projector | None]) -> None:
        self._onlooker = onlooker
        self._take_over = take_over
        self._projector: Projector | None = None
        self._seen = onlooker.state()
        self._closing = threading.Event()
        self._thread = threading.Thread(target=self._watch, name="docket-succession", daemon=True)

    @property
    def mode(self) -> Mode:
        return self._acting.mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._acting.mode = mode

    @property
    def delay(self) -> float:
        return self._acting.delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        self._acting.delay = seconds

    @property
    def paused(self) -> bool:
        return self._acting.paused

    @paused.setter
    def paused(self, paused: bool) -> None:
        self._acting.paused = paused

    def state(self) -> PipelineState:
        projector = self._projector
        return self._seen if projector is None else projector.state()

    def reached(self, position: int) -> Future[int]:
        return self._acting.reached(position)

    def wait_for(self, position: int, timeout: float | None = None) -> None:
        self._acting.wait_for(position, timeout)

    def retry(self, letter: DeadLetter) -> None:
        self._acting.retry(letter)

    def skip(self, event: DeadLetter | Skip) -> None:
        self._acting.skip(event)

    def take_back(self, skip: Skip) -> None:
        self._acting.take_back(skip)

    def rebuild(self, progress: Progress = silently) -> None:
        self._acting.rebuild(progress)

    def verify(self, progress: Progress = silently) -> tuple[str, ...]:
        return self._acting.verify(progress)

    def drive(self, position: int) -> None:
        """See Projector; while another process projects, nothing: it follows by itself."""
        self._acting.drive(position)

    def start(self) -> None:
        """Begin to watch the other process; once begun, nothing."""
        if self._thread.ident is None:
            self._thread.start()

    def close(self) -> None:
        """Stop watching, and projecting if it has come to that."""
        self._closing.set()
        self._thread.join()
        if self._projector is not None:
            self._projector.close()
        self._onlooker.close()

    @property
    def _acting(self) -> Projector | Onlooker:
        return self._projector or self._onlooker

    def _watch(self) -> None:
        while not self._closing.wait(POLL):
            try:
                self._look()
                self._projector = self._take_over()
            except Exception as error:
                # Most likely the write store can't be reached: it is tried again.
                failure = f"{type(error).__name__}: {error}"
                if failure != self._seen.failure:
                    _log.exception("Looking on at another process failed")
                self._seen = replace(self._seen, failure=failure)
            if self._projector is not None:
                _log.info("The process that projected ended; this one goes on")
                # Only now: whoever it tells that a position is reached has to find it here.
                self._projector.start()
                self._onlooker.rest()
                self._announce()
                return

    def _look(self) -> None:
        before, self._seen = self._seen, self._onlooker.state()
        if self._seen.failure not in ("", before.failure):
            _log.error("Looking on at another process without the log: %s", self._seen.failure)
        if before.checkpoint != self._seen.checkpoint:
            self._announce()

    def _announce(self) -> None:
        try:
            projected.send(self, position=self.state().checkpoint, changes=ALL_CHANGED)
        except Exception:
            _log.exception("A receiver of 'projected' failed")

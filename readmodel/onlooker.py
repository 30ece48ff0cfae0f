"""The projection as seen by a process that does not project: a script beside a window, or ``status``."""

import sqlite3
import threading
from concurrent.futures import Future
from contextlib import closing
from pathlib import Path

from domain.errors import StoreUnavailable
from readmodel.control import DeadLetter, Mode, PipelineState, Progress, Skip, silently
from readmodel.live import Log
from readmodel.rebuild.beside import verify_beside
from readmodel.store.dead_letters import read_letters
from readmodel.store.generations import Generations
from readmodel.store.skips import Skips
from readmodel.waiting import Waiting

LOOK = 0.02
"""Seconds between two looks at the checkpoint while somebody waits for it."""


class NotProjecting(Exception):
    """This process only looks on: whoever projects can be asked to do that."""


class Onlooker:
    """A ``ProjectionControl`` that follows what another process does, if any does, and changes nothing."""

    def __init__(self, data_dir: Path, log: Log, mode: Mode, store: str | None, waiting: Waiting) -> None:
        self._data_dir = data_dir
        self._store = store
        self._generations = Generations(data_dir)
        self._skips = Skips(data_dir, log)
        self._log = log
        self._mode = mode
        self._waiting = waiting
        self._wake = threading.Condition()
        self._closing = False
        self._thread: threading.Thread | None = None

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        raise NotProjecting("another process projects here; its own switch decides")

    @property
    def delay(self) -> float:
        return 0.0

    @delay.setter
    def delay(self, seconds: float) -> None:
        raise NotProjecting("another process projects here")

    @property
    def paused(self) -> bool:
        return False

    @paused.setter
    def paused(self, paused: bool) -> None:
        raise NotProjecting("another process projects here")

    def state(self) -> PipelineState:
        """Where things stand, looked up now: nobody tells an onlooker. Without the log, what the read store knows."""
        position, letters = self._look()
        head, failure = position, ""
        skips: tuple[Skip, ...] = ()
        try:
            head, skips = self._log.head(), self._skips.read()
        except StoreUnavailable as error:
            failure = f"{type(error).__name__}: {error}"
        return PipelineState(
            log_head=head,
            checkpoint=position,
            lag=max(0, head - position),
            mode=self._mode,
            paused=False,
            delay=0.0,
            projecting=False,
            dead_letters=letters,
            failure=failure,
            skips=skips,
        )

    def reached(self, position: int) -> Future[int]:
        future = self._waiting.future(position)
        with self._wake:
            if self._thread is None and not self._closing:
                self._thread = threading.Thread(target=self._watch, name="docket-onlooker", daemon=True)
                self._thread.start()
            self._wake.notify_all()
        return future

    def wait_for(self, position: int, timeout: float | None = None) -> None:
        self.reached(position).result(timeout)

    def retry(self, letter: DeadLetter) -> None:
        raise NotProjecting("another process projects here")

    def skip(self, event: DeadLetter | Skip) -> None:
        raise NotProjecting("another process projects here")

    def take_back(self, skip: Skip) -> None:
        raise NotProjecting("another process projects here")

    def rebuild(self, progress: Progress = silently) -> None:
        raise NotProjecting("another process projects here and can rebuild; or close it first")

    def verify(self, progress: Progress = silently) -> tuple[str, ...]:
        return verify_beside(self._data_dir, self._store, progress)

    def drive(self, position: int) -> None:
        """Nothing: the process that projects follows by itself."""

    def start(self) -> None:
        """Nothing to start before somebody waits."""

    def rest(self) -> None:
        """Stop watching: a projector of our own moves those on who wait."""
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread is not None:
            self._thread.join()

    def close(self) -> None:
        """Stop watching; whoever waits is told that nobody will."""
        self.rest()
        self._waiting.give_up()

    def _watch(self) -> None:
        while not self._closing:
            self._waiting.moved_to(self._look()[0])
            with self._wake:
                if not self._closing:
                    self._wake.wait(LOOK if self._waiting.anybody else None)

    def _look(self) -> tuple[int, tuple[DeadLetter, ...]]:
        path = self._generations.current()
        if path is None:
            return 0, ()
        try:
            with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as db:
                db.execute("PRAGMA query_only = ON")
                (position,) = db.execute("SELECT position FROM checkpoint").fetchone()
                return position, tuple(read_letters(db))
        except sqlite3.Error:
            return 0, ()

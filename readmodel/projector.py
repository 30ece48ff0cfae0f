"""The projector: the log's events on their way into the read store, driven by the writer or by a thread of its own."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from time import monotonic
from typing import Any

from domain.signals import events_recorded
from readmodel.applying import Change
from readmodel.control import DeadLetter, Mode, PipelineState, Progress, Skip, silently
from readmodel.live import LiveStore, Log
from readmodel.rebuild.renewal import Renewal, is_filled_in_place
from readmodel.signals import projected
from readmodel.store.file import Unusable
from readmodel.waiting import Waiting

_log = logging.getLogger(__name__)

LIVE_BATCH = 100
"""Events per transaction while keeping up: the lock is held for a few milliseconds."""
CATCH_UP_BATCH = 1000
"""Events per transaction while far behind."""
POLL = 0.5
"""Seconds between two looks at the log that nobody asked for: another process may have recorded something."""
ALL_CHANGED: frozenset[Change] = frozenset({("store", "all")})
"""The change announced when another generation takes over: anything may look different."""


class EventsMissing(Exception):
    """Events that the log is said to hold are not in it."""


class Closing(Exception):
    """The projector is being closed; whatever it was waiting for is given up."""


class Projector:
    """Keeps the read store up to date; the one ``ProjectionControl`` of the projecting process.

    Both modes run ``_advance``, batch by batch, each under the projector's lock and from the checkpoint it finds there.
    So handing over is a matter of who takes the lock next, and no event can be skipped or doubled by it.
    """

    def __init__(
        self,
        live: LiveStore,
        log: Log,
        mode: Mode,
        renewal: Renewal,
        remember: Callable[[Mode], None],
        waiting: Waiting,
    ) -> None:
        self._renewal = renewal
        self._remember = remember
        self.lock = threading.RLock()
        self.live = live
        self.log = log
        self._mode = mode
        self._delay = 0.0
        self._paused = False
        self._wake = threading.Condition()
        self._woken = True
        self._closing = False
        self._looked = False
        self._head = 0
        self._failure = ""
        self._waiting = waiting
        self._tasks: deque[Callable[[], None]] = deque()
        self._thread = threading.Thread(target=self._follow, name="docket-projector", daemon=True)

    def start(self) -> None:
        """Begin to follow the log; once begun, nothing."""
        if self._thread.ident is None:
            events_recorded.connect(self._on_recorded, weak=False)
            self._thread.start()

    def look(self) -> None:
        """Open the read store and look where the log stands; nothing is projected before."""
        with self.lock:
            if self._looked:
                return
            self.live.open()
            self._head = max(self._head, self.log.head())
            self._waiting.moved_to(self.live.position)
            self._looked = True
        # Nothing may be left to project, and then nobody else would tell where things stand.
        self._announce(frozenset())

    def close(self) -> None:
        """Stop after the current batch. Whoever waits for a position is told that it won't be reached here."""
        events_recorded.disconnect(self._on_recorded)
        with self._wake:
            self._closing = True
            self._wake.notify_all()
        if self._thread.ident is not None:
            self._thread.join()
        self._waiting.give_up()
        with self.lock:
            self.live.close()

    @property
    def mode(self) -> Mode:
        return self._mode

    @mode.setter
    def mode(self, mode: Mode) -> None:
        self._set("_mode", mode)
        self._remember(mode)

    @property
    def delay(self) -> float:
        return self._delay

    @delay.setter
    def delay(self, seconds: float) -> None:
        self._set("_delay", max(0.0, seconds))

    @property
    def paused(self) -> bool:
        return self._paused

    @paused.setter
    def paused(self, paused: bool) -> None:
        self._set("_paused", paused)

    def state(self) -> PipelineState:
        position = self.live.position
        head = max(self._head, position)
        return PipelineState(
            log_head=head,
            checkpoint=position,
            lag=head - position,
            mode=self._mode,
            paused=self._paused,
            delay=self._delay,
            projecting=True,
            dead_letters=self.live.letters,
            failure=self._failure,
            rebuilding=self._renewal.done,
            skips=self.live.skips,
            looked=self._looked,
        )

    def reached(self, position: int) -> Future[int]:
        return self._waiting.future(position)

    def wait_for(self, position: int, timeout: float | None = None) -> None:
        self.reached(position).result(timeout)

    def retry(self, letter: DeadLetter) -> None:
        self._do_soon(lambda: self.live.retry(letter))

    def skip(self, event: DeadLetter | Skip) -> None:
        self._do_soon(lambda: self.live.skip(event))

    def take_back(self, skip: Skip) -> None:
        self._do_soon(lambda: self.live.take_back(skip))

    def rebuild(self, progress: Progress = silently) -> None:
        self.look()
        self._renewal.rebuild(self, progress)

    def verify(self, progress: Progress = silently) -> tuple[str, ...]:
        return self._renewal.verify(progress)

    def drive(self, position: int) -> None:
        """Called by the writer between its commit and its receipts: in synchronous mode the read store is brought to
        that position first. What goes wrong here is shown, and tried again by our own thread; the command succeeded.
        """
        self._head = max(self._head, position)
        if self._mode is Mode.SYNC:
            self._try(lambda: self._keep_up(position))

    def hand_over(self, switch: Callable[[], None]) -> None:
        """Exchange the file in force, between two batches."""
        with self.lock:
            switch()
            self._waiting.moved_to(self.live.position)
        self._announce(ALL_CHANGED)
        self._nudge()

    def _keep_up(self, position: int) -> None:
        self.look()
        if not self.live.usable and is_filled_in_place(position):
            # Our own thread may not have come to it yet; a rebuild, which takes longer, is left to it.
            self._renewal.provide(self, position, self._unless_closing)
        self._advance(position, lambda: True)

    def _follow(self) -> None:
        while not self._closing:
            with self._wake:
                self._wake.wait_for(lambda: self._woken or self._closing, POLL)
                self._woken = False
            if not self._closing:
                self._try(self._round)

    def _round(self) -> None:
        self.look()
        while self._tasks:
            self._tasks.popleft()()
        # Not what the writer says meanwhile: whether the file is still there has to be asked after what goes into it.
        self._head = head = self.log.head()
        if self.live.vanished:
            self.hand_over(self.live.close)
        elif self.live.out_of_sight:
            self.hand_over(self.live.show)
        if not self.live.usable:
            self._renewal.provide(self, head, self._unless_closing)
        with self.lock:
            # Whoever looked on before us may have told the waiting of an earlier checkpoint after we had begun.
            self._waiting.moved_to(self.live.position)
        try:
            self._advance(head, self._may_follow)
        except Unusable:
            self.hand_over(self.live.close)
            raise

    def _unless_closing(self, done: int, total: int) -> None:
        if self._closing:
            raise Closing

    def _may_follow(self) -> bool:
        return not self._closing and not self._tasks and (self._mode is Mode.SYNC or not self._paused)

    def _advance(self, until: int, may_go_on: Callable[[], bool]) -> None:
        """Project batch by batch up to a position; the one way into the read store, for both modes."""
        while self.live.position < until and may_go_on():
            self._dawdle()
            with self.lock:
                behind = until - self.live.position
                if behind <= 0 or not self.live.usable or not may_go_on():
                    return
                batch = self.log.read(self.live.position, self._batch_size(behind))
                if not batch:
                    raise EventsMissing(f"the log ends at {self.live.position}, before {until}")
                changes = self.live.advance(batch)
                # Under the lock, or the other driver could come first and its position be taken back by ours.
                self._waiting.moved_to(self.live.position)
            self._failure = ""
            self._announce(changes)

    def _batch_size(self, behind: int) -> int:
        return CATCH_UP_BATCH if behind > CATCH_UP_BATCH and not self._delay else LIVE_BATCH

    def _dawdle(self) -> None:
        if not self._delay:
            return
        with self._wake:
            begun = monotonic()
            while not self._closing and (left := begun + self._delay - monotonic()) > 0:
                self._wake.wait(left)

    def _try(self, step: Callable[[], Any]) -> None:
        try:
            step()
        except Closing:
            pass
        except Exception as error:
            failure = f"{type(error).__name__}: {error}"
            if failure != self._failure:  # it is tried again twice a second, for as long as a server is away
                _log.exception("The read store can't follow the log")
            self._failure = failure
        else:
            self._failure = ""

    def _announce(self, changes: frozenset[Change]) -> None:
        try:
            projected.send(self, position=self.live.position, changes=changes)
        except Exception:
            _log.exception("A receiver of 'projected' failed")

    def _do_soon(self, step: Callable[[], frozenset[Change]]) -> None:
        def task() -> None:
            with self.lock:
                changes = step()
            self._announce(changes)

        self._tasks.append(task)
        self._nudge()

    def _set(self, setting: str, value: Any) -> None:
        setattr(self, setting, value)
        self._nudge()

    def _nudge(self) -> None:
        with self._wake:
            self._woken = True
            self._wake.notify_all()

    def _on_recorded(self, sender: Any, **_: Any) -> None:
        # In synchronous mode the writer itself comes along next, and two would only stand in each other's way.
        # While paused, too, waking up would take the writer's time and nothing else.
        if self._mode is Mode.ASYNC and not self._paused:
            self._nudge()

"""How the read store in use is exchanged for a new one."""

import logging
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Protocol

from readmodel.applying import Applier, is_of_the_file
from readmodel.control import Progress, Skip
from readmodel.live import LiveStore, Log
from readmodel.projection import Projection
from readmodel.rebuild.beside import build_beside, verify_beside
from readmodel.rebuild.builder import RebuildFailed, reason_of
from readmodel.rebuild.process import LOOK
from readmodel.store.file import ReadFile
from readmodel.store.skips import left_out

_log = logging.getLogger(__name__)

SMALL_LOG = 20_000
"""Events up to which a missing read store is simply filled in place, in less time than a process needs to start."""
NEARLY_THERE = 500
"""Events that may be left to the final catch-up, for which the projector's lock is held."""
STEP = 1000


def is_filled_in_place(head: int) -> bool:
    """Whether a missing read store is begun empty, and no process started for it."""
    return head <= SMALL_LOG


class Host(Protocol):
    """The projector whose store is exchanged."""

    live: LiveStore

    def hand_over(self, switch: Callable[[], None]) -> None:
        """Run something between two batches, under the projector's lock."""
        ...


class Renewal:
    """Makes new generations: on demand, and where there is none that can be gone on with."""

    def __init__(self, data_dir: Path, store: str | None, log: Log, projections: Sequence[Projection]) -> None:
        self.done: int | None = None
        """How many events the rebuild under way has behind it."""
        self._data_dir = data_dir
        self._store = store
        self._log = log
        self._projections = projections
        self._one_at_a_time = threading.Lock()

    def provide(self, host: Host, head: int, progress: Progress) -> None:
        """Give the projector a file where it has none: rebuilt aside if that is worth it, or empty to be filled."""
        with self._alone(progress):
            if host.live.usable:
                return  # by a rebuild that somebody had asked for, and that was under way
            if not is_filled_in_place(head):
                try:
                    self._renew(host, progress)
                    return
                except RebuildFailed as failure:
                    # Filling it in place takes longer, but there an event that can't be applied becomes a dead letter.
                    _log.warning("A rebuild failed: %s", failure)
            host.hand_over(host.live.begin_anew)

    def rebuild(self, host: Host, progress: Progress) -> None:
        """Build a generation in a process of its own, bring it up to the log's head, and make it the current one."""
        with self._alone(progress):
            self._renew(host, progress)

    def verify(self, progress: Progress) -> tuple[str, ...]:
        """What differs between the current generation and the log."""
        return verify_beside(self._data_dir, self._store, progress)

    @contextmanager
    def _alone(self, progress: Progress) -> Iterator[None]:
        """One renewal at a time; whoever waits for another one's end can cancel that."""
        while not self._one_at_a_time.acquire(timeout=LOOK):
            progress(0, 0)
        try:
            yield
        finally:
            self._one_at_a_time.release()

    def _renew(self, host: Host, progress: Progress) -> None:
        skips = host.live.skips
        self.done = 0
        try:
            with host.live.generations.fresh() as path:
                progress = self._watched(progress)
                build_beside(self._data_dir, self._store, path, self._log.head(), progress)
                with ExitStack() as undoing:
                    file = ReadFile.open(path, self._projections)
                    undoing.callback(file.close)
                    self._take_over(host, file, skips, progress)
                    undoing.pop_all()
        finally:
            self.done = None

    def _take_over(self, host: Host, file: ReadFile, skips: tuple[Skip, ...], progress: Progress) -> None:
        applier = Applier(self._projections, file.db, left_out(skips))
        while (head := self._log.head()) - file.position > NEARLY_THERE:
            progress(file.position, head)
            self._step(file, applier)

        def switch() -> None:
            if host.live.skips != skips:
                raise RebuildFailed("what is left out of the view was changed meanwhile. Rebuild it once more")
            while self._step(file, applier):
                pass
            host.live.use(file)

        host.hand_over(switch)

    def _step(self, file: ReadFile, applier: Applier) -> bool:
        """Catch up by one batch; False if there was nothing left."""
        batch = self._log.read(file.position, STEP)
        if batch:
            with file.transaction():
                try:
                    applier.apply_all_or_fail(batch)
                    applier.settle()
                except Exception as error:
                    if is_of_the_file(error):
                        raise
                    raise RebuildFailed(reason_of(error)) from error
                file.move_checkpoint(batch[-1])
            file.committed(batch[-1])
        return bool(batch)

    def _watched(self, progress: Progress) -> Progress:
        def watch(done: int, total: int) -> None:
            self.done = done
            progress(done, total)

        return watch

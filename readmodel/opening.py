"""Opening the read side of a data directory."""

import logging
from collections.abc import Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from domain.store.places import check_writable, make_data_dir
from readmodel.control import Mode
from readmodel.live import LiveStore, Log
from readmodel.onlooker import Onlooker
from readmodel.projection import Projection
from readmodel.projections import PROJECTIONS
from readmodel.projector import Projector
from readmodel.queries import Queries
from readmodel.rebuild.renewal import Renewal
from readmodel.store.generations import Generations
from readmodel.store.lock import FileLock
from readmodel.succession import Succession
from readmodel.waiting import Waiting

_log = logging.getLogger(__name__)

LOCK = "projecting.lock"
"""Not named read…: deleting the read store must not let two processes project into the next one."""
MODE = "projection-mode"
"""Keeps the mode last chosen in this data directory."""


def has_read_store(data_dir: Path) -> bool:
    """Whether there is something to look at in a data directory, wherever its log is."""
    return Generations(data_dir).current() is not None


class ReadSide:
    """Queries and the projector of one data directory.

    One process per data directory projects, the first to open it so; every other looks on until that one ends, and
    takes over. With ``project=False``, as ``status`` has it, it never does. ``mode`` None means the one last chosen.
    Without ``at_once`` nobody looks at the log, nor projects by himself, before ``projector.start()``. Other
    ``projections`` than ``PROJECTIONS`` are for trying some out: a process that rebuilds or verifies knows only these.
    Raises StoreUnavailable for a directory that can't be written to: its lists could not even be read.
    """

    def __init__(
        self,
        data_dir: Path,
        log: Log,
        *,
        store: str | None = None,
        mode: Mode | None = None,
        project: bool = True,
        at_once: bool = True,
        projections: Sequence[Projection] = PROJECTIONS,
    ) -> None:
        if project:
            make_data_dir(data_dir)
        check_writable(data_dir)
        self._data_dir = data_dir
        self._log = log
        self._store = store
        self._mode = mode
        self._projections = projections
        self._lock = FileLock(data_dir / LOCK)
        self._waiting = Waiting()
        self.queries = Queries(data_dir, projections, log)
        self.projector: Projector | Succession | Onlooker
        if project:
            self.projector = self._projecting(at_once=at_once) or Succession(
                self._onlooker(), lambda: self._projecting(at_once=False)
            )
        else:
            self.projector = self._onlooker()
        if not isinstance(self.projector, Projector):
            self.projector.start()

    def close(self) -> None:
        """Stop projecting, then close the readers."""
        self.projector.close()
        self.queries.close()
        self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _projecting(self, *, at_once: bool = True) -> Projector | None:
        """A projector, at work unless that is to wait; None where another process has the lock."""
        if not self._lock.acquire():
            return None
        try:
            live = LiveStore(self._data_dir, self._log, self._projections)
            renewal = Renewal(self._data_dir, self._store, self._log, self._projections)
            mode = self._mode or self._remembered_mode()
            projector = Projector(live, self._log, mode, renewal, self._remember_mode, self._waiting)
            if at_once:
                projector.look()
                projector.start()
        except BaseException:
            self._lock.release()
            raise
        return projector

    def _onlooker(self) -> Onlooker:
        mode = self._mode or self._remembered_mode()
        return Onlooker(self._data_dir, self._log, mode, self._store, self._waiting)

    def _remembered_mode(self) -> Mode:
        try:
            return Mode((self._data_dir / MODE).read_text(encoding="ascii").strip())
        except (OSError, ValueError):
            return Mode.ASYNC

    def _remember_mode(self, mode: Mode) -> None:
        try:
            (self._data_dir / MODE).write_text(f"{mode}\n", encoding="ascii")
        except OSError as error:
            # It holds for this run, and the next one begins in the mode that was remembered before.
            _log.warning("The projection's mode can't be remembered: %s", error)

"""Work that takes longer than half a second: on a thread of its own, with progress and a way to cancel."""

import logging
import threading
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

_log = logging.getLogger(__name__)


class Cancelled(Exception):
    """Raised inside a job once somebody cancelled it."""


class Job(QObject):
    """A running piece of work; signals arrive on the GUI thread.

    ``progressed(done, total)``: total 0 means it isn't known. ``ended(ok)`` comes exactly once, after ``then`` or
    ``failed`` was called.
    """

    progressed = Signal(int, int)
    ended = Signal(bool)
    _settled = Signal(object, object)

    def __init__(
        self,
        title: str,
        work: Callable[["Job"], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = title
        self._work = work
        self._then = then
        self._failed = failed
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, name=f"docket-job-{title}", daemon=True)
        self._settled.connect(self._finish, Qt.ConnectionType.QueuedConnection)

    def start(self) -> None:
        """Begin; returns at once."""
        self._thread.start()

    def cancel(self) -> None:
        """Ask the work to stop; it does so at its next ``check`` or ``report``."""
        self._stop.set()

    @property
    def cancelled(self) -> bool:
        """Whether somebody asked it to stop."""
        return self._stop.is_set()

    def check(self) -> None:
        """Called by the work between steps; raises Cancelled."""
        if self._stop.is_set():
            raise Cancelled

    def report(self, done: int, total: int = 0) -> None:
        """Called by the work, from its own thread: how far it is; raises Cancelled."""
        self.check()
        self.progressed.emit(done, total)

    def join(self, timeout: float | None = None) -> None:
        """Wait for the thread, at shutdown."""
        self._thread.join(timeout)

    def _run(self) -> None:
        answer, error = None, None
        try:
            answer = self._work(self)
        except Exception as caught:
            error = caught
        self._settled.emit(answer, error)

    def _finish(self, answer: Any, error: Exception | None) -> None:
        if error is None:
            if self._then is not None:
                self._then(answer)
        elif self._failed is not None:
            self._failed(error)
        elif not isinstance(error, Cancelled):
            _log.error("job %s failed", self.title, exc_info=error)
        self.ended.emit(error is None)

"""From blinker to Qt: what the stores announce on their threads, gathered and told on the GUI thread."""

import threading
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from domain.signals import events_recorded
from readmodel.control import PipelineState, ProjectionControl
from readmodel.signals import projected

FRAME_MS = 16
PIPELINE_MS = 100


class Announcements(QObject):
    """Listens to ``events_recorded`` and ``projected`` and passes them on, however many come, at most once a frame."""

    changed = Signal(object)
    pipeline = Signal(object)
    _heard = Signal()

    def __init__(self, control: ProjectionControl, parent: QObject) -> None:
        super().__init__(parent)
        self._control = control
        self._lock = threading.Lock()
        self._changes: set[tuple[str, str]] = set()
        self._woken = False
        self._last: PipelineState | None = None
        self._frame = QTimer(self, singleShot=True, interval=FRAME_MS)
        self._frame.timeout.connect(self._tell)
        self._pipeline = QTimer(self, singleShot=True, interval=PIPELINE_MS)
        self._pipeline.timeout.connect(self._tell_pipeline)
        self._heard.connect(self._wake, Qt.ConnectionType.QueuedConnection)
        events_recorded.connect(self._on_recorded, weak=False)
        projected.connect(self._on_projected, weak=False)
        self.look()

    def look(self, *, anew: bool = True) -> None:
        """Tell the pipeline's state soon; ``anew`` even if it is what it was: somebody may show what was meanwhile."""
        if anew:
            self._last = None
        self._look_soon()

    def _look_soon(self) -> None:
        if not self._pipeline.isActive():
            self._pipeline.start()

    def close(self) -> None:
        """Listen no more."""
        events_recorded.disconnect(self._on_recorded)
        projected.disconnect(self._on_projected)
        self._frame.stop()
        self._pipeline.stop()

    def _on_recorded(self, sender: Any, **_: Any) -> None:
        self._note(frozenset())

    def _on_projected(self, sender: Any, changes: frozenset[tuple[str, str]] = frozenset(), **_: Any) -> None:
        self._note(changes)

    def _note(self, changes: frozenset[tuple[str, str]]) -> None:
        with self._lock:
            self._changes |= changes
            woken, self._woken = self._woken, True
        if not woken:
            self._heard.emit()

    def _wake(self) -> None:
        self._frame.start()
        self._look_soon()

    def _tell(self) -> None:
        with self._lock:
            changes, self._changes, self._woken = frozenset(self._changes), set(), False
        # Once more: what was announced since the frame began may have come after the pipeline was looked at.
        self._look_soon()
        if changes:
            self.changed.emit(changes)

    def _tell_pipeline(self) -> None:
        state = self._control.state()
        if state != self._last:
            self._last = state
            self.pipeline.emit(state)
        # A rebuild goes on in another process, and a projector that fails announces nothing: both must be looked at.
        if state.rebuilding is not None or state.failure or (state.lag and not state.paused):
            self._pipeline.start()

"""What the window probes share: noticing the first painted rows, and how evenly an event loop runs."""

import json
import sys
from collections.abc import Callable
from time import perf_counter

import psutil
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QWidget


def say(**facts: object) -> None:
    """Tell the benchmark, with the memory that this process alone holds."""
    memory = psutil.Process().memory_full_info().uss
    sys.stdout.write(json.dumps({"uss": memory, **facts}) + "\n")
    sys.stdout.flush()


class WhenPainted(QObject):
    """Calls back once, after the first paint of a widget at which a condition holds."""

    def __init__(self, widget: QWidget, ready: Callable[[], bool], then: Callable[[], None]) -> None:
        super().__init__()
        self._widget, self._ready, self._then = widget, ready, then
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and self._ready():
            self._widget.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


class Heartbeat(QObject):
    """Milliseconds that the event loop was late for a timer of two milliseconds, one sample a beat."""

    EVERY = 2

    def __init__(self) -> None:
        super().__init__()
        self.gaps: list[float] = []
        self._last = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(self.EVERY)
        self._timer.timeout.connect(self._beat)

    def start(self) -> None:
        """Begin to listen anew."""
        self.gaps = []
        self._last = perf_counter()
        self._timer.start()

    def _beat(self) -> None:
        now = perf_counter()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - self.EVERY))
        self._last = now

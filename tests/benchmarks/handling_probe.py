"""Docket's window, watched from inside while somebody selects, copies, resizes and pages; run as a process.

    python -m tests.benchmarks.handling_probe DATA_DIR

Prints a line of JSON for each step.
"""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from time import perf_counter, thread_time

from PySide6.QtCore import QEvent, QItemSelection, QItemSelectionModel, QObject, Qt, QTimer
from PySide6.QtGui import QGuiApplication, QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

import ui.plain_imports  # noqa: F401  main.py, too, has imported what is no window before PySide6 reads along
from main import open_docket
from tests.benchmarks.probing import say
from ui.running import Running
from ui.table.table import ListTable

ROWS = 10_000
PAGES_HELD = 10
REPEATED_EVERY = 33
RESIZED = 90
JUMPS = 60

Step = Iterator[int]
"""Each step says how many milliseconds to let pass before it goes on."""


class Stalls(QObject):
    """For each beat of two milliseconds, how late it was, and how long this thread itself was busy meanwhile."""

    EVERY = 2

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, interval=self.EVERY)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._beat)
        self.start()
        self._timer.start()

    def start(self) -> None:
        """Begin anew."""
        self.gaps: list[float] = []
        self.busy: list[float] = []
        self._last, self._worked = perf_counter(), thread_time()

    def _beat(self) -> None:
        now, worked = perf_counter(), thread_time()
        self.gaps.append(max(0.0, (now - self._last) * 1000 - self.EVERY))
        self.busy.append((worked - self._worked) * 1000)
        self._last, self._worked = now, worked


class Person(QObject):
    """Does one thing after the other with the list of orders, and tells how the window bore it."""

    def __init__(self, running: Running) -> None:
        super().__init__(running.window)
        self._window = running.window
        self._table = running.window.findChild(ListTable, "orders_table")
        assert self._table is not None, "the page of orders has no table"
        self._stalls = Stalls(self)
        self._note = ""
        self._painted = self._blank = 0
        self._table.viewport().installEventFilter(self)
        self._steps: list[tuple[str, Callable[[], Step]]] = [
            ("idle", self._idle),
            ("everything", self._everything),
            ("copy", self._copy),
            ("resize", self._resize),
            ("page_down", self._page_down),
            ("jumps", self._jumps),
            ("sort", self._sort),
        ]
        self._name, self._step = "ready", self._get_ready()
        self._go_on()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() is QEvent.Type.Paint:
            top = self._table.verticalScrollBar().value() // self._table.rowHeight(0)
            rows = self._table.viewport().height() // self._table.rowHeight(0)
            self._painted += 1
            self._blank += any(self._model.peek(rank) is None for rank in range(top, top + rows))
        return False

    @property
    def _model(self):
        return self._table.model()

    def _go_on(self) -> None:
        pause = next(self._step, None)
        if pause is not None:
            QTimer.singleShot(pause, self, self._go_on)
            return
        if self._name != "ready":
            say(step=self._name, gaps=self._stalls.gaps, busy=self._stalls.busy, note=self._note)
        if not self._steps:
            self._window.close()
            return
        self._name, begin = self._steps.pop(0)
        self._painted = self._blank = 0
        self._step = begin()
        self._stalls.start()
        self._go_on()

    def _get_ready(self) -> Step:
        while self._model.rowCount() <= ROWS or self._model.snapshot.order is None:
            yield 100
        self._window.activateWindow()
        self._table.setFocus()
        yield 2000

    def _idle(self) -> Step:
        yield 4000

    def _everything(self) -> Step:
        started = perf_counter()
        self._press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        took = (perf_counter() - started) * 1000
        yield 1500
        selected = self._table.chosen.count()
        assert selected == self._model.rowCount()
        self._note = f"the key itself took {took:,.1f} ms to select {selected:,} rows"

    def _copy(self) -> Step:
        last = self._model.index(ROWS - 1, self._model.columnCount() - 1)
        rows = QItemSelection(self._model.index(0, 0), last)
        self._table.chosen.select(rows, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        clipboard = QGuiApplication.clipboard()
        clipboard.clear()
        yield 300
        started = perf_counter()
        self._press(Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
        while clipboard.mimeData() is None or not clipboard.mimeData().hasHtml():
            yield 10
        lines = clipboard.text().count("\n")
        assert lines == ROWS + 1, f"{lines} lines were copied"
        self._note = f"{perf_counter() - started:,.1f} s until they were on the clipboard"
        yield 300

    def _resize(self) -> Step:
        width, height = self._window.width(), self._window.height()
        for step in range(RESIZED):
            part = abs(step - RESIZED // 2) / (RESIZED // 2)
            self._window.resize(int(width * (0.7 + 0.3 * part)), int(height * (0.7 + 0.3 * part)))
            yield 16
        self._note = f"{RESIZED} sizes, {self._painted} frames"

    def _page_down(self) -> Step:
        self._press(Qt.Key.Key_Home)
        yield 500
        self._painted = self._blank = 0
        self._stalls.start()
        until = perf_counter() + PAGES_HELD
        while perf_counter() < until:
            self._press(Qt.Key.Key_PageDown, repeated=True)
            yield REPEATED_EVERY
        row = self._table.currentIndex().row()
        self._note = (
            f"to row {row:,} in {self._painted} frames, {self._blank} of them with rows that were not at hand yet"
        )

    def _jumps(self) -> Step:
        bar = self._table.verticalScrollBar()
        for jump in range(JUMPS):
            bar.setValue(bar.maximum() * (jump * 37 % 100) // 100)
            yield 50
        self._note = f"{self._painted} frames, {self._blank} of them with rows that were not at hand yet"

    def _sort(self) -> Step:
        head = self._table.head
        for column in ("customer_name", "total", "due_on", "placed_at"):
            section = next(n for n, made in enumerate(self._model.columns) if made.name == column)
            head.sectionClicked.emit(section)
            yield 1000
        self._note = "4 columns"

    def _press(
        self,
        key: Qt.Key,
        modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier,
        *,
        repeated: bool = False,
    ) -> None:
        target: QWidget = QApplication.focusWidget() or self._table
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            QApplication.sendEvent(target, QKeyEvent(kind, key, modifiers, "", repeated))


def main() -> None:
    """Open the window on the orders, do it all, and leave."""
    with open_docket(Path(sys.argv[1]), projection=None, at_once=False) as docket:
        running = Running(docket, page="orders")
        person = Person(running)
        running.stay()
        del person


if __name__ == "__main__":
    main()

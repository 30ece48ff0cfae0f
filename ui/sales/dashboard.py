"""A page of numbers and charts, which is read anew whenever something changed while it is to be seen."""

import logging
from collections.abc import Callable
from functools import partial
from typing import Final, Generic, TypeVar

from PySide6.QtCore import QTimer
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedLayout, QWidget

from ui.desk import Desk
from ui.table.states import State, StatePanel
from ui.widgets.panel import SAVE_KEYS, TURN_KEYS, ChartPanel

_log = logging.getLogger(__name__)

A = TypeVar("A")

RETRY_MS: Final = 3000


class Dashboard(QWidget, Generic[A]):
    """Who derives from it says what to read, and shows it in one of the ``views``.

    Changes are gathered for ``gathered_ms``, so that the page is read at most so often, however many orders come in. A
    new day is a change, too. A reading that fails is told, and tried again every few seconds.
    """

    def __init__(self, desk: Desk, name: str, title: str, gathered_ms: int) -> None:
        super().__init__()
        self.setObjectName(f"{name}_page")
        self.desk = desk
        self._name = name
        self._title = title
        self._stale = True
        self._gathered = QTimer(self, singleShot=True, interval=gathered_ms)
        self._again = QTimer(self, singleShot=True, interval=RETRY_MS)
        for timer in (self._gathered, self._again):
            timer.timeout.connect(self._read_if_seen)
        self._trouble = StatePanel(f"{name}_trouble")
        self.views = QStackedLayout(self)
        self.views.setContentsMargins(0, 0, 0, 0)
        for view in (QWidget(), self._trouble):
            self.views.addWidget(view)
        turn = QShortcut(QKeySequence(TURN_KEYS), self)
        turn.activated.connect(self._turn_charts)
        for choice, keys in SAVE_KEYS.items():
            save = QShortcut(QKeySequence(keys), self)
            save.activated.connect(partial(self._save_chart, choice, keys))
        desk.changed.connect(self._on_changed)
        desk.business_known.connect(self._on_changed)
        desk.day_turned.connect(self._on_changed)

    def reading(self) -> Callable[[], A]:
        """What to call on a reader thread for everything that the page shows."""
        raise NotImplementedError

    def show_answer(self, answer: A) -> None:
        """Show what was read."""
        raise NotImplementedError

    def read(self) -> None:
        """Read everything anew."""
        self._stale = False
        self.desk.fetch(self.reading(), self.show_answer, lane=self._name, failed=self._fail, owner=self)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._stale:
            self.read()

    def scrolled(self, sheet: QWidget) -> QScrollArea:
        """A sheet that scrolls where it is higher than the window, as one of the views."""
        area = QScrollArea()
        area.setObjectName(f"{self._name}_sheet")
        area.setAccessibleName(self._title)
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setWidget(sheet)
        self.views.addWidget(area)
        return area

    def _turn_charts(self) -> None:
        """Turn the chart that has the focus into a table or back, or all charts if none has."""
        turned = self._charts_in_focus() or self.findChildren(ChartPanel)
        to_table = not all(panel.as_table for panel in turned)
        for panel in turned:
            panel.show_as(table=to_table)

    def _save_chart(self, choice: str, keys: str) -> None:
        """Save the chart that has the focus, or say how one gets it."""
        for panel in (chosen := self._charts_in_focus()):
            panel.choices[choice].trigger()
        if not chosen:
            self.desk.tell(f"Go to a chart with Tab first; then {keys} saves it. The … beside its title does, too.")

    def _charts_in_focus(self) -> list[ChartPanel]:
        focused = QApplication.focusWidget()
        return [panel for panel in self.findChildren(ChartPanel) if focused and panel.isAncestorOf(focused)]

    def _on_changed(self, *_: object) -> None:
        self._stale = True
        if self.isVisible() and not self._gathered.isActive():
            self._gathered.start()

    def _read_if_seen(self) -> None:
        self._stale = True
        if self.isVisible():
            self.read()

    def _fail(self, error: Exception) -> None:
        """Numbers that may be outdated go until they can be read."""
        _log.error("%s could not be read", self._title, exc_info=error)
        text = "It is tried again every few seconds. If that does not help, the log file says what is wrong."
        self._trouble.show_state(State(icon="warning", heading=f"{self._title} could not be read", text=text))
        self.views.setCurrentWidget(self._trouble)
        self._again.start()

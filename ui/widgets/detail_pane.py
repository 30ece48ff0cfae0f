"""The pane beside a list: one record in full, shown anew whenever it changes."""

import logging
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from readmodel.query import Query
from ui.desk import Desk
from ui.widgets.text import label

R = TypeVar("R")

_log = logging.getLogger(__name__)

LEAST_WIDTH = 300
_NOTHING, _RECORD = 0, 1
LONG_WORD = 20
"""Characters of a heading's word that have room in a pane as narrow as it gets."""


class DetailPane(QWidget, Generic[R]):
    """Follows one record of a subject. Who derives from it asks, lays out ``column``, and fills it in.

    ``shown_id`` is what was asked for, ``record`` what stands there: the one before until the answer has come, and None
    while there is nothing to show. Whatever is done here is done to ``record``.
    """

    left = Signal()
    """Esc: back to where the record was chosen."""

    def __init__(self, desk: Desk, subject: str, choose: str) -> None:
        super().__init__()
        self.setObjectName(f"{subject}_detail")
        self.setAccessibleName(subject.capitalize())
        self.setMinimumWidth(LEAST_WIDTH)
        self.desk = desk
        self.shown_id: str | None = None
        self.record: R | None = None
        self._subject = subject
        self._choose = choose
        inside = QWidget()
        self.column = QVBoxLayout(inside)
        self.column.setContentsMargins(20, 16, 8, 20)
        self.column.setSpacing(8)
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._reason = label(choose, "muted", name=f"{subject}_detail_empty", wrap=True)
        self._reason.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._reason.setContentsMargins(20, 0, 16, 0)
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self._reason)
        self._stack.addWidget(area)
        desk.changed.connect(self._on_changed)

    def question(self, id: str) -> Query[R | None]:
        """What to ask for a record."""
        raise NotImplementedError

    def fill(self, record: R) -> None:
        """Show a record."""
        raise NotImplementedError

    def follow(self, id: str | None) -> None:
        """Show the record with this id from now on, or nothing."""
        self.shown_id = id
        if id is None:
            self._show_nothing(self._choose)
        else:
            self.desk.ask(self.question(id), self._know, lane=f"{self._subject}_detail", failed=self._fail)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keys that nothing in the pane wanted: Enter presses the button at hand as the blank does."""
        at_hand = self.focusWidget()
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(at_hand, QAbstractButton):
            at_hand.click()
        else:
            super().keyPressEvent(event)

    def _know(self, record: R | None) -> None:
        if self.shown_id is None:
            return
        if record is None:
            self._show_nothing(self.desk.not_shown(self._subject))
            return
        self.record = record
        self._stack.setCurrentIndex(_RECORD)
        self.fill(record)

    def _fail(self, error: Exception) -> None:
        _log.error("a record could not be read", exc_info=error)
        if self.shown_id is not None:
            self._show_nothing(f"This {self._subject} could not be read. The log file says why.")

    def _show_nothing(self, reason: str) -> None:
        self.record = None
        self._reason.setText(reason)
        self._stack.setCurrentIndex(_NOTHING)

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self.shown_id is not None and not changes.isdisjoint({(self._subject, self.shown_id), ("store", "all")}):
            self.follow(self.shown_id)

"""A condition of the query as a chip: click to change it, × to take it away."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QToolButton

from ui.query.query import Condition
from ui.query.saying import said
from ui.query.vocabulary import KnownField
from ui.theme import icon

_WIDEST = 260


class Chip(QFrame):
    """One condition. Enter or Space opens its editor, Delete or Backspace takes it away."""

    asked = Signal()
    removed = Signal()

    def __init__(self, list_name: str, condition: Condition, field: KnownField) -> None:
        super().__init__()
        self.condition = condition
        self.text = f"{field.title}: {said(condition, field)}"
        self.setObjectName(f"{list_name}_chip_{field.name}")
        self.setProperty("role", "chip")
        self.words = QPushButton()
        self.words.setObjectName(f"{list_name}_chip_{field.name}_edit")
        self.words.setText(self.fontMetrics().elidedText(self.text, Qt.TextElideMode.ElideRight, _WIDEST))
        self.words.setAccessibleName(self.text)
        self.words.setAccessibleDescription("Enter changes it, Delete takes it away")
        self.words.setToolTip(self.text)
        self.words.clicked.connect(lambda: self.asked.emit())
        self.words.installEventFilter(self)
        self.remove = QToolButton()
        self.remove.setObjectName(f"{list_name}_chip_{field.name}_remove")
        self.remove.setAccessibleName(f"Take away {self.text}")
        self.remove.setToolTip("Take this filter away (Delete)")
        self.remove.setIcon(icon("x", "muted"))
        # Delete on the chip does the same; one stop per chip keeps the way by Tab short.
        self.remove.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.remove.clicked.connect(lambda: self.removed.emit())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.words)
        row.addWidget(self.remove)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """The keys of a chip."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            if event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
                self.removed.emit()
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self.asked.emit()
                return True
        return False

"""A value in a pane, to be read and copied."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QClipboard, QContextMenuEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QApplication, QLabel, QMenu

from ui.widgets.text import BREAK, breakable

_LONG = 16


class Value(QLabel):
    """Wraps, even within long words; what is copied from it has no trace of where they may break."""

    def __init__(self, name: str, title: str, text: str) -> None:
        super().__init__(breakable(text, _LONG))
        self.setObjectName(name)
        self.setAccessibleName(f"{title}: {text}")
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._value = text

    def copy(self) -> None:
        """Put what is selected on the clipboard, or all of it."""
        QApplication.clipboard().setText(self._selected() or self._value)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """What is selected goes where a middle click takes it from, on systems that have that."""
        super().mouseReleaseEvent(event)
        clipboard = QApplication.clipboard()
        if clipboard.supportsSelection() and self.hasSelectedText():
            clipboard.setText(self._selected(), QClipboard.Mode.Selection)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setObjectName("value_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        copy = menu.addAction("Copy")
        copy.setObjectName("value_copy")
        copy.triggered.connect(self.copy)
        menu.popup(event.globalPos())

    def _selected(self) -> str:
        return self.selectedText().replace(BREAK, "")

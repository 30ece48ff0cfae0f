"""A field for the name of a view."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui.widgets.text import label

MOST_LETTERS = 60
_WIDTH = 300


class NameField(QFrame):
    """Asks for a name under a widget; Enter takes it, Esc leaves."""

    def __init__(self, heading: str, button: str, name: str, then: Callable[[str], None], parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setObjectName("view_naming")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName(heading)
        self.setFixedWidth(_WIDTH)
        self._then = then
        self.field = QLineEdit(name)
        self.field.setObjectName("view_name")
        self.field.setAccessibleName("Name of the view")
        self.field.setMaxLength(MOST_LETTERS)
        self.field.setPlaceholderText("Name")
        self.field.returnPressed.connect(self._take)
        self.save = QPushButton(button)
        self.save.setObjectName("view_name_save")
        self.save.setProperty("kind", "primary")
        self.save.clicked.connect(self._take)
        self.field.textChanged.connect(lambda text: self.save.setEnabled(bool(text.strip())))
        self.save.setEnabled(bool(name.strip()))
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.field, 1)
        row.addWidget(self.save)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 12)
        column.setSpacing(6)
        column.addWidget(label(heading, "section"))
        column.addLayout(row)

    def open_under(self, widget: QWidget) -> None:
        """Show it below a widget, within the window."""
        self.adjustSize()
        window = widget.window()
        corner = widget.mapTo(window, QPoint(0, widget.height() + 4))
        corner.setX(min(corner.x(), window.width() - self.width() - 16))
        self.move(window.mapToGlobal(corner))
        self.show()
        self.field.setFocus()
        self.field.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    def _take(self) -> None:
        name = self.field.text().strip()
        if name:
            self.close()
            self._then(name)

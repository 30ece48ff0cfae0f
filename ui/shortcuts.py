"""The help on F1: every action that has a key, grouped by what it acts on."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.widgets.text import label

_GROUPS = {"go": "Go to", "window": "Window", "file": "File", "edit": "Editing", "help": "Help", "order": "Orders"}
_FIELD_KEYS = (
    ("Open the first match, go to the next field", "Enter"),
    ("Place the order, from anywhere in its form", "Ctrl+Return"),
    ("Close the form and keep the draft", "Esc"),
)


class ShortcutsDialog(QDialog):
    """A table of keys."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(520, 560)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        for title, keys in _grouped(actions).items():
            row = grid.rowCount()
            grid.setRowMinimumHeight(row, 28)
            grid.addWidget(label(title, "section"), row, 0, 1, 2)
            for text, key in keys:
                row = grid.rowCount()
                grid.addWidget(label(text), row, 0)
                grid.addWidget(label(_native(key), "muted"), row, 1)
        grid.setRowStretch(grid.rowCount(), 1)
        area = QScrollArea()
        area.setObjectName("shortcuts_list")
        area.setAccessibleName("Keyboard shortcuts")
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(sheet)
        close = QPushButton("Close")
        close.setObjectName("shortcuts_close")
        close.clicked.connect(self.accept)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(close)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(area)
        column.addLayout(foot)


def _grouped(actions: Actions) -> dict[str, list[tuple[str, str]]]:
    groups: dict[str, list[tuple[str, str]]] = {}
    for action in actions:
        text, _, shown_key = action.text().partition("\t")
        key = action.shortcut().toString() or shown_key
        if key:
            subject = action.objectName().partition(".")[0]
            groups.setdefault(_GROUPS.get(subject, subject.capitalize()), []).append((text, key))
    groups["In the order form"] = list(_FIELD_KEYS)
    return groups


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

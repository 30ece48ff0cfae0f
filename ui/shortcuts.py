"""The help on F1: every action that has a key, grouped by what it acts on, and how lists are searched."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui.actions import Actions
from ui.widgets.panel import SAVE_KEYS, TURN_KEYS
from ui.widgets.text import label

_GROUPS = {"go": "Go to", "window": "Window", "file": "File", "edit": "Editing", "help": "Help", "order": "Orders"}
_FIELD_KEYS = (
    ("Open the first match, go to the next field", "Enter"),
    ("Place the order, from anywhere in its form", "Ctrl+Return"),
    ("Close the form and keep the draft", "Esc"),
)
_CHART_KEYS = (
    ("Turn the chart in focus into a table or back, or all charts", TURN_KEYS),
    ("Save the chart in focus as CSV", SAVE_KEYS["csv"]),
    ("Save the chart in focus as a picture", SAVE_KEYS["png"]),
    ("Open the orders behind a mark", "Return"),
)
_LIST_KEYS = (
    ("Search the list", "Ctrl+F"),
    ("Take away the filter in focus", "Del"),
    ("Turn the last filter into text again, at the beginning of the search", "Backspace"),
    ("Move the view in front", "Ctrl+Shift+Left"),
    ("Rename the view in front", "F2"),
    ("First row; End goes to the last", "Home"),
    ("Copy what is selected", "Ctrl+C"),
    ("Open the row; of an order, go to what can be done, and with Esc back", "Return"),
    ("From the rows to the heads of the columns", "Tab"),
    ("Sort by a column, at its head", "Return"),
    ("Move a column, at its head", "Alt+Right"),
    ("Make a column wider, at its head", "Ctrl+Right"),
)
_KEYS_WIDTH = 240
EXAMPLES = (
    ("Words, in any order, anywhere in the text", "vins chev"),
    ("One or two characters: what begins with them", "al"),
    ("Words in just this order", '"vins et alcools"'),
    ("Without a word, or without what a filter finds", "-sample -status:cancelled"),
    ("One of several", "status:open,closed"),
    ("The beginning of a code, or part of a name", "customer:alf"),
    ("A day, a month, a stretch that moves on", "due:today placed:2026-11 placed:last30days"),
    ("Before, since, from and until", "due:<today placed:2026-11-01..2026-11-30"),
    ("Amounts and counts", "total:>500 total:500..1000 lines:3"),
    ("What has none", "due:none reference:none"),
    ("A work queue", "is:late"),
    ("To be paid, and the due date is past", "is:overdue"),
)
"""The language of lists, by example; the grammar stands in ``ui/query/parsing.py``."""


class ShortcutsDialog(QDialog):
    """A table of keys, and one of examples."""

    def __init__(self, actions: Actions, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("shortcuts_dialog")
        self.setWindowTitle("Keyboard shortcuts")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(640, 640)
        sheet = QWidget()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(24, 16, 24, 16)
        grid.setHorizontalSpacing(24)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(0, 1)
        grid.setColumnMinimumWidth(1, _KEYS_WIDTH)
        for title, keys in _grouped(actions).items():
            row = grid.rowCount()
            grid.setRowMinimumHeight(row, 28)
            grid.addWidget(label(title, "section"), row, 0, 1, 2)
            for text, key in keys:
                row = grid.rowCount()
                grid.addWidget(label(text, wrap=True), row, 0)
                grid.addWidget(label(_native(key), "muted"), row, 1)
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, 28)
        grid.addWidget(label("Search and filter a list", "section"), row, 0, 1, 2)
        for text, example in EXAMPLES:
            row = grid.rowCount()
            written = label(example, "muted", wrap=True)
            written.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            grid.addWidget(label(text, wrap=True), row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(written, row, 1, Qt.AlignmentFlag.AlignTop)
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
    groups["In a list"] = list(_LIST_KEYS)
    groups["On Today and Sales"] = list(_CHART_KEYS)
    groups["In the order form"] = list(_FIELD_KEYS)
    return groups


def _native(key: str) -> str:
    return QKeySequence(key).toString(QKeySequence.SequenceFormat.NativeText)

"""Somebody else changed the draft meanwhile: both versions beside each other, to choose from field by field."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ui.orders.entry import TypedOrder
from ui.orders.merging import Difference, differences, merged
from ui.widgets.text import breakable, label

_NOTHING = "(not there)"
_LONG_WORD = 20


class _Words(QLabel):
    """What a button stands for; a button's own words would not go on in the next line."""

    def __init__(self, button: QRadioButton, text: str) -> None:
        super().__init__(breakable(text, _LONG_WORD))
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setWordWrap(True)
        self._button = button

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._button.click()


def _beside(button: QRadioButton, text: str) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(6)
    row.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
    row.addWidget(_Words(button, text), 1, Qt.AlignmentFlag.AlignTop)
    return row


class ConflictDialog(QDialog):
    """Nothing is taken over until the person says so; closing it leaves the form as it was."""

    chosen = Signal(object)
    """The TypedOrder to go on with."""

    def __init__(self, mine: TypedOrder, theirs: TypedOrder, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("order_conflict")
        self.setWindowTitle("This draft was changed by someone else")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._mine = mine
        self._theirs = theirs
        self._choices: dict[str, QRadioButton] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(12)
        column.addWidget(
            label(
                "Someone else saved this draft while you were typing. Choose what holds; nothing is lost yet.",
                wrap=True,
            )
        )
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setWidget(self._table(differences(mine, theirs)))
        column.addWidget(area, 1)
        go_on = QPushButton("Continue with these")
        go_on.setObjectName("order_conflict_continue")
        go_on.setProperty("kind", "primary")
        go_on.setDefault(True)
        later = QPushButton("Decide later")
        later.setObjectName("order_conflict_later")
        later.setAutoDefault(False)
        go_on.clicked.connect(self._continue)
        later.clicked.connect(self.reject)
        buttons = QHBoxLayout()
        buttons.addStretch()
        buttons.addWidget(later)
        buttons.addWidget(go_on)
        column.addLayout(buttons)
        self.resize(720, 420)

    def _table(self, found: list[Difference]) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        for column, title in enumerate(("", "Yours", "Theirs")):
            grid.addWidget(label(title, "section"), 0, column)
            grid.setColumnStretch(column, (2, 3, 3)[column])
        if not found:
            grid.addWidget(label("Both versions say the same. You can go on.", "muted"), 1, 0, 1, 3)
        for row, difference in enumerate(found, start=1):
            name = label(breakable(difference.title, _LONG_WORD), wrap=True)
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            group = QButtonGroup(table)
            for column, (side, text) in enumerate((("mine", difference.mine), ("theirs", difference.theirs)), start=1):
                choice = QRadioButton()
                choice.setObjectName(f"order_conflict_{side}_{row}")
                choice.setAccessibleName(f"{difference.title}, {side}: {text or _NOTHING}")
                choice.setChecked((side == "theirs") == difference.prefer_theirs)
                group.addButton(choice)
                grid.addLayout(_beside(choice, text or _NOTHING), row, column)
            self._choices[difference.key] = choice
        grid.setRowStretch(len(found) + 2, 1)
        return table

    def _continue(self) -> None:
        take_theirs = {key for key, theirs in self._choices.items() if theirs.isChecked()}
        self.chosen.emit(merged(self._mine, self._theirs, take_theirs))
        self.accept()

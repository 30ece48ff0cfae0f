"""Events that a projection could not apply, each with a way to try it again or leave it out."""

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from readmodel.control import DeadLetter
from ui import formats
from ui.desk import Desk
from ui.widgets.text import card, label


class DeadLetters(QWidget):
    """Hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("dead_letters")
        self._desk = desk
        self._letters: tuple[DeadLetter, ...] = ()
        self._sheet: QWidget | None = None
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_letters(self, letters: tuple[DeadLetter, ...]) -> None:
        """List these instead."""
        if letters == self._letters:
            return
        self._letters = letters
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = self._list(letters)
        self._around.addWidget(self._sheet)
        self.setVisible(bool(letters))

    def _list(self, letters: tuple[DeadLetter, ...]) -> QWidget:
        sheet = card()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        grid.addWidget(label("Events that could not be applied", "section"), 0, 0, 1, 4)
        for row, letter in enumerate(letters, start=1):
            words = label(f"{letter.type} at {formats.count(letter.position)}", "strong")
            parked = f"; {formats.count(letter.parked)} later events wait behind it" if letter.parked else ""
            reason = label(f"{letter.projection}: {letter.error}{parked}", "muted", wrap=True)
            grid.addWidget(words, row, 0)
            grid.addWidget(reason, row, 1)
            for column, (name, text, act) in enumerate(
                (("retry", "Try again", self._desk.control.retry), ("skip", "Leave out", self._desk.control.skip)), 2
            ):
                button = QPushButton(text)
                button.setObjectName(f"{name}_{letter.projection}_{letter.position}")
                button.setAccessibleName(f"{text}: {letter.type} at {letter.position} in {letter.projection}")
                button.clicked.connect(lambda _=False, act=act, letter=letter: self._do(act, letter))
                grid.addWidget(button, row, column)
        return sheet

    def _do(self, act: object, letter: DeadLetter) -> None:
        assert callable(act)
        act(letter)
        self._desk.look_at_pipeline()

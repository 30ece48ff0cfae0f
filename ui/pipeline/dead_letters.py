"""Events that a projection could not apply, and those that a person left out of it, each with what can be done."""

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QPushButton, QVBoxLayout, QWidget

from readmodel.control import DeadLetter, PipelineState, Skip
from ui import formats
from ui.desk import Desk
from ui.widgets.text import card, label

_Event = DeadLetter | Skip
_Act = tuple[str, str, Callable[[], None]]
"""A button: the beginning of its object's name, its words, and what it does."""


class DeadLetters(QWidget):
    """Hidden while there are none."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("dead_letters")
        self._desk = desk
        self._shown: tuple[tuple[DeadLetter, ...], tuple[Skip, ...], bool] = ((), (), False)
        self._sheet: QWidget | None = None
        self._around = QVBoxLayout(self)
        self._around.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def show_state(self, state: PipelineState) -> None:
        """List these instead. Something can be done about them where they are projected."""
        shown = state.dead_letters, state.skips, state.projecting
        if shown == self._shown:
            return
        self._shown = shown
        if self._sheet is not None:
            self._sheet.deleteLater()
        self._sheet = self._list(*shown)
        self._around.addWidget(self._sheet)
        self.setVisible(bool(state.dead_letters or state.skips))

    def _list(self, letters: tuple[DeadLetter, ...], skips: tuple[Skip, ...], projecting: bool) -> QWidget:
        sheet = card()
        grid = QGridLayout(sheet)
        grid.setContentsMargins(16, 14, 16, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(8)
        grid.setColumnStretch(1, 1)
        if letters:
            _add_heading(grid, "Events that could not be applied")
        for letter in letters:
            parked = f"; {formats.count(letter.parked)} later events wait behind it" if letter.parked else ""
            self._add_row(grid, letter, f"{letter.error}{parked}", self._acts_on_letter(letter), projecting)
        if skips:
            _add_heading(grid, "Events left out of the view")
        for skip in skips:
            words = "taken back, so that it is applied once the view is rebuilt" if skip.taken_back else skip.error
            self._add_row(grid, skip, words, [self._act_on_skip(skip)], projecting)
        return sheet

    def _acts_on_letter(self, letter: DeadLetter) -> list[_Act]:
        control = self._desk.control
        return [
            ("retry", "Try again", lambda: control.retry(letter)),
            ("skip", "Leave out", lambda: control.skip(letter)),
        ]

    def _act_on_skip(self, skip: Skip) -> _Act:
        control = self._desk.control
        if skip.taken_back:
            return "skip", "Leave out", lambda: control.skip(skip)
        return "take_back", "Take back", lambda: control.take_back(skip)

    def _add_row(self, grid: QGridLayout, event: _Event, words: str, acts: list[_Act], projecting: bool) -> None:
        row = grid.rowCount()
        grid.addWidget(label(f"{event.type} at {formats.count(event.position)}", "strong"), row, 0)
        grid.addWidget(label(f"{event.projection}: {words}", "muted", wrap=True), row, 1)
        # Buttons end at the right edge, so that one stands below the last of two.
        for column, (name, text, act) in enumerate(acts, 4 - len(acts)):
            button = QPushButton(text)
            button.setObjectName(f"{name}_{event.projection}_{event.position}")
            button.setAccessibleName(f"{text}: {event.type} at {event.position} in {event.projection}")
            button.setEnabled(projecting)
            button.clicked.connect(lambda _=False, act=act: self._do(act))
            grid.addWidget(button, row, column)

    def _do(self, act: Callable[[], None]) -> None:
        act()
        self._desk.look_at_pipeline()


def _add_heading(grid: QGridLayout, text: str) -> None:
    grid.addWidget(label(text, "section"), grid.rowCount(), 0, 1, 4)

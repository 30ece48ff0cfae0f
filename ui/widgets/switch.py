"""The switch between synchronous and asynchronous projection: two words, one of them in force."""

from functools import partial

from PySide6.QtCore import QPoint, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QRadioButton, QSizePolicy, QWidget

from readmodel.control import Mode
from ui.theme import Face, font, tokens

_HEIGHT = 22
_SIDES = {Mode.SYNC: ("Sync", "Synchronous projection"), Mode.ASYNC: ("Async", "Asynchronous projection")}
"""The word on each side, and what it is called where the other one can't be seen beside it."""


class _Side(QRadioButton):
    """Painted by the switch that it is a side of; all of it can be pressed."""

    focus_changed = Signal()
    """It has the focus now or lost it."""

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.focus_changed.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.focus_changed.emit()

    def hitButton(self, place: QPoint) -> bool:
        return self.rect().contains(place)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Nothing lies over what the switch paints."""


class ModeSwitch(QWidget):
    """One side for each mode: whichever is pressed, or reached by an arrow key, is in force."""

    chosen = Signal(object)
    """The Mode that a person has switched to."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setAccessibleName("Projection")
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setFont(font(Face.SMALL))
        self._mode: Mode | None = None
        self._sides: dict[Mode, _Side] = {}
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        width = max(self.fontMetrics().horizontalAdvance(word) for word, _ in _SIDES.values()) + 24
        for mode, (word, title) in _SIDES.items():
            side = self._sides[mode] = _Side(word)
            side.setObjectName(f"{name}_{mode}")
            side.setAccessibleName(title)
            side.setFixedSize(width, _HEIGHT)
            side.setCursor(Qt.CursorShape.PointingHandCursor)
            # The ring goes around both sides; by itself a side has only its own rectangle painted anew.
            side.focus_changed.connect(self.update)
            side.clicked.connect(partial(self._choose, mode))
            row.addWidget(side)

    def show_mode(self, mode: Mode) -> None:
        """Show which mode is in force."""
        self._mode = mode
        self._sides[mode].setChecked(True)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours, sides = tokens(), self._sides.values()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        focused = any(side.hasFocus() for side in sides)
        painter.setPen(QPen(QColor(colours.accent if focused else colours.line), 1))
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        for side in sides:
            box, on = QRectF(side.geometry()), side.isChecked()
            if on:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.accent if self.isEnabled() else colours.disabled))
                painter.drawRoundedRect(box.adjusted(2, 2, -2, -2), 4.5, 4.5)
            painter.setFont(font(Face.SECTION if on else Face.SMALL))
            painter.setPen(QColor(colours.on_accent if on else colours.muted))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, side.text())
        painter.end()

    def _choose(self, mode: Mode) -> None:
        if mode is not self._mode:
            self._mode = mode
            self.chosen.emit(mode)

"""What the lines and ticks of a chart stand for."""

from enum import StrEnum

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel

from ui.theme import tokens

_PIECE = 18


class Shape(StrEnum):
    """What a chart draws."""

    LINE = "line"
    DASHES = "dashes"
    TICK = "tick"


class Key(QLabel):
    """What one shape of a chart stands for, with a piece of it before the words. Without words it is not to be seen."""

    def __init__(self, shape: Shape, name: str = "") -> None:
        super().__init__()
        self._shape = shape
        self.setObjectName(name)
        self.setProperty("role", "small")
        self.setContentsMargins(_PIECE + 6, 0, 0, 0)
        self.hide()

    def tell(self, words: str) -> None:
        """Say what it stands for."""
        self.setText(words)
        self.setVisible(bool(words))

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = tokens()
        painter = QPainter(self)
        y = self.height() / 2 + 0.5
        if self._shape is Shape.TICK:
            painter.fillRect(QRectF(_PIECE - 2, y - 4, 2, 8), QColor(colours.muted))
        else:
            dashed = self._shape is Shape.DASHES
            pen = QPen(QColor(colours.muted if dashed else colours.accent), 1.25 if dashed else 2)
            if dashed:
                pen.setDashPattern([3, 3])
            painter.setPen(pen)
            painter.drawLine(QPointF(0, y), QPointF(_PIECE, y))
        painter.end()

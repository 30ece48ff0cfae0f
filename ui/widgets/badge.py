"""A state as a small pill: a shape, a word, and a tone that only repeats what both say."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Face, font, tokens

_HEIGHT = 20
_SHAPE = 9


class Badge(QWidget):
    """Shows one word with its shape."""

    def __init__(self, text: str = "", tone: str = "muted", shape: str = "dot") -> None:
        super().__init__()
        self._text, self._tone, self._shape = text, tone, shape
        self.setFont(font(Face.SMALL))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(text)

    @property
    def text(self) -> str:
        """The word."""
        return self._text

    def sizeHint(self) -> QSize:
        """As wide as its word needs."""
        return QSize(self.fontMetrics().horizontalAdvance(self._text) + _SHAPE + 20, _HEIGHT)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, shape, word."""
        colours = tokens()
        colour = QColor(getattr(colours, self._tone))
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(getattr(colours, f"{self._tone}_ground", colours.track)))
        painter.drawRoundedRect(QRectF(self.rect()), _HEIGHT / 2, _HEIGHT / 2)
        draw_shape(painter, QRectF(7, (self.height() - _SHAPE) / 2, _SHAPE, _SHAPE), self._shape, colour)
        painter.setPen(colour)
        words = self.rect().adjusted(_SHAPE + 11, 0, 0, 0)
        painter.drawText(words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self._text)


def draw_shape(painter: QPainter, box: QRectF, shape: str, colour: QColor) -> None:
    """Paint a state's shape: ``dot``, ``ring``, ``half``, ``check``, ``cross`` or ``wedge``."""
    pen = QPen(colour, 1.6)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(1, 1, -1, -1)
    if shape == "check":
        points = (0.1, 0.55), (0.4, 0.85), (0.95, 0.2)
        painter.drawPolyline(QPolygonF([_at(box, *point) for point in points]))
    elif shape == "cross":
        painter.drawLine(_at(box, 0.15, 0.15), _at(box, 0.85, 0.85))
        painter.drawLine(_at(box, 0.15, 0.85), _at(box, 0.85, 0.15))
    elif shape == "wedge":
        painter.setBrush(colour)
        painter.drawPolygon(QPolygonF([_at(box, 0.5, 0.1), _at(box, 0.95, 0.9), _at(box, 0.05, 0.9)]))
    else:
        painter.drawEllipse(ring)
        painter.setBrush(colour)
        painter.setPen(Qt.PenStyle.NoPen)
        if shape == "dot":
            painter.drawEllipse(ring)
        elif shape == "half":
            painter.drawPie(ring, 90 * 16, 180 * 16)


def _at(box: QRectF, x: float, y: float) -> QPointF:
    return QPointF(box.left() + x * box.width(), box.top() + y * box.height())

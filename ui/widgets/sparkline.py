"""A number's past as one line: by itself and moving on, or small beside the number."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui import formats
from ui.theme import Face, font, tokens
from ui.widgets.chart import nice_ceiling


class Sparkline(QWidget):
    """The newest value stands at the right edge; ``places`` values fill the width."""

    def __init__(self, name: str, places: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._values: list[int] = []
        self._places = places
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(96)

    def sizeHint(self) -> QSize:
        return QSize(400, 120)

    @property
    def values(self) -> list[int]:
        """What is drawn."""
        return self._values

    def show_values(self, values: Sequence[int]) -> None:
        """Draw these instead."""
        self._values = list(values)[-self._places :]
        self.setAccessibleDescription(formats.count(self._values[-1]) if self._values else "")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Face.SMALL))
        top = nice_ceiling(max(self._values, default=0))
        left = max(QFontMetrics(font(Face.SMALL)).horizontalAdvance(formats.count(top)), 24) + 8
        plot = QRectF(left, 8, self.width() - left - 2, self.height() - 16)
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for value in (0, top // 2, top):
            y = round(plot.bottom() - plot.height() * value / top) + 0.5
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 8, left - 8, 16), right, formats.count(value))
        if len(self._values) > 1:
            self._draw_line(painter, plot, top)
        painter.end()

    def _draw_line(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = tokens()
        step = plot.width() / (self._places - 1)
        count = len(self._values)
        places = [
            QPointF(plot.right() - (count - 1 - i) * step, plot.bottom() - plot.height() * value / top)
            for i, value in enumerate(self._values)
        ]
        area = QPainterPath(QPointF(places[0].x(), plot.bottom()))
        for place in places:
            area.lineTo(place)
        area.lineTo(places[-1].x(), plot.bottom())
        tint = QColor(colours.accent)
        tint.setAlpha(28)
        painter.fillPath(area, tint)
        painter.setPen(QPen(QColor(colours.accent), 1.5, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(places))


def draw_spark(painter: QPainter, box: QRectF, course: Sequence[int | None]) -> None:
    """A course as a line without axes, from its lowest to its highest; None is passed over, and the last has a dot."""
    known = [value for value in course if value is not None]
    if len(known) < 2:
        return
    colours = tokens()
    low, high = min(known), max(known)
    step = box.width() / (len(course) - 1)
    rise = box.height() / (high - low) if high > low else 0
    ground = box.bottom() if rise else box.center().y()
    places = [
        QPointF(box.left() + index * step, ground - rise * (value - low))
        for index, value in enumerate(course)
        if value is not None
    ]
    painter.setPen(QPen(QColor(colours.muted), 1.25, j=Qt.PenJoinStyle.RoundJoin))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawPolyline(QPolygonF(places))
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(colours.accent))
    painter.drawEllipse(places[-1], 2.5, 2.5)

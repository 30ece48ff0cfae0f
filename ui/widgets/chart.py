"""A series of values part by part against another period: lines on a crisp grid, with a cursor for mouse and keys."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.theme import Face, font, tokens
from ui.widgets.marks import Mark, MarksView

_RIGHT, _TOP, _BOTTOM = 12, 12, 26
_STEPS = (12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 60, 72, 80, 100, 120)
_FEW = 32
"""As many points as there is room to mark each of them."""


class Point(Mark, frozen=True, kw_only=True):
    """One place on the axis: its value, the value it is compared with, if any, and the word below it."""

    value: int
    before: int | None
    tick: str


class TrendChart(MarksView):
    """The value as a filled line with dots, what it is compared with as a dashed one with rings."""

    back, forth = Qt.Key.Key_Left, Qt.Key.Key_Right
    words = 2

    def __init__(self, name: str, written: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(name, parent)
        self._written = written
        self._unit = 1
        self._points: tuple[Point, ...] = ()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(150)

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    @property
    def marks(self) -> Sequence[Point]:
        return self._points

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these instead."""
        self._points = tuple(points)
        self.marks_changed()

    def write_values(self, written: Callable[[int], str], unit: int) -> None:
        """Write the values on the axis another way, at multiples of a unit."""
        self._written = written
        self._unit = unit

    def point_x(self, index: int) -> float:
        """Where a point stands across."""
        plot = self._plot()
        return plot.left() + plot.width() * (index + 0.5) / max(1, len(self._points))

    def index_at(self, place: QPointF) -> int | None:
        plot = self._plot()
        if not self._points or not plot.left() <= place.x() <= plot.right():
            return None
        return min(len(self._points) - 1, int((place.x() - plot.left()) / plot.width() * len(self._points)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Face.SMALL))
        if self._points:
            plot, top = self._plot(), self._ceiling()
            self._draw_grid(painter, plot, top)
            self._draw_series(painter, plot, top)
            if self._cursor is not None:
                self._draw_cursor(painter, plot, top, self._points[self._cursor])
        self.draw_focus(painter)
        painter.end()

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(font(Face.SMALL))
        left = max((metrics.horizontalAdvance(self._written(v)) for v in (0, self._ceiling())), default=0) + 20
        return QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)

    def _ceiling(self) -> int:
        highest = max((max(p.value, p.before or 0) for p in self._points), default=0)
        return nice_ceiling(ceil(highest / self._unit)) * self._unit

    def _draw_grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0, 1, 2, 3, 4):
            # Half pixels keep a hairline one pixel wide.
            y = round(plot.bottom() - plot.height() * share / 4) + 0.5
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 8, plot.left() - 8, 16), right, self._written(top // 4 * share))
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(point.tick) for point in self._points) + 16
        step = max(1, ceil(widest * len(self._points) / plot.width()))
        for index in range(len(self._points) - 1, -1, -step):
            box = QRectF(self.point_x(index) - widest / 2, plot.bottom() + 6, widest, 16)
            box.moveRight(min(box.right(), self.width() - 0.0))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._points[index].tick)

    def _draw_series(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = tokens()
        before = [self._at(plot, top, i, p.before) for i, p in enumerate(self._points) if p.before is not None]
        values = [self._at(plot, top, i, p.value) for i, p in enumerate(self._points)]
        pen = QPen(QColor(colours.muted), 1.25)
        pen.setDashPattern([3, 3])
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(before))
        area = QPainterPath(QPointF(values[0].x(), plot.bottom()))
        for place in values:
            area.lineTo(place)
        area.lineTo(values[-1].x(), plot.bottom())
        area.closeSubpath()
        tint = QColor(colours.accent)
        tint.setAlpha(28)
        painter.fillPath(area, tint)
        painter.setPen(QPen(QColor(colours.accent), 2, j=Qt.PenJoinStyle.RoundJoin))
        painter.drawPolyline(QPolygonF(values))
        if len(values) <= _FEW:
            self._draw_dots(painter, before, values)

    def _draw_dots(self, painter: QPainter, before: list[QPointF], values: list[QPointF]) -> None:
        """The dots tell a line of few points, or of only one, from its grid, and one line from the other."""
        colours = tokens()
        painter.setPen(QPen(QColor(colours.muted), 1.25))
        painter.setBrush(QColor(colours.surface))
        for place in before:
            painter.drawEllipse(place, 2.25, 2.25)
        painter.setPen(QPen(QColor(colours.surface), 1))
        painter.setBrush(QColor(colours.accent))
        for place in values:
            painter.drawEllipse(place, *((3, 3) if len(values) > 1 else (5, 5)))

    def _at(self, plot: QRectF, top: int, index: int, value: int) -> QPointF:
        return QPointF(self.point_x(index), plot.bottom() - plot.height() * max(0, value) / top)

    def _draw_cursor(self, painter: QPainter, plot: QRectF, top: int, point: Point) -> None:
        colours = tokens()
        index = self._points.index(point)
        x = round(self.point_x(index)) + 0.5
        painter.setPen(QPen(QColor(colours.muted), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        painter.setPen(QPen(QColor(colours.surface), 2))
        painter.setBrush(QColor(colours.accent))
        painter.drawEllipse(self._at(plot, top, index, point.value), 4.5, 4.5)
        strong = QFontMetrics(font(Face.SECTION))
        plain = QFontMetrics(font(Face.SMALL))
        widths = [plain.horizontalAdvance(line) for line in point.lines]
        width = max([strong.horizontalAdvance(point.title), *widths]) + 20
        box = QRectF(x + 10, plot.top() + 4, width, 18 * (len(point.lines) + 1) + 10)
        if box.right() > plot.right():
            box.moveRight(x - 10)
        painter.setPen(QPen(QColor(colours.line), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(box, 6, 6)
        row = QRectF(box.left() + 10, box.top() + 6, width, 18)
        for number, line in enumerate((point.title, *point.lines)):
            painter.setFont(font(Face.SECTION if number == 0 else Face.SMALL))
            painter.setPen(QColor(colours.text if number < 2 else colours.muted))
            painter.drawText(row, Qt.AlignmentFlag.AlignVCenter, line)
            row.translate(0, 18)


def nice_ceiling(value: int) -> int:
    """The next number above that four even steps lead to: 4, 8, 20, 40, 80, 100, 200 …"""
    if value <= 4:
        return 4
    unit: int = 10 ** floor(log10(value))
    return next(top for step in _STEPS if (top := unit * step // 10) >= value and top % 4 == 0)

"""A series of values day by day against the period before: lines on a crisp grid, with a cursor for mouse and keys."""

from collections.abc import Callable, Sequence
from math import ceil, floor, log10

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPen,
    QPolygonF,
)
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.theme import Face, font, tokens

_RIGHT, _TOP, _BOTTOM = 12, 12, 26
_STEPS = (12, 16, 20, 24, 28, 32, 36, 40, 48, 56, 60, 72, 80, 100, 120)


class Point(Struct, frozen=True):
    """One place on the axis: its value, the value before, and the words for axis and read-out."""

    value: int
    before: int
    tick: str
    title: str
    lines: tuple[str, ...]


class TrendChart(QWidget):
    """The value as a filled line, the value before as a dashed one.

    Left and Right move the cursor, Home and End go to the ends, Enter or a click opens what is behind the point.
    """

    opened = Signal(int)

    def __init__(self, name: str, written: Callable[[int], str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._written = written
        self._points: tuple[Point, ...] = ()
        self._cursor: int | None = None
        self._title = name
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(180)

    def sizeHint(self) -> QSize:
        return QSize(600, 240)

    def show_points(self, points: Sequence[Point]) -> None:
        """Draw these instead."""
        self._points = tuple(points)
        if self._cursor is not None and self._cursor >= len(self._points):
            self._cursor = None
        self._describe()
        self.update()

    def write_values(self, written: Callable[[int], str]) -> None:
        """Write the values on the axis another way."""
        self._written = written

    @property
    def cursor_index(self) -> int | None:
        """The point being read, if any."""
        return self._cursor

    def point_x(self, index: int) -> float:
        """Where a point stands across."""
        plot = self._plot()
        return plot.left() + plot.width() * (index + 0.5) / max(1, len(self._points))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(font(Face.SMALL))
        if self._points:
            plot = self._plot()
            top = self._ceiling()
            self._draw_grid(painter, plot, top)
            self._draw_series(painter, plot, top)
            if self._cursor is not None:
                self._draw_cursor(painter, plot, top, self._cursor)
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        painter.end()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(self._index_at(event.position().x()))

    def leaveEvent(self, event: object) -> None:
        self._move_to(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self._index_at(event.position().x())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._move_to(index)
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._points) - 1
        here = self._cursor
        match event.key():
            case Qt.Key.Key_Left if last >= 0:
                self._move_to(last if here is None else max(0, here - 1))
            case Qt.Key.Key_Right if last >= 0:
                self._move_to(0 if here is None else min(last, here + 1))
            case Qt.Key.Key_Home if last >= 0:
                self._move_to(0)
            case Qt.Key.Key_End if last >= 0:
                self._move_to(last)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if here is not None:
                self.opened.emit(here)
            case _:
                super().keyPressEvent(event)

    def _plot(self) -> QRectF:
        metrics = QFontMetrics(font(Face.SMALL))
        left = max((metrics.horizontalAdvance(self._written(v)) for v in (0, self._ceiling())), default=0) + 20
        return QRectF(left, _TOP, self.width() - left - _RIGHT, self.height() - _TOP - _BOTTOM)

    def _ceiling(self) -> int:
        return nice_ceiling(max((max(p.value, p.before) for p in self._points), default=0))

    def _index_at(self, x: float) -> int | None:
        plot = self._plot()
        if not self._points or not plot.left() <= x <= plot.right():
            return None
        return min(len(self._points) - 1, int((x - plot.left()) / plot.width() * len(self._points)))

    def _move_to(self, index: int | None) -> None:
        if index != self._cursor:
            self._cursor = index
            self._describe()
            self.update()

    def _describe(self) -> None:
        if self._cursor is None:
            self.setAccessibleDescription("")
        else:
            point = self._points[self._cursor]
            self.setAccessibleDescription("; ".join((point.title, *point.lines)))

    def _draw_grid(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for share in (0, 1, 2, 3, 4):
            # Half pixels keep a hairline one pixel wide.
            y = round(plot.bottom() - plot.height() * share / 4) + 0.5
            painter.setPen(QPen(QColor(colours.line), 1))
            painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
            painter.setPen(QColor(colours.muted))
            painter.drawText(QRectF(0, y - 8, plot.left() - 8, 16), right, self._written(top * share // 4))
        metrics = painter.fontMetrics()
        widest = max(metrics.horizontalAdvance(point.tick) for point in self._points) + 16
        step = max(1, ceil(widest * len(self._points) / plot.width()))
        for index in range(len(self._points) - 1, -1, -step):
            x = self.point_x(index)
            box = QRectF(x - widest / 2, plot.bottom() + 6, widest, 16)
            box.moveRight(min(box.right(), self.width() - 0.0))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._points[index].tick)

    def _draw_series(self, painter: QPainter, plot: QRectF, top: int) -> None:
        colours = tokens()
        before = [self._at(plot, top, i, p.before) for i, p in enumerate(self._points)]
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

    def _at(self, plot: QRectF, top: int, index: int, value: int) -> QPointF:
        return QPointF(self.point_x(index), plot.bottom() - plot.height() * max(0, value) / top)

    def _draw_cursor(self, painter: QPainter, plot: QRectF, top: int, index: int) -> None:
        colours = tokens()
        point = self._points[index]
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


class Key(QLabel):
    """What a line of the chart stands for, with a piece of that line before it."""

    def __init__(self, *, dashed: bool) -> None:
        super().__init__()
        self._dashed = dashed
        self.setProperty("role", "small")
        self.setContentsMargins(24, 0, 0, 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        colours = tokens()
        painter = QPainter(self)
        pen = QPen(QColor(colours.muted if self._dashed else colours.accent), 1.25 if self._dashed else 2)
        if self._dashed:
            pen.setDashPattern([3, 3])
        painter.setPen(pen)
        y = self.height() / 2 + 0.5
        painter.drawLine(QPointF(0, y), QPointF(18, y))
        painter.end()


def nice_ceiling(value: int) -> int:
    """The next number above that four even steps lead to: 4, 8, 20, 40, 80, 100, 200 …"""
    if value <= 4:
        return 4
    unit: int = 10 ** floor(log10(value))
    return next(top for step in _STEPS if (top := unit * step // 10) >= value and top % 4 == 0)

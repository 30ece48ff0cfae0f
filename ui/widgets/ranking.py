"""Who or what comes first, as bars with the words on them."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Face, font, tokens

_ROW = 30


class Bar(Struct, frozen=True):
    """One of the ranked: how long its bar is, what it says, and the id behind it."""

    id: str
    name: str
    value: int
    written: str
    hint: str


class Ranking(QWidget):
    """Rows of name and value over a bar. Up and Down move, Enter or a click opens one."""

    opened = Signal(str)

    def __init__(self, object_name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = title
        self._bars: tuple[Bar, ...] = ()
        self._current: int | None = None
        self.setObjectName(object_name)
        self.setAccessibleName(title)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, len(self._bars)) * _ROW)

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these instead."""
        self._bars = tuple(bars)
        self._current = None
        self.updateGeometry()
        self.update()

    @property
    def bars(self) -> tuple[Bar, ...]:
        """What is shown."""
        return self._bars

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((bar.value for bar in self._bars), default=0)
        for row, bar in enumerate(self._bars):
            rect = QRectF(0, row * _ROW, self.width(), _ROW)
            if row == self._current:
                painter.setPen(QColor(colours.accent) if self.hasFocus() else Qt.PenStyle.NoPen)
                painter.setBrush(QColor(colours.hover))
                painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            painter.setFont(font(Face.BODY))
            value_width = painter.fontMetrics().horizontalAdvance(bar.written)
            painter.setPen(QColor(colours.text))
            text = rect.adjusted(8, 2, -8, -7)
            right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
            painter.drawText(text, right, bar.written)
            room = int(text.width()) - value_width - 16
            name = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, room)
            painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, name)
            track = QRectF(8, rect.bottom() - 6, rect.width() - 16, 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.track))
            painter.drawRoundedRect(track, 1.5, 1.5)
            if longest > 0 and bar.value > 0:
                track.setWidth(max(3.0, track.width() * bar.value / longest))
                painter.setBrush(QColor(colours.accent))
                painter.drawRoundedRect(track, 1.5, 1.5)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and self._current is not None:
            QToolTip.showText(event.globalPos(), self._bars[self._current].hint, self)  # type: ignore[attr-defined]
            return True
        return super().event(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(self._row_at(event))
        over = self._current is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self._move_to(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        row = self._row_at(event)
        if event.button() == Qt.MouseButton.LeftButton and row is not None:
            self.opened.emit(self._bars[row].id)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self._bars) - 1
        here = self._current
        match event.key():
            case Qt.Key.Key_Down if last >= 0:
                self._move_to(0 if here is None else min(last, here + 1))
            case Qt.Key.Key_Up if last >= 0:
                self._move_to(last if here is None else max(0, here - 1))
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Space if here is not None:
                self.opened.emit(self._bars[here].id)
            case _:
                super().keyPressEvent(event)

    def _row_at(self, event: QMouseEvent) -> int | None:
        row = int(event.position().y() // _ROW)
        return row if 0 <= row < len(self._bars) else None

    def _move_to(self, row: int | None) -> None:
        if row != self._current:
            self._current = row
            self.setAccessibleDescription("" if row is None else self._bars[row].hint)
            self.update()

"""Who or what comes first, or how old it is, as bars with the words on them."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from ui.theme import Face, font, tokens
from ui.widgets.figure import whole
from ui.widgets.marks import Mark, MarksView

_ROW = 30
_NAME_WIDTH = 88
"""What a name is to have at least before there is room for notes."""


class Bar(Mark, frozen=True, kw_only=True):
    """One of the ranked: how long its bar is and what it says; ``note`` stands muted before the value.

    ``before`` is where a tick on the bar shows what it was in the period compared with.
    """

    id: str
    name: str
    value: int
    written: str
    note: str = ""
    before: int | None = None
    tone: str = "accent"


class Ranking(MarksView):
    """Rows of name and value over a bar. Up and Down move, Enter or a click opens one."""

    back, forth = Qt.Key.Key_Up, Qt.Key.Key_Down
    named = True

    def __init__(self, object_name: str, title: str, empty: str = "", parent: QWidget | None = None) -> None:
        super().__init__(title, parent)
        self._bars: tuple[Bar, ...] = ()
        self._empty = empty
        self.setObjectName(object_name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(300, max(1, len(self._bars)) * _ROW)

    @property
    def marks(self) -> Sequence[Bar]:
        return self._bars

    def show_bars(self, bars: Sequence[Bar]) -> None:
        """Show these instead."""
        self._bars = tuple(bars)
        self.updateGeometry()
        self.marks_changed()

    def index_at(self, place: QPointF) -> int | None:
        row = int(place.y() // _ROW)
        return row if 0 <= row < len(self._bars) else None

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        longest = max((max(bar.value, bar.before or 0) for bar in self._bars), default=0)
        for row, bar in enumerate(self._bars):
            rect = QRectF(0, row * _ROW, self.width(), _ROW)
            if row == self._cursor:
                self._draw_current(painter, rect)
            self._draw_words(painter, rect.adjusted(8, 2, -8, -7), bar)
            self._draw_bar(painter, QRectF(8, rect.bottom() - 6, rect.width() - 16, 4), bar, longest)
        if not self._bars and self._empty:
            painter.setFont(font())
            painter.setPen(QColor(tokens().muted))
            painter.drawText(self.rect().adjusted(8, 0, -8, 0), Qt.AlignmentFlag.AlignVCenter, self._empty)
        self.draw_focus(painter)
        painter.end()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            index = self.index_at(QPointF(event.pos()))
            if index is not None:
                bar = self._bars[index]
                QToolTip.showText(event.globalPos(), "\n".join((bar.title, *bar.lines)), self)
                return True
        return super().event(event)

    def _draw_current(self, painter: QPainter, rect: QRectF) -> None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(tokens().hover))
        painter.drawRoundedRect(rect.adjusted(1, 0.5, -1, -0.5), 4, 4)

    def _draw_words(self, painter: QPainter, rect: QRectF, bar: Bar) -> None:
        colours = tokens()
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        painter.setFont(font(Face.BODY))
        painter.setPen(QColor(colours.text))
        painter.drawText(rect, right, whole(bar.written, painter.fontMetrics(), int(rect.width())))
        taken = painter.fontMetrics().horizontalAdvance(bar.written)
        name = rect.adjusted(0, 0, -taken - 16, 0)
        widest = max(painter.fontMetrics().horizontalAdvance(bar.written) for bar in self._bars)
        painter.setFont(font(Face.SMALL))
        noted = max(painter.fontMetrics().horizontalAdvance(bar.note) for bar in self._bars)
        if noted and rect.width() - widest - noted - 32 >= _NAME_WIDTH:
            painter.setPen(QColor(colours.muted))
            painter.drawText(rect.adjusted(0, 0, -widest - 16, 0), right, bar.note)
            name = rect.adjusted(0, 0, -widest - noted - 32, 0)
        painter.setFont(font(Face.BODY))
        painter.setPen(QColor(colours.text))
        words = painter.fontMetrics().elidedText(bar.name, Qt.TextElideMode.ElideRight, int(name.width()))
        painter.drawText(name, Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_bar(self, painter: QPainter, track: QRectF, bar: Bar, longest: int) -> None:
        colours = tokens()
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(track, 2, 2)
        if longest <= 0:
            return
        if bar.value > 0:
            filled = QRectF(track)
            filled.setWidth(max(4.0, track.width() * bar.value / longest))
            painter.setBrush(QColor(getattr(colours, bar.tone)))
            painter.drawRoundedRect(filled, 2, 2)
        if bar.before:
            x = round(track.left() + track.width() * bar.before / longest)
            tick = QRectF(min(x, track.right() - 2), track.top() - 2, 2, track.height() + 4)
            painter.fillRect(tick, QColor(colours.muted))

"""The way of a command, drawn: command, log, read store, and which of them answers."""

from msgspec import Struct
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QWidget

from readmodel.control import Mode, PipelineState
from ui import formats
from ui.theme import Face, font, tokens
from ui.theme.icons import draw
from ui.widgets.statusline import status_of

_GAP = 96
_HEIGHT = 104


class Station(Struct, frozen=True):
    """One box: what it is, its figure, and what the figure counts."""

    title: str
    icon: str
    figure: str
    words: str


class FlowPicture(QWidget):
    """Three boxes with two arrows between them; the box whose writing a command waits for says so."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("flow_picture")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._state: PipelineState | None = None
        self._recorded = 0.0
        self._projected = 0.0

    def sizeHint(self) -> QSize:
        return QSize(640, _HEIGHT)

    def show_flow(self, state: PipelineState, recorded: float, projected: float) -> None:
        """Show these numbers; the rates are events per second."""
        self._state, self._recorded, self._projected = state, recorded, projected
        self.setAccessibleName(
            f"Log {formats.count(state.log_head)}, read store {formats.count(state.checkpoint)}, "
            f"{formats.count(state.lag)} behind"
        )
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        state = self._state
        if state is None:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        stations = (
            Station("Commands", "paper-plane-tilt", f"{formats.count(round(self._recorded))} /s", "events recorded"),
            Station("Log", "stack", formats.count(state.log_head), "events, on disk"),
            Station("Read store", "table", formats.count(state.checkpoint), "events in the view"),
        )
        width = (self.width() - 2 * _GAP) / 3
        answering = 2 if state.mode is Mode.SYNC else 1
        for place, station in enumerate(stations):
            box = QRectF(place * (width + _GAP), 0, width, _HEIGHT).adjusted(0.5, 0.5, -0.5, -0.5)
            self._draw_station(painter, box, station, place == answering)
        projected = f"{formats.count(round(self._projected))} /s"
        tone = status_of(state, False)[0]
        for place, above, below in ((0, "commit", ""), (1, projected, f"{formats.count(state.lag)} behind")):
            left = place * (width + _GAP) + width
            self._draw_arrow(painter, left, above, below, tone if place else "muted")
        painter.end()

    def _draw_station(self, painter: QPainter, box: QRectF, station: Station, answers: bool) -> None:
        colours = tokens()
        painter.setPen(QPen(QColor(colours.accent if answers else colours.line), 1))
        painter.setBrush(QColor(colours.surface))
        painter.drawRoundedRect(box, 6, 6)
        middle = Qt.AlignmentFlag.AlignVCenter
        row = QRectF(box.left() + 14, box.top() + 10, box.width() - 24, 20)
        draw(painter, QRectF(row.left(), row.top() + 2, 16, 16), station.icon, colours.muted)
        painter.setFont(font(Face.SECTION))
        painter.setPen(QColor(colours.muted))
        painter.drawText(row.adjusted(24, 0, 0, 0), middle, station.title)
        if answers:
            painter.setPen(QColor(colours.accent))
            painter.setFont(font(Face.SMALL))
            painter.drawText(row, middle | Qt.AlignmentFlag.AlignRight, "answers")
        painter.setFont(font(Face.FIGURE))
        painter.setPen(QColor(colours.text))
        painter.drawText(QRectF(row.left(), box.top() + 36, row.width(), 32), middle, station.figure)
        painter.setFont(font(Face.SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(row.left(), box.top() + 70, row.width(), 20), middle, station.words)

    def _draw_arrow(self, painter: QPainter, left: float, above: str, below: str, tone: str) -> None:
        colours = tokens()
        colour = QColor(getattr(colours, tone))
        y = _HEIGHT / 2
        painter.setPen(QPen(QColor(colours.muted), 1.5))
        painter.drawLine(QPointF(left + 8, y), QPointF(left + _GAP - 14, y))
        painter.setBrush(QColor(colours.muted))
        painter.setPen(Qt.PenStyle.NoPen)
        tip = QPointF(left + _GAP - 8, y)
        painter.drawPolygon(QPolygonF([tip, tip + QPointF(-8, -4.5), tip + QPointF(-8, 4.5)]))
        painter.setFont(font(Face.SMALL))
        painter.setPen(QColor(colours.muted))
        painter.drawText(QRectF(left, y - 24, _GAP, 18), Qt.AlignmentFlag.AlignCenter, above)
        painter.setPen(colour)
        painter.drawText(QRectF(left, y + 6, _GAP, 18), Qt.AlignmentFlag.AlignCenter, below)

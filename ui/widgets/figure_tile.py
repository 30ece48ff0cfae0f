"""A number that says how business goes, with its change and its course."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QWidget

from ui.theme import Face, font, tokens
from ui.widgets.sparkline import draw_spark
from ui.widgets.tile import Figure, TileBase

_ARROW = 8


class FigureTile(TileBase):
    """A number with its change below and its course at the right."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(name, words, parent)
        self._figure: Figure | None = None
        self.setMinimumWidth(150)

    def sizeHint(self) -> QSize:
        return QSize(190, 92)

    @property
    def shown(self) -> Figure | None:
        """What it shows; None until it is known."""
        return self._figure

    def show_figure(self, figure: Figure) -> None:
        """Show a number."""
        self._figure = figure
        told = [f"{self.words}: {figure.figure}", figure.note, figure.change]
        self.setAccessibleName(", ".join(part for part in told if part))
        self.setAccessibleDescription(figure.hint)
        self.setToolTip("\n".join(part for part in (figure.note, figure.hint) if part))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        self.draw_card(painter)
        figure = self._figure
        self.draw_words(painter, self.words, 10)
        if figure is not None:
            reached = self.draw_figure(painter, figure.figure, 29, colours.text)
            self._draw_note(painter, figure, reached + 8)
            self._draw_change(painter, figure)
            draw_spark(painter, QRectF(self.width() - 76, 64, 64, 18), figure.course)
        painter.end()

    def _draw_note(self, painter: QPainter, figure: Figure, left: int) -> None:
        """To the right of the number, where there is room."""
        face = font(Face.SMALL)
        if figure.note and QFontMetrics(face).horizontalAdvance(figure.note) <= self.width() - left - 12:
            painter.setFont(face)
            painter.setPen(QColor(tokens().muted))
            painter.drawText(QPointF(left, 51), figure.note)

    def _draw_change(self, painter: QPainter, figure: Figure) -> None:
        """An arrow, the change, and a colour that only repeats whether that is good."""
        colours = tokens()
        colour = getattr(colours, figure.tone) if figure.tone else colours.muted
        if figure.rises is None:
            self.draw_words(painter, figure.change, 66, colour=colour)
            return
        box = QRectF(12, 70, _ARROW, _ARROW)
        up = [box.bottomLeft(), QPointF(box.center().x(), box.top()), box.bottomRight()]
        down = [box.topLeft(), QPointF(box.center().x(), box.bottom()), box.topRight()]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colour))
        painter.drawPolygon(QPolygonF(up if figure.rises else down))
        painter.translate(_ARROW + 6, 0)
        self.draw_words(painter, figure.change, 66, colour=colour)
        painter.translate(-_ARROW - 6, 0)

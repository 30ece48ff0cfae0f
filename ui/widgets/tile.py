"""A number that stands for work, and opens the list of it."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import formats
from ui.theme import Face, font, tokens


class Tile(QAbstractButton):
    """How many, of what; coloured only while there is something to do about it."""

    def __init__(self, name: str, words: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = words
        self._tone = tone
        self._number: int | None = None
        self.setObjectName(f"tile_{name}")
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMinimumWidth(96)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def sizeHint(self) -> QSize:
        return QSize(120, 68)

    @property
    def number(self) -> int | None:
        """What it shows; None until it is known."""
        return self._number

    def show_number(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        self.setAccessibleName(f"{self._words}: {formats.count(number)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = colours.accent if self.hasFocus() else colours.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        waiting = bool(self._number)
        painter.setFont(font(Face.FIGURE))
        painter.setPen(QColor(getattr(colours, self._tone) if waiting else colours.muted))
        figure = "–" if self._number is None else formats.count(self._number)
        painter.drawText(self.rect().adjusted(12, 8, -8, -28), Qt.AlignmentFlag.AlignVCenter, figure)
        painter.setFont(font(Face.SMALL))
        painter.setPen(QColor(colours.muted))
        words = painter.fontMetrics().elidedText(self._words, Qt.TextElideMode.ElideRight, self.width() - 20)
        painter.drawText(self.rect().adjusted(12, 40, -8, -8), Qt.AlignmentFlag.AlignVCenter, words)
        painter.end()

"""The switch between synchronous and asynchronous projection: two words, one of them in force."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.theme import Face, font, tokens


class TwoWaySwitch(QAbstractButton):
    """A button with two words side by side; checked means the first one."""

    def __init__(self, checked_word: str, other_word: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = (checked_word, other_word)
        self.setCheckable(True)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setFont(font(Face.SMALL))

    def sizeHint(self) -> QSize:
        return QSize(2 * self._half(), 22)

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        edge = colours.accent if self.hasFocus() else colours.line
        painter.setPen(QPen(QColor(edge), 1))
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(whole, 6, 6)
        half = whole.width() / 2
        chosen = QRectF(whole.left() + (0 if self.isChecked() else half), whole.top(), half, whole.height())
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.accent if self.isEnabled() else colours.disabled))
        painter.drawRoundedRect(chosen.adjusted(1.5, 1.5, -1.5, -1.5), 4.5, 4.5)
        for index, word in enumerate(self._words):
            on = self.isChecked() == (index == 0)
            painter.setFont(font(Face.SECTION if on else Face.SMALL))
            painter.setPen(QColor(colours.on_accent if on else colours.muted))
            box = QRectF(QPointF(whole.left() + index * half, whole.top()), chosen.size())
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, word)
        painter.end()

    def _half(self) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(word) for word in self._words) + 24

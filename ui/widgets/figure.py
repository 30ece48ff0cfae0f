"""Numbers are shown whole or not at all: one that lost digits looks like another number."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel

from ui.theme import Face, font

_NO_ROOM, _MOST = "#", 4


def whole(number: str, metrics: QFontMetrics, width: int) -> str:
    """The number, or number signs as in a spreadsheet where it is wider than that."""
    if metrics.horizontalAdvance(number) <= width:
        return number
    return _NO_ROOM * min(_MOST, max(1, width // metrics.horizontalAdvance(_NO_ROOM)))


def face_for(number: str, width: int) -> Face:
    """The largest face that the number has room in, or the smallest."""
    faces = (Face.FIGURE, Face.HEADING)
    return next((face for face in faces if _width(number, face) <= width), Face.STRONG)


class FigureLabel(QLabel):
    """A large number that grows smaller before it asks for more room."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setObjectName(name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)

    def sizeHint(self) -> QSize:
        return QSize(_width(self.text(), Face.FIGURE), QFontMetrics(font(Face.FIGURE)).height())

    def minimumSizeHint(self) -> QSize:
        return QSize(_width(self.text(), Face.HEADING), self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setFont(font(face_for(self.text(), self.width())))
        painter.setPen(self.palette().color(self.foregroundRole()))
        painter.drawText(self.rect(), self.alignment(), whole(self.text(), painter.fontMetrics(), self.width()))
        painter.end()


def _width(number: str, face: Face) -> int:
    return QFontMetrics(font(face)).horizontalAdvance(number)

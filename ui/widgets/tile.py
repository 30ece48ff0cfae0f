"""Numbers that stand for work or for how business goes, and open the list of it."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui import formats
from ui.intents import ShowPage
from ui.theme import Face, font, tokens
from ui.widgets.figure import face_for, whole


class TileBase(QAbstractButton):
    """A small card that is pressed."""

    def __init__(self, name: str, words: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.words = words
        self.setObjectName(f"tile_{name}")
        self.setAccessibleName(words)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it as the blank does."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def draw_card(self, painter: QPainter) -> None:
        """The card, which says whether it is pointed at or has the focus."""
        colours = tokens()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(colours.accent if self.hasFocus() else colours.line), 1))
        painter.setBrush(QColor(colours.hover if self.underMouse() else colours.surface))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def draw_words(self, painter: QPainter, words: str, top: int, colour: str = "", face: Face = Face.SMALL) -> None:
        """A line of text, cut short where there is no room."""
        painter.setFont(font(face))
        painter.setPen(QColor(colour or tokens().muted))
        room = self.rect().adjusted(12, top, -12, 0)
        room.setHeight(painter.fontMetrics().height())
        cut = painter.fontMetrics().elidedText(words, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, cut)

    def draw_figure(self, painter: QPainter, figure: str, top: int, colour: str) -> int:
        """A number, large unless that leaves no room; how far it reaches."""
        room = self.rect().adjusted(12, top, -12, 0)
        painter.setFont(font(face_for(figure, room.width())))
        painter.setPen(QColor(colour))
        metrics = painter.fontMetrics()
        room.setHeight(QFontMetrics(font(Face.FIGURE)).height())
        shown = whole(figure, metrics, room.width())
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, shown)
        return room.left() + metrics.horizontalAdvance(shown)


class Tile(TileBase):
    """How many, of what; coloured only while there is something to do about it."""

    def __init__(self, name: str, words: str, tone: str, parent: QWidget | None = None) -> None:
        super().__init__(name, words, parent)
        self._tone = tone
        self._number: int | None = None
        self.setMinimumWidth(96)

    def sizeHint(self) -> QSize:
        return QSize(120, 68)

    @property
    def number(self) -> int | None:
        """What it shows; None until it is known."""
        return self._number

    def show_number(self, number: int) -> None:
        """Show how many there are."""
        self._number = number
        self.setAccessibleName(f"{self.words}: {formats.count(number)}")
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        self.draw_card(painter)
        figure = "–" if self._number is None else formats.count(self._number)
        colour = getattr(colours, self._tone) if self._number else colours.muted
        self.draw_figure(painter, figure, 8, colour)
        self.draw_words(painter, self.words, 43)
        painter.end()


class Figure(Struct, frozen=True, kw_only=True):
    """A number in words, with its change, its course, and what lies behind it.

    ``note`` stands behind the figure. ``tone`` judges the change: ``good``, ``bad`` or nothing; ``rises`` says
    which way it went, None for neither. None in the ``course`` is where there is no number.
    """

    figure: str
    note: str = ""
    change: str = ""
    tone: str = ""
    rises: bool | None = None
    course: Sequence[int | None] = ()
    hint: str = ""
    opens: ShowPage | None = None

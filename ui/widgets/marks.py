"""What all charts have in common: marks that are read by mouse and keys, and opened."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QWidget

from ui.intents import ShowPage
from ui.theme import tokens

_GOING_ON = (Qt.FocusReason.TabFocusReason, Qt.FocusReason.BacktabFocusReason, Qt.FocusReason.MouseFocusReason)


class Mark(Struct, frozen=True, kw_only=True):
    """One thing that a chart shows, in words, as a row of its table and of its file, and what lies behind it.

    ``lines`` is what is read out under ``title``. ``cells`` stand under the chart's heads, formatted; ``record`` is the
    same for files, with decimal points and days as 2026-11-30.
    """

    title: str
    lines: tuple[str, ...]
    cells: tuple[str, ...]
    record: tuple[str, ...]
    opens: ShowPage | None = None

    @property
    def spoken(self) -> str:
        """All of it as one text."""
        return "; ".join((self.title, *self.lines))


class MarksView(QWidget):
    """Moves a cursor over marks with two keys, Home and End; Enter, the blank or a click opens what is behind one.

    What is read of a mark goes with Esc, and when the focus goes on to something else of the page.
    """

    opened = Signal(int)

    back: Qt.Key
    forth: Qt.Key
    words = 1
    """How many columns of its table hold words or days; figures follow."""
    named = False
    """Whether these are names, which may be of any length."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._cursor: int | None = None
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    @property
    def marks(self) -> Sequence[Mark]:
        """What is shown."""
        raise NotImplementedError

    def index_at(self, place: QPointF) -> int | None:
        """The mark at a place, if any."""
        raise NotImplementedError

    @property
    def cursor_index(self) -> int | None:
        """The mark being read, if any."""
        return self._cursor

    def draw_focus(self, painter: QPainter) -> None:
        """Show that keys go here."""
        if self.hasFocus():
            painter.setPen(QPen(QColor(tokens().accent), 1))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._move_to(self.index_at(event.position()))
        opens = self._cursor is not None and self.marks[self._cursor].opens is not None
        self.setCursor(Qt.CursorShape.PointingHandCursor if opens else Qt.CursorShape.ArrowCursor)

    def leaveEvent(self, event: QEvent) -> None:
        self._move_to(None)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.index_at(event.position())
        if event.button() == Qt.MouseButton.LeftButton and index is not None:
            self._move_to(index)
            self.opened.emit(index)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        last = len(self.marks) - 1
        here = self._cursor
        key = event.key()
        if last < 0:
            super().keyPressEvent(event)
        elif key == self.back:
            self._move_to(last if here is None else max(0, here - 1))
        elif key == self.forth:
            self._move_to(0 if here is None else min(last, here + 1))
        elif key == Qt.Key.Key_Home:
            self._move_to(0)
        elif key == Qt.Key.Key_End:
            self._move_to(last)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and here is not None:
            self.opened.emit(here)
        elif key == Qt.Key.Key_Escape and here is not None:
            self._move_to(None)
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whoever comes back from what is behind a mark, or from another window, goes on where they were."""
        super().focusOutEvent(event)
        if event.reason() in _GOING_ON:
            self._move_to(None)

    def marks_changed(self) -> None:
        """Other marks are shown: keep the cursor where it was, if that still is somewhere."""
        if self._cursor is not None and self._cursor >= len(self.marks):
            self._cursor = None
        self._describe()
        self.update()

    def _move_to(self, index: int | None) -> None:
        if index != self._cursor:
            self._cursor = index
            self._describe()
            self.update()

    def _describe(self) -> None:
        self.setAccessibleDescription("" if self._cursor is None else self.marks[self._cursor].spoken)

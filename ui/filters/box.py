"""The search box: what is typed is understood as one types, and mistakes are underlined."""

from PySide6.QtCore import QEvent, QPointF, QRect, Qt, Signal
from PySide6.QtGui import (
    QAccessible,
    QAccessibleAnnouncementEvent,
    QColor,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QLineEdit

from ui.filters.completion import CompletionList
from ui.query.completing import Offer, Typing
from ui.query.mistakes import Mistake
from ui.theme import icon, tokens
from ui.widgets.field import name_inner_buttons

_WAVE = 3
_STILL_HERE = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


class SearchBox(QLineEdit):
    """A field with a list of ways to go on below it.

    Down goes on into the list of rows, or among the offers while there are any; Enter and Tab take the offer chosen;
    Esc closes the offers, then empties the field.
    """

    left_downwards = Signal()
    """Go on into the list of rows."""
    entered = Signal()
    """Enter, without an offer chosen."""
    left = Signal()
    """The focus went elsewhere."""
    taken_back = Signal()
    """Backspace at the very beginning."""
    moved = Signal()
    """Text or cursor are elsewhere."""

    def __init__(self, name: str, prompt: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_search")
        self.setAccessibleName(f"Search {name}")
        self.setPlaceholderText(prompt)
        self.setClearButtonEnabled(True)
        self.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        name_inner_buttons(self, "Clear search", "Search")
        self.setMinimumWidth(220)
        self.setMaximumWidth(420)
        self.completion = CompletionList(name, self)
        self.completion.picked.connect(self.take)
        self._typing: Typing | None = None
        self._below = 0
        self.mistake: Mistake | None = None
        self.cursorPositionChanged.connect(lambda: self.moved.emit())
        self.textChanged.connect(self._tell_latest)

    def offer(self, offers: list[Offer], typing: Typing | None, below: int = 0) -> None:
        """Offer ways to go on with what is being typed, under the field and ``below`` more pixels."""
        self._typing = typing
        self._below = below
        if typing is None or not self.hasFocus():
            offers = []
        left = 0 if typing is None else max(0, round(self._x_of(typing.start)))
        self.completion.show_offers(offers, left, self.height() + below)

    def lower_offers(self, below: int) -> None:
        """Move what is offered so many pixels down from the field."""
        if below != self._below:
            self.offer(self.completion.offers, self._typing, below)

    def take(self, offer: Offer) -> None:
        """Put an offer in; what it completes is followed by a blank."""
        typing = self._typing
        if typing is None:
            return
        text = self.text()
        rest = text[typing.end :].lstrip() if offer.completes else text[typing.end :]
        put = text[: typing.start] + offer.text + (" " if offer.completes else "")
        self.completion.hide()
        self.setText(put + rest)
        self.setCursorPosition(len(put))
        self.textEdited.emit(self.text())

    def underline(self, mistake: Mistake | None) -> None:
        """Draw a wave under a mistake."""
        self.mistake = mistake
        self.setProperty("state", "error" if mistake else "")
        self.style().unpolish(self)
        self.style().polish(self)
        self.update()

    def event(self, event: QEvent) -> bool:
        """Tab takes an offer while there are any; else it goes on to the next field."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Tab:
            offers = self.completion.offers
            if offers and not event.modifiers():
                self.take(self.completion.chosen or offers[0])
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move among the offers, take one, or go on."""
        offers = bool(self.completion.offers)
        match event.key():
            case Qt.Key.Key_Down if offers:
                self._step(1)
            case Qt.Key.Key_Up if offers:
                self._step(-1)
            case Qt.Key.Key_Down:
                self.left_downwards.emit()
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                chosen = self.completion.chosen
                self.take(chosen) if chosen is not None else self.entered.emit()
            case Qt.Key.Key_Escape if offers:
                self.completion.hide()
            case Qt.Key.Key_Escape if self.text():
                self.clear()
                self.textEdited.emit("")
            case Qt.Key.Key_Backspace if not self.cursorPosition() and not self.hasSelectedText():
                self.taken_back.emit()
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _STILL_HERE:
            self.completion.hide()
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self.mistake is None:
            return
        left, right = self._x_of(self.mistake.start), self._x_of(max(self.mistake.end, self.mistake.start + 1))
        inside = self.rect().adjusted(28, 0, -28, 0)
        left, right = max(left, inside.left()), min(right, inside.right())
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(tokens().bad), 1.2))
        base = self.cursorRect().bottom() - 1.0
        points = [
            QPointF(x, base + (_WAVE / 2 if step % 2 else -_WAVE / 2))
            for step, x in enumerate(range(round(left), round(right) + 1, _WAVE))
        ]
        painter.drawPolyline(points)
        painter.end()

    def _tell_latest(self, text: str) -> None:
        """A text that was put in while an edit was told of is told of before that edit, which the cross believes."""
        if text != self.text():
            self.textChanged.emit(self.text())

    def _step(self, by: int) -> None:
        """Go among the offers, and tell those who can't see them: the focus stays in the field."""
        self.completion.step(by)
        chosen = self.completion.chosen
        if chosen is not None:
            said = QAccessibleAnnouncementEvent(self, f"{chosen.title} {chosen.note}")
            QAccessible.updateAccessibility(said)

    def _x_of(self, place: int) -> float:
        """Where a character stands in the field, which may be scrolled."""
        cursor: QRect = self.cursorRect()
        metrics, text = self.fontMetrics(), self.text()
        before = metrics.horizontalAdvance(text[: self.cursorPosition()])
        return cursor.center().x() + metrics.horizontalAdvance(text[:place]) - before

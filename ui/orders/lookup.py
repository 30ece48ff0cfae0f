"""A field that finds what one types, and never forgets an Enter that came before the answer did."""

from collections.abc import Callable
from enum import Enum
from typing import Any

from msgspec import Struct
from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import (
    QClipboard,
    QContextMenuEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QHideEvent,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
)
from PySide6.QtWidgets import QLineEdit, QWidget

from readmodel.query import Query
from ui.desk import Desk
from ui.orders.keys import is_enter
from ui.orders.lookup_popup import LookupPopup, LookupRow
from ui.orders.pasting import pasted_rows

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1, Qt.Key.Key_PageUp: -8, Qt.Key.Key_PageDown: 8}
_STAYING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)


class How(Enum):
    """What a choice was made with, which decides where to go next."""

    ENTER = "enter"
    ALONE = "alone"
    LEAVING = "leaving"


class LookupSource(Struct, frozen=True, kw_only=True):
    """What a field looks up, and in which words it speaks of it.

    ``offer`` is what can be made of a text that matches nothing (``nothing`` says so), both with ``{}`` for the text.
    ``is_code`` tells a text that a scanner may have read: nobody looks at what is said of it before the next is read.
    """

    query: Callable[[str], Query[Any]]
    row: Callable[[Any], LookupRow]
    nothing: str
    offer: str
    hint: str = ""
    several: bool = False
    is_code: Callable[[str], bool] = lambda text: False


class LookupField(QLineEdit):
    """Shows a choice, and while one types what could be chosen instead."""

    chosen = Signal(list, object)
    """Values, and How."""
    unmatched = Signal(str)
    """A code was entered that matches nothing; it stands in the field, which is to be left before another is read."""
    offered = Signal(str)
    """What was offered for this text was taken."""
    passed = Signal()
    """Enter, with nothing to decide."""
    pasted = Signal(list)
    """Several rows are on the clipboard, each with a code and a quantity; the field is left as it is."""
    waiting = Signal(bool)
    """An Enter waits for the answer; false once it has had its effect."""
    told = Signal(str)
    """A sentence to stand beside the field; empty when there is nothing to say."""

    def __init__(self, desk: Desk, source: LookupSource, popup: LookupPopup, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._source = source
        self._popup = popup
        self._shown = ""
        self._matches: list[Any] | None = None
        self._matched = ""
        self._asked: str | None = None
        self._pending: How | None = None
        self._warned = ""
        self._found_with = ""
        self.textEdited.connect(self._edited)
        popup.picked.connect(self._picked)

    # -- for the form

    def show_choice(self, text: str) -> None:
        """Stand for a choice made, or for none."""
        self._shown = text.strip()
        self._forget()
        if self.text() != text:
            self.setText(text)
            # A name too long for the field is known by how it begins.
            self.setCursorPosition(0)

    def show_search(self, text: str, shown: str = "") -> None:
        """Stand for text that is not decided yet, beside the choice it may replace."""
        self.show_choice(shown)
        self.setText(text)
        self._found_with = text.strip()

    @property
    def undecided(self) -> bool:
        """Whether there is text that stands for no choice."""
        text = self.text().strip()
        return bool(text) and text != self._shown

    def look(self) -> None:
        """Ask for what the text could mean."""
        text = self.text().strip()
        if not self.undecided:
            self._forget()
        elif self._asked != text and not (self._matches is not None and self._matched == text):
            self._asked = text
            self._desk.ask(
                self._source.query(text),
                lambda matches: self._answered(text, list(matches)),
                lane=f"lookup.{id(self)}",
                failed=self._failed,
                owner=self,
            )

    def decide(self, how: How = How.ENTER) -> None:
        """Take the row that stands out, the first unless somebody moved; waits where the answer is still to come."""
        if not self.undecided:
            self._popup.hide()
            self.passed.emit()
        elif self._matches is not None and self._matched == self.text().strip():
            self._take(how)
        elif self._pending is None:
            self._pending = how
            self.waiting.emit(True)
            self.look()

    def handle_key(self, event: QKeyEvent) -> bool:
        """Act on a key if it is one of the lookup's own."""
        key, held = event.key(), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if is_enter(key) and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            self.decide(How.ALONE if held else How.ENTER)
            return True
        if event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
            return True
        if key == Qt.Key.Key_Tab and self.undecided:
            self.decide()
            return True
        if self._popup_is_mine() and key in _STEPS and not held:
            self._popup.move_by(_STEPS[Qt.Key(key)])
            return True
        if self._popup_is_mine() and key == Qt.Key.Key_Space and held == Qt.KeyboardModifier.ControlModifier:
            self._mark(self._popup.row)
            self._popup.move_by(1)
            return True
        return False

    # -- QLineEdit

    def paste(self) -> None:
        """Take what is on the clipboard; of several rows the first where there is room for one."""
        if not self._take_rows(QGuiApplication.clipboard().text()):
            super().paste()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The usual menu, which pastes rows as the keyboard does."""
        menu = self.createStandardContextMenu()
        menu.setObjectName("lookup_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self.paste)
        menu.popup(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """Rows may be dragged here from a spreadsheet."""
        if self._take_rows(event.mimeData().text()):
            event.acceptProposedAction()
        else:
            super().dropEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """The middle button pastes what was selected elsewhere, on systems that have that."""
        selected = QGuiApplication.clipboard().text(QClipboard.Mode.Selection)
        if event.button() is not Qt.MouseButton.MiddleButton or not self._take_rows(selected):
            super().mouseReleaseEvent(event)

    def event(self, event: QEvent) -> bool:
        """Tab would leave before ``keyPressEvent`` is asked, so keys are looked at here."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self.handle_key(event):
            event.accept()
            return True
        return super().event(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Coming back to text that is not decided yet shows again what it could mean."""
        super().focusInEvent(event)
        if event.reason() not in _STAYING:
            self.look()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere with a match in sight means the first one."""
        super().focusOutEvent(event)
        if event.reason() in _STAYING:
            return
        if self.undecided and self._matches and self._matched == self.text().strip() and self._pending is None:
            self._take(How.LEAVING)
        self._popup.hide()

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody waits for a field that is gone."""
        super().hideEvent(event)
        self._popup.hide()
        self._stop_waiting()

    # -- inside

    def _take_rows(self, text: str) -> bool:
        """Take several rows, however they came here; false for a single text."""
        rows = pasted_rows(text)
        if rows and self._source.several:
            self.pasted.emit(rows)
        elif rows:
            self.insert(rows[0][0])
            self.textEdited.emit(self.text())
        return bool(rows)

    def _edited(self, _: str) -> None:
        self._warned = ""
        self.told.emit("")
        self.look()

    def _answered(self, text: str, matches: list[Any]) -> None:
        if text != self.text().strip():
            return
        self._asked, self._matched, self._matches = None, text, matches
        if self._pending is not None:
            how, self._pending = self._pending, None
            self._take(how)
            self.waiting.emit(False)
        elif self.hasFocus():
            self._show(text)

    def _failed(self, error: Exception) -> None:
        self._asked = None
        self.told.emit(f"The search could not be answered: {error}")
        self._stop_waiting()

    def _show(self, text: str) -> None:
        rows = [self._source.row(match) for match in self._matches or ()]
        hint = self._source.hint if rows else ""
        if not rows and self._source.offer:
            rows = [LookupRow(value=None, code="", text=self._source.offer.format(text))]
            hint = self._source.nothing.format(text)
            if self._warned == text:
                hint += " Enter again takes the line above."
        self._popup.show_rows(self, rows, hint)

    def _take(self, how: How) -> None:
        text, matches = self._matched, self._matches or []
        if not matches:
            self._take_offer(text, how)
            return
        rows = [0]
        if self._popup_is_mine():
            rows = self._popup.marked or [max(0, self._popup.row)]
        self._decided()
        self.chosen.emit([matches[row] for row in rows], how)

    def _take_offer(self, text: str, how: How) -> None:
        """The first Enter says that nothing matches; a second one means it. A scanner sends only one.

        So a code stays where it is, unless somebody came back to it.
        """
        if how is How.LEAVING:
            return
        if self._source.is_code(text) and text != self._found_with and self._warned != text:
            self.unmatched.emit(text)
            return
        if self._warned == text and self._source.offer:
            self._decided()
            self.offered.emit(text)
            return
        self._warned = text
        again = f" Enter again: {_lower(self._source.offer.format(text)).rstrip('…')}." if self._source.offer else ""
        self.told.emit(self._source.nothing.format(text) + again)
        self.selectAll()
        if self.hasFocus():
            self._show(text)

    def _picked(self, row: int) -> None:
        if not self._popup_is_mine() or self._matches is None:
            return
        held = QGuiApplication.keyboardModifiers()
        if self._matches and held & Qt.KeyboardModifier.ControlModifier:
            self._mark(row)
        elif self._matches:
            # After the click has been dealt with: the choice may close the list it came from.
            QTimer.singleShot(0, self, lambda: self._take(How.ENTER))
        else:
            self._warned = self._matched
            QTimer.singleShot(0, self, lambda: self._take(How.ENTER))

    def _mark(self, row: int) -> None:
        if self._source.several and self._matches:
            self._popup.toggle(row)

    def _popup_is_mine(self) -> bool:
        return self._popup.isVisible() and self.hasFocus()

    def _decided(self) -> None:
        """Nothing is undecided any more, whatever the form makes of it."""
        self._shown = self.text().strip()
        self._forget()
        self.told.emit("")

    def _forget(self) -> None:
        self._matches, self._matched, self._asked, self._warned = None, "", None, ""
        if self._popup_is_mine():
            self._popup.hide()

    def _stop_waiting(self) -> None:
        if self._pending is not None:
            self._pending = None
            self.waiting.emit(False)


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]

"""The search box and the chips: two faces of one query."""

from functools import partial
from itertools import pairwise
from typing import Final

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from readmodel.listing.queries import SuggestValues
from readmodel.listing.view import Suggestion
from ui.desk import Desk
from ui.filters.box import SearchBox
from ui.filters.chip import Chip
from ui.filters.popover import FilterPopover
from ui.query.completing import Offer, Typing, offers, offers_of, typing_at
from ui.query.mistakes import Mistake
from ui.query.parsing import Parsed, parse
from ui.query.query import Condition, Part, Query
from ui.query.values import Writing
from ui.query.vocabulary import KnownField, Vocabulary
from ui.query.writing import write, write_part
from ui.theme import icon
from ui.widgets.flow import Flow
from ui.widgets.text import clear_layout, label

_LEFT_OUT: Final = "What is not understood is left out."
_GAP = 4


class QueryBar(QWidget):
    """Words stand in the box; a condition becomes a chip as soon as it is complete and something else follows.

    ``query`` is all that is understood: what is not is told and left out. What is being typed at the cursor counts as
    soon as it is understood, and is not complained of before the cursor leaves it.
    """

    changed = Signal()
    """Another query is asked for."""

    def __init__(self, desk: Desk, name: str, prompt: str, vocabulary: Vocabulary) -> None:
        super().__init__()
        self._desk = desk
        self._name = name
        self._vocabulary = vocabulary
        self._conditions: list[Condition] = []
        self._held: Condition | None = None
        self._told = ""
        self.query = Query()
        self.search = SearchBox(name, prompt)
        self.complaint = label("", "error", name=f"{name}_mistake", wrap=True)
        self.complaint.hide()
        self.add = QPushButton("Filter")
        self.add.setObjectName(f"{name}_add_filter")
        self.add.setAccessibleName("Add a filter")
        self.add.setIcon(icon("plus", "muted"))
        self.add.setProperty("kind", "quiet")
        self.columns = QToolButton()
        self.columns.setObjectName(f"{name}_columns")
        self.columns.setAccessibleName("Columns")
        self.columns.setToolTip("Choose columns")
        self.columns.setIcon(icon("columns", "muted"))
        self._row = QHBoxLayout()
        self._chips = Flow()
        self._lay_out()
        self.search.textEdited.connect(self._on_edited)
        self.search.moved.connect(self._offer)
        self.search.entered.connect(self._enter)
        self.search.left.connect(lambda: self._settle(at_cursor=True))
        self.search.taken_back.connect(self._take_back)
        self.add.clicked.connect(self._open_fields)
        self._show_chips()

    @property
    def chips(self) -> list[Chip]:
        """The chips, from left to right."""
        widgets = [item.widget() for n in range(self._chips.count()) if (item := self._chips.itemAt(n))]
        return [widget for widget in widgets if isinstance(widget, Chip)]

    def show_query(self, query: Query) -> None:
        """Ask for a query."""
        # What is asked for twice is a filter once.
        query = Query((*dict.fromkeys(query.conditions), *query.texts))
        self._conditions = list(query.conditions)
        self._held = None
        self.search.setText(write(Query(query.texts), Writing.LOCAL))
        self._complain(None)
        self._show_chips()
        self._ask_for(query)

    def show_text(self, text: str) -> None:
        """Ask for a query as it is written; where it can't be understood, its text stays in the box with the reason."""
        parsed = parse(text, self._vocabulary)
        if parsed.mistake is None:
            self.show_query(parsed.query)
            return
        self.show_query(Query())
        self.search.setText(text)
        self._settle(at_cursor=True)

    def open_editor(self, field: KnownField, under: QWidget, condition: Condition | None = None) -> None:
        """Let a condition be changed, or a new one be made."""
        popover = self._popover(condition)
        popover.show_editor(field, condition)
        popover.open_under(under)

    def _popover(self, condition: Condition | None) -> FilterPopover:
        popover = FilterPopover(self._desk, self._name, self)
        current = [condition]

        def change(asked: Condition | None) -> None:
            self._exchange(current[0], asked)
            current[0] = asked

        popover.changed.connect(change)
        return popover

    def _lay_out(self) -> None:
        around = QWidget()
        around.setLayout(self._chips)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        around.setSizePolicy(policy)
        top = Qt.AlignmentFlag.AlignTop
        row = self._row
        row.setSpacing(8)
        row.addWidget(self.search, 2, top)
        row.addWidget(around, 3)
        row.addWidget(self.columns, 0, top)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_GAP)
        column.addLayout(row)
        column.addWidget(self.complaint)

    def _on_edited(self) -> None:
        self._settle(at_cursor=False)
        self._offer()

    def _enter(self) -> None:
        if self._settle(at_cursor=True):
            self.search.left_downwards.emit()

    def _settle(self, *, at_cursor: bool) -> bool:
        """Understand what is in the box: conditions that are complete become chips. Whether all is understood.

        With ``at_cursor``, the part at the cursor is taken for complete, too.
        """
        box = self.search
        text, cursor = box.text(), -1 if at_cursor else box.cursorPosition()
        parsed = parse(text, self._vocabulary, Writing.LOCAL)
        kept: list[str] = []
        parts: list[Part] = []
        mistake: Mistake | None = None
        at = 0
        for piece in parsed.pieces:
            here = piece.start <= cursor <= piece.end
            kept.append(text[at : piece.start])
            at = piece.end
            part = piece.part
            if part is None and here:
                part = self._held if self._is_still_held(text[piece.start : piece.end]) else None
            elif part is None:
                mistake = mistake or piece.mistake
            if isinstance(part, Condition) and piece.part is not None and not here:
                self._conditions += [part] if part not in self._conditions else []
                continue
            if here:
                self._held = part if isinstance(part, Condition) else None
            kept.append(text[piece.start : piece.end])
            if part is not None:
                parts.append(part)
        kept.append(text[at:])
        self._put("".join(kept), parsed)
        self._complain(mistake)
        self._ask_for(Query((*self._conditions, *parts)))
        return mistake is None

    def _is_still_held(self, text: str) -> bool:
        """Whether what is being typed is a condition that was understood a moment ago."""
        held = self._held
        return held is not None and text.lstrip("-").casefold().startswith(f"{held.field}:")

    def _put(self, text: str, parsed: Parsed) -> None:
        """Show what is left in the box once complete conditions have become chips."""
        box = self.search
        if text == box.text():
            return
        behind = len(box.text()) - box.cursorPosition()
        text = text.lstrip() if not text.strip() or text[:1].isspace() else text
        box.setText(text)
        box.setCursorPosition(max(0, len(text) - behind))
        self._show_chips()

    def _ask_for(self, query: Query) -> None:
        # In one order whatever was typed first, so that the same query is known again.
        query = Query((*query.conditions, *query.texts))
        if query != self.query:
            self.query = query
            self.changed.emit()

    def _complain(self, mistake: Mistake | None) -> None:
        self.search.underline(mistake)
        self.complaint.setText("" if mistake is None else _complaint(mistake))
        self.complaint.setVisible(mistake is not None)
        self.search.lower_offers(self._complained())
        if mistake is not None and self._told != mistake.message:
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self.search, _complaint(mistake)))
        self._told = "" if mistake is None else mistake.message

    def _take_back(self) -> None:
        """The last chip becomes text again."""
        if self._conditions:
            text = write_part(self._conditions.pop(), Writing.LOCAL)
            rest = self.search.text()
            self.search.setText(f"{text} {rest}".rstrip())
            self.search.setCursorPosition(len(text))
            self._show_chips()
            self._settle(at_cursor=False)

    def _exchange(self, before: Condition | None, after: Condition | None) -> None:
        """Put a condition in the place of another one; one that is there already stays where it is."""
        place = len(self._conditions) if before is None else self._conditions.index(before)
        kept = [condition for condition in self._conditions if condition != before]
        self._conditions = kept if after is None or after in kept else [*kept[:place], after, *kept[place:]]
        self._show_chips()
        self._settle(at_cursor=not self.search.hasFocus())

    def _remove(self, chip: Chip) -> None:
        """Take a condition away; the focus goes to the next chip or back to the box."""
        place = self.chips.index(chip)
        focused = chip.words.hasFocus()
        self._exchange(chip.condition, None)
        if focused:
            left = self.chips
            (left[min(place, len(left) - 1)].words if left else self.search).setFocus()

    def _show_chips(self) -> None:
        """One chip for each condition, and the button that adds one; what is the same stays, with its focus."""
        self._chips.removeWidget(self.add)
        clear_layout(self._chips)
        for condition in self._conditions:
            field = self._vocabulary.fields[condition.field]
            chip = Chip(self._name, condition, field)
            chip.asked.connect(partial(self._edit, chip, field))
            chip.removed.connect(partial(self._remove, chip))
            self._chips.addWidget(chip)
        self._chips.addWidget(self.add)
        # What is made last would be reached last by Tab.
        stops = [self.search, *(chip.words for chip in self.chips), self.add, self.columns]
        for before, after in pairwise(stops):
            QWidget.setTabOrder(before, after)
        self.updateGeometry()

    def _edit(self, chip: Chip, field: KnownField) -> None:
        self.open_editor(field, chip, chip.condition)

    def _open_fields(self) -> None:
        popover = self._popover(None)
        popover.show_fields(self._vocabulary.fields.values())
        popover.open_under(self.add)

    def _offer(self) -> None:
        """Offer ways to go on with what is being typed."""
        box = self.search
        if not box.hasFocus() or QApplication.activePopupWidget() is not None:
            return
        text, cursor = box.text(), box.cursorPosition()
        typing = typing_at(text, cursor, parse(text, self._vocabulary, Writing.LOCAL), self._vocabulary)
        if typing is not None and typing.field is not None and typing.field.suggests:
            query = SuggestValues(list=self._name, field=typing.field.name, beginning=typing.typed)
            self._desk.ask(query, partial(self._offer_found, text, typing), lane="search.values", owner=self)
        else:
            today = self._desk.today()
            self._show_offers([] if typing is None else offers(typing, self._vocabulary, today), typing)

    def _offer_found(self, text: str, typing: Typing, found: tuple[Suggestion, ...]) -> None:
        if text == self.search.text():
            self._show_offers(offers_of(found, typing), typing)

    def _show_offers(self, offers: list[Offer], typing: Typing | None) -> None:
        self.search.offer(offers, typing, self._complained())

    def _complained(self) -> int:
        """How far below the box it is told what is wrong in it: that stays to be read beside ways to go on."""
        if self.complaint.isHidden():
            return 0
        chips = self._row.minimumHeightForWidth(self.width())
        return max(chips - self.search.height(), 0) + _GAP + self.complaint.heightForWidth(self.width())


def _complaint(mistake: Mistake) -> str:
    """What is wrong, and which rows are shown meanwhile."""
    end = "" if mistake.message.endswith((".", "?")) else "."
    return f"{mistake.message}{end} {_LEFT_OUT}"

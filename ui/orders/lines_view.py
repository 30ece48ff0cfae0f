"""The line grid: a table one types straight into, keyboard first."""

import re

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QHeaderView, QLineEdit, QTableView, QWidget

from domain.errors import Invalid
from readmodel.products.answers import FindProducts, ProductMatch
from ui import formats
from ui.desk import Desk
from ui.orders.keys import is_enter, is_forms_own
from ui.orders.line_columns import FIELDS, Column
from ui.orders.line_editors import LineEditors
from ui.orders.line_widths import LineWidths
from ui.orders.lines import OrderLines
from ui.orders.lookup import How, LookupField
from ui.orders.product_lookup import is_barcode, is_code, scanned
from ui.theme import row_height

_PATH = (Column.PRODUCT, Column.QUANTITY, Column.PRICE, Column.DISCOUNT, Column.TAX)
"""Where Tab leads; the description is reached with the arrow keys or the mouse, since it is rarely changed."""

_SCAN_DIGITS = 8
"""So many digits in a quantity are looked up as a barcode first: the shortest barcode (EAN-8) has eight."""
_NUMBER = re.compile(rf"[+\-{formats.MINUS}]\d+|[+\-{formats.MINUS}]?\d*[.,]\d+")
"""With its sign or decimals it is meant as a number, whether or not it can be a quantity."""


class OrderLinesView(QTableView):
    """One editor at a time, opened by typing, by a click, or by the key that led to the cell."""

    waiting = Signal(bool)
    told = Signal(str)
    left = Signal(bool)
    """Tab went past the last cell (true) or before the first (false)."""

    def __init__(self, desk: Desk, model: OrderLines, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._lines = model
        self.setObjectName("order_lines")
        self.setAccessibleName("Order lines")
        self.setModel(model)
        self._editors = LineEditors(desk, self)
        self.setItemDelegate(self._editors)
        self.setTabKeyNavigation(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.AnyKeyPressed
            | QAbstractItemView.EditTrigger.EditKeyPressed
            | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setShowGrid(True)
        self.setWordWrap(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._lay_out()
        self._widths = LineWidths(self, model)
        self.clicked.connect(self.edit)
        self._editors.key.connect(self._key)
        self._editors.chosen.connect(self._chosen)
        self._editors.unmatched.connect(self._unmatched)
        self._editors.offered.connect(self._text_taken)
        self._editors.passed.connect(self._passed)
        self._editors.pasted.connect(self._take_rows)
        self._editors.waiting.connect(self.waiting)
        self._editors.told.connect(self.told)

    def go_to(self, row: int, column: Column) -> None:
        """Open a cell's editor with its text selected."""
        index = self._lines.index(row, column)
        self.setCurrentIndex(index)
        self.scrollTo(index)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        self.edit(index)

    def go_to_blank(self) -> None:
        """Open the product of the line to come."""
        self.go_to(self._lines.blank_row, Column.PRODUCT)

    def undecided(self) -> LookupField | None:
        """The product field that is open and holds text that stands for no product yet."""
        editor = self._editors.editor
        return editor if isinstance(editor, LookupField) and editor.undecided else None

    def remove_current(self) -> bool:
        """Take the current line out, and go to the same cell of the next."""
        index = self.currentIndex()
        row, column = index.row(), Column(max(0, index.column()))
        self.close_editor()
        if not self._lines.remove(row):
            return False
        blank = row >= self._lines.blank_row
        self.go_to(row, Column.PRODUCT if blank or column not in _PATH else column)
        return True

    def close_editor(self) -> None:
        """Close the editor that is open, if one is."""
        if (editor := self._editors.editor) is not None:
            self.closeEditor(editor, QAbstractItemDelegate.EndEditHint.NoHint)

    # -- QTableView

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tab into the grid starts typing."""
        super().focusInEvent(event)
        if event.reason() in (Qt.FocusReason.TabFocusReason, Qt.FocusReason.ShortcutFocusReason):
            self.go_to_blank()
        elif event.reason() == Qt.FocusReason.BacktabFocusReason:
            self.go_to(self._lines.blank_row, Column.PRODUCT)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._widths.fit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter on a cell that is not being edited begins to."""
        if is_forms_own(event):
            event.ignore()
            return
        if is_enter(event.key()) and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            index = self.currentIndex()
            if index.isValid():
                self.edit(index)
            else:
                self.go_to_blank()
            return
        super().keyPressEvent(event)

    # -- where keys lead

    def _key(self, row: int, column: int, editor: QLineEdit, key: int) -> None:
        here = Column(column)
        if is_enter(key):
            self._enter(row, here, editor)
        elif key == Qt.Key.Key_Tab:
            self._step(row, here, 1)
        elif key == Qt.Key.Key_Backtab:
            self._step(row, here, -1)
        else:
            goal = row + (1 if key == Qt.Key.Key_Down else -1)
            if 0 <= goal <= self._lines.blank_row:
                self.go_to(goal, Column.PRODUCT if goal == self._lines.blank_row else here)

    def _enter(self, row: int, column: Column, editor: QLineEdit) -> None:
        problem = self._lines.problems(row).get(FIELDS[column]) if editor.text().strip() else None
        if column is Column.QUANTITY and self._may_be_scan(editor.text()):
            self._look_for_scan(row, editor.text(), str(editor.property("before")))
        elif problem is not None:
            self._stay(problem)
        elif column is Column.QUANTITY and not self._lines.line(row).price.strip():
            self.go_to(row, Column.PRICE)
        elif column is Column.DESCRIPTION:
            self.go_to(row, Column.QUANTITY)
        else:
            self.go_to_blank()

    def _stay(self, problem: str) -> None:
        self.told.emit(problem)
        if (editor := self._editors.editor) is not None:
            editor.selectAll()

    def _step(self, row: int, column: Column, by: int) -> None:
        """Along the path of cells; past either end the focus leaves the grid."""
        at = _PATH.index(column) if column in _PATH else 0
        blank = row == self._lines.blank_row
        if by > 0 and blank:
            self._leave(forward=True)
        elif by > 0:
            last = at == len(_PATH) - 1
            self.go_to(row + 1 if last else row, _PATH[0] if last else _PATH[at + 1])
        elif at > 0 and not blank:
            self.go_to(row, _PATH[at - 1])
        elif row > 0:
            self.go_to(row - 1, _PATH[-1])
        else:
            self._leave(forward=False)

    def _leave(self, *, forward: bool) -> None:
        self.close_editor()
        self.left.emit(forward)

    def _chosen(self, row: int, products: list[ProductMatch], how: How) -> None:
        goal = self._lines.choose(row, products, separate=how is How.ALONE)
        if how is not How.LEAVING:
            self.go_to(goal, Column.QUANTITY)

    def _text_taken(self, row: int, text: str) -> None:
        self._lines.take_text(row, text)
        self.go_to(row, Column.QUANTITY)

    def _unmatched(self, row: int, code: str) -> None:
        """Leave the code where it is, in sight, and go on to the line to come: a scanner reads on."""
        self.go_to_blank()
        self.told.emit(f"Line {row + 1}: no product matches “{code}”. Correct the line, or remove it.")

    def _passed(self, row: int) -> None:
        if row != self._lines.blank_row:
            self.go_to(row, Column.QUANTITY)

    def _take_rows(self, rows: list[tuple[str, str]]) -> None:
        """A line for each pasted row, and its product as soon as it is found."""
        ids = self._lines.keep_rows(rows)
        self.go_to_blank()
        self.waiting.emit(True)
        queries = self._desk.docket.queries

        def find() -> dict[str, ProductMatch]:
            found = (scanned(code, queries.ask(FindProducts(text=code, limit=3))) for code, _ in rows)
            return {line_id: product for line_id, product in zip(ids, found, strict=True) if product is not None}

        def answered(found: dict[str, ProductMatch]) -> None:
            self._lines.settle(found)
            if unknown := len(ids) - len(found):
                self.told.emit(
                    f"No product matches {formats.count(unknown)} of the {formats.count(len(ids))} pasted codes. "
                    "Correct those lines, or remove them."
                )
            self.waiting.emit(False)

        self._desk.fetch(find, answered, failed=self._search_failed, owner=self)

    # -- a scanner does not know that the quantity is where the cursor stands

    def _may_be_scan(self, text: str) -> bool:
        digits = sum(character.isdigit() for character in text)
        try:
            formats.parse_quantity(text)
        except Invalid:
            return bool(text.strip())
        return digits >= _SCAN_DIGITS

    def _look_for_scan(self, row: int, text: str, before: str) -> None:
        # Lines may be removed before the answer is there: this cell moves with its line, or is gone with it.
        cell = QPersistentModelIndex(self._lines.index(row, Column.QUANTITY))
        self.waiting.emit(True)

        def answered(matches: tuple[ProductMatch, ...]) -> None:
            product = scanned(text, matches)
            problem = self._lines.problems(cell.row()).get("quantity") if cell.isValid() else None
            unmatched = product is None and (is_barcode(text) or (problem is not None and _may_be_code(text)))
            if cell.isValid() and (product is not None or unmatched):
                self._lines.setData(cell, before)
            if product is not None:
                goal = self._lines.choose(self._lines.blank_row, [product])
                self.go_to(goal, Column.QUANTITY)
            elif unmatched:
                self._unmatched(self._lines.keep_code(text.strip()), text.strip())
            elif problem is not None:
                self._stay(problem)
            elif cell.isValid():
                self.go_to_blank()
            self.waiting.emit(False)

        query = FindProducts(text=text.strip(), limit=3)
        self._desk.ask(query, answered, failed=self._search_failed, owner=self)

    def _search_failed(self, error: Exception) -> None:
        self.told.emit(f"The search could not be answered: {error}")
        self.waiting.emit(False)

    # -- looks

    def _lay_out(self) -> None:
        vertical = self.verticalHeader()
        vertical.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        vertical.setDefaultSectionSize(row_height())
        vertical.setDefaultAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        vertical.setMinimumWidth(28)
        horizontal = self.horizontalHeader()
        horizontal.setHighlightSections(False)
        horizontal.setSectionsClickable(False)
        horizontal.setMinimumSectionSize(48)
        horizontal.setSectionResizeMode(Column.DESCRIPTION, QHeaderView.ResizeMode.Stretch)
        self.setCurrentIndex(QModelIndex())


def _may_be_code(text: str) -> bool:
    """Whether what is no quantity is a code; a slip begins with a digit and is short, or is written as a number."""
    code = text.strip()
    return is_code(code) and not _NUMBER.fullmatch(code) and (not code[0].isdigit() or len(code) >= _SCAN_DIGITS)

"""The line grid's model: what is typed, written through keystroke by keystroke, and what is made of it."""

from decimal import Decimal
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from domain.errors import Invalid
from domain.money import Taxed
from readmodel.products.answers import ProductMatch
from ui import formats
from ui.orders.entry import TypedLine, product_line
from ui.orders.line_columns import (
    FIELDS,
    HEADS,
    HINT_ROLE,
    NUMBERS,
    PROBLEM_ROLE,
    TEXTS,
    TITLES,
    UNDECIDED_ROLE,
    Column,
)
from ui.orders.running_total import RunningTotal
from ui.orders.stock_hints import Hint, StockHints
from ui.orders.understanding import Problems, UnderstoodLine, understand_line
from ui.orders.written_numbers import written

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class OrderLines(QAbstractTableModel):
    """Rows of typed lines with one blank row at the end, where the next line begins."""

    typed = Signal()
    """Something a person did changed the lines."""

    def __init__(self, total: RunningTotal, parent: Any = None) -> None:
        super().__init__(parent)
        self._total = total
        self._currency = "EUR"
        self._lines: list[TypedLine] = [TypedLine()]
        self._understood: list[UnderstoodLine | None] = [None]
        self._refused: dict[tuple[str, str], str] = {}
        self._missing_shown = False
        self._removed: list[tuple[int, TypedLine]] = []
        self._stock = StockHints()

    # -- what a person did

    def load(self, lines: list[TypedLine], currency: str) -> None:
        """Show these lines in place of all there were."""
        self.beginResetModel()
        for line in self._lines:
            self._total.set(line.line_id, None)
        self._currency = currency
        self._refused.clear()
        self._missing_shown = False
        self._removed.clear()
        self._stock = StockHints()
        self._lines = [*(line for line in lines if not line.blank), TypedLine()]
        self._understood = [None] * len(self._lines)
        for row in range(len(self._lines) - 1):
            self._understand(row)
        self.endResetModel()

    def use_currency(self, currency: str) -> None:
        """Add everything up in another currency."""
        self._currency = currency
        for row in range(self.blank_row):
            self._understand(row)
            self._tell(row)

    def choose(self, row: int, products: list[ProductMatch], *, separate: bool = False) -> int:
        """Put products on the order, the first into ``row``; returns the row of the first one's quantity.

        A product that is on the order already gets one more there, unless it is to be a line by itself or its quantity
        can't be read.
        """
        goal, free, added = "", True, 0
        for product in products:
            known = None if separate else self._row_of(product.product_id)
            if known is not None and known != row:
                self._add_one(known)
                landed = self._lines[known]
            elif free:
                self._set(row, _with_product(self._lines[row], product))
                landed, free = self._lines[row], False
            else:
                added += 1
                landed = product_line(product)
                self._insert(row + added, landed)
            goal = goal or landed.line_id
        if free and self._lines[row].search:
            self._lines[row].search = ""
            self._set(row, self._lines[row])
        self.typed.emit()
        return next(at for at, line in enumerate(self._lines) if line.line_id == goal)

    def keep_code(self, code: str) -> int:
        """Put a code that no product has on a line of its own, where it stands until it is mended; returns its row."""
        row = self.blank_row
        self._set(row, TypedLine(line_id=self._lines[row].line_id, search=code))
        self.typed.emit()
        return row

    def keep_rows(self, rows: list[tuple[str, str]]) -> list[str]:
        """Put codes with their quantities at the end, each on a line of its own without a product; the lines' ids."""
        lines = [TypedLine(search=code, quantity=quantity) for code, quantity in rows]
        self._insert(self.blank_row, *lines)
        self.typed.emit()
        return [line.line_id for line in lines]

    def settle(self, found: dict[str, ProductMatch]) -> None:
        """Choose the products that were found for lines, by the ids of the lines."""
        for row, line in enumerate(self.lines):
            if line.search and (product := found.get(line.line_id)) is not None:
                self._set(row, _with_product(line, product))
        self.typed.emit()

    def take_text(self, row: int, text: str) -> None:
        """Make a row a free-text line."""
        line = TypedLine(
            line_id=self._lines[row].line_id, description=text, quantity="1", discount="0", tax=self._usual_tax()
        )
        self._set(row, line)
        self.typed.emit()

    def remove(self, row: int) -> bool:
        """Take a line out; ``restore`` brings it back. The blank row stays."""
        if not 0 <= row < len(self._lines) - 1:
            return False
        self.beginRemoveRows(_ROOT, row, row)
        line = self._lines.pop(row)
        self._understood.pop(row)
        self._removed.append((row, line))
        self._total.set(line.line_id, None)
        self._stock.forget(line)
        self.endRemoveRows()
        self._tell_stock(line)
        self.typed.emit()
        return True

    def restore(self) -> int:
        """Bring back the line removed last; returns its row, or -1 if there is none."""
        if not self._removed:
            return -1
        row, line = self._removed.pop()
        row = min(row, len(self._lines) - 1)
        self._insert(row, line)
        self.typed.emit()
        return row

    def refuse(self, row: int, field: str, message: str) -> None:
        """Mark a cell with what the command bus said of it, until it is changed."""
        self._refused[self._lines[row].line_id, field] = message
        self._tell(row)

    def show_missing(self) -> None:
        """From now on mark what is missing, too."""
        self._missing_shown = True
        self.dataChanged.emit(self.index(0, 0), self.index(len(self._lines) - 1, len(TITLES) - 1))

    def refresh_products(self, products: dict[str, ProductMatch]) -> None:
        """Take over what stock there is now; names and prices on the order stay as typed."""
        for row, line in enumerate(self._lines):
            if line.product is not None and (fresh := products.get(line.product.product_id)) is not None:
                line.product = fresh
                self._tell(row)

    # -- what stands there

    @property
    def lines(self) -> list[TypedLine]:
        """The lines as typed, without the blank one."""
        return self._lines[:-1]

    @property
    def removed(self) -> int:
        """How many removals ``restore`` could undo."""
        return len(self._removed)

    @property
    def blank_row(self) -> int:
        """The row where the next line begins."""
        return len(self._lines) - 1

    def line(self, row: int) -> TypedLine:
        """One row as typed."""
        return self._lines[row]

    def understood(self, row: int) -> UnderstoodLine | None:
        """What was made of a row; None for the blank one."""
        return self._understood[row]

    def problems(self, row: int) -> Problems:
        """What is wrong in a row, by field: what can't be read, and what the bus refused."""
        understood = self._understood[row]
        problems = dict(understood.problems) if understood else {}
        if self._refused:
            line_id = self._lines[row].line_id
            problems.update({field: text for (line, field), text in self._refused.items() if line == line_id})
        return problems

    def first_problem(self) -> tuple[int, Column, str] | None:
        """Where the first thing stands that keeps the order from being placed."""
        for row in range(len(self._lines) - 1):
            problems = self.problems(row)
            for column, field in FIELDS.items():
                if field in problems:
                    return row, column, problems[field]
        return None

    # -- QAbstractTableModel

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Lines, and the blank one."""
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """One per Column."""
        return 0 if parent.isValid() else len(TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Titles above, line numbers beside."""
        if role == Qt.ItemDataRole.ToolTipRole and orientation is Qt.Orientation.Horizontal:
            return TITLES[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return HEADS[section] if orientation is Qt.Orientation.Horizontal else str(section + 1)
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Horizontal:
            side = Qt.AlignmentFlag.AlignRight if section in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Everything typed is editable; the blank row only where a product is named."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        blank = index.row() == len(self._lines) - 1
        if index.column() in FIELDS and (not blank or index.column() == Column.PRODUCT):
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Numbers in one form; EditRole is the text as typed, of a product cell what is searched for, or its SKU."""
        row, column = index.row(), Column(index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return written(column, self._text(row, column), self._understood[row], self._currency)
        if role == Qt.ItemDataRole.EditRole:
            return self._text(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
            return int(side | Qt.AlignmentFlag.AlignVCenter)
        if role == PROBLEM_ROLE:
            return self._shown_problem(row, column)
        if role == HINT_ROLE:
            return self._hint(row) if column is Column.STOCK else None
        if role == UNDECIDED_ROLE:
            return "No product" if column is Column.DESCRIPTION and self._lines[row].search else None
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._shown_problem(row, column) or self._text(row, column) or None
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{TITLES[column]}, line {row + 1}: {self._text(row, column) or 'empty'}"
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Write one cell's text through, as each keystroke does."""
        row, column = index.row(), Column(index.column())
        if role != Qt.ItemDataRole.EditRole or column not in TEXTS or not 0 <= row < len(self._lines):
            return False
        text = str(value)
        if text == self._text(row, column):
            return True
        line = self._lines[row]
        if column is Column.PRODUCT and line.product is not None and text.strip() == line.product.sku:
            text = ""
        setattr(line, TEXTS[column], text)
        self._refused.pop((line.line_id, FIELDS[column]), None)
        self._set(row, line)
        self.typed.emit()
        return True

    # -- inside

    def _text(self, row: int, column: Column) -> str:
        line = self._lines[row]
        if column is Column.PRODUCT:
            return line.search or (line.product.sku if line.product else "")
        if column is Column.UNIT:
            return line.product.unit if line.product else ""
        if column is Column.NET:
            net = understood.net if (understood := self._understood[row]) else None
            return "" if net is None else formats.amount(net, self._currency)
        if column is Column.STOCK:
            hint = self._hint(row)
            return hint.text if hint else ""
        return str(getattr(line, TEXTS[column]))

    def _shown_problem(self, row: int, column: Column) -> str | None:
        """What is merely missing yet is not held against anybody before the order is to be placed."""
        if column not in FIELDS or not (self._missing_shown or self._text(row, column)):
            return None
        return self.problems(row).get(FIELDS[column])

    def _hint(self, row: int) -> Hint | None:
        return self._stock.hint(self._lines[row])

    def _set(self, row: int, line: TypedLine) -> None:
        before, self._lines[row] = self._lines[row], line
        self._understand(row)
        if row == len(self._lines) - 1 and not line.blank:
            end = len(self._lines)
            self.beginInsertRows(_ROOT, end, end)
            self._lines.append(TypedLine())
            self._understood.append(None)
            self.endInsertRows()
        elif row == len(self._lines) - 2 and line.blank:
            self.beginRemoveRows(_ROOT, row + 1, row + 1)
            self._lines.pop()
            self._understood.pop()
            self.endRemoveRows()
        self._tell(row)
        self._tell_stock(line)
        if before.product is not None and before is not line:
            self._tell_stock(before)

    def _insert(self, row: int, *lines: TypedLine) -> None:
        end = row + len(lines)
        self.beginInsertRows(_ROOT, row, end - 1)
        self._lines[row:row] = lines
        self._understood[row:row] = [None] * len(lines)
        for place in range(row, end):
            self._understand(place)
        self.endInsertRows()
        for line in lines:
            self._tell_stock(line)

    def _understand(self, row: int) -> None:
        line = self._lines[row]
        understood = None if line.blank else understand_line(line, self._currency)
        self._understood[row] = understood
        taxed = None if understood is None or understood.net is None else Taxed(understood.net, understood.rate)
        self._total.set(line.line_id, taxed)
        self._stock.know(line, understood.quantity if understood else None)

    def _tell(self, row: int) -> None:
        # Cell by cell: for a range of cells Qt paints everything in sight anew.
        for column in Column:
            cell = self.index(row, column)
            self.dataChanged.emit(cell, cell)

    def _tell_stock(self, changed: TypedLine) -> None:
        """Lines of the same product share what is available, so their hints change together."""
        product_id = changed.product.product_id if changed.product else None
        if product_id is None:
            return
        for row, line in enumerate(self._lines):
            if line.product is not None and line.product.product_id == product_id:
                cell = self.index(row, Column.STOCK)
                self.dataChanged.emit(cell, cell)

    def _row_of(self, product_id: str) -> int | None:
        """A line of the product that can take one more; one whose quantity can't be read waits to be mended."""
        rows = range(len(self._lines))
        known = (row for row in rows if (p := self._lines[row].product) is not None and p.product_id == product_id)
        return next((row for row in known if _countable(self._lines[row])), None)

    def _add_one(self, row: int) -> None:
        line = self._lines[row]
        line.quantity = formats.quantity(formats.parse_quantity(line.quantity) + 1)
        self._set(row, line)

    def _usual_tax(self) -> str:
        return next((line.tax for line in reversed(self._lines) if line.tax), formats.quantity(Decimal(0)))


def _countable(line: TypedLine) -> bool:
    try:
        formats.parse_quantity(line.quantity)
    except Invalid:
        return False
    return True


def _with_product(line: TypedLine, product: ProductMatch) -> TypedLine:
    """The line with another product: quantity and discount stay, name, price and tax are the new product's."""
    fresh = product_line(product, line.line_id)
    fresh.quantity = line.quantity or fresh.quantity
    fresh.discount = line.discount or fresh.discount
    if line.product is not None and line.product.product_id == product.product_id:
        fresh.description, fresh.price, fresh.tax = line.description, line.price, line.tax
    return fresh

"""The lines in an order's detail pane."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from readmodel.orders.detail_answers import OrderLine
from ui import formats
from ui.theme import row_height, tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_TITLES = ("SKU", "Description", "Qty", "Price", "Net", "State")
_NUMBERS = (2, 3, 4)
_SKU = 0
_DESCRIPTION = 1
_PRICE = 3
_MOST_ROWS = 12
_WIDE = 560
_NARROW = 460


def state_of(line: OrderLine) -> tuple[str, str]:
    """How far a line is, and the tone of it."""
    left = line.quantity - line.cancelled - line.shipped
    if line.cancelled >= line.quantity:
        return "cancelled", "muted"
    if left <= 0:
        return "✓ shipped", "good"
    if line.waiting > 0:
        return f"▲ {formats.quantity(line.waiting)} short", "warn"
    if line.shipped > 0:
        return f"{formats.quantity(line.shipped)} shipped", "info"
    return ("reserved", "muted") if line.tracked and line.reserved >= left else ("open", "muted")


class _Lines(QAbstractTableModel):
    def __init__(self, parent: Any) -> None:
        super().__init__(parent)
        self._lines: tuple[OrderLine, ...] = ()
        self._currency = ""
        self._draft = False

    def show(self, lines: tuple[OrderLine, ...], currency: str, *, draft: bool) -> None:
        self.beginResetModel()
        self._lines, self._currency, self._draft = lines, currency, draft
        self.endResetModel()

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(_TITLES)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        line, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(line, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{line.sku} {line.description}".strip() if column == 1 else self._text(line, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.ForegroundRole and column in (0, 5):
            return QColor(getattr(tokens(), state_of(line)[1] if column == 5 else "muted"))
        return None

    def _text(self, line: OrderLine, column: int) -> str:
        less = f" −{formats.percent(line.discount_percent)}" if line.discount_percent else ""
        return (
            line.sku,
            line.description,
            f"{formats.quantity(line.quantity)}",
            formats.price(line.unit_price, self._currency) + less,
            formats.amount(line.net, self._currency),
            "" if self._draft else state_of(line)[0],
        )[column]


class _Padded(QStyledItemDelegate):
    """Keeps the text in line with its heading."""

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return super().sizeHint(option, index) + QSize(10, 0)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(tokens().selected))
        option.rect = option.rect.adjusted(5, 0, -5, 0)
        super().paint(painter, option, index)


class DetailLines(QTableView):
    """As high as its lines need, up to a dozen; then it scrolls."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("order_detail_lines")
        self.setAccessibleName("Lines of the order")
        self._lines = _Lines(self)
        self.setModel(self._lines)
        self.setItemDelegate(_Padded(self))
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        head = self.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionsClickable(False)
        head.setMinimumSectionSize(40)
        head.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        head.setSectionResizeMode(_DESCRIPTION, QHeaderView.ResizeMode.Stretch)

    def show_lines(self, lines: tuple[OrderLine, ...], currency: str, *, draft: bool) -> None:
        """Show an order's lines."""
        self.verticalHeader().setDefaultSectionSize(row_height())
        self._lines.show(lines, currency, draft=draft)
        self.setColumnHidden(5, draft)
        rows = max(1, min(len(lines), _MOST_ROWS))
        self.setFixedHeight(self.horizontalHeader().sizeHint().height() + rows * row_height() + 2)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where it is narrow prices give way first, then SKUs."""
        super().resizeEvent(event)
        self.setColumnHidden(_PRICE, self.width() < _WIDE)
        self.setColumnHidden(_SKU, self.width() < _NARROW)


def _side(column: int) -> int:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return int(side | Qt.AlignmentFlag.AlignVCenter)

"""How wide the line grid's columns are: no number is ever cut off, and the description gets what remains."""

from typing import Final

from PySide6.QtCore import QModelIndex, QObject
from PySide6.QtWidgets import QTableView

from ui.orders.line_columns import Column
from ui.orders.line_editors import PADDING, shown_text
from ui.orders.lines import OrderLines

_NARROW: Final = 820
"""Pixels of a grid under which units are left out and every column is as narrow as what stands in it."""
_EASY: Final = {
    Column.PRODUCT: 96,
    Column.QUANTITY: 64,
    Column.UNIT: 84,
    Column.PRICE: 76,
    Column.DISCOUNT: 56,
    Column.TAX: 52,
    Column.NET: 88,
    Column.STOCK: 120,
}
"""The least widths where there is room; a product's unit may be cut off."""
_LEAST_DESCRIPTION: Final = 136
_LEAST_STOCK: Final = 80
"""Of what stock says the number comes first: its words give way to the description."""


class LineWidths(QObject):
    """Fits the columns to their view whenever it changes its size or something longer is typed."""

    def __init__(self, view: QTableView, lines: OrderLines) -> None:
        super().__init__(view)
        self._view = view
        self._lines = lines
        self._needed: dict[Column, int] = {}
        lines.modelReset.connect(self._measure_all)
        lines.dataChanged.connect(self._measure)
        self._measure_all()

    def fit(self) -> None:
        """Share the view's width out."""
        view, room = self._view, self._view.viewport().width()
        narrow = room < _NARROW
        view.setColumnHidden(Column.UNIT, narrow)
        heads = view.horizontalHeader()
        widths = {
            column: max(0 if narrow else easy, heads.sectionSizeHint(column), self._needed.get(column, 0))
            for column, easy in _EASY.items()
            if not (narrow and column is Column.UNIT)
        }
        missing = _LEAST_DESCRIPTION - (room - sum(widths.values()))
        if missing > 0:
            widths[Column.STOCK] = max(_LEAST_STOCK, widths[Column.STOCK] - missing)
        for column, width in widths.items():
            if view.columnWidth(column) != width:
                view.setColumnWidth(column, width)

    def _measure_all(self) -> None:
        self._needed = {}
        self._measure(self._lines.index(0, 0), self._lines.index(self._lines.blank_row, len(Column) - 1))

    def _measure(self, first: QModelIndex, last: QModelIndex) -> None:
        longer, metrics = False, self._view.fontMetrics()
        for column in range(first.column(), last.column() + 1):
            place = Column(column)
            if place in (Column.DESCRIPTION, Column.UNIT):
                continue
            for row in range(first.row(), last.row() + 1):
                text = shown_text(self._lines.index(row, column))
                needed = metrics.horizontalAdvance(text) + 2 * PADDING + 2
                if needed > self._needed.get(place, 0):
                    self._needed[place] = needed
                    longer = True
        if longer:
            self.fit()

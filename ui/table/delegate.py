"""Paints rows from what is at hand: no role is asked for, no style option is filled in, nothing is formatted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ui.table.columns import Mark
from ui.table.model import ListModel
from ui.theme import Face, Tokens, font, row_height, tokens
from ui.widgets.badge import draw_shape

_PADDING = 8
_SHAPE = 9
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: ground, then text or a state's shape and word; a bar of accent leads the current row."""

    def __init__(self, table: QTableView, model: ListModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._plain = font(Face.BODY)
        self._strong = font(Face.STRONG)
        self._plain_metrics = QFontMetrics(self._plain)
        self._strong_metrics = QFontMetrics(self._strong)

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colours = tokens()
        rect: QRect = option.rect
        self._paint_ground(painter, option, rect, index, colours)
        row = self._model.row_at(index.row())
        section = index.column()
        inner = rect.adjusted(_PADDING, 0, -_PADDING, 0)
        if row is None:
            self._paint_waiting(painter, inner, colours)
            return
        mark = row.marks[section]
        if mark is not None:
            self._paint_mark(painter, inner, mark, colours)
            return
        text = row.texts[section]
        if not text:
            return
        column = self._model.columns[section]
        metrics = self._strong_metrics if column.strong else self._plain_metrics
        painter.setFont(self._strong if column.strong else self._plain)
        painter.setPen(QColor(colours.text))
        if metrics.horizontalAdvance(text) > inner.width():
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, inner.width())
        painter.drawText(inner, _RIGHT if column.figures else _LEFT, text)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the cell's text needs, for a double click on the edge of a head."""
        row = self._model.row_at(index.row())
        if row is None:
            return QSize(0, row_height())
        section = index.column()
        metrics = self._strong_metrics if self._model.columns[section].strong else self._plain_metrics
        shape = _SHAPE + 6 if row.marks[section] else 0
        return QSize(metrics.horizontalAdvance(row.texts[section]) + shape + 2 * _PADDING + 1, row_height())

    def _paint_ground(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        rect: QRect,
        index: QModelIndex | QPersistentModelIndex,
        colours: Tokens,
    ) -> None:
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        painter.fillRect(rect.left(), rect.bottom(), rect.width(), 1, QColor(colours.line))
        current = self._table.currentIndex()
        first = self._table.horizontalHeader().visualIndex(index.column()) == 0
        if first and current.isValid() and current.row() == index.row():
            painter.fillRect(rect.left(), rect.top(), 3, rect.height(), QColor(colours.accent))

    def _paint_waiting(self, painter: QPainter, rect: QRect, colours: Tokens) -> None:
        bar = QRectF(rect.left(), rect.center().y() - 4, min(rect.width(), 64), 8)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(colours.track))
        painter.drawRoundedRect(bar, 4, 4)

    def _paint_mark(self, painter: QPainter, rect: QRect, mark: Mark, colours: Tokens) -> None:
        colour = QColor(getattr(colours, mark.tone))
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(rect.left(), rect.center().y() + 0.5 - _SHAPE / 2, _SHAPE, _SHAPE)
        draw_shape(painter, box, mark.shape, colour)
        painter.restore()
        painter.setFont(self._plain)
        painter.setPen(colour)
        words = rect.adjusted(_SHAPE + 6, 0, 0, 0)
        text = self._plain_metrics.elidedText(mark.text, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, _LEFT, text)

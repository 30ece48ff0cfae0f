"""Paints rows from what is at hand: no role is asked for, no style option is filled in, nothing is formatted."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QPainter, QPixmap, QStaticText, QTransform
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QToolTip

from ui.table.columns import Mark
from ui.table.model import ListModel
from ui.theme import Face, Tokens, font, row_height, tokens
from ui.widgets.badge import draw_shape
from ui.widgets.figure import whole

CELL_PADDING = 8
_SHAPE = 9
_KEPT = 4096
_SELECTED = QStyle.StateFlag.State_Selected


class RowDelegate(QStyledItemDelegate):
    """Paints a cell: ground, then text or a state's shape and word; a bar of accent leads the current row.

    A frame is some three hundred cells, so colours, shapes and shortened texts are made once and kept.
    """

    cramped = Signal(int, int)
    """A column, and the width that a number in it needs to be shown."""

    def __init__(self, table: QTableView, model: ListModel) -> None:
        super().__init__(table)
        self._table = table
        self._model = model
        self._plain = font(Face.BODY)
        self._strong = font(Face.STRONG)
        self._plain_metrics = QFontMetrics(self._plain)
        self._strong_metrics = QFontMetrics(self._strong)
        self._columns = model.columns
        self._tokens: Tokens | None = None
        self._colours: dict[str, QColor] = {}
        self._shapes: dict[tuple[str, str], QPixmap] = {}
        self._fitted: dict[tuple[str, int, bool, bool], tuple[QStaticText, int, int]] = {}

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        if self._tokens is not tokens():
            self._dress(tokens())
        rect: QRect = option.rect
        left, top, width, height = rect.x(), rect.y(), rect.width(), rect.height()
        rank, section = index.row(), index.column()
        if option.state & _SELECTED:
            painter.fillRect(rect, self._colours["selected"])
        painter.fillRect(left, top + height - 1, width, 1, self._colours["line"])
        if left <= 0 and rank == self._table.currentIndex().row() and self._leads(section):
            painter.fillRect(left, top, 3, height, self._colours["accent"])
        row = self._model.row_at(rank)
        if row is None:
            self._paint_waiting(painter, rect.adjusted(CELL_PADDING, 0, -CELL_PADDING, 0))
            return
        text = row.texts[section]
        if not text:
            return
        column = self._columns[section]
        mark = row.marks[section]
        left, width = left + CELL_PADDING, width - 2 * CELL_PADDING
        if mark is None:
            painter.setPen(self._colours["text"])
        else:
            painter.drawPixmap(left, top + (height - _SHAPE) // 2, self._shape(mark))
            painter.setPen(self._colours[mark.tone])
            left, width = left + _SHAPE + 6, width - _SHAPE - 6
        painter.setFont(self._strong if column.strong else self._plain)
        if column.figures:
            right = left + width
            fitted, taken, needed = self._fit(text, width, column.strong, True)
            if needed > width:
                self.cramped.emit(section, rect.width() - width + needed)
            if right > self._table.viewport().width() or taken > right - max(left, 0):
                return  # partly scrolled out of sight it would be read as another number
            left = right - taken
        else:
            fitted, _, _ = self._fit(text, width, column.strong, False)
        painter.drawStaticText(left, top + self._above(height), fitted)

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        """As wide as the cell's text needs, for a double click on the edge of a head."""
        row = self._model.row_at(index.row())
        if row is None:
            return QSize(0, row_height())
        section = index.column()
        metrics = self._metrics(self._columns[section].strong)
        shape = _SHAPE + 6 if row.marks[section] else 0
        return QSize(metrics.horizontalAdvance(row.texts[section]) + shape + 2 * CELL_PADDING + 1, row_height())

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """Tell the whole of a text that is too long for its column."""
        row = self._model.row_at(index.row()) if index.isValid() else None
        cut = row is not None and self.sizeHint(option, index).width() > option.rect.width()
        QToolTip.showText(event.globalPos(), row.texts[index.column()] if row is not None and cut else "", view)
        return True

    def _dress(self, colours: Tokens) -> None:
        self._tokens = colours
        names = ("text", "muted", "selected", "line", "accent", "track", "good", "warn", "bad", "info")
        self._colours = {name: QColor(getattr(colours, name)) for name in names}
        self._shapes.clear()

    def _leads(self, section: int) -> bool:
        return self._table.horizontalHeader().visualIndex(section) == 0

    def _metrics(self, strong: bool) -> QFontMetrics:
        return self._strong_metrics if strong else self._plain_metrics

    def _above(self, height: int) -> int:
        return (height - self._plain_metrics.height()) // 2

    def _fit(self, text: str, width: int, strong: bool, figures: bool) -> tuple[QStaticText, int, int]:
        """A text laid out, shortened if need be unless it is a number, the pixels it takes, and those it needs."""
        key = (text, width, strong, figures)
        fitted = self._fitted.get(key)
        if fitted is None:
            if len(self._fitted) >= _KEPT:
                self._fitted.clear()
            metrics = self._metrics(strong)
            if figures:
                shown = whole(text, metrics, width)
            else:
                shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            laid_out = QStaticText(shown)
            laid_out.setTextFormat(Qt.TextFormat.PlainText)
            laid_out.prepare(QTransform(), self._strong if strong else self._plain)
            fitted = self._fitted[key] = laid_out, metrics.horizontalAdvance(shown), metrics.horizontalAdvance(text)
        return fitted

    def _shape(self, mark: Mark) -> QPixmap:
        made = self._shapes.get((mark.shape, mark.tone))
        if made is None:
            ratio = self._table.devicePixelRatioF()
            made = QPixmap(round(_SHAPE * ratio), round(_SHAPE * ratio))
            made.setDevicePixelRatio(ratio)
            made.fill(Qt.GlobalColor.transparent)
            painter = QPainter(made)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            draw_shape(painter, QRectF(0, 0, _SHAPE, _SHAPE), mark.shape, self._colours[mark.tone])
            painter.end()
            self._shapes[mark.shape, mark.tone] = made
        return made

    def _paint_waiting(self, painter: QPainter, rect: QRect) -> None:
        painter.fillRect(rect.left(), rect.center().y() - 3, min(rect.width(), 64), 6, self._colours["track"])

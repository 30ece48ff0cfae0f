"""The list under a lookup field: what was found, the first of it marked, and what else can be done with the text."""

from typing import Any

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import (
    QFrame,
    QGraphicsDropShadowEffect,
    QLabel,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.theme import Face, font, row_height, tokens

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()
_ROW = int(Qt.ItemDataRole.UserRole)
MOST_ROWS = 9
CODE_WIDTH = 104
LEAST_WIDTH = 520
_AROUND = 56
"""Pixels for the edges, a mark and the scroll bar."""


class LookupRow(Struct, frozen=True, kw_only=True):
    """One match as the list shows it; ``tone`` names the colour token of ``note``. An offer has no ``value``."""

    value: Any
    code: str
    text: str
    note: str = ""
    tone: str = "muted"


class _Rows(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.rows: list[LookupRow] = []
        self.marked: list[int] = []

    def show(self, rows: list[LookupRow]) -> None:
        self.beginResetModel()
        self.rows, self.marked = rows, []
        self.endResetModel()

    def toggle(self, row: int) -> None:
        if row in self.marked:
            self.marked.remove(row)
        else:
            self.marked.append(row)
        self.dataChanged.emit(self.index(row), self.index(row))

    def rowCount(self, parent: Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = self.rows[index.row()]
        if role == _ROW:
            return row
        if role == Qt.ItemDataRole.CheckStateRole and self.marked:
            return Qt.CheckState.Checked if index.row() in self.marked else Qt.CheckState.Unchecked
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (row.code, row.text, row.note) if part)
        return None


class _RowPainter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        colours, row, rect = tokens(), index.data(_ROW), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        rect = rect.adjusted(10, 0, -10, 0)
        checked = index.data(Qt.ItemDataRole.CheckStateRole)
        if checked is not None:
            painter.setPen(QPen(QColor(colours.accent)))
            mark = "✓" if checked == Qt.CheckState.Checked else ""
            painter.drawText(QRect(rect.left(), rect.top(), 16, rect.height()), Qt.AlignmentFlag.AlignVCenter, mark)
            rect = rect.adjusted(18, 0, 0, 0)
        metrics = option.fontMetrics
        if row.value is None:
            painter.setPen(QColor(colours.accent))
            painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, _fit(metrics, row.text, rect.width()))
            painter.restore()
            return
        note_width = metrics.horizontalAdvance(row.note) + 12 if row.note else 0
        painter.setPen(QColor(colours.muted))
        code = QRect(rect.left(), rect.top(), CODE_WIDTH - 8, rect.height())
        painter.drawText(code, Qt.AlignmentFlag.AlignVCenter, _fit(metrics, row.code, code.width()))
        painter.setPen(QColor(colours.text))
        text = rect.adjusted(CODE_WIDTH, 0, -note_width, 0)
        painter.drawText(text, Qt.AlignmentFlag.AlignVCenter, _fit(metrics, row.text, text.width()))
        painter.setPen(QColor(getattr(colours, row.tone)))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, row.note)
        painter.restore()


class LookupPopup(QFrame):
    """Lies over the window it is asked from, never takes the focus, and moves with nothing: it is gone in a moment.

    A child of the window rather than a window of its own, so that no window manager can come between typing and it.
    """

    picked = Signal(int)
    """A row was clicked."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_popup")
        self.setProperty("role", "popup")
        self.setAutoFillBackground(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._rows = _Rows(self)
        self._list = QListView(self)
        self._list.setObjectName(f"{name}_matches")
        self._list.setAccessibleName("Matches")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._rows)
        self._list.setItemDelegate(_RowPainter(self._list))
        self._list.clicked.connect(lambda index: self.picked.emit(index.row()))
        self._hint = QLabel(self)
        self._hint.setFont(font(Face.SMALL))
        self._hint.setProperty("role", "muted")
        self._hint.setContentsMargins(10, 4, 10, 5)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.setSpacing(0)
        layout.addWidget(self._list)
        layout.addWidget(self._hint)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(18)
        shadow.setOffset(0, 4)
        shadow.setColor(QColor(0, 0, 0, 70))
        self.setGraphicsEffect(shadow)
        self.hide()

    def show_rows(self, under: QWidget, rows: list[LookupRow], hint: str) -> None:
        """Show these under a field, or above it where there is more room."""
        self._rows.show(rows)
        self._hint.setText(hint)
        self._hint.setVisible(bool(hint))
        if not rows:
            self.hide()
            return
        self._list.setCurrentIndex(self._rows.index(0))
        window = under.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._list.setFixedHeight(min(len(rows), MOST_ROWS) * row_height())
        needed = max(LEAST_WIDTH, self._hint.sizeHint().width() + 2, *(self._needed(row) for row in rows))
        width = min(max(under.width(), needed), window.width() - 16)
        height = self._list.height() + 2 + (self._hint.sizeHint().height() if hint else 0)
        corner = under.mapTo(window, QPoint(0, under.height() + 2))
        if corner.y() + height > window.height():
            corner.setY(max(0, under.mapTo(window, QPoint(0, 0)).y() - height - 2))
        corner.setX(max(8, min(corner.x(), window.width() - width - 8)))
        self.setGeometry(corner.x(), corner.y(), width, height)
        self.show()
        self.raise_()

    def _needed(self, row: LookupRow) -> int:
        """The pixels in which all of a row is to be read."""
        advance = self._list.fontMetrics().horizontalAdvance
        note = advance(row.note) + 12 if row.note else 0
        return CODE_WIDTH + advance(row.text) + note + _AROUND

    def paintEvent(self, event: Any) -> None:
        """A raised sheet with a thin line around it, above whatever lies below."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().line))
        painter.setBrush(QColor(tokens().raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    @property
    def row(self) -> int:
        """The row that Enter takes."""
        return self._list.currentIndex().row()

    @property
    def marked(self) -> list[int]:
        """Rows marked to be taken together, in the order of marking."""
        return list(self._rows.marked)

    def move_by(self, rows: int) -> None:
        """Go up or down, stopping at the ends."""
        row = max(0, min(self.row + rows, self._rows.rowCount() - 1))
        self._list.setCurrentIndex(self._rows.index(row))

    def toggle(self, row: int) -> None:
        """Mark a row to be taken with others, or unmark it."""
        self._rows.toggle(row)


def _fit(metrics: Any, text: str, width: int) -> str:
    return str(metrics.elidedText(text, Qt.TextElideMode.ElideRight, width))

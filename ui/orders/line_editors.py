"""The line grid's cells: how they are painted, and the editors that open in them."""

from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QCoreApplication,
    QEvent,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QPainter, QPen
from PySide6.QtWidgets import QLineEdit, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView, QWidget
from shiboken6 import isValid

from ui.desk import Desk
from ui.orders.keys import is_enter, is_forms_own
from ui.orders.line_columns import HINT_ROLE, NUMBERS, PROBLEM_ROLE, TITLES, UNDECIDED_ROLE, Column
from ui.orders.lookup import LookupField
from ui.orders.lookup_popup import LookupPopup
from ui.orders.product_lookup import PRODUCTS
from ui.theme import tokens
from ui.widgets.figure import whole

Index = QModelIndex | QPersistentModelIndex
_STAYING = (Qt.FocusReason.ActiveWindowFocusReason, Qt.FocusReason.PopupFocusReason)
_LEADING = (Qt.Key.Key_Tab, Qt.Key.Key_Backtab, Qt.Key.Key_Up, Qt.Key.Key_Down)
PADDING = 6


class LineEditors(QStyledItemDelegate):
    """Makes a cell's editor, writes each keystroke through, and leaves it to the grid where a key leads.

    ``key(row, column, editor, key)`` is one of Enter, Tab, Backtab, Up or Down, pressed in an editor. The product
    cell's own signals come through with their row.
    """

    key = Signal(int, int, object, int)
    chosen = Signal(int, list, object)
    unmatched = Signal(int, str)
    offered = Signal(int, str)
    passed = Signal(int)
    pasted = Signal(list)
    waiting = Signal(bool)
    told = Signal(str)

    def __init__(self, desk: Desk, view: QTableView) -> None:
        super().__init__(view)
        self._desk = desk
        self._view = view
        self._popup = LookupPopup("order_product", view)
        self._editor: QLineEdit | None = None
        self._where = QPersistentModelIndex()

    @property
    def editor(self) -> QLineEdit | None:
        """The editor that is open, if one is."""
        open_now = self._editor is not None and isValid(self._editor) and self._editor.isVisible()
        return self._editor if open_now else None

    @property
    def where(self) -> QPersistentModelIndex:
        """The cell that the editor is open in."""
        return self._where

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        """A lookup for the product, a plain field for everything else."""
        where = QPersistentModelIndex(index)
        column = Column(index.column())
        editor = self._product_editor(parent, where) if column is Column.PRODUCT else QLineEdit(parent)
        if column in NUMBERS:
            editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.setTextMargins(PADDING - 5, 0, PADDING - 5, 0)
        editor.setObjectName(f"order_line_{column.name.lower()}")
        editor.setAccessibleName(f"{TITLES[column]}, line {index.row() + 1}")
        editor.setProperty("before", index.data(Qt.ItemDataRole.EditRole))
        editor.textEdited.connect(lambda text: self._write(where, text))
        self._editor, self._where = editor, where
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Show the cell's text, unless it is what the editor just wrote."""
        assert isinstance(editor, QLineEdit)
        text = str(index.data(Qt.ItemDataRole.EditRole))
        if text != editor.text():
            editor.setText(text)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        """Nothing is left to write: every keystroke was."""

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Fill the cell; what a product is searched by may be long, so that editor covers the description too."""
        rect = option.rect
        if index.column() == Column.PRODUCT:
            rect = rect.united(self._view.visualRect(index.sibling(index.row(), Column.DESCRIPTION)))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keys that lead elsewhere go to the grid; switching windows leaves the editor open."""
        if isinstance(event, QFocusEvent) and event.type() == QEvent.Type.FocusOut and event.reason() in _STAYING:
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            # Qt would keep Esc and Ctrl+Delete for the editor; both belong to the form.
            return False
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and watched is self._editor:
            return self._lead(self._editor, event)
        return super().eventFilter(watched, event)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Text in line with its heading; what is wrong has a frame and a wedge, so that it doesn't hang on colour."""
        colours, rect = tokens(), option.rect
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, QColor(colours.selected))
        text, colour = shown_text(index), colours.text
        hint = index.data(HINT_ROLE)
        if hint is not None and hint.short:
            colour = colours.warn
        elif index.data(UNDECIDED_ROLE) is not None:
            colour = colours.bad
        elif index.column() in (Column.UNIT, Column.STOCK):
            colour = colours.muted
        inside = rect.adjusted(PADDING, 0, -PADDING, 0)
        painter.setPen(QColor(colour))
        if index.column() in NUMBERS:
            # A number that is partly scrolled out of sight would be read as another one.
            all_of_it, inside = inside, inside.intersected(self._view.viewport().rect())
            room = inside.width() if inside.right() == all_of_it.right() else 0
            side, fitted = Qt.AlignmentFlag.AlignRight, whole(text, option.fontMetrics, room)
            if option.fontMetrics.horizontalAdvance(fitted) > inside.width():
                fitted = ""
        else:
            side = Qt.AlignmentFlag.AlignLeft
            fitted = option.fontMetrics.elidedText(text, Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, side | Qt.AlignmentFlag.AlignVCenter, fitted)
        if index.data(PROBLEM_ROLE) is not None:
            painter.setPen(QPen(QColor(colours.bad), 1))
            frame = rect.adjusted(1, 1, -2, -2)
            painter.drawRect(frame)
            painter.setBrush(QColor(colours.bad))
            corner = frame.topLeft()
            painter.drawPolygon([corner, corner + QPoint(7, 0), corner + QPoint(0, 7)])
        painter.restore()

    def _product_editor(self, parent: QWidget, where: QPersistentModelIndex) -> LookupField:
        editor = LookupField(self._desk, PRODUCTS, self._popup, parent)
        editor.setPlaceholderText("SKU, barcode or name")
        line = where.model().line(where.row())  # type: ignore[attr-defined]
        shown = line.product.sku if line.product else ""
        if line.search:
            editor.show_search(line.search, shown)
        else:
            editor.show_choice(shown)
        editor.chosen.connect(lambda values, how: self.chosen.emit(where.row(), values, how))
        editor.unmatched.connect(lambda text: self.unmatched.emit(where.row(), text))
        editor.offered.connect(lambda text: self.offered.emit(where.row(), text))
        editor.passed.connect(lambda: self.passed.emit(where.row()))
        editor.pasted.connect(self.pasted)
        editor.waiting.connect(self.waiting)
        editor.told.connect(self.told)
        return editor

    def _lead(self, editor: QLineEdit, event: QKeyEvent) -> bool:
        if isinstance(editor, LookupField) and editor.handle_key(event):
            return True
        held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        if is_forms_own(event):
            return _pass_up(self._view, event)
        if held or not (is_enter(event.key()) or event.key() in _LEADING):
            return False
        self.key.emit(self._where.row(), self._where.column(), editor, event.key())
        return True

    def _write(self, where: QPersistentModelIndex, text: str) -> None:
        if where.isValid():
            model: Any = where.model()
            model.setData(where, text, Qt.ItemDataRole.EditRole)


def shown_text(index: Index) -> str:
    """What a cell is painted with."""
    hint = index.data(HINT_ROLE)
    if hint is not None and hint.short:
        return f"▲ {hint.text}"
    return str(index.data(UNDECIDED_ROLE) or index.data() or "")


def _pass_up(view: QWidget, event: QKeyEvent) -> bool:
    """Hand a key past editor and grid, which would swallow it, to the form around them."""
    around = view.parentWidget()
    return around is not None and QCoreApplication.sendEvent(around, event.clone())

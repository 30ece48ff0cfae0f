"""Ctrl+K: everything that can be done, and every order, customer and product, by typing a few letters of it."""

from collections.abc import Callable
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QAbstractListModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from readmodel.customers.answers import CustomerMatch, FindCustomers
from readmodel.folding import folded
from readmodel.listing.queries import OpenView
from readmodel.listing.view import Opened, Row, View
from readmodel.orders.list_spec import ORDERS
from readmodel.products.answers import FindProducts, ProductMatch
from ui import formats
from ui.actions import Actions
from ui.customers.fields import CUSTOMER_VIEWS
from ui.desk import Desk
from ui.intents import ShowPage, ShowRecord
from ui.orders.fields import ORDER_VIEWS
from ui.products.fields import PRODUCT_VIEWS
from ui.theme import Face, font, icon, row_height, tokens
from ui.views.saved import ALL, SavedViews

_Index = QModelIndex | QPersistentModelIndex
_RECORDS = 6
_ROWS = 11
_ENTRY = Qt.ItemDataRole.UserRole


class Entry(Struct, frozen=True, kw_only=True):
    """A line of the palette and what choosing it does; ``aside`` stands at the right."""

    text: str
    note: str = ""
    aside: str = ""
    icon: QIcon
    choose: Callable[[], object]


class _Entries(QAbstractListModel):
    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(self, entries: list[Entry]) -> None:
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return " ".join(part for part in (entry.text, entry.note, entry.aside) if part)
        return entry if role == _ENTRY else None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(200, row_height() + 4)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours = tokens()
        entry: Entry = index.data(_ENTRY)
        rect = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.selected))
            painter.drawRoundedRect(rect.adjusted(6, 1, -6, -1), 4, 4)
        entry.icon.paint(painter, QRectF(rect.left() + 16, rect.center().y() - 8, 16, 16).toRect())
        middle = Qt.AlignmentFlag.AlignVCenter
        aside_width = 0
        painter.setPen(QColor(colours.muted))
        if entry.aside:
            painter.setFont(font(Face.SMALL))
            aside_width = painter.fontMetrics().horizontalAdvance(entry.aside) + 16
            painter.drawText(rect.adjusted(0, 0, -18, 0), middle | Qt.AlignmentFlag.AlignRight, entry.aside)
        painter.setFont(font())
        metrics = painter.fontMetrics()
        room = int(rect.width()) - 44 - 18 - aside_width
        text = metrics.elidedText(entry.text, Qt.TextElideMode.ElideRight, room)
        used = metrics.horizontalAdvance(text)
        note = metrics.elidedText(entry.note, Qt.TextElideMode.ElideRight, max(0, room - used - 12))
        painter.drawText(rect.adjusted(44 + used + 12, 0, 0, 0), middle, note)
        painter.setPen(QColor(colours.text))
        painter.drawText(rect.adjusted(44, 0, 0, 0), middle, text)
        painter.restore()


class Palette(QFrame):
    """A field and what it found, over the window; Up and Down choose, Enter does, Esc leaves."""

    def __init__(self, desk: Desk, actions: Actions, host: QWidget) -> None:
        super().__init__(host, Qt.WindowType.Popup)
        self.setObjectName("palette")
        self.setAccessibleName("Search or jump to")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._actions = actions
        # What somebody moved to stays chosen while answers come in.
        self._picked: tuple[str, str, str] | None = None
        self._views = [
            (page, view)
            for page, built_in in (("Orders", ORDER_VIEWS), ("Customers", CUSTOMER_VIEWS), ("Products", PRODUCT_VIEWS))
            for view in SavedViews(desk.settings, page.lower(), built_in).all
        ]
        self._orders: list[Entry] = []
        self._customers: list[Entry] = []
        self._products: list[Entry] = []
        self._field = QLineEdit()
        self._field.setObjectName("palette_search")
        self._field.setAccessibleName("Search or jump to")
        self._field.setPlaceholderText("An action, an order, a customer, a product…")
        self._field.setFixedHeight(34)
        self._field.textChanged.connect(self._search)
        self._field.installEventFilter(self)
        self._entries = _Entries(self)
        self._list = QListView()
        self._list.setObjectName("palette_results")
        self._list.setAccessibleName("Results")
        self._list.setModel(self._entries)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.setUniformItemSizes(True)
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setMouseTracking(True)
        self._list.entered.connect(self._list.setCurrentIndex)
        self._list.clicked.connect(lambda _: self._choose())
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self._field)
        column.addWidget(self._list)
        self._search("")

    def open_over(self, host: QWidget) -> None:
        """Show it at the top middle of a window, ready for typing."""
        width = min(600, host.width() - 48)
        self.setFixedWidth(width)
        corner = host.mapToGlobal(host.rect().topLeft())
        self.move(corner.x() + (host.width() - width) // 2, corner.y() + 44)
        self.show()
        self._field.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            match event.key():
                case Qt.Key.Key_Down:
                    self._step(1)
                case Qt.Key.Key_Up:
                    self._step(-1)
                case Qt.Key.Key_PageDown:
                    self._step(8)
                case Qt.Key.Key_PageUp:
                    self._step(-8)
                case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                    self._choose()
                case Qt.Key.Key_Escape:
                    self.close()
                case _:
                    return False
            return True
        return False

    def _search(self, text: str) -> None:
        wanted = text.strip()
        self._picked = None
        self._orders, self._customers, self._products = [], [], []
        self._show()
        if wanted:
            orders = View(list="orders", sort="placed_at", descending=True, text=wanted, today=self._desk.today())
            self._desk.ask(OpenView(view=orders), self._found_orders, lane="palette.orders")
            self._desk.ask(FindCustomers(text=wanted, limit=_RECORDS), self._found_customers, lane="palette.customers")
            self._desk.ask(FindProducts(text=wanted, limit=_RECORDS), self._found_products, lane="palette.products")

    def _found_orders(self, opened: Opened) -> None:
        self._orders = [self._order(row) for row in opened.rows[:_RECORDS]]
        self._show()

    def _order(self, row: Row) -> Entry:
        values = dict(zip(ORDERS.columns, row.values, strict=True))
        number, customer, lines = str(values["number"]), str(values["customer_name"]), int(values["lines"])
        told = f"{customer or 'no customer yet'}, {formats.count(lines)} {'line' if lines == 1 else 'lines'}"
        return Entry(
            text=number or "Draft",
            # A draft has no number to be told from others by.
            note=customer if number else told,
            aside="Order",
            icon=icon("receipt", "muted"),
            choose=lambda: self._desk.request(ShowRecord("order", row.key)),
        )

    def _found_customers(self, found: tuple[CustomerMatch, ...]) -> None:
        self._customers = [
            Entry(
                text=match.name,
                note=", ".join(part for part in (match.code, match.city) if part),
                aside="Customer",
                icon=icon("user", "muted"),
                choose=lambda match=match: self._desk.request(ShowRecord("customer", match.customer_id)),  # type: ignore[misc]
            )
            for match in found
        ]
        self._show()

    def _found_products(self, found: tuple[ProductMatch, ...]) -> None:
        self._products = [
            Entry(
                text=match.name,
                note=match.sku,
                aside="Product",
                icon=icon("package", "muted"),
                choose=lambda match=match: self._desk.request(ShowRecord("product", match.product_id)),  # type: ignore[misc]
            )
            for match in found
        ]
        self._show()

    def _show(self) -> None:
        wanted = self._field.text().strip()
        records = [*self._orders, *self._customers, *self._products]
        if not any(c.isdigit() for c in wanted):
            records = [*self._customers, *self._products, *self._orders]
        entries = [*self._doable(wanted), *self._views_named(wanted), *records]
        if wanted:
            search = Entry(
                text=f"Orders with “{wanted}”",
                aside="Orders",
                icon=icon("magnifying-glass", "muted"),
                choose=lambda: self._desk.request(ShowPage(page="orders", query=wanted)),
            )
            entries.append(search)
        self._entries.show(entries)
        row = next((row for row, entry in enumerate(entries) if _name(entry) == self._picked), 0)
        self._list.setCurrentIndex(self._entries.index(row))
        self._list.setFixedHeight(max(1, min(_ROWS, len(entries))) * self._list.sizeHintForRow(0) + 2)
        self.adjustSize()

    def _doable(self, wanted: str) -> list[Entry]:
        words = wanted.casefold().split()
        found = []
        for action in self._actions.usable():
            text = action.text().partition("\t")[0]
            if action.objectName() == "window.palette" or action.objectName().startswith("edit."):
                continue
            known = f"{text} {action.property('words') or ''}".casefold()
            if all(word in known for word in words):
                key = action.shortcut().toString()
                sign = action.icon() if not action.icon().isNull() else icon("caret-right", "muted")
                found.append((_rank(text, words), Entry(text=text, aside=key, icon=sign, choose=action.trigger)))
        return [entry for _, entry in sorted(found, key=lambda pair: pair[0])]

    def _views_named(self, wanted: str) -> list[Entry]:
        """Work queues and saved views, once something is typed that they are called."""
        words = folded(wanted).split()
        return [
            Entry(
                text=f"{page}: {view.title}",
                aside="View",
                icon=icon("funnel", "muted"),
                choose=partial(self._desk.request, ShowPage(page=page.lower(), view=view.id)),
            )
            for page, view in self._views
            if words and view.id != ALL and all(word in folded(f"{page} {view.title} view") for word in words)
        ]

    def _step(self, by: int) -> None:
        count = self._entries.rowCount()
        if count:
            row = self._list.currentIndex().row() + by
            row = row % count if abs(by) == 1 else max(0, min(count - 1, row))
            self._list.setCurrentIndex(self._entries.index(row))
            self._picked = _name(self._entries.entries[row])

    def _choose(self) -> None:
        row = self._list.currentIndex().row()
        if 0 <= row < len(self._entries.entries):
            chosen = self._entries.entries[row]
            self.close()
            chosen.choose()


def _name(entry: Entry) -> tuple[str, str, str]:
    return entry.text, entry.note, entry.aside


def _rank(text: str, words: list[str]) -> int:
    """Texts that begin with what was typed come first; otherwise the order of registration stays."""
    return 0 if words and text.casefold().startswith(words[0]) else 1

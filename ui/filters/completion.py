"""The list under the search box: ways to go on with what is being typed. It never takes the focus."""

from PySide6.QtCore import QAbstractListModel, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QVBoxLayout, QWidget

from ui.query.completing import Offer
from ui.theme import row_height, tokens

_Index = QModelIndex | QPersistentModelIndex
_OFFER = int(Qt.ItemDataRole.UserRole)
_ROOT = QModelIndex()
_MOST_ROWS = 8
_LEAST_WIDTH = 320
_GAP = 16


class _Offers(QAbstractListModel):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.offers: list[Offer] = []

    def show(self, offers: list[Offer]) -> None:
        self.beginResetModel()
        self.offers = offers
        self.endResetModel()

    def rowCount(self, parent: _Index = _ROOT) -> int:
        return 0 if parent.isValid() else len(self.offers)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        offer = self.offers[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return f"{offer.title} {offer.note}".strip()
        return offer if role == _OFFER else None


class _Painter(QStyledItemDelegate):
    def sizeHint(self, option: QStyleOptionViewItem, index: _Index) -> QSize:
        return QSize(0, row_height())

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        colours, offer = tokens(), index.data(_OFFER)
        painter.save()
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, QColor(colours.selected))
        rect: QRect = option.rect.adjusted(10, 0, -10, 0)
        middle, metrics = Qt.AlignmentFlag.AlignVCenter, option.fontMetrics
        title = metrics.elidedText(offer.title, Qt.TextElideMode.ElideRight, rect.width())
        painter.setPen(QColor(colours.text))
        painter.drawText(rect, middle, title)
        room = rect.width() - metrics.horizontalAdvance(title) - _GAP
        if room > 0:
            painter.setPen(QColor(colours.muted))
            note = metrics.elidedText(offer.note, Qt.TextElideMode.ElideRight, room)
            painter.drawText(rect, middle | Qt.AlignmentFlag.AlignRight, note)
        painter.restore()


class CompletionList(QFrame):
    """Offers under a field; none is chosen until somebody moves to it, so that Enter keeps its meaning."""

    picked = Signal(object)
    """An Offer was clicked."""

    def __init__(self, name: str, under: QWidget) -> None:
        # A child of the window rather than a window of its own, so that nothing comes between typing and it.
        super().__init__(under)
        self._under = under
        self.setObjectName(f"{name}_completion")
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._offers = _Offers(self)
        self._list = QListView(self)
        self._list.setObjectName(f"{name}_offers")
        self._list.setAccessibleName("Ways to go on")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.setFrameShape(QFrame.Shape.NoFrame)
        self._list.setUniformItemSizes(True)
        self._list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._list.setModel(self._offers)
        self._list.setItemDelegate(_Painter(self._list))
        self._list.clicked.connect(lambda index: self.picked.emit(self._offers.offers[index.row()]))
        column = QVBoxLayout(self)
        column.setContentsMargins(1, 4, 1, 4)
        column.addWidget(self._list)
        self.hide()

    @property
    def offers(self) -> list[Offer]:
        """What is offered; empty while the list is closed."""
        return [] if self.isHidden() else self._offers.offers

    @property
    def chosen(self) -> Offer | None:
        """What somebody moved to."""
        index = self._list.currentIndex()
        return self.offers[index.row()] if index.isValid() and self.offers else None

    def show_offers(self, offers: list[Offer], x: int, below: int) -> None:
        """Show these ``x`` pixels into the field and ``below`` pixels under its top; nothing is chosen."""
        same = offers == self.offers
        if not offers:
            self.hide()
            return
        if not same:
            self._offers.show(offers)
        window = self._under.window()
        if self.parentWidget() is not window:
            self.setParent(window)
        self._list.setFixedHeight(min(len(offers), _MOST_ROWS) * row_height())
        width = min(max(_LEAST_WIDTH, self._needed()), window.width() - 16)
        corner = self._under.mapTo(window, QPoint(x, below + 2))
        left = max(8, min(corner.x(), window.width() - width - 8))
        self.setGeometry(left, corner.y(), width, self._list.height() + 10)
        self.show()
        self.raise_()

    def step(self, by: int) -> None:
        """Go up or down; above the first, nothing is chosen again."""
        index = self._list.currentIndex()
        row = (index.row() if index.isValid() else -1) + by
        if row < 0:
            self._list.setCurrentIndex(QModelIndex())
        else:
            self._list.setCurrentIndex(self._offers.index(min(row, self._offers.rowCount() - 1)))

    def paintEvent(self, event: QPaintEvent) -> None:
        """A raised sheet with a thin line around it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QColor(tokens().line))
        painter.setBrush(QColor(tokens().raised))
        painter.drawRoundedRect(self.rect().adjusted(0, 0, -1, -1), 6, 6)

    def _needed(self) -> int:
        metrics = self.fontMetrics()
        return max(metrics.horizontalAdvance(offer.title + offer.note) for offer in self._offers.offers) + 2 * _GAP + 30

"""Views as tabs, each with the number of its rows."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QMouseEvent, QShortcut
from PySide6.QtWidgets import QTabBar, QWidget

from readmodel.listing.view import ViewCount
from ui import formats
from ui.views.saved import SavedView, SavedViews
from ui.widgets.keys import asks_for_menu

LEFT = QKeySequence("Ctrl+Shift+Left")
RIGHT = QKeySequence("Ctrl+Shift+Right")
RENAME = QKeySequence("F2")
_BOLD = 16
_LEAST_WIDTH = 120


class ViewTabs(QTabBar):
    """Tabs that can be dragged, or moved with Ctrl+Shift and an arrow while their page is to be seen."""

    chosen = Signal()
    """Another view is in front."""
    menu_asked = Signal(QPoint)
    """What can be done with the view in front is wanted, at a place on the screen."""
    again = Signal()
    """The view in front was clicked once more."""
    rename_asked = Signal()
    delete_asked = Signal()

    def __init__(self, name: str, views: SavedViews) -> None:
        super().__init__()
        self.setObjectName(f"{name}_tabs")
        self.setAccessibleName("Views")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self.setMovable(True)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self._views = views
        self._counts: dict[str, str] = {}
        self._pressed = -1
        self.show_views(views.front.id)
        self.currentChanged.connect(lambda: self.chosen.emit())
        self.tabMoved.connect(self._on_moved)
        # From wherever the focus is, as long as these tabs are to be seen.
        QShortcut(RENAME, self).activated.connect(self.rename_asked)

    @property
    def view(self) -> SavedView:
        """The view in front."""
        found = self._views.view(str(self.tabData(self.currentIndex())))
        assert found is not None
        return found

    def sizeHint(self) -> QSize:
        """As wide as all tabs are, the one in front in its bold letters."""
        taken = sum(self.tabSizeHint(place).width() for place in range(self.count()))
        return QSize(taken + _BOLD, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        """Where there is no room, tabs scroll."""
        return QSize(_LEAST_WIDTH, super().minimumSizeHint().height())

    def show_views(self, in_front: str) -> None:
        """Show the views as they are now, and bring one to the front; nobody is told."""
        self.blockSignals(True)
        while self.count():
            self.removeTab(0)
        for place, view in enumerate(self._views.all):
            self.addTab(self._text(view))
            self.setTabData(place, view.id)
        self.bring(in_front)
        self.blockSignals(False)

    def bring(self, id: str) -> bool:
        """Bring a view to the front; False if there is none of this id."""
        place = next((n for n in range(self.count()) if self.tabData(n) == id), -1)
        if place >= 0:
            self.setCurrentIndex(place)
        return place >= 0

    def show_counts(self, counts: Mapping[str, ViewCount]) -> None:
        """Put numbers behind the names, by the views' ids."""
        self._counts = {
            id: f"{formats.count(count.rows)}{'+' if count.more else ''}" for id, count in counts.items() if count.rows
        }
        for place in range(self.count()):
            view = self._views.view(str(self.tabData(place)))
            if view is not None and self.tabText(place) != self._text(view):
                self.setTabText(place, self._text(view))

    def move_by_keys_of(self, page: QWidget) -> None:
        """Let the view in front be moved by key; a field that has the focus keeps these keys for its text."""
        for keys, by in ((LEFT, -1), (RIGHT, 1)):
            shortcut = QShortcut(keys, page)
            shortcut.activated.connect(partial(self.step, by))

    def step(self, by: int) -> None:
        """Move the view in front to the left or right."""
        place = self.currentIndex()
        if 0 <= place + by < self.count():
            self.moveTab(place, place + by)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        at = self.tabAt(event.position().toPoint())
        self._pressed = at if at == self.currentIndex() and event.button() == Qt.MouseButton.LeftButton else -1
        super().mousePressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        if self._pressed >= 0 and self._pressed == self.tabAt(event.position().toPoint()):
            self.again.emit()
        self._pressed = -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show anew and delete by key; Left and Right choose, as in every row of tabs."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.again.emit()
        elif event.key() == Qt.Key.Key_Delete:
            self.delete_asked.emit()
        elif asks_for_menu(event):
            self.menu_asked.emit(self.mapToGlobal(self.tabRect(self.currentIndex()).bottomLeft()))
        else:
            super().keyPressEvent(event)

    def _text(self, view: SavedView) -> str:
        # What people name a view is no mnemonic.
        title = view.title.replace("&", "&&")
        number = self._counts.get(view.id, "")
        return f"{title}  {number}" if number else title

    def _ask_for_menu(self, place: QPoint) -> None:
        tab = self.tabAt(place)
        if tab >= 0:
            self.setCurrentIndex(tab)
            self.menu_asked.emit(self.mapToGlobal(place))

    def _on_moved(self, _: int, __: int) -> None:
        order = [str(self.tabData(place)) for place in range(self.count())]
        for place, id in enumerate(order):
            view = self._views.view(id)
            if view is not None and self._views.all[place] is not view:
                self._views.move(view, place)

"""The table of a list: rows of one height, keyboard first, still where it was when rows change."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QPaintEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QMenu, QTableView, QWidget

from readmodel.listing.view import Laid
from ui import formats
from ui.desk import Desk
from ui.jobs import Job
from ui.table.copying import AT_ONCE, MOST, Copy, Selected, Texts, put_on_clipboard
from ui.table.delegate import RowDelegate
from ui.table.going import GoTo
from ui.table.header import TableHeader
from ui.table.model import ListModel, TitleRole
from ui.table.pill import NewRowsPill
from ui.table.reading import Looked
from ui.table.selection import RowSelection
from ui.theme import row_height
from ui.widgets.keys import asks_for_menu

GOTO = QKeySequence("Ctrl+G")
"""Goes to a row."""

_CURRENT = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
_LOOKED_AT = 200
"""As many rows as Qt may look at one by one."""


class ListTable(QTableView):
    """Shows a ListModel."""

    current_changed = Signal(object)
    """The ShownRow that is current, or None."""
    opened = Signal(object)
    """A ShownRow was double-clicked, or Enter pressed on it."""
    menu_asked = Signal(object, QPoint)
    """A ShownRow's menu is wanted, at a place on the screen."""
    selected = Signal()
    """Other rows are selected, or another number of them."""
    typed = Signal(str)
    """A character was typed that means nothing to a table."""

    def __init__(self, desk: Desk, model: ListModel, name: str, nouns: tuple[str, str]) -> None:
        super().__init__()
        self._desk = desk
        self._rows = model
        self._awaited_row: int | None = None
        self._lane = f"{name}_table_{id(self)}.copy"
        self.setObjectName(f"{name}_table")
        self.setModel(model)
        painter = RowDelegate(self, model)
        self.setItemDelegate(painter)
        self.head = TableHeader(model, desk.settings, name, self)
        # Not while it paints.
        painter.cramped.connect(self.head.widen, Qt.ConnectionType.QueuedConnection)
        model.opened.connect(self.head.narrow)
        self.setHorizontalHeader(self.head)
        self.chosen = RowSelection(model)
        self.setSelectionModel(self.chosen)
        self.head.use_own_selection()
        self.chosen.seen_columns = self.head.shown_sections
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self.setCornerButtonEnabled(False)
        self.setCornerWidget(QWidget())
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        side = self.verticalHeader()
        side.hide()
        side.setSectionResizeMode(side.ResizeMode.Fixed)
        self.use_row_height()
        self.pill = NewRowsPill(self.viewport(), nouns)
        self.pill.clicked.connect(self.scrollToTop)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self.doubleClicked.connect(lambda index: self._open(index))
        self.chosen.currentRowChanged.connect(self._tell_current)
        self.chosen.selectionChanged.connect(lambda: self.selected.emit())
        model.keep = self._top_id
        model.arrived.connect(self._on_arrived)
        model.opened.connect(self._on_opened)
        model.about_to_reorder.connect(self._remember_top)
        model.reordered.connect(self._restore_top)
        model.laid.connect(self._on_laid)
        model.inserted.connect(self._on_inserted)
        model.removed.connect(self._on_removed)
        model.moved.connect(self._on_moved)
        self._top: tuple[int | None, int] = (None, 0)
        self._rows_before = 0

    def use_row_height(self) -> None:
        """Take the height of rows from the theme."""
        side = self.verticalHeader()
        side.setMinimumSectionSize(row_height())
        side.setDefaultSectionSize(row_height())
        self.verticalScrollBar().setSingleStep(row_height())

    def choose(self, rank: int) -> None:
        """Make a row current and the only one selected. One that is out of sight comes to stand in the middle."""
        index = self._rows.index(rank, next(iter(self.head.shown_sections()), 0))
        seen = self.viewport().rect().intersects(self.visualRect(index))
        hint = QAbstractItemView.ScrollHint
        self.chosen.setCurrentIndex(index, _CURRENT)
        self.scrollTo(index, hint.EnsureVisible if seen else hint.PositionAtCenter)

    def offer(self) -> None:
        """Make the first row current, unless the person has selected one that is to be seen; if not, it gets the
        cursor at least, where no row has it."""
        if not self._rows.rowCount() or self.chosen.is_seeking:
            return
        # Whoever has scrolled away stays there.
        self.setAutoScroll(False)
        if self.chosen.is_free:
            self.chosen.offer(self._rows.index(0, 0))
        elif not self.currentIndex().isValid():
            self.chosen.setCurrentIndex(self._rows.index(0, 0), QItemSelectionModel.SelectionFlag.NoUpdate)
        self.setAutoScroll(True)

    def selectAll(self) -> None:
        """Select everything, however much it is."""
        self.chosen.select_everything()

    def copy(self) -> None:
        """Put the selected rows on the clipboard: as text, tab-separated and as HTML."""
        count, snapshot = self.chosen.count(), self._rows.snapshot
        if not count or snapshot is None:
            return
        if count > MOST:
            self._desk.tell(
                f"{formats.count(count)} rows are too many for the clipboard: export them to a file.", tone="warn"
            )
            return
        titles = [
            str(self._rows.headerData(section, Qt.Orientation.Horizontal, TitleRole))
            for section in self.head.shown_sections()
        ]
        copying = Copy(self._rows.presenter, self._rows.columns, self.head.shown_sections(), titles)
        rows = Selected(snapshot, self.chosen.ranges(), self.chosen.elsewhere(), self.chosen.left_out())
        queries = self._desk.docket.queries
        if count <= AT_ONCE:
            self._desk.fetch(lambda: copying.read(queries.ask, rows), put_on_clipboard, lane=self._lane, owner=self)
            return

        def work(job: Job) -> Texts:
            try:
                return copying.read(queries.ask, rows, lambda done: job.report(done, count))
            finally:
                queries.close_thread()

        self._desk.job(f"Copying {formats.count(count)} rows", work, self._copied)

    def go(self, rank: int) -> None:
        """Make a row current and bring it into sight, if there is one of that rank."""
        if 0 <= rank < self._rows.rowCount():
            self.choose(rank)

    def open_goto(self) -> None:
        """Ask where to go."""
        if self._rows.rowCount():
            GoTo(self._desk, self._rows, self, self.go).open_over()

    def add_actions(self, menu: QMenu) -> None:
        """Put what every list can do with its rows into a menu."""
        menu.addSeparator()
        count = self.chosen.count()
        copy = menu.addAction("Copy row" if count == 1 else f"Copy {formats.count(count)} rows")
        copy.setObjectName("row_copy")
        copy.setShortcut(QKeySequence(QKeySequence.StandardKey.Copy))
        copy.triggered.connect(self.copy)
        goto = menu.addAction("Go to…")
        goto.setObjectName("row_goto")
        goto.setShortcut(GOTO)
        goto.triggered.connect(self.open_goto)

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        """Let Qt paint what is to be seen of it, and announce it.

        For those who have the screen read to them it goes through all cells, of which there may be millions.
        """
        super().selectionChanged(self._in_sight(selected), self._in_sight(deselected))

    def _in_sight(self, selection: QItemSelection) -> QItemSelection:
        """A selection without what is far from sight of its long ranges."""
        top = self._top_rank()
        bottom = top + self.viewport().height() // row_height() + 1
        near, last = QItemSelection(), self._rows.columnCount() - 1
        for part in (selection.at(place) for place in range(selection.count())):
            first, end = part.top(), part.bottom()
            if part.height() > _LOOKED_AT:
                first, end = max(first, top), min(end, bottom)
            if first <= end:
                near.select(self._rows.index(first, 0), self._rows.index(end, last))
        return near

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint, and notice that the theme has rows of another height now."""
        if self.verticalHeader().defaultSectionSize() != row_height():
            QTimer.singleShot(0, self, self.use_row_height)
        super().paintEvent(event)
        top = self._top_rank()
        self._rows.look_ahead(top, top + self.viewport().height() // row_height())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens, Ctrl+C copies; what is typed goes to whoever searches."""
        if self.currentIndex().isValid() and self.isColumnHidden(self.currentIndex().column()):
            # Somebody has hidden it since the cursor came there.
            self.chosen.setCurrentIndex(self.currentIndex(), QItemSelectionModel.SelectionFlag.NoUpdate)
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._open(self.currentIndex())
        elif event.key() == Qt.Key.Key_Home and not event.modifiers():
            self.go(0)
        elif event.key() == Qt.Key.Key_End and not event.modifiers():
            self.go(self._rows.rowCount() - 1)
        elif asks_for_menu(event):
            self._ask_for_menu(self.visualRect(self.currentIndex()).center())
        else:
            super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Never: Qt would look through every row, of which there may be millions."""
        self.typed.emit(search)

    def _copied(self, texts: Texts) -> None:
        put_on_clipboard(texts)
        self._desk.tell(f"{formats.count(texts.rows)} rows are on the clipboard.")

    def _open(self, index: QModelIndex) -> None:
        row = self._rows.row_at(index.row()) if index.isValid() else None
        if row is not None:
            self.opened.emit(row)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.indexAt(place)
        row = self._rows.row_at(index.row()) if index.isValid() else None
        if row is None:
            return
        if not self.chosen.isRowSelected(index.row(), QModelIndex()):
            self.choose(index.row())
        self.menu_asked.emit(row, self.viewport().mapToGlobal(place))

    def _tell_current(self, current: QModelIndex) -> None:
        row = self._rows.row_at(current.row()) if current.isValid() else None
        # A row jumped to may not be here yet; it is told of as soon as it is.
        self._awaited_row = current.row() if current.isValid() and row is None else None
        if self._awaited_row is None:
            self.current_changed.emit(row)

    def _on_arrived(self) -> None:
        # What a newer request pushed aside is a placeholder still: painting asks for it once more.
        self.viewport().update()
        if self._awaited_row is not None and self._awaited_row == self.currentIndex().row():
            row = self._rows.row_at(self._awaited_row)
            if row is not None:
                self._awaited_row = None
                self.current_changed.emit(row)

    def _on_opened(self) -> None:
        self.pill.forget()
        self._awaited_row = None
        self.scrollToTop()

    def _on_laid(self, laid: Laid) -> None:
        self.setAutoScroll(False)
        self.chosen.place_current(laid.kept)
        self.setAutoScroll(True)

    def _on_scrolled(self, value: int) -> None:
        if value == 0:
            self.pill.forget()

    def _on_inserted(self, rank: int) -> None:
        value = self.verticalScrollBar().value()
        if value and rank * row_height() <= value:
            self.verticalScrollBar().setValue(value + row_height())
            self.pill.add(1)

    def _on_removed(self, rank: int) -> None:
        value = self.verticalScrollBar().value()
        if rank < value // row_height():
            self.verticalScrollBar().setValue(value - row_height())

    def _on_moved(self, rank: int, to: int) -> None:
        value = self.verticalScrollBar().value()
        top = value // row_height()
        if rank < top <= to:
            self.verticalScrollBar().setValue(value - row_height())
        elif value and to <= top < rank:
            self.verticalScrollBar().setValue(value + row_height())

    def _top_id(self) -> int | None:
        rank = self._top_rank()
        row = self._rows.row_at(rank) if rank else None
        return None if row is None else row.id

    def _top_rank(self) -> int:
        return self.verticalScrollBar().value() // row_height()

    def _remember_top(self) -> None:
        # The row that was current becomes current again, which would scroll to it.
        self.setAutoScroll(False)
        rank = self._top_rank()
        self._rows_before = self._rows.rowCount()
        self._top = (rank if rank else None, self.verticalScrollBar().value() - rank * row_height())

    def _restore_top(self, looked: Looked) -> None:
        self.setAutoScroll(True)
        rank, offset = self._top
        if rank is None or looked.kept is None:
            self.viewport().update()
            return
        self.verticalScrollBar().setValue(looked.kept * row_height() + offset)
        more = min(looked.kept - rank, self._rows.rowCount() - self._rows_before)
        if more > 0:
            self.pill.add(more)

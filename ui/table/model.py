"""The virtual model: a snapshot of where rows stand, and the rows about those in sight. It never runs SQL."""

import logging
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Protocol

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from readmodel.listing.queries import GetRows
from readmodel.listing.view import Laid, Row, Snapshot, View
from ui.desk import Desk
from ui.table.cache import PAGE, RowCache
from ui.table.columns import Presenter, ShownRow, TableColumn
from ui.table.reading import Chosen, Looked

_log = logging.getLogger(__name__)

Index = QModelIndex | QPersistentModelIndex

WAITING = "…"
"""What a cell says whose row is not at hand yet."""

KeyRole = int(Qt.ItemDataRole.UserRole)
"""The aggregate's id."""

MarkRole = KeyRole + 1
"""The Mark of a cell, if it is a state."""

TitleRole = KeyRole + 2
"""A column's title with its currency, but without a sign of the order."""

_AHEAD = PAGE // 2
"""Rows from those in sight to those that are asked for beforehand."""

_RETRY_MS = 1000

_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class Choosing(Protocol):
    """Tells which rows are selected, before others stand in their places."""

    def __call__(self, *, in_view: bool) -> Chosen: ...


class ListModel(QAbstractTableModel):
    """Rows of one view of a list; which view, and what became of its rows, a ``Follower`` says.

    A row that is not at hand yet is shown empty and is asked for; the newest request wins.
    """

    failed = Signal()
    """The view could not be read; it is tried again before long."""
    opened = Signal()
    """The first rows of another view are there."""
    counted = Signal()
    """The number of rows is known, or another one."""
    arrived = Signal()
    """Rows came that had been placeholders."""
    about_to_reorder = Signal(bool)
    """Rows are about to stand elsewhere, in the same view or in another one."""
    reordered = Signal(object)
    """The view was read: a Looked."""
    laid = Signal(object)
    """All rows of a view have their places now, which only its first ones had before: a Laid."""
    grown = Signal(int, int)
    """Ranks from the first to the second came in at the end, whichever rows stand there."""
    evicted = Signal(object)
    """Rows are no longer at hand: their ids by rank."""
    replaced = Signal()
    """A row is another one now, in its place."""
    inserted = Signal(int)
    """A row came in at this rank."""
    moved = Signal(int, int)
    """The row of one rank stands at another now."""
    removing = Signal(int)
    """The row of this rank is about to go."""
    removed = Signal(int)
    """The row of this rank went."""

    def __init__(
        self,
        desk: Desk,
        names: Sequence[str],
        columns: Sequence[TableColumn],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self.columns = tuple(columns)
        self.view: View | None = None
        self.snapshot: Snapshot | None = None
        self.keep: Callable[[], int | None] = lambda: None
        """Tells the id of the row that is not to move when the view is read again."""
        self.chosen: Choosing = _none_chosen
        """Tells what is selected when the view is read again."""
        self.choices = 0
        """Counts each time that somebody selects other rows."""
        self.newest = 0
        """The highest id that a row of the view can have had when it was read, or was let in since."""
        self.is_counted = True
        """Whether there are as many rows as the model has, and not only the first of more that are being counted."""
        self.presenter = Presenter(names, columns)
        self._desk = desk
        self._cache = RowCache()
        self._count = 0
        self._missed: set[int] = set()
        self._reading: set[int] = set()
        self._currency = ""
        self._sorted: tuple[int | None, bool] = (None, False)
        self._lane = f"list_{id(self)}.rows"
        self._fetch_timer = QTimer(self, singleShot=True, interval=0)
        self._fetch_timer.timeout.connect(self._fetch)

    def row_at(self, rank: int) -> ShownRow | None:
        """The row of a rank if it is at hand; if not, it will be."""
        row = self._cache.get(rank)
        if row is None and 0 <= rank < self._count:
            self._miss(rank)
        return row

    def look_ahead(self, first: int, last: int) -> None:
        """Ask for the pages about the ranks in sight, once all of these are at hand, so that scrolling finds them."""
        ends = (max(0, first - _AHEAD), min(self._count - 1, last + _AHEAD))
        if self._cache.get(first) is not None and self._cache.get(min(last, self._count - 1)) is not None:
            for rank in ends:
                self.row_at(rank)

    def name_sort(self, section: int | None, falls: bool) -> None:
        """Say in a column's head that rows are sorted by it, and which way."""
        if self._sorted == (section, falls):
            return
        self._sorted = (section, falls)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def name_currency(self, currency: str) -> None:
        """Say in the heads of columns of money what it is counted in."""
        self._currency = currency
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def peek(self, rank: int) -> ShownRow | None:
        """The row of a rank if it is at hand; nothing is asked for."""
        return self._cache.get(rank)

    def rows_at_hand(self) -> dict[int, int]:
        """The rank of each row at hand, by its id."""
        return self._cache.ranks()

    def known_ids(self, ranges: Sequence[tuple[int, int]]) -> tuple[list[int], tuple[tuple[int, int], ...]]:
        """The ids of the rows of some ranks that are at hand, and the ranges of the others."""
        return self._cache.ids(ranges)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self._count

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.columns)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return _ROW if index.isValid() else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = index.column()
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[column].figures else _LEFT
        if role not in (Qt.ItemDataRole.DisplayRole, KeyRole, MarkRole):
            return None
        row = self.row_at(index.row())
        if row is None:
            return WAITING if role == Qt.ItemDataRole.DisplayRole else None
        if role == KeyRole:
            return row.key
        return row.texts[column] if role == Qt.ItemDataRole.DisplayRole else row.marks[column]

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(self.columns):
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._title_and_sort(section)
        if role == TitleRole:
            return self._title(self.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].figures else _LEFT
        return None

    def _title(self, column: TableColumn) -> str:
        return f"{column.title} {self._currency}" if column.money and self._currency else column.title

    def _title_and_sort(self, section: int) -> str:
        by, falls = self._sorted
        title = self._title(self.columns[section])
        return f"{title} {'↓' if falls else '↑'}" if section == by else title

    def open(self, looked: Looked) -> None:
        """Take over another view that was read."""
        self.about_to_reorder.emit(False)
        self.beginResetModel()
        self._take(looked)
        self._count = _count_of(looked)
        self.is_counted = looked.snapshot.count is not None
        self.endResetModel()
        self.reordered.emit(looked)
        self.opened.emit()
        self.counted.emit()

    def reorder(self, looked: Looked) -> None:
        """Take over the view as it was read again. Rows are added or taken away at the end, and then all of them stand
        in another order. Until the view is laid out, there are as many as there were."""
        self.about_to_reorder.emit(True)
        count = looked.snapshot.count
        self.is_counted = self.is_counted or count is not None
        self._set_count(max(len(looked.rows), self._count) if count is None else count)
        self.layoutAboutToBeChanged.emit()
        self._take(looked)
        before = self.persistentIndexList()
        self.changePersistentIndexList(before, [QModelIndex() for _ in before])
        self.layoutChanged.emit()
        self.counted.emit()
        self.reordered.emit(looked)

    def lay(self, laid: Laid) -> None:
        """Take over where all rows of the view stand."""
        self.snapshot = laid.snapshot
        self.newest = laid.snapshot.newest
        self.is_counted = True
        self._set_count(laid.snapshot.count or 0)
        self.laid.emit(laid)
        self.counted.emit()
        if self._missed:
            self._fetch_timer.start()

    def replace_row(self, rank: int, row: Row) -> None:
        """Show what became of the row of a rank."""
        self._cache.replace(rank, self.presenter.row(row))
        self._announce(rank, rank)
        self.replaced.emit()

    def insert_row(self, rank: int, row: Row) -> None:
        """Let a row in at a rank."""
        assert self.snapshot is not None
        self.beginInsertRows(QModelIndex(), rank, rank)
        self.snapshot = self.snapshot.with_row(rank)
        self._cache.insert(rank, self.presenter.row(row))
        self._count += 1
        self._reading = set()
        self.endInsertRows()
        self.inserted.emit(rank)

    def remove_row(self, rank: int) -> None:
        """Let the row of a rank go."""
        assert self.snapshot is not None
        self.removing.emit(rank)
        self.beginRemoveRows(QModelIndex(), rank, rank)
        self.snapshot = self.snapshot.without_row(rank)
        self._cache.remove(rank)
        self._count -= 1
        self._reading = set()
        self.endRemoveRows()
        self.removed.emit(rank)

    def move_row(self, rank: int, to: int, row: Row) -> None:
        """Let the row of a rank stand at another one, as which it stays selected and current."""
        assert self.snapshot is not None
        if rank != to:
            self.beginMoveRows(QModelIndex(), rank, rank, QModelIndex(), to + 1 if to > rank else to)
            self.snapshot = self.snapshot.without_row(rank).with_row(to)
            self._cache.remove(rank)
            self._cache.insert(to, self.presenter.row(row))
            self._reading = set()
            self.endMoveRows()
            self.moved.emit(rank, to)
        self.replace_row(to, row)

    def _take(self, looked: Looked) -> None:
        self.snapshot = looked.snapshot
        self.newest = looked.snapshot.newest
        self._cache.clear()
        self._missed.clear()
        self._reading = set()
        count = looked.snapshot.count
        self._cache.put(looked.first, looked.rows if count is None else looked.rows[: max(0, count - looked.first)])

    def _set_count(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            first, self._count = self._count, count
            self.endInsertRows()
            self.grown.emit(first, count - 1)
        elif count < self._count:
            self.beginRemoveRows(QModelIndex(), count, self._count - 1)
            self._count = count
            self.endRemoveRows()

    def _miss(self, rank: int) -> None:
        page = rank // PAGE
        if page not in self._missed and page not in self._reading:
            self._missed.add(page)
            if not self._fetch_timer.isActive():
                self._fetch_timer.start()

    def _fetch(self) -> None:
        """Ask for the pages last missed; a request still under way is given up for it."""
        if self.snapshot is None or self.snapshot.order is None or not self._missed:
            return
        pages = sorted(self._missed)
        first = pages[0]
        last = first
        while last + 1 in self._missed and last - first < 3:
            last += 1
        self._missed.clear()
        self._reading = set(range(first, last + 1))
        query = GetRows(snapshot=self.snapshot, first=first * PAGE, count=(last + 1 - first) * PAGE)
        then = partial(self._arrive, self.snapshot, first * PAGE)
        self._desk.ask(
            query, then, lane=self._lane, failed=self._fail_to_fetch, prepare=self.presenter.rows, owner=self
        )

    def _fail_to_fetch(self, error: Exception) -> None:
        """What could not be read is a placeholder still, which is asked for once more in a while."""
        _log.error("rows of a list could not be read", exc_info=error)
        self._reading = set()
        QTimer.singleShot(_RETRY_MS, self, self.arrived.emit)

    def _arrive(self, snapshot: Snapshot, first: int, rows: list[ShownRow]) -> None:
        self._reading = set()
        if snapshot is not self.snapshot:
            self.arrived.emit()
            return
        rows = rows[: max(0, self._count - first)]
        if rows:
            evicted = self._cache.put(first, rows)
            if evicted:
                self.evicted.emit(evicted)
            self._announce(first, first + len(rows) - 1)
        self.arrived.emit()

    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, len(self.columns) - 1), [Qt.ItemDataRole.DisplayRole]
        )


def _count_of(looked: Looked) -> int:
    count = looked.snapshot.count
    return len(looked.rows) if count is None else count


def _none_chosen(*, in_view: bool) -> Chosen:
    return Chosen(in_view=in_view)

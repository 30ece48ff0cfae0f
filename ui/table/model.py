"""The virtual model: a snapshot of where rows stand, and the rows about those in sight. It never runs SQL."""

from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from readmodel.listing.queries import GetRows, GetStandings, LayOut, OpenView
from readmodel.listing.view import Anchors, Laid, Opened, Snapshot, Standing, View
from ui.desk import Desk
from ui.table.cache import PAGE, RowCache
from ui.table.columns import Presenter, ShownRow, TableColumn
from ui.table.reading import Looked, look_again

Index = QModelIndex | QPersistentModelIndex

WAITING = "…"
"""What a cell says whose row is not at hand yet."""

KeyRole = int(Qt.ItemDataRole.UserRole)
"""The aggregate's id."""

MarkRole = KeyRole + 1
"""The Mark of a cell, if it is a state."""

_MANY = 50
"""More changes at once than this are shown by looking at the whole view again."""

_PATCH_MS = 16
_AGAIN_MS = 250
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class ListModel(QAbstractTableModel):
    """Rows of one view of a list; which view, ``show`` says.

    A row that is not at hand reads as a placeholder and is asked for; the newest request wins. Rows that change are
    patched in place; where it can't be told what a change does to the order, the view is read again as a whole.
    """

    opened = Signal()
    """The first rows of a view are there."""
    counted = Signal()
    """The number of rows is known, or another one."""
    arrived = Signal()
    """Rows came that had been placeholders."""
    about_to_reorder = Signal()
    reordered = Signal(object)
    """The view was read again: a Looked."""
    inserted_above = Signal(int)
    """A row came in at this rank."""

    def __init__(
        self,
        desk: Desk,
        subject: str,
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
        self.chosen: Callable[[], tuple[tuple[int, int], ...]] = tuple
        """Tells the ranges of ranks whose ids are to be known when the view is read again."""
        self._desk = desk
        self._subject = subject
        self.presenter = Presenter(names, columns)
        self._cache = RowCache()
        self._count = 0
        self._missed: set[int] = set()
        self._reading: set[int] = set()
        self._changed: set[str] = set()
        self._newest = 0
        self._looked_at = 0.0
        self._currency = ""
        self._sorted = ("", False)
        self._lane = f"{subject}_list_{id(self)}"
        self._fetch_timer = self._timer(0, self._fetch)
        self._patch_timer = self._timer(_PATCH_MS, self._patch)
        self._again_timer = self._timer(_AGAIN_MS, self._look_again)
        desk.changed.connect(self._on_changed)

    def show(self, view: View) -> None:
        """Open a view; what is shown stays until its first rows are there."""
        self.view = view
        self._again_timer.stop()
        self._changed.clear()
        self._desk.ask(OpenView(view=view), self._open, lane=f"{self._lane}.view", prepare=self._prepare_opened)

    def resort(self, view: View) -> None:
        """Show the same rows in another order, keeping what is selected."""
        self.view = view
        self._look_again()

    def look_again_soon(self) -> None:
        """Read the view again: at once, but no more than a few times a second."""
        if not self._again_timer.isActive():
            waited = int((monotonic() - self._looked_at) * 1000)
            self._again_timer.start(max(0, _AGAIN_MS - waited))

    def row_at(self, rank: int) -> ShownRow | None:
        """The row of a rank if it is at hand; if not, it will be."""
        row = self._cache.get(rank)
        if row is None and 0 <= rank < self._count:
            self._miss(rank)
        return row

    def name_sort(self, sort: str, falls: bool) -> None:
        """Say in a column's head that rows are sorted by it, and which way."""
        self._sorted = (sort, falls)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def name_currency(self, currency: str) -> None:
        """Say in the heads of columns of money what it is counted in."""
        self._currency = currency
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(self.columns) - 1)

    def rows_at_hand(self) -> dict[int, int]:
        """The rank of each row at hand, by its id."""
        return self._cache.ranks()

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
            return self._title(self.columns[section])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _RIGHT if self.columns[section].figures else _LEFT
        return None

    def _title(self, column: TableColumn) -> str:
        title = f"{column.title} {self._currency}" if column.money and self._currency else column.title
        sort, falls = self._sorted
        return f"{title} {'↓' if falls else '↑'}" if sort and column.sort == sort else title

    def _timer(self, interval: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(then)
        return timer

    def _prepare_opened(self, opened: Opened) -> tuple[Snapshot, list[ShownRow]]:
        return opened.snapshot, self.presenter.rows(opened.rows)

    def _open(self, answer: tuple[Snapshot, list[ShownRow]]) -> None:
        snapshot, rows = answer
        self.beginResetModel()
        self._take(snapshot, 0, rows)
        self._count = len(rows) if snapshot.count is None else snapshot.count
        self.endResetModel()
        self.opened.emit()
        self.counted.emit()
        self._lay_out_if_needed(snapshot)

    def _lay_out_if_needed(self, snapshot: Snapshot) -> None:
        if snapshot.order is None:
            self._desk.ask(LayOut(snapshot=snapshot), self._lay, lane=f"{self._lane}.view")

    def _lay(self, laid: Laid) -> None:
        self.snapshot = laid.snapshot
        self._set_count(laid.snapshot.count or 0)
        self.counted.emit()
        if self._missed:
            self._fetch_timer.start()
        if self._changed:
            self._patch_timer.start()

    def _take(self, snapshot: Snapshot, first: int, rows: Sequence[ShownRow]) -> None:
        self.snapshot = snapshot
        self._cache.clear()
        self._missed.clear()
        self._reading = set()
        self._cache.put(first, rows)
        self._newest = max([self._newest, *(row.id for row in rows)])

    def _set_count(self, count: int) -> None:
        if count > self._count:
            self.beginInsertRows(QModelIndex(), self._count, count - 1)
            self._count = count
            self.endInsertRows()
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
        self._desk.ask(query, then, lane=f"{self._lane}.rows", prepare=self.presenter.rows, owner=self)

    def _arrive(self, snapshot: Snapshot, first: int, rows: list[ShownRow]) -> None:
        self._reading = set()
        if snapshot is not self.snapshot:
            self.arrived.emit()
            return
        rows = rows[: max(0, self._count - first)]
        if rows:
            self._cache.put(first, rows)
            self._announce(first, first + len(rows) - 1)
        self.arrived.emit()

    def _announce(self, first: int, last: int) -> None:
        self.dataChanged.emit(
            self.index(first, 0), self.index(last, len(self.columns) - 1), [Qt.ItemDataRole.DisplayRole]
        )

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        keys = {id for subject, id in changes if subject == self._subject}
        if keys and self.view is not None:
            self._changed |= keys
            if not self._patch_timer.isActive():
                self._patch_timer.start()

    def _patch(self) -> None:
        """Find out how the rows that changed stand now."""
        if self.snapshot is None or self.snapshot.order is None or not self._changed:
            return
        if len(self._changed) > _MANY:
            self._changed.clear()
            self.look_again_soon()
            return
        keys = tuple(self._changed)
        self._changed.clear()
        then = partial(self._place, self.snapshot, keys)
        self._desk.ask(GetStandings(snapshot=self.snapshot, keys=keys), then, owner=self)

    def _place(self, snapshot: Snapshot, keys: Sequence[str], standings: Sequence[Standing]) -> None:
        if snapshot is not self.snapshot:
            self.look_again_soon()
            return
        at_hand = self._cache.ranks()
        moves: list[tuple[int | None, Standing]] = []
        for standing in standings:
            rank = at_hand.get(standing.row.id)
            known = None if rank is None else self._cache.get(rank)
            if rank is not None and known is not None and standing.inside and known.sort == standing.row.sort:
                self._cache.replace(rank, self.presenter.row(standing.row))
                self._announce(rank, rank)
            elif rank is not None or standing.inside:
                moves.append((rank, standing))
        gone = len(standings) < len(keys)
        if gone or len(moves) > 1 or (moves and not self._move(*moves[0])):
            self.look_again_soon()

    def _move(self, rank: int | None, standing: Standing) -> bool:
        """Insert or take out one row in place; False if it can't be told where."""
        assert self.snapshot is not None
        if rank is not None and standing.inside:
            return False
        if rank is not None:
            self.beginRemoveRows(QModelIndex(), rank, rank)
            self.snapshot = self.snapshot.without_row(rank)
            self._cache.remove(rank)
            self._count -= 1
            self.endRemoveRows()
        else:
            new = standing.row.id > self._newest
            if not new or standing.rank is None or not isinstance(self.snapshot.order, Anchors):
                return False
            self.beginInsertRows(QModelIndex(), standing.rank, standing.rank)
            self.snapshot = self.snapshot.with_row(standing.rank)
            self._cache.insert(standing.rank, self.presenter.row(standing.row))
            self._newest = standing.row.id
            self._count += 1
            self.endInsertRows()
            self.inserted_above.emit(standing.rank)
        self._reading = set()
        self.counted.emit()
        return True

    def _look_again(self) -> None:
        if self.view is None:
            return
        self._looked_at = monotonic()
        view, keep, chosen_in, chosen = self.view, self.keep(), self.snapshot, self.chosen()
        ask = self._desk.docket.queries.ask
        self._desk.fetch(
            lambda: look_again(ask, self.presenter, view, keep, chosen_in, chosen),
            self._see,
            lane=f"{self._lane}.view",
        )

    def _see(self, looked: Looked) -> None:
        self.about_to_reorder.emit()
        snapshot = looked.snapshot
        count = len(looked.rows) if snapshot.count is None else snapshot.count
        # Rows are added or taken away at the end, and then all of them stand in another order.
        self._set_count(count)
        self.layoutAboutToBeChanged.emit()
        self._take(snapshot, looked.first, looked.rows[: max(0, count - looked.first)])
        before = self.persistentIndexList()
        self.changePersistentIndexList(before, [QModelIndex() for _ in before])
        self.layoutChanged.emit()
        self.counted.emit()
        self.reordered.emit(looked)
        self._lay_out_if_needed(snapshot)

"""What is selected, as rows and not as places: Qt's own selection only mirrors it."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex

from ui.table.model import ListModel
from ui.table.reading import Chosen, Looked

Ranges = tuple[tuple[int, int], ...]

CARRIED = 100_000
"""More selected rows than this are not looked for in another view."""

_FLAG = QItemSelectionModel.SelectionFlag
_ROW = _FLAG.ClearAndSelect | _FLAG.Rows


class RowSelection(QItemSelectionModel):
    """Keeps rows selected through sorting, filtering and change.

    Rows at hand are selected by Qt itself. Those elsewhere in the view are kept by id and handed over as their pages
    come in: ``_elsewhere`` are the rows that are selected too or, when everything is, those that are not. Selected
    rows that the view leaves out are kept in ``_outside``, in case another view shows them.
    """

    def __init__(self, model: ListModel) -> None:
        super().__init__(model)
        self._model = model
        self.seen_columns: Callable[[], Sequence[int]] = tuple
        """Tells which columns are not hidden, from left to right."""
        self._elsewhere: set[int] = set()
        self._outside: set[int] = set()
        self._all = False
        self._everything = False
        self._offered = False
        self._mirroring = False
        self._reordering = False
        self._most_before = False
        self._current_id: int | None = None
        self._own_id: int | None = None
        self._asked_id: int | None = None
        self._sought: int | None = None
        model.chosen = self.to_resolve
        model.arrived.connect(self._on_arrived)
        model.evicted.connect(self._hand_back)
        model.grown.connect(self._cover_more)
        model.removing.connect(self._keep)
        model.inserted.connect(self._take_back)
        model.about_to_reorder.connect(self._remember)
        model.reordered.connect(self._restore)
        self.currentRowChanged.connect(self._know_current)

    def setCurrentIndex(
        self, index: QModelIndex | QPersistentModelIndex, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Give a row the cursor, in a column that is to be seen: Qt neither scrolls to one that is hidden nor goes on
        from there."""
        seen = self.seen_columns()
        if index.isValid() and seen and index.column() not in seen:
            index = self._model.index(index.row(), seen[0])
        super().setCurrentIndex(index, command)

    def place_current(self, rank: int | None) -> None:
        """Give the cursor back to its row, whose rank was not known when the view was read."""
        if self._sought is not None and rank is not None and not self.currentIndex().isValid():
            self.setCurrentIndex(self._model.index(rank, 0), _FLAG.NoUpdate)
        self._sought = None

    @property
    def is_seeking(self) -> bool:
        """Whether the row with the cursor is somewhere in the view, where exactly is not known yet."""
        return self._sought is not None

    def select(
        self, what: QItemSelection | QModelIndex | QPersistentModelIndex, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select or deselect; what is kept by id goes with whatever clears the selection."""
        # While rows are put into another order Qt may select by itself what is gone or comes back.
        if not self._mirroring and not self._reordering:
            self._model.choices += 1
            self._offered = False
            if command & _FLAG.Clear:
                self._elsewhere.clear()
                self._outside.clear()
                self._all = self._everything = False
        super().select(what, command)

    def select_everything(self) -> None:
        """Select all rows of the view, those too that come in from now on."""
        self._model.choices += 1
        self._elsewhere.clear()
        self._outside.clear()
        self._all, self._offered, self._everything = False, False, True
        self._mirroring = True
        self._cover(0, self._model.rowCount(), _FLAG.Select)
        self._mirroring = False

    def offer(self, index: QModelIndex) -> None:
        """Select a row for a person who has selected none that is to be seen; it is not kept for another view."""
        self._model.choices += 1
        self._mirroring = True
        self.setCurrentIndex(index, _ROW)
        self._elsewhere.clear()
        self._all = False
        self._mirroring = False
        self._offered = True

    @property
    def is_free(self) -> bool:
        """Whether nobody has selected a row that this view holds."""
        return self._offered or self.count() == 0

    def count(self) -> int:
        """How many rows of the view are selected; ranges are added up, no row is looked at."""
        shown = sum(last - first for first, last in self.ranges())
        return shown - len(self._elsewhere) if self._all else shown + len(self._elsewhere)

    def ranges(self) -> Ranges:
        """The ranks that Qt has selected, each range from its first up to but without its last."""
        parts = self.selection()
        found = sorted((parts.at(n).top(), parts.at(n).bottom() + 1) for n in range(parts.count()))
        merged: list[tuple[int, int]] = []
        for first, last in found:
            if merged and first <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(last, merged[-1][1]))
            else:
                merged.append((first, last))
        return tuple(merged)

    def elsewhere(self) -> tuple[int, ...]:
        """The ids of selected rows that are nowhere among the ranges."""
        return () if self._all else tuple(self._elsewhere)

    def left_out(self) -> tuple[int, ...]:
        """The ids of rows among the ranges that are not selected after all."""
        return tuple(self._elsewhere) if self._all else ()

    def to_resolve(self, *, in_view: bool) -> Chosen:
        """What has to be told by ids before the order changes: the selected rows or, of nearly all, the others."""
        outside = tuple(self._outside)
        # Where rows may come back in whose place one is offered, the cursor goes back to where a person left it.
        is_stand_in = self._offered and not in_view and outside
        current = self._asked_id = self._own_id if is_stand_in else self._current_id
        if self._offered:
            return Chosen(in_view=in_view, outside=outside, current=current)
        ranges = self.ranges()
        if not in_view:
            if self.count() > CARRIED:
                return Chosen(in_view=False, current=current)
            kept = set(self.elsewhere())
        else:
            most = self._is_most(ranges)
            ranges = _gaps(ranges, self._model.rowCount()) if most else ranges
            outside = () if most else outside
            # Rows of the other sort that were known by id before stay so.
            kept = set(self._elsewhere) if most == self._all else set()
        ids, missing = self._model.known_ids(ranges)
        gone = set(self.left_out()) if not in_view else set()
        return Chosen(
            ids=tuple(kept.union(ids) - gone),
            outside=outside,
            ranges=missing,
            without=tuple(gone),
            current=current,
            snapshot=self._model.snapshot,
            in_view=in_view,
        )

    def _keep(self, rank: int) -> None:
        """A selected row that leaves the view may be in another one."""
        row = self._model.peek(rank)
        if row is not None and not self._all and not self._offered and self.isRowSelected(rank, QModelIndex()):
            self._outside.add(row.id)

    def _take_back(self, rank: int) -> None:
        """A row that comes in is selected if it was before, or if everything is."""
        row = self._model.peek(rank)
        if row is not None and (self._everything or row.id in self._outside):
            self._outside.discard(row.id)
            self._mirroring = True
            self._cover(rank, rank + 1, _FLAG.Select)
            self._mirroring = False

    def _remember(self, same_view: bool) -> None:
        self._reordering = True
        self._most_before = same_view and not self._offered and self._is_most(self.ranges())

    def _know_current(self) -> None:
        """The row with the cursor is known by its id, too, as soon as it is at hand."""
        current = self.currentIndex()
        row = self._model.peek(current.row()) if current.isValid() else None
        self._current_id = None if row is None else row.id
        if not self._mirroring and not self._reordering:
            self._own_id = self._current_id

    def _on_arrived(self) -> None:
        if self._current_id is None:
            self._know_current()
        self._mirror()

    def _hand_back(self, evicted: Mapping[int, int]) -> None:
        """Rows that are no longer at hand are kept by id, so that nothing slides when others come and go above them."""
        ranges = self.ranges()
        if self._offered or (not self._all and self._is_most(ranges)):
            return
        here = QItemSelection()
        for first, last in _gaps(ranges, self._model.rowCount()) if self._all else ranges:
            ranks = sorted(rank for rank in evicted if first <= rank < last)
            self._elsewhere.update(evicted[rank] for rank in ranks)
            for start, end in _runs(ranks):
                here.select(self._model.index(start, 0), self._model.index(end - 1, self._model.columnCount() - 1))
        self._mirroring = True
        super().select(here, _FLAG.Select if self._all else _FLAG.Deselect)
        self._mirroring = False

    def _cover_more(self, first: int, last: int) -> None:
        """Rows at the end are selected, too, while everything is."""
        if self._everything or self._all:
            self._mirroring = True
            self._cover(first, last + 1, _FLAG.Select)
            self._mirroring = False

    def _restore(self, looked: Looked) -> None:
        # Rows that somebody did select come back: the one offered in their place gives way.
        offered = self._offered and not looked.chosen
        self._elsewhere = set(looked.chosen)
        self._all = self._most_before
        self._outside = self._outside if self._all else self._outside.union(looked.outside).difference(looked.chosen)
        self._mirroring = True
        self.clearSelection()
        if self._all:
            self._cover(0, self._model.rowCount(), _FLAG.Select)
        self._mirroring = False
        self._mirror()
        rank, id = looked.current, self._asked_id
        if offered and looked.kept is None and id not in self._model.rows_at_hand():
            # So many rows came in above the one offered that it is out of reach: another one is to be offered.
            rank = None
        place = QModelIndex() if rank is None else self._model.index(rank, 0)
        if offered and rank is not None:
            self.offer(place)
        else:
            self._offered = False
            self._everything = self._everything and self._all
            self.setCurrentIndex(place, _FLAG.NoUpdate)
        # Without a place for the cursor its row is forgotten, unless it may be found once all rows have theirs.
        is_unknown = rank is None and looked.snapshot.order is None and not offered
        self._sought = id if is_unknown else None
        self._current_id = None if rank is None else id
        self._reordering = False

    def _is_most(self, ranges: Ranges) -> bool:
        """Whether the others are told instead: of everything but a few, and of more than are looked for by id."""
        count = sum(last - first for first, last in ranges)
        return self._everything or (count > CARRIED and count * 2 > self._model.rowCount())

    def _mirror(self) -> None:
        """Let Qt select, or deselect, what is kept by id and at hand now."""
        if not self._elsewhere:
            return
        at_hand = self._model.rows_at_hand()
        here = self._elsewhere & at_hand.keys()
        self._mirroring = True
        chosen = QItemSelection()
        last = self._model.columnCount() - 1
        for row_id in here:
            rank = at_hand[row_id]
            chosen.select(self._model.index(rank, 0), self._model.index(rank, last))
        # Whoever is told of the selection counts, so no row may be in both places.
        self._elsewhere -= here
        super().select(chosen, _FLAG.Deselect if self._all else _FLAG.Select)
        self._mirroring = False

    def _cover(self, first: int, last: int, command: QItemSelectionModel.SelectionFlag) -> None:
        if first < last:
            model = self._model
            range_ = QItemSelection(model.index(first, 0), model.index(last - 1, model.columnCount() - 1))
            super().select(range_, command)


def _runs(ranks: Sequence[int]) -> list[tuple[int, int]]:
    """Ranks in rising order as ranges, each from its first up to but without its last."""
    breaks = [place for place in range(1, len(ranks)) if ranks[place] != ranks[place - 1] + 1]
    edges = zip([0, *breaks], [*breaks, len(ranks)], strict=True)
    return [(ranks[first], ranks[last - 1] + 1) for first, last in edges if first < last]


def _gaps(ranges: Ranges, total: int) -> Ranges:
    edges = [0, *(edge for range_ in ranges for edge in range_), total]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((first, last) for first, last in pairs if first < last)

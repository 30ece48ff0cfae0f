"""What is selected, as rows and not as places: Qt's own selection only mirrors it."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QPersistentModelIndex

from ui.table.model import ListModel
from ui.table.reading import Looked

Ranges = tuple[tuple[int, int], ...]

_FLAG = QItemSelectionModel.SelectionFlag


class RowSelection(QItemSelectionModel):
    """Keeps rows selected through sorting and change.

    Rows at hand are selected by Qt itself. Those elsewhere are kept by id and handed over as their pages come in:
    ``_elsewhere`` are the rows that are selected too or, when everything is, those that are not.
    """

    def __init__(self, model: ListModel) -> None:
        super().__init__(model)
        self._model = model
        self._elsewhere: set[int] = set()
        self._all = False
        self._mirroring = False
        self._before: Ranges = ()
        self._count_before = 0
        self._current_id: int | None = None
        model.chosen = self.ranges_to_resolve
        model.arrived.connect(self._mirror)
        model.opened.connect(self._forget)
        model.about_to_reorder.connect(self._remember)
        model.reordered.connect(self._restore)

    def select(
        self, what: QItemSelection | QModelIndex | QPersistentModelIndex, command: QItemSelectionModel.SelectionFlag
    ) -> None:
        """Select or deselect; what is kept by id goes with whatever clears the selection."""
        if not self._mirroring and command & _FLAG.Clear:
            self._elsewhere.clear()
            self._all = False
        super().select(what, command)

    def count(self) -> int:
        """How many rows are selected; ranges are added up, no row is looked at."""
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

    def ranges_to_resolve(self) -> Ranges:
        """What has to be told by ids before the order changes: the selected ranks, or the others if they are fewer."""
        ranges = self.ranges()
        total = self._model.rowCount()
        return _gaps(ranges, total) if _is_most(ranges, total) else ranges

    def _remember(self) -> None:
        self._before = self.ranges()
        self._count_before = self._model.rowCount()
        current = self._model.row_at(self.currentIndex().row()) if self.currentIndex().isValid() else None
        self._current_id = None if current is None else current.id

    def _restore(self, looked: Looked) -> None:
        most = _is_most(self._before, self._count_before)
        # Rows of the other sort that were known by id before stay so.
        kept = self._elsewhere if most == self._all else set()
        self._elsewhere = kept | set(looked.chosen)
        self._all = most
        self._mirroring = True
        self.clearSelection()
        if most:
            self._cover(0, self._model.rowCount(), _FLAG.Select)
        self._mirroring = False
        self._mirror()
        rank = None if self._current_id is None else self._model.rows_at_hand().get(self._current_id)
        place = QModelIndex() if rank is None else self._model.index(rank, 0)
        self.setCurrentIndex(place, _FLAG.NoUpdate)

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

    def _forget(self) -> None:
        self._elsewhere.clear()
        self._all = False


def _is_most(ranges: Ranges, total: int) -> bool:
    return total > 1 and sum(last - first for first, last in ranges) * 2 > total


def _gaps(ranges: Ranges, total: int) -> Ranges:
    edges = [0, *(edge for range_ in ranges for edge in range_), total]
    pairs = zip(edges[::2], edges[1::2], strict=True)
    return tuple((first, last) for first, last in pairs if first < last)

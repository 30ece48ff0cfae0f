"""A plain list of ids that is kept by nothing but a model's signals, as any view of Qt's would keep one."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from ui.table.model import ListModel


class Mirror:
    """``ids`` holds the id of every row, or None where the model had not told it yet.

    Whatever a signal leaves unsaid shows as a row of the list that is not the model's.
    """

    def __init__(self, model: ListModel) -> None:
        self.model = model
        self.resets = 0
        self.layouts = 0
        self.ids: list[int | None] = []
        self.after: Callable[[], None] = lambda: None
        """Called after each signal, when the list has followed it."""
        self._tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Warning)
        model.rowsInserted.connect(self._insert)
        model.rowsRemoved.connect(self._remove)
        model.rowsMoved.connect(self._move)
        model.dataChanged.connect(self._change)
        model.layoutChanged.connect(self._lay_out)
        model.modelReset.connect(self._reset)
        self._read()

    def check(self) -> None:
        """The list is as long as the model, and no row of it is another one."""
        assert len(self.ids) == self.model.rowCount()
        wrong = [
            (rank, id, row.id)
            for rank, id in enumerate(self.ids)
            if id is not None and (row := self.model.peek(rank)) is not None and row.id != id
        ]
        assert wrong == []

    def _read(self) -> None:
        self.ids = [None] * self.model.rowCount()
        for id, rank in self.model.rows_at_hand().items():
            self.ids[rank] = id

    def _insert(self, parent: QModelIndex, first: int, last: int) -> None:
        # A row that comes in at the end of what is known may be read later; one let in is at hand.
        rows = [self.model.peek(rank) for rank in range(first, last + 1)]
        self.ids[first:first] = [None if row is None else row.id for row in rows]
        self.after()

    def _remove(self, parent: QModelIndex, first: int, last: int) -> None:
        del self.ids[first : last + 1]
        self.after()

    def _move(self, parent: QModelIndex, first: int, last: int, to_parent: QModelIndex, to: int) -> None:
        moved = self.ids[first : last + 1]
        del self.ids[first : last + 1]
        at = to - len(moved) if to > last else to
        self.ids[at:at] = moved
        self.after()

    def _change(self, first: QModelIndex, last: QModelIndex) -> None:
        for rank in range(first.row(), last.row() + 1):
            row = self.model.peek(rank)
            self.ids[rank] = None if row is None else row.id
        self.after()

    def _lay_out(self) -> None:
        self.layouts += 1
        self._read()
        self.after()

    def _reset(self) -> None:
        self.resets += 1
        self._read()
        self.after()

"""Under the table: how many rows there are and what they come to, and the same of those selected."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from readmodel.listing.queries import GetTotals
from readmodel.listing.view import Totals, View
from ui import formats
from ui.desk import Desk
from ui.table.model import ListModel
from ui.table.table import ListTable
from ui.widgets.text import label

_VIEW_MS = 200
_SELECTION_MS = 60
_PATIENCE = 10
"""While rows keep changing, a view is added up for one tenth of the time at most."""

_COUNTING = "…"
_BETWEEN = " · "
_MARGIN = 8


class Footer(QWidget):
    """The view at the left, the selection at the right. Sums are read behind everything else that is read."""

    def __init__(self, desk: Desk, table: ListTable, model: ListModel, name: str, nouns: tuple[str, str]) -> None:
        super().__init__()
        self.setObjectName(f"{name}_footer")
        self._desk = desk
        self._table = table
        self._model = model
        self._nouns = nouns
        self._summed: View | None = None
        self._sums: tuple[str, ...] = ()
        self._asked_at = 0.0
        self._took = 0.0
        self._asking = False
        self._lane = f"footer_{id(self)}"
        # What is counted comes before what it is worth.
        totalled = [column for column in model.columns if column.total is not None]
        self._totalled = sorted(totalled, key=lambda column: column.figures)
        self.view = label("", "small", name=f"{name}_rows")
        self.selection = label("", "small", name=f"{name}_chosen")
        for told in (self.view, self.selection):
            # However long sums get, they must not push the pane aside.
            told.setMinimumWidth(1)
        self._view_words: tuple[str, ...] = ()
        self._selection_words: tuple[str, ...] = ()
        row = QHBoxLayout(self)
        row.setContentsMargins(_MARGIN, 5, _MARGIN, 5)
        row.addWidget(self.view)
        row.addStretch(1)
        row.addWidget(self.selection)
        self._view_timer = self._timer(self._ask_view)
        self._selection_timer = self._timer(self._ask_selection)
        model.counted.connect(self._on_changed)
        model.replaced.connect(self._on_changed)
        table.selected.connect(self._on_selected)

    def _timer(self, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True)
        timer.timeout.connect(then)
        return timer

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._tell()

    def _tell(self) -> None:
        """Say as much as there is room for: sums of the view give way to those selected, and the last ones first."""
        view, selection = list(self._view_words), list(self._selection_words)
        while self._width_of(view) + self._width_of(selection) > self.width() - 4 * _MARGIN:
            shortened = view if len(view) > 1 else selection
            if len(shortened) < 2:
                break
            shortened.pop()
        for told, words, all_words in (
            (self.view, view, self._view_words),
            (self.selection, selection, self._selection_words),
        ):
            told.setText(_BETWEEN.join(words))
            told.setToolTip(_BETWEEN.join(all_words) if len(words) < len(all_words) else "")

    def _width_of(self, words: list[str]) -> int:
        return self.view.fontMetrics().horizontalAdvance(_BETWEEN.join(words))

    def _on_changed(self) -> None:
        if self._summed != self._model.view:
            self._sums = ()
        self._tell_view()
        if self._totalled and not self._view_timer.isActive():
            # What was never told is told as soon as it can be.
            rest = self._took * _PATIENCE - (monotonic() - self._asked_at) if self._sums else 0
            self._view_timer.start(max(_VIEW_MS, int(rest * 1000)))
        self._on_selected()

    def _ask_view(self) -> None:
        """Have the view added up; a sum that is on its way is waited for."""
        snapshot = self._model.snapshot
        if snapshot is None or snapshot.order is None or self._asking or not self._model.rowCount():
            return
        self._asking, self._asked_at = True, monotonic()
        view = snapshot.view
        query = GetTotals(snapshot=snapshot)
        self._desk.ask(query, lambda totals: self._know_view(view, totals), failed=self._fail, owner=self)

    def _know_view(self, view: View, totals: Totals) -> None:
        self._asking = False
        self._took = monotonic() - self._asked_at
        if view == self._model.view:
            self._summed, self._sums = view, self._in_words(totals)
            self._tell_view()
        else:
            self._on_changed()

    def _fail(self, error: Exception) -> None:
        # What could not be added up is not told; the list itself says what is wrong.
        self._asking = False

    def _tell_view(self) -> None:
        rows = self._model.rowCount()
        summing = self._totalled and rows and self._model.is_counted and self._summed != self._model.view
        waiting = (_COUNTING,) if summing else ()
        self._view_words = (count_said(self._model, self._nouns), *self._sums, *waiting)
        self._tell()

    def _on_selected(self) -> None:
        count = self._table.chosen.count()
        if count < 2:
            self._selection_timer.stop()
            self._tell_selection()
            return
        if self._selection_words[:1] != (counted := _selected(count),):
            self._tell_selection(counted, *((_COUNTING,) if self._totalled else ()))
        if self._totalled:
            self._selection_timer.start(_SELECTION_MS)

    def _ask_selection(self) -> None:
        snapshot, chosen = self._model.snapshot, self._table.chosen
        if snapshot is None or snapshot.order is None:
            return
        ranges = chosen.ranges()
        everything = ranges == ((0, self._model.rowCount()),)
        query = GetTotals(
            snapshot=snapshot,
            ranges=None if everything else ranges,
            besides=chosen.elsewhere(),
            without=chosen.left_out(),
        )
        self._desk.ask(query, self._know_selection, lane=self._lane, owner=self)

    def _know_selection(self, totals: Totals) -> None:
        count = self._table.chosen.count()
        if count > 1:
            self._tell_selection(_selected(count), *self._in_words(totals))

    def _tell_selection(self, *words: str) -> None:
        self._selection_words = words
        self._tell()

    def _in_words(self, totals: Totals) -> tuple[str, ...]:
        words = (
            column.total(totals.sums[column.name])
            for column in self._totalled
            if column.total is not None and column.name in totals.sums
        )
        return tuple(said for said in words if said)


def count_said(model: ListModel, nouns: tuple[str, str]) -> str:
    """How many rows a view has, or that they are being counted."""
    if not model.is_counted:
        return f"counting {nouns[1]}…"
    rows = model.rowCount()
    return f"{formats.count(rows)} {nouns[rows != 1]}"


def _selected(count: int) -> str:
    return f"{formats.count(count)} selected"

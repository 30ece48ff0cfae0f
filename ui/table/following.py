"""Keeping a list's rows as they are now, while they change."""

import logging
from collections import deque
from collections.abc import Callable, Sequence
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, QTimer

from readmodel.listing.queries import GetStandings, LayOut
from readmodel.listing.view import Anchors, Laid, Row, Snapshot, Standing, View
from ui.desk import Desk
from ui.table.model import ListModel
from ui.table.reading import Chosen, Looked, choose_again, look

_log = logging.getLogger(__name__)

_MANY = 50
_WITHIN_MS = 100
"""More changes than so many within so long are shown by reading the view again."""

_PATCH_MS = 16
_AGAIN_MS = 250
_SETTLE_MS = 1000
_RETRY_MS = 1000
_MOST_RETRY_MS = 15_000


class Follower(QObject):
    """Says which view a model shows. Rows of it that change are patched in place; where it can't be told what a change
    does to the order, the view is read again as a whole.

    Places and pages are told by the read store as it is when asked, which may know of more changes than have been told
    of. So a row is only let in between neighbours that it belongs between, and a moment after anything was patched the
    view is read again: a page that was read between a change and its patch may hold the row in its new place while the
    old one still shows it, too. One reading is under way at a time: were it given up for the next, a list that changes
    all the time would never be read to the end.
    """

    def __init__(self, desk: Desk, subject: str, model: ListModel) -> None:
        super().__init__(model)
        self._desk = desk
        self._subject = subject
        self._model = model
        self._changed: set[str] = set()
        self._lately: deque[tuple[float, int]] = deque()
        self._looked_at = 0.0
        self._reading = False
        self._asking = False
        self._wanted = False
        self._failures = 0
        self._lane = f"list_{id(model)}.view"
        self._patch_timer = self._timer(_PATCH_MS, self._patch)
        self._again_timer = self._timer(_AGAIN_MS, self._look_in_turn)
        self._settle_timer = self._timer(_SETTLE_MS, self.look_again_soon)
        desk.changed.connect(self._on_changed)

    def show(self, view: View) -> None:
        """Open a view from its beginning; what is shown stays until its first rows are there."""
        self._model.view = view
        self._read(self._model.open, keep=None, in_view=False, whole=False)

    def resort(self, view: View) -> None:
        """Show the same rows in another order, from the beginning."""
        self._model.view = view
        self._read(self._model.reorder, keep=None, in_view=True, whole=False)

    def look_again(self) -> None:
        """Read the view again, in place of any reading that is under way."""
        self._read(self._model.reorder, keep=self._model.keep(), in_view=True, whole=True)

    def look_again_soon(self) -> None:
        """Read the view again: at once, but no more than a few times a second."""
        if not self._again_timer.isActive():
            waited = int((monotonic() - self._looked_at) * 1000)
            self._again_timer.start(max(0, _AGAIN_MS - waited))

    def _timer(self, interval: int, then: Callable[[], None]) -> QTimer:
        timer = QTimer(self, singleShot=True, interval=interval)
        timer.timeout.connect(then)
        return timer

    def _look_in_turn(self) -> None:
        if self._model.view is None:
            return
        if self._reading:
            self._wanted = True
        else:
            self.look_again()

    def _read(self, take: Callable[[Looked], None], *, keep: int | None, in_view: bool, whole: bool) -> None:
        model = self._model
        view, presenter = model.view, model.presenter
        assert view is not None
        for timer in (self._patch_timer, self._again_timer, self._settle_timer):
            timer.stop()
        self._changed.clear()
        self._looked_at = monotonic()
        self._reading, self._wanted = True, False
        ask = self._desk.docket.queries.ask

        def fetch(read: Callable[[Chosen], Looked]) -> None:
            chosen, choices = model.chosen(in_view=in_view), model.choices
            self._desk.fetch(
                lambda: read(chosen),
                partial(see, choices, chosen.current),
                lane=self._lane,
                failed=self._fail,
                owner=self,
            )

        def see(choices: int, current: int | None, looked: Looked) -> None:
            if model.choices == choices:
                self._see(take, current, looked)
            else:
                # Somebody has selected other rows since: it is those that have to be found again.
                fetch(lambda chosen: choose_again(ask, view, looked, chosen))

        fetch(lambda chosen: look(ask, presenter, view, keep, chosen, whole=whole))

    def _see(self, take: Callable[[Looked], None], current: int | None, looked: Looked) -> None:
        self._failures = 0
        take(looked)
        if looked.snapshot.order is None:
            query = LayOut(snapshot=looked.snapshot, keep=current)
            self._desk.ask(query, self._lay, lane=self._lane, failed=self._fail, owner=self)
        else:
            self._end_reading()

    def _lay(self, laid: Laid) -> None:
        self._model.lay(laid)
        self._end_reading()

    def _fail(self, error: Exception) -> None:
        """Whatever is the matter may pass: read the view again in a while, ever more seldom."""
        _log.error("a list could not be read", exc_info=error)
        self._asking = self._reading = False
        self._failures += 1
        self._again_timer.start(min(_RETRY_MS * self._failures, _MOST_RETRY_MS))
        self._model.failed.emit()

    def _end_reading(self) -> None:
        self._reading = False
        if self._wanted:
            self.look_again_soon()
        elif self._changed:
            self._patch_timer.start()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        view = self._model.view
        if view is None:
            return
        if view.of:
            if not changes.isdisjoint({(self._subject, view.of), ("store", "all")}):
                self.look_again_soon()
            return
        if ("store", "all") in changes:
            self.look_again_soon()
        keys = {id for subject, id in changes if subject == self._subject}
        if keys:
            self._changed |= keys
            self._lately.append((monotonic(), len(keys)))
            if not self._patch_timer.isActive():
                self._patch_timer.start()

    def _patch(self) -> None:
        """Find out how the rows that changed stand now."""
        snapshot = self._model.snapshot
        if self._reading or self._asking or snapshot is None or not self._changed:
            return
        keys = tuple(self._changed)
        self._changed.clear()
        if len(keys) > _MANY or self._is_busy():
            self.look_again_soon()
            return
        self._asking = True
        query = GetStandings(snapshot=snapshot, keys=keys)
        self._desk.ask(query, partial(self._place, snapshot, keys), failed=self._fail, owner=self)

    def _is_busy(self) -> bool:
        """Whether more changed within the last moment than is patched one by one."""
        since = monotonic() - _WITHIN_MS / 1000
        while self._lately and self._lately[0][0] < since:
            self._lately.popleft()
        return sum(number for _, number in self._lately) > _MANY

    def _place(self, snapshot: Snapshot, keys: Sequence[str], standings: Sequence[Standing]) -> None:
        model = self._model
        self._asking = False
        if self._changed:
            self._patch_timer.start()
        if snapshot is not model.snapshot:
            # Rows have moved since: what these ranks were told from is no more.
            self.look_again_soon()
            return
        at_hand = model.rows_at_hand()
        leaving: list[int] = []
        moving: list[tuple[int, Standing]] = []
        coming: list[Standing] = []
        unclear = len(standings) < len(keys)
        for standing in standings:
            rank = at_hand.get(standing.row.id)
            known = None if rank is None else model.peek(rank)
            if rank is None or known is None:
                # A row that is not at hand may have been in the view before, nobody knows where.
                unclear = unclear or not self._is_new(standing)
                if standing.inside and self._is_new(standing):
                    coming.append(standing)
            elif standing.inside and known.sort == standing.row.sort:
                model.replace_row(rank, standing.row)
            elif standing.inside:
                moving.append((rank, standing))
            else:
                leaving.append(rank)
        if moving:
            # The place of one that moves tells nothing while others are on their way, too.
            alone = len(moving) == 1 and not leaving and not coming
            moved = self._move(*moving[0]) if alone else None
        else:
            moved = self._let_in_and_out(leaving, coming)
        if moved is None or (unclear and not moved):
            self.look_again_soon()
        elif not self._settle_timer.isActive():
            self._settle_timer.start()

    def _is_new(self, standing: Standing) -> bool:
        """Whether a row is younger than every row of the view was when it was read; ids are given in order."""
        return standing.row.id > self._model.newest

    def _move(self, rank: int, standing: Standing) -> bool | None:
        """Let a row stand elsewhere; None if it can't be told where."""
        model = self._model
        assert model.snapshot is not None
        if standing.rank is None or not isinstance(model.snapshot.order, Anchors):
            return None
        if not self._belongs(standing.row, standing.rank, rank):
            return None
        model.move_row(rank, standing.rank, standing.row)
        return True

    def _let_in_and_out(self, leaving: list[int], coming: list[Standing]) -> bool | None:
        """Take rows out and let others in, lowest rank first; False if none moved, None if it can't be told where."""
        model = self._model
        assert model.snapshot is not None
        ranks = [standing.rank for standing in coming]
        if coming and (None in ranks or not isinstance(model.snapshot.order, Anchors)):
            return None
        for rank in sorted(leaving, reverse=True):
            model.remove_row(rank)
        for standing in sorted(coming, key=lambda standing: standing.rank or 0):
            rank = standing.rank or 0
            if not self._belongs(standing.row, rank):
                model.counted.emit()
                return None
            model.insert_row(rank, standing.row)
            model.newest = max(model.newest, standing.row.id)
        if leaving or coming:
            model.counted.emit()
        return bool(leaving or coming)

    def _belongs(self, row: Row, rank: int, without: int | None = None) -> bool:
        """Whether the rows about a rank, as far as they are at hand, are those that a row belongs between.

        The row of the rank ``without`` is the one itself and does not count.
        """
        model = self._model
        assert model.view is not None
        if rank > model.rowCount() - (without is not None):
            return False
        above_it, below_it = (at + (without is not None and at >= without) for at in (rank - 1, rank))
        before, after = model.peek(above_it), model.peek(below_it)
        place = _place_of(row.sort, row.id)
        above = [] if before is None else [_place_of(before.sort, before.id)]
        below = [] if after is None else [_place_of(after.sort, after.id)]
        order = [*above, place, *below]
        return order == sorted(order, reverse=model.view.descending)


def _place_of(sort: int | str, id: int) -> tuple[int | str, int]:
    """A row's place in the order; texts are sorted without regard to case, if that makes any difference."""
    return (sort.lower() if isinstance(sort, str) else sort), id

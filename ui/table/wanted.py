"""The record that somebody asked for, looked for in the list until it stands there."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from readmodel.listing.queries import GetStandings
from readmodel.listing.view import Snapshot, Standing
from ui.desk import Desk
from ui.table.model import ListModel


class Wanted(QObject):
    """Looks for one record at a time. ``choose`` is told its rank, ``widen`` that the view leaves it out."""

    def __init__(
        self, desk: Desk, model: ListModel, name: str, choose: Callable[[int], None], widen: Callable[[], None]
    ) -> None:
        super().__init__(model)
        self._desk = desk
        self._model = model
        self._lane = f"{name}.wanted"
        self._choose = choose
        self._widen = widen
        self.key = ""
        """The aggregate's id; empty when nothing is looked for."""
        self._as_of = 0

    def look_for(self, key: str, as_of: int = 0) -> None:
        """Look for a record from now on, or from when the view is as of a position of the log."""
        self.key, self._as_of = key, as_of
        if as_of:
            self._desk.when_shown(as_of, lambda: self._look_from(as_of), owner=self)
        else:
            self.look()

    def _look_from(self, as_of: int) -> None:
        if as_of == self._as_of:
            self._as_of = 0
            self.look()

    def look(self) -> None:
        """Look where it stands now, if one is wanted."""
        snapshot = self._model.snapshot
        if self.key and not self._as_of and snapshot is not None:
            self._desk.ask(
                GetStandings(snapshot=snapshot, keys=(self.key,)),
                lambda standings: self._find(snapshot, standings),
                lane=self._lane,
                owner=self,
            )

    def _find(self, snapshot: Snapshot, standings: tuple[Standing, ...]) -> None:
        if not standings or standings[0].row.key != self.key:
            # Not projected yet: the change that brings it is waited for.
            return
        if not standings[0].inside:
            self._widen()
            return
        rank = standings[0].rank
        if rank is None or snapshot is not self._model.snapshot:
            return
        # The rank is where the row belongs; until the model has taken it in or read it, another row stands there.
        row = self._model.row_at(rank)
        if row is not None and row.key == self.key:
            self.key = ""
            self._choose(rank)

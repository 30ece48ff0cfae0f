"""How many rows each view has, counted anew when something changed while somebody looks."""

import logging
from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from readmodel.listing.queries import CountViews
from readmodel.listing.view import View, ViewCount
from ui.desk import Desk

_log = logging.getLogger(__name__)

_GATHERED_MS = 150


class ViewCounts(QObject):
    """Counts what ``views`` tells, one reading at a time: were it given up for the next, a list that changes all the
    time would never be counted. What nobody sees is counted when it comes to the front."""

    counted = Signal(object)
    """The ViewCounts by the views' ids."""

    def __init__(self, desk: Desk, page: QWidget, views: Callable[[], Mapping[str, View]]) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        self._views = views
        self._stale = True
        self._counting = False
        self._timer = QTimer(self, singleShot=True, interval=_GATHERED_MS)
        self._timer.timeout.connect(self._count)

    def count_soon(self) -> None:
        """Something changed that counts."""
        self._stale = True
        if self._page.isVisible() and not self._timer.isActive():
            self._timer.start()

    def come_forward(self) -> None:
        """Somebody looks again."""
        if self._stale:
            self._count()

    def _count(self) -> None:
        if self._counting or not self._page.isVisible():
            return
        views = self._views()
        self._stale = False
        if not views:
            return
        self._counting = True
        ids = tuple(views)
        self._desk.ask(
            CountViews(views=tuple(views.values())),
            lambda counts: self._tell(ids, counts),
            failed=self._fail,
            owner=self,
        )

    def _tell(self, ids: tuple[str, ...], counts: tuple[ViewCount, ...]) -> None:
        self._go_on()
        self.counted.emit(dict(zip(ids, counts, strict=True)))

    def _fail(self, error: Exception) -> None:
        # The numbers stay what they were until something changes again.
        _log.error("views could not be counted", exc_info=error)
        self._go_on()

    def _go_on(self) -> None:
        self._counting = False
        if self._stale:
            self.count_soon()

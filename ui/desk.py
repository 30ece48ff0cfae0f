"""The doorway between the window and the two stores. Nothing behind it ever makes the GUI thread wait."""

import logging
from collections.abc import Callable
from concurrent.futures import Future
from datetime import date
from pathlib import Path
from time import monotonic
from typing import Any, Protocol

import tzlocal
from PySide6.QtCore import QObject, QSettings, Qt, QTimer, Signal
from shiboken6 import isValid

from domain.errors import Refused
from domain.instants import business_day, now
from domain.messages import Command, Receipt, Recorded
from readmodel.control import ProjectionControl
from readmodel.pipeline.answers import BusinessInfo, GetBusiness
from readmodel.query import Answer, Query
from ui import formats
from ui.announcements import Announcements
from ui.intents import Intent, Tell
from ui.jobs import Job
from ui.reading import ReaderPool, Reads, Request

_log = logging.getLogger(__name__)

LOOKS_AT_CLOCK_MS = 10_000
"""How soon after midnight a new day is noticed; a machine may sleep through the night, so no timer waits for it."""

LATE_AFTER_MS = 1000
"""How long a saved change may take to show before the person is told that it is saved all the same."""


class Commands(Protocol):
    """The command bus, as the window uses it."""

    def dispatch(self, command: Command) -> Future[Receipt]:
        """Hand a command over; the future resolves to a receipt or raises Refused."""
        ...


class Log(Protocol):
    """The event log, as the Pipeline page and exports read it."""

    def head(self) -> int:
        """The position of the newest event."""
        ...

    def read(self, after: int, limit: int) -> list[Recorded]:
        """The events behind a position, oldest first."""
        ...

    def newest(self, limit: int) -> list[Recorded]:
        """The newest events, newest first."""
        ...


class Docket(Protocol):
    """An open docket: what the composition root hands to the window."""

    @property
    def commands(self) -> Commands: ...
    @property
    def queries(self) -> Reads: ...
    @property
    def projector(self) -> ProjectionControl: ...
    @property
    def log(self) -> Log: ...
    @property
    def data_dir(self) -> Path: ...
    @property
    def address(self) -> str | None: ...


class Desk(QObject):
    """Everything a page needs: ask, send, be told of changes, and ask something of the window.

    All signals and callbacks arrive on the GUI thread. A callback that is a method of a QObject is dropped when that
    object has been deleted in the meantime; for another callable, name the widget it speaks to as ``owner``.
    """

    changed = Signal(object)
    """frozenset of (subject, id) that changed in the read store, at most once a frame."""
    pipeline = Signal(object)
    """PipelineState, at most every 100 ms while something changes."""
    business_known = Signal(object)
    """BusinessInfo, when it was first read and whenever it changed."""
    requested = Signal(object)
    """An Intent that the window carries out."""
    job_started = Signal(object)
    """A Job that the status bar shows."""
    late = Signal(bool)
    """True when something saved is not to be seen yet after a second, False when all of it is."""

    day_turned = Signal()
    """It is another day where the business is."""

    _answered = Signal(object)
    _settled = Signal(object)

    def __init__(self, docket: Docket, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.docket = docket
        self.control: ProjectionControl = docket.projector
        self.settings = QSettings(str(docket.data_dir / "window.ini"), QSettings.Format.IniFormat)
        self._business = BusinessInfo(currency=None, time_zone=None, order_numbers=None)
        self._newest: dict[str, Request] = {}
        self._jobs: set[Job] = set()
        self._unseen: dict[object, float] = {}
        self._is_late = False
        self._closed = False
        self._answered.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._settled.connect(self._run, Qt.ConnectionType.QueuedConnection)
        self._late_timer = QTimer(self, interval=LATE_AFTER_MS // 4)
        self._late_timer.timeout.connect(self._look_for_late)
        self._day = self.today()
        self._clock = QTimer(self, interval=LOOKS_AT_CLOCK_MS)
        self._clock.timeout.connect(self._look_at_clock)
        self._clock.start()
        self._readers = ReaderPool(docket.queries, self._answered.emit)
        self._announcements = Announcements(docket.projector, self)
        self._announcements.changed.connect(self._on_changed)
        self._announcements.pipeline.connect(self.pipeline)
        self._read_business()

    def ask(
        self,
        query: Query[Answer],
        then: Callable[[Any], None],
        lane: str = "",
        failed: Callable[[Exception], None] | None = None,
        *,
        prepare: Callable[[Any], Any] | None = None,
        owner: QObject | None = None,
    ) -> None:
        """Ask on a reader thread. Within a non-empty lane the newest request wins and older ones are interrupted.

        ``prepare`` turns the answer into what ``then`` gets, still on the reader thread: that is the place to format.
        """
        queries = self.docket.queries

        def read() -> Any:
            answer = queries.ask(query)
            return answer if prepare is None else prepare(answer)

        self.fetch(read, then, lane, failed, owner=owner)

    def fetch(
        self,
        read: Callable[[], Any],
        then: Callable[[Any], None],
        lane: str = "",
        failed: Callable[[Exception], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Like ``ask``, for reading that is not a single question."""
        if self._closed:
            return
        request = Request(read, then, lane, failed, owner or _owner_of(then))
        if lane:
            self._newest[lane] = request
        self._readers.submit(request)

    def send(
        self,
        command: Command,
        then: Callable[[Receipt], None] | None = None,
        refused: Callable[[Refused], None] | None = None,
        shown: Callable[[], None] | None = None,
        *,
        owner: QObject | None = None,
    ) -> None:
        """Dispatch a command. Without ``refused`` the window says why it was refused.

        ``shown`` is called once the read store holds what the command recorded.
        """
        future = self.docket.commands.dispatch(command)
        future.add_done_callback(lambda done: self._later(lambda: self._sent(done, then, refused, shown, owner)))

    def when_shown(self, position: int, then: Callable[[], None], *, owner: QObject) -> None:
        """Call once the read store holds what the log has up to a position, unless ``owner`` is gone by then."""

        def seen(reached: Future[int]) -> None:
            if not reached.cancelled() and reached.exception() is None and not _gone(owner):
                then()

        self.control.reached(position).add_done_callback(lambda reached: self._later(lambda: seen(reached)))

    def request(self, intent: Intent) -> None:
        """Ask something of the window."""
        self.requested.emit(intent)

    def tell(self, text: str, action: str = "", then: Callable[[], None] | None = None, tone: str = "info") -> None:
        """Say something in passing, as a toast."""
        self.request(Tell(text=text, action=action, then=then, tone=tone))

    def tell_recorded(self, text: str, action: str = "", then: Callable[[], None] | None = None) -> None:
        """Say that something was recorded and, where it is not to be seen yet since the projection is paused, that."""
        state = self.control.state()
        unseen = f"Paused: not shown yet, {formats.count(state.lag)} behind." if state.held else ""
        told = Tell(text=text, action=action, then=then, tone="good", unseen=unseen, seen_at=state.log_head)
        self.request(told)

    def not_shown(self, subject: str) -> str:
        """Why a record that is saved can't be seen yet."""
        if self.control.state().held:
            return f"This {subject} is saved. The view is paused and will show it when it goes on."
        return f"This {subject} is saved; the view has not caught up with it yet."

    def job(
        self,
        title: str,
        work: Callable[[Job], Any],
        then: Callable[[Any], None] | None = None,
        failed: Callable[[Exception], None] | None = None,
    ) -> Job:
        """Start work of more than half a second on a thread of its own, shown in the status bar."""
        job = Job(title, work, then, failed, self)
        self._jobs.add(job)
        job.ended.connect(lambda: self._jobs.discard(job))
        job.ended.connect(job.deleteLater)
        self.job_started.emit(job)
        job.start()
        return job

    def business(self) -> BusinessInfo:
        """The business's settings as last read; None everywhere until the store is first used."""
        return self._business

    def time_zone(self) -> str:
        """The business's time zone, or this machine's until there is one."""
        return self._business.time_zone or tzlocal.get_localzone_name()

    def today(self) -> date:
        """Today, where the business is."""
        return business_day(now(), self.time_zone())

    @property
    def reading(self) -> bool:
        """Whether a question is on its way."""
        return self._readers.busy

    def look_at_pipeline(self, *, anew: bool = True) -> None:
        """Announce the pipeline's state soon: after something was done to it or, not ``anew``, only if it changed."""
        self._announcements.look(anew=anew)

    def close(self) -> None:
        """Stop listening, end jobs and readers. Nothing is delivered from here on."""
        if self._closed:
            return
        self._closed = True
        self._late_timer.stop()
        self._clock.stop()
        self._announcements.close()
        for job in list(self._jobs):
            job.cancel()
        for job in list(self._jobs):
            job.join()
        self._readers.close()
        self.settings.sync()

    def _later(self, call: Callable[[], None]) -> None:
        if not self._closed and isValid(self):
            self._settled.emit(call)

    def _run(self, call: Callable[[], None]) -> None:
        if not self._closed:
            call()

    def _deliver(self, request: Request) -> None:
        if self._closed or (request.lane and self._newest.get(request.lane) is not request):
            return
        if request.lane:
            del self._newest[request.lane]
        if _gone(request.owner):
            return
        if request.error is None:
            request.then(request.answer)
        elif request.failed is not None:
            request.failed(request.error)
        else:
            _log.error("a question could not be answered", exc_info=request.error)

    def _sent(
        self,
        done: Future[Receipt],
        then: Callable[[Receipt], None] | None,
        refused: Callable[[Refused], None] | None,
        shown: Callable[[], None] | None,
        owner: QObject | None,
    ) -> None:
        error = done.exception()
        if error is not None and not isinstance(error, Refused):
            _log.error("a command failed", exc_info=error)
            # Told like a refusal, so that whoever sent it does not wait for an answer for ever.
            error = Refused("Not saved: something went wrong here. The log file says what.")
        if error is not None:
            if refused is None:
                self.tell(error.message, tone="bad")
            elif not _gone(owner or _owner_of(refused)):
                refused(error)
            return
        receipt = done.result()
        ticket = object()
        self._unseen[ticket] = monotonic()
        if not self._late_timer.isActive():
            self._late_timer.start()
        reached = self.control.reached(receipt.position)
        reached.add_done_callback(lambda future: self._later(lambda: self._seen(ticket, future, shown, owner)))
        if then is not None and not _gone(owner or _owner_of(then)):
            then(receipt)

    def _seen(
        self, ticket: object, reached: Future[int], shown: Callable[[], None] | None, owner: QObject | None
    ) -> None:
        del self._unseen[ticket]
        self._look_for_late()
        if not self._unseen:
            self._late_timer.stop()
        arrived = not reached.cancelled() and reached.exception() is None
        if shown is not None and arrived and not _gone(owner or _owner_of(shown)):
            shown()

    def _look_for_late(self) -> None:
        oldest = next(iter(self._unseen.values()), None)
        late = oldest is not None and (monotonic() - oldest) * 1000 >= LATE_AFTER_MS
        if late != self._is_late:
            self._is_late = late
            self.late.emit(late)

    def _look_at_clock(self) -> None:
        if self._day != self.today():
            self._day = self.today()
            self.day_turned.emit()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self._business.currency is None or any(subject in ("business", "store") for subject, _ in changes):
            self._read_business()
        self.changed.emit(changes)

    def _read_business(self) -> None:
        self.ask(GetBusiness(), self._know_business, lane="desk.business")

    def _know_business(self, business: BusinessInfo) -> None:
        if business != self._business:
            self._business = business
            self.business_known.emit(business)


def _owner_of(callback: Callable[..., None]) -> QObject | None:
    owner = getattr(callback, "__self__", None)
    return owner if isinstance(owner, QObject) else None


def _gone(owner: object) -> bool:
    return isinstance(owner, QObject) and not isValid(owner)

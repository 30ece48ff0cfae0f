"""The reader threads: questions are answered beside the GUI thread, and the newest of a lane wins."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

from readmodel.query import Query

_log = logging.getLogger(__name__)


class Reads(Protocol):
    """The read store's questions; every thread that asks has a connection of its own."""

    def ask(self, query: Query[Any]) -> Any:
        """Answer a question on the calling thread."""
        ...

    def interrupt(self, thread_id: int) -> None:
        """Break off what the thread of this ident is asking, if anything; its ``ask`` raises."""
        ...

    def close_thread(self) -> None:
        """Close the calling thread's connection."""
        ...


class Request:
    """One piece of reading, on its way from the GUI thread to a reader thread and back."""

    __slots__ = ("answer", "error", "failed", "lane", "owner", "read", "stale", "then")

    def __init__(
        self,
        read: Callable[[], Any],
        then: Callable[[Any], None],
        lane: str,
        failed: Callable[[Exception], None] | None,
        owner: object,
    ) -> None:
        self.read = read
        self.then = then
        self.lane = lane
        self.failed = failed
        self.owner = owner
        self.stale = False
        self.answer: Any = None
        self.error: Exception | None = None


class ReaderPool:
    """A few threads that carry out requests in order of arrival.

    A new request in a non-empty lane makes older ones of that lane stale: waiting ones are dropped, a running one is
    interrupted, and no answer to a stale request is ever delivered.
    """

    def __init__(self, reads: Reads, deliver: Callable[[Request], None], threads: int = 2) -> None:
        self._reads = reads
        self._deliver = deliver
        self._ready = threading.Condition()
        self._waiting: deque[Request] = deque()
        self._running: dict[int, Request] = {}
        self._closing = False
        self._threads = [
            threading.Thread(target=self._serve, name=f"docket-reader-{n}", daemon=True) for n in range(1, threads + 1)
        ]
        for thread in self._threads:
            thread.start()

    def submit(self, request: Request) -> None:
        """Queue a request; returns at once."""
        interrupted: list[int] = []
        with self._ready:
            if self._closing:
                return
            if request.lane:
                for older in [r for r in self._waiting if r.lane == request.lane]:
                    older.stale = True
                    self._waiting.remove(older)
                for thread_id, running in self._running.items():
                    if running.lane == request.lane:
                        running.stale = True
                        interrupted.append(thread_id)
            self._waiting.append(request)
            self._ready.notify()
            # Inside the lock, so that a thread can't have gone on to another request in the meantime.
            for thread_id in interrupted:
                self._reads.interrupt(thread_id)

    @property
    def busy(self) -> bool:
        """Whether anything waits or is being read."""
        with self._ready:
            return bool(self._waiting or self._running)

    def close(self) -> None:
        """Interrupt what runs, drop what waits, and end the threads."""
        with self._ready:
            self._closing = True
            self._waiting.clear()
            for thread_id, running in self._running.items():
                running.stale = True
                self._reads.interrupt(thread_id)
            self._ready.notify_all()
        for thread in self._threads:
            thread.join()

    def _serve(self) -> None:
        me = threading.get_ident()
        try:
            while (request := self._next(me)) is not None:
                try:
                    request.answer = request.read()
                except Exception as error:
                    request.error = error
                with self._ready:
                    del self._running[me]
                    stale = request.stale
                if not stale:
                    self._deliver(request)
        finally:
            self._reads.close_thread()

    def _next(self, me: int) -> Request | None:
        with self._ready:
            while not self._waiting and not self._closing:
                self._ready.wait()
            if self._closing:
                return None
            request = self._waiting.popleft()
            self._running[me] = request
            return request

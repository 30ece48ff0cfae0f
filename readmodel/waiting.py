"""Futures for positions of the log that the read store has yet to reach."""

import heapq
import threading
from concurrent.futures import Future
from itertools import count


class Waiting:
    """Who waits for which position. Nobody polls: whoever moves the read store on calls ``moved_to``."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._order = count()
        self._heap: list[tuple[int, int, Future[int]]] = []
        self._position = 0

    def future(self, position: int) -> Future[int]:
        """A future that resolves, to the checkpoint then, once a position is reached."""
        future: Future[int] = Future()
        with self._guard:
            if position > self._position:
                heapq.heappush(self._heap, (position, next(self._order), future))
                return future
        future.set_result(self._position)
        return future

    def moved_to(self, position: int) -> None:
        """Resolve everything up to a position; a lower one than before means that the store begins anew."""
        due = []
        with self._guard:
            self._position = position
            while self._heap and self._heap[0][0] <= position:
                due.append(heapq.heappop(self._heap)[2])
        for future in due:
            if future.set_running_or_notify_cancel():
                future.set_result(position)

    def give_up(self) -> None:
        """Cancel every future that is left: nobody will project any more."""
        with self._guard:
            left, self._heap = self._heap, []
        for _, _, future in left:
            future.cancel()

    @property
    def anybody(self) -> bool:
        """Whether somebody waits."""
        return bool(self._heap)

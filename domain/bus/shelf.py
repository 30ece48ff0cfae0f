"""What the writer keeps in memory between batches: recently used aggregates and counters."""

from collections import OrderedDict
from collections.abc import Iterable

from domain.aggregate import Aggregate

CAPACITY = 2048


class Shelf:
    """Everything here is as of log position ``known``, plus what the batch under way has decided."""

    def __init__(self, capacity: int = CAPACITY) -> None:
        self._capacity = capacity
        self._aggregates: OrderedDict[str, Aggregate] = OrderedDict()
        self.counters: dict[str, int] = {}
        self.known = 0

    def get(self, stream: str) -> Aggregate | None:
        """The aggregate of a stream, if it is here."""
        aggregate = self._aggregates.get(stream)
        if aggregate is not None:
            self._aggregates.move_to_end(stream)
        return aggregate

    def put(self, stream: str, aggregate: Aggregate) -> None:
        """Keep an aggregate; nothing is evicted before ``trim``, since a batch may have changed it in memory alone."""
        self._aggregates[stream] = aggregate

    def drop(self, streams: Iterable[str]) -> None:
        """Forget the aggregates of these streams."""
        for stream in streams:
            self._aggregates.pop(stream, None)

    def overtaken(self, position: int, streams: Iterable[str]) -> None:
        """Others recorded to these streams up to a position: forget what may have changed."""
        self.drop(streams)
        self.counters.clear()
        self.known = position

    def clear(self, position: int = 0) -> None:
        """Forget everything; what is loaded from now on is as of ``position``."""
        self._aggregates.clear()
        self.counters.clear()
        self.known = position

    def trim(self) -> None:
        """Evict what was not used for longest, between batches."""
        while len(self._aggregates) > self._capacity:
            self._aggregates.popitem(last=False)

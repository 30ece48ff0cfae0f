"""Recording a long history into an empty store, for whoever has no docket open, or has one open beside."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.bus.recorder import Recorder
from domain.handlers import HANDLERS
from domain.opening import open_store
from domain.signals import events_recorded


@contextmanager
def recording(data_dir: Path, store: str | None, time_zone: str) -> Iterator[Recorder]:
    """A recorder on the store of a data directory, or on the server's if a URL is given.

    All of it is recorded at the end, or nothing if anything is raised inside. ``time_zone`` is for a business that is
    opened without one. Raises NotAllowed if the store holds anything, and StoreUnavailable.
    """
    with open_store(data_dir, store) as opened:
        with opened.filling() as filling:
            recorder = Recorder(filling, HANDLERS, time_zone)
            yield recorder
            position = recorder.flush()
        # Whoever has this store open in this process need not wait for the next look at it.
        events_recorded.send(opened, position=position)

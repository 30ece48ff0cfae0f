"""Opening the write store with everything that Docket decides on and records."""

from pathlib import Path

from domain.handlers import AGGREGATES, EVENTS
from domain.store.store import Store
from domain.upcasters import UPCASTERS


def open_store(data_dir: Path, store: str | None = None, *, create: bool = True, at_once: bool = True) -> Store:
    """The store of a data directory, or the server's if a URL is given; raises StoreUnavailable. See ``Store``.

    One that isn't there is made, unless ``create`` is off.
    """
    return Store(
        data_dir,
        store,
        events=EVENTS,
        aggregates=AGGREGATES,
        upcasters=UPCASTERS,
        create=create,
        at_once=at_once,
    )

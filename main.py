"""Docket's composition root: opens the stores, wires bus, projector and window, and closes them in order."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tzlocal
from msgspec import Struct

from domain.bus.bus import CommandBus
from domain.handlers import AGGREGATES, EVENTS, HANDLERS
from domain.store.log import EventLog
from domain.store.store import Store
from domain.upcasters import UPCASTERS


class Docket(Struct, frozen=True):
    """An open order desk. ``commands.dispatch`` records, ``store`` is for backup, restore and verification."""

    commands: CommandBus
    store: Store
    data_dir: Path

    @property
    def log(self) -> EventLog:
        """The events recorded, for reading."""
        return self.store.log


@contextmanager
def open_docket(data_dir: Path | str, store: str | None = None, projection: str = "async") -> Iterator[Docket]:
    """Open the order desk of a data directory, its write store there or at a PostgreSQL URL; no window.

    Raises StoreUnavailable if the write store can't be opened or was written by a newer Docket.
    """
    folder = Path(data_dir)
    zone = tzlocal.get_localzone_name() or "UTC"
    with (
        Store.at(folder, store, events=EVENTS, aggregates=AGGREGATES, upcasters=UPCASTERS) as written,
        CommandBus(written, HANDLERS, time_zone=zone) as commands,
    ):
        yield Docket(commands, written, folder)


def main() -> int:
    """Run what the command line asks for."""
    from ui.commandline import run

    return run(sys.argv[1:], open_docket)


if __name__ == "__main__":
    sys.exit(main())

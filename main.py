"""Docket's composition root: opens the stores, wires bus, projector and window, and closes them in order."""

import gc
import logging
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import tzlocal
from msgspec import Struct

from domain.bus.bus import CommandBus
from domain.handlers import HANDLERS
from domain.opening import open_store
from domain.store.log import EventLog
from domain.store.store import Store
from readmodel.control import Mode, ProjectionControl
from readmodel.opening import ReadSide, has_read_store
from readmodel.queries import Queries


class Docket(Struct, frozen=True):
    """An open order desk. ``store`` is for backup, restore and verification of the log.

    ``address`` is the server's URL, for opening the same desk again; None where the write store is in ``data_dir``.
    """

    commands: CommandBus
    queries: Queries
    projector: ProjectionControl
    store: Store
    data_dir: Path
    address: str | None

    @property
    def log(self) -> EventLog:
        """The events recorded, for reading."""
        return self.store.log


@contextmanager
def open_docket(
    data_dir: Path | str,
    store: str | None = None,
    projection: str | None = "async",
    *,
    project: bool = True,
    create: bool = True,
    at_once: bool = True,
) -> Iterator[Docket]:
    """Open the order desk of a data directory, its write store there or at a PostgreSQL URL; no window.

    ``projection`` is "sync" or "async", or None for what was last chosen in this directory. With ``project=False``, or
    beside a process that projects already, it only looks on. A write store that isn't there is made, unless ``create``
    is off. Without ``at_once`` the log is followed from ``projector.start()`` on, and a sound store in the directory is
    not even opened before it is needed; nor is a server's, if there is a read store to show while it is away. Raises
    StoreUnavailable if the write store can't be opened or was written by a newer Docket.
    """
    folder = Path(data_dir)
    can_wait = not at_once and has_read_store(folder)
    mode = None if projection is None else Mode(projection)
    # Left in the opposite order: intake and writer, projector, readers, stores.
    with (
        open_store(folder, store, create=create, at_once=not can_wait) as recorded,
        ReadSide(folder, recorded.log, store=store, mode=mode, project=project, at_once=at_once) as read_side,
        CommandBus(recorded, HANDLERS, time_zone=tzlocal.get_localzone_name() or "UTC") as commands,
    ):
        commands.after_commit = read_side.projector.drive
        yield Docket(commands, read_side.queries, read_side.projector, recorded, folder, store)


def main() -> int:
    """Run what the command line asks for."""
    from ui.commandline import run

    # Most of what lives long is code, and is never garbage: looking through it again and again took a quarter of the
    # time of a burst of commands, and shows as jerks of the window.
    gc.freeze()
    gc.set_threshold(20_000, 10, 10)
    # The window keeps a log file. Where nothing is kept, Python would print tracebacks beside what people are told.
    logging.getLogger().addHandler(logging.NullHandler())
    return run(sys.argv[1:], open_docket)


if __name__ == "__main__":
    sys.exit(main())

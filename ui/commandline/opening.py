"""Where the data is, and opening it."""

import argparse
import os
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import platformdirs
from msgspec import Struct

from domain.messages import Command, Receipt, Recorded
from readmodel.control import Progress, ProjectionControl, silently
from readmodel.query import Answer, Query

_LOOK = 0.3
"""Seconds between two looks how far the read store is."""


class Commands(Protocol):
    """The command bus."""

    def dispatch(self, command: Command) -> Future[Receipt]: ...


class Queries(Protocol):
    """The read store's answers."""

    def ask(self, query: Query[Answer]) -> Answer: ...
    def interrupt(self, thread_id: int) -> None: ...
    def close_thread(self) -> None: ...


class Log(Protocol):
    """The event log, for reading."""

    def head(self) -> int: ...
    def read(self, after: int, limit: int) -> list[Recorded]: ...
    def newest(self, limit: int) -> list[Recorded]: ...


class Finding(Protocol):
    """Something in the write store that is not as it was recorded."""

    @property
    def position(self) -> int: ...
    @property
    def stream(self) -> str: ...
    @property
    def problem(self) -> str: ...


class WriteStore(Protocol):
    """The write store as a whole."""

    def verify(self) -> Iterator[Finding]: ...
    def backup(self, file: Path) -> int: ...
    def check_backup(self, file: Path) -> None: ...
    def restore(self, file: Path) -> int: ...


class Docket(Protocol):
    """An open docket, as the composition root hands it over."""

    @property
    def commands(self) -> Commands: ...
    @property
    def queries(self) -> Queries: ...
    @property
    def projector(self) -> ProjectionControl: ...
    @property
    def log(self) -> Log: ...
    @property
    def store(self) -> WriteStore: ...
    @property
    def data_dir(self) -> Path: ...
    @property
    def address(self) -> str | None: ...


class Opener(Protocol):
    """``main.open_docket``. ``projection`` None means: as last time; without ``project`` it only looks on.

    Without ``at_once`` it follows the log from ``projector.start()`` on.
    """

    def __call__(
        self,
        data_dir: Path,
        store: str | None = None,
        projection: str | None = None,
        *,
        project: bool = True,
        create: bool = True,
        at_once: bool = True,
    ) -> AbstractContextManager[Docket]: ...


class Place(Struct, frozen=True, kw_only=True):
    """A data directory, the address of a store elsewhere, and the projection mode asked for."""

    data_dir: Path
    store: str | None = None
    projection: str | None = None

    @property
    def is_new(self) -> bool:
        """Whether nothing was ever recorded here, so far as can be told without making anything."""
        try:
            return self.store is None and "write.db" not in os.listdir(self.data_dir)
        except FileNotFoundError:
            return True
        except OSError:  # no folder, or not to be looked into: opening it tells which
            return False

    def opened(
        self, open_docket: Opener, *, project: bool = True, at_once: bool = True
    ) -> AbstractContextManager[Docket]:
        """The docket at this place."""
        return open_docket(self.data_dir, self.store, self.projection, project=project, at_once=at_once)

    @contextmanager
    def read(self, open_docket: Opener, *, project: bool = True) -> Iterator[Docket]:
        """The docket for whoever only reads: nothing is made here that wasn't.

        A place where nothing is answers as an empty store would, and what a reader needs beside a server's store is
        made in a folder that goes again. A store that is named outright has to be there.
        """
        if self.data_dir.exists() if self.store else not self.is_new:
            with open_docket(self.data_dir, self.store, self.projection, project=project, create=False) as docket:
                yield docket
            return
        with (
            TemporaryDirectory(prefix="docket-") as folder,
            open_docket(Path(folder), self.store, self.projection, project=project, create=self.is_new) as docket,
        ):
            yield docket


def place_of(args: argparse.Namespace) -> Place:
    """What options and environment say, else the platform's own place for a person's data."""
    folder = args.data_dir or os.environ.get("DOCKET_DATA_DIR") or platformdirs.user_data_dir("docket", appauthor=False)
    store = args.store or os.environ.get("DOCKET_STORE") or None
    return Place(data_dir=Path(folder).expanduser(), store=store, projection=args.projection)


@contextmanager
def caught_up(place: Place, open_docket: Opener) -> Iterator[Docket]:
    """The docket to read from, up to date; where another process projects, as far as that one is."""
    with place.read(open_docket) as docket:
        catch_up(docket)
        yield docket


def catch_up(docket: Docket, progress: Progress = silently) -> None:
    """Wait until the read store holds everything recorded; raises ProjectionStopped where the projector can't go on."""
    head = docket.log.head()
    while (state := docket.projector.state()).projecting:
        try:
            docket.projector.wait_for(head, timeout=_LOOK)
        except TimeoutError:
            if state.failure:
                raise ProjectionStopped(state.failure) from None
            progress(min(head, state.checkpoint if state.rebuilding is None else state.rebuilding), head)
        else:
            progress(head, head)
            return


class ProjectionStopped(Exception):
    """The read store can't be brought up to date."""

"""A write store, a bus and a read side, wired as the composition root does it, for the tests of the read side."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from domain.bus.bus import CommandBus
from domain.errors import Refused
from domain.handlers import HANDLERS
from domain.messages import Command
from domain.opening import open_store
from domain.store.store import Store
from readmodel.control import Mode
from readmodel.opening import ReadSide
from readmodel.projection import Projection
from readmodel.projections import PROJECTIONS
from readmodel.query import Answer, Query

PATIENCE = 30


@contextmanager
def stored(data_dir: Path, address: str | None = None) -> Iterator[Store]:
    """The write store of a data directory, or of a server."""
    with open_store(data_dir, address) as store:
        yield store


class Desk:
    """What a window stands on. Read sides given are driven by the bus, the first one answers."""

    def __init__(self, store: Store, *sides: ReadSide) -> None:
        self.log = store.log
        self.side = sides[0]
        self.projector = sides[0].projector
        self.bus = CommandBus(store, HANDLERS, time_zone="Europe/Berlin")

        def drive(position: int) -> None:
            for side in sides:
                side.projector.drive(position)

        self.bus.after_commit = drive

    def record(self, *commands: Command) -> int:
        """Have commands carried out one after the other; the position of the last that recorded anything."""
        position = 0
        for command in commands:
            position = self.bus.dispatch(command).result(PATIENCE).position
        return position

    def attempt(self, command: Command) -> None:
        """Have a command carried out, or refused."""
        answer = self.bus.dispatch(command).exception(PATIENCE)
        if answer is not None and not isinstance(answer, Refused):
            raise answer

    def catch_up(self) -> None:
        """Wait until everything recorded can be read."""
        self.projector.wait_for(self.log.head(), PATIENCE)

    def see(self, *commands: Command) -> None:
        """Have commands carried out and wait until what they did can be read."""
        self.record(*commands)
        self.catch_up()

    def ask(self, query: Query[Answer]) -> Answer:
        """Ask the read store."""
        return self.side.queries.ask(query)


@contextmanager
def desk(
    data_dir: Path,
    mode: Mode | None = Mode.ASYNC,
    projections: Sequence[Projection] = PROJECTIONS,
    **options: Any,
) -> Iterator[Desk]:
    """Everything open on one data directory."""
    with (
        stored(data_dir, options.get("store")) as store,
        ReadSide(data_dir, store.log, mode=mode, projections=projections, **options) as side,
    ):
        opened = Desk(store, side)
        try:
            yield opened
        finally:
            opened.bus.close()

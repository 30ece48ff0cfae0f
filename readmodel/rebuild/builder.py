"""Filling a new read-store file from the log, as fast as it goes, with nobody else in it."""

import gc
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from readmodel.applying import Applier
from readmodel.control import Progress
from readmodel.live import Log
from readmodel.projection import Projection
from readmodel.store.file import ReadFile, Unusable

BATCH = 40_000
"""Events applied between two writes: much of what an order goes through comes within so many, and is written once."""
KEEP = 20_000
"""Rows per table kept in memory between batches: most changes concern what is new."""


class RebuildFailed(Exception):
    """The log can't be projected from end to end; the read store in use stays as it is."""


def reason_of(error: Exception) -> str:
    """What went wrong, and in which projection and at which event, in one line."""
    notes = "; ".join(getattr(error, "__notes__", ()))
    return f"{type(error).__name__}: {error}{' – ' if notes else ''}{notes}"


class Helper(Protocol):
    """Somebody who fills the tables of some projections meanwhile."""

    projections: Sequence[Projection]

    def hand_over(self, file: ReadFile) -> None:
        """Wait for the helper, and put its tables into the file."""
        ...


def build(
    path: Path,
    log: Log,
    projections: Sequence[Projection],
    skips: Mapping[str, frozenset[int]],
    until: int,
    progress: Progress,
    helper: Helper | None = None,
) -> ReadFile:
    """A new file that holds everything up to a position, checked and ready to be the current generation.

    Raises what a projection raises that can't apply an event, with a note of which.
    """
    file = ReadFile.create(path, projections, bulk=True)
    try:
        mine = projections if helper is None else [p for p in projections if p not in helper.projections]
        _fill(file, log, mine, skips, until, progress)
        file.make_indexes(mine)
        if helper is not None:
            helper.hand_over(file)
            file.make_indexes(helper.projections)
        file.finish_bulk()
        _check(file)
    except BaseException:
        file.close()
        raise
    return file


def build_part(
    path: Path,
    log: Log,
    part: Sequence[Projection],
    skips: Mapping[str, frozenset[int]],
    until: int,
    progress: Progress,
) -> None:
    """A file with the tables of some projections and no indexes, for ``ReadFile.take_over`` to take them from."""
    file = ReadFile.create(path, part, bulk=True)
    try:
        _fill(file, log, part, skips, until, progress)
    finally:
        file.close()


def _fill(
    file: ReadFile,
    log: Log,
    projections: Sequence[Projection],
    skips: Mapping[str, frozenset[int]],
    until: int,
    progress: Progress,
) -> None:
    applier = Applier(projections, file.db, skips, KEEP)
    with _without_collecting():
        while file.position < until:
            batch = log.read(file.position, min(BATCH, until - file.position))
            if not batch:
                raise RebuildFailed(f"the log ends at {file.position}, before {until}")
            with file.transaction():
                applier.apply_all_or_fail(batch)
                file.move_checkpoint(batch[-1])
            file.committed(batch[-1])
            progress(file.position, until)
    with file.transaction():
        applier.settle()


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Millions of short-lived rows without a cycle among them: looking for some would take a third of the time."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _check(file: ReadFile) -> None:
    (found,) = file.db.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Unusable(f"the rebuilt file is damaged: {found}")

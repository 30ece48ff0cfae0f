"""Filling a new read-store file from the log, as fast as it goes, with nobody else in it."""

import gc
from collections.abc import Mapping, Sequence
from pathlib import Path

from readmodel.applying import Applier
from readmodel.control import Progress
from readmodel.live import Log
from readmodel.projection import Projection
from readmodel.store.file import ReadFile, Unusable

BATCH = 20000
"""Events read, decoded and applied at a time."""
KEEP = 20_000
"""Rows per table kept in memory between batches: most changes concern what is new."""


class RebuildFailed(Exception):
    """The log can't be projected from end to end; the read store in use stays as it is."""


def build(
    path: Path,
    log: Log,
    projections: Sequence[Projection],
    skips: Mapping[str, frozenset[int]],
    until: int,
    progress: Progress,
) -> ReadFile:
    """A new file that holds everything up to a position, checked and ready to be the current generation.

    Raises RebuildFailed if a projection can't apply an event that is not skipped.
    """
    file = ReadFile.create(path, projections, bulk=True)
    collecting = gc.isenabled()
    # Millions of short-lived rows without a cycle among them: looking for some would take a third of the time.
    gc.disable()
    try:
        applier = Applier(projections, file.db, skips, KEEP)
        while file.position < until:
            batch = log.read(file.position, min(BATCH, until - file.position))
            if not batch:
                raise RebuildFailed(f"the log ends at {file.position}, before {until}")
            file.db.execute("BEGIN")
            applier.apply_all_or_fail(batch)
            file.move_checkpoint(batch[-1])
            file.db.execute("COMMIT")
            file.committed(batch[-1])
            progress(file.position, until)
        file.db.execute("BEGIN")
        applier.settle()
        file.db.execute("COMMIT")
        file.finish_bulk()
        _check(file)
    except BaseException:
        file.close()
        raise
    finally:
        if collecting:
            gc.enable()
    return file


def _check(file: ReadFile) -> None:
    (found,) = file.db.execute("PRAGMA quick_check(1)").fetchone()
    if found != "ok":
        raise Unusable(f"the rebuilt file is damaged: {found}")

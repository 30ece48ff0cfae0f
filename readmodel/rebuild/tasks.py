"""What the separate process does: rebuild a file or a part of one, or rebuild one aside and compare."""

import sqlite3
from contextlib import closing
from pathlib import Path

from domain.opening import open_store
from readmodel.control import Progress
from readmodel.live import Log
from readmodel.pipeline.business import currency_in
from readmodel.projections import PROJECTIONS
from readmodel.rebuild.builder import build, build_part
from readmodel.rebuild.comparing import differences
from readmodel.rebuild.process import Request
from readmodel.rebuild.sharing import SecondProcess, is_worth_sharing
from readmodel.store.file import ReadFile, make_durable
from readmodel.store.generations import Generations, being_made
from readmodel.store.skips import Skips, left_out


def carry_out(request: Request, progress: Progress) -> list[str]:
    """Do what is asked; the differences found, if it was to compare."""
    data_dir = Path(request.data_dir)
    with (
        being_made(Path(request.path)),
        open_store(data_dir, request.store, create=False) as store,
    ):
        if request.until is None:
            return _verify(request, store.log, progress)
        if request.part:
            part = [projection for projection in PROJECTIONS if projection.name in request.part]
            skips = left_out(Skips(data_dir, store.log).read())
            build_part(Path(request.path), store.log, part, skips, request.until, progress)
        else:
            _build(request, store.log, request.until, progress).close()
            make_durable(Path(request.path))
        return []


def _build(request: Request, log: Log, until: int, progress: Progress) -> ReadFile:
    path, skips = Path(request.path), left_out(Skips(Path(request.data_dir), log).read())
    if not is_worth_sharing(until):
        return build(path, log, PROJECTIONS, skips, until, progress)
    with SecondProcess(request, until, PROJECTIONS) as second:
        return build(path, log, PROJECTIONS, skips, until, progress, second)


def _verify(request: Request, log: Log, progress: Progress) -> list[str]:
    current = Generations(Path(request.data_dir)).current()
    if current is None:
        return ["there is no read store"]
    with closing(sqlite3.connect(f"{current.absolute().as_uri()}?mode=rw", uri=True, isolation_level=None)) as live:
        # One look at the live store, however long it takes: whoever projects goes on behind it.
        live.execute("BEGIN")
        (until,) = live.execute("SELECT position FROM checkpoint").fetchone()
        found = [
            f"dead letter: {projection} can't apply event {position} of {stream}: {error}"
            for projection, stream, position, error in live.execute(
                "SELECT projection, stream, position, error FROM dead_letter ORDER BY position"
            )
        ]
        rebuilt = _build(request, log, until, progress)
        try:
            return found + differences(live, rebuilt.db, PROJECTIONS, currency_in(rebuilt.db))
        finally:
            rebuilt.close()

"""A full rebuild of every projection, beside a bare loop that fills the same tables from the same decoded events."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from uuid import uuid4

from domain.store.log import EventLog
from main import open_docket
from readmodel.projections import PROJECTIONS
from readmodel.rebuild.beside import build_beside
from readmodel.rebuild.builder import BATCH
from readmodel.store.file import ReadFile
from readmodel.store.statements import statements_for
from tests.benchmarks.past import recorded
from tests.benchmarks.report import AT_LEAST, Figure, beside, timed

RUNS = 3
ENOUGH = 30_000
"""Events a second that are wanted."""
LONGEST = 600_000
"""Events rebuilt at most: the floor keeps every row in memory, so that reading them costs it nothing."""


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Events per second of a rebuild as the window starts it, its processes included.

    The floor inserts each final row once, which is less work than any projection of events can do.
    """
    with open_docket(recorded(history, orders)) as docket:
        log = docket.log
        until = min(log.head(), LONGEST)
        rates, floors = [], []
        for _ in range(RUNS):
            path = folder / f"read-{uuid4().hex}.db"
            rates.append(until / timed(lambda path=path: build_beside(history, None, path, until, _quiet)))
            rows = _rows_of(path)
            bare = folder / f"bare-{uuid4().hex}.db"
            floors.append(until / timed(lambda bare=bare, rows=rows: _fill(bare, log, until, rows)))
            path.unlink()
            bare.unlink()
    yield beside(
        "full rebuild, every projection",
        median(rates),
        "events/s",
        median(floors),
        "decode, and insert the final rows in batches",
        (AT_LEAST, 0.5),
        note=f"{until:,} events",
    )
    yield Figure(
        name="full rebuild, by itself",
        value=median(rates),
        unit="events/s",
        reach=f"≥ {ENOUGH:,} events/s",
        met=median(rates) >= ENOUGH,
    )


def _quiet(done: int, total: int) -> None:
    """Nobody watches."""


def _rows_of(path: Path) -> dict[str, list[tuple[object, ...]]]:
    db = sqlite3.connect(path)
    rows = {}
    for projection in PROJECTIONS:
        for table in projection.tables:
            statements = statements_for(table)
            columns = ", ".join(f'"{column}"' for column in statements.columns)
            rows[statements.insert] = db.execute(f"SELECT {columns} FROM {statements.name}").fetchall()
    db.close()
    return rows


def _fill(path: Path, log: EventLog, until: int, rows: dict[str, list[tuple[object, ...]]]) -> None:
    file = ReadFile.create(path, PROJECTIONS, bulk=True)
    position = 0
    while position < until:
        position = log.read(position, min(BATCH, until - position))[-1].position
    for insert, values in rows.items():
        for first in range(0, len(values), BATCH):
            file.db.execute("BEGIN")
            file.db.executemany(insert, values[first : first + BATCH])
            file.db.execute("COMMIT")
    file.make_indexes(PROJECTIONS)
    file.finish_bulk()
    file.close()

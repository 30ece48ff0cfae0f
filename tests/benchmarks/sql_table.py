"""Qt's own table model on the same rows: what a list is that reads its table as it stands."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from main import open_docket
from readmodel.listing.queries import GetRows, LayOut, OpenView
from readmodel.store.generations import Generations
from tests.benchmarks.lists import order_view
from tests.benchmarks.past import recorded
from tests.benchmarks.report import Figure, Waits, beside, percentile, spread_of

SORTS = ("placed_at", "customer_key", "total", "due_on")
OURS = {"customer_key": "customer_name"}


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """First page by each sort, the open ones, and the last page, of either.

    QtSql brings a SQLite library of its own, which must not open our files in our process: it is a process apart, on a
    copy, with the same indexes.
    """
    copy = folder / "sql-table.db"
    current = Generations(recorded(history, orders)).current()
    assert current is not None
    with closing(sqlite3.connect(copy)) as db:
        db.execute("ATTACH ? AS read", (str(current),))
        indexes = db.execute(
            "SELECT name, sql FROM read.sqlite_master WHERE type IN ('table', 'index') AND tbl_name = 'order_list'"
            " AND sql IS NOT NULL ORDER BY type DESC"
        ).fetchall()
        for _, sql in indexes[:1]:
            db.execute(sql)
        db.execute("INSERT INTO order_list SELECT * FROM read.order_list")
        for _, sql in indexes[1:]:
            db.execute(sql)
        db.commit()
        db.execute("DETACH read")
        db.execute("PRAGMA journal_mode=WAL")
    theirs = _probed(copy)
    copy.unlink()
    ours: dict[str, list[float]] = {}
    with open_docket(history) as docket:
        ask = docket.queries.ask
        for name in theirs["seconds"]:
            what, _, by = name.partition(" by ")
            filters = ("open",) if what == "open" else ()
            waits = Waits()
            for _ in range(len(theirs["seconds"][name])):
                view = order_view(OURS.get(by, by), descending=True, filters=filters)
                if what == "last page":
                    laid = ask(LayOut(snapshot=ask(OpenView(view=view)).snapshot)).snapshot
                    page = GetRows(snapshot=laid, first=max(0, laid.count - 100), count=100)
                    waits.time(name, lambda page=page: ask(page))
                else:
                    waits.time(name, lambda view=view: ask(OpenView(view=view)))
            ours[name] = waits.milliseconds
    for name, seconds in theirs["seconds"].items():
        other = [each * 1000 for each in seconds]
        yield beside(
            f"{name}, {orders:,} orders, p95",
            percentile(ours[name], 95),
            "ms",
            percentile(other, 95),
            "QSqlTableModel",
            spread=spread_of(ours[name]),
            floor_spread=spread_of(other),
        )
    yield Figure(
        name=f"memory of a QSqlTableModel scrolled to its last row, {orders:,} orders",
        value=theirs["memory"] / 1_000_000,
        unit="MB",
    )


def _probed(copy: Path) -> dict:
    found = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.sql_table_probe", str(copy), *SORTS],
        stdout=subprocess.PIPE,
        check=True,
        env=None,
    )
    return json.loads(found.stdout)

"""QSqlTableModel on a copy of the table of orders, in a process of its own; prints one line of JSON."""

import json
import sys
from collections.abc import Callable
from time import perf_counter

import psutil
from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtSql import QSqlDatabase, QSqlTableModel

RUNS = 5
PAGE = 100


def main() -> None:
    """Select by each sort, and show the first page; then the open ones; then go to the last row."""
    app = QCoreApplication(sys.argv[:1])
    database = QSqlDatabase.addDatabase("QSQLITE")
    database.setDatabaseName(sys.argv[1])
    if not database.open():
        raise RuntimeError(database.lastError().text())
    model = QSqlTableModel(db=database)
    model.setTable("order_list")
    before = psutil.Process().memory_full_info().uss
    seconds: dict[str, list[float]] = {}

    def show(first: int) -> None:
        for row in range(first, min(first + PAGE, model.rowCount())):
            for column in range(model.columnCount()):
                model.index(row, column).data()

    def run(name: str, work: Callable[[], None]) -> None:
        started = perf_counter()
        work()
        seconds.setdefault(name, []).append(perf_counter() - started)

    def select(sort: str, where: str = "") -> None:
        model.setFilter(where)
        model.setSort(model.fieldIndex(sort), Qt.SortOrder.DescendingOrder)
        model.select()
        show(0)

    def to_the_end() -> None:
        while model.canFetchMore():
            model.fetchMore()
        show(model.rowCount() - PAGE)

    for sort in sys.argv[2:]:
        for _ in range(RUNS):
            run(f"first page by {sort}", lambda sort=sort: select(sort))
            run(f"open by {sort}", lambda sort=sort: select(sort, "status = 'open'"))
    for _ in range(2):
        select("placed_at")
        run("last page by placed_at", to_the_end)
    print(json.dumps({"seconds": seconds, "memory": psutil.Process().memory_full_info().uss - before}))
    model.clear()
    del app


if __name__ == "__main__":
    main()

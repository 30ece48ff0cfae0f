"""Docket's window, watched from inside while it starts, scrolls, takes commands and rebuilds; run as a process.

    python -m tests.benchmarks.window_probe DATA_DIR SCENARIO      (start, scroll, idle, commands, rebuild)

Prints a line of JSON when the first orders are painted, and one at the end.
"""

import sys
from pathlib import Path
from threading import Thread
from time import perf_counter, sleep

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTableView

from domain.orders.commands import NoteOrder
from main import open_docket
from tests.benchmarks.probing import Heartbeat, WhenPainted, say
from ui.running import Running

SECONDS = 6
PER_SECOND = 500
SCROLLS = 300


def main() -> None:
    """Open the window on the orders, play the scenario, say what was measured, and leave."""
    folder, scenario = Path(sys.argv[1]), sys.argv[2]
    with open_docket(folder, projection=None) as docket:
        running = Running(docket, page="orders")
        table = running.window.findChild(QTableView, "orders_table")
        assert table is not None, "the page of orders has no table"
        heartbeat = Heartbeat()

        def has_orders() -> bool:
            model = table.model()
            return model.rowCount() > 0 and bool(model.index(0, 0).data(Qt.ItemDataRole.DisplayRole))

        def painted() -> None:
            say(painted=True)
            {"start": leave, "scroll": scroll, "idle": idle, "commands": commands, "rebuild": rebuild}[scenario]()

        def leave() -> None:
            say(gaps=heartbeat.gaps)
            running.window.close()

        def scroll() -> None:
            bar = table.verticalScrollBar()
            steps = iter(range(SCROLLS + 1))
            timer = QTimer(running.window)

            def step() -> None:
                place = next(steps, None)
                if place is None:
                    timer.stop()
                    leave()
                else:
                    bar.setValue(bar.maximum() * place // SCROLLS)

            timer.timeout.connect(step)
            # The rows below the first page are counted a little later than it is shown.
            QTimer.singleShot(1500, lambda: (heartbeat.start(), timer.start(30)))

        def idle() -> None:
            QTimer.singleShot(1500, lambda: (heartbeat.start(), QTimer.singleShot(SECONDS * 1000, leave)))

        def commands() -> None:
            idle()
            Thread(target=_dispatch, args=(docket,), daemon=True).start()

        def rebuild() -> None:
            idle()
            Thread(target=_rebuild, args=(docket,), daemon=True).start()

        watch = WhenPainted(table.viewport(), has_orders, painted)
        running.stay()
        watch.deleteLater()


def _dispatch(docket) -> None:
    sleep(1.5)
    begin = perf_counter()
    for number in range(SECONDS * PER_SECOND):
        sleep(max(0.0, begin + number / PER_SECOND - perf_counter()))
        docket.commands.dispatch(NoteOrder(order_id=f"order-{number % 200}", text="called back"))


def _rebuild(docket) -> None:
    sleep(1.6)
    docket.projector.rebuild(lambda done, total: None)


if __name__ == "__main__":
    main()

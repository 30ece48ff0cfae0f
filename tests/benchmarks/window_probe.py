"""Docket's window, watched from inside while it starts, scrolls, takes commands and rebuilds; run as a process.

    python -m tests.benchmarks.window_probe DATA_DIR SCENARIO ORDERS

The scenarios: start, scroll, idle, commands (notes alone), trading (orders, payments, notes), rebuild.

Prints a line of JSON when the first orders are painted, and one at the end.
"""

import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from threading import Thread
from time import sleep
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QTableView

import ui.plain_imports  # noqa: F401  main.py, too, has imported what is no window before PySide6 reads along
from main import open_docket
from tests.benchmarks.probing import Heartbeat, WhenPainted, say
from ui.running import Running

SECONDS = 6
SCROLLS = 300


def main() -> None:
    """Open the window on the orders, play the scenario, say what was measured, and leave."""
    folder, scenario = Path(sys.argv[1]), sys.argv[2]
    with open_docket(folder, projection=None, at_once=False) as docket:
        running = Running(docket, page="orders")
        table = running.window.findChild(QTableView, "orders_table")
        assert table is not None, "the page of orders has no table"
        heartbeat = Heartbeat()

        def has_orders() -> bool:
            model = table.model()
            return model.rowCount() > 0 and bool(model.index(0, 0).data(Qt.ItemDataRole.DisplayRole))

        def painted() -> None:
            say(painted=True)
            scenarios = {"start": leave, "scroll": scroll, "idle": idle, "rebuild": rebuild}
            (scenarios | {"commands": commands, "trading": trading})[scenario]()

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
            sending(lambda: traffic().notes(_some_orders(docket.log)))

        def trading() -> None:
            idle()
            sending(lambda: traffic().trade(*past().goods_of(int(sys.argv[3]))))

        def sending(commands: Callable[[], Iterator[Any]]) -> None:
            Thread(target=_dispatch, args=(docket, commands), daemon=True).start()

        def rebuild() -> None:
            idle()
            Thread(target=_rebuild, args=(docket,), daemon=True).start()

        watch = WhenPainted(table.viewport(), has_orders, painted)
        running.stay()
        watch.deleteLater()


def traffic() -> Any:
    """Imported when it is wanted: what the window itself does not need would count as its start."""
    return import_module("tests.benchmarks.traffic")


def past() -> Any:
    """As ``traffic``."""
    return import_module("tests.benchmarks.past")


def _some_orders(log) -> list[str]:
    """Ids of two hundred orders, of the oldest."""
    events = (recorded.event for recorded in log.read(0, 40_000))
    return [event.order_id for event in events if type(event).__name__ == "OrderPlaced"][:200]


def _dispatch(docket, commands) -> None:
    sleep(1.5)
    with traffic().arriving(docket, commands()):
        sleep(SECONDS)


def _rebuild(docket) -> None:
    sleep(1.6)
    docket.projector.rebuild(lambda done, total: None)


if __name__ == "__main__":
    main()

"""The floor under the window's start-up and memory: a bare QMainWindow with a QTableView of a few static rows.

Run as a process; prints what ``window_probe`` prints.
"""

import sys

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, QTimer
from PySide6.QtWidgets import QApplication, QMainWindow, QTableView

from tests.benchmarks.probing import Heartbeat, WhenPainted, say

ROWS, COLUMNS = 40, 8
Index = QModelIndex | QPersistentModelIndex


class StaticRows(QAbstractTableModel):
    """A screenful of rows."""

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else ROWS

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else COLUMNS

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:
        return f"{index.row()} {index.column()}" if role == Qt.ItemDataRole.DisplayRole else None


def main() -> None:
    """Show the window; say when it is painted; say how even its event loop ran; leave."""
    app = QApplication(sys.argv[:1])
    window = QMainWindow()
    table = QTableView()
    table.setModel(StaticRows())
    window.setCentralWidget(table)
    window.resize(1280, 800)
    heartbeat = Heartbeat()

    def painted() -> None:
        say(painted=True)
        heartbeat.start()
        QTimer.singleShot(2000, leave)

    def leave() -> None:
        say(gaps=heartbeat.gaps)
        app.quit()

    watch = WhenPainted(table.viewport(), lambda: True, painted)
    window.show()
    app.exec()
    watch.deleteLater()


if __name__ == "__main__":
    main()

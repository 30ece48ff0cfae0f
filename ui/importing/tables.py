"""The two small tables of the import dialog: the file's first rows, and what was rejected."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableWidget, QTableWidgetItem

from ui.importing.fields import title_of
from ui.importing.looking import COLUMNS_SHOWN, Sight
from ui.importing.matching import column_name
from ui.importing.problems import Problem, sentence

_WIDEST = 220
_TWO_LINES = 42


class PreviewTable(QTableWidget):
    """The first rows as they stand in the file; above each column its name and the field it is taken for."""

    def __init__(self) -> None:
        super().__init__()
        _dress(self, "import_preview", "First rows of the file")
        self.horizontalHeader().setMinimumHeight(_TWO_LINES)

    def show_sight(self, sight: Sight) -> None:
        """Show these rows instead."""
        fields = {index: name for name, index in sight.columns.items()}
        width = min(len(sight.header), COLUMNS_SHOWN)
        self.clear()
        self.setRowCount(len(sight.rows))
        self.setColumnCount(width)
        self.setHorizontalHeaderLabels(
            [
                column_name(sight.header, index)
                + (f"\n→ {title_of(fields[index])}" if index in fields else "\nnot used")
                for index in range(width)
            ]
        )
        self.setVerticalHeaderLabels([str(number) for number, _ in sight.rows])
        for line, (_, cells) in enumerate(sight.rows):
            for index, cell in enumerate(cells[:width]):
                self.setItem(line, index, QTableWidgetItem(cell))
        self.resizeColumnsToContents()
        for index in range(width):
            self.setColumnWidth(index, min(self.columnWidth(index), _WIDEST))


class RejectedTable(QTableWidget):
    """Row, column and reason of everything that was rejected."""

    def __init__(self) -> None:
        super().__init__()
        _dress(self, "import_problems", "What was rejected and why")
        self.verticalHeader().hide()

    def show_problems(self, problems: Sequence[Problem]) -> None:
        """List these instead."""
        self.clear()
        self.setColumnCount(3)
        self.setHorizontalHeaderLabels(["Row", "Column", "What is wrong"])
        self.setRowCount(len(problems))
        for line, problem in enumerate(problems):
            row = QTableWidgetItem(str(problem.row) if problem.row else "")
            row.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            self.setItem(line, 0, row)
            self.setItem(line, 1, QTableWidgetItem(problem.column))
            reason = QTableWidgetItem(sentence(problem.reason_in_dialog))
            reason.setToolTip(reason.text())
            self.setItem(line, 2, reason)
        self.horizontalHeader().setSectionResizeMode(2, QHeaderView.ResizeMode.Stretch)


def _dress(table: QTableWidget, name: str, title: str) -> None:
    table.setObjectName(name)
    table.setProperty("role", "plain")
    table.setAccessibleName(title)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setWordWrap(False)
    table.setTabKeyNavigation(False)
    table.verticalHeader().setDefaultSectionSize(24)
    table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter)

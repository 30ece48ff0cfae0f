"""Under the table: how many rows there are, and how many are selected."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui import formats
from ui.desk import Desk
from ui.table.model import ListModel
from ui.table.table import ListTable
from ui.widgets.text import label


class Footer(QWidget):
    """The view at the left, the selection at the right."""

    def __init__(self, desk: Desk, table: ListTable, model: ListModel, name: str, nouns: tuple[str, str]) -> None:
        super().__init__()
        self.setObjectName(f"{name}_footer")
        self._table = table
        self._model = model
        self._nouns = nouns
        self.view = label("", "small", name=f"{name}_rows")
        self.selection = label("", "small", name=f"{name}_chosen")
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 4, 8, 4)
        row.addWidget(self.view)
        row.addStretch(1)
        row.addWidget(self.selection)
        model.counted.connect(self._tell_rows)
        table.selected.connect(self._tell_selection)
        model.counted.connect(self._tell_selection)

    def _tell_rows(self) -> None:
        rows = self._model.rowCount()
        self.view.setText(f"{formats.count(rows)} {self._nouns[rows != 1]}")

    def _tell_selection(self) -> None:
        count = self._table.chosen.count()
        self.selection.setText(f"{formats.count(count)} selected" if count > 1 else "")


class ListSheet(QWidget):
    """A table with its footer."""

    def __init__(self, table: ListTable, footer: Footer) -> None:
        super().__init__()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(footer)

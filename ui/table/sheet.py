"""The middle of a page with a list: its rows or, where there are none, why that is."""

from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from ui.table.footer import Footer
from ui.table.states import State, StatePanel
from ui.table.table import ListTable


class ListSheet(QStackedWidget):
    """A table with its footer, and what stands in their place. Whoever works here goes on in whichever is shown."""

    def __init__(self, name: str, table: ListTable, footer: Footer) -> None:
        super().__init__()
        self._table = table
        self._state = StatePanel(f"{name}_state")
        rows = QWidget()
        column = QVBoxLayout(rows)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(table, 1)
        column.addWidget(footer)
        self._rows = rows
        self.addWidget(self._state)
        self.addWidget(rows)

    @property
    def shows_rows(self) -> bool:
        """Whether there are any."""
        return self.currentWidget() is self._rows

    def show_rows(self) -> None:
        """Bring the rows to the front."""
        focused = self._state.has_focus
        self.setFocusProxy(self._table)
        self.setCurrentWidget(self._rows)
        if focused:
            self._table.setFocus()

    def show_state(self, state: State) -> None:
        """Say why there are no rows, and what can be done about it."""
        self._state.show_state(state)
        self.setFocusProxy(self._state)
        self.setCurrentWidget(self._state)

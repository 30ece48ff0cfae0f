"""“Go to…”: to a row by its number, by what people call it, or by the date it is sorted by."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from domain.errors import Invalid
from domain.instants import start_of_day
from readmodel.listing.queries import FindRow, GetPlace
from readmodel.listing.view import Found, Snapshot
from ui import formats
from ui.desk import Desk
from ui.table.model import ListModel
from ui.widgets.text import label

_WIDTH = 320
_DOWN = 40
_COMPLAINT = 60
"""What is wrong takes up to three lines more below the field."""


class GoTo(QFrame):
    """A field over the table. What it holds is taken for a number or code first, then for a row, then for a date."""

    def __init__(self, desk: Desk, model: ListModel, over: QWidget, go: Callable[[int], None]) -> None:
        super().__init__(over, Qt.WindowType.Popup)
        self.setObjectName("goto")
        self.setProperty("role", "popup")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAccessibleName("Go to")
        self._desk = desk
        self._model = model
        self._over = over
        self._go_to = go
        self.field = QLineEdit()
        self.field.setObjectName("goto_field")
        self.field.setAccessibleName("Go to")
        self.field.setPlaceholderText("Row, number or date" if self._dates else "Row or number")
        self.error = label("", "error", name="goto_error", wrap=True)
        self.error.hide()
        last = formats.count(model.rowCount())
        hint = f"Rows 1 to {last}" + (f", or a date like {formats.day(desk.today())}" if self._dates else "")
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 10, 12, 10)
        column.setSpacing(6)
        column.addWidget(label("Go to", "section"))
        column.addWidget(self.field)
        column.addWidget(label(hint, "small", wrap=True))
        column.addWidget(self.error)
        self.setFixedWidth(_WIDTH)
        self.field.returnPressed.connect(self._go)
        self.field.textEdited.connect(self._take_back)

    def open_over(self) -> None:
        """Show the field in the middle of the table's top, or of what is to be seen of it, all inside the window."""
        self.adjustSize()
        over, window = self._over, self._over.window()
        seen = over.visibleRegion().boundingRect()
        wanted = over.mapTo(window, QPoint((over.width() - self.width()) // 2, seen.top() + _DOWN))
        lowest = window.height() - self.height() - _COMPLAINT
        self.move(window.mapToGlobal(QPoint(wanted.x(), max(0, min(wanted.y(), lowest)))))
        self.show()
        self.field.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        else:
            super().keyPressEvent(event)

    @property
    def _dates(self) -> str:
        view = self._model.view
        sort = "" if view is None else view.sort
        return next((column.dates for column in self._model.columns if column.sort == sort and column.dates), "")

    def _go(self) -> None:
        text, snapshot = self.field.text().strip(), self._model.snapshot
        if text and snapshot is not None:
            query = FindRow(snapshot=snapshot, text=text)
            self._desk.ask(query, partial(self._know, text, snapshot), lane="table.goto", owner=self)

    def _know(self, text: str, snapshot: Snapshot, found: Found) -> None:
        if found.rank is not None:
            self._arrive(found.rank)
        elif found.known:
            self._complain(f"{text} is not among these rows: other filters show it.")
        elif (row := _row_number(text)) is not None:
            self._go_to_row(row)
        elif self._dates:
            self._go_to_date(text, snapshot)
        else:
            self._complain(f"There is no {text} here. Type a row from 1 to {formats.count(self._model.rowCount())}.")

    def _go_to_row(self, row: int) -> None:
        if 1 <= row <= self._model.rowCount():
            self._arrive(row - 1)
        else:
            self._complain(f"There are rows 1 to {formats.count(self._model.rowCount())}.")

    def _go_to_date(self, text: str, snapshot: Snapshot) -> None:
        try:
            day = formats.parse_date(text, self._desk.today())
        except Invalid as error:
            self._complain(error.message)
            return
        assert day is not None
        value = self._edge_of(day, falls=snapshot.view.descending)
        self._desk.ask(GetPlace(snapshot=snapshot, value=value), self._arrive, lane="table.goto", owner=self)

    def _edge_of(self, day: date, *, falls: bool) -> int | str:
        """The value that the first row of a day is not before, in the order of the view."""
        if self._dates == "days":
            return day.isoformat()
        zone = self._desk.time_zone()
        return start_of_day(day + timedelta(days=1), zone) - 1 if falls else start_of_day(day, zone)

    def _arrive(self, rank: int) -> None:
        self._go_to(min(rank, self._model.rowCount() - 1))
        self.close()

    def _complain(self, text: str) -> None:
        """Say what is wrong; what is typed next takes the place of what was."""
        self.field.selectAll()
        self.error.setText(text)
        self.error.show()
        self.adjustSize()

    def _take_back(self) -> None:
        self.error.hide()
        self.adjustSize()


def _row_number(text: str) -> int | None:
    try:
        value = formats.parse_decimal_text(text, "The row")
    except Invalid:
        return None
    return int(value) if value == int(value) else None

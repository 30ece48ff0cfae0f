"""What narrows a list down: tabs with counts, the search field, a choice of states, and a day."""

from collections.abc import Mapping, Sequence
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QPushButton, QTabBar, QToolButton, QWidget

from ui import formats
from ui.theme import icon
from ui.widgets.field import name_inner_buttons
from ui.widgets.text import label

Choices = Sequence[tuple[str, str]]
"""Names of filters and what they are called; an empty name stands for all rows."""


class FilterTabs(QTabBar):
    """Work queues as tabs, each with the number of its rows."""

    chosen = Signal()

    def __init__(self, name: str, tabs: Choices) -> None:
        super().__init__()
        self.setObjectName(f"{name}_tabs")
        self.setAccessibleName("Views")
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(True)
        self.setElideMode(Qt.TextElideMode.ElideNone)
        self._tabs = tabs
        for _, text in tabs:
            self.addTab(text)
        self.currentChanged.connect(lambda: self.chosen.emit())

    @property
    def filter(self) -> str:
        """The filter of the tab in front."""
        return self._tabs[self.currentIndex()][0]

    def show_filter(self, name: str) -> bool:
        """Bring a filter's tab to the front; False if it has none."""
        place = next((n for n, (filter, _) in enumerate(self._tabs) if filter == name), -1)
        if place >= 0:
            self.setCurrentIndex(place)
        return place >= 0

    def show_counts(self, counts: Mapping[str, int]) -> None:
        """Put numbers behind the names; that of all rows stands in the page's title."""
        for place, (filter, text) in enumerate(self._tabs):
            number = counts.get(filter, 0)
            shown = f"{text}  {formats.count(number)}" if filter and number else text
            if self.tabText(place) != shown:
                self.setTabText(place, shown)


class SearchField(QLineEdit):
    """Searches while one types; the arrow down goes on into the list."""

    left_downwards = Signal()

    def __init__(self, name: str, prompt: str) -> None:
        super().__init__()
        self.setObjectName(f"{name}_search")
        self.setAccessibleName(f"Search {name}")
        self.setPlaceholderText(prompt)
        self.setClearButtonEnabled(True)
        self.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        name_inner_buttons(self, "Clear search", "Search")
        self.setMinimumWidth(220)
        self.setMaximumWidth(420)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Down and Enter go to the list, Esc empties the field."""
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.left_downwards.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class FilterBar(QWidget):
    """Search, state and day beside one another; ``changed`` tells of any of them."""

    changed = Signal()

    def __init__(self, name: str, prompt: str, states: Choices, states_name: str) -> None:
        super().__init__()
        self.search = SearchField(name, prompt)
        self.state = QComboBox()
        self.state.setObjectName(f"{name}_status")
        self.state.setAccessibleName(states_name or "Status")
        for filter, text in states:
            self.state.addItem(text, filter)
        self.state.setVisible(bool(states))
        self.day: date | None = None
        self._chip = QPushButton()
        self._chip.setObjectName(f"{name}_day")
        self._chip.setAccessibleName("Placed on any day")
        self._chip.setIcon(icon("x", "muted"))
        self._chip.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
        self._chip.hide()
        self.about = label("", "muted", name=f"{name}_selected")
        self.columns = QToolButton()
        self.columns.setObjectName(f"{name}_columns")
        self.columns.setAccessibleName("Columns")
        self.columns.setToolTip("Choose columns")
        self.columns.setIcon(icon("columns", "muted"))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(self.search, 1)
        row.addWidget(self.state)
        row.addWidget(self._chip)
        row.addStretch(1)
        row.addWidget(self.about)
        row.addWidget(self.columns)
        self.search.textChanged.connect(lambda: self.changed.emit())
        self.state.currentIndexChanged.connect(lambda: self.changed.emit())
        self._chip.clicked.connect(lambda: self.limit_to(None))

    @property
    def filter(self) -> str:
        """The filter of the state chosen; empty for any."""
        return str(self.state.currentData() or "")

    def limit_to(self, day: date | None) -> None:
        """Show only what was placed on a day, or with None on any."""
        self.day = day
        self._chip.setVisible(day is not None)
        if day is not None:
            self._chip.setText(f"Placed {formats.day(day)}")
            self._chip.setAccessibleName(f"Placed {formats.day(day)}: take this filter away")
        self.changed.emit()

    def clear(self) -> None:
        """Let everything through, and tell of it once."""
        self.blockSignals(True)
        self.search.clear()
        self.state.setCurrentIndex(0)
        self.limit_to(None)
        self.blockSignals(False)
        self.changed.emit()

    @property
    def is_clear(self) -> bool:
        """Whether nothing is left out here."""
        return not self.search.text().strip() and not self.filter and self.day is None

"""A page with a list: title, tabs, search, the table, and beside it what is to be seen of the row chosen."""

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal

from msgspec import Struct
from PySide6.QtCore import QByteArray, QPoint, Qt, QTimer
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from domain.instants import start_of_day
from readmodel.control import PipelineState
from readmodel.listing.queries import CountFilters, GetStandings
from readmodel.listing.view import Snapshot, Standing, View
from readmodel.pipeline.answers import BusinessInfo
from ui import formats
from ui.desk import Desk
from ui.table.columns import ShownRow, TableColumn
from ui.table.filters import Choices, FilterBar, FilterTabs
from ui.table.footer import Footer, ListSheet
from ui.table.model import ListModel
from ui.table.sorting import remember_sort, remembered_sort
from ui.table.states import State, StatePanel, Step
from ui.table.table import ListTable
from ui.widgets.catching_up import percent_made
from ui.widgets.text import label

_COUNTS_MS = 150
_ROWS = 1


class ListKind(Struct, frozen=True, kw_only=True):
    """What a list page shows: the list's name and columns, its tabs and states, and what things are called.

    ``names`` are the columns that the read side answers, ``sort`` is a column's sort to begin with.
    """

    name: str
    subject: str
    title: str
    nouns: tuple[str, str]
    names: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    sort: str
    falling: bool
    tabs: Choices
    states: Choices = ()
    states_name: str = ""
    prompt: str
    loading: str


class ListPage(QWidget):
    """The base of the pages of orders, customers and products; they say what a row's actions are."""

    def __init__(self, desk: Desk, kind: ListKind, pane: QWidget, show_in_pane: Callable[[str], None]) -> None:
        super().__init__()
        self.setObjectName(f"{kind.name}_page")
        self.desk = desk
        self.kind = kind
        self._show_in_pane = show_in_pane
        self._wanted = ""
        self._followed = ""
        self._offered = ""
        self._zone = desk.time_zone()
        self._made: int | None = None
        self._pane = pane
        self._model = ListModel(desk, kind.subject, kind.names, kind.columns, self)
        self.table = ListTable(desk, self._model, kind.name, kind.nouns)
        self.table.setAccessibleName(kind.title)
        self.footer = Footer(desk, self.table, self._model, kind.name, kind.nouns)
        self.setFocusProxy(self.table)
        self.tabs = FilterTabs(kind.name, kind.tabs)
        self.bar = FilterBar(kind.name, kind.prompt, kind.states, kind.states_name)
        self._count = label("", "muted", name=f"{kind.name}_count")
        self._state = StatePanel(f"{kind.name}_state")
        self._sheet = QStackedWidget()
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self.buttons = QHBoxLayout()
        self._lay_out(pane)
        self._sort, self._falls = self._remembered_sort()
        self.table.head.show_sort(self._sort, self._falls)
        self._state.show_state(State(icon="hourglass", heading=kind.loading, text=""))
        self._counts_timer = QTimer(self, singleShot=True, interval=_COUNTS_MS)
        self._counts_timer.timeout.connect(self._ask_counts)
        self._connect()
        self._know_business(desk.business())
        self._show()
        self._ask_counts()

    def open_row(self, row: ShownRow) -> None:
        """Enter or a double click on a row."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        """Put what can be done with a row into its menu."""
        raise NotImplementedError

    def when_empty(self) -> State:
        """What to say while the list has no rows at all."""
        raise NotImplementedError

    def search(self, text: str) -> None:
        """Search all rows for a text."""
        self._clear_quietly()
        self.bar.search.setText(text)
        self._show()

    def show_view(self, name: str) -> None:
        """Show all rows that a filter lets through."""
        self._clear_quietly()
        self.tabs.blockSignals(True)
        found = self.tabs.show_filter(name)
        self.tabs.blockSignals(False)
        if not found:
            place = self.bar.state.findData(name)
            self.bar.blockSignals(True)
            self.bar.state.setCurrentIndex(max(0, place))
            self.bar.blockSignals(False)
        self._show()

    def show_record(self, key: str) -> None:
        """Show one record beside the list, and in the list where it stands, as soon as it is there."""
        self._wanted = key
        self._show_in_pane(key)
        self._look_for_wanted()

    def add_button(self, name: str, text: str, do: Callable[[], None]) -> QPushButton:
        """A button beside the title."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(do)
        self.buttons.addWidget(button)
        return button

    def _lay_out(self, pane: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.kind.title, "heading"))
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addLayout(self.buttons)
        self._sheet.addWidget(self._state)
        self._sheet.addWidget(ListSheet(self.table, self.footer))
        self._splitter.setObjectName(f"{self.kind.name}_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._sheet)
        self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        state = self.desk.settings.value(f"lists/{self.kind.name}/splitter")
        if not (isinstance(state, QByteArray) and self._splitter.restoreState(state)):
            self._splitter.setSizes([800, 400])
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        if len(self.kind.tabs) > 1:
            column.addWidget(self.tabs)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.tabs.chosen.connect(self._show)
        self.bar.changed.connect(self._show)
        self.bar.search.left_downwards.connect(self._enter_table)
        self.bar.columns.clicked.connect(
            lambda: self.table.head.open_menu(self.bar.columns.mapToGlobal(QPoint(0, self.bar.columns.height())))
        )
        self.table.head.sort_asked.connect(self._sort_by)
        self.table.opened.connect(self.open_row)
        self.table.menu_asked.connect(self._open_menu)
        self.table.current_changed.connect(self._follow)
        self.table.selected.connect(self._tell_selected)
        self.table.typed.connect(self._type)
        self._model.opened.connect(self._on_opened)
        self._model.counted.connect(self._on_counted)
        self._model.arrived.connect(self._on_arrived)
        self._model.reordered.connect(self._on_reordered)
        self._splitter.splitterMoved.connect(
            lambda: self.desk.settings.setValue(f"lists/{self.kind.name}/splitter", self._splitter.saveState())
        )
        self.desk.business_known.connect(self._know_business)
        self.desk.changed.connect(self._on_changed)
        self.desk.pipeline.connect(self._on_pipeline)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        find.activated.connect(self._focus_search)

    def _view(self) -> View:
        names = tuple(dict.fromkeys(name for name in (self.tabs.filter, self.bar.filter) if name))
        return View(
            list=self.kind.name,
            sort=self._sort,
            descending=self._falls,
            filters=names,
            text=self.bar.search.text(),
            between=None if self.bar.day is None else self._bounds(self.bar.day),
            today=self.desk.today(),
        )

    def _bounds(self, day: date) -> tuple[int, int]:
        zone = self.desk.time_zone()
        return start_of_day(day, zone), start_of_day(day + timedelta(days=1), zone)

    def _show(self) -> None:
        self._model.show(self._view())

    def _sort_by(self, sort: str, falls: bool) -> None:
        self._sort, self._falls = sort, falls
        remember_sort(self.desk.settings, self.kind.name, sort, falls)
        self.table.scrollToTop()
        self._model.resort(self._view())

    def _remembered_sort(self) -> tuple[str, bool]:
        kind = self.kind
        return remembered_sort(self.desk.settings, kind.name, kind.columns, kind.sort, kind.falling)

    def _clear_quietly(self) -> None:
        self.bar.blockSignals(True)
        self.tabs.blockSignals(True)
        self.bar.clear()
        self.tabs.setCurrentIndex(0)
        self.tabs.blockSignals(False)
        self.bar.blockSignals(False)

    def _clear(self) -> None:
        self._clear_quietly()
        self._show()

    def _on_opened(self) -> None:
        """Nobody has chosen a row of this view yet: the first is the likeliest one."""
        if not self._wanted:
            self.table.offer()
            self._offered = self._followed

    def _on_reordered(self) -> None:
        """So many rows came that the one offered is out of reach, as while the view catches up: offer another."""
        focused = QApplication.focusWidget()
        busy = focused is not None and self._pane.isAncestorOf(focused)
        if not busy and not self.table.currentIndex().isValid() and self._followed == self._offered:
            self._on_opened()

    def _on_arrived(self) -> None:
        if self._wanted:
            self._look_for_wanted()

    def _on_counted(self) -> None:
        self._tell_count()
        if self._wanted:
            self._look_for_wanted()
        elif not self._followed:
            self._on_opened()

    def _tell_count(self) -> None:
        rows = self._model.rowCount()
        self._count.setText(f"{formats.count(rows)} {self.kind.nouns[rows != 1]}")
        if rows:
            self._sheet.setCurrentIndex(_ROWS)
        else:
            self._state.show_state(self._nothing())
            self._sheet.setCurrentWidget(self._state)

    def _on_pipeline(self, state: PipelineState) -> None:
        if self._sheet.currentWidget() is self._state and self._made != percent_made(state):
            self._tell_count()

    def _nothing(self) -> State:
        self._made = percent_made(self.desk.control.state())
        if self._made is not None:
            text = f"{self.kind.nouns[1].capitalize()} appear here as soon as they are read. Nothing is lost meanwhile."
            share = formats.percent(Decimal(self._made))
            return State(icon="hourglass", heading=f"The view is being made, {share}", text=text)
        if self.tabs.currentIndex() == 0 and self.bar.is_clear:
            return self.when_empty()
        clear = Step(f"{self.kind.name}_clear", "Clear search and filters", self._clear)
        typed = self.bar.search.text().strip()
        if typed:
            text = f"Nothing here contains “{typed}”."
            return State(icon="magnifying-glass", heading="No match", text=text, steps=(clear,))
        text = "Nothing is left that these filters let through."
        return State(icon="check-circle", heading=f"No {self.kind.nouns[1]} here", text=text, steps=(clear,))

    def _tell_selected(self) -> None:
        count = self.table.chosen.count()
        self.bar.about.setText(f"{formats.count(count)} selected" if count > 1 else "")

    def _follow(self, row: ShownRow | None) -> None:
        # A row that is current still, at another place, must not push aside what was asked for meanwhile.
        if row is not None and row.key != self._followed:
            self._followed = row.key
            self._wanted = ""
            self._show_in_pane(row.key)

    def _enter_table(self) -> None:
        if self._model.rowCount():
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.choose(0)

    def _focus_search(self) -> None:
        self.bar.search.setFocus()
        self.bar.search.selectAll()

    def _type(self, text: str) -> None:
        if text.strip():
            self.bar.search.setFocus()
            self.bar.search.insert(text)

    def _open_menu(self, row: ShownRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.kind.name}_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setToolTipsVisible(True)
        self.fill_menu(menu, row)
        self.table.add_actions(menu)
        menu.popup(place)

    def _know_business(self, business: BusinessInfo) -> None:
        self._model.name_currency(business.currency or "")
        if self._zone != (zone := self.desk.time_zone()):
            # Days and times of what was read before are those of another clock.
            self._zone = zone
            self._show()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if any(subject == self.kind.subject for subject, _ in changes) and not self._counts_timer.isActive():
            self._counts_timer.start()
        if self._wanted and (self.kind.subject, self._wanted) in changes:
            self._look_for_wanted()

    def _ask_counts(self) -> None:
        asked = tuple((filter,) for filter, _ in self.kind.tabs if filter)
        if asked:
            query = CountFilters(list=self.kind.name, combinations=asked, today=self.desk.today())
            self.desk.ask(query, self._tell_counts, lane=f"{self.kind.name}.counts")

    def _tell_counts(self, counts: Mapping[tuple[str, ...], int]) -> None:
        self.tabs.show_counts({names[0]: number for names, number in counts.items()})

    def _look_for_wanted(self) -> None:
        snapshot = self._model.snapshot
        if snapshot is not None:
            self.desk.ask(
                GetStandings(snapshot=snapshot, keys=(self._wanted,)),
                lambda standings: self._find_wanted(snapshot, standings),
                lane=f"{self.kind.name}.wanted",
                owner=self,
            )

    def _find_wanted(self, snapshot: Snapshot, standings: tuple[Standing, ...]) -> None:
        if not standings or standings[0].row.key != self._wanted:
            # Not projected yet: the change that brings it is waited for.
            return
        if not standings[0].inside and (snapshot.view.filters or snapshot.view.text or snapshot.view.between):
            self._clear()
            return
        rank = standings[0].rank
        if rank is None or snapshot is not self._model.snapshot:
            return
        # The rank is where the row belongs; until the model has taken it in or read it, another row stands there.
        row = self._model.row_at(rank)
        if row is not None and row.key == self._wanted:
            self._wanted = ""
            self.table.choose(rank)

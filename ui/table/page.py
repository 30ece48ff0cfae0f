"""A page with a list: title, views, search, the table, and beside it what is to be seen of the row chosen."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from PySide6.QtCore import QByteArray, QModelIndex, QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from readmodel.control import PipelineState
from readmodel.listing.view import View
from readmodel.pipeline.answers import BusinessInfo
from ui import formats
from ui.desk import Desk
from ui.filters.bar import QueryBar
from ui.query.parsing import parse
from ui.query.query import Query
from ui.query.resolving import Here, view_of
from ui.query.saying import summary, without_match
from ui.query.vocabulary import vocabulary_of
from ui.query.writing import write, write_part
from ui.table.columns import ShownRow
from ui.table.following import Follower
from ui.table.footer import Footer, count_said
from ui.table.kind import ListKind
from ui.table.model import ListModel
from ui.table.sheet import ListSheet
from ui.table.sorting import remember_sort, remembered_sort
from ui.table.states import State, Step
from ui.table.table import ListTable
from ui.table.wanted import Wanted
from ui.views.bar import ViewBar
from ui.views.counting import ViewCounts
from ui.views.saved import ALL
from ui.widgets.catching_up import percent_made
from ui.widgets.detail_pane import LEAST_WIDTH, DetailPane
from ui.widgets.text import label

_PANE_MOST = 440
_CURRENCY = "EUR"
"""What amounts are typed in before there is any currency, and any amount."""


class ListPage(QWidget):
    """The base of the pages of orders, customers and products; they say what a row's actions are."""

    def __init__(self, desk: Desk, kind: ListKind, pane: DetailPane[Any]) -> None:
        super().__init__()
        self.setObjectName(f"{kind.name}_page")
        self.desk = desk
        self.kind = kind
        self._followed = ""
        self._offered = ""
        self._leaving = False
        self._zone = desk.time_zone()
        self._made: int | None = None
        self._place = kind.name
        self._pane = pane
        self._vocabulary = vocabulary_of(kind.spec, kind.words)
        self._model = ListModel(desk, kind.spec.columns, kind.columns, self)
        self.follower = Follower(desk, kind.subject, self._model)
        self.table = ListTable(desk, self._model, kind.name, kind.nouns)
        self.table.setAccessibleName(kind.title)
        self.footer = Footer(desk, self.table, self._model, kind.name, kind.nouns)
        self.views = ViewBar(desk, kind.name, kind.views)
        self.bar = QueryBar(desk, kind.name, kind.prompt, self._vocabulary)
        self._wanted = Wanted(desk, self._model, kind.name, self.table.choose, self._widen)
        self._counts = ViewCounts(desk, self, self._counted_views)
        self._count = label("", "muted", name=f"{kind.name}_count")
        self._sheet = ListSheet(kind.name, self.table, self.footer)
        self.setFocusProxy(self._sheet)
        self._splitter = QSplitter(Qt.Orientation.Horizontal)
        self.buttons = QHBoxLayout()
        self._lay_out(pane)
        self._sheet.show_state(State(icon="hourglass", heading=f"Loading {kind.nouns[1]}…", text=""))
        self._connect()
        self._model.name_currency(desk.business().currency or "")
        self._use_view()

    def open_row(self, row: ShownRow) -> None:
        """Enter or a double click on a row."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        """Put what can be done with a row into its menu."""
        raise NotImplementedError

    def when_empty(self) -> State:
        """What to say while the list has no rows at all."""
        raise NotImplementedError

    def show_view(self, id: str) -> None:
        """Show a view by its id: a work queue, or one of the person's own."""
        self.views.bring(id)
        self._use_view()

    def show_query(self, text: str) -> None:
        """Show the rows that a query asks for, in its neutral writing."""
        self.views.bring(ALL)
        self._use_view(text)

    def show_record(self, key: str, as_of: int = 0) -> None:
        """Show one record beside the list, and in the list where it stands as soon as the view is as of a position."""
        self._pane.follow(key)
        self._pane.show()
        self._wanted.look_for(key, as_of)

    def add_button(self, name: str, text: str, do: Callable[[], None]) -> QPushButton:
        """A button beside the title."""
        button = QPushButton(text)
        button.setObjectName(name)
        button.clicked.connect(do)
        self.buttons.addWidget(button)
        return button

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._counts.come_forward()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._part()

    def _part(self) -> None:
        """Until the person says otherwise, the pane takes what the list leaves, and what it needs at least."""
        if not self._parted:
            width = self._splitter.width()
            beside = self._splitter.handleWidth() + self.table.verticalScrollBar().sizeHint().width()
            needed = self.table.head.good_width(width - beside - LEAST_WIDTH)
            pane = min(max(width - beside - needed, LEAST_WIDTH), _PANE_MOST)
            self._splitter.setSizes([width - pane, pane])

    def _keep_parts(self) -> None:
        self._parted = True
        self.desk.settings.setValue(f"lists/{self.kind.name}/splitter", self._splitter.saveState())

    def _lay_out(self, pane: QWidget) -> None:
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(self.kind.title, "heading"))
        head.addWidget(self._count, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addLayout(self.buttons)
        self._splitter.setObjectName(f"{self.kind.name}_splitter")
        self._splitter.setChildrenCollapsible(False)
        self._splitter.addWidget(self._sheet)
        self._splitter.addWidget(pane)
        self._splitter.setStretchFactor(0, 1)
        self._splitter.setStretchFactor(1, 0)
        state = self.desk.settings.value(f"lists/{self.kind.name}/splitter")
        self._parted = isinstance(state, QByteArray) and self._splitter.restoreState(state)
        pane.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 16)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.views)
        column.addWidget(self.bar)
        column.addWidget(self._splitter, 1)

    def _connect(self) -> None:
        self.views.tabs.move_by_keys_of(self)
        self.views.chosen.connect(self._turn_to_view)
        self.views.made.connect(self._keep_layout)
        self.bar.changed.connect(self._on_query)
        self.bar.search.left_downwards.connect(self._enter_table)
        self.bar.columns.clicked.connect(
            lambda: self.table.head.open_menu(self.bar.columns.mapToGlobal(QPoint(0, self.bar.columns.height())))
        )
        self.table.head.sort_asked.connect(self._sort_by)
        self.table.opened.connect(self.open_row)
        self.table.menu_asked.connect(self._open_menu)
        self.table.current_changed.connect(self._follow)
        self.table.typed.connect(self._type)
        self.table.clicked.connect(self._on_clicked)
        self._pane.left.connect(self.table.setFocus)
        self._model.failed.connect(self._on_failed)
        self._model.removing.connect(lambda: self._take_no_notice(leaving=True))
        self._model.removed.connect(lambda: self._take_no_notice(leaving=False))
        self._model.opened.connect(self._on_opened)
        self._model.laid.connect(self._on_laid)
        self._model.counted.connect(self._on_counted)
        self._model.arrived.connect(self._wanted.look)
        self._model.replaced.connect(self._wanted.look)
        self._model.reordered.connect(self._on_reordered)
        self._splitter.splitterMoved.connect(self._keep_parts)
        self._counts.counted.connect(self.views.show_counts)
        self.desk.business_known.connect(self._know_business)
        self.desk.day_turned.connect(self._look_again)
        self.desk.changed.connect(self._on_changed)
        self.desk.pipeline.connect(self._on_pipeline)
        find = QShortcut(QKeySequence(QKeySequence.StandardKey.Find), self)
        find.activated.connect(self._focus_search)

    def _view(self) -> View:
        return self._view_of(self.bar.query)

    def _view_of(self, query: Query) -> View:
        desk = self.desk
        here = Here(today=desk.today(), time_zone=desk.time_zone(), currency=desk.business().currency or _CURRENCY)
        return view_of(self.kind.name, query, self._vocabulary, here, self._sort, falls=self._falls)

    def _counted_views(self) -> dict[str, View]:
        """The views whose tabs have a number; that of all rows stands in the page's title."""
        parsed = {view.id: parse(view.query, self._vocabulary) for view in self.views.views.all if view.query}
        return {id: self._view_of(found.query) for id, found in parsed.items() if found.mistake is None}

    def _use_view(self, text: str | None = None) -> None:
        """Show the view in front in its sort and columns or, with a text, another query in them."""
        kind, view = self.kind, self.views.view
        self.views.views.bring_to_front(view)
        self._place = f"{kind.name}/view/{view.id}" if view.own else kind.name
        self._sort, self._falls = remembered_sort(
            self.desk.settings, self._place, kind.columns, kind.sort, kind.falling
        )
        self.table.head.show_layout_of(self._place)
        self.table.head.show_sort(self._sort, self._falls)
        self.bar.blockSignals(True)
        self.bar.show_text(view.query if text is None else text)
        self.bar.blockSignals(False)
        self._on_query()

    def _turn_to_view(self) -> None:
        """Show the view in front, or show it anew; words typed on top of the one that was left go along."""
        left, view = self.views.left, self.views.view
        words = self.bar.query.texts if view.id != left.id else ()
        own = [text for of in (left, view) for text in parse(of.query, self._vocabulary).query.texts]
        self._use_view(" ".join([view.query, *(write_part(word) for word in words if word not in own)]).strip())

    def _keep_layout(self) -> None:
        """A view was made out of what is shown: it goes on in the same sort and columns."""
        self.views.views.bring_to_front(self.views.view)
        self._place = f"{self.kind.name}/view/{self.views.view.id}"
        remember_sort(self.desk.settings, self._place, self._sort, self._falls)
        self.table.head.keep_layout_as(self._place)
        self._counts.count_soon()

    def _on_query(self) -> None:
        self.views.show_query(write(self.bar.query), summary(self.bar.query, self._vocabulary))
        self.follower.show(self._view())

    def _look_again(self) -> None:
        """Dates that are told from today, amounts or the start of a day may be other ones now."""
        if self._model.view != self._view():
            self.follower.resort(self._view())
        self._counts.count_soon()

    def _sort_by(self, sort: str, falls: bool) -> None:
        self._sort, self._falls = sort, falls
        remember_sort(self.desk.settings, self._place, sort, falls)
        self.table.scrollToTop()
        self.follower.resort(self._view())

    def _clear(self) -> None:
        self.show_view(ALL)

    def _widen(self) -> None:
        """Show all rows, if any are left out."""
        if self.bar.query.parts:
            self._clear()

    def _on_opened(self) -> None:
        """Nobody has chosen a row of this view yet: the first is the likeliest one."""
        if not self._wanted.key:
            self.table.offer()
            self._offered = self._followed

    def _on_laid(self) -> None:
        """The row that had the cursor in the view before may not be in this one."""
        if not self.table.currentIndex().isValid():
            self._on_opened()

    def _on_reordered(self) -> None:
        """So many rows came that the one offered is out of reach, as while the view catches up: offer another."""
        focused = QApplication.focusWidget()
        busy = focused is not None and self._pane.isAncestorOf(focused)
        lost = not self.table.currentIndex().isValid() and not self.table.chosen.is_seeking
        if lost and not busy and self._followed == self._offered:
            self._on_opened()

    def _on_failed(self) -> None:
        """Rows of the view that was shown before go, until those of this one could be read after all."""
        snapshot = self._model.snapshot
        if snapshot is not None and snapshot.view == self._model.view:
            return
        text = "It is tried again every few seconds. If that does not help, the log file says what is wrong."
        heading = f"The {self.kind.nouns[1]} could not be read"
        self._sheet.show_state(State(icon="warning", heading=heading, text=text))

    def _on_counted(self) -> None:
        self._tell_count()
        if self._wanted.key:
            self._wanted.look()
        elif not self._followed:
            self._on_opened()

    def _tell_count(self) -> None:
        rows = self._model.rowCount()
        self._count.setText(count_said(self._model, self.kind.nouns))
        # Beside an empty list there is nothing to be seen of a row.
        if self._pane.isHidden() == (rows > 0 or bool(self._wanted.key)):
            self._pane.setHidden(not self._pane.isHidden())
            self._part()
        if rows:
            self._sheet.show_rows()
        else:
            self._sheet.show_state(self._nothing())

    def _on_pipeline(self, state: PipelineState) -> None:
        if not self._sheet.shows_rows and self._made != percent_made(state):
            self._tell_count()

    def _nothing(self) -> State:
        self._made = percent_made(self.desk.control.state())
        if self._made is not None:
            text = f"{self.kind.nouns[1].capitalize()} appear here as soon as they are read. Nothing is lost meanwhile."
            share = formats.percent(Decimal(self._made))
            return State(icon="hourglass", heading=f"The view is being made, {share}", text=text)
        if not self.bar.query.parts:
            return self.when_empty()
        clear = Step(f"{self.kind.name}_clear", "Clear search and filters", self._clear)
        asked = self.bar.query
        if not asked.conditions and not all(text.negated for text in asked.texts):
            return State(icon="magnifying-glass", heading="No match", text=without_match(asked), steps=(clear,))
        text = "Nothing is left that these filters let through."
        return State(icon="check-circle", heading=f"No {self.kind.nouns[1]} here", text=text, steps=(clear,))

    def _take_no_notice(self, *, leaving: bool) -> None:
        self._leaving = leaving

    def _follow(self, row: ShownRow | None) -> None:
        # A row that is current still, at another place, must not push aside what was asked for meanwhile; nor must one
        # that only took over from a row that left the view, or that Qt gives the cursor to as the table gets the focus.
        by_itself = self._leaving or not self.table.chosen.count()
        if row is not None and row.key != self._followed and not (by_itself and self._wanted.key):
            self._followed = row.key
            self._wanted.key = ""
            self._pane.follow(row.key)

    def _on_clicked(self, index: QModelIndex) -> None:
        """A click brings a row back that had the cursor all the while, as when another record was asked for."""
        row = self._model.row_at(index.row())
        if row is not None and row.key != self._pane.shown_id:
            self._followed = ""
            self._follow(row)

    def _enter_table(self) -> None:
        if self._model.rowCount():
            self.table.setFocus()
            if self.table.chosen.is_free:
                # Whoever goes to the row that was offered has chosen it.
                self.table.choose(max(self.table.currentIndex().row(), 0))

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
            self.follower.show(self._view())
        self._look_again()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if any(subject in (self.kind.subject, "store") for subject, _ in changes):
            self._counts.count_soon()
        if (self.kind.subject, self._wanted.key) in changes:
            self._wanted.look()

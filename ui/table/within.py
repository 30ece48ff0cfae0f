"""A list inside a pane: the rows that belong to one record, as high as they need up to a limit."""

from msgspec import Struct
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QMenu, QSizePolicy, QVBoxLayout, QWidget

from readmodel.listing.view import View
from readmodel.pipeline.answers import BusinessInfo
from ui.desk import Desk
from ui.table.columns import ShownRow, TableColumn
from ui.table.following import Follower
from ui.table.footer import Footer
from ui.table.model import ListModel
from ui.table.sorting import remember_sort, remembered_sort
from ui.table.table import ListTable
from ui.theme import row_height
from ui.widgets.text import label


class InnerKind(Struct, frozen=True, kw_only=True):
    """What a list within another record shows.

    ``list`` is its name for the read side and ``subject`` what its record is called there; ``names`` are the columns
    answered, ``sort`` is a column's sort to begin with. ``empty`` is said while there are no rows (see
    ``InnerList.when_empty``); ``title`` is for those who can't see the list.
    """

    list: str
    subject: str
    title: str
    nouns: tuple[str, str]
    names: tuple[str, ...]
    columns: tuple[TableColumn, ...]
    sort: str
    falling: bool
    empty: str
    most_rows: int = 12


class InnerList(QWidget):
    """The base of the lists of order lines, movements and events; they say what a row's actions are."""

    def __init__(self, desk: Desk, kind: InnerKind) -> None:
        super().__init__()
        self.desk = desk
        self.kind = kind
        self.of = ""
        """The id of the record whose rows are shown; of a list of its own, empty."""
        self._filters: tuple[str, ...] = ()
        self.model = ListModel(desk, kind.names, kind.columns, self)
        self.follower = Follower(desk, kind.subject, self.model)
        self.table = ListTable(desk, self.model, kind.list, kind.nouns)
        self.table.setAccessibleName(kind.title)
        self._sort, self._falls = remembered_sort(desk.settings, kind.list, kind.columns, kind.sort, kind.falling)
        self.table.head.show_sort(self._sort, self._falls)
        self.footer = Footer(desk, self.table, self.model, kind.list, kind.nouns)
        self.nothing = label("", "muted", name=f"{kind.list}_nothing", wrap=True)
        self.nothing.hide()
        self.footer.hide()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.table)
        column.addWidget(self.nothing)
        column.addWidget(self.footer)
        self.table.head.sort_asked.connect(self._sort_by)
        self.table.opened.connect(self.open_row)
        self.table.menu_asked.connect(self._open_menu)
        self.table.selected.connect(self._tell_selected)
        self.model.counted.connect(self._on_counted)
        self.table.horizontalScrollBar().rangeChanged.connect(lambda: self.fit(self.model.rowCount()))
        desk.business_known.connect(self._know_business)
        self._know_business(desk.business())

    def open_row(self, row: ShownRow) -> None:
        """Enter or a double click on a row."""
        raise NotImplementedError

    def fill_menu(self, menu: QMenu, row: ShownRow) -> None:
        """Put what can be done with a row into its menu."""
        raise NotImplementedError

    def when_empty(self) -> str:
        """What to say while there are no rows."""
        return self.kind.empty

    def show_of(self, id: str, filters: tuple[str, ...] = ()) -> None:
        """Show the rows of a record, which follow its changes from now on."""
        if (id, filters) != (self.of, self._filters) or self.model.view is None:
            self.of, self._filters = id, filters
            self.follower.show(self._view())

    def _view(self) -> View:
        return View(
            list=self.kind.list,
            of=self.of,
            sort=self._sort,
            descending=self._falls,
            filters=self._filters,
            today=self.desk.today(),
        )

    def _sort_by(self, sort: str, falls: bool) -> None:
        self._sort, self._falls = sort, falls
        remember_sort(self.desk.settings, self.kind.list, sort, falls)
        self.table.scrollToTop()
        self.follower.resort(self._view())

    def _on_counted(self) -> None:
        rows = self.model.rowCount()
        self.table.setVisible(rows > 0)
        self.nothing.setText(self.when_empty())
        self.nothing.setVisible(not rows)
        self._tell_selected()
        self.fit(rows)

    def _tell_selected(self) -> None:
        """A list that shows all its rows needs no footer to count them, until several are selected."""
        rows = self.model.rowCount()
        self.footer.setVisible(rows > self.kind.most_rows or self.table.chosen.count() > 1)

    def fit(self, rows: int) -> None:
        """Be as high as some rows need."""
        shown = min(rows, self.kind.most_rows)
        bar = self.table.horizontalScrollBar()
        below = bar.sizeHint().height() if bar.maximum() else 0
        self.table.setFixedHeight(self.table.head.sizeHint().height() + shown * row_height() + below + 2)

    def _open_menu(self, row: ShownRow, place: QPoint) -> None:
        menu = QMenu(self)
        menu.setObjectName(f"{self.kind.list}_menu")
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu, row)
        self.table.add_actions(menu)
        menu.popup(place)

    def _know_business(self, business: BusinessInfo) -> None:
        self.model.name_currency(business.currency or "")

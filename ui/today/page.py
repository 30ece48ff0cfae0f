"""The Today page: work tiles, bookings, and who and what is in front."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ui import formats
from ui.desk import Desk
from ui.intents import ShowPage
from ui.sales.dashboard import Dashboard
from ui.sales.words import AGED_HEADS, RANKED_HEADS, as_of, said
from ui.today.bookings import BookingsPanel
from ui.today.reading import Overview, overview
from ui.widgets.panel import ChartPanel
from ui.widgets.ranking import Ranking
from ui.widgets.text import label
from ui.widgets.tile import Tile

TILES = (
    ("late", "Late", "bad", "orders"),
    ("due_today", "Due today", "warn", "orders"),
    ("to_ship", "To ship", "text", "orders"),
    ("backordered", "Backordered", "warn", "orders"),
    ("unpaid", "Unpaid", "text", "orders"),
    ("low_stock", "Low stock", "warn", "products"),
    ("drafts", "Drafts", "text", "orders"),
)
"""Name of the count and of the list's view, words, tone while there are any, and the page that lists them."""

RANKINGS = (
    ("open_by_age", "Open orders by age", AGED_HEADS, "Nothing is left to ship."),
    ("top_customers", "Top customers", RANKED_HEADS, "No orders in this period."),
    ("top_products", "Top products", RANKED_HEADS, "No orders in this period."),
)
"""Name, title and table heads of what stands below the bookings, and what to say while it is empty."""

PERIODS = ((7, "7 days"), (30, "30 days"), (90, "90 days"), (365, "12 months"))
USUAL_DAYS = 30
GATHERED_MS = 200


class TodayPage(Dashboard[Overview]):
    """What waits today, and how the last days went."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "today", "Today", GATHERED_MS)
        remembered = str(desk.settings.value("today/days", USUAL_DAYS))
        self._days = next((days for days, _ in PERIODS if str(days) == remembered), USUAL_DAYS)
        self._overview: Overview | None = None
        self._welcome: QWidget | None = None
        self._tiles = {name: Tile(name, words, tone) for name, words, tone, _ in TILES}
        for name, _, _, page in TILES:
            self._tiles[name].clicked.connect(lambda _=False, p=page, n=name: desk.request(ShowPage(page=p, view=n)))
        self._note = label("", "muted", name="today_note", wrap=True)
        self._bookings = BookingsPanel(desk)
        self._rankings = {name: Ranking(name, title, empty) for name, title, _, empty in RANKINGS}
        self._panels = {
            name: ChartPanel(desk, f"{name}_panel", title, self._rankings[name], heads)
            for name, title, heads, _ in RANKINGS
        }
        self._date = label("", "muted", name="today_date")
        # A quarter of the heading's size more below the baseline than a body line has.
        self._date.setContentsMargins(0, 0, 0, 3)
        self._sheet = self._lay_out()
        self._waiting = label("The view is being made from the log…", "muted", name="today_waiting")
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.views.addWidget(self._waiting)

    @property
    def overview(self) -> Overview | None:
        """What is shown; None until it was read."""
        return self._overview

    def reading(self) -> Callable[[], Overview]:
        desk, days = self.desk, self._days
        queries, today, currency = desk.docket.queries, desk.today(), desk.business().currency or "EUR"
        return lambda: overview(queries, today, days, currency)

    def show_answer(self, found: Overview) -> None:
        self._overview = found
        self.views.setCurrentWidget(self._view_of(found))
        self._date.setText(formats.weekday(self.desk.today()))
        for name, tile in self._tiles.items():
            tile.show_number(getattr(found.work, name))
        self._note.setText(found.note)
        self._note.setVisible(bool(found.note))
        for widget in (self._bookings, self._below):
            widget.setVisible(found.bookings is not None)
        currency = self.desk.business().currency or "EUR"
        period = "" if found.period is None else said(found.period)
        if found.bookings is not None:
            self._bookings.show_bookings(found.bookings, currency)
            self._bookings.about = f"{period} · {currency}"
        for name, bars, when in (
            ("open_by_age", found.ages, as_of(self.desk.today())),
            ("top_customers", found.customers, period),
            ("top_products", found.products, period),
        ):
            self._rankings[name].show_bars(bars)
            self._panels[name].about = f"{when} · {currency}"
            self._panels[name].refresh()

    def _view_of(self, found: Overview) -> QWidget:
        if not found.empty:
            return self._sheet
        # An empty view of a log that isn't is one that has yet to be made.
        return self._waiting if self.desk.control.state().lag else self._greeting()

    def _greeting(self) -> QWidget:
        if self._welcome is None:
            from ui.today.welcome import Welcome

            self._welcome = Welcome(self.desk)
            self.views.addWidget(self._welcome)
        return self._welcome

    def _choose_days(self, days: int) -> None:
        self._days = days
        self.desk.settings.setValue("today/days", days)
        self.read()

    def _lay_out(self) -> QScrollArea:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        # As tight as it has to be for all of it to be seen at once on a usual screen.
        column.setContentsMargins(24, 20, 24, 12)
        column.setSpacing(12)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label("Today", "heading"))
        head.addWidget(self._date, 0, Qt.AlignmentFlag.AlignBottom)
        head.addStretch(1)
        head.addLayout(self._period_buttons())
        column.addLayout(head)
        tiles = QHBoxLayout()
        tiles.setSpacing(8)
        for tile in self._tiles.values():
            tiles.addWidget(tile)
        column.addLayout(tiles)
        column.addWidget(self._note)
        column.addWidget(self._bookings, 1)
        self._below = QWidget()
        row = QHBoxLayout(self._below)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(16)
        for panel in self._panels.values():
            row.addWidget(panel, 1)
        column.addWidget(self._below)
        column.addStretch(0)
        return self.scrolled(sheet)

    def _period_buttons(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(4)
        group = QButtonGroup(self)
        for days, words in PERIODS:
            button = QPushButton(words)
            button.setObjectName(f"period_{days}")
            button.setAccessibleName(f"Show {words}")
            button.setProperty("kind", "quiet")
            button.setCheckable(True)
            button.setChecked(days == self._days)
            button.clicked.connect(lambda _=False, d=days: self._choose_days(d))
            group.addButton(button)
            row.addWidget(button)
        return row

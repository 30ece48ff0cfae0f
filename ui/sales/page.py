"""The Sales page: numbers with their course, bookings over time, ages, and who and what is in front."""

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QVBoxLayout, QWidget

from domain.money import minor_digits
from readmodel.sales.answers import By, Period
from ui import formats
from ui.desk import Desk
from ui.intents import ImportFile, LoadSamples, NewRecord
from ui.sales.choosing import PeriodPicker
from ui.sales.dashboard import Dashboard
from ui.sales.periods import Span
from ui.sales.reading import SalesView, sales_view
from ui.sales.tiles import TILES
from ui.sales.words import AGED_HEADS, BOOKINGS_HEADS, RANKED_HEADS, as_of
from ui.table.states import State, StatePanel, Step
from ui.widgets.chart import TrendChart
from ui.widgets.figure_tile import FigureTile
from ui.widgets.legend import Key, Shape
from ui.widgets.panel import ChartPanel
from ui.widgets.ranking import Ranking
from ui.widgets.text import label

PANELS: Final = (
    ("backlog_by_age", "Backlog by age", "Nothing is left to ship."),
    ("to_pay_by_age", "To be paid by age", "Everything is paid."),
    ("sales_customers", "Top customers", "No orders in this period."),
    ("sales_products", "Top products", "No orders in this period."),
    ("sales_categories", "Top categories", "No orders in this period."),
    ("sales_countries", "Top countries", "No orders in this period."),
)
"""Name and title of each ranking, and what to say while it is empty."""

GATHERED_MS: Final = 400
_TITLES: Final = {By.DAY: "Bookings by day", By.WEEK: "Bookings by week", By.MONTH: "Bookings by month"}


class SalesPage(Dashboard[SalesView]):
    """How business goes over a period, and against another."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "sales", "Sales", GATHERED_MS)
        self._view: SalesView | None = None
        self.picker = PeriodPicker(desk)
        self.picker.changed.connect(self.read)
        self._said = label("", "muted", name="sales_said")
        self._said.setContentsMargins(0, 0, 0, 3)
        self._tiles = {name: FigureTile(f"sales_{name}", words) for name, words in TILES}
        for name, tile in self._tiles.items():
            tile.clicked.connect(lambda _=False, n=name: self._open_tile(n))
        self._chart = TrendChart("Bookings by day", str)
        self._chart.setObjectName("sales_chart")
        self._keys = Key(Shape.LINE), Key(Shape.DASHES)
        self._trend = ChartPanel(desk, "sales_bookings", "Bookings by day", self._chart, BOOKINGS_HEADS, self._keys)
        self._ticks = {name: Key(Shape.TICK, f"{name}_before") for name, _, _ in PANELS}
        self._rankings = {name: Ranking(name, title, empty) for name, title, empty in PANELS}
        self._panels = {
            name: ChartPanel(
                desk,
                f"{name}_panel",
                title,
                self._rankings[name],
                AGED_HEADS if name.endswith("_by_age") else RANKED_HEADS,
                (self._ticks[name],),
            )
            for name, title, _ in PANELS
        }
        self._note = QWidget()
        self._note_text = label("", "muted", name="sales_note")
        self._latest = QPushButton("Show them")
        self._latest.setObjectName("sales_latest")
        self._latest.setProperty("kind", "link")
        self._latest.clicked.connect(self._show_latest)
        self._state = StatePanel("sales_state")
        self._sheet = self._lay_out()
        self.views.addWidget(self._state)

    @property
    def view(self) -> SalesView | None:
        """What is shown; None until it was read."""
        return self._view

    def reading(self) -> Callable[[], SalesView]:
        desk, choice = self.desk, self.picker.choice
        queries, today, currency = desk.docket.queries, desk.today(), desk.business().currency or "EUR"
        return lambda: sales_view(queries, choice, today, currency)

    def show_answer(self, view: SalesView) -> None:
        self._view = view
        if view.empty:
            self._state.show_state(self._when_empty())
            self.views.setCurrentWidget(self._state)
            return
        self.views.setCurrentWidget(self._sheet)
        # The two days of a custom period stand in their fields.
        self._said.setText("" if self.picker.choice.span is Span.CUSTOM else view.said)
        for name, tile in self._tiles.items():
            tile.show_figure(view.figures[name])
        currency = self.desk.business().currency or "EUR"
        self._chart.write_values(lambda minor: formats.short_money(minor, currency), 10 ** minor_digits(currency))
        self._chart.show_points(view.points)
        self._trend.show_title(_TITLES[By(view.by)])
        self._trend.refresh()
        for key, text in zip(self._keys, (view.said, view.said_compared), strict=True):
            key.tell(text)
        self._trend.about = f"{view.said} · {currency}"
        for name, ranking in self._rankings.items():
            said = as_of(self.desk.today()) if name.endswith("_by_age") else view.said
            self._panels[name].about = f"{said} · {currency}"
            ranking.show_bars(view.bars[name])
            self._ticks[name].tell(view.said_compared if any(bar.before for bar in view.bars[name]) else "")
            self._panels[name].refresh()
        self._say_latest(view.latest)

    def _say_latest(self, latest: Period | None) -> None:
        self._note.setVisible(latest is not None)
        if latest is not None:
            words = f"{formats.day(latest.first)} – {formats.day(latest.last)}"
            self._note_text.setText(f"No orders in this period. The latest before it: {words}.")

    def _show_latest(self) -> None:
        if self._view is not None and self._view.latest is not None:
            self.picker.choose_days(self._view.latest)

    def _open_tile(self, name: str) -> None:
        figure = self._tiles[name].shown
        if figure is not None and figure.opens is not None:
            self.desk.request(figure.opens)

    def _when_empty(self) -> State:
        ask = self.desk.request
        return State(
            icon="chart-line-up",
            heading="Nothing sold yet",
            text="Bookings, backlog and what is to be paid appear here as orders are placed or imported.",
            steps=(
                Step("sales_first_new", "New order", lambda: ask(NewRecord("order"))),
                Step("sales_first_import", "Import…", lambda: ask(ImportFile("orders"))),
                Step("sales_first_samples", "Load sample data", lambda: ask(LoadSamples())),
            ),
        )

    def _lay_out(self) -> QScrollArea:
        sheet = QWidget()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(24, 20, 24, 24)
        column.setSpacing(16)
        title = QHBoxLayout()
        title.setSpacing(12)
        title.addWidget(label("Sales", "heading"))
        title.addWidget(self._said, 0, Qt.AlignmentFlag.AlignBottom)
        head = QHBoxLayout()
        head.setSpacing(12)
        # What is wrong with a period is told below its days, and moves nothing beside them.
        head.addLayout(title)
        head.setAlignment(title, Qt.AlignmentFlag.AlignTop)
        head.addStretch(1)
        head.addWidget(self.picker)
        column.addLayout(head)
        note = QHBoxLayout(self._note)
        note.setContentsMargins(0, 0, 0, 0)
        note.addWidget(self._note_text)
        note.addWidget(self._latest)
        note.addStretch(1)
        column.addWidget(self._note)
        tiles = QGridLayout()
        tiles.setSpacing(8)
        for place, tile in enumerate(self._tiles.values()):
            tiles.addWidget(tile, place // 4, place % 4)
        column.addLayout(tiles)
        self._trend.setMinimumHeight(320)
        column.addWidget(self._trend, 1)
        grid = QGridLayout()
        grid.setSpacing(16)
        for place, panel in enumerate(self._panels.values()):
            grid.addWidget(panel, place // 2, place % 2)
        for side in (0, 1):
            grid.setColumnStretch(side, 1)
        column.addLayout(grid)
        return self.scrolled(sheet)

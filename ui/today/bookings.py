"""Bookings day by day against the period before, with their totals."""

from collections.abc import Sequence

from msgspec import Struct
from PySide6.QtWidgets import QGridLayout

from domain.money import minor_digits
from readmodel.sales.answers import By, Period, Sold
from ui import formats
from ui.desk import Desk
from ui.sales.words import BOOKINGS_HEADS, average, changed, points, said
from ui.widgets.chart import Key, Point, TrendChart
from ui.widgets.panel import ChartPanel
from ui.widgets.text import label, set_tone
from ui.widgets.tile import Figure

_TOTALS = ("Bookings", "Orders", "Average order")


class Shown(Struct, frozen=True):
    """Bookings in the form they are shown in; made on a reader thread."""

    points: tuple[Point, ...]
    totals: tuple[Figure, ...]
    said: str
    said_before: str


def shown(sold: Sequence[Sold], earlier: Sequence[Sold], currency: str) -> Shown:
    """Put what was sold day by day, in a period and in the one before it, into words and places."""
    totals = _totals(sold, earlier, currency)
    return Shown(points(sold, earlier, By.DAY, currency), totals, said(_whole(sold)), said(_whole(earlier)))


def _whole(sold: Sequence[Sold]) -> Period:
    return Period(sold[0].period.first, sold[-1].period.last)


def _totals(sold: Sequence[Sold], earlier: Sequence[Sold], currency: str) -> tuple[Figure, ...]:
    net, net_before = (sum(part.net for part in parts) for parts in (sold, earlier))
    orders, orders_before = (sum(part.orders for part in parts) for parts in (sold, earlier))
    each, each_before = average(net, orders), average(net_before, orders_before)
    return (
        changed(formats.money(net, currency), net, net_before),
        changed(formats.count(orders), orders, orders_before),
        changed(formats.money(each, currency), each, each_before),
    )


class BookingsPanel(ChartPanel):
    """Totals above, the chart below."""

    def __init__(self, desk: Desk) -> None:
        self._trend = TrendChart("Bookings by day", str)
        self._trend.setObjectName("bookings_chart")
        super().__init__(desk, "bookings", "Bookings by day", self._trend, BOOKINGS_HEADS)
        self._period = Key(dashed=False)
        self._period.setObjectName("bookings_period")
        self._before = Key(dashed=True)
        self._before.setObjectName("bookings_before")
        for place, key in enumerate((self._period, self._before)):
            self.head.insertWidget(2 + place, key)
        grid = QGridLayout()
        grid.setContentsMargins(16, 0, 16, 0)
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(0)
        self._figures = [label("", "figure", name=f"total_{n}") for n in ("bookings", "orders", "average")]
        self._changes = [label("", "small") for _ in self._figures]
        words = [label(text, "muted") for text in _TOTALS]
        for place, widgets in enumerate(zip(words, self._figures, self._changes, strict=True)):
            for row, widget in enumerate(widgets):
                grid.addWidget(widget, row, place)
        grid.setColumnStretch(len(self._figures), 1)
        self.body.insertLayout(1, grid)

    def show_bookings(self, bookings: Shown, currency: str) -> None:
        """Show a period."""
        self._period.setText(bookings.said)
        self._before.setText(bookings.said_before)
        for place, total in enumerate(bookings.totals):
            self._figures[place].setText(total.figure)
            arrow = "" if total.rises is None else "▲ " if total.rises else "▼ "
            behind = " on the period before" if total.rises is not None else ""
            self._changes[place].setText(f"{arrow}{total.change}{behind}")
            set_tone(self._changes[place], total.tone)
        self._trend.write_values(lambda minor: formats.short_money(minor, currency), 10 ** minor_digits(currency))
        self._trend.show_points(bookings.points)
        self.refresh()

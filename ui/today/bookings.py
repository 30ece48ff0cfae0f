"""Bookings day by day against the period before, and their totals."""

from collections.abc import Sequence
from datetime import date

from msgspec import Struct
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from readmodel.sales.answers import Period, Sold
from ui import formats
from ui.widgets.chart import Key, Point, TrendChart
from ui.widgets.text import card, label, set_tone


class Total(Struct, frozen=True):
    """A figure with its words and its change; ``tone`` is of the change."""

    words: str
    figure: str
    change: str
    tone: str


class Shown(Struct, frozen=True):
    """Bookings in the form they are shown in; made on a reader thread."""

    days: tuple[date, ...]
    points: tuple[Point, ...]
    totals: tuple[Total, ...]
    said: str
    said_before: str


def shown(sold: Sequence[Sold], earlier: Sequence[Sold], currency: str) -> Shown:
    """Put what was sold day by day, in a period and in the one before it, into words and places."""
    points = tuple(_point(now, before, currency) for now, before in zip(sold, earlier, strict=True))
    days = tuple(now.period.first for now in sold)
    return Shown(days, points, _totals(sold, earlier, currency), said(_whole(sold)), said(_whole(earlier)))


def said(period: Period) -> str:
    """A period's first and last day."""
    return f"{formats.day(period.first)} – {formats.day(period.last)}"


def _whole(sold: Sequence[Sold]) -> Period:
    return Period(sold[0].period.first, sold[-1].period.last)


def _point(now: Sold, before: Sold, currency: str) -> Point:
    orders = f"{formats.count(now.orders)} order{'' if now.orders == 1 else 's'}"
    return Point(
        value=now.net,
        before=before.net,
        tick=formats.short_day(now.period.first),
        title=formats.weekday(now.period.first),
        lines=(
            f"{formats.money(now.net, currency)} in {orders}",
            f"{formats.money(before.net, currency)} on {formats.day(before.period.first)}",
        ),
    )


def _totals(sold: Sequence[Sold], earlier: Sequence[Sold], currency: str) -> tuple[Total, ...]:
    net, net_before = (sum(part.net for part in parts) for parts in (sold, earlier))
    orders, orders_before = (sum(part.orders for part in parts) for parts in (sold, earlier))
    average = net // orders if orders else 0
    average_before = net_before // orders_before if orders_before else 0
    return (
        _total("Bookings", formats.money(net, currency), net, net_before),
        _total("Orders", formats.count(orders), orders, orders_before),
        _total("Average order", formats.money(average, currency), average, average_before),
    )


def _total(words: str, figure: str, now: int, before: int) -> Total:
    change = formats.change(now, before)
    tone = "" if not change or now == before else "good" if now > before else "bad"
    return Total(words, figure, f"{change} on the period before" if change else "none in the period before", tone)


class BookingsCard(QWidget):
    """Totals above, the chart below; ``day_opened`` names the day whose orders somebody wants to see."""

    day_opened = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._days: tuple[date, ...] = ()
        sheet = card()
        column = QVBoxLayout(sheet)
        column.setContentsMargins(16, 14, 16, 8)
        column.setSpacing(8)
        head = QHBoxLayout()
        head.addWidget(label("Bookings by day", "section"))
        head.addStretch(1)
        head.setSpacing(16)
        self._period = Key(dashed=False)
        self._period.setObjectName("bookings_period")
        self._before = Key(dashed=True)
        self._before.setObjectName("bookings_before")
        for key in (self._period, self._before):
            head.addWidget(key)
        column.addLayout(head)
        grid = QGridLayout()
        grid.setHorizontalSpacing(40)
        grid.setVerticalSpacing(0)
        self._figures = [label("", "figure", name=f"total_{n}") for n in ("bookings", "orders", "average")]
        self._words = [label("", "muted") for _ in self._figures]
        self._changes = [label("", "small") for _ in self._figures]
        for place, widgets in enumerate(zip(self._words, self._figures, self._changes, strict=True)):
            for row, widget in enumerate(widgets):
                grid.addWidget(widget, row, place)
        grid.setColumnStretch(len(self._figures), 1)
        column.addLayout(grid)
        self.chart = TrendChart("Bookings by day", str)
        self.chart.setObjectName("bookings_chart")
        self.chart.opened.connect(lambda index: self.day_opened.emit(self._days[index]))
        column.addWidget(self.chart, 1)
        around = QVBoxLayout(self)
        around.setContentsMargins(0, 0, 0, 0)
        around.addWidget(sheet)

    def show_bookings(self, bookings: Shown, currency: str) -> None:
        """Show a period."""
        self._days = bookings.days
        self._period.setText(bookings.said)
        self._before.setText(bookings.said_before)
        for place, total in enumerate(bookings.totals):
            self._words[place].setText(total.words)
            self._figures[place].setText(total.figure)
            self._changes[place].setText(total.change)
            set_tone(self._changes[place], total.tone)
        self.chart.write_values(lambda minor: formats.short_money(minor, currency))
        self.chart.show_points(bookings.points)

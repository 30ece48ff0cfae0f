"""Bookings day by day against the period before, with their totals."""

from collections.abc import Sequence
from functools import partial

from msgspec import Struct
from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy

from domain.money import minor_digits
from readmodel.sales.answers import By, Period, Sold
from ui import formats
from ui.desk import Desk
from ui.sales.words import BOOKINGS_HEADS, average, changed, points, said
from ui.theme import Face, font, tokens
from ui.widgets.chart import Point, TrendChart
from ui.widgets.legend import Key, Shape
from ui.widgets.panel import ChartPanel
from ui.widgets.tile import Figure, TileBase

_TOTALS = (("bookings", "Bookings"), ("orders", "Orders"), ("average", "Average order"))


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
    # Queries are written on the reader thread, after the window is painted: their language is not imported before.
    from ui.sales import behind

    net, net_before = (sum(part.net for part in parts) for parts in (sold, earlier))
    orders, orders_before = (sum(part.orders for part in parts) for parts in (sold, earlier))
    opens = behind.placed(_whole(sold))
    each, each_before = average(net, orders), average(net_before, orders_before)
    return (
        changed(formats.money(net, currency), net, net_before, opens=opens),
        changed(formats.count(orders), orders, orders_before, opens=opens),
        changed(formats.money(each, currency), each, each_before, opens=opens),
    )


class Total(TileBase):
    """A number of the whole period, without a card of its own, that opens the orders it is made of."""

    def __init__(self, name: str, words: str) -> None:
        super().__init__(f"today_{name}", words)
        self._figure: Figure | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def shown(self) -> Figure | None:
        """What it shows; None until it is known."""
        return self._figure

    def sizeHint(self) -> QSize:
        widths = [QFontMetrics(font(face)).horizontalAdvance(words) for face, words in self._lines()]
        return QSize(max(widths, default=0) + 32, 66)

    def show_figure(self, figure: Figure) -> None:
        """Show a number."""
        self._figure = figure
        self.setAccessibleName(", ".join(part for part in (f"{self.words}: {figure.figure}", figure.change) if part))
        self.updateGeometry()
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        if self.underMouse() or self.hasFocus():
            self.draw_card(painter)
        colours = tokens()
        self.draw_words(painter, self.words, 2, face=Face.BODY)
        if self._figure is not None:
            self.draw_figure(painter, self._figure.figure, 18, colours.text)
            self.draw_words(painter, _change(self._figure), 47, getattr(colours, self._figure.tone or "muted"))
        painter.end()

    def _lines(self) -> list[tuple[Face, str]]:
        figure = self._figure
        if figure is None:
            return [(Face.BODY, self.words)]
        return [(Face.BODY, self.words), (Face.FIGURE, figure.figure), (Face.SMALL, _change(figure))]


def _change(figure: Figure) -> str:
    arrow = "" if figure.rises is None else "▲ " if figure.rises else "▼ "
    behind = " on the period before" if figure.rises is not None else ""
    return f"{arrow}{figure.change}{behind}"


class BookingsPanel(ChartPanel):
    """Totals above, the chart below."""

    def __init__(self, desk: Desk) -> None:
        self._trend = TrendChart("Bookings by day", str)
        self._trend.setObjectName("bookings_chart")
        self._period = Key(Shape.LINE, "bookings_period")
        self._before = Key(Shape.DASHES, "bookings_before")
        super().__init__(desk, "bookings", "Bookings by day", self._trend, BOOKINGS_HEADS, (self._period, self._before))
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 16, 0)
        row.setSpacing(16)
        self._totals = [Total(name, words) for name, words in _TOTALS]
        for total in self._totals:
            total.clicked.connect(partial(self._open, total))
            row.addWidget(total)
        row.addStretch(1)
        self.body.insertLayout(1, row)

    def show_bookings(self, bookings: Shown, currency: str) -> None:
        """Show a period."""
        self._period.tell(bookings.said)
        self._before.tell(bookings.said_before)
        for shown, total in zip(self._totals, bookings.totals, strict=True):
            shown.show_figure(total)
        self._trend.write_values(lambda minor: formats.short_money(minor, currency), 10 ** minor_digits(currency))
        self._trend.show_points(bookings.points)
        self.refresh()

    def _open(self, total: Total) -> None:
        if total.shown is not None and total.shown.opens is not None:
            self._desk.request(total.shown.opens)

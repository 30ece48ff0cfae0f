"""Every mark of every chart and every number, opened in the window: its list counts and adds up to what it says."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLabel, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from domain.orders.commands import RecordPayment
from tests.ui import trading
from tests.ui.sales.test_behind import trade
from ui import formats
from ui.desk import Desk
from ui.table.model import ListModel
from ui.table.table import ListTable
from ui.widgets.marks import Mark, MarksView
from ui.widgets.panel import ChartPanel
from ui.window import Window

ADDED_UP = {
    "bookings_chart": "net",
    "sales_chart": "net",
    "sales_customers": "net",
    "sales_countries": "net",
    "top_customers": "net",
    "open_by_age": "to ship",
    "backlog_by_age": "to ship",
    "to_pay_by_age": "to pay",
    # Their amounts are of some lines of their orders, which is said beside them.
    "sales_products": "",
    "sales_categories": "",
    "top_products": "",
}
"""Every chart, with the sum under its lists that its marks tell."""

NUMBERS = {
    "tile_sales_bookings": "net",
    "tile_sales_orders": "orders",
    "tile_sales_backlog": "to ship",
    "tile_sales_to_pay": "to pay",
    "tile_today_bookings": "net",
    "tile_today_orders": "orders",
}
RATES = {
    "tile_sales_average",
    "tile_sales_filled",
    "tile_sales_on_time",
    "tile_sales_order_to_ship",
    "tile_today_average",
}
"""Numbers that are made of many orders, which they open."""


@pytest.fixture
def traded(desk: Desk, record: Callable[..., Receipt]) -> None:
    """Orders of every kind; one of them is paid twice."""
    trade(desk, record)
    twice = trading.placed(4, on=desk.today() - timedelta(3))
    record(twice, RecordPayment(order_id=twice.order_id, amount=2 * 4 * 1800))
    desk.settings.setValue("sales/span", "custom")
    desk.settings.setValue("sales/custom", f"{desk.today() - timedelta(20)} {desk.today()}")


def shown_page(qtbot: QtBot, window: Window, name: str) -> QWidget:
    page = window.show_page(name)
    qtbot.waitUntil(lambda: any(chart.marks for chart in page.findChildren(MarksView)))
    return page


def listed(qtbot: QtBot, window: Window) -> list[str]:
    """What stands under the list that was opened, once it is added up: the number of its rows, and their sums."""
    assert window.current_page == "orders"
    told = window.findChild(QLabel, "orders_rows")
    assert told is not None

    def words() -> list[str]:
        return (told.toolTip() or told.text()).split(" · ")

    table = window.findChild(ListTable, "orders_table")
    assert table is not None
    model = table.model()
    assert isinstance(model, ListModel)

    def settled() -> bool:
        shown = model.snapshot
        laid = shown is not None and shown.order is not None and shown.view == model.view
        return laid and words()[-1] != "…"

    qtbot.waitUntil(settled)
    return words()


def opened(qtbot: QtBot, window: Window, page: str, press: Callable[[], None]) -> list[str]:
    shown_page(qtbot, window, page)
    press()
    return listed(qtbot, window)


def marks_of(page: QWidget) -> Iterator[tuple[MarksView, int, Mark]]:
    for panel in page.findChildren(ChartPanel):
        for place, mark in enumerate(panel.chart.marks):
            yield panel.chart, place, mark


@pytest.mark.usefixtures("traded")
@pytest.mark.parametrize("page_name", ["today", "sales"])
def test_every_mark_opens_as_many_orders_and_as_much_as_it_says(
    qtbot: QtBot, window: Window, desk: Desk, page_name: str
) -> None:
    page = shown_page(qtbot, window, page_name)
    marks = list(marks_of(page))
    assert {chart.objectName() for chart, _, _ in marks} <= ADDED_UP.keys()
    differing = []
    for chart, place, mark in marks:
        heads = next(panel.heads for panel in page.findChildren(ChartPanel) if panel.chart is chart)
        told = dict(zip(heads, mark.record, strict=True))
        expected = f"{told['Orders']} order{'' if told['Orders'] == '1' else 's'}"

        def press(chart: MarksView = chart, place: int = place) -> None:
            qtbot.keyClick(chart, Qt.Key.Key_Home)
            for _ in range(place):
                qtbot.keyClick(chart, chart.forth)
            qtbot.keyClick(chart, Qt.Key.Key_Return)

        words = opened(qtbot, window, page_name, press)
        sum_of = ADDED_UP[chart.objectName()]
        added_up = [word for word in words if sum_of and word.startswith(f"{sum_of} ")]
        amount = formats.money(round(float(told.get("Amount") or told["Bookings"]) * 100), "EUR")
        exact = [f"{sum_of} {amount}"] if sum_of and told["Orders"] != "0" else []
        if words[0] != expected or added_up != exact:
            differing.append((chart.objectName(), mark.title, expected, exact, words))
    assert differing == []
    assert len(marks) > 30


@pytest.mark.usefixtures("traded")
@pytest.mark.parametrize("page_name", ["today", "sales"])
def test_every_number_opens_what_it_counts(qtbot: QtBot, window: Window, page_name: str) -> None:
    page = shown_page(qtbot, window, page_name)
    tiles = [tile for tile in page.findChildren(QAbstractButton) if tile.objectName().startswith(f"tile_{page_name}_")]
    assert {tile.objectName() for tile in tiles} == {
        name for name in NUMBERS.keys() | RATES if name.startswith(f"tile_{page_name}_")
    }
    for tile in tiles:
        number = tile.accessibleName().split(": ")[1].split(", ")[0]
        words = opened(qtbot, window, page_name, tile.click)
        assert words[0] != "0 orders"
        if tile.objectName() in NUMBERS:
            told = NUMBERS[tile.objectName()]
            assert (f"{number} orders" if told == "orders" else f"{told} {number}") in words


@pytest.mark.usefixtures("traded")
def test_all_orders_come_to_as_much_to_ship_and_to_pay_as_the_page_of_sales_says(qtbot: QtBot, window: Window) -> None:
    sales = shown_page(qtbot, window, "sales")
    told = [sales.findChild(QAbstractButton, f"tile_sales_{name}").accessibleName() for name in ("to_pay", "backlog")]
    to_pay, backlog = (words.split(": ")[1].split(", ")[0] for words in told)
    window.show_page("orders")
    assert {f"to pay {to_pay}", f"to ship {backlog}"} <= set(listed(qtbot, window))

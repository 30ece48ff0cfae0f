"""The Sales page: its period, numbers, charts, and what can be done with a chart."""

import csv
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QFileDialog,
    QLabel,
    QPushButton,
    QTableWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from tests.ui import trading
from tests.ui.sales.conftest import Record, choose, part, show
from ui import formats
from ui.desk import Desk
from ui.intents import ShowPage, Tell
from ui.sales.page import SalesPage
from ui.sales.periods import Against, Span
from ui.theme import tokens
from ui.widgets.figure_tile import FigureTile
from ui.widgets.legend import Key
from ui.widgets.panel import ChartPanel
from ui.widgets.ranking import Ranking
from ui.widgets.tile import Figure


def figure(page: SalesPage, name: str) -> Figure:
    shown = part(page, FigureTile, f"tile_sales_{name}").shown
    assert isinstance(shown, Figure)
    return shown


def test_before_anything_is_sold_it_says_what_will_stand_here(qtbot: QtBot, page: SalesPage) -> None:
    show(qtbot, page)
    assert part(page, QWidget, "sales_state").isVisible()
    assert part(page, QPushButton, "sales_first_new").isVisible()


def test_numbers_stand_beside_those_of_the_period_compared_with(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record
) -> None:
    today = desk.today()
    record(trading.opened(), trading.customer(), trading.product())
    record(trading.placed(3), trading.placed(1), trading.placed(1, on=today - timedelta(1)))
    record(trading.placed(8, on=today - timedelta(365)))
    show(qtbot, page)
    choose(qtbot, page, "sales_period", Span.TODAY)
    assert (figure(page, "bookings").figure, figure(page, "bookings").change) == ("€72.00", "+300%")
    assert (figure(page, "average").figure, figure(page, "average").rises) == ("€36.00", True)
    assert (figure(page, "filled").figure, figure(page, "filled").change) == ("–", "")
    choose(qtbot, page, "sales_against", Against.NOTHING)
    assert {figure(page, name).change for name in ("bookings", "orders", "average", "backlog", "to_pay")} == {""}
    assert page.view is not None
    assert page.view.points[0].before is None


def test_the_choice_is_remembered(qtbot: QtBot, page: SalesPage, desk: Desk, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    show(qtbot, page)
    choose(qtbot, page, "sales_period", Span.QUARTER)
    choose(qtbot, page, "sales_against", Against.LAST_YEAR)
    choose(qtbot, page, "sales_by", "week")
    again = SalesPage(desk)
    qtbot.addWidget(again)
    assert again.picker.choice == page.picker.choice
    assert part(again, QComboBox, "sales_period").currentText() == "This quarter"


def test_a_period_without_orders_offers_the_latest_that_has_some(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record
) -> None:
    long_ago = desk.today() - timedelta(800)
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2, on=long_ago))
    show(qtbot, page)
    assert part(page, QLabel, "sales_note").isVisible()
    qtbot.mouseClick(part(page, QPushButton, "sales_latest"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: figure(page, "bookings").figure == "€36.00")
    assert not part(page, QLabel, "sales_note").isVisible()


def test_a_currency_without_decimals_is_written_without(qtbot: QtBot, page: SalesPage, record: Record) -> None:
    record(trading.opened("JPY"), trading.customer(), trading.product(price="1800"), trading.placed(2))
    show(qtbot, page)
    qtbot.waitUntil(lambda: figure(page, "bookings").figure == "¥3,600")
    assert part(page, Ranking, "sales_customers").marks[0].record[1] == "3600"


def panel_of(page: SalesPage, name: str) -> ChartPanel:
    made = part(page, ChartPanel, name)
    assert isinstance(made, ChartPanel)
    return made


def test_a_chart_is_turned_into_a_table_by_keyboard_and_its_rows_open_the_same(
    qtbot: QtBot, page: SalesPage, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_customers_panel")
    page.activateWindow()
    panel.chart.setFocus()
    qtbot.waitUntil(panel.chart.hasFocus)
    qtbot.keyClick(panel.chart, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    table = part(panel, QTableWidget, "sales_customers_panel_table")
    assert table.isVisible()
    assert [table.horizontalHeaderItem(n).text() for n in range(5)] == [
        "Name",
        "Bookings",
        "Before",
        "Change",
        "Orders",
    ]
    assert [table.item(0, n).text() for n in range(5)] == ["Alfreds Futterkiste", "36.00", "0.00", "", "1"]
    assert table.hasFocus()
    table.selectRow(0)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    assert asked == [panel.chart.marks[0].opens]
    qtbot.keyClick(table, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
    assert panel.chart.isVisible()
    assert panel.chart.hasFocus()


def test_a_chart_is_saved_as_a_file_and_as_a_picture_and_copied(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record, tmp_path: Path
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    choose(qtbot, page, "sales_period", Span.TODAY)
    panel = panel_of(page, "sales_bookings")
    panel.write_csv(tmp_path / "bookings.csv")
    with (tmp_path / "bookings.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.reader(file))
    today = desk.today().isoformat()
    assert rows[0] == ["From", "To", "Bookings", "Orders", "Before", "Orders before"]
    assert rows[1:] == [[today, today, "36.00", "1", "0.00", "0"]]
    panel.write_png(tmp_path / "bookings.png")
    picture = QImage(str(tmp_path / "bookings.png"))
    assert picture.width() == 2 * (panel.chart.width() + 32)
    middle = range(picture.height() // 2, picture.height() // 2 + 40)
    assert len({picture.pixelColor(x, y).name() for x in range(picture.width()) for y in middle}) > 2
    panel.choices["copy"].trigger()
    assert QApplication.clipboard().text().splitlines()[0].split("\t") == rows[0]


def test_the_picture_of_a_chart_behind_its_table_holds_all_of_its_bars(
    qtbot: QtBot, page: SalesPage, record: Record
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_customers_panel")
    one = panel.picture().height()
    panel.show_as(table=True)
    record(trading.customer(trading.BOLID, "BOLID", "Bólido Comidas"), trading.placed(9, by=trading.BOLID))
    qtbot.waitUntil(lambda: len(panel.chart.marks) == 2)
    both = panel.picture()
    bar = panel.chart.sizeHint().height() // 2
    assert both.height() == one + 2 * bar
    last = range(both.height() - 2 * (12 + 7), both.height() - 2 * 12)
    assert len({both.pixelColor(both.width() // 2, y).name() for y in last}) > 1


def test_what_was_saved_of_a_chart_is_told_with_its_place(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record, tmp_path: Path, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_bookings")
    for choice, name in (("csv", "bookings.csv"), ("png", "bookings.png")):
        panel.choices[choice].trigger()
        dialog = part(panel, QFileDialog, "chart_save")
        path = tmp_path / name
        dialog.fileSelected.emit(str(path))
        dialog.close()
        assert path.stat().st_size
        assert asked.pop() == Tell(text=f"Saved as {path}", tone="good")
        qtbot.waitUntil(lambda: panel.findChild(QFileDialog, "chart_save") is None)


@pytest.mark.parametrize(("key", "name"), [(Qt.Key.Key_P, "Alt+P"), (Qt.Key.Key_C, "Alt+C")])
def test_whoever_saves_a_chart_by_key_without_one_in_focus_is_told_what_to_do(
    qtbot: QtBot, page: SalesPage, record: Record, asked: list[object], key: Qt.Key, name: str
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    page.activateWindow()
    page.setFocus()
    qtbot.keyClick(page, key, Qt.KeyboardModifier.AltModifier)
    told = asked.pop()
    assert isinstance(told, Tell)
    assert told.text.startswith(f"Go to a chart with Tab first; then {name} saves it.")
    panel = panel_of(page, "sales_bookings")
    panel.chart.setFocus()
    qtbot.waitUntil(panel.chart.hasFocus)
    qtbot.keyClick(panel.chart, key, Qt.KeyboardModifier.AltModifier)
    assert asked == []
    part(panel, QFileDialog, "chart_save").close()


def test_a_picture_that_can_not_be_written_is_an_error(
    qtbot: QtBot, page: SalesPage, record: Record, tmp_path: Path
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_bookings")
    with pytest.raises(OSError, match=r"bookings\.png"):
        panel.write_png(tmp_path / "missing" / "bookings.png")


def test_every_mark_can_be_read_and_opened_by_keyboard(
    qtbot: QtBot, page: SalesPage, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    ages = part(page, Ranking, "backlog_by_age")
    for mark in ages.marks:
        qtbot.keyClick(ages, Qt.Key.Key_Down)
        assert ages.accessibleDescription() == mark.spoken
    qtbot.keyClick(ages, Qt.Key.Key_Home)
    qtbot.keyClick(ages, Qt.Key.Key_Return)
    assert asked == [ages.marks[0].opens]


def test_a_tile_opens_the_orders_it_is_made_of(
    qtbot: QtBot, page: SalesPage, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    tile = part(page, FigureTile, "tile_sales_backlog")
    qtbot.mouseClick(tile, Qt.MouseButton.LeftButton)
    qtbot.keyClick(tile, Qt.Key.Key_Return)
    assert asked == [ShowPage(page="orders", query="status:open -fulfilment:shipped")] * 2
    assert tile.accessibleName() == "Backlog now: €36.00, none before"


def test_a_long_name_leaves_room_for_its_amount(
    qtbot: QtBot, page: SalesPage, record: Record, asked: list[object]
) -> None:
    name = "Vereinigte Feinkosthandelsgesellschaft zu Hintertupfing und Umgebung " * 2
    record(trading.opened(), trading.customer(name=name.strip()), trading.product(), trading.placed(2))
    page.resize(700, 800)
    show(qtbot, page)
    customers = part(page, Ranking, "sales_customers")
    assert customers.width() < 400
    qtbot.mouseClick(customers, Qt.MouseButton.LeftButton, pos=QPoint(customers.width() - 12, 10))
    assert asked == [customers.marks[0].opens]


def test_the_picture_of_a_chart_says_what_its_lines_stand_for(qtbot: QtBot, page: SalesPage, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_bookings")
    told = [key for key in panel.findChildren(Key) if key.isVisible()]
    assert [key.text() for key in told] == [page.view.said, page.view.said_compared]  # type: ignore[union-attr]

    def head_of(picture: QImage) -> QImage:
        return picture.copy(picture.width() // 2, 0, picture.width() // 2, 64)

    with_legend = head_of(panel.picture())
    assert len({with_legend.pixelColor(x, 41).name() for x in range(with_legend.width())}) > 2
    for key in told:
        key.tell("")
    without = head_of(panel.picture())
    colours = {without.pixelColor(x, y).name() for x in range(without.width()) for y in (30, 41, 50)}
    assert colours == {tokens().surface.lower()}


@pytest.mark.parametrize("name", ["sales_bookings", "sales_customers_panel", "backlog_by_age_panel"])
def test_the_picture_of_a_chart_says_when_and_in_which_currency(
    qtbot: QtBot, page: SalesPage, desk: Desk, record: Record, name: str
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    qtbot.waitUntil(lambda: desk.business().currency == "EUR")
    show(qtbot, page)
    panel = panel_of(page, name)
    said = page.view.said if "by_age" not in name else f"As of {formats.day(desk.today())}"  # type: ignore[union-attr]
    assert panel.about == f"{said} · EUR"

    def second_line() -> set[str]:
        picture = panel.picture().copy(32, 64, 400, 40)
        return {picture.pixelColor(x, y).name() for x in range(picture.width()) for y in range(picture.height())}

    assert len(second_line()) > 2
    panel.about = " "
    assert second_line() == {tokens().surface.lower()}


def test_a_ranking_says_what_its_ticks_stand_for(qtbot: QtBot, page: SalesPage, desk: Desk, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    choose(qtbot, page, "sales_period", Span.TODAY)
    key = part(page, Key, "sales_customers_before")
    assert key.isHidden()
    record(trading.placed(1, on=desk.today() - timedelta(1)))
    qtbot.waitUntil(key.isVisible)
    assert key.text() == page.view.said_compared  # type: ignore[union-attr]


def test_all_charts_are_turned_into_tables_from_beside_them(qtbot: QtBot, page: SalesPage, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    page.activateWindow()
    page.setFocus()
    panels = page.findChildren(ChartPanel)
    for as_table in (True, False):
        qtbot.keyClick(page, Qt.Key.Key_T, Qt.KeyboardModifier.AltModifier)
        assert [panel.as_table for panel in panels] == [as_table] * 7
        assert [panel.chart.isVisible() for panel in panels] == [not as_table] * 7


def test_the_columns_of_a_course_stand_together(qtbot: QtBot, page: SalesPage, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    panel = panel_of(page, "sales_bookings")
    panel.show_as(table=True)
    table = part(panel, QTableWidget, "sales_bookings_table")
    assert table.columnWidth(0) == table.columnWidth(1)
    assert table.columnWidth(0) < table.width() // 4

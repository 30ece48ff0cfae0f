"""The Today page: tiles, bookings, and who and what is in front."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from tests.ui import trading
from tests.ui.conftest import Watch
from ui.desk import Desk
from ui.intents import LoadSamples, NewRecord, ShowPage
from ui.theme import Theme
from ui.today.page import TILES, TodayPage
from ui.widgets.chart import TrendChart
from ui.widgets.ranking import Ranking
from ui.widgets.tile import Tile

Record = Callable[..., Receipt]


@pytest.fixture
def page(qtbot: QtBot, desk: Desk, theme: Theme) -> Iterator[TodayPage]:
    made = TodayPage(desk)
    qtbot.addWidget(made)
    made.resize(1000, 900)
    yield made
    made.hide()


def show(qtbot: QtBot, page: TodayPage) -> None:
    page.show()
    qtbot.waitUntil(lambda: page.overview is not None)


def find(page: QWidget, kind: type, name: str) -> QWidget:
    found: QWidget | None = page.findChild(kind, name)
    assert found is not None, name
    return found


def tile(page: TodayPage, name: str) -> Tile:
    found = find(page, Tile, f"tile_{name}")
    assert isinstance(found, Tile)
    return found


def test_days_that_can_not_be_meant_are_the_usual_ones(qtbot: QtBot, desk: Desk, theme: Theme) -> None:
    for damaged in ("abc", "999999999"):
        desk.settings.setValue("today/days", damaged)
        made = TodayPage(desk)
        qtbot.addWidget(made)
        assert find(made, QPushButton, "period_30").isChecked()  # type: ignore[attr-defined]


def test_a_new_day_is_another_date_and_other_work(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    tomorrow = desk.today() + timedelta(days=1)
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(due_on=desk.today()))
    show(qtbot, page)
    qtbot.waitUntil(lambda: tile(page, "due_today").number == 1)
    monkeypatch.setattr(desk, "today", lambda: tomorrow)
    desk.day_turned.emit()
    qtbot.waitUntil(lambda: tile(page, "late").number == 1 and tile(page, "due_today").number == 0)


def test_a_page_that_can_not_be_read_says_so_and_is_read_once_it_can_be(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, monkeypatch: pytest.MonkeyPatch, watch: Watch
) -> None:
    def broken(*_: object) -> None:
        raise OSError("the disk is gone")

    record(trading.opened(), trading.customer(), trading.product(), trading.placed())
    page._again.setInterval(20)
    with monkeypatch.context() as trouble:
        trouble.setattr("ui.today.page.overview", broken)
        page.show()
        state = find(page, QWidget, "today_trouble")
        qtbot.waitUntil(lambda: state.isVisible() and "could not be read" in state.accessibleName())
    qtbot.waitUntil(lambda: page.overview is not None and not state.isVisible())
    watch.expect("Today could not be read")


def test_an_empty_store_offers_the_first_steps(qtbot: QtBot, page: TodayPage, asked: list[object]) -> None:
    show(qtbot, page)
    assert find(page, QWidget, "welcome").isVisible()
    qtbot.mouseClick(find(page, QPushButton, "welcome_customer"), Qt.MouseButton.LeftButton)
    qtbot.mouseClick(find(page, QPushButton, "welcome_samples"), Qt.MouseButton.LeftButton)
    assert asked == [NewRecord("customer"), LoadSamples()]


def test_the_currency_is_chosen_once(qtbot: QtBot, page: TodayPage, desk: Desk) -> None:
    show(qtbot, page)
    box = page.findChild(QComboBox, "welcome_currency")
    assert box is not None
    box.setCurrentIndex(box.findData("CHF"))
    qtbot.mouseClick(find(page, QPushButton, "welcome_open"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: desk.business().currency == "CHF")
    assert not box.isVisible()
    said = page.findChild(QLabel, "welcome_business")
    assert said is not None
    assert said.text().startswith("Amounts are in CHF")


def test_the_first_thing_recorded_ends_the_welcome(qtbot: QtBot, page: TodayPage, desk: Desk) -> None:
    show(qtbot, page)
    desk.send(trading.customer())
    qtbot.waitUntil(lambda: not find(page, QWidget, "welcome").isVisible())
    assert find(page, QWidget, "today_sheet").isVisible()


def test_tiles_count_the_work_that_waits(qtbot: QtBot, page: TodayPage, desk: Desk, record: Record) -> None:
    today = desk.today()
    record(trading.opened(), trading.customer(), trading.product(), trading.received(5))
    record(trading.placed(2, due_on=today), trading.placed(2, due_on=today - timedelta(3)), trading.placed(4))
    show(qtbot, page)
    shown = {name: tile(page, name).number for name, _, _, _ in TILES}
    # The third order gets one of its four; the rest waits.
    assert shown == {
        "late": 1,
        "due_today": 1,
        "to_ship": 3,
        "backordered": 1,
        "unpaid": 3,
        "low_stock": 1,
        "drafts": 0,
    }


@pytest.mark.parametrize(("name", "words", "tone", "where"), TILES)
def test_a_tile_opens_the_list_it_counts(
    qtbot: QtBot, page: TodayPage, record: Record, asked: list[object], name: str, words: str, tone: str, where: str
) -> None:
    record(trading.customer())
    show(qtbot, page)
    assert tile(page, name).accessibleName().startswith(words)
    qtbot.mouseClick(tile(page, name), Qt.MouseButton.LeftButton)
    assert asked == [ShowPage(page=where, view=name)]


def test_bookings_stand_against_the_period_before(qtbot: QtBot, page: TodayPage, desk: Desk, record: Record) -> None:
    today = desk.today()
    record(trading.opened(), trading.customer(), trading.product())
    record(trading.placed(3, on=today), trading.placed(1, on=today - timedelta(40)))
    show(qtbot, page)
    assert page.overview is not None
    bookings = page.overview.bookings
    assert bookings is not None
    assert len(bookings.points) == 30
    assert [total.figure for total in bookings.totals] == ["€54.00", "1", "€54.00"]
    assert (bookings.totals[0].change, bookings.totals[0].tone) == ("+200%", "good")
    assert bookings.points[-1].value == 5400
    assert page.overview.note == ""


def test_nothing_to_compare_with_is_neither_good_nor_bad(qtbot: QtBot, page: TodayPage, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(3))
    show(qtbot, page)
    assert page.overview is not None
    assert page.overview.bookings is not None
    assert {(total.change, total.tone) for total in page.overview.bookings.totals} == {("none before", "")}


def test_open_orders_stand_by_their_age(qtbot: QtBot, page: TodayPage, desk: Desk, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    record(trading.placed(1), trading.placed(2, on=desk.today() - timedelta(9)))
    show(qtbot, page)
    ages = page.findChild(Ranking, "open_by_age")
    assert ages is not None
    assert [(bar.name, bar.written, bar.note) for bar in ages.marks] == [
        ("0–2 days", "18.00", "1 order"),
        ("3–7 days", "0.00", "0 orders"),
        ("8–30 days", "36.00", "1 order"),
        ("Over 30 days", "0.00", "0 orders"),
    ]


def test_when_the_last_days_hold_nothing_the_latest_that_do_are_shown_and_it_says_so(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record
) -> None:
    long_ago = desk.today() - timedelta(400)
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1, on=long_ago))
    show(qtbot, page)
    assert page.overview is not None
    assert page.overview.period is not None
    assert page.overview.period.last == long_ago
    note = page.findChild(QLabel, "today_note")
    assert note is not None
    assert note.isVisible()
    assert "No orders in the last 30 days" in note.text()


def test_another_period_can_be_chosen_and_is_remembered(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, theme: Theme
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(1))
    show(qtbot, page)
    qtbot.mouseClick(find(page, QPushButton, "period_7"), Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: page.overview is not None and len(page.overview.bookings.points) == 7)  # type: ignore[union-attr]
    again = TodayPage(desk)
    qtbot.addWidget(again)
    button = again.findChild(QPushButton, "period_7")
    assert button is not None
    assert button.isChecked()


def chart_of(page: TodayPage) -> TrendChart:
    found = page.findChild(TrendChart, "bookings_chart")
    assert found is not None
    return found


def chart_in_front(qtbot: QtBot, page: TodayPage, record: Record) -> TrendChart:
    """The chart of a day with an order, in the window that has the keyboard."""
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    page.activateWindow()
    return chart_of(page)


def test_the_chart_is_read_and_opened_by_keyboard(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    chart = chart_of(page)
    qtbot.keyClick(chart, Qt.Key.Key_End)
    assert "€36.00 in 1 order" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Left)
    assert "€0.00 in 0 orders" in chart.accessibleDescription()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    day = desk.today() - timedelta(1)
    assert asked == [ShowPage(page="orders", query=f"placed:{day} -status:draft,cancelled")]


def test_the_chart_is_read_and_opened_by_mouse(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2))
    show(qtbot, page)
    chart = chart_of(page)
    place = QPoint(round(chart.point_x(29)), chart.height() // 2)
    qtbot.mouseMove(chart, place)
    qtbot.mouseClick(chart, Qt.MouseButton.LeftButton, pos=place)
    assert chart.cursor_index == 29
    assert asked == [ShowPage(page="orders", query=f"placed:{desk.today()} -status:draft,cancelled")]


def test_what_is_read_of_a_mark_goes_with_escape_and_with_the_focus(
    qtbot: QtBot, page: TodayPage, record: Record
) -> None:
    chart = chart_in_front(qtbot, page, record)
    for key in (Qt.Key.Key_Escape, Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
        chart.setFocus()
        qtbot.waitUntil(chart.hasFocus)
        qtbot.keyClick(chart, Qt.Key.Key_End)
        assert chart.cursor_index == 29
        qtbot.keyClick(chart, key)
        assert chart.cursor_index is None
        assert chart.accessibleDescription() == ""


def test_whoever_comes_back_from_what_is_behind_a_mark_goes_on_where_they_were(
    qtbot: QtBot, page: TodayPage, record: Record
) -> None:
    chart = chart_in_front(qtbot, page, record)
    chart.setFocus()
    qtbot.waitUntil(chart.hasFocus)
    qtbot.keyClick(chart, Qt.Key.Key_End)
    page.hide()
    page.show()
    assert chart.cursor_index == 29


def test_the_best_customers_and_products_are_ranked_and_opened(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record, asked: list[object]
) -> None:
    record(trading.opened(), trading.customer(), trading.customer(trading.BOLID, "BOLID", "Bólido"), trading.product())
    record(trading.placed(1), trading.placed(5, by=trading.BOLID))
    show(qtbot, page)
    customers = page.findChild(Ranking, "top_customers")
    products = page.findChild(Ranking, "top_products")
    assert customers is not None
    assert products is not None
    assert [bar.name for bar in customers.marks] == ["Bólido", "Alfreds Futterkiste"]
    qtbot.keyClick(customers, Qt.Key.Key_Down)
    assert "€90.00 in 1 order" in customers.accessibleDescription()
    qtbot.keyClick(customers, Qt.Key.Key_Return)
    qtbot.mouseClick(products, Qt.MouseButton.LeftButton, pos=QPoint(20, 10))
    days = f"placed:{desk.today() - timedelta(29)}..{desk.today()} -status:draft,cancelled"
    assert asked == [
        ShowPage(page="orders", query=f"{days} customer:BOLID"),
        ShowPage(page="orders", query=f"{days} product:CHAI"),
    ]


def test_orders_that_come_in_are_shown_while_one_looks(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record
) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    show(qtbot, page)
    desk.send(trading.placed(1))
    qtbot.waitUntil(lambda: tile(page, "unpaid").number == 1)
    desk.send(trading.placed(1))
    qtbot.waitUntil(lambda: tile(page, "unpaid").number == 2)


def test_a_hidden_page_reads_nothing_until_it_is_shown(
    qtbot: QtBot, page: TodayPage, desk: Desk, record: Record
) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    show(qtbot, page)
    page.hide()
    with qtbot.waitSignal(desk.changed):
        desk.send(trading.placed(1))
    assert tile(page, "unpaid").number == 0
    page.show()
    qtbot.waitUntil(lambda: tile(page, "unpaid").number == 1)

"""“Go to…”: a row, a number or a date."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit
from pytestqt.qtbot import QtBot

import main
from tests.ui.table.conftest import MANY, Carry, cell, model_of
from tests.ui.trading import customer, opened, placed, product
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.orders.page import OrdersPage
from ui.table.going import GoTo
from ui.table.page import ListPage
from ui.theme import Theme, row_height
from ui.window import Window

FIRST = date(2026, 1, 1)


def go_to(qtbot: QtBot, page: ListPage, text: str) -> None:
    """A text and Enter."""
    qtbot.waitUntil(lambda: page.table.findChild(GoTo) is None)
    page.table.open_goto()
    qtbot.waitUntil(lambda: page.table.findChild(GoTo) is not None)
    field = page.table.findChild(QLineEdit, "goto_field")
    qtbot.keyClicks(field, text)
    qtbot.keyClick(field, Qt.Key.Key_Return)


def complaint(page: ListPage) -> str:
    """What is said beside the field."""
    found = page.table.findChild(QLabel, "goto_error")
    return "" if found is None else found.text()


def test_a_row_is_gone_to_by_its_number(qtbot: QtBot, page: CustomersPage) -> None:
    go_to(qtbot, page, "400")
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 399)
    qtbot.waitUntil(lambda: cell(page, 399) == "C0400")
    qtbot.waitUntil(lambda: page.table.findChild(GoTo) is None)


def test_a_row_that_was_out_of_sight_comes_to_stand_in_the_middle(qtbot: QtBot, page: CustomersPage) -> None:
    table = page.table

    def row_middle(rank: int) -> int:
        return int(table.visualRect(model_of(page).index(rank, 0)).center().y())

    for wanted in (300, 100):
        go_to(qtbot, page, str(wanted))
        qtbot.waitUntil(lambda wanted=wanted: table.currentIndex().row() == wanted - 1)
        assert abs(row_middle(wanted - 1) - table.viewport().height() / 2) <= row_height()
    before = table.verticalScrollBar().value()
    go_to(qtbot, page, "103")
    qtbot.waitUntil(lambda: table.currentIndex().row() == 102)
    assert table.verticalScrollBar().value() == before


def test_a_record_is_gone_to_by_its_code(qtbot: QtBot, page: CustomersPage) -> None:
    go_to(qtbot, page, "c0333")
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 332)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (str(MANY + 1), "There are rows 1 to 450."),
        ("0", "There are rows 1 to 450."),
        ("nobody", "There is no nobody here. Type a row from 1 to 450."),
    ],
)
def test_what_is_not_there_is_said(qtbot: QtBot, page: CustomersPage, text: str, said: str) -> None:
    go_to(qtbot, page, text)
    qtbot.waitUntil(lambda: complaint(page) == said)
    qtbot.keyClick(page.table.findChild(QLineEdit, "goto_field"), Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: page.table.findChild(GoTo) is None)


def test_what_is_typed_after_a_complaint_takes_the_place_of_what_was_wrong(qtbot: QtBot, page: CustomersPage) -> None:
    go_to(qtbot, page, "nobody")
    qtbot.waitUntil(lambda: bool(complaint(page)))
    field = page.table.findChild(QLineEdit, "goto_field")
    assert field is not None
    qtbot.keyClicks(field, "300")
    assert field.text() == "300"
    assert page.table.findChild(QLabel, "goto_error").isHidden()
    qtbot.keyClick(field, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 299)


def test_a_record_that_other_filters_show_is_told_of(qtbot: QtBot, page: CustomersPage) -> None:
    page.show_query("customer 0001")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 1)
    go_to(qtbot, page, "C0002")
    qtbot.waitUntil(lambda: "not among these rows" in complaint(page))


@pytest.mark.parametrize("falls", [True, False])
@pytest.mark.parametrize("sort", ["placed_at", "due_on"])
def test_a_date_is_gone_to_in_a_list_sorted_by_dates(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry, sort: str, falls: bool
) -> None:
    days = [FIRST + timedelta(days=n) for n in range(0, 40, 2)]
    record(opened(), customer(), product(), *(placed(on=day, due_on=day) for day in days for _ in range(2)))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 40)
    with qtbot.waitSignal(page.table.model().reordered):
        page.table.head.sort_asked.emit(sort, falls)
    # A day that nothing was placed on: the next one in the order of the list.
    wanted = FIRST + timedelta(days=15)
    go_to(qtbot, page, wanted.isoformat())
    before = sum(2 for day in days if (day > wanted if falls else day < wanted))
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == before)
    go_to(qtbot, page, "tomorrow-ish")
    qtbot.waitUntil(lambda: complaint(page).startswith("Not a date"))


def test_ctrl_g_goes_to_a_row_of_the_page_in_front(qtbot: QtBot, customers: None, window: Window) -> None:
    page = window.show_page("customers")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == MANY)
    window.actions_["edit.goto"].trigger()
    assert window.actions_["edit.goto"].shortcut().toString() == "Ctrl+G"
    qtbot.waitUntil(lambda: page.table.findChild(GoTo) is not None)
    page.table.findChild(GoTo).close()

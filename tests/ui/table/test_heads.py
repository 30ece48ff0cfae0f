"""The heads of columns, by mouse and by key."""

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from tests.ui.table.conftest import MANY, cell, laid_out, model_of
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.orders.detail_lines import DetailLines
from ui.pipeline.events import EventsList
from ui.table.header import TableHeader
from ui.theme import Theme

ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def press(head: TableHeader, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key on the heads."""
    QTest.keyClick(head, key, modifiers)


def names(page: CustomersPage) -> list[str]:
    """The columns as they stand, from left to right."""
    return [model_of(page).columns[section].name for section in page.table.head.shown_sections()]


def test_a_list_is_sorted_by_key(qtbot: QtBot, page: CustomersPage) -> None:
    head = page.table.head
    press(head, Qt.Key.Key_Left)
    press(head, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: cell(page, 0) == "C0001")
    press(head, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: laid_out(page) and cell(page, 0) == f"C{MANY:04}")
    assert head.accessibleDescription() == "Code"


def test_of_two_columns_in_one_order_only_the_first_that_is_to_be_seen_says_so(
    qtbot: QtBot, desk: Desk, theme: Theme
) -> None:
    events = EventsList(desk)
    qtbot.addWidget(events)
    events.resize(900, 300)
    events.show()
    events.table.show()
    head = events.table.head

    def arrows() -> list[str]:
        titles = [str(events.model.headerData(section, Qt.Orientation.Horizontal)) for section in range(head.count())]
        return [title for title in titles if title[-1] in "↑↓"]

    assert arrows() == ["Position ↓"]
    head.moveSection(head.visualIndex(1), 0)
    assert arrows() == ["Recorded ↓"]
    head.moveSection(head.visualIndex(1), 1)
    assert arrows() == ["Position ↓"]
    head._show_section(0, False)
    assert arrows() == ["Recorded ↓"]
    head.show_sort("recorded", False)
    assert arrows() == ["Recorded ↑"]


def test_keys_go_through_the_rows_of_a_list_whose_first_column_is_hidden(qtbot: QtBot, page: CustomersPage) -> None:
    table = page.table
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    table.head._show_section(0, False)
    qtbot.keyClick(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 2
    qtbot.keyClick(table, Qt.Key.Key_End)
    last = model_of(page).index(MANY - 1, 1)
    qtbot.waitUntil(lambda: table.viewport().rect().intersects(table.visualRect(last)))
    qtbot.keyClick(table, Qt.Key.Key_Up)
    assert table.currentIndex().row() == MANY - 2
    page.show_query("customer 004")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 11 and table.currentIndex().row() == 0)
    qtbot.keyClick(table, Qt.Key.Key_PageDown)
    assert table.currentIndex().row() > 1


@pytest.mark.parametrize("width", [70, 50])
@pytest.mark.parametrize("name", ["name", "turnover"])
def test_where_there_is_no_room_for_a_title_its_arrow_is_seen_all_the_same(
    page: CustomersPage, name: str, width: int
) -> None:
    head = page.table.head
    section = next(n for n, column in enumerate(model_of(page).columns) if column.name == name)
    head.moveSection(head.visualIndex(section), 0)

    def seen(sort: str, *, falls: bool) -> QImage:
        head.show_sort(sort, falls)
        head.resizeSection(section, width)
        place = QRect(head.sectionViewportPosition(section), 0, width, head.height())
        return head.viewport().grab(place).toImage()

    falling, rising, unsorted = seen(name, falls=True), seen(name, falls=False), seen("code", falls=False)
    assert falling != rising
    assert unsorted not in (falling, rising)
    assert rising == seen(name, falls=False)


def test_columns_are_moved_and_sized_by_key(page: CustomersPage) -> None:
    head = page.table.head
    assert names(page)[:2] == ["code", "name"]
    press(head, Qt.Key.Key_Right, ALT)
    assert names(page)[:2] == ["name", "code"]
    before = head.sectionSize(0)
    press(head, Qt.Key.Key_Right, CTRL)
    assert head.sectionSize(0) > before
    press(head, Qt.Key.Key_Left, CTRL)
    assert head.sectionSize(0) == before


@pytest.mark.parametrize(
    ("key", "held"), [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, SHIFT)], ids=["menu", "f10"]
)
def test_columns_are_chosen_by_key(page: CustomersPage, key: Qt.Key, held: Qt.KeyboardModifier) -> None:
    press(page.table.head, key, held)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.objectName() == "column_menu"
    menu.close()


def test_down_goes_from_the_heads_to_the_rows(qtbot: QtBot, page: CustomersPage) -> None:
    page.activateWindow()
    page.table.head.setFocus()
    qtbot.waitUntil(lambda: page.table.head.hasFocus())
    press(page.table.head, Qt.Key.Key_Down)
    assert QApplication.focusWidget() is page.table


def test_a_double_click_on_a_border_fits_what_is_in_sight(qtbot: QtBot, page: CustomersPage) -> None:
    head, section = page.table.head, 0
    head.resizeSection(section, 240)
    border = QPoint(head.sectionViewportPosition(section) + 239, head.height() // 2)
    qtbot.mouseMove(head.viewport(), border)
    qtbot.mouseDClick(head.viewport(), Qt.MouseButton.LeftButton, pos=border)
    # Nothing but rows at hand was looked at: no page was asked for on behalf of it.
    assert 40 <= head.sectionSize(section) < 120


def test_columns_go_back_to_how_they_were_at_first(qtbot: QtBot, desk: Desk, theme: Theme, page: CustomersPage) -> None:
    head = page.table.head
    first, width = names(page), head.sectionSize(1)
    head.moveSection(0, 2)
    head.resizeSection(1, 333)
    head.setSectionHidden(3, True)
    head.forget_layout()
    assert names(page) == first
    assert head.sectionSize(1) == width


def test_a_column_that_asks_for_a_wide_table_is_left_out_of_a_narrow_one_unless_it_was_chosen(
    qtbot: QtBot, desk: Desk, theme: Theme
) -> None:
    lines = DetailLines(desk)
    qtbot.addWidget(lines)
    head = lines.table.head
    price = next(n for n, column in enumerate(lines.model.columns) if column.name == "unit_price")
    lines.show()
    lines.table.show()
    for width, hidden in ((400, True), (700, False), (400, True)):
        lines.resize(width, 200)
        qtbot.waitUntil(lambda hidden=hidden: head.isSectionHidden(price) is hidden)
    head._show_section(price, True)
    lines.resize(380, 200)
    qtbot.waitUntil(lambda: lines.table.width() == 380)
    assert not head.isSectionHidden(price)

"""Chips: taken away, changed and added, with the mouse and with the keyboard."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QCheckBox, QComboBox, QLineEdit, QListWidget, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.filters.conftest import Book
from ui import formats
from ui.desk import Desk
from ui.filters.bar import QueryBar
from ui.filters.popover import FilterPopover
from ui.orders.page import OrdersPage
from ui.query.writing import write

Shows = Callable[..., None]
Said = Callable[[], list[str]]


def popover() -> FilterPopover:
    found = QApplication.activePopupWidget()
    assert isinstance(found, FilterPopover)
    return found


def part(kind: type, name: str) -> QWidget:
    found: QWidget | None = popover().findChild(kind, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, kind: type, name: str) -> None:
    widget = part(kind, name)
    assert isinstance(widget, (QPushButton, QCheckBox))
    widget.click()


def write_into(qtbot: QtBot, name: str, text: str) -> None:
    field = part(QLineEdit, name)
    assert isinstance(field, QLineEdit)
    field.selectAll()
    qtbot.keyClicks(field, text)


def _comparison_box(field: str) -> QComboBox:
    found = part(QComboBox, f"filter_{field}_comparison")
    assert isinstance(found, QComboBox)
    return found


def comparison(field: str) -> str:
    return _comparison_box(field).currentText()


def value(field: str) -> str:
    found = part(QLineEdit, f"filter_{field}_value")
    assert isinstance(found, QLineEdit)
    return found.text()


def compare(field: str, words: str) -> None:
    """Choose another comparison."""
    box = _comparison_box(field)
    box.setCurrentText(words)
    box.activated.emit(box.currentIndex())


def _complaint() -> str:
    editor = popover().editor
    assert editor is not None
    return editor.error.text()


def closed(qtbot: QtBot) -> None:
    popover().close()
    qtbot.waitUntil(lambda: QApplication.activePopupWidget() is None)
    QApplication.processEvents()


def add(qtbot: QtBot, bar: QueryBar, title: str) -> None:
    bar.add.click()
    fields = popover().fields
    assert fields is not None
    fields.setCurrentItem(fields.findItems(title, Qt.MatchFlag.MatchExactly)[0])
    qtbot.keyClick(fields, Qt.Key.Key_Return)
    assert popover().editor is not None


def test_a_chip_is_taken_away_by_its_cross(page: OrdersPage, bar: QueryBar, book: Book, shows: Shows) -> None:
    page.show_query("status:cancelled total:>20")
    shows(book.cancelled)
    bar.chips[0].remove.click()
    shows(book.cancelled, book.due_today, book.large)
    assert [chip.text for chip in bar.chips] == ["Total: over 20"]


def test_chips_are_taken_away_by_key_and_the_focus_goes_on(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    page.show_query("status:open total:>20 due:today")
    bar.chips[1].words.setFocus()
    qtbot.keyClick(bar.chips[1].words, Qt.Key.Key_Delete)
    assert [chip.text for chip in bar.chips] == ["Status: Open", "Due: today"]
    assert bar.chips[1].words.hasFocus()
    qtbot.keyClick(bar.chips[1].words, Qt.Key.Key_Backspace)
    qtbot.keyClick(bar.chips[0].words, Qt.Key.Key_Delete)
    assert bar.chips == []
    assert bar.search.hasFocus()


def test_tab_goes_from_the_box_along_the_chips_to_the_button_that_adds_one(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar
) -> None:
    page.show_query("status:open total:>20")
    qtbot.waitUntil(lambda: bar.chips[1].words.isVisible())
    bar.search.setFocus()
    for stop in (bar.chips[0].words, bar.chips[1].words, bar.add, bar.columns):
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
        assert QApplication.focusWidget() is stop


def test_backspace_in_front_of_the_text_takes_the_last_chip_back_for_typing(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows
) -> None:
    page.show_query("status:cancelled")
    shows(book.cancelled)
    bar.search.setFocus()
    qtbot.keyClick(bar.search, Qt.Key.Key_Backspace)
    assert (bar.search.text(), bar.chips) == ("status:cancelled", [])
    shows(book.cancelled)


def test_choices_are_checked_in_a_list_and_count_at_once(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    page.show_query("status:cancelled")
    qtbot.keyClick(bar.chips[0].words, Qt.Key.Key_Return)
    click(qtbot, QCheckBox, "filter_status_open")
    shows(*book.all)
    assert said() == ["Status: Open or Cancelled"]
    click(qtbot, QCheckBox, "filter_status_cancelled")
    click(qtbot, QCheckBox, "filter_exclude")
    assert said() == ["Status: not Open"]
    shows(book.cancelled)
    qtbot.keyClick(popover(), Qt.Key.Key_Escape)
    assert QApplication.activePopupWidget() is None


def test_unchecking_the_last_choice_takes_the_chip_away(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    page.show_query("status:cancelled")
    bar.chips[0].words.click()
    click(qtbot, QCheckBox, "filter_status_cancelled")
    assert bar.chips == []
    click(qtbot, QCheckBox, "filter_status_closed")
    assert [chip.text for chip in bar.chips] == ["Status: Closed"]
    popover().close()


def test_dates_are_chosen_by_name_or_from_day_to_day(
    qtbot: QtBot, bar: QueryBar, book: Book, desk: Desk, shows: Shows, said: Said
) -> None:
    add(qtbot, bar, "Placed")
    click(qtbot, QPushButton, "filter_placed_last30days")
    assert write(bar.query) == "placed:last30days"
    shows(book.due_today, book.large, book.cancelled)
    since, until = desk.today() - timedelta(50), desk.today() - timedelta(20)
    compare("placed", "Between")
    write_into(qtbot, "filter_placed_value", formats.day(since))
    write_into(qtbot, "filter_placed_other", formats.day(until))
    assert write(bar.query) == f"placed:{since.isoformat()}..{until.isoformat()}"
    shows(book.late)
    popover().close()
    assert said() == [f"Placed: {formats.day(since)} – {formats.day(until)}"]


def test_a_date_that_is_none_is_told_beside_it_and_changes_nothing(qtbot: QtBot, bar: QueryBar) -> None:
    add(qtbot, bar, "Due")
    click(qtbot, QPushButton, "filter_due_before_today")
    write_into(qtbot, "filter_due_value", "soon")
    assert _complaint().startswith("‘soon’ is not a date; write it like 11/30/2026")
    assert write(bar.query) == "due:<today"
    click(qtbot, QCheckBox, "filter_due_none")
    assert write(bar.query) == "due:none,<today"
    popover().close()


def test_amounts_lie_between_two_either_of_which_may_be_left_open(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    add(qtbot, bar, "Total")
    compare("total", "Between")
    write_into(qtbot, "filter_total_value", "36")
    assert said() == ["Total: at least 36"]
    shows(book.due_today, book.large, book.cancelled)
    write_into(qtbot, "filter_total_other", "1,000.00")
    shows(book.due_today, book.cancelled)
    assert write(bar.query) == "total:36..1000"
    write_into(qtbot, "filter_total_other", "10")
    assert _complaint() == "Total goes from the smaller to the larger."
    assert write(bar.query) == "total:36..1000"
    closed(qtbot)
    bar.chips[0].words.click()
    assert comparison("total") == "Between"
    assert part(QLineEdit, "filter_total_other").text() == "1,000"  # type: ignore[attr-defined]
    popover().close()


@pytest.mark.parametrize("field", ["total", "lines", "due", "placed"])
@pytest.mark.parametrize("written", ["{}:>{}", "{}:>={}", "{}:<{}", "{}:<={}", "{}:{}", "{}:{}..{}"])
def test_an_editor_says_and_keeps_the_comparison_of_its_chip(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, said: Said, field: str, written: str
) -> None:
    dates = field in ("due", "placed")
    first, second, third = ("2026-11-28", "2026-11-29", "2026-11-30") if dates else ("500", "600", "700")
    page.show_query(written.format(field, first, third))
    bar.chips[0].words.click()
    words = bar.chips[0].text.split(": ")[1]
    between, equal = ".." in written, written == "{}:{}"
    if between or equal:
        assert comparison(field) == ("Between" if between else "Exactly")
    else:
        assert words.startswith(comparison(field).lower() + " ")
    assert part(QLineEdit, f"filter_{field}_other").isVisible() == between
    shown = part(QLineEdit, f"filter_{field}_value")
    assert isinstance(shown, QLineEdit)
    assert shown.text() in words
    write_into(qtbot, f"filter_{field}_value", shown.text())
    assert write(bar.query) == written.format(field, first, third)
    write_into(qtbot, f"filter_{field}_value", formats.day(date.fromisoformat(second)) if dates else second)
    assert write(bar.query) == written.format(field, second, third)
    popover().close()


def test_another_comparison_takes_effect_at_once(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    page.show_query("total:>36")
    shows(book.large, book.cancelled)
    bar.chips[0].words.click()
    for words, chip, orders in (
        ("At least", "Total: at least 36", (book.due_today, book.large, book.cancelled)),
        ("Exactly", "Total: 36", (book.due_today,)),
        ("Under", "Total: under 36", (book.late,)),
        ("At most", "Total: at most 36", (book.late, book.due_today)),
        ("Over", "Total: over 36", (book.large, book.cancelled)),
    ):
        compare("total", words)
        assert said() == [chip]
        shows(*orders)
    popover().close()


def test_a_stretch_of_days_is_told_by_its_button_and_in_words(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    page.show_query("due:<today")
    bar.chips[0].words.click()
    button = part(QPushButton, "filter_due_before_today")
    assert isinstance(button, QPushButton)
    assert button.isChecked()
    assert (comparison("due"), value("due")) == ("Before", "today")
    click(qtbot, QPushButton, "filter_due_thisweek")
    assert not button.isChecked()
    assert (comparison("due"), value("due")) == ("Exactly", "this week")
    compare("due", "After")
    assert write(bar.query) == "due:>thisweek"
    popover().close()


def test_tab_goes_through_an_editor_of_dates_as_it_stands(qtbot: QtBot, bar: QueryBar) -> None:
    add(qtbot, bar, "Due")
    assert part(QPushButton, "filter_due_before_today").hasFocus()
    qtbot.waitUntil(part(QCheckBox, "filter_exclude").isVisible)
    names = []
    for _ in range(12):
        names.append(QApplication.focusWidget().objectName().removeprefix("filter_"))
        qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Tab)
    popover().close()
    assert names == [
        *(f"due_{name}" for name in ("before_today", "today", "tomorrow", "thisweek", "nextweek", "thismonth")),
        *(f"due_{name}" for name in ("next7days", "comparison", "value", "other", "none")),
        "exclude",
    ]


def test_customers_are_looked_up_and_checked(qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said) -> None:
    add(qtbot, bar, "Customer")
    values = part(QListWidget, "filter_customer_values")
    assert isinstance(values, QListWidget)
    qtbot.waitUntil(lambda: values.count() == 2)
    write_into(qtbot, "filter_customer_text", "boli")
    qtbot.waitUntil(lambda: values.count() == 1)
    qtbot.keyClick(part(QLineEdit, "filter_customer_text"), Qt.Key.Key_Return)
    shows(book.large)
    qtbot.waitUntil(lambda: values.count() == 2)
    values.item(0).setCheckState(Qt.CheckState.Checked)
    values.item(1).setCheckState(Qt.CheckState.Checked)
    shows(*book.all)
    popover().close()
    assert said() == ["Customer: BOLID or ALFKI"]


def test_a_text_without_values_to_look_up_is_typed(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    add(qtbot, bar, "Note")
    write_into(qtbot, "filter_note_text", "po 7")
    assert write(bar.query) == 'note:"po 7"'
    shows()
    closed(qtbot)
    bar.chips[0].words.click()
    click(qtbot, QCheckBox, "filter_note_none")
    assert said() == ["Note: po 7 or none"]
    shows(*book.all)
    popover().close()


def test_beside_an_empty_list_there_is_no_empty_pane(
    page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, qtbot: QtBot
) -> None:
    assert page.pane.isVisible()
    page.show_query("total:>1000000")
    shows()
    qtbot.waitUntil(lambda: not page.pane.isVisible())
    page.show_record(book.late.order_id)
    qtbot.waitUntil(lambda: page.pane.isVisible() and page.pane.order is not None)
    shows(*book.all)


def test_dates_move_on_at_midnight(
    qtbot: QtBot, page: OrdersPage, desk: Desk, book: Book, shows: Shows, monkeypatch: object
) -> None:
    page.show_query("due:today")
    shows(book.due_today)
    tomorrow = desk.today() + timedelta(1)
    _set_clock(monkeypatch, desk, tomorrow)
    desk._look_at_clock()
    shows()
    page.show_query("due:yesterday")
    shows(book.due_today)


def _set_clock(monkeypatch: object, desk: Desk, day: date) -> None:
    later = (day - desk.today()).days * 24 * 3600 * 1_000_000
    from ui import desk as module

    real = module.now
    monkeypatch.setattr(module, "now", lambda: real() + later)  # type: ignore[attr-defined]


def test_a_filter_that_is_there_already_is_not_added_again(qtbot: QtBot, bar: QueryBar, book: Book, said: Said) -> None:
    for _ in range(2):
        qtbot.keyClicks(bar.search, "status:cancelled ")
    assert said() == ["Status: Cancelled"]
    add(qtbot, bar, "Status")
    click(qtbot, QCheckBox, "filter_status_cancelled")
    popover().close()
    assert said() == ["Status: Cancelled"]
    bar.show_text("status:open status:open")
    assert said() == ["Status: Open"]
    assert write(bar.query) == "status:open"

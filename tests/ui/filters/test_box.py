"""The search box: what is typed becomes words or chips, mistakes are told, and completion never is in the way."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QToolButton
from pytestqt.qtbot import QtBot

from tests.ui.filters.conftest import Book
from ui import formats
from ui.filters.bar import QueryBar
from ui.orders.page import OrdersPage
from ui.query.writing import write

Shows = Callable[..., None]
Said = Callable[[], list[str]]


def type_(qtbot: QtBot, bar: QueryBar, text: str) -> None:
    qtbot.keyClicks(bar.search, text)


def press(qtbot: QtBot, bar: QueryBar, key: Qt.Key) -> None:
    qtbot.keyClick(bar.search, key)


def offered(bar: QueryBar) -> list[str]:
    return [offer.title for offer in bar.search.completion.offers]


def test_a_condition_counts_as_soon_as_it_is_understood_and_becomes_a_chip_behind_a_blank(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    type_(qtbot, bar, "status:cancelled")
    shows(book.cancelled)
    assert said() == []
    type_(qtbot, bar, " ")
    assert (bar.search.text(), said()) == ("", ["Status: Cancelled"])
    shows(book.cancelled)


def test_conditions_words_and_phrases_hold_together(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    type_(qtbot, bar, 'total:>20 -status:cancelled "bolido comidas"')
    shows(book.large)
    assert said() == ["Total: over 20", "Status: not Cancelled"]
    assert bar.search.text() == '"bolido comidas"'
    press(qtbot, bar, Qt.Key.Key_Escape)
    shows(book.large, book.due_today)


def test_each_kind_of_field_finds_its_orders(page: OrdersPage, book: Book, shows: Shows) -> None:
    for text, orders in (
        ("is:late", (book.late,)),
        ("is:overdue", (book.late,)),
        ("customer:BOLID", (book.large,)),
        ("customer:bolido", (book.large,)),
        ("customer:ALFKI,BOLID", book.all),
        ("due:<today", (book.late,)),
        ("due:today", (book.due_today,)),
        ("due:none", (book.cancelled,)),
        ("placed:last30days", (book.due_today, book.large, book.cancelled)),
        ("placed:yesterday..today", (book.due_today, book.large)),
        ("total:36", (book.due_today,)),
        ("product:CHAI total:<20", (book.late,)),
        ("shipped:none note:none country:none is:unpaid", (book.late, book.due_today, book.large)),
        ("total:36..54", (book.due_today, book.cancelled)),
        ("-bolido -status:cancelled", (book.late, book.due_today)),
    ):
        page.show_query(text)
        shows(*orders)
        assert write(page.bar.query).split() == sorted(text.split(), key=lambda part: ":" not in part)


def test_a_mistake_is_underlined_and_told_while_the_rest_is_shown(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows
) -> None:
    type_(qtbot, bar, "status:cancelled ")
    shows(book.cancelled)
    type_(qtbot, bar, "stauts:open")
    assert bar.complaint.isHidden()
    type_(qtbot, bar, " ")
    assert bar.complaint.text() == "‘stauts’ is not a field; did you mean status? What is not understood is left out."
    assert bar.complaint.isVisible()
    assert bar.search.property("state") == "error"
    assert bar.search.mistake is not None
    assert (bar.search.mistake.start, bar.search.mistake.end) == (0, 6)
    assert bar.search.grab().toImage() != _without_wave(bar).toImage()
    shows(book.cancelled)
    press(qtbot, bar, Qt.Key.Key_Return)
    assert bar.search.hasFocus()
    press(qtbot, bar, Qt.Key.Key_Escape)
    assert bar.complaint.isHidden()
    assert bar.search.mistake is None


@pytest.mark.parametrize("mistaken", ["due:2026-13-45", "total:500..100", "status:opne", "stauts:open"])
def test_rows_under_a_mistake_are_those_of_all_that_is_right(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, mistaken: str
) -> None:
    type_(qtbot, bar, f"bolido {mistaken}")
    press(qtbot, bar, Qt.Key.Key_Return)
    assert bar.complaint.text().endswith(" What is not understood is left out.")
    assert write(bar.query) == "bolido"
    shows(book.large)
    page.show_query(f"customer:alfki {mistaken} bolido")
    assert write(bar.query) == "customer:alfki bolido"


def _without_wave(bar: QueryBar):  # type: ignore[no-untyped-def]
    mistake = bar.search.mistake
    bar.search.underline(None)
    picture = bar.search.grab()
    bar.search.underline(mistake)
    return picture


def test_a_condition_that_is_being_typed_is_not_searched_for_as_words(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows
) -> None:
    type_(qtbot, bar, "bolido total:")
    shows(book.large)
    assert bar.complaint.isHidden()
    type_(qtbot, bar, ">1")
    assert write(bar.query) == "total:>1 bolido"
    type_(qtbot, bar, ".")
    assert write(bar.query) == "total:>1 bolido"


def test_numbers_and_dates_are_typed_as_the_person_writes_them(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    formats.use_locale("de_DE")
    type_(qtbot, bar, "total:>1.234,50 due:>30.11.2026 ")
    assert said() == ["Total: over 1.234,5", "Due: after 30.11.2026"]
    assert write(bar.query) == "total:>1234.5 due:>2026-11-30"
    press(qtbot, bar, Qt.Key.Key_Backspace)
    assert bar.search.text() == "due:>30.11.2026"
    assert said() == ["Total: over 1.234,5"]


def test_names_of_fields_then_their_values_are_offered(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    type_(qtbot, bar, "sta")
    assert offered(bar) == ["status:"]
    press(qtbot, bar, Qt.Key.Key_Tab)
    assert bar.search.text() == "status:"
    assert offered(bar) == ["draft", "open", "closed", "cancelled"]
    press(qtbot, bar, Qt.Key.Key_Down)
    press(qtbot, bar, Qt.Key.Key_Down)
    press(qtbot, bar, Qt.Key.Key_Return)
    assert (bar.search.text(), said()) == ("", ["Status: Open"])
    assert bar.search.hasFocus()
    shows(book.late, book.due_today, book.large)


def test_values_are_looked_up_in_the_data(qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said) -> None:
    type_(qtbot, bar, "customer:bol")
    qtbot.waitUntil(lambda: offered(bar) == ["BOLID"])
    press(qtbot, bar, Qt.Key.Key_Tab)
    assert said() == ["Customer: BOLID"]
    shows(book.large)


def test_a_code_is_offered_with_the_name_it_stands_for_and_how_many_orders_it_has(qtbot: QtBot, bar: QueryBar) -> None:
    type_(qtbot, bar, "customer:bol")
    qtbot.waitUntil(lambda: [offer.note for offer in bar.search.completion.offers] == ["Bólido Comidas · 1"])


def test_dates_are_offered_by_name(qtbot: QtBot, bar: QueryBar) -> None:
    type_(qtbot, bar, "due:<next")
    assert offered(bar) == ["nextweek", "nextmonth", "nextquarter", "nextyear", "next7days"]
    press(qtbot, bar, Qt.Key.Key_Tab)
    assert [chip.text for chip in bar.chips] == ["Due: before next week"]
    type_(qtbot, bar, "placed:last45d")
    assert offered(bar) == []
    type_(qtbot, bar, "ays")
    assert offered(bar) == ["last45days"]


def test_work_queues_are_offered_by_what_they_are_called_and_where_people_look_for_them(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    type_(qtbot, bar, "overd")
    assert offered(bar) == ["is:overdue"]
    press(qtbot, bar, Qt.Key.Key_Tab)
    assert (bar.search.text(), said()) == ("", ["Work: Payment overdue"])
    shows(book.late)
    type_(qtbot, bar, "due:ov")
    assert offered(bar) == ["overdue"]
    press(qtbot, bar, Qt.Key.Key_Backspace)
    press(qtbot, bar, Qt.Key.Key_Backspace)
    type_(qtbot, bar, "<ov")
    assert offered(bar) == []
    press(qtbot, bar, Qt.Key.Key_Escape)
    type_(qtbot, bar, "due:overdue ")
    assert said() == ["Work: Payment overdue"]


def test_enter_goes_to_the_list_unless_an_offer_was_chosen(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    type_(qtbot, bar, "status:open")
    assert offered(bar) == ["open"]
    press(qtbot, bar, Qt.Key.Key_Return)
    assert page.table.hasFocus()
    assert [chip.text for chip in bar.chips] == ["Status: Open"]


def test_esc_closes_the_offers_first_and_then_empties_the_box(qtbot: QtBot, bar: QueryBar) -> None:
    type_(qtbot, bar, "sta")
    press(qtbot, bar, Qt.Key.Key_Escape)
    assert offered(bar) == []
    assert bar.search.text() == "sta"
    press(qtbot, bar, Qt.Key.Key_Escape)
    assert bar.search.text() == ""


def test_up_from_the_first_offer_chooses_none_again(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    type_(qtbot, bar, "status:")
    press(qtbot, bar, Qt.Key.Key_Down)
    press(qtbot, bar, Qt.Key.Key_Up)
    assert bar.search.completion.chosen is None
    assert offered(bar) == ["draft", "open", "closed", "cancelled"]


def test_leaving_the_box_makes_a_chip_of_what_is_complete_and_tells_what_is_not(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, said: Said
) -> None:
    type_(qtbot, bar, "total:many status:open")
    page.table.setFocus()
    assert said() == ["Status: Open"]
    assert bar.complaint.text() == "Total is not a number: many. What is not understood is left out."


def test_what_is_pasted_is_understood_like_what_is_typed(
    qtbot: QtBot, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    bar.search.insert("status:open is:late ")
    assert said() == ["Status: Open", "Work: Late"]
    shows(book.late)


def test_a_query_that_is_not_understood_stands_in_the_box_with_the_reason(page: OrdersPage, bar: QueryBar) -> None:
    page.show_query("status:nope")
    assert bar.search.text() == "status:nope"
    assert bar.complaint.text().startswith("‘nope’ is not known after ‘status:’")


def test_ways_to_go_on_leave_what_is_wrong_elsewhere_to_be_read(qtbot: QtBot, bar: QueryBar, book: Book) -> None:
    bar.window().resize(900, 700)
    for condition in ("status:open", "payment:unpaid", "fulfilment:shipped", "lines:1", "total:>1"):
        type_(qtbot, bar, f"{condition} ")
    qtbot.waitUntil(lambda: bar.chips[-1].height() < 40 and bar.chips[-1].y() > bar.search.height())
    type_(qtbot, bar, "stauts:open stat")
    offered = bar.search.completion
    qtbot.waitUntil(lambda: bool(offered.offers) and bar.complaint.y() > bar.chips[-1].geometry().bottom())
    window = bar.window()
    told, ways = (QRect(part.mapTo(window, QPoint()), part.size()) for part in (bar.complaint, offered))
    assert not told.intersects(ways)


def test_the_cross_that_empties_the_box_goes_once_all_that_was_typed_is_a_chip(
    qtbot: QtBot, bar: QueryBar, said: Said
) -> None:
    cross = bar.search.findChild(QToolButton, "clear_search")
    type_(qtbot, bar, "status:open")
    qtbot.waitUntil(lambda: cross.property("opacity") == 1)
    type_(qtbot, bar, " ")
    assert (bar.search.text(), said()) == ("", ["Status: Open"])
    qtbot.waitUntil(lambda: cross.property("opacity") == 0)
    type_(qtbot, bar, "que")
    qtbot.waitUntil(lambda: cross.property("opacity") == 1)

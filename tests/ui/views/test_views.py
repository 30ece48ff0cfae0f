"""Views: work queues and the person's own, saved, changed, moved and forgotten."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from domain.orders.commands import CancelOrder
from tests.ui.filters.conftest import Book
from tests.ui.trading import placed
from ui.desk import Desk
from ui.filters.bar import QueryBar
from ui.intents import Tell
from ui.orders.page import OrdersPage
from ui.table.model import ListModel
from ui.theme import Theme
from ui.views.naming import NameField

Shows = Callable[..., None]
Said = Callable[[], list[str]]
Record = Callable[..., object]


def tabs(page: OrdersPage) -> list[str]:
    return [page.views.tabs.tabText(place) for place in range(page.views.tabs.count())]


def titles(page: OrdersPage) -> list[str]:
    return [view.title for view in page.views.views.all]


def name_it(qtbot: QtBot, name: str) -> None:
    field = QApplication.activePopupWidget()
    assert isinstance(field, NameField)
    field.field.selectAll()
    qtbot.keyClicks(field.field, name)
    qtbot.keyClick(field.field, Qt.Key.Key_Return)


def save(qtbot: QtBot, page: OrdersPage, query: str, name: str) -> None:
    page.show_query(query)
    page.views.save.click()
    name_it(qtbot, name)


def do(page: OrdersPage, name: str) -> None:
    """Choose from the menu of views."""
    page.views.more.click()
    menu = page.views.findChild(QMenu, "orders_views_menu")
    assert menu is not None
    next(action for action in menu.actions() if action.objectName() == name).trigger()
    menu.close()


def another(qtbot: QtBot, desk: Desk, theme: Theme) -> OrdersPage:
    """The page as it is when the program is started again."""
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.resize(1200, 700)
    page.show()
    qtbot.waitUntil(lambda: not desk.reading)
    return page


@pytest.mark.parametrize(
    ("key", "held"),
    [(Qt.Key.Key_Menu, Qt.KeyboardModifier.NoModifier), (Qt.Key.Key_F10, Qt.KeyboardModifier.ShiftModifier)],
    ids=["menu", "f10"],
)
def test_what_can_be_done_with_a_view_is_asked_for_by_key(
    qtbot: QtBot, page: OrdersPage, key: Qt.Key, held: Qt.KeyboardModifier
) -> None:
    qtbot.keyClick(page.views.tabs, key, held)
    menu = QApplication.activePopupWidget()
    assert menu is not None
    assert menu.objectName() == "orders_views_menu"
    menu.close()


def test_every_queue_is_a_query_of_its_own(page: OrdersPage, book: Book, shows: Shows, said: Said) -> None:
    page.show_view("late")
    shows(book.late)
    assert said() == ["Work: Late"]
    assert page.views.save.isHidden()


def test_a_tab_counts_what_its_list_shows(
    qtbot: QtBot, page: OrdersPage, book: Book, shows: Shows, record: Record, desk: Desk
) -> None:
    save(qtbot, page, "total:>30 status:open", "Larger")
    qtbot.waitUntil(lambda: "Larger  2" in tabs(page))
    assert {"Late  1", "Due today  1", "Unpaid  3"} <= set(tabs(page))
    more = placed(7, on=desk.today())
    record(more)
    qtbot.waitUntil(lambda: "Larger  3" in tabs(page))
    shows(book.due_today, book.large, more)
    record(CancelOrder(order_id=book.large.order_id, reason="Too much"))
    qtbot.waitUntil(lambda: "Larger  2" in tabs(page))


def test_what_is_shown_is_saved_under_a_name_and_remembered(
    qtbot: QtBot, page: OrdersPage, book: Book, shows: Shows, desk: Desk, theme: Theme
) -> None:
    page.show_query("status:cancelled total:>20")
    page.views.save.click()
    field = QApplication.activePopupWidget()
    assert isinstance(field, NameField)
    assert field.field.text() == "Cancelled, over 20"
    name_it(qtbot, "R&D given up")
    assert titles(page)[-1] == "R&D given up"
    assert page.views.tabs.tabText(page.views.tabs.currentIndex()).startswith("R&&D given up")
    assert page.views.save.isHidden()
    again = another(qtbot, desk, theme)
    assert titles(again)[-1] == "R&D given up"
    again.views.tabs.setCurrentIndex(again.views.tabs.count() - 1)
    assert [chip.text for chip in again.bar.chips] == ["Status: Cancelled", "Total: over 20"]
    qtbot.waitUntil(lambda: again.table.model().rowCount() == 1)


def test_an_own_view_has_its_own_sort_and_columns(qtbot: QtBot, page: OrdersPage, desk: Desk, theme: Theme) -> None:
    model = page.table.model()
    assert isinstance(model, ListModel)
    column = {column.name: section for section, column in enumerate(model.columns)}
    save(qtbot, page, "status:open", "Largest")
    page.table.head.sectionClicked.emit(column["total"])
    page.table.head.setSectionHidden(column["status"], True)
    with qtbot.waitSignal(page.table.head._save_timer.timeout):
        page.table.head.resizeSection(column["total"], 151)
    page.show_view("all")
    assert model.view is not None
    assert (model.view.sort, model.view.descending) == ("placed_at", True)
    assert not page.table.head.isSectionHidden(column["status"])
    assert page.table.head.sectionSize(column["total"]) != 151
    again = another(qtbot, desk, theme)
    again.views.tabs.setCurrentIndex(again.views.tabs.count() - 1)
    view = again.table.model().view  # type: ignore[attr-defined]
    assert (view.sort, view.descending) == ("total", True)
    assert again.table.head.isSectionHidden(column["status"])
    assert again.table.head.sectionSize(column["total"]) == 151


def test_an_own_view_is_updated_and_a_queue_never_is(qtbot: QtBot, page: OrdersPage, bar: QueryBar) -> None:
    page.show_view("late")
    bar.search.insert("total:>5 ")
    assert page.views.save.isVisible()
    assert page.views.update_.isHidden()
    page.views.save.click()
    name_it(qtbot, "Late and dear")
    bar.search.insert("total:<1000 ")
    assert page.views.update_.isVisible()
    page.views.update_.click()
    assert page.views.update_.isHidden()
    assert page.views.view.query == "is:late total:>5 total:<1000"
    late = page.views.views.view("late")
    assert late is not None
    assert late.query == "is:late"


def test_a_click_on_the_view_in_front_takes_changes_back(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    page.show_view("late")
    bar.search.insert("total:>5000 ")
    shows()
    tabs_ = page.views.tabs
    place = tabs_.tabRect(tabs_.currentIndex()).center()
    qtbot.mouseClick(tabs_, Qt.MouseButton.RightButton, pos=place)
    assert said() == ["Work: Late", "Total: over 5,000"]
    qtbot.mouseClick(tabs_, Qt.MouseButton.LeftButton, pos=place)
    assert said() == ["Work: Late"]
    shows(book.late)
    bar.chips[0].remove.click()
    tabs_.setFocus()
    qtbot.keyClick(tabs_, Qt.Key.Key_Return)
    shows(book.late)


def test_words_typed_on_top_of_a_view_go_along_to_the_next_and_its_conditions_do_not(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar, book: Book, shows: Shows, said: Said
) -> None:
    tabs_ = page.views.tabs
    save(qtbot, page, "alfreds status:open", "Theirs")
    tabs_.setCurrentIndex(0)
    assert (bar.search.text(), said()) == ("", [])
    bar.search.insert("total:>20 ")
    qtbot.keyClicks(bar.search, 'bolido -"not this"')
    shows(book.large)
    tabs_.setCurrentIndex(next(n for n in range(tabs_.count()) if tabs_.tabData(n) == "unpaid"))
    assert (bar.search.text(), said()) == ('bolido -"not this"', ["Work: Unpaid"])
    shows(book.large)
    tabs_.setCurrentIndex(tabs_.count() - 1)
    assert (bar.search.text(), said()) == ('alfreds bolido -"not this"', ["Status: Open"])
    page.views.update_.click()
    tabs_.setCurrentIndex(0)
    assert bar.search.text() == ""
    qtbot.keyClicks(bar.search, "futterkiste")
    qtbot.mouseClick(tabs_, Qt.MouseButton.LeftButton, pos=tabs_.tabRect(0).center())
    assert bar.search.text() == ""
    qtbot.keyClicks(bar.search, "futterkiste")
    page.show_view("late")
    assert bar.search.text() == ""


def test_a_view_is_renamed_by_key_and_by_menu(qtbot: QtBot, page: OrdersPage) -> None:
    save(qtbot, page, "status:open", "Mine")
    page.views.tabs.setFocus()
    qtbot.keyClick(page.views.tabs, Qt.Key.Key_F2)
    name_it(qtbot, "Ours")
    assert titles(page)[-1] == "Ours"
    page.views.more.click()
    menu = page.views.findChild(QMenu, "orders_views_menu")
    assert menu is not None
    rename = next(entry for entry in menu.actions() if entry.objectName() == "rename_view")
    assert rename.text() == "Rename view…\tF2"
    rename.trigger()
    menu.close()
    name_it(qtbot, "Theirs")
    assert titles(page)[-1] == "Theirs"
    page.show_view("late")
    qtbot.keyClick(page.views.tabs, Qt.Key.Key_F2)
    assert not isinstance(QApplication.activePopupWidget(), NameField)


def test_a_view_just_saved_is_moved_by_key_and_renamed_from_anywhere(
    qtbot: QtBot, page: OrdersPage, bar: QueryBar
) -> None:
    bar.search.setText("status:open total:>5")
    page.views.save.click()
    name_it(qtbot, "Mine")
    tabs_ = page.views.tabs
    qtbot.waitUntil(tabs_.hasFocus)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(tabs_, Qt.Key.Key_Left, both)
    assert titles(page)[-2] == "Mine"
    for place, name in ((bar.search, "Ours"), (page.table, "Yours")):
        place.setFocus()
        qtbot.waitUntil(place.hasFocus)
        qtbot.keyClick(place, Qt.Key.Key_F2)
        name_it(qtbot, name)
        assert page.views.view.title == name


def test_a_deleted_view_can_be_brought_back_to_its_place(
    qtbot: QtBot, page: OrdersPage, desk: Desk, book: Book, shows: Shows, theme: Theme
) -> None:
    told: list[Tell] = []
    desk.requested.connect(told.append)
    save(qtbot, page, "status:cancelled", "First")
    save(qtbot, page, "status:open", "Second")
    page.views.tabs.setCurrentIndex(page.views.tabs.count() - 2)
    page.views.tabs.setFocus()
    qtbot.keyClick(page.views.tabs, Qt.Key.Key_Delete)
    assert titles(page)[-1] == "Second"
    assert "First" not in titles(another(qtbot, desk, theme))
    assert told[-1].text == "View “First” is deleted."
    assert told[-1].then is not None
    told[-1].then()
    assert titles(page)[-2:] == ["First", "Second"]
    assert page.views.view.title == "First"
    shows(book.cancelled)
    page.show_view("late")
    qtbot.keyClick(page.views.tabs, Qt.Key.Key_Delete)
    assert "Late" in titles(page)


def test_a_list_opens_with_the_view_that_was_in_front(
    qtbot: QtBot, page: OrdersPage, desk: Desk, book: Book, theme: Theme
) -> None:
    page.show_view("late")
    again = another(qtbot, desk, theme)
    assert again.views.view.id == "late"
    assert [chip.text for chip in again.bar.chips] == ["Work: Late"]
    qtbot.waitUntil(lambda: again.table.model().rowCount() == 1)
    save(qtbot, again, "status:cancelled", "Given up")
    last = another(qtbot, desk, theme)
    assert last.views.view.title == "Given up"
    last.views.tabs.setFocus()
    qtbot.keyClick(last.views.tabs, Qt.Key.Key_Delete)
    assert another(qtbot, desk, theme).views.view.id == last.views.view.id != "all"


def test_a_view_in_front_that_is_gone_gives_way_to_the_first(
    qtbot: QtBot, page: OrdersPage, desk: Desk, theme: Theme
) -> None:
    desk.settings.setValue("lists/orders/front", "gone")
    assert another(qtbot, desk, theme).views.view.id == "all"


def test_views_are_moved_by_key_and_by_hand_and_stay_there(
    qtbot: QtBot, page: OrdersPage, desk: Desk, theme: Theme
) -> None:
    page.show_view("late")
    page.views.tabs.setFocus()
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.views.tabs, Qt.Key.Key_Left, both)
    assert titles(page)[:3] == ["All", "Late", "To ship"]
    assert page.views.view.id == "late"
    do(page, "move_view_right")
    assert titles(page)[:3] == ["All", "To ship", "Late"]
    page.views.tabs.moveTab(2, 0)
    assert titles(page)[:3] == ["Late", "All", "To ship"]
    assert titles(another(qtbot, desk, theme))[:3] == ["Late", "All", "To ship"]


def test_all_views_are_listed_in_a_menu_where_tabs_have_no_room(qtbot: QtBot, page: OrdersPage) -> None:
    tabs_ = page.views.tabs

    def room_to_spare() -> int:
        return tabs_.width() - sum(tabs_.tabRect(place).width() for place in range(tabs_.count()))

    # Counts make tabs wider when they come, and the row is laid out a turn of the event loop after.
    qtbot.waitUntil(lambda: room_to_spare() >= 0)
    page.resize(640, 600)
    qtbot.waitUntil(lambda: room_to_spare() < 0)
    assert page.views.more.geometry().right() <= page.views.width()
    do(page, "show_view_drafts")
    assert page.views.view.id == "drafts"
    assert tabs_.visibleRegion().contains(tabs_.tabRect(tabs_.currentIndex()).center() + QPoint(0, 0))


def test_settings_that_can_not_be_read_leave_the_built_in_views(
    qtbot: QtBot, page: OrdersPage, desk: Desk, theme: Theme
) -> None:
    desk.settings.setValue("lists/orders/views", '{"order": ["late", "gone"], "own": 3}')
    assert titles(another(qtbot, desk, theme)) == titles(page)
    desk.settings.setValue(
        "lists/orders/views",
        '{"order": ["gone", "late"], "own": [{"id": "x", "title": "Broken", "query": "nope:1", "own": true}]}',
    )
    again = another(qtbot, desk, theme)
    assert titles(again)[0] == "Late"
    assert titles(again)[-1] == "Broken"
    again.views.tabs.setCurrentIndex(again.views.tabs.count() - 1)
    assert again.bar.complaint.text().startswith("‘nope’ is not a field")


def test_a_hidden_page_counts_when_it_is_shown(
    qtbot: QtBot, page: OrdersPage, desk: Desk, record: Record, book: Book
) -> None:
    qtbot.waitUntil(lambda: "Late  1" in tabs(page))
    page.hide()
    with qtbot.waitSignal(desk.changed):
        record(placed(1, on=desk.today() - timedelta(9), due_on=desk.today() - timedelta(2)))
    assert "Late  1" in tabs(page)
    page.show()
    qtbot.waitUntil(lambda: "Late  2" in tabs(page))


def test_a_view_is_moved_by_key_from_its_list_but_not_out_of_a_text(qtbot: QtBot, page: OrdersPage) -> None:
    page.activateWindow()
    tabs = page.views.tabs
    late = next(place for place in range(tabs.count()) if tabs.tabData(place) == "late")
    qtbot.mouseClick(tabs, Qt.MouseButton.LeftButton, pos=tabs.tabRect(late).center())
    page.table.setFocus()
    qtbot.waitUntil(page.table.hasFocus)
    both = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    qtbot.keyClick(page.table, Qt.Key.Key_Left, both)
    assert titles(page)[:3] == ["All", "Late", "To ship"]
    page.bar.search.setText("vins chevalier")
    page.bar.search.setFocus()
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Left, both)
    assert page.bar.search.selectedText() == "chevalier"
    assert titles(page)[:3] == ["All", "Late", "To ship"]

"""The list pages: search, tabs, states, and the record that is asked for."""

from datetime import date

import pytest
from PySide6.QtCore import QItemSelectionModel, Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.orders.commands import SaveDraft
from tests.ui.table.conftest import MANY, Carry, adding, cell, customer_id, laid_out, model_of
from tests.ui.trading import CHAI, customer, opened, placed, product, received
from ui.customers.page import CustomersPage
from ui.desk import Desk
from ui.orders.page import OrdersPage
from ui.products.page import ProductsPage
from ui.table.model import ListModel
from ui.table.page import ListPage
from ui.table.states import StatePanel
from ui.theme import Theme
from ui.window import Window


def current_key(page: ListPage) -> str:
    """The id of the record chosen in the list."""
    model, index = page.table.model(), page.table.currentIndex()
    assert isinstance(model, ListModel)
    row = model.row_at(index.row()) if index.isValid() else None
    return "" if row is None else row.key


def test_the_row_offered_gives_way_when_a_list_fills(
    qtbot: QtBot, desk: Desk, theme: Theme, record: Carry, docket: main.Docket
) -> None:
    record(opened(), adding(MANY))
    page = CustomersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: current_key(page) == customer_id(MANY))
    record(*(adding(number) for number in range(1, MANY)))
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY)
    qtbot.waitUntil(lambda: current_key(page) == customer_id(1))
    assert page.table.chosen.count() == 1


def test_one_row_that_stays_chosen_through_a_change_is_not_counted_twice(
    qtbot: QtBot, page: CustomersPage, record: Carry
) -> None:
    page.table.choose(3)
    record(*(adding(number) for number in range(1000, 1060)))
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY + 60)
    qtbot.waitUntil(lambda: current_key(page) == customer_id(4))
    assert page.footer.selection.text() == ""


def test_what_is_typed_narrows_the_list_down(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.keyClicks(page.bar.search, "customer 004")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 11)
    assert page.findChild(QLabel, "customers_count").text() == "11 customers"
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY)


def test_the_first_rows_of_many_are_not_told_as_all_that_there_are(
    qtbot: QtBot, page: CustomersPage, monkeypatch: pytest.MonkeyPatch
) -> None:
    # As where too many rows are found for all of them to be collected before the first are shown.
    monkeypatch.setattr("readmodel.listing.hunting.finding._few", lambda hunt: None)
    title = page.findChild(QLabel, "customers_count")
    model, told = model_of(page), []

    def note() -> None:
        if model.snapshot.view.text:
            told.append((title.text(), page.footer.view.text().split(" · ")[0]))

    model.counted.connect(note)
    page.show_query("customer")
    qtbot.waitUntil(lambda: bool(told) and laid_out(page))
    assert told[0] == ("counting customers…", "counting customers…")
    assert set(told[1:]) == {(f"{MANY} customers", f"{MANY} customers")}


def test_no_match_offers_a_way_back(qtbot: QtBot, page: CustomersPage) -> None:
    qtbot.keyClicks(page.bar.search, "nobody")
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "customers_clear") is not None)
    page.findChild(QPushButton, "customers_clear").click()
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY)
    assert page.bar.search.text() == ""


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("zz", "Nothing here begins with “zz”. Type a third character to search inside words."),
        ("z q", "Nothing here begins with “z q”. Type a third character to search inside words."),
        ("zzz", "Nothing here contains “zzz”."),
        ("zzz 04", "Nothing here contains “zzz 04”."),
        ('"zz"', "Nothing here contains “zz”."),
    ],
)
def test_without_a_match_it_is_said_what_was_looked_for(
    qtbot: QtBot, page: CustomersPage, typed: str, said: str
) -> None:
    page.show_query(typed)
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 0)
    told = page.findChild(StatePanel, "customers_state")
    assert told is not None
    assert told.accessibleName() == f"No match {said}"


def test_down_goes_from_the_search_into_the_list(qtbot: QtBot, page: CustomersPage) -> None:
    page.activateWindow()
    page.bar.search.setFocus()
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Down)
    assert page.table.currentIndex().row() == 0


def test_a_record_asked_for_is_shown_where_it_stands(qtbot: QtBot, page: CustomersPage) -> None:
    page.show_record(customer_id(333))
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 332)
    qtbot.waitUntil(lambda: cell(page, 332) == "C0333")


def test_a_record_asked_for_stands_while_the_list_gets_the_focus(
    qtbot: QtBot, customers: None, desk: Desk, theme: Theme, record: Carry
) -> None:
    page = CustomersPage(desk)
    qtbot.addWidget(page)
    page.show_record(customer_id(400), desk.docket.log.head() + 1)
    page.show()
    page.activateWindow()
    page.bar.search.setFocus()
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY and page.bar.search.hasFocus())
    page.table.setFocus()
    assert page.pane.shown_id == customer_id(400)
    record(adding(MANY + 1))
    qtbot.waitUntil(lambda: current_key(page) == customer_id(400))


def test_whoever_is_in_a_list_without_rows_is_in_its_rows_once_there_are_some(
    qtbot: QtBot, window: Window, host: QWidget, record: Carry
) -> None:
    record(opened())
    host.activateWindow()
    qtbot.waitUntil(host.isActiveWindow)
    page = window.show_page("customers")
    assert isinstance(page, CustomersPage)
    first = page.findChild(StatePanel, "customers_state")
    assert first is not None
    qtbot.waitUntil(lambda: first.findChild(QPushButton, "customers_first_new") is not None)
    window.activateWindow()
    qtbot.waitUntil(lambda: first.isAncestorOf(QApplication.focusWidget()))
    record(adding(1))
    qtbot.waitUntil(page.table.hasFocus)


def test_a_record_outside_of_the_view_clears_the_filters(qtbot: QtBot, page: CustomersPage) -> None:
    page.show_query("customer 0001")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 1)
    page.show_record(customer_id(2))
    qtbot.waitUntil(lambda: page.table.currentIndex().row() == 1)
    assert model_of(page).rowCount() == MANY


def test_an_empty_list_says_how_to_begin(qtbot: QtBot, desk: Desk, theme: Theme) -> None:
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: page.findChild(QPushButton, "orders_first_new") is not None)
    with qtbot.waitSignal(desk.requested):
        page.findChild(QPushButton, "orders_first_new").click()


def test_tabs_count_and_list_the_same_orders(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    late = placed(3, on=date(2026, 1, 5), due_on=date(2026, 1, 9))
    waiting = placed(9, on=date(2026, 1, 6))
    record(opened(), customer(), product(), received(5), late, waiting)
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    qtbot.waitUntil(lambda: "Late  1" in [page.views.tabs.tabText(n) for n in range(page.views.tabs.count())])
    model = page.table.model()
    for view, ids in (
        ("late", [late.order_id]),
        ("to_ship", [waiting.order_id, late.order_id]),
        ("backordered", [waiting.order_id]),
        ("unpaid", [waiting.order_id, late.order_id]),
    ):
        page.show_view(view)
        qtbot.waitUntil(lambda ids=ids: [row.key for n in range(model.rowCount()) if (row := model.row_at(n))] == ids)


def test_an_order_just_placed_is_chosen_when_it_arrives(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), placed())
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    model = page.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    order = placed()
    page.show_record(order.order_id)
    record(order)
    qtbot.waitUntil(lambda: current_key(page) == order.order_id)


def test_an_order_asked_for_is_not_taken_for_the_one_that_stands_in_its_place_yet(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), placed())
    qtbot.waitUntil(lambda: desk.business().time_zone is not None)
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    model = page.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    # The read store knows the new order before the list has heard of the change.
    desk.changed.disconnect(page.follower._on_changed)
    order = placed()
    record(order)
    page.show_record(order.order_id)
    qtbot.waitUntil(lambda: "orders.wanted" not in desk._newest)
    assert current_key(page) != order.order_id
    page.follower._on_changed(frozenset({("order", order.order_id)}))
    qtbot.waitUntil(lambda: current_key(page) == order.order_id)


def test_the_first_row_is_shown_when_a_list_opens_and_the_search_keeps_the_cursor(
    qtbot: QtBot, page: CustomersPage
) -> None:
    qtbot.waitUntil(lambda: current_key(page) == customer_id(1))
    page.activateWindow()
    page.bar.search.setFocus()
    qtbot.keyClicks(page.bar.search, "customer 0044")
    qtbot.waitUntil(lambda: current_key(page) == customer_id(44))
    assert page.bar.search.hasFocus()


def test_what_is_shown_beside_the_list_is_in_the_list(qtbot: QtBot, page: CustomersPage) -> None:
    page.table.choose(2)
    page.table.chosen.select(
        page.table.model().index(44, 0),
        QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows,
    )
    qtbot.waitUntil(lambda: page.pane.shown_id == customer_id(3))
    page.show_query('"customer 004"')
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 10 and page.pane.shown_id == customer_id(40))
    assert page.table.currentIndex().row() == 0
    assert page.table.chosen.count() == 1


@pytest.mark.parametrize("chosen", [2, 300])
def test_after_a_search_the_pane_shows_the_row_that_is_selected_again(
    qtbot: QtBot, page: CustomersPage, chosen: int
) -> None:
    page.table.choose(chosen)
    qtbot.waitUntil(lambda: page.pane.shown_id == customer_id(chosen + 1))
    page.show_query("customer 004")
    qtbot.waitUntil(lambda: page.pane.shown_id == customer_id(4))
    page.show_query("customer 0044")
    qtbot.waitUntil(lambda: page.pane.shown_id == customer_id(44))
    page.show_query("")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY and page.pane.shown_id == customer_id(chosen + 1))
    assert page.table.currentIndex().row() == chosen
    assert page.table.chosen.count() == 1


def test_the_row_gone_to_from_the_search_is_chosen_in_place_of_those_before(qtbot: QtBot, page: CustomersPage) -> None:
    page.table.choose(2)
    page.show_query("customer 0044")
    qtbot.waitUntil(lambda: page.pane.shown_id == customer_id(44))
    qtbot.keyClick(page.bar.search, Qt.Key.Key_Down)
    page.show_query("")
    qtbot.waitUntil(lambda: model_of(page).rowCount() == MANY and current_key(page) == customer_id(44))
    assert page.table.chosen.count() == 1
    assert page.table.chosen.isRowSelected(43, model_of(page).index(-1, -1))
    assert page.pane.shown_id == customer_id(44)


def test_an_order_placed_in_its_view_is_what_is_shown_even_if_another_row_takes_its_place(
    qtbot: QtBot, desk: Desk, theme: Theme, record: Carry, docket: main.Docket
) -> None:
    orders = [placed() for _ in range(3)]
    drafts = [SaveDraft(order_id=order.order_id, content=order.content) for order in orders]
    record(opened(), customer(), product(), *drafts)
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_view("drafts")
    model = page.table.model()
    qtbot.waitUntil(lambda: model.rowCount() == 3)
    page.table.choose(1)
    placing = orders[1]
    receipt = docket.commands.dispatch(placing).result(20)
    page.show_record(placing.order_id, receipt.position)
    qtbot.waitUntil(lambda: page.views.view.id == "all" and model.rowCount() == 3)
    qtbot.waitUntil(lambda: current_key(page) == placing.order_id)
    assert page.pane.shown_id == placing.order_id
    page.close()


def test_orders_of_one_day_are_shown_until_the_day_is_taken_away(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), *(placed(on=date(2026, 1, day)) for day in (5, 6, 6)))
    page = OrdersPage(desk)
    qtbot.addWidget(page)
    page.show()
    page.show_query("placed:2026-01-06")
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 2)
    page.bar.chips[0].remove.click()
    qtbot.waitUntil(lambda: page.table.model().rowCount() == 3)


def test_days_are_those_of_the_business_even_in_what_was_read_before_it_was_known(
    qtbot: QtBot, record: Carry, desk: Desk, theme: Theme
) -> None:
    record(opened(), customer(), product(), placed(on=date(2026, 3, 1)))
    qtbot.waitUntil(lambda: desk.business().time_zone == "Europe/Berlin")
    with pytest.MonkeyPatch.context() as elsewhere:
        elsewhere.setattr(desk, "time_zone", lambda: "Pacific/Kiritimati")
        page = OrdersPage(desk)
        qtbot.addWidget(page)
        page.show()
        model = page.table.model()
        qtbot.waitUntil(lambda: model.rowCount() == 1 and model.index(0, 2).data() == "3/2/2026")
    desk.business_known.emit(desk.business())
    qtbot.waitUntil(lambda: bool(model.index(0, 2).data() == "3/1/2026"))
    page.close()


def test_stock_shows_in_the_list_of_products(
    qtbot: QtBot, docket: main.Docket, desk: Desk, theme: Theme, record: Carry
) -> None:
    record(opened(), customer(), product(), received(5), placed(2))
    page = ProductsPage(desk)
    qtbot.addWidget(page)
    page.show()
    model = page.table.model()
    column = {column.name: n for n, column in enumerate(model.columns)}
    qtbot.waitUntil(lambda: model.rowCount() == 1)
    assert model.data(model.index(0, column["available"])) == "3"
    assert model.data(model.index(0, column["stock"])) == "In stock"
    record(received(4, CHAI))
    qtbot.waitUntil(lambda: model.data(model.index(0, column["available"])) == "7")


def test_sort_and_columns_are_remembered(qtbot: QtBot, desk: Desk, theme: Theme, page: CustomersPage) -> None:
    page.table.head.sectionClicked.emit(0)
    page.table.head.sectionClicked.emit(0)
    page.table.head.resizeSection(1, 321)
    page.table.head.setSectionHidden(3, True)
    with qtbot.waitSignal(page.table.head._save_timer.timeout):
        page.table.head.resizeSection(0, 123)
    again = CustomersPage(desk)
    qtbot.addWidget(again)
    qtbot.waitUntil(lambda: model_of(again).rowCount() == MANY)
    assert cell(again, 0) == f"C{MANY:04}"
    assert again.table.head.sectionSize(1) == 321
    assert again.table.head.isSectionHidden(3)


def test_a_list_without_rows_says_so_while_the_view_is_being_made(
    qtbot: QtBot, desk: Desk, theme: Theme, docket: main.Docket, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.widgets.catching_up.FAR_BEHIND", 3)
    docket.projector.delay = 60
    for number in range(1, 7):
        docket.commands.dispatch(adding(number)).result(20)
    page = CustomersPage(desk)
    qtbot.addWidget(page)
    page.show()
    said = page.findChild(StatePanel, "customers_state")
    assert said is not None
    qtbot.waitUntil(lambda: said.accessibleName().startswith("The view is being made, 0%"))
    docket.projector.delay = 0
    qtbot.waitUntil(lambda: model_of(page).rowCount() == 6)
    page.close()

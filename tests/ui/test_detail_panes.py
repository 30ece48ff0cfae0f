"""The panes beside the lists: whatever is done there is done to the record that stands there."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QDialog, QLabel, QMenu
from pytestqt.qtbot import QtBot

from domain.messages import Receipt
from domain.orders.commands import SaveDraft
from tests.readmodel.dump import current_file
from tests.ui import trading
from tests.ui.conftest import Watch
from ui.customers.detail import CustomerDetailPane
from ui.desk import Desk
from ui.intents import EditRecord, NewRecord, ShowRecord
from ui.orders.detail import OrderDetailPane
from ui.orders.page import OrdersPage
from ui.products.detail import ProductDetailPane
from ui.theme import Theme
from ui.widgets.detail_pane import LEAST_WIDTH, DetailPane
from ui.window import Window

TOFU = "01900000-0000-7000-8000-0000000000c9"
LONG = "01900000-0000-7000-8000-0000000000ca"
FIRST, SECOND = trading.placed(1), trading.placed(2)


@pytest.fixture(autouse=True)
def _business(theme: Theme, record: Callable[..., Receipt]) -> None:
    record(
        trading.opened(),
        trading.customer(),
        trading.customer(trading.BOLID, "BOLID", "Bólido"),
        trading.product(),
        trading.product(TOFU, "TOFU", "Tofu"),
        FIRST,
        SECOND,
    )


def showing(qtbot: QtBot, pane: DetailPane[Any], id: str) -> None:
    qtbot.addWidget(pane)
    pane.show()
    pane.follow(id)
    qtbot.waitUntil(lambda: pane.record is not None)


def test_a_customers_name_too_long_for_the_pane_is_cut_at_its_end(
    qtbot: QtBot, desk: Desk, record: Callable[..., Receipt]
) -> None:
    name = "Café Donaudampfschifffahrtsgesellschaftskapitänsmützenfabrikationsbetriebe"
    order = trading.placed(1, by=LONG)
    record(trading.customer(LONG, "LONG", name), order)
    pane = OrderDetailPane(desk)
    pane.resize(LEAST_WIDTH, 600)
    showing(qtbot, pane, order.order_id)
    link = pane.findChild(QAbstractButton, "order_detail_customer")
    assert link is not None
    assert link.width() < link.sizeHint().width()
    cut = link.grab().toImage()
    link.setText("Café")
    beginning = QRect(0, 0, link.fontMetrics().horizontalAdvance("Café"), link.height())
    assert cut.copy(beginning) == link.grab().toImage().copy(beginning)


def test_a_draft_among_a_customers_last_orders_has_no_amount(
    qtbot: QtBot, desk: Desk, record: Callable[..., Receipt]
) -> None:
    draft = trading.placed(5)
    record(SaveDraft(order_id=draft.order_id, content=draft.content))
    pane = CustomerDetailPane(desk)
    showing(qtbot, pane, trading.ALFKI)
    texts: list[str] = []

    def told() -> bool:
        texts[:] = [label.text() for label in pane.findChildren(QLabel)]
        return "18.00" in texts

    qtbot.waitUntil(told)
    assert "36.00" in texts
    assert "0.00" not in texts


def press(qtbot: QtBot, pane: DetailPane[Any], name: str) -> None:
    found = pane.findChild(QAbstractButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def test_enter_goes_from_a_row_to_what_can_be_done_and_escape_back(qtbot: QtBot, window: Window) -> None:
    page = window.show_page("orders")
    assert isinstance(page, OrdersPage)
    window.activateWindow()
    qtbot.waitUntil(lambda: page.pane.order is not None and page.table.hasFocus())
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    # Nothing of it is there to be shipped.
    assert QApplication.focusWidget() is page.pane.findChild(QAbstractButton, "order_pay")
    qtbot.keyClick(QApplication.focusWidget(), Qt.Key.Key_Escape)
    assert page.table.hasFocus()


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Enter])
@pytest.mark.parametrize(
    ("kind", "id", "button", "wanted"),
    [
        (OrderDetailPane, FIRST.order_id, "order_detail_customer", ShowRecord("customer", trading.ALFKI)),
        (ProductDetailPane, trading.CHAI, "product_edit", EditRecord("product", trading.CHAI)),
        (CustomerDetailPane, trading.ALFKI, "customer_edit", EditRecord("customer", trading.ALFKI)),
    ],
    ids=["order", "product", "customer"],
)
def test_enter_presses_the_button_that_has_the_focus(
    qtbot: QtBot, desk: Desk, kind: Callable[[Desk], DetailPane[Any]], id: str, button: str, wanted: object, key: Qt.Key
) -> None:
    asked: list[object] = []
    desk.requested.connect(asked.append)
    pane = kind(desk)
    showing(qtbot, pane, id)
    pane.activateWindow()
    found = pane.findChild(QAbstractButton, button)
    assert found is not None
    found.setFocus()
    qtbot.waitUntil(found.hasFocus)
    qtbot.keyClick(found, key)
    assert asked == [wanted]


def test_what_can_be_done_to_an_order_says_its_key(qtbot: QtBot, window: Window) -> None:
    page = window.show_page("orders")
    assert isinstance(page, OrdersPage)
    qtbot.waitUntil(lambda: page.pane.order is not None)
    button = page.pane.findChild(QAbstractButton, "order_pay")
    assert button is not None
    assert button.toolTip() == "Ctrl+Shift+P"
    page.table.menu_asked.emit(page.table.model().row_at(0), QPoint())  # type: ignore[attr-defined]
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert {"Record payment…\tCtrl+Shift+P", "Add note…\tCtrl+Shift+N"} <= {entry.text() for entry in menu.actions()}
    menu.close()


@pytest.mark.parametrize(
    ("kind", "ids", "button", "wanted"),
    [
        (ProductDetailPane, (trading.CHAI, TOFU), "product_edit", EditRecord("product", trading.CHAI)),
        (CustomerDetailPane, (trading.ALFKI, trading.BOLID), "customer_edit", EditRecord("customer", trading.ALFKI)),
        (
            CustomerDetailPane,
            (trading.ALFKI, trading.BOLID),
            "customer_new_order",
            NewRecord("order", for_customer=trading.ALFKI),
        ),
    ],
)
def test_a_button_means_the_record_in_sight_also_while_the_next_is_on_its_way(
    qtbot: QtBot, desk: Desk, kind: Callable[[Desk], DetailPane[Any]], ids: tuple[str, str], button: str, wanted: object
) -> None:
    asked: list[object] = []
    desk.requested.connect(asked.append)
    pane = kind(desk)
    showing(qtbot, pane, ids[0])
    pane.follow(ids[1])
    press(qtbot, pane, button)
    assert asked == [wanted]


def test_an_order_s_buttons_mean_the_order_in_sight(qtbot: QtBot, desk: Desk) -> None:
    pane = OrderDetailPane(desk)
    showing(qtbot, pane, FIRST.order_id)
    number = pane.findChild(QLabel, "order_detail_number").text()  # type: ignore[union-attr]
    pane.follow(SECOND.order_id)
    press(qtbot, pane, "order_note")
    qtbot.waitUntil(lambda: pane.findChild(QDialog, "note_order") is not None)
    assert number in pane.findChild(QDialog, "note_order").windowTitle()  # type: ignore[union-attr]


def test_a_record_that_can_not_be_read_is_said_and_nothing_can_be_done_to_it(
    qtbot: QtBot, desk: Desk, tmp_path: Path, watch: Watch
) -> None:
    pane = OrderDetailPane(desk)
    showing(qtbot, pane, FIRST.order_id)
    with closing(sqlite3.connect(current_file(tmp_path))) as db:
        db.execute("ALTER TABLE order_head RENAME TO damaged")
    pane.follow(SECOND.order_id)
    qtbot.waitUntil(lambda: pane.record is None)
    told = pane.findChild(QLabel, "order_detail_empty")
    assert told is not None
    assert told.isVisible()
    assert told.text() == "This order could not be read. The log file says why."
    watch.expect("a record could not be read")


def test_an_answer_that_comes_late_does_not_bring_a_record_back(qtbot: QtBot, desk: Desk) -> None:
    pane = OrderDetailPane(desk)
    showing(qtbot, pane, FIRST.order_id)
    pane.follow(SECOND.order_id)
    pane.follow(None)
    qtbot.waitUntil(lambda: not desk._newest)
    assert pane.record is None

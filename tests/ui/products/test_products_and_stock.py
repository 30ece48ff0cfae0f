"""Products and stock: the form, the detail pane, receipts and corrections."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QDialog, QLabel, QLineEdit, QMenu, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.messages import Receipt
from domain.products.commands import ChangeProduct
from domain.products.events import ProductDetails
from readmodel.products.answers import FindProducts, GetProduct, ProductDetail
from tests.ui import trading
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.products.detail import ProductDetailPane
from ui.products.form import ProductForm
from ui.products.movements import Movements
from ui.products.page import ProductsPage
from ui.table.model import ListModel
from ui.theme import Theme
from ui.widgets.badge import Badge

Record = Callable[..., Receipt]


def line(parent: QWidget, name: str) -> QLineEdit:
    found = parent.findChild(QLineEdit, name)
    assert found is not None, name
    return found


def label(parent: QWidget, name: str) -> str:
    found = parent.findChild(QLabel, name)
    assert found is not None, name
    return found.text()


def press(qtbot: QtBot, parent: QWidget, name: str) -> None:
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    qtbot.mouseClick(found, Qt.MouseButton.LeftButton)


def chai(docket: main.Docket) -> ProductDetail:
    product = docket.queries.ask(GetProduct(product_id=trading.CHAI))
    assert product is not None
    return product


@pytest.fixture
def pane(qtbot: QtBot, desk: Desk, theme: Theme, record: Record) -> ProductDetailPane:
    """The detail pane on Chai, of which five are there."""
    record(trading.opened(), trading.customer(), trading.product(), trading.received(5))
    made = ProductDetailPane(desk)
    qtbot.addWidget(made)
    made.show()
    made.follow(trading.CHAI)
    qtbot.waitUntil(lambda: label(made, "product_detail_name") == "Chai")
    return made


def dialog_of(qtbot: QtBot, pane: ProductDetailPane, pressed: str, name: str) -> QDialog:
    press(qtbot, pane, pressed)
    qtbot.waitUntil(lambda: pane.findChild(QDialog, name) is not None)
    found = pane.findChild(QDialog, name)
    assert found is not None
    return found


def test_a_new_product_is_added(qtbot: QtBot, desk: Desk, host: QWidget, docket: main.Docket) -> None:
    form = ProductForm(desk, host)
    form.start_new()
    form.open()
    for name, text in (("sku", "TOFU"), ("name", "Tofu"), ("price", "23.25"), ("tax_rate", "7"), ("barcode", "4711")):
        line(form, f"product_form_{name}").setText(text)
    with qtbot.waitSignal(form.saved):
        press(qtbot, form, "product_form_submit")
    qtbot.waitUntil(lambda: len(docket.queries.ask(FindProducts(text="4711"))) == 1)
    found = docket.queries.ask(FindProducts(text="4711"))[0]
    assert (found.sku, found.price, found.tax_rate) == ("TOFU", Decimal("23.25"), Decimal(7))


@pytest.mark.parametrize(
    ("field", "typed", "message"),
    [
        ("price", "abc", "The price is not a number: abc"),
        ("tax_rate", "120", "A percentage goes from 0 to 100."),
        ("reorder_point", "-1", "The quantity can't be below zero."),
    ],
)
def test_what_cannot_be_read_is_said_under_its_field(
    qtbot: QtBot, desk: Desk, host: QWidget, field: str, typed: str, message: str
) -> None:
    form = ProductForm(desk, host)
    form.start_new("Tofu")
    form.open()
    line(form, f"product_form_{field}").setText(typed)
    press(qtbot, form, "product_form_submit")
    assert label(form, f"product_form_{field}_error") == message
    assert line(form, f"product_form_{field}").text() == typed
    form.reject()


def test_a_sku_that_is_taken_is_said_at_the_sku(qtbot: QtBot, desk: Desk, host: QWidget, record: Record) -> None:
    record(trading.product())
    form = ProductForm(desk, host)
    form.start_new("Other")
    form.open()
    line(form, "product_form_sku").setText("chai")
    press(qtbot, form, "product_form_submit")
    qtbot.waitUntil(lambda: label(form, "product_form_sku_error") != "")
    form.reject()


def test_a_change_by_somebody_else_is_taken_over_or_shown_beside_what_was_typed(
    qtbot: QtBot, desk: Desk, host: QWidget, record: Record, docket: main.Docket
) -> None:
    record(trading.product())
    form = ProductForm(desk, host)
    form.edit(trading.CHAI)
    form.open()
    qtbot.waitUntil(lambda: line(form, "product_form_price").text() == "18.00")
    line(form, "product_form_category").setText("Beverages")
    line(form, "product_form_price").setText("19")
    theirs = ProductDetails(sku="CHAI", name="Chai", price=Decimal(20), unit="box", discontinued=True)
    record(ChangeProduct(product_id=trading.CHAI, details=theirs))
    press(qtbot, form, "product_form_submit")
    other = form.findChild(QAbstractButton, "product_form_price_other")
    assert other is not None
    qtbot.waitUntil(other.isVisible)
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    press(qtbot, form, "product_form_submit")
    qtbot.waitUntil(lambda: chai(docket).details.category == "Beverages")
    assert chai(docket).details == structs.replace(theirs, category="Beverages")


def test_goods_are_received(qtbot: QtBot, pane: ProductDetailPane, docket: main.Docket) -> None:
    dialog = dialog_of(qtbot, pane, "product_receive", "receive_stock")
    press(qtbot, dialog, "receive_stock_submit")
    assert label(dialog, "receive_stock_quantity_error") == "The quantity is missing."
    line(dialog, "receive_stock_quantity").setText("7")
    press(qtbot, dialog, "receive_stock_submit")
    qtbot.waitUntil(lambda: chai(docket).on_hand == 12)


def test_a_count_is_recorded_as_the_difference(qtbot: QtBot, pane: ProductDetailPane, docket: main.Docket) -> None:
    dialog = dialog_of(qtbot, pane, "product_correct", "correct_stock")
    counted = line(dialog, "correct_stock_counted")
    assert counted.text() == "5"
    counted.clear()
    qtbot.keyClicks(counted, "3")
    assert label(dialog, "correct_stock_difference") == "Change: −2"
    press(qtbot, dialog, "correct_stock_submit")
    qtbot.waitUntil(lambda: chai(docket).on_hand == 3)


def test_a_reservation_meanwhile_does_not_disturb_a_count(
    qtbot: QtBot, pane: ProductDetailPane, record: Record, docket: main.Docket
) -> None:
    dialog = dialog_of(qtbot, pane, "product_correct", "correct_stock")
    line(dialog, "correct_stock_counted").setText("4")
    record(trading.placed(1))
    press(qtbot, dialog, "correct_stock_submit")
    qtbot.waitUntil(lambda: chai(docket).on_hand == 4)


def test_another_level_meanwhile_is_shown_before_anything_is_recorded(
    qtbot: QtBot, pane: ProductDetailPane, record: Record, docket: main.Docket
) -> None:
    dialog = dialog_of(qtbot, pane, "product_correct", "correct_stock")
    line(dialog, "correct_stock_counted").setText("4")
    record(trading.received(10))
    press(qtbot, dialog, "correct_stock_submit")
    qtbot.waitUntil(lambda: "moved meanwhile" in label(dialog, "correct_stock_message"))
    assert chai(docket).on_hand == 15
    press(qtbot, dialog, "correct_stock_submit")
    qtbot.waitUntil(lambda: chai(docket).on_hand == 4)


def test_stock_that_is_not_tracked_cannot_be_moved(qtbot: QtBot, pane: ProductDetailPane, record: Record) -> None:
    details = ProductDetails(sku="CHAI", name="Chai", tracked=False)
    record(ChangeProduct(product_id=trading.CHAI, details=details))
    receive = pane.findChild(QAbstractButton, "product_receive")
    assert receive is not None
    qtbot.waitUntil(lambda: not receive.isEnabled())
    assert receive.toolTip() == "The stock of this product is not tracked."


def test_whether_stock_is_tracked_is_part_of_the_form(
    qtbot: QtBot, desk: Desk, host: QWidget, record: Record, docket: main.Docket
) -> None:
    record(trading.product())
    form = ProductForm(desk, host)
    form.edit(trading.CHAI)
    form.open()
    qtbot.waitUntil(lambda: line(form, "product_form_sku").text() == "CHAI")
    tracked = form.findChild(QCheckBox, "product_form_tracked")
    assert tracked is not None
    tracked.setChecked(False)
    press(qtbot, form, "product_form_submit")
    qtbot.waitUntil(lambda: not chai(docket).details.tracked)


def test_movements_are_listed_newest_first_and_lead_to_their_orders(
    qtbot: QtBot, pane: ProductDetailPane, desk: Desk, record: Record
) -> None:
    order = trading.placed(2)
    record(order)
    movements = pane.findChild(Movements)
    assert movements is not None

    def told() -> list[str]:
        rows = [movements.model.row_at(rank) for rank in range(movements.model.rowCount())]
        columns = [column.name for column in movements.model.columns]
        cells = [columns.index(name) for name in ("type", "quantity")]
        return ["" if row is None else " ".join(row.texts[cell] for cell in cells) for row in rows]

    qtbot.waitUntil(lambda: told() == ["Reserved 2", "Received +5"])
    kinds = pane.findChild(QComboBox, "movements_kind")
    assert kinds is not None
    kinds.setCurrentIndex(kinds.findData("on_hand"))
    qtbot.waitUntil(lambda: told() == ["Received +5"])
    kinds.setCurrentIndex(0)
    qtbot.waitUntil(lambda: told() == ["Reserved 2", "Received +5"])
    with qtbot.waitSignal(desk.requested) as asked:
        movements.table.choose(0)
        qtbot.keyClick(movements.table, Qt.Key.Key_Return)
    assert asked.args == [ShowRecord("order", order.order_id)]


@pytest.mark.parametrize(
    ("received", "ordered", "details", "words"),
    [
        (5, 0, {}, ["In stock"]),
        (5, 0, {"reorder_point": Decimal(9)}, ["Low stock"]),
        (0, 0, {}, ["Low stock"]),
        (0, 1, {}, ["Orders waiting"]),
        (0, 1, {"discontinued": True}, ["Discontinued", "Orders waiting"]),
        (0, 0, {"tracked": False}, ["Not tracked"]),
    ],
)
def test_the_list_and_the_pane_say_the_same_of_a_product(
    qtbot: QtBot,
    desk: Desk,
    theme: Theme,
    record: Record,
    received: int,
    ordered: int,
    details: dict[str, Any],
    words: list[str],
) -> None:
    record(trading.opened(), trading.customer(), trading.product())
    if received:
        record(trading.received(received))
    if ordered:
        record(trading.placed(ordered))
    if details:
        record(ChangeProduct(product_id=trading.CHAI, details=ProductDetails(sku="CHAI", name="Chai", **details)))
    page = ProductsPage(desk)
    qtbot.addWidget(page)
    page.resize(1100, 700)
    page.show()
    qtbot.waitUntil(lambda: page.pane.record is not None)
    model = page.table.model()
    assert isinstance(model, ListModel)
    row = model.row_at(0)
    assert row is not None
    stock = next(section for section, column in enumerate(model.columns) if column.name == "stock")
    assert row.texts[stock] == words[0]
    assert page.table.sizeHintForIndex(model.index(0, stock)).width() <= page.table.columnWidth(stock)
    qtbot.waitUntil(lambda: [badge.text for badge in page.pane.findChildren(Badge) if badge.isVisible()] == words)
    menu = QMenu()
    page.fill_menu(menu, row)
    buttons = [page.pane.findChild(QAbstractButton, f"product_{name}") for name in ("edit", "receive", "correct")]
    offered = [(button.text(), button.isEnabled()) for button in buttons if button is not None]
    assert [(entry.text(), entry.isEnabled()) for entry in menu.actions()] == offered
    page.close()

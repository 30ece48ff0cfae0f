"""An order typed by keyboard alone."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

import main
from readmodel.orders.detail_answers import GetOrder
from tests.ui.orders.conftest import Keyboard, rows, text_of
from ui.orders.form import OrderForm
from ui.orders.forms import OrderForms
from ui.window import Window


def settled(form: OrderForm) -> bool:
    return not form._waiting


def test_ctrl_n_opens_the_form_with_the_customer_field_focused(new_form: OrderForm, keyboard: Keyboard) -> None:
    assert new_form.isVisible()
    assert keyboard.at.objectName() == "order_customer"


def test_enter_takes_the_first_match_and_moves_to_the_first_product(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alf")
    popup = new_form.window().findChild(QWidget, "order_customer_popup")
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    keyboard.type("\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    assert new_form.order.customer is not None
    assert new_form.order.customer.code == "ALFKI"


def test_the_facts_about_a_customer_stand_beside_the_field(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\n")
    qtbot.waitUntil(lambda: text_of(new_form, "order_customer_note") == "Note: Pays late")
    assert text_of(new_form, "order_customer_facts") == "No orders yet"


def test_a_whole_order_can_be_typed_without_waiting_for_any_answer(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket, window: Window
) -> None:
    keyboard.type("bolido\nchai\n3\nqueso cab\n2\t\t10\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "3"), ("QUESO", "2")] and settled(new_form))
    assert new_form.lines.line(1).discount == "10"
    assert text_of(new_form, "order_total") == "109.24"
    order_id = new_form.order.order_id
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None)
    qtbot.waitUntil(lambda: window.current_page == "orders")
    qtbot.waitUntil(lambda: docket.queries.ask(GetOrder(order_id=order_id)) is not None)
    order = docket.queries.ask(GetOrder(order_id=order_id))
    assert order is not None
    assert (order.status, order.customer_code, order.total) == ("open", "BOLID", 10924)


def test_enter_takes_the_first_product_and_selects_its_quantity_of_one(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\npav\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    assert keyboard.at.text() == "1"  # type: ignore[attr-defined]
    assert keyboard.at.selectedText() == "1"  # type: ignore[attr-defined]


def test_tab_goes_on_from_quantity_to_price_and_discount(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\npav\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    visited = []
    for _ in range(4):
        keyboard.type("\t")
        visited.append(keyboard.at.objectName())
    assert visited == ["order_line_price", "order_line_discount", "order_line_tax", "order_line_product"]


def test_scanning_a_product_that_is_on_the_order_adds_one_to_its_line(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\n4006381333931\n\n4006381333948\n\n4006381333931\n\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "2"), ("QUESO", "1")] and settled(new_form))
    assert keyboard.at.objectName() == "order_line_product"


def test_a_scan_is_not_lost_on_a_line_whose_quantity_can_not_be_read(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\nchai\nmany\t\t\t\t4006381333931\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "many"), ("CHAI", "1")])


def test_a_scanner_that_sends_only_one_enter_is_understood_in_the_quantity(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\n4006381333931\n4006381333948\n4006381333931\n4006381333931\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "3"), ("QUESO", "1")] and settled(new_form))


def test_a_large_quantity_that_is_no_barcode_stays_a_quantity(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\nchai\n12345678\n")
    qtbot.waitUntil(lambda: settled(new_form) and keyboard.at.objectName() == "order_line_product")
    assert rows(new_form) == [("CHAI", "12345678")]


def test_shift_enter_makes_a_line_of_its_own(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\nchai\n\nchai")
    keyboard.press(Qt.Key.Key_Return, Qt.KeyboardModifier.ShiftModifier)
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1"), ("CHAI", "1")])


def test_several_products_are_added_from_one_search(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    keyboard.type("cha")
    popup = new_form.window().findChild(QWidget, "order_product_popup")
    assert popup is not None
    qtbot.waitUntil(popup.isVisible)
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Space, Qt.KeyboardModifier.ControlModifier)
    keyboard.type("\n")
    assert rows(new_form) == [("CHAI", "1"), ("CHANG", "1")]


def test_text_that_matches_nothing_becomes_a_line_only_when_enter_is_pressed_again(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    keyboard.type("alfki\ngift wrapping\n")
    qtbot.waitUntil(lambda: "Nothing" in said(new_form) or "No product matches" in said(new_form))
    assert "Enter again" in said(new_form)
    assert rows(new_form) == [("gift wrapping", "")]
    keyboard.type("\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_quantity")
    keyboard.type("2\n")
    assert keyboard.at.objectName() == "order_line_price"
    keyboard.type("4.50\n")
    assert text_of(new_form, "order_net") == "9.00"


def test_ctrl_enter_takes_what_is_typed_and_not_decided_yet(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    order_id = new_form.order.order_id
    keyboard.type("alfki\nchai\n\nqueso")
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None)
    qtbot.waitUntil(lambda: docket.queries.ask(GetOrder(order_id=order_id)) is not None)
    order = docket.queries.ask(GetOrder(order_id=order_id))
    assert order is not None
    assert [line.sku for line in order.lines] == ["CHAI", "QUESO"]


def test_stock_is_shown_while_typing(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\nchai\n4")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "4")])
    assert hint(new_form, 0) == "5 available"
    keyboard.type("0")
    assert hint(new_form, 0) == "35 short"


def test_ctrl_enter_places_the_order_wherever_the_focus_is(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, window: Window
) -> None:
    keyboard.type("alfki\nchai\n3\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "3")] and settled(new_form))
    beside = window.findChild(QWidget, "nav_sales")
    assert beside is not None
    beside.setFocus()
    qtbot.waitUntil(beside.hasFocus)
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None and window.current_page == "orders")


def test_a_removed_line_can_be_had_back(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\nchai\n3\nqueso\n")
    qtbot.waitUntil(lambda: len(rows(new_form)) == 2 and keyboard.at.objectName() == "order_line_quantity")
    keyboard.press(Qt.Key.Key_Up)
    control = Qt.KeyboardModifier.ControlModifier
    keyboard.press(Qt.Key.Key_Delete, control)
    assert rows(new_form) == [("QUESO", "1")]
    assert text_of(new_form, "order_net") == "21.00"
    keyboard.press(Qt.Key.Key_Delete, control | Qt.KeyboardModifier.ShiftModifier)
    assert rows(new_form) == [("CHAI", "3"), ("QUESO", "1")]
    assert text_of(new_form, "order_net") == "75.00"


def said(form: OrderForm) -> str:
    return text_of(form, "order_form_message")


def hint(form: OrderForm, row: int) -> str:
    return str(form.lines.index(row, 8).data())


def test_rows_of_a_spreadsheet_are_pasted_as_a_line_each(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    rows_copied = "CHAI\t12\n4006381333948\tQueso\t3.5\n\nNOTHING\t2\nCHAI\t\n"
    QApplication.clipboard().setText(rows_copied)
    keyboard.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "12"), ("QUESO", "3.5"), ("NOTHING", "2"), ("CHAI", "1")])
    assert text_of(new_form, "order_form_message").startswith("No product matches 1 of the 4 pasted codes.")
    assert keyboard.at.objectName() == "order_line_product"
    keyboard.type("pav\n")
    qtbot.waitUntil(lambda: rows(new_form)[-1] == ("PAV-1", "1"))


def test_of_several_rows_the_customer_field_takes_the_first(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard
) -> None:
    QApplication.clipboard().setText("bolid\nalfki\n")
    keyboard.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    keyboard.type("\n")
    qtbot.waitUntil(lambda: new_form.order.customer is not None)
    assert new_form.order.customer is not None
    assert new_form.order.customer.code == "BOLID"


def test_a_single_text_is_pasted_as_it_is(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("alfki\n")
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    QApplication.clipboard().setText("4006381333955\n")
    keyboard.press(Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)
    keyboard.type("\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("PAV-1", "1")])

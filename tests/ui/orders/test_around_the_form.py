"""What goes on around the form: a new customer, a slow view, another locale, a repeated placing."""

from collections.abc import Callable
from decimal import Decimal
from uuid import uuid4

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QComboBox, QLineEdit, QListView
from pytestqt.qtbot import QtBot

import main
from domain.addresses import Address
from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Receipt
from readmodel.control import Mode
from readmodel.customers.answers import FindCustomers
from readmodel.orders.detail_answers import GetOrder
from readmodel.pipeline.answers import GetBusiness, GetCounts
from readmodel.products.answers import FindProducts
from tests.ui import trading
from tests.ui.orders.conftest import Keyboard, rows, text_of
from ui import formats
from ui.customers.form import CustomerForm
from ui.orders.entry import TypedLine, TypedOrder
from ui.orders.form import OrderForm
from ui.orders.forms import OrderForms
from ui.orders.relocating import relocated
from ui.window import Window


def test_a_customer_nobody_knows_yet_is_added_from_the_order(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, docket: main.Docket
) -> None:
    keyboard.type("Hanna Moos\n")
    qtbot.waitUntil(lambda: "Enter again" in text_of(new_form, "order_customer_error"))
    keyboard.type("\n")
    qtbot.waitUntil(lambda: new_form.findChild(CustomerForm) is not None)
    dialog = new_form.findChild(CustomerForm)
    assert dialog is not None
    name = dialog.findChild(QLineEdit, "customer_form_name")
    assert name is not None
    assert name.text() == "Hanna Moos"
    submit = dialog.findChild(QAbstractButton, "customer_form_submit")
    assert submit is not None
    qtbot.mouseClick(submit, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: new_form.order.customer is not None)
    assert new_form.order.customer is not None
    assert (new_form.order.customer.code, new_form.order.customer_search) == ("HANNA", "")
    qtbot.waitUntil(lambda: len(docket.queries.ask(FindCustomers(text="hanna"))) == 1)


def test_a_customers_name_too_long_for_its_field_is_seen_from_its_beginning(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, record: Callable[..., Receipt]
) -> None:
    personal = CustomerPersonal(name="Gemeinschaftsverpflegung und Feinkosthandel der Hansestadt Lübeck " * 3)
    record(AddCustomer(customer_id=str(uuid4()), code="LONG", personal=personal))
    keyboard.type("gemeinschaft\n")
    qtbot.waitUntil(lambda: new_form.order.customer is not None and not new_form.parts.head.customer.hasFocus())
    field = new_form.parts.head.customer
    assert field.fontMetrics().horizontalAdvance(field.text()) > field.width()
    assert field.cursorPositionAt(QPoint(2, field.height() // 2)) == 0


def test_another_address_begins_with_the_customers_and_follows_the_customer_while_untouched(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, record: Callable[..., Receipt]
) -> None:
    for number, city in ((1, "Berlin"), (2, "Madrid")):
        personal = CustomerPersonal(name=f"House {number}", billing=Address(street="Long Street", city=city))
        record(AddCustomer(customer_id=str(uuid4()), code=f"H{number}", personal=personal))
    keyboard.type("house 1\n")
    qtbot.waitUntil(lambda: "Berlin" in text_of(new_form, "order_customer_who") and not new_form._waiting)
    elsewhere = new_form.findChild(QAbstractButton, "order_ship_elsewhere")
    assert elsewhere is not None
    qtbot.waitUntil(lambda: "No orders" in text_of(new_form, "order_customer_facts"))
    elsewhere.click()
    assert new_form.order.ship_to == Address(street="Long Street", city="Berlin")
    new_form.parts.head.customer.setFocus()
    new_form.parts.head.customer.selectAll()
    keyboard.type("house 2\n")
    qtbot.waitUntil(lambda: new_form.order.ship_to.city == "Madrid")
    street = new_form.findChild(QLineEdit, "order_ship_to_street")
    assert street is not None
    street.setFocus()
    keyboard.type("x")
    new_form.parts.head.customer.setFocus()
    new_form.parts.head.customer.selectAll()
    keyboard.type("house 1\n")
    qtbot.waitUntil(lambda: "Berlin" in text_of(new_form, "order_customer_who"))
    qtbot.waitUntil(lambda: "No orders" in text_of(new_form, "order_customer_facts"))
    assert new_form.order.ship_to.city == "Madrid"


def test_an_order_placed_while_the_projector_stands_still_is_said_to_be_saved(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket, window: Window
) -> None:
    order_id = new_form.order.order_id
    keyboard.type("alfki\nchai\n\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1")] and not new_form._waiting)
    docket.projector.paused = True
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None)
    assert docket.queries.ask(GetOrder(order_id=order_id)) is None
    assert forms.drafts.names() == []
    qtbot.waitUntil(lambda: "saved" in text_of(window, "order_detail_empty"))
    docket.projector.paused = False
    docket.projector.mode = Mode.ASYNC
    qtbot.waitUntil(lambda: text_of(window, "order_detail_number").startswith("SO-"))


def test_ctrl_enter_twice_places_once(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    keyboard.type("alfki\nchai\n\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1")] and not new_form._waiting)
    new_form.place()
    new_form.place()
    qtbot.waitUntil(lambda: forms.form is None)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["orders"] == 1)


def test_ctrl_enter_places_from_every_field(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    keyboard.type("alfki\nchai\n\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1")] and not new_form._waiting)
    freight = new_form.findChild(QLineEdit, "order_freight")
    assert freight is not None
    freight.setFocus()
    keyboard.type("12.50")
    keyboard.place()
    qtbot.waitUntil(lambda: forms.form is None)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["orders"] == 1)


def test_another_form_keeps_the_one_before_as_a_draft(
    qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard, forms: OrderForms, docket: main.Docket
) -> None:
    keyboard.type("alfki\nchai\n\n")
    qtbot.waitUntil(lambda: rows(new_form) == [("CHAI", "1")] and not new_form._waiting)
    keyboard.press(Qt.Key.Key_N, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: docket.queries.ask(GetCounts())["drafts"] == 1)
    assert forms.form is not None
    assert forms.form is not new_form
    assert rows(forms.form) == []


def test_numbers_resumed_under_another_locale_are_written_anew() -> None:
    formats.use_locale("de_DE")
    line = TypedLine(quantity="1,5", price="1.000,25", discount="viel", tax="19")
    order = TypedOrder(lines=[line], freight="12,50")
    formats.use_locale("en_US")
    again = relocated(order).lines[0]
    assert (again.quantity, again.price, again.discount, again.tax) == ("1.5", "1,000.25", "viel", "19")
    assert order.freight == "12.50"
    assert formats.parse_quantity(again.quantity) == Decimal("1.5")


def test_a_match_is_taken_with_the_mouse(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    keyboard.type("bol")
    matches = new_form.window().findChild(QListView, "order_customer_matches")
    assert matches is not None
    qtbot.waitUntil(matches.isVisible)
    place = matches.visualRect(matches.model().index(0, 0)).center()
    qtbot.mouseClick(matches.viewport(), Qt.MouseButton.LeftButton, pos=place)
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    assert new_form.order.customer is not None
    assert new_form.order.customer.code == "BOLID"


def test_tab_leads_through_the_form_and_back(qtbot: QtBot, new_form: OrderForm, keyboard: Keyboard) -> None:
    visited = []
    for _ in range(6):
        keyboard.type("\t")
        visited.append(keyboard.at.objectName())
    assert visited == [
        "order_reference",
        "order_due",
        "order_ship_elsewhere",
        "order_line_product",
        "order_freight",
        "order_freight_tax",
    ]
    for _ in range(2):
        keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert keyboard.at.objectName() == "order_line_product"
    keyboard.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert keyboard.at.objectName() == "order_ship_elsewhere"


def test_the_first_order_gives_the_store_its_currency(
    qtbot: QtBot, window: Window, docket: main.Docket, record: Callable[..., Receipt]
) -> None:
    record(trading.customer(), trading.product())
    window.activateWindow()
    form = window.routes.forms.new(trading.ALFKI)
    qtbot.waitUntil(lambda: form.order.customer is not None)
    choice = form.findChild(QComboBox, "order_currency")
    assert choice is not None
    assert choice.isVisible()
    choice.setCurrentText("CHF")
    assert text_of(form, "order_totals_heading") == "Total in CHF"
    match = docket.queries.ask(FindProducts(text="chai"))[0]
    form.lines.choose(form.lines.blank_row, [match])
    form.place()
    qtbot.waitUntil(lambda: docket.queries.ask(GetBusiness()).currency == "CHF")


def test_a_currency_that_becomes_known_leaves_the_cell_open_that_is_being_typed_in(
    qtbot: QtBot, window: Window, record: Callable[..., Receipt]
) -> None:
    record(trading.customer(), trading.product())
    window.activateWindow()
    form = window.routes.forms.new(trading.ALFKI)
    keyboard = Keyboard(qtbot, window)
    qtbot.waitUntil(lambda: keyboard.at.objectName() == "order_line_product")
    keyboard.type("cha")
    record(trading.opened())
    qtbot.waitUntil(lambda: text_of(form, "order_totals_heading") == "Total in EUR")
    assert keyboard.at.objectName() == "order_line_product"
    keyboard.type("i\n3\n")
    qtbot.waitUntil(lambda: rows(form) == [("CHAI", "3")])
    qtbot.waitUntil(lambda: text_of(form, "order_total") == "54.00")

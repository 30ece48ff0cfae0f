"""Customers: the form and the detail pane."""

from collections.abc import Callable

from msgspec import structs
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.addresses import Address
from domain.customers.commands import ChangeCustomer
from domain.customers.events import CustomerPersonal
from domain.messages import Receipt
from readmodel.customers.answers import CustomerDetail, FindCustomers, GetCustomer
from tests.ui import trading
from ui.customers.detail import CustomerDetailPane
from ui.customers.form import CustomerForm
from ui.desk import Desk
from ui.theme import Theme

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


def alfki(docket: main.Docket) -> CustomerDetail:
    customer = docket.queries.ask(GetCustomer(customer_id=trading.ALFKI))
    assert customer is not None
    return customer


def editing(qtbot: QtBot, desk: Desk, host: QWidget) -> CustomerForm:
    form = CustomerForm(desk, host)
    form.edit(trading.ALFKI)
    form.open()
    qtbot.waitUntil(lambda: line(form, "customer_form_code").text() == "ALFKI")
    return form


def test_a_new_customer_is_added(qtbot: QtBot, desk: Desk, host: QWidget, docket: main.Docket) -> None:
    form = CustomerForm(desk, host)
    form.start_new("Blauer See Delikatessen")
    form.open()
    assert line(form, "customer_form_code").text() == "BLAUE"
    line(form, "customer_form_billing_city").setText("Mannheim")
    with qtbot.waitSignal(form.saved):
        press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: len(docket.queries.ask(FindCustomers(text="blaue"))) == 1)
    assert docket.queries.ask(FindCustomers(text="blaue"))[0].city == "Mannheim"


def test_what_is_missing_or_wrong_stands_under_its_field(qtbot: QtBot, desk: Desk, host: QWidget) -> None:
    form = CustomerForm(desk, host)
    form.start_new()
    form.open()
    line(form, "customer_form_code").setText("X")
    press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: label(form, "customer_form_name_error") == "Name is needed.")
    qtbot.keyClicks(line(form, "customer_form_name"), "Xaver")
    assert label(form, "customer_form_name_error") == ""
    line(form, "customer_form_email").setText("nowhere")
    press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: "not an email address" in label(form, "customer_form_email_error"))
    assert line(form, "customer_form_email").text() == "nowhere"
    form.reject()


def test_a_code_that_is_taken_is_said_at_the_code(qtbot: QtBot, desk: Desk, host: QWidget, record: Record) -> None:
    record(trading.customer())
    form = CustomerForm(desk, host)
    form.start_new("Somebody")
    form.open()
    line(form, "customer_form_code").setText("alfki")
    press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: label(form, "customer_form_code_error") != "")
    form.reject()


def test_a_customer_is_changed(qtbot: QtBot, desk: Desk, host: QWidget, record: Record, docket: main.Docket) -> None:
    record(trading.customer())
    form = editing(qtbot, desk, host)
    elsewhere = form.findChild(QCheckBox, "customer_form_ship_elsewhere")
    assert elsewhere is not None
    elsewhere.setChecked(True)
    line(form, "customer_form_shipping_city").setText("Aachen")
    press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: alfki(docket).personal.shipping.city == "Aachen")


def test_a_change_by_somebody_else_is_taken_over_or_shown_beside_what_was_typed(
    qtbot: QtBot, desk: Desk, host: QWidget, record: Record, docket: main.Docket
) -> None:
    record(trading.customer())
    form = editing(qtbot, desk, host)
    qtbot.keyClicks(line(form, "customer_form_phone"), "030 1234")
    qtbot.keyClicks(line(form, "customer_form_contact"), "Maria Anders")
    billing = Address(street="Obere Straße 57", city="Berlin")
    theirs = CustomerPersonal(name="Alfreds Futterkiste GmbH", phone="040 99", note="Rings twice", billing=billing)
    record(ChangeCustomer(customer_id=trading.ALFKI, code="ALFKI", personal=theirs))
    press(qtbot, form, "customer_form_submit")
    other = form.findChild(QAbstractButton, "customer_form_phone_other")
    assert other is not None
    qtbot.waitUntil(other.isVisible)
    offers = [button for button in form.findChildren(QAbstractButton) if button.objectName().endswith("_other")]
    assert [button for button in offers if button.isVisible()] == [other]
    assert line(form, "customer_form_phone").text() == "030 1234"
    assert line(form, "customer_form_name").text() == "Alfreds Futterkiste GmbH"
    qtbot.mouseClick(other, Qt.MouseButton.LeftButton)
    press(qtbot, form, "customer_form_submit")
    qtbot.waitUntil(lambda: alfki(docket).personal.contact == "Maria Anders")
    assert alfki(docket).personal == structs.replace(theirs, contact="Maria Anders")


def test_what_was_typed_can_be_had_back_after_closing(qtbot: QtBot, desk: Desk, host: QWidget) -> None:
    asked: list[object] = []
    desk.requested.connect(asked.append)
    form = CustomerForm(desk, host)
    form.start_new()
    form.open()
    qtbot.keyClicks(line(form, "customer_form_name"), "Half a nam")
    qtbot.keyClick(form, Qt.Key.Key_Escape)
    assert not form.isVisible()
    tell = asked[-1]
    tell.then()  # type: ignore[attr-defined]
    assert form.isVisible()
    assert line(form, "customer_form_name").text() == "Half a nam"
    form._changed = False
    form.reject()


def test_the_detail_shows_facts_and_the_last_orders(qtbot: QtBot, desk: Desk, theme: Theme, record: Record) -> None:
    record(trading.opened(), trading.customer(), trading.product(), trading.placed(2), trading.placed(3))
    pane = CustomerDetailPane(desk)
    qtbot.addWidget(pane)
    pane.show()
    pane.follow(trading.ALFKI)
    qtbot.waitUntil(lambda: pane.findChild(QAbstractButton, "customer_order_1") is not None)
    assert label(pane, "customer_detail_name") == "Alfreds Futterkiste"
    newest = pane.findChild(QAbstractButton, "customer_order_0")
    assert newest is not None
    assert newest.text().endswith("2")
    record(trading.placed(1))
    qtbot.waitUntil(lambda: pane.findChild(QAbstractButton, "customer_order_2") is not None)
    pane.close()

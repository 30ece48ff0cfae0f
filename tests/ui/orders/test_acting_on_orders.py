"""Shipping, paying, noting and cancelling, from the detail pane and its dialogs."""

from collections.abc import Callable, Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QDialog, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

import main
from domain.messages import Receipt
from domain.orders.commands import CancelOrder, PlaceOrder, RecordPayment, SaveDraft, ShipOrder
from domain.orders.content import Charge, LineEntry, OrderContent, ShippedLine
from readmodel.orders.detail_answers import GetOrder, OrderDetail
from tests.ui import trading
from tests.ui.orders.conftest import QUESO, text_of
from ui import formats
from ui.desk import Desk
from ui.intents import EditRecord, ShowRecord, Tell
from ui.orders.detail import OrderDetailPane
from ui.orders.detail_lines import DetailLines
from ui.widgets.badge import Badge
from ui.widgets.quantity_spin import QuantitySpin

Record = Callable[..., Receipt]
ORDER = "order-1"


@pytest.fixture
def ordered(stocked: None, record: Record) -> None:
    """Alfreds ordered seven Chai, of which five are there, and freight."""
    chai = LineEntry(line_id="chai", product_id=trading.CHAI, quantity=Decimal(7))
    wrap = LineEntry(line_id="wrap", description="Gift wrapping", quantity=Decimal(1), unit_price=Decimal(2))
    freight = Charge(charge_id="freight", amount=1000)
    content = OrderContent(customer_id=trading.ALFKI, lines=(chai, wrap), charges=(freight,), reference="PO 7")
    record(PlaceOrder(order_id=ORDER, content=content))


@pytest.fixture
def pane(qtbot: QtBot, ordered: None, desk: Desk, theme: object, asked: list[object]) -> Iterator[OrderDetailPane]:
    """The detail pane on the order."""
    made = OrderDetailPane(desk)
    qtbot.addWidget(made)
    made.resize(640, 720)
    made.show()
    made.follow(ORDER)
    qtbot.waitUntil(lambda: made.order is not None)
    yield made
    made.close()


def order_of(docket: main.Docket, order_id: str = ORDER) -> OrderDetail:
    order = docket.queries.ask(GetOrder(order_id=order_id))
    assert order is not None
    return order


def button(parent: QWidget, name: str) -> QAbstractButton:
    found = parent.findChild(QAbstractButton, name)
    assert found is not None, name
    return found


def click(qtbot: QtBot, parent: QWidget, name: str) -> None:
    qtbot.mouseClick(button(parent, name), Qt.MouseButton.LeftButton)


def opened(qtbot: QtBot, pane: OrderDetailPane, action: str, dialog: str) -> QDialog:
    """Press an action's button and wait for its dialog."""
    click(qtbot, pane, f"order_{action}")
    qtbot.waitUntil(lambda: pane.findChild(QDialog, dialog) is not None)
    found = pane.findChild(QDialog, dialog)
    assert found is not None
    return found


def quantities(dialog: QDialog) -> list[QuantitySpin]:
    return [each for each in dialog.findChildren(QuantitySpin) if each.isVisible()]


def badges(pane: OrderDetailPane) -> list[str]:
    return [badge.text for badge in pane.findChildren(Badge) if not badge.isHidden()]


def test_the_detail_shows_state_customer_lines_and_money(pane: OrderDetailPane) -> None:
    assert text_of(pane, "order_detail_number").startswith("SO-")
    assert badges(pane) == ["Open", "Part reserved", "Unpaid"]
    assert button(pane, "order_detail_customer").text() == "Alfreds Futterkiste"
    assert "PO 7" in text_of(pane, "order_detail_about")


def test_an_order_not_projected_yet_is_said_to_be_saved(qtbot: QtBot, desk: Desk, pane: OrderDetailPane) -> None:
    pane.follow("unknown")
    qtbot.waitUntil(lambda: "saved" in text_of(pane, "order_detail_empty"))


def test_all_that_can_go_is_shipped_and_the_pane_follows(
    qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket, asked: list[object]
) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    submit = button(dialog, "ship_order_submit")
    assert submit.text() == "Ship 2 lines"
    click(qtbot, dialog, "ship_order_submit")
    qtbot.waitUntil(lambda: "Part shipped" in badges(pane))
    assert [line.shipped for line in order_of(docket).lines] == [5, 1]
    told = [intent.text for intent in asked if isinstance(intent, Tell)]
    assert told == [f"Shipped 2 lines of {order_of(docket).number}."]


def test_chosen_quantities_are_shipped(qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    first, second = dialog.findChildren(QuantitySpin)
    first.set_value(Decimal(2))
    second.stepDown()
    assert button(dialog, "ship_order_submit").text() == "Ship 1 line"
    click(qtbot, dialog, "ship_order_submit")
    qtbot.waitUntil(lambda: [line.shipped for line in order_of(docket).lines] == [2, 0])


def test_more_than_is_reserved_is_said_beside_its_line(qtbot: QtBot, pane: OrderDetailPane) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    first = dialog.findChildren(QuantitySpin)[0]
    first.lineEdit().setText("6")
    click(qtbot, dialog, "ship_order_submit")
    assert text_of(dialog, "ship_order_line_1_error") == "At most 5."
    assert first.lineEdit().text() == "6"
    dialog.reject()


def test_what_was_shipped_elsewhere_and_is_not_shown_yet_is_refused_beside_its_line(
    qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket
) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    docket.projector.paused = True
    docket.commands.dispatch(ShipOrder(order_id=ORDER)).result()
    click(qtbot, dialog, "ship_order_submit")
    qtbot.waitUntil(lambda: text_of(dialog, "ship_order_line_1_error") != "")
    dialog.reject()


def test_what_was_shipped_elsewhere_can_be_chosen_no_more_and_what_was_chosen_stays(
    qtbot: QtBot, pane: OrderDetailPane, record: Record
) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    assert "meanwhile" not in text_of(dialog, "ship_order_message")
    quantities(dialog)[0].set_value(Decimal(2))
    tracking = dialog.findChild(QLineEdit, "ship_order_tracking")
    assert tracking is not None
    tracking.setFocus()
    record(ShipOrder(order_id=ORDER, lines=(ShippedLine("wrap", Decimal(1)),)))
    qtbot.waitUntil(lambda: "these can be shipped now" in text_of(dialog, "ship_order_message"))
    assert [each.value() for each in quantities(dialog)] == [2]
    assert dialog.focusWidget() is tracking
    record(ShipOrder(order_id=ORDER, lines=(ShippedLine("chai", Decimal(4)),)))
    qtbot.waitUntil(lambda: [each.value() for each in quantities(dialog)] == [1])
    assert button(dialog, "ship_order_submit").text() == "Ship 1 line"
    dialog.reject()


def test_a_ship_dialog_that_is_had_back_shows_what_can_be_shipped_now(
    qtbot: QtBot, pane: OrderDetailPane, record: Record, asked: list[object]
) -> None:
    dialog = opened(qtbot, pane, "ship", "ship_order")
    spin = quantities(dialog)[0].findChild(QLineEdit)
    assert spin is not None
    spin.selectAll()
    qtbot.keyClicks(spin, "4")
    dialog.reject()
    record(ShipOrder(order_id=ORDER, lines=(ShippedLine("wrap", Decimal(1)), ShippedLine("chai", Decimal(3)))))
    told = asked[-1]
    assert isinstance(told, Tell)
    assert told.action == "Go back"
    assert told.then is not None
    told.then()
    qtbot.waitUntil(lambda: [each.value() for each in quantities(dialog)] == [2])
    assert "these can be shipped now" in text_of(dialog, "ship_order_message")
    dialog.reject()


def test_a_payment_dialog_tells_what_is_to_pay_by_now(qtbot: QtBot, pane: OrderDetailPane, record: Record) -> None:
    dialog = opened(qtbot, pane, "pay", "record_payment")
    amount = dialog.findChild(QLineEdit, "record_payment_amount")
    assert amount is not None
    record(RecordPayment(order_id=ORDER, amount=10000))
    qtbot.waitUntil(lambda: text_of(dialog, "record_payment_owed") == "Alfreds Futterkiste · to pay 61.94")
    assert amount.text() == "61.94"
    amount.selectAll()
    qtbot.keyClicks(amount, "50")
    record(RecordPayment(order_id=ORDER, amount=2000))
    qtbot.waitUntil(lambda: text_of(dialog, "record_payment_owed") == "Alfreds Futterkiste · to pay 41.94")
    assert amount.text() == "50"
    assert text_of(dialog, "record_payment_amount_hint") == "€8.06 more than is to pay."
    dialog.reject()


def test_a_payment_is_offered_at_what_is_still_to_pay(qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket) -> None:
    dialog = opened(qtbot, pane, "pay", "record_payment")
    amount = dialog.findChild(QLineEdit, "record_payment_amount")
    assert amount is not None
    total = order_of(docket).total
    assert amount.text() == "161.94"
    assert total == 16194
    amount.setText("61.94")
    click(qtbot, dialog, "record_payment_submit")
    qtbot.waitUntil(lambda: "Deposit" in badges(pane))
    assert order_of(docket).balance == 10000


@pytest.mark.parametrize(("typed", "message"), [("", "missing"), ("a lot", "not a number"), ("0", "more than 0")])
def test_a_payment_that_is_none_is_refused_beside_the_amount(
    qtbot: QtBot, pane: OrderDetailPane, typed: str, message: str
) -> None:
    dialog = opened(qtbot, pane, "pay", "record_payment")
    amount = dialog.findChild(QLineEdit, "record_payment_amount")
    assert amount is not None
    amount.setText(typed)
    click(qtbot, dialog, "record_payment_submit")
    qtbot.waitUntil(lambda: message in text_of(dialog, "record_payment_amount_error"))
    assert amount.text() == typed
    dialog.reject()


def test_a_note_appears_in_the_timeline(qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket) -> None:
    dialog = opened(qtbot, pane, "note", "note_order")
    click(qtbot, dialog, "note_order_submit")
    assert text_of(dialog, "note_order_text_error") == "Write something first."
    box = dialog.findChild(QPlainTextEdit, "note_order_text")
    assert box is not None
    qtbot.keyClicks(box, "Call before delivery")
    qtbot.keyClick(box, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: [entry.type for entry in order_of(docket).timeline] == ["OrderPlaced", "OrderNoted"])


def test_cancelling_needs_a_reason(qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket) -> None:
    dialog = opened(qtbot, pane, "cancel", "cancel_order")
    click(qtbot, dialog, "cancel_order_submit")
    assert "reason is needed" in text_of(dialog, "cancel_order_reason_error")
    box = dialog.findChild(QPlainTextEdit, "cancel_order_reason")
    assert box is not None
    qtbot.keyClicks(box, "Ordered twice")
    click(qtbot, dialog, "cancel_order_submit")
    qtbot.waitUntil(lambda: badges(pane) == ["Cancelled"])
    assert not button(pane, "order_ship").isEnabled()
    assert button(pane, "order_ship").toolTip() == "It is cancelled."


def test_what_cannot_be_done_says_why(qtbot: QtBot, pane: OrderDetailPane, record: Record) -> None:
    record(ShipOrder(order_id=ORDER))
    qtbot.waitUntil(lambda: not button(pane, "order_cancel").isEnabled())
    assert button(pane, "order_cancel").toolTip() == "Part of it was shipped already."
    record(trading.received(2), ShipOrder(order_id=ORDER))
    qtbot.waitUntil(lambda: button(pane, "order_ship").toolTip() == "All of it is shipped.")


def test_a_draft_can_be_edited_or_discarded(
    qtbot: QtBot, pane: OrderDetailPane, record: Record, docket: main.Docket, asked: list[object]
) -> None:
    line = LineEntry(line_id="queso", product_id=QUESO)
    record(SaveDraft(order_id="draft", content=OrderContent(lines=(line,))))
    pane.follow("draft")
    qtbot.waitUntil(lambda: badges(pane) == ["Draft"])
    about = pane.findChild(QLabel, "order_detail_about")
    assert about is not None
    # There is nothing to be said yet, and no gap where it would stand.
    assert about.isHidden()
    click(qtbot, pane, "order_edit")
    assert EditRecord("order", "draft") in asked
    dialog = opened(qtbot, pane, "discard", "cancel_order")
    click(qtbot, dialog, "cancel_order_submit")
    qtbot.waitUntil(lambda: order_of(docket, "draft").status == "cancelled")


def test_a_draft_shows_what_no_product_was_found_for(qtbot: QtBot, pane: OrderDetailPane, record: Record) -> None:
    line = LineEntry(line_id="x", sought="4711")
    record(SaveDraft(order_id="draft-1", content=OrderContent(customer_id=trading.ALFKI, lines=(line,))))
    pane.follow("draft-1")
    lines = pane.findChild(DetailLines)
    assert lines is not None
    qtbot.waitUntil(lambda: lines.model.rowCount() == 1 and lines.model.row_at(0) is not None)
    row = lines.model.row_at(0)
    assert row is not None
    assert {"4711", "No product"} <= set(row.texts)


def test_the_customer_of_an_order_is_a_click_away(qtbot: QtBot, pane: OrderDetailPane, asked: list[object]) -> None:
    click(qtbot, pane, "order_detail_customer")
    assert ShowRecord("customer", trading.ALFKI) in asked


def test_the_pane_follows_changes_made_elsewhere(qtbot: QtBot, pane: OrderDetailPane, record: Record) -> None:
    record(CancelOrder(order_id=ORDER, reason="Elsewhere"))
    qtbot.waitUntil(lambda: badges(pane) == ["Cancelled"])


def test_a_payment_above_what_is_to_pay_says_by_how_much(
    qtbot: QtBot, pane: OrderDetailPane, docket: main.Docket
) -> None:
    dialog = opened(qtbot, pane, "pay", "record_payment")
    amount = dialog.findChild(QLineEdit, "record_payment_amount")
    assert amount is not None
    assert text_of(dialog, "record_payment_amount_hint") == ""
    to_pay = order_of(docket).balance
    amount.clear()
    qtbot.keyClicks(amount, formats.amount(to_pay + 5000, "EUR"))
    assert text_of(dialog, "record_payment_amount_hint") == "€50.00 more than is to pay."
    click(qtbot, dialog, "record_payment_submit")
    qtbot.waitUntil(lambda: order_of(docket).balance == -5000)

"""What can be done to an order from the list and from its detail, and when it can't, why."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QDialog, QWidget

from readmodel.orders.detail_answers import Fulfilment, GetOrder, OrderDetail, Payment
from ui.desk import Desk
from ui.intents import EditRecord
from ui.orders.ship_dialog import ShipDialog
from ui.orders.small_dialogs import CancelDialog, NoteDialog, PaymentDialog
from ui.widgets.opening import open_on


class OrderAction(StrEnum):
    """Everything that can be done to an order that exists."""

    SHIP = "ship"
    PAY = "pay"
    NOTE = "note"
    CANCEL = "cancel"
    EDIT = "edit"
    DISCARD = "discard"


TEXTS = {
    OrderAction.SHIP: "Ship…",
    OrderAction.PAY: "Record payment…",
    OrderAction.NOTE: "Add note…",
    OrderAction.CANCEL: "Cancel order…",
    OrderAction.EDIT: "Edit draft",
    OrderAction.DISCARD: "Discard draft…",
}

ICONS = {
    OrderAction.SHIP: "truck",
    OrderAction.PAY: "money",
    OrderAction.NOTE: "note-pencil",
    OrderAction.CANCEL: "x-circle",
    OrderAction.EDIT: "pencil-simple",
    OrderAction.DISCARD: "trash",
}

KEYS = {
    OrderAction.SHIP: "Ctrl+Shift+S",
    OrderAction.PAY: "Ctrl+Shift+P",
    OrderAction.NOTE: "Ctrl+Shift+N",
    OrderAction.CANCEL: "Ctrl+Shift+X",
}
"""What does it to the order in sight, on the page of orders."""

_OPEN = (OrderAction.SHIP, OrderAction.PAY, OrderAction.NOTE, OrderAction.CANCEL)
_DRAFT = (OrderAction.EDIT, OrderAction.NOTE, OrderAction.DISCARD)
_PAID = (Payment.DEPOSIT, Payment.PART_PAID, Payment.PAID, Payment.OVERPAID)
_SHIPPED = (Fulfilment.PART_SHIPPED, Fulfilment.SHIPPED)


def actions_for(status: str) -> tuple[OrderAction, ...]:
    """What is offered for an order in this state, whether or not it can be done at the moment."""
    return _DRAFT if status == "draft" else _OPEN


def why_not(action: OrderAction, status: str, fulfilment: str, payment: str) -> str:
    """Why an action is out of the question in this state; empty if it is not."""
    if action is OrderAction.NOTE:
        return ""
    if action in (OrderAction.EDIT, OrderAction.DISCARD):
        return "" if status == "draft" else "Only a draft can be edited or discarded."
    if status == "draft":
        return "It is a draft: place it first."
    if status != "open":
        return f"It is {status}."
    if action is OrderAction.SHIP:
        return {
            Fulfilment.SHIPPED: "All of it is shipped.",
            Fulfilment.BACKORDERED: "All of it waits for stock.",
        }.get(Fulfilment(fulfilment), "")
    if action is OrderAction.CANCEL:
        if fulfilment in _SHIPPED:
            return "Part of it was shipped already."
        if payment in _PAID:
            return "It holds a payment."
    return ""


def shown_key(action: OrderAction) -> str:
    """The key of an action as this system writes it; empty if it has none."""
    return QKeySequence(KEYS.get(action, "")).toString(QKeySequence.SequenceFormat.NativeText)


def act(desk: Desk, action: OrderAction, order_id: str, parent: QWidget) -> None:
    """Do it: open the dialog on the order as it stands now, or the form of a draft."""
    if action is OrderAction.EDIT:
        desk.request(EditRecord("order", order_id))
    else:
        open_on(desk, GetOrder(order_id=order_id), "order", _DIALOGS[action], parent)


_DIALOGS: dict[OrderAction, Callable[[Desk, OrderDetail, QWidget], QDialog]] = {
    OrderAction.SHIP: ShipDialog,
    OrderAction.PAY: PaymentDialog,
    OrderAction.NOTE: NoteDialog,
    OrderAction.CANCEL: CancelDialog,
    OrderAction.DISCARD: CancelDialog,
}

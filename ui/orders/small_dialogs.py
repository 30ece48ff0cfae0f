"""Recording a payment, writing a note, cancelling: one or two fields each."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from domain.errors import Invalid
from domain.messages import Command
from domain.orders.commands import CancelOrder, NoteOrder, RecordPayment
from readmodel.orders.detail_answers import GetOrder, OrderDetail
from ui import formats
from ui.desk import Desk
from ui.widgets.command_dialog import CommandDialog
from ui.widgets.field import Field
from ui.widgets.text import label

METHODS = ("Bank transfer", "Card", "Cash", "Direct debit", "Cheque")


class PaymentDialog(CommandDialog):
    """The amount stands at what is still to pay; more and less are both fine."""

    def __init__(self, desk: Desk, order: OrderDetail, parent: QWidget | None) -> None:
        super().__init__(desk, "record_payment", f"Record payment for {order.number}", "Record payment", parent)
        self._order = order
        self._amount = self.line("amount", f"Amount in {order.currency}", _offered(order))
        self._amount.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._method = QComboBox()
        self._method.addItems(METHODS)
        self._method.setEditable(True)
        self.add("method", Field("Method", self._method, "record_payment_method"))
        self._reference = self.line("reference", "Reference", hint="Such as the number on the statement")
        self._owed = label(_owed(order), "muted", name="record_payment_owed", wrap=True)
        self.body.addWidget(self._owed)
        self._amount.textEdited.connect(self._warn)
        row = QHBoxLayout()
        row.addWidget(self.fields["amount"])
        row.addWidget(self.fields["method"])
        self.body.addLayout(row)
        self.body.addWidget(self.fields["reference"])
        self.resize(440, 0)
        self._amount.setFocus()
        self._amount.selectAll()
        desk.changed.connect(self._on_changed)

    def showEvent(self, event: QShowEvent) -> None:
        """Had back after it was closed, it tells what is to pay by now."""
        super().showEvent(event)
        self._look_again()

    def command(self) -> Command:
        """RecordPayment of what is typed."""
        return RecordPayment(
            order_id=self._order.order_id,
            amount=formats.parse_amount(self._amount.text(), self._order.currency, field="amount"),
            method=self._method.currentText().strip(),
            reference=self._reference.text().strip(),
        )

    def _warn(self) -> None:
        """Say by how much more is typed than there is to pay."""
        try:
            amount = formats.parse_amount(self._amount.text(), self._order.currency)
        except Invalid:
            amount = 0
        excess = amount - max(self._order.balance, 0)
        more = f"{formats.money(excess, self._order.currency)} more than is to pay."
        self.warn("amount", more if excess > 0 else "")

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self.isVisible() and ("order", self._order.order_id) in changes:
            self._look_again()

    def _look_again(self) -> None:
        self.desk.ask(GetOrder(order_id=self._order.order_id), self._know_now, lane="record_payment")

    def _know_now(self, order: OrderDetail | None) -> None:
        """Tell what is to pay now, and offer that unless somebody has typed an amount."""
        if order is None or self._sent or order.balance == self._order.balance:
            return
        untouched = self._amount.text() == _offered(self._order)
        self._order = order
        self._owed.setText(_owed(order))
        if untouched:
            self._amount.setText(_offered(order))
            self._amount.selectAll()
        self._warn()

    def finished_well(self) -> None:
        """Say it in passing."""
        amount = formats.parse_amount(self._amount.text(), self._order.currency)
        paid = formats.money(amount, self._order.currency)
        self.desk.tell_recorded(f"Payment of {paid} recorded for {self._order.number}.")


def _offered(order: OrderDetail) -> str:
    """The amount to begin with."""
    return formats.amount(order.balance, order.currency) if order.balance > 0 else ""


def _owed(order: OrderDetail) -> str:
    owes = "overpaid by" if order.balance < 0 else "to pay"
    return f"{order.customer_name} · {owes} {formats.amount(abs(order.balance), order.currency)}"


class NoteDialog(CommandDialog):
    """A few lines about an order."""

    def __init__(self, desk: Desk, order: OrderDetail, parent: QWidget | None) -> None:
        super().__init__(desk, "note_order", f"Note on {named(order)}", "Add note", parent)
        self._order = order
        self._text = _text_box(self, "text", "Note")

    def command(self) -> Command:
        """NoteOrder with the text."""
        text = self._text.toPlainText().strip()
        if not text:
            raise Invalid("Write something first.", "text")
        return NoteOrder(order_id=self._order.order_id, text=text)

    def finished_well(self) -> None:
        """Say it in passing."""
        self.desk.tell_recorded(f"Note added to {named(self._order)}.")


class CancelDialog(CommandDialog):
    """Typing the reason is the confirmation; a draft, which nobody was promised, needs none."""

    def __init__(self, desk: Desk, order: OrderDetail, parent: QWidget | None) -> None:
        self._draft = order.status == "draft"
        title = "Discard draft" if self._draft else f"Cancel {order.number}"
        super().__init__(desk, "cancel_order", title, "Discard draft" if self._draft else "Cancel order", parent)
        self.submit_button.setProperty("kind", "danger")
        self._order = order
        what = f"{order.customer_name or 'No customer yet'} · {formats.money(order.total, order.currency)}"
        after = "It can't be taken up again." if self._draft else "What was reserved for it is released."
        self.body.addWidget(label(f"{what}. {after}", "muted", wrap=True))
        self._text = _text_box(self, "reason", "Reason, if you like" if self._draft else "Why is it cancelled?")

    def command(self) -> Command:
        """CancelOrder with the reason."""
        reason = self._text.toPlainText().strip()
        if not reason and not self._draft:
            raise Invalid("A reason is needed: it stays with the order.", "reason")
        return CancelOrder(order_id=self._order.order_id, reason=reason)

    def finished_well(self) -> None:
        """Say it in passing."""
        self.desk.tell_recorded("Draft discarded." if self._draft else f"{self._order.number} cancelled.")


def named(order: OrderDetail) -> str:
    """What an order is called in a sentence."""
    return order.number or "the draft"


def _text_box(dialog: CommandDialog, path: str, title: str) -> QPlainTextEdit:
    editor = QPlainTextEdit()
    editor.setTabChangesFocus(True)
    # The style sheet sets a least height for every editor, so only it can set another.
    editor.setStyleSheet("min-height: 72px; max-height: 144px")
    dialog.add(path, Field(title, editor, f"{dialog.objectName()}_{path}"))
    dialog.body.addWidget(dialog.fields[path])
    dialog.resize(440, 0)
    editor.setFocus()
    return editor

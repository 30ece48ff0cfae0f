"""Goods that came in, and corrections of what is on hand."""

from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QWidget

from domain.errors import Invalid, Refused, VersionConflict
from domain.messages import Command
from domain.products.commands import AdjustStock, ReceiveStock
from readmodel.products.answers import GetProduct, ProductDetail
from ui import formats
from ui.desk import Desk
from ui.widgets.command_dialog import CommandDialog
from ui.widgets.field import Field
from ui.widgets.text import label

REASONS = ("Count", "Damaged", "Lost", "Found", "Sample")


class ReceiveDialog(CommandDialog):
    """Takes goods in; orders that wait for them are served at once."""

    def __init__(self, desk: Desk, product: ProductDetail, parent: QWidget | None) -> None:
        title = f"Receive {product.details.name}"
        super().__init__(desk, "receive_stock", title, "Receive stock", parent)
        self._product = product
        self.body.addWidget(label(_stands(product), "muted", wrap=True))
        self._quantity = self.line("quantity", "Quantity", hint=product.details.unit)
        self._quantity.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._reference = self.line("reference", "Reference", hint="Such as the delivery note's number")
        row = QHBoxLayout()
        row.addWidget(self.fields["quantity"], 1)
        row.addWidget(self.fields["reference"], 2)
        self.body.addLayout(row)
        self.resize(460, 0)
        self._quantity.setFocus()

    def command(self) -> Command:
        """ReceiveStock of what is typed."""
        quantity = formats.parse_quantity(self._quantity.text(), field="quantity")
        if quantity == 0:
            raise Invalid("The quantity must be more than zero.", "quantity")
        return ReceiveStock(
            product_id=self._product.product_id, quantity=quantity, reference=self._reference.text().strip()
        )

    def finished_well(self) -> None:
        """Say it in passing."""
        quantity = formats.parse_quantity(self._quantity.text())
        self.desk.tell_recorded(f"Received {formats.quantity(quantity)} × {self._product.details.name}.")


class CorrectDialog(CommandDialog):
    """What was counted is typed; what is recorded is the difference, with its reason."""

    def __init__(self, desk: Desk, product: ProductDetail, parent: QWidget | None) -> None:
        title = f"Correct stock of {product.details.name}"
        super().__init__(desk, "correct_stock", title, "Correct stock", parent)
        self._product = product
        self._standing = label(_stands(product), "muted", wrap=True)
        self.body.addWidget(self._standing)
        self._counted = QLineEdit(formats.quantity(product.on_hand))
        self._counted.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.add("change", Field("On hand, as counted", self._counted, "correct_stock_counted"))
        self._reason = QComboBox()
        self._reason.setEditable(True)
        self._reason.addItems(REASONS)
        self.add("reason", Field("Reason", self._reason, "correct_stock_reason"))
        self._difference = label("No change yet", "muted", name="correct_stock_difference")
        self._counted.textEdited.connect(self._show_difference)
        row = QHBoxLayout()
        row.addWidget(self.fields["change"])
        row.addWidget(self.fields["reason"])
        self.body.addLayout(row)
        self.body.addWidget(self._difference)
        self.resize(460, 0)
        self._counted.setFocus()
        self._counted.selectAll()

    def command(self) -> Command:
        """AdjustStock by the difference to what stood here when the dialog opened."""
        change = self._change()
        if change == 0:
            raise Invalid("This is what is on hand already.", "change")
        reason = self._reason.currentText().strip()
        if not reason:
            raise Invalid("A reason is needed: it stays with the movement.", "reason")
        return AdjustStock(
            product_id=self._product.product_id,
            change=change,
            reason=reason,
            seen_version=self._product.stock_version,
        )

    def finished_well(self) -> None:
        """Say it in passing."""
        change = formats.quantity(self._change())
        self.desk.tell_recorded(f"Stock of {self._product.details.name} corrected by {change}.")

    def conflicted(self, error: Refused) -> bool:
        """Stock moved since the dialog opened: a reservation does not matter, another level does."""
        if not isinstance(error, VersionConflict):
            return False
        self.desk.ask(GetProduct(product_id=self._product.product_id), self._look_again)
        return True

    def _look_again(self, product: ProductDetail | None) -> None:
        if product is None:
            return
        same_level = product.on_hand == self._product.on_hand
        moved = product.stock_version != self._product.stock_version
        self._product = product
        self._standing.setText(_stands(product))
        self._show_difference()
        if same_level and moved:
            self.submit()
        else:
            self._say("The stock moved meanwhile. Look at what is on hand now, then correct it.")

    def _change(self) -> Decimal:
        return formats.parse_quantity(self._counted.text(), field="change") - self._product.on_hand

    def _show_difference(self) -> None:
        try:
            change = self._change()
        except Invalid:
            self._difference.setText("")
            return
        sign = "+" if change > 0 else ""
        self._difference.setText(f"Change: {sign}{formats.quantity(change)}" if change else "No change yet")


def _stands(product: ProductDetail) -> str:
    parts = [f"{formats.quantity(product.on_hand)} on hand", f"{formats.quantity(product.reserved)} reserved"]
    if product.waiting:
        parts.append(f"{formats.quantity(product.waiting)} waited for")
    return " · ".join(parts)

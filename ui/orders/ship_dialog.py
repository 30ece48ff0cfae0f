"""Shipping an order, all that can go or chosen quantities."""

from contextlib import suppress
from decimal import Decimal
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPushButton, QScrollArea, QWidget

from domain.errors import Invalid
from domain.messages import Command
from domain.orders.commands import ShipOrder
from domain.orders.content import ShippedLine
from readmodel.orders.detail_answers import GetOrder, OrderDetail, OrderLine
from ui import formats
from ui.desk import Desk
from ui.widgets.command_dialog import CommandDialog
from ui.widgets.field import Field
from ui.widgets.quantity_spin import QuantitySpin
from ui.widgets.text import label


def shippable(line: OrderLine) -> Decimal:
    """What of a line can leave the house now."""
    return min(line.reserved, line.open) if line.tracked else line.open


class ShipDialog(CommandDialog):
    """One spin per line that is not shipped yet; what waits for stock is shown and can't be chosen."""

    def __init__(self, desk: Desk, order: OrderDetail, parent: QWidget | None) -> None:
        super().__init__(desk, "ship_order", f"Ship {order.number}", "Ship", parent)
        self._tracking = self.line("tracking", "Tracking number", hint="If there is one")
        choose = QHBoxLayout()
        choose.addWidget(label(order.customer_name, "strong"))
        choose.addStretch()
        for text, name, part in (("All that can go", "ship_order_all", 1), ("None", "ship_order_none", 0)):
            button = QPushButton(text)
            button.setObjectName(name)
            button.setProperty("kind", "link")
            button.setAutoDefault(False)
            button.clicked.connect(lambda _=False, part=part: self._choose(part))
            choose.addWidget(button)
        self.body.addLayout(choose)
        self._area = QScrollArea()
        self._area.setObjectName("ship_order_lines")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.body.addWidget(self._area, 1)
        self.body.addWidget(self.fields["tracking"])
        self._show(order)
        self.resize(620, min(560, 240 + 44 * len(self._lines)))
        # Only now: while somebody types, what others do takes the cursor nowhere.
        first = next((spin for spin in self._spins if spin.isEnabled()), None)
        if first is not None:
            first.setFocus()
            first.selectAll()
        desk.changed.connect(self._on_changed)

    def command(self) -> Command:
        """ShipOrder with the quantities above zero."""
        chosen: list[ShippedLine] = []
        for line, spin, row in zip(self._lines, self._spins, self._rows, strict=True):
            try:
                quantity = spin.value()
            except Invalid as error:
                self.fields["lines"] = row
                raise Invalid(error.message, "lines") from None
            if quantity:
                self.fields[f"lines.{len(chosen)}.quantity"] = row
                chosen.append(ShippedLine(line.line_id, quantity))
        if not chosen:
            self.fields.pop("lines", None)
            raise Invalid("Nothing is chosen to be shipped.", "lines")
        return ShipOrder(order_id=self._order.order_id, lines=tuple(chosen), tracking=self._tracking.text().strip())

    def finished_well(self) -> None:
        """Say it in passing."""
        self.desk.tell_recorded(f"Shipped {_lines(self._chosen())} of {self._order.number}.")

    def _show(self, order: OrderDetail) -> None:
        """Its lines as they are, each with all of it chosen that can go."""
        self._order = order
        self._lines = [line for line in order.lines if line.open > 0]
        self._spins: list[QuantitySpin] = []
        self._rows: list[Field] = []
        self._area.setWidget(self._table())
        self._count()

    def showEvent(self, event: QShowEvent) -> None:
        """Had back after it was closed, it shows what can be shipped by now."""
        super().showEvent(event)
        self._look_again()

    def _on_edited(self) -> None:
        self._changed = True
        self._count()

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self.isVisible() and ("order", self._order.order_id) in changes:
            self._look_again()

    def _look_again(self) -> None:
        self.desk.ask(GetOrder(order_id=self._order.order_id), self._know_now, lane="ship_order")

    def _know_now(self, order: OrderDetail | None) -> None:
        """Take over what somebody else did with the goods meanwhile; what is chosen stays as far as it can go."""
        if order is None or self._sent or _goods(order) == _goods(self._order):
            return
        parts = self._parts()
        self._show(order)
        for line, spin in zip(self._lines, self._spins, strict=True):
            if line.line_id in parts:
                spin.set_value(min(parts[line.line_id], shippable(line)))
        rest = "these can be shipped now." if self._lines else "nothing is left to be shipped."
        self._say(f"Somebody changed this order meanwhile; {rest}")

    def _table(self) -> QWidget:
        table = QWidget()
        grid = QGridLayout(table)
        grid.setContentsMargins(0, 0, 8, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for column, title in enumerate(("Product", "", "Open", "Ship now")):
            side = Qt.AlignmentFlag.AlignRight if column > 1 else Qt.AlignmentFlag.AlignLeft
            grid.addWidget(label(title, "section"), 0, column, side)
        for row, line in enumerate(self._lines, start=1):
            can = shippable(line)
            spin = QuantitySpin(can, can)
            spin.setEnabled(can > 0)
            spin.setMinimumWidth(96)
            field = Field(f"Ship now, {line.description}", spin, f"ship_order_line_{row}", compact=True)
            spin.edited.connect(partial(field.fail, ""))
            spin.edited.connect(self._on_edited)
            waits = f"{formats.quantity(line.waiting)} wait for stock" if line.waiting else ""
            left = label(" · ".join(part for part in (formats.quantity(line.open), waits) if part))
            for column, shown in enumerate((label(line.sku, "muted"), label(line.description, wrap=True), left)):
                # In line with the text in the spin, which stays on top when an error comes below it.
                shown.setContentsMargins(0, 5, 0, 0)
                side = Qt.AlignmentFlag.AlignRight if column == 2 else Qt.AlignmentFlag(0)
                grid.addWidget(shown, row, column, side | Qt.AlignmentFlag.AlignTop)
            grid.addWidget(field, row, 3)
            self._spins.append(spin)
            self._rows.append(field)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(len(self._lines) + 1, 1)
        return table

    def _choose(self, part: int) -> None:
        for line, spin in zip(self._lines, self._spins, strict=True):
            spin.set_value(shippable(line) * part)

    def _parts(self) -> dict[str, Decimal]:
        """The quantities that a person has chosen in place of all that could go."""
        parts: dict[str, Decimal] = {}
        for line, spin in zip(self._lines, self._spins, strict=True):
            with suppress(Invalid):
                if (quantity := spin.value()) != shippable(line):
                    parts[line.line_id] = quantity
        return parts

    def _chosen(self) -> int:
        count = 0
        for spin in self._spins:
            try:
                count += spin.value() > 0
            except Invalid:
                count += 1
        return count

    def _count(self) -> None:
        count = self._chosen()
        self.submit_button.setText(f"Ship {_lines(count)}" if count else "Ship")
        self.submit_button.setEnabled(count > 0)


def _goods(order: OrderDetail) -> list[tuple[str, Decimal, Decimal]]:
    """Of each line, what is still open and what can go."""
    return [(line.line_id, line.open, shippable(line)) for line in order.lines]


def _lines(count: int) -> str:
    return "1 line" if count == 1 else f"{formats.count(count)} lines"

"""One order in full: state, customer, lines, money, and what happened to it."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QPushButton

from readmodel.orders.detail_answers import GetOrder, OrderDetail
from ui import formats
from ui.desk import Desk
from ui.intents import ShowRecord
from ui.orders.actions import ICONS, TEXTS, OrderAction, act, actions_for, shown_key, why_not
from ui.orders.detail_lines import DetailLines
from ui.orders.timeline import Timeline
from ui.orders.words import words
from ui.theme import icon
from ui.widgets.address import one_line
from ui.widgets.badge import Badge
from ui.widgets.detail_pane import DetailPane
from ui.widgets.flow import Flow
from ui.widgets.link import NameLink
from ui.widgets.text import clear_layout, label, rule


class OrderDetailPane(DetailPane[OrderDetail]):
    """Follows the order it shows: whatever changes it, from here or elsewhere, is seen at once."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "order", "Choose an order to see it here.")
        self._number = label("", "heading", name="order_detail_number")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._badges = Flow()
        self._customer = NameLink()
        self._customer.setObjectName("order_detail_customer")
        self._customer.clicked.connect(self._show_customer)
        self._about = label("", "muted", name="order_detail_about", wrap=True)
        self._address = label("", "muted", name="order_detail_address", wrap=True)
        self._buttons = {action: self._button(action) for action in OrderAction}
        self._lines = DetailLines(desk)
        self._money = QGridLayout()
        self._timeline = Timeline()
        self._lay_out()

    @property
    def order(self) -> OrderDetail | None:
        """The order that is shown."""
        return self.record

    def question(self, id: str) -> GetOrder:
        """One order in full."""
        return GetOrder(order_id=id)

    def fill(self, order: OrderDetail) -> None:
        """Show an order."""
        self._number.setText(order.number or "Draft")
        self._show_badges(order)
        self._customer.setText(order.customer_name or "No customer yet")
        self._customer.setEnabled(order.customer_id is not None)
        about = _about(order, self.desk.time_zone())
        self._about.setText(about)
        self._about.setVisible(bool(about))
        where = one_line(order.ship_to if order.ship_to.city or order.ship_to.street else order.bill_to)
        self._address.setText(f"Ships to {where}" if where else "")
        self._address.setVisible(bool(where))
        for action, button in self._buttons.items():
            reason = why_not(action, order.status, order.fulfilment, order.payment)
            button.setVisible(action in actions_for(order.status))
            button.setEnabled(not reason)
            button.setToolTip(reason or shown_key(action))
        self._lines.show_of(order.order_id)
        self._show_money(order)
        self._timeline.show_order(order, self.desk.time_zone())

    def enter(self) -> None:
        """Go to the first thing that can be done to the order."""
        possible = (button for button in self._buttons.values() if button.isVisible() and button.isEnabled())
        next(possible, self._customer).setFocus(Qt.FocusReason.TabFocusReason)

    def _show_badges(self, order: OrderDetail) -> None:
        clear_layout(self._badges)
        for word in words(order.status, order.fulfilment, order.payment):
            self._badges.addWidget(Badge(word.text, word.tone, word.shape))

    def _show_money(self, order: OrderDetail) -> None:
        clear_layout(self._money)
        rows = [
            ("Net", order.net, ""),
            ("Charges", order.charges_total, ""),
            ("Tax", order.tax, ""),
            (f"Total in {order.currency}", order.total, "strong"),
        ]
        if order.status != "draft":
            rows += [
                ("Paid", order.paid, ""),
                ("Overpaid" if order.balance < 0 else "To pay", abs(order.balance), "strong"),
            ]
        for row, (title, amount, role) in enumerate(rows):
            value = label(formats.amount(amount, order.currency), role)
            value.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._money.addWidget(label(title, role or "muted"), row, 0)
            self._money.addWidget(value, row, 1)
        self._money.setColumnStretch(0, 1)

    def _show_customer(self) -> None:
        if self.record is not None and self.record.customer_id is not None:
            self.desk.request(ShowRecord("customer", self.record.customer_id))

    def _button(self, action: OrderAction) -> QPushButton:
        made = QPushButton(icon(ICONS[action]), TEXTS[action])
        made.setObjectName(f"order_{action}")
        made.setAccessibleName(TEXTS[action].rstrip("…"))
        made.clicked.connect(partial(self._act, action))
        return made

    def _act(self, action: OrderAction) -> None:
        if self.record is not None:
            act(self.desk, action, self.record.order_id, self)

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._number)
        column.addLayout(self._badges)
        who = QHBoxLayout()
        who.setContentsMargins(0, 0, 0, 0)
        who.addWidget(self._customer)
        who.addStretch()
        column.addLayout(who)
        column.addWidget(self._about)
        column.addWidget(self._address)
        buttons = Flow(gap=4)
        for button in self._buttons.values():
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(4)
        column.addWidget(self._lines)
        column.addWidget(rule())
        column.addLayout(self._money)
        column.addWidget(rule())
        column.addWidget(label("Timeline", "section"))
        column.addWidget(self._timeline)
        column.addStretch()


def _about(order: OrderDetail, time_zone: str) -> str:
    parts = []
    if order.placed_at is not None:
        parts.append(f"Placed {formats.moment(order.placed_at, time_zone)}")
    if order.due_on is not None:
        parts.append(f"due {formats.day(order.due_on)}")
    if order.reference:
        parts.append(f"reference {order.reference}")
    if order.source_number:
        parts.append(f"source number {order.source_number}")
    words = " · ".join(parts)
    return words[:1].upper() + words[1:]

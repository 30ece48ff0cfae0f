"""One customer in full: who it is, where it is, what it bought."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QPushButton

from domain.addresses import Address
from domain.instants import Instant, business_day
from readmodel.customers.answers import CustomerDetail, GetCustomer, RecentOrder, RecentOrders
from readmodel.orders.detail_answers import Fulfilment, Payment
from ui import formats
from ui.desk import Desk
from ui.intents import EditRecord, NewRecord, ShowRecord
from ui.orders.words import words
from ui.theme import icon
from ui.widgets.address import in_lines
from ui.widgets.badge import Badge
from ui.widgets.detail_pane import LONG_WORD, DetailPane
from ui.widgets.flow import Flow
from ui.widgets.text import breakable, clear_layout, label, rule
from ui.widgets.value import Value

_ORDER_GAP = 28
"""Pixels of an order's second row, which has the next order below it."""


class CustomerDetailPane(DetailPane[CustomerDetail]):
    """Follows the customer it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk, "customer", "Choose a customer to see it here.")
        self._name = label("", "heading", name="customer_detail_name", wrap=True)
        self._code = label("", "muted", name="customer_detail_code")
        self._note = label("", name="customer_detail_note", wrap=True)
        self._note.setProperty("tone", "warn")
        self._facts = QGridLayout()
        self._orders = QGridLayout()
        self._lay_out()

    def question(self, id: str) -> GetCustomer:
        """One customer in full."""
        return GetCustomer(customer_id=id)

    def fill(self, customer: CustomerDetail) -> None:
        """Show a customer."""
        personal = customer.personal
        self._name.setText(breakable(personal.name, LONG_WORD))
        self._code.setText(customer.code)
        self._note.setText(f"Note: {personal.note}" if personal.note else "")
        self._note.setVisible(bool(personal.note))
        self._show_facts(customer)
        query = RecentOrders(customer_id=customer.customer_id)
        self.desk.ask(query, self._show_orders, lane="customer_detail.orders")

    def _show_facts(self, customer: CustomerDetail) -> None:
        clear_layout(self._facts)
        personal, currency, zone = customer.personal, self.desk.business().currency or "", self.desk.time_zone()
        shipping = in_lines(personal.shipping) if personal.shipping != Address() else ""
        turnover = formats.money(customer.turnover, currency) if currency else ""
        rows = (
            ("Contact", personal.contact),
            ("Email", personal.email),
            ("Phone", personal.phone),
            ("VAT number", personal.vat_number),
            ("Billing address", in_lines(personal.billing)),
            ("Shipping address", shipping),
            ("Orders", f"{formats.count(customer.orders)}, {formats.count(customer.open_orders)} open"),
            ("Turnover", turnover),
            ("First order", _day(customer.first_order_at, zone)),
            ("Last order", _day(customer.last_order_at, zone)),
        )
        for row, (title, value) in enumerate((title, value) for title, value in rows if value):
            self._facts.addWidget(label(title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(Value(f"customer_fact_{row}", title, value), row, 1)
        self._facts.setColumnStretch(1, 1)

    def _show_orders(self, orders: tuple[RecentOrder, ...]) -> None:
        clear_layout(self._orders)
        if not orders:
            self._orders.addWidget(label("No orders yet.", "muted"), 0, 0)
        for place, order in enumerate(orders):
            # Two rows for each: one with all of it would be wider than the pane.
            row = 2 * place
            number = QPushButton(order.number or "Draft")
            number.setObjectName(f"customer_order_{place}")
            number.setAccessibleName(f"Show order {order.number or 'draft'}")
            number.setProperty("kind", "link")
            number.clicked.connect(partial(self.desk.request, ShowRecord("order", order.order_id)))
            # A draft has no prices of its own yet.
            amount = label("" if order.status == "draft" else formats.amount(order.total, order.currency))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            first, *_ = words(order.status, Fulfilment(order.fulfilment), Payment(order.payment))
            day = _day(order.placed_at, self.desk.time_zone())
            self._orders.addWidget(number, row, 0, Qt.AlignmentFlag.AlignLeft)
            self._orders.addWidget(amount, row, 1)
            self._orders.addWidget(label(day, "muted"), row + 1, 0, Qt.AlignmentFlag.AlignTop)
            state = Badge(first.text, first.tone, first.shape)
            self._orders.addWidget(state, row + 1, 1, Qt.AlignmentFlag.AlignRight)
            self._orders.setRowMinimumHeight(row + 1, _ORDER_GAP)
        self._orders.setColumnStretch(0, 1)

    def _edit(self) -> None:
        if self.record is not None:
            self.desk.request(EditRecord("customer", self.record.customer_id))

    def _new_order(self) -> None:
        if self.record is not None:
            self.desk.request(NewRecord("order", for_customer=self.record.customer_id))

    def _lay_out(self) -> None:
        column = self.column
        column.addWidget(self._name)
        column.addWidget(self._code)
        column.addWidget(self._note)
        buttons = Flow(gap=4)
        for text, name, shape, action in (
            ("New order", "customer_new_order", "plus", self._new_order),
            ("Edit customer", "customer_edit", "pencil-simple", self._edit),
        ):
            button = QPushButton(icon(shape), text)
            button.setObjectName(name)
            button.setAccessibleName(text)
            button.clicked.connect(action)
            buttons.addWidget(button)
        column.addLayout(buttons)
        column.addSpacing(4)
        self._facts.setHorizontalSpacing(16)
        self._facts.setVerticalSpacing(6)
        column.addLayout(self._facts)
        column.addWidget(rule())
        column.addWidget(label("Last orders", "section"))
        self._orders.setHorizontalSpacing(12)
        self._orders.setVerticalSpacing(0)
        column.addLayout(self._orders)
        column.addStretch()


def _day(instant: Instant | None, time_zone: str) -> str:
    return "" if instant is None else formats.day(business_day(instant, time_zone))

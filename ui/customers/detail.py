"""One customer in full: who it is, where it is, what it bought."""

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

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
from ui.widgets.flow import Flow
from ui.widgets.text import clear_layout, label, rule


class CustomerDetailPane(QWidget):
    """Follows the customer it shows."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.setObjectName("customer_detail")
        self.setAccessibleName("Customer")
        self.setMinimumWidth(320)
        self._desk = desk
        self._customer_id: str | None = None
        self._name = label("", "heading", name="customer_detail_name", wrap=True)
        self._code = label("", "muted", name="customer_detail_code")
        self._note = label("", name="customer_detail_note", wrap=True)
        self._note.setProperty("tone", "warn")
        self._facts = QGridLayout()
        self._orders = QGridLayout()
        self._empty = label("", "muted", name="customer_detail_empty", wrap=True)
        self._stack = QStackedLayout(self)
        self._lay_out()
        self.show_customer(None)
        desk.changed.connect(self._on_changed)

    def show_customer(self, customer_id: str | None) -> None:
        """Show a customer, or with None nothing."""
        self._customer_id = customer_id
        if customer_id is None:
            self._show_empty("Choose a customer to see it here.")
        else:
            self._desk.ask(GetCustomer(customer_id=customer_id), self._know, lane="customer_detail")

    def _know(self, customer: CustomerDetail | None) -> None:
        if customer is None:
            self._show_empty("This customer is saved; the view has not caught up with it yet.")
            return
        self._stack.setCurrentIndex(1)
        personal = customer.personal
        self._name.setText(personal.name)
        self._code.setText(customer.code)
        self._note.setText(f"Note: {personal.note}" if personal.note else "")
        self._note.setVisible(bool(personal.note))
        self._show_facts(customer)
        query = RecentOrders(customer_id=customer.customer_id, customer_code=customer.code)
        self._desk.ask(query, self._show_orders, lane="customer_detail.orders")

    def _show_facts(self, customer: CustomerDetail) -> None:
        clear_layout(self._facts)
        personal, currency, zone = customer.personal, self._desk.business().currency or "", self._desk.time_zone()
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
            shown = label(value, wrap=True)
            shown.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._facts.addWidget(label(title, "muted"), row, 0, Qt.AlignmentFlag.AlignTop)
            self._facts.addWidget(shown, row, 1)
        self._facts.setColumnStretch(1, 1)

    def _show_orders(self, orders: tuple[RecentOrder, ...]) -> None:
        clear_layout(self._orders)
        if not orders:
            self._orders.addWidget(label("No orders yet.", "muted"), 0, 0)
        for row, order in enumerate(orders):
            number = QPushButton(order.number or "Draft")
            number.setObjectName(f"customer_order_{row}")
            number.setAccessibleName(f"Show order {order.number or 'draft'}")
            number.setProperty("kind", "link")
            number.clicked.connect(partial(self._desk.request, ShowRecord("order", order.order_id)))
            amount = label(formats.money(order.total, order.currency))
            amount.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            first, *_ = words(order.status, Fulfilment(order.fulfilment), Payment(order.payment))
            day = _day(order.placed_at, self._desk.time_zone())
            self._orders.addWidget(number, row, 0, Qt.AlignmentFlag.AlignLeft)
            self._orders.addWidget(label(day, "muted"), row, 1)
            self._orders.addWidget(Badge(first.text, first.tone, first.shape), row, 2)
            self._orders.addWidget(amount, row, 3)
        self._orders.setColumnStretch(1, 1)

    def _on_changed(self, changes: frozenset[tuple[str, str]]) -> None:
        if self._customer_id is not None and ("customer", self._customer_id) in changes:
            self.show_customer(self._customer_id)

    def _show_empty(self, text: str) -> None:
        self._empty.setText(text)
        self._stack.setCurrentIndex(0)

    def _edit(self) -> None:
        if self._customer_id is not None:
            self._desk.request(EditRecord("customer", self._customer_id))

    def _new_order(self) -> None:
        if self._customer_id is not None:
            self._desk.request(NewRecord("order", for_customer=self._customer_id))

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 16, 20, 20)
        column.setSpacing(8)
        column.addWidget(self._name)
        column.addWidget(self._code)
        column.addWidget(self._note)
        buttons = Flow()
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
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack.addWidget(self._empty)
        self._stack.addWidget(area)


def _day(instant: Instant | None, time_zone: str) -> str:
    return "" if instant is None else formats.day(business_day(instant, time_zone))

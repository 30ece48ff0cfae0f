"""The top of the order form: who orders, what is known of them, and where and when it goes."""

from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QLineEdit, QVBoxLayout, QWidget

from domain.addresses import Address
from readmodel.customers.answers import CustomerDetail, CustomerMatch, GetCustomer
from ui import formats
from ui.desk import Desk
from ui.orders.customer_lookup import CUSTOMERS, CustomerFacts, as_match
from ui.orders.entry import TypedOrder
from ui.orders.lookup import How, LookupField
from ui.orders.lookup_popup import LookupPopup
from ui.orders.understanding import Problems
from ui.widgets.address import AddressFields
from ui.widgets.date_field import DateField
from ui.widgets.field import Field


class OrderHead(QWidget):
    """Writes what is typed straight into the order it was given."""

    typed = Signal()
    customer_chosen = Signal()
    """The customer stands; on to the lines."""
    new_customer = Signal(str)
    waiting = Signal(bool)

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._order = TypedOrder()
        self.customer = LookupField(desk, CUSTOMERS, LookupPopup("order_customer", self))
        self.customer.setPlaceholderText("Name or code")
        self.customer_field = Field("Customer", self.customer, "order_customer")
        self._facts = CustomerFacts(desk)
        self._reference = QLineEdit()
        self._due = DateField(desk)
        self._elsewhere = QCheckBox("Ship to another address")
        self._elsewhere.setObjectName("order_ship_elsewhere")
        self._address = AddressFields("order_ship_to", "ship_to")
        self._customer: CustomerDetail | None = None
        self._filled = Address()
        self.fields = {
            "customer_id": self.customer_field,
            "reference": Field("Reference", self._reference, "order_reference"),
            "due_on": Field("Due", self._due, "order_due"),
            **self._address.fields,
        }
        self._due.setPlaceholderText("Date or +14")
        self._lay_out()
        self._connect()

    @property
    def last(self) -> QWidget:
        """Where Shift+Tab comes in from the lines."""
        return self._elsewhere

    def load(self, order: TypedOrder) -> None:
        """Show an order, which every change is written into from now on."""
        self._order = order
        self._customer, self._filled = None, Address()
        name = order.customer.name if order.customer else ""
        if order.customer_search:
            self.customer.show_search(order.customer_search, name)
        else:
            self.customer.show_choice(name)
        self._reference.setText(order.reference)
        self._due.setText(order.due)
        self._elsewhere.setChecked(order.ship_elsewhere)
        self._address.address = order.ship_to
        self._address.setVisible(order.ship_elsewhere)
        self._facts.show_match(order.customer)
        self._ask_facts()
        self.show_problems({})

    def set_customer(self, customer: CustomerMatch) -> None:
        """Choose a customer, as the lookup does."""
        self._order.customer, self._order.customer_search = customer, ""
        self.customer.show_choice(customer.name)
        self._fail_customer("")
        self._facts.show_match(customer)
        self._ask_facts()
        self.typed.emit()

    def choose_customer(self, customer_id: str) -> None:
        """Choose a customer by id, once the read store has told who that is."""
        self._desk.ask(GetCustomer(customer_id=customer_id), self._know_customer)

    def show_problems(self, problems: Problems) -> None:
        """Say at each field what is wrong with it."""
        for path, field in self.fields.items():
            field.fail(problems.get(path, ""))
        self._facts.give_way(to_more=bool(self.customer_field.error))

    def show_due(self, due_on: date) -> None:
        """Show the day that was meant by what is typed."""
        self._order.due = formats.day(due_on)
        self._due.setText(self._order.due)

    def refresh_customer(self) -> None:
        """Ask again what is known about the customer."""
        self._ask_facts()

    # -- inside

    def _know_customer(self, customer: CustomerDetail | None) -> None:
        if customer is not None and self._order.customer is None:
            self.set_customer(as_match(customer))
            self.customer_chosen.emit()

    def _fail_customer(self, message: str) -> None:
        self.customer_field.fail(message)
        self._facts.give_way(to_more=bool(message))

    def _ask_facts(self) -> None:
        if self._order.customer is not None:
            query = GetCustomer(customer_id=self._order.customer.customer_id)
            self._desk.ask(query, self._show_facts, lane="order_form.customer")

    def _show_facts(self, customer: CustomerDetail | None) -> None:
        chosen = self._order.customer
        if customer is not None and chosen is not None and chosen.customer_id == customer.customer_id:
            another = self._customer is None or self._customer.customer_id != customer.customer_id
            self._customer = customer
            self._facts.show_detail(customer, self._order.currency)
            if another and self._filled != Address():
                self._fill_address()

    def _elsewhere_clicked(self) -> None:
        self._fill_address()
        self._head_typed()

    def _fill_address(self) -> None:
        """Begin with where the customer's goods go otherwise, so that only what differs has to be typed."""
        chosen, known = self._order.customer, self._customer
        untouched = self._address.address in (Address(), self._filled)
        if chosen is None or known is None or chosen.customer_id != known.customer_id:
            return
        if self._elsewhere.isChecked() and untouched:
            personal = known.personal
            self._filled = personal.billing if personal.shipping == Address() else personal.shipping
            self._address.address = self._filled
            self._head_typed()

    def _customer_typed(self, text: str) -> None:
        """Emptying the field is a decision; other text leaves the choice standing until a new one is made."""
        if not text.strip():
            self._order.customer = None
            self.customer.show_choice("")
            self._facts.show_match(None)
        self._order.customer_search = text.strip() if self.customer.undecided else ""
        self.typed.emit()

    def _chosen(self, customers: list[CustomerMatch], how: How) -> None:
        self.set_customer(customers[0])
        if how is not How.LEAVING:
            self.customer_chosen.emit()

    def _head_typed(self) -> None:
        order = self._order
        order.reference, order.due = self._reference.text(), self._due.text()
        order.ship_elsewhere, order.ship_to = self._elsewhere.isChecked(), self._address.address
        self.typed.emit()

    def _address_typed(self) -> None:
        for field in self._address.fields.values():
            field.fail("")
        self._head_typed()

    def _connect(self) -> None:
        self.customer.textEdited.connect(self._customer_typed)
        self.customer.chosen.connect(self._chosen)
        self.customer.passed.connect(self.customer_chosen)
        self.customer.offered.connect(self.new_customer)
        self.customer.waiting.connect(self.waiting)
        self.customer.told.connect(self._fail_customer)
        for field, editor in ((self.fields["reference"], self._reference), (self.fields["due_on"], self._due)):
            editor.textEdited.connect(lambda _, field=field: field.fail(""))
            editor.textEdited.connect(self._head_typed)
        self._address.typed.connect(self._address_typed)
        self._elsewhere.toggled.connect(self._address.setVisible)
        self._elsewhere.clicked.connect(self._elsewhere_clicked)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.addWidget(self.customer_field, 0, 0)
        grid.addWidget(self.fields["reference"], 0, 1)
        grid.addWidget(self.fields["due_on"], 0, 2)
        grid.setColumnStretch(0, 4)
        grid.setColumnStretch(1, 2)
        grid.setColumnStretch(2, 1)
        grid.setColumnMinimumWidth(2, 132)
        self.customer_field.speak_in(self._facts.first)
        for path in ("reference", "due_on"):
            self.fields[path].speak_in(self._facts.first, Qt.AlignmentFlag.AlignRight)
        self._facts.second.addStretch(1)
        self._facts.second.addWidget(self._elsewhere)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addLayout(grid)
        column.addWidget(self._facts)
        column.addWidget(self._address)

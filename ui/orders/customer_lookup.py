"""Finding customers for an order, and what matters about the one found."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from domain.instants import business_day
from readmodel.customers.answers import CustomerDetail, CustomerMatch, FindCustomers
from ui import formats
from ui.desk import Desk
from ui.orders.lookup import LookupSource
from ui.orders.lookup_popup import LookupRow
from ui.widgets.text import label

_LINE = 20


def _row(customer: CustomerMatch) -> LookupRow:
    return LookupRow(value=customer, code=customer.code, text=customer.name, note=customer.city)


CUSTOMERS = LookupSource(
    query=lambda text: FindCustomers(text=text),
    row=_row,
    nothing="No customer matches “{}”.",
    offer="New customer “{}”…",
)


def as_match(customer: CustomerDetail) -> CustomerMatch:
    """A customer as a search would have found it."""
    return CustomerMatch(
        customer_id=customer.customer_id,
        code=customer.code,
        name=customer.personal.name,
        city=customer.personal.billing.city,
    )


def facts(customer: CustomerDetail, currency: str, time_zone: str) -> str:
    """What to know about a customer before promising anything."""
    if not customer.orders:
        return "No orders yet"
    word = "order" if customer.open_orders == 1 else "orders"
    turnover = formats.amount(customer.turnover, currency) if currency else ""
    parts = [f"{formats.count(customer.open_orders)} open {word}"]
    if turnover:
        parts.append(f"turnover {turnover}")
    if customer.last_order_at is not None:
        parts.append(f"last order {formats.day(business_day(customer.last_order_at, time_zone))}")
    return " · ".join(parts)


class CustomerFacts(QWidget):
    """Stands below the customer field: who it is, what is open, and the note somebody left.

    The first two lines are always there; ``first`` and ``second`` have room for more at the right.
    """

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._who = label("", "strong", name="order_customer_who")
        self._facts = label("", "muted", name="order_customer_facts")
        self._note = label("", name="order_customer_note", wrap=True)
        self._note.setProperty("tone", "warn")
        self.first, self.second = QHBoxLayout(), QHBoxLayout()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        for line, part in ((self.first, self._who), (self.second, self._facts)):
            line.setSpacing(16)
            line.addStrut(_LINE)
            line.addWidget(part)
            column.addLayout(line)
        column.addWidget(self._note)
        column.addStretch()
        self.show_match(None)

    def give_way(self, *, to_more: bool) -> None:
        """Leave the first line to something that matters more, or take it back."""
        self._who.setVisible(not to_more)

    def show_match(self, customer: CustomerMatch | None) -> None:
        """Show what the search knew, until the rest is there."""
        place = ", ".join(part for part in (customer.code, customer.city) if part) if customer else ""
        self._who.setText(place)
        self._facts.setText("")
        self._note.setText("")
        self._note.hide()

    def show_detail(self, customer: CustomerDetail, currency: str) -> None:
        """Show the whole of it."""
        self._who.setText(", ".join(part for part in (customer.code, customer.personal.billing.city) if part))
        self._facts.setText(facts(customer, currency, self._desk.time_zone()))
        self._note.setText(f"Note: {customer.personal.note}" if customer.personal.note else "")
        self._note.setVisible(bool(customer.personal.note))

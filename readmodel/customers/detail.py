"""A customer with what was bought, and finding one while typing."""

from typing import Any, Final

import msgspec

from domain.customers.events import CustomerAdded, CustomerChanged, CustomerPersonal
from domain.messages import Recorded
from domain.orders.events import OrderCancelled, OrderCompleted, OrderPlaced
from readmodel.answering import Reader, answers
from readmodel.customers.answers import CustomerDetail, CustomerMatch, FindCustomers, GetCustomer
from readmodel.finding import Finder
from readmodel.projection import Projection, Rows
from readmodel.schema import amount, instant, integer, table, text

CUSTOMER: Final = table(
    "customer",
    text("customer_id", key=True),
    integer("id"),
    integer("version"),
    text("code"),
    text("name"),
    text("city"),
    text("personal"),
)
"""``id`` is the position of the customer's first event; ``personal`` is all of it, as JSON."""

FIGURES: Final = table(
    "customer_figures",
    text("customer_id", key=True),
    integer("orders"),
    integer("open_orders"),
    amount("turnover"),
    instant("first_order_at", nullable=True),
    instant("last_order_at", nullable=True),
)
"""Orders that are not cancelled, how many of them are open, and their net; and when orders were placed at all."""

_BY_ID: Final = table("customer_by_id", integer("id", key=True), text("customer_id"))
_ORDERS: Final = table("customer_order", text("order_id", key=True), text("customer_id"), amount("net"))
_FINDER: Final = Finder("customer")
_NO_ORDERS: Final[dict[str, Any]] = {
    "orders": 0,
    "open_orders": 0,
    "turnover": 0,
    "first_order_at": None,
    "last_order_at": None,
}

_personal = msgspec.json.Decoder(CustomerPersonal).decode


class Customers(Projection):
    """Keeps customers, their figures, and what they are found by."""

    name = "customers"
    tables = (CUSTOMER, FIGURES, _BY_ID, _ORDERS, *_FINDER.tables)

    def on_customer_added(self, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        rows.put(_BY_ID, {"id": at.position, "customer_id": event.customer_id})
        _keep(event, at.position, at, rows)

    def on_customer_changed(self, event: CustomerChanged, at: Recorded, rows: Rows) -> None:
        known = rows.get(CUSTOMER, event.customer_id)
        assert known is not None, f"customer {event.customer_id} was never added"
        _FINDER.forget(rows, known["id"], (known["code"],), (known["name"],))
        _keep(event, known["id"], at, rows)

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        net = event.totals.net
        rows.put(_ORDERS, {"order_id": event.order_id, "customer_id": event.customer_id, "net": net})
        known = rows.get(FIGURES, event.customer_id) or _NO_ORDERS
        first, last = known["first_order_at"], known["last_order_at"]
        rows.put(
            FIGURES,
            {
                "customer_id": event.customer_id,
                "orders": known["orders"] + 1,
                "open_orders": known["open_orders"] + 1,
                "turnover": known["turnover"] + net,
                "first_order_at": at.occurred_at if first is None else min(first, at.occurred_at),
                "last_order_at": at.occurred_at if last is None else max(last, at.occurred_at),
            },
        )

    def on_order_completed(self, event: OrderCompleted, at: Recorded, rows: Rows) -> None:
        order = rows.get(_ORDERS, event.order_id)
        assert order is not None, f"order {event.order_id} was never placed"
        rows.add(FIGURES, (order["customer_id"],), open_orders=-1)
        rows.touch("customer", order["customer_id"])

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        order = rows.get(_ORDERS, event.order_id)
        if order is None:
            return  # a draft, which never counted
        rows.add(FIGURES, (order["customer_id"],), orders=-1, open_orders=-1, turnover=-order["net"])
        rows.touch("customer", order["customer_id"])


def _keep(event: CustomerAdded | CustomerChanged, id: int, at: Recorded, rows: Rows) -> None:
    personal = event.personal
    row: dict[str, Any] = {
        "customer_id": event.customer_id,
        "id": id,
        "version": at.version,
        "code": event.code,
        "name": personal.name,
        "city": personal.billing.city,
        "personal": msgspec.json.encode(personal).decode(),
    }
    rows.put(CUSTOMER, row)
    _FINDER.index(rows, id, (event.code,), (personal.name,))


@answers(GetCustomer)
def get_customer(reader: Reader, query: GetCustomer) -> CustomerDetail | None:
    """One customer with its figures."""
    row = reader.one("SELECT version, code, personal FROM customer WHERE customer_id = ?", query.customer_id)
    if row is None:
        return None
    figures = reader.one(
        "SELECT orders, open_orders, turnover, first_order_at, last_order_at "
        "FROM customer_figures WHERE customer_id = ?",
        query.customer_id,
    ) or (0, 0, 0, None, None)
    orders, open_orders, turnover, first, last = figures
    return CustomerDetail(
        customer_id=query.customer_id,
        version=row["version"],
        code=row["code"],
        personal=_personal(row["personal"]),
        orders=orders,
        open_orders=open_orders,
        turnover=turnover,
        first_order_at=first,
        last_order_at=last,
    )


@answers(FindCustomers)
def find_customers(reader: Reader, query: FindCustomers) -> tuple[CustomerMatch, ...]:
    """Customers for what was typed, best first."""
    found = (
        reader.one(
            "SELECT c.customer_id, code, name, city FROM customer_by_id JOIN customer AS c USING (customer_id) "
            "WHERE customer_by_id.id = ?",
            id,
        )
        for id in _FINDER.find(reader, query.text, query.limit)
    )
    return tuple(CustomerMatch(**dict(row)) for row in found if row is not None)

"""The list of customers, with what they bought."""

from typing import Any, Final

from domain.customers.events import CustomerAdded, CustomerChanged
from domain.messages import Recorded
from domain.orders.events import OrderCancelled, OrderPlaced
from readmodel.folding import folded
from readmodel.listing.columns import identifier, sorted_by, unique_key
from readmodel.listing.spec import FULLTEXT, ListSpec, NamedFilter, Search, Sort, summed
from readmodel.listing.terms import Field, Kind, Values
from readmodel.projection import Projection, Rows
from readmodel.schema import amount, fulltext, index, instant, integer, table, text

CUSTOMER_LIST: Final = table(
    "customer_list",
    integer("id", key=True),
    text("customer_id"),
    identifier("code"),
    text("name"),
    text("name_key"),
    text("city"),
    text("city_key"),
    text("country"),
    text("country_key"),
    integer("orders"),
    amount("turnover"),
    instant("last_order_at"),
    unique_key("customer_list", "customer_id"),
    *sorted_by("customer_list", "code", "name_key", "city_key", "country_key", "orders", "turnover", "last_order_at"),
)
"""``orders`` and ``turnover`` leave cancelled orders out; ``last_order_at`` is when the customer last placed one."""

CUSTOMER_SEARCH: Final = fulltext("customer_search", "text", options=FULLTEXT)

_IDS: Final = table("customer_list_id", text("customer_id", key=True), integer("id"))
_ORDERS: Final = table(
    "customer_list_order",
    text("order_id", key=True),
    integer("customer"),
    instant("placed_at"),
    amount("net"),
    index("customer_list_order_by_date", "customer", "placed_at"),
)
"""Every order placed; by its index a customer's last ones are found, whenever they were recorded."""


def _values(column: str) -> Values:
    return Values(table=CUSTOMER_LIST.name, value=column, texts=(f"{column}_key",), rows="1")


CUSTOMER_VALUES: Final = Values(
    table=CUSTOMER_LIST.name, value="code", label="name", codes=("code",), texts=("name_key",)
)
"""Customers by their codes."""

CUSTOMER_FIELDS: Final = {
    "is": Field(kind=Kind.QUEUE, choices=("with_orders", "without_orders")),
    "code": Field(kind=Kind.TEXT, codes=("code",), known=CUSTOMER_VALUES),
    "name": Field(kind=Kind.TEXT, texts=("name_key",)),
    "city": Field(kind=Kind.TEXT, texts=("city_key",), known=_values("city")),
    "country": Field(kind=Kind.TEXT, texts=("country_key",), known=_values("country")),
    "orders": Field(kind=Kind.COUNT, column="orders"),
    "turnover": Field(kind=Kind.AMOUNT, column="turnover"),
    "last_order": Field(kind=Kind.MOMENT, column="last_order_at"),
}
"""What terms can name of a customer."""

CUSTOMERS: Final = ListSpec(
    name="customers",
    subject="customer",
    table=CUSTOMER_LIST,
    key="customer_id",
    columns=("code", "name", "city", "country", "orders", "turnover", "last_order_at"),
    sorts={
        "code": Sort("code"),
        "name": Sort("name_key"),
        "city": Sort("city_key"),
        "country": Sort("country_key"),
        "orders": Sort("orders"),
        "turnover": Sort("turnover"),
        "last_order_at": Sort("last_order_at"),
    },
    filters={
        "all": NamedFilter(name="all", where=""),
        "with_orders": NamedFilter(name="with_orders", where="{t}.orders > 0"),
        "without_orders": NamedFilter(name="without_orders", where="{t}.orders = 0"),
    },
    fields=CUSTOMER_FIELDS,
    totals=summed("orders", "turnover"),
    search=Search(texts=CUSTOMER_SEARCH.name, identifiers=("code",), prefixes=("name_key", "city_key")),
)


class CustomerList(Projection):
    """Keeps the list of customers."""

    name = "customer_list"
    version = 2
    tables = (CUSTOMER_LIST, CUSTOMER_SEARCH, _IDS, _ORDERS)

    def on_customer_added(self, event: CustomerAdded, at: Recorded, rows: Rows) -> None:
        rows.put(_IDS, {"customer_id": event.customer_id, "id": at.position})
        rows.put(
            CUSTOMER_LIST,
            {"id": at.position, "customer_id": event.customer_id, "orders": 0, "turnover": 0, "last_order_at": 0}
            | _told(event),
        )
        rows.put(CUSTOMER_SEARCH, {"rowid": at.position, "text": _searched(event)})

    def on_customer_changed(self, event: CustomerChanged, at: Recorded, rows: Rows) -> None:
        row_id = _row_id(rows, event.customer_id)
        rows.change(CUSTOMER_LIST, (row_id,), **_told(event))
        rows.put(CUSTOMER_SEARCH, {"rowid": row_id, "text": _searched(event)})

    def on_order_placed(self, event: OrderPlaced, at: Recorded, rows: Rows) -> None:
        row_id = _row_id(rows, event.customer_id)
        row = rows.get(CUSTOMER_LIST, row_id)
        assert row is not None, f"row {row_id} of the customer list is missing"
        rows.put(
            _ORDERS,
            {
                "order_id": event.order_id,
                "customer": row_id,
                "placed_at": at.occurred_at,
                "net": event.totals.net,
            },
        )
        rows.change(
            CUSTOMER_LIST,
            (row_id,),
            orders=row["orders"] + 1,
            turnover=row["turnover"] + event.totals.net,
            last_order_at=max(row["last_order_at"], at.occurred_at),
        )

    def on_order_cancelled(self, event: OrderCancelled, at: Recorded, rows: Rows) -> None:
        order = rows.get(_ORDERS, event.order_id)
        if order is None:
            # A discarded draft never counted.
            return
        rows.add(CUSTOMER_LIST, (order["customer"],), orders=-1, turnover=-order["net"])
        row = rows.get(CUSTOMER_LIST, order["customer"])
        assert row is not None, f"row {order['customer']} of the customer list is missing"
        rows.touch("customer", row["customer_id"])


def _told(event: CustomerAdded | CustomerChanged) -> dict[str, Any]:
    where = event.personal.billing
    return {
        "code": event.code,
        "name": event.personal.name,
        "name_key": folded(event.personal.name),
        "city": where.city,
        "city_key": folded(where.city),
        "country": where.country,
        "country_key": folded(where.country),
    }


def _searched(event: CustomerAdded | CustomerChanged) -> str:
    person = event.personal
    texts = (event.code, person.name, person.contact, person.email, person.billing.city, person.billing.country)
    return "\n".join(folded(text) for text in texts if text)


def _row_id(rows: Rows, customer_id: str) -> int:
    known = rows.get(_IDS, customer_id)
    assert known is not None, f"customer {customer_id} was never added"
    row_id: int = known["id"]
    return row_id

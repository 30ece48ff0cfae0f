"""What the list of orders shows, and the filters that lists, tabs and work tiles share."""

from typing import Final

from domain.orders.content import OrderStatus
from readmodel.customers.list import CUSTOMER_VALUES
from readmodel.listing.spec import ListSpec, NamedFilter, Search, Shared, Sort
from readmodel.listing.terms import Field, Kind
from readmodel.orders.detail_answers import Fulfilment, Payment
from readmodel.orders.list import (
    OPEN_ORDERS,
    ORDER_CUSTOMER,
    ORDER_LIST,
    ORDER_SEARCH,
    ORDER_TALLY,
    SORTED,
    UNSHIPPED_ORDERS,
)

_OPEN = "{t}.status = 'open'"
_UNSHIPPED = f"{_OPEN} AND ({{t}}.shippable = 1 OR {{t}}.waiting = 1)"

ORDER_FILTERS: Final = {
    filter.name: filter
    for filter in (
        NamedFilter(name="all", where=""),
        NamedFilter(name="drafts", where="{t}.status = 'draft'"),
        NamedFilter(name="open", where=_OPEN, shelf=OPEN_ORDERS),
        NamedFilter(name="closed", where="{t}.status = 'closed'"),
        NamedFilter(name="cancelled", where="{t}.status = 'cancelled'"),
        NamedFilter(name="to_ship", where=f"{_UNSHIPPED} AND {{t}}.shippable = 1", shelf=UNSHIPPED_ORDERS),
        NamedFilter(name="backordered", where=f"{_UNSHIPPED} AND {{t}}.waiting = 1", shelf=UNSHIPPED_ORDERS),
        NamedFilter(
            name="late", where=f"{_UNSHIPPED} AND {{t}}.due_on < :today AND {{t}}.due_on <> ''", shelf=UNSHIPPED_ORDERS
        ),
        NamedFilter(name="due_today", where=f"{_UNSHIPPED} AND {{t}}.due_on = :today", shelf=UNSHIPPED_ORDERS),
        NamedFilter(
            name="unpaid", where=f"{_OPEN} AND {{t}}.payment IN ('unpaid', 'deposit', 'part_paid')", shelf=OPEN_ORDERS
        ),
    )
}
"""To ship: some of it can go out now. Backordered: some of it waits for goods. Late and due: some of it is not out."""

ORDER_FIELDS: Final = {
    "is": Field(kind=Kind.QUEUE, choices=tuple(name for name in ORDER_FILTERS if name != "all")),
    "status": Field(kind=Kind.CHOICE, column="status", choices=tuple(map(str, OrderStatus)), tallied=True),
    "fulfilment": Field(kind=Kind.CHOICE, column="fulfilment", choices=tuple(map(str, Fulfilment))),
    "payment": Field(kind=Kind.CHOICE, column="payment", choices=tuple(map(str, Payment)), tallied=True),
    "number": Field(kind=Kind.TEXT, codes=("number",)),
    "customer": Field(kind=Kind.TEXT, codes=("customer_code",), texts=("customer_key",), known=CUSTOMER_VALUES),
    "reference": Field(kind=Kind.TEXT, codes=("reference",)),
    "source": Field(kind=Kind.TEXT, codes=("source_number",)),
    "placed": Field(kind=Kind.MOMENT, column="placed_at"),
    "due": Field(kind=Kind.DAY, column="due_on"),
    "lines": Field(kind=Kind.COUNT, column="lines"),
    "net": Field(kind=Kind.AMOUNT, column="net"),
    "total": Field(kind=Kind.AMOUNT, column="total"),
    "paid": Field(kind=Kind.AMOUNT, column="paid"),
    "balance": Field(kind=Kind.AMOUNT, column="balance"),
}
"""What terms can name of an order."""

ORDERS: Final = ListSpec(
    name="orders",
    subject="order",
    table=ORDER_LIST,
    key="order_id",
    columns=(
        "number",
        "customer_name",
        "placed_at",
        "due_on",
        "status",
        "fulfilment",
        "payment",
        "lines",
        "net",
        "total",
        "paid",
        "balance",
        "reference",
        "source_number",
        "customer_code",
        "currency",
        "customer_id",
        "shippable",
        "waiting",
    ),
    sorts={
        "number": Sort("number_key"),
        "customer_name": Sort("customer_key"),
        **{column: Sort(column) for column in SORTED if not column.endswith("_key")},
    },
    filters=ORDER_FILTERS,
    search=Search(
        texts=ORDER_SEARCH.name,
        identifiers=("number", "source_number", "customer_code"),
        prefixes=("customer_key",),
        shared=Shared(table=ORDER_CUSTOMER.name, link="customer_code", sorts=("customer_code", "customer_key")),
    ),
    fields=ORDER_FIELDS,
    totals=("net", "total", "paid", "balance"),
    tally=ORDER_TALLY,
    moment="placed_at",
)

"""What the list of orders shows, and the filters that lists, tabs and work tiles share."""

from collections.abc import Iterable
from typing import Any, Final

from domain.orders.content import OrderStatus
from readmodel.listing.shared import Beside, Linked, Shared
from readmodel.listing.spec import ListSpec, NamedFilter, Search, Sort, Spans, Total, summed
from readmodel.listing.terms import Field, Kind, Values
from readmodel.orders.detail_answers import Fulfilment, Payment
from readmodel.orders.list_tables import (
    BEGUN,
    OPEN_ORDERS,
    ORDER_BUYER,
    ORDER_HOLDS,
    ORDER_ITEM,
    ORDER_LIST,
    ORDER_NOTE,
    ORDER_SEARCH,
    ORDER_SPAN,
    ORDER_TALLY,
    SORTED,
    SPAN,
    SPANNED,
    UNSHIPPED_ORDERS,
)
from readmodel.sales.tables import ORDER as SALES_ORDER

_OPEN = "{t}.status = 'open'"
_CANCELLED = "{t}.status = 'cancelled'"
_UNPAID = f"{_OPEN} AND {{t}}.payment IN ('unpaid', 'deposit', 'part_paid')"
_UNSHIPPED = f"{_OPEN} AND ({{t}}.shippable = 1 OR {{t}}.waiting = 1)"


def _unshipped(name: str, where: str) -> NamedFilter:
    return NamedFilter(name=name, where=f"{_UNSHIPPED} AND {where}", shelf=UNSHIPPED_ORDERS, within="open")


ORDER_FILTERS: Final = {
    filter.name: filter
    for filter in (
        NamedFilter(name="all", where=""),
        NamedFilter(name="drafts", where="{t}.status = 'draft'", column="status"),
        NamedFilter(name="open", where=_OPEN, shelf=OPEN_ORDERS, column="status"),
        NamedFilter(name="closed", where="{t}.status = 'closed'", column="status"),
        NamedFilter(name="cancelled", where=_CANCELLED, column="status"),
        _unshipped("to_ship", "{t}.shippable = 1"),
        _unshipped("backordered", "{t}.waiting = 1"),
        _unshipped("late", "{t}.due_on < :today AND {t}.due_on <> ''"),
        _unshipped("due_today", "{t}.due_on = :today"),
        NamedFilter(name="unpaid", where=_UNPAID, shelf=OPEN_ORDERS, within="open"),
        NamedFilter(
            name="overdue",
            where=f"{_UNPAID} AND {{t}}.due_on < :today AND {{t}}.due_on <> ''",
            shelf=OPEN_ORDERS,
            within="open",
        ),
    )
}
"""To ship: some of it can go out now. Backordered: some of it waits for goods. Late and due: some of it is not out.

Overdue is what is to be paid once the due date is past, since orders have no other date for it.
"""

_BACKLOG: Final = (
    f"CASE WHEN {_UNSHIPPED} THEN coalesce("
    f"(SELECT s.open_value FROM {SALES_ORDER.name} AS s WHERE s.order_id = {{t}}.order_id), 0) ELSE 0 END"
)
"""Open quantity × net unit price of an order, as the dashboards add it up."""

_BUYERS: Final = Shared(
    table=ORDER_BUYER.name, key="buyer", link="customer_code", sorts=("customer_code", "customer_key")
)
_ITEMS: Final = Linked(table=ORDER_ITEM.name, key="items", links=ORDER_HOLDS.name)


def _of_buyers(value: str, **more: Any) -> Values:
    return Values(table=ORDER_BUYER.name, value=value, rows="n", **more)


def _choice(column: str, choices: Iterable[str]) -> Field:
    return Field(kind=Kind.CHOICE, column=column, choices=tuple(map(str, choices)), tallied=True)


ORDER_FIELDS: Final = {
    "is": Field(kind=Kind.QUEUE, choices=tuple(name for name in ORDER_FILTERS if name != "all")),
    "status": _choice("status", OrderStatus),
    "fulfilment": _choice("fulfilment", Fulfilment),
    "payment": _choice("payment", Payment),
    "number": Field(kind=Kind.TEXT, codes=("number",)),
    "customer": Field(
        kind=Kind.TEXT,
        codes=("customer_code",),
        texts=("customer_key",),
        among=_BUYERS,
        known=_of_buyers("customer_code", label="customer_name", codes=("customer_code",), texts=("customer_key",)),
    ),
    "city": Field(kind=Kind.TEXT, texts=("city_key",), among=_BUYERS, known=_of_buyers("city", texts=("city_key",))),
    "country": Field(
        kind=Kind.TEXT, texts=("country_key",), among=_BUYERS, known=_of_buyers("country", texts=("country_key",))
    ),
    "product": Field(
        kind=Kind.TEXT,
        codes=("sku",),
        texts=("description_key",),
        among=_ITEMS,
        known=Values(
            table=ORDER_ITEM.name, value="sku", label="description", codes=("sku",), texts=("description_key",)
        ),
    ),
    "category": Field(
        kind=Kind.TEXT,
        texts=("category_key",),
        among=_ITEMS,
        known=Values(table=ORDER_ITEM.name, value="category", texts=("category_key",)),
    ),
    "reference": Field(
        kind=Kind.TEXT,
        codes=("reference",),
        known=Values(table=ORDER_LIST.name, value="reference", codes=("reference",), rows="1"),
    ),
    "source": Field(kind=Kind.TEXT, codes=("source_number",)),
    "note": Field(kind=Kind.TEXT, texts=("text",), among=Beside(table=ORDER_NOTE.name, searched=True), whole=False),
    "placed": Field(kind=Kind.MOMENT, column="placed_at"),
    "due": Field(kind=Kind.DAY, column="due_on"),
    "shipped": Field(kind=Kind.DAY, column="shipped_on"),
    "lines": Field(kind=Kind.COUNT, column="lines"),
    "net": Field(kind=Kind.AMOUNT, column="net"),
    "total": Field(kind=Kind.AMOUNT, column="total"),
    "paid": Field(kind=Kind.AMOUNT, column="paid"),
    "balance": Field(kind=Kind.AMOUNT, column="balance"),
}
"""What terms can name of an order; a draft's products are those of its lines so far."""

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
        "city",
        "country",
        "shipped_on",
        "currency",
        "customer_id",
        "shippable",
        "waiting",
        "backlog",
    ),
    sorts={
        "number": Sort("number_key"),
        "customer_name": Sort("customer_key"),
        **{column: Sort(column) for column in SORTED if not column.endswith("_key")},
    },
    filters=ORDER_FILTERS,
    search=Search(
        texts=ORDER_SEARCH.name,
        identifiers=("number", "source_number", "customer_code", "reference"),
        prefixes=("customer_key",),
        begun=BEGUN,
        shared=_BUYERS,
        linked=_ITEMS,
    ),
    fields=ORDER_FIELDS,
    totals={
        "status": Total(value=_CANCELLED, counts=True),
        # Nobody gets the money of an order that was cancelled.
        **{
            column: Total(value=f"CASE WHEN {_CANCELLED} THEN 0 ELSE {{t}}.{column} END") for column in ("net", "total")
        },
        **summed("paid"),
        "balance": Total(value=f"CASE WHEN {_UNPAID} THEN {{t}}.balance ELSE 0 END"),
        "backlog": Total(value=_BACKLOG, shelf=(UNSHIPPED_ORDERS, _UNSHIPPED)),
    },
    looked_up={"backlog": _BACKLOG},
    tally=ORDER_TALLY,
    spans=Spans(table=ORDER_SPAN.name, width=SPAN, columns=SPANNED),
)

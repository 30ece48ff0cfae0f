"""What the list of orders shows, and the filters that lists, tabs and work tiles share."""

from typing import Final

from readmodel.listing.spec import ListSpec, NamedFilter, Search, Sort
from readmodel.orders.list import ORDER_LIST, ORDER_SEARCH, ORDER_TALLY

_OPEN = "{t}.status = 'open'"
_UNSHIPPED = f"{_OPEN} AND ({{t}}.shippable = 1 OR {{t}}.waiting = 1)"

ORDER_FILTERS: Final = {
    filter.name: filter
    for filter in (
        NamedFilter(name="all", where=""),
        NamedFilter(name="drafts", where="{t}.status = 'draft'"),
        NamedFilter(name="open", where=_OPEN),
        NamedFilter(name="closed", where="{t}.status = 'closed'"),
        NamedFilter(name="cancelled", where="{t}.status = 'cancelled'"),
        NamedFilter(name="to_ship", where=f"{_OPEN} AND {{t}}.shippable = 1"),
        NamedFilter(name="backordered", where=f"{_OPEN} AND {{t}}.waiting = 1"),
        NamedFilter(name="late", where=f"{_UNSHIPPED} AND {{t}}.due_on < :today AND {{t}}.due_on <> ''"),
        NamedFilter(name="due_today", where=f"{_UNSHIPPED} AND {{t}}.due_on = :today"),
        NamedFilter(name="unpaid", where=f"{_OPEN} AND {{t}}.payment IN ('unpaid', 'deposit', 'part_paid')"),
    )
}
"""To ship: some of it can go out now. Backordered: some of it waits for goods. Late and due: some of it is not out."""

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
        **{
            column: Sort(column)
            for column in (
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
            )
        },
    },
    filters=ORDER_FILTERS,
    search=Search(
        texts=ORDER_SEARCH.name,
        identifiers=("number", "source_number", "customer_code"),
        prefixes=("customer_key",),
    ),
    tally=ORDER_TALLY,
    moment="placed_at",
)

"""The tables behind the list of orders."""

from collections.abc import Mapping
from typing import Any, Final

from domain.orders.content import OrderStatus
from readmodel.business_days import zone_table
from readmodel.listing.columns import identifier, shelf, sorted_by, sorted_telling, unique_key
from readmodel.listing.spec import FULLTEXT
from readmodel.orders.badges import LineGoods
from readmodel.schema import Tally, amount, fulltext, instant, integer, packed, table, text

SORTED: Final = (
    "number_key",
    "source_number",
    "customer_code",
    "customer_key",
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
    "shipped_on",
)
"""Columns that the list can be sorted by."""

OPEN_ORDERS: Final = "order_list_open"
"""The index of the orders that are worked on, whatever they are sorted by."""

UNSHIPPED_ORDERS: Final = "order_list_unshipped"
"""That of the fewer ones of which something is to go out: many an open order only waits for its payment."""

_SEARCHED: Final = ("buyer", "items")
_TELLING: Final = {
    "customer_code": ("total", "status", *_SEARCHED),
    "customer_key": ("status", *_SEARCHED),
    "total": ("lines", "status", *_SEARCHED),
    "net": ("total",),
    "paid": ("status", "total"),
    "balance": ("status",),
}
_TOLD_APART_BY: Final = ("due_on", "shippable", "waiting", "payment")
_ON_THE_SHELF: Final = (*_TOLD_APART_BY, *(column for column in SORTED if column not in _TOLD_APART_BY))

ORDER_LIST: Final = table(
    "order_list",
    integer("id", key=True),
    text("order_id"),
    identifier("number"),
    text("number_key"),
    identifier("source_number"),
    text("customer_id"),
    identifier("customer_code"),
    text("customer_name"),
    text("customer_key"),
    text("city"),
    text("country"),
    integer("buyer"),
    text("items"),
    instant("placed_at"),
    text("due_on"),
    text("shipped_on"),
    text("status"),
    text("fulfilment"),
    text("payment"),
    integer("shippable"),
    integer("waiting"),
    integer("lines"),
    amount("net"),
    amount("total"),
    amount("paid"),
    amount("balance"),
    identifier("reference"),
    text("currency"),
    unique_key("order_list", "order_id"),
    *sorted_by("order_list", "number", *(column for column in SORTED if column not in _TELLING)),
    *(sorted_telling("order_list", column, *told) for column, told in _TELLING.items()),
    shelf(OPEN_ORDERS, "status = 'open'", *_ON_THE_SHELF),
    shelf(UNSHIPPED_ORDERS, "status = 'open' AND (shippable = 1 OR waiting = 1)", *_ON_THE_SHELF),
)
"""``id`` is the position of the order's first event; ``shippable`` and ``waiting`` are flags of its goods.

``city`` and ``country`` are where the goods go. ``buyer`` and, as a JSON array, ``items`` are ids of shared texts.
"""

SPANNED: Final = ("number", "number_key", "source_number", "placed_at", "due_on", "shipped_on")
"""Columns of which near ids have near values."""

SPAN: Final = 1 << 14
"""So many positions of the log make a span: two to four thousand orders."""

ORDER_SPAN: Final = table(
    "order_list_span",
    integer("id", key=True),
    *(
        identifier(f"{column}_{end}")
        if column in ("number", "source_number")
        else instant(f"{column}_{end}")
        if column == "placed_at"
        else text(f"{column}_{end}")
        for column in SPANNED
        for end in ("from", "to")
    ),
)
"""Between which values the orders stand, or stood, whose ids divided by ``SPAN`` are ``id``."""

ORDER_SEARCH: Final = fulltext("order_search", "text", options=FULLTEXT)
"""What is searched of an order alone: its numbers but for their first characters, its reference and its notes.

Of a year's numbers, all have the trigrams of how they begin: few words are found by these, and what begins with a word
is found by the index of the numbers.
"""

BEGUN: Final = ("number", "source_number")
"""Those numbers."""

ORDER_BUYER: Final = table(
    "order_list_buyer",
    text("named", key=True),
    integer("id"),
    identifier("customer_code"),
    text("customer_name"),
    text("customer_key"),
    text("city"),
    text("city_key"),
    text("country"),
    text("country_key"),
    text("text"),
    integer("n"),
)
"""Every customer as orders name them and where their goods go, with the folded text that is searched.

``n`` is on how many orders they stand.
"""

ORDER_ITEM: Final = table(
    "order_list_item",
    text("named", key=True),
    integer("id"),
    identifier("sku"),
    text("description"),
    text("description_key"),
    text("category"),
    text("category_key"),
    text("text"),
)
"""Everything that lines name, with the category it was in and the folded text that is searched."""

ORDER_HOLDS: Final = table("order_list_holds", integer("item", key=True), integer("id", key=True))
"""Which orders have lines of an item."""

ORDER_NOTE: Final = table("order_list_note", integer("id", key=True), text("text"))
"""The notes of an order, folded, line by line."""


_OPEN: Final = str(OrderStatus.OPEN)


def kind_of(row: Mapping[str, Any]) -> tuple[Any, ...]:
    """All that a filter by the tally can tell of an order. Due dates only matter while it is open."""
    due_on = row["due_on"] if row["status"] == _OPEN else ""
    return row["status"], row["fulfilment"], row["payment"], due_on, row["shippable"], row["waiting"]


ORDER_TALLY: Final = table(
    "order_tally",
    text("status", key=True),
    text("fulfilment", key=True),
    text("payment", key=True),
    text("due_on", key=True),
    integer("shippable", key=True),
    integer("waiting", key=True),
    integer("n"),
    amount("net"),
    amount("total"),
    amount("paid"),
    amount("balance"),
    tally=Tally(of=ORDER_LIST, kind=kind_of),
)
"""How many orders there are of each kind that a filter can tell apart, and what they come to."""

STATE: Final = table(
    "order_list_state",
    text("order_id", key=True),
    integer("id"),
    packed("lines", dict[str, LineGoods]),
    packed("named", dict[str, int]),
)
"""What is to go out of an order, by the ids of its lines, until it is closed; the ids of what a draft's lines name."""

CUSTOMERS: Final = table(
    "order_list_customer", text("customer_id", key=True), text("code"), text("name"), text("city"), text("country")
)
"""Customers as they are now, which is how drafts name them; goods go to their shipping address."""

DRAFTS: Final = table("order_list_draft", text("customer_id", key=True), integer("id", key=True), integer("own_place"))
"""The drafts for a customer; ``own_place`` is a flag of those that say themselves where their goods go."""

PRODUCTS: Final = table("order_list_product", text("product_id", key=True), text("sku"), text("name"), text("category"))
"""Products as they are now: what a line names as it is put on a draft. Placed lines keep the category of their day."""

LAST_ID: Final = table("order_list_last_id", text("of", key=True), integer("id"))
"""The last id given to a shared text."""

ZONE: Final = zone_table("order_list_zone")

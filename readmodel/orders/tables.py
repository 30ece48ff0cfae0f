"""Where an order is kept for its detail pane: its head, its lines, and what happened to it."""

from typing import Final

from readmodel.schema import amount, decimal, instant, integer, table, text

HEAD: Final = table(
    "order_head",
    text("order_id", key=True),
    integer("version"),
    text("number"),
    text("source_number"),
    text("channel"),
    text("status"),
    text("customer_id"),
    text("customer_code"),
    text("buyer"),
    text("ship_to"),
    text("reference"),
    text("currency"),
    instant("placed_at", nullable=True),
    text("due_on"),
    text("charges"),
    amount("net"),
    amount("charges_total"),
    amount("tax"),
    amount("paid"),
    long_rows=True,
)
"""``buyer``, a draft's ``ship_to`` and the ``charges`` are JSON."""

LINE: Final = table(
    "order_line",
    text("order_id", key=True),
    text("line_id", key=True),
    integer("place"),
    text("product_id"),
    text("sku"),
    text("description"),
    text("unit"),
    decimal("quantity"),
    decimal("unit_price"),
    decimal("discount_percent"),
    decimal("tax_rate"),
    amount("net"),
    integer("tracked"),
    decimal("set_aside"),
    decimal("shipped"),
)
"""The lines of a placed order, as they were placed and how far they got.

``set_aside`` is all that was ever reserved; what did not ship of it is still reserved.

Of a cancelled order nothing is reserved and all that did not ship is cancelled: the status of its head says so.
"""

ENTRY: Final = table(
    "order_entry", text("order_id", key=True), text("line_id", key=True), integer("place"), text("entry")
)
"""The lines of a draft as they were entered, as JSON; what they leave open the product answers when asked."""

TIMELINE: Final = table(
    "order_timeline",
    text("order_id", key=True),
    integer("position", key=True),
    instant("occurred_at"),
    instant("recorded_at"),
    text("actor"),
    text("type"),
    text("facts"),
)
"""What happened to an order; ``facts`` is a JSON object."""

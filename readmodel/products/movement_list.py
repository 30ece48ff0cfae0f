"""What moved a product's stock, as a list of any length."""

from typing import Final

from readmodel.listing.spec import ListSpec, NamedFilter, Sort
from readmodel.products.detail import MOVEMENT

_ON_HAND = "{t}.type IN ('StockReceived', 'StockAdjusted', 'StockShipped')"

MOVEMENTS: Final = ListSpec(
    name="movements",
    subject="product",
    table=MOVEMENT,
    key="id",
    within="product_id",
    columns=("occurred_at", "type", "quantity", "on_hand", "order_number", "note", "actor", "order_id"),
    sorts={
        "happened": Sort("id"),
        "type": Sort("type", indexed=False),
        "quantity": Sort("quantity", indexed=False),
        "on_hand": Sort("on_hand", indexed=False),
        "order": Sort("order_id", indexed=False),
        "note": Sort("note", indexed=False),
        "actor": Sort("actor", indexed=False),
    },
    filters={
        "on_hand": NamedFilter(name="on_hand", where=_ON_HAND),
        "reservations": NamedFilter(name="reservations", where=f"NOT ({_ON_HAND})"),
    },
    looked_up={"order_number": "coalesce((SELECT o.number FROM order_head AS o WHERE o.order_id = {t}.order_id), '')"},
)
"""``happened`` is the order of the log. A product's movements are found by its id, and any other order is sorted."""

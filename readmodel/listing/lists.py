"""Every list there is, by name."""

from typing import Final

from readmodel.customers.list import CUSTOMERS
from readmodel.listing.source import ListSource, TableSource
from readmodel.listing.spec import ListSpec
from readmodel.orders.line_list import ORDER_LINES
from readmodel.orders.list_spec import ORDERS
from readmodel.pipeline.event_list import EVENTS
from readmodel.products.list import PRODUCTS
from readmodel.products.movement_list import MOVEMENTS

LISTS: Final[dict[str, ListSpec]] = {spec.name: spec for spec in (ORDERS, CUSTOMERS, PRODUCTS, MOVEMENTS)}
"""The lists that projections keep in tables."""

SOURCES: Final[dict[str, ListSource]] = {
    **{name: TableSource(spec) for name, spec in LISTS.items()},
    "order_lines": ORDER_LINES,
    "events": EVENTS,
}
"""Where the rows of each list come from."""

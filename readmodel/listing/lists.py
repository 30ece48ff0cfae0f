"""Every list there is, by name."""

from typing import Final

from readmodel.customers.list import CUSTOMERS
from readmodel.listing.spec import ListSpec
from readmodel.orders.list_spec import ORDERS
from readmodel.products.list import PRODUCTS

LISTS: Final[dict[str, ListSpec]] = {spec.name: spec for spec in (ORDERS, CUSTOMERS, PRODUCTS)}

"""Every projection there is, in the order in which they are applied; importing them registers their answers."""

from typing import Final

from readmodel import lists, work_counts
from readmodel.customers.detail import Customers
from readmodel.customers.list import CustomerList
from readmodel.orders import answering as orders
from readmodel.orders import recent
from readmodel.orders.detail import OrderDetails
from readmodel.orders.list import OrderList
from readmodel.pipeline import counts
from readmodel.pipeline.business import BusinessSettings
from readmodel.pipeline.event_types import EventTypes
from readmodel.products.detail import Products
from readmodel.products.list import ProductList
from readmodel.projection import Projection
from readmodel.sales import answering as sales
from readmodel.sales import ranking
from readmodel.sales.sales import Sales

ANSWERING: Final = (lists, orders, recent, counts, ranking, sales, work_counts)
"""The modules that answer questions beside those of the projections themselves."""

PROJECTIONS: Final[tuple[Projection, ...]] = (
    BusinessSettings(),
    Customers(),
    CustomerList(),
    Products(),
    ProductList(),
    OrderDetails(),
    OrderList(),
    Sales(),
    EventTypes(),
)

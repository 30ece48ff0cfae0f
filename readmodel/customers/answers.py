"""Questions about customers and the shapes of their answers."""

from msgspec import Struct

from domain.customers.events import CustomerPersonal
from domain.instants import Instant
from domain.money import Amount
from readmodel.query import Query


class CustomerMatch(Struct, frozen=True, kw_only=True):
    """A customer found while somebody types."""

    customer_id: str
    code: str
    name: str
    city: str


class CustomerDetail(Struct, frozen=True, kw_only=True):
    """One customer; ``turnover`` is the net of all orders placed and not cancelled."""

    customer_id: str
    version: int
    code: str
    personal: CustomerPersonal
    orders: int
    open_orders: int
    turnover: Amount
    first_order_at: Instant | None
    last_order_at: Instant | None


class FindCustomers(Query[tuple[CustomerMatch, ...]], frozen=True, kw_only=True):
    """Customers by code or words of their name, accents and case ignored: exact code, then prefixes, then the rest."""

    text: str
    limit: int = 12


class GetCustomer(Query[CustomerDetail | None], frozen=True, kw_only=True):
    """One customer by id."""

    customer_id: str


class RecentOrder(Struct, frozen=True, kw_only=True):
    """One of a customer's last orders; a draft has neither number nor ``placed_at``."""

    order_id: str
    number: str
    placed_at: Instant | None
    status: str
    fulfilment: str
    payment: str
    total: Amount
    currency: str


class RecentOrders(Query[tuple[RecentOrder, ...]], frozen=True, kw_only=True):
    """A customer's last orders by when they were placed, under whichever of the customer's codes, and drafts."""

    customer_id: str
    limit: int = 10

"""What the Today page asks. Every question is told the day; none looks at a clock."""

from datetime import date

from msgspec import Struct

from domain.money import Amount
from readmodel.query import Query


class Period(Struct, frozen=True):
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


class DayOfBookings(Struct, frozen=True):
    """Net value and number of the orders placed on a day, cancelled ones taken out again."""

    day: date
    net: Amount
    orders: int


class Bookings(Struct, frozen=True):
    """Every day of the period asked for, and of the equally long period before it, days without orders included."""

    period: Period
    days: tuple[DayOfBookings, ...]
    before: tuple[DayOfBookings, ...]


class Ranked(Struct, frozen=True, kw_only=True):
    """A customer or product with its bookings in a period; ``code`` is the customer's code or the product's SKU."""

    id: str
    code: str
    name: str
    net: Amount
    orders: int


class WorkCounts(Struct, frozen=True, kw_only=True):
    """How much work waits: late and due count open orders with open quantity."""

    drafts: int
    to_ship: int
    late: int
    due_today: int
    backordered: int
    unpaid: int
    low_stock: int


class LatestTradingPeriod(Query[Period | None], frozen=True, kw_only=True):
    """The ``days`` days up to ``today`` if they hold bookings, else those up to the latest before; None without any."""

    today: date
    days: int = 30


class GetBookings(Query[Bookings], frozen=True, kw_only=True):
    """Bookings per day of a period against the period before."""

    period: Period


class TopCustomers(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The customers with the highest bookings in a period."""

    period: Period
    limit: int = 8


class TopProducts(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The products with the highest bookings in a period."""

    period: Period
    limit: int = 8


class GetWorkCounts(Query[WorkCounts], frozen=True, kw_only=True):
    """The numbers on the work tiles, as of a day of the business."""

    today: date

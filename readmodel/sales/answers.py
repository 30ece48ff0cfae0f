"""What the dashboards ask. Every question is told the day; none looks at a clock."""

from datetime import date
from enum import StrEnum

from msgspec import Struct

from domain.money import Amount
from readmodel.query import Query


class Period(Struct, frozen=True):
    """Days from ``first`` to ``last``, both included."""

    first: date
    last: date


class By(StrEnum):
    """How a period is cut into parts. Weeks begin on Monday."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"


class Sold(Struct, frozen=True, kw_only=True):
    """A part of a period in numbers, cancelled orders taken out of each.

    ``net`` and ``orders`` are of the orders placed in it. ``lines_shipped`` are the order lines of which the first
    goods left in it, ``lines_filled`` those that were complete then, with their order's first shipment. ``lines_due``
    were due in it, ``lines_on_time`` of them were shipped by then. ``backlog`` and ``to_pay`` are how high both stood
    at its end.
    """

    period: Period
    net: Amount
    orders: int
    lines_shipped: int
    lines_filled: int
    lines_due: int
    lines_on_time: int
    backlog: Amount
    to_pay: Amount


class Times(Struct, frozen=True, kw_only=True):
    """Days from placing to the last goods leaving, of the ``orders`` whose last goods left in a part of a period.

    Median and 90th percentile are nearest ranks: so many days or fewer is what half and nine tenths of them took. None
    where no order was shipped. ``spread`` is how many took how many days.
    """

    period: Period
    orders: int
    median: int | None
    ninetieth: int | None
    spread: tuple[tuple[int, int], ...]


class Ranked(Struct, frozen=True, kw_only=True):
    """A customer, product, category or country with its bookings in a period, and in the one it is compared with.

    ``code`` is the customer's code or the product's SKU; a category or country has the name it was first written
    with as its code, too.
    """

    id: str
    code: str
    name: str
    net: Amount
    orders: int
    before: Amount | None = None


class Aged(Struct, frozen=True, kw_only=True):
    """What is open of the orders placed in a period, ``None`` where that has no beginning or end."""

    first: date | None
    last: date | None
    value: Amount
    orders: int


class LatestTradingPeriod(Query[Period | None], frozen=True, kw_only=True):
    """The ``days`` days up to ``today`` if they hold bookings, else those up to the latest before; None without any."""

    today: date
    days: int = 30


class GetSold(Query[tuple[Sold, ...]], frozen=True, kw_only=True):
    """A period cut into parts, those without orders included. Lines due after ``today`` are not due yet."""

    period: Period
    by: By = By.DAY
    today: date


class GetShippingTimes(Query[tuple[Times, ...]], frozen=True, kw_only=True):
    """How long orders took to ship: first of the whole period, then of each part of it."""

    period: Period
    by: By = By.DAY


class TopCustomers(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The customers with the highest bookings in a period."""

    period: Period
    compared: Period | None = None
    limit: int = 8


class TopProducts(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The products with the highest bookings in a period."""

    period: Period
    compared: Period | None = None
    limit: int = 8


class TopCategories(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The categories with the highest bookings; each line counts for what its product was filed under when placed."""

    period: Period
    compared: Period | None = None
    limit: int = 8


class TopCountries(Query[tuple[Ranked, ...]], frozen=True, kw_only=True):
    """The countries with the highest bookings, by where goods go or else where the customer is."""

    period: Period
    compared: Period | None = None
    limit: int = 8


class GetBacklog(Query[tuple[Aged, ...]], frozen=True, kw_only=True):
    """Open quantity × net unit price of all lines, by the age of their orders: 0–2, 3–7, 8–30 and over 30 days."""

    today: date


class GetToPay(Query[tuple[Aged, ...]], frozen=True, kw_only=True):
    """Total less paid of all orders not paid in full, by their age: 0–30, 31–60, 61–90 and over 90 days."""

    today: date

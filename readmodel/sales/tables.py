"""What was sold: by order while it can change, by day, and by whom, what and where in buckets of days to years."""

from decimal import Decimal
from typing import Final

from msgspec import Struct

from domain.money import Amount
from readmodel.business_days import zone_table
from readmodel.schema import Table, amount, index, integer, packed, table, text


class OpenLine(Struct, frozen=True, array_like=True, gc=False):
    """A line of an order that isn't completed; ``value`` is open quantity × net unit price, rounded half-up once."""

    line_id: str
    product_id: str | None
    category: str
    net: Amount
    value: Amount
    quantity: Decimal
    open: Decimal
    unit_price: Decimal
    discount_percent: Decimal


ZONE: Final = zone_table("sales_zone")

ORDER: Final = table(
    "sales_order",
    text("order_id", key=True),
    text("day"),
    text("due_on"),
    text("customer_id"),
    text("country"),
    text("currency"),
    amount("net"),
    amount("balance"),
    amount("open_value"),
    integer("shipped"),
    packed("lines", list[OpenLine]),
)
"""What an order counts with, so that a shipment, payment or cancellation can take out exactly that.

``lines`` are none once all is shipped, ``shipped`` is a flag for a shipment so far. An order that is completed changes
no number any more and leaves the table, which therefore stays as small as the work at hand.
"""

DAY: Final = table(
    "sales_day",
    text("day", key=True),
    amount("net"),
    integer("orders"),
    amount("open_value"),
    integer("open_orders"),
    amount("to_pay"),
    integer("unpaid_orders"),
    amount("backlog_change"),
    amount("to_pay_change"),
    integer("lines_shipped"),
    integer("lines_filled"),
    integer("lines_due"),
    integer("lines_on_time"),
)
"""A day in numbers, of four kinds, cancelled orders taken out of each.

``net`` and ``orders`` are what was placed on the day; ``open_value`` to ``unpaid_orders`` are what is still to ship and
to be paid of just these orders, now. The two ``…_change`` are by how much backlog and what is to be paid grew on the
day, whenever the orders were placed, so their running sum is how high they stood. ``lines_shipped`` are the lines of
which the first goods left on the day, ``lines_filled`` those that were complete then and went with their order's first
shipment. ``lines_due`` were due on the day, and ``lines_on_time`` of them were complete by then.
"""

SHIPPING_TIME: Final = table("shipping_time", text("bucket", key=True), integer("days", key=True), integer("orders"))
"""How many orders whose last goods left in a bucket had been placed so many days before."""

CATEGORY_OF: Final = table("sales_category", text("product_id", key=True), text("category"))
"""What a product is filed under now; an order counts for the category of the day it was placed on."""


WRITTEN: Final = table("sales_written", text("id", key=True), text("name"), integer("position"))
"""How a category or country was first written, and at which position of the log.

They count, and are found, without regard to case and accents.
"""


def _buckets(name: str) -> Table:
    return table(name, text("bucket", key=True), text("id", key=True), amount("net"), integer("orders"))


BY_CUSTOMER: Final = _buckets("booked_customer")
BY_PRODUCT: Final = _buckets("booked_product")
BY_CATEGORY: Final = _buckets("booked_category")
BY_COUNTRY: Final = _buckets("booked_country")
"""A bucket is a day (2026-07-09), or a month (2026-07), quarter (2026Q3) or year (2026), which hold all of their days
before the latest with bookings: an order is counted once, and a day is added to the others when it is over."""

WINDOW: Final = table("booked_window", integer("id", key=True), text("last"), text("settled"))
"""The latest day with bookings: the standing window is the ``WINDOW_DAYS`` days up to it. ``settled`` is what it was
when window, months, quarters and years were last summed up."""

RECENT_CUSTOMER: Final = table(
    "recent_customer", text("id", key=True), amount("net"), integer("orders"), index("recent_customer_by_net", "net")
)
RECENT_PRODUCT: Final = table(
    "recent_product", text("id", key=True), amount("net"), integer("orders"), index("recent_product_by_net", "net")
)
"""Who and what was booked in the standing window: the highest are read off an index."""

WINDOW_DAYS: Final = 30
"""The period that a day's work begins with; every other one is summed up from buckets."""

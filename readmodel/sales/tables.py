"""What was booked: by order, by day, and by customer and product in buckets of days and months."""

from typing import Final

from sqlalchemy import Index

from readmodel.business_days import zone_table
from readmodel.schema import integer, table, text

ZONE: Final = zone_table("sales_zone")

ORDER: Final = table(
    "booked_order",
    text("order_id", key=True),
    text("day"),
    text("customer_id"),
    integer("net"),
    text("products"),
)
"""What an order was booked with, so that a cancellation can take out exactly that; ``products`` is a JSON object."""

DAY: Final = table("booked_day", text("day", key=True), integer("net"), integer("orders"))

CUSTOMER: Final = table(
    "booked_customer", text("bucket", key=True), text("id", key=True), integer("net"), integer("orders")
)
PRODUCT: Final = table(
    "booked_product", text("bucket", key=True), text("id", key=True), integer("net"), integer("orders")
)
"""A bucket is a day (2026-07-09) or a month (2026-07)."""

WINDOW: Final = table("booked_window", integer("id", key=True), text("last"), integer("moved"))
"""The last day with bookings: the standing window is the ``WINDOW_DAYS`` days up to it. ``moved`` flags that it ends
later than when it was last summed up."""

RECENT_CUSTOMER: Final = table(
    "recent_customer", text("id", key=True), integer("net"), integer("orders"), Index("recent_customer_by_net", "net")
)
RECENT_PRODUCT: Final = table(
    "recent_product", text("id", key=True), integer("net"), integer("orders"), Index("recent_product_by_net", "net")
)
"""Who and what was booked in the standing window: the highest are read off an index."""

WINDOW_DAYS: Final = 30
"""The period that a day's work begins with; every other one is summed up from buckets."""

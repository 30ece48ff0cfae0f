"""How much work waits: what the work tiles ask, across orders and products."""

from datetime import date
from typing import Final

from msgspec import Struct

from readmodel.answering import Reader, answers
from readmodel.listing.counting import count_filters
from readmodel.orders.list_spec import ORDERS
from readmodel.products.list import PRODUCTS
from readmodel.query import Query

_ORDER_QUEUES: Final = ("drafts", "to_ship", "late", "due_today", "backordered", "unpaid")


class WorkCounts(Struct, frozen=True, kw_only=True):
    """How much work waits: late and due count open orders with open quantity."""

    drafts: int
    to_ship: int
    late: int
    due_today: int
    backordered: int
    unpaid: int
    low_stock: int


class GetWorkCounts(Query[WorkCounts], frozen=True, kw_only=True):
    """The numbers on the work tiles, as of a day of the business."""

    today: date


@answers(GetWorkCounts)
def get_work_counts(reader: Reader, query: GetWorkCounts) -> WorkCounts:
    """The counts of the lists' own filters, so that a tile and the list behind it agree."""
    orders = count_filters(reader.db, ORDERS, [(name,) for name in _ORDER_QUEUES], query.today)
    low = count_filters(reader.db, PRODUCTS, [("low_stock",)], query.today)
    return WorkCounts(**{name: orders[name,] for name in _ORDER_QUEUES}, low_stock=low["low_stock",])

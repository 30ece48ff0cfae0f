"""The newest orders of a customer."""

from readmodel.answering import Reader, answers
from readmodel.customers.answers import RecentOrder, RecentOrders


@answers(RecentOrders)
def recent_orders(reader: Reader, query: RecentOrders) -> tuple[RecentOrder, ...]:
    """Those begun last come first, drafts included; found by the index that the list is sorted by code with."""
    rows = reader.all(
        "SELECT order_id, number, placed_at, status, fulfilment, payment, total, currency FROM order_list "
        "WHERE customer_code = ? AND customer_id = ? ORDER BY id DESC LIMIT ?",
        query.customer_code,
        query.customer_id,
        query.limit,
    )
    return tuple(RecentOrder(**row) for row in rows)

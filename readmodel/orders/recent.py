"""The newest orders of a customer."""

from readmodel.answering import Reader, answers
from readmodel.customers.answers import RecentOrder, RecentOrders


@answers(RecentOrders)
def recent_orders(reader: Reader, query: RecentOrders) -> tuple[RecentOrder, ...]:
    """Those begun last come first, drafts included; found by the index that the list is sorted by code with."""
    # The list compares codes without regard to case.
    codes = reader.all(
        "SELECT DISTINCT code COLLATE NOCASE FROM order_list_customer_code WHERE customer_id = ?", query.customer_id
    )
    # Each code by itself: its newest orders are read from the end of its stretch of the index.
    found = [
        row
        for (code,) in codes
        for row in reader.all(
            "SELECT id, order_id, number, placed_at, status, fulfilment, payment, total, currency FROM order_list "
            "WHERE customer_code = ? AND customer_id = ? ORDER BY id DESC LIMIT ?",
            code,
            query.customer_id,
            query.limit,
        )
    ]
    found.sort(key=lambda row: row["id"], reverse=True)
    shown = RecentOrder.__struct_fields__
    return tuple(RecentOrder(**{name: row[name] for name in shown}) for row in found[: query.limit])

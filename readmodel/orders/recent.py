"""The last orders of a customer."""

from readmodel.answering import Reader, answers
from readmodel.customers.answers import RecentOrder, RecentOrders

_SHOWN = "o.order_id, o.number, o.status, o.fulfilment, o.payment, o.total, o.currency"

_PLACED = f"""
SELECT {_SHOWN}, placed.placed_at, placed.placed_at AS at
FROM customer_list_id AS c
JOIN customer_list_order AS placed ON placed.customer = c.id
JOIN order_list AS o ON o.order_id = placed.order_id
WHERE c.customer_id = :customer_id
ORDER BY placed.placed_at DESC, placed.order_id DESC
LIMIT :limit
"""

_DRAFTS = f"""
SELECT {_SHOWN}, NULL AS placed_at, begun.occurred_at AS at
FROM order_list_draft AS d
JOIN order_list AS o ON o.id = d.id
JOIN order_timeline AS begun ON begun.order_id = o.order_id AND begun.position = o.id
WHERE d.customer_id = :customer_id
ORDER BY d.id DESC
LIMIT :limit
"""


@answers(RecentOrders)
def recent_orders(reader: Reader, query: RecentOrders) -> tuple[RecentOrder, ...]:
    """Those placed last come first, whenever they were recorded; a draft counts from when it was begun."""
    found = [
        row for sql in (_PLACED, _DRAFTS) for row in reader.all(sql, customer_id=query.customer_id, limit=query.limit)
    ]
    found.sort(key=lambda row: row["at"], reverse=True)
    shown = RecentOrder.__struct_fields__
    return tuple(RecentOrder(**{name: row[name] for name in shown}) for row in found[: query.limit])

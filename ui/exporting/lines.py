"""Order lines as files, with how far each of them got."""

from collections.abc import Iterator
from typing import Any

from readmodel.export import ExportedOrder
from ui.exporting.values import amount, day, decimal, guarded, moment

COLUMNS = (
    "order_number", "placed_at", "due_on", "status", "customer_code", "customer_name", "currency", "sku", "description",
    "unit", "quantity", "unit_price", "discount_percent", "tax_rate", "net",
    "reserved", "waiting", "shipped", "cancelled_quantity",
)  # fmt: skip

_TEXTS = frozenset(("order_number", "customer_code", "customer_name", "sku", "description", "unit"))


def objects(order: ExportedOrder, time_zone: str) -> Iterator[dict[str, Any]]:
    """Every line of an order with what it needs of the order's head."""
    for line in order.lines:
        values = (
            order.number,
            moment(order.placed_at, time_zone),
            day(order.due_on),
            order.status,
            order.customer_code,
            order.buyer.name,
            order.currency,
            line.sku,
            line.description,
            line.unit,
            decimal(line.quantity),
            decimal(line.unit_price),
            decimal(line.discount_percent),
            decimal(line.tax_rate),
            amount(line.net, order.currency),
            decimal(line.reserved),
            decimal(line.waiting),
            decimal(line.shipped),
            decimal(line.cancelled),
        )
        yield dict(zip(COLUMNS, values, strict=True))


def row(line: dict[str, Any]) -> list[str]:
    """Such a line as a row of a table."""
    return [guarded(value) if name in _TEXTS else value for name, value in line.items()]

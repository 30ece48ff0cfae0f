"""The lines of one order or draft as a list."""

from typing import Final

from readmodel.answering import Reader
from readmodel.listing.short import ShortSource
from readmodel.listing.view import Row
from readmodel.orders.answering import lines_of
from readmodel.orders.detail_answers import OrderLine
from readmodel.scaled import scaled

COLUMNS: Final = (
    "place",
    "sku",
    "description",
    "unit",
    "quantity",
    "unit_price",
    "discount_percent",
    "tax_rate",
    "net",
    "left",
    "reserved",
    "waiting",
    "shipped",
    "cancelled",
    "tracked",
    "product_id",
    "sought",
    "currency",
    "status",
)
"""``place`` counts from 1 in the order's own order; ``left`` is what is still to go out."""


def _collect(reader: Reader, order_id: str) -> list[Row]:
    head = reader.one("SELECT * FROM order_head WHERE order_id = ?", order_id)
    if head is None:
        return []
    return [
        Row(place, line.line_id, place, _values(place, line, head["currency"], head["status"]))
        for place, line in enumerate(lines_of(reader, head), start=1)
    ]


def _values(place: int, line: OrderLine, currency: str, status: str) -> tuple[int | str, ...]:
    return (
        place,
        line.sku,
        line.description,
        line.unit,
        scaled(line.quantity),
        scaled(line.unit_price),
        scaled(line.discount_percent),
        scaled(line.tax_rate),
        line.net,
        scaled(line.open),
        scaled(line.reserved),
        scaled(line.waiting),
        scaled(line.shipped),
        scaled(line.cancelled),
        int(line.tracked),
        line.product_id or "",
        line.sought,
        currency,
        status,
    )


ORDER_LINES: Final = ShortSource(COLUMNS, own="place", collect=_collect, totals=("net",))

"""Between which values the orders of a stretch of the log stand."""

from collections.abc import Mapping
from typing import Any, Final

from readmodel.orders.list_tables import ORDER_LIST, ORDER_SPAN, SPAN, SPANNED
from readmodel.projection import Rows

_CODES: Final = frozenset(column.name for column in ORDER_LIST.columns if column.ignores_case)


def widen_span(rows: Rows, row: Mapping[str, Any]) -> None:
    """Let the span that an order stands in reach as far as its values."""
    id = row["id"] // SPAN
    span = rows.get(ORDER_SPAN, id)
    reach: dict[str, Any] = {}
    for column in SPANNED:
        value = row[column]
        if not value:
            continue
        if column in _CODES:
            # As SQLite compares them.
            value = value.encode().lower().decode()
        since, until = f"{column}_from", f"{column}_to"
        if span is None or not span[since] or value < span[since]:
            reach[since] = value
        if span is None or not span[until] or value > span[until]:
            reach[until] = value
    if span is None:
        rows.put(ORDER_SPAN, {"id": id, **reach})
    elif reach:
        rows.change(ORDER_SPAN, (id,), **reach)

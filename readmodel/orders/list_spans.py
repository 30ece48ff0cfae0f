"""Between which values the orders of a stretch of the log stand."""

from collections.abc import Mapping
from typing import Any, Final

from readmodel.orders.list_tables import ORDER_LIST, ORDER_SPAN, SPAN, SPANNED
from readmodel.projection import Rows

_CODES: Final = frozenset(column.name for column in ORDER_LIST.columns if column.ignores_case)
_ENDS: Final = tuple((column, column in _CODES, f"{column}_from", f"{column}_to") for column in SPANNED)


def widen_span(rows: Rows, values: Mapping[str, Any]) -> None:
    """Let the span that an order stands in reach as far as these values of its row, which its ``id`` is among.

    A row without any is told to the span, too: what holds no row is never looked at.
    """
    id = values["id"] // SPAN
    span = rows.get(ORDER_SPAN, id)
    reach: dict[str, Any] = {}
    for column, is_code, since, until in _ENDS:
        value = values.get(column)
        if not value:
            continue
        if is_code:
            # As SQLite compares them.
            value = value.encode().lower().decode()
        if span is None or not span[since] or value < span[since]:
            reach[since] = value
        if span is None or not span[until] or value > span[until]:
            reach[until] = value
    if span is None:
        rows.put(ORDER_SPAN, {"id": id, **reach})
    elif reach:
        rows.change(ORDER_SPAN, (id,), **reach)

"""The columns of the list of orders."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from ui import formats
from ui.desk import Desk
from ui.orders.words import FULFILMENT, PAYMENT, STATUS, Word
from ui.table.columns import Mark, Raw, TableColumn


def order_columns(desk: Desk) -> tuple[TableColumn, ...]:
    """Number, customer, dates, states and money; the rest can be switched on.

    Each is left out where it would not fit beside those that matter more; an order's status stays, since without it
    one that was cancelled looks like any other.
    """
    return (
        TableColumn(
            name="number",
            title="Number",
            width=130,
            sort="number",
            falling=True,
            strong=True,
            show=lambda raw: raw["number"] or "Draft",
        ),
        TableColumn(name="customer_name", title="Customer", width=118, sort="customer_name", grows=True),
        TableColumn(
            name="placed_at",
            title="Placed",
            width=92,
            sort="placed_at",
            falling=True,
            wide=436,
            dates="instants",
            show=lambda raw: _placed(raw, desk),
            copied=lambda raw: formats.moment(raw["placed_at"], desk.time_zone()),
        ),
        TableColumn(
            name="due_on",
            title="Due",
            width=106,
            sort="due_on",
            dates="days",
            wide=634,
            show=lambda raw: _due(raw, desk),
        ),
        _money("total", "Total", desk, "total", wide=528),
        _state("status", "Status", 96, STATUS, total=_cancelled),
        _state("fulfilment", "Fulfilment", 120, FULFILMENT, wide=754),
        _state("payment", "Payment", 92, PAYMENT, wide=846),
        TableColumn(
            name="lines",
            title="Lines",
            width=64,
            sort="lines",
            falling=True,
            figures=True,
            hidden=True,
            show=lambda raw: formats.count(raw["lines"]),
        ),
        _money("net", "Net", desk, "net", hidden=True),
        _money("paid", "Paid", desk, hidden=True),
        _money("balance", "To pay", desk, "to pay", wide=938),
        _money("backlog", "To ship", desk, "to ship", sorts=False, hidden=True),
        TableColumn(name="reference", title="Reference", width=120, sort="reference", hidden=True),
        TableColumn(name="source_number", title="Source number", width=120, sort="source_number", hidden=True),
        TableColumn(name="customer_code", title="Customer code", width=110, sort="customer_code", hidden=True),
    )


def _state(
    name: str,
    title: str,
    width: int,
    words: Mapping[Any, Word],
    *,
    wide: int = 0,
    total: Callable[[int], str] | None = None,
) -> TableColumn:
    marks = {str(state): Mark(word.text, word.tone, word.shape) for state, word in words.items()}
    return TableColumn(
        name=name,
        title=title,
        width=width,
        sort=name,
        wide=wide,
        total=total,
        show=lambda raw: marks.get(raw[name], ""),
    )


def _cancelled(number: int) -> str:
    return f"{formats.count(number)} cancelled" if number else ""


def _money(
    name: str,
    title: str,
    desk: Desk,
    sum_of: str = "",
    *,
    sorts: bool = True,
    hidden: bool = False,
    wide: int = 0,
) -> TableColumn:
    def in_words(minor: int) -> str:
        return f"{sum_of} {formats.money(minor, desk.business().currency or '')}"

    return TableColumn(
        name=name,
        title=title,
        width=92,
        sort=name if sorts else "",
        falling=True,
        figures=True,
        money=True,
        hidden=hidden,
        wide=wide,
        total=in_words if sum_of else None,
        # A draft has no prices of its own yet.
        show=lambda raw: "" if raw["status"] == "draft" else formats.amount(raw[name], raw["currency"]),
    )


def _placed(raw: Raw, desk: Desk) -> str:
    """The day or, of what came in today, the time."""
    if not raw["placed_at"]:
        return ""
    return formats.day_or_time(raw["placed_at"], desk.time_zone(), desk.today())


def _due(raw: Raw, desk: Desk) -> str | Mark:
    """The day, marked if it has passed while goods are still to go out."""
    if not raw["due_on"]:
        return ""
    due = date.fromisoformat(raw["due_on"])
    late = raw["status"] == "open" and (raw["shippable"] or raw["waiting"]) and due < desk.today()
    return Mark(formats.day(due), "bad", "wedge") if late else formats.day(due)

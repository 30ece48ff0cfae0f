"""The numbers at the top of the Sales page."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from msgspec import Struct

from readmodel.sales.answers import Aged, Period, Sold, Times
from ui import formats
from ui.sales import behind
from ui.sales.words import average, changed, moved, share, tenths
from ui.widgets.tile import Figure

TILES = (
    ("bookings", "Bookings"),
    ("orders", "Orders"),
    ("average", "Average order"),
    ("filled", "Line fill rate"),
    ("on_time", "On time"),
    ("order_to_ship", "Order to ship"),
    ("backlog", "Backlog now"),
    ("to_pay", "To be paid now"),
)
"""Name and words of each tile."""


class Numbers(Struct, frozen=True, kw_only=True):
    """All that the tiles are made of, in a period and, unless nothing is compared, in another."""

    period: Period
    sold: Sequence[Sold]
    earlier: Sequence[Sold]
    times: Sequence[Times]
    earlier_times: Times | None
    backlog: Sequence[Aged]
    to_pay: Sequence[Aged]


def figures(numbers: Numbers, today: date, currency: str) -> dict[str, Figure]:
    """Each tile by its name."""
    return {
        **_bookings(numbers, currency),
        **_lines(numbers, today),
        "order_to_ship": _order_to_ship(numbers),
        **_open(numbers, currency),
    }


def _bookings(numbers: Numbers, currency: str) -> dict[str, Figure]:
    sold, earlier = numbers.sold, numbers.earlier
    net, orders = _sum(sold, "net"), _sum(sold, "orders")
    opens = behind.placed(numbers.period)
    net_before = _sum(earlier, "net") if earlier else None
    orders_before = _sum(earlier, "orders") if earlier else None
    each = average(net, orders)
    each_before = average(net_before, orders_before) if net_before is not None and orders_before is not None else None
    return {
        "bookings": changed(
            formats.money(net, currency),
            net,
            net_before,
            course=tuple(part.net for part in sold),
            hint="Net value of the orders placed, cancelled ones left out",
            opens=opens,
        ),
        "orders": changed(
            formats.count(orders),
            orders,
            orders_before,
            course=tuple(part.orders for part in sold),
            hint="Orders placed, cancelled ones left out",
            opens=opens,
        ),
        "average": changed(
            formats.money(each, currency) if orders else "–",
            each if orders else None,
            each_before,
            course=tuple(average(part.net, part.orders) if part.orders else None for part in sold),
            hint="Bookings ÷ orders; opens these orders",
            opens=opens,
        ),
    }


def _lines(numbers: Numbers, today: date) -> dict[str, Figure]:
    return {
        "filled": _rate(
            numbers,
            "lines_filled",
            "lines_shipped",
            "Order lines shipped complete on the first shipment ÷ lines shipped; opens the orders last shipped then",
            behind.last_shipped(numbers.period),
        ),
        "on_time": _rate(
            numbers,
            "lines_on_time",
            "lines_due",
            "Order lines shipped on or before they were due ÷ lines due; opens the orders due then",
            behind.due(numbers.period, today) if numbers.period.first <= today else None,
        ),
    }


def _rate(numbers: Numbers, part: str, whole: str, hint: str, opens: object) -> Figure:
    def of(sold: Sequence[Sold]) -> int | None:
        return tenths(_sum(sold, part), _sum(sold, whole)) if _sum(sold, whole) else None

    now, before = of(numbers.sold), of(numbers.earlier)
    points = _points(abs(now - before)) if now is not None and before is not None else ""
    counted = f"{formats.count(_sum(numbers.sold, part))} of {formats.count(_sum(numbers.sold, whole))} lines. "
    return moved(
        share(_sum(numbers.sold, part), _sum(numbers.sold, whole)),
        now,
        before,
        points,
        more_is="good",
        course=tuple(of([sold]) for sold in numbers.sold),
        hint=counted + hint,
        opens=opens,
    )


def _order_to_ship(numbers: Numbers) -> Figure:
    whole, *parts = numbers.times
    before = numbers.earlier_times.median if numbers.earlier_times is not None else None
    figure = "–" if whole.median is None else _days(whole.median)
    difference = _days(abs(whole.median - before)) if whole.median is not None and before is not None else ""
    ninetieth = "" if whole.ninetieth is None else f"{formats.percent(Decimal(90))}: {_days(whole.ninetieth)}"
    return moved(
        figure,
        whole.median,
        before,
        difference,
        more_is="bad",
        course=tuple(part.median for part in parts),
        note=ninetieth,
        hint="Median and 90th percentile from placing to the last goods leaving; opens the orders shipped then",
        opens=behind.all_shipped(numbers.period),
    )


def _open(numbers: Numbers, currency: str) -> dict[str, Figure]:
    """How much is open is told as of now, its course over the period; it is compared with where it stood."""
    earlier = numbers.earlier[-1] if numbers.earlier else None
    backlog, to_pay = (sum(age.value for age in aged) for aged in (numbers.backlog, numbers.to_pay))
    return {
        "backlog": changed(
            formats.money(backlog, currency),
            backlog,
            None if earlier is None else earlier.backlog,
            more_is="",
            course=tuple(part.backlog for part in numbers.sold),
            hint="Open quantity × net unit price of all orders, now; compared with the end of the other period",
            opens=behind.to_ship(),
        ),
        "to_pay": changed(
            formats.money(to_pay, currency),
            to_pay,
            None if earlier is None else earlier.to_pay,
            more_is="",
            course=tuple(part.to_pay for part in numbers.sold),
            hint="Total less paid of all orders, now; compared with the end of the other period",
            opens=behind.to_pay(),
        ),
    }


def _sum(sold: Sequence[Sold], what: str) -> int:
    return sum(getattr(part, what) for part in sold)


def _days(number: int) -> str:
    return f"{formats.count(number)} day{'' if number == 1 else 's'}"


def _points(tenth: int) -> str:
    return f"{formats.quantity(Decimal(tenth) / 10)} point{'' if tenth == 10 else 's'}"

"""Everything the Today page shows, read and put into words in one go on a reader thread."""

from datetime import date

from msgspec import Struct

from readmodel.pipeline.answers import GetCounts
from readmodel.sales.answers import (
    GetSold,
    GetWorkCounts,
    LatestTradingPeriod,
    Period,
    Ranked,
    TopCustomers,
    TopProducts,
    WorkCounts,
)
from readmodel.sales.periods import before
from ui import formats
from ui.reading import Reads
from ui.today.bookings import Shown, said, shown
from ui.widgets.ranking import Bar


class Overview(Struct, frozen=True, kw_only=True):
    """What the page shows. Without ``period`` there are no bookings at all; ``empty`` means there is nothing at all."""

    empty: bool
    work: WorkCounts
    period: Period | None
    note: str
    bookings: Shown | None
    customers: tuple[Bar, ...]
    products: tuple[Bar, ...]


def overview(queries: Reads, today: date, days: int, currency: str) -> Overview:
    """Read it all."""
    work = queries.ask(GetWorkCounts(today=today))
    period = queries.ask(LatestTradingPeriod(today=today, days=days))
    if period is None:
        empty = not any(queries.ask(GetCounts()).values())
        return Overview(empty=empty, work=work, period=None, note="", bookings=None, customers=(), products=())
    return Overview(
        empty=False,
        work=work,
        period=period,
        note="" if period.last >= today else _note(period, days),
        bookings=shown(
            queries.ask(GetSold(period=period, today=today)),
            queries.ask(GetSold(period=before(period), today=today)),
            currency,
        ),
        customers=_bars(queries.ask(TopCustomers(period=period)), currency),
        products=_bars(queries.ask(TopProducts(period=period)), currency),
    )


def _note(period: Period, days: int) -> str:
    return f"No orders in the last {days} days. These are the latest {days} that have some: {said(period)}."


def _bars(ranked: tuple[Ranked, ...], currency: str) -> tuple[Bar, ...]:
    return tuple(
        Bar(
            one.id,
            one.name or one.code,
            one.net,
            formats.amount(one.net, currency),
            f"{one.name} ({one.code}): {formats.money(one.net, currency)} in {formats.count(one.orders)}"
            f" order{'' if one.orders == 1 else 's'}",
        )
        for one in ranked
    )

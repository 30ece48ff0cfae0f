"""Everything the Today page shows, read and put into words in one go on a reader thread."""

from datetime import date

from msgspec import Struct

from readmodel.pipeline.answers import GetCounts
from readmodel.sales.answers import (
    GetBacklog,
    GetSold,
    LatestTradingPeriod,
    Period,
    TopCustomers,
    TopProducts,
)
from readmodel.sales.periods import before
from readmodel.work_counts import GetWorkCounts, WorkCounts
from ui.reading import Reads
from ui.sales.words import BACKLOG_AGES, aged_bars, bars, said
from ui.today.bookings import Shown, shown
from ui.widgets.ranking import Bar


class Overview(Struct, frozen=True, kw_only=True):
    """What the page shows. Without ``period`` there are no bookings at all; ``empty`` means there is nothing at all."""

    empty: bool
    work: WorkCounts
    period: Period | None
    note: str
    bookings: Shown | None
    ages: tuple[Bar, ...]
    customers: tuple[Bar, ...]
    products: tuple[Bar, ...]


def overview(queries: Reads, today: date, days: int, currency: str) -> Overview:
    """Read it all."""
    from ui.sales import behind

    work = queries.ask(GetWorkCounts(today=today))
    period = queries.ask(LatestTradingPeriod(today=today, days=days))
    if period is None:
        empty = not any(queries.ask(GetCounts()).values())
        return Overview(empty=empty, work=work, period=None, note="", bookings=None, ages=(), customers=(), products=())
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
        ages=aged_bars(queries.ask(GetBacklog(today=today)), BACKLOG_AGES, behind.to_ship, currency),
        customers=bars(queries.ask(TopCustomers(period=period)), "customer", period, "No name", currency),
        products=bars(queries.ask(TopProducts(period=period)), "product", period, "No name", currency),
    )


def _note(period: Period, days: int) -> str:
    return f"No orders in the last {days} days. These are the latest {days} that have some: {said(period)}."

"""Everything the Sales page shows, read and put into words in one go on a reader thread."""

from datetime import date

from msgspec import Struct

from readmodel.pipeline.answers import GetCounts
from readmodel.sales.answers import (
    GetBacklog,
    GetShippingTimes,
    GetSold,
    GetToPay,
    LatestTradingPeriod,
    Period,
    TopCategories,
    TopCountries,
    TopCustomers,
    TopProducts,
)
from ui.reading import Reads
from ui.sales import behind
from ui.sales.periods import Choice
from ui.sales.tiles import Numbers, figures
from ui.sales.words import BACKLOG_AGES, TO_PAY_AGES, aged_bars, bars, points, said
from ui.widgets.chart import Point
from ui.widgets.ranking import Bar
from ui.widgets.tile import Figure


class SalesView(Struct, frozen=True, kw_only=True):
    """What the page shows; ``empty`` means that nothing was ever sold, ``latest`` is when something was last."""

    empty: bool
    period: Period
    by: str
    said: str
    said_compared: str
    figures: dict[str, Figure]
    points: tuple[Point, ...]
    bars: dict[str, tuple[Bar, ...]]
    latest: Period | None


def sales_view(queries: Reads, choice: Choice, today: date, currency: str) -> SalesView:
    """Read it all."""
    ask = queries.ask
    period, compared, by = choice.period(today), choice.compared(today), choice.cut(today)
    sold = ask(GetSold(period=period, by=by, today=today))
    earlier = () if compared is None else ask(GetSold(period=compared, by=by, today=today))
    backlog, to_pay = ask(GetBacklog(today=today)), ask(GetToPay(today=today))
    numbers = Numbers(
        period=period,
        sold=sold,
        earlier=earlier,
        times=ask(GetShippingTimes(period=period, by=by)),
        earlier_times=None if compared is None else ask(GetShippingTimes(period=compared, by=by))[0],
        backlog=backlog,
        to_pay=to_pay,
    )
    nothing = not any(part.orders for part in sold)
    return SalesView(
        empty=nothing and not ask(GetCounts()).get("orders", 0),
        period=period,
        by=by,
        said=said(period),
        said_compared="" if compared is None else said(compared),
        figures=figures(numbers, today, currency),
        points=points(sold, earlier, by, currency),
        bars={
            "backlog_by_age": aged_bars(backlog, BACKLOG_AGES, behind.to_ship, currency),
            "to_pay_by_age": aged_bars(to_pay, TO_PAY_AGES, behind.to_pay, currency),
            "sales_customers": bars(
                ask(TopCustomers(period=period, compared=compared)), "customer", period, "No name", currency
            ),
            "sales_products": bars(
                ask(TopProducts(period=period, compared=compared)), "product", period, "No name", currency
            ),
            "sales_categories": bars(
                ask(TopCategories(period=period, compared=compared)), "category", period, "No category", currency
            ),
            "sales_countries": bars(
                ask(TopCountries(period=period, compared=compared)), "country", period, "No country", currency
            ),
        },
        latest=ask(LatestTradingPeriod(today=period.last, days=30)) if nothing else None,
    )

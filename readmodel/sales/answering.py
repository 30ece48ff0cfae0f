"""Answering for the dashboards: what was sold, how fast it shipped, and what is open."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import accumulate
from typing import Final

from readmodel.answering import Reader, answers
from readmodel.listing.bound import as_json
from readmodel.sales.answers import (
    Aged,
    GetBacklog,
    GetShippingTimes,
    GetSold,
    GetToPay,
    LatestTradingPeriod,
    Period,
    Sold,
    Times,
)
from readmodel.sales.periods import buckets_of, parts_of
from readmodel.sales.ranking import latest_day

_BACKLOG_AGES: Final = (2, 7, 30)
_TO_PAY_AGES: Final = (30, 60, 90)
"""The days up to which each age but the last goes."""


@answers(LatestTradingPeriod)
def latest_trading_period(reader: Reader, query: LatestTradingPeriod) -> Period | None:
    """The days up to today, or if nothing was booked in them, up to the latest day before that has bookings."""
    length = timedelta(days=query.days - 1)
    found = reader.value(
        "SELECT day FROM sales_day WHERE day <= ? AND orders > 0 ORDER BY day DESC LIMIT 1", query.today.isoformat()
    )
    if found is None:
        return None
    latest = date.fromisoformat(found)
    last = query.today if latest >= query.today - length else latest
    return Period(first=last - length, last=last)


@answers(GetSold)
def get_sold(reader: Reader, query: GetSold) -> tuple[Sold, ...]:
    """Each part is a range of days, whose rows are added up."""
    parts = parts_of(query.period, query.by)
    rows = reader.all(
        "SELECT coalesce(sum(d.net), 0), coalesce(sum(d.orders), 0), "
        "coalesce(sum(d.lines_shipped), 0), coalesce(sum(d.lines_filled), 0), "
        "coalesce(sum(CASE WHEN d.day <= :today THEN d.lines_due END), 0), "
        "coalesce(sum(CASE WHEN d.day <= :today THEN d.lines_on_time END), 0), "
        "coalesce(sum(d.backlog_change), 0), coalesce(sum(d.to_pay_change), 0) "
        "FROM json_each(:parts) AS p LEFT JOIN sales_day AS d "
        "ON d.day BETWEEN json_extract(p.value, '$[0]') AND json_extract(p.value, '$[1]') "
        "GROUP BY p.key ORDER BY p.key",
        parts=as_json([(part.first.isoformat(), part.last.isoformat()) for part in parts]),
        today=query.today.isoformat(),
    )
    stood = reader.one(
        "SELECT coalesce(sum(backlog_change), 0), coalesce(sum(to_pay_change), 0) FROM sales_day WHERE day < ?",
        query.period.first.isoformat(),
    )
    assert stood is not None, "a sum always has a row"
    backlog = accumulate((row[6] for row in rows), initial=stood[0])
    to_pay = accumulate((row[7] for row in rows), initial=stood[1])
    next(backlog), next(to_pay)
    return tuple(
        Sold(
            period=part,
            net=row[0],
            orders=row[1],
            lines_shipped=row[2],
            lines_filled=row[3],
            lines_due=row[4],
            lines_on_time=row[5],
            backlog=still_open,
            to_pay=still_owed,
        )
        for part, row, still_open, still_owed in zip(parts, rows, backlog, to_pay, strict=True)
    )


@answers(GetShippingTimes)
def get_shipping_times(reader: Reader, query: GetShippingTimes) -> tuple[Times, ...]:
    """Each part is read off its own histogram of days."""
    latest = latest_day(reader)
    periods = [query.period, *parts_of(query.period, query.by)]
    rows = reader.all(
        "SELECT p.key, t.days, sum(t.orders) FROM json_each(?) AS p, json_each(p.value) AS b "
        "JOIN shipping_time AS t ON t.bucket = b.value GROUP BY p.key, t.days ORDER BY p.key, t.days",
        as_json([buckets_of(period, latest) for period in periods]),
    )
    spreads: list[list[tuple[int, int]]] = [[] for _ in periods]
    for place, days, orders in rows:
        spreads[place].append((days, orders))
    return tuple(_times(period, spread) for period, spread in zip(periods, spreads, strict=True))


@answers(GetBacklog)
def get_backlog(reader: Reader, query: GetBacklog) -> tuple[Aged, ...]:
    """What is still to ship, by the age of its orders."""
    return _aged(reader, "open_value", "open_orders", query.today, _BACKLOG_AGES)


@answers(GetToPay)
def get_to_pay(reader: Reader, query: GetToPay) -> tuple[Aged, ...]:
    """What is still to be paid, by the age of its orders."""
    return _aged(reader, "to_pay", "unpaid_orders", query.today, _TO_PAY_AGES)


def percentile(spread: Sequence[tuple[int, int]], percent: int) -> int | None:
    """The nearest rank in a histogram of (value, how many) that rises by value; None if it holds nothing."""
    wanted = -(-sum(many for _, many in spread) * percent // 100)
    for (value, _), reached in zip(spread, accumulate(many for _, many in spread), strict=True):
        if reached >= wanted > 0:
            return value
    return None


def _times(period: Period, spread: list[tuple[int, int]]) -> Times:
    return Times(
        period=period,
        orders=sum(orders for _, orders in spread),
        median=percentile(spread, 50),
        ninetieth=percentile(spread, 90),
        spread=tuple(spread),
    )


def _aged(reader: Reader, value: str, orders: str, today: date, ages: tuple[int, ...]) -> tuple[Aged, ...]:
    """Youngest first; what is dated ahead is the youngest, too."""
    lasts = [None, *(today - timedelta(days=age + 1) for age in ages)]
    firsts = [*(today - timedelta(days=age) for age in ages), None]
    found = []
    for first, last in zip(firsts, lasts, strict=True):
        sums = reader.one(
            f"SELECT coalesce(sum({value}), 0), coalesce(sum({orders}), 0) FROM sales_day WHERE day BETWEEN ? AND ?",
            "" if first is None else first.isoformat(),
            "9999-12-31" if last is None else last.isoformat(),
        )
        assert sums is not None, "a sum always has a row"
        found.append(Aged(first=first, last=last, value=sums[0], orders=sums[1]))
    return tuple(found)

"""Every tile of the Today and Sales pages, beside the same answers aggregated from normalised tables."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from main import open_docket
from readmodel.query import Query
from readmodel.sales.answers import (
    By,
    GetBacklog,
    GetShippingTimes,
    GetSold,
    GetToPay,
    Period,
    Sold,
    TopCategories,
    TopCountries,
    TopCustomers,
    TopProducts,
)
from readmodel.work_counts import GetWorkCounts, WorkCounts
from tests.benchmarks import crud
from tests.benchmarks.past import LAST_DAY, recorded
from tests.benchmarks.report import AT_LEAST, Figure, Waits, beside, percentile
from ui.samples.rhythm import TIME_ZONE

RUNS = 21
TILE = 5
LIMIT = 8
MONTH = Period(LAST_DAY - timedelta(days=29), LAST_DAY)
YEAR = Period(LAST_DAY - timedelta(days=364), LAST_DAY)

QUEUES = ((crud.LATE, (str(LAST_DAY),)), (crud.UNPAID, ()))

Tile = tuple[Callable[[], object], Callable[[], object]]
"""Docket's answer, and the same from normalised tables."""


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Milliseconds a tile, and how often the normalised answer would fit into one of Docket's."""
    with open_docket(recorded(history, orders)) as docket:
        desk = crud.CrudDesk(folder / "crud.db")
        desk.fill(docket.log, TIME_ZONE)
        ours_in_all = theirs_in_all = 0.0
        for name, (ours, theirs) in _tiles(docket.queries.ask, desk.db.execute).items():
            if not _agree(ours(), theirs()):
                raise AssertionError(f"{name}: the two models disagree: {ours()} and {theirs()}")
            waits = Waits()
            for _ in range(RUNS):
                waits.time(name, ours)
            other = median(_milliseconds(theirs) for _ in range(3))
            ours_in_all += percentile(waits.milliseconds, 50)
            theirs_in_all += other
            yield waits.figure(f"{name}, {orders:,} orders", TILE, note=f"normalised tables: {other:,.1f} ms")
        yield beside(
            f"the dashboard's tiles together, {orders:,} orders, answers per second",
            1000 / ours_in_all,
            "/s",
            1000 / theirs_in_all,
            "the same answers from normalised tables",
            (AT_LEAST, 100),
        )
        desk.close()


def _tiles(ask: Callable[[Query], object], rows: Callable) -> dict[str, Tile]:
    found: dict[str, Tile] = {
        "work tiles": (
            lambda: _late_and_unpaid(ask(GetWorkCounts(today=LAST_DAY))),
            lambda: [rows(*queue).fetchone()[0] for queue in QUEUES],
        ),
        "backlog by age": _by_age(ask, rows, GetBacklog, crud.BACKLOG),
        "to be paid by age": _by_age(ask, rows, GetToPay, crud.TO_PAY),
    }
    for words, period, by in (("30 days", MONTH, By.DAY), ("a year", YEAR, By.MONTH)):
        found |= {f"{name}, {words}": tile for name, tile in _tiles_of(ask, rows, period, by).items()}
    return found


def _tiles_of(ask: Callable, rows: Callable, period: Period, by: By) -> dict[str, Tile]:
    days = (str(period.first), str(period.last))
    key = 7 if by is By.MONTH else 10

    def sold() -> list[Sold]:
        return ask(GetSold(period=period, by=by, today=LAST_DAY))

    def booked() -> object:
        by_part: dict[str, list[int]] = {}
        for day, net, orders in rows(crud.BOOKINGS, days):
            part = by_part.setdefault(day[:key], [0, 0])
            part[0] += net
            part[1] += orders
        return [(part, *sums) for part, sums in by_part.items()]

    def ranked(query: type[TopCustomers], normalised: str, columns: int) -> Tile:
        return (
            lambda: [(r.code, r.net, r.orders)[:columns] for r in ask(query(period=period, limit=LIMIT))],
            lambda: rows(normalised, (*days, LIMIT)).fetchall(),
        )

    return {
        "bookings": (lambda: [(str(s.period.first)[:key], s.net, s.orders) for s in sold() if s.orders], booked),
        "line fill rate": (
            lambda: (sum(s.lines_shipped for s in sold()), sum(s.lines_filled for s in sold())),
            lambda: rows(crud.FILLED, days).fetchone(),
        ),
        "on time": (
            lambda: (sum(s.lines_due for s in sold()), sum(s.lines_on_time for s in sold())),
            lambda: rows(crud.ON_TIME, days).fetchone(),
        ),
        "order to ship": (
            lambda: list(ask(GetShippingTimes(period=period, by=by))[0].spread),
            lambda: rows(crud.SHIPPING_TIMES, days).fetchall(),
        ),
        "top customers": ranked(TopCustomers, crud.TOP_CUSTOMERS, 2),
        "top products": ranked(TopProducts, crud.TOP_PRODUCTS, 2),
        "by category": ranked(TopCategories, crud.BY_CATEGORY, 3),
        "by country": ranked(TopCountries, crud.BY_COUNTRY, 3),
    }


def _by_age(ask: Callable, rows: Callable, query: type[GetBacklog], normalised: str) -> Tile:
    ages = [(str(a.first or ""), str(a.last or "9999")) for a in ask(query(today=LAST_DAY))]
    return (
        lambda: [(age.value, age.orders) for age in ask(query(today=LAST_DAY))],
        lambda: [(value or 0, many) for age in ages for value, many in rows(normalised, age)],
    )


def _agree(ours: object, theirs: object) -> bool:
    """Whether two answers are the same, but for cents: what is open is rounded line by line, in SQL by the integer."""
    if isinstance(ours, int) and isinstance(theirs, int):
        return abs(ours - theirs) <= max(1, abs(ours) // 1000)
    if isinstance(ours, list | tuple) and isinstance(theirs, list | tuple):
        return len(ours) == len(theirs) and all(map(_agree, ours, theirs))
    return ours == theirs


def _late_and_unpaid(work: WorkCounts) -> list[int]:
    return [work.late, work.unpaid]


def _milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000

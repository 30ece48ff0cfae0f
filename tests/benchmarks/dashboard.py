"""Every tile of the Today page, beside the same answers aggregated from normalised tables."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from statistics import median
from time import perf_counter

from main import open_docket
from readmodel.sales.answers import GetBookings, GetWorkCounts, Period, TopCustomers, TopProducts
from tests.benchmarks.crud import BOOKINGS, LATE, TO_SHIP, TOP_CUSTOMERS, TOP_PRODUCTS, UNPAID, CrudDesk
from tests.benchmarks.history import LAST_DAY, TIME_ZONE
from tests.benchmarks.past import recorded
from tests.benchmarks.report import AT_LEAST, Figure, beside, within

RUNS = 15
DAYS = 30


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Milliseconds a tile, and how often the normalised answer would fit into one of Docket's."""
    last, first = LAST_DAY, LAST_DAY - timedelta(days=DAYS - 1)
    before = first - timedelta(days=DAYS)
    period = Period(first, last)
    with open_docket(recorded(history, orders)) as docket:
        crud = CrudDesk(folder / "crud.db")
        crud.fill(_events(docket.log), TIME_ZONE)
        ask, rows = docket.queries.ask, crud.db.execute
        tiles: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
            "bookings by day": (
                lambda: [(str(d.day), d.net, d.orders) for d in _with_orders(ask(GetBookings(period=period)))],
                lambda: rows(BOOKINGS, (str(before), str(last))).fetchall(),
            ),
            "top customers": (
                lambda: [(r.code, r.net) for r in ask(TopCustomers(period=period))],
                lambda: rows(TOP_CUSTOMERS, (str(first), str(last), 8)).fetchall(),
            ),
            "top products": (
                lambda: [(r.code, r.net) for r in ask(TopProducts(period=period))],
                lambda: rows(TOP_PRODUCTS, (str(first), str(last), 8)).fetchall(),
            ),
            "work tiles": (
                lambda: ask(GetWorkCounts(today=last)),
                lambda: [
                    rows(TO_SHIP).fetchone(),
                    rows(LATE, (str(last),)).fetchone(),
                    rows(UNPAID).fetchone(),
                ],
            ),
        }
        ours_in_all = theirs_in_all = 0.0
        for name, (ours, theirs) in tiles.items():
            if name != "work tiles" and ours() != theirs():
                raise AssertionError(f"{name}: the two models disagree")
            mine = median(_milliseconds(ours) for _ in range(RUNS))
            other = median(_milliseconds(theirs) for _ in range(3))
            ours_in_all += mine
            theirs_in_all += other
            yield within(f"{name}, {orders:,} orders", mine, "ms", 5, note=f"normalised tables: {other:,.1f} ms")
        yield beside(
            f"the dashboard's tiles together, {orders:,} orders, answers per second",
            1000 / ours_in_all,
            "/s",
            1000 / theirs_in_all,
            "the same answers from normalised tables",
            (AT_LEAST, 100),
        )
        crud.close()


def _events(log) -> Iterator[object]:
    position = 0
    while batch := log.read(position, 2000):
        yield from batch
        position = batch[-1].position


def _with_orders(bookings):
    return [day for day in (*bookings.before, *bookings.days) if day.orders]


def _milliseconds(work: Callable[[], object]) -> float:
    started = perf_counter()
    work()
    return (perf_counter() - started) * 1000

"""Why CQRS: orders entered while somebody looks at heavy dashboards, on one normalised model and on Docket."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from shutil import copytree
from threading import Event, Thread
from time import perf_counter, sleep

from domain.ids import new_id
from domain.orders.commands import PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from main import open_docket
from readmodel.sales.answers import GetSold, GetWorkCounts, Period, TopCustomers, TopProducts
from tests.benchmarks.crud import BOOKINGS, LATE, TO_SHIP, TOP_CUSTOMERS, TOP_PRODUCTS, UNPAID, CrudDesk
from tests.benchmarks.dashboard import _events
from tests.benchmarks.history import LAST_DAY, TIME_ZONE, customer_id, product_id
from tests.benchmarks.past import recorded
from tests.benchmarks.report import Figure, beside, percentile

SECONDS = 6
PER_SECOND = 20
"""Orders entered on a steady beat, as by a few clerks and a web shop."""
LINES = 5
REFRESHES = 10
"""Dashboards asked for per second, by all who look at one; a design that can't keep up answers fewer."""


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Entry latency and dashboards per second, both kinds of work at once, for each of the two designs."""
    copytree(recorded(history, orders), folder / "shared-history")
    first = LAST_DAY - timedelta(days=29)
    period = Period(first, LAST_DAY)
    with open_docket(folder / "shared-history") as docket:
        crud = CrudDesk(folder / "crud-comparison.db")
        crud.fill(_events(docket.log), TIME_ZONE)

        def docket_dashboard() -> None:
            ask = docket.queries.ask
            for query in (
                GetSold(period=Period(first - timedelta(days=30), LAST_DAY), today=LAST_DAY),
                TopCustomers(period=period),
                TopProducts(period=period),
                GetWorkCounts(today=LAST_DAY),
            ):
                ask(query)

        def docket_entry(number: int) -> None:
            docket.commands.dispatch(_order(number)).result()

        reader = []

        def crud_dashboard() -> None:
            if not reader:
                reader.append(crud.connect())
            rows = reader[0].execute
            rows(BOOKINGS, (str(first - timedelta(days=30)), str(LAST_DAY))).fetchall()
            rows(TOP_CUSTOMERS, (str(first), str(LAST_DAY), 8)).fetchall()
            rows(TOP_PRODUCTS, (str(first), str(LAST_DAY), 8)).fetchall()
            rows(TO_SHIP).fetchone()
            rows(LATE, (str(LAST_DAY),)).fetchone()
            rows(UNPAID).fetchone()

        def crud_entry(number: int) -> None:
            products = [product_id(1 + (number * LINES + step) % 38) for step in range(LINES)]
            crud.enter(new_id(), customer_id(0), products, LAST_DAY, Decimal(10))

        crud_waits, crud_boards = _both(crud_entry, crud_dashboard)
        docket_waits, docket_boards = _both(docket_entry, docket_dashboard)
        crud.close()
    yield beside(
        f"dashboards answered of {REFRESHES} asked for per second while orders are entered, {orders:,} orders",
        docket_boards,
        "/s",
        crud_boards,
        "one normalised model",
    )
    for name, percent in (("median", 50), ("p95", 95), ("worst", 100)):
        yield beside(
            f"entering an order while dashboards are looked at, {name}",
            percentile(docket_waits, percent) * 1000,
            "ms",
            percentile(crud_waits, percent) * 1000,
            "one normalised model",
        )


def _both(enter: Callable[[int], None], look: Callable[[], None]) -> tuple[list[float], float]:
    """Seconds each entry took, and dashboards answered per second, side by side."""
    stop = Event()
    boards = 0

    def looking() -> None:
        nonlocal boards
        due = perf_counter()
        while not stop.is_set():
            look()
            boards += 1
            due = max(due + 1 / REFRESHES, perf_counter())
            stop.wait(due - perf_counter())

    watcher = Thread(target=looking)
    watcher.start()
    waits: list[float] = []
    begin = perf_counter()
    for number in range(SECONDS * PER_SECOND):
        sleep(max(0.0, begin + number / PER_SECOND - perf_counter()))
        started = perf_counter()
        enter(number)
        waits.append(perf_counter() - started)
    stop.set()
    watcher.join()
    return waits, boards / (perf_counter() - begin)


def _order(number: int) -> PlaceOrder:
    lines = tuple(
        LineEntry(line_id=str(step), product_id=product_id(1 + (number * LINES + step) % 38), unit_price=Decimal(10))
        for step in range(LINES)
    )
    return PlaceOrder(order_id=new_id(), content=OrderContent(customer_id=customer_id(0), lines=lines), currency="EUR")

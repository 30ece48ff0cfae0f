"""Why CQRS: orders entered while somebody looks at heavy dashboards, on one normalised model and on Docket."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from pathlib import Path
from threading import Event, Thread
from time import perf_counter, sleep

from domain.ids import new_id
from domain.orders.commands import PlaceOrder
from domain.orders.content import LineEntry, OrderContent
from main import open_docket
from readmodel.sales.answers import GetSold, Period, TopCustomers, TopProducts
from readmodel.work_counts import GetWorkCounts
from tests.benchmarks.crud import BOOKINGS, LATE, TO_SHIP, TOP_CUSTOMERS, TOP_PRODUCTS, UNPAID, CrudDesk
from tests.benchmarks.past import LAST_DAY, at_rest, copied, goods_of
from tests.benchmarks.report import Figure, beside, percentile
from tests.benchmarks.sleeping import sleeping
from ui.samples.rhythm import TIME_ZONE

SECONDS = 6
PER_SECOND = 20
"""Orders entered on a steady beat, as by a few clerks and a web shop."""
LINES = 5
REFRESHES = 10
"""Dashboards asked for per second, by all who look at one; a design that can't keep up answers fewer."""


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Entry latency and dashboards per second, both kinds of work at once, for each of the two designs."""
    first = LAST_DAY - timedelta(days=29)
    period = Period(first, LAST_DAY)
    customer, products = goods_of(orders)
    with open_docket(copied(folder, history, orders)) as docket:
        crud = CrudDesk(folder / "crud-comparison.db")
        crud.fill(docket.log, TIME_ZONE)

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
            docket.commands.dispatch(_order(customer, _some(products, number))).result()

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
            crud.enter(new_id(), customer, _some(products, number), LAST_DAY, Decimal(10))

        at_rest()
        with sleeping() as beside_crud:
            crud_waits, crud_boards = _both(crud_entry, crud_dashboard)
        at_rest()
        with sleeping() as beside_docket:
            docket_waits, docket_boards = _both(docket_entry, docket_dashboard)
        crud.close()
    yield beside(
        f"dashboards answered of {REFRESHES} asked for per second while orders are entered, {orders:,} orders",
        docket_boards,
        "/s",
        crud_boards,
        "one normalised model",
    )
    # A machine may stop everybody on it, for a third of a second now and then: that is no fault of either design.
    began = (
        f"Docket's began after {_when(docket_waits)}, a process that only sleeps was {beside_docket[0]};"
        f" the other's after {_when(crud_waits)}, it was {beside_crud[0]}"
    )
    for name, percent, note in (("median", 50, ""), ("p95", 95, ""), ("p99", 99, ""), ("worst", 100, began)):
        yield beside(
            f"entering an order while dashboards are looked at, {name}",
            percentile(docket_waits, percent) * 1000,
            "ms",
            percentile(crud_waits, percent) * 1000,
            "one normalised model",
            note=note,
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


def _when(waits: list[float]) -> str:
    """At what moment of the whole the longest wait began."""
    return f"{waits.index(max(waits)) / PER_SECOND:.1f} s"


def _some(products: list[str], number: int) -> list[str]:
    return [products[(number * LINES + step) % len(products)] for step in range(LINES)]


def _order(customer: str, products: list[str]) -> PlaceOrder:
    lines = tuple(LineEntry(line_id=product, product_id=product, unit_price=Decimal(10)) for product in products)
    return PlaceOrder(order_id=new_id(), content=OrderContent(customer_id=customer, lines=lines), currency="EUR")

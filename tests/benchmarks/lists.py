"""Any page of the order list, any sort, filter or search: as long as a frame lasts, at most."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from time import perf_counter

from main import open_docket
from readmodel.listing.queries import GetRows, LayOut, OpenView
from readmodel.listing.view import View
from readmodel.orders.list_spec import ORDERS
from tests.benchmarks.history import LAST_DAY
from tests.benchmarks.past import recorded
from tests.benchmarks.report import Figure, percentile, within

FRAME = 16
PAGE = 100
SORTS = ("placed_at", "number", "customer_name", "total", "due_on", "status")
FILTERS = ((), ("open",), ("to_ship",), ("unpaid",), ("closed",), ("late",))
SEARCHES = ("H00", "krone", "alp", "C0001", "SO-2025-00", "dresden 7", "handels", "SO-2024-00017")


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Pages at random places of many views, laying a view out, and the first page of searches."""
    chance = Random(11)
    with open_docket(recorded(history, orders)) as docket:
        ask = docket.queries.ask
        first, laying, pages, searches = [], [], [], []
        for sort in SORTS:
            for filters in FILTERS:
                for descending in (True, False):
                    view = View(list=ORDERS.name, sort=sort, descending=descending, filters=filters, today=LAST_DAY)
                    opened, took = _timed(ask, OpenView(view=view))
                    first.append(took)
                    laid, took = _timed(ask, LayOut(snapshot=opened.snapshot))
                    laying.append(took)
                    for _ in range(10):
                        rank = chance.randrange(max(1, (laid.snapshot.count or 1) - PAGE))
                        pages.append(_timed(ask, GetRows(snapshot=laid.snapshot, first=rank, count=PAGE))[1])
        for text in SEARCHES:
            for sort in SORTS:
                view = View(list=ORDERS.name, sort=sort, descending=True, text=text, today=LAST_DAY)
                searches.append(_timed(ask, OpenView(view=view))[1])
    yield within(f"first page of a view, {orders:,} orders, p95", percentile(first, 95), "ms", FRAME)
    yield within(f"any page of a laid-out view, {orders:,} orders, p95", percentile(pages, 95), "ms", FRAME)
    yield within(f"first page of a search, {orders:,} orders, p95", percentile(searches, 95), "ms", FRAME)
    yield Figure(name=f"laying a view out, {orders:,} orders, p95", value=percentile(laying, 95), unit="ms")


def _timed(ask, query):
    started = perf_counter()
    answer = ask(query)
    return answer, (perf_counter() - started) * 1000

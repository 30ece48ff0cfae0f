"""Any page of the order list, in any order and through any filter: as long as a frame lasts, at most."""

from collections.abc import Iterator
from pathlib import Path
from random import Random

from main import open_docket
from readmodel.listing.queries import GetRows, LayOut, OpenView
from readmodel.listing.view import Snapshot, View
from readmodel.orders.list_spec import ORDER_FILTERS, ORDERS
from tests.benchmarks.filters import Ask, terms_of
from tests.benchmarks.past import LAST_DAY, copied, goods_of, recorded
from tests.benchmarks.report import Figure, Waits
from tests.benchmarks.traffic import arriving, trade

FRAME = 16
PAGE = 100
JUMPS = 10
SORTS = ("placed_at", "number", "customer_name", "total", "due_on", "status")
UNDER_LOAD = 400


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """First pages by sort and by filter, pages at random places, laying views out, and pages while orders arrive."""
    with open_docket(recorded(history, orders)) as docket:
        yield from _views(docket.queries.ask, orders)
        yield from _terms(docket.queries.ask, orders)
    with open_docket(copied(folder, history, orders)) as docket:
        yield from _under_load(docket, orders)


def order_view(sort: str = "placed_at", *, descending: bool = True, **rest: object) -> View:
    """A view of the orders as of the history's last day."""
    return View(list=ORDERS.name, sort=sort, descending=descending, today=LAST_DAY, **rest)


def _views(ask: Ask, orders: int) -> Iterator[Figure]:
    chance = Random(11)
    all_first, jumps, laying = Waits(), Waits(), Waits()
    by_sort = {sort: Waits() for sort in SORTS}
    by_filter = {name: Waits() for name in ORDER_FILTERS}
    for sort in SORTS:
        for name in ORDER_FILTERS:
            for descending in (True, False):
                view = order_view(sort, descending=descending, filters=(name,))
                what = f"{name} by {sort} {'down' if descending else 'up'}"
                opened = all_first.time(what, lambda view=view: ask(OpenView(view=view)))
                for waits in (by_sort[sort], by_filter[name]):
                    waits.time(what, lambda view=view: ask(OpenView(view=view)))
                laid = laying.time(what, lambda opened=opened: ask(LayOut(snapshot=opened.snapshot)))
                _jump(ask, laid.snapshot, chance, jumps, what)
    yield all_first.figure(f"first page of a view, {orders:,} orders", FRAME)
    yield jumps.figure(f"page at a random place of a view, {orders:,} orders", FRAME)
    for sort, waits in by_sort.items():
        yield waits.figure(f"first page by {sort}, any filter, {orders:,} orders", FRAME)
    for name, waits in by_filter.items():
        yield waits.figure(f"first page of {name}, any sort, {orders:,} orders", FRAME)
    yield laying.figure(f"laying a view out beside its first page, {orders:,} orders", None)


def _jump(ask: Ask, snapshot: Snapshot, chance: Random, waits: Waits, what: str) -> None:
    for _ in range(JUMPS):
        rank = chance.randrange(max(1, (snapshot.count or 1) - PAGE))
        waits.time(f"{what}, row {rank}", lambda rank=rank: ask(GetRows(snapshot=snapshot, first=rank, count=PAGE)))


def _terms(ask: Ask, orders: int) -> Iterator[Figure]:
    """Every field that a filter can name, with values that rows have."""
    rows = ask(OpenView(view=order_view())).rows + ask(OpenView(view=order_view(descending=False))).rows
    laying, suggesting = Waits(), Waits()
    for field, terms in terms_of(ORDERS, rows, ask, suggesting, Random(5)).items():
        waits = Waits()
        for term in terms:
            for sort in ("placed_at", "customer_name", "total"):
                what = f"{term.values or (term.since, term.before)} by {sort}"
                view = order_view(sort, terms=(term,))
                opened = waits.time(what, lambda view=view: ask(OpenView(view=view)))
                laying.time(f"{field} {what}", lambda opened=opened: ask(LayOut(snapshot=opened.snapshot)))
        yield waits.figure(f"first page filtered by {field}, {orders:,} orders", FRAME)
    yield suggesting.figure(f"values suggested while a filter is typed, {orders:,} orders", FRAME)
    yield laying.figure(f"laying a filtered view out beside its first page, {orders:,} orders", None)


def _under_load(docket, orders: int) -> Iterator[Figure]:
    chance = Random(12)
    ask = docket.queries.ask
    first, jumps = Waits(), Waits()
    views = [order_view(sort, filters=(name,)) for sort in SORTS for name in ("all", "open", "closed")]
    laid = [ask(LayOut(snapshot=ask(OpenView(view=view)).snapshot)).snapshot for view in views]
    with arriving(docket, trade(*goods_of(orders))):
        for number in range(UNDER_LOAD):
            view, snapshot = views[number % len(views)], laid[number % len(views)]
            what = f"{view.filters[0]} by {view.sort}"
            first.time(what, lambda view=view: ask(OpenView(view=view)))
            rank = chance.randrange(max(1, (snapshot.count or 1) - PAGE))
            page = GetRows(snapshot=snapshot, first=rank, count=PAGE)
            jumps.time(what, lambda page=page: ask(page))
    yield first.figure(f"first page while 500 commands/s are dispatched, {orders:,} orders", FRAME)
    yield jumps.figure(f"page at a random place while 500 commands/s are dispatched, {orders:,} orders", FRAME)

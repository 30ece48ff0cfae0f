"""The movements of one product, a hundred thousand of them: a list within another record."""

from collections.abc import Iterator
from decimal import Decimal
from functools import partial
from pathlib import Path
from random import Random

from domain.ids import new_id
from domain.products.commands import AdjustStock, ReceiveStock
from main import open_docket
from readmodel.listing.queries import GetRows, GetTotals, LayOut, OpenView
from readmodel.listing.view import View
from readmodel.products.movement_list import MOVEMENTS
from tests.benchmarks.goods import product_id, record_goods
from tests.benchmarks.lists import FRAME, JUMPS, PAGE
from tests.benchmarks.past import LAST_DAY
from tests.benchmarks.report import Figure, Waits

MANY = 100_000
_AT_ONCE = 2000


def measure(folder: Path) -> Iterator[Figure]:
    """First pages in every order, pages at random places, and what it takes to lay the list out."""
    chance, first, jumps, laying, summing = Random(17), Waits(), Waits(), Waits(), Waits()
    with open_docket(folder / "movements", projection="async") as docket:
        record_goods(docket.commands, orders=1)
        for start in range(0, MANY, _AT_ONCE):
            moving = [docket.commands.dispatch(_movement(number)) for number in range(start, start + _AT_ONCE)]
            last = max(future.result().position for future in moving)
        docket.projector.wait_for(last, timeout=300)
        ask = docket.queries.ask
        for sort in MOVEMENTS.sorts:
            for descending in (True, False):
                view = View(list="movements", of=product_id(0), sort=sort, descending=descending, today=LAST_DAY)
                what = f"by {sort} {'down' if descending else 'up'}"
                opened = first.time(what, partial(ask, OpenView(view=view)))
                laid = laying.time(what, partial(ask, LayOut(snapshot=opened.snapshot)))
                assert laid.snapshot.count is not None
                assert laid.snapshot.count >= MANY
                summing.time(what, partial(ask, GetTotals(snapshot=laid.snapshot)))
                for _ in range(JUMPS):
                    rank = chance.randrange(laid.snapshot.count - PAGE)
                    page = GetRows(snapshot=laid.snapshot, first=rank, count=PAGE)
                    jumps.time(f"{what}, row {rank}", partial(ask, page))
    yield first.figure(f"first page of {MANY:,} movements, any sort", FRAME)
    yield jumps.figure(f"page at a random place of {MANY:,} movements", FRAME)
    yield laying.figure(f"laying {MANY:,} movements out beside their first page", None)
    yield summing.figure(f"counting {MANY:,} movements", None)


def _movement(number: int) -> ReceiveStock | AdjustStock:
    if number % 7 == 0:
        return AdjustStock(command_id=new_id(), product_id=product_id(0), change=Decimal(-1), reason="counted")
    return ReceiveStock(command_id=new_id(), product_id=product_id(0), quantity=Decimal(1 + number % 40))

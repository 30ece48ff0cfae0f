"""Lists that belong to a record, and the log as a list: every page holds what a plain list would."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from operator import gt, lt
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from domain.orders.commands import SaveDraft
from domain.products.commands import AdjustStock
from readmodel.control import Mode
from readmodel.listing.queries import (
    FindRow,
    GetIds,
    GetInside,
    GetPlace,
    GetRows,
    GetRowsById,
    GetStandings,
    LayOut,
    OpenView,
)
from readmodel.listing.view import Row, Snapshot, View
from readmodel.orders.line_list import COLUMNS as LINE_COLUMNS
from readmodel.pipeline.event_list import COLUMNS as EVENT_COLUMNS
from readmodel.pipeline.event_types import SPAN
from readmodel.products.movement_list import MOVEMENTS
from tests.domain.samples import CHAI, add_customer, add_product, content, entry, place, receive
from tests.readmodel.desk import Desk, desk

TODAY = date(2026, 3, 15)


@pytest.fixture
def d(tmp_path: Path) -> Iterator[Desk]:
    with desk(tmp_path, Mode.SYNC) as opened:
        opened.record(add_customer(), add_product(), receive(5))
        yield opened


def laid(d: Desk, view: View) -> Snapshot:
    """A view with all its rows laid out."""
    return d.ask(LayOut(snapshot=d.ask(OpenView(view=view)).snapshot)).snapshot


def all_rows(d: Desk, snapshot: Snapshot, at_once: int = 7) -> list[Row]:
    """Every row, read in small pages."""
    count = snapshot.count or 0
    return [
        row
        for first in range(0, count, at_once)
        for row in d.ask(GetRows(snapshot=snapshot, first=first, count=at_once))
    ]


def values_of(names: tuple[str, ...], rows: list[Row] | tuple[Row, ...], *wanted: str) -> list[tuple[Any, ...]]:
    """Some columns of rows."""
    return [tuple(row.values[names.index(name)] for name in wanted) for row in rows]


@pytest.fixture
def moved(d: Desk) -> Desk:
    """Two products with movements of every kind among one another."""
    d.record(add_product("tofu", replace(CHAI, sku="TOFU", barcode="")), receive(3, "tofu"))
    for number in range(60):
        d.record(AdjustStock(product_id="chai", change=Decimal(number % 7 - 2) or Decimal(1), reason=f"Count {number}"))
        d.record(receive(1, "tofu"))
    d.record(place("order", entry(5000)))
    return d


def movements(of: str = "chai", sort: str = "happened", *, falls: bool = True, filters: tuple[str, ...] = ()) -> View:
    """A product's movements."""
    return View(list="movements", of=of, sort=sort, descending=falls, filters=filters, today=TODAY)


@pytest.mark.parametrize("sort", MOVEMENTS.sorts)
@pytest.mark.parametrize("falls", [True, False])
def test_a_product_lists_its_own_movements_in_any_order(moved: Desk, sort: str, falls: bool) -> None:
    rows = all_rows(moved, laid(moved, movements(sort=sort, falls=falls)))
    own = [recorded.position for recorded in moved.log.stream("stock-chai")]
    assert sorted(row.id for row in rows) == own
    assert [(row.sort, row.id) for row in rows] == sorted(((row.sort, row.id) for row in rows), reverse=falls)


def test_a_movement_says_what_was_there_after_it_and_which_order_was_behind_it(d: Desk) -> None:
    d.record(place("order", entry(7)), AdjustStock(product_id="chai", change=Decimal(-1), reason="Broken"))
    rows = d.ask(OpenView(view=movements())).rows
    number = d.ask(OpenView(view=View(list="orders", sort="placed_at", today=TODAY))).rows[0].values[0]
    unit = 1_000_000
    assert values_of(MOVEMENTS.columns, rows, "type", "quantity", "on_hand", "order_number", "note") == [
        ("StockAdjusted", -unit, 4 * unit, "", "Broken"),
        ("StockBackordered", 2 * unit, 5 * unit, number, ""),
        ("StockReserved", 5 * unit, 5 * unit, number, ""),
        ("StockReceived", 5 * unit, 5 * unit, "", ""),
    ]


def test_movements_of_the_quantity_on_hand_are_told_from_reservations(moved: Desk) -> None:
    both = [laid(moved, movements(filters=(name,))) for name in ("on_hand", "reservations")]
    assert [snapshot.count for snapshot in both] == [61, 2]
    assert laid(moved, movements("nothing")).count == 0


def test_rows_of_a_movement_list_are_found_by_id_and_only_there(moved: Desk) -> None:
    rows = all_rows(moved, laid(moved, movements()))
    others = all_rows(moved, laid(moved, movements("tofu")))
    ids = (rows[3].id, others[2].id, rows[1].id)
    assert [row.id for row in moved.ask(GetRowsById(view=movements(), ids=ids))] == [ids[0], ids[2]]
    assert moved.ask(GetInside(view=movements(), ids=ids)) == (ids[2], ids[0])
    kept = moved.ask(LayOut(snapshot=laid(moved, movements()), keep=rows[40].id)).kept
    assert kept == 40


def test_an_order_lists_its_lines_in_its_own_order_and_in_others(d: Desk) -> None:
    d.record(place("order", *(entry(quantity, line_id=f"line-{quantity}") for quantity in (3, 9, 1))))

    def lines(sort: str, *, falls: bool = False) -> list[tuple[Any, ...]]:
        view = View(list="order_lines", of="order", sort=sort, descending=falls, today=TODAY)
        rows = all_rows(d, laid(d, view), at_once=2)
        return values_of(LINE_COLUMNS, rows, "place", "quantity")

    unit = 1_000_000
    assert lines("place") == [(1, 3 * unit), (2, 9 * unit), (3, unit)]
    assert lines("quantity") == [(3, unit), (1, 3 * unit), (2, 9 * unit)]
    assert lines("net", falls=True) == [(2, 9 * unit), (1, 3 * unit), (3, unit)]


def test_a_draft_lists_its_lines_at_todays_prices(d: Desk) -> None:
    d.record(SaveDraft(order_id="draft", content=content(entry(2)), currency="EUR"))
    rows = d.ask(OpenView(view=View(list="order_lines", of="draft", sort="place", today=TODAY))).rows
    assert values_of(LINE_COLUMNS, rows, "sku", "net", "status") == [(CHAI.sku, 3600, "draft")]
    assert d.ask(OpenView(view=View(list="order_lines", of="nothing", sort="place", today=TODAY))).rows == ()


def events(of: str = "", *, falls: bool = True, kind: str = "") -> View:
    """The log."""
    return View(list="events", of=of, sort="recorded", descending=falls, filters=(kind,) if kind else (), today=TODAY)


@pytest.fixture
def long(moved: Desk) -> Desk:
    """A log in which one type is common, one rare, and one comes once."""
    for number in range(5 * SPAN):
        moved.record(receive(1, "tofu"))
        if number % 50 == 0:
            moved.record(add_customer(f"customer-{number}", f"C{number}"))
    return moved


@pytest.mark.parametrize("falls", [True, False])
@pytest.mark.parametrize(
    ("of", "kind"),
    [("", ""), ("", "StockReceived"), ("", "CustomerAdded"), ("", "OrderPlaced"), ("stock-chai", ""), ("none", "")],
)
def test_the_log_is_listed_whole_by_type_and_by_stream(long: Desk, of: str, kind: str, falls: bool) -> None:
    log = long.log.read(0, 10_000)
    naive = [r.position for r in log if (not of or r.stream == of) and (not kind or type(r.event).__name__ == kind)]
    naive = naive[::-1] if falls else naive
    snapshot = laid(long, events(of, falls=falls, kind=kind))
    assert snapshot.count == len(naive)
    assert [row.id for row in all_rows(long, snapshot, at_once=33)] == naive
    assert long.ask(GetIds(snapshot=snapshot, ranges=((0, 2), (5, 9)))) == (*naive[0:2], *naive[5:9])
    for rank in range(0, len(naive), 17):
        assert long.ask(LayOut(snapshot=snapshot, keep=naive[rank])).kept == rank


def test_an_event_tells_what_it_is(d: Desk) -> None:
    rows = d.ask(OpenView(view=events())).rows
    assert values_of(EVENT_COLUMNS, rows, "position", "type", "stream", "version")[:2] == [
        (d.log.head(), "StockReceived", "stock-chai", 1),
        (d.log.head() - 1, "ProductAdded", "product-chai", 1),
    ]


def test_an_event_is_found_by_its_position_and_by_its_time(long: Desk) -> None:
    for falls in (True, False):
        snapshot = laid(long, events(falls=falls))
        rows = all_rows(long, snapshot, at_once=100)
        assert long.ask(FindRow(snapshot=snapshot, text=str(rows[40].id))).rank == 40
        at = rows[100].values[EVENT_COLUMNS.index("recorded_at")]
        place = long.ask(GetPlace(snapshot=snapshot, value=at))
        assert rows[place].values[EVENT_COLUMNS.index("recorded_at")] == at
        assert place <= 100
    assert not long.ask(FindRow(snapshot=snapshot, text="999999")).known
    assert not long.ask(FindRow(snapshot=snapshot, text="9" * 20)).known
    assert not long.ask(FindRow(snapshot=snapshot, text="9" * 5000)).known
    assert not long.ask(FindRow(snapshot=snapshot, text="SO-1")).known


@pytest.mark.parametrize("falls", [True, False])
@pytest.mark.parametrize("kind", ["", "StockReceived", "OrderPlaced"])
def test_what_is_recorded_later_moves_nothing_in_a_list_of_events(long: Desk, kind: str, falls: bool) -> None:
    snapshot = laid(long, events(falls=falls, kind=kind))
    before = all_rows(long, snapshot, at_once=50)
    long.record(receive(1), place("later"))
    position = long.record(receive(1))
    long.catch_up()
    assert all_rows(long, snapshot, at_once=50) == before
    assert long.ask(GetRows(snapshot=snapshot, first=len(before), count=9)) == ()
    keys = tuple(row.key for row in before)
    assert [one.rank for one in long.ask(GetStandings(snapshot=snapshot, keys=keys))] == [*range(len(before))]
    (new,) = long.ask(GetStandings(snapshot=snapshot, keys=(str(position),)))
    assert new.rank is None


def test_a_movement_list_goes_to_a_value(moved: Desk) -> None:
    for sort in ("happened", "quantity"):
        for falls in (True, False):
            snapshot = laid(moved, movements(sort=sort, falls=falls))
            rows = all_rows(moved, snapshot)
            value = rows[20].sort
            before = gt if falls else lt
            assert moved.ask(GetPlace(snapshot=snapshot, value=value)) == sum(before(row.sort, value) for row in rows)

"""An event that a projection can't apply: everything else goes on, and a person decides."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from pathlib import Path
from typing import ClassVar

import pytest

from domain.messages import Recorded
from domain.products.commands import AdjustStock
from domain.products.events import StockAdjusted, StockReceived
from readmodel.control import DeadLetter, Mode
from readmodel.products.answers import GetProduct
from readmodel.projection import Projection, Rows
from readmodel.projections import PROJECTIONS
from readmodel.projector import Projector
from readmodel.rebuild.builder import build
from readmodel.schema import integer, table, text
from readmodel.signals import projected
from tests.domain.samples import add_product, receive
from tests.readmodel.desk import PATIENCE, Desk, desk, stored
from tests.readmodel.dump import current_file, dump

SHELF = table("shelf", text("product_id", key=True), integer("level"))
FULLEST = table("fullest", integer("id", key=True), integer("level"))


class Shelves(Projection):
    """Counts what is on the shelf, and chokes on some corrections."""

    name = "shelves"
    tables = (SHELF, FULLEST)
    settles: ClassVar[bool] = True
    chokes_on: ClassVar[set[str]] = set()
    complaint: ClassVar[str] = "can't stomach"

    def on_stock_received(self, event: StockReceived, at: Recorded, rows: Rows) -> None:
        rows.add(SHELF, (event.product_id,), level=int(event.quantity))

    def on_stock_adjusted(self, event: StockAdjusted, at: Recorded, rows: Rows) -> None:
        rows.add(SHELF, (event.product_id,), level=int(event.change))
        if event.reason in self.chokes_on:
            raise ValueError(f"{self.complaint} {event.reason}")

    def settle(self, rows: Rows) -> None:
        if not self.settles:
            raise ValueError("can't settle")
        rows.refill(FULLEST, "SELECT 1, coalesce(max(level), 0) FROM shelf")


WITH_SHELVES = (*PROJECTIONS, Shelves())


@pytest.fixture(autouse=True)
def chokes() -> None:
    Shelves.chokes_on = {"bad"}
    Shelves.settles = True
    Shelves.complaint = "can't stomach"


def adjust(reason: str, product_id: str = "chai") -> AdjustStock:
    return AdjustStock(product_id=product_id, change=Decimal(1), reason=reason)


def poisoned(d: Desk) -> DeadLetter:
    """A product whose second movement can't be applied, with two more behind it, and another product that is well."""
    d.see(
        add_product("chai"),
        add_product("fine", add_product().details.__class__(sku="FINE", name="Fine")),
        receive(10),
        adjust("bad"),
        adjust("good"),
        receive(5),
        receive(7, "fine"),
    )
    (letter,) = d.projector.state().dead_letters
    return letter


@contextmanager
def no_room_for_letters(d: Desk) -> Iterator[None]:
    """The read store's file takes no dead letter."""
    side = d.projector
    assert isinstance(side, Projector)

    def run(sql: str) -> None:
        with side.lock:
            assert side.live._file is not None
            side.live._file.db.execute(sql)

    run("CREATE TEMP TRIGGER full BEFORE INSERT ON dead_letter BEGIN SELECT RAISE(ABORT, 'no room left'); END")
    try:
        yield
    finally:
        run("DROP TRIGGER full")


def levels(data_dir: Path) -> object:
    return dump(current_file(data_dir))["shelf"]


def settled(d: Desk, expected: int) -> tuple[DeadLetter, ...]:
    """The dead letters once the projector has done what it was asked; each such step is announced."""
    d.see(receive(1, "fine"))
    letters = d.projector.state().dead_letters
    assert len(letters) == expected
    return letters


@pytest.mark.parametrize("mode", Mode)
def test_a_poison_event_parks_its_stream_for_its_projection_and_nothing_else(tmp_path: Path, mode: Mode) -> None:
    with desk(tmp_path, mode, WITH_SHELVES) as d:
        letter = poisoned(d)
        assert (letter.projection, letter.stream, letter.type) == ("shelves", "stock-chai", "StockAdjusted")
        assert letter.error == "ValueError: can't stomach bad"
        assert letter.parked == 2
        assert d.projector.state().lag == 0
        product = d.ask(GetProduct(product_id="chai"))
        assert product is not None
        assert product.on_hand == 17
    assert levels(tmp_path) == [("chai", 10), ("fine", 7)]


def test_a_retry_applies_the_event_and_what_is_parked_behind_it(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
        Shelves.chokes_on = set()
        d.projector.retry(letter)
        settled(d, 0)
    assert levels(tmp_path) == [("chai", 17), ("fine", 8)]


def test_a_retry_that_fails_again_leaves_everything_as_it_was(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
        d.projector.retry(letter)
        assert settled(d, 1) == (letter,)
    assert levels(tmp_path) == [("chai", 10), ("fine", 8)]


def test_a_skip_leaves_one_event_out_and_the_next_one_may_be_a_dead_letter_too(tmp_path: Path) -> None:
    Shelves.chokes_on = {"bad", "good"}
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
        d.projector.skip(letter)
        (second,) = settled(d, 1)
        assert (second.position, second.parked) == (letter.position + 1, 1)
        d.projector.skip(second)
        settled(d, 0)
        left = [(skip.projection, skip.position, skip.type) for skip in d.projector.state().skips]
        assert left == [("shelves", at, "StockAdjusted") for at in (letter.position, second.position)]
    assert levels(tmp_path) == [("chai", 15), ("fine", 9)]


def test_a_skip_outlives_the_read_store_and_every_rebuild_honours_it(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        d.projector.skip(poisoned(d))
        settled(d, 0)
    for file in tmp_path.glob("read*"):
        file.unlink()
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        d.catch_up()
        assert d.projector.state().dead_letters == ()
    assert levels(tmp_path) == [("chai", 16), ("fine", 8)]


def test_dead_letters_are_still_there_after_a_restart(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        d.see(receive(1))
        (kept,) = d.projector.state().dead_letters
        assert kept.position == letter.position
        assert kept.parked == 3


def test_a_rebuild_stops_at_an_event_that_nobody_skipped(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
    with stored(tmp_path) as store, pytest.raises(ValueError, match="can't stomach bad") as failure:
        build(tmp_path / "new.db", store.log, WITH_SHELVES, {}, store.log.head(), lambda done, total: None)
    assert failure.value.__notes__ == [f"in shelves, at event {letter.position}"]


def test_a_dead_letter_that_can_not_be_written_holds_up_nothing_once_it_can(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC, WITH_SHELVES) as d:
        d.record(add_product("chai"), receive(10))
        with no_room_for_letters(d):
            d.record(adjust("bad"))
            assert "no room left" in d.projector.state().failure
        d.see(receive(5))
        (letter,) = d.projector.state().dead_letters
        assert letter.parked == 1
        assert d.projector.state().failure == ""
    assert levels(tmp_path) == [("chai", 10)]


def test_a_complaint_that_is_no_proper_text_is_written_all_the_same(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    """Names of files may hold bytes that are no text, and so may what the system says of them."""
    Shelves.complaint = "no such file: \udcff"
    # What is logged would be passed on by the process that runs this, which can't pass on what is no text.
    with caplog.at_level(logging.CRITICAL, "readmodel.applying"), desk(tmp_path, projections=WITH_SHELVES) as d:
        assert poisoned(d).error == "ValueError: no such file: \\udcff bad"


def test_what_no_event_is_at_fault_for_is_told_and_nothing_is_projected_without_it(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC, WITH_SHELVES) as d:
        d.record(add_product("chai"), receive(10))
        Shelves.settles = False
        d.record(receive(5))
        state = d.projector.state()
        assert state.failure == "ValueError: can't settle"
        assert (state.dead_letters, state.lag) == ((), 1)
        Shelves.settles = True
        d.see(receive(7))
        assert d.projector.state().failure == ""
    assert dump(current_file(tmp_path))["fullest"] == [(1, 22)]


def test_a_letter_that_is_out_of_date_is_not_acted_on(tmp_path: Path) -> None:
    """Both buttons may be pressed again before the list has caught up with what the first one did."""
    Shelves.chokes_on = {"bad", "worse"}
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
        d.see(adjust("worse"), receive(100))
        Shelves.chokes_on = {"worse"}
        d.projector.retry(letter)
        d.projector.retry(letter)
        d.projector.skip(letter)
        (second,) = settled(d, 1)
        assert (second.position, second.parked) == (letter.position + 4, 1)
        Shelves.chokes_on = set()
        d.projector.retry(second)
        settled(d, 0)
    assert levels(tmp_path) == [("chai", 118), ("fine", 9)]
    assert not (tmp_path / "skips.json").exists()


def test_an_announcement_follows_a_retry(tmp_path: Path) -> None:
    with desk(tmp_path, projections=WITH_SHELVES) as d:
        letter = poisoned(d)
        Shelves.chokes_on = set()
        told: list[frozenset[tuple[str, str]]] = []

        def hear(sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
            told.append(changes)

        with projected.connected_to(hear, d.projector):
            d.projector.retry(letter)
            d.see(receive(1, "fine"))
        assert ("product", "chai") in told[0]
        assert d.projector.reached(1).result(PATIENCE)

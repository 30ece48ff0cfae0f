"""Events that a person left out: of which log they are, where they are listed, and how they come back."""

from pathlib import Path

import pytest

from domain.messages import Recorded
from domain.products.events import StockReceived
from readmodel.control import Skip
from readmodel.products.answers import GetProduct
from readmodel.products.detail import Products
from readmodel.projection import Rows
from readmodel.projector import Projector
from readmodel.rebuild.builder import RebuildFailed
from tests.domain.samples import add_customer, add_product, receive
from tests.readmodel.desk import Desk, desk

APPLY = Products.on_stock_received


def choke(self: Products, event: StockReceived, at: Recorded, rows: Rows) -> None:
    """Only this process chokes: to one that rebuilds, the projection is as good as mended."""
    if event.quantity == 5:
        raise ValueError("five is too many")
    APPLY(self, event, at, rows)


@pytest.fixture(autouse=True)
def choking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Products, "on_stock_received", choke)


def left_out(d: Desk) -> Skip:
    """Ten pieces that came in and five that were left out."""
    d.see(add_product(), receive(10), receive(5))
    (letter,) = d.projector.state().dead_letters
    d.projector.skip(letter)
    d.see(add_customer())
    (skip,) = d.projector.state().skips
    assert d.projector.state().dead_letters == ()
    return skip


def on_hand(d: Desk) -> int:
    product = d.ask(GetProduct(product_id="chai"))
    assert product is not None
    return int(product.on_hand)


def test_a_skip_is_told_wherever_the_pipeline_is(tmp_path: Path) -> None:
    with desk(tmp_path) as d, desk(tmp_path, project=False) as script:
        skip = left_out(d)
        assert (skip.projection, skip.stream, skip.type) == ("products", "stock-chai", "StockReceived")
        assert skip.error == "ValueError: five is too many"
        assert script.projector.state().skips == (skip,)
        assert script.projector.verify() == ()
    with desk(tmp_path) as d:
        assert d.projector.state().skips == (skip,)


def test_what_is_taken_back_is_applied_by_the_next_rebuild(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        skip = left_out(d)
        d.projector.take_back(skip)
        d.see(receive(1))
        (skip,) = d.projector.state().skips
        assert skip.taken_back
        assert on_hand(d) == 11
        assert d.projector.verify() != ()
        d.projector.rebuild()
        assert d.projector.state().skips == ()
        assert on_hand(d) == 16
        assert d.projector.verify() == ()
    with desk(tmp_path) as d:
        assert d.projector.state().skips == ()


def test_what_is_taken_back_can_be_left_out_after_all(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        skip = left_out(d)
        d.projector.take_back(skip)
        d.projector.skip(skip)
        d.see(receive(1))
        assert d.projector.state().skips == (skip,)
        d.projector.rebuild()
        assert d.projector.state().skips == (skip,)
        assert on_hand(d) == 11


def test_what_is_taken_back_becomes_a_dead_letter_again_where_it_still_can_not_be_applied(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.projector.take_back(left_out(d))
        d.see(receive(1))
    for file in tmp_path.glob("read*"):
        file.unlink()
    with desk(tmp_path) as d:
        d.catch_up()
        state = d.projector.state()
        assert state.skips == ()
        assert [letter.type for letter in state.dead_letters] == ["StockReceived"]


def test_a_rebuild_under_way_while_something_is_taken_back_does_not_count(tmp_path: Path) -> None:
    """What it left out is no longer what is to be left out."""
    with desk(tmp_path) as d:
        skip = left_out(d)
        side = d.projector
        assert isinstance(side, Projector)

        def take_back(done: int, total: int) -> None:
            with side.lock:
                side.live.take_back(skip)

        with pytest.raises(RebuildFailed, match="changed meanwhile"):
            d.projector.rebuild(take_back)
        assert d.projector.state().skips[0].taken_back


def test_a_rebuild_says_which_event_can_not_be_applied_that_came_meanwhile(tmp_path: Path) -> None:
    """The process that rebuilds applies what was recorded before it began; the rest is ours."""
    with desk(tmp_path) as d:
        d.see(add_product(), receive(10))

        def come(done: int, total: int) -> None:
            if d.log.head() == 2:
                d.record(receive(5))

        with pytest.raises(RebuildFailed, match="five is too many – in products, at event 3"):
            d.projector.rebuild(come)
        d.see(receive(1))
        assert len(d.projector.state().dead_letters) == 1


def test_a_skip_says_nothing_of_another_log(tmp_path: Path) -> None:
    """The store of a data directory is exchanged; what stands where the skipped event stood is another event."""
    with desk(tmp_path) as d:
        skip = left_out(d)
    for file in (*tmp_path.glob("read*"), *tmp_path.glob("write.db*")):
        file.unlink()
    with desk(tmp_path) as d:
        d.see(add_product(), receive(10), receive(3))
        assert d.log.head() == skip.position
        assert d.projector.state().skips == ()
        assert on_hand(d) == 13
        d.projector.rebuild()
        assert on_hand(d) == 13


def test_skips_that_can_not_be_read_leave_nothing_out(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with desk(tmp_path) as d:
        left_out(d)
    for file in tmp_path.glob("read*"):
        file.unlink()
    (tmp_path / "skips.json").write_text('{"products": [3')
    with desk(tmp_path) as d:
        d.catch_up()
        assert len(d.projector.state().dead_letters) == 1
    assert "no event is left out" in caplog.text

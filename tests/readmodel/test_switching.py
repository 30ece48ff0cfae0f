"""The switch between synchronous and asynchronous, the slow-down, and pausing."""

from concurrent.futures import Future
from datetime import date
from decimal import Decimal
from pathlib import Path
from threading import Event

import pytest

from domain.messages import Receipt
from domain.orders.commands import NoteOrder
from domain.products.commands import ReceiveStock
from readmodel.control import Mode
from readmodel.opening import MODE
from readmodel.orders.detail_answers import GetOrder
from readmodel.products.answers import GetProduct
from readmodel.sales.answers import GetSold, Period
from readmodel.signals import projected
from tests.domain.samples import NOW, add_customer, add_product, place, receive
from tests.readmodel.desk import PATIENCE, desk

TODAY = Period(date(2026, 3, 5), date(2026, 3, 5))


def test_a_paused_projector_shows_nothing_until_the_switch_to_synchronous(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product(), receive(9))
        d.projector.paused = True
        d.record(place("absent", occurred_at=NOW))
        assert d.ask(GetOrder(order_id="absent")) is None
        assert d.ask(GetSold(period=TODAY, today=TODAY.last))[0].orders == 0
        assert d.projector.state().lag >= 1
        d.projector.mode = Mode.SYNC
        d.record(place("next", occurred_at=NOW))
        assert d.ask(GetOrder(order_id="absent")) is not None
        assert d.ask(GetSold(period=TODAY, today=TODAY.last))[0].orders == 2
        assert d.projector.state().lag == 0


def test_in_synchronous_mode_a_receipts_position_is_reached_already(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.see(add_customer(), add_product())
        for _ in range(20):
            assert d.projector.reached(d.record(receive(1))).done()


def test_two_hundred_flips_under_a_burst_lose_and_double_nothing(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.see(add_customer(), add_product(), place("order"))
        burst: list[Future[Receipt]] = []
        for number in range(2500):
            burst.append(d.bus.dispatch(receive(1)))
            burst.append(d.bus.dispatch(NoteOrder(order_id="order", text=str(number))))
            if number % 12 == 0:
                d.projector.mode = Mode.SYNC if d.projector.mode is Mode.ASYNC else Mode.ASYNC
        for answer in burst:
            answer.result(PATIENCE)
        d.catch_up()
        stock = d.ask(GetProduct(product_id="chai"))
        order = d.ask(GetOrder(order_id="order"))
        assert stock is not None
        assert stock.on_hand == Decimal(2500)
        assert order is not None
        assert [entry.facts["text"] for entry in order.timeline if entry.type == "OrderNoted"] == [
            str(number) for number in range(2500)
        ]


def test_a_synchronous_receipt_comes_after_its_rows(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product())
        for number in range(20):
            d.record(place(f"order-{number}"))
            assert d.ask(GetOrder(order_id=f"order-{number}")) is not None


def test_reaching_a_position_resolves_a_future_and_nobody_polls(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.projector.paused = True
        position = d.record(add_product(), receive(1))
        reached = d.projector.reached(position)
        assert not reached.done()
        with pytest.raises(TimeoutError):
            d.projector.wait_for(position, timeout=0)
        d.projector.paused = False
        assert reached.result(PATIENCE) >= position
        assert d.projector.reached(1).done()


def test_what_changed_is_announced_with_the_checkpoint(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:
        d.record(add_customer(), add_product(), receive(5))
        heard: list[tuple[int, frozenset[tuple[str, str]]]] = []

        def hear(sender: object, position: int, changes: frozenset[tuple[str, str]]) -> None:
            heard.append((position, changes))

        with projected.connected_to(hear, d.projector):
            position = d.record(place("order"))
        assert heard[-1][0] == position
        assert {("order", "order"), ("customer", "vinet"), ("product", "chai")} <= heard[-1][1]


def test_a_receiver_that_fails_does_not_touch_a_receipt(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d:

        def fail(sender: object, **_: object) -> None:
            raise RuntimeError("a receiver's own fault")

        with projected.connected_to(fail, d.projector):
            position = d.record(add_product())
        assert d.projector.state().checkpoint == position
        assert d.projector.state().failure == ""


def test_a_slowed_down_projector_takes_up_a_shorter_delay_at_once(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.projector.delay = 3600.0
        position = d.record(add_product())
        assert d.projector.state().lag == 1
        d.projector.delay = 0.0
        d.projector.wait_for(position, PATIENCE)
        assert d.projector.state().lag == 0


def test_closing_does_not_wait_for_the_slow_down(tmp_path: Path) -> None:
    with desk(tmp_path) as d:
        d.projector.delay = 3600.0
        position = d.record(add_product())
        unreached = d.projector.reached(position)
    assert unreached.cancelled()


def test_the_mode_chosen_is_remembered_and_one_run_may_differ(tmp_path: Path) -> None:
    with desk(tmp_path, None) as d:
        assert d.projector.mode is Mode.ASYNC
        d.projector.mode = Mode.SYNC
    with desk(tmp_path, Mode.ASYNC) as d:
        assert d.projector.mode is Mode.ASYNC
    with desk(tmp_path, None) as d:
        assert d.projector.mode is Mode.SYNC


def test_a_mode_that_can_not_be_remembered_holds_for_this_run(tmp_path: Path) -> None:
    (tmp_path / MODE).mkdir()
    with desk(tmp_path, None) as d:
        d.projector.mode = Mode.SYNC
        assert d.projector.mode is Mode.SYNC


def test_events_of_another_bus_are_followed_without_a_signal(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC) as d, desk(tmp_path, project=False) as script:
        position = script.record(add_product(), ReceiveStock(product_id="chai", quantity=Decimal(3)))
        d.projector.wait_for(position, PATIENCE)
        script.projector.wait_for(position, PATIENCE)
        stock = script.ask(GetProduct(product_id="chai"))
        assert stock is not None
        assert stock.on_hand == 3


def test_a_process_beside_the_projecting_one_only_looks_on(tmp_path: Path) -> None:
    with desk(tmp_path) as window, desk(tmp_path) as script:
        assert window.projector.state().projecting
        assert not script.projector.state().projecting
        closed = Event()
        script.projector.reached(10**9).add_done_callback(lambda future: closed.set())
    assert closed.is_set()


def test_synchronous_commands_are_shown_before_anybody_follows_the_log(tmp_path: Path) -> None:
    with desk(tmp_path, Mode.SYNC, at_once=False) as d:
        d.record(add_customer(), add_product(), place("order"))
        order = d.ask(GetOrder(order_id="order"))
        assert order is not None
        assert order.number

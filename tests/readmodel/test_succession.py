"""One process projects, the others look on; when it ends, one of them goes on."""

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from threading import Event
from typing import Any

import pytest

from domain.customers.commands import AddCustomer
from readmodel.control import Mode
from readmodel.onlooker import NotProjecting
from readmodel.opening import ReadSide
from readmodel.pipeline.answers import GetCounts
from readmodel.projector import Projector
from readmodel.signals import projected
from tests.domain.samples import add_customer
from tests.readmodel.desk import PATIENCE, Desk, desk, stored
from tests.readmodel.dump import current_file, dump


@pytest.fixture
def first(tmp_path: Path) -> Iterator[ExitStack]:
    """What the process that projects holds open; closing it ends that process's part."""
    with ExitStack() as stack:
        yield stack


def customer(number: int) -> AddCustomer:
    return add_customer(f"customer{number}", code=f"C{number}")


def customers(d: Desk) -> int:
    return d.ask(GetCounts())["customers"]


def test_whoever_looks_on_takes_over_when_the_one_that_projects_ends(tmp_path: Path, first: ExitStack) -> None:
    projecting = first.enter_context(desk(tmp_path))
    projecting.see(customer(1))
    with desk(tmp_path) as looking_on:
        assert not looking_on.projector.state().projecting
        looking_on.see(customer(2))
        first.close()
        looking_on.see(customer(3))
        assert looking_on.projector.state().projecting
        assert customers(looking_on) == 3
        rows = dump(current_file(tmp_path))
        looking_on.projector.rebuild()
        assert dump(current_file(tmp_path)) == rows


def test_whoever_waits_for_a_position_is_told_by_the_one_that_took_over(tmp_path: Path, first: ExitStack) -> None:
    projecting = first.enter_context(desk(tmp_path))
    projecting.see(customer(1))
    projecting.projector.paused = True
    with desk(tmp_path) as looking_on:
        position = looking_on.record(customer(2))
        reached = looking_on.projector.reached(position)
        assert not reached.done()
        first.close()
        assert reached.result(PATIENCE) >= position
        assert customers(looking_on) == 2


def test_the_mode_last_chosen_goes_over_and_drives_from_then_on(tmp_path: Path, first: ExitStack) -> None:
    projecting = first.enter_context(desk(tmp_path))
    with desk(tmp_path, mode=None) as looking_on:
        with pytest.raises(NotProjecting):
            looking_on.projector.mode = Mode.SYNC
        projecting.projector.mode = Mode.SYNC
        first.close()
        looking_on.see(customer(1))
        assert looking_on.projector.mode is Mode.SYNC
        for number in range(2, 30):
            looking_on.record(customer(number))
            assert customers(looking_on) == number


def test_whoever_looks_on_tells_its_own_window_that_the_view_moved(tmp_path: Path, first: ExitStack) -> None:
    with stored(tmp_path) as store:
        side = first.enter_context(ReadSide(tmp_path, store.log))
        with ReadSide(tmp_path, store.log) as looking_on:
            heard = Event()

            def hear(sender: Any, **_: Any) -> None:
                if sender is looking_on.projector:
                    heard.set()

            with projected.connected_to(hear):
                d = Desk(store, side)
                d.see(customer(1))
                d.bus.close()
                assert heard.wait(PATIENCE)
            assert looking_on.projector.state().checkpoint == 1


def test_whoever_takes_over_has_its_window_look_anew(tmp_path: Path, first: ExitStack) -> None:
    """What the other process did last may not have been seen yet."""
    first.enter_context(desk(tmp_path)).see(customer(1))
    with desk(tmp_path) as looking_on:
        heard = Event()

        def hear(sender: Any, **_: Any) -> None:
            if sender is looking_on.projector and looking_on.projector.state().projecting:
                heard.set()

        with projected.connected_to(hear):
            first.close()
            assert heard.wait(PATIENCE)


def test_by_the_time_that_it_tells_of_anything_the_one_that_took_over_is_in_charge(
    tmp_path: Path, first: ExitStack
) -> None:
    first.enter_context(desk(tmp_path)).see(customer(1))
    with desk(tmp_path) as looking_on:
        in_charge: list[bool] = []

        def hear(sender: Any, **_: Any) -> None:
            if isinstance(sender, Projector):
                in_charge.append(looking_on.projector.state().projecting)

        first.close()
        with projected.connected_to(hear):
            looking_on.see(customer(2))
            assert in_charge
            assert all(in_charge)


def test_of_two_that_look_on_exactly_one_takes_over(tmp_path: Path, first: ExitStack) -> None:
    first.enter_context(desk(tmp_path))
    with desk(tmp_path) as one, desk(tmp_path) as other:
        first.close()
        for number in range(1, 6):
            one.see(customer(number))
            other.catch_up()
        assert {one.projector.state().projecting, other.projector.state().projecting} == {False, True}
        assert customers(one) == customers(other) == 5


def test_whoever_only_reads_never_takes_over(tmp_path: Path, first: ExitStack) -> None:
    first.enter_context(desk(tmp_path))
    with desk(tmp_path, project=False) as script, desk(tmp_path) as window:
        first.close()
        window.see(customer(1))
        assert window.projector.state().projecting
        assert not script.projector.state().projecting

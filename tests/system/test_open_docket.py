"""A docket opened from Python: everything wired, and everything gone again when it is closed."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import text

from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from domain.errors import StoreUnavailable
from domain.signals import events_recorded
from main import open_docket
from readmodel.control import Mode
from readmodel.pipeline.answers import GetCounts


def ann() -> AddCustomer:
    return AddCustomer(customer_id="ann", code="ANN", personal=CustomerPersonal(name="Ann"))


def bob() -> AddCustomer:
    return AddCustomer(customer_id="bob", code="BOB", personal=CustomerPersonal(name="Bob"))


def away_from(postgresql: str) -> str:
    """The address of a database that isn't there."""
    return postgresql.replace("/docket_", "/nowhere_")


def test_a_synchronous_docket_shows_a_command_before_its_receipt_is_given(tmp_path: Path) -> None:
    with open_docket(tmp_path, projection="sync") as docket:
        docket.commands.dispatch(ann()).result()
        assert docket.queries.ask(GetCounts())["customers"] == 1


def test_an_asynchronous_docket_shows_a_command_once_its_position_is_reached(tmp_path: Path) -> None:
    with open_docket(tmp_path) as docket:
        receipt = docket.commands.dispatch(ann()).result()
        docket.projector.wait_for(receipt.position, timeout=30)
        assert docket.queries.ask(GetCounts())["customers"] == 1


def test_every_desk_of_a_server_keeps_a_read_store_of_its_own(postgresql: str, tmp_path: Path) -> None:
    with open_docket(tmp_path / "one", postgresql) as one, open_docket(tmp_path / "two", postgresql) as two:
        receipt = one.commands.dispatch(ann()).result()
        two.projector.wait_for(receipt.position, timeout=30)
        assert two.queries.ask(GetCounts())["customers"] == 1
        assert two.log.newest(1)[0].command_id == receipt.command_id


def test_a_desk_shows_what_it_read_while_its_server_is_away(postgresql: str, tmp_path: Path) -> None:
    with open_docket(tmp_path, postgresql) as docket:
        docket.projector.wait_for(docket.commands.dispatch(ann()).result().position, timeout=30)
    with open_docket(tmp_path, away_from(postgresql), at_once=False) as docket:
        docket.projector.start()
        assert docket.queries.ask(GetCounts())["customers"] == 1
        assert isinstance(docket.commands.dispatch(ann()).exception(timeout=30), StoreUnavailable)
    with open_docket(tmp_path, postgresql, at_once=False) as docket:
        receipt = docket.commands.dispatch(bob()).result(timeout=30)
        docket.projector.start()
        docket.projector.wait_for(receipt.position, timeout=30)
        assert docket.queries.ask(GetCounts())["customers"] == 2


def test_a_second_window_opens_while_the_server_is_away(postgresql: str, tmp_path: Path) -> None:
    with open_docket(tmp_path, postgresql) as docket:
        docket.projector.wait_for(docket.commands.dispatch(ann()).result().position, timeout=30)
    away = away_from(postgresql)
    with open_docket(tmp_path, away, at_once=False), open_docket(tmp_path, away, at_once=False) as second:
        state = second.projector.state()
        assert (state.projecting, state.checkpoint, state.log_head) == (False, 1, 1)
        assert "can't be used" in state.failure
        assert second.queries.ask(GetCounts())["customers"] == 1


def test_a_desk_that_never_read_anything_needs_its_server(postgresql: str, tmp_path: Path) -> None:
    with (
        pytest.raises(StoreUnavailable),
        open_docket(tmp_path, away_from(postgresql), at_once=False),
    ):
        pass


def test_the_mode_last_chosen_is_remembered(tmp_path: Path) -> None:
    with open_docket(tmp_path) as docket:
        docket.projector.mode = Mode.SYNC
        docket.projector.wait_for(docket.commands.dispatch(ann()).result().position, timeout=30)
    with open_docket(tmp_path, projection=None) as docket:
        assert docket.projector.mode is Mode.SYNC


def test_a_closed_docket_leaves_no_thread_and_no_receiver(tmp_path: Path) -> None:
    with open_docket(tmp_path) as docket:
        docket.commands.dispatch(ann()).result()
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("docket")] == []
    assert not events_recorded.receivers


def test_what_was_dispatched_before_closing_is_recorded(tmp_path: Path) -> None:
    with open_docket(tmp_path) as docket:
        answer = docket.commands.dispatch(ann())
    assert answer.result(timeout=0).position == 1


def test_a_docket_of_a_newer_version_is_refused_with_nothing_touched(tmp_path: Path) -> None:
    with open_docket(tmp_path) as docket, docket.store.database.transaction() as connection:
        connection.execute(text("UPDATE log SET format = 2"))
    before = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    with pytest.raises(StoreUnavailable, match="newer Docket"), open_docket(tmp_path):
        pass
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir()} == before
    assert not events_recorded.receivers

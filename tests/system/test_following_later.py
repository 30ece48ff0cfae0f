"""A docket that follows its log only once it is told to: read at once, written to at once, and nothing is lost."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from domain.customers.commands import AddCustomer
from domain.signals import events_recorded
from main import open_docket
from readmodel.control import Mode
from readmodel.pipeline.answers import GetCounts
from tests.domain.samples import add_customer
from tests.system.desks import ROOT

PATIENCE = 30


def customer(name: str) -> AddCustomer:
    return add_customer(name, name.upper())


@pytest.fixture
def traded(tmp_path: Path) -> Path:
    """A data directory with one customer, projected."""
    with open_docket(tmp_path, projection="sync") as docket:
        docket.commands.dispatch(customer("ann")).result()
    return tmp_path


def test_what_is_in_the_read_store_is_shown_before_sqlalchemy_is_imported(traded: Path) -> None:
    code = (
        "import sys; from main import open_docket; from readmodel.pipeline.answers import GetCounts\n"
        "with open_docket(sys.argv[1], at_once=False) as docket:\n"
        "    known = docket.queries.ask(GetCounts())['customers']\n"
        "    print(known, 'sqlalchemy' in sys.modules, docket.log.head(), 'sqlalchemy' in sys.modules)\n"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(traded)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["1", "False", "1", "True"]


@pytest.mark.parametrize("mode", list(Mode))
def test_commands_that_come_before_are_recorded_and_shown_in_order(traded: Path, mode: Mode) -> None:
    with open_docket(traded, projection=mode, at_once=False) as docket:
        receipts = [docket.commands.dispatch(customer(f"c{number}")) for number in range(20)]
        assert [receipt.result(PATIENCE).position for receipt in receipts] == list(range(2, 22))
        reached = docket.projector.reached(21)
        docket.projector.start()
        assert reached.result(PATIENCE) == 21
        assert docket.queries.ask(GetCounts())["customers"] == 21


def test_a_synchronous_receipt_is_shown_even_before(traded: Path) -> None:
    with open_docket(traded, projection="sync", at_once=False) as docket:
        docket.commands.dispatch(customer("bob")).result(PATIENCE)
        assert docket.queries.ask(GetCounts())["customers"] == 2


def test_nothing_is_shown_of_a_log_that_was_exchanged_meanwhile(traded: Path, tmp_path: Path) -> None:
    (tmp_path / "write.db").unlink()
    with open_docket(tmp_path, at_once=False) as docket:
        position = docket.commands.dispatch(customer("bob")).result(PATIENCE).position
        assert position == 1
        waiting = docket.projector.reached(position)
        assert not waiting.done()
        docket.projector.start()
        waiting.result(PATIENCE)
        assert docket.queries.ask(GetCounts())["customers"] == 1


def test_one_that_never_began_closes_all_the_same(traded: Path) -> None:
    with open_docket(traded, at_once=False):
        pass
    assert [thread.name for thread in threading.enumerate() if thread.name.startswith("docket")] == []
    assert not events_recorded.receivers

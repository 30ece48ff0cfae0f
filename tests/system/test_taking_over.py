"""The process that projects is killed; whoever looked on goes on where it stood."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from domain.customers.commands import AddCustomer
from domain.customers.events import CustomerPersonal
from main import open_docket
from readmodel.pipeline.answers import GetCounts
from tests.system.desks import ROOT

PROJECTING = """
import sys
from main import open_docket
with open_docket(sys.argv[1]) as docket:
    docket.projector.paused = sys.argv[2] == "paused"
    print("ready", flush=True)
    sys.stdin.read()
"""


@pytest.fixture(params=["following", "paused"])
def projecting(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator["subprocess.Popen[bytes]"]:
    """A process that holds the projecting, and follows the log or stands still."""
    command = [sys.executable, "-c", PROJECTING, str(tmp_path), request.param]
    with subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == b"ready\n"
        yield process
        process.kill()


def customer(number: int) -> AddCustomer:
    return AddCustomer(customer_id=f"c{number}", code=f"C{number}", personal=CustomerPersonal(name=f"No. {number}"))


def test_whoever_looked_on_takes_over_from_a_process_that_was_killed(
    tmp_path: Path, projecting: "subprocess.Popen[bytes]"
) -> None:
    with open_docket(tmp_path, projection=None) as docket:
        assert not docket.projector.state().projecting
        for number in range(50):
            docket.commands.dispatch(customer(number)).result()
        projecting.kill()
        last = docket.commands.dispatch(customer(50)).result()
        docket.projector.wait_for(last.position, timeout=60)
        assert docket.projector.state().projecting
        assert docket.queries.ask(GetCounts())["customers"] == 51
        assert docket.projector.verify() == ()

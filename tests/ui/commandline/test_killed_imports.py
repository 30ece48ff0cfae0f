"""An import killed at any moment: what was acknowledged is there once, nothing is half there, and the rest follows."""

import os
import random
import signal
import subprocess
import sys
from collections import Counter
from decimal import Decimal
from pathlib import Path
from time import sleep

import pytest

from tests.ui.commandline.desk import ROOT, CommandLine, wait_for_events

ROUNDS = int(os.environ.get("DOCKET_KILL_ROUNDS", "8"))
ORDERS = 700
LINES = 3

_ACKNOWLEDGING = """
import sys, main
from ui.importing import importing
from ui.commandline import run

account = importing._account

def told(outcome, report, cells):
    rejected = account(outcome, report, cells)
    sys.stdout.write(outcome[0].command.source_number + "\\n")
    sys.stdout.flush()
    return rejected

importing._account = told
sys.exit(run(sys.argv[1:], main.open_docket))
"""
"""The import itself, which also tells every order whose receipt it holds, in the moment it holds it."""


def _file(folder: Path) -> Path:
    file = folder / "orders.csv"
    rows = [
        f"N-{number},2026-03-{number % 28 + 1:02},C{number % 40},P{(number + place) % 60},{place + 1},2.35,EUR\n"
        for number in range(ORDERS)
        for place in range(LINES)
    ]
    file.write_text("order_number,placed_at,customer_code,sku,quantity,unit_price,currency\n" + "".join(rows))
    return file


@pytest.mark.parametrize("round_", range(ROUNDS))
def test_an_import_killed_at_any_moment_is_whole_as_far_as_it_got_and_can_be_completed(
    line: CommandLine, tmp_path: Path, round_: int
) -> None:
    file = _file(tmp_path)
    moment = random.Random(f"kill-{round_}").random() * 0.5
    command = [sys.executable, "-c", _ACKNOWLEDGING, "--data-dir", str(line.data_dir), "import", "orders", str(file)]
    with (tmp_path / "told").open("w+") as told, (tmp_path / "errors").open("w") as errors:
        with subprocess.Popen(command, cwd=ROOT, stdout=told, stderr=errors) as importing:
            wait_for_events(line.data_dir, 1, importing)
            sleep(moment)
            importing.send_signal(signal.SIGKILL)
        told.seek(0)
        acknowledged = told.read().split("\n")[:-1]
    orders = line.orders()
    found = Counter(order["source_number"] for order in orders)
    assert set(acknowledged) <= set(found)
    assert set(found.values()) <= {1}
    assert {len(order["lines"]) for order in orders} <= {LINES}
    assert line("verify").code == 0
    assert line("import", "orders", file).code == 0
    orders = line.orders()
    assert len(orders) == ORDERS
    assert sum(Decimal(order["net"]) for order in orders) == Decimal("2.35") * 6 * ORDERS

"""The long history that lists, dashboards, rebuilds and the window are measured on; recorded once per run, or kept."""

import sys
from pathlib import Path
from time import perf_counter

from main import open_docket
from tests.benchmarks.history import record_history


def recorded(folder: Path, orders: int) -> Path:
    """A data directory with that many orders, projected; one kept from an earlier run is used as it is."""
    if not (folder / "write.db").exists():
        started = perf_counter()
        with open_docket(folder, projection="async") as docket:
            docket.projector.paused = True
            position = record_history(docket.commands, orders)
            took = perf_counter() - started
            print(f"  recorded {orders:,} orders, {position:,} events in {took:,.0f} s", file=sys.stderr)
    with open_docket(folder, projection="async") as docket:
        # A read store of other projections, or none, is made anew here and not while something is measured.
        docket.projector.wait_for(docket.log.head(), timeout=24 * 3600)
    return folder

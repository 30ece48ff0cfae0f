"""The long history that lists, dashboards, rebuilds and the window are measured on; made once per run, or kept."""

import gc
import os
import sys
from datetime import date
from pathlib import Path
from shutil import copytree
from time import perf_counter

from main import open_docket
from ui.samples.generating import SEED, generate
from ui.samples.scene import Scene, Wish

LAST_DAY = date(2026, 6, 30)
COPIED = 2_000_000
"""A longer history is not copied before it is worked on: that of ten million orders would take 60 GB twice."""


def wish(orders: int) -> Wish:
    """The history of this length that is measured."""
    return Wish(orders=orders, seed=SEED, until=LAST_DAY)


def recorded(folder: Path, orders: int) -> Path:
    """A data directory with that many orders, projected; one kept from an earlier run is used as it is."""
    if not (folder / "write.db").exists():
        started = perf_counter()
        generate(folder, None, wish(orders))
        print(f"  {orders:,} orders recorded in {perf_counter() - started:,.0f} s", file=sys.stderr)
    started = perf_counter()
    with open_docket(folder, projection="async") as docket:
        # A read store of other projections, or none, is made anew here and not while something is measured.
        made = docket.projector.state().checkpoint < docket.log.head()
        docket.projector.wait_for(docket.log.head(), timeout=24 * 3600)
        if made:
            events = docket.log.head()
            print(f"  {events:,} events projected in {perf_counter() - started:,.0f} s", file=sys.stderr)
    return folder


def copied(folder: Path, history: Path, orders: int) -> Path:
    """A copy of it that may be worked on, so that what is kept stays as it is; the same one all along a run."""
    copy = folder / "worked-on"
    if not copy.exists():
        kept = recorded(history, orders)
        if orders > COPIED:
            return kept
        copytree(kept, copy)
        at_rest()
    return copy


def at_rest() -> None:
    """Let whatever was prepared be over and done with, before anybody's work is timed.

    What was just copied or filled is not on disk yet. The kernel writes it, a gigabyte and more, half a minute later,
    and one commit in the middle of what is measured waits for that: a third of a second. And what was made so far is
    left out of every later look for garbage, as ``main`` has it.
    """
    if sys.platform != "win32":
        os.sync()
    gc.collect()
    gc.freeze()


def goods_of(orders: int) -> tuple[str, list[str]]:
    """The id of a customer of the history, and those of the products that are asked for most."""
    scene = Scene(wish(orders))
    often = sorted(scene.wares, key=lambda ware: -ware.weight)
    return scene.regulars[0].id, [ware.id for ware in often[:38]]

"""The window from outside: start-up, evenness of its event loop, memory; each beside a bare window."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from statistics import median
from time import perf_counter

from msgspec import Struct

from tests.benchmarks.past import copied
from tests.benchmarks.report import Figure, percentile, spread_of

RUNS = 5
MEGABYTE = 1_000_000


class Seen(Struct, frozen=True):
    """One process: milliseconds to its first painted rows, gaps of its event loop, bytes of memory of its own."""

    start: float
    gaps: list[float]
    memory: int


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """Every figure is a difference to, or stands beside, the same probe on a bare window."""
    data = str(copied(folder, history, orders))
    # Twice in turn before counting: bytecode is compiled and files are in the cache for both.
    bare = [_watch("bare_window") for _ in range(RUNS + 1)][1:]
    started = [_watch("window_probe", data, "start", str(orders)) for _ in range(RUNS + 1)][1:]
    extra = median(seen.start for seen in started) - median(seen.start for seen in bare)
    yield Figure(
        name=f"process start to painted orders, beyond a bare window, {orders:,} orders",
        value=extra,
        unit="ms",
        reach="≤ 400 ms",
        met=extra <= 400,
        note=f"bare window {median(s.start for s in bare):,.0f} ms, Docket {median(s.start for s in started):,.0f} ms,"
        f" worst {max(s.start for s in started):,.0f} ms",
    )
    idle = _watch("window_probe", data, "idle", str(orders))
    for scenario, name in (
        ("commands", "500 commands/s run"),
        ("trading", "500 commands/s run, a quarter of them orders"),
        ("rebuild", "a rebuild runs"),
    ):
        seen = _watch("window_probe", data, scenario, str(orders))
        yield Figure(
            name=f"event loop late while {name}, p99",
            value=percentile(seen.gaps, 99),
            unit="ms",
            floor=percentile(idle.gaps, 99),
            floor_name="the idle window",
            reach="≤ 16 ms",
            met=percentile(seen.gaps, 99) <= 16,
            spread=spread_of(seen.gaps),
            floor_spread=spread_of(idle.gaps),
        )
    scrolled = _watch("window_probe", data, "scroll", str(orders))
    more = (scrolled.memory - median(seen.memory for seen in bare)) / MEGABYTE
    limit = 80 if orders <= 1_000_000 else 160
    yield Figure(
        name=f"memory of its own beyond a bare window, list scrolled through, {orders:,} orders",
        value=more,
        unit="MB",
        reach=f"≤ {limit} MB",
        met=more <= limit,
        note=f"event loop late while scrolling, p99: {percentile(scrolled.gaps, 99):,.1f} ms",
    )


def _watch(module: str, *arguments: str) -> Seen:
    started = perf_counter()
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with subprocess.Popen(
        [sys.executable, "-m", f"tests.benchmarks.{module}", *arguments], stdout=subprocess.PIPE, env=environment
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        start = (perf_counter() - started) * 1000
        last = json.loads(process.stdout.readline())
    return Seen(start=start, gaps=last["gaps"], memory=last["uss"])

"""A real window on a virtual screen, and what people do with a long list: how long it stalls while they do it."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests.benchmarks.past import copied
from tests.benchmarks.report import Figure, percentile, spread_of

FRAME = 16
_TITLES = {
    "everything": "Ctrl+A over all of them",
    "copy": "10,000 rows are copied",
    "resize": "the window is resized",
    "page_down": "page down is held for ten seconds",
    "jumps": "the scroll bar is thrown about",
    "sort": "the list is sorted by other columns",
}


def measure(folder: Path, history: Path, orders: int) -> Iterator[Figure]:
    """How late the event loop was for a timer of two milliseconds, beside the same window left alone."""
    data = str(copied(folder, history, orders))
    with virtual_screen() as (environment, where):
        steps = _watch(data, environment)
    idle = steps.pop("idle")
    for name, title in _TITLES.items():
        seen = steps[name]
        p99 = percentile(seen["gaps"], 99)
        yield Figure(
            name=f"event loop late while {title}, {orders:,} orders, p99",
            value=p99,
            unit="ms",
            floor=percentile(idle["gaps"], 99),
            floor_name="the idle window",
            reach=f"≤ {FRAME} ms",
            met=p99 <= FRAME,
            spread=spread_of(seen["gaps"]),
            floor_spread=spread_of(idle["gaps"]),
            note=f"its own thread was busy {max(seen['busy']):,.1f} ms at most; {seen['note']} ({where})",
        )


@contextmanager
def virtual_screen() -> Iterator[tuple[dict[str, str], str]]:
    """An environment in which windows are shown: on Xvfb if there is one, else in Qt's memory."""
    environment = {**os.environ}
    environment.pop("WAYLAND_DISPLAY", None)
    server = shutil.which("Xvfb")
    if server is None:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}, "no Xvfb here: drawn into memory"
        return
    reading, writing = os.pipe()
    with subprocess.Popen(
        [server, "-displayfd", str(writing), "-screen", "0", "1920x1200x24", "-nolisten", "tcp"],
        pass_fds=[writing],
        stderr=subprocess.DEVNULL,
    ) as screen:
        os.close(writing)
        with os.fdopen(reading) as told:
            display = told.readline().strip()
        try:
            yield {**environment, "QT_QPA_PLATFORM": "xcb", "DISPLAY": f":{display}"}, "under Xvfb"
        finally:
            screen.terminate()


def _watch(data: str, environment: dict[str, str]) -> dict[str, Any]:
    """What the probe says of each step."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.benchmarks.handling_probe", data],
        stdout=subprocess.PIPE,
        env=environment,
        check=True,
        text=True,
    )
    return {said["step"]: said for said in map(json.loads, done.stdout.splitlines()) if "step" in said}

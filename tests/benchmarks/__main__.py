"""Measure everything, or the groups named: ``python -m tests.benchmarks [--table] [--orders N] [GROUP ...]``."""

import argparse
import gc
import sys
import tempfile
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path

from tests.benchmarks.report import Figure, as_json, as_table, as_text

NEED_A_HISTORY = ("lists", "searching", "sql_table", "dashboard", "rebuild", "window", "handling", "comparison")
GROUPS = ("writing", "movements", *NEED_A_HISTORY)


def main() -> int:
    """Print the figures; nothing here fails because a machine is slow."""
    arguments = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    arguments.add_argument("groups", nargs="*", choices=[[], *GROUPS], metavar="GROUP", help=", ".join(GROUPS))
    form = arguments.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="one JSON array on standard output")
    form.add_argument("--table", action="store_true", help="a Markdown table on standard output")
    arguments.add_argument("--orders", type=int, default=100_000, help="length of the history, such as 1000000")
    arguments.add_argument("--ten-million", action="store_true", help="as --orders 10000000: 60 GB, and an hour")
    arguments.add_argument("--dir", help="where to put the files; the disk matters to every durable figure")
    arguments.add_argument("--keep", metavar="DIR", help="keep the history here, and reuse it if it is there")
    options = arguments.parse_args()
    if options.ten_million:
        options.orders = 10_000_000
    groups = options.groups or list(GROUPS)
    figures: list[Figure] = []
    with tempfile.TemporaryDirectory(dir=options.dir, prefix="docket-benchmarks-") as scratch:
        folder = Path(scratch)
        history = Path(options.keep) if options.keep else folder / "history"
        # The window's readers are not held up by it either: it collects on its own thread, while nothing is painted.
        gc.disable()
        for group in groups:
            gc.collect()
            say(f"{group}:")
            for figure in _measurements(group)(
                *((folder, history, options.orders) if group in NEED_A_HISTORY else (folder,))
            ):
                figures.append(figure)
                say(as_text(figure))
    if options.json:
        print(as_json(figures))
    if options.table:
        print(as_table(figures))
    return 0


def say(line: str) -> None:
    """Progress goes to standard error, so that standard output holds nothing but what is asked for."""
    print(line, file=sys.stderr, flush=True)


def _measurements(group: str) -> Callable[..., Iterator[Figure]]:
    return import_module(f"tests.benchmarks.{group}").measure


if __name__ == "__main__":
    sys.exit(main())

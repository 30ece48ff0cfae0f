"""How late a process is that does nothing but sleep: what the machine takes from everybody on it.

Run as a process, it says each time that it is later than ever: milliseconds late, and seconds since it began.
"""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from time import perf_counter, sleep

EVERY = 0.002


@contextmanager
def sleeping() -> Iterator[list[str]]:
    """Meanwhile, such a process runs beside; in the end the list says how late it was at worst, and when."""
    said: list[str] = []
    command = [sys.executable, "-m", "tests.benchmarks.sleeping"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        latest = process.stdout.readline()
        try:
            yield said
        finally:
            process.terminate()
            *_, latest = (latest, *process.stdout.read().splitlines())
            late, after = latest.split()
            said.append(f"{float(late):,.0f} ms late after {float(after):.1f} s")


def main() -> None:
    """Sleep until somebody ends this."""
    begin = last = perf_counter()
    latest = 0.0
    while True:
        sleep(EVERY)
        now = perf_counter()
        if (late := now - last - EVERY) > latest:
            latest = late
            sys.stdout.write(f"{late * 1000} {last - begin}\n")
            sys.stdout.flush()
        last = now


if __name__ == "__main__":
    main()

"""Having a separate process rebuild or verify: a thread would fight the window for the interpreter.

It reads one request from its standard input, and writes reports to its standard output, each one line of JSON; see
``readmodel.rebuild.worker``.
"""

import subprocess
import sys
import threading
from contextlib import closing, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import IO

import msgspec

import readmodel
from readmodel.control import Progress
from readmodel.rebuild.builder import RebuildFailed

LOOK = 0.2
"""Seconds between two looks whether somebody who waits has cancelled."""

_ROOT = Path(readmodel.__file__).parent.parent


class Request(msgspec.Struct, frozen=True, kw_only=True):
    """What the process is to do: build ``path`` up to ``until``, or compare the current generation with its log."""

    data_dir: str
    store: str | None
    path: str
    until: int | None
    """None means: compare."""
    part: tuple[str, ...] = ()
    """The projections to build; none named means all of them."""


class Report(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """How far it is, or how it ended."""

    done: int = 0
    total: int = 0
    finished: bool = False
    failure: str = ""
    differences: tuple[str, ...] = ()


def run_beside(request: Request, progress: Progress) -> Report:
    """Carry out a request in a process of its own; raises RebuildFailed, and whatever ``progress`` raises."""
    process = subprocess.Popen(
        [sys.executable, "-m", "readmodel.rebuild.worker"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Ctrl+C is for whoever asked; this one ends when nobody waits for it any more.
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    reports = _Reports(process.stdout)
    last = Report()
    try:
        with suppress(BrokenPipeError), closing(process.stdin):  # it has ended, and its reports will say so
            process.stdin.write(msgspec.json.encode(request))
        while not last.finished:
            # Much of the work has no steps to count: it starts, makes indexes, checks, compares. Cancelling can't wait.
            last = reports.next(LOOK) or last
            if last.failure:
                raise RebuildFailed(last.failure)
            if not last.finished:
                progress(last.done, last.total)
        return last
    finally:
        process.terminate()
        process.wait()
        reports.close()


class _Reports:
    """What the process writes, read by a thread, since there is no other way to wait for it with a limit everywhere."""

    def __init__(self, lines: IO[bytes]) -> None:
        self._lines = lines
        self._read: SimpleQueue[bytes] = SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="docket-reports", daemon=True)
        self._thread.start()

    def next(self, timeout: float) -> Report | None:
        """The next report, or None if there is none within so many seconds."""
        try:
            line = self._read.get(timeout=timeout)
        except Empty:
            return None
        return (
            msgspec.json.decode(line, type=Report) if line else Report(failure="the process that rebuilds ended early")
        )

    def close(self) -> None:
        """Stop reading, once the process has ended."""
        self._thread.join()
        self._lines.close()

    def _run(self) -> None:
        for line in self._lines:
            self._read.put(line)
        self._read.put(b"")

"""Having a separate process rebuild or verify: a thread would fight the window for the interpreter.

It reads one request from its standard input, and writes reports to its standard output, each one line of JSON; see
``readmodel.rebuild.worker``.
"""

import subprocess
import sys
from contextlib import closing
from pathlib import Path

import msgspec

import readmodel
from readmodel.control import Progress
from readmodel.rebuild.builder import RebuildFailed

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
    with closing(process.stdout):
        try:
            with closing(process.stdin):
                process.stdin.write(msgspec.json.encode(request))
            for line in process.stdout:
                report = msgspec.json.decode(line, type=Report)
                if report.failure:
                    raise RebuildFailed(report.failure)
                if report.finished:
                    return report
                progress(report.done, report.total)
            raise RebuildFailed("the process that rebuilds ended early")
        finally:
            process.terminate()
            process.wait()

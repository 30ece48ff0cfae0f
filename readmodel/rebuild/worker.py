"""The process that rebuilds or verifies, started with ``python -m readmodel.rebuild.worker``; see ``process``."""

import os
import sys

import msgspec

from readmodel.rebuild.process import Report, Request
from readmodel.rebuild.tasks import carry_out

_EVERY = 20_000
"""Events between two reports."""


def _say(report: Report) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
    sys.stdout.buffer.flush()


def _progress(done: int, total: int) -> None:
    if done % _EVERY < 2000 or done == total:
        _say(Report(done=done, total=total))


def main() -> None:
    """Read a request, carry it out, report."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    # Whoever works in the window comes first.
    if hasattr(os, "nice"):
        os.nice(5)
    try:
        found = carry_out(request, _progress)
    except Exception as error:
        notes = "; ".join(getattr(error, "__notes__", ()))
        _say(Report(failure=f"{type(error).__name__}: {error}{' – ' if notes else ''}{notes}"))
    else:
        _say(Report(finished=True, differences=tuple(found)))


if __name__ == "__main__":
    main()

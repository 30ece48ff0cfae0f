"""The process that rebuilds or verifies, started with ``python -m readmodel.rebuild.worker``; see ``process``."""

import os
import sys

import msgspec

from readmodel.rebuild.builder import reason_of
from readmodel.rebuild.process import Report, Request
from readmodel.rebuild.tasks import carry_out

_POLITE = 5
"""Whoever works in the window comes first; a second process has it from the first."""


def _say(report: Report) -> None:
    try:
        sys.stdout.buffer.write(msgspec.json.encode(report) + b"\n")
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Nobody waits for it any more. An orderly end would only complain of what can't be written again.
        os._exit(1)


def _progress(done: int, total: int) -> None:
    _say(Report(done=done, total=total))


def main() -> None:
    """Read a request, carry it out, report."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    if hasattr(os, "nice"):
        os.nice(max(0, _POLITE - os.nice(0)))
    try:
        found = carry_out(request, _progress)
    except Exception as error:
        _say(Report(failure=reason_of(error)))
    else:
        _say(Report(finished=True, differences=tuple(found)))


if __name__ == "__main__":
    main()

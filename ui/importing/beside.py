"""The separate process that imports for the window: a thread would fight it for the interpreter.

It is Docket's own command line with one hidden command. It reads a request from its standard input and writes reports
to its standard output, each one line of JSON. So an address with a password in it is in no list of processes. The
end of its input tells it to stop: it neither outlives the window nor needs to be killed.
"""

import logging
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from math import inf
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from time import monotonic
from typing import IO

import msgspec

import ui
from domain.signals import events_recorded
from ui.importing.importing import Progress
from ui.importing.report import Report
from ui.importing.request import COMMAND, EVERY, Request, Told

_log = logging.getLogger(__name__)

PATIENCE = 20.0
"""Seconds that a process told to stop has for finishing what is under way."""

_COMPLETE = "What was recorded until then stays; import the file again to complete it."


class ImportFailed(Exception):
    """The import could not be carried out, or not to its end; says what a person can do."""


def import_beside(request: Request, progress: Progress, stopped: Callable[[], bool]) -> Report:
    """Import in a process of its own; raises ImportFailed.

    Once ``stopped`` says so, what is under way there is finished and counted, and no more is sent.
    """
    main = Path(ui.__file__).parent.parent / "main.py"
    lines: SimpleQueue[bytes] = SimpleQueue()
    with subprocess.Popen([sys.executable, str(main), COMMAND], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        reader = Thread(target=_pass_on, args=(other.stdout, lines), name="docket-import-reader", daemon=True)
        reader.start()
        try:
            assert other.stdin is not None
            with closing(other.stdin):
                _tell(other.stdin, request.encoded() + b"\n")
                return _followed(other.stdin, lines, progress, stopped)
        except BaseException:
            other.kill()
            raise
        finally:
            reader.join()


def _followed(stdin: IO[bytes], lines: "SimpleQueue[bytes]", progress: Progress, stopped: Callable[[], bool]) -> Report:
    position, deadline = 0, inf
    while True:
        if deadline == inf and stopped():
            stdin.close()
            deadline = monotonic() + PATIENCE
        if monotonic() > deadline:
            raise ImportFailed(f"The import did not stop in time and was ended. {_COMPLETE}")
        try:
            line = lines.get(timeout=EVERY)
        except Empty:
            continue
        told = msgspec.json.decode(line, type=Told) if line.endswith(b"\n") else Told(broken="it ended early")
        if told.ended:
            return _result(told)
        if told.position > position:
            position = told.position
            # Our own bus recorded nothing, so nobody else tells the projector before its next look.
            events_recorded.send(_followed, position=position)
        progress(told.done, told.total)


def _result(told: Told) -> Report:
    if told.report is not None:
        return told.report
    if told.refused:
        raise ImportFailed(told.refused)
    _log.warning("the process that imports failed: %s", told.broken)
    raise ImportFailed(f"The import ended early. {_COMPLETE}")


def _pass_on(stream: IO[bytes], lines: "SimpleQueue[bytes]") -> None:
    """On a thread of its own, since nobody can wait for a line and for a person at once; the last line is empty."""
    for line in stream:
        lines.put(line)
    lines.put(b"")


def _tell(stream: IO[bytes], content: bytes) -> None:
    try:
        stream.write(content)
        stream.flush()
    except BrokenPipeError:
        pass  # It is gone already, as the end of its reports is about to say.

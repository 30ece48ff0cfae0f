"""The process that imports for the window, from its request to its last report; see ``ui.importing.beside``."""

import os
import signal
import sys
import threading
import traceback
from functools import partial
from time import monotonic

import msgspec

from domain.errors import Refused
from ui.commandline.opening import Log, Opener
from ui.commandline.speaking import DONE, REJECTED
from ui.importing.importing import import_file
from ui.importing.plan import make_plan
from ui.importing.problems import FileRefused
from ui.importing.report import Report
from ui.importing.request import EVERY, Request, Told


def serve(open_docket: Opener) -> int:
    """Read a request, carry it out, report; the end of standard input stops it."""
    # Ctrl+C in the window's terminal reaches this process too, but how it ends is the window's to say.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    # Whoever works in the window comes first.
    if hasattr(os, "nice"):
        os.nice(5)
    request = Request.decoded(sys.stdin.buffer.readline())
    stop = threading.Event()
    threading.Thread(target=_watch, args=(stop,), name="docket-import-stop", daemon=True).start()
    try:
        # The window projects; this process must not begin to, even when the window is just closing.
        with open_docket(request.data_dir, request.store, project=False) as docket:
            progress = _Reporting(docket.log)
            plan = make_plan(request.wishes, partial(_check, stop))
            report = import_file(docket, plan, request.dry_run, request.rejects, progress, stop.is_set)
            progress.last()
    except _Stopped:
        _tell(Told(report=Report(kind=request.wishes.kind, dry_run=request.dry_run, stopped=True)))
    except FileRefused as error:
        _tell(Told(refused=error.problem.in_dialog))
    except (Refused, OSError) as error:
        _tell(Told(refused=str(error)))
    except Exception as error:
        # Without the error's own words: they may hold what stands in the file, and this goes into a log.
        where = "".join(traceback.format_tb(error.__traceback__))
        _tell(Told(broken=f"{type(error).__name__}\n{where}"))
    else:
        _tell(Told(report=report))
        return DONE
    return REJECTED


class _Stopped(Exception):
    """Asked to stop before anything was recorded."""


class _Reporting:
    """Tells rows done and in all and the log's head, at most so often as the window looks."""

    def __init__(self, log: Log) -> None:
        self._log = log
        self._next = 0.0
        self._done = (0, 0)

    def __call__(self, done: int, total: int) -> None:
        self._done = (done, total)
        if monotonic() >= self._next:
            self._next = monotonic() + EVERY
            self.last()

    def last(self) -> None:
        """Tell where it is now."""
        done, total = self._done
        _tell(Told(done=done, total=total, position=self._log.head()))


def _check(stop: threading.Event) -> None:
    if stop.is_set():
        raise _Stopped


def _watch(stop: threading.Event) -> None:
    # Unbuffered: a buffer's lock held here would keep the interpreter from ending.
    os.read(sys.stdin.fileno(), 1)
    stop.set()


def _tell(told: Told) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(told) + b"\n")
    sys.stdout.buffer.flush()

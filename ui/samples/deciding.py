"""Deciding the parts of a long past in processes of their own: it takes longer than writing down what they record.

Each is started with ``python -m ui.samples.deciding``, reads one request from its standard input, and writes what its
parts add to its standard output, each with its length before it. When nobody reads any more, it ends.
"""

import gc
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import IO

import msgspec

import ui
from domain.bus.recorder import Rehearsal
from domain.handlers import HANDLERS
from ui.samples.past import Part, Past, parts_of
from ui.samples.rhythm import TIME_ZONE
from ui.samples.scene import Scene, Wish

_ROOT = Path(ui.__file__).parent.parent
_LENGTH = 8


class Request(msgspec.Struct, frozen=True):
    """Decide every ``of``-th part, beginning with the one of this number."""

    wish: Wish
    first: int
    of: int


def decided(scene: Scene) -> Iterator[tuple[Part, bytes]]:
    """Every part of the past with what it adds, in order; by one process for each processor."""
    parts = parts_of(scene)
    helpers = min(os.cpu_count() or 1, len(parts))
    if helpers < 2:
        yield from _decided_here(scene, parts)
        return
    with ExitStack() as stack:
        pipes = [stack.enter_context(_helper(Request(scene.wish, first, helpers))) for first in range(helpers)]
        for part in parts:
            yield part, _next(pipes[part.number % helpers])


def _decided_here(scene: Scene, parts: list[Part]) -> Iterator[tuple[Part, bytes]]:
    past, rehearsal = Past(scene), Rehearsal(HANDLERS, TIME_ZONE)
    rehearsal.prepare(scene.preparation())
    for part in parts:
        yield part, rehearsal.decided(past.commands(part), part.counters)


@contextmanager
def _helper(request: Request) -> Iterator[IO[bytes]]:
    process = subprocess.Popen(
        [sys.executable, "-m", "ui.samples.deciding"],
        cwd=_ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        # Ctrl+C is for whoever asked for the history; this one ends when it is no longer wanted.
        start_new_session=True,
    )
    assert process.stdin is not None
    assert process.stdout is not None
    try:
        with process.stdin as stdin:
            stdin.write(msgspec.json.encode(request))
        yield process.stdout
    finally:
        process.terminate()
        process.stdout.close()
        process.wait()


def _next(pipe: IO[bytes]) -> bytes:
    length = int.from_bytes(pipe.read(_LENGTH), "big")
    changes = pipe.read(length)
    if not changes or len(changes) < length:
        raise RuntimeError("a process that decides a part of the history ended early")
    return changes


def main() -> None:
    """Decide what standard input asks for."""
    request = msgspec.json.decode(sys.stdin.buffer.read(), type=Request)
    gc.disable()  # millions of short-lived values without a cycle among them
    scene = Scene(request.wish)
    for _, changes in _decided_here(scene, parts_of(scene)[request.first :: request.of]):
        try:
            sys.stdout.buffer.write(len(changes).to_bytes(_LENGTH, "big") + changes)
            sys.stdout.buffer.flush()
        except BrokenPipeError:
            return


if __name__ == "__main__":
    main()

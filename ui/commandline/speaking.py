"""What a command says to the person: on standard error, so that standard output holds results alone."""

import sys
from time import monotonic
from typing import ClassVar

from ui.importing.problems import printable

DONE, REJECTED, WRONG_USAGE = 0, 1, 2
"""Exit codes: all went through; something was rejected or differs; it could not even be begun as asked."""


def say(message: str) -> None:
    """One line to the person; what somebody wrote into a file does nothing to the terminal."""
    if ProgressLine.is_open:
        ProgressLine.is_open = False
        sys.stderr.write("\n")
    print(printable(message), file=sys.stderr, flush=True)  # noqa: T201


class ProgressLine:
    """A line that counts up while somebody watches a terminal; silent otherwise."""

    is_open: ClassVar[bool] = False
    """Whether one stands in the terminal that did not come to its end: what is said goes on a line of its own."""

    def __init__(self, what: str) -> None:
        self._what = what
        self._watched = sys.stderr.isatty()
        self._next = 0.0
        self._shown = 0, 0

    def __call__(self, done: int, total: int) -> None:
        """Show how far it is, ten times a second at most. The same may be told again while something else is done."""
        if not self._watched or not total or (done, total) == self._shown:
            return
        if monotonic() >= self._next or done == total:
            self._next = monotonic() + 0.1
            self._shown = done, total
            end = "\n" if done == total else ""
            ProgressLine.is_open = not end
            sys.stderr.write(f"\r{self._what}: {done:,} of {total:,}{end}")
            sys.stderr.flush()

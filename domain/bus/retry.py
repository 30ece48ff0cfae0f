"""Middleware: what collided with another process is tried again, on freshly loaded aggregates.

Only a Collided write is: nobody's view was out of date, the store was merely busy. The mismatch of a ``seen_version``
is another VersionConflict and goes back to the person; as every attempt compares it anew, a retry can't slip past it.
"""

from random import uniform
from threading import Timer

from domain.bus.pipeline import Carry, Outcome, Settle
from domain.errors import Collided
from domain.messages import Command

ATTEMPTS = 6
FIRST_PAUSE = 0.01
"""Seconds; doubled with every further attempt, and jittered so that two desks don't collide in step."""


def retry(command: Command, settle: Settle, rest: Carry, attempt: int = 1) -> None:
    """Try a command up to ``ATTEMPTS`` times in all, pausing on a timer: neither the sender nor the writer waits."""

    def judge(outcome: Outcome) -> None:
        if isinstance(outcome, Collided) and attempt < ATTEMPTS:
            pause = FIRST_PAUSE * 2 ** (attempt - 1) * uniform(0.5, 1.5)
            again = Timer(pause, retry, (command, settle, rest, attempt + 1))
            again.daemon = True
            try:
                again.start()
            except RuntimeError:  # no thread to be had, as while Python shuts down: the sender must hear of it
                settle(outcome)
        else:
            settle(outcome)

    rest(command, judge)

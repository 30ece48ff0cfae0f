"""Middleware: what collided with another process is tried again, on freshly loaded aggregates.

Only a Collided write is: nobody's view was out of date, the store was merely busy. The mismatch of a ``seen_version``
is another VersionConflict and goes back to the person; as every attempt compares it anew, a retry can't slip past it.
"""

from concurrent.futures import Future
from random import uniform
from threading import Timer

from domain.bus.pipeline import Answer, Dispatch
from domain.messages import Command
from domain.store.database import Collided

ATTEMPTS = 6
FIRST_PAUSE = 0.01
"""Seconds; doubled with every further attempt, and jittered so that two desks don't collide in step."""


class Retry:
    """Tries a collided command up to ``ATTEMPTS`` times in all; it pauses on a timer, never on the caller's thread."""

    def __call__(self, command: Command, rest: Dispatch) -> Answer:
        answer: Answer = Future()
        answer.set_running_or_notify_cancel()
        self._attempt(command, rest, answer, 1)
        return answer

    def _attempt(self, command: Command, rest: Dispatch, answer: Answer, attempt: int) -> None:
        def settle(done: Answer) -> None:
            error = done.exception()
            if error is None:
                answer.set_result(done.result())
            elif isinstance(error, Collided) and attempt < ATTEMPTS:
                pause = FIRST_PAUSE * 2 ** (attempt - 1) * uniform(0.5, 1.5)
                again = Timer(pause, self._attempt, (command, rest, answer, attempt + 1))
                again.daemon = True
                again.start()
            else:
                answer.set_exception(error)

        rest(command).add_done_callback(settle)

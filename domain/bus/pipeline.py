"""What a command passes on its way to the writer, and its outcome on the way back.

A middleware is a function of the command, of ``settle``, which takes the outcome one step back towards the sender,
and of the rest of the way. It may settle at once, hand on, or hand on a ``settle`` of its own. The sender's future
stands at the outer end alone: one future per stage would cost more than all that the stages do.
"""

from collections.abc import Callable, Sequence
from functools import partial

from domain.messages import Command, Receipt

Outcome = Receipt | Exception
Settle = Callable[[Outcome], None]
Carry = Callable[[Command, Settle], None]
Middleware = Callable[[Command, Settle, Carry], None]


def pipeline(middlewares: Sequence[Middleware], last: Carry) -> Carry:
    """One way out of many stages, the first being outermost. No stage may block: ``settle`` is called later, once."""
    carry = last
    for middleware in reversed(middlewares):
        carry = partial(_through, middleware, carry)
    return carry


def _through(middleware: Middleware, rest: Carry, command: Command, settle: Settle) -> None:
    middleware(command, settle, rest)

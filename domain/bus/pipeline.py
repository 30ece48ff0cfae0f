"""What a command passes on its way to the writer: middlewares, functions of the command and the rest of the way."""

from collections.abc import Callable, Sequence
from concurrent.futures import Future
from functools import partial

from domain.messages import Command, Receipt

Answer = Future[Receipt]
Dispatch = Callable[[Command], Answer]
Middleware = Callable[[Command, Dispatch], Answer]


def pipeline(middlewares: Sequence[Middleware], last: Dispatch) -> Dispatch:
    """One function out of many: the first middleware is outermost. None of them may block, each hands futures on."""
    dispatch = last
    for middleware in reversed(middlewares):
        dispatch = partial(_through, middleware, dispatch)
    return dispatch


def _through(middleware: Middleware, rest: Dispatch, command: Command) -> Answer:
    return middleware(command, rest)


def failed(error: Exception) -> Answer:
    """An answer that is already there, and is an error."""
    answer: Answer = Future()
    answer.set_exception(error)
    return answer

"""Middleware: one log record per command, with how long it took. What the command says stays out of the log file."""

import logging
from time import perf_counter

from domain.bus.pipeline import Answer, Dispatch
from domain.errors import Refused
from domain.messages import Command

logger = logging.getLogger("docket.commands")


class Journal:
    """Records what became of every command: DEBUG when carried out, INFO when refused, ERROR when it is our fault."""

    def __call__(self, command: Command, rest: Dispatch) -> Answer:
        started = perf_counter()
        answer = rest(command)

        def note(done: Answer) -> None:
            error = done.exception()
            if error is None:
                if logger.isEnabledFor(logging.DEBUG):
                    logger.debug(
                        "%s %s recorded up to %d in %.1f ms", *_named(command), done.result().position, _ms(started)
                    )
            elif isinstance(error, Refused):
                # Its message may quote what a person typed, so only kind and field are kept.
                logger.info(
                    "%s %s refused: %s %s in %.1f ms",
                    *_named(command), type(error).__name__, error.field, _ms(started),
                )  # fmt: skip
            else:
                logger.error("%s %s failed", *_named(command), exc_info=error)

        answer.add_done_callback(note)
        return answer


def _named(command: Command) -> tuple[str, str]:
    return type(command).__name__, command.command_id


def _ms(started: float) -> float:
    return (perf_counter() - started) * 1000

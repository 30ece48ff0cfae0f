"""Middleware: one log record per command, with how long it took. What the command says stays out of the log file."""

import logging
from time import perf_counter

from domain.bus.pipeline import Carry, Outcome, Settle
from domain.errors import Refused
from domain.messages import Command, Receipt

logger = logging.getLogger("docket.commands")


def journal(command: Command, settle: Settle, rest: Carry) -> None:
    """Record what became of a command: DEBUG when carried out, INFO when refused, ERROR when it is our fault."""
    started = perf_counter()

    def note(outcome: Outcome) -> None:
        if not isinstance(outcome, Receipt) or logger.isEnabledFor(logging.DEBUG):
            _record(command, outcome, (perf_counter() - started) * 1000)
        settle(outcome)

    rest(command, note)


def _record(command: Command, outcome: Outcome, took: float) -> None:
    kind, id_ = type(command).__name__, command.command_id
    match outcome:
        case Receipt(position=position):
            logger.debug("%s %s recorded up to %d in %.1f ms", kind, id_, position, took)
        case Refused(field=field):
            # Its message may quote what a person typed, so only kind and field are kept.
            logger.info("%s %s refused: %s %s in %.1f ms", kind, id_, type(outcome).__name__, field, took)
        case error:
            logger.error("%s %s failed in %.1f ms", kind, id_, took, exc_info=error)

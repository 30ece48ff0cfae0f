"""The command bus."""

import logging
from collections.abc import Callable
from concurrent.futures import Future, InvalidStateError
from functools import partial
from types import TracebackType
from typing import Self

from domain.bus.idempotency import Idempotency
from domain.bus.journal import journal
from domain.bus.pipeline import Outcome, pipeline
from domain.bus.policy import Permission, Policy, everybody
from domain.bus.retry import retry
from domain.bus.writer import Writer
from domain.instants import Instant, now
from domain.messages import Command, Receipt
from domain.signals import events_recorded
from domain.store.store import Store
from domain.work import Handlers

logger = logging.getLogger("docket.bus")


class CommandBus:
    """Takes commands from any thread and never blocks; answers with receipts, or with what stood in the way.

    ``after_commit`` runs on the writer's thread with the log's new head, after the commit and before the receipts are
    given: a synchronous projection stands there. Whatever it raises is logged; the commands did succeed.
    """

    def __init__(
        self,
        store: Store,
        handlers: Handlers,
        *,
        time_zone: str,
        permits: Permission = everybody,
        clock: Callable[[], Instant] = now,
    ) -> None:
        self.after_commit: Callable[[int], None] | None = None
        self._writer = Writer(store.writer(), handlers, clock, time_zone, self._announce)
        self._carry = pipeline([journal, Policy(permits), Idempotency(), retry], self._writer.submit)

    def dispatch(self, command: Command) -> Future[Receipt]:
        """A future of the command's receipt; every refusal, as of ``domain.errors``, is the future's exception.

        Cancelling it means no longer to wait for the answer; the command is carried out all the same.
        """
        answer: Future[Receipt] = Future()
        self._carry(command, partial(_fulfil, answer))
        return answer

    def close(self) -> None:
        """Take nothing more and finish what is under way."""
        self._writer.close()

    def _announce(self, position: int) -> None:
        for receiver in events_recorded.receivers_for(self):
            try:
                receiver(self, position=position)
            except Exception:
                logger.exception("a receiver of events_recorded failed")
        if self.after_commit is not None:
            try:
                self.after_commit(position)
            except Exception:
                logger.exception("what runs after the commit failed")

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _fulfil(answer: Future[Receipt], outcome: Outcome) -> None:
    try:
        if isinstance(outcome, Receipt):
            answer.set_result(outcome)
        else:
            answer.set_exception(outcome)
    except InvalidStateError:  # cancelled: nobody waits for it any more
        pass

"""A handler that holds the writer up, so that commands pile up behind it and are decided as one batch."""

from concurrent.futures import Future
from threading import Event as Flag

from domain.messages import Command, Receipt
from domain.store.store import Store
from domain.work import Handler, Work
from tests.domain.pads import open_bus


class Wait(Command, frozen=True, kw_only=True):
    """Hold the writer up."""


def dispatched_together(
    store: Store, *commands: Command, handlers: dict[type[Command], Handler] | None = None
) -> list[Future[Receipt]]:
    """Have commands decided in one batch on a bus of their own; their answers are there when this returns."""
    waiting, opened = Flag(), Flag()

    def wait(_command: Wait, _work: Work) -> None:
        waiting.set()
        opened.wait()

    with open_bus(store, {Wait: wait} | (handlers or {})) as bus:
        bus.dispatch(Wait())
        waiting.wait()
        answers = [bus.dispatch(command) for command in commands]
        opened.set()
    return answers

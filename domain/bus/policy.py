"""Middleware: may this actor do this?"""

from collections.abc import Callable

from domain.bus.pipeline import Answer, Dispatch, failed
from domain.errors import NotAllowed
from domain.messages import Command

Permission = Callable[[Command], bool]


def everybody(_command: Command) -> bool:
    """Everybody may do everything."""
    return True


class Policy:
    """Refuses, with NotAllowed, what the permission says no to."""

    def __init__(self, permits: Permission) -> None:
        self._permits = permits

    def __call__(self, command: Command, rest: Dispatch) -> Answer:
        if self._permits(command):
            return rest(command)
        return failed(NotAllowed(f"{command.actor} may not do this."))

"""Middleware: may this actor do this?"""

from collections.abc import Callable

from domain.bus.pipeline import Carry, Settle
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

    def __call__(self, command: Command, settle: Settle, rest: Carry) -> None:
        if self._permits(command):
            rest(command, settle)
        else:
            settle(NotAllowed(f"{command.actor} may not do this."))

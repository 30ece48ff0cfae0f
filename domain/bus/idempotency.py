"""Middleware: the same command sent twice is carried out once.

While the first is under way, the second shares its outcome. Later ones reach the writer, which finds their id in the
``commands`` table; its primary key has the last word, whichever process or desk a duplicate comes from.
"""

from threading import Lock

from domain.bus.pipeline import Carry, Outcome, Settle
from domain.errors import CommandIdReused
from domain.messages import Command


def reused(command: Command) -> CommandIdReused:
    """The refusal of an id that came with another content before."""
    return CommandIdReused(f"Command {command.command_id} was sent before with another content.", "command_id")


class Idempotency:
    """Knows the commands under way by their ids, and who else waits for each."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[str, tuple[Command, list[Settle]]] = {}

    def __call__(self, command: Command, settle: Settle, rest: Carry) -> None:
        id_ = command.command_id
        with self._lock:
            known = self._under_way.get(id_)
            if known is None:
                waiting = [settle]
                self._under_way[id_] = command, waiting
            elif known[0] == command:
                known[1].append(settle)
        if known is not None:
            if known[0] != command:
                settle(reused(command))
            return

        def share(outcome: Outcome) -> None:
            with self._lock:
                del self._under_way[id_]
            for one in waiting:
                one(outcome)

        rest(command, share)

"""Middleware: the same command sent twice is carried out once.

While the first is under way, the second shares its answer. Later ones reach the writer, which finds their id in the
``commands`` table; its primary key has the last word, whichever process or desk a duplicate comes from.
"""

from threading import Lock

from domain.bus.pipeline import Answer, Dispatch, failed
from domain.errors import CommandIdReused
from domain.messages import Command


def reused(command: Command) -> CommandIdReused:
    """The refusal of an id that came with another content before."""
    return CommandIdReused(f"Command {command.command_id} was sent before with another content.", "command_id")


class Idempotency:
    """Knows the commands under way by their ids."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._under_way: dict[str, tuple[Command, Answer]] = {}

    def __call__(self, command: Command, rest: Dispatch) -> Answer:
        id_ = command.command_id
        with self._lock:
            known = self._under_way.get(id_)
            if known is None:
                answer = rest(command)
                self._under_way[id_] = command, answer
        if known is not None:
            first, shared = known
            return shared if first == command else failed(reused(command))
        # Outside the lock: an answer that is there already calls back at once.
        answer.add_done_callback(lambda _done: self._under_way.pop(id_, None))
        return answer

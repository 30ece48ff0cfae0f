"""Commands say what someone wants, events say what happened, a receipt says where in the log it stands."""

from typing import Any, ClassVar

from msgspec import Struct, field

from domain.ids import new_id
from domain.instants import Instant


class Command(Struct, frozen=True, kw_only=True):
    """A wish, addressed to the bus.

    ``command_id`` is made by the sender: dispatching the same command twice carries it out once. ``seen_version`` is
    the version of the aggregate that the sender's form showed; a mismatch goes back to the person. ``occurred_at`` is
    when it happened in business; without it, the moment it is carried out.
    """

    command_id: str = field(default_factory=new_id)
    actor: str = "desk"
    occurred_at: Instant | None = None
    seen_version: int | None = None


class Event(Struct, frozen=True, kw_only=True):
    """A fact. The class name is its type in the log and is never renamed or dropped without an upcaster.

    ``SCHEMA`` numbers the shape of the data; raise it with every change of shape, and add the upcaster. See
    ``domain.store.upcasting``.
    """

    SCHEMA: ClassVar[int] = 1


# Read and answered by the thousand, and never part of a cycle: the garbage collector need not look at them.
class Recorded(Struct, frozen=True, gc=False):
    """An event with its place in the log.

    ``position`` counts from 1 without gaps, in commit order. ``version`` counts the events of ``stream``, from 1.
    """

    position: int
    stream: str
    version: int
    event: Any
    command_id: str
    actor: str
    occurred_at: Instant
    recorded_at: Instant


class Receipt(Struct, frozen=True, gc=False):
    """The answer to a command: it is on disk, and ``position`` is the last position it wrote."""

    command_id: str
    position: int

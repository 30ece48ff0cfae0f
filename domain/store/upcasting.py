"""Lifting stored events to the types and shapes that today's code knows."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple


class Stored(NamedTuple):
    """An event as it is stored, or was on its way to today's: its type, the schema of its data, and the data."""

    type: str
    schema: int
    data: dict[str, Any]


Upcaster = Callable[[dict[str, Any]], Stored]
"""Lifts the data of one type and schema: to the next schema, or to the type that took its place.

An event stays one event at its position. A type that went without another in its place is lifted to one that no
aggregate and no projection has to do with.
"""

Upcasters = Mapping[tuple[str, int], Upcaster]
"""By the event type and the schema lifted from."""


class UnreadableEvent(Exception):
    """The log holds an event that this program has no type or no upcaster for, such as one of a newer Docket."""


def lifted(event: Stored, schemas: Mapping[str, int], upcasters: Upcasters) -> Stored:
    """An event brought to a type that ``schemas`` knows, and to its schema there, one step at a time."""
    while schemas.get(event.type) != event.schema:
        upcaster = upcasters.get((event.type, event.schema))
        if upcaster is None:
            raise UnreadableEvent(
                f"{event.type} in schema {event.schema} is nothing that this version of Docket knows or can lift"
            )
        event = upcaster(event.data)
    return event

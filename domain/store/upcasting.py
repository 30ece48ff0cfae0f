"""Lifting stored events to the shape that today's code knows."""

from collections.abc import Callable, Mapping
from typing import Any

Upcaster = Callable[[dict[str, Any]], dict[str, Any]]
"""Turns an event's data of one schema into that of the next."""

Upcasters = Mapping[tuple[str, int], Upcaster]
"""By event type and the schema lifted from."""


class UnreadableEvent(Exception):
    """The log holds an event that this program has no type or no upcaster for, such as one of a newer Docket."""


def lifted(type_: str, schema: int, target: int, data: dict[str, Any], upcasters: Upcasters) -> dict[str, Any]:
    """An event's data brought from its stored schema to ``target``, one step at a time."""
    while schema != target:
        upcaster = upcasters.get((type_, schema))
        if upcaster is None:
            raise UnreadableEvent(f"{type_} is stored in schema {schema}, which nothing lifts to {target}")
        data = upcaster(data)
        schema += 1
    return data

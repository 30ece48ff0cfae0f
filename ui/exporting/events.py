"""The log as files: every event, word for word."""

from typing import Any

import msgspec

from domain.messages import Recorded
from ui.exporting.values import guarded, moment

COLUMNS = ("position", "stream", "version", "type", "occurred_at", "recorded_at", "actor", "command_id", "data")


def as_object(event: Recorded, time_zone: str) -> dict[str, Any]:
    """An event with its place in the log; ``data`` is its content."""
    values = (
        event.position,
        event.stream,
        event.version,
        type(event.event).__name__,
        moment(event.occurred_at, time_zone),
        moment(event.recorded_at, time_zone),
        event.actor,
        event.command_id,
        msgspec.to_builtins(event.event),
    )
    return dict(zip(COLUMNS, values, strict=True))


def row(event: Recorded, time_zone: str) -> list[str]:
    """The same as a row of a table, the content as JSON."""
    *values, data = as_object(event, time_zone).values()
    return [*(guarded(str(value)) for value in values), msgspec.json.encode(data).decode()]

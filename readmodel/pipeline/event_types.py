"""At which positions of the log the events of each type stand: a bitmap, so that it takes next to no room.

The log itself is walked by position and by stream. Looking for a type in it would mean reading all of it.
"""

from typing import Final

from domain.handlers import EVENTS
from domain.messages import Event, Recorded
from readmodel.projection import Handler, Projection, Rows
from readmodel.schema import integer, table, text

SPAN: Final = 60
"""Positions that one row tells of."""

EVENT_SPAN: Final = table(
    "event_span", text("type", key=True), integer("span", key=True), integer("n"), integer("bits")
)
"""``n`` events of a type among the positions from ``span * SPAN`` on; bit 0 of ``bits`` stands for the first."""


class EventTypes(Projection):
    """Marks the position of every event."""

    name = "event_types"
    tables = (EVENT_SPAN,)

    def handlers(self) -> dict[type[Event], Handler]:
        """Every type, by one method."""
        return dict.fromkeys(EVENTS, mark)


def mark(event: Event, at: Recorded, rows: Rows) -> None:
    """Mark where an event stands; each is projected once, so that adding a bit sets it."""
    span, place = divmod(at.position, SPAN)
    rows.add(EVENT_SPAN, (type(event).__name__, span), n=1, bits=1 << place)

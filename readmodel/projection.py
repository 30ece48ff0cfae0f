"""The base of all projections: what one screen needs, kept up to date event by event."""

from collections.abc import Callable
from typing import Any, ClassVar, get_type_hints

from domain.messages import Event, Recorded
from readmodel.rows import Rows
from readmodel.schema import Numbers, Table

__all__ = ["Handler", "Projection", "Rows"]

Handler = Callable[[Any, Recorded, Rows], None]


class Projection:
    """One small class per subject and screen: its tables, and one ``on_…`` method per event it cares for.

    A method is chosen by the annotation of its event: ``def on_order_placed(self, event: OrderPlaced, at: Recorded,
    rows: Rows) -> None``. It reads and writes this projection's own tables through ``rows``, looks at no clock, and
    keeps nothing in the object, so that what it makes of a log depends on the log alone.

    ``numbers`` are those it gives out by itself, in the order in which it comes upon things.

    Raise ``version`` with every change of tables or meaning: a read store of another version is rebuilt.
    """

    name: ClassVar[str]
    version: ClassVar[int] = 1
    tables: ClassVar[tuple[Table, ...]]
    numbers: ClassVar[tuple[Numbers, ...]] = ()

    def settle(self, rows: Rows) -> None:
        """Bring up to date what is a function of this projection's own tables, and not of the single event.

        Called when a batch is applied, before anybody can read it; in a rebuild only once, at the end.
        """

    def handlers(self) -> dict[type[Event], Handler]:
        """The method for each type of event that concerns this projection."""
        found: dict[type[Event], Handler] = {}
        for attribute in dir(self):
            if attribute.startswith("on_"):
                method = getattr(self, attribute)
                found[get_type_hints(method)["event"]] = method
        return found

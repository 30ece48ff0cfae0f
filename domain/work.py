"""What a handler may do while it carries out one command: the unit of work, as the handlers see it."""

from collections.abc import Callable, Mapping
from typing import Any, Protocol, TypeVar

from domain.aggregate import Aggregate
from domain.instants import Instant
from domain.messages import Command, Event

A = TypeVar("A", bound=Aggregate)


class Work(Protocol):
    """Everything recorded here commits together with the command's id, or not at all."""

    @property
    def now(self) -> Instant:
        """When the command is carried out."""
        ...

    @property
    def time_zone(self) -> str:
        """The time zone a business is opened with where the command names none."""
        ...

    def load(self, kind: type[A], id: str) -> A:
        """The aggregate as of now, earlier commands of the same batch included; version 0 if it has no events."""
        ...

    def load_seen(self, kind: type[A], id: str) -> A:
        """Load the one aggregate that the sender's form showed, and compare it with the command's ``seen_version``.

        Raises VersionConflict if the command carries a version and the aggregate stands at another: the person decides,
        nothing is retried. A handler loads what its command is addressed to (the order of ``PlaceOrder``, the customer
        of ``ChangeCustomer``) this way, exactly once and before it records, and everything else by ``load``. A handler
        that never does while the command carries a version is a fault of ours and fails loudly.
        """
        ...

    def record(self, aggregate: Aggregate, *events: Event, occurred_at: Instant | None = None) -> None:
        """Apply events to a loaded aggregate, count its version up, and keep them for the commit.

        The unique values that this gives it are taken for it, and those that it takes from it are free again. Raises
        AlreadyTaken, naming who holds one, and its field, if that is another aggregate.
        ``occurred_at`` defaults to the command's own, and that to ``now``.
        """
        ...

    def owner_of(self, space: str, value: str) -> str | None:
        """The id of who holds a unique value, such as ``("sku", "4711")``, however spelled; None if nobody does."""
        ...

    def next_number(self, series: str) -> int:
        """The next number of a gapless series (see ``domain.numbering``), from 1; a refused command consumes none."""
        ...


Handler = Callable[[Any, Work], None]
"""Carries out one type of command: ``handler(command, work)``."""

Handlers = Mapping[type[Command], Handler]
"""Who carries out each type of command."""

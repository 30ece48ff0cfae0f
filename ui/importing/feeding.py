"""Sending many commands: enough of them under way that the store can commit them in groups, and never more."""

from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, wait
from typing import Protocol

from domain.errors import AlreadyRecorded, Refused, StoreUnavailable
from domain.messages import Command, Receipt
from domain.orders.commands import ImportOrder
from ui.importing.conventions import order_key
from ui.importing.prepared import Prepared, Rejected

UNDER_WAY = 256

Outcome = tuple[Prepared, Receipt | Refused | None] | Rejected
"""A command with its receipt, or what it was refused for, or None where nothing was sent."""


class Commands(Protocol):
    """The command bus, as far as an import needs it."""

    def dispatch(self, command: Command) -> Future[Receipt]:
        """Hand a command over; the future resolves to a receipt or raises Refused."""
        ...


def fed(items: Iterable[Prepared | Rejected], commands: Commands) -> Iterator[Outcome]:
    """Every item with what became of it, in order; raises StoreUnavailable, after what is under way has ended."""
    under_way: deque[tuple[Prepared, Future[Receipt]] | Rejected] = deque()
    try:
        for item in items:
            under_way.append(item if isinstance(item, Rejected) else (item, commands.dispatch(item.command)))
            if len(under_way) >= UNDER_WAY:
                yield _settled(under_way.popleft())
        while under_way:
            yield _settled(under_way.popleft())
    finally:
        wait([item[1] for item in under_way if not isinstance(item, Rejected)])


def tried(items: Iterable[Prepared | Rejected], known: frozenset[str]) -> Iterator[Outcome]:
    """Every item as if it had been sent; ``known`` are the order numbers that were imported before."""
    keys = {order_key(number) for number in known}
    for item in items:
        if isinstance(item, Rejected):
            yield item
        elif isinstance(item.command, ImportOrder) and order_key(item.command.source_number) in keys:
            yield item, AlreadyRecorded("", "source_number")
        else:
            yield item, None


def _settled(item: tuple[Prepared, Future[Receipt]] | Rejected) -> Outcome:
    if isinstance(item, Rejected):
        return item
    prepared, future = item
    try:
        return prepared, future.result()
    except StoreUnavailable:
        raise
    except Refused as refused:
        return prepared, refused

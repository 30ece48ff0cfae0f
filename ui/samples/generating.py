"""Recording a year of sample trading through the command bus."""

from collections import deque
from collections.abc import Callable
from concurrent.futures import Future, wait
from datetime import date, timedelta
from typing import Protocol

from domain.errors import NotAllowed
from domain.instants import business_day, now
from domain.messages import Command, Receipt
from domain.orders.commands import PlaceOrder
from ui.samples.rhythm import TIME_ZONE
from ui.samples.trading import Year

SEED = "docket"
_UNDER_WAY = 256


class Commands(Protocol):
    """The command bus, as far as sample data needs it."""

    def dispatch(self, command: Command) -> Future[Receipt]:
        """Hand a command over; the future resolves to a receipt or raises Refused."""
        ...


def last_full_day() -> date:
    """Yesterday, by the sample business's calendar: the natural end of a year of trading."""
    return business_day(now(), TIME_ZONE) - timedelta(days=1)


def generate(
    commands: Commands,
    orders: int,
    seed: str,
    until: date,
    progress: Callable[[int, int], object] = lambda done, total: None,
) -> int:
    """Record the year and give the last position it wrote; ``progress`` is told orders done and orders in all.

    The store must be empty. Any refusal that the year did not reckon with is raised.
    """
    under_way: deque[tuple[bool, Future[Receipt]]] = deque()
    position = placed = 0
    try:
        for step in Year(orders, seed, until).steps():
            under_way.append((step.may_fail, commands.dispatch(step.command)))
            if isinstance(step.command, PlaceOrder):
                placed += 1
                progress(placed, orders)
            if len(under_way) >= _UNDER_WAY:
                position = _settled(*under_way.popleft()) or position
        while under_way:
            position = _settled(*under_way.popleft()) or position
    finally:
        wait([future for _, future in under_way])
    return position


def _settled(may_fail: bool, future: Future[Receipt]) -> int:
    try:
        return future.result().position
    except NotAllowed:
        if may_fail:
            return 0
        raise

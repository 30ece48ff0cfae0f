"""The orders behind each mark of a dashboard, as a query of their list."""

from datetime import date

from readmodel.sales.answers import Aged, Period
from ui.intents import ShowPage
from ui.query.dates import When
from ui.query.query import NONE, Bound, Condition, Query, Span
from ui.query.writing import write

_COUNTED = Condition(field="status", values=("draft", "cancelled"), negated=True)
"""Drafts never count and cancelled orders no longer."""


def placed(period: Period, field: str = "", value: str = "") -> ShowPage:
    """The orders booked in a period, all or those of one ``customer``, ``product``, ``category`` or ``country``."""
    of = (Condition(field=field, values=(value or NONE,)),) if field else ()
    return _orders(_within("placed", period.first, period.last), _COUNTED, *of)


def last_shipped(period: Period) -> ShowPage:
    """The orders of which goods last left in a period."""
    return _orders(_within("shipped", period.first, period.last))


def all_shipped(period: Period) -> ShowPage:
    """The orders of which the last goods left in a period."""
    return _orders(_within("shipped", period.first, period.last), Condition(field="fulfilment", values=("shipped",)))


def due(period: Period, today: date) -> ShowPage:
    """The orders that were due in a period, up to a day."""
    return _orders(_within("due", period.first, min(period.last, today)), _COUNTED)


def to_ship(aged: Aged | None = None) -> ShowPage:
    """The orders with something still to ship, all or those of an age."""
    unshipped = Condition(field="fulfilment", values=("shipped",), negated=True)
    return _orders(Condition(field="status", values=("open",)), unshipped, *_of_age(aged))


def to_pay(aged: Aged | None = None) -> ShowPage:
    """The orders with something still to be paid, all or those of an age."""
    return _orders(Condition(field="is", values=("unpaid",)), *_of_age(aged))


def _of_age(aged: Aged | None) -> tuple[Condition, ...]:
    return () if aged is None else (_within("placed", aged.first, aged.last),)


def _within(field: str, first: date | None, last: date | None) -> Condition:
    low = None if first is None else Bound(When(first.isoformat()))
    high = None if last is None else Bound(When(last.isoformat()))
    return Condition(field=field, span=Span(low=low, high=high))


def _orders(*conditions: Condition) -> ShowPage:
    return ShowPage(page="orders", query=write(Query(conditions)))

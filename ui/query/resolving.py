"""From query to what the read side is asked: on a day, in a time zone, in a currency."""

from collections.abc import Callable
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from msgspec import Struct

from domain.instants import start_of_day
from domain.money import PLACES, minor_digits
from readmodel.listing.terms import Kind, Term
from readmodel.listing.view import View
from ui.query.dates import When
from ui.query.query import Bound, Condition, Query, Span
from ui.query.vocabulary import DATES, NUMBERS, Vocabulary


class Here(Struct, frozen=True, kw_only=True):
    """What dates and amounts go by."""

    today: date
    time_zone: str
    currency: str


def view_of(list: str, query: Query, vocabulary: Vocabulary, here: Here, sort: str, *, falls: bool) -> View:
    """The view that shows what a query asks for, as of a day."""
    texts = query.texts
    return View(
        list=list,
        sort=sort,
        descending=falls,
        terms=tuple(_term(condition, vocabulary.fields[condition.field].kind, here) for condition in query.conditions),
        text=" ".join(text.text for text in texts if not text.negated and not text.phrase),
        phrases=tuple(text.text for text in texts if not text.negated and text.phrase),
        without=tuple(text.text for text in texts if text.negated),
        today=here.today,
    )


def _term(condition: Condition, kind: Kind, here: Here) -> Term:
    since, before = (None, None) if condition.span is None else _edges(condition.span, kind, here)
    return Term(field=condition.field, values=condition.values, since=since, before=before, negated=condition.negated)


def _edges(span: Span, kind: Kind, here: Here) -> tuple[str | int | None, str | int | None]:
    """Where a span begins, and where what follows it begins."""
    if kind in DATES:
        edge = _edge_of_days(kind, here)
    else:
        assert kind in NUMBERS
        edge = _edge_of_numbers(kind, here)
    since = None if span.low is None else edge(span.low, not span.low.inclusive)
    before = None if span.high is None else edge(span.high, span.high.inclusive)
    return since, before


def _edge_of_days(kind: Kind, here: Here) -> Callable[[Bound, bool], str | int | None]:
    def edge(bound: Bound, behind: bool) -> str | int | None:
        assert isinstance(bound.value, When)
        day = bound.value.days(here.today)[behind]
        if day == date.min:
            return None
        return day.isoformat() if kind is Kind.DAY else start_of_day(day, here.time_zone)

    return edge


def _edge_of_numbers(kind: Kind, here: Here) -> Callable[[Bound, bool], str | int | None]:
    digits = {Kind.AMOUNT: minor_digits(here.currency), Kind.QUANTITY: PLACES}.get(kind, 0)

    def edge(bound: Bound, behind: bool) -> int:
        assert isinstance(bound.value, Decimal)
        stored = bound.value.scaleb(digits)
        # What has more decimals than are stored lies between two stored numbers.
        return (
            int(stored.to_integral_value(ROUND_FLOOR)) + 1 if behind else int(stored.to_integral_value(ROUND_CEILING))
        )

    return edge

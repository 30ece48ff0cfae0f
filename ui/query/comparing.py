"""The ways in which a number or a date is compared, each of them a span."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from typing import Final

from ui.query.dates import When
from ui.query.query import Bound, Span


class Comparison(StrEnum):
    """How a value stands to what is asked for."""

    LEAST = "least"
    ABOVE = "above"
    MOST = "most"
    BELOW = "below"
    EQUAL = "equal"
    BETWEEN = "between"


NUMBER_WORDS: Final[Mapping[Comparison, str]] = {
    Comparison.LEAST: "at least",
    Comparison.ABOVE: "over",
    Comparison.MOST: "at most",
    Comparison.BELOW: "under",
    Comparison.EQUAL: "exactly",
    Comparison.BETWEEN: "between",
}
DATE_WORDS: Final[Mapping[Comparison, str]] = {
    Comparison.LEAST: "from",
    Comparison.ABOVE: "after",
    Comparison.MOST: "until",
    Comparison.BELOW: "before",
    Comparison.EQUAL: "exactly",
    Comparison.BETWEEN: "between",
}


def comparison_of(span: Span) -> Comparison:
    """How a span compares."""
    low, high = span.low, span.high
    if low is not None and high is not None:
        return Comparison.EQUAL if low == high else Comparison.BETWEEN
    if low is not None:
        return Comparison.LEAST if low.inclusive else Comparison.ABOVE
    assert high is not None
    return Comparison.MOST if high.inclusive else Comparison.BELOW


def span_of(comparison: Comparison, value: Decimal | When | None, other: Decimal | When | None = None) -> Span | None:
    """The span that compares so with a value, and where it lies between two, with an ``other``; None without any.

    Between one value and nothing lies all from there on, between nothing and one all up to it.
    """
    if comparison is Comparison.BETWEEN:
        low, high = (None if end is None else Bound(end) for end in (value, other))
        return None if low is None and high is None else Span(low=low, high=high)
    if value is None:
        return None
    bound = Bound(value, inclusive=comparison not in (Comparison.ABOVE, Comparison.BELOW))
    match comparison:
        case Comparison.LEAST | Comparison.ABOVE:
            return Span(low=bound)
        case Comparison.MOST | Comparison.BELOW:
            return Span(high=bound)
    return Span(low=bound, high=bound)


def falls(span: Span) -> bool:
    """Whether a span goes from the larger to the smaller; of names of days that is not asked."""
    if span.low is None or span.high is None:
        return False
    match span.low.value, span.high.value:
        case When() as first, When() as last:
            return first.is_day and last.is_day and first.name > last.name
        case Decimal() as least, Decimal() as most:
            return least > most
    return False

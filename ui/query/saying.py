"""Queries in words, as chips and headings say them."""

from datetime import date
from decimal import Decimal

from readmodel.folding import folded
from readmodel.listing.conditions import TRIGRAM
from readmodel.listing.terms import Kind
from ui import formats
from ui.query.comparing import DATE_WORDS, NUMBER_WORDS, Comparison, comparison_of
from ui.query.dates import When, title
from ui.query.query import NONE, Bound, Condition, Query, Span
from ui.query.vocabulary import KnownField, Vocabulary

_MOST = 3
_NEVER = {Kind.DAY: "no date", Kind.MOMENT: "no date"}


def said(condition: Condition, field: KnownField) -> str:
    """What a condition asks of its field, without the field's title."""
    values = [_value(value, field) for value in condition.values]
    if condition.span is not None:
        values.append(said_span(condition.span))
    if len(values) > _MOST:
        values = [*values[: _MOST - 1], f"{len(values) - _MOST + 1} more"]
    joined = ", ".join(values[:-1]) + (" or " if len(values) > 1 else "") + values[-1]
    return f"not {joined}" if condition.negated else joined


def summary(query: Query, vocabulary: Vocabulary) -> str:
    """A query in a few words, to begin a name with."""
    words = [said(condition, vocabulary.fields[condition.field]) for condition in query.conditions]
    words += [f"without “{text.text}”" if text.negated else f"“{text.text}”" for text in query.texts]
    joined = ", ".join(words)
    return joined[:1].upper() + joined[1:]


def without_match(query: Query) -> str:
    """What to say where no row holds the words of a query: what is short was only looked for where texts begin."""
    texts = [text for text in query.texts if not text.negated]
    words = [word for text in texts for word in (folded(text.text).split() if not text.phrase else [folded(text.text)])]
    typed = " ".join(text.text for text in texts)
    if all(len(word) < TRIGRAM for word in words) and not all(text.phrase for text in texts):
        return f"Nothing here begins with “{typed}”. Type a third character to search inside words."
    return f"Nothing here contains “{typed}”."


def said_span(span: Span) -> str:
    """A span in words."""
    ends = [bound for bound in (span.low, span.high) if bound is not None]
    comparison = comparison_of(span)
    match comparison:
        case Comparison.EQUAL:
            return _bound(ends[0])
        case Comparison.BETWEEN:
            return f"{_bound(ends[0])} – {_bound(ends[1])}"
    words = DATE_WORDS if isinstance(ends[0].value, When) else NUMBER_WORDS
    return f"{words[comparison]} {_bound(ends[0])}"


def _value(value: str, field: KnownField) -> str:
    if value == NONE:
        return _NEVER.get(field.kind, "none")
    return field.choices.get(value, value)


def _bound(bound: Bound) -> str:
    if isinstance(bound.value, Decimal):
        return formats.quantity(bound.value)
    if bound.value.is_day:
        return formats.day(date.fromisoformat(bound.value.name))
    return title(bound.value) or bound.value.name

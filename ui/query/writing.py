"""From query to text: what is written is read as the same query again."""

from decimal import Decimal

from ui.query.query import NONE, Bound, Condition, Part, Query, Span, Text
from ui.query.scanning import is_bare, is_word, quoted
from ui.query.values import Writing, written_date, written_number


def write(query: Query, writing: Writing = Writing.NEUTRAL) -> str:
    """The text of a query."""
    return " ".join(write_part(part, writing) for part in query.parts)


def write_part(part: Part, writing: Writing = Writing.NEUTRAL) -> str:
    """The text of one part."""
    minus = "-" if part.negated else ""
    if isinstance(part, Text):
        bare = not part.phrase and is_word(part.text, negated=part.negated)
        return minus + (part.text if bare else quoted(part.text))
    return f"{minus}{part.field}:{_condition(part, writing)}"


def _condition(condition: Condition, writing: Writing) -> str:
    values = [write_value(value) for value in condition.values]
    if condition.span is not None:
        values.append(_span(condition.span, writing))
    return ",".join(values)


def write_value(value: str) -> str:
    """The text of a value."""
    if value == NONE:
        return "none"
    return value if is_bare(value, ",") and value.casefold() != "none" else quoted(value)


def _span(span: Span, writing: Writing) -> str:
    low, high = span.low, span.high
    if low is None:
        assert high is not None
        return ("<=" if high.inclusive else "<") + _bound(high, writing)
    if high is None:
        return (">=" if low.inclusive else ">") + _bound(low, writing)
    return _bound(low, writing) if low == high else f"{_bound(low, writing)}..{_bound(high, writing)}"


def _bound(bound: Bound, writing: Writing) -> str:
    if isinstance(bound.value, Decimal):
        return written_number(bound.value, writing)
    text = written_date(bound.value, writing)
    # Where dates end in a full stop, it would be taken for one of the two that stand between them.
    return text if is_bare(text, ",", "..") and not text.endswith(".") else quoted(text)

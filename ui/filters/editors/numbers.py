"""More or less than a number."""

from decimal import Decimal

from ui import formats
from ui.filters.editors.spans import SpanEditor
from ui.query.comparing import NUMBER_WORDS, Comparison
from ui.query.query import Bound, Condition
from ui.query.values import number_of
from ui.query.vocabulary import KnownField


class NumberEditor(SpanEditor):
    """The range of an amount, a quantity or a count."""

    def __init__(self, field: KnownField, condition: Condition | None) -> None:
        super().__init__(field, condition, NUMBER_WORDS, (formats.quantity(Decimal(100)), "any"), number_of)
        self.show_span(self.span(), _written, Comparison.LEAST)


def _written(bound: Bound) -> str:
    assert isinstance(bound.value, Decimal)
    return formats.quantity(bound.value)

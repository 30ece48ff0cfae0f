"""At least and at most."""

from decimal import Decimal

from ui import formats
from ui.filters.editors.spans import SpanEditor
from ui.query.query import Bound, Condition
from ui.query.values import number_of
from ui.query.vocabulary import KnownField


class NumberEditor(SpanEditor):
    """The range of an amount, a quantity or a count."""

    def __init__(self, field: KnownField, condition: Condition | None) -> None:
        super().__init__(field, condition, ("At least", "At most"), "any", number_of)
        self.show_span(self.span(), _written)


def _written(bound: Bound) -> str:
    assert isinstance(bound.value, Decimal)
    return formats.quantity(bound.value)

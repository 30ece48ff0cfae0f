"""What a query is, once it is understood: words to look for, and conditions on fields."""

from decimal import Decimal

from msgspec import Struct

from ui.query.dates import When

NONE = ""
"""The value that stands for having none."""


class Text(Struct, frozen=True, kw_only=True):
    """A word or, with ``phrase``, several in just this order; what rows have to hold or, negated, not to hold."""

    text: str
    phrase: bool = False
    negated: bool = False


class Bound(Struct, frozen=True):
    """One end of a span; ``inclusive`` says whether the end belongs to it."""

    value: Decimal | When
    inclusive: bool = True


class Span(Struct, frozen=True, kw_only=True):
    """From ``low`` to ``high``, either of which may be open. Where both are there, both are inclusive."""

    low: Bound | None = None
    high: Bound | None = None


class Condition(Struct, frozen=True, kw_only=True):
    """What a field has to be: any of the values, or within the span; negated, neither."""

    field: str
    values: tuple[str, ...] = ()
    span: Span | None = None
    negated: bool = False


Part = Text | Condition


class Query(Struct, frozen=True):
    """All parts have to hold. A query without parts lets everything through."""

    parts: tuple[Part, ...] = ()

    @property
    def conditions(self) -> tuple[Condition, ...]:
        """The conditions on fields."""
        return tuple(part for part in self.parts if isinstance(part, Condition))

    @property
    def texts(self) -> tuple[Text, ...]:
        """What is looked for in any of the searched texts."""
        return tuple(part for part in self.parts if isinstance(part, Text))

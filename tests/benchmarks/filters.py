"""Terms to filter by, a few for every field that a list knows, of values that its rows have."""

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any

from readmodel.listing.queries import SuggestValues
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import Row
from tests.benchmarks.past import LAST_DAY
from tests.benchmarks.report import Waits

Ask = Callable[..., Any]

EACH = 4
BEGINNINGS = ("a", "bo", "kra", "öl", "w")
WORDS = ("pallets", "gate")
"""Of notes, whose values nobody suggests."""
_DAY = 86_400_000_000


def terms_of(spec: ListSpec, rows: Sequence[Row], ask: Ask, suggesting: Waits, chance: Random) -> dict[str, list[Term]]:
    """By field. Values are taken from the rows, or are what is suggested to somebody who types."""
    found: dict[str, list[Term]] = {}
    for name, field in spec.fields.items():
        suggested = partial(_suggested, ask, spec, name, suggesting)
        found[name] = _terms(spec, name, field, chance.sample(rows, len(rows)), suggested)
    return found


def _terms(
    spec: ListSpec, name: str, field: Field, rows: Sequence[Row], suggested: Callable[[], list[str]]
) -> list[Term]:
    if field.choices:
        return [Term(field=name, values=(choice,)) for choice in field.choices]
    if field.kind is Kind.TEXT:
        texts = (suggested() if field.known else []) or _texts(field, spec, rows)
        return [Term(field=name, values=(text,)) for text in texts]
    if field.kind is Kind.DAY:
        months = [LAST_DAY - timedelta(days=30 * number) for number in range(EACH)]
        return [Term(field=name, since=str(first), before=str(first + timedelta(days=30))) for first in months]
    values = [row.values[spec.columns.index(field.column)] for row in rows[:EACH]]
    width = 30 * _DAY if field.kind is Kind.MOMENT else None
    return [
        Term(field=name, since=int(value), before=int(value) + (width or max(1, abs(int(value)) // 10)))
        for value in values
    ]


def _suggested(ask: Ask, spec: ListSpec, name: str, waits: Waits) -> list[str]:
    """The first value for each beginning, and the beginning itself, which more rows hold."""
    texts = []
    for beginning in BEGINNINGS:
        query = SuggestValues(list=spec.name, field=name, beginning=beginning)
        found = waits.time(f"{name}: “{beginning}”", partial(ask, query))
        texts += [found[0].value, beginning] if found else []
    return texts


def _texts(field: Field, spec: ListSpec, rows: Sequence[Row]) -> list[str]:
    shown = [column for column in field.codes if column in spec.columns]
    if not shown:
        return list(WORDS)
    found = [str(row.values[spec.columns.index(shown[0])]) for row in rows]
    given = [whole for whole in found if whole][:EACH]
    return [text for whole in given for text in (whole, whole[:4])]

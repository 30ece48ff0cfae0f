"""Terms to filter by, a few for every field that a list knows, of values that its rows have."""

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Field, Kind, Term
from readmodel.listing.view import Row
from tests.benchmarks.past import LAST_DAY

EACH = 4
_DAY = 86_400_000_000


def terms_of(spec: ListSpec, rows: Sequence[Row], chance: Random) -> dict[str, list[Term]]:
    """By field; rows are where the values are taken from."""
    return {name: _terms(name, field, spec, chance.sample(rows, EACH)) for name, field in spec.fields.items()}


def _terms(name: str, field: Field, spec: ListSpec, rows: Sequence[Row]) -> list[Term]:
    if field.choices:
        return [Term(field=name, values=(choice,)) for choice in field.choices]
    if field.kind is Kind.TEXT:
        return [Term(field=name, values=(text,)) for text in _texts(field, spec, rows)]
    if field.kind is Kind.DAY:
        months = [LAST_DAY - timedelta(days=30 * number) for number in range(EACH)]
        return [Term(field=name, since=str(first), before=str(first + timedelta(days=30))) for first in months]
    values = [row.values[spec.columns.index(field.column)] for row in rows if field.column in spec.columns]
    width = 30 * _DAY if field.kind is Kind.MOMENT else None
    return [
        Term(field=name, since=int(value), before=int(value) + (width or max(1, abs(int(value)) // 10)))
        for value in values
    ]


def _texts(field: Field, spec: ListSpec, rows: Sequence[Row]) -> list[str]:
    shown = [column for column in field.codes if column in spec.columns]
    if not shown:
        return ["Köln", "Łódź", "oliv"]
    found = [str(row.values[spec.columns.index(shown[0])]) for row in rows]
    return [text for whole in found if whole for text in (whole, whole[:4])]

"""Values of a field, looked up while somebody types one."""

from sqlite3 import Connection

from readmodel.folding import folded, storable
from readmodel.listing.conditions import HIGHEST
from readmodel.listing.plan import where
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Values
from readmodel.listing.view import Suggestion

_MOST = 50_000
"""So many are looked at, at most."""


def suggest(connection: Connection, spec: ListSpec, field: str, typed: str, limit: int) -> tuple[Suggestion, ...]:
    """Values that begin with what was typed, then those that hold it, each time those with most rows first."""
    asked = spec.fields[field]
    if asked.choices:
        begun = folded(typed).replace(" ", "_")
        return tuple(Suggestion(value=choice) for choice in asked.choices if choice.startswith(begun))[:limit]
    return _look_up(connection, asked.known, storable(typed).strip(), limit) if asked.known else ()


def _look_up(connection: Connection, known: Values, typed: str, limit: int) -> tuple[Suggestion, ...]:
    begins = [f"({column} >= :typed AND {column} < :typed_end)" for column in known.codes]
    begins += [f"({column} >= :text AND {column} < :text_end)" for column in known.texts]
    holds = [*begins, *(f"instr({column}, :text) > 0" for column in known.texts)]
    text = folded(typed)
    params = {"typed": typed, "typed_end": typed + HIGHEST, "text": text, "text_end": text + HIGHEST, "limit": limit}
    label = f"max({known.label})" if known.label else "''"
    rows = f"sum({known.rows})" if known.rows else "NULL"
    tests = [f"{known.value} <> ''", f"({' OR '.join(holds)})", *([f"{known.rows} > 0"] if known.rows else [])]
    found = connection.execute(
        f"SELECT {known.value}, {label}, {rows} AS n, max({' OR '.join(begins)}) AS begun "
        f"FROM (SELECT * FROM {known.table}{where(*tests)} LIMIT {_MOST}) "
        f"GROUP BY {known.value} ORDER BY begun DESC, n DESC, {known.value} LIMIT :limit",
        params,
    )
    return tuple(Suggestion(value=row[0], label=row[1], rows=row[2]) for row in found)

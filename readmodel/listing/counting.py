"""How many rows pass the filters: one look at the tally gives all the counts."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from sqlite3 import Connection

from readmodel.listing import limits
from readmodel.listing.plan import Plan, where
from readmodel.listing.spec import ListSpec
from readmodel.listing.ways import Condition


def count_filters(
    connection: Connection, spec: ListSpec, combinations: Iterable[tuple[str, ...]], today: date
) -> Mapping[tuple[str, ...], int]:
    """The number of rows that pass all filters of each combination."""
    asked = list(dict.fromkeys(combinations))
    params = {"today": today.isoformat()}
    if spec.tally is None:
        return {
            names: connection.execute(
                f"SELECT count(*) FROM {spec.table.name} AS t{where(*_tests(spec, names))}", params
            ).fetchone()[0]
            for names in asked
        }
    sums = ", ".join(
        f"coalesce(sum(t.n) FILTER ({where(*_tests(spec, names)).strip() or 'WHERE 1'}), 0)" for names in asked
    )
    row = connection.execute(f"SELECT {sums} FROM {spec.tally.name} AS t", params).fetchone()
    return dict(zip(asked, row, strict=True))


def count_all(connection: Connection, spec: ListSpec) -> int:
    """The number of rows of a list."""
    counted = "count(*)" if spec.tally is None else "coalesce(sum(n), 0)"
    table = spec.table if spec.tally is None else spec.tally
    rows: int = connection.execute(f"SELECT {counted} FROM {table.name}").fetchone()[0]
    return rows


def count_tallied(connection: Connection, plan: Plan, conditions: Sequence[Condition] | None = None) -> int:
    """The number of rows that pass some conditions; without these, those of the view which the tally can tell of."""
    assert plan.spec.tally is not None
    asked = plan.conditions.tallied if conditions is None else conditions
    tests = [condition.sql.format(t="t") for condition in asked]
    summed = f"SELECT coalesce(sum(t.n), 0) FROM {plan.spec.tally.name} AS t{where(*tests)}"
    rows: int = connection.execute(summed, plan.params).fetchone()[0]
    return rows


def is_dense(connection: Connection, plan: Plan) -> bool:
    """Whether so many rows pass that they are walked along; bounds of the order itself leave nothing to be skipped."""
    if plan.asks_for_text or any(condition.column != plan.sort for condition in plan.conditions.others):
        return False
    if all(condition.column == plan.sort for condition in plan.conditions.tallied):
        return True
    return count_tallied(connection, plan) * limits.DENSE >= count_all(connection, plan.spec)


def _tests(spec: ListSpec, names: tuple[str, ...]) -> list[str]:
    return [f"({spec.filters[name].where.format(t='t')})" for name in names if spec.filters[name].where]

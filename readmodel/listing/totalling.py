"""How many rows there are in a view, and what they or some of them come to."""

from collections.abc import Mapping, Sequence
from sqlite3 import Connection

from readmodel.listing.aiming import found_fully
from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.counting_found import count_found
from readmodel.listing.paging import ids_between
from readmodel.listing.plan import Plan, untold, where
from readmodel.listing.spec import ListSpec, Total
from readmodel.listing.view import Packed, Snapshot, Totals, View, ViewCount


def totals_of(
    connection: Connection,
    spec: ListSpec,
    snapshot: Snapshot,
    ranges: Sequence[tuple[int, int]] | None,
    besides: Sequence[int],
    without: Sequence[int],
) -> Totals:
    """The totals of a snapshot's rows, or of those in ranges of ranks; some rows are added, others taken off."""
    plan = Plan(connection, spec, snapshot.view)
    if ranges is None:
        shown = _of_view(connection, plan, snapshot)
    else:
        shown = _of_ids(connection, plan, ids_between(connection, spec, snapshot, ranges))
    more, less = _of_ids(connection, plan, besides), _of_ids(connection, plan, without)
    return Totals(
        rows=shown.rows + more.rows - less.rows,
        sums={name: shown.sums[name] + more.sums[name] - less.sums[name] for name in spec.totals},
    )


def count_view(connection: Connection, spec: ListSpec, view: View) -> ViewCount:
    """The number of rows of a view, or that it is more than ``ViewCount.MOST``."""
    plan = Plan(connection, spec, view)
    if not plan.asks_for_text and not plan.conditions.others and not plan.scope:
        if not plan.conditions.all:
            return ViewCount(rows=count_all(connection, spec))
        return ViewCount(rows=count_tallied(connection, plan))
    rows = count_found(connection, plan, ViewCount.MOST + 1)
    return ViewCount(rows=min(rows, ViewCount.MOST), more=rows > ViewCount.MOST)


def _of_view(connection: Connection, plan: Plan, snapshot: Snapshot) -> Totals:
    if isinstance(snapshot.order, Packed):
        return _of_ids(connection, plan, snapshot.order.ids)
    spec = plan.spec
    if spec.tally is None or plan.asks_for_text or plan.conditions.others:
        found = found_fully(connection, plan)
        return _read(connection, plan, f"{found}{where(*plan.scope, *plan.tests_behind(found))}", spec.totals)
    tallied = {name: total for name, total in spec.totals.items() if total.shelf is None}
    tests = plan.filter_tests
    told = _read(connection, plan, f"{spec.tally.name} AS t{where(*tests)}", tallied, "t.n")
    sums = dict(told.sums)
    for name, total in spec.totals.items():
        if total.shelf is not None:
            index, holds = total.shelf
            shelf = f"{plan.table} AS t INDEXED BY {index}{where(holds.format(t='t'), *untold(tests))}"
            sums |= _read(connection, plan, shelf, {name: total}).sums
    return Totals(rows=told.rows, sums=sums)


def _of_ids(connection: Connection, plan: Plan, ids: Sequence[int]) -> Totals:
    if not ids:
        return Totals(rows=0, sums=dict.fromkeys(plan.spec.totals, 0))
    belongs = " AND ".join(["t.id = j.value", *plan.scope])
    listed = f"json_each('{as_json(ids)}') AS j CROSS JOIN {plan.table} AS t ON {belongs}"
    return _read(connection, plan, listed, plan.spec.totals)


def _read(connection: Connection, plan: Plan, found: str, totals: Mapping[str, Total], each: str = "1") -> Totals:
    """Add up what was found; ``each`` of it stands for so many rows."""
    values = (total.value.format(t="t") for total in totals.values())
    added = [
        f"{each} * ({value})" if total.counts else value for value, total in zip(values, totals.values(), strict=True)
    ]
    sums = "".join(f", coalesce(sum({value}), 0)" for value in added)
    rows, *summed = connection.execute(f"SELECT coalesce(sum({each}), 0){sums} FROM {found}", plan.params).fetchone()
    return Totals(rows=rows, sums=dict(zip(totals, summed, strict=True)))

"""How many rows there are in a view, and what they or some of them come to."""

from collections.abc import Sequence
from sqlite3 import Connection

from readmodel.listing.bound import as_json
from readmodel.listing.counting import count_all, count_tallied
from readmodel.listing.counting_found import count_found
from readmodel.listing.paging import ids_between
from readmodel.listing.plan import Plan, where
from readmodel.listing.searching import found_fully
from readmodel.listing.spec import ListSpec
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
    tally = plan.spec.tally
    if tally is not None and not plan.asks_for_text and not plan.conditions.others:
        return _read(connection, plan.spec, f"{tally.name} AS t{where(*plan.filter_tests)}", plan.params, "sum(t.n)")
    found = found_fully(connection, plan)
    return _read(connection, plan.spec, f"{found}{where(*plan.scope, *plan.tests_behind(found))}", plan.params)


def _of_ids(connection: Connection, plan: Plan, ids: Sequence[int]) -> Totals:
    if not ids:
        return Totals(rows=0, sums=dict.fromkeys(plan.spec.totals, 0))
    belongs = " AND ".join(["t.id = j.value", *plan.scope])
    listed = f"json_each('{as_json(ids)}') AS j CROSS JOIN {plan.table} AS t ON {belongs}"
    return _read(connection, plan.spec, listed, plan.params)


def _read(
    connection: Connection, spec: ListSpec, found: str, params: dict[str, object], counted: str = "count(*)"
) -> Totals:
    sums = "".join(f", coalesce(sum(t.{name}), 0)" for name in spec.totals)
    rows, *summed = connection.execute(f"SELECT coalesce({counted}, 0){sums} FROM {found}", params).fetchone()
    return Totals(rows=rows, sums=dict(zip(spec.totals, summed, strict=True)))

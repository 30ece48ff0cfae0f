"""What the rows of a view, or some of them, come to."""

from collections.abc import Sequence
from sqlite3 import Connection

from readmodel.listing.paging import ids_between
from readmodel.listing.plan import Plan, as_json, where
from readmodel.listing.searching import take_aim
from readmodel.listing.spec import ListSpec
from readmodel.listing.view import Packed, Snapshot, Totals


def totals_of(
    connection: Connection,
    spec: ListSpec,
    snapshot: Snapshot,
    ranges: Sequence[tuple[int, int]] | None,
    besides: Sequence[int],
    without: Sequence[int],
) -> Totals:
    """The totals of a snapshot's rows, or of those in ranges of ranks; some rows are added, others taken off."""
    plan = Plan(spec, snapshot.view)
    if ranges is None:
        shown = _of_view(connection, plan, snapshot)
    else:
        shown = _of_ids(connection, plan, ids_between(connection, spec, snapshot, ranges))
    more, less = _of_ids(connection, plan, besides), _of_ids(connection, plan, without)
    return Totals(
        rows=shown.rows + more.rows - less.rows,
        sums={name: shown.sums[name] + more.sums[name] - less.sums[name] for name in spec.totals},
    )


def _of_view(connection: Connection, plan: Plan, snapshot: Snapshot) -> Totals:
    if isinstance(snapshot.order, Packed):
        return _of_ids(connection, plan, snapshot.order.ids)
    if plan.searches_texts:
        take_aim(connection, plan)
    return _read(connection, plan.spec, f"{plan.found}{where(*plan.scope, *plan.tests)}", plan.params)


def _of_ids(connection: Connection, plan: Plan, ids: Sequence[int]) -> Totals:
    if not ids:
        return Totals(rows=0, sums=dict.fromkeys(plan.spec.totals, 0))
    belongs = " AND ".join(["t.id = j.value", *plan.scope])
    listed = f"json_each('{as_json(ids)}') AS j CROSS JOIN {plan.table} AS t ON {belongs}"
    return _read(connection, plan.spec, listed, plan.params)


def _read(connection: Connection, spec: ListSpec, found: str, params: dict[str, object]) -> Totals:
    sums = "".join(f", coalesce(sum(t.{name}), 0)" for name in spec.totals)
    rows, *summed = connection.execute(f"SELECT count(*){sums} FROM {found}", params).fetchone()
    return Totals(rows=rows, sums=dict(zip(spec.totals, summed, strict=True)))

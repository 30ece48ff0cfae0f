"""Whatever is asked of the orders, the list shows what a scan of the exported orders gives."""

import tempfile
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.messages import Command
from readmodel.control import Mode
from readmodel.listing import limits
from readmodel.listing.queries import CountViews, GetRows, GetTotals, LayOut, OpenView
from readmodel.listing.terms import Term
from readmodel.listing.view import Row, View
from readmodel.orders.list_spec import ORDERS
from tests.readmodel.desk import desk
from tests.readmodel.histories import commands, opening
from tests.readmodel.listing.exported import exported, naive

TODAY = date(2026, 3, 5)
PLACED = Term(field="status", values=("draft",), negated=True)
"""An export has no drafts."""

_amounts = st.sampled_from((0, 500, 1800, 5400, 7000))
_days = st.sampled_from(("2026-03-01", "2026-03-05", "2026-04-01"))


def _term(field: str, values: st.SearchStrategy[str | int], bounds: st.SearchStrategy[str | int] | None = None):
    bound = st.none() if bounds is None else st.one_of(st.none(), bounds)
    return st.builds(
        Term,
        field=st.just(field),
        values=st.lists(values, min_size=0 if bounds is not None else 1, max_size=2).map(tuple),
        since=bound,
        before=bound,
        negated=st.booleans(),
    ).filter(lambda term: term.values or term.since is not None or term.before is not None)


terms = st.one_of(
    _term("is", st.sampled_from(("open", "closed", "unpaid", "overdue", "late"))),
    _term("status", st.sampled_from(("open", "closed", "cancelled"))),
    _term("fulfilment", st.sampled_from(("reserved", "backordered", "shipped", "part_shipped"))),
    _term("payment", st.sampled_from(("unpaid", "paid", "deposit"))),
    _term("number", st.sampled_from(("SO-2026", "so-2026-00001", "x"))),
    _term("customer", st.sampled_from(("c", "C1", "c9", "Łódź", "ile", "C1 name", "X"))),
    _term("city", st.sampled_from(("", "rou", "WOLSKI", "öl"))),
    _term("country", st.sampled_from(("", "fr"))),
    _term("product", st.sampled_from(("", "P", "p1", "chai", "text", "read", "w"))),
    _term("reference", st.sampled_from(("", "po", "PO 4711"))),
    _term("source", st.sampled_from(("", "102", "10248"))),
    _term("note", st.sampled_from(("", "re", "großhandel", "x"))),
    _term("lines", st.integers(1, 3), st.integers(1, 3)),
    _term("due", st.one_of(st.just(""), _days), _days),
    *(_term(amount, _amounts, _amounts) for amount in ("net", "total", "paid", "balance")),
)
_parts = st.sampled_from(("chai", "SO-2026", "lodz", "ré", "c1", "10248", "po", "some text", "handel", "rouen", "c"))
views = st.builds(
    View,
    list=st.just(ORDERS.name),
    sort=st.sampled_from(("number", "total", "customer_name", "due_on")),
    descending=st.booleans(),
    terms=st.lists(terms, max_size=2).map(lambda drawn: (PLACED, *drawn)),
    text=st.one_of(st.just(""), _parts, st.tuples(_parts, _parts).map(" ".join)),
    phrases=st.one_of(st.just(()), st.tuples(_parts)),
    without=st.one_of(st.just(()), st.tuples(_parts)),
    today=st.just(TODAY),
)


@pytest.mark.parametrize("few", [limits.FEW, 0])
@settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
@given(history=st.lists(commands, min_size=15, max_size=35), asked=st.lists(views, min_size=15, max_size=15))
def test_any_query_shows_what_a_scan_of_the_exported_orders_gives(
    few: int, history: list[Command], asked: list[View]
) -> None:
    """Also where so few are many: then orders are found by their spans."""
    with (
        tempfile.TemporaryDirectory() as folder,
        desk(Path(folder), Mode.SYNC) as d,
        pytest.MonkeyPatch.context() as patch,
    ):
        patch.setattr(limits, "FEW", few)
        for command in [*opening(), *history]:
            d.attempt(command)
        d.catch_up()
        orders = exported(d)
        for view in asked:
            expected = naive(orders, view)
            opened = d.ask(OpenView(view=view))
            assert _numbers(opened.rows) == expected
            snapshot = d.ask(LayOut(snapshot=opened.snapshot)).snapshot
            assert snapshot.count == len(expected)
            assert _numbers(d.ask(GetRows(snapshot=snapshot, first=1, count=3))) == expected[1:4]
            assert [count.rows for count in d.ask(CountViews(views=(view,)))] == [len(expected)]
            totals = d.ask(GetTotals(snapshot=opened.snapshot))
            shown = [order for order in orders if order["number"] in expected]
            cancelled = [order for order in shown if order["status"] == "cancelled"]
            assert totals.sums["status"] == len(cancelled)
            counted = [order for order in shown if order not in cancelled]
            assert totals.sums["total"] == sum(int(Decimal(order["total"]) * 100) for order in counted)
            assert totals.rows == len(expected)


def _numbers(rows: Sequence[Row]) -> list[str]:
    return [str(row.values[ORDERS.columns.index("number")]) for row in rows]

"""The first rows along an order of which the index tells what is asked of them, or a part of it."""

import pytest

from readmodel.listing import limits
from readmodel.listing.hunting.finding import Firsts, first_ids
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.stepping import along_told_order
from readmodel.listing.opening import open_view
from readmodel.listing.plan import Plan
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import SPEC, TODAY, many, naive

ASKED = [
    View(list="crates", sort="weight", descending=descending, today=TODAY, **asked)
    for descending in (False, True)
    for asked in (
        {"text": "tofu"},
        {"text": "queso tofu"},
        {"text": "tofu", "terms": (Term(field="weight", since=10, before=40),)},
        {"filters": ("closed",), "without": ("tofu",)},
        {"filters": ("open",)},
        {"filters": ("late",)},
    )
]


@pytest.mark.parametrize("view", ASKED)
def test_rows_are_found_along_an_order_that_tells_of_the_tests(fill: Fill, view: View) -> None:
    rows = many(1500)
    db = fill(rows)
    assert along_told_order(Hunt(db, Plan(db, SPEC, view), [], 100)) == naive(rows, view)[:100]


def test_an_order_is_not_walked_along_past_many_rows_that_have_to_be_fetched(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of late crates, the order by weight only tells whether they are open."""
    rows = many(1500)
    db, late = fill(rows), View(list="crates", sort="weight", filters=("late",), today=TODAY)
    monkeypatch.setattr(limits, "FETCHED_ALONG", 5)
    assert along_told_order(Hunt(db, Plan(db, SPEC, late), [], 100)) is None
    assert [row.id for row in open_view(db, SPEC, late).rows] == naive(rows, late)[:100]


@pytest.mark.parametrize("text", ["nothing like it", "c-001"])
def test_an_order_is_not_walked_along_for_what_its_index_does_not_tell(fill: Fill, text: str) -> None:
    rows = many(1500)
    db, view = fill(rows), View(list="crates", sort="code", text=text, today=TODAY)
    assert along_told_order(Hunt(db, Plan(db, SPEC, view), [], 100)) is None
    assert [row.id for row in open_view(db, SPEC, view).rows] == naive(rows, view)[:100]


def test_what_no_row_is_by_the_tally_is_not_looked_for(fill: Fill) -> None:
    db = fill(many(1500))
    asked = View(list="crates", sort="name", filters=("open", "closed"), today=TODAY)
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    assert first_ids(db, Plan(db, SPEC, asked), [], 100) == Firsts([], whole=True)
    assert [statement for statement in statements if "FROM crate AS" in statement] == []

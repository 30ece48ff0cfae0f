"""How far the ways of finding first rows go, and that none of them finds anything else."""

import sqlite3
from collections.abc import Callable

import pytest

from readmodel.listing import limits
from readmodel.listing.hunting import spanning
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.spanning import by_spans
from readmodel.listing.plan import Plan
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import SPEC, TODAY, crate, many, naive


def view(sort: str, *, descending: bool = False, **asked: object) -> View:
    return View(list="crates", sort=sort, descending=descending, today=TODAY, **asked)


def hunt(db: sqlite3.Connection, asked: View) -> Hunt:
    return Hunt(db, Plan(db, SPEC, asked), [], 100)


def work(db: sqlite3.Connection, find: Callable[[], object]) -> int:
    """About how many steps SQLite takes for something."""
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    db.set_progress_handler(count, 20)
    find()
    db.set_progress_handler(None, 20)
    return steps


def test_a_span_of_two_years_is_gone_through_instead_of_all_numbers_between_its_ends(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between 24-9990 and 25-9 stand all numbers of 2024 that begin with a nine, and not only the last ten."""
    rows = [crate(number, code=f"C-{24 + number // 1500}-{number % 1500}", weight=number) for number in range(3000)]
    db, asked = fill(rows), view("code", descending=True, terms=(Term(field="code", values=("C-24",)),))
    monkeypatch.setattr(limits, "FEW", 0)
    taken = {}
    for together in (100, 1_000_000):
        monkeypatch.setattr(spanning, "_TOGETHER", together)
        one = hunt(db, asked)
        taken[together] = work(db, lambda one=one: by_spans(one))
        assert by_spans(hunt(db, asked)) == naive(rows, asked)[:100]
    assert taken[100] < taken[1_000_000]


def test_spans_are_looked_through_to_the_end_where_nothing_else_would_be_sooner(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows, asked = many(1500), view("code", terms=(Term(field="good", values=("tofu",)),), text="vins")
    db = fill(rows)
    monkeypatch.setattr(spanning, "_LOOKED_AT", 50)
    assert by_spans(hunt(db, asked)) is None
    monkeypatch.setattr(limits, "FEW", 0)
    monkeypatch.setattr(limits, "SOME", 0)
    assert by_spans(hunt(db, asked)) == naive(rows, asked)[:100]

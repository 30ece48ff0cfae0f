"""How far the ways of finding first rows go, and that none of them finds anything else."""

import sqlite3
from collections.abc import Callable

import pytest

from readmodel.listing import limits
from readmodel.listing.aiming import take_aims
from readmodel.listing.hunting import spanning
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.probing import among_candidates, sorted_at_last, sorted_where_found
from readmodel.listing.hunting.spanning import by_spans
from readmodel.listing.hunting.stepping import along_order, along_told_order
from readmodel.listing.opening import open_view
from readmodel.listing.plan import Plan
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import SPEC, TODAY, Crate, crate, many, naive

DUE = Term(field="due", since="2026-02-01", before="2026-05-01")


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


@pytest.mark.parametrize("descending", [False, True])
def test_what_an_index_finds_is_sorted_by_what_it_tells_however_much_it_is(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, descending: bool
) -> None:
    for name, few in {"FEW": 0, "SOME": 10, "TOLD_WHERE_FOUND": 20}.items():
        monkeypatch.setattr(limits, name, few)
    rows, asked = many(1500), view("weight", descending=descending, terms=(DUE,))
    db = fill(rows)
    assert sorted_where_found(hunt(db, asked)) is None
    assert sorted_at_last(hunt(db, asked)) == naive(rows, asked)[:100]


def test_what_rises_with_what_it_is_sorted_by_is_read_from_where_the_order_begins(fill: Fill) -> None:
    """Read the other way round, each row would come before all that were kept so far."""
    rows = [crate(number, due_on=f"2026-02-{1 + number // 80:02}", weight=number) for number in range(2000)]
    db = fill(rows)
    down, up = (hunt(db, view("weight", descending=descending, terms=(DUE,))) for descending in (True, False))
    assert sorted_where_found(down) == list(range(1999, 1899, -1))
    assert sorted_where_found(up) == list(range(100))
    assert work(db, lambda: sorted_where_found(down)) < 1.1 * work(db, lambda: sorted_where_found(up))


@pytest.mark.parametrize("most", [0, 1_000_000])
def test_many_hits_are_a_set_where_to_fetch_what_is_walked_past_would_take_longer(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, most: int
) -> None:
    for name, few in {"FEW": 0, "SOME": 10, "SET_FOR_EACH": most}.items():
        monkeypatch.setattr(limits, name, few)
    rows, asked = many(1500), view("code", terms=(DUE,), text="tofu")
    db = fill(rows)
    assert among_candidates(hunt(db, asked)) == (naive(rows, asked)[:100] if most else None)
    assert [row.id for row in open_view(db, SPEC, asked).rows] == naive(rows, asked)[:100]


def test_hits_that_are_not_met_where_they_are_expected_are_not_looked_for_along_the_order(
    fill: Fill, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(limits, "FEW", 0)
    monkeypatch.setattr(limits, "PROBED_FARTHER", 2)
    rows = [c | {"name_key": "z" if c["due_on"] else "a"} for c in many(1500)]
    db, asked = fill(rows), view("name", terms=(Term(field="due", since="2026-02-01"),))
    assert among_candidates(hunt(db, asked)) is None
    assert [row.id for row in open_view(db, SPEC, asked).rows] == naive(rows, asked)[:100]


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


def test_what_rows_were_found_by_is_tested_last(fill: Fill) -> None:
    good = Term(field="good", values=("tofu",))
    one = hunt(fill(many(1500)), view("code", terms=(good,), text="vins"))
    by_good, by_name = take_aims(one.connection, one.plan)
    assert ["crate_holds" in by_good.ids, "crate_holds" in by_name.ids] == [True, False]
    assert one.tests_of(by_good) == list(reversed(one.tests))
    assert one.tests_of(by_name) == one.tests


def _owed(state: str) -> list[Crate]:
    """Crates of which those in one state have weights of their own, and all others none."""
    return [c | {"weight": number if c["state"] == state else 0} for number, c in enumerate(many(3000))]


@pytest.mark.parametrize("few", [0, 1_000_000])
@pytest.mark.parametrize("descending", [False, True])
def test_rows_of_another_state_are_passed_over_to_a_value_that_many_have(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, few: int, descending: bool
) -> None:
    """Also where hits are few: those that stand in it come first."""
    monkeypatch.setattr(limits, "SOME", few)
    monkeypatch.setattr(limits, "LONG", 9)
    rows = _owed("open")
    asked = view("weight", descending=descending, filters=("closed",), text="c-01")
    db = fill(rows)
    assert along_order(hunt(db, asked)) == naive(rows, asked)[:100]
    monkeypatch.setattr(limits, "PASSED_OVER", 0)
    monkeypatch.setattr(limits, "STEPS", (5, 10))
    assert [row.id for row in open_view(db, SPEC, asked).rows] == naive(rows, asked)[:100]


@pytest.mark.parametrize("some", [10, 1_000_000])
def test_an_order_that_tells_all_is_walked_along_farther_for_hits_that_were_not_counted(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, some: int
) -> None:
    monkeypatch.setattr(limits, "FEW", 0)
    monkeypatch.setattr(limits, "SOME", some)
    rows = [c | {"weight": number if "Tofu" in c["holds"] else 0} for number, c in enumerate(many(3000))]
    db, asked = fill(rows), view("weight", terms=(Term(field="good", values=("tofu",)),))
    monkeypatch.setattr(limits, "TOLD_FARTHER", 1)
    found = along_told_order(hunt(db, asked))
    assert found == (naive(rows, asked)[:100] if some == 10 else None)

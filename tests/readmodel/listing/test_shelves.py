"""The first rows of a view are the same where its shelf is thought large."""

from collections.abc import Sequence
from datetime import date, timedelta
from random import Random

import pytest

from readmodel.listing import limits
from readmodel.listing.hunting import shelving
from readmodel.listing.hunting.hunt import Hunt
from readmodel.listing.hunting.shelving import along_shelf
from readmodel.listing.opening import open_view
from readmodel.listing.plan import Plan
from readmodel.listing.view import View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import SPEC, TODAY, Crate, crate, many, naive


def one_after_the_other(without_code: Sequence[int] = (), without_day: Sequence[int] = ()) -> list[Crate]:
    """Crates of which the days they are due follow their ids, but for up to a fortnight."""
    chance = Random(3)
    return [
        crate(
            id=number * 3 + 1,
            code="" if number in without_code else f"C-{number:05}",
            name=chance.choice(("tofu", "queso", "vins")),
            state="open" if number % 6 == 0 else "closed",
            due_on=""
            if number in without_day
            else (date(2025, 1, 1) + timedelta(number // 5 + chance.randrange(14))).isoformat(),
            weight=chance.randrange(50),
        )
        for number in range(2500)
    ]


@pytest.fixture(autouse=True)
def think_much(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every shelf be thought large, and be read a little at a time."""
    for name in ("FEW", "ON_A_SHELF", "TOLD_ON_A_SHELF"):
        monkeypatch.setattr(limits, name, 0)
    monkeypatch.setattr(shelving, "_READ", (105, 200, 300))


def view(sort: str, *, descending: bool, name: str) -> View:
    return View(list="crates", sort=sort, descending=descending, filters=(name,), today=TODAY)


@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("sort", ["code", "state"])
@pytest.mark.parametrize("name", ["open", "late"])
def test_an_order_that_follows_the_shelf_is_read_along_it(fill: Fill, sort: str, descending: bool, name: str) -> None:
    rows = one_after_the_other()
    db, asked = fill(rows), view(sort, descending=descending, name=name)
    assert along_shelf(Hunt(db, Plan(db, SPEC, asked), [], 100)) == naive(rows, asked)[:100]


@pytest.mark.parametrize("name", ["open", "late"])
@pytest.mark.parametrize(
    "rows",
    [
        one_after_the_other(),
        one_after_the_other(without_code=(6, 1200, 2400)),
        one_after_the_other(without_day=(6, 1200, 2400)),
        one_after_the_other(without_code=range(2500), without_day=range(0, 2500, 5)),
        many(1500),
    ],
)
def test_a_large_shelf_shows_the_same(fill: Fill, rows: list[Crate], name: str) -> None:
    db = fill(rows)
    for sort in SPEC.sorts:
        for descending in (False, True):
            asked = view(sort, descending=descending, name=name)
            assert [row.id for row in open_view(db, SPEC, asked).rows] == naive(rows, asked)[:100]

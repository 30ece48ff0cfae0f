"""Pages of a view are what a naive look at every row gives, however the view is laid out."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from readmodel.folding import folded
from readmodel.listing.laying import STRIDE
from readmodel.listing.opening import lay_out, open_view
from readmodel.listing.paging import ids_between, rank_of, read_rows
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Term
from readmodel.listing.totalling import count_view, totals_of
from readmodel.listing.view import FIRST, Anchors, Packed, View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import ALL_GOODS, PLAIN, SPEC, TODAY, add, crate, many, naive, naive_rows, totals

names = st.text(alphabet="aÄøß Qué-1'\"%", max_size=12)
crates = st.lists(
    st.builds(
        dict,
        code=st.one_of(st.just(""), st.from_regex(r"\A[CcSs]-[0-9]{1,4}\Z")),
        name=names,
        state=st.sampled_from(("open", "closed")),
        due_on=st.sampled_from(("", "2026-03-01", "2026-03-15", "2026-09-01")),
        weight=st.integers(-3, 3),
        holds=st.lists(st.sampled_from(ALL_GOODS), max_size=2, unique=True),
        note=st.sampled_from(("", "", "Fragile: öl")),
    ),
    max_size=60,
)
days = st.sampled_from(("2026-03-01", "2026-03-02", "2026-09-01"))
terms = st.one_of(
    *(
        st.builds(
            Term,
            field=st.just(field),
            values=st.lists(values, max_size=2).map(tuple),
            since=st.none() if bounds is None else st.one_of(st.none(), bounds),
            before=st.none() if bounds is None else st.one_of(st.none(), bounds),
            negated=st.booleans(),
        )
        for field, values, bounds in (
            ("is", st.sampled_from(("open", "late")), None),
            ("state", st.sampled_from(("open", "closed")), None),
            ("code", st.sampled_from(("", "C", "c-1", "S-12")), None),
            ("name", st.one_of(st.just(""), names.filter(folded)), None),
            ("weight", st.integers(-3, 3), st.integers(-3, 3)),
            ("due", st.one_of(st.just(""), days), days),
            ("id", st.integers(1, 99), st.integers(1, 99)),
        )
    )
)
terms_of_more = st.one_of(
    terms,
    st.builds(
        Term,
        field=st.just("good"),
        values=st.lists(st.sampled_from(("", "g-1", "q", "ÖL", "o")), max_size=2).map(tuple),
        negated=st.booleans(),
    ),
    st.builds(
        Term,
        field=st.just("note"),
        values=st.lists(st.sampled_from(("", "ol", "x")), max_size=2).map(tuple),
        negated=st.booleans(),
    ),
)
views = st.builds(
    View,
    list=st.just("crates"),
    sort=st.sampled_from(tuple(SPEC.sorts)),
    descending=st.booleans(),
    filters=st.sampled_from(((), ("open",), ("closed",), ("late",), ("open", "late"))),
    text=st.one_of(st.just(""), names, st.sampled_from(("c", "C-1", "c-12", "que", "strasse", "ab cd", "a"))),
    phrases=st.lists(st.sampled_from(("que", "a", "o m", "Qué a")), max_size=1).map(tuple),
    without=st.lists(st.sampled_from(("queso", "q", "ÖL", " ")), max_size=1).map(tuple),
    today=st.just(TODAY),
)


@settings(max_examples=200, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(spec=st.sampled_from((SPEC, PLAIN)), crates=crates, view=views, data=st.data())
def test_any_page_of_any_view_is_the_naive_selection(
    fill: Fill, spec: ListSpec, crates: list[dict], view: View, data: st.DataObject
) -> None:
    told = data.draw(st.lists(terms if spec is PLAIN else terms_of_more, max_size=3))
    view = replace(view, terms=tuple(told))
    rows = [crate(number * 2 + 1, **values) for number, values in enumerate(crates)]
    db = fill(rows)
    expected = naive(rows, view, spec)
    opened = open_view(db, spec, view)
    assert list(opened.rows) == naive_rows(rows, view, expected[:FIRST])
    assert count_view(db, spec, view).rows == len(expected)
    assert totals_of(db, spec, opened.snapshot, None, (), ()) == totals(rows, expected)
    snapshot = lay_out(db, spec, opened.snapshot).snapshot
    assert snapshot.count == len(expected)
    first = data.draw(st.integers(0, max(0, len(expected) - 1)))
    count = data.draw(st.integers(1, 20))
    assert list(read_rows(db, spec, snapshot, first, count)) == naive_rows(rows, view, expected[first : first + count])


@pytest.mark.parametrize("sort", SPEC.sorts)
@pytest.mark.parametrize("descending", [False, True])
@pytest.mark.parametrize("filters", [(), ("open",), ("closed",), ("late",)])
def test_far_pages_and_ranks_hold_across_anchors(
    fill: Fill, sort: str, descending: bool, filters: tuple[str, ...]
) -> None:
    rows = many(3 * STRIDE + 17)
    db = fill(rows)
    view = View(list="crates", sort=sort, descending=descending, filters=filters, today=TODAY)
    expected = naive(rows, view)
    opened = open_view(db, SPEC, view)
    assert [row.id for row in opened.rows] == expected[:FIRST]
    snapshot = lay_out(db, SPEC, opened.snapshot).snapshot
    # Open ones stand side by side in the order of the states.
    sparse = filters == ("late",) or (filters == ("open",) and sort != "state")
    assert isinstance(snapshot.order, Packed if sparse else Anchors)
    chance = random.Random(5)
    for first in (0, STRIDE - 1, STRIDE, 2 * STRIDE - 50, *(chance.randrange(len(expected)) for _ in range(10))):
        page = read_rows(db, SPEC, snapshot, first, 100)
        assert [row.id for row in page] == expected[first : first + 100]
    for rank in chance.sample(range(len(expected)), 20):
        assert rank_of(db, SPEC, snapshot, expected[rank]) == rank
    asked = ((3, 9), (STRIDE - 5, STRIDE + 5))
    assert ids_between(db, SPEC, snapshot, asked) == [id for a, b in asked for id in expected[a:b]]


def test_the_count_is_known_on_opening_where_the_tally_tells(fill: Fill) -> None:
    rows = many(500)
    db = fill(rows)
    for filters in ((), ("open",), ("late",)):
        view = View(list="crates", sort="weight", filters=filters, today=TODAY)
        assert open_view(db, SPEC, view).snapshot.count == len(naive(rows, view))


def test_rare_rows_far_down_the_order_are_found(fill: Fill) -> None:
    rows = [crate(number, state="open" if number > 19_950 else "closed", weight=number) for number in range(1, 20_001)]
    db = fill(rows)
    view = View(list="crates", sort="weight", filters=("open",), today=TODAY)
    opened = open_view(db, SPEC, view)
    assert [row.id for row in opened.rows] == list(range(19_951, 20_001))
    assert opened.snapshot.count == 50


def test_a_row_that_left_the_list_is_left_out_of_its_page(fill: Fill) -> None:
    rows = many(300)
    db = fill(rows)
    view = View(list="crates", sort="code", text="vins", today=TODAY)
    snapshot = lay_out(db, SPEC, open_view(db, SPEC, view).snapshot).snapshot
    gone = naive(rows, view)[2]
    db.execute("DELETE FROM crate WHERE id = ?", (gone,))
    assert [row.id for row in read_rows(db, SPEC, snapshot, 0, 5)] == [id for id in naive(rows, view)[:5] if id != gone]


def test_a_row_added_later_stands_where_its_key_puts_it(fill: Fill) -> None:
    db = fill([crate(number, weight=number) for number in range(1, 2501)])
    view = View(list="crates", sort="weight", today=TODAY)
    snapshot = lay_out(db, SPEC, open_view(db, SPEC, view).snapshot).snapshot
    add(db, [crate(9000, weight=1500)])
    assert rank_of(db, SPEC, snapshot, 9000) == 1500


@pytest.mark.parametrize("rank", [0, 1, 999, 1000, 1001, 2499, 2500])
def test_a_snapshot_told_of_one_row_more_reads_as_if_taken_anew(fill: Fill, rank: int) -> None:
    rows = [crate(number, weight=2 * number) for number in range(1, 2501)]
    db = fill(rows)
    view = View(list="crates", sort="weight", today=TODAY)
    snapshot = lay_out(db, SPEC, open_view(db, SPEC, view).snapshot).snapshot
    late = crate(9000, weight=2 * rank + 1)
    add(db, [late])
    assert rank_of(db, SPEC, snapshot, 9000) == rank
    more = snapshot.with_row(rank)
    expected = naive([*rows, late], view)
    assert more.count == len(expected)
    for first in (0, rank, max(0, rank - 3), 990, 1998, 2490):
        assert [row.id for row in read_rows(db, SPEC, more, first, 20)] == expected[first : first + 20]
    db.execute("DELETE FROM crate WHERE id = 9000")
    less = more.without_row(rank)
    first = max(0, rank - 3)
    assert [row.id for row in read_rows(db, SPEC, less, first, 20)] == naive(rows, view)[first : first + 20]

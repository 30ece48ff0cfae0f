"""What a search finds, and in which order."""

from typing import Any

import pytest
from msgspec.structs import replace

from readmodel.listing import limits
from readmodel.listing.hunting import spanning
from readmodel.listing.opening import lay_out, open_view
from readmodel.listing.paging import find, read_rows, standings
from readmodel.listing.spec import Search
from readmodel.listing.terms import Term
from readmodel.listing.view import View
from tests.readmodel.listing.conftest import Fill
from tests.readmodel.listing.crates import PLAIN, SPEC, TODAY, Crate, crate, many, naive

CRATES = [
    crate(1, "C-10", "Größe über alles"),
    crate(2, "C-1", "Queso Cabrales"),
    crate(3, "C-100", "Grosse Kiste C-1 inside"),
    crate(4, "", "Ærø queso"),
    crate(5, "c-2", "Île de Ré"),
]


def found(fill: Fill, text: str, crates: list[Crate] = CRATES, sort: str = "weight") -> list[int]:
    db = fill(crates)
    opened = open_view(db, SPEC, View(list="crates", sort=sort, text=text, today=TODAY))
    return [row.id for row in opened.rows]


def test_accents_and_case_make_no_difference(fill: Fill) -> None:
    assert found(fill, "GROSSE") == [1, 3]
    assert found(fill, "aero") == [4]
    assert found(fill, "ÎLE") == [5]


def test_every_word_has_to_be_found(fill: Fill) -> None:
    assert found(fill, "queso cab") == [2]
    assert found(fill, "queso  a") == [2, 4]


def test_the_exact_code_comes_first_then_codes_that_begin_with_it(fill: Fill) -> None:
    assert found(fill, "c-1") == [2, 1, 3]
    assert found(fill, "C-10") == [1, 3]


def test_one_or_two_characters_look_at_the_beginning(fill: Fill) -> None:
    assert found(fill, "qu") == [2]
    assert found(fill, "c") == [1, 2, 3, 5]
    assert found(fill, "é") == []
    assert found(fill, "î") == [5]


@pytest.mark.parametrize("text", ["É-77", "e-77", "-77", "C-77", "77 b", "c-77  b", "c-77"])
def test_a_code_is_found_however_it_is_written(fill: Fill, text: str) -> None:
    rows = [crate(number, code) for number, code in enumerate(("É-77", "C-77  B", "c-77", "ec-77", "77 b", ""), 1)]
    db = fill(rows)
    for view in (
        View(list="crates", sort="weight", text=text, today=TODAY),
        View(list="crates", sort="weight", phrases=(text,), today=TODAY),
        View(list="crates", sort="weight", without=(text,), today=TODAY),
    ):
        opened = open_view(db, SPEC, view)
        assert [row.id for row in opened.rows] == naive(rows, view)


@pytest.mark.parametrize("text", ['"', "que'so", "%", "a*b", "NOT OR", "que AND", "\x00abc", "(((", "-", "\\", "  "])
def test_no_text_is_a_syntax_error(fill: Fill, text: str) -> None:
    found(fill, text)


@pytest.mark.parametrize("lost", ["\0", "\ud83d"])
def test_what_no_stored_text_can_hold_is_not_looked_for(fill: Fill, lost: str) -> None:
    """Half of an emoji, say, which a clipboard may hold and no database takes."""
    db = fill(CRATES)

    def shown(text: str, code: str) -> list[tuple[int, ...]]:
        terms = (Term(field="code", values=(code,)),)
        asked = ({"text": text}, {"text": code}, {"phrases": (text,)}, {"without": (text,)}, {"terms": terms})
        views = (View(list="crates", sort="weight", today=TODAY, **one) for one in asked)
        return [tuple(row.id for row in open_view(db, SPEC, view).rows) for view in views]

    assert shown(f"qu{lost}eso", f"{lost}c") == shown("queso", "c")
    everything = open_view(db, SPEC, View(list="crates", sort="weight", today=TODAY)).snapshot
    assert find(db, SPEC, everything, f"C-1{lost}") == find(db, SPEC, everything, "C-1")


@pytest.mark.parametrize("text", ["vins", "vi", "c-00", "c-0012", "que tof", "strasse", "nothing at all"])
@pytest.mark.parametrize("filters", [(), ("open",)])
@pytest.mark.parametrize("sort", ["weight", "name"])
def test_a_search_in_many_rows_gives_every_hit_once(fill: Fill, text: str, filters: tuple[str, ...], sort: str) -> None:
    rows = many(12_000)
    db = fill(rows)
    view = View(list="crates", sort=sort, descending=True, filters=filters, text=text, today=TODAY)
    expected = naive(rows, view)
    opened = open_view(db, SPEC, view)
    assert [row.id for row in opened.rows] == expected[:100]
    snapshot = lay_out(db, SPEC, opened.snapshot).snapshot
    assert snapshot.count == len(expected)
    middle = len(expected) // 2
    assert [row.id for row in read_rows(db, SPEC, snapshot, middle, 50)] == expected[middle : middle + 50]


def test_texts_that_rows_share_are_looked_through_once_for_all_words(fill: Fill) -> None:
    db = fill(many(200))
    statements: list[str] = []
    db.set_trace_callback(statements.append)
    open_view(db, SPEC, View(list="crates", sort="name", text="vins tofu", today=TODAY))
    for texts in ("crate_name", "crate_good"):
        assert len([statement for statement in statements if f"FROM {texts} AS e" in statement]) == 1


def think_little(patch: pytest.MonkeyPatch, few: int, some: int) -> None:
    """Let hits and steps be thought many that are not."""
    patch.setattr(limits, "FEW", few)
    patch.setattr(limits, "SOME", some)
    for name, value in {"TOGETHER": 40, "FEW_EQUAL": 5, "FEW_KNOWN": 3, "MANY_PLACES": 10}.items():
        patch.setattr(spanning, f"_{name}", value)
    patch.setattr(limits, "STEPS", (7, 20, 400, 5000))
    patch.setattr(limits, "LONG", 9)
    patch.setattr(limits, "TOLD_ALONG", some)


TEXTS = ("vins", "que tof", "c-00", "c-001 vins", "c-001 c-0012", "strasse 0001", "c-", "st", "nothing")


@pytest.mark.parametrize(("few", "some"), [(0, 1_000_000), (0, 0), (30, 300), (1_000_000, 1_000_000)])
@pytest.mark.parametrize("text", TEXTS)
@pytest.mark.parametrize("filters", [(), ("open",), ("closed",)])
def test_a_search_finds_the_same_however_many_hits_are_thought_to_be_few(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, few: int, some: int, text: str, filters: tuple[str, ...]
) -> None:
    think_little(monkeypatch, few, some)
    rows = many(1500)
    db = fill(rows)
    for sort in SPEC.sorts:
        for descending in (False, True):
            view = View(list="crates", sort=sort, descending=descending, filters=filters, text=text, today=TODAY)
            opened = open_view(db, SPEC, view)
            assert [row.id for row in opened.rows] == naive(rows, view)[:100]


@pytest.mark.parametrize(
    "term",
    [
        Term(field="due", since="2026-03-01", before="2026-03-20"),
        Term(field="due", values=("",)),
        Term(field="due", values=("",), negated=True),
        Term(field="code", values=("c-00",)),
        Term(field="weight", since=10, before=14),
        Term(field="name", values=("tofu",)),
        Term(field="good", values=("tofu",)),
        Term(field="state", values=("closed",)),
    ],
)
def test_a_term_finds_the_same_however_many_rows_are_thought_to_be_few(
    fill: Fill, monkeypatch: pytest.MonkeyPatch, term: Term
) -> None:
    think_little(monkeypatch, 0, 50)
    # Near ids have near codes, except for some, and none of those that were there first has a code.
    rows = [c if number > 300 else c | {"code": ""} for number, c in enumerate(many(1500))]
    rows[::97] = [c | {"code": f"c-{number:05}"} for number, c in enumerate(rows[::97])]
    db = fill(rows)
    for sort in SPEC.sorts:
        for descending in (False, True):
            for text in ("", "vins", "c-0"):
                view = View(list="crates", sort=sort, descending=descending, terms=(term,), text=text, today=TODAY)
                opened = open_view(db, SPEC, view)
                assert [row.id for row in opened.rows] == naive(rows, view)[:100]


def test_a_changed_row_stands_in_the_view_or_not(fill: Fill) -> None:
    db = fill(CRATES)
    view = View(list="crates", sort="weight", text="queso", today=TODAY)
    snapshot = lay_out(db, SPEC, open_view(db, SPEC, view).snapshot).snapshot
    now = {
        standing.row.key: (standing.inside, standing.rank)
        for standing in standings(db, SPEC, snapshot, ["crate-4", "crate-1", "none"])
    }
    assert now == {"crate-4": (True, 1), "crate-1": (False, None)}


@pytest.mark.parametrize("asked", [{"text": "queso"}, {"text": "q"}, {"phrases": ("c-1",)}])
def test_in_a_list_that_keeps_no_texts_nothing_holds_any(fill: Fill, asked: dict[str, Any]) -> None:
    untold = replace(PLAIN, search=Search())
    assert open_view(fill(CRATES), untold, View(list="crates", sort="weight", today=TODAY, **asked)).rows == ()


@pytest.mark.parametrize("field", ["is", "state", "code", "name", "good", "note"])
def test_a_range_says_nothing_of_texts_and_choices(fill: Fill, field: str) -> None:
    db = fill(CRATES)
    for term in (Term(field=field, since="a"), Term(field=field, before="a", negated=True)):
        opened = open_view(db, SPEC, View(list="crates", sort="code", terms=(term,), today=TODAY))
        assert len(opened.rows) == len(CRATES)

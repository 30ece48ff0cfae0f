"""What a query asks of the read side on a given day."""

from datetime import date

import pytest

from domain.instants import start_of_day
from readmodel.listing.terms import Term
from ui.query.dates import when
from ui.query.parsing import parse
from ui.query.resolving import Here, view_of
from ui.query.vocabulary import Vocabulary

HERE = Here(today=date(2026, 11, 24), time_zone="Europe/Berlin", currency="EUR")


def term(orders: Vocabulary, text: str, here: Here = HERE) -> Term:
    parsed = parse(text, orders)
    assert parsed.mistake is None, parsed.mistake
    return view_of("orders", parsed.query, orders, here, "number", falls=True).terms[0]


@pytest.mark.parametrize(
    ("name", "first", "after"),
    [
        ("today", "2026-11-24", "2026-11-25"),
        ("yesterday", "2026-11-23", "2026-11-24"),
        ("thisweek", "2026-11-23", "2026-11-30"),
        ("lastweek", "2026-11-16", "2026-11-23"),
        ("thismonth", "2026-11-01", "2026-12-01"),
        ("nextmonth", "2026-12-01", "2027-01-01"),
        ("lastquarter", "2026-07-01", "2026-10-01"),
        ("nextquarter", "2027-01-01", "2027-04-01"),
        ("thisyear", "2026-01-01", "2027-01-01"),
        ("last30days", "2026-10-26", "2026-11-25"),
        ("next7days", "2026-11-24", "2026-12-01"),
        ("last2weeks", "2026-11-11", "2026-11-25"),
        ("last12months", "2025-11-25", "2026-11-25"),
        ("2026", "2026-01-01", "2027-01-01"),
        ("2026-12", "2026-12-01", "2027-01-01"),
        ("2026-11-30", "2026-11-30", "2026-12-01"),
    ],
)
def test_named_dates_move_on_with_the_calendar(name: str, first: str, after: str) -> None:
    named = when(name)
    assert named is not None
    assert named.days(HERE.today) == (date.fromisoformat(first), date.fromisoformat(after))


def test_months_end_where_the_shorter_one_does() -> None:
    named = when("last1month")
    assert named is not None
    assert named.days(date(2026, 3, 31)) == (date(2026, 3, 1), date(2026, 4, 1))
    assert named.days(date(2026, 12, 31)) == (date(2026, 12, 1), date(2027, 1, 1))


def test_days_and_moments_begin_and_end_where_the_business_is(orders: Vocabulary) -> None:
    assert term(orders, "due:<today") == Term(field="due", before="2026-11-24")
    assert term(orders, "due:<=today") == Term(field="due", before="2026-11-25")
    assert term(orders, "due:>thisweek") == Term(field="due", since="2026-11-30")
    assert term(orders, "due:overdue") == Term(field="is", values=("overdue",))
    assert term(orders, "due:none,today") == Term(field="due", values=("",), since="2026-11-24", before="2026-11-25")
    assert term(orders, "placed:2026-11-01..2026-11-30") == Term(
        field="placed",
        since=start_of_day(date(2026, 11, 1), "Europe/Berlin"),
        before=start_of_day(date(2026, 12, 1), "Europe/Berlin"),
    )


@pytest.mark.parametrize(
    ("text", "currency", "since", "before"),
    [
        ("total:500", "EUR", 50_000, 50_001),
        ("total:>500", "EUR", 50_001, None),
        ("total:>=500", "EUR", 50_000, None),
        ("total:<500", "EUR", None, 50_000),
        ("total:<=500", "EUR", None, 50_001),
        ("total:500..1000", "EUR", 50_000, 100_001),
        ("total:>0.005", "EUR", 1, None),
        ("total:<0.005", "EUR", None, 1),
        ("total:<-0.005", "EUR", None, 0),
        ("total:>500", "JPY", 501, None),
        ("total:>500", "KWD", 500_001, None),
        ("lines:2", "EUR", 2, 3),
    ],
)
def test_numbers_are_counted_as_they_are_stored(
    orders: Vocabulary, text: str, currency: str, since: int | None, before: int | None
) -> None:
    here = Here(today=HERE.today, time_zone=HERE.time_zone, currency=currency)
    made = term(orders, text, here)
    assert (made.since, made.before) == (since, before)


def test_words_phrases_and_what_is_not_wanted_go_their_own_ways(orders: Vocabulary) -> None:
    query = parse('vins "et alcools" -cheap -"very cheap" 10248 status:open,closed', orders).query
    view = view_of("orders", query, orders, HERE, "number", falls=True)
    assert view.text == "vins 10248"
    assert view.phrases == ("et alcools",)
    assert view.without == ("cheap", "very cheap")
    assert view.terms == (Term(field="status", values=("open", "closed")),)

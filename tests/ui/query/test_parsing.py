"""The language: what is understood, what is refused, and that what is written is read as the same again."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readmodel.listing.terms import Kind
from readmodel.orders.list_spec import ORDERS
from ui import formats
from ui.orders.fields import ORDER_WORDS
from ui.query.comparing import falls
from ui.query.dates import When
from ui.query.parsing import parse
from ui.query.query import NONE, Bound, Condition, Query, Span, Text
from ui.query.values import Writing
from ui.query.vocabulary import DATES, NAMED, NUMBERS, Vocabulary, vocabulary_of
from ui.query.writing import write

VOCABULARY = vocabulary_of(ORDERS, ORDER_WORDS)
QUEUES = "drafts, open, closed, cancelled, to_ship, backordered, late, due_today, unpaid or overdue"
LOCALES = ("en_US", "de_DE", "fr_FR", "de_CH", "sv_SE", "hu_HU", "bg_BG", "ja_JP", "pl_PL")


def understood(text: str, writing: Writing = Writing.NEUTRAL) -> Query:
    parsed = parse(text, VOCABULARY, writing)
    assert parsed.mistake is None, parsed.mistake
    return parsed.query


def day(text: str) -> When:
    return When(text)


def test_all_of_it_in_one_line() -> None:
    query = understood('status:open due:<today total:>500 -is:drafts "queso manchego" vins -cheap')
    assert query.parts == (
        Condition(field="status", values=("open",)),
        Condition(field="due", span=Span(high=Bound(day("today"), inclusive=False))),
        Condition(field="total", span=Span(low=Bound(Decimal(500), inclusive=False))),
        Condition(field="is", values=("drafts",), negated=True),
        Text(text="queso manchego", phrase=True),
        Text(text="vins"),
        Text(text="cheap", negated=True),
    )


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("STATUS:Open", "status:open"),
        ("fulfilment:part-shipped", "fulfilment:part_shipped"),
        ('fulfilment:"ready to ship"', "fulfilment:reserved"),
        ("amount:500", "total:500"),
        ("to-pay:>0", "balance:>0"),
        ("due:=TODAY", "due:today"),
        ("placed:last_30_days", "placed:last30days"),
        ("placed:last1day", "placed:last1days"),
        ("placed:2026-1-5", "placed:2026-01-05"),
        ("total:500..", "total:>=500"),
        ("total:..500", "total:<=500"),
        ("total:500.00..1000.0", "total:500..1000"),
        ("status:open,open", "status:open"),
        ("customer:\u201cVins et alcools\u201d,\u201eQuick\u201c", 'customer:"Vins et alcools",Quick'),
        ('reference:""', "reference:none"),
        ('customer:"none"', 'customer:"none"'),
        ('"a ""quoted"" word"', '"a ""quoted"" word"'),
        ('"never closed', '"never closed"'),
        ("due:none,<today", "due:none,<today"),
        ("due:overdue", "is:overdue"),
        ("-payment:Overdue", "-is:overdue"),
        ("due:late vins", "is:late vins"),
        ('is:"payment overdue"', "is:overdue"),
        ("10:30", "10:30"),
        ('3" pipe', '3" pipe'),
        ("- x", "x"),
        ("-", ""),
        ("status:open -", "status:open"),
        ('"-"', '"-"'),
        ('  ""  ', ""),
    ],
)
def test_ways_to_write_the_same(text: str, same: str) -> None:
    assert write(understood(text)) == same


@pytest.mark.parametrize(
    ("text", "at", "message"),
    [
        ("stauts:open", "stauts", "‘stauts’ is not a field; did you mean status?"),
        ("a http://x", "http", "‘http’ is not a field; put it in quotation marks to search for it."),
        ("status:opne", "opne", "‘opne’ is not known after ‘status:’; did you mean open?"),
        ("status:xyz", "xyz", "‘xyz’ is not known after ‘status:’. Write draft, open, closed or cancelled."),
        ("is:foo", "foo", f"‘foo’ is not known after ‘is:’. Write {QUEUES}."),
        ("Queue:foo", "foo", f"‘foo’ is not known after ‘Queue:’. Write {QUEUES}."),
        ("vins status:", ":", "Status needs a value, such as draft or open or closed."),
        ("is:", ":", "‘is:’ needs a value, such as drafts or open or closed."),
        ("customer:ALFKI,", ",", "Customer needs a value, such as some text or none."),
        ("due:<", "<", "Due needs a value, such as today or thisweek or >2026-01-31."),
        ("due:soon", "soon", "‘soon’ is not a date; write it like 2026-11-30, today, thisweek or last30days."),
        ("due:overdue,today", "overdue", "‘overdue’ is not a date; write it like 2026-11-30, today, thisweek"),
        ("due:<overdue", "overdue", "‘overdue’ is not a date; write it like 2026-11-30, today, thisweek"),
        ("due:2026-02-30", "2026-02-30", "‘2026-02-30’ is not a date; write it like 2026-11-30, today, thisweek"),
        ("due:today,tomorrow", ",", "Due takes one date or one span of dates."),
        ("due:2026-05-01..2026-04-01", "2026-05-01..2026-04-01", "Due goes from the earlier to the later."),
        ("total:10..5 x", "10..5", "Total goes from the smaller to the larger."),
        ("total:>5..9", "..", "Write either > or .. for Total."),
        ("total:many", "many", "Total is not a number: many"),
        ("lines:1.5", "1.5", "Lines is a whole number."),
    ],
)
def test_a_mistake_is_told_at_its_place(text: str, at: str, message: str) -> None:
    mistake = parse(text, VOCABULARY).mistake
    assert mistake is not None
    assert text[mistake.start : mistake.end] == at
    assert mistake.message.startswith(message)


def test_what_is_right_beside_a_mistake_is_understood_all_the_same() -> None:
    parsed = parse("status:open stauts:x,y vins", VOCABULARY)
    assert write(parsed.query) == "status:open vins"
    assert [piece.mistake is None for piece in parsed.pieces] == [True, False, True]


def test_numbers_and_dates_are_read_as_the_locale_writes_them() -> None:
    formats.use_locale("de_DE")
    assert write(understood("total:>1.234,50", Writing.LOCAL)) == "total:>1234.5"
    assert write(understood("due:30.11.2026..2026-12-05", Writing.LOCAL)) == "due:2026-11-30..2026-12-05"
    assert write(understood("total:>1234.5"), Writing.LOCAL) == "total:>1234,5"
    formats.use_locale("en_US")
    assert write(understood("total:>1,234.50", Writing.LOCAL)) == "total:>1234.5"
    assert write(understood("due:<11/30/2026", Writing.LOCAL)) == "due:<2026-11-30"


def test_dates_that_end_in_a_full_stop_are_told_from_the_span_between_them() -> None:
    formats.use_locale("bg_BG")
    query = understood("placed:2000-01-01..today")
    assert understood(write(query, Writing.LOCAL), Writing.LOCAL) == query


def test_too_much_is_refused_in_a_sentence() -> None:
    assert "60 parts" in (parse(" ".join("abc" for _ in range(61)), VOCABULARY).mistake or "").message  # type: ignore[union-attr]
    many = parse("customer:" + ",".join(str(n) for n in range(200)), VOCABULARY).mistake
    assert many is not None
    assert "100 values" in many.message


PIECES = st.sampled_from(
    [
        *(f"{field}:" for field in VOCABULARY.fields),
        *('"', "“", "”", "-", ":", ",", "..", "<", ">=", "=", " ", "\u3000", "\u202f", "none", "today", "last30days"),
        *(
            "2026-11-30",
            "11/30/2026",
            "30.11.2026",
            "5.",
            "1,000.50",
            "−3",
            "open",
            "late",
            "ÅSE",
            "x",
            "\0",
            "stauts:",
        ),
    ]
)


@given(st.one_of(st.text(), st.lists(PIECES | st.text(max_size=3), max_size=12).map("".join)), st.sampled_from(LOCALES))
def test_whatever_is_typed_is_understood_or_told_as_a_mistake_and_reads_back_the_same(text: str, locale: str) -> None:
    formats.use_locale(locale)
    for writing in Writing:
        parsed = parse(text, VOCABULARY, writing)
        for piece in parsed.pieces:
            assert 0 <= piece.start < piece.end <= len(text)
            assert (piece.part is None) != (piece.mistake is None)
            if piece.mistake is not None:
                assert 0 <= piece.mistake.start <= piece.mistake.end <= len(text)
                assert piece.mistake.message.endswith((".", "?")) or piece.mistake.message
        query = parsed.query
        for written_as in Writing:
            assert parse(write(query, written_as), VOCABULARY, written_as).query == query


def spans(vocabulary: Vocabulary, name: str) -> st.SearchStrategy[Span]:
    """Spans as they can be written."""
    if vocabulary.fields[name].kind in DATES:
        days = st.dates(date(1900, 1, 1), date(9000, 1, 1)).map(lambda day: When(day.isoformat()))
        values = days | st.sampled_from([When("today"), When("2026-11"), When("2026"), When("next3weeks")])
    elif vocabulary.fields[name].kind is Kind.COUNT:
        values = st.integers(-(10**9), 10**9).map(Decimal)  # type: ignore[assignment]
    else:
        values = st.decimals(-(10**9), 10**9, places=6)  # type: ignore[assignment]
    one = st.builds(Bound, values, st.booleans())
    both = st.builds(Span, low=values.map(Bound), high=values.map(Bound)).filter(lambda span: not falls(span))
    return st.one_of(
        one.map(lambda bound: Span(low=bound)),
        one.map(lambda bound: Span(high=bound)),
        both,
        values.map(lambda value: Span(low=Bound(value), high=Bound(value))),
    )


@st.composite
def conditions(draw: st.DrawFn) -> Condition:
    """Conditions on any field."""
    name = draw(st.sampled_from(list(VOCABULARY.fields)))
    field = VOCABULARY.fields[name]
    negated = draw(st.booleans())
    if field.kind in NAMED:
        values = draw(st.lists(st.sampled_from(list(field.choices)), min_size=1, unique=True))
        return Condition(field=name, values=tuple(values), negated=negated)
    if field.kind in (*DATES, *NUMBERS):
        never = (NONE,) if field.kind in DATES and draw(st.booleans()) else ()
        return Condition(field=name, values=never, span=draw(spans(VOCABULARY, name)), negated=negated)
    texts = st.text(max_size=8).map(str.strip)
    return Condition(field=name, values=tuple(draw(st.lists(texts, min_size=1, unique=True))), negated=negated)


TEXTS = st.builds(
    Text, text=st.text(min_size=1).filter(lambda text: text.strip()), phrase=st.just(True), negated=st.booleans()
)


@given(st.lists(conditions() | TEXTS, max_size=6), st.sampled_from(LOCALES), st.sampled_from(Writing))
def test_every_query_reads_back_as_it_was_written(parts: list[Condition | Text], locale: str, writing: Writing) -> None:
    formats.use_locale(locale)
    query = Query(tuple(parts))
    assert parse(write(query, writing), VOCABULARY, writing).query == query

"""From text to query.

    query      = { blanks } [ part { blanks part } ] { blanks }
    part       = [ "-" ] ( condition | text )
    condition  = field ":" ( choices | dates | span of numbers )
    choices    = value { "," { blanks } value }        for choices, work queues and texts; "none" for having none
    dates      = [ "none" "," ] span of dates | "none"
    span       = [ "<" | "<=" | ">" | ">=" | "=" ] value | value ".." [ value ] | ".." value
    text       = word | quoted
    value      = what stands up to a blank, a comma or ".." | quoted
    quoted     = '"' { any sign, with '""' for '"' } [ '"' ]

The name of a work queue that people look for in a field, such as ``due:overdue``, stands for ``is:overdue``. A value
of a number ends only at a blank or at "..", since commas belong to numbers. Fields, choices and named dates are
understood without case and accents. Dates are those of ``ui/query/dates.py``; dates and numbers are read as a Writing
says. For fields see the list's Vocabulary.

``due:<today total:>500 -status:cancelled "olive oil"`` asks for orders due before today of more than 500 that are not
cancelled and hold the text.
"""

from msgspec import Struct

from readmodel.listing.terms import Kind
from ui.query.comparing import falls
from ui.query.mistakes import Mistake, NotUnderstood
from ui.query.query import NONE, Bound, Condition, Part, Query, Span, Text
from ui.query.scanning import Scanner, Value
from ui.query.values import Writing, choice_of, date_of, falling_said, number_of
from ui.query.vocabulary import DATES, NAMED, NUMBERS, KnownField, Vocabulary, plain

MOST_PARTS = 60
MOST_VALUES = 100
_NOTHING = "none"
SIGNS = ("<=", ">=", "<", ">", "=")


class Piece(Struct, frozen=True, kw_only=True):
    """A part of the text, from ``start`` up to ``end``, with what it means or the mistake that is in it."""

    start: int
    end: int
    part: Part | None = None
    mistake: Mistake | None = None


class Parsed(Struct, frozen=True):
    """A text taken apart."""

    pieces: tuple[Piece, ...]

    @property
    def mistake(self) -> Mistake | None:
        """The first mistake, if there is any."""
        return next((piece.mistake for piece in self.pieces if piece.mistake is not None), None)

    @property
    def query(self) -> Query:
        """What was understood."""
        return Query(tuple(piece.part for piece in self.pieces if piece.part is not None))


def parse(text: str, vocabulary: Vocabulary, writing: Writing = Writing.NEUTRAL) -> Parsed:
    """Take a text apart. It never fails: what can't be understood is told as a mistake."""
    return Parsed(tuple(_Parser(text, vocabulary, writing).pieces()))


class _Parser:
    def __init__(self, text: str, vocabulary: Vocabulary, writing: Writing) -> None:
        self._scanner = Scanner(text)
        self._vocabulary = vocabulary
        self._writing = writing

    def pieces(self) -> list[Piece]:
        found: list[Piece] = []
        scanner = self._scanner
        scanner.skip_blanks()
        while not scanner.ended:
            start = scanner.at
            part, mistake = None, None
            try:
                part = self._part()
                if len(found) == MOST_PARTS:
                    raise NotUnderstood(start, scanner.at, f"A search can have {MOST_PARTS} parts at most.")
            except NotUnderstood as error:
                part, mistake = None, error.mistake
                self._leave_piece()
            if part is not None or mistake is not None:
                found.append(Piece(start=start, end=scanner.at, part=part, mistake=mistake))
            scanner.skip_blanks()
        return found[: MOST_PARTS + 1]

    def _leave_piece(self) -> None:
        """Go on to the end of a part with a mistake."""
        while self._scanner.sees(","):
            self._scanner.takes(",")
            self._scanner.value(",")
        self._scanner.value()

    def _part(self) -> Part | None:
        scanner = self._scanner
        negated = scanner.takes_minus()
        start = scanner.at
        if not scanner.at_quote and (name := scanner.takes_name()):
            return self._condition(name, start, negated)
        value = scanner.value()
        if value.text == "-" and not value.quoted and not negated:
            # On the way to a word that is to be done without.
            return None
        return Text(text=value.text, phrase=value.quoted, negated=negated) if value.text.strip() else None

    def _condition(self, name: str, start: int, negated: bool) -> Condition:
        field = self._vocabulary.field(name)
        if field is None:
            raise NotUnderstood(start, start + len(name), self._unknown(name))
        if (queue := self._queue(field)) is not None:
            return Condition(field=queue[0], values=(queue[1],), negated=negated)
        if field.kind in NUMBERS:
            return Condition(field=field.name, span=self._span(field, ".."), negated=negated)
        if field.kind in DATES:
            return self._dates(field, negated)
        values = tuple(dict.fromkeys(self._meant(field, name, value) for value in self._values(field, name)))
        return Condition(field=field.name, values=values, negated=negated)

    def _queue(self, field: KnownField) -> tuple[str, str] | None:
        """The work queue that somebody looks for in a field, behind the name of the field that has it."""
        scanner, queue = self._scanner, self._vocabulary.queue
        before = scanner.at
        named = plain(scanner.value(",", "..").text)
        if queue is not None and named in field.queues and not scanner.sees(",", ".."):
            return queue.name, named
        scanner.at = before
        return None

    def _unknown(self, name: str) -> str:
        near = self._vocabulary.nearest(name)
        return f"‘{name}’ is not a field; " + (
            f"did you mean {near}?" if near else "put it in quotation marks to search for it."
        )

    def _values(self, field: KnownField, name: str) -> list[Value]:
        scanner = self._scanner
        values: list[Value] = []
        while True:
            value = scanner.value(",")
            if not value.text and not value.quoted:
                # What work queues are called together stands nowhere for a person to know it from.
                title = f"‘{name}:’" if field.kind is Kind.QUEUE else field.title
                raise NotUnderstood(value.start - 1, value.start, _missing(field, title))
            values.append(value)
            if len(values) > MOST_VALUES:
                raise NotUnderstood(value.start, value.end, f"{field.title} can have {MOST_VALUES} values at most.")
            if not scanner.takes(","):
                return values
            scanner.skip_blanks()

    def _meant(self, field: KnownField, name: str, value: Value) -> str:
        if field.kind in NAMED:
            return choice_of(field, name, value)
        text = value.text.strip()
        return NONE if not value.quoted and text.casefold() == _NOTHING else text

    def _dates(self, field: KnownField, negated: bool) -> Condition:
        scanner = self._scanner
        before = scanner.at
        value = scanner.value(",", "..")
        if not value.quoted and value.text.casefold() == _NOTHING and not scanner.sees(".."):
            span = self._span(field, "..", ",") if scanner.takes(",") else None
            return Condition(field=field.name, values=(NONE,), span=span, negated=negated)
        scanner.at = before
        span = self._span(field, "..", ",")
        if scanner.sees(","):
            raise NotUnderstood(scanner.at, scanner.at + 1, f"{field.title} takes one date or one span of dates.")
        return Condition(field=field.name, span=span, negated=negated)

    def _span(self, field: KnownField, *stops: str) -> Span:
        scanner = self._scanner
        start = scanner.at
        sign = scanner.takes(*SIGNS)
        if sign:
            bound = self._bound(field, scanner.value(*stops), inclusive=sign in ("<=", ">=", "="))
            if scanner.sees(".."):
                raise NotUnderstood(scanner.at, scanner.at + 2, f"Write either {sign} or .. for {field.title}.")
            if sign == "=":
                return Span(low=bound, high=bound)
            return Span(low=bound) if sign[0] == ">" else Span(high=bound)
        low = None if scanner.sees("..") else self._bound(field, scanner.value(*stops))
        if not scanner.takes(".."):
            return Span(low=low, high=low)
        end = scanner.value(*stops)
        high = self._bound(field, end) if end.text or end.quoted or low is None else None
        span = Span(low=low, high=high)
        if falls(span):
            raise NotUnderstood(start, end.end, falling_said(field))
        return span

    def _bound(self, field: KnownField, value: Value, *, inclusive: bool = True) -> Bound:
        if not value.text.strip():
            raise NotUnderstood(max(0, value.start - 1), max(value.end, value.start), _missing(field, field.title))
        read = date_of if field.kind in DATES else number_of
        return Bound(read(field, value, self._writing), inclusive)


def _missing(field: KnownField, title: str) -> str:
    match field.kind:
        case Kind.CHOICE | Kind.QUEUE:
            examples = list(field.choices)[:3]
        case Kind.DAY | Kind.MOMENT:
            examples = ["today", "thisweek", ">2026-01-31"]
        case Kind.TEXT:
            examples = ["some text", "none"]
        case _:
            examples = [">100", "100..500"]
    return f"{title} needs a value, such as {examples[0]}" + "".join(f" or {more}" for more in examples[1:]) + "."

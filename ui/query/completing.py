"""What can be meant by what is being typed: fields, choices and dates by name; values of texts are looked up."""

from collections.abc import Sequence
from datetime import date, timedelta

from msgspec import Struct

from readmodel.listing.terms import Kind
from readmodel.listing.view import Suggestion
from ui import formats
from ui.query import dates
from ui.query.parsing import SIGNS, Parsed
from ui.query.scanning import Scanner
from ui.query.vocabulary import DATES, NAMED, NUMBERS, KnownField, Vocabulary, plain
from ui.query.writing import write_value

LEAST_LETTERS = 2
"""So much of a field's name has to be typed before fields are offered, for most of what is typed are plain words."""

_MOST_FIELDS = 6


class Typing(Struct, frozen=True, kw_only=True):
    """What is being typed: the name of a field or, with ``field``, a value of it.

    ``start`` and ``end`` say what an offer takes the place of; ``besides`` are the values that stand there already,
    and ``compared`` says that a sign of comparison stands before it.
    """

    typed: str
    start: int
    end: int
    field: KnownField | None = None
    besides: tuple[str, ...] = ()
    compared: bool = False


class Offer(Struct, frozen=True, kw_only=True):
    """A way to go on: the text to put in, its words, a note beside them, and whether the part is complete with it."""

    text: str
    title: str
    note: str = ""
    completes: bool = True


def typing_at(text: str, cursor: int, parsed: Parsed, vocabulary: Vocabulary) -> Typing | None:
    """What is being typed at the cursor; None where nothing can be offered."""
    piece = next((piece for piece in parsed.pieces if piece.start <= cursor <= piece.end), None)
    if piece is None:
        return None
    scanner = Scanner(text[:cursor])
    scanner.at = piece.start
    scanner.takes_minus()
    start = scanner.at
    if scanner.at_quote:
        return None
    name = scanner.takes_name()
    if not name:
        return Typing(typed=text[start:cursor], start=start, end=piece.end)
    field = vocabulary.field(name)
    return None if field is None else _value_at(text, scanner, field)


def offers(typing: Typing, vocabulary: Vocabulary, today: date) -> list[Offer]:
    """What can be offered without looking anything up; dates are told as they are seen from today."""
    if typing.field is None:
        return _fields(typing.typed, vocabulary)
    if typing.field.kind in NAMED:
        return [*_choices(typing, typing.field), *_queues(typing, typing.field, vocabulary)]
    if typing.field.kind in DATES:
        return [*_dates(typing.typed, today), *_queues(typing, typing.field, vocabulary)]
    return []


def offers_of(suggestions: Sequence[Suggestion], typing: Typing) -> list[Offer]:
    """Values that were looked up."""
    return [
        Offer(
            text=write_value(found.value),
            title=found.value,
            note=_said(found),
        )
        for found in suggestions
        if found.value not in typing.besides
    ]


def _said(found: Suggestion) -> str:
    """What a value is called, as people know a customer by the name and not by the code, and how many rows have it."""
    rows = "" if found.rows is None else formats.count(found.rows)
    return " · ".join(part for part in (found.label, rows) if part)


def example(field: KnownField) -> str:
    """What can be written for a field, for those who see its name."""
    match field.kind:
        case Kind.CHOICE | Kind.QUEUE:
            return ", ".join(list(field.choices)[:3])
        case Kind.DAY | Kind.MOMENT:
            return "today, thisweek, >2026-01-31"
        case Kind.TEXT:
            return "text, none"
        case _:
            return ">100, 100..500"


def _value_at(text: str, scanner: Scanner, field: KnownField) -> Typing | None:
    """The value that the scanner's text ends in."""
    stops = ("..",) if field.kind in NUMBERS else (",", "..") if field.kind in DATES else (",",)
    besides: list[str] = []
    compared = False
    while True:
        compared = bool(field.kind in (*DATES, *NUMBERS) and scanner.takes(*SIGNS))
        value = scanner.value(*stops)
        if not scanner.takes(*stops):
            break
        besides.append(value.text)
        scanner.skip_blanks()
    if not scanner.ended:
        return None
    whole = Scanner(text)
    whole.at = value.start
    end = whole.value(*stops).end
    return Typing(typed=value.text, start=value.start, end=end, field=field, besides=tuple(besides), compared=compared)


def _fields(typed: str, vocabulary: Vocabulary) -> list[Offer]:
    wanted = plain(typed)
    if len(wanted) < LEAST_LETTERS:
        return []
    found = [
        field
        for field in vocabulary.fields.values()
        if any(name.startswith(wanted) for name in (field.name, *field.also))
    ]
    return [
        Offer(text=f"{field.name}:", title=f"{field.name}:", note=example(field), completes=False)
        for field in found[:_MOST_FIELDS]
    ] + _queues_by_name(wanted, vocabulary)


def _queues_by_name(wanted: str, vocabulary: Vocabulary) -> list[Offer]:
    """Work queues, for whoever types what they are called."""
    field = vocabulary.queue
    if field is None:
        return []
    return [
        Offer(text=f"{field.name}:{value}", title=f"{field.name}:{value}", note=words)
        for value, words in field.choices.items()
        if value.startswith(wanted) or plain(words).startswith(wanted)
    ]


def _queues(typing: Typing, field: KnownField, vocabulary: Vocabulary) -> list[Offer]:
    """Work queues that people look for in a field."""
    if vocabulary.queue is None or typing.compared or typing.besides:
        return []
    wanted, words = plain(typing.typed), vocabulary.queue.choices
    return [Offer(text=name, title=name, note=words[name]) for name in field.queues if name.startswith(wanted)]


def _choices(typing: Typing, field: KnownField) -> list[Offer]:
    wanted = plain(typing.typed)
    chosen = {field.choice(text) for text in typing.besides}
    return [
        Offer(text=value, title=value, note=words)
        for value, words in field.choices.items()
        if value not in chosen
        and (value.startswith(wanted) or any(w.startswith(wanted) for w in plain(words).split("_")))
    ]


def _dates(typed: str, today: date) -> list[Offer]:
    wanted = plain(typed).replace("_", "")
    named = [name for name in dates.names() if name.startswith(wanted)]
    rolling = dates.when(wanted)
    if rolling is not None and rolling.name not in named and dates.title(rolling):
        named.insert(0, rolling.name)
    found = [Offer(text=name, title=name, note=_told(dates.When(name), today)) for name in named]
    return [*found, Offer(text="none", title="none", note="no date")] if "none".startswith(wanted) else found


def _told(stretch: dates.When, today: date) -> str:
    first, after = stretch.days(today)
    last = after - timedelta(days=1)
    if first == date.min:
        return f"until {formats.short_day(last)}"
    return formats.weekday(first) if first == last else f"{formats.short_day(first)} – {formats.short_day(last)}"

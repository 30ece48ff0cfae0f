"""The fields that a list's queries can name, and the words for them."""

from collections.abc import Mapping
from difflib import get_close_matches

from msgspec import Struct

from readmodel.folding import folded
from readmodel.listing.spec import ListSpec
from readmodel.listing.terms import Kind

NUMBERS = (Kind.AMOUNT, Kind.COUNT, Kind.QUANTITY)
DATES = (Kind.DAY, Kind.MOMENT)
NAMED = (Kind.CHOICE, Kind.QUEUE)


class FieldWords(Struct, frozen=True, kw_only=True):
    """What people call a field and its choices; ``also`` are further names that are understood.

    ``queues`` are work queues that people look for in this field: ``due:overdue`` means ``is:overdue``.
    """

    title: str
    choices: Mapping[str, str] = {}
    also: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()


class KnownField(Struct, frozen=True, kw_only=True):
    """A field of a list. ``choices`` are the values of a choice, by name, with their words.

    ``suggests`` says that values can be looked up while one is typed.
    """

    name: str
    title: str
    kind: Kind
    choices: Mapping[str, str] = {}
    also: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()
    suggests: bool = False

    def choice(self, text: str) -> str | None:
        """The choice that a text names by its value or its words; None if none."""
        wanted = plain(text)
        return next((value for value, words in self.choices.items() if wanted in (value, plain(words))), None)


class Vocabulary(Struct, frozen=True):
    """All fields of a list by name."""

    fields: Mapping[str, KnownField]

    def field(self, name: str) -> KnownField | None:
        """The field of a name as somebody typed it."""
        wanted = plain(name)
        return next((field for field in self.fields.values() if wanted in (field.name, *field.also)), None)

    @property
    def queue(self) -> KnownField | None:
        """The field that names work queues, if there is one."""
        return next((field for field in self.fields.values() if field.kind is Kind.QUEUE), None)

    def nearest(self, name: str) -> str:
        """The name that somebody may have meant; empty if none is near."""
        return nearest(plain(name), [known for field in self.fields.values() for known in (field.name, *field.also)])


def vocabulary_of(spec: ListSpec, words: Mapping[str, FieldWords]) -> Vocabulary:
    """The vocabulary of a list: the read side's fields, in the order and by the words that the window has for them."""
    names = [*(name for name in words if name in spec.fields), *(name for name in spec.fields if name not in words)]
    return Vocabulary({name: _known(name, spec, words.get(name) or FieldWords(title=said(name))) for name in names})


def said(name: str) -> str:
    """A name of the language as people read it."""
    return name.replace("_", " ").capitalize()


def _known(name: str, spec: ListSpec, words: FieldWords) -> KnownField:
    field = spec.fields[name]
    return KnownField(
        name=name,
        title=words.title,
        kind=field.kind,
        choices={choice: words.choices.get(choice) or said(choice) for choice in field.choices},
        also=tuple(dict.fromkeys((plain(words.title), *words.also))),
        queues=words.queues,
        suggests=bool(field.known),
    )


def plain(text: str) -> str:
    """A name without case and accents, its words joined as names in the language are."""
    return folded(text).replace(" ", "_").replace("-", "_")


def nearest(text: str, names: list[str]) -> str:
    """The name most like a text, if any is like it."""
    return next(iter(get_close_matches(text, names, n=1)), "")

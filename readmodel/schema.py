"""The vocabulary in which projections declare their tables.

Nothing is NULL unless it says so: text defaults to '' and integers to 0, which is what makes a counter's first addition
and its hundredth the same statement. Instants are integers (µs), days ISO text, amounts minor units, decimals scaled.
"""

from collections.abc import Callable, Mapping
from enum import Enum, auto
from typing import Any

from msgspec import Struct

from domain.instants import local_time
from domain.money import to_decimal
from readmodel.scaled import unscaled


class Holds(Enum):
    """What an integer stands for, where that is not simply a number. SQLite is not told: to it, all are integers."""

    AMOUNT = auto()
    DECIMAL = auto()
    INSTANT = auto()


class Column(Struct, frozen=True, kw_only=True):
    """A column of text, unless it is one of integers. ``key`` makes it part of the primary key.

    ``packs`` is the type whose values a column keeps as JSON text.
    """

    name: str
    integer: bool = False
    key: bool = False
    nullable: bool = False
    ignores_case: bool = False
    holds: Holds | None = None
    packs: Any = None


class Index(Struct, frozen=True, kw_only=True):
    """An index; with ``where``, of the rows that satisfy a condition alone."""

    name: str
    columns: tuple[str, ...]
    unique: bool = False
    where: str = ""


class Tally(Struct, frozen=True, kw_only=True):
    """What a table counts: the rows ``of`` another one, by the key that ``kind`` gives for each.

    Its column ``n`` is how many there are, each other column the sum of the one of its name.
    """

    of: "Table"
    kind: Callable[[Mapping[str, Any]], tuple[Any, ...]]


class Numbers(Struct, frozen=True, kw_only=True):
    """Numbers that a projection gives, as it comes upon them, to what the rows of a table are the keys of.

    They stand in the column ``id`` of that table and in columns of others: one in each row where they are ``held_by``
    a column, several, as JSON, where they are ``listed_by`` it. What waited behind a dead letter is numbered later than
    in a rebuild, so that a number by itself says nothing: only what it stands for does.
    """

    of: "Table"
    held_by: tuple[tuple["Table", str], ...] = ()
    listed_by: tuple[tuple["Table", str], ...] = ()


class Table(Struct, eq=False, kw_only=True):
    """A table of one projection. ``fulltext`` is what FTS5 is told of its columns; empty if it is a plain one.

    ``long_rows`` are kept in the order they come in and found by an index of their keys.

    SQLAlchemy knows of it only where it is made (``store/definitions.py``): merely importing it takes a fifth of a
    second, which the start of the window would have to wait for.
    """

    name: str
    columns: tuple[Column, ...]
    indexes: tuple[Index, ...] = ()
    fulltext: str = ""
    long_rows: bool = False
    tally: Tally | None = None

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns of the primary key."""
        return tuple(column for column in self.columns if column.key)


def text(name: str, *, key: bool = False) -> Column:
    """A text column; ``key`` makes it part of the primary key."""
    return Column(name=name, key=key)


def packed(name: str, type: Any) -> Column:
    """A column of values of a type, for the projection's own use: JSON in the file, and None where the text is empty.

    While a row is buffered, its value is the object itself. It is frozen, or treated so: a new one is handed to
    ``Rows.change``. What was changed in place would be written by some batches and left out by others.
    """
    return Column(name=name, packs=type)


def integer(name: str, *, key: bool = False, nullable: bool = False) -> Column:
    """An integer column: an id, counter or flag, or one of those below."""
    return Column(name=name, integer=True, key=key, nullable=nullable)


def amount(name: str) -> Column:
    """An amount in minor units of the business's currency."""
    return Column(name=name, integer=True, holds=Holds.AMOUNT)


def decimal(name: str) -> Column:
    """A quantity, price or percentage; see ``scaled``."""
    return Column(name=name, integer=True, holds=Holds.DECIMAL)


def instant(name: str, *, nullable: bool = False) -> Column:
    """A moment."""
    return Column(name=name, integer=True, nullable=nullable, holds=Holds.INSTANT)


def index(name: str, *columns: str, unique: bool = False, where: str = "") -> Index:
    """An index, declared among the columns of its table."""
    return Index(name=name, columns=columns, unique=unique, where=where)


def in_words(column: Column, value: Any, currency: str) -> str:
    """A column's value as a person reads it, for messages about rows."""
    holds = column.holds
    if value is None or holds is None or not isinstance(value, int):
        return repr(value)
    if holds is Holds.AMOUNT:
        return f"{to_decimal(value, currency)} {currency}" if currency else repr(value)
    if holds is Holds.DECIMAL:
        return str(unscaled(value))
    try:
        return local_time(value, "UTC").isoformat()
    except OverflowError:  # whatever stands there, it is no moment
        return repr(value)


def table(name: str, *parts: Column | Index, long_rows: bool = False, tally: Tally | None = None) -> Table:
    """A table of rows found by primary key, with its indexes behind its columns.

    A single integer key is SQLite's own row id; any other key clusters the table by itself (WITHOUT ROWID), so no
    second index is needed for it. Indexes are made after the rows when a whole store is rebuilt.

    Where rows of a text key take more than some 400 bytes, say so (``long_rows``): in a clustered table what exceeds
    a quarter of a page stands on a page of its own. A ``tally`` is kept by counting, and written by nobody else.
    """
    columns = tuple(part for part in parts if isinstance(part, Column))
    indexes = tuple(part for part in parts if isinstance(part, Index))
    return Table(name=name, columns=columns, indexes=indexes, long_rows=long_rows, tally=tally)


def fulltext(name: str, *columns: str, options: str = "tokenize='trigram'") -> Table:
    """A full-text table (FTS5) whose rows are found by their integer ``rowid``.

    It is written like any other table; put text in folded (``readmodel.folding``). Trigrams match nothing shorter than
    three characters.
    """
    return Table(
        name=name,
        columns=(integer("rowid", key=True), *(text(column) for column in columns)),
        fulltext=", ".join([*columns, options]),
    )

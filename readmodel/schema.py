"""The vocabulary in which projections declare their tables.

Nothing is NULL unless it says so: text defaults to '' and integers to 0, which is what makes a counter's first addition
and its hundredth the same statement. Instants are integers (µs), days ISO text, amounts minor units, decimals scaled.
"""

from enum import Enum, auto
from typing import Any

from sqlalchemy import Column, Index, Integer, MetaData, Table, Text

from domain.instants import local_time
from domain.money import to_decimal
from readmodel.scaled import unscaled

_HOLDS = "holds"


class Holds(Enum):
    """What an integer stands for, where that is not simply a number. SQLite is not told: to it, all are integers."""

    AMOUNT = auto()
    DECIMAL = auto()
    INSTANT = auto()


METADATA = MetaData()
"""All tables of all projections: a name can't be taken twice."""


def text(name: str, *, key: bool = False) -> Column[str]:
    """A text column; ``key`` makes it part of the primary key."""
    return Column(name, Text, primary_key=key, nullable=False, server_default="")


def integer(name: str, *, key: bool = False, nullable: bool = False) -> Column[int]:
    """An integer column: an id, counter or flag, or one of those below."""
    if nullable:
        return Column(name, Integer, nullable=True)
    return Column(name, Integer, primary_key=key, autoincrement=False, nullable=False, server_default="0")


def amount(name: str) -> Column[int]:
    """An amount in minor units of the business's currency."""
    return _holding(integer(name), Holds.AMOUNT)


def decimal(name: str) -> Column[int]:
    """A quantity, price or percentage; see ``scaled``."""
    return _holding(integer(name), Holds.DECIMAL)


def instant(name: str, *, nullable: bool = False) -> Column[int]:
    """A moment."""
    return _holding(integer(name, nullable=nullable), Holds.INSTANT)


def in_words(column: Column[Any], value: Any, currency: str) -> str:
    """A column's value as a person reads it, for messages about rows."""
    holds = column.info.get(_HOLDS)
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


def _holding(column: Column[int], holds: Holds) -> Column[int]:
    column.info[_HOLDS] = holds
    return column


def table(name: str, *columns: Column[Any] | Index, metadata: MetaData = METADATA) -> Table:
    """A table of rows found by primary key.

    A single integer key is SQLite's own row id; any other key clusters the table by itself (WITHOUT ROWID), so no
    second index is needed for it. Indexes are made after the rows when a whole store is rebuilt.
    """
    made = Table(name, metadata, *columns)
    keys = list(made.primary_key.columns)
    if not (len(keys) == 1 and isinstance(keys[0].type, Integer)):
        made.dialect_options["sqlite"]["with_rowid"] = False
    return made


def fulltext(
    name: str,
    *columns: str,
    kept: tuple[str, ...] = (),
    options: str = "tokenize='trigram'",
    metadata: MetaData = METADATA,
) -> Table:
    """A full-text table (FTS5) whose rows are found by their integer ``rowid``.

    It is written like any other table; put text in folded (``readmodel.folding``). Trigrams match nothing shorter than
    three characters. The columns ``kept``, behind the others, are stored without being indexed.
    """
    return Table(
        name,
        metadata,
        integer("rowid", key=True),
        *(text(column) for column in (*columns, *kept)),
        info={"fulltext": ", ".join([*columns, *(f"{column} UNINDEXED" for column in kept), options])},
    )


def is_fulltext(table: Table) -> bool:
    """Whether a table was declared by ``fulltext``."""
    return "fulltext" in table.info
